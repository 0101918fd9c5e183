"""Amounts that a shop would write on a banner: 9.9, 49, 99, 129, 1,299; all in minor units.

An amount is nice when it ends just below a round one. The roundest are tried first: below whole
hundreds (99, 199, 299), then below fifties (149, 249), then below tens (129, 139); and the same a
decimal further up or down (9.9, 49, 1,299, 14,999).
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from planner.demand import CENTS
from planner.language import Quantity, Unit

_ENDS_MINOR = ((1000, 100), (100, 10), (10, 1))
"""From this step on, amounts end so much below it: 49 below 50, 9.9 below 10, 0.59 below 0.60."""
_ROUND_MANTISSAS = (80, 60, 50, 30, 20, 15, 10)
"""First digits, in tenths, of an amount that is given: 10, 15, 20, 30, 50 …"""


def to_minor(amount: Decimal) -> int:
    """Return an amount in minor units, halves rounded up.

    >>> to_minor(Decimal("29.90")), to_minor(Decimal("0.005"))
    (2990, 1)
    """
    return int((amount * CENTS).to_integral_value(ROUND_HALF_UP))


def money(amount_minor: int | None) -> Quantity:
    """Return an amount of minor units as a reader's language writes money; None = not known.

    >>> str(money(2990))
    '29.9 money'
    """
    known = None if amount_minor is None else Decimal(amount_minor) / CENTS
    return Quantity(known, Unit.MONEY)


def nice_within(low_minor: int, high_minor: int, near_minor: int | None = None) -> int | None:
    """Return the roundest nice amount of a band, of several the one nearest to an amount.

    Args:
        low_minor: the least, inside.
        high_minor: the most, inside.
        near_minor: what it should be near to; the middle of the band where None.

    Returns:
        Minor units; None where no nice amount lies within the band.

    >>> nice_within(123_00, 133_00), nice_within(80_00, 90_00), nice_within(14_400_00, 15_600_00)
    (12900, 8900, 1499900)
    >>> nice_within(5_40, 5_85), nice_within(121_00, 124_00) is None
    (549, True)
    """
    middle = (low_minor + high_minor) // 2
    near = middle if near_minor is None else near_minor
    for step, end in _ladders(middle):
        steps = range(-(-(low_minor + end) // step), (high_minor + end) // step + 1)
        if found := [count * step - end for count in steps if count * step > end]:
            return min(found, key=lambda one: (abs(one - near), one))
    return None


def nice_from(low_minor: int, high_minor: int, near_minor: int | None = None) -> int:
    """Return the nice amount within a band; where there is none, the next one above it.

    A threshold below its band asks for less than the rule does, so the next above is taken.

    >>> nice_from(121_00, 124_00), nice_from(154_80, 178_00), nice_from(154_80, 178_00, 154_80)
    (12900, 16900, 15900)
    """
    within = nice_within(low_minor, high_minor, near_minor)
    if within is not None:
        return within
    *_, (step, end) = _ladders(high_minor)
    return -(-(high_minor + end) // step) * step - end


def round_below(amount_minor: int) -> int:
    """Return the round amount at or below one: 10, 15, 20, 30, 50, 60, 80, 100 …

    >>> round_below(15_90), round_below(1_490_00), round_below(69), round_below(5)
    (1500, 100000, 60, 5)
    """
    decade = _decade(amount_minor)
    rounds = (decade * mantissa // 10 for mantissa in _ROUND_MANTISSAS)
    return next((one for one in rounds if one <= amount_minor), 0)


def _decade(amount_minor: int) -> int:
    """Return the largest power of ten at or below an amount; 1 below one."""
    return int(10 ** (len(str(max(1, amount_minor))) - 1))


def _ladders(around_minor: int) -> Iterator[tuple[int, int]]:
    """Yield the distance between nice amounts and how far they end below it, roundest first."""
    decade = _decade(around_minor)
    for step in (decade, decade // 2, decade // 10):
        if step:
            yield step, next((end for least, end in _ENDS_MINOR if step >= least), 0)
