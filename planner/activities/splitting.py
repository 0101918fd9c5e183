"""An amount taken off a cart, split over its lines so that no line falls below its floor."""

from collections.abc import Sequence

from planner.demand import split_exactly


def split_off(amount: int, weights: Sequence[int], rooms: Sequence[int]) -> list[int]:
    """Return how much of ``amount`` each line gives, in minor units.

    In proportion to the weights by largest remainder; a line gives at most its room, and what it
    cannot give goes to the others. What no line can give is lost: the parts then sum to all rooms.

    Sylius' published cases (totals 1000, 2000, 5000 and 3000 with floors 0, 1900, 5000 and 2600):

    >>> totals, rooms = [1000, 2000, 5000, 3000], [1000, 100, 0, 400]
    >>> split_off(1200, totals, rooms), split_off(2000, totals, rooms)
    ([700, 100, 0, 400], [1000, 100, 0, 400])
    >>> split_off(300, [4300, 1400, 2300], [4300, 1400, 2300])
    [161, 53, 86]

    Args:
        amount: to take off, zero or more.
        weights: of the lines, such as their totals; zero or more.
        rooms: most that each line can give, zero or more.
    """
    parts = [0] * len(weights)
    left = min(amount, sum(rooms))
    open_lines = [line for line, room in enumerate(rooms) if room > 0 and weights[line] > 0]
    if not open_lines:
        open_lines = [line for line, room in enumerate(rooms) if room > 0]
    while left and open_lines:
        shares = split_exactly(left, [weights[line] for line in open_lines])
        full = [
            line
            for line, share in zip(open_lines, shares, strict=True)
            if share >= rooms[line] - parts[line]
        ]
        if not full:
            for line, share in zip(open_lines, shares, strict=True):
                parts[line] += share
            return parts
        for line in full:
            left -= rooms[line] - parts[line]
            parts[line] = rooms[line]
        open_lines = [line for line in open_lines if line not in full]
        if not open_lines:
            open_lines = [line for line, room in enumerate(rooms) if parts[line] < room]
    return parts
