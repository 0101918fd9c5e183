"""The main products that data proposes, and their share of the stock."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures import Level
from planner.inventory.main_products import (
    Choice,
    Criterion,
    MainProducts,
    MainTerms,
    Measure,
    ProductFacts,
    plan_main_products,
)

TERMS = MainTerms()


def facts(product: str, stock: int = 0, sold: int = 0, **more: Any) -> ProductFacts:
    """Return a product that sells a piece for 10.00 and costs 5.00, and sells now if it did."""
    named = {
        "units_sold": sold,
        "amount_sold": Decimal(10 * sold),
        "event_units": sold,
        "stock_units": stock,
        "stock_value": Decimal(5 * stock),
        "units_per_ordinary_day": float(sold),
        **more,
    }
    return ProductFacts(product, **named)


def main(found: MainProducts) -> list[str]:
    return [one.facts.product for one in found.main]


def test_the_best_are_proposed_until_they_hold_half_of_the_stock() -> None:
    shop = [facts("coat", 45, 40), facts("scarf", 20, 15), facts("hat", 7, 6), facts("bag", 28)]
    found = plan_main_products(shop, TERMS)
    # The scarf would carry them to 65 %; the hat is in season and deep in stock, and small enough.
    assert main(found) == ["coat", "hat"]
    assert (found.by_units.share, found.by_value.share) == (0.52, 0.52)
    assert found.verdict()[0] is Level.READY
    assert (found.to_add, found.to_cut, found.units_to_buy) == ((), (), 0)
    assert {one.choice for one in found.ranked} == {Choice.PROPOSED}


def test_every_criterion_and_its_reason() -> None:
    coat = facts(
        "coat", 45, 40, refund_share=0.02, discount_share=0.3, days_on_sale=200,
    )  # fmt: skip
    scarf = facts("scarf", 5, 10, refund_share=0.27, discount_share=0.05, days_on_sale=89)
    found = plan_main_products([scarf, coat], TERMS)
    first, second = found.ranked
    assert set(first.criteria) == set(Criterion)
    assert second.criteria == (Criterion.IN_SEASON,)
    assert found.average_refund_share == pytest.approx(0.07)
    assert [str(reason) for reason in found.reasons(first)][:2] == [
        "sold 40 pieces for 400 money so far",
        "45 pieces in stock for 40 expected",
    ]
    assert len(found.reasons(first)) == len(Criterion)


@pytest.mark.parametrize(
    "one",
    [
        facts("new", 50),
        facts("unknown", 0, 0, stock_value=None),
        facts("sold_out", 0, 1, units_per_ordinary_day=0.0, refund_share=None),
    ],
)
def test_what_nothing_speaks_for_is_not_proposed(one: ProductFacts) -> None:
    found = plan_main_products([one, facts("coat", 10, 90)], TERMS)
    assert one.product not in main(found)


def test_a_mark_in_the_sheet_beats_the_proposal() -> None:
    shop = [facts("coat", 45, 40), facts("bag", 55, is_marked=True)]
    found = plan_main_products(shop, TERMS)
    assert main(found) == ["bag"]
    assert {one.choice for one in found.ranked} == {Choice.SHEET}


def test_a_product_that_a_sheet_says_is_none_marks_nothing() -> None:
    shop = [facts("coat", 55, 40, is_marked=False), facts("bag", 45, is_marked=False)]
    assert main(plan_main_products(shop, TERMS)) == ["coat"]


def test_what_the_manager_typed_beats_the_sheet() -> None:
    shop = [
        facts("coat", 45, 40, is_typed=True, is_marked=False),
        facts("bag", 55, is_marked=True, is_typed=False),
        facts("hat", 1, is_marked=True),
    ]
    found = plan_main_products(shop, TERMS)
    assert main(found) == ["coat", "hat"]
    assert [one.choice for one in found.main] == [Choice.TYPED, Choice.SHEET]


def test_what_is_typed_in_counts_towards_the_share() -> None:
    shop = [facts("bag", 50, is_typed=True), facts("coat", 45, 40), facts("hat", 5, 3)]
    assert main(plan_main_products(shop, TERMS)) == ["bag"]


def test_too_little_stands_behind_the_event() -> None:
    shop = [facts("coat", 30, 40, is_typed=True), facts("hat", 25, 9, is_typed=False),
            facts("bag", 45)]  # fmt: skip
    found = plan_main_products(shop, TERMS)
    assert found.verdict()[0] is Level.AT_RISK
    assert found.to_add == ("hat",)
    # (30 + 40) ÷ (100 + 40) = 50 %, and the same in money at 5.00.
    assert (found.units_to_buy, found.money_to_buy) == (40, Decimal("200.00"))


def test_too_much_lies_on_few_products() -> None:
    shop = [facts("coat", 55, 40, is_typed=True), facts("hat", 20, 9, is_typed=True),
            facts("bag", 25)]  # fmt: skip
    found = plan_main_products(shop, TERMS)
    assert found.verdict()[0] is Level.AT_RISK
    assert (found.to_add, found.to_cut, found.units_to_buy) == ((), ("hat",), 0)


def test_by_value_dear_products_weigh_more() -> None:
    ring = facts("ring", 10, 40, stock_value=Decimal(5_500), is_typed=True)
    shop = [ring, facts("hat", 900, 9, stock_value=Decimal(4_500), is_typed=False)]
    by_units = plan_main_products(shop, TERMS)
    by_value = plan_main_products(shop, MainTerms(measure=Measure.VALUE))
    assert [found.verdict()[0] for found in (by_units, by_value)] == [Level.AT_RISK, Level.READY]
    assert by_units.by_value == by_value.by_value


def test_products_without_a_cost_are_counted() -> None:
    shop = [facts("coat", 45, 40), facts("hat", 3, stock_value=None), facts("bag", 0)]
    assert plan_main_products(shop, TERMS).without_value == 1


def test_without_a_stock_sheet_the_best_are_proposed_all_the_same() -> None:
    shop = [facts(f"p{place}", 0, place, discount_share=0.2) for place in range(30)]
    found = plan_main_products(shop, MainTerms(proposed_without_stock=5))
    assert main(found) == ["p29", "p28", "p27", "p26", "p25"]
    assert found.share is None
    assert "5 main products" in str(found.verdict()[1])


def test_no_products_no_main_products() -> None:
    found = plan_main_products([], TERMS)
    assert (found.ranked, found.share, found.units_to_buy) == ((), None, 0)


products = st.lists(
    st.builds(
        ProductFacts,
        st.uuids().map(str),
        units_sold=st.integers(0, 50),
        amount_sold=st.integers(0, 500).map(Decimal),
        event_units=st.integers(0, 50),
        stock_units=st.integers(-5, 200),
        stock_value=st.none() | st.integers(0, 5_000).map(Decimal),
        units_per_ordinary_day=st.floats(0, 3),
        is_typed=st.sampled_from([None, None, True, False]),
    ),
    max_size=12,
)


@given(products, st.sampled_from(Measure))
def test_adding_or_cutting_leads_towards_the_band(shop: list[ProductFacts], by: Measure) -> None:
    found = plan_main_products(shop, MainTerms(measure=by))
    assert not (found.to_add and found.to_cut)
    changed = set(main(found)) - set(found.to_cut) | set(found.to_add)
    again = plan_main_products(
        [ProductFacts(**{**vars(one), "is_typed": one.product in changed}) for one in shop],
        MainTerms(measure=by),
    )
    if found.share is None or again.share is None:
        return
    if found.to_add:
        assert found.share < again.share <= 0.6 + 1e-9
    elif found.to_cut:
        assert 0.5 - 1e-9 <= again.share < found.share
    else:
        assert again.share == found.share


@given(products)
def test_buying_what_is_missing_reaches_the_band(shop: list[ProductFacts]) -> None:
    found = plan_main_products(shop, TERMS)
    more = found.units_to_buy
    if more:
        assert (found.by_units.main + more) * 2 >= found.by_units.total + more
        assert (found.by_units.main + more - 1) * 2 < found.by_units.total + more - 1
    assert 0 <= found.by_units.main <= found.by_units.total
    assert 0 <= found.by_value.main <= found.by_value.total
