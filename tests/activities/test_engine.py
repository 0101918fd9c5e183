"""A cart through the tiers: published numbers, each kind by hand, and what always holds."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from planner.activities.cart import Cart
from planner.activities.engine import check_out
from planner.activities.nice_amounts import money
from planner.activities.tiers import Combines, Customers, Kind, Sees, Tier
from planner.language import Language
from tests.activities.cases import cart, carts, designs, tier, tiers

SHIRT_AND_TROUSERS = cart(("shirt", 1, 3000), ("trousers", 1, 4000))
SHIRT_OFF = tier(Kind.CLEARANCE, "shirt", products=frozenset({"shirt"}), share=2000)


@pytest.mark.parametrize(
    ("threshold", "sees", "paid"),
    [(6000, Sees.LEFT, 5400), (6800, Sees.LEFT, 6400), (6800, Sees.BASE, 5400)],
)
def test_a_threshold_seen_before_or_after_earlier_tiers(
    threshold: int, sees: Sees, paid: int
) -> None:
    # Solidus: shirt 30 at -20 % and trousers 40 make 64; ten off from 60, or from 68 on.
    ten_off = tier(Kind.MONEY_OFF, threshold_minor=threshold, amount_minor=1000, sees=sees)
    assert check_out(SHIRT_AND_TROUSERS, (SHIRT_OFF, ten_off)).paid_minor == paid


def test_both_readings_of_a_threshold_are_shown() -> None:
    ten_off = tier(Kind.MONEY_OFF, threshold_minor=6800, amount_minor=1000)
    step = check_out(SHIRT_AND_TROUSERS, (SHIRT_OFF, ten_off)).steps[1]
    assert (step.off_minor, step.other_off_minor, step.seen_minor) == (0, 1000, 6400)


PERCENT = tier(Kind.PERCENT_OFF, "percent", share=2000)
AMOUNT = tier(Kind.MONEY_OFF, "amount", threshold_minor=1, amount_minor=1000)


@pytest.mark.parametrize(
    ("order", "paid"),
    [
        ((PERCENT, AMOUNT), 7000),
        ((AMOUNT, PERCENT), 7200),
        ((AMOUNT, replace(PERCENT, combines=Combines.ALONE)), 8000),
    ],
)
def test_the_order_of_tiers_and_one_that_is_alone(order: tuple[Tier, ...], paid: int) -> None:
    # Sylius: item 100, ten off and 20 %: percent first 70, amount first 72, one exclusive 80.
    assert check_out(cart(("x", 1, 10_000)), order).paid_minor == paid


def test_the_three_tiers_of_the_field_guide() -> None:
    # ACT-2: a group-buy item at 45 with free shipping, 29.9 for another piece, a gift a full 100.
    design = (
        tier(Kind.LIMITED_PRICE, "1", products=frozenset({"mug"}), amount_minor=4500),
        tier(Kind.FREE_SHIPPING, "1b", products=frozenset({"mug"})),
        tier(Kind.ADD_ON, "2", gift="lid", amount_minor=990, gift_cost_minor=400),
        tier(Kind.ADD_ON, "2b", gift="set", amount_minor=2990, gift_cost_minor=1500),
        tier(Kind.GIFT, "3", threshold_minor=10_000, each_full=True, gift="bag",
             gift_cost_minor=120),
    )  # fmt: skip
    bought = cart(("mug", 1, 6900), ("jug", 2, 8000), postage_minor=800, uses=frozenset({"2"}))
    out = check_out(bought, design)
    assert out.paid_minor == 4500 + 16_000 + 990
    assert [(one.product, one.quantity, one.paid_minor) for one in out.goods] == [
        ("lid", 1, 990), ("bag", 2, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "fields", "off"),
    [
        # A price of its own: the label's 69 and 20 become 45; what is cheaper stays.
        ((("a", 2, 6900), ("b", 1, 2000)), {"kind": Kind.LIMITED_PRICE, "amount_minor": 4500},
         (4800, 0)),
        # At most two pieces a cart at that price.
        ((("a", 5, 6900),), {"kind": Kind.LIMITED_PRICE, "amount_minor": 4500, "limit_pieces": 2},
         (4800,)),
        # A share off each line, rounded half up to the cent.
        ((("a", 1, 1995), ("b", 3, 333)), {"kind": Kind.CLEARANCE, "share": 3000}, (599, 300)),
        # 20 off a full 100: three times at 350; once where it is not for each; twice at most.
        ((("a", 1, 35_000),), {"kind": Kind.MONEY_OFF, "threshold_minor": 10_000,
                               "amount_minor": 2000, "each_full": True}, (6000,)),
        ((("a", 1, 35_000),), {"kind": Kind.MONEY_OFF, "threshold_minor": 10_000,
                               "amount_minor": 2000}, (2000,)),
        ((("a", 1, 35_000),), {"kind": Kind.MONEY_OFF, "threshold_minor": 10_000,
                               "amount_minor": 2000, "each_full": True, "cap_times": 2}, (4000,)),
        # The second of two at half its price: of 100, 60 and 60 the dearer 60 counts as second.
        ((("a", 2, 6000), ("b", 1, 10_000)), {"kind": Kind.SECOND_ITEM, "share": 5000}, (3000, 0)),
        ((("a", 4, 6000),), {"kind": Kind.SECOND_ITEM, "share": 5000, "each_full": True}, (6000,)),
        # Three for 99: the dearest three of four.
        ((("a", 3, 4000), ("b", 1, 5000)), {"kind": Kind.N_FOR_PRICE, "quantity": 3,
                                            "amount_minor": 9900}, (1908, 1192)),
        # Ten per cent, at most 5 off.
        ((("a", 1, 10_000),), {"kind": Kind.PERCENT_OFF, "share": 1000, "cap_minor": 500}, (500,)),
        # 300 minus 50 over all shops, this cart alone reaches 600.
        ((("a", 1, 60_000),), {"kind": Kind.CROSS_SHOP, "threshold_minor": 30_000,
                               "amount_minor": 5000, "each_full": True}, (10_000,)),
    ],
)  # fmt: skip
def test_what_a_kind_takes_off(
    lines: tuple[tuple[str, int, int], ...], fields: dict[str, Any], off: tuple[int, ...]
) -> None:
    out = check_out(cart(*lines), (tier(**fields),))
    assert out.steps[0].off_by_line == off


def test_a_cart_filled_up_in_other_shops_gets_its_part() -> None:
    # 90 here and the rest elsewhere: 90 ÷ 300 of 50.
    cross = tier(Kind.CROSS_SHOP, threshold_minor=30_000, amount_minor=5000, borne_share=3000)
    alone, filled = (
        check_out(cart(("a", 1, 9000), uses=uses), (cross,))
        for uses in (frozenset[str](), frozenset({"t"}))
    )
    assert (alone.off_minor, filled.off_minor) == (0, 1500)
    assert filled.received_minor == 9000 - 1500 + 1050  # the platform bears 70 % of it


def test_of_a_group_the_one_that_takes_off_the_most_applies() -> None:
    small = tier(Kind.COUPON, "small", amount_minor=500, combines=Combines.GROUP, group="c")
    large = tier(Kind.COUPON, "large", amount_minor=900, combines=Combines.GROUP, group="c")
    out = check_out(cart(("a", 1, 5000), uses=frozenset({"small", "large"})), (small, large))
    assert out.off_by_tier() == {"large": 900}


def test_a_step_of_a_ladder_that_is_not_reached_says_how_far_it_is() -> None:
    gifts = [
        tier(
            Kind.GIFT, name, gift=name, gift_cost_minor=cost, threshold_minor=threshold,
            combines=Combines.GROUP, group="gifts",
        )
        for name, cost, threshold in (("socks", 500, 4000), ("scarf", 900, 8000))
    ]  # fmt: skip
    english = Language("en")
    out = check_out(cart(("a", 1, 5000)), gifts)
    told = [english.text(step.why) for step in out.steps]
    assert [step.applies for step in out.steps] == [True, False]
    assert "80.00" in told[1]
    assert "30.00" in told[1]
    # The lower one is reached too where the higher is: of these the group says why.
    out = check_out(cart(("a", 1, 9000)), gifts)
    told = [english.text(step.why) for step in out.steps]
    assert [step.applies for step in out.steps] == [False, True]
    assert "same group" in told[0]


def test_a_platforms_layer_keeps_no_tier_of_the_shop_out() -> None:
    cross = tier(
        Kind.CROSS_SHOP, "p", threshold_minor=5000, amount_minor=500, combines=Combines.ALONE
    )
    out = check_out(cart(("x", 1, 10_000)), (PERCENT, cross))
    assert out.off_by_tier() == {"percent": 2000, "p": 500}


def test_a_floor_sends_what_it_holds_back_to_other_lines() -> None:
    bought = Cart(
        tuple(
            replace(line, floor_minor=floor)
            for line, floor in zip(
                cart(("a", 1, 1000), ("b", 1, 2000), ("c", 1, 5000), ("d", 1, 3000)).lines,
                (0, 1900, 5000, 2600),
                strict=True,
            )
        )
    )
    twelve, twenty = (
        check_out(bought, (tier(Kind.MONEY_OFF, threshold_minor=1, amount_minor=amount),)).steps[0]
        for amount in (1200, 2000)
    )
    assert twelve.off_by_line == (700, 100, 0, 400)
    assert (twenty.off_by_line, twenty.held_back_minor) == ((1000, 100, 0, 400), 500)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"from_hour": 0, "to_hour": 2}, "hour"),
        ({"first_day": 1}, "day"),
        ({"customers": Customers.NEW}, "other customers"),
        ({"products": frozenset({"z"})}, "scope"),
        ({"threshold_minor": 20_000}, "more would reach"),
    ],
)
def test_a_tier_says_why_it_gives_nothing(fields: dict[str, Any], why: str) -> None:
    step = check_out(
        cart(("a", 1, 5000)),
        (tier(Kind.MONEY_OFF, **{"threshold_minor": 1, "amount_minor": 100, **fields}),),
    ).steps[0]
    assert not step.applies
    assert why in step.why.template


def test_a_tier_that_has_ended_gives_nothing() -> None:
    coupon = tier(Kind.PERCENT_OFF, share=1000)
    assert check_out(cart(("a", 1, 5000)), (coupon,), frozenset({"t"})).off_minor == 0


@given(carts(), designs())
def test_parts_sum_to_the_whole(bought: Cart, design: tuple[Tier, ...]) -> None:
    out = check_out(bought, design)
    assert sum(out.net_by_line) + out.off_minor == bought.base_minor
    for place, net in enumerate(out.net_by_line):
        taken = sum(step.off_by_line[place] for step in out.steps)
        assert net + taken == bought.lines[place].base_minor
        assert net >= 0
    assert out.received_minor >= out.paid_minor
    assert 0 <= out.postage_minor <= bought.postage_minor


@given(carts(), designs())
def test_no_tier_of_the_shop_goes_below_a_floor(bought: Cart, design: tuple[Tier, ...]) -> None:
    own = tuple(one for one in design if not one.kind.traits.is_platform)
    out = check_out(bought, own)
    for line, net in zip(bought.lines, out.net_by_line, strict=True):
        assert net >= min(line.base_minor, line.quantity * line.floor_minor)


@given(carts(), designs(3), tiers("t3"))
def test_a_last_tier_never_raises_what_is_paid(
    bought: Cart, design: tuple[Tier, ...], last: Tier
) -> None:
    # One that is alone, or of a group, says that it keeps others out; an add-on is paid for.
    last = replace(last, combines=Combines.ALL)
    own = tuple(one for one in design if not one.kind.traits.is_platform)
    before, after = check_out(bought, own), check_out(bought, (*own, last))
    added = after.steps[-1].goods
    assert after.paid_minor - (added.paid_minor if added else 0) <= before.paid_minor


@given(carts(), designs(3), tiers("t3"))
def test_a_first_tier_never_raises_what_is_paid_where_all_see_the_label(
    bought: Cart, design: tuple[Tier, ...], first: Tier
) -> None:
    def plain(one: Tier) -> Tier:
        scope = {"products": frozenset[str](), "categories": frozenset[str]()}
        return replace(one, sees=Sees.BASE, combines=Combines.ALL, **scope)  # type: ignore[arg-type]

    own = tuple(plain(one) for one in design if not one.kind.traits.is_platform)
    before, after = check_out(bought, own), check_out(bought, (plain(first), *own))
    added = after.steps[0].goods
    assert after.paid_minor - (added.paid_minor if added else 0) <= before.paid_minor


def test_steps_of_a_ladder_that_all_lie_too_high_each_say_what_is_missing() -> None:
    grouped: dict[str, Any] = {"combines": Combines.GROUP, "group": "gifts", "gift": "bag"}
    ladder = [
        tier(Kind.GIFT, str(threshold), threshold_minor=threshold, **grouped)
        for threshold in (20_000, 30_000)
    ]
    out = check_out(cart(("mug", 1, 15_000)), ladder)
    assert [step.why.fields["threshold"] for step in out.steps] == [money(20_000), money(30_000)]
