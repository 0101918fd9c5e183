"""The worst legal cart: by hand, equal to brute force on small shops, and explained to the cent."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.activities.circumstances import Circumstances
from planner.activities.engine import check_out
from planner.activities.margin_lines import margin_lines
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Combines, Customers, Design, Kind, Sees, Tier
from planner.activities.worst_cart import WorstCart, every_basket, worst_carts
from tests.activities.cases import tier

EVERY = 10**9


def shop(*products: tuple[str, int, int | None], **fields: Any) -> Circumstances:
    """Return a shop of ``(code, list price, cost)``."""
    known = {code: ProductTerms(code, None, None, price, cost) for code, price, cost in products}
    return Circumstances(ShopTerms(known, **fields))


def bought(worst: WorstCart | None) -> dict[str, int]:
    assert worst
    return {line.product: line.quantity for line in worst.out.cart.lines}


TWO = shop(("dear", 10_000, 6_000), ("thin", 5_000, 4_500))
GIFT = tier(Kind.GIFT, "g", threshold_minor=10_000, gift="bag", gift_cost_minor=3_000)


@pytest.mark.parametrize("all_of", [EVERY, 0])
@pytest.mark.parametrize(
    ("tiers", "most_pieces", "cart", "margin"),
    [
        # Two of the thin ones just reach the gift: 100 − 90 − 30.
        ((GIFT,), 12, {"thin": 2}, -2_000),
        # A gift a full 100 costs more with each pair: twelve pieces, six gifts.
        ((replace(GIFT, each_full=True),), 12, {"thin": 12}, -12_000),
        # In the first hours alone: 20 % off the thin one loses 5 a piece.
        ((tier(Kind.CLEARANCE, "c", share=2_000, to_hour=2),), 3, {"thin": 3}, -1_500),
        # Without any tier the thin piece earns least.
        ((), 4, {"thin": 1}, 500),
    ],
)  # fmt: skip
def test_the_worst_cart_by_hand(
    tiers: tuple[Tier, ...], most_pieces: int, cart: dict[str, int], margin: int, all_of: int
) -> None:
    found = worst_carts(Design("d", tiers=tiers), TWO, most_pieces, all_of)
    assert (bought(found.by_amount), found.is_complete) == (cart, bool(all_of))
    assert found.by_amount
    assert found.by_amount.margin_minor == margin


def test_the_worst_cart_by_share_is_another_one() -> None:
    found = worst_carts(Design("d", tiers=(GIFT,)), TWO, 4)
    assert found.by_share
    assert found.by_share.margin_share == -0.2
    no_gift = worst_carts(Design("d"), shop(("a", 100_000, 90_000), ("b", 1_000, 950)), 2)
    assert (bought(no_gift.by_amount), bought(no_gift.by_share)) == ({"b": 1}, {"b": 1})


def test_products_without_a_cost_are_left_out_and_counted() -> None:
    about = shop(("a", 1_000, 500), ("b", 1_000, None))
    found = worst_carts(Design("d"), about, 2)
    assert (found.left_out, found.estimated, bought(found.by_amount)) == (1, 0, {"a": 1})
    about = replace(about, shop=replace(about.shop, cost_share=9_000))
    found = worst_carts(Design("d"), about, 2)
    assert (found.left_out, found.estimated, bought(found.by_amount)) == (0, 1, {"b": 1})
    nothing = worst_carts(Design("d"), shop(("a", 1_000, None)))
    assert (nothing.by_amount, nothing.left_out) == (None, 1)


PRODUCTS = ("a", "b", "c")


@st.composite
def shops(draw: st.DrawFn) -> Circumstances:
    known = {}
    for code in PRODUCTS[: draw(st.integers(1, 3))]:
        price = draw(st.integers(500, 9_000))
        floor = draw(st.sampled_from((0, price // 2)))
        known[code] = ProductTerms(code, None, None, price, draw(st.integers(0, price)), floor)
    return Circumstances(ShopTerms(known, 500, 500, 500, 800))


@st.composite
def real_tiers(draw: st.DrawFn, tier_id: str) -> Tier:
    kind = draw(st.sampled_from([
        Kind.LIMITED_PRICE, Kind.CLEARANCE, Kind.BUY_AND_GET, Kind.COUPON, Kind.MONEY_OFF,
        Kind.GIFT, Kind.ADD_ON, Kind.SECOND_ITEM, Kind.N_FOR_PRICE, Kind.PERCENT_OFF,
        Kind.CROSS_SHOP,
    ]))  # fmt: skip
    return Tier(
        tier_id,
        kind,
        products=frozenset(draw(st.sets(st.sampled_from(PRODUCTS), max_size=1))),
        customers=draw(st.sampled_from((Customers.ALL, Customers.ALL, Customers.NEW))),
        threshold_minor=draw(st.sampled_from((3_000, 8_000, 15_000))),
        amount_minor=draw(st.sampled_from((500, 2_000))),
        share=draw(st.sampled_from((1_000, 5_000))),
        quantity=draw(st.sampled_from((2, 3))),
        each_full=draw(st.booleans()),
        gift="g",
        gift_cost_minor=draw(st.sampled_from((100, 2_000))),
        sees=draw(st.sampled_from(list(Sees))),
        combines=draw(st.sampled_from((Combines.ALL, Combines.ALL, Combines.ALONE))),
    )


@settings(max_examples=15)
@given(shops(), st.tuples(real_tiers("t0"), real_tiers("t1")))
def test_the_search_finds_what_brute_force_finds(
    about: Circumstances, tiers: tuple[Tier, ...]
) -> None:
    design = Design("d", tiers=tiers)
    every = worst_carts(design, about, 4, EVERY)
    searched = worst_carts(design, about, 4, 0)
    assert every.by_amount
    assert searched.by_amount
    assert every.is_complete
    assert searched.by_amount.margin_minor == every.by_amount.margin_minor
    assert every.by_share
    assert searched.by_share
    assert searched.by_share.margin_share == every.by_share.margin_share


def test_every_basket_of_two_products_and_two_pieces() -> None:
    both = list(TWO.shop.products.values())
    assert list(every_basket(both, 2)) == [
        (("dear", 1),), (("thin", 1),),
        (("dear", 2),), (("dear", 1), ("thin", 1)), (("thin", 2),),
    ]  # fmt: skip


@given(shops(), st.tuples(real_tiers("t0"), real_tiers("t1")))
@settings(max_examples=15)
def test_the_lines_of_the_account_sum_to_the_margin(
    about: Circumstances, tiers: tuple[Tier, ...]
) -> None:
    worst = worst_carts(Design("d", tiers=tiers), about, 2, 0).by_amount
    assert worst
    lines = margin_lines(worst.out, about.shop)
    assert sum(line.amount_minor for line in lines) == worst.margin_minor
    assert {line.tier_id for line in lines} >= {tier.tier_id for tier in tiers}


def test_the_account_of_an_order_by_hand() -> None:
    about = shop(("a", 10_000, 4_000), fee_share=500, parcel_cost_minor=500)
    off = tier(Kind.MONEY_OFF, threshold_minor=1, amount_minor=1_000)
    worst = worst_carts(Design("d", tiers=(off,)), about, 1).by_amount
    assert worst
    lines = margin_lines(worst.out, about.shop)
    assert [line.amount_minor for line in lines] == [10_000, -1_000, -450, -4_000, -500]
    assert margin_lines(check_out(worst.out.cart, (off,)), about.shop) == lines
