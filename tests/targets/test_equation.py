"""Revenue = visitors × conversion × AOV, in every direction, and the goal by day and hour."""

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.demand import Reference, forecast
from planner.figures import Level
from planner.language import Language
from planner.targets import Targets, by_day, visitors_by_hour
from tests.targets.cases import D, four, reference, solved

EN = Language("en")


def test_the_worked_example() -> None:
    targets = solved(conversion_share=0.04)
    assert four(targets) == (32_500, 0.04, D("100.00"), D("130000.00"))
    assert targets.buyers.value == targets.orders_paid.value == 1300
    assert targets.orders_placed.value == 1625
    assert targets.items.value == 1950
    assert targets.growth.value == 0.3
    assert targets.each_lever_together.value == pytest.approx(1.3 ** (1 / 3) - 1)
    assert targets.per_buyer
    assert targets.problems == ()
    assert targets.verdict()[0] is Level.ON_TRACK


@pytest.mark.parametrize(
    ("unknown", "given"),
    [
        ("visitors", {"conversion_share": 0.04}),
        ("conversion", {"visitors": 32_500}),
        ("aov", {"visitors": 32_500, "conversion_share": 0.04}),
        ("revenue", {"visitors": 32_500, "conversion_share": 0.04, "aov": 100}),
    ],
)
def test_any_three_give_the_fourth(unknown: str, given: dict[str, Any]) -> None:
    targets = solved(unknown, **given)
    assert targets.free == {unknown}
    assert four(targets) == (32_500, D("0.04"), D("100.00"), D("130000.00")) or four(targets) == (
        32_500, 0.04, D("100.00"), D("130000.00"),
    )  # fmt: skip
    assert targets.buyers.value == 1300


@given(
    st.integers(1, 10**7),
    st.integers(1, 10_000).map(lambda n: n / 10_000),
    st.integers(1, 10**6).map(lambda cents: D(cents) / 100),
)
def test_every_direction_gives_the_others_back(visitors: int, conversion: float, aov: D) -> None:
    given = {"visitors": visitors, "conversion_share": conversion, "aov": aov}
    goal = solved("revenue", **given).goal.exact
    exact = visitors * D(str(conversion)) * aov
    assert abs(goal - exact) <= D("0.005")
    assume(goal)
    given["goal_revenue"] = goal

    def again(unknown: str, leave: str) -> Targets:
        rest = {name: value for name, value in given.items() if name != leave}
        return solved(unknown, goal_kind="revenue", **rest)

    slack = D("0.0051") / exact
    for unknown, name, value in (
        ("conversion", "conversion_share", D(str(conversion))),
        ("aov", "aov", aov),
    ):
        targets = again(unknown, name)
        found = targets.conversion if unknown == "conversion" else targets.aov
        assert abs(found.exact / value - 1) <= slack
    found = again("visitors", "visitors").visitors.exact
    assert visitors * (1 - slack) <= found < visitors * (1 + slack) + 1


def test_visitors_stay_open_while_no_conversion_is_known() -> None:
    targets = solved()
    assert four(targets) == (None, None, D("100.00"), D("130000.00"))
    assert targets.orders_paid.value == 1300
    assert targets.verdict()[0] is Level.AT_RISK


@pytest.mark.parametrize(
    ("unknown", "given", "missing"),
    [
        ("conversion", {}, "Visitors in the window"),
        ("aov", {"visitors": 100}, "Conversion rate in the event"),
        ("aov", {"conversion_share": 0.04}, "Visitors in the window"),
        ("revenue", {"conversion_share": 0.04}, "Visitors in the window"),
    ],
)
def test_what_is_missing_is_named_and_visitors_worked_out(
    unknown: str, given: dict[str, Any], missing: str
) -> None:
    targets = solved(unknown, **given)
    assert targets.free == {"visitors"}
    assert [EN.text(problem) for problem in targets.problems] == [
        f"To work this out, first enter: {missing}."
    ]


def test_an_amount_that_was_chosen_and_not_entered_is_asked_for() -> None:
    targets = solved(goal_kind="revenue")
    assert targets.goal.value == D("130000.00")
    assert "No revenue goal is typed yet" in EN.text(targets.problems[0])
    assert solved(goal_kind="revenue", goal_revenue=5).problems == ()


@pytest.mark.parametrize(
    ("amount", "asked"), [("1000000.00", False), ("1000000.01", True), ("1e12", True)]
)
def test_a_goal_far_beyond_the_last_event_is_asked_about(amount: str, asked: bool) -> None:
    """The last event brought 100,000.00; ten times that is still taken without a word."""
    targets = solved(goal_kind="revenue", goal_revenue=D(amount), conversion_share=0.04)
    assert any("a digit too many" in EN.text(problem) for problem in targets.problems) is asked
    assert (targets.verdict()[0] is Level.AT_RISK) is asked


def test_a_goal_as_an_amount_counts_to_the_cent() -> None:
    """A tenth of a cent would be lost when the goal is split over the hours."""
    targets = solved(goal_kind="revenue", goal_revenue=D("250000.006"))
    assert targets.goal.value == D("250000.01")
    assert targets.growth.value == D("1.5000001")


@pytest.mark.parametrize(
    ("last_year", "per_buyer", "aov", "buyers", "orders"),
    [
        (reference(buyers_paid=800), True, D("125.00"), 1040, 1300),
        (reference(buyers_paid=799, orders_with_buyer=999), False, D("100.00"), 1300, 1300),
        (reference(buyers_paid=0, orders_with_buyer=0), False, D("100.00"), 1300, 1300),
    ],
)
def test_aov_says_which_denominator_it_has(
    last_year: Reference, per_buyer: bool, aov: D, buyers: int, orders: int
) -> None:
    targets = solved(last_year=last_year, conversion_share=0.04)
    assert (targets.per_buyer, targets.aov.value) == (per_buyer, aov)
    assert (targets.buyers.value, targets.orders_paid.value) == (buyers, orders)
    word = "per buyer" if per_buyer else "per order"
    assert targets.aov.note is not None
    assert EN.text(targets.aov.note).startswith(word)
    assert (targets.conversion.note is None) is per_buyer
    assert EN.text(targets.buyers.label) == ("Buyers needed" if per_buyer else "Orders needed")


def test_an_edited_aov_stands_before_the_sheets() -> None:
    assert solved(aov=D("130.00")).orders_paid.value == 1000


def test_items_stay_open_where_no_sheet_counts_them() -> None:
    last_year = reference(items_paid=None, orders_with_item_count=0)
    assert solved(last_year=last_year).items.value is None


@pytest.mark.parametrize("growth", [-0.9, -0.25, 0, 20])
def test_growth_down_and_up(growth: float) -> None:
    targets = solved(growth_share=growth)
    assert targets.goal.value == D(100_000) * (1 + D(str(growth)))
    assert targets.growth.value == growth
    assert targets.each_lever_together.value == pytest.approx((1 + growth) ** (1 / 3) - 1)


def test_a_conversion_above_all_visitors_is_flagged() -> None:
    targets = solved("conversion", visitors=1000)
    assert targets.conversion.value == D("1.3")
    level, said = targets.verdict()
    assert level is Level.NOT_READY
    assert "more buyers than visitors" in EN.text(said)


# Breakdown ---------------------------------------------------------------------------------------


def broken_down(targets: Targets, last_year: Reference) -> Any:
    demand = forecast(
        last_year,
        date(2027, 11, 10),
        revenue=targets.goal.exact,
        orders_placed=int(targets.orders_placed.required),
        orders_paid=int(targets.orders_paid.required),
        parcels=int(targets.orders_paid.required),
        items=7,
    )
    return by_day(demand, targets, last_year, date(2027, 11, 11)), visitors_by_hour(demand, targets)


@given(st.integers(-90, 2000), st.sampled_from([0.0001, 0.0368, 0.05, 1.0]))
def test_the_days_sum_to_the_goal_to_the_cent(growth: int, conversion: float) -> None:
    last_year = reference("98765.43")
    targets = solved(last_year=last_year, growth_share=growth / 100, conversion_share=conversion)
    days, hours = broken_down(targets, last_year)
    assert sum(day.revenue for day in days) == targets.goal.value
    assert sum(day.share for day in days) == pytest.approx(1)
    for name in ("orders_paid", "orders_placed"):
        assert sum(getattr(day, name) for day in days) == getattr(targets, name).value
    # Rounded up a day, visitors of days cover the window's, with at most one more a day.
    assert (
        0
        <= sum(day.visitors for day in days) - targets.visitors.required
        < 1 + len(days) / conversion
    )
    assert len(hours) == 72


def test_days_stand_beside_last_years() -> None:
    last_year = reference()
    days, hours = broken_down(solved(last_year=last_year), last_year)
    assert [(day.day.isoformat(), day.offset, day.reference_day.isoformat()) for day in days] == [
        ("2027-11-10", -1, "2026-11-09"),
        ("2027-11-11", 0, "2026-11-10"),
        ("2027-11-12", 1, "2026-11-11"),
    ]
    assert days[0].reference_revenue == sum(hour.paid_amount for hour in last_year.hours[:24])
    assert {day.visitors for day in days} == set(hours) == {None}


@pytest.mark.parametrize(
    ("unknown", "paid", "given"),
    [
        ("visitors", "10.00", {"growth_share": -0.9, "conversion_share": 0.04}),
        ("visitors", "0.04", {"growth_share": -0.9, "conversion_share": 0.04}),
        ("revenue", "45.00", {"visitors": 1, "conversion_share": 0.0001, "aov": 45}),
        ("conversion", "0.04", {"growth_share": -0.9, "visitors": 5}),
        ("aov", "0.04", {"growth_share": -0.9, "visitors": 5, "conversion_share": 0.5}),
    ],
)
def test_a_goal_that_rounds_to_nothing_divides_nothing_by_nothing(
    unknown: str, paid: str, given: dict[str, Any]
) -> None:
    last_year = reference(paid, orders_paid=1, orders_with_buyer=1, buyers_paid=1)
    targets = solved(unknown, last_year, **given)
    days, _ = broken_down(targets, last_year)
    assert sum(day.revenue for day in days) == targets.goal.value
    if not targets.goal.value:
        assert targets.orders_paid.value == 0
        assert {day.share for day in days} == {0.0}


def test_fewer_than_one_buyer_is_no_plan() -> None:
    level, message = solved("aov", visitors=10, conversion_share=0.0368).verdict()
    assert level is Level.NOT_READY
    assert "fewer than one buyer" in EN.text(message)


def test_an_order_value_three_times_the_usual_is_warned_about() -> None:
    level, message = solved("aov", visitors=1000, conversion_share=0.01).verdict()
    assert level is Level.AT_RISK
    assert "in the last event it was" in EN.text(message)


def test_a_goal_that_cannot_be_worked_out_yet_is_at_risk() -> None:
    level, message = solved("revenue", conversion_share=0.04).verdict()
    assert level is Level.AT_RISK
    assert "first enter: Visitors in the window" in EN.text(message)
