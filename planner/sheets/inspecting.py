"""What a file holds, without loading it."""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from planner.sheets.cleaning import Cleaned, Setting, cleaned
from planner.sheets.examples import examples, first_rows
from planner.sheets.fields import ALL_FIELDS, Form
from planner.sheets.issues import issues_of, issues_of_unknown, shops_in
from planner.sheets.kinds import BOTH, KINDS, ORDERS, STOCK, UNKNOWN
from planner.sheets.memory import header_key
from planner.sheets.opening import Opened, RawSheet, Reading, Staged, opened
from planner.sheets.reading import Row
from planner.sheets.recognise import HEADER_WITHIN, Recognised, recognise, trimmed
from planner.sheets.report import Choice, Inspection, Issue, Part, RejectedRow, Total
from planner.sheets.stacked import next_table, rows_from
from planner.tables import Dataset, load_query

PREVIEW_ROWS = 20
REJECTED_ROWS = 10_000
TOTALS = Path(__file__).parent / "sql" / "totals"
NOT_SHOWN = ("buyer_id",)
"""Canonical columns that name people."""
_SAYS_WAREHOUSE = frozenset({"warehouse", "warehouse_stock"})
_QUANTITIES = frozenset({"on_hand", "available", "counted", "incoming"})
_DAYS = re.compile(r"[\d年月日号周.\-_/~至 ]+(库存|盘点)?")
"""Names of sheets that say a day or a month."""

Choices = Mapping[Part, Choice]
Examined = tuple[Inspection, Cleaned | None]


@dataclass(frozen=True)
class Examination:
    """What tables of a file are looked at with.

    Attributes:
        file_name: as the manager knows it.
        hash_key: secret for buyers that are kept as a hash only.
        choices: what the manager decided, by table.
        remembered: what he decided before, by :func:`planner.sheets.memory.header_key`.
        import_id: of the import; None where nothing will be stored.
        folder: where large intermediate results may lie.
        loaded: what is loaded already, to tell what overlaps.
        earlier: files of the tables of the file that are kept already, by canonical table; whoever
            keeps one adds it.
    """

    file_name: str
    hash_key: str = field(default_factory=lambda: secrets.token_hex(32))
    choices: Choices = field(default_factory=dict)
    remembered: Mapping[str, Choice] = field(default_factory=dict)
    import_id: str | None = None
    folder: Path | None = None
    loaded: Dataset | None = None
    earlier: dict[str, list[Path]] = field(default_factory=dict)


def inspect(
    path: Path,
    file_name: str | None = None,
    choices: Choices | Choice | None = None,
    remembered: Mapping[str, Choice] | None = None,
    folder: Path | None = None,
    loaded: Dataset | None = None,
) -> tuple[Inspection, ...]:
    """Return what the planner makes of each table of a file; nothing is stored.

    Args:
        path: where the file lies.
        file_name: as the manager knows it.
        choices: what the manager decided, by table; one alone is that of a file with one table.
        remembered: what he decided before (:func:`planner.sheets.memory.remembered_choices`).
        folder: where intermediate results may lie; None = the system's own.
        loaded: what is loaded already, to tell what overlaps.

    Raises:
        SheetError: the file is empty, damaged, protected or no sheet at all.
    """
    with_ = Examination(
        file_name or path.name,
        choices={Part(): choices} if isinstance(choices, Choice) else choices or {},
        remembered=remembered or {},
        folder=folder,
        loaded=loaded,
    )
    with opened(path, readings(with_.choices), folder) as sheets:
        tables = [
            inspection
            for sheet in sheets
            for inspection, _rows in examined_tables(sheet, sheets, with_)
        ]
        return (*tables, *inspections_of_left_out(sheets, file_name or path.name))


def inspections_of_left_out(sheets: Opened, file_name: str) -> tuple[Inspection, ...]:
    """Return what is said of the parts of a file that hold no rows: nothing is left out untold."""
    return tuple(
        Inspection(
            file=file_name,
            part=Part(one.member, one.sheet),
            kind=UNKNOWN,
            left_out=True,
            issues=(Issue(one.code, "error", 1, (), one.reason),),
        )
        for one in sheets.left_out
    )


def readings(choices: Choices) -> dict[str | None, Reading]:
    """Return how the text files among the members are to be read."""
    return {
        part.member: Reading(choice.encoding, choice.delimiter)
        for part, choice in choices.items()
        if choice.encoding or choice.delimiter
    }


def examined_tables(
    sheet: RawSheet, sheets: Sequence[RawSheet], with_: Examination
) -> Iterator[Examined]:
    """Yield each table of a sheet of a file with its cleaned rows; they are gone at the next step.

    Several tables may stand below each other. The rows between one header and the next are one
    table; a sheet with one header is one table.
    """
    start, table = 1, 1
    while start:
        part = Part(sheet.member, sheet.name, table)
        with _examined(sheet, sheets, part, start, with_) as found:
            inspection, rows, following = found
            yield inspection, rows
        start, table = following or 0, table + 1


@contextmanager
def _examined(
    sheet: RawSheet, sheets: Sequence[RawSheet], part: Part, start: int, with_: Examination
) -> Iterator[tuple[Inspection, Cleaned | None, int | None]]:
    """Give a table's inspection, its cleaned rows, and the row of the next header."""
    choice = with_.choices.get(part, Choice())
    recognised, remembered = _recognised(sheet, start, choice, with_)
    if not recognised.usable:
        following = next_table(sheet, recognised, start)
        lines = (following or sheet.lines + 1) - start
        found = _unusable(sheet, part, start, recognised, with_)
        yield replace(found, lines=lines, lines_unread=lines), None, following
        return
    setting = Setting(
        with_.hash_key,
        remembered or choice,
        # A list in an archive has a name of its own, which comes before the archive's.
        "\n".join(filter(None, (sheet.member, with_.file_name))),
        with_.import_id,
        with_.folder,
        with_.loaded,
        _warehouse_of(sheet, sheets, recognised, with_),
        with_.earlier,
    )
    with cleaned(sheet, recognised, setting) as rows:
        following = next_table(sheet, recognised, start, rows)
        if following is None:
            yield _inspection(sheet, part, start, recognised, rows, with_, remembered), rows, None
            return
    with cleaned(sheet, recognised, setting, following - 1) as rows:
        yield _inspection(sheet, part, start, recognised, rows, with_, remembered), rows, following


def _warehouse_of(
    sheet: RawSheet, sheets: Sequence[RawSheet], recognised: Recognised, with_: Examination
) -> str | None:
    """Return the warehouse that the name of a sheet stands for, if it does.

    Where a workbook holds several stock lists with the same quantities, and no column says of which
    warehouse they are, each is of one of its own: else one would replace the other. Lists named
    after days or months are of different days, and those of other quantities complete each other.
    """
    held = _held_without_warehouse(recognised)
    if not held or sheet.name is None or _DAYS.fullmatch(sheet.name.strip()):
        return None
    for other in sheets:
        if other is not sheet and other.member == sheet.member:
            choice = with_.choices.get(Part(other.member, other.name), Choice())
            if held & _held_without_warehouse(_recognised(other, 1, choice, with_)[0]):
                return sheet.name
    return None


def _held_without_warehouse(recognised: Recognised) -> frozenset[str]:
    """Return the quantities of a stock list that does not say its warehouse; else nothing."""
    fields = frozenset(name for name in recognised.mapping if name)
    if not recognised.usable or recognised.kind != STOCK or fields & _SAYS_WAREHOUSE:
        return frozenset()
    return fields & _QUANTITIES


def _recognised(
    sheet: RawSheet, start: int, choice: Choice, with_: Examination
) -> tuple[Recognised, Choice | None]:
    """Return what a table is, and the remembered choice where that decided it."""
    head = sheet.head if start == 1 else rows_from(sheet, start, len(sheet.head))
    above = start - 1
    told, remembered = choice, None
    if choice.header_row and choice.header_row > above:
        told = replace(choice, header_row=choice.header_row - above)
    elif above:
        told = replace(choice, header_row=1)
    if choice == Choice():
        row, remembered = _remembered(head, told, with_.remembered)
        told = replace(remembered, header_row=row) if remembered else told
    found = recognise(head, told)
    if found.header_row is not None:
        found = replace(found, header_row=found.header_row + above)
    return found, remembered


def _remembered(
    head: Sequence[Row], told: Choice, remembered: Mapping[str, Choice]
) -> tuple[int | None, Choice | None]:
    """Return the row of a header that the manager has decided about, 1-based, and the decision."""
    rows = head[:HEADER_WITHIN] if told.header_row is None else head[: told.header_row]
    for number, row in enumerate(rows if remembered else (), start=1):
        if (header := trimmed(row)) and (choice := remembered.get(header_key(header))):
            return number, choice
    return None, None


def _unusable(
    sheet: RawSheet,
    part: Part,
    start: int,
    recognised: Recognised,
    with_: Examination,
) -> Inspection:
    index = recognised.header_row
    return Inspection(
        file=with_.file_name,
        part=part,
        # What the manager said stays, also while a column is missing.
        kind=recognised.kind,
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        header_row=None if index is None else index + 1,
        header=recognised.header,
        mapping=recognised.mapping,
        proposed=recognised.proposed,
        examples=examples(sheet, recognised, start),
        issues=issues_of_unknown(recognised),
        preview=first_rows(sheet, recognised, start),
    )


def _inspection(
    sheet: RawSheet,
    part: Part,
    start: int,
    recognised: Recognised,
    rows: Cleaned,
    with_: Examination,
    remembered: Choice | None,
) -> Inspection:
    (counts,) = rows.rows(
        "SELECT count(*) AS read, count(*) FILTER (WHERE code IS NULL) AS kept FROM judged"
    )
    header_row = recognised.first_row - 1 - recognised.described
    above = recognised.first_row - start
    staged: Staged = rows.staged
    kind = KINDS[recognised.kind]
    shops = shops_in(recognised, rows)
    return Inspection(
        file=with_.file_name,
        part=part,
        kind=recognised.kind,
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        day_first=_day_first(kind.steps, rows),
        amounts=_amounts(kind.steps, rows),
        remembered=remembered is not None,
        header_row=header_row,
        header=recognised.header,
        mapping=recognised.mapping,
        proposed=recognised.proposed,
        examples=examples(sheet, recognised, start),
        lines=above + staged.lines,
        lines_above=above,
        lines_blank=staged.blank,
        lines_joined=staged.joined,
        rows_read=counts["read"],
        rows_kept=counts["kept"],
        rows_rejected=counts["read"] - counts["kept"],
        issues=issues_of(sheet, recognised, rows, shops),
        totals=_totals(recognised, rows),
        shops=shops,
        currency=_currency(recognised, rows),
        preview=tuple(_preview(recognised, rows)),
        rejected=tuple(_rejected(recognised, rows)),
    )


def _day_first(steps: Sequence[str], rows: Cleaned) -> bool | None:
    if "date_order" not in steps:
        return None
    (order,) = rows.rows("SELECT dates, day_first FROM date_order")
    return order["day_first"] if order["dates"] else None


def _amounts(steps: Sequence[str], rows: Cleaned) -> Literal["order", "line"] | None:
    if "grain" not in steps:
        return None
    (grain,) = rows.rows("SELECT orders_of_lines, by_line FROM grain")
    if not grain["orders_of_lines"]:
        return None
    return "line" if grain["by_line"] else "order"


def _currency(recognised: Recognised, rows: Cleaned) -> str | None:
    """Return the currency of the amounts; lists with Chinese headers are in CNY unless they say."""
    if "main_currency" not in KINDS[recognised.kind].steps:
        return None
    (main,) = rows.rows("SELECT currency FROM main_currency")
    if main["currency"]:
        return str(main["currency"])
    amounts = [
        header
        for header, name in zip(recognised.header, recognised.mapping, strict=True)
        if name and ALL_FIELDS[name].form is Form.MONEY
    ]
    chinese = any("\u4e00" <= sign <= "\u9fff" for header in amounts for sign in header)
    return "CNY" if chinese else None


def _totals(recognised: Recognised, rows: Cleaned) -> dict[str, Total]:
    totals: dict[str, Total] = {}
    for table in KINDS[recognised.kind].tables:
        found = rows.rows(load_query(TOTALS / f"{table}_totals.sql").sql)[0]
        # Of orders with their items, the orders are counted in the list of orders.
        totals = {**{name: total for name, total in found.items() if total is not None}, **totals}
    return totals


def _preview(recognised: Recognised, rows: Cleaned) -> list[dict[str, Any]]:
    table = KINDS[recognised.kind].tables[0]
    hidden = ", ".join(name for name in NOT_SHOWN if recognised.kind in (ORDERS, BOTH))
    columns = f"* EXCLUDE ({hidden})" if hidden else "*"
    return rows.rows(f"SELECT {columns} FROM {table} ORDER BY source_row LIMIT {PREVIEW_ROWS}")  # noqa: S608 - own names


def _rejected(recognised: Recognised, rows: Cleaned) -> Iterator[RejectedRow]:
    shown = [
        name
        for name in dict.fromkeys(recognised.mapping)
        if name and ALL_FIELDS[name].form not in (Form.BUYER, Form.ADDRESS, Form.EVENT)
    ]
    cells = ", ".join(
        f'CASE WHEN NOT shifted THEN showable("{name}") END AS "{name}"' for name in shown
    )
    found = rows.rows(
        f"SELECT cells.source_row, code, {cells} FROM rejected_cells AS cells"  # noqa: S608 - own names
        f" ORDER BY source_row LIMIT {REJECTED_ROWS}"
    )
    for row in found:
        number, code = row.pop("source_row"), row.pop("code")
        # A note may be anything, somebody's name among it.
        told = {name: text for name, text in row.items() if text and code != "note_row"}
        yield RejectedRow(number, code, told)
