"""Old workbooks (xls): how many cells the corners of their sheets hold, before calamine holds them.

An old Office container ([MS-CFB]) is a file system in a file; its stream ``Workbook`` is a row of
records ([MS-XLS]). Calamine reads all sheets at once, and a single wrong byte in the column of a
cell may make it ask for more memory than there is, which ends the whole program.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_STREAMS = ("Workbook", "Book")
_FIRST_SECTORS = 109
"""Sectors of the table that the header itself names."""
_LAST_SECTOR = 0xFFFFFFF9
_ENTRY_BYTES = 128
_SMALLEST_STREAM = 4096
_SMALL_SECTOR = 64
_SHEET, _END = 0x0085, 0x000A
_SEVERAL_NUMBERS, _SEVERAL_BLANKS = 0x00BD, 0x00BE
_CELLS = frozenset({0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, _SEVERAL_NUMBERS})
"""Records of formulas, texts, numbers and truth values."""


def cells_of_old_workbook(path: Path) -> int:
    """Return the cells between the corners of all sheets; 0 where nothing can be read.

    Each cell counts, whatever the sheet says of its size.
    """
    try:
        stream = _Container(path.read_bytes()).stream()
        return sum(_cells(stream, start) for start in _sheets(stream))
    except (struct.error, IndexError):
        return 0


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and size of the records from here to the next end."""
    read, end = struct.Struct("<HH").unpack_from, len(stream) - 4
    while at <= end:
        kind, size = read(stream, at)
        if kind == _END:
            return
        yield kind, at + 4, size
        at += 4 + size


def _sheets(stream: bytes) -> list[int]:
    """Return where the sheets begin."""
    return [
        int.from_bytes(stream[at : at + 4], "little")
        for kind, at, _size in _records(stream, 0)
        if kind == _SHEET
    ]


def _cells(stream: bytes, start: int) -> int:
    rows = columns = 0
    place = struct.Struct("<HH").unpack_from
    for kind, at, size in _records(stream, start):
        if kind in _CELLS and size >= 6 and at + size <= len(stream):
            row, column = place(stream, at)
            if kind == _SEVERAL_NUMBERS:
                column = int.from_bytes(stream[at + size - 2 : at + size], "little")
            if row >= rows:
                rows = row + 1
            if column >= columns:
                columns = column + 1
    return rows * columns


@dataclass(frozen=True)
class _Entry:
    """What the folder says of a stream."""

    name: str
    start: int
    size: int


class _Container:
    """An old Office container.

    Raises:
        struct.error, IndexError: it is cut off.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self._next = self._table()

    def stream(self) -> bytes:
        """Return the stream with the workbook; nothing where there is none."""
        (folder,) = struct.unpack_from("<I", self._data, 48)
        entries = list(_entries(self._chain(folder)))
        for name in _STREAMS:
            for entry in entries:
                if entry.name == name:
                    return self._content(entry, entries[0])
        return b""

    def _content(self, entry: _Entry, root: _Entry) -> bytes:
        if entry.size >= _SMALLEST_STREAM:
            return self._chain(entry.start)[: entry.size]
        (start,) = struct.unpack_from("<I", self._data, 60)
        small = self._chain(root.start)
        places = memoryview(self._chain(start)).cast("I")
        followed = _followed(entry.start, places, len(places))
        return b"".join(small[one * _SMALL_SECTOR : (one + 1) * _SMALL_SECTOR] for one in followed)[
            : entry.size
        ]

    def _table(self) -> list[int]:
        """Return the sector that follows each sector."""
        (more,) = struct.unpack_from("<I", self._data, 68)
        named = list(struct.unpack_from(f"<{_FIRST_SECTORS}I", self._data, 76))
        for _ in range(len(self._data) // self._sector):
            if more > _LAST_SECTOR:
                break
            *further, more = struct.unpack(f"<{self._sector // 4}I", self._at(more))
            named += further
        return [
            number
            for one in named
            if one <= _LAST_SECTOR
            for number in struct.unpack(f"<{self._sector // 4}I", self._at(one))
        ]

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector].ljust(self._sector, b"\0")

    def _chain(self, start: int) -> bytes:
        most = len(self._data) // self._sector + 1
        return b"".join(self._at(one) for one in _followed(start, self._next, most))


def _followed(start: int, following: "list[int] | memoryview", most: int) -> Iterator[int]:
    """Yield the sectors of a chain; one that runs in a circle ends."""
    for _ in range(most):
        if start > _LAST_SECTOR or start >= len(following):
            return
        yield start
        start = following[start]


def _entries(folder: bytes) -> Iterator[_Entry]:
    for at in range(0, len(folder) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        (length,) = struct.unpack_from("<H", folder, at + 64)
        name = folder[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", folder, at + 116)
        yield _Entry(name, start, size)
