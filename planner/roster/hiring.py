"""Temporary workers for the hours that nobody else covers (STF-5).

They come on days one after the other, in an early, a middle or a late shift; what one does in an
hour grows with each day there. An integer programme counts those who begin, stay and leave:
``x[k, d, s]`` people are on their k-th day on day d and work shift s. On the next day no more of
them can begin by an hour than had their rest by then; sorted by their shifts, they then follow each
other person by person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.demand import HOURS_OF_DAY
from planner.roster.covering import SOLVED_KEPT, UNCOVERED_WAGES, Programme
from planner.roster.shifts import Rules, Shift

CLOSE_ENOUGH = 0.01
"""The search ends when the best possible is at most so much cheaper: a share of the cost."""


@dataclass(frozen=True)
class TempTerms:
    """What temporary workers do and cost.

    Attributes:
        wage_minor: of a paid hour.
        outputs: of an hour on the first day, the second …; the last holds from then on. In hours of
            somebody who does this every day.
        no_show_share: of those who are told to come.
        training_minor: what it costs to find and train one of them, trainers included.
        first_day: of the roster on which they can be there, hired today.
        at_most: people; None without a limit.
    """

    wage_minor: int
    outputs: tuple[float, ...]
    no_show_share: float
    training_minor: int
    first_day: int
    at_most: int | None

    def output(self, day: int) -> float:
        """Return the hours' work of one told to come, on a day at the work, 0 = the first.

        Example: 70 % on the second day, one in ten does not come → 0.63.

        >>> round(TempTerms(2200, (0.5, 0.7, 1.0), 0.1, 8800, 0, None).output(1), 2)
        0.63
        """
        return self.outputs[min(day, len(self.outputs) - 1)] * (1 - self.no_show_share)


@dataclass(frozen=True)
class Hired:
    """Who is hired.

    Attributes:
        shifts: of each person, in order.
        gap: by how much the best possible may be cheaper, as a share.
    """

    shifts: tuple[tuple[Shift, ...], ...]
    gap: float

    def covered(self, terms: TempTerms, hours: int) -> list[float]:
        """Return the hours' work that they do, by hour."""
        done = [0.0] * hours
        for shifts in self.shifts:
            for day, shift in enumerate(shifts):
                for hour in shift.covered:
                    if hour < hours:
                        done[hour] += terms.output(day)
        return done

    def cost_minor(self, terms: TempTerms, rules: Rules) -> int:
        """Return what they cost: the shifts of those who come, and everybody's training."""
        shown = 1 - terms.no_show_share
        paid = sum(rules.cost_minor(one, terms.wage_minor) for each in self.shifts for one in each)
        return round(paid * shown) + terms.training_minor * len(self.shifts)


def temp_starts(missing: Sequence[float], rules: Rules) -> tuple[int, ...]:
    """Return the begins of an early, a middle and a late shift within the hours that are missing.

    Example: from 8 to 22 in shifts of 8 hours → 8, 11 and 14.

    >>> rules = Rules(8, 2, 6, 22, 11, 6, 48, 22, 6, 0.3, 0.5)
    >>> temp_starts([1 if 8 <= hour < 22 else 0 for hour in range(24)], rules)
    (8, 11, 14)
    """
    of_day = [hour % HOURS_OF_DAY for hour, need in enumerate(missing) if need > 0]
    early = min(max(min(of_day), rules.earliest_start), rules.latest_start)
    late = max(early, min(max(of_day) + 1 - rules.shift_hours, rules.latest_start))
    return tuple(sorted({early, (early + late) // 2, late}))


@lru_cache(maxsize=SOLVED_KEPT)
def hire(missing: tuple[float, ...], terms: TempTerms, rules: Rules) -> Hired:
    """Return who is hired so that the fewest hours stay uncovered, at nearly the least cost.

    Example (tests/roster): one person is missing for 8 hours on one day, half of the usual output
    and everybody comes → 2 people for that day.

    Args:
        missing: hours' work that nobody does, by hour of the roster.
        terms: of temporary workers.
        rules: that shifts keep; nobody hired for a few days stays longer.
    """
    if not any(need > 0 for need in missing):
        return Hired((), 0.0)
    programme = Programme()
    rows = {hour: programme.row(low=need) for hour, need in enumerate(missing) if need > 0}
    columns = _write(programme, missing, rows, terms, rules)
    for row in rows.values():
        programme.column(UNCOVERED_WAGES * terms.wage_minor, {row: 1.0}, is_whole=False)
    values, gap = programme.solved(CLOSE_ENOUGH)
    counts = {key: round(values[column]) for key, column in columns.items()}
    return Hired(_followed(counts, rules), gap)


Places = tuple[int, Shift]
"""The day of somebody at the work, 0 = the first, and the shift."""


def _write(
    programme: Programme,
    missing: Sequence[float],
    rows: Mapping[int, int],
    terms: TempTerms,
    rules: Rules,
) -> dict[Places, int]:
    days = len(missing) // HOURS_OF_DAY
    starts = temp_starts(missing, rules)
    chained = {
        (at_work, day, start): programme.row(high=0)
        for at_work in range(1, _days_at_most(rules))
        for day in range(1, days)
        for start in starts
    }
    hired = programme.row(high=float("inf") if terms.at_most is None else terms.at_most)
    columns: dict[Places, int] = {}
    for at_work in range(_days_at_most(rules)):
        for day in range(terms.first_day + at_work, days):
            for start in starts:
                shift = Shift(day * HOURS_OF_DAY + start, rules.shift_hours)
                output = terms.output(at_work)
                cells = {rows[hour]: output for hour in shift.covered if hour in rows}
                cells |= _chain(chained, at_work, shift, starts, rules)
                cost = rules.cost_minor(shift, terms.wage_minor) * (1 - terms.no_show_share)
                if at_work == 0:
                    cells[hired] = 1.0
                    cost += terms.training_minor
                columns[at_work, shift] = programme.column(cost, cells)
    return columns


def _days_at_most(rules: Rules) -> int:
    """Return the days one after the other; a second week of somebody hired is a new hire."""
    return min(rules.days_in_row, rules.days_a_week)


def _chain(
    chained: Mapping[tuple[int, int, int], int],
    at_work: int,
    shift: Shift,
    starts: Sequence[int],
    rules: Rules,
) -> dict[int, float]:
    """Return the cells of a shift among those that hold: who begins by then had a rest before."""
    cells = {}
    if at_work:
        for start in starts:
            if shift.start % HOURS_OF_DAY <= start:
                cells[chained[at_work, shift.day, start]] = 1.0
    for start in starts:
        following = chained.get((at_work + 1, shift.day + 1, start))
        rested = (shift.day + 1) * HOURS_OF_DAY + start >= shift.end + rules.rest_hours
        if following is not None and rested:
            cells[following] = -1.0
    return cells


def _followed(counts: Mapping[Places, int], rules: Rules) -> tuple[tuple[Shift, ...], ...]:
    """Return the shifts of each person: of two days, both sorted, they follow each other."""

    def on(at_work: int, day: int) -> list[Shift]:
        return [
            shift
            for (place, shift), count in sorted(counts.items(), key=lambda one: one[0][1])
            if place == at_work and shift.day == day
            for _ in range(count)
        ]

    people: list[tuple[Shift, ...]] = []
    for first in sorted({shift.day for (place, shift), count in counts.items() if count}):
        chains = [[shift] for shift in on(0, first)]
        for at_work in range(1, _days_at_most(rules)):
            # Those who begin on the same day stay together; whoever began early goes on early.
            going_on = on(at_work, first + at_work)
            staying = sorted((chain for chain in chains if len(chain) == at_work),
                             key=lambda chain: chain[-1])  # fmt: skip
            for chain, shift in zip(staying, going_on, strict=False):
                chain.append(shift)
        people += map(tuple, chains)
    return tuple(people)
