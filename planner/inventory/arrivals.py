"""Do arrivals come in time, and what does each day of delay cost (INV-2)?

Everything for the event is due in the warehouse a week ahead; the full count is the hard stop,
since goods must be there to be counted. A late arrival is priced by the sales it misses: nobody
waits, so a day's demand beyond what is there is lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

import numpy as np
import numpy.typing as npt

from planner.figures import Level
from planner.inventory.stock import Arrival
from planner.language import Message, Quantity, Unit, day_offset, say

Ints = npt.NDArray[np.int64]


class Timing(Enum):
    """When something arrives, against the days of the event."""

    IN_TIME = "in_time"
    AFTER_DEADLINE = "after_deadline"
    AFTER_COUNT = "after_count"
    TOO_LATE = "too_late"
    UNKNOWN = "unknown"

    # As for Quantile: looked up for every arrival of every product.
    __hash__ = object.__hash__

    @property
    def level(self) -> Level:
        """Return how bad it is: what cannot be counted any more is not ready."""
        return {
            Timing.IN_TIME: Level.ON_TRACK,
            Timing.AFTER_DEADLINE: Level.AT_RISK,
            Timing.UNKNOWN: Level.AT_RISK,
            Timing.AFTER_COUNT: Level.NOT_READY,
            Timing.TOO_LATE: Level.NOT_READY,
        }[self]

    @property
    def text(self) -> Message:
        """Return it in a few words."""
        return {
            Timing.IN_TIME: say("Arrives in time"),
            Timing.AFTER_DEADLINE: say("After the deadline, before the count ends"),
            Timing.AFTER_COUNT: say("After the count, before the main day"),
            Timing.TOO_LATE: say("Not before the main day"),
            Timing.UNKNOWN: say("Day unknown"),
        }[self]


@dataclass(frozen=True)
class Deadlines:
    """The days that arrivals are held against.

    Attributes:
        arrive_by: last day for everything to be in the warehouse, D-7.
        count_from: first day of the full count, D-3.
        count_until: its last day, D-2.
        main_day: D.
    """

    arrive_by: date
    count_from: date
    count_until: date
    main_day: date

    @classmethod
    def of(
        cls,
        main_day: date,
        arrive_days_before: int = 7,
        count_days_before: int = 3,
        count_days: int = 2,
    ) -> "Deadlines":
        """Return the days of an event.

        >>> str(Deadlines.of(date(2027, 11, 11)).count_until)
        '2027-11-09'
        """
        first = main_day - timedelta(days=count_days_before)
        last = min(main_day, first + timedelta(days=max(count_days, 1) - 1))
        return cls(main_day - timedelta(days=arrive_days_before), first, last, main_day)

    def timing(self, day: date | None) -> Timing:
        """Return what an arrival on that day is; on the main day itself the sale is on."""
        if day is None:
            return Timing.UNKNOWN
        if day <= self.arrive_by:
            return Timing.IN_TIME
        if day <= self.count_until:
            return Timing.AFTER_DEADLINE
        return Timing.AFTER_COUNT if day < self.main_day else Timing.TOO_LATE

    @property
    def arrive_by_name(self) -> str:
        """Return what the last day to arrive is called.

        >>> Deadlines.of(date(2027, 11, 11)).arrive_by_name
        'D-7'
        """
        return day_offset((self.arrive_by - self.main_day).days)


@dataclass(frozen=True)
class Delivery:
    """What an order placed today would become, and until when to place it.

    Attributes:
        timing: of its arrival.
        arrives_on: when it arrives.
        order_by: last day to order for an arrival by D-7; today where that day has passed.
        days_late: that it arrives after D-7 although it is ordered today; 0 if in time.
        says: the same in a few words.
    """

    timing: Timing
    arrives_on: date
    order_by: date
    days_late: int
    says: Message


def can_arrive(today: date, lead_time_days: int, deadlines: Deadlines) -> Delivery:
    """Return whether what is ordered today arrives in time: today + lead time (INV-2).

    Formulas: arrives = today + lead time; order by = the later of D-7 − lead time and today; days
    late = arrives − D-7, at least none.

    Example: ordered on 30 October with ten days, it arrives on 9 November, the last day of the
    count and five days after D-7. For 4 November it had to be ordered by 25 October, so that
    today is the day to order it.

    >>> late = can_arrive(date(2027, 10, 30), 10, Deadlines.of(date(2027, 11, 11)))
    >>> late.timing.value, str(late.arrives_on), str(late.order_by), late.days_late
    ('after_deadline', '2027-11-09', '2027-10-30', 5)
    """
    lead = timedelta(days=max(lead_time_days, 0))
    arrives_on = today + lead
    timing = deadlines.timing(arrives_on)
    days_late = max(0, (arrives_on - deadlines.arrive_by).days)
    says = timing.text
    if days_late:
        says = say(
            "{late} after {deadline}, {timing}",
            late=Quantity(days_late, Unit.DAYS),
            deadline=deadlines.arrive_by_name,
            timing=_LATE[timing],
        )
    order_by = max(today, deadlines.arrive_by - lead)
    return Delivery(timing, arrives_on, order_by, days_late, says)


_LATE = {
    Timing.AFTER_DEADLINE: say("before the count ends"),
    Timing.AFTER_COUNT: say("after the count, before the main day"),
    Timing.TOO_LATE: say("not before the main day"),
}
"""What an arrival after the deadline still comes before."""


def units_by_timing(arrivals: Iterable[Arrival], deadlines: Deadlines) -> dict[Timing, int]:
    """Return the pieces on their way by when they come; every timing is a key."""
    units = dict.fromkeys(Timing, 0)
    for arrival in arrivals:
        units[deadlines.timing(arrival.day)] += max(arrival.units, 0)
    return units


def demand_by_day(units: Sequence[int], day_weights: Sequence[int]) -> Ints:
    """Return each product's pieces by day of the window, products × days.

    Split by the days' cumulative share, rounded, so that the days sum to the whole.

    >>> demand_by_day([10, 3], [1, 2, 1]).tolist()
    [[2, 6, 2], [1, 1, 1]]
    """
    weights = np.maximum(np.asarray(day_weights, dtype=np.int64), 0)
    if not weights.sum():
        weights = np.ones_like(weights)
    wanted = np.maximum(np.asarray(units, dtype=np.int64), 0)
    until = np.rint(np.outer(wanted, np.cumsum(weights)) / weights.sum()).astype(np.int64)
    by_day: Ints = np.diff(until, axis=1, prepend=0)
    return by_day


@dataclass(frozen=True)
class Delay:
    """What happens if everything on its way comes so many days later than announced.

    Attributes:
        delay_days: of all arrivals.
        lost_units: that buyers want and do not find.
        lost_margin: of them.
        extra_margin: lost beyond that of the delay before; the price of this day.
    """

    delay_days: int
    lost_units: int
    lost_margin: Decimal
    extra_margin: Decimal


def lost_units_by_delay(
    demand: npt.ArrayLike,
    stock_at_start: Sequence[int],
    arrivals: Sequence[Sequence[Arrival]],
    first_day: date,
    longest_delay_days: int,
) -> Ints:
    """Return the pieces lost over the window, products × delays of 0 … n days.

    Formula: lost = max(0, max over the days of (demand so far − stock at start − arrived so far)),
    which is the sum of the days' (demand − what is there)⁺ with nothing carried below zero
    (reflection of a queue's net input; L. Kleinrock, Queueing Systems I, 1975). A piece can be sold
    on the day it arrives; one without a day never comes.

    Example: 4 a day for three days, 5 in stock, 6 coming on the second day: 1 lost; a day later 3;
    two days later, after the window, 7.

    >>> from datetime import date
    >>> coming = [[Arrival(date(2027, 11, 12), 6)]]
    >>> lost_units_by_delay([[4, 4, 4]], [5], coming, date(2027, 11, 11), 2).tolist()
    [[1, 3, 7]]

    Args:
        demand: pieces, products × days of the window.
        stock_at_start: pieces at the start of the window, by product.
        arrivals: by product; any day, before the window too.
        first_day: of the window.
        longest_delay_days: n.
    """
    wanted = np.cumsum(np.asarray(demand, dtype=np.int64), axis=1)
    products, days = wanted.shape
    dated = [
        (row, (arrival.day - first_day).days, max(arrival.units, 0))
        for row, of_product in enumerate(arrivals)
        for arrival in of_product
        if arrival.day is not None
    ]
    rows, places, units = np.array(dated, dtype=np.int64).reshape(len(dated), 3).T
    supply = np.zeros((longest_delay_days + 1, products, days), dtype=np.int64)
    for delay in range(longest_delay_days + 1):
        on = np.maximum(places + delay, 0)
        inside = on < days
        np.add.at(supply[delay], (rows[inside], on[inside]), units[inside])
    stock = np.maximum(np.asarray(stock_at_start, dtype=np.int64), 0)
    there = np.cumsum(supply, axis=2) + stock[:, np.newaxis]
    lost: Ints = np.maximum((wanted - there).max(axis=2, initial=0), 0).T
    return lost


def delay_table(lost_units: Sequence[int], margin_per_unit: Decimal) -> tuple[Delay, ...]:
    """Return a product's row of :func:`lost_units_by_delay` in money; no margin, no loss.

    >>> [str(day.extra_margin) for day in delay_table([1, 3, 7], Decimal("35.00"))]
    ['0.00', '70.00', '140.00']
    """
    margin = max(margin_per_unit, Decimal(0))
    return with_extra(lost_units, [int(units) * margin for units in lost_units])


def with_extra(lost_units: Sequence[int], lost_margin: Sequence[Decimal]) -> tuple[Delay, ...]:
    """Return what is lost by days of delay, each beside what it adds to the day before.

    >>> [str(day.extra_margin) for day in with_extra([1, 3], [Decimal(35), Decimal(105)])]
    ['0', '70']
    """
    before = [*lost_margin[:1], *lost_margin]
    return tuple(
        Delay(delay, int(units), amount, amount - earlier)
        for delay, (units, amount, earlier) in enumerate(
            zip(lost_units, lost_margin, before, strict=False)
        )
    )
