"""Designs to start from (ACT-2, ACT-7), and what one platform's activity brought (ACT-10)."""

from datetime import date

import pytest

from planner.activities.gift_ladder import propose_gift_ladder
from planner.activities.group_buy import Candidate, propose_group_buy
from planner.activities.order_values import OrderValues
from planner.activities.pairs import PairBaskets, PairCount, PairedProduct, propose_pairs
from planner.activities.references import BUYERS, CATEGORIES, VISITORS_PER_DAY, reference_of
from planner.activities.templates import Template, fitting_first, templates
from planner.activities.thresholds import propose_thresholds
from planner.campaign import PURPOSES
from planner.figures import SOURCES

DAY = date(2026, 11, 11)
KINDS = {
    "limited_price", "clearance", "buy_and_get", "coupon", "money_off", "gift", "free_shipping",
    "add_on", "second_item", "n_for_price", "percent_off", "member", "points", "lottery",
    "next_voucher", "cross_shop", "platform_coupon",
}  # fmt: skip
FIELDS = {
    "kind", "threshold", "amount", "share", "quantity", "each_full", "cap_times", "gift",
    "first_n", "name",
}  # fmt: skip


def by_key(found: tuple[Template, ...], key: str) -> Template:
    (template,) = [one for one in found if one.key == key]
    return template


def test_every_template_is_what_it_says() -> None:
    found = templates()
    assert len({one.key for one in found}) == len(found)
    for template in found:
        assert 1 <= len(template.tiers) <= 3
        assert set(template.purposes) <= set(PURPOSES)
        assert set(template.rules) <= set(SOURCES)
        for offer in template.offers:
            assert offer.fields["kind"] in KINDS
            assert set(offer.fields) <= FIELDS


def test_the_example_of_act_2() -> None:
    first, second, third = by_key(templates(), "multi_tier").tiers
    assert [(one.fields["kind"], one.fields.get("amount")) for one in first] == [
        ("limited_price", 45_00),
        ("free_shipping", None),
    ]
    assert [(one.fields["kind"], one.fields["amount"]) for one in second] == [
        ("add_on", 9_90),
        ("add_on", 29_90),
    ]
    (gift,) = third
    assert (gift.fields["threshold"], gift.fields["each_full"], gift.fields["cap_times"]) == (
        100_00,
        True,
        None,
    )


def test_the_examples_of_act_7() -> None:
    found = templates()
    (coins, gift), (group,) = by_key(found, "coins").tiers[0], by_key(found, "group_buy").tiers[0]
    assert (coins.product_count, coins.fields["first_n"], coins.fields["share"]) == (10, 500, 0.4)
    assert gift.fields["kind"] == "gift"
    assert group.product_count == 3
    half, shipping = by_key(found, "whole_shop").offers
    assert (half.fields["share"], shipping.fields["kind"]) == (0.5, "free_shipping")
    assert by_key(found, "rush").offers[0].fields["amount"] == 11_00


def test_the_shops_own_proposals_take_the_place_of_the_rules_numbers() -> None:
    orders = OrderValues(DAY, DAY, (100_00,), (50,))
    coat = PairedProduct("coat", None, None, 400_00, 100)
    belt = PairedProduct("belt", None, None, 80_00, 60)
    hat = PairedProduct("hat", None, None, 60_00, 60)
    pairs = propose_pairs(
        [PairCount(coat, belt, 50), PairCount(coat, hat, 40)],
        PairBaskets(DAY, DAY, 1000, 1000, 500, 0, 3, 3),
    )
    group_buy = propose_group_buy([Candidate("coat", None, 79_00, 41_00, 300)])
    found = templates(
        propose_thresholds(orders, None), pairs, propose_gift_ladder(orders, 0.4), group_buy
    )
    (item, shipping), add_ons, gifts = by_key(found, "multi_tier").tiers
    assert (item.fields["amount"], item.fields["quantity"], item.products) == (
        49_00,
        300,
        ("coat",),
    )
    # A part of the item's tier: free from the first piece on, for the item alone.
    assert (shipping.fields["threshold"], shipping.products) == (0, ("coat",))
    # The cheaper first, each within 50 to 70 % of its price.
    assert [(one.products, one.fields["amount"]) for one in add_ons] == [
        (("hat",), 39_00),
        (("belt",), 49_00),
    ]
    assert [one.fields["threshold"] for one in gifts] == [129_00, 159_00, 199_00]
    assert str(gifts[0].fields["gift"]) == "Gift that costs at most 3.48 money"
    (offer,) = by_key(found, "group_buy").offers
    assert offer.products == ("coat",)


def test_without_an_item_the_whole_shop_ships_free_from_the_proposed_threshold_on() -> None:
    orders = OrderValues(DAY, DAY, (100_00,), (50,))
    found = templates(propose_thresholds(orders, None))
    shipping = by_key(found, "multi_tier").tiers[0][1]
    assert (shipping.fields["threshold"], shipping.product_count) == (129_00, None)


def test_proposals_that_propose_nothing_leave_the_rules_numbers() -> None:
    nothing = OrderValues(DAY, DAY, (), ())
    found = templates(
        propose_thresholds(None, nothing),
        propose_pairs([], None),
        propose_gift_ladder(nothing, 0.4),
        propose_group_buy([]),
    )
    assert found == templates()


def test_what_serves_the_first_purpose_comes_first() -> None:
    found = [one.key for one in fitting_first(templates(), ["bestseller", "clear_stock"])]
    assert found == ["multi_tier", "group_buy", "whole_shop", "coins", "rush"]
    assert fitting_first(templates(), []) == templates()


@pytest.mark.parametrize(
    ("key", "orders", "share", "revenue", "aov"),
    [
        ("shoes", 3941, 0.06, 501505, 127), ("home", 4434, 0.07, 585105, 132),
        ("mother_baby", 6389, 0.10, 571208, 89), ("womens_wear", 24811, 0.38, 2545491, 103),
        ("sports", 2626, 0.04, 227173, 87), ("mens_wear", 4627, 0.07, 539324, 117),
        ("food", 4382, 0.07, 376362, 86), ("beauty", 4431, 0.07, 537059, 121),
        ("digital", 2027, 0.03, 212767, 105), ("bags", 7313, 0.11, 1409138, 193),
    ],
)  # fmt: skip
def test_the_published_table(key: str, orders: int, share: float, revenue: int, aov: int) -> None:
    (row,) = [one for one in CATEGORIES if one.key == key]
    assert (row.orders_per_day, row.order_share, row.aov_minor) == (orders, share, aov * 100)
    assert row.revenue_minor_per_day == revenue * 100
    assert row.source in SOURCES


def test_the_published_table_agrees_with_itself() -> None:
    every = sum(one.orders_per_day for one in CATEGORIES)
    for one in CATEGORIES:
        assert abs(one.revenue_minor_per_day / one.orders_per_day - one.aov_minor) <= 50
        assert abs(one.orders_per_day / every - one.order_share) < 0.006
    assert sum(one.order_share for one in CATEGORIES) == pytest.approx(1)
    assert list(VISITORS_PER_DAY.values()) == [550_000, 1_000_000, 1_500_000]
    for group in (("under_22", "from_22_to_30", "over_30"),
                  ("beginners", "practised", "experienced")):  # fmt: skip
        assert sum(BUYERS[key][1] for key in group) == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("女装/女士精品", "womens_wear"), ("Women's clothing", "womens_wear"),
        ("男装", "mens_wear"), ("Men's shirts", "mens_wear"), ("女鞋", "shoes"),
        ("箱包皮具", "bags"), ("童装", "mother_baby"), ("零食/坚果", "food"),
        ("美容护肤", "beauty"), ("大家电", "digital"), ("家纺", "home"), ("运动户外", "sports"),
        ("Garden gnomes", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_category_is_found_by_its_name(name: str | None, key: str | None) -> None:
    found = reference_of(name)
    assert (found and found.key) == key
