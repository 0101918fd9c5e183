"""From the required people to everybody's shifts: own staff, then other departments, then temps.

Each kind is asked for what the kinds before it leave uncovered (STF-6), each at the least cost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.roster.covering import cover
from planner.roster.hiring import Hired, TempTerms, hire
from planner.roster.people import HELPED
from planner.roster.shifts import Crew, Kind, Rules, Team
from planner.roster.turns import Person, people_of, place

DUST = 1e-6
"""Hours below this come from adding fractions, not from anybody missing."""


@dataclass(frozen=True)
class Question:
    """What is to be covered, by whom.

    Attributes:
        crews: that the own staff falls into.
        to_roster: people to roster, by position and hour.
        on_duty: of those, at the work itself.
        own: the own staff by what makes them alike.
        helpers: from other departments: how many, wage in hundredths, output.
        terms: of temporary workers.
        rules: that shifts keep.
    """

    crews: tuple[Crew, ...]
    to_roster: Mapping[str, tuple[int, ...]]
    on_duty: Mapping[str, tuple[int, ...]]
    own: tuple[Team, ...]
    helpers: tuple[int, int, float]
    terms: TempTerms
    rules: Rules


@dataclass(frozen=True)
class Solution:
    """Who works when.

    Attributes:
        people: everybody, own staff first; also those who get no shift.
        covered: hours' work that is done, by crew and hour.
        uncovered: what is missing, by crew and hour.
        hired: temporary workers, by crew.
        gap: of all programmes solved, the largest share by which the best may be better.
    """

    people: tuple[Person, ...]
    covered: Mapping[str, tuple[float, ...]]
    uncovered: Mapping[str, tuple[float, ...]]
    hired: Mapping[str, Hired]
    gap: float

    def of_kind(self, kind: Kind) -> list[Person]:
        """Return the people of a kind who have shifts."""
        return [one for one in self.people if one.team.kind is kind and one.shifts]

    def cost_minor(self, rules: Rules) -> int:
        """Return what everybody's shifts cost, temps as if all of them came."""
        return sum(rules.cost_minor(shift, one.team.wage_minor) for one in self.people
                   for shift in one.shifts)  # fmt: skip


def solve(question: Question) -> Solution:
    """Return who works when so that as little as possible stays uncovered.

    Example (tests/roster): 3 people for 10,000 parcels work all they may; the rest is told by crew
    and hour.
    """
    rules = question.rules
    missing = {one.key: [float(need) for need in one.required] for one in question.crews}
    people: list[Person] = []
    gaps = [0.0]
    for crews, teams in [*apart(question.crews, question.own), *_helped(question)]:
        left = tuple(Crew(one.key, one.positions, _whole(missing[one.key])) for one in crews)
        found = cover(left, teams, rules)
        gaps.append(found.gap)
        people += people_of(teams, found, len(left[0].required))
        for crew in crews:
            done = found.covered(crew.key, teams)
            missing[crew.key] = _less(missing[crew.key], done)
    hired: dict[str, Hired] = {}
    for crew in question.crews:
        if crew.positions[0] not in HELPED:
            continue
        hired[crew.key] = found_temps = hire(tuple(missing[crew.key]), question.terms, rules)
        gaps.append(found_temps.gap)
        done = found_temps.covered(question.terms, len(crew.required))
        missing[crew.key] = _less(missing[crew.key], done)
        people += _temps(crew, found_temps, question.terms)
    place(people, question.crews, question.to_roster, question.on_duty)
    return Solution(
        tuple(people),
        {
            one.key: tuple(np.subtract(one.required, missing[one.key]).tolist())
            for one in question.crews
        },
        {key: tuple(column) for key, column in missing.items()},
        hired,
        max(gaps),
    )


def apart(
    crews: Sequence[Crew], teams: Sequence[Team]
) -> list[tuple[tuple[Crew, ...], tuple[Team, ...]]]:
    """Return the crews that share people together with these, apart from all others.

    Each lot is a programme of its own; a crew that nobody can work in is in none.
    """
    lots: list[tuple[set[str], list[Team]]] = []
    for team in teams:
        joined = [lot for lot in lots if lot[0] & set(team.crews)]
        keys = set(team.crews).union(*(lot[0] for lot in joined))
        mates = [mate for lot in joined for mate in lot[1]]
        lots = [lot for lot in lots if lot not in joined] + [(keys, [*mates, team])]
    return [
        (tuple(crew for crew in crews if crew.key in keys), tuple(mates)) for keys, mates in lots
    ]


def _helped(question: Question) -> list[tuple[tuple[Crew, ...], tuple[Team, ...]]]:
    count, wage_minor, output = question.helpers
    crews = tuple(one for one in question.crews if one.positions[0] in HELPED)
    if not count or not crews:
        return []
    keys = tuple(crew.key for crew in crews)
    return [(crews, (Team(Kind.OTHER, ("",) * count, keys, wage_minor, output),))]


def _temps(crew: Crew, hired: Hired, terms: TempTerms) -> list[Person]:
    team = Team(Kind.TEMP, ("",) * max(1, len(hired.shifts)), (crew.key,), terms.wage_minor)
    return [
        Person(
            "",
            team,
            shifts,
            {hour: crew.key for shift in shifts for hour in shift.covered
             if hour < len(crew.required)},
        )
        for shifts in hired.shifts
    ]  # fmt: skip


def _less(missing: Sequence[float], done: Sequence[float]) -> list[float]:
    """Return what is missing still; what is done beyond it is of no use."""
    left = np.maximum(0.0, np.subtract(missing, done))
    return [float(need) if need >= DUST else 0.0 for need in left]


def _whole(missing: Sequence[float]) -> tuple[int, ...]:
    """Return what own staff and other departments are asked for; own staff leaves whole people."""
    return tuple(round(need) for need in missing)
