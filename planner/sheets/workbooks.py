"""Workbooks: read once by calamine, made text column by column."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import MAXYEAR, datetime
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import python_calamine as calamine

from planner.errors import N_, SheetError
from planner.sheets.limits import (
    HIGHEST_RATIO,
    MOST_CELLS,
    MOST_MEMBERS,
    MOST_UNPACKED_WORKBOOK,
    MOST_WORKSHEETS,
    RATIO_COUNTS_FROM,
)
from planner.sheets.reading import EDGES, HEAD_ROWS, Row, cell_text
from planner.sheets.staging import Staged, copied, show_staged

Cells: TypeAlias = Sequence[Any]

NUMBER = (
    "CASE WHEN isfinite({0}) AND {0} = trunc({0}) AND abs({0}) < 1e18"
    " THEN CAST(CAST({0} AS BIGINT) AS VARCHAR) ELSE printf('%.15g', {0}) END"
)
"""SQL for the text of a floating-point number, as ``cell_text`` writes it."""
MOMENT = "strftime({0} + INTERVAL 500 MILLISECONDS, '%Y-%m-%d %H:%M:%S')"
"""SQL for the text of a moment, as ``cell_text`` writes it."""
_LAST_YEAR = datetime(MAXYEAR, 1, 1)
_EXACT_INTEGER = 1 << 53
_CHUNK_ROWS = 4_000
"""Rows made text at once; with more, Python's garbage collector takes most of the time."""
_BLOCK_BYTES = 1 << 20
_PLACE_WITH_SPACES = re.compile(rb"\sr(?:\s+=\s*|=\s+)[\"']([A-Za-z]*)(\d*)")
_OPEN_TAG = re.compile(rb"<table:(?:(table-row)|(?:covered-)?table-cell)\b([^>]*)>")
_REPEATED = re.compile(rb'-repeated="(\d+)"')
_PART_OF_A_TAG = 1024
_LONGEST_PLACE = 16
"""Signs of a place that are looked at; more letters or digits make it far enough."""
_DIGITS_OF_A_ROW = 7


def password() -> SheetError:
    """Return the error for a workbook that only opens with a password."""
    return SheetError(
        "password",
        N_(
            "The workbook is protected by a password. Open it in a spreadsheet, save it"
            " without the password and load that file."
        ),
    )


def damaged_workbook() -> SheetError:
    """Return the error for a workbook that cannot be read."""
    return SheetError(
        "damaged_workbook",
        N_(
            "The workbook cannot be read: it is damaged or incomplete. Open it in a"
            " spreadsheet, save it again and load that file."
        ),
    )


def _too_large() -> SheetError:
    return SheetError(
        "workbook_too_large",
        N_(
            "The workbook holds more than can be read at once: at most {cells} cells a sheet and"
            " {gigabytes} GB unpacked. Export a shorter period, or save the sheet as csv."
        ),
        cells=MOST_CELLS,
        gigabytes=MOST_UNPACKED_WORKBOOK >> 30,
    )


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn whatever a broken workbook makes calamine do into an error that says what to do."""
    try:
        yield
    except calamine.PasswordError as error:
        raise password() from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        raise damaged_workbook() from error
    except BaseException as error:
        # A panic in Rust is no Exception.
        if type(error).__name__ == "PanicException":
            raise damaged_workbook() from error
        raise


class Worksheet:
    """One sheet of a workbook; read when something of it is asked for, and then once.

    Args:
        book: the workbook.
        name: of the sheet.
        folder: for temporary files.
    """

    delimiter = encoding = None
    stray_bytes = 0

    def __init__(self, book: calamine.CalamineWorkbook, name: str, folder: Path) -> None:
        self._book = book
        self._folder = folder
        self.name = name
        self._staged = 0

    @cached_property
    def _sheet(self) -> calamine.CalamineSheet:
        with _refusing():
            return self._book.get_sheet_by_name(self.name)

    @property
    def _columns_before(self) -> int:
        """Return the blank columns before the data, which calamine leaves out."""
        return self._sheet.start[1] if self._sheet.start else 0

    @cached_property
    def head(self) -> tuple[Row, ...]:
        """Return the first rows."""
        return tuple(islice(self.rows(), HEAD_ROWS))

    @property
    def lines(self) -> int:
        """Return the rows down to the last one with a cell."""
        return self._sheet.end[0] + 1 if self._sheet.end else 0

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the first one on."""
        blank = [""] * self._columns_before
        with _refusing():
            for cells in self._sheet.iter_rows():
                yield blank + [cell_text(cell) for cell in cells]

    def stage(
        self,
        cursor: duckdb.DuckDBPyConnection,
        columns: Sequence[int],
        width: int,
        first: int,
        last: int | None = None,
    ) -> Staged:
        """Make ``raw`` known; see :class:`planner.sheets.opening.RawSheet`."""
        self._staged += 1
        target = self._folder / f"staged-{self._staged}.parquet"
        texts = "".join(f"{_text_of(column)} AS c{column}, " for column in columns)
        batches = pa.RecordBatchReader.from_batches(_schema(columns), self._batches(columns, width))
        with _refusing():
            copied(cursor, batches, target, f"{texts} lead, shifted, longer")
        counts = show_staged(cursor, target, columns, first, last)
        return counts.staged("workbook")

    def _batches(self, columns: Sequence[int], width: int) -> Iterator[pa.RecordBatch]:
        before = self._columns_before
        rows = self._sheet.iter_rows()
        while chunk := list(islice(rows, _CHUNK_ROWS)):
            blank: Cells = ("",) * len(chunk)
            cells: list[Cells] = [blank] * before + list(zip(*chunk, strict=True))
            leads = _leads(cells, len(chunk))
            moved = _filled(cells[width:], len(chunk))
            longer = [
                len(cells) > width and lead is not None and not shifted
                for lead, shifted in zip(leads, moved, strict=True)
            ]
            arrays = chain.from_iterable(
                typed_arrays(cells[column] if column < len(cells) else blank) for column in columns
            )
            marks = (pa.array(leads, pa.string()), pa.array(moved), pa.array(longer))
            yield pa.RecordBatch.from_arrays([*arrays, *marks], schema=_schema(columns))


def _schema(columns: Sequence[int]) -> pa.Schema:
    typed = (
        field
        for column in columns
        for field in (
            (f"t{column}", pa.string()),
            (f"n{column}", pa.float64()),
            (f"m{column}", pa.timestamp("us")),
        )
    )
    return pa.schema(
        [*typed, ("lead", pa.string()), ("shifted", pa.bool_()), ("longer", pa.bool_())]
    )


def _text_of(column: int) -> str:
    edges = "'" + EDGES + "'"
    return (
        f"coalesce(nullif(trim(t{column}, {edges}), ''), {NUMBER.format(f'n{column}')},"
        f" {MOMENT.format(f'm{column}')})"
    )


def typed_arrays(cells: Cells) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return the texts, numbers and moments of a column; each cell is in one of them.

    Numbers and moments become text many at a time, which is what makes workbooks fast.
    """
    kinds = set(map(type, cells))
    count = len(cells)
    texts = pa.nulls(count, pa.string())
    numbers = pa.nulls(count, pa.float64())
    moments = pa.nulls(count, pa.timestamp("us"))
    if kinds == {str}:
        return pa.array(cells, pa.string()), numbers, moments
    in_bulk: set[type] = {float}
    if datetime in kinds and max(c for c in cells if c.__class__ is datetime) < _LAST_YEAR:
        in_bulk.add(datetime)
    if int in kinds and all(abs(c) < _EXACT_INTEGER for c in cells if c.__class__ is int):
        in_bulk.add(int)
    if kinds - in_bulk:
        texts = pa.array(
            [
                c if c.__class__ is str else None if c.__class__ in in_bulk else cell_text(c)
                for c in cells
            ],
            pa.string(),
        )
    if kinds & in_bulk & {float, int}:
        bulk = in_bulk & {float, int}
        numbers = pa.array([c if c.__class__ in bulk else None for c in cells], pa.float64())
    if datetime in kinds & in_bulk:
        moments = pa.array(
            [c if c.__class__ is datetime else None for c in cells], pa.timestamp("us")
        )
    return texts, numbers, moments


def _leads(columns: Sequence[Cells], count: int) -> list[str | None]:
    """Return the first filled cell of each row."""
    leads: list[str | None] = [None] * count
    missing: Sequence[int] = range(count)
    for cells in columns:
        still = []
        for number in missing:
            cell = cells[number]
            text = (cell if cell.__class__ is str else cell_text(cell)).strip(EDGES)
            if text:
                leads[number] = text
            else:
                still.append(number)
        missing = still
        if not missing:
            break
    return leads


def _filled(columns: Sequence[Cells], count: int) -> list[bool]:
    """Return for each row whether one of the columns has a filled cell."""
    filled = [False] * count
    for cells in columns:
        if all(map("".__eq__, cells)):
            continue
        filled = [
            was or bool(cell_text(cell).strip(EDGES))
            for was, cell in zip(filled, cells, strict=True)
        ]
    return filled


def worksheets(path: Path, folder: Path) -> tuple[Worksheet, ...]:
    """Return the sheets of a workbook.

    Raises:
        SheetError: it is protected, damaged, or too large to be read.
    """
    if zipfile.is_zipfile(path):
        _refuse_bomb(path)
    with _refusing():
        book = calamine.CalamineWorkbook.from_path(str(path))
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ is calamine.SheetTypeEnum.WorkSheet
        ]
    if not names:
        raise damaged_workbook()
    if len(names) > MOST_WORKSHEETS:
        raise SheetError(
            "too_many_worksheets",
            N_(
                "The workbook has {sheets} sheets; at most {most} are read. Move those that are"
                " needed to a workbook of their own and load that file."
            ),
            sheets=len(names),
            most=MOST_WORKSHEETS,
        )
    return tuple(Worksheet(book, name, folder) for name in names)


def _refuse_bomb(path: Path) -> None:
    """Unpack a workbook's parts without keeping them, and look how much comes out.

    calamine holds each cell between a sheet's corners in memory, empty ones too, and a few bytes
    can claim billions of them; what the parts say of their own size may be wrong.
    """
    unpacked, packed = 0, path.stat().st_size
    try:
        with zipfile.ZipFile(path) as container:
            parts = container.infolist()
            if len(parts) > MOST_MEMBERS:
                raise _too_large()
            for part in parts:
                if part.flag_bits & 1:
                    raise password()
                unpacked += _unpacked(container, part, packed, unpacked)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise damaged_workbook() from error


def _unpacked(container: zipfile.ZipFile, part: zipfile.ZipInfo, packed: int, before: int) -> int:
    """Return the bytes of a part.

    Raises:
        SheetError: it unpacks to more than can be read.
    """
    extent: _Extent | _OpenExtent | None = None
    if part.filename == "content.xml":
        extent = _OpenExtent()
    elif part.filename.endswith(".xml"):
        extent = _Extent()
    size = 0
    with container.open(part) as file:
        while block := file.read(_BLOCK_BYTES):
            size += len(block)
            steep = before + size > max(RATIO_COUNTS_FROM, packed * HIGHEST_RATIO)
            if steep or before + size > MOST_UNPACKED_WORKBOOK:
                raise _too_large()
            if extent:
                extent.look(block)
    if extent and extent.cells > MOST_CELLS:
        raise _too_large()
    return size


class _Extent:
    """How many cells a sheet's corners hold, read off its XML.

    Every row and cell that states its place counts: calamine believes each of them, in any order.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._rows = 0
        self._columns = 26

    def look(self, block: bytes) -> None:
        """Look at the next piece."""
        held = self._rest + block
        self._rest = held[-_PART_OF_A_TAG:]
        signs = np.frombuffer(held, np.uint8)
        equals = np.flatnonzero(signs[2 : -1 - _LONGEST_PLACE] == ord("=")) + 2
        equals = equals[(signs[equals - 1] == ord("r")) & (signs[equals - 2] <= ord(" "))]
        quotes = signs[equals + 1]
        starts = equals[(quotes == ord('"')) | (quotes == ord("'"))] + 2
        if starts.size:
            self._take(*_corner(signs, starts))
        # No program writes spaces there, and to look for them anywhere is slow.
        if b"r =" in held or b'= "' in held or b"= '" in held or b"r\n=" in held or b"=\n" in held:
            for letters, digits in _PLACE_WITH_SPACES.findall(held):
                self._take(_column_number(letters.upper()), int(digits[:18] or 0))

    def _take(self, column: int, row: int) -> None:
        self._columns = max(self._columns, column)
        self._rows = max(self._rows, row)

    @property
    def cells(self) -> int:
        """Return the cells of the rectangle."""
        return self._rows * self._columns


def _corner(signs: "npt.NDArray[np.uint8]", starts: "npt.NDArray[np.intp]") -> tuple[int, int]:
    """Return the highest column and row among places such as AB12, or 12 of a whole row.

    Only the places that may be the highest are read sign by sign.
    """
    letters = np.zeros(len(starts), np.int32)
    key = np.zeros(len(starts), np.int32)
    going = np.ones(len(starts), bool)
    for step in range(4):
        sign = signs[starts + step] | 32
        going &= (sign - 97) < 26
        letters += going
        key = key * 32 + np.where(going, sign - 96, 0)
    ends = np.flatnonzero((signs == ord('"')) | (signs == ord("'")))
    after = ends[np.minimum(np.searchsorted(ends, starts), len(ends) - 1)]
    digits = after - starts - letters
    usual = digits <= _DIGITS_OF_A_ROW
    size = digits * 16 + (signs[starts + letters] & 15)
    highest = ~usual | (size == size[usual].max(initial=0))
    rows = _numbers(signs, (starts + letters)[highest])
    if (letters > 3).any():
        return 26**4, rows
    widest = letters == letters.max()
    return _column(int(key[widest].max()), int(letters.max())), rows


def _column(key: int, letters: int) -> int:
    """Return the number of the column whose letters are in the key, five bits each."""
    number = 0
    for place in range(letters):
        number = number * 26 + (key >> 5 * (3 - place) & 31)
    return number


def _numbers(signs: "npt.NDArray[np.uint8]", starts: "npt.NDArray[np.intp]") -> int:
    """Return the highest number that begins at one of these signs."""
    rows = np.zeros(len(starts), np.int64)
    going = np.ones(len(starts), bool)
    for step in range(_LONGEST_PLACE - 4):
        sign = signs[starts + step]
        going &= (sign - 48) < 10
        rows = np.where(going, rows * 10 + (sign & 15), rows)
    return int(rows.max(initial=0))


class _OpenExtent:
    """The same of an OpenDocument spreadsheet, where a few bytes repeat cells and rows."""

    def __init__(self) -> None:
        self._rest = b""
        self._row_number = self._rows = self._repeats = 0
        self._column_number = self._columns = 0

    def look(self, block: bytes) -> None:
        """Look at the next piece."""
        held = self._rest + block
        end = 0
        for found in _OPEN_TAG.finditer(held):
            end = found.end()
            repeated = _REPEATED.search(found[2])
            times = int(repeated[1]) if repeated else 1
            if found[1]:
                self._row_number += self._repeats
                self._repeats, self._column_number = times, 0
                continue
            self._column_number += times
            if not found[2].endswith(b"/"):
                self._rows = self._row_number + self._repeats
                self._columns = max(self._columns, self._column_number)
        self._rest = held[max(end, len(held) - _PART_OF_A_TAG) :]

    @property
    def cells(self) -> int:
        """Return the cells of the rectangle of all sheets together, which is the most it can be."""
        return self._rows * self._columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
