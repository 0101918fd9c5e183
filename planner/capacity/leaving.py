"""What becomes of the parcels and inquiries of the plan with the people and machines there are."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from planner.capacity.means import Ints, Load, Means
from planner.demand import HOURS_OF_DAY, Quantile
from planner.staffing import ServiceQuality, late_parcels, qualities_of, through_line

CLOSED = "closed"
"""What holds parcels up where it is neither people nor machines."""


@dataclass(frozen=True)
class Leaving:
    """What becomes of the demand at one quantile.

    Attributes:
        quantile: of every hour's demand.
        arrived: parcels paid, by hour.
        through: parcels that leave, by hour, first paid first out.
        waiting: parcels at the end of every hour.
        holds_up: by hour, what keeps the parcels that wait: a key of what there is, or that the
            warehouse is closed; empty where nothing waits.
        in_time: parcels that leave within the promise, first paid first out.
        in_time_at_best: the same if parcels that are late already let the others pass.
        leaves_at: the end of the hour in which the last parcel leaves; None if it never does, or
            there is none.
        qualities: how well each hour's inquiries are answered.
        answered_in_time: share of the inquiries; None without any.
    """

    quantile: Quantile
    arrived: tuple[int, ...]
    through: tuple[int, ...]
    waiting: tuple[int, ...]
    holds_up: tuple[str, ...]
    in_time: int
    in_time_at_best: int
    leaves_at: datetime | None
    qualities: tuple[ServiceQuality, ...]
    answered_in_time: float | None

    @property
    def parcels(self) -> int:
        """Return all parcels."""
        return sum(self.arrived)


def what_leaves(load: Load, means: Means, start: datetime, quantile: Quantile) -> Leaving:
    """Return what becomes of a load; ``start`` is that of its first hour.

    Example (tests/capacity): 60 parcels in hour 0, due by the end of hour 3, 12 an hour: 36 leave
    in time, the last by the end of hour 5.
    """
    arrived, due = load.arrived, load.due(means)
    through = through_line(arrived, means.line)
    waiting = np.cumsum(arrived) - np.cumsum(through)
    qualities = qualities_of(load.service, load.inquiries, means.agents)
    asked = sum(load.inquiries)
    answered = sum(
        inquiries * quality.level
        for inquiries, quality in zip(load.inquiries, qualities, strict=True)
    )
    return Leaving(
        quantile=quantile,
        arrived=load.parcels,
        through=tuple(through.tolist()),
        waiting=tuple(waiting.tolist()),
        holds_up=tuple(
            (means.narrowest(hour) if means.opened[hour] else CLOSED) if left else ""
            for hour, left in enumerate((waiting - arrived).tolist())
        ),
        in_time=int(arrived.sum()) - late_parcels(arrived, through, due),
        in_time_at_best=most_in_time(load.parcels, means.line.tolist(), due.tolist()),
        leaves_at=_leaves_at(through, int(waiting[-1]), means.line, start),
        qualities=qualities,
        answered_in_time=answered / asked if asked else None,
    )


def most_in_time(arrived: Sequence[int], room: Sequence[int], due: Sequence[int]) -> int:
    """Return the most parcels that can leave by the end of the hour they are due in.

    Of those that are still in time the first due goes first; who is late already waits for room
    that is left over. No other order ships more of them in time: each parcel takes the same room,
    and a later one never has to leave earlier.

    >>> most_in_time([60, 60, 0, 0], [0, 20, 20, 20], [1, 3, 3, 3])
    60
    >>> most_in_time([60, 0, 0, 0], [0, 20, 20, 20], [1, 3, 3, 3])
    20
    """
    lines: deque[list[int]] = deque()
    in_time = 0
    for hour, space in enumerate(room):
        while lines and lines[0][0] < hour:
            lines.popleft()
        free = space
        while lines and free:
            taken = min(free, lines[0][1])
            in_time, free = in_time + taken, free - taken
            lines[0][1] -= taken
            if not lines[0][1]:
                lines.popleft()
        if arrived[hour]:
            lines.append([due[hour], arrived[hour]])
    return in_time


def _leaves_at(through: Ints, left: int, line: Ints, start: datetime) -> datetime | None:
    """Return the end of the hour in which the last parcel leaves.

    What is left at the end of the hours goes in the days behind them as on the last of these.
    """
    if not left:
        busy = np.flatnonzero(through)
        return start + timedelta(hours=int(busy[-1]) + 1) if len(busy) else None
    day = line[-HOURS_OF_DAY:]
    if not day.sum():
        return None
    whole_days = (left - 1) // int(day.sum())
    rest = left - whole_days * int(day.sum())
    hours = len(line) + whole_days * HOURS_OF_DAY + int(np.searchsorted(np.cumsum(day), rest)) + 1
    return start + timedelta(hours=hours)
