"""Designs to begin with: the templates with the shop's own numbers, as tiers that can be saved."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from planner.activities.gift_ladder import GiftLadder, propose_gift_ladder
from planner.activities.group_buy import (
    Candidate,
    GroupBuyProposals,
    event_band_minor,
    propose_group_buy,
)
from planner.activities.nice_amounts import nice_within
from planner.activities.order_values import OrderValues
from planner.activities.pairs import PairProposals
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.templates import Template, TemplateOffer, templates
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.thresholds import ThresholdProposals
from planner.activities.tiers import WHOLE_SHARE, Combines, Design, Kind, Tier
from planner.language import Message, say

GIFT_GROUP = "gifts"
"""Gifts of several steps go into one group: a buyer gets the best that the cart reaches."""
GIFT_COST_PER_STEP = Decimal("0.05")
"""Of its threshold, where no proposal says what a gift may cost."""
ADD_ON_TAKE_UP = WHOLE_SHARE // 10
"""Buyers who take an add-on, until the shop knows better: that all do is no start to plan with."""
SMALL_GIFT_COST_MINOR = 2_00
"""Of a gift to every order; something has to be typed, and this is near what such gifts cost."""


@dataclass(frozen=True)
class Proposals:
    """What the shop's own data proposes.

    Attributes:
        thresholds: of free shipping and money off (ACT-5).
        pairs: what to add (ACT-6).
        ladder: of gifts (ACT-4).
        group_buy: items and their prices (ACT-7, ACT-8).
        templates: the designs to start from (ACT-2, ACT-7).
    """

    thresholds: ThresholdProposals
    pairs: PairProposals
    ladder: GiftLadder
    group_buy: GroupBuyProposals
    templates: tuple[Template, ...]


def propose(
    thresholds: ThresholdProposals,
    pairs: PairProposals,
    values: OrderValues,
    shop: ShopTerms,
    ranked: Sequence[tuple[str, tuple[Message, ...]]],
    terms: ProposalAssumptions,
) -> Proposals:
    """Return what the shop's own data proposes for a design.

    Args:
        thresholds: that were found.
        pairs: that were found.
        values: of the orders that gifts are built on.
        shop: what products bring and cost.
        ranked: products that are fit for the event, the fittest first, with the reasons (ACT-8).
        terms: shares and distances.
    """
    margin = None if shop.cost_share is None else 1 - shop.cost_share / WHOLE_SHARE
    ladder = propose_gift_ladder(values, margin, terms)
    candidates = (
        Candidate(
            product=code,
            title=one.title,
            price_minor=one.list_price_minor,
            floor_minor=one.floor_minor or None,
            stock_units=one.stock_units,
            reasons=reasons,
        )
        for code, reasons in ranked
        if (one := shop.products.get(code))
    )
    group_buy = propose_group_buy(candidates, terms)
    return Proposals(
        thresholds,
        pairs,
        ladder,
        group_buy,
        templates(thresholds, pairs, ladder, group_buy, terms),
    )


def design_of(
    template: Template,
    shop: ShopTerms,
    ranked: Sequence[str],
    words: Callable[[Message], str],
    terms: ProposalAssumptions | None = None,
) -> Design:
    """Return a template as a design whose tiers can be saved.

    Products that the template leaves open are the fittest ones: an offer that is meant for some is
    never one for the whole shop, and left out where the sheets name none.
    A gift that the template leaves open is the product with the most stock among those that cost no
    more than the gift may; where none does, it keeps the template's word, to be filled in. Gifts of
    several steps go into one group: a buyer gets the best that the cart reaches. An add-on for
    which the shop has nothing is left out. A price that is none for its goods, since they cost no
    more as it is, becomes one within the shares of ACT-7: a rush at 11 of what costs 4.25.

    Args:
        template: to begin with.
        shop: what products bring and cost.
        ranked: products that are fit for the event, the fittest first (ACT-8).
        words: turns a message into the reader's language; names are the manager's own from then on.
        terms: shares of the price; the planner's starting values where None.
    """
    terms = terms or ProposalAssumptions()
    offers = template.offers
    gifts = sum(offer.fields["kind"] == Kind.GIFT.value for offer in offers)
    tiers = tuple(
        _tier(place, filled, shop, words, terms, in_group=gifts > 1)
        for place, offer in enumerate(offers)
        if _has_its_products(filled := _filled(offer, ranked))
    )
    return Design(template.key, words(template.name), tuple(_usable(tiers)))


def left_out(
    template: Template, design: Design, words: Callable[[Message], str]
) -> tuple[str, ...]:
    """Return the names of a template's offers of which its design has none: nothing fits them.

    Args:
        template: of the design.
        design: that :func:`design_of` made of it.
        words: that it was made with.
    """
    names = (offer.fields.get("name") for offer in template.offers)
    told = dict.fromkeys(words(name) for name in names if isinstance(name, Message))
    held = {tier.name for tier in design.tiers}
    return tuple(name for name in told if name not in held)


def _has_its_products(offer: TemplateOffer) -> bool:
    """Return whether an offer is for the whole shop or names its products; an add-on adds one."""
    is_add_on = offer.fields["kind"] == Kind.ADD_ON.value
    return is_add_on or offer.product_count is None or bool(offer.products)


def _usable(tiers: Iterable[Tier]) -> Iterator[Tier]:
    """Yield the tiers but for add-ons with nothing to add, or with what another adds already."""
    added = set()
    for tier in tiers:
        if tier.kind is Kind.ADD_ON:
            if not tier.gift or tier.gift in added:
                continue
            added.add(tier.gift)
        yield tier


def _filled(offer: TemplateOffer, ranked: Sequence[str]) -> TemplateOffer:
    if offer.products or offer.product_count is None or offer.fields["kind"] == Kind.ADD_ON.value:
        return offer
    return replace(offer, products=tuple(ranked[: offer.product_count]))


def _tier(
    place: int,
    offer: TemplateOffer,
    shop: ShopTerms,
    words: Callable[[Message], str],
    terms: ProposalAssumptions,
    *,
    in_group: bool,
) -> Tier:
    fields = offer.fields
    kind = Kind(str(fields["kind"]))
    told: dict[str, Any] = {}
    for name, attribute in _ATTRIBUTES.items():
        if fields.get(name) is not None:
            told[attribute] = fields[name]
    if "share" in told:
        told["share"] = round(float(told["share"]) * WHOLE_SHARE)
    if kind is Kind.LIMITED_PRICE and fields.get("quantity"):
        told["first_n"] = told.pop("quantity")
    if kind is Kind.LIMITED_PRICE and told.get("amount_minor"):
        told["amount_minor"] = _price_below(told["amount_minor"], offer.products, shop, terms)
    called = fields.get("name")
    if isinstance(called, Message):
        told["name"] = words(called)
    if kind is Kind.ADD_ON:
        told |= {"take_up": ADD_ON_TAKE_UP, **_added(offer, shop)}
    else:
        told["products"] = frozenset(offer.products)
    if kind is Kind.GIFT:
        told |= _given(offer, int(told.get("threshold_minor", 0)), shop, words)
        if in_group:
            told |= {"combines": Combines.GROUP, "group": GIFT_GROUP}
    return Tier(f"{place}", kind, **told)


def _price_below(
    price_minor: int, products: Sequence[str], shop: ShopTerms, terms: ProposalAssumptions
) -> int:
    """Return the price of an offer, lowered where the cheapest of its goods costs no more."""
    known = (shop.products[code].list_price_minor for code in products if code in shop.products)
    cheapest = min((one for one in known if one), default=None)
    if cheapest is None or price_minor < cheapest:
        return price_minor
    low, high = event_band_minor(cheapest, 0, terms)
    return nice_within(low, high) or high


_ATTRIBUTES = {
    "threshold": "threshold_minor",
    "amount": "amount_minor",
    "share": "share",
    "quantity": "quantity",
    "each_full": "each_full",
    "cap_times": "cap_times",
    "first_n": "first_n",
}
"""Fields of a template's offer → attributes of a tier."""


def _added(offer: TemplateOffer, shop: ShopTerms) -> dict[str, Any]:
    """Return the product that may be added, with its cost.

    Where no pair proposes one, it is the product with the most stock among those that cost no more
    than is paid for it; left open where none does.
    """
    if not offer.products:
        paid = offer.fields.get("amount")
        found = gift_within(paid, shop) if isinstance(paid, int) else None
        return {"gift": found.product, "gift_cost_minor": found.cost_minor} if found else {}
    code = offer.products[0]
    one = shop.products.get(code)
    return {"gift": code, "gift_cost_minor": (one.cost_minor if one else None) or 0}


def _given(
    offer: TemplateOffer, threshold_minor: int, shop: ShopTerms, words: Callable[[Message], str]
) -> dict[str, Any]:
    most = offer.fields.get("most_cost")
    limit = int(most) if isinstance(most, int) else int(threshold_minor * GIFT_COST_PER_STEP)
    limit = limit or SMALL_GIFT_COST_MINOR
    found = gift_within(limit, shop)
    if found is not None:
        return {"gift": found.product, "gift_cost_minor": found.cost_minor or 0}
    word = offer.fields.get("gift")
    name = words(word) if isinstance(word, Message) else words(say("Gift"))
    return {"gift": name, "gift_cost_minor": limit}


def gift_within(most_cost_minor: int, shop: ShopTerms) -> ProductTerms | None:
    """Return the product that a gift of at most this cost may be; None where none is known.

    Of those that are held and cost no more, the one of which the most is held: a gift needs stock
    (INV-11), and clears it.
    """
    fitting = [
        one
        for one in shop.products.values()
        if one.cost_minor and one.cost_minor <= most_cost_minor and (one.stock_units or 0) > 0
    ]
    return max(fitting, key=lambda one: (one.stock_units or 0, one.product), default=None)
