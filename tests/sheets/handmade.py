"""Workbooks made byte by byte, in forms that no library at hand writes.

xlsb: a zip of parts made of records, as [MS-XLSB] has them. xls: an old Office container
([MS-CFB]) with one stream of records, as [MS-XLS] has them.
"""

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    "</Relationships>"
)
RELATION = (
    '<Relationship Id="rId{number}" Target="{target}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin"'
    ' ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
PLAIN, MOMENT = 0, 1
"""Styles of cells: of the usual ones, and of dates with their time."""
FORMATS = {PLAIN: 0, MOMENT: 22}

Cell = str | float | int | bool | datetime | None


# xlsb ---------------------------------------------------------------------------------------------


def record(kind: int, data: bytes = b"") -> bytes:
    """Return a record: its kind in one or two bytes, its size seven bits a byte, its data."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(data)
    while True:
        size += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
        left >>= 7
        if not left:
            return head + size + data


def wide(text: str) -> bytes:
    """Return a text with its length before it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_cell(column: int, value: Cell) -> bytes:
    """Return the record of a cell."""
    style = MOMENT if isinstance(value, datetime) else PLAIN
    place = struct.pack("<II", column, style)
    match value:
        case None:
            return record(1, place)
        case bool():
            return record(4, place + bytes([value]))
        case datetime():
            days = (value - datetime(1899, 12, 30)).total_seconds() / 86400
            return record(5, place + struct.pack("<d", days))
        case int() if 0 <= value < 1 << 29:
            return record(2, place + struct.pack("<I", value << 2 | 2))
        case int() | float():
            return record(5, place + struct.pack("<d", value))
        case str():
            return record(6, place + wide(value))
    raise TypeError(value)


def binary_row(number: int, cells: bytes) -> bytes:
    """Return the record that begins a row, counted from 0, and its cells."""
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)) + cells


def binary_sheet(rows: Iterable[bytes]) -> bytes:
    """Return a part with these rows; it claims to hold one cell."""
    return b"".join(
        (
            record(129),
            record(148, struct.pack("<IIII", 0, 0, 0, 0)),
            record(145),
            *rows,
            record(146),
            record(130),
        )
    )


def binary_workbook(
    path: Path, sheets: Mapping[str, bytes], others: Mapping[str, bytes] | None = None
) -> Path:
    """Write an xlsb of these sheets, as :func:`binary_sheet` makes them, and of other parts."""
    relations = [
        RELATION.format(number=number, target=f"worksheets/sheet{number}.bin", kind="worksheet")
        for number in range(1, len(sheets) + 1)
    ]
    listed = [
        record(156, struct.pack("<II", 0, number) + wide(f"rId{number}") + wide(name))
        for number, name in enumerate(sheets, start=1)
    ]
    formats = [
        record(47, struct.pack("<HHIIHBB", 0, code, 0, 0, 0, 0, 0)) for code in FORMATS.values()
    ]
    styles = [
        record(278),
        record(617, struct.pack("<I", len(formats))),
        *formats,
        record(618),
        record(279),
    ]
    root = RELATION.format(number=1, target="xl/workbook.bin", kind="officeDocument")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", CONTENT_TYPES)
        book.writestr("_rels/.rels", RELATIONS.format(root))
        book.writestr("xl/_rels/workbook.bin.rels", RELATIONS.format("".join(relations)))
        book.writestr(
            "xl/workbook.bin",
            b"".join((record(131), record(143), *listed, record(144), record(132))),
        )
        book.writestr("xl/styles.bin", b"".join(styles))
        for number, data in enumerate(sheets.values(), start=1):
            book.writestr(f"xl/worksheets/sheet{number}.bin", data)
        for name, data in (others or {}).items():
            book.writestr(name, data)
    return path


def sheet_of(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a part with the cells of these rows."""
    return binary_sheet(
        binary_row(
            number, b"".join(binary_cell(column, value) for column, value in enumerate(cells))
        )
        for number, cells in enumerate(rows)
    )


# xls ----------------------------------------------------------------------------------------------

SECTOR = 512
NO_STREAM, END_OF_CHAIN, FREE, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALLEST_STREAM = 4096
"""Shorter ones would have to lie in a stream of small streams."""


def old_record(kind: int, data: bytes = b"") -> bytes:
    """Return a record of an old workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def old_number(row: int, column: int, value: float) -> bytes:
    """Return the record of a cell with a number."""
    return old_record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def old_numbers(row: int, column: int, values: Sequence[float]) -> bytes:
    """Return the record of several cells side by side with numbers."""
    cells = b"".join(struct.pack("<HI", 0, int(value) << 2 | 2) for value in values)
    last = struct.pack("<H", column + len(values) - 1)
    return old_record(0x00BD, struct.pack("<HH", row, column) + cells + last)


def old_workbook(path: Path, cells: bytes, locked: bool = False) -> Path:
    """Write an xls of one sheet with these records; a locked one says that it needs a password."""
    path.write_bytes(old_container("Workbook", old_stream(cells, locked)))
    return path


def old_stream(cells: bytes, locked: bool = False) -> bytes:
    """Return the stream of a workbook of one sheet with these records."""

    def begin(what: int) -> bytes:
        return old_record(0x0809, struct.pack("<HHHHII", 0x0600, what, 0, 0, 0, 0))

    lock = old_record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(range(48))) if locked else b""
    before = begin(0x0005) + lock
    name = b"s"
    listed = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name
    start = len(before) + len(old_record(0x0085, listed)) + len(old_record(0x000A))
    listed = struct.pack("<I", start) + listed[4:]
    return b"".join(
        (
            before,
            old_record(0x0085, listed),
            old_record(0x000A),
            begin(0x0010),
            cells,
            old_record(0x000A),
        )
    )


def old_container(name: str, stream: bytes, small: bool = False) -> bytes:
    """Return an Office container with one stream: header, table of sectors, folder, stream.

    A short stream may lie among the small ones, in sectors of 64 bytes with a table of their own;
    else it is made long enough.
    """
    size = len(stream) if small else max(len(stream), SMALLEST_STREAM)
    content = stream.ljust(size, b"\0")
    content += bytes(-len(content) % SECTOR)
    small_table = b""
    if small:
        parts = len(content) // 64
        chain = [*range(1, parts), END_OF_CHAIN]
        small_table = struct.pack("<128I", *chain, *[FREE] * (128 - parts))
    first = 3 if small else 2
    table = [TABLE, END_OF_CHAIN, *[END_OF_CHAIN] * (first - 2)]
    table += [*range(first + 1, first + len(content) // SECTOR), END_OF_CHAIN]
    table += [FREE] * (SECTOR // 4 - len(table))
    of_small = (2, 1) if small else (END_OF_CHAIN, 0)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, SMALLEST_STREAM,
                      *of_small, END_OF_CHAIN, 0)
        + struct.pack("<109I", 0, *[FREE] * 108)
    )  # fmt: skip
    root = (first, len(content)) if small else (END_OF_CHAIN, 0)
    folder = _entry("Root Entry", 5, 1, *root)
    folder += _entry(name, 2, NO_STREAM, 0 if small else first, size)
    sectors = struct.pack("<128I", *table) + folder.ljust(SECTOR, b"\0") + small_table
    return header + sectors + content


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """Return an entry of the folder, 128 bytes."""
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, NO_STREAM, NO_STREAM, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
