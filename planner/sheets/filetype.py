"""What kind of file it is, told by its bytes and never by its name."""

import mmap
import re
import zipfile
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
    PAGE = "page"
    PICTURE = "picture"
    PDF = "pdf"
    DOCUMENT = "document"
    PACKED = "packed"
    PROGRAM = "program"
    BINARY = "binary"
    EMPTY = "empty"


_BEGINNINGS = (
    (b"\x89PNG", FileType.PICTURE),
    (b"\xff\xd8\xff", FileType.PICTURE),
    (b"GIF8", FileType.PICTURE),
    (b"BM\x00", FileType.PICTURE),
    (b"II*\x00", FileType.PICTURE),
    (b"MM\x00*", FileType.PICTURE),
    (b"%PDF", FileType.PDF),
    (b"PAR1", FileType.PARQUET),
    (b"PARE", FileType.PROTECTED),
    (b"{\\rtf", FileType.DOCUMENT),
    (b"Rar!", FileType.PACKED),
    (b"7z\xbc\xaf", FileType.PACKED),
    (b"\x1f\x8b", FileType.PACKED),
    (b"BZh", FileType.PACKED),
    (b"\xfd7zXZ", FileType.PACKED),
    (b"\x28\xb5\x2f\xfd", FileType.PACKED),
    (b"MZ\x90\x00", FileType.PROGRAM),
    (b"\x7fELF", FileType.PROGRAM),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", FileType.PROTECTED),
    ("Workbook", FileType.WORKBOOK),
    ("WordDocument", FileType.DOCUMENT),
    ("PowerPoint Document", FileType.DOCUMENT),
)
_PAGE = re.compile(
    rb"\s*(<!--.*?-->\s*|<\?xml[^>]*>\s*)*"
    rb"(<!doctype\s+html|<html|<head|<meta|<style|<body|<table|<\?mso-application|<(ss:)?workbook)",
    re.IGNORECASE | re.DOTALL,
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})
"""Control characters that no text has."""
_PART = re.compile(rb"PK\x03\x04.{22}(?P<length>..)..", re.DOTALL)


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
    if head.startswith(OLE):
        return _compound_type(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed_type(path)
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return FileType.PAGE
    if head.startswith(_UTF16_MARKS) or utf16_without_mark(head):
        return FileType.TEXT
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return FileType.BINARY if controls > len(head) // 200 else FileType.TEXT


def _compound_type(path: Path) -> FileType:
    """Return what an old Office container is, by the names of its streams."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for name, kind in _OLE_STREAMS:
            if data.find(name.encode("utf-16-le")) >= 0:
                return kind
    return FileType.WORKBOOK


def _packed_type(path: Path) -> FileType:
    """Return what a zip container is: workbooks, documents and plain archives are all zips."""
    names = _part_names(path)
    if any(name.startswith("xl/") for name in names):
        return FileType.WORKBOOK
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return FileType.DOCUMENT
    if "mimetype" in names and "content.xml" in names:
        return FileType.WORKBOOK if _is_open_spreadsheet(path) else FileType.DOCUMENT
    # Of a workbook cut off early only this part may be left.
    return FileType.WORKBOOK if "[Content_Types].xml" in names else FileType.ZIP


def _is_open_spreadsheet(path: Path) -> bool:
    """Return whether the first part, which is never packed, says so."""
    with path.open("rb") as file:
        return b"application/vnd.oasis.opendocument.spreadsheet" in file.read(256)


def _part_names(path: Path) -> list[str]:
    """Return the names in a zip container; a damaged one still has them before its parts."""
    try:
        with zipfile.ZipFile(path) as container:
            return container.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        pass
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return [
            data[found.end() : found.end() + int.from_bytes(found["length"], "little")].decode(
                errors="replace"
            )
            for found in _PART.finditer(data)
        ]


def utf16_without_mark(head: bytes) -> str | None:
    """Return the codec of UTF-16 text that lacks its mark: every other byte is mostly zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 8 or head.count(0) < half // 4:
        return None
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None
