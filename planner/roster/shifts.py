"""Shifts, the rules they keep, and the people who work them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from planner.demand import HOURS_OF_DAY
from planner.language import Message, say

DAYS_OF_WEEK = 7


class Kind(Enum):
    """Who somebody is to the shop, in the order in which people are asked to work."""

    OWN = "own"
    OTHER = "other"
    TEMP = "temp"

    @property
    def label(self) -> Message:
        """Return what such people are called."""
        return KIND_LABELS[self]


KIND_LABELS = {
    Kind.OWN: say("Own staff"),
    Kind.OTHER: say("People from other departments"),
    Kind.TEMP: say("Temporary workers"),
}


@dataclass(frozen=True, order=True)
class Shift:
    """The hours that one person works without going home.

    Attributes:
        start: hours from the first midnight of the roster to its begin.
        hours: paid, the break among them.
        overtime: how many of them, the last ones, are overtime.
    """

    start: int
    hours: int
    overtime: int = 0

    @property
    def end(self) -> int:
        """Return the hours from the first midnight of the roster to its end."""
        return self.start + self.hours

    @property
    def day(self) -> int:
        """Return the day that it begins on, 0 = the first of the roster."""
        return self.start // HOURS_OF_DAY

    @property
    def covered(self) -> range:
        """Return the hours of the roster that it covers."""
        return range(self.start, self.end)


@dataclass(frozen=True)
class Rules:
    """What every shift and everybody's shifts together keep.

    Attributes:
        shift_hours: paid hours of a shift, the break among them.
        overtime_hours: at most so many more at the end of a shift.
        earliest_start: first hour of the day in which a shift may begin.
        latest_start: last hour of the day in which a shift may begin.
        rest_hours: from the end of a shift, overtime at its longest, to the next one's begin.
        days_in_row: at most so many days one after the other.
        hours_a_week: at most, in any seven days, overtime not counted.
        night_from: hour of the day from which an hour counts as night.
        night_until: hour of the day from which it no longer does; equal to the other = no night.
        night_premium: on top of the wage of an hour at night.
        overtime_premium: on top of the wage of an hour of overtime.
    """

    shift_hours: int
    overtime_hours: int
    earliest_start: int
    latest_start: int
    rest_hours: int
    days_in_row: int
    hours_a_week: int
    night_from: int
    night_until: int
    night_premium: float
    overtime_premium: float

    @property
    def days_a_week(self) -> int:
        """Return the days that somebody may work in any seven."""
        return min(DAYS_OF_WEEK, self.hours_a_week // self.shift_hours)

    @property
    def kept_free(self) -> int:
        """Return the hours from the begin of a shift to the earliest begin of the next."""
        return self.shift_hours + self.overtime_hours + self.rest_hours

    def is_night(self, hour: int) -> bool:
        """Return whether an hour of the roster is paid as night.

        >>> rules = Rules(8, 2, 6, 22, 11, 6, 48, 22, 6, 0.3, 0.5)
        >>> [hour for hour in range(24) if rules.is_night(hour)]
        [0, 1, 2, 3, 4, 5, 22, 23]
        """
        hour %= HOURS_OF_DAY
        if self.night_from <= self.night_until:
            return self.night_from <= hour < self.night_until
        return hour >= self.night_from or hour < self.night_until

    def starts(self) -> range:
        """Return the hours of the day in which a shift may begin."""
        return range(self.earliest_start, self.latest_start + 1)

    def cost_minor(self, shift: Shift, wage_minor: int) -> int:
        """Return what a shift costs: each hour its wage, and what comes on top of it.

        Example: 8 hours from 16:00 and 2 of overtime at 20.00, night from 22 on at +30 %, overtime
        at +50 % → 6 × 20 + 2 × 26 + 2 × 36 = 244.00.

        >>> Rules(8, 2, 6, 22, 11, 6, 48, 22, 6, 0.3, 0.5).cost_minor(Shift(16, 10, 2), 2000)
        24400
        """
        premiums = sum(self.night_premium for hour in shift.covered if self.is_night(hour))
        premiums += self.overtime_premium * shift.overtime
        return round(wage_minor * (shift.hours + premiums))


@dataclass(frozen=True)
class Team:
    """People who are alike to the roster: it counts them, and gives each a fair share of turns.

    Attributes:
        kind: who they are to the shop.
        names: of each of them.
        crews: keys of the crews that each of them can work in.
        wage_minor: of a paid hour.
        output: of an hour of one of them, in hours of somebody who does this every day.
        nights: whether they work at night.
        days_off: days of the roster on which none of them works.
    """

    kind: Kind
    names: tuple[str, ...]
    crews: tuple[str, ...]
    wage_minor: int
    output: float = 1.0
    nights: bool = True
    days_off: frozenset[int] = frozenset()

    def may_work(self, shift: Shift, rules: Rules) -> bool:
        """Return whether one of them may be asked to work a shift."""
        by_day = self.nights or not any(map(rules.is_night, shift.covered))
        return by_day and shift.day not in self.days_off


@dataclass(frozen=True)
class Crew:
    """Positions that the same people can fill.

    Attributes:
        key: its name.
        positions: keys of its positions.
        required: people to roster, by hour of the roster.
    """

    key: str
    positions: tuple[str, ...]
    required: tuple[int, ...]


def possible_shifts(rules: Rules, hours: int) -> Iterator[Shift]:
    """Yield every shift that begins within so many hours, with each length of overtime."""
    for day in range(hours // HOURS_OF_DAY):
        for start in rules.starts():
            for overtime in range(rules.overtime_hours + 1):
                yield Shift(day * HOURS_OF_DAY + start, rules.shift_hours + overtime, overtime)
