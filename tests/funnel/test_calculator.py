"""Losses, references and money: worked examples, and what must hold of any numbers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures import Entry, Measured, Origin, declared, filled
from planner.funnel import Funnel, FunnelAssumptions, Standing, StepResult
from planner.funnel.calculator import Best, mend_first, work_out_steps
from planner.funnel.counts import Counts, StepCounts
from planner.funnel.levels import Level, Step
from planner.funnel.periods import Calendar, Choice, Period
from planner.language import Language, Unit, say

D = Decimal
EN = Language("en")
EVENT = Period("event", date(2026, 11, 7), date(2026, 11, 13))
USUAL = Period("ordinary", date(2026, 10, 4), date(2026, 10, 31))
ASSUMED = {one.field: one for one in declared("funnel", FunnelAssumptions)}

Pairs = Mapping[Step, tuple[int, int]]


def entries(**typed: float) -> Mapping[str, Entry]:
    return {
        name: Entry(one, typed.get(name.removeprefix("funnel."), one.default), Origin.DEFAULT)
        for name, one in ASSUMED.items()
    }


def measured(key: str, value: int | Decimal, unit: Unit = Unit.COUNT) -> Measured:
    return Measured(key, say("{key}", key=key), value, unit, "order_totals", {}, 1, "orders")


def counts(
    pairs: Pairs,
    paid: str = "1000.00",
    per: int = 10,
    period: Period = EVENT,
    again_days: int = 30,
) -> Counts:
    amount = measured(f"{period.kind}.amount", D(paid), Unit.MONEY)
    one_of = measured(f"{period.kind}.per", per)
    return Counts(
        period=period,
        levels={Level.PLACED: measured("placed", 1)},
        beside={},
        steps={
            step: StepCounts(
                measured(f"{period.kind}.{step.value}.base", base),
                measured(f"{period.kind}.{step.value}.reached", reached),
                None if step is Step.REVIEWED else amount,
                None if step is Step.REVIEWED else one_of,
            )
            for step, (reached, base) in pairs.items()
        },
        why_not={},
        remarks=(),
        again_days=again_days,
    )


def worked(
    now: Counts,
    beside: Counts | None = None,
    best: Mapping[Step, Best] | None = None,
    chosen: str = "auto",
    **typed: float,
) -> Mapping[Step, StepResult]:
    held = {beside.period.kind: beside} if beside else {}
    told = entries(**typed)
    judged = filled("funnel", FunnelAssumptions, told)
    return work_out_steps(now, held, best or {}, told, judged, chosen)


def test_the_worked_example_of_the_docstring() -> None:
    now = counts({Step.PAID: (24_087, 28_010)}, "2474823.07", 24_087)
    one = worked(now, goal_paid=0.9)[Step.PAID]
    assert round(float(one.rate.required), 4) == 0.8599
    assert one.lost.value == 3923
    assert one.mend_count is not None
    assert one.mend_count.value == 1122
    assert one.money == D("115280.09")
    assert one.standing is Standing.BEHIND


@pytest.mark.parametrize(
    ("now", "usual", "standing"),
    [
        ((800, 1000), (950, 1000), Standing.BEHIND),
        ((945, 1000), (950, 1000), Standing.CHANCE),
        ((950, 1000), (950, 1000), Standing.REACHED),
        ((990, 1000), (950, 1000), Standing.REACHED),
        ((3, 9), (950, 1000), Standing.SMALL),
        ((800, 1000), (9, 9), Standing.SMALL),
    ],
)
def test_a_step_is_behind_only_beyond_chance(
    now: tuple[int, int], usual: tuple[int, int], standing: Standing
) -> None:
    found = worked(counts({Step.PAID: now}), counts({Step.PAID: usual}, period=USUAL))
    assert found[Step.PAID].standing is standing


def test_without_a_reference_no_money_is_told() -> None:
    one = worked(counts({Step.PAID: (5, 10)}))[Step.PAID]
    assert (one.standing, one.reference, one.mend_money) == (Standing.OPEN, None, None)
    assert one.lost_money is not None
    assert one.lost_money.value == D("500.00")


def test_the_first_reference_that_is_known_is_taken_unless_another_is_chosen() -> None:
    now, usual = counts({Step.PAID: (800, 1000)}), counts({Step.PAID: (900, 1000)}, period=USUAL)
    best = {Step.PAID: Best("coat", (99, 100), "product", 0.94, "part_steps")}
    one = worked(now, usual, best, goal_paid=0.95)[Step.PAID]
    assert [told.kind for told in one.references] == ["goal", "ordinary", "best"]
    assert one.reference is not None
    assert one.reference.kind == "goal"
    for chosen, rate in (("goal", 0.95), ("ordinary", 0.9), ("best", 0.94)):
        told = worked(now, usual, best, chosen, goal_paid=0.95)[Step.PAID].reference
        assert told is not None
        assert told.value == rate
    assert worked(now, usual, best, "year_before")[Step.PAID].reference is None


def test_the_dearest_step_that_is_behind_is_mended_first() -> None:
    now = counts({Step.PAID: (800, 1000), Step.PLACED: (100, 10_000), Step.AGAIN: (10, 1000)})
    usual = counts(
        {Step.PAID: (900, 1000), Step.PLACED: (300, 10_000), Step.AGAIN: (11, 1000)}, period=USUAL
    )
    found = mend_first(worked(now, usual))
    assert found is not None
    assert (found.step, found.money) == (Step.PLACED, D("20000.00"))


def test_a_branch_is_first_only_where_its_step_is_not_told() -> None:
    usual = {Step.KEPT: (950, 1000), Step.RECEIVED: (940, 1000)}
    both = worked(
        counts({Step.KEPT: (700, 1000), Step.RECEIVED: (800, 1000)}), counts(usual, period=USUAL)
    )
    alone = worked(counts({Step.KEPT: (700, 1000)}), counts(usual, period=USUAL))
    assert [one and one.step for one in (mend_first(both), mend_first(alone))] == [
        Step.RECEIVED,
        Step.KEPT,
    ]


def test_buying_again_in_fewer_days_is_no_reference() -> None:
    now = counts({Step.AGAIN: (100, 1000)}, again_days=30)
    usual = counts({Step.AGAIN: (300, 1000)}, period=USUAL, again_days=0)
    assert worked(now, usual)[Step.AGAIN].references == ()


def test_reviews_have_a_loss_and_no_money() -> None:
    usual = counts({Step.REVIEWED: (900, 1000)}, period=USUAL)
    one = worked(counts({Step.REVIEWED: (400, 1000)}), usual)[Step.REVIEWED]
    assert (one.standing, one.lost_money, one.mend_money) == (Standing.BEHIND, None, None)


PAIR = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(PAIR, PAIR, st.decimals(0, 10**9, places=2), st.integers(1, 10**6))
def test_no_loss_is_negative_and_no_rate_leaves_0_to_1(
    now: tuple[int, int], usual: tuple[int, int], paid: Decimal, per: int
) -> None:
    one = worked(
        counts({Step.PAID: now}, str(paid), per), counts({Step.PAID: usual}, period=USUAL)
    )[Step.PAID]
    assert 0 <= float(one.rate.required) <= 1
    assert one.lost.value == now[1] - now[0]
    assert one.mend_count is not None
    assert one.money >= 0
    # Mending never brings more than is lost in all, but for the cent that both are rounded to.
    assert one.lost_money is not None
    assert one.money <= one.lost_money.exact + D("0.01")
    assert float(one.mend_count.required) <= now[1] - now[0] + 1e-6


def funnel(steps: Mapping[Step, StepResult], now: Counts) -> Funnel:
    judged = FunnelAssumptions()
    return Funnel(now, {}, steps, judged, True, frozenset(), ())


def test_the_verdict_names_the_step_its_rates_and_the_money() -> None:
    now = counts({Step.PAID: (800, 1000)})
    told = funnel(worked(now, counts({Step.PAID: (900, 1000)}, period=USUAL)), now)
    assert EN.text(told.verdict()[1]) == (
        "Mend first: Ordered → paid. 80 % get through, against 90 % (Ordinary days); reaching that"
        " would bring CN¥10,000.00."
    )
    assert [one.key for one in told.means()[:2]] == ["remind", "why_unpaid"]


@pytest.mark.parametrize(
    ("pairs", "usual", "words"),
    [
        ({}, {}, "tell no two levels"),
        ({Step.PAID: (8, 10)}, {}, "Nothing to hold the steps against"),
        ({Step.PAID: (945, 1000)}, {Step.PAID: (950, 1000)}, "chance may explain is Ordered"),
        ({Step.PAID: (950, 1000)}, {Step.PAID: (950, 1000)}, "by more than chance."),
    ],
)
def test_the_verdict_says_what_keeps_it_from_naming_a_step(
    pairs: Pairs, usual: Pairs, words: str
) -> None:
    now = counts(pairs)
    told = funnel(worked(now, counts(usual, period=USUAL) if usual else None), now)
    assert words in EN.text(told.verdict()[1])


# Periods ----------------------------------------------------------------------------------------

YEARS = Calendar(
    date(2025, 1, 1),
    date(2026, 11, 30),
    event=(date(2026, 11, 7), date(2026, 11, 13)),
    event_before=(date(2025, 11, 7), date(2025, 11, 13)),
    ordinary=(date(2026, 10, 4), date(2026, 10, 31)),
)


@pytest.mark.parametrize(
    ("choice", "days"),
    [
        (Choice("event"), (date(2026, 11, 7), date(2026, 11, 13))),
        (Choice("newest"), (date(2026, 11, 3), date(2026, 11, 30))),
        (Choice("all"), (date(2025, 1, 1), date(2026, 11, 30))),
        (
            Choice("own", "auto", date(2026, 5, 1), date(2026, 5, 2)),
            (date(2026, 5, 1), date(2026, 5, 2)),
        ),
        (Choice("own", "auto", None, date(2026, 5, 2)), (date(2025, 1, 1), date(2026, 5, 2))),
    ],
)
def test_the_days_that_are_looked_at(choice: Choice, days: tuple[date, date]) -> None:
    period, problem = YEARS.chosen(choice)
    assert ((period.first_day, period.last_day), problem) == (days, None)


def test_days_that_end_before_they_begin_are_said() -> None:
    period, problem = YEARS.chosen(Choice("own", "auto", date(2026, 5, 2), date(2026, 5, 1)))
    assert period.kind == "all"
    assert problem is not None


def test_the_event_is_held_against_that_of_the_year_before_and_ordinary_days() -> None:
    period, _ = YEARS.chosen(Choice())
    assert list(YEARS.beside(period)) == ["year_before", "ordinary"]
    newest, _ = YEARS.chosen(Choice("newest"))
    beside = YEARS.beside(newest)
    assert list(beside) == ["year_before", "ordinary", "event"]
    assert beside["year_before"].first_day.weekday() == newest.first_day.weekday()


def test_without_an_event_all_days_are_looked_at() -> None:
    period, problem = Calendar(date(2026, 1, 1), date(2026, 2, 1)).chosen(Choice())
    assert period.kind == "all"
    assert problem is not None
