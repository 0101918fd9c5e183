"""From a file to rows of text cells, with the row numbers that a spreadsheet shows."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import python_calamine as calamine

from planner.errors import N_, SheetError
from planner.language import say
from planner.sheets.encoding import Encoding, find_encoding, is_codec
from planner.sheets.filetype import FileType, file_type

Row: TypeAlias = list[str]

HEAD_ROWS = 200
"""Rows looked at to find the header."""
LINES_IN_A_ROW = 200
"""A row that goes over more lines is an unclosed quote, not a row."""
SNIFFED_ROWS = 30
DELIMITERS = (",", "\t", ";", "|")
LONGEST_CELL = 1 << 24

csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it is: rows of text, nothing interpreted.

    Attributes:
        name: of the sheet in a workbook; None for text files.
        encoding: of a text file; None for workbooks.
        stray_bytes: places in a text file that its encoding does not explain.
        head: the first rows; the first one is row 1.
        rows: begins at row 1 again at each call; a blank line is an empty row.
    """

    name: str | None
    encoding: str | None
    stray_bytes: int
    head: tuple[Row, ...]
    rows: Callable[[], Iterator[Row]]


def read_sheets(path: Path, encoding: str | None = None) -> tuple[RawSheet, ...]:
    """Return the sheets of a file; a text file is one sheet.

    Raises:
        SheetError: the file is empty, damaged, protected or of another kind.
    """
    kind = file_type(path)
    if kind is FileType.TEXT:
        return (_text_sheet(path, encoding),)
    if kind is FileType.WORKBOOK:
        return _workbook_sheets(path)
    raise _refusal(kind)


def _refusal(kind: FileType) -> SheetError:
    """Return the error for a file that is no sheet."""
    match kind:
        case FileType.EMPTY:
            return SheetError(
                "empty_file",
                N_(
                    "The file is empty. Export the list again from the platform and load that file."
                ),
            )
        case FileType.PROTECTED:
            return SheetError(
                "password",
                N_(
                    "The workbook is protected by a password. Open it in a spreadsheet, save it"
                    " without the password and load that file."
                ),
            )
        case FileType.ZIP:
            return SheetError(
                "archive",
                N_("This is a zip archive. Unpack it and load the sheets that are in it."),
            )
        case FileType.PARQUET:
            return SheetError(
                "parquet",
                N_("This is a Parquet file. Save the table as csv or xlsx and load that file."),
            )
    found = {
        FileType.PICTURE: say("a picture"),
        FileType.PDF: say("a PDF document"),
        FileType.DOCUMENT: say("a text document or presentation"),
    }.get(kind, say("a file of another kind"))
    return SheetError(
        "wrong_kind_of_file",
        N_(
            "A list in csv or xlsx form was expected, but this is {found}, whatever its name says."
            " Export the list from the platform and load that file."
        ),
        found=found,
    )


def _text_sheet(path: Path, codec: str | None) -> RawSheet:
    if codec is not None and not is_codec(codec):
        raise SheetError(
            "unknown_encoding", N_("There is no text encoding named {encoding}."), encoding=codec
        )
    encoding = Encoding(codec) if codec else find_encoding(path)
    delimiter = _delimiter(path, encoding.codec)

    def rows() -> Iterator[Row]:
        with path.open(encoding=encoding.codec, errors="replace", newline="") as file:
            yield from csv_rows(file, delimiter)

    return RawSheet(
        name=None,
        encoding=encoding.codec,
        stray_bytes=encoding.stray_bytes,
        head=tuple(islice(rows(), HEAD_ROWS)),
        rows=rows,
    )


def _delimiter(path: Path, codec: str) -> str:
    """Return the sign between cells: the one that makes the most rows of the same width."""
    with path.open(encoding=codec, errors="replace", newline="") as file:
        lines = list(islice(file, SNIFFED_ROWS * 4))

    def cells_in_even_rows(delimiter: str) -> int:
        widths = [len(row) for row in islice(csv_rows(iter(lines), delimiter), SNIFFED_ROWS)]
        wide = [width for width in widths if width > 1]
        return max((wide.count(width) * (width - 1) for width in set(wide)), default=0)

    return max(DELIMITERS, key=cells_in_even_rows)


class _Lines:
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
    source = _Lines(lines)
    width = 0
    while not source.ended:
        for row in csv.reader(iter(source), delimiter=delimiter):
            several_lines = len(source.taken) > 1
            apart = _rows_apart(source.taken, delimiter, width, row) if several_lines else []
            yield from apart or [row]
            width = len(row) if len(source.taken) == 1 and row else width
            source.taken.clear()


def _rows_apart(taken: list[str], delimiter: str, width: int, row: Row) -> list[Row]:
    """Return the lines of a row as rows of their own where that is what they are."""
    if len(taken) >= LINES_IN_A_ROW:
        return _lines_alone(taken, delimiter)
    if width == 0 or abs(len(row) - width) <= 1:
        return []
    alone = _lines_alone(taken, delimiter)
    fitting = sum(abs(len(single) - width) <= 1 for single in alone)
    return alone if fitting * 2 >= len(alone) else []


def _lines_alone(taken: list[str], delimiter: str) -> list[Row]:
    """Read each line by itself; one that begins a quote without end is split at the signs."""
    rows: list[Row] = []
    for line in taken:
        text = line.rstrip("\r\n")
        row = next(csv.reader([text], delimiter=delimiter), [])
        plain = next(csv.reader([text], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
        rows.append(row if text.count('"') % 2 == 0 else [cell.strip('"') for cell in plain])
    return rows


def _workbook_sheets(path: Path) -> tuple[RawSheet, ...]:
    try:
        workbook = calamine.CalamineWorkbook.from_path(str(path))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ is calamine.SheetTypeEnum.WorkSheet
        ]
        return tuple(_workbook_sheet(workbook, name) for name in names)
    except calamine.PasswordError as error:
        raise _refusal(FileType.PROTECTED) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise SheetError(
            "damaged_workbook",
            N_(
                "The workbook cannot be read: it is damaged or incomplete. Open it in a"
                " spreadsheet, save it again and load that file."
            ),
        ) from error


def _workbook_sheet(workbook: calamine.CalamineWorkbook, name: str) -> RawSheet:
    sheet = workbook.get_sheet_by_name(name)
    before = sheet.start[1] if sheet.start else 0

    def rows() -> Iterator[Row]:
        # calamine yields the blank rows above the data but leaves out blank columns before it.
        blank = [""] * before
        for cells in sheet.iter_rows():
            yield blank + [cell_text(cell) for cell in cells]

    return RawSheet(
        name=name,
        encoding=None,
        stray_bytes=0,
        head=tuple(islice(rows(), HEAD_ROWS)),
        rows=rows,
    )


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
            return (cell + timedelta(milliseconds=500)).isoformat(" ", "seconds")
        case _:
            return str(cell)
