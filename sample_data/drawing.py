"""Draw from a seeded generator, the same on every system and with every Python.

The code weighs only with whole numbers: floating-point powers and sums differ between machines and
Python versions. These functions are called a hundred times an order, so they are short.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


def below(rng: Random, limit: int) -> int:
    """Return a number from 0 to ``limit`` - 1 in one draw; the fastest, and even enough."""
    return int(rng.random() * limit)


def even(rng: Random, limit: int) -> int:
    """Return a number from 0 to ``limit`` - 1, exactly evenly: ``randrange`` without its checks."""
    bits = limit.bit_length()
    number = rng.getrandbits(bits)
    while number >= limit:
        number = rng.getrandbits(bits)
    return number


def one_of(rng: Random, options: Sequence[T]) -> T:
    """Return one of the options, each as likely as the next."""
    return options[even(rng, len(options))]


def distinct(rng: Random, limit: int, count: int) -> list[int]:
    """Return ``count`` different numbers below ``limit``, or all where there are no more."""
    numbers = list(range(limit))
    return [numbers.pop(even(rng, len(numbers))) for _ in range(min(limit, count))]


def happens(rng: Random, share: int, of: int = 1000) -> bool:
    """Return True in ``share`` out of ``of`` cases."""
    return int(rng.random() * of) < share


class Weighted:
    """Positions 0, 1, 2, …, each drawn as often as its whole-number weight says."""

    def __init__(self, weights: Iterable[int]) -> None:
        """Remember the running totals, so that a draw is one search."""
        self._totals = list(accumulate(weights))
        self._whole = self._totals[-1]

    def draw(self, rng: Random) -> int:
        """Return one position."""
        return bisect_right(self._totals, int(rng.random() * self._whole))

    def spread(self, rng: Random, count: int) -> Iterator[int]:
        """Yield ``count`` positions in rising order, each as often as due, to within one or two."""
        whole = self._whole
        for step in range(count):
            yield bisect_right(self._totals, (step * whole + even(rng, whole)) // count)
