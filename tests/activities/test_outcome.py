"""What a design comes to: by hand, with the response, and against what the carts say one by one."""

from dataclasses import replace

import numpy as np
import pytest

from planner.activities.baskets import Baskets
from planner.activities.blocks import Ground, lay_out
from planner.activities.nice_amounts import money
from planner.activities.outcome import Range, compare, last_depth, outcome_of
from planner.activities.outcome_figures import outcome_figures
from planner.activities.population import work_out, work_out_on
from planner.activities.response import Response
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import NO_ACTIVITY, Design, Kind, Sees, Tier
from planner.activities.topping_up import ends_of, top_up, without_limits
from tests.activities.cases import tier
from tests.activities.test_population import baskets_of
from tests.targets.cases import reference

HALF = ShopTerms(cost_share=5_000)
CALM = Response(top_up_distance_minor=0, top_up_share=0.0, elasticity=0.0, cv=0.0)
NEAR = Response(top_up_distance_minor=3_000, top_up_share=0.3, elasticity=0.0, cv=0.0)


def ground_of(*prices: int, terms: ShopTerms = HALF) -> Ground:
    """Return orders of one piece of ``a`` each, paid as they stand on the label."""
    orders = [([(1, 1, price)], 0, 12, 0, (False,) * 3) for price in prices]
    return lay_out(replace(baskets_of(orders, (None,) * 5), paid_minor=np.array(prices)), terms)


def design(*tiers: Tier) -> Design:
    return Design("d", tiers=tiers)


TEN_OFF = tier(Kind.MONEY_OFF, "off", threshold_minor=10_000, amount_minor=1_000)


def test_four_orders_at_100_with_ten_off_pay_for_themselves_with_a_quarter_more() -> None:
    out = outcome_of(design(TEN_OFF), ground_of(*[10_000] * 4), CALM)
    assert (out.without.margin_minor, out.as_is.margin_minor) == (20_000, 16_000)
    assert out.pays_for_itself_at == 0.25
    assert out.depth == pytest.approx(0.10)
    assert out.as_is.order_value_minor == 9_000
    assert out.as_is.margin_per_order_minor == 4_000
    (one,) = out.tiers
    assert (one.orders, one.off_minor, one.cost_minor, one.just_under) == (4, 4_000, 4_000, 0)


def test_a_price_of_a_piece_leaves_orders_alone_of_which_only_the_amount_is_known() -> None:
    ground = ground_of(10_000, 20_000)
    unnamed = replace(ground.baskets, product=np.zeros(2, np.int64))
    price = design(tier(Kind.LIMITED_PRICE, amount_minor=4_500))
    known = outcome_of(price, ground, CALM)
    assert known.as_is.revenue_minor == 9_000
    out = outcome_of(price, lay_out(unnamed, HALF), CALM)
    assert (out.as_is.revenue_minor, out.tiers[0].orders) == (30_000, 0)


def test_the_key_numbers_are_those_of_the_tables_beside_them() -> None:
    unsure = replace(NEAR, elasticity=2.62, cv=0.5)
    out = outcome_of(design(TEN_OFF), ground_of(8_500, 10_000, 20_000), unsure)
    found, reaction = outcome_figures(out, reference()), out.reaction
    assert reaction.margin_per_order_minor is not None
    assert found["order_value"].value == money(round(reaction.order_value_minor.p50)).value
    assert (
        found["margin_per_order"].value == money(round(reaction.margin_per_order_minor.p50)).value
    )


def test_a_design_that_loses_on_average_never_pays_for_itself() -> None:
    half_off = replace(TEN_OFF, amount_minor=5_000)
    assert outcome_of(design(half_off), ground_of(10_000), CALM).pays_for_itself_at is None


def test_without_a_cost_margins_are_not_told() -> None:
    out = outcome_of(design(TEN_OFF), ground_of(10_000, terms=ShopTerms()), CALM)
    assert out.as_is.margin_minor is None
    assert out.reaction.margin_minor is None
    assert out.pays_for_itself_at is None
    assert out.as_is.revenue_minor == 9_000


def test_a_cart_at_85_is_topped_up_to_100_with_a_chance_of_15_per_cent() -> None:
    out = outcome_of(design(TEN_OFF), ground_of(8_500), NEAR)
    # It then holds goods of 100 that cost 50 and pays 90: 40 are left instead of 42.5.
    reaction = out.reaction
    assert reaction.topped_up.mean == pytest.approx(0.15)
    assert reaction.revenue_minor.mean == pytest.approx(8_500 + 0.15 * 500)
    assert reaction.margin_minor is not None
    assert reaction.margin_minor.mean == pytest.approx(4_250 - 0.15 * 250)
    assert out.tiers[0].just_under == 1
    assert outcome_of(design(TEN_OFF), ground_of(6_900), NEAR).reaction.topped_up.mean == 0


@pytest.mark.parametrize(
    ("fields", "price", "lacks"),
    [
        ({}, 8_500, 1_500),
        ({}, 10_500, 0),
        ({"each_full": True}, 18_500, 1_500),
        ({"each_full": True, "cap_times": 1}, 18_500, 0),
        ({"each_full": True, "cap_times": 2}, 18_500, 1_500),
        ({"products": frozenset({"b"})}, 8_500, 0),
        ({"to_hour": 12}, 8_500, 0),
    ],
)
def test_what_carts_lack_to_the_next_step(
    fields: dict[str, object], price: int, lacks: int
) -> None:
    one = design(replace(TEN_OFF, **fields))  # type: ignore[arg-type]
    (taken,) = work_out_on(one, ground_of(price), with_lacks=True).tiers
    assert taken.lacks_minor is not None
    assert taken.lacks_minor.tolist() == [lacks]


@pytest.mark.parametrize(("sees", "lacks"), [(Sees.LEFT, 2_500), (Sees.BASE, 1_000)])
def test_a_tier_that_sees_less_asks_for_more_goods(sees: Sees, lacks: int) -> None:
    fifth = tier(Kind.PERCENT_OFF, "fifth", share=2_000)
    one = design(fifth, replace(TEN_OFF, sees=sees))
    ground = ground_of(9_000 if sees is Sees.BASE else 10_000)
    taken = work_out_on(one, ground, with_lacks=True)
    assert taken.tiers[1].lacks_minor is not None
    assert taken.tiers[1].lacks_minor.tolist() == [lacks]
    topped = top_up(one, ground, taken, NEAR).taken
    assert topped is not None
    assert topped.tiers[1].applies.all()


def test_of_two_thresholds_the_nearest_counts() -> None:
    gift = tier(Kind.GIFT, "gift", threshold_minor=9_000, gift="bag", gift_cost_minor=300)
    out = outcome_of(design(TEN_OFF, gift), ground_of(8_500), NEAR)
    # 5 lack to the gift: 0.3 × (1 − 5 ÷ 30) = 0.25, each with half of 5 more and a bag of 3 less.
    assert out.reaction.margin_minor is not None
    assert out.reaction.margin_minor.mean == pytest.approx(4_250 + 0.25 * (250 - 300))
    assert out.reaction.pieces["gift"].mean == pytest.approx(0.25)
    assert out.added == {}


def test_a_threshold_of_some_products_is_reached_with_one_of_them() -> None:
    some = replace(TEN_OFF, products=frozenset({"b", "c"}))
    orders = [([(2, 1, 8_500)], 0, 12, 0, (False,) * 3)]
    ground = lay_out(baskets_of(orders, (None,) * 5), HALF)
    out = outcome_of(design(some), ground, NEAR)
    assert out.reaction.revenue_minor.mean == pytest.approx(8_500 + 0.15 * 500)


def test_a_discount_twice_as_deep_as_the_last_brings_more_orders() -> None:
    # 20 % off after an event with 10 % off, e = 2.62 → (0.8 ÷ 0.9)^−2.62 = 1.3615.
    fifth = design(tier(Kind.PERCENT_OFF, share=2_000))
    reacts = replace(CALM, elasticity=2.62, last_depth=0.10)
    out = outcome_of(fifth, ground_of(*[10_000] * 10), reacts)
    assert out.reaction.order_factor.mean == pytest.approx(1.3615, abs=1e-4)
    assert out.reaction.orders.p50 == pytest.approx(13.615, abs=1e-3)
    assert out.reaction.order_value_minor.mean == pytest.approx(8_000)
    assert out.reaction.margin_minor is not None
    assert out.reaction.margin_minor.mean == pytest.approx(30_000 * 1.3615, rel=1e-3)
    (product,) = out.products
    assert (product.product, product.units) == ("a", 10)
    assert product.uplift == pytest.approx(1.3615, abs=1e-4)


def test_products_react_to_their_own_discount_and_sum_to_the_whole() -> None:
    half = tier(Kind.CLEARANCE, share=5_000, products=frozenset({"a"}))
    orders = [([(1, 1, 5_000), (2, 1, 5_000)], 0, 12, 0, (False,) * 3)] * 4
    ground = lay_out(baskets_of(orders, (None,) * 5), HALF)
    out = outcome_of(design(half), ground, replace(CALM, elasticity=2.0))
    a, b = out.products
    assert (a.depth, b.depth) == (0.5, 0.0)
    assert a.uplift / b.uplift == pytest.approx(4.0)
    factor = out.reaction.order_factor.mean
    assert factor == pytest.approx(0.75**-2)
    assert a.expected_units + b.expected_units == pytest.approx(8 * factor)


def test_a_price_for_the_first_orders_brings_no_more_pieces_than_they_can_have() -> None:
    rush = tier(Kind.CLEARANCE, share=9_000, products=frozenset({"a"}), first_n=5)
    orders = [([(1, 1, 5_000), (2, 1, 5_000)], 0, 12, 0, (False,) * 3)] * 4
    ground = lay_out(baskets_of(orders, (None,) * 5), HALF)
    calm = replace(CALM, elasticity=2.0)
    limited = outcome_of(design(rush), ground, calm).products
    free = outcome_of(design(replace(rush, first_n=None)), ground, calm).products
    # Ninety per cent off would bring a hundred times as many: five orders have one more each.
    assert limited[0].expected_units / limited[1].expected_units == pytest.approx((4 + 5) / 4)
    assert free[0].expected_units / free[1].expected_units == pytest.approx(100)


def test_how_unsure_the_response_is_shows_in_the_range() -> None:
    fifth = design(tier(Kind.PERCENT_OFF, share=2_000))
    sure = replace(CALM, elasticity=2.62)
    unsure = replace(sure, cv=0.5)
    orders = outcome_of(fifth, ground_of(*[10_000] * 10), unsure).reaction.orders
    # The factor rises with e, so its quantiles are those of e: gamma, mean 2.62, cv 0.5.
    assert orders.p10 == pytest.approx(10 * 0.8**-1.143, rel=0.02)
    assert orders.p90 == pytest.approx(10 * 0.8**-4.376, rel=0.02)
    assert orders.p10 < orders.p50 < orders.p90
    certain = outcome_of(fifth, ground_of(*[10_000] * 10), sure).reaction.orders
    assert certain.p10 == certain.p90
    again = outcome_of(fifth, ground_of(*[10_000] * 10), unsure).reaction.orders
    assert again == orders


def test_no_activity_comes_first_and_last_time_is_what_was_paid() -> None:
    ground = ground_of(10_000, 5_000)
    paid = replace(ground.baskets, paid_minor=np.array([9_300, 4_800]),
                   postage_minor=np.array([300, 0]))  # fmt: skip
    ground = lay_out(paid, replace(HALF, fee_share=1_000))
    none, ten = compare((design(TEN_OFF),), ground, CALM)
    assert none.design is NO_ACTIVITY
    assert none.depth == 0
    assert none.as_is == ten.without
    assert (ten.last_time.revenue_minor, ten.last_time.margin_minor) == (
        13_800,
        8_370 + 4_320 - 7_500,
    )
    assert last_depth(ground) == pytest.approx(0.08)


def test_added_goods_and_vouchers_are_counted_by_what_goes_into_parcels() -> None:
    bag = tier(Kind.GIFT, "bag", threshold_minor=5_000, each_full=True, gift="bag")
    more = tier(Kind.BUY_AND_GET, "more", quantity=1, gift="bag", gift_quantity=2)
    next_time = tier(Kind.NEXT_VOUCHER, "v", threshold_minor=8_000, amount_minor=1_000, share=2_500)
    out = outcome_of(design(bag, more, next_time), ground_of(10_000, 5_000), CALM)
    assert out.added == {"bag": 2 + 1 + 4}
    assert out.vouchers == 1
    assert out.tiers[2].later_minor == 250
    assert out.reaction.pieces["v"] == Range(1, 1, 1, 1)
    assert out.reaction.added == {"bag": Range(7, 7, 7, 7)}


def test_carts_are_topped_up_only_for_tiers_that_have_not_ended() -> None:
    first = design(replace(TEN_OFF, kind=Kind.COUPON, first_n=1))
    ground = ground_of(8_500, 10_000, 8_500)
    taken = work_out_on(first, ground, with_lacks=True)
    assert taken.tiers[0].ended_after == 1
    topped = top_up(first, ground, taken, NEAR)
    assert topped.orders.tolist() == [0]
    again = work_out_on(without_limits(first), ground, ended_after=ends_of(taken))
    assert again.off_minor.tolist() == taken.off_minor.tolist() == [0, 1_000, 0]


def test_an_empty_window_comes_to_nothing() -> None:
    empty: Baskets = ground_of(1).baskets.chosen(np.zeros(0, np.int64))
    out = outcome_of(design(TEN_OFF), lay_out(empty, HALF), NEAR)
    assert (out.as_is.orders, out.depth, out.pays_for_itself_at) == (0, 0.0, None)
    assert work_out(design(TEN_OFF), empty, HALF).off_minor.size == 0


def test_a_floor_bounds_what_a_tier_costs() -> None:
    floors = ShopTerms({"a": ProductTerms("a", cost_minor=5_000, floor_minor=9_500)})
    out = outcome_of(design(TEN_OFF), ground_of(10_000, terms=floors), CALM)
    assert out.tiers[0].off_minor == 500
