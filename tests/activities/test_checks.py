"""Designs that are refused, warned about, and found well; each finding beside its field."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from planner.activities.checks import beside_fields, check
from planner.activities.circumstances import Circumstances, OtherDiscount
from planner.activities.finding import Finding, Severity
from planner.activities.price_cautions import below_floor
from planner.activities.refusals import tiers_as_counted
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Combines, Customers, Design, Kind, Tier
from planner.language import Language
from tests.activities.cases import designs, tier

SHOP = ShopTerms(
    {
        one.product: one
        for one in (
            ProductTerms("mug", "Mug", "cups", 6_900, 3_000, 4_600, 500),
            ProductTerms("jug", "Jug", "cups", 8_000, 3_000, 4_000, 300),
            ProductTerms("lid", "Lid", "parts", 1_500, 400, 700, 1_000),
            ProductTerms("bag", "Bag", "parts", 900, 120, 200, 60),
        )
    },
    postage_minor=800,
)
ABOUT = Circumstances(SHOP, usual_order_minor=7_500)


def found(*tiers: Tier, about: Circumstances = ABOUT, **fields: Any) -> list[Finding]:
    return list(check(Design("d", tiers=tiers, **fields), about))


def codes(*tiers: Tier, about: Circumstances = ABOUT, **fields: Any) -> list[str]:
    return [one.code for one in found(*tiers, about=about, **fields)]


def off(tier_id: str = "t", **fields: Any) -> Tier:
    given = {"threshold_minor": 10_000, "amount_minor": 1_000, **fields}
    return tier(Kind.MONEY_OFF, tier_id, **given)


def gift(tier_id: str = "g", **fields: Any) -> Tier:
    return tier(Kind.GIFT, tier_id, **{"threshold_minor": 10_000, "gift": "bag", **fields})


GROUPED = {"combines": Combines.GROUP, "group": "ladder"}
ACT_2 = (
    tier(Kind.LIMITED_PRICE, "1", products=frozenset({"mug"}), amount_minor=4_800),
    tier(Kind.FREE_SHIPPING, "1b", products=frozenset({"mug"})),
    tier(Kind.ADD_ON, "2", gift="lid", amount_minor=990),
    tier(Kind.ADD_ON, "2b", gift="jug", amount_minor=3_990),
    gift("3", each_full=True),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "fields", "code", "field"),
    [
        (Kind.MONEY_OFF, {"amount_minor": 500}, "missing", "threshold_minor"),
        (Kind.GIFT, {"threshold_minor": 500}, "missing", "gift"),
        (Kind.LIMITED_PRICE, {}, "missing", "amount_minor"),
        (Kind.PLATFORM_COUPON, {"threshold_minor": 500}, "missing", "amount_minor"),
        (Kind.CLEARANCE, {"share": 10_001}, "share_out_of_range", "share"),
        (Kind.PERCENT_OFF, {"share": -1}, "share_out_of_range", "share"),
        (Kind.COUPON, {"amount_minor": 500, "take_up": 10_001}, "share_out_of_range", "take_up"),
        (Kind.ADD_ON, {"amount_minor": -990, "gift": "lid"}, "below_least", "amount_minor"),
        (Kind.CLEARANCE, {"share": 1, "first_n": 0}, "below_least", "first_n"),
        (Kind.MONEY_OFF, {"threshold_minor": 1_000, "amount_minor": 1_000},
         "threshold_below_amount", "threshold_minor"),
        (Kind.CROSS_SHOP, {"threshold_minor": 5_000, "amount_minor": 30_000},
         "threshold_below_amount", "threshold_minor"),
        (Kind.CLEARANCE, {"share": 1, "first_day": 2, "last_day": 1}, "days_reversed", "last_day"),
        (Kind.CLEARANCE, {"share": 1, "first_day": -5}, "outside_campaign", "first_day"),
        (Kind.CLEARANCE, {"share": 1, "last_day": 3}, "outside_campaign", "last_day"),
        (Kind.CLEARANCE, {"share": 1, "from_hour": 2, "to_hour": 2}, "hours_reversed", "to_hour"),
        (Kind.CLEARANCE, {"share": 1, "to_hour": 25}, "hours_reversed", "to_hour"),
        (Kind.CLEARANCE, {"share": 1, "products": frozenset({"cup"})}, "unknown_product",
         "products"),
        (Kind.CLEARANCE, {"share": 1, "categories": frozenset({"hats"})}, "unknown_category",
         "categories"),
        (Kind.GIFT, {"threshold_minor": 1, "gift": "pen"}, "unknown_gift", "gift"),
        (Kind.COUPON, {"amount_minor": 1, "combines": Combines.GROUP}, "group_without_name",
         "group"),
        (Kind.COUPON, {"amount_minor": 1, **GROUPED}, "group_of_one", "group"),
    ],
)  # fmt: skip
def test_a_tier_is_refused_beside_its_field(
    kind: Kind, fields: dict[str, Any], code: str, field: str
) -> None:
    refused = [one for one in found(tier(kind, **fields)) if one.is_refused]
    assert [(one.code, one.field, one.tier_ids) for one in refused] == [(code, field, ("t",))]


@pytest.mark.parametrize(
    ("tiers", "refused"),
    [
        # Two money-offs that one cart gets: the same benefit twice.
        ((off("a"), tier(Kind.COUPON, "b", amount_minor=500)), {"repeated_benefit": ("b", "a")}),
        # For other goods, other customers, another time, or as steps of one group they are not.
        ((off("a", products=frozenset({"mug"})), off("b", products=frozenset({"jug"}))), {}),
        ((off("a", products=frozenset({"mug"})), off("b", categories=frozenset({"cups"}))),
         {"repeated_benefit": ("b", "a")}),
        ((off("a", customers=Customers.NEW), off("b", customers=Customers.TOP)), {}),
        ((off("a", customers=Customers.RETURNING), off("b", customers=Customers.TOP)),
         {"repeated_benefit": ("b", "a")}),
        ((off("a", last_day=-1), off("b", first_day=0)), {}),
        ((off("a", to_hour=2), off("b", from_hour=2)), {}),
        ((off("a", **GROUPED), off("b", threshold_minor=20_000, amount_minor=2_500, **GROUPED)),
         {}),
        # Two add-ons of different goods are one offer; of the same goods they are not.
        ((tier(Kind.ADD_ON, "a", gift="lid", amount_minor=990),
          tier(Kind.ADD_ON, "b", gift="lid", amount_minor=500)), {"repeated_benefit": ("b", "a")}),
        # The platform's layers repeat nothing of the shop's.
        ((off("a"), tier(Kind.CROSS_SHOP, "b", threshold_minor=30_000, amount_minor=5_000)), {}),
        # A ladder whose higher step gives as much, or that has one step twice.
        ((off("a", **GROUPED), off("b", threshold_minor=20_000, **GROUPED)),
         {"ladder_out_of_order": ("b", "a")}),
        ((off("a", **GROUPED), off("b", **GROUPED)), {"same_threshold": ("b", "a")}),
        # 10 off each full 100 is 20 off at 200: a step of 15 there is never better.
        ((off("a", each_full=True, **GROUPED),
          off("b", threshold_minor=20_000, amount_minor=1_500, **GROUPED)),
         {"ladder_out_of_order": ("b", "a")}),
        ((gift("a", gift="lid", **GROUPED), gift("b", threshold_minor=20_000, **GROUPED)),
         {"ladder_out_of_order": ("b", "a")}),
        # Two that want to be alone.
        ((off("a", combines=Combines.ALONE), gift("b", combines=Combines.ALONE)),
         {"alone_twice": ("b", "a")}),
        ((off("a", combines=Combines.ALONE, last_day=-1),
          gift("b", combines=Combines.ALONE, first_day=0)), {}),
        (ACT_2, {}),
    ],
)  # fmt: skip
def test_tiers_that_clash_are_refused(
    tiers: tuple[Tier, ...], refused: dict[str, tuple[str, ...]]
) -> None:
    assert {one.code: one.tier_ids for one in found(*tiers) if one.is_refused} == refused


def test_tiers_are_counted_as_the_field_guide_counts_them() -> None:
    counted = tiers_as_counted(Design("d", tiers=ACT_2))
    assert [[one.tier_id for one in tiers] for tiers in counted] == [
        ["1", "1b"],
        ["2", "2b"],
        ["3"],
    ]


def test_a_fourth_tier_is_warned_about() -> None:
    fourth = tier(Kind.NEXT_VOUCHER, "4", amount_minor=1_000, share=1_000)
    assert "too_many_tiers" not in codes(*ACT_2)
    (one,) = (one for one in found(*ACT_2, fourth) if one.code == "too_many_tiers")
    assert (one.severity, one.tier_ids) == (Severity.WARNING, ("4",))


@pytest.mark.parametrize(
    ("threshold", "code"),
    [
        (0, "shipping_free_for_all"), (7_500, "shipping_below_usual"),
        (8_000, "shipping_off_the_best"), (9_500, None), (10_500, None),
        (11_000, "shipping_off_the_best"), (13_501, "shipping_far_above_usual"),
    ],
)  # fmt: skip
def test_the_threshold_of_free_shipping_against_the_usual_order(
    threshold: int, code: str | None
) -> None:
    told = codes(tier(Kind.FREE_SHIPPING, threshold_minor=threshold))
    assert [one for one in told if one.startswith("shipping")] == ([code] if code else [])


def test_a_price_below_the_floor_names_the_product_and_by_how_much() -> None:
    price = tier(Kind.LIMITED_PRICE, products=frozenset({"mug"}), amount_minor=4_500)
    (one,) = (one for one in found(price) if one.code == "below_floor")
    assert (one.rule, one.tier_ids, one.field) == ("ACT-7", ("t",), "amount_minor")
    assert "Mug (mug) at CN¥45.00, CN¥1.00 below" in Language("en").text(one.why)


@pytest.mark.parametrize(
    ("fields", "is_warned"),
    [
        ({"amount_minor": 4_500}, True),
        ({"share": 1_000}, False),
        ({"amount_minor": 4_500, "products": frozenset({"mug"})}, False),
    ],
    ids=["one price", "a share off each", "of one product"],
)
def test_one_price_for_the_whole_shop_is_warned_of(fields: dict[str, Any], is_warned: bool) -> None:
    price = tier(Kind.LIMITED_PRICE, **fields)
    assert ("one_price_for_all" in codes(price)) is is_warned


def test_the_floor_is_looked_at_in_every_hour_and_for_every_customer() -> None:
    first_hours = tier(Kind.CLEARANCE, share=3_400, to_hour=2, customers=Customers.TOP)
    (one,) = below_floor((first_hours,), ABOUT, holds_floors=False)
    assert (one.terms.product, one.price_minor) == ("mug", 4_554)


def test_the_platform_takes_a_price_below_the_floor() -> None:
    cross = tier(Kind.CROSS_SHOP, "c", threshold_minor=30_000, amount_minor=5_000)
    price = tier(Kind.LIMITED_PRICE, products=frozenset({"mug"}), amount_minor=4_800)
    (one,) = (one for one in found(price, cross) if one.rule == "ACT-7")
    assert (one.code, one.tier_ids) == ("platform_below_floor", ("c",))
    borne_by_platform = replace(cross, borne_share=2_000)
    assert "platform_below_floor" not in codes(price, borne_by_platform)


@pytest.mark.parametrize(
    ("running", "code"),
    [
        (OtherDiscount("Bundle", "mug", share=500), "collides_below_floor"),
        (OtherDiscount("Bundle", "mug", share=100), "collides"),
        (OtherDiscount("Three", None, amount_minor=6_000, threshold_minor=20_000),
         "collides_below_floor"),
        (OtherDiscount("Old price", "mug", price_minor=4_700), "collides"),
        (OtherDiscount("Dear", "mug", price_minor=4_900), None),
        (OtherDiscount("Past", "mug", last_day=-5, share=5_000), None),
        (OtherDiscount("Elsewhere", "jug", share=5_000), None),
    ],
)  # fmt: skip
def test_a_discount_that_runs_beside_the_design(running: OtherDiscount, code: str | None) -> None:
    # The mug at 48 with its floor at 46: five per cent more makes 45.6, one per cent 47.52.
    price = tier(Kind.LIMITED_PRICE, products=frozenset({"mug"}), amount_minor=4_800)
    told = codes(price, about=replace(ABOUT, running=(running,)))
    assert [one for one in told if one.startswith("collides")] == ([code] if code else [])


@pytest.mark.parametrize(
    ("fields", "added", "told"),
    [
        ({"gift": "bag"}, 61, ["gift_short"]),
        ({"gift": "bag"}, 60, []),
        ({"gift": "pen", "gift_cost_minor": 100}, 1, ["gift_stock_unknown"]),
        ({"gift": "lid"}, 1, ["gift_not_watched"]),
    ],
)
def test_gifts_have_stock_and_pass_the_gates(
    fields: dict[str, Any], added: int, told: list[str]
) -> None:
    about = replace(ABOUT, added_units={"g": added}, event_products=frozenset({"mug", "bag"}))
    assert [one for one in codes(gift(**fields), about=about) if one.startswith("gift")] == told


@pytest.mark.parametrize(
    ("purposes", "told"),
    [
        (("wake",), ["first_purpose_not_served", "serves_no_purpose"]),
        (("brand", "volume"), []),
        (("volume", "wake"), []),
        (("wake", "volume"), ["first_purpose_not_served"]),
        ((), []),
    ],
)
def test_tiers_serve_the_first_purposes(purposes: tuple[str, ...], told: list[str]) -> None:
    rules = {"TGT-5", "ACT-4"}
    about = replace(ABOUT, purposes=purposes)
    assert [one.code for one in found(off(), about=about) if one.rule in rules] == told


def test_returning_customers_do_not_get_less_than_new_ones() -> None:
    new = off("n", customers=Customers.NEW)
    less = off("r", customers=Customers.RETURNING, amount_minor=900)
    assert "returning_get_less" in codes(new)
    assert "returning_get_less" in codes(new, less)
    assert "returning_get_less" not in codes(new, replace(less, amount_minor=1_000))


def test_top_customers_have_a_day_assigned() -> None:
    offer = off(customers=Customers.TOP)
    assert "top_without_day" in codes(offer)
    assert "top_without_day" not in codes(replace(offer, first_day=-1, last_day=-1))


def test_prices_of_other_days() -> None:
    day = tier(Kind.CLEARANCE, "d", share=1_000, first_day=0, last_day=0)
    after = tier(Kind.CLEARANCE, "a", share=2_000, first_day=1, last_day=2)
    assert "price_ends_with_the_day" in codes(day)
    assert "price_ends_with_the_day" not in codes(replace(day, last_day=1))
    (one,) = (one for one in found(day, after) if one.code == "cheaper_on_another_day")
    assert (one.severity, one.tier_ids, one.field) == (Severity.WARNING, ("a",), "first_day")
    (free,) = (one for one in found(day, after, has_official_place=False) if one.tier_ids == ("a",))
    assert free.severity is Severity.NOTE
    assert "cheaper_on_another_day" not in codes(day, replace(after, share=1_000))


@pytest.mark.parametrize(
    ("tiers", "never"),
    [
        # A price above every label; three for more than they cost.
        ((tier(Kind.LIMITED_PRICE, amount_minor=8_000),), ["t"]),
        ((tier(Kind.N_FOR_PRICE, quantity=3, amount_minor=24_000),), ["t"]),
        # One that is alone and gives to every cart shuts the other out.
        ((tier(Kind.PERCENT_OFF, "p", share=1_000, combines=Combines.ALONE), gift()), ["g"]),
        ((off(combines=Combines.ALONE), tier(Kind.CLEARANCE, "c", share=100)), []),
        (ACT_2, []),
        # No cart of one product lies between two near steps; one of several may.
        ((gift(**GROUPED), gift("h", threshold_minor=10_100, gift="jug", **GROUPED)), []),
    ],
)
def test_a_tier_that_never_applies(tiers: tuple[Tier, ...], never: list[str]) -> None:
    told = [one.tier_ids[0] for one in found(*tiers) if one.code == "never_applies"]
    assert told == never


def test_a_threshold_that_earlier_tiers_push_away_is_noted() -> None:
    cheaper = tier(Kind.CLEARANCE, "c", share=3_000)
    assert "threshold_after_discounts" in codes(cheaper, off(threshold_minor=12_000))
    assert "threshold_after_discounts" not in codes(off(threshold_minor=12_000))


def test_findings_stand_beside_the_field_of_the_tier_to_change() -> None:
    beside = beside_fields(found(off("a"), off("b", amount_minor=20_000)))
    assert {place: [one.code for one in inside] for place, inside in beside.items()} == {
        ("b", "threshold_minor"): ["threshold_below_amount"],
        ("b", "kind"): ["repeated_benefit"],
    }


@settings(max_examples=40)
@given(designs(3))
def test_any_design_is_checked_and_every_finding_can_be_read(design: tuple[Tier, ...]) -> None:
    for about in (Circumstances(), ABOUT):
        for one in check(Design("d", tiers=design), about):
            assert Language("en").text(one.why)
            assert Language("en").text(one.change)
            assert not one.field or hasattr(design[0], one.field)
