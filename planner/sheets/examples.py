"""Examples of what stands in a column, for the manager who says what it is."""

import re
from collections.abc import Sequence

from planner.sheets.headers import known_headers
from planner.sheets.opening import RawSheet
from planner.sheets.reading import EDGES, Row
from planner.sheets.recognise import Recognised
from planner.sheets.stacked import rows_from

EXAMPLES = 3
ROWS_LOOKED_AT = 60
_SHOWN = re.compile(r"[-+0-9A-Za-z./:%¥￥$,_#]{1,24}( [0-9:]{4,8})?")
"""Codes, amounts and dates: names and addresses have other signs, or no digit."""
_CONTACT = re.compile(
    r"(?<!\d)(\d{11,13}|\d{15}|\d{17}[0-9Xx]|0\d{2,3}-\d{7,8}|1[3-9]\d-?\d{4}-?\d{4})(?!\d)"
)
"""Phone and identity-card numbers."""


def examples(sheet: RawSheet, recognised: Recognised, start: int) -> tuple[str, ...]:
    """Return some values of each column, empty where it may hold personal data.

    Whatever a column is called, only what looks like a code, an amount or a date is shown; 11
    digits may be somebody's phone.
    """
    first = start if recognised.header_row is None else recognised.first_row
    rows = rows_from(sheet, first, ROWS_LOOKED_AT)
    known = known_headers()
    return tuple(
        "" if known.is_personal(header) or known.is_address(header) else _values(rows, column)
        for column, header in enumerate(recognised.header)
    )


def _values(rows: Sequence[Row], column: int) -> str:
    values = (row[column].strip(EDGES) for row in rows if column < len(row))
    shown = dict.fromkeys(value for value in values if value and may_be_shown(value))
    return " · ".join(list(shown)[:EXAMPLES])


def may_be_shown(value: str) -> bool:
    """Return whether a value is surely nobody's name, phone or address.

    >>> may_be_shown("12.50"), may_be_shown("13912345678"), may_be_shown("Li Lei")
    (True, False, False)
    """
    return bool(
        _SHOWN.fullmatch(value)
        and any(sign.isdigit() for sign in value)
        and not _CONTACT.search(value)
    )
