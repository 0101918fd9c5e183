"""Products for a group-buy and their price (ACT-7): 50 to 70 % of the usual one, above the floor.

The price is the amount within that band that a shop would write; the band begins at the product's
floor where that is higher. A product whose floor lies above the band is left out, with the reason:
work out the cost first, small margin, many sales.

Example (tests/activities): usual price 79.00 and floor 41.00 → 41.00 to 55.30 → 49.00.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.activities.nice_amounts import money, nice_within
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.thresholds import share_of
from planner.language import Message, Quantity, Unit, say

RULES = ("ACT-7", "ACT-8")


@dataclass(frozen=True)
class Candidate:
    """A product that could go on group-buy.

    Attributes:
        product: its code.
        title: its name, where known.
        price_minor: usual price of a piece; None where no sheet tells it.
        floor_minor: the price below which a piece loses money; None while the cost is not known.
        stock_units: pieces held; None where no sheet tells.
        reasons: what speaks for it (ACT-8).
    """

    product: str
    title: str | None
    price_minor: int | None
    floor_minor: int | None
    stock_units: int | None = None
    reasons: tuple[Message, ...] = ()


@dataclass(frozen=True)
class GroupBuyItem:
    """A product on group-buy.

    Attributes:
        candidate: the product.
        price_minor: of a piece on group-buy.
        band_minor: least and largest price that was allowed.
        quantity: pieces offered.
        above_floor_minor: what a piece leaves above its floor.
        reasons: why this product and this price.
        rules: that it follows.
    """

    candidate: Candidate
    price_minor: int
    band_minor: tuple[int, int]
    quantity: int
    above_floor_minor: int
    reasons: tuple[Message, ...]
    rules: tuple[str, ...] = RULES


@dataclass(frozen=True)
class GroupBuyProposals:
    """What goes on group-buy, and what was passed over.

    Attributes:
        items: the most fitting first.
        passed_over: candidates that stood before the last item, each with its reason.
        problem: why there is no item; None where there is one.
    """

    items: tuple[GroupBuyItem, ...]
    passed_over: tuple[tuple[Candidate, Message], ...]
    problem: Message | None


def propose_group_buy(
    ranked: Iterable[Candidate],
    terms: ProposalAssumptions | None = None,
    count: int | None = None,
) -> GroupBuyProposals:
    """Return the first products that can go on group-buy, with price and quantity (ACT-7, ACT-8).

    Args:
        ranked: candidates, the most fitting first (ACT-8).
        terms: shares of the price and quantity; the planner's starting values where None.
        count: products wanted; those of the terms where None.
    """
    terms = terms or ProposalAssumptions()
    wanted = terms.group_buy_products if count is None else count
    items: list[GroupBuyItem] = []
    passed_over: list[tuple[Candidate, Message]] = []
    for candidate in ranked:
        if len(items) == wanted:
            break
        judged = _judged(candidate, terms)
        if isinstance(judged, GroupBuyItem):
            items.append(judged)
        else:
            passed_over.append((candidate, judged))
    problem = None
    if not items:
        problem = (
            say("No product can go on group-buy: each is passed over for its own reason.")
            if passed_over
            else say("No product can go on group-buy: none is proposed as a main product.")
        )
    return GroupBuyProposals(tuple(items), tuple(passed_over), problem)


def event_band_minor(
    price_minor: int, floor_minor: int, terms: ProposalAssumptions
) -> tuple[int, int]:
    """Return the least and largest price in the event; the least is above the other where none is.

    >>> event_band_minor(79_00, 41_00, ProposalAssumptions())
    (4100, 5530)
    """
    low = share_of(price_minor, terms.group_buy_price_from)
    return max(low, floor_minor), share_of(price_minor, terms.group_buy_price_to)


def _judged(candidate: Candidate, terms: ProposalAssumptions) -> GroupBuyItem | Message:
    """Return the item, or why the candidate is passed over."""
    if not candidate.price_minor:
        return say("No sheet tells its usual price.")
    if candidate.floor_minor is None:
        return say("Its floor is not known: no sheet tells its cost.")
    if candidate.stock_units is not None and candidate.stock_units <= 0:
        return say("Nothing of it is in stock.")
    low, high = event_band_minor(candidate.price_minor, candidate.floor_minor, terms)
    if low > high:
        return say(
            "Its floor of {floor} lies above {share} of its usual price of {price}.",
            floor=money(candidate.floor_minor),
            share=Quantity(terms.group_buy_price_to, Unit.SHARE),
            price=money(candidate.price_minor),
        )
    price = nice_within(low, high)
    price = low if price is None else price
    stock = candidate.stock_units
    quantity = terms.group_buy_quantity if stock is None else min(terms.group_buy_quantity, stock)
    return GroupBuyItem(
        candidate=candidate,
        price_minor=price,
        band_minor=(low, high),
        quantity=quantity,
        above_floor_minor=price - candidate.floor_minor,
        reasons=(
            say(
                "{price} is within {low} to {high}: {from_share} to {to_share} of the usual {usual}"
                " and not below the floor of {floor} (ACT-7).",
                price=money(price),
                low=money(low),
                high=money(high),
                from_share=Quantity(terms.group_buy_price_from, Unit.SHARE),
                to_share=Quantity(terms.group_buy_price_to, Unit.SHARE),
                usual=money(candidate.price_minor),
                floor=money(candidate.floor_minor),
            ),
            _of_its_quantity(quantity, stock, terms),
            *candidate.reasons,
        ),
    )


def _of_its_quantity(quantity: int, stock: int | None, terms: ProposalAssumptions) -> Message:
    if stock is None:
        return say("{count} pieces; no sheet tells what is in stock.", count=quantity)
    if quantity < terms.group_buy_quantity:
        return say("{count} pieces: all that is in stock.", count=quantity)
    return say("{count} of {stock} pieces in stock.", count=quantity, stock=stock)
