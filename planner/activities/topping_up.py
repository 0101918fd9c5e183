"""Carts just under a threshold, topped up to it, and what that changes for the shop."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.activities.baskets import Baskets, Ints
from planner.activities.blocks import Ground, lay_out
from planner.activities.population import Taken, work_out_on
from planner.activities.response import Floats, Response
from planner.activities.tiers import Design, Tier


@dataclass(frozen=True, eq=False)
class ToppedUp:
    """Carts that may be topped up, and what they come to when they are.

    Attributes:
        orders: their places among all orders.
        chance: how much of the share ``s`` of the response each is topped up with.
        added_minor: goods that each adds, at the prices on the label.
        taken: what comes of them, topped up; None where there is none.
    """

    orders: Ints
    chance: Floats
    added_minor: Ints
    taken: Taken | None


def top_up(design: Design, ground: Ground, taken: Taken, response: Response) -> ToppedUp:
    """Return the carts of a design that may be topped up, each to the step that is nearest.

    The goods added are one piece of the product of the tier's scope that is sold most, or of no
    product in particular where it is for the whole shop.

    Args:
        design: that was worked out.
        ground: the orders.
        taken: what comes of them, with what they lack.
        response: how far and how many are topped up.
    """
    orders = ground.baskets.order_count
    nearest, tier_of = np.zeros(orders, np.int64), np.zeros(orders, np.int64)
    for place, one in enumerate(taken.tiers):
        if one.lacks_minor is None:
            continue
        is_nearer = (one.lacks_minor > 0) & ((nearest == 0) | (one.lacks_minor < nearest))
        nearest = np.where(is_nearer, one.lacks_minor, nearest)
        tier_of = np.where(is_nearer, place, tier_of)
    chance = response.top_up_chances(nearest)
    chosen = np.flatnonzero(chance)
    if not chosen.size:
        return ToppedUp(chosen, np.zeros(0), chosen, None)
    products = np.array([_added_product(ground, one.tier) for one in taken.tiers])
    added = nearest[chosen]
    baskets = with_one_more(ground.baskets.chosen(chosen), products[tier_of[chosen]], added)
    fuller = lay_out(baskets, ground.terms, ground.wares)
    topped = work_out_on(without_limits(design), fuller, ended_after=ends_of(taken))
    return ToppedUp(chosen, chance[chosen], added, topped)


def _added_product(ground: Ground, tier: Tier) -> int:
    """Return the product of a tier's scope that is sold most; 0 for the whole shop."""
    if tier.is_whole_shop:
        return 0
    baskets = ground.baskets
    units = np.bincount(baskets.product, baskets.quantity, len(baskets.products))
    return int(np.where(ground.wares.scope(tier)[:-1], units, -1).argmax())


def with_one_more(baskets: Baskets, product: Ints, price_minor: Ints) -> Baskets:
    """Return orders that each hold one more line, at the end: one piece of a product at a price."""
    ends = baskets.starts[1:]
    return replace(
        baskets,
        starts=baskets.starts + np.arange(len(baskets.starts)),
        product=np.insert(baskets.product, ends, product),
        quantity=np.insert(baskets.quantity, ends, 1),
        unit_price_minor=np.insert(baskets.unit_price_minor, ends, price_minor),
    )


def without_limits(design: Design) -> Design:
    """Return a design whose tiers never end by themselves."""
    tiers = (replace(tier, budget_minor=None, first_n=None) for tier in design.tiers)
    return replace(design, tiers=tuple(tiers))


def ends_of(taken: Taken) -> Mapping[str, int]:
    """Return id of each tier that ended to the number of the order after which it did."""
    return {one.tier.tier_id: one.ended_after for one in taken.tiers if one.ended_after is not None}
