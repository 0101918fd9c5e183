"""Any cart by hand; tiers to begin with; numbers to try; what a tier is in a sentence."""

from dataclasses import replace

import pytest

from planner.activities.adding import tier_to_add
from planner.activities.axes import axis_of, fields_to_try
from planner.activities.calculator import TypedCart, work_out_cart
from planner.activities.gift_ladder import propose_gift_ladder
from planner.activities.group_buy import propose_group_buy
from planner.activities.order_values import OrderValues
from planner.activities.pairs import (
    PairBaskets,
    PairCount,
    PairedProduct,
    judge_pair,
    propose_pairs,
)
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.start import ADD_ON_TAKE_UP, Proposals
from planner.activities.templates import templates
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.thresholds import propose_thresholds
from planner.activities.tiers import Design, Kind, Sees, Tier
from planner.activities.wording import limits_of, scope_of, sentence_of
from planner.language import Language
from tests.activities.test_charts import DAY

SHOP = ShopTerms(
    {
        "mug": ProductTerms("mug", "Mug", "cups", 60_00, 20_00, 25_00, 50),
        "lid": ProductTerms("lid", "Lid", "parts", None),
    },
    postage_minor=8_00,
)
SHARE = Tier("s", Kind.PERCENT_OFF, share=2_000)
OFF = Tier("a", Kind.MONEY_OFF, threshold_minor=100_00, amount_minor=10_00)
NOTHING = Proposals(
    propose_thresholds(None, None),
    propose_pairs((), None),
    propose_gift_ladder(OrderValues(DAY, DAY, (), ()), None),
    propose_group_buy(()),
    templates(),
)


def test_a_cart_is_worked_out_by_both_readings() -> None:
    worked = work_out_cart(TypedCart({"mug": 2, "lid": 1}), Design("d", tiers=(SHARE, OFF)), SHOP)
    assert worked is not None
    assert worked.unpriced == ("lid",)
    # 120 less a fifth is 96: the threshold of 100 is missed, by the label it is reached.
    assert worked.out.off_minor == worked.readings[Sees.LEFT].off_minor == 24_00
    assert worked.readings[Sees.BASE].off_minor == 34_00
    assert worked.margin_minor == 120_00 - 24_00 + 8_00 - 40_00


def test_a_cart_of_nothing_with_a_price_is_none() -> None:
    assert work_out_cart(TypedCart({"lid": 1}), Design("d"), SHOP) is None


@pytest.mark.parametrize("kind", list(Kind))
def test_a_tier_begins_with_what_it_cannot_do_without(kind: Kind) -> None:
    tier = tier_to_add(kind, NOTHING, SHOP, Language("en").text)
    assert all(getattr(tier, name) for name in kind.traits.required)
    for code in ("en", "zh"):
        language = Language("zh" if code == "zh" else "en")
        assert language.text(sentence_of(tier))


def test_an_add_on_for_the_whole_shop_is_not_taken_as_often_as_beside_its_anchor() -> None:
    anchor, lid = (PairedProduct(one, None, None, 40_00, 100) for one in ("mug", "lid"))
    judged = judge_pair(
        PairCount(anchor, lid, 90),
        PairBaskets(DAY, DAY, 1_000, 1_000, 1_000, 0, 2, 2),
        ProposalAssumptions(),
    )
    found = replace(NOTHING, pairs=replace(NOTHING.pairs, pairs=(judged,)))
    tier = tier_to_add(Kind.ADD_ON, found, SHOP, Language("en").text)
    assert tier.is_whole_shop
    assert (tier.take_up, judged.confidence) == (ADD_ON_TAKE_UP, 0.9)


def test_what_a_tier_is_for_is_told_by_name() -> None:
    tier = Tier("a", Kind.CLEARANCE, products=frozenset({"mug"}), first_day=0, to_hour=2, share=1)
    told = [str(one) for one in (scope_of(tier, SHOP), *limits_of(tier))]
    assert told == ["Mug (mug)", "D to the end", "00:00 to 02:00 each day"]


def test_amounts_to_try_go_from_half_to_twice_as_much() -> None:
    ((tier, _), (_, amount)) = fields_to_try(Design("d", tiers=(OFF,)))
    axis = axis_of(tier, amount, None)  # type: ignore[arg-type]  # amounts need no orders
    assert axis.values == (500, 600, 1000, 1500, 2000)
