"""Carts paid one after the other, tiers ending as their budget or number of orders is used up.

A tier with a budget ends after the order with which all that it gave away (discounts, postage,
gifts at their cost, what prizes and vouchers are expected to cost) reaches the budget: that order
still gets all of it, so that a budget is passed by less than one order's worth. A tier for the
first so many orders ends after the last of them. A budget or number of zero never begins.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from planner.activities.cart import Cart, CheckOut
from planner.activities.engine import check_out
from planner.activities.tiers import Tier


def check_out_all(carts: Iterable[Cart], tiers: Sequence[Tier]) -> Iterator[CheckOut]:
    """Yield what comes of each cart, in order of payment.

    Args:
        carts: in that order.
        tiers: as :attr:`planner.activities.tiers.Design.in_order` returns them.
    """
    given, orders = Counter[str](), Counter[str]()
    for cart in carts:
        closed = frozenset(
            tier.tier_id
            for tier in tiers
            if is_used_up(tier, given[tier.tier_id], orders[tier.tier_id])
        )
        out = check_out(cart, tiers, closed)
        for step in out.steps:
            if step.applies:
                given[step.tier.tier_id] += step.worth_minor
                orders[step.tier.tier_id] += 1
        yield out


def is_limited(tier: Tier) -> bool:
    """Return whether a tier can end before its period does."""
    return tier.budget_minor is not None or first_orders(tier) is not None


def first_orders(tier: Tier) -> int | None:
    """Return how many orders get a tier; None where its kind knows no such number."""
    return tier.first_n if "first_n" in tier.kind.traits.fields else None


def is_used_up(tier: Tier, given_minor: int, orders: int) -> bool:
    """Return whether a tier has ended after so much was given away to so many orders.

    >>> from planner.activities.tiers import Kind
    >>> coupon = Tier("a", Kind.COUPON, amount_minor=500, budget_minor=900)
    >>> is_used_up(coupon, 500, 1), is_used_up(coupon, 1000, 2)
    (False, True)
    """
    most = first_orders(tier)
    return (tier.budget_minor is not None and given_minor >= tier.budget_minor) or (
        most is not None and orders >= most
    )
