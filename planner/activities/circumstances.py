"""What a design is checked against: the shop, the campaign, and what else runs at the time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.activities.terms import ShopTerms
from planner.activities.tiers import Kind, Tier


@dataclass(frozen=True)
class OtherDiscount:
    """A discount that runs in the shop beside the design, such as one of another tool (ACT-3).

    Attributes:
        name: as its sheet calls it.
        product: code it is for; None = the whole shop.
        first_day: first of its days, from the main day; None = it runs already.
        last_day: last of them, inside; None = it has no end.
        price_minor: of a piece; None = it sets no price.
        share: taken off, in hundredths of a per cent.
        amount_minor: taken off.
        threshold_minor: goods a cart must reach.
    """

    name: str
    product: str | None = None
    first_day: int | None = None
    last_day: int | None = None
    price_minor: int | None = None
    share: int = 0
    amount_minor: int = 0
    threshold_minor: int = 0

    def as_tier(self, tier_id: str) -> Tier:
        """Return it as a tier, so that the same engine takes a cart through both.

        >>> OtherDiscount("Bundle", share=1000).as_tier("r").kind
        <Kind.PERCENT_OFF: 'percent_off'>
        """
        if self.price_minor is not None:
            kind, amount = Kind.LIMITED_PRICE, self.price_minor
        elif self.share:
            kind, amount = Kind.PERCENT_OFF, 0
        else:
            kind, amount = Kind.MONEY_OFF, self.amount_minor
        return Tier(
            tier_id,
            kind,
            name=self.name,
            products=frozenset() if self.product is None else frozenset({self.product}),
            first_day=self.first_day,
            last_day=self.last_day,
            amount_minor=amount,
            share=self.share,
            threshold_minor=self.threshold_minor,
        )


@dataclass(frozen=True)
class Circumstances:
    """What a design is checked against.

    Attributes:
        shop: what its goods bring and cost.
        days_before: of the campaign's window, before the main day.
        days_after: of the window, after the main day.
        purposes: keys of the plan's purposes, the most important first (TGT-5).
        usual_order_minor: average order value on ordinary days; None where no sheet says it.
        running: discounts that run beside the design.
        added_units: tier → pieces it is expected to give or to add.
        sold_units: product → pieces expected to be sold in the event.
        event_products: codes of the products that the event's gates watch; None = not chosen yet.
        shipping_above_minor: from and to, how far above the usual order value a threshold for free
            shipping works best (ACT-5).
    """

    shop: ShopTerms = field(default_factory=ShopTerms)
    days_before: int = 4
    days_after: int = 2
    purposes: tuple[str, ...] = ()
    usual_order_minor: int | None = None
    running: tuple[OtherDiscount, ...] = ()
    added_units: Mapping[str, int] = field(default_factory=dict)
    sold_units: Mapping[str, int] = field(default_factory=dict)
    event_products: frozenset[str] | None = None
    shipping_above_minor: tuple[int, int] = (2_000, 3_000)

    def days_of(self, tier: Tier) -> tuple[int, int]:
        """Return the first and last day of a tier, the campaign's where it says none.

        >>> Circumstances().days_of(Tier("a", Kind.COUPON, last_day=0))
        (-4, 0)
        """
        return (
            -self.days_before if tier.first_day is None else tier.first_day,
            self.days_after if tier.last_day is None else tier.last_day,
        )


def gift_cost_minor(tier: Tier, shop: ShopTerms) -> int:
    """Return what a piece of a tier's gift costs: as typed, else as the sheets say; 0 = open."""
    terms = shop.products.get(tier.gift)
    return tier.gift_cost_minor or (terms.cost_minor if terms else None) or 0


def costed(tiers: Sequence[Tier], shop: ShopTerms) -> tuple[Tier, ...]:
    """Return the tiers with what their gifts cost filled in from the sheets.

    >>> from planner.activities.terms import ProductTerms
    >>> shop = ShopTerms({"bag": ProductTerms("bag", cost_minor=120)})
    >>> costed([Tier("a", Kind.GIFT, threshold_minor=1, gift="bag")], shop)[0].gift_cost_minor
    120
    """
    return tuple(replace(tier, gift_cost_minor=gift_cost_minor(tier, shop)) for tier in tiers)
