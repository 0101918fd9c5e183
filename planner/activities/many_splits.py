"""Shares and splits of many carts at once; the same cents as for one cart.

Arrays of amounts have a column a cart and, where they are of lines, a row a line. Whole numbers
only: int64, or Python's own where a cart is so large that products would not fit.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from planner.activities.tiers import WHOLE_SHARE

Amounts = npt.NDArray[Any]
"""Whole numbers, int64 or objects."""

_COMPARED_IN_PAIRS = 6
"""Up to so many lines, comparing each with each is faster than sorting."""


def parts_of(amounts: Amounts, shares: Amounts | int, wholes: Amounts | int = WHOLE_SHARE) -> Any:
    """Return shares of amounts, rounded half up, as :func:`planner.activities.engine.part` does.

    >>> parts_of(np.array([1999, 5]), np.array([2000, 5000])).tolist()
    [400, 3]
    """
    return (2 * amounts * shares + wholes) // (2 * wholes)


def split_many(amounts: Amounts, weights: Amounts, rooms: Amounts) -> Amounts:
    """Return what each line of each cart gives of the cart's amount.

    As :func:`planner.activities.splitting.split_off` for each column: in proportion to the weights
    by largest remainder, at most the room, and what a line cannot give from the others.

    >>> totals, rooms = np.array([[1000], [2000], [5000], [3000]]), [[1000], [100], [0], [400]]
    >>> split_many(np.array([1200]), totals, np.array(rooms)).T.tolist()
    [[700, 100, 0, 400]]

    Args:
        amounts: to take off each cart.
        weights: of the lines by cart, zero or more.
        rooms: most that each line can give, zero or more.
    """
    if len(rooms) == 1:
        bounded: Amounts = np.minimum(amounts, rooms)
        return bounded
    left = np.minimum(amounts, rooms.sum(axis=0))
    parts = np.zeros_like(rooms)
    is_open = (rooms > 0) & (weights > 0)
    is_open = np.where(is_open.any(axis=0), is_open, rooms > 0)
    carts = np.arange(len(left))
    todo: Any = slice(None)  # all at first, without a copy; then those with a line that is full
    while carts.size:
        room, opened = rooms[:, todo] - parts[:, todo], is_open[:, todo]
        shares = _in_proportion(left[todo], _weights_of(weights[:, todo], opened))
        full = opened & (shares >= room)
        settled = ~full.any(axis=0)
        given = np.where(settled, shares, np.where(full, room, 0))
        parts[:, todo] += given
        left[todo] -= given.sum(axis=0)
        opened = opened & ~full
        is_open[:, todo] = np.where(opened.any(axis=0), opened, given < room)
        carts = carts[~settled & (left[todo] > 0)]
        todo = carts
    return parts


def _weights_of(weights: Amounts, is_open: npt.NDArray[np.bool_]) -> Amounts:
    """Return the weights of the open lines; where all of a cart's are zero, one each."""
    kept = np.where(is_open, weights, 0)
    return np.where(kept.any(axis=0), kept, is_open.astype(weights.dtype))


def _in_proportion(amounts: Amounts, weights: Amounts) -> Amounts:
    """Return the amounts by largest remainder; of equal remainders the first line is taken."""
    wholes = weights.sum(axis=0)
    wholes = np.where(wholes == 0, 1, wholes)
    shared = amounts * weights
    parts: Amounts = shared // wholes
    remainders = shared - parts * wholes
    missing = amounts - parts.sum(axis=0)
    if not missing.any():
        return parts
    parts += _ranks(remainders) < missing
    return parts


def _ranks(remainders: Amounts) -> Amounts:
    """Return the place of each line of a cart by its remainder, the largest first, from 0."""
    lines = len(remainders)
    if lines > _COMPARED_IN_PAIRS:
        order = np.argsort(-remainders, axis=0, kind="stable")
        ranks = np.empty(order.shape, np.int64)
        np.put_along_axis(ranks, order, np.arange(lines)[:, None], axis=0)
        return ranks
    ranks = np.zeros(remainders.shape, np.int64)
    for first in range(lines):
        for second in range(first + 1, lines):
            is_first = remainders[first] >= remainders[second]
            ranks[second] += is_first
            ranks[first] += ~is_first
    return ranks
