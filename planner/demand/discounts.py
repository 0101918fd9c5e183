"""How much more a product sells in an event for its discount, where several past events show it.

The depth of a discount is 1 − the price in the event ÷ the price in the ordinary weeks before it,
by the unit prices of the lines. Products fall into classes of depth; the uplift of a class is what
it sold in the events ÷ what its share of the ordinary weeks lets expect, pooled towards 1 by how
far classes differ beyond chance (:mod:`planner.demand.pooling`). Fewer than two events show
nothing that is not that event's own, and then all are 1.

Example (tests/demand): two events in which goods at half price sold 90 where 50 were expected, and
the others 10 where 50 were: factors of 1.78 and 0.22.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from planner.demand.pooling import summed, variance_beyond_chance
from planner.demand.product_history import Counts, PastSales

Floats = npt.NDArray[np.float64]

DEPTHS = (0.05, 0.20, 0.40)
"""Where a class of depth ends: as good as none, small, middle; larger ones are the last."""
UNKNOWN = len(DEPTHS) + 1
"""The class of products without both prices."""


def depth_classes(event: Counts, ordinary: Counts) -> npt.NDArray[np.intp]:
    """Return the class of each product's discount; :data:`UNKNOWN` where a price is missing."""
    depth = 1 - event.prices / ordinary.prices
    known = ~np.isnan(depth)
    return np.where(known, np.searchsorted(DEPTHS, np.where(known, depth, 0.0)), UNKNOWN)


def uplift_by_discount(events: Sequence[PastSales]) -> Floats:
    """Return the uplift of each product's discount in the newest event, 1 on the average."""
    told = [past for past in events if past.event.orders.any() and past.ordinary.orders.any()]
    if len(told) < 2 or events[0] is not told[0]:
        return np.ones(len(events[0].event.orders))
    orders, expected = np.zeros(UNKNOWN + 1), np.zeros(UNKNOWN + 1)
    for past in told:
        depths = depth_classes(past.event, past.ordinary)
        scaled = past.ordinary.orders * past.event.orders.sum() / past.ordinary.orders.sum()
        known = depths != UNKNOWN
        orders += np.pad(summed(depths, past.event.orders * known), (0, UNKNOWN))[: UNKNOWN + 1]
        expected += np.pad(summed(depths, scaled * known), (0, UNKNOWN))[: UNKNOWN + 1]
    if not expected.any() or not orders.any():
        return np.ones(len(events[0].event.orders))
    expected *= orders.sum() / expected.sum()
    variance = variance_beyond_chance(orders, expected)
    if not variance:
        return np.ones(len(events[0].event.orders))
    factors = (1 / variance + orders) / (1 / variance + expected)
    found: Floats = factors[depth_classes(events[0].event, events[0].ordinary)]
    return found
