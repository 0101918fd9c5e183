"""Totals split into whole parts that sum to them exactly."""

from collections.abc import Sequence
from decimal import Decimal

CENTS = 100
"""In one unit of money."""


def split_exactly(total: int, weights: Sequence[Decimal | int]) -> list[int]:
    """Return ``total`` split in proportion to the weights; the parts sum to it exactly.

    Each part is its share rounded down; the units left over go to the largest remainders, of equal
    ones to the first (largest-remainder method, Hamilton). All weights zero: an even split.

    >>> split_exactly(300, [4300, 1400, 2300])
    [161, 53, 86]
    >>> split_exactly(10, [50, 50, 50])
    [4, 3, 3]
    """
    shares = whole_shares(weights)
    whole = sum(shares)
    parts = [total * share // whole for share in shares]
    remainders = [total * share % whole for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda index: -remainders[index])
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def whole_shares(weights: Sequence[Decimal | int]) -> list[int]:
    """Return the weights as whole numbers in the same proportions; all zero becomes all one."""
    # Whole cents, so that no share is ever rounded; an hour of net returns weighs nothing.
    shares = [max(0, int(weight * CENTS)) for weight in weights]
    return shares if any(shares) else [1] * len(weights)


def shares_of(weights: Sequence[Decimal | int]) -> list[float]:
    """Return each weight's share of them all, as :func:`split_exactly` splits by them.

    >>> shares_of([3, 1, 0]), shares_of([0, 0])
    ([0.75, 0.25, 0.0], [0.5, 0.5])
    """
    shares = whole_shares(weights)
    whole = sum(shares)
    return [share / whole for share in shares]
