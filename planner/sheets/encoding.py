"""The encoding of a text file, found by reading all of it once."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from planner.sheets.filetype import HEAD_BYTES, utf16_without_mark

CHUNK_BYTES = 1 << 20
BAD = "\ufffd"


@dataclass(frozen=True)
class Encoding:
    """How a text file is decoded.

    Attributes:
        codec: Python's name for it.
        stray_bytes: places where the bytes are none of its characters.
    """

    codec: str
    stray_bytes: int = 0


def find_encoding(path: Path) -> Encoding:
    """Return the encoding: a mark decides; else UTF-8, else GB18030 (GBK's superset).

    UTF-8 does not fit other text by chance, so a few stray bytes in it are stray bytes. Latin-1 is
    never tried: it never fails and yields nonsense.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig", _tried(path, "utf-8")[0])
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", _tried(path, "utf-16")[0])
    if without_mark := utf16_without_mark(head):
        return Encoding(without_mark, _tried(path, without_mark)[0])
    stray, wide = _tried(path, "utf-8")
    if stray * 10 <= wide:
        return Encoding("utf-8", stray)
    stray_gb, _ = _tried(path, "gb18030")
    return Encoding("gb18030", stray_gb)


def is_codec(name: str) -> bool:
    """Return whether Python knows a text encoding of this name."""
    try:
        return bool(codecs.lookup(name)._is_text_encoding)
    except LookupError:
        return False


def _tried(path: Path, codec: str) -> tuple[int, int]:
    """Return how many places do not decode, and how many characters beyond ASCII do."""
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    stray = wide = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            text = decoder.decode(chunk)
            stray += text.count(BAD)
            wide += 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))
    tail = decoder.decode(b"", final=True)
    stray += tail.count(BAD)
    return stray, wide - stray
