"""Several tables below each other in one sheet: where the next one begins."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from planner.sheets.cleaning import Cleaned
from planner.sheets.headers import fold, known_headers
from planner.sheets.opening import RawSheet
from planner.sheets.reading import Row
from planner.sheets.recognise import Recognised, recognise
from planner.sheets.report import Choice

ROWS_LOOKED_AT = 200_000
"""Rows of a table that cannot be read in which the header of one that can is looked for."""
FEWEST_WORDS = 2
NO_HEADERS = (
    "repeated_header",
    "total_row",
    "note_row",
    "duplicate",
    "duplicate_order_id",
    "duplicate_line_id",
)


def rows_from(sheet: RawSheet, start: int, count: int) -> tuple[Row, ...]:
    """Return rows of a sheet from the given row on, 1-based."""
    return tuple(islice(sheet.rows(), start - 1, start - 1 + count))


def next_table(
    sheet: RawSheet, recognised: Recognised, start: int, rows: Cleaned | None = None
) -> int | None:
    """Return the row of the next table's header, 1-based; None where there is none.

    Within a table that can be read a header is always a rejected row: its cells are no dates and
    no numbers; where very many rows are rejected, only the first are looked at. Within one that
    cannot be read, the first rows are looked through.
    """
    if rows is None:
        return _after_unreadable(sheet, recognised, start)
    rejected = rows.rows(
        "SELECT raw.* FROM raw INNER JOIN rejected_cells AS rejected USING (source_row)"  # noqa: S608 - own names
        f" WHERE rejected.code NOT IN {NO_HEADERS} ORDER BY source_row"
    )
    known = _words()
    for row in rejected:
        texts = [text for name, text in row.items() if name.startswith("c") and text]
        if _is_header(texts, known):
            return int(row["source_row"])
    return None


def _after_unreadable(sheet: RawSheet, recognised: Recognised, start: int) -> int | None:
    first = start + 1 if recognised.header_row is None else recognised.header_row + 2
    for number, row in _numbered(sheet, first):
        words = sum(fold(cell) in _words() for cell in row if cell)
        if words > FEWEST_WORDS and recognise((row,), Choice(header_row=1)).usable:
            return number
    return None


def _numbered(sheet: RawSheet, first: int) -> Iterator[tuple[int, Row]]:
    return islice(enumerate(sheet.rows(), start=1), first - 1, first - 1 + ROWS_LOOKED_AT)


@cache
def _words() -> frozenset[str]:
    return known_headers().words


def _is_header(texts: list[str], known: frozenset[str]) -> bool:
    """Return whether a row names columns: at least two known ones, or nothing but known ones.

    A running number in the first column says nothing.
    """
    named = [text for text in texts if not text.replace(".", "").isdigit()]
    words = sum(fold(text) in known for text in named)
    return words >= FEWEST_WORDS or 0 < len(named) == words
