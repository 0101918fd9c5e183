"""Examples of what stands in a table, for the manager who says what it is."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from planner.sheets.headers import fold, known_headers
from planner.sheets.labels import column_letter
from planner.sheets.opening import RawSheet
from planner.sheets.reading import EDGES, Row
from planner.sheets.recognise import Recognised
from planner.sheets.stacked import rows_from

EXAMPLES = 3
ROWS_LOOKED_AT = 60
ROWS_SHOWN = 20
COVERED = "***"
"""Stands for a text that may be somebody's name, phone or address."""
LONGEST_NAME = 60
"""Signs of a column's name that are shown."""
FEWEST_NAMES = 3
MOSTLY = 0.5
_SHOWN = re.compile(r"[-+0-9A-Za-z./:%¥￥$,_#]{1,24}( [0-9:]{4,8})?")
"""Codes, amounts and dates: names and addresses have other signs, or no digit."""
_COUNTED = re.compile(r"[-+\d年月日号时点分秒周季度第万亿元件个%.,:/¥￥ ]{1,24}")
"""Numbers, dates and amounts with Chinese units."""
_CONTACT = re.compile(
    r"(?<!\d)(\d{11,13}|\d{15}|\d{17}[0-9Xx]|0\d{2,3}-\d{7,8}|1[3-9]\d-?\d{4}-?\d{4})(?!\d)"
)
"""Phone and identity-card numbers."""


def examples(sheet: RawSheet, recognised: Recognised, start: int) -> tuple[str, ...]:
    """Return some values of each column, empty where it may hold personal data.

    Whatever a column is called, only what looks like a code, an amount or a date is shown; 11
    digits may be somebody's phone.
    """
    first = start if recognised.header_row is None else recognised.first_row
    rows = rows_from(sheet, first, ROWS_LOOKED_AT)
    known = known_headers()
    return tuple(
        "" if known.is_personal(header) or known.is_address(header) else _values(rows, column)
        for column, header in enumerate(recognised.header)
    )


def _values(rows: Sequence[Row], column: int) -> str:
    values = (row[column].strip(EDGES) for row in rows if column < len(row))
    shown = dict.fromkeys(value for value in values if value and may_be_shown(value))
    return " · ".join(list(shown)[:EXAMPLES])


def may_be_shown(value: str) -> bool:
    """Return whether a value is surely nobody's name, phone or address.

    >>> may_be_shown("12.50"), may_be_shown("13912345678"), may_be_shown("Li Lei")
    (True, False, False)
    """
    return bool(
        _SHOWN.fullmatch(value)
        and any(sign.isdigit() for sign in value)
        and not _CONTACT.search(value)
    )


def first_rows(
    sheet: RawSheet, recognised: Recognised, start: int
) -> tuple[Mapping[str, Any], ...]:
    """Return the first rows of a table as they stand, by column letter, blank cells left out.

    Names of columns are shown, and what is surely nobody's name, phone or address. All else is
    covered, so that the manager sees where a text stands, but not what it says.
    """
    rows = [[cell.strip(EDGES) for cell in row] for row in rows_from(sheet, start, ROWS_LOOKED_AT)]
    header = _row_of_names(rows)
    if recognised.header_row is not None:
        header = recognised.header_row + 1 - start
    personal = _personal_columns(rows)
    return tuple(
        {"source_row": start + number}
        | {
            column_letter(column): _shown(cell, number == header, column in personal)
            for column, cell in enumerate(row)
            if cell
        }
        for number, row in enumerate(rows[:ROWS_SHOWN])
        if any(row)
    )


def _shown(cell: str, names_column: bool, personal: bool) -> str:
    if names_column or fold(cell) in known_headers().words:
        return cell[:LONGEST_NAME]
    return COVERED if personal or not _is_nobodys(cell) else cell


def _is_nobodys(cell: str) -> bool:
    counted = _COUNTED.fullmatch(cell) and any(map(str.isdigit, cell))
    return may_be_shown(cell) or bool(counted and not _CONTACT.search(cell))


def _personal_columns(rows: Sequence[Row]) -> frozenset[int]:
    """Return the columns in which the name of a column with personal data stands."""
    known = known_headers()
    return frozenset(
        column
        for row in rows
        for column, cell in enumerate(row)
        if cell and (known.is_personal(cell) or known.is_address(cell))
    )


def _row_of_names(rows: Sequence[Row]) -> int | None:
    """Return the row that names the columns, by its place alone; None where none surely does.

    It is as wide as the rows below, has no number, and the next row has numbers wherever its
    columns hold them. A row of people is none: some column of the table holds numbers.
    """
    for number, (row, following) in enumerate(pairwise(rows)):
        below = rows[number + 1 :]
        names = {column for column, cell in enumerate(row) if cell}
        if len(names) < FEWEST_NAMES or any(map(may_be_shown, row)):
            continue
        if len(names) < max(sum(map(bool, other)) for other in below):
            continue
        numbers = [column for column in names if _holds_numbers(below, column)]
        if numbers and all(_holds_numbers([following], column) for column in numbers):
            return number
    return None


def _holds_numbers(rows: Sequence[Row], column: int) -> bool:
    cells = [row[column] for row in rows if column < len(row) and row[column]]
    return bool(cells) and sum(map(_is_nobodys, cells)) > MOSTLY * len(cells)
