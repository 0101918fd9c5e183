"""How a roster is read: shifts as clock times, an hour's place in words, stretches of hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from planner.demand import HOURS_OF_DAY
from planner.language import Message, say
from planner.roster.room import POSITION_LABELS, ShiftPlan
from planner.roster.shifts import Shift
from planner.roster.turns import BREAK, RESERVE, Person

PLACE_LABELS = {**POSITION_LABELS, BREAK: say("break"), RESERVE: say("reserve")}
"""What somebody does in an hour."""


@dataclass(frozen=True)
class Stretch:
    """Hours one after the other in which people are missing.

    Attributes:
        crew: key of the crew that lacks them.
        first: start of the first hour.
        until: end of the last.
        most: hours' work missing in the worst of them.
        hours: missing in all.
    """

    crew: str
    first: datetime
    until: datetime
    most: float
    hours: float


def clock(shift: Shift) -> str:
    """Return a shift as clock times, with its overtime.

    >>> clock(Shift(32, 10, 2)), clock(Shift(22, 8))
    ('08–18 (+2)', '22–06')
    """
    begin, end = shift.start % HOURS_OF_DAY, shift.end % HOURS_OF_DAY
    extra = f" (+{shift.overtime})" if shift.overtime else ""
    return f"{begin:02d}–{end or HOURS_OF_DAY:02d}{extra}"


def stations(person: Person, shift: Shift) -> Iterator[tuple[str, int, int]]:
    """Yield what somebody does in a shift: a place, the hour it begins and the hour it ends.

    Hours are those of the roster; behind its last day nothing is planned.
    """
    begin = shift.start
    for hour in shift.covered:
        here, following = person.places.get(hour), person.places.get(hour + 1)
        if here is not None and (here != following or hour + 1 == shift.end):
            yield here, begin, hour + 1
        if here != following:
            begin = hour + 1


def stretches(plan: ShiftPlan) -> tuple[Stretch, ...]:
    """Return when people are missing, crew by crew in the order of time."""
    found: list[Stretch] = []
    for crew in plan.question.crews:
        column = plan.solution.uncovered[crew.key]
        begin = 0
        for hour, left in enumerate(column):
            if not left:
                begin = hour + 1
            elif hour + 1 == len(column) or not column[hour + 1]:
                missing = column[begin : hour + 1]
                found.append(
                    Stretch(
                        crew.key,
                        plan.start_of(begin),
                        plan.start_of(hour + 1),
                        max(missing),
                        sum(missing),
                    )
                )
    return tuple(found)


def doing(person: Person, shift: Shift) -> list[Message]:
    """Return what somebody does in a shift, each with its clock times."""
    return [
        say(
            "{first}–{until} {place}",
            first=f"{first % HOURS_OF_DAY:02d}",
            until=f"{until % HOURS_OF_DAY or HOURS_OF_DAY:02d}",
            place=PLACE_LABELS[place],
        )
        for place, first, until in stations(person, shift)
    ]
