"""The shifts that cover the required hours at the least paid cost: an integer programme (STF-10).

A shift covers hours one after the other, so that the rows of the programme are intervals, and the
solver mostly finds whole numbers at once. Its people count as present in their break: what breaks
take is in the required people already, see :mod:`planner.staffing.roster`.

Who works what is not part of it. That the shifts of a team of N alike can be worked by N people,
turn by turn in the order of their begin, follows from three kinds of rows:

* a rest. At no hour do more than N shifts lie between their begin and begin + longest shift + rest;
  so the shift that comes N later begins after the rest of this one;
* one shift a day, and at most m days in a row. In no m + 1 days begin more than N × m shifts; of
  shifts that follow each other everybody has at most the N-th part, rounded up, which is m;
* the hours of a week, in the same way, as days of a week.

Uncovered hours cost so much that they are left only where nobody may work them, and overtime so
much more than a wage that it comes after the usual hours (STF-6); among rosters of the same cost
the one with the most people in the busiest hours is taken (STF-7).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from planner.roster.shifts import DAYS_OF_WEEK, Crew, Rules, Shift, Team, possible_shifts

UNCOVERED_WAGES = 1000
"""What an uncovered hour counts, in hours of the dearest wage."""
OVERTIME_WAGES = 10
"""What an hour of overtime counts on top of its pay, in hours of the dearest wage."""
NODES_AT_MOST = 500
"""Not a time: the same question has the same answer on every machine."""
SOLVED_KEPT = 32


@dataclass(frozen=True)
class Cover:
    """The shifts of each team.

    Attributes:
        shifts: of each team, in the order of their begin; one of its people works each.
        working: people of a team at work in a crew, by team, crew and hour.
        gap: by how much the best possible may be better, as a share; 0 = proved the best.
    """

    shifts: tuple[tuple[Shift, ...], ...]
    working: tuple[Mapping[str, tuple[int, ...]], ...]
    gap: float

    def covered(self, crew: str, teams: Sequence[Team]) -> list[float]:
        """Return the hours' work that is done in a crew, by hour."""
        columns = [
            np.multiply(team.output, by_crew[crew])
            for team, by_crew in zip(teams, self.working, strict=True)
            if crew in by_crew
        ]
        return np.sum(columns, axis=0).tolist() if columns else []


class Programme:
    """An integer programme, written down column by column."""

    def __init__(self) -> None:
        self._low: list[float] = []
        self._high: list[float] = []
        self._costs: list[float] = []
        self._most: list[float] = []
        self._is_whole: list[bool] = []
        self._cells: list[tuple[int, int, float]] = []

    def row(self, low: float = -np.inf, high: float = np.inf) -> int:
        """Add a row and return its number."""
        self._low.append(low)
        self._high.append(high)
        return len(self._low) - 1

    def column(
        self,
        cost: float,
        cells: Mapping[int, float],
        most: float = np.inf,
        is_whole: bool = True,
    ) -> int:
        """Add a column with its cost and its cells by row, and return its number."""
        self._costs.append(cost)
        self._most.append(most)
        self._is_whole.append(is_whole)
        number = len(self._costs) - 1
        self._cells += [(row, number, value) for row, value in cells.items()]
        return number

    def solved(self, gap: float) -> tuple[list[float], float]:
        """Return the value of every column at the least cost, and the gap that is left.

        Args:
            gap: share of the cost by which the best may be better before the search ends.
        """
        if not self._costs:
            return [], 0.0
        rows, columns, values = zip(*self._cells, strict=True)
        matrix = coo_array(
            (values, (rows, columns)), shape=(len(self._low), len(self._costs))
        ).tocsr()
        found = milp(
            self._costs,
            constraints=LinearConstraint(matrix, self._low, self._high),
            integrality=self._is_whole,
            bounds=Bounds(0, self._most),
            options={"mip_rel_gap": gap, "node_limit": NODES_AT_MOST},
        )
        if found.x is None:
            raise ValueError(found.message)
        return found.x.tolist(), float(found.mip_gap or 0.0)


@lru_cache(maxsize=SOLVED_KEPT)
def cover(crews: tuple[Crew, ...], teams: tuple[Team, ...], rules: Rules) -> Cover:
    """Return the shifts that leave the fewest hours uncovered, and among these cost the least.

    Example (tests/roster): two people, one shift of two hours each, for 2, 3, 3 and 1 people in
    four hours → 4 of the 9 hours are covered.

    Args:
        crews: that are to be covered; the hours of all are those of whole days.
        teams: who may be asked.
        rules: that shifts keep.
    """
    hours = len(crews[0].required)
    programme = Programme()
    dearest = max((team.wage_minor for team in teams), default=1)
    rows = {
        (crew.key, hour): programme.row(low=need)
        for crew in crews
        for hour, need in enumerate(crew.required)
        if need
    }
    written = [_write(programme, team, crews, rules, rows, dearest, hours) for team in teams]
    for row in rows.values():
        programme.column(UNCOVERED_WAGES * dearest, {row: 1.0}, is_whole=False)
    values, gap = programme.solved(gap=0.0)
    return Cover(
        tuple(_shifts(shifts, values) for shifts, _ in written),
        tuple(
            _working(team, crews, shifts, places, values)
            for team, (shifts, places) in zip(teams, written, strict=True)
        ),
        gap,
    )


def _shifts(columns: Mapping[Shift, int], values: Sequence[float]) -> tuple[Shift, ...]:
    return tuple(
        shift for shift, column in sorted(columns.items()) for _ in range(round(values[column]))
    )


def _working(
    team: Team,
    crews: Sequence[Crew],
    shifts: Mapping[Shift, int],
    places: Mapping[tuple[str, int], int],
    values: Sequence[float],
) -> Mapping[str, tuple[int, ...]]:
    """Return the people of a team by crew and hour; whoever is left over stays with its first."""
    hours = len(crews[0].required)
    present = [0] * hours
    for shift in _shifts(shifts, values):
        for hour in shift.covered:
            if hour < hours:
                present[hour] += 1
    if len(team.crews) == 1:
        return {team.crews[0]: tuple(present)}
    told = {
        crew: [
            round(values[places[crew, hour]]) if (crew, hour) in places else 0
            for hour in range(hours)
        ]
        for crew in team.crews
    }
    for hour in range(hours):
        told[team.crews[0]][hour] += present[hour] - sum(told[crew][hour] for crew in team.crews)
    return {crew: tuple(column) for crew, column in told.items()}


def _write(
    programme: Programme,
    team: Team,
    crews: Sequence[Crew],
    rules: Rules,
    rows: Mapping[tuple[str, int], int],
    dearest: int,
    hours: int,
) -> tuple[dict[Shift, int], dict[tuple[str, int], int]]:
    """Write a team's columns and the rows that keep its rules; return both kinds of columns."""
    mine = [crew for crew in crews if crew.key in team.crews]
    needed = {hour for crew in mine for hour, need in enumerate(crew.required) if need}
    busiest = {
        hour
        for crew in mine
        for hour, need in enumerate(crew.required)
        if need and need == max(crew.required)
    }
    people = len(team.names)
    days = hours // 24
    resting = [programme.row(high=people) for _ in range(hours)]
    in_row = [programme.row(high=people * rules.days_in_row) for _ in range(days)]
    in_week = [programme.row(high=people * rules.days_a_week) for _ in range(days)]
    in_day = [programme.row(high=people) for _ in range(days)]
    is_split = len(mine) > 1
    present = {hour: programme.row(high=0) for hour in needed} if is_split else {}
    places = {
        (crew.key, hour): programme.column(
            0, {rows[crew.key, hour]: team.output, present[hour]: 1.0}, people
        )
        for crew in mine
        for hour, need in enumerate(crew.required)
        if need and is_split
    }
    shifts: dict[Shift, int] = {}
    for shift in possible_shifts(rules, hours):
        useful = [hour for hour in shift.covered if hour in needed]
        if not useful or not team.may_work(shift, rules):
            continue
        cells: dict[int, float] = {in_day[shift.day]: 1.0}
        if is_split:
            cells |= {present[hour]: -1.0 for hour in useful}
        else:
            cells |= {rows[mine[0].key, hour]: team.output for hour in useful}
        last = min(hours, shift.start + rules.kept_free)
        cells |= {resting[hour]: 1.0 for hour in range(shift.start, last)}
        for windows, length in ((in_row, rules.days_in_row + 1), (in_week, DAYS_OF_WEEK)):
            first = max(0, shift.day - length + 1)
            cells |= {windows[day]: 1.0 for day in range(first, shift.day + 1)}
        cost = rules.cost_minor(shift, team.wage_minor) + OVERTIME_WAGES * dearest * shift.overtime
        at_peak = sum(hour in busiest for hour in useful)
        shifts[shift] = programme.column(cost - at_peak, cells, people)
    return shifts, places
