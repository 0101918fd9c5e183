"""Who works which shift, when everybody has a break, and at which position each hour is spent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.roster.covering import Cover
from planner.roster.shifts import Crew, Shift, Team

BREAK_FROM_HOURS = 6
"""Shorter shifts have no break of their own."""
BEFORE_BREAK, AFTER_BREAK = 3, 3
"""Hours of work on either side of a break, at least."""
BREAK, RESERVE = "break", "reserve"
"""Hours of somebody who is at no position."""


@dataclass
class Person:
    """One person on the roster.

    Attributes:
        name: as the staff list has it; empty for somebody who is known by a number alone.
        team: whom they are like.
        shifts: in order.
        crews: the crew that each hour is spent in.
        places: the position of each hour, :data:`BREAK` or :data:`RESERVE`.
    """

    name: str
    team: Team
    shifts: tuple[Shift, ...]
    crews: dict[int, str] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)

    @property
    def hours(self) -> int:
        """Return the paid hours."""
        return sum(shift.hours for shift in self.shifts)


def by_turns(team: Team, shifts: Sequence[Shift]) -> list[tuple[Shift, ...]]:
    """Return the shifts of each person of a team: in the order of their begin, turn by turn.

    >>> from planner.roster.shifts import Kind
    >>> team = Team(Kind.OWN, ("A", "B"), ("pick",), 2500)
    >>> [len(turns) for turns in by_turns(team, [Shift(8, 8), Shift(12, 8), Shift(32, 8)])]
    [2, 1]
    """
    people = len(team.names)
    return [tuple(shifts[place::people]) for place in range(people)]


def people_of(teams: Sequence[Team], cover: Cover, hours: int) -> list[Person]:
    """Return everybody of some teams with their shifts, and the crew of each hour.

    Whoever is in a crew stays there as long as it needs them.
    """
    people: list[Person] = []
    for team, shifts, working in zip(teams, cover.shifts, cover.working, strict=True):
        mine = [
            Person(name, team, turns)
            for name, turns in zip(team.names, by_turns(team, shifts), strict=True)
        ]
        for hour in range(hours):
            at_work = [one for one in mine if any(hour in shift.covered for shift in one.shifts)]
            for crew in team.crews:
                at_work.sort(key=lambda one: one.crews.get(hour - 1) != crew)
                wanted = working[crew][hour]
                for one in at_work[:wanted]:
                    one.crews[hour] = crew
                del at_work[:wanted]
        people += mine
    return people


def place(
    people: Sequence[Person],
    crews: Sequence[Crew],
    to_roster: Mapping[str, Sequence[int]],
    on_duty: Mapping[str, Sequence[int]],
) -> None:
    """Give everybody their break and the position of each hour.

    A break lies in the middle of a shift, in the hour that leaves the most people beside those on
    duty; who is there beyond what is required is in reserve. Nobody changes the position while it
    needs them.

    Args:
        people: of the roster; what they do each hour is written into them.
        crews: that there are.
        to_roster: people to roster, by position and hour.
        on_duty: of those, at the work itself.
    """
    hours = len(crews[0].required) if crews else 0
    for crew in crews:
        spare = _spare(people, crew, on_duty, hours)
        breaks = any(
            to_roster[key][hour] > on_duty[key][hour]
            for key in crew.positions
            for hour in range(hours)
        )
        if breaks:
            _take_breaks(people, crew, spare)
        for hour in range(hours):
            _stand(people, crew, hour, to_roster)


def _spare(
    people: Sequence[Person], crew: Crew, on_duty: Mapping[str, Sequence[int]], hours: int
) -> list[int]:
    spare = [-sum(on_duty[key][hour] for key in crew.positions) for hour in range(hours)]
    for one in people:
        for hour, held in one.crews.items():
            if held == crew.key and hour < hours:
                spare[hour] += 1
    return spare


def _take_breaks(people: Sequence[Person], crew: Crew, spare: list[int]) -> None:
    for one in people:
        for shift in one.shifts:
            middle = range(shift.start + BEFORE_BREAK, shift.end - AFTER_BREAK)
            fitting = [
                hour for hour in middle if one.crews.get(hour) == crew.key and hour < len(spare)
            ]
            taken = any(one.places.get(hour) == BREAK for hour in shift.covered)
            if shift.hours < BREAK_FROM_HOURS or taken or not fitting:
                continue
            hour = max(fitting, key=lambda each: spare[each])
            one.places[hour] = BREAK
            spare[hour] -= 1


def _stand(
    people: Sequence[Person], crew: Crew, hour: int, to_roster: Mapping[str, Sequence[int]]
) -> None:
    free = [
        one for one in people if one.crews.get(hour) == crew.key and one.places.get(hour) != BREAK
    ]
    for key in crew.positions:
        free.sort(key=lambda one: one.places.get(hour - 1) != key)
        wanted = to_roster[key][hour]
        for one in free[:wanted]:
            one.places[hour] = key
        del free[:wanted]
    for one in free:
        one.places[hour] = RESERVE
