"""What an order leaves, and the price a product never goes below."""

from dataclasses import replace

import pytest

from planner.activities.engine import check_out
from planner.activities.terms import ShopTerms, floor_of
from planner.activities.tiers import Kind
from tests.activities.cases import cart, tier

SHOP = ShopTerms(fee_share=500, refund_share=1000, parcel_cost_minor=500)


def test_the_margin_of_an_order() -> None:
    bought = cart(("a", 1, 10_000))
    bought = replace(bought, lines=(replace(bought.lines[0], cost_minor=4000),))
    gift = tier(Kind.GIFT, threshold_minor=1, gift="g", gift_cost_minor=300)
    prize = tier(Kind.LOTTERY, "l", amount_minor=5000, share=100)
    assert SHOP.margin_minor(check_out(bought, ())) == 4050
    assert SHOP.margin_minor(check_out(bought, (gift, prize))) == 4050 - 300 - 50


def test_without_a_cost_no_margin_is_told() -> None:
    out = check_out(cart(("a", 1, 10_000)), ())
    assert SHOP.margin_minor(out) is None
    assert replace(SHOP, cost_share=4000).margin_minor(out) == 4050


@pytest.mark.parametrize(
    ("given", "floor"),
    [((4000, 250, 500, 1000), 4971), ((4000, 0, 0, 0), 4000), ((4000, 0, 0, 0, 5000), 8000),
     ((4000, 0, 10_000, 0), 0)],
)  # fmt: skip
def test_the_floor_of_a_product(given: tuple[int, ...], floor: int) -> None:
    assert floor_of(*given) == floor


def test_at_the_floor_a_piece_earns_its_least_margin_and_a_cent_below_it_does_not() -> None:
    shop, floor = replace(SHOP, parcel_cost_minor=250), floor_of(4000, 250, 500, 1000)

    def margin(price: int) -> int:
        bought = cart(("a", 1, price))
        lines = (replace(bought.lines[0], cost_minor=4000),)
        return shop.margin_minor(check_out(replace(bought, lines=lines), ())) or 0

    assert margin(floor) >= 0 > margin(floor - 2)
