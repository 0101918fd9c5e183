"""The days that are looked at, and those that they are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.language import Message, say


@dataclass(frozen=True)
class Period:
    """Days that a funnel is counted over.

    Attributes:
        kind: ``event``, ``newest``, ``all`` or ``own``; of references ``year_before`` or
            ``ordinary``, too.
        first_day: of them.
        last_day: of them, inside.
        quiet_until: first day of the event that ordinary days are held against; None = of others.
    """

    kind: str
    first_day: date
    last_day: date
    quiet_until: date | None = None

    @property
    def day_count(self) -> int:
        """Return how many days it has.

        >>> Period("own", date(2026, 11, 7), date(2026, 11, 13)).day_count
        7
        """
        return (self.last_day - self.first_day).days + 1

    @property
    def window(self) -> Mapping[str, date]:
        """Return the first and the last day, as queries ask for them."""
        return {"first_day": self.first_day, "last_day": self.last_day}

    @property
    def name(self) -> Message:
        """Return which days it is."""
        return NAMES[self.kind]

    def with_quiet_days_after(self, day_count: int) -> "Period":
        """Return the period, moved back until so many days after it end before the event.

        Whoever buys on the eve of the event and again in it is no ordinary buyer: a rate of buying
        again that holds the event itself is one that the event can never reach.

        >>> usual = Period("ordinary", date(2026, 10, 4), date(2026, 10, 31), date(2026, 11, 7))
        >>> usual.with_quiet_days_after(17).window["last_day"]
        datetime.date(2026, 10, 20)

        Args:
            day_count: within which buying again is looked for.
        """
        if self.quiet_until is None:
            return self
        last = min(self.last_day, self.quiet_until - timedelta(days=day_count + 1))
        first = last - timedelta(days=self.day_count - 1)
        return replace(self, first_day=first, last_day=last)

    def is_same_as(self, other: "Period") -> bool:
        """Return whether both are the very same days."""
        return self.window == other.window


NAMES: Mapping[str, Message] = {
    "event": say("Last event"),
    "newest": say("Newest days"),
    "all": say("All loaded days"),
    "own": say("Own days"),
    "year_before": say("A year before"),
    "ordinary": say("Ordinary days"),
}


@dataclass(frozen=True)
class Choice:
    """What a manager asks to see.

    Attributes:
        kind: of period.
        reference: what it is held against, ``auto`` for the first that is known.
        first_day: of own days; None = where the sheets begin.
        last_day: of own days; None = where they end.
    """

    kind: str = "event"
    reference: str = "auto"
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Calendar:
    """What the sheets cover, and the days that the plan knows of.

    Attributes:
        first_day: of anything loaded.
        last_day: of anything loaded, none after today.
        event: window of the last event; None while none is found.
        event_before: window of the same event a year earlier, where the sheets hold it.
        ordinary: ordinary days before the last event, where the sheets hold any.
        newest_days: how many days the newest ones are.
    """

    first_day: date
    last_day: date
    event: tuple[date, date] | None = None
    event_before: tuple[date, date] | None = None
    ordinary: tuple[date, date] | None = None
    newest_days: int = 28

    def chosen(self, choice: Choice) -> tuple[Period, Message | None]:
        """Return the period that is looked at, and why it is another than was asked for."""
        if choice.kind == "event" and self.event is None:
            return self._all, say("No event is found in the sheets: all loaded days are shown.")
        if choice.kind == "event" and self.event is not None:
            return Period("event", *self.event), None
        if choice.kind == "newest":
            first = max(self.first_day, self.last_day - timedelta(days=self.newest_days - 1))
            return Period("newest", first, self.last_day), None
        if choice.kind == "own":
            first = choice.first_day or self.first_day
            last = choice.last_day or self.last_day
            if first <= last:
                return Period("own", first, last), None
            return self._all, say(
                "The own days end before they begin: all loaded days are shown instead."
            )
        return self._all, None

    @property
    def _all(self) -> Period:
        return Period("all", self.first_day, self.last_day)

    def beside(self, period: Period) -> Mapping[str, Period]:
        """Return the periods that it can be held against, by reference."""
        found: dict[str, Period] = {}
        if before := self._year_before(period):
            found["year_before"] = Period("year_before", *before)
        if self.ordinary is not None:
            found["ordinary"] = Period("ordinary", *self.ordinary, self._event_after_ordinary)
        if self.event is not None:
            found["event"] = Period("event", *self.event)
        return {name: one for name, one in found.items() if not one.is_same_as(period)}

    @property
    def _event_after_ordinary(self) -> date | None:
        if self.event is None or self.ordinary is None or self.event[0] <= self.ordinary[1]:
            return None
        return self.event[0]

    def _year_before(self, period: Period) -> tuple[date, date] | None:
        """Return the same event a year before, else the same days of the year before."""
        if period.kind == "event":
            return self.event_before
        days = timedelta(days=364)  # the same weekdays
        first, last = period.first_day - days, period.last_day - days
        return (first, last) if first >= self.first_day and last < period.first_day else None
