"""Designs to start from (ACT-2, ACT-7), as plain data; numbers by the shop's own where it has them.

What an offer's fields hold, none of which need be there:

    kind        of the activity, ``limited_price``, ``add_on``, ``gift``, ``free_shipping`` …
    threshold   minor units of the order from which on it is given
    amount      minor units: the price that is paid, or what is taken off
    share       of the price that is taken off
    quantity    pieces of each product
    each_full   once for each full threshold, else once an order; of several gifts the best counts
    cap_times   at most so often an order; None means no upper limit
    gift        what is given
    most_cost   minor units that it may cost
    first_n     of the customers
    name        of the offer

ACT-7 names offers that a shop may run beside each other, of which ACT-3 allows three: each is a
template of its own. Which purposes (TGT-5) a template serves is the planner's own reading.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.activities.gift_ladder import GiftLadder, GiftStep
from planner.activities.group_buy import GroupBuyItem, GroupBuyProposals, event_band_minor
from planner.activities.nice_amounts import money, nice_within
from planner.activities.pairs import AddOnPair, PairProposals
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.thresholds import ThresholdProposals
from planner.language import Message, say

Fields = Mapping[str, Message | str | int | float | bool | None]
"""Name of an offer's field → its value, see the module."""

ITEM_PRICE_MINOR, ADD_ON_PRICES_MINOR, GIFT_STEP_MINOR = 45_00, (9_90, 29_90), 100_00
"""Of the example of ACT-2: a group-buy item, two additions, a gift for each full step."""
COINS, COIN_PRODUCTS = 100, 10
"""Coins that are paid beside the cash, and products that are sold so (ACT-7)."""
RUSH_PRICE_MINOR = 11_00
"""Of a rush (ACT-7)."""


@dataclass(frozen=True)
class TemplateOffer:
    """One benefit of a tier.

    Attributes:
        fields: what it is, see the module.
        products: codes of those it holds for; empty = to be chosen, or the whole shop.
        product_count: how many products are to be chosen; None = the whole shop.
    """

    fields: Fields
    products: tuple[str, ...] = ()
    product_count: int | None = None


@dataclass(frozen=True)
class Template:
    """A design to start from.

    Attributes:
        key: its name in code.
        name: its name.
        use: what it is for, in a sentence.
        purposes: that it serves, the most important first (keys of the campaign's purposes).
        tiers: each with the offers it is made of.
        rules: that it follows.
    """

    key: str
    name: Message
    use: Message
    purposes: tuple[str, ...]
    tiers: tuple[tuple[TemplateOffer, ...], ...]
    rules: tuple[str, ...]

    @property
    def offers(self) -> tuple[TemplateOffer, ...]:
        """Return the offers of all tiers, in their order."""
        return tuple(offer for tier in self.tiers for offer in tier)


def templates(
    thresholds: ThresholdProposals | None = None,
    pairs: PairProposals | None = None,
    ladder: GiftLadder | None = None,
    group_buy: GroupBuyProposals | None = None,
    terms: ProposalAssumptions | None = None,
) -> tuple[Template, ...]:
    """Return the designs to start from.

    Args:
        thresholds: proposals of the shop's data that take the place of the rule's numbers, where
            they propose anything: the free-shipping threshold, where no item is known,
        pairs: the products that are added,
        ladder: the gifts,
        group_buy: the products on group-buy, with their prices and pieces.
        terms: shares of the price and pieces; the planner's starting values where None.
    """
    terms = terms or ProposalAssumptions()
    return (
        _multi_tier(thresholds, pairs, ladder, group_buy, terms),
        _coins(terms),
        _group_buy(group_buy, terms),
        _whole_shop(),
        _rush(),
    )


def fitting_first(found: Iterable[Template], purposes: Sequence[str]) -> tuple[Template, ...]:
    """Return templates with those first that serve the campaign's first purposes (ACT-1, TGT-5).

    >>> [one.key for one in fitting_first(templates(), ["clear_stock"])][0]
    'whole_shop'
    """
    ranks = {key: rank for rank, key in enumerate(purposes)}

    def rank(template: Template) -> int:
        return min((ranks[key] for key in template.purposes if key in ranks), default=len(ranks))

    return tuple(sorted(found, key=rank))


def _multi_tier(
    thresholds: ThresholdProposals | None,
    pairs: PairProposals | None,
    ladder: GiftLadder | None,
    group_buy: GroupBuyProposals | None,
    terms: ProposalAssumptions,
) -> Template:
    items = group_buy.items if group_buy else ()
    price = items[0].price_minor if items else ITEM_PRICE_MINOR
    any_item: Fields = {"kind": "limited_price", "amount": price, "name": say("Group-buy item")}
    item = _group_buy_offer(items[0]) if items else TemplateOffer(any_item, product_count=1)
    proposed = thresholds.proposed if thresholds and not items else None
    # The item ships free, as a part of its own tier (ACT-3); where none is known, the whole shop
    # does from a threshold on. An order that holds the item comes to its price at least.
    shipping: Fields = {
        "kind": "free_shipping",
        "threshold": 0 if items else proposed.free_shipping.threshold_minor if proposed else price,
        "name": say("Free shipping"),
    }
    ships = TemplateOffer(shipping, item.products, 1) if items else TemplateOffer(shipping)
    return Template(
        key="multi_tier",
        name=say("One item, additions, gifts"),
        use=say(
            "A group-buy item draws customers in; cheap additions and a gift for each step make the"
            " order larger."
        ),
        purposes=("volume", "bestseller", "traffic"),
        tiers=((item, ships), _add_ons(pairs, terms), _gifts(ladder)),
        rules=("ACT-2", "ACT-3", *(("ACT-5",) if proposed else ())),
    )


def _group_buy_offer(item: GroupBuyItem) -> TemplateOffer:
    fields: Fields = {
        "kind": "limited_price",
        "amount": item.price_minor,
        "quantity": item.quantity,
        "name": say("Group-buy item"),
    }
    return TemplateOffer(fields, (item.candidate.product,), 1)


def _add_ons(pairs: PairProposals | None, terms: ProposalAssumptions) -> tuple[TemplateOffer, ...]:
    chosen = _different_add_ons(pairs.pairs if pairs else ())
    if not chosen:
        return tuple(_add_on(amount) for amount in ADD_ON_PRICES_MINOR)
    return tuple(_add_on(_event_price(pair, terms), pair.add_on.product) for pair in chosen)


def _add_on(amount_minor: int, *products: str) -> TemplateOffer:
    fields: Fields = {"kind": "add_on", "amount": amount_minor, "name": say("Add-on")}
    return TemplateOffer(fields, products, 1)


def _event_price(pair: AddOnPair, terms: ProposalAssumptions) -> int:
    """Return a price for an add-on within the shares that ACT-7 names for the event."""
    price = pair.add_on.price_minor or 0
    low, high = event_band_minor(price, 0, terms)
    return nice_within(low, high) or low


def _different_add_ons(pairs: Sequence[AddOnPair]) -> list[AddOnPair]:
    """Return the first two products that can be added, the cheaper first as its price is lower."""
    first_of = {pair.add_on.product: pair for pair in reversed(pairs) if pair.is_cheap}
    in_order = [pair for pair in pairs if first_of.get(pair.add_on.product) is pair]
    return sorted(in_order[:2], key=lambda pair: pair.add_on.price_minor or 0)


def _gifts(ladder: GiftLadder | None) -> tuple[TemplateOffer, ...]:
    if ladder is None or not ladder.steps:
        each_hundred: Fields = {
            "kind": "gift",
            "threshold": GIFT_STEP_MINOR,
            "each_full": True,
            "cap_times": None,
            "gift": say("Gift"),
            "name": say("A gift for each step"),
        }
        return (TemplateOffer(each_hundred),)
    return tuple(TemplateOffer(_gift_of(step)) for step in ladder.steps)


def _gift_of(step: GiftStep) -> Fields:
    cost = step.most_cost_minor
    costing = say("Gift that costs at most {cost}", cost=money(cost)) if cost else say("Gift")
    return {
        "kind": "gift",
        "threshold": step.threshold_minor,
        "each_full": False,
        "cap_times": 1,
        "gift": costing,
        "most_cost": cost,
        "name": say("Gift of grade {grade}", grade=step.grade),
    }


def _share_off(terms: ProposalAssumptions) -> float:
    """Return what is taken off at the middle of the event's prices: 50 to 70 % stay, 40 % go.

    >>> _share_off(ProposalAssumptions())
    0.4
    """
    return round(1 - (terms.group_buy_price_from + terms.group_buy_price_to) / 2, 4)


def _coins(terms: ProposalAssumptions) -> Template:
    price: Fields = {
        # The coins are the platform's; the shop sees the cash price alone.
        "kind": "limited_price",
        "share": _share_off(terms),
        "first_n": terms.group_buy_quantity,
        "name": say("Cash and {coins} coins", coins=COINS),
    }
    gift: Fields = {"kind": "gift", "gift": say("Small gift"), "name": say("Small gift")}
    return Template(
        key="coins",
        name=say("Coins activity"),
        use=say("Ten products for a part of their price and coins: new visitors at small cost."),
        purposes=("traffic", "new_customers", "ranking"),
        tiers=(
            (
                TemplateOffer(price, product_count=COIN_PRODUCTS),
                TemplateOffer(gift, product_count=COIN_PRODUCTS),
            ),
        ),
        rules=("ACT-7",),
    )


def _group_buy(proposals: GroupBuyProposals | None, terms: ProposalAssumptions) -> Template:
    fields: Fields = {
        "kind": "limited_price",
        "share": _share_off(terms),
        "quantity": terms.group_buy_quantity,
        "name": say("Group-buy item"),
    }
    to_choose = TemplateOffer(fields, product_count=terms.group_buy_products)
    items = proposals.items if proposals else ()
    return Template(
        key="group_buy",
        name=say("Group-buy"),
        use=say("Few products in large numbers: small margin, many sales."),
        purposes=("bestseller", "volume", "ranking"),
        tiers=(tuple(map(_group_buy_offer, items)) or (to_choose,),),
        rules=("ACT-7",),
    )


def _whole_shop() -> Template:
    half: Fields = {"kind": "percent_off", "share": 0.50, "name": say("Half price")}
    shipping: Fields = {"kind": "free_shipping", "threshold": 0, "name": say("Free shipping")}
    return Template(
        key="whole_shop",
        name=say("Whole shop at half price"),
        use=say("On the day everything costs half and ships free: clears what is left."),
        purposes=("clear_stock", "volume"),
        tiers=((TemplateOffer(half), TemplateOffer(shipping)),),
        rules=("ACT-7",),
    )


def _rush() -> Template:
    fields: Fields = {
        "kind": "limited_price",
        "amount": RUSH_PRICE_MINOR,
        "cap_times": 1,
        "name": say("Rush for 11"),
    }
    return Template(
        key="rush",
        name=say("Rush"),
        use=say(
            "A product for 11 at set hours draws visitors; set the pieces before, it sells at a"
            " loss."
        ),
        purposes=("traffic", "new_customers"),
        tiers=((TemplateOffer(fields, product_count=1),),),
        rules=("ACT-7",),
    )
