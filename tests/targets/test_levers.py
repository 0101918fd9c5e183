"""Levers are locked or free: locked ones stay, free ones are solved, contradictions are said."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.campaign import Plan
from planner.errors import PlanError
from planner.figures import Level, rounded_up
from planner.language import Language
from planner.planning import REGISTRY
from planner.targets import LEVERS, free_quantities, toggled
from tests.targets.cases import D, entries, reference, solved

EN = Language("en")
TYPED = {"visitors": "visitors", "conversion": "conversion_share", "aov": "aov"}
LAST = {"reference_visitors": 25_000}
"""With 1,000 buyers the last event converted 4 % of them."""


# What a stored plan means ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "free"),
    [
        ({}, {"visitors"}),
        # Plans of the first version named the one quantity that is worked out.
        ({"targets.unknown": "visitors"}, {"visitors"}),
        ({"targets.unknown": "conversion"}, {"conversion"}),
        ({"targets.unknown": "aov"}, {"aov"}),
        ({"targets.unknown": "revenue"}, {"revenue"}),
        ({"targets.unknown": "visitors,aov"}, {"visitors", "aov"}),
        ({"targets.unknown": "none"}, set()),
        ({"targets.unknown": "revenue,aov"}, {"aov"}),
        ({"targets.unknown": "something else"}, {"visitors"}),
    ],
)
def test_what_is_free_in_a_stored_plan(stored: dict[str, Any], free: set[str]) -> None:
    assert free_quantities(stored) == free


@pytest.mark.parametrize("old", ["visitors", "conversion", "aov", "revenue"])
def test_a_plan_of_the_first_version_may_still_be_saved(old: str) -> None:
    assert REGISTRY.checked("targets.unknown", old) == old
    assert Plan(values={"targets.unknown": old}).text("targets.unknown") == old


@given(
    st.sets(st.sampled_from(LEVERS), min_size=1),
    st.sampled_from([*LEVERS, "revenue"]),
    st.booleans(),
)
def test_a_lock_changes_only_its_own_quantity(free: set[str], name: str, locked: bool) -> None:
    text = toggled(frozenset(free), name, locked=locked)
    assert REGISTRY.checked("targets.unknown", text) == text
    now = free_quantities({"targets.unknown": text})
    assert (name in now) is not locked
    if name != "revenue":
        assert now - {name} == free - {name}
    elif not locked:
        assert now == {"revenue"}


# Solving -----------------------------------------------------------------------------------------


def test_two_free_levers_share_what_is_needed() -> None:
    targets = solved("visitors,conversion", **LAST)
    assert float(targets.conversion.required) == pytest.approx(0.04 * 1.3**0.5)
    assert targets.visitors.value == rounded_up(25_000 * 1.3**0.5)
    assert targets.aov.value == D(100)
    assert targets.problems == ()
    assert targets.verdict()[0] is Level.ON_TRACK


def test_three_free_levers_each_move_as_far_as_the_account_says() -> None:
    targets = solved("visitors,conversion,aov", **LAST)
    step = 1 + float(targets.each_lever_together.required)
    assert float(targets.conversion.required) == pytest.approx(0.04 * step)
    assert float(targets.aov.required) == pytest.approx(100 * step)
    assert targets.visitors.value == rounded_up(25_000 * step)


def test_a_locked_lever_that_nobody_typed_is_kept_as_in_the_last_event() -> None:
    targets = solved("visitors", **LAST)
    assert targets.conversion.value == 0.04
    assert targets.visitors.value == 32_500


@given(
    st.sets(st.sampled_from(LEVERS), min_size=1),
    st.integers(1000, 10**7),
    st.integers(1, 9999).map(lambda n: n / 10_000),
    st.integers(100, 10**6).map(lambda cents: D(cents) / 100),
    st.integers(-80, 500).map(lambda n: n / 100),
)
def test_locked_stays_locked_and_the_levers_give_the_goal_back(
    free: set[str], visitors: int, conversion: float, aov: D, growth: float
) -> None:
    typed = {"visitors": visitors, "conversion_share": conversion, "aov": aov}
    values = {TYPED[name]: typed[TYPED[name]] for name in LEVERS if name not in free}
    targets = solved(",".join(sorted(free)), growth_share=growth, **LAST, **values)
    assert targets.free == free
    for name in set(LEVERS) - free:
        assert targets.lever(name).value == typed[TYPED[name]]
    worth = targets.conversion.exact * targets.aov.exact
    product = targets.visitors.exact * worth
    # Whole people: at most one visitor more than needed.
    assert -D("0.000001") * product <= product - targets.goal.exact <= worth * D("1.000001")


@given(st.sets(st.sampled_from(LEVERS), min_size=2), st.integers(-80, 500))
def test_free_levers_move_alike(free: set[str], growth: int) -> None:
    targets = solved(",".join(sorted(free)), growth_share=growth / 100, **LAST)
    last = {"visitors": 25_000, "conversion": 0.04, "aov": 100}
    moved = {name: float(targets.lever(name).required) / last[name] for name in free}
    # Visitors are whole people, so they are a little off.
    assert max(moved.values()) - min(moved.values()) < 1 / 1000


def test_free_levers_need_the_last_events_visitors() -> None:
    targets = solved("visitors,conversion")
    assert targets.free == {"visitors"}
    assert EN.text(targets.problems[0]) == (
        "To work this out, first enter: Visitors in the reference window."
    )


# Contradictions ----------------------------------------------------------------------------------


def test_everything_locked_and_fitting_is_no_contradiction() -> None:
    targets = solved("none", visitors=32_500, conversion_share=0.04)
    assert targets.contradiction is None
    assert targets.verdict()[0] is Level.ON_TRACK


def test_a_contradiction_names_both_numbers() -> None:
    targets = solved("none", visitors=20_000, conversion_share=0.04)
    level, said = targets.verdict()
    assert level is Level.NOT_READY
    assert EN.text(said) == (
        "The locked levers come to CN¥80,000.00, but the goal is CN¥130,000.00: free one of them."
    )
    assert targets.goal.value == D("130000.00")


def test_the_goal_follows_from_locked_levers_where_it_is_free() -> None:
    assert solved("revenue", visitors=20_000, conversion_share=0.04).goal.value == D("80000.00")


@pytest.mark.parametrize(
    ("name", "value"),
    [("goal_revenue", 0), ("goal_revenue", -5), ("growth_share", -1.0), ("growth_share", -1.5)],
)
def test_a_goal_of_nothing_or_less_is_refused(name: str, value: float) -> None:
    with pytest.raises(PlanError, match="is outside"):
        REGISTRY.checked(f"targets.{name}", D(str(value)))


# Below the order value ---------------------------------------------------------------------------


def test_order_value_is_unit_price_times_items() -> None:
    """1,500 items in 1,000 orders of 100.00: 1.5 items of 66.67 each."""
    targets = solved()
    assert round(targets.unit_price.exact, 2) == D("66.67")
    assert targets.items_per_order.exact == pytest.approx(D("1.5"))
    assert targets.items.value == 1950


def test_unit_price_and_items_share_a_change_of_the_order_value() -> None:
    targets = solved(aov=144)
    assert float(targets.unit_price.required) == pytest.approx(100 / 1.5 * 1.2)
    assert float(targets.items_per_order.required) == pytest.approx(1.8)


def test_a_typed_unit_price_stays_and_the_items_follow() -> None:
    """A promotion lowers the unit price and has to raise the items (TGT-3)."""
    targets = solved(unit_price=50)
    assert targets.unit_price.value == D(50)
    assert targets.items_per_order.exact == D(2)
    assert targets.items.value == 2600


def test_typed_items_stay_and_the_unit_price_follows() -> None:
    targets = solved(items_per_order=2.0)
    assert (targets.unit_price.exact, targets.items_per_order.value) == (D(50), 2.0)


def test_unit_price_and_items_that_are_both_typed_make_the_order_value() -> None:
    targets = solved(unit_price=60, items_per_order=2.0)
    assert targets.aov.exact == D(120)
    assert targets.buyers.value == rounded_up(130_000 / 120)


def test_unit_price_and_items_lock_an_order_value_that_was_free() -> None:
    targets = solved("aov,conversion", unit_price=60, items_per_order=2.0, visitors=25_000, **LAST)
    assert targets.free == {"conversion"}
    assert targets.aov.exact == D(120)


def test_unit_price_times_items_against_a_locked_order_value_is_a_contradiction() -> None:
    targets = solved(aov=100, unit_price=60, items_per_order=2.0)
    assert targets.contradiction is not None
    assert EN.text(targets.contradiction) == (
        "Unit price × items come to an order value of CN¥120.00, but CN¥100.00 is locked: free one"
        " of them."
    )


def test_without_counted_items_unit_price_stays_open() -> None:
    last_year = reference(items_paid=None, orders_with_item_count=0)
    targets = solved(last_year=last_year)
    assert targets.unit_price.value is None
    assert targets.items_per_order.value is None


@given(
    st.integers(100, 10**6).map(lambda cents: D(cents) / 100),
    st.one_of(st.none(), st.integers(100, 10**5).map(lambda cents: D(cents) / 100)),
    st.booleans(),
)
def test_unit_price_times_items_is_the_order_value(
    aov: D, price: D | None, per_buyer: bool
) -> None:
    last_year = reference(buyers_paid=800) if per_buyer else reference(orders_with_buyer=0)
    given = {} if price is None else {"unit_price": price}
    assume(price is None or price < aov * 1000)
    targets = solved(last_year=last_year, aov=aov, **given)
    repeat = D("1.25") if per_buyer else D(1)
    product = targets.unit_price.exact * targets.items_per_order.exact * repeat
    assert product == pytest.approx(aov, rel=D("1e-12"))


def test_entries_of_the_last_event_come_from_it() -> None:
    found = entries(reference(), **LAST)
    assert found["targets.visitors"].value == 25_000
    assert found["targets.conversion_share"].value == 0.04
    assert found["targets.aov"].value == D(100)
