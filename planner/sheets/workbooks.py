"""Workbooks: read once by calamine, made text column by column."""

import shutil
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
import pyarrow as pa
import python_calamine as calamine

from planner.errors import N_, SheetError
from planner.sheets.containers import cells_of_old_workbook
from planner.sheets.extents import Extent, binary_sheets, extent_of
from planner.sheets.filetype import OLE
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
    "CASE WHEN isnan({0}) THEN 'nan'"
    " WHEN isfinite({0}) AND {0} = trunc({0}) AND abs({0}) < 1e18"
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
    # To look whether there is something to trim takes a third of the time of trimming.
    trimmed = (
        f"CASE WHEN regexp_matches(t{column}, '^[{EDGES}]|[{EDGES}]$')"
        f" THEN trim(t{column}, '{EDGES}') ELSE t{column} END"
    )
    return (
        f"coalesce(nullif({trimmed}, ''), {NUMBER.format(f'n{column}')},"
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
    if kinds == {float}:
        return texts, pa.array(cells, pa.float64()), moments
    if kinds == {datetime} and max(cells) < _LAST_YEAR:
        return texts, numbers, pa.array(cells, pa.timestamp("us"))
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


def worksheets(path: Path, folder: Path) -> tuple[tuple[Worksheet, ...], tuple[str, ...]]:
    """Return the sheets of a workbook, and the names of those that hold a chart or a program.

    Raises:
        SheetError: it is protected, damaged, or too large to be read.
    """
    if zipfile.is_zipfile(path):
        _refuse_bomb(path)
    elif cells_of_old_workbook(path) > MOST_CELLS:
        raise _too_large()
    with _refusing():
        book = calamine.CalamineWorkbook.from_path(str(_well_named(path, folder)))
        sheets = book.sheets_metadata
    worksheet = calamine.SheetTypeEnum.WorkSheet
    names = [sheet.name for sheet in sheets if sheet.typ is worksheet]
    others = tuple(sheet.name for sheet in sheets if sheet.typ is not worksheet)
    if not sheets:
        raise damaged_workbook()
    if not names:
        raise SheetError(
            "no_worksheet",
            N_(
                "The workbook holds charts or programs only, and no rows. Export the list from the"
                " platform and load that file."
            ),
        )
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
    return tuple(Worksheet(book, name, folder) for name in names), others


def _well_named(path: Path, folder: Path) -> Path:
    """Return the path of a workbook under a name that ends as its form does.

    Calamine goes by the ending: under a wrong one it calls a good workbook damaged, and under none
    it does not see that a password is needed.
    """
    ending = _ending(path)
    if path.suffix.lower() == ending:
        return path
    link = folder / f"workbook{ending}"
    try:
        link.symlink_to(path.resolve())
    except OSError:
        shutil.copyfile(path, link)
    return link


def _ending(path: Path) -> str:
    with path.open("rb") as file:
        if file.read(len(OLE)) == OLE:
            return ".xls"
    if not zipfile.is_zipfile(path):
        return ".xlsx"
    with zipfile.ZipFile(path) as container:
        parts = set(container.namelist())
    return ".ods" if "content.xml" in parts else ".xlsb" if "xl/workbook.bin" in parts else ".xlsx"


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
            if any(part.flag_bits & 1 for part in parts):
                raise password()
            records = binary_sheets(container)
            for part in parts:
                extent = extent_of(part.filename, records)
                unpacked += _unpacked(container, part, extent, packed, unpacked)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise damaged_workbook() from error


def _unpacked(
    container: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    extent: Extent | None,
    packed: int,
    before: int,
) -> int:
    """Return the bytes of a part, and let its extent be seen.

    Raises:
        SheetError: it unpacks to more than can be read.
    """
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
