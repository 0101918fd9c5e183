"""The price list of a design: label, event, floor and final price of each product in typical carts.

The event price is what a single piece costs after the tiers that set prices; the final prices are a
piece's part of what is paid for a whole cart: alone, at the lowest threshold, and with everything a
buyer can bring together, the platform's layers included.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from planner.activities.cart import CartLine, CheckOut
from planner.activities.circumstances import Circumstances, costed
from planner.activities.engine import check_out, part
from planner.activities.situations import Situation, line_of, situations
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Benefit, Customers, Design, Tier
from planner.language import Message, say

HOW_READ = say(
    "Event = a single piece after the tiers that set prices; ▼ = below the floor. At the lowest"
    " threshold with what is most often bought with it, else with more of the same; with"
    " everything = for a buyer who can use every tier, the platform's layers too."
)
"""What the columns of a price list say."""


class Typical(Enum):
    """The carts that a product's final price is told for."""

    ALONE = "alone"
    """One piece, in an hour and by a customer for whom the least is open."""
    THRESHOLD = "threshold"
    """With its most common companion, or repeated, up to the lowest threshold."""
    EVERYTHING = "everything"
    """The same, by a customer for whom all that can be open is, the platform's layers too."""

    @property
    def label(self) -> Message:
        """Return what the cart is called."""
        return {
            Typical.ALONE: say("Alone"),
            Typical.THRESHOLD: say("At the lowest threshold"),
            Typical.EVERYTHING: say("With everything"),
        }[self]


@dataclass(frozen=True)
class FinalPrice:
    """A piece of a product in one typical cart.

    Attributes:
        pieces: of the product in the cart.
        companion: bought with it; None = only more of the product.
        price_minor: paid for a piece of the product.
        margin_minor: that the whole cart leaves; None where a cost is not known.
        is_below_floor: whether the shop receives less than the floor for a piece.
    """

    pieces: int
    companion: str | None
    price_minor: int
    margin_minor: int | None
    is_below_floor: bool


@dataclass(frozen=True)
class PriceRow:
    """The prices of one product.

    Attributes:
        terms: what is known of the product.
        list_minor: on the label.
        event_minor: of a single piece after the tiers that set prices for everybody, in the hour
            of the main day in which it is lowest.
        margin_minor: of an order of a single piece at the event price; None = cost not known.
        is_below_floor: whether a tier would set the event price below the floor; it is held there.
        final: by typical cart.
    """

    terms: ProductTerms
    list_minor: int
    event_minor: int
    margin_minor: int | None
    is_below_floor: bool
    final: Mapping[Typical, FinalPrice] = field(default_factory=dict)


def price_list(
    design: Design,
    about: Circumstances,
    companions: Mapping[str, str] | None = None,
    products: Iterable[str] | None = None,
) -> tuple[PriceRow, ...]:
    """Return the prices of products under a design; those without a price are left out.

    Example (tests/activities): a mug at 69 with a floor of 46, an event price of 48 and 10 off from
    100 on: alone 48; three reach 100, 44.67 a piece would be below the floor, so 46; 50 off 300 of
    the platform on top leave 38.33, marked as below it.

    Args:
        design: whose tiers apply; not one that is refused.
        about: the shop, and the campaign's window.
        companions: product → product it is most often bought with; without one, it is repeated.
        products: codes to list, in their order; None = all, by code.
    """
    tiers = costed(design.in_order, about.shop)
    prices = tuple(
        tier
        for tier in tiers
        if tier.kind.traits.benefit is Benefit.PRICE and tier.customers is Customers.ALL
    )
    own = tuple(tier for tier in tiers if not tier.kind.traits.is_platform)
    ways = _Ways(
        about.shop,
        prices,
        _on_the_day(prices, about),
        own,
        _on_the_day(own, about)[-1],
        tiers,
        _on_the_day(tiers, about)[0],
        _lowest_threshold(own),
    )
    codes = sorted(about.shop.products) if products is None else products
    known = [about.shop.products[code] for code in codes if code in about.shop.products]
    return tuple(
        _row(terms, ways, about.shop.products.get((companions or {}).get(terms.product, "")))
        for terms in known
        if terms.list_price_minor
    )


@dataclass(frozen=True)
class _Ways:
    """What all rows are worked out with.

    Attributes:
        shop: its terms.
        prices: the tiers that set prices for everybody.
        in_hours: situations of the main day that these tell apart.
        own: the shop's tiers.
        least: situation of the main day in which the fewest of them are open.
        everything: all tiers.
        most: situation of the main day in which the most of them are open.
        threshold_minor: lowest of the shop's thresholds for the whole shop; 0 = none.
    """

    shop: ShopTerms
    prices: tuple[Tier, ...]
    in_hours: tuple[Situation, ...]
    own: tuple[Tier, ...]
    least: Situation
    everything: tuple[Tier, ...]
    most: Situation
    threshold_minor: int


def _on_the_day(tiers: Sequence[Tier], about: Circumstances) -> tuple[Situation, ...]:
    """Return the situations of the main day, from the most tiers open to the fewest."""
    day = replace(about, days_before=0, days_after=0)
    return situations(tiers, day)


def _lowest_threshold(tiers: Sequence[Tier]) -> int:
    thresholds = [
        tier.threshold_minor
        for tier in tiers
        if "threshold_minor" in tier.kind.traits.fields
        and tier.threshold_minor
        and tier.is_whole_shop
    ]
    return min(thresholds, default=0)


def _row(terms: ProductTerms, ways: _Ways, companion: ProductTerms | None) -> PriceRow:
    single = (line_of(terms),)
    events = [
        check_out(where.cart(single, ways.shop.postage_minor), ways.prices)
        for where in ways.in_hours
    ]
    event = min(events, key=lambda out: out.net_by_line)
    if companion is not None and not companion.list_price_minor:
        companion = None
    filled = _filled(terms, companion, event.net_by_line[0], ways)
    return PriceRow(
        terms,
        terms.list_price_minor or 0,
        event.net_by_line[0],
        ways.shop.margin_minor(event),
        any(step.held_back_minor for step in event.steps),
        {
            Typical.ALONE: _final(single, ways.least, ways.own, ways.shop),
            Typical.THRESHOLD: _final(filled, ways.least, ways.own, ways.shop),
            Typical.EVERYTHING: _final(filled, ways.most, ways.everything, ways.shop),
        },
    )


def _filled(
    terms: ProductTerms, companion: ProductTerms | None, event_minor: int, ways: _Ways
) -> tuple[CartLine, ...]:
    """Return the product with its companion, and as many pieces as reach the threshold."""
    if companion is None:
        return (line_of(terms, max(1, -(-ways.threshold_minor // max(1, event_minor)))),)
    beside = companion.list_price_minor or 0
    lacking = ways.threshold_minor - event_minor
    return (line_of(terms), line_of(companion, max(1, -(-lacking // beside))))


def _final(
    lines: tuple[CartLine, ...], where: Situation, tiers: Sequence[Tier], shop: ShopTerms
) -> FinalPrice:
    out = check_out(where.cart(lines, shop.postage_minor), tiers)
    pieces = lines[0].quantity
    return FinalPrice(
        pieces,
        lines[1].product if len(lines) > 1 else None,
        part(out.net_by_line[0], 1, pieces),
        shop.margin_minor(out),
        _received_for_first(out) < pieces * lines[0].floor_minor,
    )


def _received_for_first(out: CheckOut) -> int:
    """Return what the shop receives for the first line: paid, and borne by the platform for it."""
    borne = sum(
        part(step.borne_by_platform_minor, step.off_by_line[0], step.off_minor)
        for step in out.steps
        if step.off_minor
    )
    return out.net_by_line[0] + borne
