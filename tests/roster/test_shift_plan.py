"""Who works when on a plan: covered, counted and paid right, and the best where it cannot be."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from planner.figures import Level
from planner.language import Language
from planner.planning import Answer
from planner.roster import BREAK, RESERVE, Kind, ShiftPlan
from tests.roster.checking import broken_rules

EN = Language("en")
EventAnswer = Callable[..., Answer]
BIG = {"targets__goal_kind": "revenue", "targets__goal_revenue": "300000"}
THREE = "Ann, Warehouse\nBo, Warehouse / Customer service, 30, no nights\nCai, Packing, 11-12"
ALONE = {"roster__helpers": 0, "roster__temps_at_most": 0}


def shifts_of(answered: Answer) -> ShiftPlan:
    assert answered.rooms is not None
    return answered.rooms.shifts


@pytest.fixture
def big(event_answer: EventAnswer) -> ShiftPlan:
    return shifts_of(event_answer(**BIG))


@pytest.fixture
def impossible(event_answer: EventAnswer) -> ShiftPlan:
    goal = {"targets__goal_kind": "revenue", "targets__goal_revenue": "1000000"}
    return shifts_of(event_answer(**goal, **ALONE, roster__staff=THREE))


@pytest.mark.parametrize("name", ["big", "impossible"])
def test_nobody_works_against_the_rules(name: str, request: pytest.FixtureRequest) -> None:
    plan: ShiftPlan = request.getfixturevalue(name)
    for one in plan.working:
        assert [*broken_rules(one.shifts, one.team, plan.rules)] == [], one.name
        for hour, position in one.places.items():
            crew = next(c for c in plan.question.crews if c.key == one.crews[hour])
            assert crew.key in one.team.crews
            assert position in (*crew.positions, BREAK, RESERVE)
            assert any(hour in shift.covered for shift in one.shifts)


@pytest.mark.parametrize("name", ["big", "impossible"])
def test_coverage_is_counted_by_what_people_do(name: str, request: pytest.FixtureRequest) -> None:
    """An hour's work of helpers and of those who learn counts with their lower output."""
    plan: ShiftPlan = request.getfixturevalue(name)
    hours = len(plan.days) * 24
    for crew in plan.question.crews:
        done = [0.0] * hours
        for one in plan.working:
            for day, shift in enumerate(one.shifts):
                output = one.team.output
                if one.team.kind is Kind.TEMP:
                    output = plan.terms.output(day)
                for hour in shift.covered:
                    if hour < hours and one.crews[hour] == crew.key:
                        done[hour] += output
        for hour, need in enumerate(crew.required):
            left = plan.solution.uncovered[crew.key][hour]
            assert left == pytest.approx(max(0.0, need - done[hour]), abs=1e-5)
            assert plan.solution.covered[crew.key][hour] == pytest.approx(need - left)


def test_everybody_with_a_long_shift_has_one_break(big: ShiftPlan) -> None:
    for one in big.working:
        if one.crews and set(one.crews.values()) & {"commander"}:
            continue
        for shift in one.shifts:
            breaks = [hour for hour in shift.covered if one.places.get(hour) == BREAK]
            if shift.end <= len(big.days) * 24:
                assert len(breaks) == 1
                assert shift.start + 3 <= breaks[0] < shift.end - 3


def test_from_the_pre_count_to_the_last_parcel(big: ShiftPlan) -> None:
    """STF-12: the crews of the pre-count and of pre-packing are on the roster."""
    assert big.days[0] == date(2027, 11, 8)
    assert big.days[-1] >= date(2027, 11, 11)
    for key in ("count", "prepack"):
        assert sum(big.question.to_roster[key]) == sum(big.requirement.to_roster[key])
        assert any(key in one.places.values() for one in big.working)


def test_costs_add_up(big: ShiftPlan) -> None:
    figures = big.figures
    parts = ("own_cost", "other_cost", "temp_cost", "training_cost")
    assert sum(figures[one].exact for one in parts) == figures["cost"].exact
    assert figures["paid_hours"].value == sum(
        shift.hours for one in big.working for shift in one.shifts
    )


def test_hiring_keeps_its_days(event_answer: EventAnswer) -> None:
    """STF-5: training ends the day before the first day of work, the order goes out before it."""
    plan = shifts_of(event_answer(**BIG, roster__warehouse_people=1))
    hiring = plan.hiring
    assert hiring is not None
    assert hiring.people == plan.figures["temps"].value
    assert hiring.train_until == hiring.first_day - timedelta(days=1)
    assert hiring.hire_by == hiring.train_from - timedelta(days=7)
    level, sentence = plan.verdict()
    assert level in (Level.ON_TRACK, Level.NOT_READY)
    assert EN.text(sentence)


def test_too_late_to_hire_for_the_first_days(event_answer: EventAnswer) -> None:
    early = shifts_of(event_answer(**BIG, roster__warehouse_people=1))
    late = shifts_of(event_answer(**BIG, roster__warehouse_people=1, roster__hire_lead_days=60))
    assert late.terms.first_day >= early.terms.first_day
    assert late.uncovered_hours >= early.uncovered_hours


def test_three_people_for_far_too_many_parcels(impossible: ShiftPlan) -> None:
    """Never a bare 'infeasible': the best there is, what is missing, and what each way costs."""
    level, sentence = impossible.verdict()
    assert level is Level.NOT_READY
    assert "stay uncovered" in EN.text(sentence)
    assert impossible.uncovered_hours > 0
    assert {one.name for one in impossible.working} >= {"Ann", "Bo", "Cai"}
    told = {EN.text(way.what) for way in impossible.ways}
    assert {"Hire people who know the work", "Automatic answers"} <= told
    for way in impossible.ways:
        missing = sum(impossible.solution.uncovered[way.crew.key])
        assert way.covers > 0
        assert way.covers <= missing + 1e-6 or EN.text(way.what) == "A longer promise"
    cai = next(one for one in impossible.working if one.name == "Cai")
    assert date(2027, 11, 12) not in {
        impossible.start_of(shift.start).date() for shift in cai.shifts
    }


def test_a_list_goes_before_the_number_of_people(event_answer: EventAnswer) -> None:
    """Groups that the list names nobody of keep their usual people."""
    plan = shifts_of(event_answer(**BIG, roster__staff="Ann, Warehouse"))
    names = [EN.text(plan.name_of(one)) for one in plan.working if one.team.kind is Kind.OWN]
    assert "Ann" in names
    assert "Customer service 1" in names
    assert "Warehouse 1" not in names


def test_surer_cover_costs_more(event_answer: EventAnswer) -> None:
    usual = shifts_of(event_answer(**BIG))
    sure = shifts_of(event_answer(**BIG, roster__cover_for="P95"))
    hours = [plan.figures["required_hours"].required for plan in (usual, sure)]
    assert hours[0] < hours[1]
