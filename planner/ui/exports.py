"""Lists for a spreadsheet: text that a spreadsheet would take for a formula stays text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d+)*%?")
"""Up to 15 digits a spreadsheet reads and keeps exactly."""
_DIGITS = re.compile(r"\d{16,}")
_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return a cell as a spreadsheet shows it: no formula, no order number that is rounded.

    >>> guarded("=1+1"), guarded("-5.00"), guarded("351531000000000001"), guarded("@a")
    ("'=1+1", '-5.00', "'351531000000000001", "'@a")
    """
    if _DIGITS.fullmatch(text) or (text.startswith(_STARTS) and not _NUMBER.fullmatch(text)):
        return f"'{text}"
    return text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a list as csv that spreadsheets open rightly: UTF-8 with its mark, cells guarded."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(cell) for cell in header])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
