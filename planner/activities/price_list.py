"""The price list of a design: label, event, floor and final price of each product in typical carts.

The event price is what a single piece costs after the tiers that set prices; the final prices are a
piece's part of what is paid for a whole cart: alone, at the lowest threshold, and with everything a
buyer can bring together, the platform's layers included.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from planner.activities.cart import CartLine, CheckOut
from planner.activities.circumstances import Circumstances, costed
from planner.activities.engine import check_out, part
from planner.activities.situations import Situation, line_of, situations
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Benefit, Customers, Design, Tier
from planner.language import Message, say


class Typical(Enum):
    """The carts that a product's final price is told for."""

    ALONE = "alone"
    """One piece, by a customer who does nothing for it."""
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
        event_minor: of a single piece after the tiers that set prices.
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
    """Return the prices of products under a design, by code; those without a price are left out.

    Example (tests/activities): a mug at 69 with an event price of 48 and 10 off from 100 on: alone
    48; three pieces reach 100, so a piece is 44.67 there.

    Args:
        design: whose tiers apply; not one that is refused.
        about: the shop, and the campaign's window.
        companions: product → product it is most often bought with; without one, it is repeated.
        products: codes to list; None = all.
    """
    tiers = costed(design.in_order, about.shop)
    ways = _Ways(
        tiers,
        about.shop,
        _plain(tiers, about),
        _widest_on_the_day(tiers, about),
        _lowest_threshold(tiers),
    )
    codes = sorted(about.shop.products if products is None else products)
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
        tiers: in their order.
        shop: its terms.
        plain: situation on the main day of a customer who does nothing for it.
        widest: situation on the main day in which most is open.
        threshold_minor: lowest of the shop's whole-shop thresholds; 0 = none.
    """

    tiers: tuple[Tier, ...]
    shop: ShopTerms
    plain: Situation
    widest: Situation
    threshold_minor: int


def _plain(tiers: Sequence[Tier], about: Circumstances) -> Situation:
    own = [tier for tier in tiers if not tier.kind.traits.is_platform]
    return min(
        (one for one in situations(own, about) if one.day == 0 and not one.uses),
        key=lambda one: (Customers.NEW not in one.customers, len(one.open_ids)),
        default=Situation(0, 12, frozenset({Customers.NEW}), frozenset(), frozenset()),
    )


def _widest_on_the_day(tiers: Sequence[Tier], about: Circumstances) -> Situation:
    return max(
        (one for one in situations(tiers, about) if one.day == 0),
        key=lambda one: (len(one.open_ids), len(one.uses)),
    )


def _lowest_threshold(tiers: Sequence[Tier]) -> int:
    thresholds = [
        tier.threshold_minor
        for tier in tiers
        if "threshold_minor" in tier.kind.traits.fields
        and tier.threshold_minor
        and tier.is_whole_shop
        and not tier.kind.traits.is_platform
    ]
    return min(thresholds, default=0)


def _row(terms: ProductTerms, ways: _Ways, companion: ProductTerms | None) -> PriceRow:
    prices = [tier for tier in ways.tiers if tier.kind.traits.benefit is Benefit.PRICE]
    single = (line_of(terms),)
    event = check_out(ways.plain.cart(single, ways.shop.postage_minor), prices)
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
            Typical.ALONE: _final(single, ways.plain, ways),
            Typical.THRESHOLD: _final(filled, ways.plain, ways),
            Typical.EVERYTHING: _final(filled, ways.widest, ways),
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


def _final(lines: tuple[CartLine, ...], where: Situation, ways: _Ways) -> FinalPrice:
    tiers = ways.tiers if where is ways.widest else _own(ways.tiers)
    out = check_out(where.cart(lines, ways.shop.postage_minor), tiers)
    pieces = lines[0].quantity
    return FinalPrice(
        pieces,
        lines[1].product if len(lines) > 1 else None,
        part(out.net_by_line[0], 1, pieces),
        ways.shop.margin_minor(out),
        _received_for_first(out) < pieces * lines[0].floor_minor,
    )


def _own(tiers: Sequence[Tier]) -> tuple[Tier, ...]:
    return tuple(tier for tier in tiers if not tier.kind.traits.is_platform)


def _received_for_first(out: CheckOut) -> int:
    """Return what the shop receives for the first line: paid, and borne by the platform for it."""
    borne = sum(
        part(step.borne_by_platform_minor, step.off_by_line[0], step.off_minor)
        for step in out.steps
        if step.off_minor
    )
    return out.net_by_line[0] + borne
