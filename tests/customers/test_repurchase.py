"""Pauses, cohorts, the share of returning customers, and loyalty by the stage of a shop."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from planner.customers.loyalty import STAGES, judge_loyalty, stages_of
from planner.customers.repurchase import (
    Cohort,
    Month,
    Pauses,
    cohort_shares,
    judge_months,
    read_cohorts,
    read_months,
    read_pauses,
    returning_share,
)
from planner.figures import Level
from planner.language import Language
from planner.tables import Dataset
from tests.customers.cases import bought
from tests.customers.test_groups import customers

EN = Language("en")
EVENT = (date(2026, 11, 7), date(2026, 11, 13))
MakeDataset = Callable[..., Dataset]

ROWS = (
    bought("ann", date(2026, 8, 1)), bought("ann", date(2026, 8, 3), 1),
    bought("ann", date(2026, 10, 2), 2),
    bought("bob", date(2026, 8, 20)), bought("bob", date(2026, 9, 20), 1),
    bought("cid", date(2026, 11, 11)),
    bought("dee", date(2025, 3, 1)), bought("dee", date(2025, 3, 31), 1),
)  # fmt: skip


def test_pauses_belong_to_the_year_they_ended_in(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(ROWS)
    last, before = read_pauses(customers(dataset).base.facts)
    assert dict(last.counts) == {2: 1, 31: 1, 60: 1}
    assert dict(before.counts) == {30: 1}
    assert [last.within(tenth) for tenth in (10, 50, 60, 100)] == [2, 31, 31, 60]
    assert not last.tells_enough
    assert Pauses(0, {}).within(50) is None


def test_cohorts_hold_the_months_that_are_over(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(ROWS)
    found = read_cohorts(customers(dataset).base.facts, EVENT)
    august = next(one for one in found if one.month == date(2026, 8, 1))
    assert (august.customers, dict(august.buyers)) == (2, {1: 1, 2: 1})
    event = next(one for one in found if one.is_event)
    assert (event.month, event.customers, dict(event.buyers)) == (date(2026, 11, 1), 1, {})


def test_cohorts_of_all_sizes_weigh_by_their_customers() -> None:
    cohorts = (
        Cohort(date(2026, 5, 1), False, 100, {1: 10, 2: 5}),
        Cohort(date(2026, 6, 1), False, 300, {1: 90}),
        Cohort(date(2026, 6, 1), True, 10, {1: 10}),
    )
    assert cohort_shares(cohorts, is_event=False) == {1: 0.25, 2: 0.05}
    assert cohort_shares(cohorts, is_event=True) == {1: 1.0}


def test_a_month_counts_each_buyer_once(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(ROWS)
    months = {one.month: one for one in read_months(customers(dataset).base.facts)}
    assert months[date(2026, 8, 1)] == Month(date(2026, 8, 1), 2, 0)
    assert months[date(2026, 10, 1)] == Month(date(2026, 10, 1), 1, 1)


def month(number: int, share: str) -> Month:
    return Month(date(2026, number, 1), 1000, int(Decimal(share) * 1000))


@pytest.mark.parametrize(
    ("shares", "level", "words"),
    [
        (("0.30", "0.31", "0.33"), Level.READY, "steady or rising"),
        (("0.40", "0.35", "0.30"), Level.AT_RISK, "it falls"),
        (("0.10", "0.10", "0.11"), Level.AT_RISK, "around 30 % is healthy"),
    ],
)
def test_the_share_is_judged_without_the_event(
    shares: tuple[str, ...], level: Level, words: str
) -> None:
    usual = [month(number, share) for number, share in enumerate(shares, 8)]
    drop = [month(11, "0.05")]
    found, sentence = judge_months([*usual, *drop], date(2026, 12, 20), EVENT)
    assert found is level
    assert words in EN.text(sentence)


def test_a_month_that_is_not_over_is_not_judged() -> None:
    months = [month(number, "0.3") for number in (8, 9, 10)]
    assert judge_months(months, date(2026, 10, 31), EVENT)[0] is Level.AT_RISK
    assert returning_share(months, date(2026, 8, 5)) is None
    assert returning_share(months, date(2026, 12, 1)) == Decimal("0.3")


@pytest.mark.parametrize(
    ("inquiries", "stages"),
    [(0, [0]), (49, [0]), (50, [0]), (70, [0, 1]), (300, [1]), (400, [1, 2]), (501, [2])],
)
def test_between_two_stages_both_are_shown(inquiries: float, stages: list[int]) -> None:
    assert stages_of(inquiries) == tuple(STAGES[place] for place in stages)


def test_loyalty_is_judged_by_the_stage() -> None:
    assert judge_loyalty(30, Decimal("0.06"), None).level is Level.READY
    assert judge_loyalty(600, Decimal("0.5"), Decimal("0.09")).level is Level.AT_RISK
    assert "load a visitor sheet" in EN.text(judge_loyalty(None, None, None).verdict)
    assert "No month is over" in EN.text(judge_loyalty(30, None, None).verdict)
