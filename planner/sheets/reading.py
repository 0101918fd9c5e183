"""Rows of a csv text as its writer meant them, and the text of a workbook's cell."""

import csv
from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime, time, timedelta
from typing import TypeAlias

Row: TypeAlias = list[str]

HEAD_ROWS = 200
"""Rows looked at to find the header."""
LINES_IN_A_ROW = 200
"""A row that goes over more lines is an unclosed quote, not a row."""
SNIFFED_ROWS = 30
DELIMITERS = (",", "\t", ";", "|")
LONGEST_CELL = 1 << 24
"""Characters of a cell, and bytes of a row; what is longer is no list."""
EDGES = " \t\r\n\x0b\x0c\xa0\u200b\u3000\ufeff"
"""Spaces of all kinds and byte-order marks: no part of a cell's text."""
WIDE = 4
"""Cells of a row from which on lines that fit it alone are hardly parts of one cell."""

csv.field_size_limit(LONGEST_CELL)


class Lines:
    """Lines handed to a csv reader, remembering those of the row it is at.

    It ends a row that takes too many lines, so that one unclosed quote cannot swallow a file.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        while len(self.taken) < LINES_IN_A_ROW:
            line = next(self._lines, None)
            if line is None:
                self.ended = True
                return
            self.taken.append(line)
            yield line


def csv_rows(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    """Yield the rows of a text file; blank lines are empty rows.

    A stray quote at the beginning of a cell would take the following rows into that cell. Where a
    row over several lines has another width than its neighbours while its lines alone fit, the
    lines are rows.
    """
    source = Lines(lines)
    width = 0
    while not source.ended:
        for row in csv.reader(iter(source), delimiter=delimiter):
            several_lines = len(source.taken) > 1
            apart = rows_apart(source.taken, delimiter, width, row) if several_lines else []
            yield from apart or [row]
            width = len(row) if len(source.taken) == 1 and row else width
            source.taken.clear()


def rows_apart(taken: list[str], delimiter: str, width: int, row: Row) -> list[Row]:
    """Return the lines of a row as rows of their own where that is what they are, else nothing.

    Args:
        taken: the lines.
        delimiter: the sign between cells.
        width: cells of the last row on a single line; 0 where there was none.
        row: what the lines are when read as one row.
    """
    if len(taken) >= LINES_IN_A_ROW:
        return _lines_alone(taken, delimiter)
    if width == 0:
        return []
    alone = _lines_alone(taken, delimiter)
    fitting = sum(abs(len(single) - width) <= 1 for single in alone)
    if abs(len(row) - width) <= 1 and _is_strict(taken, delimiter):
        return alone if width >= WIDE and fitting == len(alone) else []
    return alone if fitting * 2 >= len(alone) else []


def _is_strict(taken: list[str], delimiter: str) -> bool:
    """Return whether quotes begin and end where cells do."""
    try:
        list(csv.reader(taken, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _lines_alone(taken: list[str], delimiter: str) -> list[Row]:
    """Read each line by itself; one that begins a quote without end is split at the signs.

    Tab-separated exports do not quote: there such a quote is part of the text.
    """
    rows: list[Row] = []
    for line in taken:
        text = line.rstrip("\r\n")
        row = next(csv.reader([text], delimiter=delimiter), [])
        plain = next(csv.reader([text], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
        if text.count('"') % 2 == 0:
            rows.append(row)
        else:
            rows.append(plain if delimiter == "\t" else [cell.strip('"') for cell in plain])
    return rows


def cell_text(
    cell: int | float | str | bool | time | date | datetime | timedelta | None,
) -> str:
    """Return a workbook's cell as the text that a reader would see in it.

    Numbers have at most 15 digits, as in the spreadsheet: sums of floats keep no noise.

    >>> cell_text(198482527105.0), cell_text(0.1 + 0.2), cell_text(datetime(2020, 2, 1, 3, 4))
    ('198482527105', '0.3', '2020-02-01 03:04:00')
    """
    match cell:
        case str():
            return cell
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if not cell.is_integer() or abs(cell) >= 1e18:
            return f"{cell:.15g}"
        case int() | float():
            return str(int(cell))
        case datetime():
            # Excel keeps times as fractions of a day, which miss whole seconds by a little.
            near = cell if cell.year == MAXYEAR else cell + timedelta(milliseconds=500)
            return near.isoformat(" ", "seconds")
        case _:
            return str(cell)
