"""The different situations a cart can be paid in: which tiers are open to it, and to whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product as combined

from planner.activities.cart import Cart, CartLine
from planner.activities.circumstances import Circumstances
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Customers, Kind, Tier

BUYERS: tuple[frozenset[Customers], ...] = (
    frozenset({Customers.NEW}),
    frozenset({Customers.RETURNING}),
    frozenset({Customers.RETURNING, Customers.TOP}),
)
"""Who may buy: nobody is new and returning, and top customers are returning ones."""
MOST_CHOICES = 4
"""Of so many tiers that a buyer has to choose, every combination is a situation of its own."""


@dataclass(frozen=True)
class Situation:
    """When a cart is paid, by whom, and what its buyer makes use of.

    Attributes:
        day: from the main day.
        hour: of the day.
        customers: the groups that the buyer belongs to.
        uses: ids of the tiers that the buyer makes use of.
        open_ids: ids of the tiers that this opens to the cart.
    """

    day: int
    hour: int
    customers: frozenset[Customers]
    uses: frozenset[str]
    open_ids: frozenset[str]

    def cart(self, lines: tuple[CartLine, ...], postage_minor: int = 0) -> Cart:
        """Return a cart that is paid in it."""
        return Cart(lines, self.customers, self.day, self.hour, postage_minor, self.uses)


def line_of(terms: ProductTerms, quantity: int = 1) -> CartLine:
    """Return pieces of a product as a line of a cart; its price on the label has to be known."""
    return CartLine(
        terms.product,
        quantity,
        terms.list_price_minor or 0,
        terms.category,
        terms.floor_minor,
        terms.cost_minor,
    )


def pieces_for(tier: Tier, terms: ProductTerms) -> int:
    """Return how many pieces of a product ask for a tier, by the price on the label.

    >>> mug = ProductTerms("mug", list_price_minor=6900)
    >>> pieces_for(Tier("a", Kind.MONEY_OFF, threshold_minor=20_000, amount_minor=1), mug)
    3
    """
    reads = tier.kind.traits.fields
    pieces = tier.quantity if "quantity" in reads else 1
    if tier.kind is Kind.SECOND_ITEM:
        pieces = 2
    if "threshold_minor" in reads:
        pieces = max(pieces, -(-tier.threshold_minor // (terms.list_price_minor or 1)))
    return max(1, pieces)


def samples(tier: Tier, shop: ShopTerms, most: int) -> list[ProductTerms]:
    """Return products that stand for all in a tier's scope, from the cheapest to the dearest."""
    inside = sorted(
        (
            terms
            for terms in shop.products.values()
            if terms.list_price_minor and tier.is_for(terms.product, terms.category)
        ),
        key=lambda terms: (terms.list_price_minor or 0, terms.product),
    )
    apart = max(1, -(-(len(inside) - 1) // (most - 1)))
    return list(dict.fromkeys([*inside[::apart], *inside[-1:]]))


def situations(tiers: Sequence[Tier], about: Circumstances) -> tuple[Situation, ...]:
    """Return one situation for each set of tiers that can be open to a cart.

    The main day comes first, at noon where that makes no difference; those with the most tiers
    open come before those with fewer.
    """
    found: dict[frozenset[str], Situation] = {}
    for (day, hour), customers, uses in combined(_moments(tiers, about), BUYERS, _choices(tiers)):
        open_ids = frozenset(
            tier.tier_id for tier in tiers if _is_open(tier, day, hour, customers, uses)
        )
        # A cart that is filled up in other shops gets another amount of the same tier.
        key = open_ids | {f"{one.tier_id} filled" for one in tiers if _is_filled(one, uses)}
        found.setdefault(key, Situation(day, hour, customers, uses, open_ids))
    return tuple(sorted(found.values(), key=lambda one: -len(one.open_ids)))


def widest(found: Sequence[Situation]) -> tuple[Situation, ...]:
    """Return the situations whose open tiers no other situation has all of, and more."""
    return tuple(one for one in found if not any(one.open_ids < other.open_ids for other in found))


def _is_filled(tier: Tier, uses: frozenset[str]) -> bool:
    return tier.kind is Kind.CROSS_SHOP and tier.tier_id in uses


def _is_open(
    tier: Tier, day: int, hour: int, customers: frozenset[Customers], uses: frozenset[str]
) -> bool:
    is_used = not tier.kind.traits.is_optional or tier.kind is Kind.CROSS_SHOP
    return (
        tier.is_on(day, hour)
        and (tier.customers is Customers.ALL or tier.customers in customers)
        and (is_used or tier.tier_id in uses)
    )


def _moments(tiers: Sequence[Tier], about: Circumstances) -> Iterator[tuple[int, int]]:
    """Yield a day and an hour for each that differs in what may run."""
    days = {0, -about.days_before, about.days_after}
    hours = {12, 0}
    for tier in tiers:
        first, last = about.days_of(tier)
        days |= {first, last, last + 1}
        hours |= {tier.from_hour, tier.to_hour}
    inside = sorted((day for day in days if -about.days_before <= day <= about.days_after), key=abs)
    yield from combined(inside, sorted((hour for hour in hours if 0 <= hour < 24), reverse=True))


def _choices(tiers: Sequence[Tier]) -> list[frozenset[str]]:
    """Return what a buyer may make use of: every combination of a few tiers, else all and each."""
    optional = [tier.tier_id for tier in tiers if tier.kind.traits.is_optional]
    if len(optional) <= MOST_CHOICES:
        return [
            frozenset(one for one, is_in in zip(optional, chosen, strict=True) if is_in)
            for chosen in combined((True, False), repeat=len(optional))
        ]
    everything = frozenset(optional)
    return [
        everything,
        *(everything - {one} for one in optional),
        *(frozenset({one}) for one in optional),
        frozenset(),
    ]
