"""From payment to hand-over: review → print → pick → check → inspect → pack → hand over (STF-4).

Parcels paid in an hour wait from the next hour on; those paid in hour t are promised by the end of
hour t + promise − 1. A parcel goes through all steps in the hour it is begun: they take minutes.

How fast the line must be. For every pair of hours s ≤ t all parcels paid from s to t must fit into
the open hours after s up to the deadline of t; so the line must turn out, per open hour, at least
the largest

    parcels paid in s…t ÷ open hours in s+1…deadline(t).

That this is also enough follows from the backlog recursion (Lindley): at that rate the backlog of
parcels due is never positive at a deadline. Where no hour is open between payment and deadline, the
deadline is the end of the next open hour, and those parcels are counted as promised too soon.

Working ahead ships nothing sooner. Steps one behind the other turn out as much as the narrowest of
them alone: by hour t, D(t) = min over s ≤ t of (A(s) + c × open hours in s+1…t) parcels are through
a step of capacity c, and a second step of capacity c′ makes that the same with min(c, c′). So every
step takes the line's pace and no more, and what waits, waits before the first. (tests/staffing lets
every step run as fast as its people can; no parcel leaves sooner.)

How many people that takes: what goes through ÷ a person's output in all steps, rounded up once.
People change to another step when theirs has nothing left (STF-5: all are trained on all of it).
One person for each step would be up to six too many, which is most of them where 50 parcels an hour
ask for three people. Where they stand follows the work: the whole people of each step, the rest at
the steps with the largest remainders; nobody at a step means that the others do it in between.

Printers and stations limit a step, and by the same argument the line. Below the rate that the
promise asks for, parcels are late: how many, when the last has left and what would mend it, is
said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from planner.demand import HOURS_OF_DAY
from planner.figures import rounded_up

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PackingHour:
    """One hour in the warehouse.

    Attributes:
        arrived: parcels paid in it; they wait from the next hour on.
        waiting: parcels waiting at its start.
        packers: people at work, all steps together.
        packed: parcels that go through in it.
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
        parcels_per_hour: what the line has to turn out in an open hour to keep every promise.
        pace: what it turns out: that, or less where printers or stations are too few.
        crew: most people at work at once.
        hours: hour by hour.
        people: people at work, a row a step and a column an hour.
        promised_too_soon: parcels whose promise ends before the warehouse opens again.
        late: parcels that leave after their deadline; 0 unless the pace is too low.
        left_over: parcels still waiting at the end of the hours.
        deciding: first and last hour of the parcels that ask for the highest rate, and the hour
            whose end is their deadline; None without parcels.
    """

    parcels_per_hour: int
    pace: int
    crew: int
    hours: tuple[PackingHour, ...]
    people: tuple[tuple[int, ...], ...]
    promised_too_soon: int
    late: int
    left_over: int
    deciding: tuple[int, int, int] | None


def is_open(hour: int, opens_at: int, closes_at: int) -> bool:
    """Return whether the warehouse works in an hour of the day; shifts over midnight included.

    >>> [hour for hour in range(24) if is_open(hour, 20, 2)]
    [0, 1, 20, 21, 22, 23]
    """
    if opens_at < closes_at:
        return opens_at <= hour < closes_at
    return hour >= opens_at or hour < closes_at


def _deadlines(is_open: Sequence[bool], promise_hours: int) -> tuple[Ints, Ints]:
    """Return the open hours so far at every hour, and those by the deadline of its parcels."""
    opened = np.cumsum(is_open, dtype=np.int64)
    due = np.minimum(np.arange(len(opened)) + promise_hours - 1, len(opened) - 1)
    return opened, np.maximum(opened[due], opened + 1)


def required_rates(
    arrivals: Sequence[int], is_open: Sequence[bool], promise_hours: int
) -> list[float]:
    """Return, for every hour, the parcels per open hour that its deadline asks for.

    The largest of them is what the line must turn out.

    Example: 60 parcels in hour 0, always open, promised within 4 hours: they can be packed in the
    hours 1, 2 and 3, so 20 an hour.

    >>> required_rates([60, 0, 0, 0, 0], [True] * 5, 4)[0]
    20.0
    """
    opened, by_deadline = _deadlines(is_open, promise_hours)
    arrived = np.cumsum(arrivals, dtype=np.int64)
    before = arrived - np.asarray(arrivals, dtype=np.int64)
    # Every s at once; whole numbers below 2^53 divide as exactly as Python's own.
    return [
        float(np.max((arrived[t] - before[: t + 1]) / (by_deadline[t] - opened[: t + 1])))
        for t in range(len(opened))
    ]


def plan_packing(
    arrivals: Sequence[int],
    is_open: Sequence[bool],
    outputs: Sequence[float],
    promise_hours: int,
    limit: int | None = None,
) -> PackingPlan:
    """Return the smallest crew that keeps the promise, and the hours as they then go.

    Formulas: pace = the largest required rate, rounded up, at most the limit; through in an hour =
    the smaller of waiting and pace; people = through × Σ (1 ÷ output of a step), rounded up.

    Example: 60 parcels at once, open, due in three hours: 20 an hour. Who picks 10 an hour and
    packs 15 an hour: 2 hours of picking and 1⅓ of packing are 4 people, 2 at each. With tables for
    12 an hour only, 24 leave late.

    >>> plan = plan_packing([60, 0, 0, 0, 0, 0], [True] * 6, [10, 15], 4)
    >>> plan.pace, plan.crew, [step[1] for step in plan.people], plan.late
    (20, 4, [2, 2], 0)
    >>> plan_packing([60, 0, 0, 0, 0, 0], [True] * 6, [10, 15], 4, limit=12).late
    24

    Args:
        arrivals: parcels paid in each hour; enough empty hours must follow for the last deadline.
        is_open: whether the warehouse works in that hour.
        outputs: parcels of one person in an hour, step by step.
        promise_hours: hours from payment to dispatch, 2 or more.
        limit: the most that printers and stations let through in an hour.
    """
    rates = required_rates(arrivals, is_open, promise_hours)
    needed = rounded_up(max(rates, default=0))
    pace = needed if limit is None else min(needed, limit)
    arrived = np.asarray(arrivals, dtype=np.int64)
    through = through_line(arrived, np.where(is_open, pace, 0))
    backlog = np.cumsum(arrived) - np.cumsum(through)
    people = people_at(through, outputs)
    at_work = people.sum(axis=0)
    return PackingPlan(
        parcels_per_hour=needed,
        pace=pace,
        crew=rounded_up(pace / all_steps(outputs)),
        hours=tuple(
            map(
                PackingHour,
                arrived.tolist(),
                (backlog - arrived + through).tolist(),
                at_work.tolist(),
                through.tolist(),
                backlog.tolist(),
                rates,
            )
        ),
        people=tuple(map(tuple, people.tolist())),
        promised_too_soon=_promised_too_soon(arrived, is_open, promise_hours),
        late=late_parcels(arrived, through, due_hours(is_open, promise_hours)),
        left_over=int(backlog[-1]) if len(backlog) else 0,
        deciding=_deciding(arrived, is_open, promise_hours, rates) if needed else None,
    )


def all_steps(outputs: Sequence[float]) -> float:
    """Return the parcels that one person takes through all steps in an hour.

    >>> round(all_steps([20, 30]), 9)
    12.0
    """
    return 1 / sum(1 / output for output in outputs)


def people_at(through: Ints, outputs: Sequence[float]) -> Ints:
    """Return where the people stand whom a flow takes, a row a step and a column an hour.

    Example: 49 parcels are 0.20, 0.11, 0.86, 0.20, 0.14, 0.61 and 0.07 hours of work at the steps:
    2.19 in all, so three people, where the most is to do.

    >>> people_at(np.array([49]), [240, 450, 56.7, 240, 360, 80, 720])[:, 0].tolist()
    [1, 0, 1, 0, 0, 1, 0]
    """
    parcels = np.asarray(through, dtype=float)
    work = parcels / np.asarray(outputs, dtype=float)[:, None]
    return apportioned(work, rounded_up_all(parcels / all_steps(outputs)))


def apportioned(quotas: Floats, totals: Ints) -> Ints:
    """Return whole people by row, in every column as many as the total, by largest remainder.

    >>> apportioned(np.array([[1.2], [0.9], [0.4]]), np.array([3]))[:, 0].tolist()
    [1, 1, 1]
    """
    whole = np.floor(np.round(quotas, 9))
    left = totals - whole.sum(axis=0)
    # Rounded, so that equal remainders go in the order of the rows, as in the workbook.
    remainders = np.round(whole - quotas, 9)
    rank = np.argsort(np.argsort(remainders, axis=0, kind="stable"), axis=0, kind="stable")
    people: Ints = (whole + (rank < left)).astype(np.int64)
    return people


def rounded_up_all(values: Floats) -> Ints:
    """Return the values rounded up, exact multiples left alone."""
    rounded: Ints = np.ceil(np.round(values, 9)).astype(np.int64)
    return rounded


def through_line(arrived: Ints, capacity: Ints) -> Ints:
    """Return the parcels that go through in every hour of a line with so much room in each.

    The recursion through(t) = min(waiting, capacity(t)) without its loop: by hour t have gone
    through C(t) + min over s ≤ t of (parcels paid before s − C(s)), C being the capacity so far.

    >>> through_line(np.array([60, 0, 0, 0]), np.array([20, 20, 0, 30])).tolist()
    [0, 20, 0, 30]
    """
    so_far = np.cumsum(capacity, dtype=np.int64)
    ready = np.cumsum(arrived) - arrived
    gone = so_far + np.minimum(0, np.minimum.accumulate(ready - so_far))
    through: Ints = np.diff(gone, prepend=0)
    return through


def due_hours(is_open: Sequence[bool], promise_hours: int) -> Ints:
    """Return, for the parcels paid in every hour, the hour by whose end they must leave.

    Where no hour is open in between, the next one that is.

    >>> due_hours([True] * 3 + [False] * 2 + [True], 3).tolist()
    [2, 2, 5, 5, 5, 5]
    """
    opened, by_deadline = _deadlines(is_open, promise_hours)
    due: Ints = np.searchsorted(opened, by_deadline).astype(np.int64)
    return np.minimum(due, len(opened) - 1)


def _promised_too_soon(arrived: Ints, is_open: Sequence[bool], promise_hours: int) -> int:
    opened = np.cumsum(is_open, dtype=np.int64)
    due = np.minimum(np.arange(len(opened)) + promise_hours - 1, len(opened) - 1)
    return int(arrived[opened[due] == opened].sum())


def late_parcels(arrived: Ints, through: Ints, due: Ints) -> int:
    """Return the parcels that are still there at the end of the hour in which they are due.

    First in, first out.
    """
    if not len(due):
        return 0
    left_by = np.cumsum(through)[due]
    return int(np.clip(np.cumsum(arrived) - left_by, 0, arrived).sum())


def _deciding(
    arrived: Ints, is_open: Sequence[bool], promise_hours: int, rates: Sequence[float]
) -> tuple[int, int, int]:
    """Return the hours s and t whose parcels ask for the highest rate, and their deadline."""
    opened, by_deadline = _deadlines(is_open, promise_hours)
    last = int(np.argmax(rates))
    paid = np.cumsum(arrived)
    asked = (paid[last] - (paid - arrived)[: last + 1]) / (by_deadline[last] - opened[: last + 1])
    # Of hours that ask for the same the last: nothing was paid in those before it.
    first = last - int(np.argmax(asked[::-1]))
    due = max(last + promise_hours - 1, int(np.searchsorted(opened, opened[last] + 1)))
    return first, last, due


def cleared_at(
    plan: PackingPlan, starts: Sequence[datetime], working: Sequence[bool]
) -> datetime | None:
    """Return the end of the hour in which the last parcel leaves; None if nothing ever does.

    Parcels left over at the end of the hours go at the line's pace in the opening hours of the days
    behind them. Example: 24 left over, 12 an hour, open from 8 to 10, the hours end at midnight →
    10:00 of the next day.
    """
    if not plan.left_over:
        busy = [start for start, hour in zip(starts, plan.hours, strict=True) if hour.packed]
        return max(busy) + timedelta(hours=1) if busy else None
    hours_of_day = {start.hour for start, works in zip(starts, working, strict=True) if works}
    if not hours_of_day or not plan.pace:
        return None
    after = starts[-1] + timedelta(hours=1)
    hours = -(-plan.left_over // plan.pace)
    whole_days = (hours - 1) // len(hours_of_day)
    last = hours - 1 - whole_days * len(hours_of_day)
    ahead = sorted((hour - after.hour) % HOURS_OF_DAY for hour in hours_of_day)
    return after + timedelta(days=whole_days, hours=ahead[last] + 1)


def hours_more(
    arrivals: Sequence[int],
    starts: Sequence[datetime],
    opens_at: int,
    closes_at: int,
    promise_hours: int,
    pace: int,
) -> int | None:
    """Return how many hours longer the warehouse must stay open each day; None if none suffice.

    It then closes later. Example (tests/staffing): 60 parcels paid at midnight, promised within 12
    hours, open from 8 to 10 at a pace of 15 an hour: two hours more let all 60 through by noon.
    """
    open_hours = (closes_at - opens_at) % HOURS_OF_DAY or HOURS_OF_DAY
    for more in range(1, HOURS_OF_DAY - open_hours + 1):
        closes = (closes_at + more) % HOURS_OF_DAY or HOURS_OF_DAY
        working = [is_open(start.hour, opens_at, closes) for start in starts]
        if max(required_rates(arrivals, working, promise_hours), default=0) <= pace:
            return more
    return None
