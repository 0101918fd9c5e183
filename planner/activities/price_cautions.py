"""Warnings about prices: what a single piece costs under a design, against its floor (ACT-7)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.activities.circumstances import Circumstances, OtherDiscount
from planner.activities.engine import check_out
from planner.activities.finding import Finding, Severity
from planner.activities.nice_amounts import money
from planner.activities.overlap import share_goods, share_time
from planner.activities.situations import Situation, line_of, situations, widest
from planner.activities.terms import ProductTerms
from planner.activities.tiers import Benefit, Design, Tier
from planner.language import Message, Quantity, say

NAMED = 3
"""Products that a finding names; the others are counted."""
IN_SUCCESSION = 20
"""So many products in a row at or above their floor end the walk through an order."""
MOST_FOUND = 100
"""Products below their floor that a finding counts."""
LOWERS = frozenset({Benefit.PRICE, Benefit.MONEY_OFF})
"""Benefits that lower what a piece costs."""


@dataclass(frozen=True)
class BelowFloor:
    """A product whose single piece is sold below its floor.

    Attributes:
        terms: what is known of the product.
        price_minor: of the piece; of a platform's layer, what the shop receives for it.
        tier_ids: that lower it.
    """

    terms: ProductTerms
    price_minor: int
    tier_ids: tuple[str, ...]

    @property
    def below_minor(self) -> int:
        """Return by how much it is below."""
        return self.terms.floor_minor - self.price_minor


def price_cautions(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield what sells below a floor: by the shop's tiers, by the platform's, by another tool."""
    own = tuple(tier for tier in design.in_order if not tier.kind.traits.is_platform)
    yield from _below_by_the_shop(own, about)
    yield from _below_by_the_platform(design, about)
    by_name: dict[str, list[OtherDiscount]] = {}
    for running in about.running:
        by_name.setdefault(running.name, []).append(running)
    for name, inside in by_name.items():
        yield from _collision(design, name, inside[:MOST_FOUND], about)


# By the shop itself ------------------------------------------------------------------------------


def _below_by_the_shop(tiers: tuple[Tier, ...], about: Circumstances) -> Iterator[Finding]:
    found = below_floor(tiers, about, holds_floors=False)
    by_tiers: dict[tuple[str, ...], list[BelowFloor]] = {}
    for one in found:
        by_tiers.setdefault(one.tier_ids, []).append(one)
    for tier_ids, products in by_tiers.items():
        lowest = next(tier for tier in tiers if tier.tier_id == tier_ids[0])
        yield Finding(
            "below_floor", Severity.WARNING, "ACT-7", tier_ids, _lowering_field(lowest),
            say("A single piece would be sold below its floor: {products}. The floor holds it back"
                " here; other tools do not know it.", products=_named(products)),
            say("Take less off, leave these products out of its scope, or lower the least margin"
                " of a piece."),
        )  # fmt: skip


def _lowering_field(tier: Tier) -> str:
    return "amount_minor" if tier.amount_minor else "share"


# By the platform ---------------------------------------------------------------------------------


def _below_by_the_platform(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield the platform's layers that leave the shop less than the floor it kept itself."""
    platform = [tier for tier in design.in_order if tier.kind.traits.is_platform]
    if not platform:
        return
    found = [
        one
        for one in below_floor(design.in_order, about, holds_floors=True)
        if any(tier.tier_id in one.tier_ids for tier in platform)
    ]
    if found:
        ids = tuple(tier.tier_id for tier in platform if any(tier.tier_id in one.tier_ids
                                                             for one in found))  # fmt: skip
        yield Finding(
            "platform_below_floor", Severity.WARNING, "ACT-7", ids, "borne_share",
            say("The platform's layer comes on top and no floor holds it back: the shop would"
                " receive less than the floor for {products}.", products=_named(found)),
            say("Let the shop's own tiers take less off these products, keep them out of the"
                " platform's event, or settle a smaller share that the shop bears."),
        )  # fmt: skip


# By another tool ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stacked:
    """What a piece costs where another discount stacks with a design.

    Attributes:
        terms: what is known of the product.
        pieces: bought together, as many as the other discount asks for.
        alone_minor: for a piece under the design alone.
        both_minor: for a piece under both.
        tier_ids: that it stacks with.
    """

    terms: ProductTerms
    pieces: int
    alone_minor: int
    both_minor: int
    tier_ids: tuple[str, ...]

    @property
    def below_minor(self) -> int:
        """Return how far below its floor the piece is sold; negative = above."""
        return self.terms.floor_minor - self.both_minor


def _collision(
    design: Design, name: str, running: Sequence[OtherDiscount], about: Circumstances
) -> Iterator[Finding]:
    """Yield what a buyer would pay at worst under discounts of one name that run beside it."""
    found = [worst for one in running if (worst := _worst_piece(design, one, about)) is not None]
    if not found:
        return
    worst = max(found, key=lambda one: one.below_minor)
    below = worst.below_minor > 0
    yield Finding(
        "collides_below_floor" if below else "collides", Severity.WARNING, "ACT-3",
        worst.tier_ids, "first_day", _collides(name, worst),
        say("End {name} before these tiers begin, or take its products out of their scope.",
            name=name),
    )  # fmt: skip


def stacks_with(design: Design, running: OtherDiscount, about: Circumstances) -> tuple[Tier, ...]:
    """Return the tiers that lower the price of the same goods at the same time."""
    other = running.as_tier("")
    return tuple(
        tier
        for tier in design.in_order
        if tier.kind.traits.benefit in LOWERS
        and share_time(tier, other, about)
        and share_goods(tier, other, about)
    )


def _collides(name: str, worst: Stacked) -> Message:
    fields: dict[str, str | int | Quantity] = {
        "name": name, "product": worst.terms.name, "count": worst.pieces,
        "both": money(worst.both_minor), "alone": money(worst.alone_minor),
    }  # fmt: skip
    if worst.pieces > 1:
        stacks = say(
            "{name} runs at the same time and stacks: where {count} of {product} are bought, a"
            " piece would cost {both} instead of {alone}.",
            **fields,
        )
    else:
        stacks = say(
            "{name} runs at the same time and stacks: {product} would cost {both} instead of"
            " {alone}.",
            **fields,
        )
    if worst.below_minor <= 0:
        return stacks
    below = money(worst.below_minor)
    return say("{stacks} That is {below} below its floor.", stacks=stacks, below=below)


OTHER = "other discount"
"""Id of the other discount among the tiers."""


def _worst_piece(design: Design, running: OtherDiscount, about: Circumstances) -> Stacked | None:
    """Return the piece that another discount and the design take deepest below its floor.

    Tools do not know the floors: they are left out. Of many products those are looked at that are
    taken below theirs first.
    """
    tiers, other = design.in_order, running.as_tier(OTHER)
    stacked = stacks_with(design, running, about)
    inside = [
        terms
        for terms in about.shop.products.values()
        if terms.list_price_minor
        and all(
            any(one.is_for(terms.product, terms.category) for one in side)
            for side in ((other,), stacked)
        )
    ]
    near = {one.product: one for order in _orders(inside) for one in order[:IN_SUCCESSION]}
    where = widest(situations((*tiers, other), about)) if near else ()
    found = [
        one
        for terms in near.values()
        for situation in where
        if (one := _stack(terms, situation, tiers, other, stacked)) is not None
    ]
    return max(found, key=lambda one: one.below_minor, default=None)


def _stack(
    terms: ProductTerms,
    situation: Situation,
    tiers: tuple[Tier, ...],
    other: Tier,
    stacked: Sequence[Tier],
) -> Stacked | None:
    """Return what a piece costs with the other discount on top; None where it stacks with none."""
    piece = replace(line_of(terms), floor_minor=0)
    single = check_out(situation.cart((piece,)), tiers).net_by_line[0]
    pieces = max(1, -(-other.threshold_minor // max(1, single)))
    cart = situation.cart((replace(piece, quantity=pieces),))
    alone = check_out(cart, tiers).net_by_line[0] // pieces
    found: list[Stacked] = []
    # Which of two tools comes first is not known: the worse order counts.
    for order in ((other, *tiers), (*tiers, other)):
        out = check_out(cart, order)
        gave = {step.tier.tier_id for step in out.steps if step.off_minor}
        ids = tuple(tier.tier_id for tier in stacked if tier.tier_id in gave)
        both = out.net_by_line[0] // pieces
        if other.tier_id in gave and ids and both < alone:
            found.append(Stacked(terms, pieces, alone, both, ids))
    return min(found, key=lambda one: one.both_minor, default=None)


# Single pieces -----------------------------------------------------------------------------------


def below_floor(
    tiers: Sequence[Tier], about: Circumstances, holds_floors: bool
) -> tuple[BelowFloor, ...]:
    """Return the products of which a single piece is sold below its floor, the deepest first.

    Products are walked through by what would take them below first: by floor ÷ list price for
    shares, by floor for a price, by list price − floor for amounts. A walk ends when many in
    succession are not below; at most :data:`MOST_FOUND` are returned.

    Args:
        tiers: in their order.
        about: the shop and the campaign.
        holds_floors: whether the shop's own tiers stop at the floors.
    """
    lowering = [tier for tier in tiers if tier.kind.traits.benefit in LOWERS]
    known = [
        terms
        for terms in about.shop.products.values()
        if terms.list_price_minor and terms.floor_minor
        and terms.list_price_minor >= terms.floor_minor
        and any(tier.is_for(terms.product, terms.category) for tier in lowering)
    ]  # fmt: skip
    open_to = widest(situations(lowering, about))
    seen: dict[str, BelowFloor | None] = {}
    for order in _orders(known):
        above = 0
        for terms in order:
            if terms.product not in seen:
                seen[terms.product] = _lowest(terms, lowering, open_to, holds_floors)
            above = 0 if seen[terms.product] else above + 1
            if above >= IN_SUCCESSION or sum(map(bool, seen.values())) >= MOST_FOUND:
                break
    found = [one for one in seen.values() if one]
    return tuple(sorted(found, key=lambda one: -one.below_minor))


def _orders(known: Sequence[ProductTerms]) -> Iterator[list[ProductTerms]]:
    keys: tuple[Callable[[ProductTerms], float], ...] = (
        lambda one: -one.floor_minor / (one.list_price_minor or 1),
        lambda one: -one.floor_minor,
        lambda one: (one.list_price_minor or 0) - one.floor_minor,
    )
    for key in keys:
        yield sorted(known, key=key)


def _lowest(
    terms: ProductTerms,
    tiers: Sequence[Tier],
    open_to: Sequence[Situation],
    holds_floors: bool,
) -> BelowFloor | None:
    """Return the product at its lowest price, where that is below its floor."""
    line = line_of(terms) if holds_floors else replace(line_of(terms), floor_minor=0)
    outs = [check_out(one.cart((line,)), tiers) for one in open_to]
    if not outs:
        return None
    lowest = min(outs, key=lambda out: out.received_minor)
    if lowest.received_minor >= terms.floor_minor:
        return None
    ids = tuple(step.tier.tier_id for step in lowest.steps if step.off_minor)
    return BelowFloor(terms, lowest.received_minor, ids)


def _named(found: Sequence[BelowFloor]) -> Message:
    """Return the deepest products with how far they are below, and how many others there are."""
    places = {
        f"product_{at}": say("{product} at {price}, {below} below",
                             product=one.terms.name, price=money(one.price_minor),
                             below=money(one.below_minor))
        for at, one in enumerate(found[:NAMED])
    }  # fmt: skip
    first = Message("; ".join(f"{{{place}}}" for place in places), places)
    others = len(found) - len(places)
    if not others:
        return first
    if len(found) >= MOST_FOUND:
        return say("{products}; and {count} others or more", products=first, count=others)
    return say("{products}; and {count} others", products=first, count=others)
