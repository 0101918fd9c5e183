"""Lists for a spreadsheet: text that a spreadsheet would take for a formula stays text."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter

from planner.campaign.settings import UNPRINTABLE
from planner.checklist.workbook.book import A4

_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d+)*%?")
"""Up to 15 digits a spreadsheet reads and keeps exactly."""
_DIGITS = re.compile(r"\d{16,}")
_STARTS = ("=", "+", "-", "@", "\t", "\r")
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROW_HEIGHT = 24
"""Points; room enough to write in by hand."""

Cell = str | int | float | Decimal | date | None


def guarded(text: str) -> str:
    """Return a cell as a spreadsheet shows it: no formula, no order number that is rounded.

    >>> guarded("=1+1"), guarded("-5.00"), guarded("351531000000000001"), guarded("@a")
    ("'=1+1", '-5.00', "'351531000000000001", "'@a")
    """
    return f"'{text}" if _DIGITS.fullmatch(text) else never_a_formula(text)


def never_a_formula(text: str) -> str:
    """Return a cell as it is, but for what a spreadsheet would take for a formula.

    For lists that another program reads: an order number is its bare digits there.

    >>> never_a_formula("=1+1"), never_a_formula("351531000000000001")
    ("'=1+1", '351531000000000001')
    """
    is_formula = text.startswith(_STARTS) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def csv_bytes(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    guard: Callable[[str], str] = guarded,
) -> bytes:
    """Return a list as csv that spreadsheets open rightly: UTF-8 with its mark, cells guarded.

    Args:
        header: of its columns.
        rows: below.
        guard: what is done to each cell.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guard(cell) for cell in header])
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[float],
    filled_in: Collection[int] = (),
) -> bytes:
    """Return a list as a workbook of one sheet, ready to be filled in or printed.

    Text is written as text, whatever it begins with, numbers as numbers, days as days.

    Args:
        name: of the sheet.
        header: of its columns.
        rows: below.
        widths: of the columns, in characters.
        filled_in: columns that somebody writes into.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet(name)
    base = {"font_size": 11, "valign": "vcenter", "bottom": 1, "bottom_color": "#D5D7DB"}
    head = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter", "text_wrap": True})
    formats = {kind: book.add_format({**base, **more}) for kind, more in _STYLES.items()}
    for column, (text, width) in enumerate(zip(header, widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, UNPRINTABLE.sub(" ", text), head)
    last = 0
    for last, row in enumerate(rows, start=1):
        page.set_row(last, ROW_HEIGHT)
        for column, cell in enumerate(row):
            _write(page, last, column, cell, formats, column in filled_in)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(header) - 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C&P / &N")
    book.close()
    return target.getvalue()


_STYLES: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True},
    "number": {"num_format": "#,##0"},
    "money": {"num_format": "#,##0.00"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "to_fill": {"bg_color": "#FFF9E5", "border": 1},
}


def _write(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    cell: Cell,
    formats: dict[str, xlsxwriter.format.Format],
    is_filled_in: bool,
) -> None:
    match cell:
        case None | "":
            page.write_blank(row, column, None, formats["to_fill" if is_filled_in else "text"])
        case str():
            page.write_string(row, column, UNPRINTABLE.sub(" ", cell), formats["text"])
        case date():
            page.write_datetime(row, column, cell, formats["day"])
        case int():
            page.write_number(row, column, cell, formats["number"])
        case _:
            page.write_number(row, column, float(cell), formats["money"])
