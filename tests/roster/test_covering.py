"""Shifts of the shop's own people: at the least cost, and such that everybody can work them."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from random import Random

import pytest

from planner.roster.covering import OVERTIME_WAGES, UNCOVERED_WAGES, Cover, cover
from planner.roster.shifts import Crew, Kind, Rules, Shift, Team, possible_shifts
from planner.roster.turns import by_turns
from tests.roster.checking import broken_rules

HOURS = 24


def rules(**changes: float) -> Rules:
    usual = {
        "shift_hours": 4,
        "overtime_hours": 0,
        "earliest_start": 8,
        "latest_start": 12,
        "rest_hours": 8,
        "days_in_row": 6,
        "hours_a_week": 48,
        "night_from": 22,
        "night_until": 6,
        "night_premium": 0.3,
        "overtime_premium": 0.5,
    }
    return Rules(**{**usual, **changes})  # type: ignore[arg-type] # whole where they must be


def crew(key: str, needs: dict[int, int], days: int = 1) -> Crew:
    return Crew(key, (key,), tuple(needs.get(hour, 0) for hour in range(days * HOURS)))


def team(people: int, *crews: str, wage_minor: int = 2000, **changes: object) -> Team:
    names = tuple(f"P{number}" for number in range(people))
    return Team(Kind.OWN, names, crews, wage_minor, **changes)  # type: ignore[arg-type] # by name


def missing(crews: Sequence[Crew], teams: Sequence[Team], found: Cover) -> float:
    return sum(
        max(0.0, need - done)
        for one in crews
        for need, done in zip(one.required, found.covered(one.key, teams), strict=True)
    )


def price(crews: Sequence[Crew], shifts: Sequence[Shift], uncovered: float, kept: Rules) -> int:
    """Return what the programme is to keep low, for one wage, written out once more."""
    busiest = max(crews[0].required)
    peak = {hour for hour, need in enumerate(crews[0].required) if need == busiest}
    paid = sum(kept.cost_minor(one, 2000) for one in shifts)
    later = sum(OVERTIME_WAGES * 2000 * one.overtime for one in shifts)
    at_peak = sum(hour in peak for one in shifts for hour in one.covered)
    return paid + later - at_peak + round(UNCOVERED_WAGES * 2000 * uncovered)


def all_turns(one: Team, kept: Rules, days: int) -> Iterator[tuple[Shift, ...]]:
    """Yield whatever one person may work."""
    every = list(possible_shifts(kept, days * HOURS))
    for count in range(days + 1):
        for chosen in combinations(every, count):
            in_days = len({shift.day for shift in chosen}) == count
            if in_days and not [*broken_rules(chosen, one, kept)]:
                yield chosen


def test_the_worked_example() -> None:
    """Two people for 2, 3, 3 and 1 people in four hours, in shifts of two: 2 hours are missing."""
    kept = rules(shift_hours=2, earliest_start=8, latest_start=10, rest_hours=0, hours_a_week=48)
    asked = (crew("pick", {8: 2, 9: 3, 10: 3, 11: 1}),)
    teams = (team(2, "pick"),)
    found = cover(asked, teams, kept)
    # One shift a day each: four of the nine hours are worked, at the hours that lack most.
    assert missing(asked, teams, found) == 5
    assert found.gap == 0


@pytest.mark.parametrize("seed", range(12))
def test_equal_to_trying_everything(seed: int) -> None:
    """Up to three people over two days: no valid turns of anybody are better."""
    draw = Random(seed)
    days = draw.choice((1, 2))
    kept = rules(
        latest_start=draw.choice((9, 10)),
        rest_hours=draw.choice((8, 17, 20)),
        overtime_hours=draw.choice((0, 1)) if days == 1 else 0,
        night_from=draw.choice((11, 22)),
        days_in_row=draw.choice((1, 6)),
    )
    people = draw.choice((1, 2, 3)) if days == 1 else 2
    needs = {day * HOURS + hour: draw.randint(0, 3) for day in range(days) for hour in range(8, 15)}
    asked, one = (crew("pick", needs, days),), team(people, "pick")
    found = cover(asked, (one,), kept)
    told = price(asked, found.shifts[0], missing(asked, (one,), found), kept)

    def of(turns: Sequence[tuple[Shift, ...]]) -> int:
        shifts = [shift for each in turns for shift in each]
        present = [sum(hour in shift.covered for shift in shifts) for hour in range(days * HOURS)]
        left = sum(
            max(0, need - there) for need, there in zip(asked[0].required, present, strict=True)
        )
        return price(asked, shifts, left, kept)

    best = min(map(of, product(list(all_turns(one, kept, days)), repeat=people)))
    assert told == best


@pytest.mark.parametrize("seed", range(8))
def test_everybody_can_work_their_turns(seed: int) -> None:
    """Rest, days in a row, hours a week, nights and days off hold for each by name."""
    draw = Random(seed)
    days = 9
    kept = rules(
        shift_hours=draw.choice((6, 8)),
        overtime_hours=draw.choice((0, 2)),
        earliest_start=draw.choice((0, 6)),
        latest_start=22,
        rest_hours=draw.choice((8, 11)),
        days_in_row=draw.choice((3, 6)),
        hours_a_week=draw.choice((30, 48)),
    )
    needs = {hour: draw.randint(0, 6) for hour in range(days * HOURS)}
    asked = (crew("before", needs, days),)
    teams = (
        team(draw.randint(1, 5), "before"),
        team(2, "before", nights=False, days_off=frozenset({2, 3})),
    )
    found = cover(asked, teams, kept)
    for one, shifts in zip(teams, found.shifts, strict=True):
        for turns in by_turns(one, shifts):
            assert [*broken_rules(turns, one, kept)] == []
    assert sum(map(len, found.shifts)) > days


def test_somebody_with_two_skills_goes_where_people_are_missing() -> None:
    kept = rules(latest_start=8)
    asked = (crew("pick", {8: 1, 9: 1}), crew("pack", {10: 1, 11: 1}))
    both = team(1, "pick", "pack")
    found = cover(asked, (both,), kept)
    assert missing(asked, (both,), found) == 0
    assert found.working[0]["pick"][8:12] == (1, 1, 0, 0)
    assert found.working[0]["pack"][8:12] == (0, 0, 1, 1)


def test_half_the_output_takes_two_people() -> None:
    asked = (crew("pick", {8: 1}),)
    slow = team(3, "pick", output=0.5)
    assert len(cover(asked, (slow,), rules()).shifts[0]) == 2


def test_own_hours_come_before_overtime() -> None:
    """STF-6: a second person's whole shift rather than one hour more of the first."""
    asked = (crew("pick", dict.fromkeys(range(8, 13), 1)),)
    found = cover(asked, (team(2, "pick"),), rules(overtime_hours=2))
    assert [shift.overtime for shift in found.shifts[0]] == [0, 0]
    alone = cover(asked, (team(1, "pick"),), rules(overtime_hours=2))
    assert [shift.overtime for shift in alone.shifts[0]] == [1]


def test_of_equal_cost_the_busiest_hours_have_the_most_people() -> None:
    """STF-7: a shift that must cover 8 to 9 could begin sooner, and covers the rush as well."""
    kept = rules(earliest_start=5, latest_start=8)
    needs = {8: 2, 9: 1, 10: 1}
    found = cover((crew("before", needs),), (team(2, "before"),), kept)
    assert sum(8 in shift.covered for shift in found.shifts[0]) == 2


def test_the_same_question_has_the_same_answer() -> None:
    draw = Random(3)
    asked = (crew("before", {hour: draw.randint(0, 4) for hour in range(48)}, 2),)
    teams = (team(4, "before"),)
    kept = rules(shift_hours=8, latest_start=20)
    first = cover(asked, teams, kept)
    cover.cache_clear()
    assert cover(asked, teams, kept) == first
