"""Write xlsx files that are the same whenever they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

import xlsxwriter

Cell: TypeAlias = str | int | float | date | None

LARGEST_SHEET = 1_048_576  # rows; a workbook cannot hold more


class Workbook:
    """A workbook whose worksheets are tables of plain cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        """Fill an open book."""
        self._book = book
        self._bold = book.add_format({"bold": True})

    def add(
        self, name: str, headers: Sequence[str], rows: Iterator[Sequence[Cell]], *above: str
    ) -> None:
        """Add a worksheet.

        Args:
            name: of the worksheet.
            headers: of the columns.
            rows: in the order of the columns; None leaves a cell empty.
            above: lines above the header, one cell each.
        """
        sheet = self._book.add_worksheet(name)
        for number, line in enumerate(above):
            sheet.write(number, 0, line or None)
        sheet.write_row(len(above), 0, headers, self._bold)
        sheet.freeze_panes(len(above) + 1, 0)
        sheet.set_column(0, len(headers) - 1, 13)
        for number, row in enumerate(rows, len(above) + 1):
            if number >= LARGEST_SHEET:
                raise ValueError(f"{name}: a worksheet holds {LARGEST_SHEET:,} rows and no more")
            sheet.write_row(number, 0, row)


@contextmanager
def new_workbook(path: Path, created: datetime) -> Iterator[Workbook]:
    """Open a workbook for writing.

    Args:
        path: of the file.
        created: when the sheet was drawn. Without it the file would bear the present moment, and
            no two files would be the same.
    """
    options = {"default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": created})
        yield Workbook(book)
