"""Buy six, return five, keep the gift: by hand for each benefit, and what always holds."""

from typing import Any

import pytest
from hypothesis import given, settings

from planner.activities.cart import Cart
from planner.activities.circumstances import Circumstances
from planner.activities.refund_abuse import refund_abuses
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Design, Kind, Tier
from planner.language import Language
from tests.activities.cases import cart, designs, tier

CUP = ProductTerms("cup", None, None, 2_000, 800)
ABOUT = Circumstances(ShopTerms({"cup": CUP}, postage_minor=800))


def leaks(*tiers: Tier, typical: tuple[Cart, ...] = (), about: Circumstances = ABOUT) -> list[int]:
    found = refund_abuses(Design("d", tiers=tiers), about, {}, 200, typical)
    return [one.leak_minor for one in found]


def test_the_gift_is_kept() -> None:
    bag = tier(Kind.GIFT, threshold_minor=10_000, gift="bag", gift_cost_minor=300)
    (one,) = refund_abuses(Design("d", tiers=(bag,)), ABOUT, {"t": 1_000}, 200)
    assert (one.leak_minor, one.orders, one.expected_leak_minor) == (300, 1_000, 6_000)
    assert 1 <= sum(one.kept) < 5
    # Six bought and five returned: 20 for one cup and its postage, and the bag.
    six = cart(("cup", 6, 2_000), postage_minor=800)
    (one,) = refund_abuses(Design("d", tiers=(bag,)), Circumstances(), {"t": 10}, 10_000, (six,))
    assert (one.leak_minor, one.fair_minor, one.expected_leak_minor) == (300, 2_800, 3_000)
    assert (one.kept, one.refund_minor) == ((1,), 10_000)
    assert "gift" in Language("en").text(one.why)


@pytest.mark.parametrize(
    ("kind", "fields", "leak"),
    [
        # 20 off from 100: five cups make 80; four kept cost 64 instead of 80.
        (Kind.MONEY_OFF, {"threshold_minor": 10_000, "amount_minor": 2_000}, 1_600),
        # Free shipping is kept: the postage of 8.
        (Kind.FREE_SHIPPING, {"threshold_minor": 10_000}, 800),
        # A set that costs the shop 15 for 9.9: the 5.1 below its cost.
        (Kind.ADD_ON, {"threshold_minor": 10_000, "gift": "set", "gift_cost_minor": 1_500,
                       "amount_minor": 990}, 510),
        # A voucher of 10 that half of the buyers use.
        (Kind.NEXT_VOUCHER, {"threshold_minor": 10_000, "amount_minor": 1_000, "share": 5_000},
         500),
        # The second at half its price: one of two kept costs 15 instead of 20.
        (Kind.SECOND_ITEM, {"share": 5_000}, 500),
        # Three for 45 (a bag from two on): two of them kept cost 30 instead of 40.
        (Kind.N_FOR_PRICE, {"quantity": 3, "amount_minor": 4_500}, 1_000),
        # Ten per cent on everything asks for nothing: no leak.
        (Kind.PERCENT_OFF, {"share": 1_000}, None),
    ],
)  # fmt: skip
def test_what_is_kept_of_each_benefit(kind: Kind, fields: dict[str, Any], leak: int | None) -> None:
    assert leaks(tier(kind, **fields)) == ([] if leak is None else [leak])


def test_a_dear_piece_is_sent_back_and_cheap_goods_are_kept_or_the_other_way_round() -> None:
    # 50 off from 300: 290 is kept at 241.67 after a piece of 10 is sent back.
    about = Circumstances(ShopTerms({
        "a": ProductTerms("a", None, None, 29_000, 0), "b": ProductTerms("b", None, None, 1_000, 0),
    }))  # fmt: skip
    off = tier(Kind.MONEY_OFF, threshold_minor=30_000, amount_minor=5_000)
    assert leaks(off, about=about) == [4_833]


def test_leaks_are_told_apart_and_the_one_that_costs_most_comes_first() -> None:
    bag = tier(Kind.GIFT, "g", threshold_minor=10_000, gift="bag", gift_cost_minor=300)
    post = tier(Kind.FREE_SHIPPING, "f", threshold_minor=6_000)
    found = refund_abuses(Design("d", tiers=(post, bag)), ABOUT, {"g": 900, "f": 100}, 200)
    told = [(one.tier.tier_id, one.leak_minor, one.expected_leak_minor) for one in found]
    assert told == [("g", 300, 5_400), ("f", 800, 1_600)]


@settings(max_examples=25)
@given(designs(3))
def test_what_is_paid_kept_and_given_back_is_whole(design: tuple[Tier, ...]) -> None:
    for one in refund_abuses(Design("d", tiers=design), ABOUT, {}, 200):
        lines = one.out.cart.lines
        assert any(one.kept)
        assert all(0 <= kept <= line.quantity for kept, line in zip(one.kept, lines, strict=True))
        assert 0 <= one.refund_minor <= sum(one.out.net_by_line)
        assert one.leak_minor > 0
        assert one.expected_leak_minor == 0
