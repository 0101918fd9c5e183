"""Each product's part of an event: its past events, its newest ordinary weeks, and its class.

Orders first, pieces after: a buyer's bulk order of 4,000 pieces says that one buyer came. So the
orders of a product are forecast, and multiplied with its pieces per order, of which a bulk order
counts as the largest usual one.

A product's share of the event's orders is pooled (:mod:`planner.demand.pooling`) from

- its past events of the same kind, corrected by the time in which it was sold out
  (:mod:`planner.demand.sold_out`) and by its own trend: its newest ordinary weeks ÷ its ordinary
  weeks before the last event, pooled towards 1 by how far shares change over that time;
- its newest ordinary weeks, times the uplift of its discount (:mod:`planner.demand.discounts`);
- its category and price class (the thirds of the category's prices).

How much each counts follows from how far the shop's shares change from one to the other:

- from ordinary weeks to event: as they did before the last event; where the sheets hold no weeks
  before it, as the newest weeks differ from those before them;
- from event to event: as they did from the event before to the last one, and from the ordinary
  weeks before the last event to the newest; where neither is there, what the last event and the
  newest weeks differ by beyond the above. A single event does not tell how far events differ, so
  that it is no less than from the weeks before them.

A product that stands in a list alone and never sold may be new: past events say nothing of it, and
it is the less likely to sell the longer it did not in the newest weeks. Without a category it has
no forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from planner.demand.discounts import uplift_by_discount
from planner.demand.pooling import (
    NEARLY_NOTHING,
    Groups,
    Pooled,
    Source,
    change_between,
    class_shares,
    pooled_shares,
    pooled_sizes,
    summed,
    variance_beyond_chance,
)
from planner.demand.product_history import ProductHistory
from planner.demand.sold_out import part_on_sale

Floats = npt.NDArray[np.float64]

PRICE_CLASSES = 3
"""Thirds of a category's products, from the cheap to the dear."""


@dataclass(frozen=True, eq=False)
class ProductShares:
    """What is expected of each product in an event; one entry a product.

    Attributes:
        units: share of the event's pieces; they sum to 1, 0 where nothing is known.
        pieces: of an order.
        size_spread: c², variance ÷ mean² of the pieces of an order.
        relative_variance: of the share, variance ÷ mean².
        event_weight: how far it rests on past events, 0 to 1.
        ordinary_weight: on the newest ordinary weeks; the rest is the class.
        lost_units: in the last event, to being sold out.
        ever_sold: before the event.
    """

    units: Floats
    pieces: Floats
    size_spread: float
    relative_variance: Floats
    event_weight: Floats
    ordinary_weight: Floats
    lost_units: Floats
    ever_sold: npt.NDArray[np.bool_]


def product_shares(history: ProductHistory) -> ProductShares:
    """Return each product's share of the event's pieces; see the module."""
    ever = history.all_sales.orders > 0
    has_category = np.array([category is not None for category in history.categories], dtype=bool)
    categories, classes = classes_of(history.categories, history.prices)
    known = ever | has_category
    expected = _class_shares(history, categories, classes)
    counted = _all_orders(history)
    variance = variance_of_rates(counted[ever], expected[ever] * counted.sum())
    part = part_on_sale(history.last_event.orders, history.passed, history.longest_pause)
    pooled = pooled_shares(expected, variance, _sources(history, ever, part))
    pieces = _pieces(history, categories)
    units = np.where(known, pooled.shares * pieces, 0.0)
    return ProductShares(
        units=units / (units.sum() or 1),
        pieces=pieces,
        size_spread=history.size_spread,
        relative_variance=pooled.relative_variance,
        event_weight=_weight(pooled, len(history.events)),
        ordinary_weight=1 - _weight(pooled, len(history.events)) - pooled.weights[-1],
        lost_units=_lost_orders(history.last_event.orders, part, expected, variance) * pieces,
        ever_sold=ever,
    )


def variance_of_rates(counts: Floats, expected: Floats) -> float:
    """Return how far products differ from their class, variance ÷ mean²; never none at all.

    A few products tell little of it, so that they differ by as much as their mean counts as one
    product more. Example: two products of 20 orders each, as expected, differ too little for
    chance: (2 × 0 + 1) ÷ 3.

    >>> round(variance_of_rates(np.array([20.0, 20.0]), np.array([20.0, 20.0])), 6)
    0.333333
    """
    return (len(counts) * variance_beyond_chance(counts, expected) + 1) / (len(counts) + 1)


def classes_of(categories: Sequence[str | None], prices: Floats) -> tuple[Groups, Groups]:
    """Return the number of each product's category, and of its category and price class.

    Products without a category are one category, those without a price one class of it.

    >>> classes_of(["a", "a", "a", None], np.array([1.0, 2.0, 3.0, np.nan]))[1].tolist()
    [1, 2, 3, 0]
    """
    _, numbers = np.unique([category or "" for category in categories], return_inverse=True)
    order = np.lexsort((prices, numbers))  # products without a price come last in their category
    priced = ~np.isnan(prices)
    sizes = summed(numbers, priced.astype(float))
    starts = np.concatenate([[0.0], np.cumsum(summed(numbers, np.ones(len(numbers))))[:-1]])
    places = np.empty(len(numbers))
    places[order] = np.arange(len(numbers))
    rank = (places - starts[numbers]) / np.maximum(sizes[numbers], 1.0)
    third = np.where(priced, np.floor(rank * PRICE_CLASSES), PRICE_CLASSES)
    _, classes = np.unique(numbers * (PRICE_CLASSES + 1) + third, return_inverse=True)
    return numbers, classes


def _all_orders(history: ProductHistory) -> Floats:
    """Return the orders of all periods that tell of the products."""
    orders: Floats = sum((past.event.orders for past in history.events), history.newest.orders)
    return orders


def _class_shares(history: ProductHistory, categories: Groups, classes: Groups) -> Floats:
    """Return the share that a product of its class has, by those that ever sold."""
    ever = history.all_sales.orders > 0
    counted = _all_orders(history)
    if not ever.any():
        return np.full(len(ever), 1 / max(len(ever), 1))
    told = class_shares(counted[ever], categories[ever], classes[ever])
    found = np.full(len(ever), float(told.mean()))
    for groups in (categories, classes):
        size = max(int(groups.max()) + 1, 1)
        members = np.bincount(groups[ever], minlength=size)
        means = np.bincount(groups[ever], told, minlength=size) / np.maximum(members, 1)
        found = np.where(members[groups] > 0, means[groups], found)
    return found


def _sources(
    history: ProductHistory, ever: npt.NDArray[np.bool_], part: Floats
) -> tuple[Source, ...]:
    """Return what tells of the products: past events, newest first, then the newest weeks."""
    last, newest = history.events[0], history.newest
    from_ordinary, from_event = changes(history)
    trend = np.ones(len(ever))
    if last.ordinary.orders.any() and newest.orders.any():
        sureness = 1 / max(from_event, NEARLY_NOTHING)
        grown = newest.orders.sum() / last.ordinary.orders.sum()
        trend = (sureness + newest.orders) / (sureness + grown * last.ordinary.orders)
    events = [
        Source(
            past.event.orders,
            np.where(ever, past.event.orders.sum() * (part if past is last else 1.0) / trend, 0.0),
            from_event,
        )
        for past in history.events
    ]
    uplift = uplift_by_discount(history.events)
    return (*events, Source(newest.orders, newest.orders.sum() / uplift, from_ordinary))


def changes(history: ProductHistory) -> tuple[float, float]:
    """Return how far shares change from ordinary weeks to the event, and from event to event."""
    last, newest = history.events[0], history.newest
    from_ordinary = change_between((last.event.orders, last.ordinary.orders))
    if from_ordinary is None:
        from_ordinary = change_between((newest.orders, history.weeks_before.orders)) or 0.0
    events = [past.event.orders for past in history.events]
    years = list(pairwise(events))
    if newest is not last.ordinary:
        years.append((newest.orders, last.ordinary.orders))
    from_event = change_between(*years)
    if from_event is None:
        both = change_between((last.event.orders, newest.orders)) or 0.0
        from_event = both - from_ordinary
    # One event does not tell how far events differ: no less than from the weeks right before them.
    return from_ordinary, from_event if len(events) > 1 else max(from_event, from_ordinary)


def _pieces(history: ProductHistory, categories: Groups) -> Floats:
    """Return the pieces of an order of each product.

    Those of all its sales, pooled towards its category's, and those towards the shop's.
    """
    every, spread = history.all_sales, history.size_spread
    orders = every.orders.sum()
    shop = float(every.usual_units.sum() / orders) if orders else 1.0
    of_category = pooled_sizes(
        summed(categories, every.usual_units), summed(categories, every.orders), shop, spread
    )[categories]
    return pooled_sizes(every.usual_units, every.orders, of_category, spread)


def _weight(pooled: Pooled, events: int) -> Floats:
    """Return the weight of the past events; sources without any sales have no row."""
    rows = len(pooled.weights) - 1
    weight: Floats = pooled.weights[: min(events, rows)].sum(axis=0)
    return weight


def _lost_orders(orders: Floats, part: Floats, expected: Floats, variance: float) -> Floats:
    """Return the orders of the last event that came to nothing, the product being sold out."""
    alpha = 1 / variance
    whole = orders.sum()
    lost: Floats = (1 - part) * whole * (alpha + orders) / (alpha / expected + whole * part)
    return lost
