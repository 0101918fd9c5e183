"""How sure a rate is: Wilson's interval, and Newcombe's for the difference of two rates.

A rate of few is no rate: 3 of 4 paid says little. Wilson's score interval holds its level for small
numbers and never leaves 0 … 1. With p = k ÷ n and z of the sureness:

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)

Newcombe's interval of p₁ − p₂ puts the Wilson limits (l, u) of both together:

    p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²)  …  p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²)

Sources: E. B. Wilson, Probable inference, J. Am. Stat. Assoc. 22 (1927); R. G. Newcombe, Two-sided
confidence intervals for the single proportion (method 3), and Interval estimation for the
difference between independent proportions (method 10), Stat. Med. 17 (1998).
"""

from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Interval:
    """What a rate, or the difference of two, lies between with the sureness asked for."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Return whether a value lies inside, ends included.

        >>> Interval(0.2, 0.4).holds(0.4), Interval(0.2, 0.4).holds(0.5)
        (True, False)
        """
        return self.low <= value <= self.high


@cache
def z_of(sureness: float) -> float:
    """Return how many standard deviations hold the middle of a normal distribution.

    >>> round(z_of(0.95), 4)
    1.96
    """
    return NormalDist().inv_cdf(0.5 + sureness / 2)


def wilson(reached: int, base: int, sureness: float = 0.95) -> Interval:
    """Return Wilson's interval of ``reached`` out of ``base``.

    Args:
        reached: how many did, 0 to ``base``.
        base: how many could.
        sureness: share of such intervals that hold the true rate.

    Raises:
        ValueError: nobody could, or more did than could.

    The published example (Newcombe 1998, 81 of 263; 0 of 20):

    >>> [f"{one:.4f}" for told in (wilson(81, 263), wilson(0, 20)) for one in (told.low, told.high)]
    ['0.2553', '0.3662', '0.0000', '0.1611']
    >>> found = wilson(3, 10)
    >>> round(found.low, 3), round(found.high, 3)
    (0.108, 0.603)
    """
    if not 0 <= reached <= base or not base:
        raise ValueError((reached, base))
    z, p = z_of(sureness), reached / base
    middle = p + z * z / (2 * base)
    half = z * sqrt(p * (1 - p) / base + z * z / (4 * base * base))
    whole = 1 + z * z / base
    # At the ends the arithmetic of floats would miss 0 and 1 by a hair.
    low = 0.0 if not reached else (middle - half) / whole
    high = 1.0 if reached == base else (middle + half) / whole
    return Interval(low, high)


def difference(first: tuple[int, int], second: tuple[int, int], sureness: float = 0.95) -> Interval:
    """Return Newcombe's interval of the first rate less the second, each ``(reached, base)``.

    The published example (Newcombe 1998, 56 of 70 and 48 of 80):

    >>> found = difference((56, 70), (48, 80))
    >>> f"{found.low:.4f} {found.high:.4f}"
    '0.0524 0.3339'
    """
    p1, p2 = first[0] / first[1], second[0] / second[1]
    one, two = wilson(*first, sureness), wilson(*second, sureness)
    below = sqrt((p1 - one.low) ** 2 + (two.high - p2) ** 2)
    above = sqrt((one.high - p1) ** 2 + (p2 - two.low) ** 2)
    return Interval(p1 - p2 - below, p1 - p2 + above)
