"""Designs to begin with: templates with the shop's own numbers, complete enough to be saved."""

from datetime import date

import pytest

from planner.activities.order_values import OrderValues
from planner.activities.pairs import propose_pairs
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.refusals import tiers_as_counted
from planner.activities.start import design_of, gift_within, left_out, propose
from planner.activities.templates import templates
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.thresholds import propose_thresholds
from planner.activities.tiers import Combines, Kind
from planner.language import Language

DAY = date(2026, 11, 11)
SHOP = ShopTerms(
    {
        one.product: one
        for one in (
            ProductTerms("coat", "Coat", None, 39_900, 15_000, 18_000, 900),
            ProductTerms("sock", "Sock", None, 1_990, 300, 400, 500),
            ProductTerms("pin", "Pin", None, 990, 200, 300, 40),
            ProductTerms("bag", "Bag", None, 2_990, 250, 300, None),
        )
    },
    cost_share=4000,
)


@pytest.mark.parametrize(("most", "product"), [(400, "sock"), (250, "pin"), (100, None)])
def test_a_gift_is_what_most_is_held_of(most: int, product: str | None) -> None:
    found = gift_within(most, SHOP)
    assert (found.product if found else None) == product


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.key)
def test_no_offer_for_some_products_becomes_one_for_the_whole_shop(template) -> None:  # type: ignore[no-untyped-def]
    design = design_of(template, SHOP, ["coat", "sock"], Language("zh").text)
    offers = [one for one in template.offers if one.fields["kind"] != Kind.ADD_ON.value]
    tiers = [one for one in design.tiers if one.kind is not Kind.ADD_ON]
    for offer, tier in zip(offers, tiers, strict=True):
        assert tier.is_whole_shop is (offer.product_count is None)


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.key)
def test_what_no_product_fits_is_left_out_and_named(template) -> None:  # type: ignore[no-untyped-def]
    words = Language("en").text
    design = design_of(template, ShopTerms(), [], words)
    assert all(tier.is_whole_shop and tier.kind is not Kind.ADD_ON for tier in design.tiers)
    meant_for_some = {
        str(one.fields["name"]) for one in template.offers if one.product_count is not None
    }
    told = {str(one.fields["name"]) for one in template.offers} - meant_for_some
    assert [tier.name for tier in design.tiers if tier.name not in told] == []
    assert len(left_out(template, design, words)) == len(meant_for_some)


def test_an_add_on_is_something_the_shop_has_and_each_adds_something_else() -> None:
    (several,) = (one for one in templates() if one.key == "multi_tier")
    design = design_of(several, SHOP, ["coat"], Language("en").text)
    assert [one.gift for one in design.tiers if one.kind is Kind.ADD_ON] == ["sock"]
    empty = design_of(several, ShopTerms(), ["coat"], Language("en").text)
    assert not [one for one in empty.tiers if one.kind is Kind.ADD_ON]


def test_the_template_of_several_tiers_takes_the_shops_own_numbers() -> None:
    values = OrderValues(DAY, DAY, (8_000, 10_000, 12_000, 40_000), (40, 40, 40, 10))
    terms = ProposalAssumptions()
    proposals = propose(
        propose_thresholds(values, None, terms),
        propose_pairs((), None, terms),
        values,
        SHOP,
        [("coat", ())],
        terms,
    )
    design = design_of(proposals.templates[0], SHOP, ["coat"], Language("en").text)
    item, shipping, *_ = design.tiers
    assert item.products == {"coat"}
    assert 0.5 * 39_900 <= item.amount_minor <= 0.7 * 39_900
    # The item ships free as a part of its own tier, so that three are counted (ACT-2, ACT-3).
    assert (shipping.threshold_minor, shipping.products) == (0, {"coat"})
    assert len(tiers_as_counted(design)) <= 3
    gifts = [tier for tier in design.tiers if tier.kind is Kind.GIFT]
    assert {tier.combines for tier in gifts} == {Combines.GROUP}
    assert all(tier.gift == "sock" for tier in gifts)
    assert [tier.threshold_minor for tier in gifts] == sorted(
        tier.threshold_minor for tier in gifts
    )


def test_a_price_that_is_none_for_its_goods_is_lowered_to_one() -> None:
    (rush,) = (one for one in templates() if one.key == "rush")
    dear = design_of(rush, SHOP, ["coat"], Language("en").text)
    cheap = design_of(rush, SHOP, ["pin"], Language("en").text)
    assert dear.tiers[0].amount_minor == 11_00
    assert 0.5 * 990 <= cheap.tiers[0].amount_minor <= 0.7 * 990
