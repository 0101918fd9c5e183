"""What a buyer keeps who buys enough for an offer and sends goods back: buy six, return five.

A refund gives back what was paid for a line, which money off has already lowered in proportion; so
the goods that are kept stay at their lowered price though they alone would not have reached the
threshold, and the gift, the add-on's price and the free postage are kept whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import prod

from planner.activities.cart import Cart, CheckOut
from planner.activities.circumstances import Circumstances, costed
from planner.activities.engine import check_out, part
from planner.activities.nice_amounts import money
from planner.activities.situations import line_of, pieces_for, samples, situations, widest
from planner.activities.terms import ProductTerms
from planner.activities.tiers import Benefit, Design, Kind, Tier
from planner.language import Message, say

MOST_PIECES = 12
"""Pieces of a cart that is looked at."""
SAMPLES = 5
"""Products that carts are made of, from the cheapest to the dearest."""
ALL_RETURNS = 50
"""So few ways to send goods back are all tried; else all of a line, all but one, one or none."""


@dataclass(frozen=True)
class RefundAbuse:
    """The best way to abuse one tier, and what it costs the shop.

    Attributes:
        tier: that is abused.
        out: what was bought.
        kept: pieces of each line that are not sent back; at least one in all.
        refund_minor: that is given back for the others.
        fair_minor: what the pieces kept would have cost, with postage, bought alone.
        leak_minor: what the tier gives for them beyond that, by one such order.
        orders: expected to qualify for the tier.
        expected_leak_minor: leak × orders × share of buyers who do it.
        change: what closes it.
    """

    tier: Tier
    out: CheckOut
    kept: tuple[int, ...]
    refund_minor: int
    fair_minor: int
    leak_minor: int
    orders: int
    expected_leak_minor: int
    change: Message

    @property
    def why(self) -> Message:
        """Return the abuse in a sentence."""
        bought = sum(line.quantity for line in self.out.cart.lines)
        story = say(
            "{bought} pieces bought for {paid}, {returned} sent back for {refund}: what is kept"
            " costs {left}; bought alone it would cost {fair}.",
            bought=bought,
            paid=money(self.out.paid_minor),
            returned=bought - sum(self.kept),
            refund=money(self.refund_minor),
            left=money(self.out.paid_minor - self.refund_minor),
            fair=money(self.fair_minor),
        )
        goods = sum(one.quantity for one in self.out.goods)
        if not goods:
            return story
        return say("{story} {count} gifts and add-ons are kept too.", story=story, count=goods)


def refund_abuses(
    design: Design,
    about: Circumstances,
    qualifying: Mapping[str, int],
    abuse_share: int,
    typical: Sequence[Cart] = (),
) -> tuple[RefundAbuse, ...]:
    """Return the best abuse of each tier that asks for an amount or for pieces, the worst first.

    Formula: leak = what the tier gave for the pieces that are kept (its part of what it took off
    their lines, postage, gifts and add-ons at their cost less what was paid for them, what is
    expected later) − what it would have given had only these been bought. So the leaks of several
    tiers in one order add up. Expected leak = leak × orders that qualify × share of buyers who do
    it.

    Example (tests/activities): a bag that costs 3 as a gift from 100 on; six cups at 20 bought,
    five sent back: 20 is paid for one cup, and the bag is kept: the leak is 3. With 1,000 orders
    that qualify and 2 % of such buyers: 60.

    Args:
        design: whose tiers apply; not one that is refused.
        about: the shop, and the campaign's window.
        qualifying: tier → orders that are expected to get it.
        abuse_share: of these orders' buyers, in hundredths of a per cent.
        typical: carts to try beside those that are made to just reach each tier.
    """
    tiers = costed(design.in_order, about.shop)
    found = [
        _expected(worst, qualifying.get(tier.tier_id, 0), abuse_share)
        for tier in tiers
        if asks_for_more(tier)
        and (worst := _worst(tier, tiers, about, typical)) is not None
        and worst.leak_minor > 0
    ]
    return tuple(sorted(found, key=lambda one: (-one.expected_leak_minor, -one.leak_minor)))


def asks_for_more(tier: Tier) -> bool:
    """Return whether a tier can be reached by goods that are then sent back."""
    reads = tier.kind.traits.fields
    return (
        ("threshold_minor" in reads and tier.threshold_minor > 0)
        or "quantity" in reads
        or tier.kind is Kind.SECOND_ITEM
    ) and not tier.kind.traits.is_platform


def _expected(abuse: RefundAbuse, orders: int, abuse_share: int) -> RefundAbuse:
    expected = part(abuse.leak_minor * orders, abuse_share)
    return replace(abuse, orders=orders, expected_leak_minor=expected)


def _worst(
    tier: Tier, tiers: Sequence[Tier], about: Circumstances, typical: Sequence[Cart]
) -> RefundAbuse | None:
    worst: RefundAbuse | None = None
    for cart in (*typical, *_just_enough(tier, tiers, about)):
        out = check_out(cart, tiers)
        if not any(step.applies and step.tier.tier_id == tier.tier_id for step in out.steps):
            continue
        for kept in _ways_to_keep(cart):
            one = _abuse(tier, out, kept, tiers)
            if worst is None or one.leak_minor > worst.leak_minor:
                worst = one
    return worst


def _abuse(tier: Tier, out: CheckOut, kept: tuple[int, ...], tiers: Sequence[Tier]) -> RefundAbuse:
    fair = check_out(_only(out.cart, kept), tiers)
    refund = sum(
        part(net, line.quantity - pieces, line.quantity)
        for net, line, pieces in zip(out.net_by_line, out.cart.lines, kept, strict=True)
    )
    everything = tuple(line.quantity for line in fair.cart.lines)
    leak = _given_by(tier, out, kept) - _given_by(tier, fair, everything)
    return RefundAbuse(tier, out, kept, refund, fair.paid_minor, leak, 0, 0, _change(tier))


def _given_by(tier: Tier, out: CheckOut, kept: tuple[int, ...]) -> int:
    """Return what a tier gave for the pieces that are kept, its goods at what they cost."""
    step = next(one for one in out.steps if one.tier.tier_id == tier.tier_id)
    off = sum(
        part(taken, pieces, line.quantity)
        for taken, line, pieces in zip(step.off_by_line, out.cart.lines, kept, strict=True)
    )
    added = step.goods.cost_minor - step.goods.paid_minor if step.goods else 0
    return off + step.postage_minor + added + step.later_minor


def _only(cart: Cart, kept: tuple[int, ...]) -> Cart:
    """Return the cart of the pieces that are kept."""
    lines = tuple(
        replace(line, quantity=pieces)
        for line, pieces in zip(cart.lines, kept, strict=True)
        if pieces
    )
    return replace(cart, lines=lines)


def _ways_to_keep(cart: Cart) -> Iterator[tuple[int, ...]]:
    """Yield pieces of each line that may be kept; something is sent back, something kept."""
    counts = [line.quantity for line in cart.lines]
    if prod(count + 1 for count in counts) <= ALL_RETURNS:
        choices = [list(range(count + 1)) for count in counts]
    else:
        choices = [sorted({0, 1, count - 1, count}) for count in counts]
    for kept in product(*choices):
        if any(kept) and list(kept) != counts:
            yield kept


def _just_enough(tier: Tier, tiers: Sequence[Tier], about: Circumstances) -> Iterator[Cart]:
    """Yield carts that just reach a tier: of one product, or of a dear and a cheap one."""
    chosen = samples(tier, about.shop, SAMPLES)
    where = [one for one in widest(situations(tiers, about)) if tier.tier_id in one.open_ids]
    for situation in where:
        for basket in _baskets(tier, chosen):
            lines = tuple(line_of(terms, pieces) for terms, pieces in basket)
            yield situation.cart(lines, about.shop.postage_minor)


def _baskets(
    tier: Tier, chosen: Sequence[ProductTerms]
) -> Iterator[list[tuple[ProductTerms, int]]]:
    """Yield products with their pieces, each enough for the tier, or for one that sees less."""
    for terms in chosen:
        pieces = pieces_for(tier, terms)
        yield from ([(terms, count)] for count in (pieces, pieces + 1) if count <= MOST_PIECES)
    for cheap, dear in combinations(chosen, 2):
        pieces = pieces_for(tier, dear)
        for of_dear in dict.fromkeys((max(1, pieces - 1), pieces)):
            lacking = tier.threshold_minor - of_dear * (dear.list_price_minor or 0)
            of_cheap = max(1, -(-lacking // (cheap.list_price_minor or 1)))
            if of_dear + of_cheap <= MOST_PIECES:
                yield [(dear, of_dear), (cheap, of_cheap)]


def _change(tier: Tier) -> Message:
    """Return what closes the leak of a tier."""
    match tier.kind.traits.benefit:
        case Benefit.GOODS:
            return say(
                "Ask for the gift back, or charge what it costs, when what is kept no longer earns"
                " it."
            )
        case Benefit.POSTAGE:
            return say("Keep the postage back when what is kept no longer reaches the threshold.")
        case Benefit.ADD_ON:
            return say(
                "Take the add-on back too, or charge its full price, when what is kept no longer"
                " reaches the threshold."
            )
        case Benefit.LATER | Benefit.CHANCE:
            return say("Give the voucher or the chance after the time for returns is over.")
        case _:
            return say(
                "Check the threshold again after a return, and keep back what the goods that are"
                " kept cost without the offer."
            )
