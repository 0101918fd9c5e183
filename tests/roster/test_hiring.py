"""Temporary workers: they learn, some do not come, and each has a rest and a last day."""

from dataclasses import replace
from random import Random

import pytest

from planner.roster.hiring import TempTerms, hire
from planner.roster.shifts import Kind, Team
from tests.roster.checking import broken_rules
from tests.roster.test_covering import HOURS, rules

TERMS = TempTerms(2200, (0.5, 0.7, 1.0), 0.0, 8800, 0, None)
KEPT = rules(shift_hours=8, latest_start=14, rest_hours=11)


def needs(days: int, **by_day: int) -> tuple[float, ...]:
    """Return so many people from 8 to 16 on each named day, d0, d1 …."""
    column = [0.0] * (days * HOURS)
    for name, people in by_day.items():
        for hour in range(8, 16):
            column[int(name[1:]) * HOURS + hour] = float(people)
    return tuple(column)


def test_half_the_output_on_the_first_day() -> None:
    hired = hire(needs(1, d0=1), TERMS, KEPT)
    assert len(hired.shifts) == 2
    # 2 × (8 h × 22.00 + training 88.00)
    assert hired.cost_minor(TERMS, KEPT) == 2 * (17_600 + 8_800)


def test_whoever_does_not_come_is_hired_and_not_paid() -> None:
    """One in five stays away: 0.4 of an hour each, 3 people for one."""
    away = replace(TERMS, no_show_share=0.2)
    hired = hire(needs(1, d0=1), away, KEPT)
    assert len(hired.shifts) == 3
    assert hired.cost_minor(away, KEPT) == round(3 * 17_600 * 0.8) + 3 * 8_800


def test_they_learn_from_day_to_day() -> None:
    """Two for the first day do 1.4 on the second: three people are two with a third new."""
    hired = hire(needs(2, d0=1, d1=2), TERMS, KEPT)
    done = hired.covered(TERMS, 2 * HOURS)
    assert min(done[8:16]) >= 1
    assert min(done[32:40]) >= 2
    # Of the ways to reach 2 on the second day, 2 × 0.7 + 2 × 0.5 take the fewest.
    assert sum(len(one) for one in hired.shifts) == 6


def test_nobody_comes_before_they_can_be_hired() -> None:
    late = replace(TERMS, first_day=1)
    hired = hire(needs(2, d0=1, d1=1), late, KEPT)
    assert {shift.day for one in hired.shifts for shift in one} == {1}


def test_no_more_are_hired_than_there_are() -> None:
    few = replace(TERMS, at_most=3)
    hired = hire(needs(1, d0=5), few, KEPT)
    assert len(hired.shifts) == 3


@pytest.mark.parametrize("seed", range(6))
def test_everybody_hired_keeps_the_rules(seed: int) -> None:
    draw = Random(seed)
    days = 8
    column = tuple(
        float(draw.randint(0, 9)) if 8 <= hour % HOURS < 22 else 0.0 for hour in range(days * HOURS)
    )
    kept = rules(shift_hours=8, latest_start=14, rest_hours=16, days_in_row=3)
    hired = hire(column, TERMS, kept)
    temp = Team(Kind.TEMP, ("T",), ("pick",), 2200)
    for shifts in hired.shifts:
        assert [*broken_rules(shifts, temp, kept)] == []
        # One day after the other, so that the output of each follows from its place.
        assert [shift.day - shifts[0].day for shift in shifts] == list(range(len(shifts)))
    done = hired.covered(TERMS, days * HOURS)
    assert all(there >= need - 1e-6 for there, need in zip(done, column, strict=True))
