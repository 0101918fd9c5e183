"""Two plans side by side."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.language import Language, Unit, say
from planner.planning import Answer, answer
from planner.planning.compare import FigurePair, compare, key_figures
from tests.rows import plan

EN = Language("en")
Answered = Callable[..., Answer]


def test_what_differs_stands_first_with_its_difference(event_answer: Answered) -> None:
    found = compare(
        event_answer(targets__growth_share=0.5), event_answer(targets__growth_share=1.0)
    )
    pairs = {pair.key: pair for pair in found.figures}
    goal = pairs["targets.goal"]
    # 300.00 paid in the reference window, grown by 50 % and by 100 %.
    assert (goal.a, goal.b, goal.difference) == (Decimal("450.00"), Decimal("600.00"), Decimal(150))
    differ = [pair.differs for pair in found.figures]
    assert differ == sorted(differ, reverse=True)
    assert 0 < sum(differ) < len(differ)


def test_fields_that_differ_are_told_in_words_and_with_their_units(event_answer: Answered) -> None:
    found = compare(
        event_answer(targets__growth_share=0.5, campaign__purposes="volume"),
        event_answer(
            staffing__handling_seconds=70,
            campaign__main_day="2027-12-12",
            checklist__train__status="done",
        ),
    )
    told = {EN.text(pair.label): (EN.field(pair.a), EN.field(pair.b)) for pair in found.fields}
    assert told["Main day (D)"] == ("Thu 11 Nov 2027", "Sun 12 Dec 2027")
    assert told["Growth on the reference window"] == ("50 %", "30 %")
    assert told["Purposes"] == ("Sales volume", "–")
    assert told["Status (train.status)"] == ("Not started", "Done")
    assert found.fields[0].name == "campaign.main_day"


def test_a_plan_and_its_copy_do_not_differ(event_answer: Answered) -> None:
    found = compare(event_answer(), event_answer())
    assert not any(pair.differs for pair in found.figures)
    assert found.fields == ()


def test_a_day_that_is_chosen_and_the_same_that_is_proposed_do_not_differ(
    event_answer: Answered,
) -> None:
    chosen = event_answer(campaign__reference_day="2026-11-11", plan__name="Bold")
    proposed = event_answer(campaign__main_day=None)
    assert chosen.campaign.main_day == proposed.campaign.main_day
    assert compare(chosen, proposed).fields == ()


def test_a_choice_that_is_set_to_its_default_does_not_differ(event_answer: Answered) -> None:
    assert compare(event_answer(targets__goal_kind="growth"), event_answer()).fields == ()


def test_a_field_of_another_planner_goes_by_its_name(event_answer: Answered) -> None:
    (pair,) = compare(event_answer(weather__rain="heavy"), event_answer()).fields
    assert (EN.text(pair.label), EN.field(pair.a), EN.field(pair.b)) == (
        "weather.rain",
        "heavy",
        "–",
    )


def test_without_data_there_are_no_figures_but_fields() -> None:
    empty = [
        answer(plan(targets__growth_share=growth), None, date(2027, 10, 1)) for growth in (0.1, 0.2)
    ]
    found = compare(*empty)
    assert found.figures == ()
    assert [pair.name for pair in found.fields] == ["targets.growth_share"]


def test_a_plan_with_figures_beside_one_without(event_answer: Answered) -> None:
    nowhere = event_answer(campaign__reference_day="2020-01-01")
    found = compare(nowhere, event_answer())
    assert len(found.figures) == len(key_figures(event_answer()))
    assert all(pair.a is None and pair.difference is None for pair in found.figures)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_the_difference_added_to_the_first_is_the_second(a: int, b: int) -> None:
    pair = FigurePair("k", say("x"), Unit.COUNT, a, b)
    assert a + (pair.difference or 0) == b
    money = FigurePair("k", say("x"), Unit.MONEY, Decimal(a) / 100, Decimal(b) / 100)
    assert money.difference == Decimal(b - a) / 100


@pytest.mark.parametrize(("a", "b"), [(None, 3), (3, None), (None, None)])
def test_what_is_open_has_no_difference(a: int | None, b: int | None) -> None:
    assert FigurePair("k", say("x"), Unit.COUNT, a, b).difference is None
