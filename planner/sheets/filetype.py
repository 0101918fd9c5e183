"""What kind of file it is, told by its bytes and never by its name."""

from enum import Enum
from pathlib import Path

HEAD_BYTES = 8192


class FileType(Enum):
    """Kinds of file that are told apart."""

    TEXT = "text"
    WORKBOOK = "workbook"
    PROTECTED = "protected"
    ZIP = "zip"
    PARQUET = "parquet"
    PICTURE = "picture"
    PDF = "pdf"
    DOCUMENT = "document"
    BINARY = "binary"
    EMPTY = "empty"


_BEGINNINGS = (
    (b"\x89PNG", FileType.PICTURE),
    (b"\xff\xd8\xff", FileType.PICTURE),
    (b"GIF8", FileType.PICTURE),
    (b"BM\x00", FileType.PICTURE),
    (b"%PDF", FileType.PDF),
    (b"PAR1", FileType.PARQUET),
    (b"{\\rtf", FileType.DOCUMENT),
    (b"Rar!", FileType.BINARY),
    (b"7z\xbc\xaf", FileType.BINARY),
    (b"\x1f\x8b", FileType.BINARY),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})
"""Control characters that no text has."""


def file_type(path: Path) -> FileType:
    """Return what kind of file lies at the path."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        return FileType.EMPTY if path.stat().st_size <= HEAD_BYTES else FileType.BINARY
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileType.PICTURE
    if head.startswith(_OLE):
        return FileType.PROTECTED if _ENCRYPTED in path.read_bytes() else FileType.WORKBOOK
    if head.startswith(b"PK"):
        return _packed_type(path)
    if head.startswith(_UTF16_MARKS) or utf16_without_mark(head):
        return FileType.TEXT
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return FileType.BINARY if controls > len(head) // 200 else FileType.TEXT


def _packed_type(path: Path) -> FileType:
    """Return what a zip container is: workbooks, documents and plain archives are all zips.

    The names of the parts stand uncompressed in the container, so that a damaged one is still
    recognised.
    """
    data = path.read_bytes()
    if b"xl/" in data or b"application/vnd.oasis.opendocument.spreadsheet" in data:
        return FileType.WORKBOOK
    if b"word/" in data or b"ppt/" in data:
        return FileType.DOCUMENT
    return FileType.ZIP


def utf16_without_mark(head: bytes) -> str | None:
    """Return the codec of UTF-16 text that lacks its mark: every other byte is mostly zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 8 or head.count(0) < half // 4:
        return None
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None
