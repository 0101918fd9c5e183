"""Packing with a backlog that is carried until every parcel has left in time (STF-4).

Parcels paid in an hour wait from the next hour on; those paid in hour t are promised by the end of
hour t + promise − 1. The crew is the smallest that keeps every promise when it works first in,
first out, in the hours the warehouse is open.

For every pair of hours s ≤ t all parcels paid from s to t must fit into the open hours after s up
to the deadline of t; so the crew must pack, per open hour, at least the largest

    parcels paid in s…t ÷ open hours in s+1…deadline(t).

That this is also enough follows from the backlog recursion (Lindley): with that rate the backlog
of parcels due is never positive at a deadline. Where no hour is open between payment and deadline,
the deadline is the end of the next open hour, and those parcels are counted as promised too soon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from planner.figures import rounded_up


@dataclass(frozen=True)
class PackingHour:
    """One hour in the warehouse.

    Attributes:
        arrived: parcels paid in it; they wait from the next hour on.
        waiting: parcels waiting at its start.
        packers: people packing.
        packed: parcels packed in it.
        backlog: parcels waiting at its end, those that arrived in it included.
        required_rate: parcels per open hour that the deadline of its arrivals asks for.
    """

    arrived: int
    waiting: int
    packers: int
    packed: int
    backlog: int
    required_rate: float


@dataclass(frozen=True)
class PackingPlan:
    """How the parcels leave.

    Attributes:
        crew: most people packing at once.
        parcels_per_hour: what the crew has to pack in an open hour.
        hours: hour by hour, until the last parcel has left.
        promised_too_soon: parcels whose promise ends before the warehouse opens again.
        left_over: parcels still waiting at the end; 0 unless the warehouse never opens.
    """

    crew: int
    parcels_per_hour: int
    hours: tuple[PackingHour, ...]
    promised_too_soon: int
    left_over: int


def required_rates(
    arrivals: Sequence[int], is_open: Sequence[bool], promise_hours: int
) -> list[float]:
    """Return, for every hour, the parcels per open hour that its deadline asks for.

    The largest of them is what the crew must pack.

    Example: 60 parcels in hour 0, always open, promised within 4 hours: they can be packed in the
    hours 1, 2 and 3, so 20 an hour.

    >>> required_rates([60, 0, 0, 0, 0], [True] * 5, 4)[0]
    20.0
    """
    opened = np.cumsum(is_open, dtype=np.int64)
    arrived = np.cumsum(arrivals, dtype=np.int64)
    before = arrived - np.asarray(arrivals, dtype=np.int64)
    due = np.minimum(np.arange(len(opened)) + promise_hours - 1, len(opened) - 1)
    by_deadline = np.maximum(opened[due], opened + 1)
    # Every s at once; whole numbers below 2^53 divide as exactly as Python's own.
    return [
        float(np.max((arrived[t] - before[: t + 1]) / (by_deadline[t] - opened[: t + 1])))
        for t in range(len(opened))
    ]


def plan_packing(
    arrivals: Sequence[int],
    is_open: Sequence[bool],
    parcels_per_packer_hour: float,
    promise_hours: int,
) -> PackingPlan:
    """Return the smallest crew that keeps the promise, and the day as it then goes.

    In each open hour only as many of the crew pack as there is work for. Everybody packs whole
    parcels, so an hour's output is people × rate rounded down.

    Args:
        arrivals: parcels paid in each hour; enough empty hours must follow for the last deadline.
        is_open: whether the warehouse works in that hour.
        parcels_per_packer_hour: output of one person in one hour.
        promise_hours: hours from payment to dispatch, 2 or more.
    """
    rate = float(parcels_per_packer_hour)
    rates = required_rates(arrivals, is_open, promise_hours)
    per_hour = rounded_up(max(rates, default=0))
    crew = rounded_up(per_hour / rate)
    hours = []
    waiting = 0
    for arrived, working, required in zip(arrivals, is_open, rates, strict=True):
        packers = min(crew, rounded_up(waiting / rate)) if working else 0
        packed = min(waiting, int(round(packers * rate, 9)))
        backlog = waiting + arrived - packed
        hours.append(PackingHour(arrived, waiting, packers, packed, backlog, required))
        waiting = backlog
    return PackingPlan(
        crew, per_hour, tuple(hours), _promised_too_soon(arrivals, is_open, promise_hours), waiting
    )


def _promised_too_soon(arrivals: Sequence[int], is_open: Sequence[bool], promise_hours: int) -> int:
    opened = list(accumulate(map(int, is_open)))
    last = len(opened) - 1
    return sum(
        arrived
        for hour, arrived in enumerate(arrivals)
        if opened[min(hour + promise_hours - 1, last)] == opened[hour]
    )
