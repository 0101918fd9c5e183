"""The cells of an edited workbook, opened within limits; rows by name, wherever they stand now."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from planner.checklist.workbook.book import FIRST_DAY_OF_EXCEL
from planner.errors import N_, PlanError, WorkbookRefused

MOST_BYTES = 30 << 20
MOST_UNPACKED = 400 << 20
"""Bytes; what the planner writes takes 10 MB."""
MOST_MEMBERS = 1_000
MOST_ROWS = 5_000
"""Rows of a sheet that are looked at."""
MOST_COLUMNS = 64
LARGEST_DAY = 200_000
"""Days since 1900 that a spreadsheet's number may stand for: the year 2447."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError,
    TypeError, IndexError, AttributeError, EOFError, OSError, OverflowError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
"""What the reading of a file fails with that is no workbook, or only half of one."""


@dataclass(frozen=True)
class Cell:
    """A cell.

    Attributes:
        typed: what stands in it: a formula as its text.
        value: what it comes to; None where the program that saved it left no value.
    """

    typed: Any
    value: Any

    @property
    def is_formula(self) -> bool:
        """Return whether it holds a formula."""
        return isinstance(self.typed, str) and self.typed.startswith("=")

    @property
    def text(self) -> str:
        """Return what it shows, as text."""
        return "" if self.value is None else str(self.value).strip()

    @property
    def day(self) -> date | None:
        """Return the day it shows; None where it shows none."""
        match self.value:
            case datetime():
                return self.value.date()
            case date():
                return self.value
            case bool():
                return None
            case int() | float() if 0 < self.value < LARGEST_DAY:
                return FIRST_DAY_OF_EXCEL + timedelta(days=int(self.value))
            case str():
                return _day_of(self.value)
        return None


EMPTY = Cell(None, None)


def refuse_unworked(cell: Cell) -> None:
    """Refuse a formula without a value: what it comes to is not known, not even that it is nothing.

    Raises:
        PlanError: it is one.
    """
    if cell.is_formula and cell.value is None:
        raise PlanError(
            N_("The formula has no value yet: open the workbook, let it calculate, save it.")
        )


def text_of(cell: Cell) -> str | None:
    """Return what a cell shows; None of an empty one.

    >>> text_of(Cell(" Li ", " Li ")), text_of(EMPTY)
    ('Li', None)

    Raises:
        PlanError: a formula without a value.
    """
    refuse_unworked(cell)
    return cell.text or None


def needed_text(cell: Cell, missing: str) -> str:
    """Return what a cell shows.

    Raises:
        PlanError: a formula without a value; or ``missing``, where it is empty.
    """
    text = text_of(cell)
    if text is None:
        raise PlanError(missing)
    return text


def _day_of(text: str) -> date | None:
    found = re.fullmatch(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*", text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


@dataclass(frozen=True)
class _Place:
    sheet: str
    column: int
    first_row: int


class Cells:
    """An opened workbook: what its cells hold, and what they come to."""

    def __init__(self, content: bytes) -> None:
        """Open a workbook.

        Raises:
            WorkbookRefused: too large, no workbook, or a damaged one.
        """
        _refuse_too_large(content)
        try:
            self._typed = _opened(content, data_only=False)
            self._values = _opened(content, data_only=True)
        except _DAMAGED as error:
            raise damaged() from error
        self._read: dict[str, list[tuple[Cell, ...]]] = {}

    def sheet(self, title: str) -> list[tuple[Cell, ...]]:
        """Return the rows of a sheet, as many as are looked at.

        Raises:
            WorkbookRefused: there is no such sheet, or it is damaged.
        """
        if title not in self._read:
            try:
                typed, values = (_rows(book[title]) for book in (self._typed, self._values))
                pairs = zip(typed, values, strict=True)
                self._read[title] = [tuple(map(Cell, *pair)) for pair in pairs]
            except _DAMAGED as error:
                raise damaged() from error
        return self._read[title]

    @property
    def titles(self) -> list[str]:
        """Return the names of all sheets."""
        return list(self._typed.sheetnames)

    def named(self, name: str) -> Cell:
        """Return a cell by its defined name; an empty one where the name is gone."""
        place = self._place(name)
        if place is None:
            return EMPTY
        rows = self.sheet(place.sheet)[place.first_row - 1 : place.first_row]
        return _at(rows[0], place.column) if rows else EMPTY

    def rows(self, names: Mapping[str, str]) -> Iterator[tuple[int, dict[str, Cell]]]:
        """Yield the number and the cells of each row, by columns that have names.

        ``names`` is what a column is to be called → its defined name. Excel moves these names with
        their columns and sheets. A column that was deleted is missing; nothing comes where none
        is left.
        """
        places = {called: place for called, name in names.items() if (place := self._place(name))}
        if not places:
            return
        first = next(iter(places.values()))
        here = {called: one for called, one in places.items() if one.sheet == first.sheet}
        for number, row in enumerate(self.sheet(first.sheet), 1):
            if number >= first.first_row:
                yield (
                    number,
                    {called: _at(row, one.column) for called, one in here.items()},
                )

    def _place(self, name: str) -> _Place | None:
        defined = self._typed.defined_names.get(name)
        try:
            destinations = list(defined.destinations) if defined else []
            if not destinations or destinations[0][0] not in self._typed.sheetnames:
                return None
            sheet, address = destinations[0]
            column, row, *_ = range_boundaries(address.replace("$", ""))
        except _DAMAGED:
            return None
        return _Place(sheet, column, row) if column and row else None


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column - 1] if column <= len(row) else EMPTY


def _rows(sheet: Any) -> list[tuple[Any, ...]]:
    with warnings.catch_warnings():
        # Marks and lists that openpyxl does not know are of no use here.
        warnings.simplefilter("ignore")
        return list(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True))


def _refuse_too_large(content: bytes) -> None:
    """Look at the archive's own list before anything is unpacked.

    No more is unpacked of a member than that list says of it.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except _DAMAGED as error:
        raise foreign() from error
    unpacked = sum(one.file_size for one in members)
    if len(content) > MOST_BYTES or unpacked > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        raise WorkbookRefused(
            N_(
                "This workbook is far larger than what the planner writes ({megabytes} MB"
                " unpacked). Remove what was pasted into it and upload it again."
            ),
            megabytes=unpacked >> 20,
        )


def _opened(content: bytes, *, data_only: bool) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=data_only)


def foreign() -> WorkbookRefused:
    """Return the error for a file that the planner did not write."""
    return WorkbookRefused(
        N_(
            "This is no workbook of the planner. Upload one that was downloaded on this page, saved"
            " as .xlsx; a copy without its hidden sheets cannot be read back."
        )
    )


def damaged() -> WorkbookRefused:
    """Return the error for a workbook that cannot be read to the end."""
    return WorkbookRefused(
        N_("This workbook is damaged: it cannot be read to the end. Save it again and upload it.")
    )
