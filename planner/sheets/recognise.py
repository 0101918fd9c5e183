"""Which row is the header, what kind of sheet it is, and which column holds which field."""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.sheets.fields import ALL_FIELDS, Form
from planner.sheets.headers import LISTS, HeaderList, fold, known_headers
from planner.sheets.kinds import (
    BOTH,
    DISCOUNTS,
    KINDS,
    MOVEMENTS,
    NOT_READ,
    ORDER_ITEMS,
    ORDERS,
    PARCELS,
    PRODUCTS,
    STOCK,
    TRAFFIC,
    UNKNOWN,
    missing_fields,
)
from planner.sheets.reading import Row
from planner.sheets.report import Choice
from planner.sheets.values import fits, proposal
from planner.sheets.warehouses import FIELD, warehouse_columns, with_warehouses

BY_PRECEDENCE = (BOTH, ORDERS, ORDER_ITEMS, TRAFFIC, STOCK, PRODUCTS, DISCOUNTS, PARCELS)
"""Of kinds that equally many headers speak for, the first is taken."""
SIGNS_OF_MOVEMENTS = 2
HEADER_WITHIN = 30
"""Rows in which a header is looked for."""
NO_HEADER = -1
"""Stands for the row of the header where the manager says that there is none."""
FEWEST_HEADERS = 2
PERIODS_OF_A_SUMMARY = 3
SUMMARY = "summary"
_PERIOD = re.compile(
    r"(20\d\d年?)?(1[0-2]|0?[1-9])月|20\d\d年?|第?[1-4一二三四]季度|q[1-4]|第?\d{1,2}周"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(\d\d){0,2}"
)


@dataclass(frozen=True)
class Recognised:
    """What a sheet was taken for.

    Attributes:
        kind: of sheet; ``unknown`` where it cannot be loaded.
        looks_like: the kind its headers speak for, also one that cannot be loaded yet.
        header_row: index of the header's row, from 0; None where none was found.
        header: its texts, without empty cells at the end.
        mapping: field by column.
        missing: fields the kind needs that no column holds.
        twice: headers of columns that would hold a field another column holds already.
        proposed: by column, the field its values speak for where its header is not known; shown to
            the manager and never used before he agrees.
        described: whether a row that explains the columns follows the header.
        above: the rows above the header, one line each: some exports state the period there.
    """

    kind: str
    looks_like: str | None = None
    header_row: int | None = None
    header: tuple[str, ...] = ()
    mapping: tuple[str | None, ...] = ()
    missing: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    proposed: tuple[str | None, ...] = ()
    described: bool = False
    above: str = ""

    @property
    def first_row(self) -> int:
        """Return the row of the first data, 1-based."""
        return (0 if self.header_row is None else self.header_row) + 2 + self.described

    @property
    def usable(self) -> bool:
        """Return whether its rows can be read."""
        return self.kind in KINDS and not self.missing


def recognise(head: Sequence[Row], choice: Choice) -> Recognised:
    """Return what the sheet is, by its first rows and the manager's choice."""
    index = _header_index(head, choice)
    if index is None:
        rows = map(trimmed, head[:HEADER_WITHIN])
        return Recognised(UNKNOWN, SUMMARY if any(map(_is_summary, rows)) else None)
    header = _letters(head) if index == NO_HEADER else trimmed(head[index])
    below = [row for row in head[index + 1 :] if any(cell.strip() for cell in row)]
    found = _fields_by_kind(header, below)
    kind = choice.kind if choice.kind in (*KINDS, UNKNOWN) else _kind_of(header, found)
    if kind == UNKNOWN:
        missing = missing_fields(ORDERS, found[ORDERS])
        looks_like = SUMMARY if _is_summary(header) else _nearest(found)
        nothing = (None,) * len(header)
        proposed = (
            _proposed(header, _mapped(header, looks_like, below), looks_like, below)
            if looks_like in KINDS
            else nothing
        )
        return Recognised(UNKNOWN, looks_like, index, header, nothing, missing, proposed=proposed)
    mapping = _chosen(_mapped(header, kind, below), header, choice)
    mapped = frozenset(name for name in mapping if name)
    return Recognised(
        kind=kind,
        looks_like=kind,
        header_row=index,
        header=header,
        mapping=mapping,
        missing=missing_fields(kind, mapped),
        twice=tuple(_twice(header, mapping)),
        proposed=_proposed(header, mapping, kind, below),
        described=index != NO_HEADER and _is_description(mapping, head[index + 1 : index + 3]),
        above="\n".join(" ".join(filter(None, row)) for row in head[: max(index, 0)]),
    )


def _letters(head: Sequence[Row]) -> tuple[str, ...]:
    """Return names for the columns of a sheet without a header, as a spreadsheet has them."""
    width = max((len(trimmed(row)) for row in head[:HEADER_WITHIN]), default=0)
    alphabet = string.ascii_uppercase
    return tuple(
        (alphabet[number // 26 - 1] if number >= 26 else "") + alphabet[number % 26]
        for number in range(min(width, 26 * 27))
    )


def _is_description(mapping: Sequence[str | None], rows: Sequence[Row]) -> bool:
    """Return whether the first row explains the columns: words where the next one has numbers."""
    if len(rows) < 2:
        return False
    first, second = rows
    read = [number for number, name in enumerate(mapping) if name and _is_number(name)]
    words = [number for number in read if number < len(first) and first[number].strip()]
    return (
        bool(words)
        and not any(sign.isdigit() for cell in first for sign in cell)
        and any(any(map(str.isdigit, second[number])) for number in words if number < len(second))
    )


def _is_number(name: str) -> bool:
    return ALL_FIELDS[name].form in (Form.MONEY, Form.COUNT, Form.TIME, Form.MEASURE, Form.RATE)


def _nearest(found: Mapping[str, frozenset[str]]) -> str:
    """Return the kind that most telling headers speak for."""
    return max(LISTS, key=lambda kind: _telling((kind,), found))


def _telling(lists: Sequence[str], found: Mapping[str, frozenset[str]]) -> int:
    """Return how many fields that speak for a kind the headers name."""
    telling = known_headers().telling
    return len({name for kind in lists for name in found[kind] & telling[kind]})


def _is_summary(header: Sequence[str]) -> bool:
    """Return whether periods stand side by side, as in a summary and never in a list."""
    return sum(bool(_PERIOD.fullmatch(fold(cell))) for cell in header) >= PERIODS_OF_A_SUMMARY


def _header_index(head: Sequence[Row], choice: Choice) -> int | None:
    if choice.header_row == 0:
        return NO_HEADER
    if choice.header_row is not None:
        index = choice.header_row - 1
        return index if 0 <= index < len(head) and trimmed(head[index]) else None
    scores = [_known(row) for row in head[:HEADER_WITHIN]]
    best = max(scores, default=0)
    return scores.index(best) if best >= FEWEST_HEADERS else None


def _known(row: Row) -> int:
    """Return how many different fields of one kind the cells of a row name."""
    return max(len(names) for names in _fields_by_kind(trimmed(row), ()).values())


def trimmed(row: Row) -> tuple[str, ...]:
    """Return the texts of a header's cells, without empty ones at the end."""
    filled = [number for number, cell in enumerate(row, start=1) if cell.strip(" \t\ufeff")]
    return tuple(cell.strip(" \t\r\n\ufeff") for cell in row[: max(filled, default=0)])


def _fields_by_kind(header: Sequence[str], below: Sequence[Row]) -> dict[str, frozenset[str]]:
    known = known_headers()
    folded = {fold(cell) for cell in header}
    found = {
        kind: frozenset(
            name
            for cell in folded
            for name, _rank in known.fields(kind, cell, folded)
            if _means_something(cell, kind, folded, known)
        )
        for kind in LISTS
    }
    if warehouse_columns(header, below) and "warehouse" not in found[STOCK]:
        found[STOCK] |= {FIELD}
    return found


def _means_something(cell: str, kind: str, folded: set[str], known: HeaderList) -> bool:
    needed = known.needs.get(kind, {}).get(cell)
    return needed is None or bool(needed & folded)


def _kind_of(header: Sequence[str], found: Mapping[str, frozenset[str]]) -> str:
    """Return the kind whose needs the headers meet."""
    folded = {fold(cell) for cell in header}
    for kind, deciding in known_headers().deciding.items():
        if deciding <= folded:
            return kind
    if _telling((MOVEMENTS,), found) >= SIGNS_OF_MOVEMENTS:
        return UNKNOWN
    met = [kind for kind in BY_PRECEDENCE if _could_be(kind, found)]
    best = max(met, key=lambda kind: _telling(KINDS[kind].lists, found), default=UNKNOWN)
    if best == PRODUCTS and STOCK in met:
        return STOCK  # with prices or sizes beside the quantities
    against = max(_telling((kind,), found) for kind in NOT_READ)
    return best if best != UNKNOWN and _telling(KINDS[best].lists, found) > against else UNKNOWN


def _could_be(kind: str, found: Mapping[str, frozenset[str]]) -> bool:
    """Return whether the headers meet what a kind needs."""
    fields = frozenset[str]().union(*(found[part] for part in KINDS[kind].lists))
    if kind == PRODUCTS and "quantity" in found[ORDER_ITEMS]:
        return False  # so many pieces of what, when? No master data.
    if kind == PARCELS and _could_be(ORDERS, found):
        return False  # order lists name the parcel, too; amounts and times are theirs.
    return not missing_fields(kind, fields)


def _mapped(header: Sequence[str], kind: str, below: Sequence[Row]) -> tuple[str | None, ...]:
    """Return the field of each column: the best header takes a field, a column has one field.

    A column whose cells do not look like the field, or are all blank, comes after those that do.
    """
    known = known_headers()
    folded = [fold(cell) for cell in header]
    there = set(folded)
    values = [_values(below, column) for column in range(len(header))]
    wishes = sorted(
        (
            not fits(ALL_FIELDS[name].form, values[column]),
            part_number,
            rank,
            -len(set(values[column])),
            column,
            name,
        )
        for part_number, part in enumerate(KINDS[kind].lists)
        for column, cell in enumerate(folded)
        if _means_something(cell, part, there, known)
        for name, rank in known.fields(part, cell, there)
    )
    fields: dict[int, str] = {}
    for *_order, column, name in wishes:
        held = [folded[other] for other, had in fields.items() if had == name]
        if column not in fields and (not held or known.add_up(name, [*held, folded[column]])):
            fields[column] = name
    mapping = tuple(fields.get(column) for column in range(len(header)))
    return with_warehouses(mapping, header, below) if kind == STOCK else mapping


def _values(below: Sequence[Row], column: int) -> list[str]:
    """Return the filled cells of a column; of two equal headers the more telling one is taken."""
    return [text for row in below if column < len(row) if (text := row[column].strip())]


def _proposed(
    header: Sequence[str], mapping: Sequence[str | None], kind: str, below: Sequence[Row]
) -> tuple[str | None, ...]:
    """Return the fields that the values of columns with unknown headers speak for."""
    known = known_headers()
    free = {field.name for field in KINDS[kind].fields} - {name for name in mapping if name}
    headers = {cell for part in KINDS[kind].lists for cell in known.ranks[part]}
    found: list[str | None] = []
    for column, cell in enumerate(header):
        unknown = fold(cell) not in headers and not known.is_personal(cell)
        name = proposal(_values(below, column), free) if unknown and not mapping[column] else None
        free.discard(name or "")
        found.append(name)
    return tuple(found)


def _chosen(
    mapping: tuple[str | None, ...], header: Sequence[str], choice: Choice
) -> tuple[str | None, ...]:
    """Return the mapping with the manager's choices; a field he places leaves its old column."""
    chosen: dict[int, str | None] = {}
    for column, name in choice.mapping.items():
        if 0 <= column < len(header) and (name is None or _may_hold(header[column], name)):
            # Of two columns given the same field the later choice holds, unless they add up.
            if name is None or not _may_share(name):
                chosen = {other: None if had == name else had for other, had in chosen.items()}
            chosen[column] = name
    placed = {name for name in chosen.values() if name and not ALL_FIELDS[name].side_by_side}
    return tuple(
        chosen.get(column, None if name in placed else name) for column, name in enumerate(mapping)
    )


def _may_share(name: str) -> bool:
    """Return whether several columns may hold the field."""
    return ALL_FIELDS[name].adds_up or ALL_FIELDS[name].side_by_side


def _may_hold(header: str, name: str) -> bool:
    """Return whether a column may be used so: personal data only as a key, addresses in part."""
    if name not in ALL_FIELDS:
        return False
    known = known_headers()
    if known.is_address(header):
        return ALL_FIELDS[name].form is Form.ADDRESS
    return not known.is_personal(header) or ALL_FIELDS[name].form is Form.BUYER


def _twice(header: Sequence[str], mapping: Sequence[str | None]) -> list[str]:
    """Return headers that stand over several columns of which only one is used."""
    used = {fold(cell) for cell, name in zip(header, mapping, strict=True) if name}
    folded = sorted(fold(cell) for cell in header)
    repeated = {one for one, other in pairwise(folded) if one == other and one in used}
    return sorted({cell for cell in header if fold(cell) in repeated})
