"""The hours that the sheets of people run over, one row each, with some held ready on both ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.demand import HOURS_OF_DAY
from planner.staffing import Roster

DAYS_AHEAD = 7
"""Days before the main day that have rows, whatever is prepared when."""
DAYS_BEHIND = 10
"""Days held ready behind the last return, for a longer promise, delivery or return."""
LONGEST_PROMISE_HOURS = 168
"""Highest promise an assumption allows: the rows of the warehouse reach that far."""
FIRST_ROW = 5
"""Of the first hour, here and in the hidden sheets alike."""


@dataclass(frozen=True)
class Frame:
    """The rows of the sheets of people; hour 0 is the first midnight.

    Attributes:
        main_day: D.
        first_day: of the rows.
        day_count: of the rows.
        window: the hours of the campaign window.
        shown: the hours from the first preparation to the last return.
    """

    main_day: date
    first_day: date
    day_count: int
    window: range
    shown: range

    @classmethod
    def of(cls, roster: Roster, window_hours: int, main_day: date) -> "Frame":
        """Return the rows for a roster: its own hours, and those held ready."""
        begins = roster.first_hour.date()
        first = min(begins, main_day - timedelta(days=DAYS_AHEAD))
        ahead = (begins - first).days * HOURS_OF_DAY
        count = len(roster.starts)
        start = ahead + roster.window_start
        return cls(
            main_day,
            first,
            (ahead + count) // HOURS_OF_DAY + DAYS_BEHIND,
            range(start, start + window_hours),
            range(ahead, ahead + count),
        )

    @property
    def hours(self) -> range:
        """Return all hours."""
        return range(self.day_count * HOURS_OF_DAY)

    @property
    def line(self) -> range:
        """Return the hours in which the longest promise allows parcels to leave."""
        last = self.window.stop + LONGEST_PROMISE_HOURS + HOURS_OF_DAY
        return range(self.window.start, last)

    @property
    def served(self) -> range:
        """Return the hours from the first order on."""
        return range(self.window.start, len(self.hours))

    @property
    def prepared(self) -> range:
        """Return the hours before the main day."""
        return range((self.main_day - self.first_day).days * HOURS_OF_DAY)

    @property
    def commanded(self) -> range:
        """Return the hours of the main day."""
        return range(self.prepared.stop, self.prepared.stop + HOURS_OF_DAY)

    def starts(self) -> Iterator[datetime]:
        """Yield the start of every hour."""
        first = datetime.combine(self.first_day, time())
        return (first + timedelta(hours=hour) for hour in self.hours)

    def offset(self, hour: int) -> int:
        """Return the day of an hour, counted from the main day."""
        return hour // HOURS_OF_DAY + (self.first_day - self.main_day).days

    def padded(self, values: Sequence[float]) -> list[float]:
        """Return a roster's values by the hour as values of all rows."""
        behind = len(self.hours) - self.shown.start - len(values)
        return [0] * self.shown.start + list(values) + [0] * behind


def row_of(hour: int) -> int:
    """Return the row of an hour, counted from 0."""
    return FIRST_ROW + hour


def day_row(day: int) -> int:
    """Return the row of a day in the tables by day, counted from 0."""
    return FIRST_ROW + day
