"""Text files: their encoding, the sign between cells, and their rows by the fastest sure way."""

import codecs
import csv
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

import duckdb
import numpy as np

from planner.errors import N_, SheetError
from planner.sheets.encoding import BAD, is_codec
from planner.sheets.filetype import HEAD_BYTES, utf16_without_mark
from planner.sheets.limits import MOST_COLUMNS, refuse_without_room, too_wide
from planner.sheets.reading import (
    DELIMITERS,
    EDGES,
    HEAD_ROWS,
    LONGEST_CELL,
    SNIFFED_ROWS,
    Row,
    csv_rows,
)
from planner.sheets.staging import Staged, batches_of_rows, copied, show_staged, write_staged
from planner.sheets.tidying import HIDDEN_CR, HIDDEN_LF, Tidied, Tidier, too_long
from planner.tables import quoted

BLOCK_BYTES = 1 << 22
SURELY_NOT_UTF8 = 1000
"""Stray bytes after which UTF-8 is given up before the end of the file is seen."""
SPARE_COLUMNS = 4
"""Cells beyond the header that are read at once; a row with more makes DuckDB say so."""
DUCKDB_LINE_SIZE = 2 << 20
WIDE_FOR_DUCKDB = 2000
"""Columns from which on DuckDB's buffers would be larger than the text."""
_UTF8 = ("utf-8", "utf-8-sig")


@dataclass(frozen=True)
class Reading:
    """What the manager chose for a text file; None leaves it to the planner.

    Attributes:
        encoding: as Python names it.
        delimiter: the sign between cells.
    """

    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True)
class _Tidy:
    """A text that was read through once.

    Attributes:
        path: of the text in UTF-8, one line a row.
        codec: the encoding it turned out to have.
        stray: places that its encoding does not explain, or that were lost before it was written.
        seen: what was seen.
    """

    path: Path
    codec: str
    stray: int
    seen: Tidied


class _NotUtf8(Exception):
    """The text turned out to be no UTF-8."""


class TextSheet:
    """A text file that is one sheet.

    Its head is read at once, the rest when it is asked for, and then once only.

    Args:
        path: where it lies.
        reading: what the manager chose.
        folder: for temporary files; whoever gives it removes it.
    """

    def __init__(self, path: Path, reading: Reading, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self._reading = reading
        if reading.encoding is not None and not is_codec(reading.encoding):
            raise SheetError(
                "unknown_encoding",
                N_("There is no text encoding named {encoding}."),
                encoding=reading.encoding,
            )
        if reading.delimiter is not None and not _may_delimit(reading.delimiter):
            raise SheetError(
                "unknown_delimiter",
                N_("The sign between cells has to be a single character, and no quote."),
            )
        self._codec = _chosen(path, reading.encoding) or _guessed(path)
        self.delimiter = reading.delimiter or _delimiter(path, self._codec)
        self.head = tuple(islice(self._rows(), HEAD_ROWS))
        self._staged = 0

    @property
    def encoding(self) -> str:
        """Return the encoding, as Python names it; reads the file through."""
        return self._tidy.codec

    @property
    def stray_bytes(self) -> int:
        """Return the places that the encoding does not explain; reads the file through.

        Those count, too, where whoever wrote the file had put the sign for such places already.
        """
        return self._tidy.stray

    @property
    def lines(self) -> int:
        """Return the physical lines of the file; reads it through."""
        return self._tidy.seen.lines

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the first one on; a blank line is an empty row."""
        self._codec = self._tidy.codec
        return self._rows()

    def _rows(self) -> Iterator[Row]:
        with _as_text(self._path, self._codec) as file:
            try:
                yield from csv_rows(_lines(file), self.delimiter)
            except csv.Error as error:
                raise too_long() from error

    @cached_property
    def _tidy(self) -> _Tidy:
        try:
            return self._read_through(self._codec)
        except _NotUtf8:
            return self._read_through(_not_utf8(self._path))

    def _read_through(self, codec: str) -> _Tidy:
        copy = _Copy(self._path, self._folder, direct=codec in _UTF8)
        tidier = Tidier(self.delimiter, copy.take)
        chosen = self._reading.encoding is not None or codec not in ("utf-8",)
        stray = lost = wide = 0
        try:
            rest = b""
            for block, strays, bad_signs, last in _blocks(self._path, codec):
                stray += strays
                lost += bad_signs - strays
                wide += 0 if chosen else _wide(block) - strays
                if not chosen and stray > SURELY_NOT_UTF8 and stray * 10 > wide:
                    raise _NotUtf8
                if strays:
                    copy.begin()
                rest = tidier.feed(rest + block, last)
            if not chosen and stray * 10 > wide:
                raise _NotUtf8
        finally:
            copy.close()
        return _Tidy(copy.path, codec, stray + lost, tidier.seen)

    def stage(
        self,
        cursor: duckdb.DuckDBPyConnection,
        columns: Sequence[int],
        width: int,
        first: int,
        last: int | None = None,
    ) -> Staged:
        """Make ``raw`` known; see :class:`planner.sheets.opening.RawSheet`."""
        seen = self._tidy.seen
        self._staged += 1
        target = self._folder / f"staged-{self._staged}.parquet"
        parser = "duckdb"
        if seen.marked or not self._fast(cursor, target, columns, width):
            parser = "python"
            copied(cursor, batches_of_rows(self.rows(), columns, width), target)
        counts = show_staged(cursor, target, columns, first, last)
        joined = seen.joined_between(first, first + counts.all_rows - 1)
        return Staged(
            lines=counts.all_rows + joined,
            rows=counts.rows,
            blank=counts.all_rows - counts.rows,
            joined=joined,
            longer=counts.longer,
            first_longer=counts.first_longer,
            parser=parser,
        )

    def _fast(
        self,
        cursor: duckdb.DuckDBPyConnection,
        target: Path,
        columns: Sequence[int],
        width: int,
    ) -> bool:
        """Let DuckDB read the tidy text; return whether that gave each row, and nothing else."""
        needed = max((width, *(column + 1 for column in columns), *map(len, self.head)))
        for cells in (needed + SPARE_COLUMNS, 0):
            count = cells or self._most_cells() + 1
            if count > WIDE_FOR_DUCKDB:
                return False
            try:
                select = self._select(columns, width, max(count, needed + 1))
                return write_staged(cursor, select, target) == self._tidy.seen.rows
            # An error's text shows a line cut amid a character, which Python cannot decode.
            except (duckdb.OutOfMemoryException, duckdb.IOException):
                raise
            except (duckdb.Error, UnicodeDecodeError):
                continue
        return False

    def _most_cells(self) -> int:
        """Return the cells of the longest row."""
        most = 0
        with self._tidy.path.open("rb") as file:
            rest = b""
            while block := file.read(BLOCK_BYTES):
                held = np.frombuffer(rest + block, np.uint8)
                cut = held.tobytes().rfind(b"\n") + 1
                rest = held[cut:].tobytes()
                most = max(most, _most_cells(held[:cut], ord(self.delimiter)))
        return max(most, _most_cells(np.frombuffer(rest + b"\n", np.uint8), ord(self.delimiter)))

    def _select(self, columns: Sequence[int], width: int, count: int) -> str:
        seen = self._tidy.seen
        names = ", ".join(f"'c{column}': 'VARCHAR'" for column in range(count))
        cells = [self._cell(column) for column in columns]
        texts = "".join(
            f"{cell} AS c{column}, " for cell, column in zip(cells, columns, strict=True)
        )
        leads = ", ".join(self._cell(column) for column in range(min(seen.lead_columns, count)))
        spare = ", ".join(self._cell(column) for column in range(width, count))
        return (
            f"SELECT {texts}coalesce({leads}) AS lead,"  # noqa: S608 - own names
            f" coalesce({spare}) IS NOT NULL AS shifted,"
            f" c{width} IS NOT NULL AND NOT shifted AND lead IS NOT NULL AS longer"
            f" FROM read_csv({quoted(self._tidy.path)}, columns={{{names}}}, auto_detect=false,"
            f" header=false, delim={quoted(self.delimiter)}, quote='\"', escape='\"',"
            " null_padding=true, strict_mode=true, compression='none', comment='',"
            f" nullstr={quoted(HIDDEN_LF + HIDDEN_CR)}, max_line_size={self._line_size()})"
        )

    def _line_size(self) -> int:
        """Return room for the longest row; DuckDB reads in parallel only if it is not much."""
        return max(DUCKDB_LINE_SIZE, 2 * self._tidy.seen.longest)

    def _cell(self, column: int) -> str:
        """Return the cell's text without its edges; only what has edges is trimmed: it is slow."""
        name = text = f"c{column}"
        seen = self._tidy.seen
        cut = [
            f"{'suffix' if ending else 'prefix'}({name}, {quoted(sign)})"
            for ending, sign in sorted(seen.edges.get(column, ()))
        ]
        if column in seen.broken:
            text = (
                f"translate({name}, {quoted(HIDDEN_LF + HIDDEN_CR)}, {quoted(chr(10) + chr(13))})"
            )
            cut += [f"contains({name}, {quoted(sign)})" for sign in (HIDDEN_LF, HIDDEN_CR)]
        if cut:
            trimmed = f"trim({text}, {quoted(EDGES)})"
            name = f"CASE WHEN {' OR '.join(cut)} THEN {trimmed} ELSE {name} END"
        return f"nullif({name}, '')"


class _Copy:
    """Takes tidy text; keeps a copy only from where it differs from the file itself."""

    def __init__(self, source: Path, folder: Path, direct: bool) -> None:
        # DuckDB takes such signs for patterns.
        self._same = direct and not set("*?[]{}") & set(str(source))
        self._source = source
        self._folder = folder
        self._taken = len(codecs.BOM_UTF8) if direct and _has_mark(source) else 0
        self._file: BinaryIO | None = None
        self.path = source

    def take(self, text: bytes, unchanged: bool) -> None:
        """Take the next piece."""
        if self._file is None and not (self._same and unchanged):
            self.begin()
        if self._file is not None:
            self._file.write(text)
        self._taken += len(text)

    def begin(self) -> None:
        """Copy what was the same so far, and write from here on."""
        if self._file is not None:
            return
        refuse_without_room(self._folder, 2 * self._source.stat().st_size)
        self.path = self._folder / f"text-{os.urandom(4).hex()}.csv"
        self._file = self.path.open("wb", buffering=BLOCK_BYTES)
        with self._source.open("rb") as source:
            left = self._taken
            while left > 0 and (block := source.read(min(left, BLOCK_BYTES))):
                self._file.write(block)
                left -= len(block)

    def close(self) -> None:
        """Write what is held back."""
        if self._file is not None:
            self._file.close()
        elif not self._same:
            self.path = self._folder / f"text-{os.urandom(4).hex()}.csv"
            shutil.copyfile(self._source, self.path)


def _blocks(path: Path, codec: str) -> Iterator[tuple[bytes, int, int, bool]]:
    """Yield whole lines as UTF-8, and whether they are the last.

    With them go the strays among them, and the signs for strays: a text may hold some of its own.
    """
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    is_utf8 = codec in _UTF8
    with path.open("rb") as file:
        if is_utf8 and _has_mark(path) and codec == "utf-8-sig":
            file.seek(len(codecs.BOM_UTF8))
        rest = b""
        strays = 0
        while True:
            raw = file.read(BLOCK_BYTES)
            if is_utf8:
                held = rest + raw
            else:
                text = decoder.decode(raw, final=not raw)
                strays += text.count(BAD)
                held = rest + text.encode("utf-8", "replace")
            last = not raw
            cut = len(held) if last else _whole_lines(held)
            block, rest = held[:cut], held[cut:]
            if len(rest) > LONGEST_CELL:
                raise too_long()
            bad_signs = strays
            if is_utf8:
                block, strays, bad_signs = _mended(block)
            if block or last:
                yield block, strays, bad_signs, last
                strays = 0
            if last:
                return


def _whole_lines(held: bytes) -> int:
    feed = held.rfind(b"\n")
    return max(feed, held.rfind(b"\r", feed + 1, max(len(held) - 1, 0))) + 1


def _mended(block: bytes) -> tuple[bytes, int, int]:
    """Return UTF-8 with a sign in place of what is none, how many are new, and how many in all."""
    own = block.count(BAD.encode())
    try:
        block.decode()
    except UnicodeDecodeError:
        text = block.decode(errors="replace")
        bad_signs = text.count(BAD)
        return text.encode(), bad_signs - own, bad_signs
    return block, 0, own


def _wide(block: bytes) -> int:
    """Return the characters beyond ASCII of UTF-8 text."""
    return int(np.count_nonzero(np.frombuffer(block, np.uint8) >= 0xC0))


def _most_cells(held: "np.ndarray[tuple[int], np.dtype[np.uint8]]", sign: int) -> int:
    ends = np.flatnonzero(held == 10)
    signs = np.flatnonzero(held == sign)
    quotes = np.flatnonzero(held == 34)
    signs = signs[np.searchsorted(quotes, signs) & 1 == 0]
    counts = np.diff(np.searchsorted(signs, ends), prepend=0)
    return int(counts.max(initial=0)) + 1


def _may_delimit(sign: str) -> bool:
    return len(sign) == 1 and sign.isascii() and sign not in '"\r\n\0\x1e\x1f'


def _has_mark(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(3) == codecs.BOM_UTF8


def _as_text(path: Path, codec: str) -> TextIO:
    return path.open(encoding=codec, errors="replace", newline="")


def _lines(file: TextIO) -> Iterator[str]:
    """Yield lines; one without end is refused instead of held in memory."""
    while line := file.readline(LONGEST_CELL):
        if len(line) == LONGEST_CELL:
            raise too_long()
        yield line


def _chosen(path: Path, codec: str | None) -> str | None:
    if codec is None:
        return None
    name = codecs.lookup(codec).name
    if name == "utf-16" and not _has_utf16_mark(path):
        with path.open("rb") as file:
            return utf16_without_mark(file.read(HEAD_BYTES)) or "utf-16-le"
    return "utf-8-sig" if name == "utf-8" and _has_mark(path) else name


def _has_utf16_mark(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _guessed(path: Path) -> str:
    """Return the encoding that the first block speaks for; the whole text may still refute it."""
    with path.open("rb") as file:
        head = file.read(BLOCK_BYTES)
        more = bool(file.read(1))
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if without_mark := utf16_without_mark(head[:HEAD_BYTES]):
        return without_mark
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    text = decoder.decode(head, final=not more)
    stray = text.count(BAD) - head.count(BAD.encode())
    wide = _wide(text.encode()) - stray if stray else 0
    return "utf-8" if stray * 10 <= wide else _western_or_chinese([head])


def _not_utf8(path: Path) -> str:
    """Return the encoding of a text that turned out to be no UTF-8."""
    with path.open("rb") as file:
        return _western_or_chinese(iter(partial(file.read, BLOCK_BYTES), b""))


def _western_or_chinese(blocks: Iterable[bytes]) -> str:
    """Return which of two encodings it is: Chinese signs take two bytes, Western letters one.

    So bytes beyond ASCII come in pairs, or mostly alone among plain letters and digits.
    """
    alone = runs = 0
    for block in blocks:
        beyond = np.frombuffer(b"\0" + block + b"\0", np.uint8) >= 0x80
        bounds = np.flatnonzero(beyond[1:] != beyond[:-1])
        runs += len(bounds) // 2
        alone += int(np.count_nonzero(bounds[1::2] - bounds[::2] == 1))
    return "cp1252" if alone * 2 > runs else "gb18030"


def _delimiter(path: Path, codec: str) -> str:
    """Return the sign between cells: the one that makes the most rows of the same width."""
    lines: list[str] = []
    with _as_text(path, codec) as file:
        for line in islice(_lines(file), SNIFFED_ROWS * 4):
            lines.append(line)
            if sum(map(len, lines)) > LONGEST_CELL:
                break
    stated = lines[0].strip().lower() if lines else ""
    if stated.startswith("sep=") and stated[4:] in DELIMITERS:
        return stated[4:]

    def cells_in_even_rows(delimiter: str) -> int:
        try:
            rows = list(islice(csv_rows(iter(lines), delimiter), SNIFFED_ROWS))
        except csv.Error:
            return 0
        wide = [len(row) for row in rows if len(row) > 1]
        return max((wide.count(width) * (width - 1) for width in set(wide)), default=0)

    return max(DELIMITERS, key=cells_in_even_rows)


def refuse_wide(head: Sequence[Row]) -> None:
    """Refuse a table with more columns than a spreadsheet has.

    Raises:
        SheetError: it has.
    """
    widest = max(map(len, head), default=0)
    if widest > MOST_COLUMNS:
        raise too_wide(widest)
