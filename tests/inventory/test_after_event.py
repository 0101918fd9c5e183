"""What to restock and what to clear once the event is over."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.inventory.after_event import (
    AfterEventTerms,
    Holding,
    Occasion,
    occasions_after,
    overstock_of,
    plan_after_event,
    restock_of,
)
from planner.language import say

TERMS = AfterEventTerms()
DAY = date(2027, 11, 14)


def holding(units: int | None = 0, rate: float = 1.0, **more: Any) -> Holding:
    named = {
        "product": "coat",
        "title": "Coat",
        "units_on_the_way": 0,
        "lost_units": 0,
        "price": Decimal(100),
        "unit_cost": Decimal(60),
        **more,
    }
    return Holding(units=units, units_per_ordinary_day=rate, **named)


@pytest.mark.parametrize(
    ("one", "units"),
    [
        (holding(0), 28),
        (holding(-2), 28),
        (holding(0, units_on_the_way=20), 8),
        (holding(0, units_on_the_way=28), None),
        (holding(5), None),  # neither sold out now nor then
        (holding(5, lost_units=3), 23),
        (holding(90, lost_units=3), None),  # restocked already
        (holding(None, lost_units=3), 28),
        (holding(None), None),
        (holding(0, rate=0), None),
        (holding(0, price=Decimal(60)), None),  # earns nothing
        (holding(0, price=None), 28),
        (holding(0, unit_cost=None), 28),
    ],
)
def test_what_sold_out_and_is_worth_restocking(one: Holding, units: int | None) -> None:
    found = restock_of(one, TERMS)
    assert (found and found.units) == units


def test_the_margin_of_a_restock_is_after_the_fee() -> None:
    found = restock_of(holding(0), AfterEventTerms(fee_share=Decimal("0.05")))
    assert found is not None
    assert (found.cost, found.expected_margin) == (Decimal("1680.00"), Decimal("980.00"))


def test_a_restock_whose_cost_is_unknown_has_no_margin() -> None:
    found = restock_of(holding(0, unit_cost=None), TERMS)
    assert found is not None
    assert (found.cost, found.expected_margin) == (None, None)


@pytest.mark.parametrize(
    ("one", "excess"),
    [
        (holding(84), None),  # twelve weeks exactly
        (holding(85), 1),
        (holding(0), None),
        (holding(-4), None),
        (holding(None), None),
        (holding(10, rate=0), 10),
    ],
)
def test_what_is_overstocked(one: Holding, excess: int | None) -> None:
    found = overstock_of(one, TERMS, 28)
    assert (found and found.excess_units) == excess


def test_what_ordinary_sales_clear_needs_no_discount() -> None:
    found = overstock_of(holding(100), TERMS, 28)
    assert found is not None
    assert found.clearing is not None
    assert (found.clearing.discount_share, found.clearing.units_sold) == (0.0, 28)
    assert (found.clearing.margin_kept, found.clearing.units_left) == (Decimal("1120.00"), 0)


def test_a_discount_ends_where_cost_is_covered() -> None:
    # 500 − 84 = 416 in 28 days would take 64 %; 40 % is where 60.00 are left, 3.81 times the rate.
    found = overstock_of(holding(500), TERMS, 28)
    assert found is not None
    assert found.clearing is not None
    assert (found.clearing.discount_share, found.clearing.price) == (0.4, Decimal("60.00"))
    assert (found.clearing.units_sold, found.clearing.units_left) == (106, 310)
    assert found.clearing.margin_kept == 0
    assert not found.clearing.is_below_cost


def test_what_sells_at_a_loss_already_gets_no_discount() -> None:
    found = overstock_of(holding(500, price=Decimal(50)), TERMS, 28)
    assert found is not None
    assert found.clearing is not None
    assert found.clearing.discount_share == 0


def test_a_dead_holding_goes_below_cost() -> None:
    found = overstock_of(holding(10, rate=0), TERMS, 28)
    assert found is not None
    assert found.is_dead
    assert found.clearing is not None
    assert (found.clearing.discount_share, found.clearing.units_sold) == (0.5, None)
    assert found.clearing.margin_kept == Decimal("-100.00")
    assert found.clearing.is_below_cost


def test_an_overstock_without_price_or_cost_is_told_all_the_same() -> None:
    for missing in ({"price": None}, {"unit_cost": None}):
        found = overstock_of(holding(100, **missing), TERMS, 28)
        assert found is not None
        assert (found.clearing, found.excess_units) == (None, 16)


@given(
    st.integers(85, 5_000),
    st.floats(0.01, 1),
    st.integers(1, 12_000),
    st.integers(0, 10_000),
    st.integers(1, 120),
    st.sampled_from(["0", "0.05", "0.2"]),
)
def test_a_proposal_never_loses_money_on_what_sells(
    units: int, rate: float, price: int, cost: int, days: int, fee: str
) -> None:
    one = holding(units, rate, price=Decimal(price) / 100, unit_cost=Decimal(cost) / 100)
    found = overstock_of(one, AfterEventTerms(fee_share=Decimal(fee)), days)
    assert found is not None
    assert found.clearing is not None
    clearing = found.clearing
    assert 0 <= clearing.discount_share < 1
    assert clearing.units_sold is not None
    assert 0 <= clearing.units_sold <= units
    after_fee = clearing.price * (1 - Decimal(fee))
    assert clearing.discount_share == 0 or after_fee >= Decimal(cost) / 100
    assert clearing.is_below_cost == (after_fee < Decimal(cost) / 100)


@given(st.integers(85, 400), st.integers(1, 100), st.integers(1, 60))
def test_more_time_never_takes_a_deeper_discount(units: int, days: int, more: int) -> None:
    shares = [
        found.clearing.discount_share
        for span in (days, days + more)
        if (found := overstock_of(holding(units), TERMS, span)) and found.clearing
    ]
    assert shares[1] <= shares[0]


def test_the_next_occasion_is_where_to_clear() -> None:
    found = plan_after_event([holding(100)], TERMS, DAY, occasions_after(DAY))
    assert found.clear_by == date(2027, 12, 12)
    assert found.occasion is not None
    assert str(found.occasion.name) == "Double 12"


def test_without_an_occasion_there_is_a_month() -> None:
    past = Occasion(DAY, say("Double 11"))
    found = plan_after_event([], TERMS, DAY, [past])
    assert (found.occasion, found.clear_by) == (None, date(2027, 12, 14))
    assert (found.restock, found.overstock, found.cash_tied_up) == ((), (), 0)


def test_what_matters_most_comes_first() -> None:
    found = plan_after_event(
        [
            holding(0, product="a"),
            holding(0, product="b", rate=2.0),
            holding(0, product="c", unit_cost=None),
            holding(100, product="d"),
            holding(100, product="e", rate=0.0),
            holding(900, product="f", unit_cost=None),
        ],
        TERMS,
        DAY,
    )
    assert [one.product for one in found.restock] == ["b", "a", "c"]
    assert [one.product for one in found.overstock] == ["e", "d", "f"]
    assert found.cash_tied_up == 60 * (100 + 16)
