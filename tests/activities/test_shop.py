"""What products bring and cost: which sheet says it, and the floor that follows."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from planner.activities.shop import Costs, cost_share_from_sheets, read_shop, shop_terms
from planner.activities.terms import floor_of
from planner.tables import Dataset
from tests.rows import line, order

FIRST, LAST = date(2026, 11, 7), date(2026, 11, 13)
COSTS = Costs(
    fee_share=500,
    refund_share=1000,
    parcel_cost_minor=500,
    postage_minor=800,
    least_margin_share=0,
    cost_share=4000,
    items_per_order=2.0,
)


@pytest.fixture
def dataset(make_dataset: Callable[..., Dataset]) -> Dataset:
    return make_dataset(
        [order("1", "2026-11-11 10:00", "300"), order("2", "2026-10-01 10:00", "90")],
        [
            line("1", "coat", 2, "120.00"),
            line("1", "pin", price="10.00"),
            line("2", "coat", price="150.00"),
            line("2", "hat", price="60.00"),
        ],
        products=[
            {"sku": "coat", "unit_cost": "50.00", "list_price": "399.00"},
            {"sku": "scarf", "list_price": "79.00"},
        ],
        stock=[
            {"sku": "coat", "warehouse": "a", "on_hand": 3, "unit_cost": "55.00"},
            {"sku": "coat", "warehouse": "b", "on_hand": 4},
            {"sku": "pin", "warehouse": "a", "on_hand": 9, "unit_cost": "2.00"},
        ],
    )


@pytest.mark.parametrize(
    ("product", "price", "cost", "stock"),
    [
        # What was asked in the window, whatever the label says; the product list's cost first.
        ("coat", 12_000, 5_000, 7),
        ("pin", 1_000, 200, 9),
        ("hat", 6_000, None, None),  # sold outside the window only
        ("scarf", 7_900, None, None),  # never sold: the list tells
    ],
)
def test_what_a_product_brings_and_costs(
    dataset: Dataset, product: str, price: int, cost: int | None, stock: int | None
) -> None:
    one = read_shop(dataset, FIRST, LAST).products[product]
    assert (one.list_price_minor, one.cost_minor, one.stock_units) == (price, cost, stock)


def test_the_cost_share_is_of_what_the_window_sold(dataset: Dataset) -> None:
    figure = cost_share_from_sheets(read_shop(dataset, FIRST, LAST))
    assert figure is not None
    assert float(figure.value or 0) == pytest.approx((2 * 50 + 2) / (2 * 120 + 10))


def test_without_a_cost_there_is_no_share(smallest_dataset: Dataset) -> None:
    assert cost_share_from_sheets(read_shop(smallest_dataset, FIRST, LAST)) is None


def test_a_typed_cost_goes_before_the_sheets_and_makes_the_floor(dataset: Dataset) -> None:
    facts = read_shop(dataset, FIRST, LAST)
    shop = shop_terms(facts, frozenset({("coat", Decimal("70"))}), COSTS)
    # Half of a parcel's 5.00 is packing of a piece, two pieces an order.
    assert shop.products["coat"].floor_minor == floor_of(7_000, 250, 500, 1000)
    assert shop.products["hat"].floor_minor == 0
    # The same shop is the same object, so that what follows from it is kept.
    assert shop is shop_terms(facts, frozenset({("coat", Decimal("70"))}), COSTS)
