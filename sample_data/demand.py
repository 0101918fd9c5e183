"""The shape of demand: which days and hours sell, and how buyers behave on them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from random import Random

from sample_data.drawing import Weighted, even

FIRST_DAY, LAST_DAY = -42, 14  # around D, the main day
DAY_SECONDS = 24 * 60 * 60
# When the lists are drawn: the evening after, so some payments lie after the last day.
EXPORTED_SECOND = (LAST_DAY + 1) * DAY_SECONDS + 23 * 3600
STOCK_DRAWN_ON = -10  # around the next D: what a manager has in hand while planning it

# Office days sell more than Saturday; Monday first. Percent of an average day.
WEEKDAYS = (104, 103, 102, 101, 97, 92, 101)

# Orders a day, in percent of an ordinary one, by day from D. The week of 1 October (D-41 … D-35)
# is quiet: people travel. From D-10 buyers only look and compare (CAL-9); the campaign runs
# D-4 … D+2 (CAL-1) with a tail after D (TGT-8); then needs are met for a while.
ORDINARY_DAY = 100
SPECIAL_DAYS: dict[int, int] = {
    **dict.fromkeys(range(-41, -34), 91),
    **dict.fromkeys(range(-10, -4), 85),
    -4: 112, -3: 115, -2: 118, -1: 124,
    0: 405, 1: 200, 2: 146,
    **dict.fromkeys(range(3, 8), 88),
    **dict.fromkeys(range(8, 15), 94),
}  # fmt: skip
# Days differ without a reason, by up to so many percent; not D, so that every shop shows an event.
DAY_NOISE = 9

# When people order, by half hour. Ordinary days: asleep from one to seven, most in the evening.
ORDINARY_HALF_HOURS = (
    15, 12, 8, 6, 4, 3, 2, 2, 2, 2, 2, 3, 5, 7, 10, 13, 18, 21, 24, 27, 29, 29, 28, 26,
    24, 24, 25, 26, 27, 27, 27, 26, 26, 25, 24, 24, 24, 25, 27, 29, 33, 37, 40, 42, 43, 40, 33, 23,
)  # fmt: skip
# The main day (CAL-8): a rush 00:00-01:30, the trough 02-08, a peak 14-16, a second rush 20-24.
EVENT_HALF_HOURS = (
    150, 95, 62, 28, 12, 9, 7, 5, 4, 4, 4, 4, 6, 8, 12, 16, 22, 26, 32, 36, 38, 40, 38, 36,
    34, 36, 40, 44, 54, 58, 58, 52, 42, 40, 38, 36, 36, 38, 42, 48, 62, 72, 78, 82, 84, 86, 80, 66,
)  # fmt: skip
_ORDINARY_DAY, _EVENT_DAY = Weighted(ORDINARY_HALF_HOURS), Weighted(EVENT_HALF_HOURS)


@dataclass(frozen=True, slots=True, eq=False)
class Mood:
    """How buyers behave: shares in per mille, weights for 1 … 6 lines in an order."""

    unpaid: int
    refunded: int
    returning: int  # orders by somebody who has ordered before (in the event: before the event)
    lines: Weighted
    event_price: bool
    money_off: tuple[tuple[int, int], ...]  # (from this many yuan, so many yuan off), dearest first


# A promotion lowers the unit price and must raise the items per order (TGT-3). Bought in a hurry,
# more comes back. About 30 % of the event's buyers are returning ones (TGT-7, AFT-5).
ORDINARY = Mood(125, 85, 120, Weighted((700, 200, 70, 20, 7, 3)), False, ((399, 20),))
WARM_UP = Mood(125, 85, 160, Weighted((660, 220, 80, 27, 9, 4)), False, ((499, 50), (299, 20)))
EVENT = Mood(100, 120, 290, Weighted((440, 300, 150, 68, 27, 15)), True, ((599, 80), (299, 30)))


def mood_of(day: int) -> Mood:
    """Return how buyers behave on the given day, counted from D."""
    if 0 <= day <= 2:  # the day after keeps the event price (ACT-13)
        return EVENT
    return WARM_UP if -4 <= day < 0 else ORDINARY


@dataclass(frozen=True)
class Calendar:
    """The shop's days around D; local wall clock."""

    event_day: date

    @cached_property
    def midnight_of_d(self) -> datetime:
        """The event's first second."""
        return datetime(self.event_day.year, self.event_day.month, self.event_day.day)

    @cached_property
    def exported_at(self) -> datetime:
        """When the lists and the traffic sheet were drawn."""
        return self.midnight_of_d + timedelta(seconds=EXPORTED_SECOND)

    @cached_property
    def next_event_day(self) -> date:
        """The event that is being planned while last year's lists lie on the table."""
        return self.event_day.replace(year=self.event_day.year + 1)

    @cached_property
    def stock_drawn_at(self) -> datetime:
        """When the stock sheet for the next event is drawn: time to buy, hardly to make."""
        moment = datetime.combine(self.next_event_day, time(9, 30))
        return moment + timedelta(days=STOCK_DRAWN_ON)

    def date_of(self, day: int) -> date:
        """Return the date of a day, counted from D."""
        return self.event_day + timedelta(days=day)

    def day_weights(self, rng: Random) -> list[int]:
        """Return the weight of each day from FIRST_DAY to LAST_DAY."""
        return [
            SPECIAL_DAYS.get(day, ORDINARY_DAY)
            * WEEKDAYS[self.date_of(day).weekday()]
            * (100 if day == 0 else 100 - DAY_NOISE + even(rng, 2 * DAY_NOISE + 1))
            for day in range(FIRST_DAY, LAST_DAY + 1)
        ]


def draw_seconds(rng: Random, calendar: Calendar, orders: int) -> array[int]:
    """Return when the orders are placed, sorted, in seconds from midnight of D."""
    days = Weighted(calendar.day_weights(rng))
    seconds = array("i")  # millions of them: four bytes each
    for position, orders_of_day in groupby(days.spread(rng, orders)):
        day = FIRST_DAY + position
        seconds.extend(sorted(draw_second(rng, day) for _ in orders_of_day))
    return seconds


def draw_second(rng: Random, day: int) -> int:
    """Return when an order of that day is placed."""
    half_hour = (_EVENT_DAY if day == 0 else _ORDINARY_DAY).draw(rng)
    within = even(rng, 1800)
    if day == 0 and half_hour == 0:  # the first minutes are the fullest
        within = min(within, even(rng, 1800))
    return day * DAY_SECONDS + half_hour * 1800 + within
