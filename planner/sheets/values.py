"""What the cells of a column look like: whether they fit a field, and what they speak for."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from planner.sheets.fields import Form

MOSTLY = 0.5
ENOUGH_VALUES = 3
"""Fewer values prove nothing."""
_NUMBER = re.compile(r"[^\d]{0,4}[-+(]?[\d.,]*\d[\d.,]*([eE][-+]?\d+)?\s*\D{0,6}")
_TIME = re.compile(
    r"(19|20)\d\d[-/.年]?\d{1,2}([-/.月]?\d{1,2})?.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*"
    r"|\d{5}(\.\d+)?|1\d{9}(\d{3})?|(\d{1,2}[- ])?[A-Za-z]{3,9}\.?[- ,]+\d.*"
)
_NOTHING = {"", "-", "--", "—", "/", "nan", "null", "none", "nil", "nill", "无"}
_LOOKS: Mapping[Form, re.Pattern[str]] = {
    Form.TIME: _TIME,
    Form.MONEY: _NUMBER,
    Form.COUNT: _NUMBER,
    Form.MEASURE: _NUMBER,
    Form.RATE: _NUMBER,
}
_MOMENT = re.compile(r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2} \d{1,2}:\d\d(:\d\d)?")
# Not what may be the number of somebody's identity card: place, date of birth, three digits, check.
_LONG_NUMBER = re.compile(r"(?!\d{6}(19|20)\d\d[01]\d[0-3]\d{4}\d$)\d{15,20}")
_EAN = re.compile(r"\d{12,13}")
_STATUS = re.compile(r"(交易|等待|待|已)\w{2,12}|交易成功|交易关闭")


def fits(form: Form, values: Sequence[str]) -> bool:
    """Return whether at least half of the filled cells look like a field of this form.

    A column without values fits nothing better than one that has some.

    >>> fits(Form.MONEY, ["12.50", "-", "¥3"]), fits(Form.MONEY, ["red", "blue"])
    (True, False)
    """
    filled = [value for value in map(_unguarded, values) if value.lower() not in _NOTHING]
    if not filled:
        return False
    look = _LOOKS.get(form)
    return look is None or sum(bool(look.fullmatch(value)) for value in filled) >= (
        MOSTLY * len(filled)
    )


def proposal(values: Sequence[str], free: Collection[str]) -> str | None:
    """Return the field of those still free that all values of a column speak for, if any.

    Money is never proposed: one amount looks like another.

    >>> proposal(["4006381333931", "5901234123457", "4012345678901"], {"barcode"})
    'barcode'
    """
    filled = [_unguarded(value) for value in values]
    if len(set(filled)) < ENOUGH_VALUES:
        return None
    for name, speaks in _SPEAKS.items():
        if name in free and all(map(speaks, filled)):
            return name
    return None


def _unguarded(value: str) -> str:
    return value.strip().removeprefix("=").strip("\"'`").strip()


def _is_barcode(text: str) -> bool:
    """Return whether the last of 12 or 13 digits is the check digit of the others."""
    if not _EAN.fullmatch(text):
        return False
    digits = [int(digit) for digit in reversed(text)]
    return (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: bool(pattern.fullmatch(text))


_SPEAKS: Mapping[str, Callable[[str], bool]] = {
    "barcode": _is_barcode,
    "order_id": _matches(_LONG_NUMBER),
    "created_at": _matches(_MOMENT),
    "status": _matches(_STATUS),
}
"""Field → what each of its cells must look like to be proposed."""
