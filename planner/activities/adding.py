"""A tier to begin with, of any kind, with the numbers that the shop's own data proposes."""

from collections.abc import Callable
from typing import Any

from planner.activities.nice_amounts import nice_within
from planner.activities.start import ADD_ON_TAKE_UP, Proposals, gift_within
from planner.activities.templates import ADD_ON_PRICES_MINOR, GIFT_STEP_MINOR, ITEM_PRICE_MINOR
from planner.activities.terms import ShopTerms
from planner.activities.tiers import WHOLE_SHARE, Kind, Tier
from planner.language import Message, say

TENTH, HALF, TWENTIETH = WHOLE_SHARE // 10, WHOLE_SHARE // 2, WHOLE_SHARE // 20
USUAL_THRESHOLD_MINOR, USUAL_OFF_MINOR = 199_00, 20_00
"""Where no order tells where a threshold belongs."""
CROSS_SHOP_MINOR = (300_00, 50_00)
"""Threshold and money off of the platforms' usual cross-shop offer; its rules of the year go before
it, and the manager's own numbers before these."""
GIFT_SHARE = 20
"""Where no ladder says what a gift may cost: one part in so many of its threshold."""


def tier_to_add(
    kind: Kind,
    proposals: Proposals,
    shop: ShopTerms,
    words: Callable[[Message], str],
) -> Tier:
    """Return a tier of a kind as the shop's own data proposes it, still without an id.

    Args:
        kind: of activity.
        proposals: of the shop's data.
        shop: what products bring and cost.
        words: turns a message into the reader's language: what is to be filled in.
    """
    return Tier("", kind, **_FIELDS[kind](proposals, shop, words))


_Fields = dict[str, Any]
_Words = Callable[[Message], str]


def _money_off(proposals: Proposals, shop: ShopTerms, words: _Words) -> _Fields:
    del shop, words
    if found := proposals.thresholds.proposed:
        off = found.money_off
        return {"threshold_minor": off.threshold_minor, "amount_minor": off.amount_minor or 0}
    return {"threshold_minor": USUAL_THRESHOLD_MINOR, "amount_minor": USUAL_OFF_MINOR}


def _free_shipping(proposals: Proposals, shop: ShopTerms, words: _Words) -> _Fields:
    del shop, words
    found = proposals.thresholds.proposed
    return {"threshold_minor": found.free_shipping.threshold_minor if found else 0}


def _gift(proposals: Proposals, shop: ShopTerms, words: _Words) -> _Fields:
    step = next(iter(proposals.ladder.steps), None)
    threshold = step.threshold_minor if step else GIFT_STEP_MINOR
    most = (step.most_cost_minor if step else None) or threshold // GIFT_SHARE
    return {"threshold_minor": threshold, **_given(most, shop, words)}


def _given(most_cost_minor: int, shop: ShopTerms, words: _Words) -> _Fields:
    found = gift_within(most_cost_minor, shop)
    if found is None:
        return {"gift": words(say("Gift")), "gift_cost_minor": most_cost_minor}
    return {"gift": found.product}


def _buy_and_get(proposals: Proposals, shop: ShopTerms, words: _Words) -> _Fields:
    usual = proposals.ladder.usual_minor or GIFT_STEP_MINOR
    return {"quantity": 2, **_given(usual // GIFT_SHARE, shop, words)}


def _add_on(proposals: Proposals, shop: ShopTerms, words: _Words) -> _Fields:
    pair = next((one for one in proposals.pairs.pairs if one.add_on.price_minor), None)
    if pair is None or pair.add_on.price_minor is None:
        return {
            "amount_minor": ADD_ON_PRICES_MINOR[0],
            "take_up": ADD_ON_TAKE_UP,
            **_given(ADD_ON_PRICES_MINOR[0], shop, words),
        }
    price = pair.add_on.price_minor
    return {
        "gift": pair.add_on.product,
        # Its confidence is that of the anchor's buyers alone; this tier is for the whole shop.
        "take_up": ADD_ON_TAKE_UP,
        "amount_minor": nice_within(price // 2, price) or price,
    }


def _limited_price(proposals: Proposals, shop: ShopTerms, words: _Words) -> _Fields:
    del shop, words
    item = next(iter(proposals.group_buy.items), None)
    if item is None:
        return {"amount_minor": ITEM_PRICE_MINOR}
    return {
        "products": frozenset({item.candidate.product}),
        "amount_minor": item.price_minor,
        "first_n": item.quantity,
    }


def _set(proposals: Proposals, shop: ShopTerms, words: _Words) -> _Fields:
    del shop, words
    found = proposals.thresholds.proposed
    price = found.money_off.threshold_minor if found else USUAL_THRESHOLD_MINOR
    return {"quantity": 3, "amount_minor": price}


_FIELDS: dict[Kind, Callable[[Proposals, ShopTerms, _Words], _Fields]] = {
    Kind.LIMITED_PRICE: _limited_price,
    Kind.CLEARANCE: lambda *_: {"share": HALF},
    Kind.BUY_AND_GET: _buy_and_get,
    Kind.COUPON: _money_off,
    Kind.MONEY_OFF: _money_off,
    Kind.GIFT: _gift,
    Kind.FREE_SHIPPING: _free_shipping,
    Kind.ADD_ON: _add_on,
    Kind.SECOND_ITEM: lambda *_: {"share": HALF},
    Kind.N_FOR_PRICE: _set,
    Kind.PERCENT_OFF: lambda *_: {"share": TENTH},
    Kind.MEMBER: lambda *_: {"share": TWENTIETH},
    Kind.POINTS: lambda *_: {"amount_minor": 5_00, "share": TENTH, "take_up": TENTH},
    Kind.LOTTERY: lambda *_: {"amount_minor": 50_00, "share": WHOLE_SHARE // 100},
    Kind.NEXT_VOUCHER: lambda *_: {"amount_minor": 10_00, "share": TENTH},
    Kind.CROSS_SHOP: lambda *_: {
        "threshold_minor": CROSS_SHOP_MINOR[0],
        "amount_minor": CROSS_SHOP_MINOR[1],
        "each_full": True,
    },
    Kind.PLATFORM_COUPON: lambda *_: {"share": TENTH, "borne_share": 0},
}
