"""How many cells the corners of a worksheet hold, seen while its part is unpacked.

Calamine holds each cell between the corners in memory, and a few bytes can claim billions.
"""

import html
import re
import zipfile
from collections.abc import Collection
from typing import Protocol

import numpy as np
import numpy.typing as npt

_PLACE_WITH_SPACES = re.compile(rb"\sr(?:\s+=\s*|=\s+)[\"']([A-Za-z]*)(\d*)")
_OPEN_TAG = re.compile(rb"<table:(?:(table-row)|(?:covered-)?table-cell)\b([^>]*)>")
_REPEATED = re.compile(rb"-repeated\s*=\s*[\"'](\d+)")
_VALUE = re.compile(rb"office:[a-z-]*value\s*=")
_PART_OF_A_TAG = 1024
_LONGEST_PLACE = 16
"""Signs of a place that are looked at; more letters or digits make it far enough."""
_SMALL_LETTERS = np.uint64(0x2020202020202020)
"""Makes letters small and leaves digits and quotes as they are."""
_RELATIONS = "xl/_rels/workbook.bin.rels"
_LONGEST_RELATIONS = 1 << 20
_TARGET = re.compile(r"""\bTarget\s*=\s*["']([^"']*)""")
_ROW, _FIRST_CELL, _LAST_CELL, _CELLS_BEGIN, _CELLS_END = 0, 2, 11, 145, 146
"""Kinds of records in a sheet of a binary workbook; a blank cell, 1, takes no room."""
_RECORD_HEAD = 10
"""Bytes of a record's kind and size, and of the row or column it is about."""


class Extent(Protocol):
    """What a sheet's part says of its cells, looked at piece by piece."""

    def look(self, block: bytes) -> None:
        """Look at the next piece."""

    @property
    def cells(self) -> int:
        """Return the cells between the corners, at most."""


def extent_of(part: str, records: Collection[str]) -> Extent | None:
    """Return what sees the extent of a part of a workbook; None where it holds no cells.

    Args:
        part: its name.
        records: names of the parts that are made of records, in lower case.
    """
    if part == "content.xml":
        return _OpenExtent()
    if part.lower() in records:
        return _RecordsExtent()
    return _PlacesExtent() if part.endswith(".xml") else None


def binary_sheets(container: zipfile.ZipFile) -> frozenset[str]:
    """Return the names of the parts that a binary workbook (xlsb) refers to, in lower case.

    Raises:
        ValueError: it refers to more than any workbook does.
    """
    if _RELATIONS not in container.namelist():
        return frozenset()
    with container.open(_RELATIONS) as file:
        relations = file.read(_LONGEST_RELATIONS + 1)
    if len(relations) > _LONGEST_RELATIONS:
        raise ValueError(_RELATIONS)
    targets = _TARGET.findall(relations.decode("utf-8", "replace"))
    return frozenset("xl/" + _below_xl(html.unescape(target)).lower() for target in targets)


def _below_xl(target: str) -> str:
    return target.removeprefix("/").removeprefix("xl/")


class _RecordsExtent:
    """How many cells the corners of a sheet made of records hold: xlsb.

    Every cell that states its place counts, whatever the sheet says of its size.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._skipped = 0
        self._in_cells = False
        self._row = self._rows = self._columns = 0

    def look(self, block: bytes) -> None:
        """Look at the next piece."""
        held = self._rest + block
        at, last = self._skipped, len(held) - _RECORD_HEAD
        while at <= last:
            kind, size = held[at], held[at + 1]
            at += 2
            if kind & 0x80:
                kind = kind & 0x7F | (size & 0x7F) << 7
                size = held[at]
                at += 1
            if size & 0x80:
                at, size = _long_size(held, at, size)
            if kind <= _LAST_CELL:
                if self._in_cells:
                    self._take(kind, int.from_bytes(held[at : at + 4], "little"))
            elif kind in (_CELLS_BEGIN, _CELLS_END):
                self._in_cells = kind == _CELLS_BEGIN
            at += size
        self._rest = held[at:]
        self._skipped = max(0, at - len(held))

    def _take(self, kind: int, place: int) -> None:
        if kind == _ROW:
            self._row = place + 1
        elif kind >= _FIRST_CELL:
            self._rows = max(self._rows, self._row)
            self._columns = max(self._columns, place + 1)

    @property
    def cells(self) -> int:
        """Return the cells of the rectangle."""
        return self._rows * self._columns


def _long_size(held: bytes, at: int, size: int) -> tuple[int, int]:
    """Return where a size of several bytes ends, and the size: seven bits a byte, four at most."""
    size &= 0x7F
    for shift in (7, 14, 21):
        more = held[at]
        at += 1
        size |= (more & 0x7F) << shift
        if not more & 0x80:
            break
    return at, size


class _PlacesExtent:
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
        before, after = signs[equals - 1], signs[equals + 1]
        # No program writes spaces there, and to look for them anywhere is slow.
        if (before <= ord(" ")).any() or (after <= ord(" ")).any():
            for letters, digits in _PLACE_WITH_SPACES.findall(held):
                self._take(_column_number(letters.upper()), int(digits[:18] or 0))
        named = (before == ord("r")) & ((after == ord('"')) | (after == ord("'")))
        starts = equals[named] + 2
        starts = starts[signs[starts - 4] <= ord(" ")]
        if starts.size:
            self._take(*_corner(signs, starts))

    def _take(self, column: int, row: int) -> None:
        self._columns = max(self._columns, column)
        self._rows = max(self._rows, row)

    @property
    def cells(self) -> int:
        """Return the cells of the rectangle."""
        return self._rows * self._columns


def _corner(signs: "npt.NDArray[np.uint8]", starts: "npt.NDArray[np.intp]") -> tuple[int, int]:
    """Return the highest column and row among places such as AB12, or 12 of a whole row.

    Eight signs are taken at once as one number, whose order is that of the signs.
    """
    eights = np.ndarray(len(signs) - 7, ">u8", signs, strides=(1,))
    begin = eights[starts].astype(np.uint64) | _SMALL_LETTERS
    letters = np.zeros(len(starts), np.int64)
    going = np.ones(len(starts), bool)
    for step in range(4):
        going &= ((begin >> np.uint64(56 - 8 * step) & np.uint64(255)) - np.uint64(97)) < 26
        letters += going
    highest = [
        int(begin[letters == size].max()).to_bytes(8, "big")[:size].upper()
        for size in np.unique(letters).tolist()
    ]
    return max(map(_column_number, highest)), _highest(eights, starts + letters)


def _highest(eights: "npt.NDArray[np.uint64]", starts: "npt.NDArray[np.intp]") -> int:
    """Return the highest number that begins at one of these signs; what is longer is too high."""
    held = eights[starts].astype(np.uint64)
    rows = np.zeros(len(starts), np.int64)
    going = np.ones(len(starts), bool)
    for step in range(8):
        digit = (held >> np.uint64(56 - 8 * step) & np.uint64(255)) - np.uint64(48)
        going &= digit < 10
        if not going.any():
            return int(rows.max())
        rows = np.where(going, rows * 10 + digit.astype(np.int64), rows)
    return 10**8


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
            if not found[2].endswith(b"/") or _VALUE.search(found[2]):
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
