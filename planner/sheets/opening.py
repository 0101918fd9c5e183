"""From any file to its sheets: text, workbooks, Parquet, web tables, and archives of these.

with opened(path) as sheets:
    sheets[0].head                                    the first rows
    sheets[0].stage(cursor, [0, 3], width=9, first=2) its rows as the relation ``raw``
"""

import csv
import errno
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import duckdb

from planner.errors import N_, SheetError
from planner.language import Message, say
from planner.sheets.archives import members
from planner.sheets.filetype import FileType, file_type
from planner.sheets.limits import disk_full
from planner.sheets.pages import tables_of_page
from planner.sheets.parquets import ParquetSheet
from planner.sheets.reading import Row
from planner.sheets.staging import Staged
from planner.sheets.texts import Reading, TextSheet, refuse_wide
from planner.sheets.workbooks import password, worksheets

__all__ = ["LeftOut", "Opened", "RawSheet", "Reading", "Staged", "opened"]

_NO_WORKSHEET = say("This sheet holds a chart or a program and no rows. It is not read.")
_PATTERN_SIGNS = set("*?[]{}")
"""DuckDB takes a path with these for a pattern."""


class _Source(Protocol):
    """What reads one sheet."""

    @property
    def encoding(self) -> str | None: ...
    @property
    def delimiter(self) -> str | None: ...
    @property
    def stray_bytes(self) -> int: ...
    @property
    def lines(self) -> int: ...
    @property
    def head(self) -> tuple[Row, ...]: ...
    def rows(self) -> Iterator[Row]: ...
    def stage(
        self,
        cursor: duckdb.DuckDBPyConnection,
        columns: Sequence[int],
        width: int,
        first: int,
        last: int | None = None,
    ) -> Staged: ...


class RawSheet:
    """One sheet as it is: rows of text, nothing interpreted. Valid while the file is open.

    Attributes:
        member: name inside an archive; None for a file of its own.
        name: of the worksheet; None where there is none.
    """

    def __init__(self, member: str | None, name: str | None, source: _Source) -> None:
        self.member = member
        self.name = name
        self._source = source

    @property
    def encoding(self) -> str | None:
        """Return a text's encoding, as Python names it; reads the text through."""
        with _told():
            return self._source.encoding

    @property
    def delimiter(self) -> str | None:
        """Return the sign between a text's cells."""
        return self._source.delimiter

    @property
    def stray_bytes(self) -> int:
        """Return the places that a text's encoding does not explain; reads the text through."""
        with _told():
            return self._source.stray_bytes

    @property
    def lines(self) -> int:
        """Return the physical lines of a text, or the rows of a worksheet; reads it through."""
        with _told():
            return self._source.lines

    @property
    def head(self) -> tuple[Row, ...]:
        """Return the first 200 rows; the first one is row 1."""
        with _told():
            head = self._source.head
            refuse_wide(head)
            return head

    def rows(self) -> Iterator[Row]:
        """Yield the rows, from row 1 on; a blank line is an empty row."""
        with _told():
            yield from self._source.rows()

    def stage(
        self,
        cursor: duckdb.DuckDBPyConnection,
        columns: Sequence[int],
        width: int,
        first: int,
        last: int | None = None,
    ) -> Staged:
        """Make the relation ``raw`` known, in place of an older one, until the file is closed.

        It has a row for each row of the sheet that is not blank: source_row BIGINT (1-based),
        lead VARCHAR (its first filled cell), shifted BOOLEAN (a filled cell lies beyond the
        header) and c<k> VARCHAR for each column wanted. Texts are without edges, empty ones null.

        Args:
            cursor: of the engine that is to know it.
            columns: that are wanted, from 0.
            width: columns of the header.
            first: row of the range, 1-based.
            last: row of the range; None = the last of the sheet.

        Raises:
            SheetError: the file turns out to be no sheet.
        """
        with _told():
            return self._source.stage(cursor, columns, width, first, last)


@dataclass(frozen=True)
class LeftOut:
    """A member of an archive, or a sheet of a workbook, that holds no rows.

    Attributes:
        member: name inside an archive; None for a file of its own.
        sheet: name in a workbook; None for the whole member.
        code: of the reason, the same in every language.
        reason: why it is not read.
    """

    member: str | None
    sheet: str | None
    code: str
    reason: Message


class Opened(tuple[RawSheet, ...]):
    """The sheets of a file; ``left_out`` names what of it was not read."""

    left_out: tuple[LeftOut, ...] = ()


@contextmanager
def opened(
    path: Path, how: Mapping[str | None, Reading] | None = None, folder: Path | None = None
) -> Iterator[Opened]:
    """Give the sheets of a file.

    Args:
        path: where it lies; its name does not matter.
        how: what the manager chose for text files: member → reading, None for a file of its own.
        folder: where temporary files may lie; None = the system's.

    Raises:
        SheetError: the file is empty, damaged, protected, too large or of another kind.
    """
    if folder is not None and _PATTERN_SIGNS & set(str(folder)):
        folder = None
    own = Path(tempfile.mkdtemp(prefix="planner-sheet-", dir=folder))
    try:
        with _told():
            sheets = _sheets(_plain_path(path, own), how or {}, own)
        yield sheets
    finally:
        shutil.rmtree(own, ignore_errors=True)


@contextmanager
def _told() -> Iterator[None]:
    """Say in plain words what a full disk or an unreadable file made fail."""
    try:
        yield
    except csv.Error as error:
        raise _refusal(FileType.BINARY) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full() from error
        raise
    except duckdb.OutOfMemoryException as error:
        raise disk_full() from error
    except duckdb.IOException as error:
        # DuckDB tells a full disk by this alone; a file that went away is none.
        if "No such file" in str(error):
            raise
        raise disk_full() from error


def _plain_path(path: Path, folder: Path) -> Path:
    if not _PATTERN_SIGNS & set(str(path)):
        return path
    link = folder / "source"
    try:
        link.symlink_to(path.resolve())
    except OSError:
        shutil.copyfile(path, link)
    return link


def _sheets(path: Path, how: Mapping[str | None, Reading], folder: Path) -> Opened:
    kind = file_type(path)
    if kind is not FileType.ZIP:
        return _sheets_of(kind, path, None, how.get(None, Reading()), folder)
    found: list[RawSheet] = []
    left_out: list[LeftOut] = []
    for number, (name, unpacked) in enumerate(members(path, folder)):
        if isinstance(unpacked, SheetError):
            left_out.append(_left_out(name, unpacked))
            continue
        inner = folder / f"of-member-{number}"
        inner.mkdir()
        try:
            kind = file_type(unpacked)
            of_member = _sheets_of(kind, unpacked, name, how.get(name, Reading()), inner)
        except SheetError as error:
            left_out.append(_left_out(name, error))
            unpacked.unlink()
        else:
            found += of_member
            left_out += of_member.left_out
    if not found:
        raise _nothing_in(left_out)
    return _with(found, left_out)


def _with(sheets: Sequence[RawSheet], left_out: Sequence[LeftOut]) -> Opened:
    found = Opened(sheets)
    found.left_out = tuple(left_out)
    return found


def _left_out(member: str, error: SheetError) -> LeftOut:
    # An error carries any field; what no message knows is written as text.
    reason = Message(error.template, error.fields)  # type: ignore[arg-type]
    return LeftOut(member, None, error.code, reason)


def _nothing_in(left_out: Sequence[LeftOut]) -> SheetError:
    """Return the error for an archive without a sheet."""
    if not left_out:
        return SheetError(
            "empty_archive",
            N_("The archive holds no files. Pack the lists again and load that file."),
        )
    return SheetError(
        "nothing_in_archive",
        N_(
            "The archive holds no list that can be read. Files in it: {files}. The first one,"
            " {file}: {reason}"
        ),
        files=len(left_out),
        file=left_out[0].member or "",
        reason=left_out[0].reason,
    )


def _sheets_of(
    kind: FileType, path: Path, member: str | None, reading: Reading, folder: Path
) -> Opened:
    sheet = partial(RawSheet, member)
    match kind:
        case FileType.TEXT:
            text = TextSheet(path, reading, folder)
            if not any(cell.strip() for row in text.head for cell in row) and not any(
                cell.strip() for row in text.rows() for cell in row
            ):
                raise _blank()
            return Opened((sheet(None, text),))
        case FileType.WORKBOOK:
            found, others = worksheets(path, folder)
            return _with(
                [sheet(one.name, one) for one in found],
                [LeftOut(member, name, "no_worksheet", _NO_WORKSHEET) for name in others],
            )
        case FileType.PARQUET:
            return Opened((sheet(None, ParquetSheet(path, folder)),))
        case FileType.PAGE:
            as_written = Reading("utf-8", ",")
            return Opened(
                sheet(name, TextSheet(table, as_written, folder))
                for name, table in tables_of_page(path, folder)
            )
    raise _refusal(kind)


def _blank() -> SheetError:
    return SheetError(
        "blank_file",
        N_(
            "The file has lines but no filled cell. Export the list again from the platform and"
            " load that file."
        ),
    )


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
            return password()
        case FileType.ZIP:
            return SheetError(
                "archive_in_archive",
                N_("This is an archive inside an archive. Unpack it and load the lists in it."),
            )
        case FileType.PACKED:
            return SheetError(
                "packed",
                N_(
                    "This is a packed file of a kind other than zip (7z, rar, gz and the like)."
                    " Unpack it and load the lists that are in it."
                ),
            )
    found = {
        FileType.PICTURE: say("a picture"),
        FileType.PDF: say("a PDF document"),
        FileType.DOCUMENT: say("a text document or presentation"),
        FileType.PROGRAM: say("a program"),
    }.get(kind, say("a file of another kind"))
    return SheetError(
        "wrong_kind_of_file",
        N_(
            "A list was expected (csv, xlsx and the like), but this is {found}, whatever its name"
            " says. Export the list from the platform and load that file."
        ),
        found=found,
    )
