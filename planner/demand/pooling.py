"""What products share: rates of few counts pooled with those of their kind, and what differs.

A product of three orders tells little of itself, so its rate is pooled with that of its category
and price class (gamma–Poisson: the rate of a product is gamma distributed around that of its class,
its orders are Poisson around the rate). Everything that decides how far comes from the shop's own
counts, by moments:

- how far products differ from their class, and classes from the shop: what their orders vary more
  than chance alone lets them (:func:`variance_beyond_chance`);
- how far a product's share of the shop changes from one period to another: what the differences
  between two periods leave beyond chance in both (:func:`change_between`).

Source: Bühlmann and Gisler, A Course in Credibility Theory (2005), chapters 2–4; the gamma–Poisson
model with a discount is that of West and Harrison, Bayesian Forecasting (1997), section 6.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Groups = npt.NDArray[np.intp]

NEARLY_NOTHING = 1e-6
"""Stands for a variance of none where it is divided by."""


def variance_beyond_chance(counts: Floats, expected: Floats) -> float:
    """Return variance ÷ mean² of the rates behind counts beyond chance; 0 if chance is all.

    Formula: Σ ((n − μ)² − n) ÷ μ  ÷  Σ μ, with the weights 1 ÷ μ of Pearson's sum.

    Example: counts 30 and 10 where 20 each were expected: (100 − 30 + 100 − 10) ÷ 20 ÷ 40 = 0.2.

    >>> round(variance_beyond_chance(np.array([30.0, 10.0]), np.array([20.0, 20.0])), 6)
    0.2
    """
    some = expected > 0
    n, mu = counts[some], expected[some]
    return max(0.0, float((((n - mu) ** 2 - n) / mu).sum() / mu.sum())) if n.size else 0.0


def change_between(*periods: tuple[Floats, Floats]) -> float | None:
    """Return variance ÷ mean² by which shares differ between two periods, beyond chance in both.

    Args:
        periods: pairs of counts by product, of two periods; several pairs are taken together.

    Formula: with r the ratio of the sums of a and b,
    Σ ((a − r·b)² − a − r²·b) ÷ (a + r·b)  ÷  Σ r·a·b ÷ (a + r·b), never below 0.
    None where no pair has sales in both periods.

    Example: a = (60, 40), b = (40, 60): ((400 − 100) + (400 − 100)) ÷ 100 = 6, over
    (2400 + 2400) ÷ 100 = 48 → 0.125.

    >>> change_between((np.array([60.0, 40.0]), np.array([40.0, 60.0])))
    0.125
    """
    beyond = together = 0.0
    for a, b in periods:
        if not a.sum() or not b.sum():
            continue
        ratio = a.sum() / b.sum()
        some = a + b > 0
        first, second = a[some], ratio * b[some]
        both = first + second
        beyond += float((((first - second) ** 2 - first - ratio * second) / both).sum())
        together += float((first * second / both).sum())
    return max(0.0, beyond / together) if together else None


def summed(groups: Groups, values: Floats) -> Floats:
    """Return the sum of each group, one entry a group."""
    return np.bincount(groups, values).astype(float)


def class_shares(counts: Floats, categories: Groups, classes: Groups) -> Floats:
    """Return the share of the shop's orders that a product of its class is expected to have.

    A class (category and price class) is pooled with its category, and that with the shop, in the
    same way: with v the variance between them, rate = (1 ÷ v + orders) ÷ (1 ÷ v + expected). The
    shares of all products sum to 1; without any sales all are equal.
    """
    whole = counts.sum()
    shares = np.full(len(counts), 1 / max(len(counts), 1))
    if not whole:
        return shares
    for groups in (categories, classes):
        orders, expected = summed(groups, counts), summed(groups, shares * whole)
        variance = variance_beyond_chance(orders, expected)
        if variance > 0:
            shares = shares * ((1 / variance + orders) / (1 / variance + expected))[groups]
            shares = shares / shares.sum()
    return shares


@dataclass(frozen=True)
class Source:
    """A period that tells of products.

    Attributes:
        orders: of each product in it.
        exposure: orders it would have had, if the event's whole demand were for it.
        change: how far shares differ from then to the event, variance ÷ mean².
    """

    orders: Floats
    exposure: Floats
    change: float


@dataclass(frozen=True)
class Pooled:
    """The products' shares of the event's orders.

    Attributes:
        shares: expected, one a product; they sum to 1.
        relative_variance: of each share, variance ÷ mean².
        weights: of each source in it, one column a product, and of the class last; they sum to 1.
    """

    shares: Floats
    relative_variance: Floats
    weights: Floats


def pooled_shares(class_share: Floats, variance: float, sources: Sequence[Source]) -> Pooled:
    """Return each product's share of the event's orders from all that is known of it.

    Args:
        class_share: expected of a product of its class.
        variance: between products of a class, variance ÷ mean², above 0.
        sources: the periods in which products were counted.

    Formula: with α = 1 ÷ variance and m the class share,

        share = (α + Σ d·n) ÷ (α ÷ m + Σ d·x),    d ∝ 1 ÷ (1 + change·x·share)

    so that of many orders in a period only as many count as its change leaves: n orders with a
    change of τ² tell no more than n ÷ (1 + n·τ²) orders of the event itself. d is 1 for the source
    that tells most. The variance is 1 ÷ (α + Σ d·n) + the smallest change: what is new in the event
    is new beside all sources alike.
    """
    alpha = 1 / variance
    told = [source for source in sources if source.orders.any()]
    counted = sum((source.orders for source in told), np.zeros_like(class_share))
    exposed = sum((source.exposure for source in told), np.zeros_like(class_share))
    first = (alpha + counted) / (alpha / class_share + exposed)
    discounts = [1 / (1 + source.change * source.exposure * first) for source in told]
    most = np.max(discounts, axis=0) if told else 1.0
    shape, rate = np.full_like(class_share, alpha), alpha / class_share
    parts = []
    for discount, source in zip(discounts, told, strict=True):
        shape = shape + discount / most * source.orders
        rate = rate + discount / most * source.exposure
        parts.append(discount / most * source.exposure)
    shares = shape / rate
    change = min((source.change for source in told), default=0.0)
    weights = np.array([*parts, alpha / class_share]) / rate
    return Pooled(shares / shares.sum(), 1 / shape + change, weights)


def pooled_sizes(pieces: Floats, orders: Floats, toward: Floats | float, spread: float) -> Floats:
    """Return the pieces of an order by product (or class), pooled towards what is known before.

    Args:
        pieces: sold, one entry a product.
        orders: they were sold in.
        toward: pieces of an order to pool towards.
        spread: c², variance ÷ mean² of the pieces of an order.

    Formula: (pieces + k·toward) ÷ (orders + k) with k = c² ÷ v, v the variance ÷ mean² between
    products by moments: (Σ orders·(pieces ÷ orders ÷ toward − 1)² − products·c²) ÷ Σ orders. Where
    chance explains all differences, it is ``toward``.

    Example: products with 30 orders of 90 pieces and of 30, towards 2 pieces, c² = 1:
    v = (30·0.25 + 30·0.25 − 2) ÷ 60 = 0.2167, k = 4.615 → 2.867 and 1.133.

    >>> found = pooled_sizes(np.array([90.0, 30.0]), np.array([30.0, 30.0]), 2.0, 1.0)
    >>> found.round(3).tolist()
    [2.867, 1.133]
    """
    target = np.broadcast_to(np.asarray(toward, dtype=float), pieces.shape)
    some = orders > 0
    if not some.any():
        return target.copy()
    n, size = orders[some], pieces[some] / orders[some] / target[some]
    between = float((n * (size - 1) ** 2).sum() - n.size * spread) / float(n.sum())
    if between <= 0:
        return target.copy()
    k = spread / between
    return np.where(some, (pieces + k * target) / np.where(some, orders + k, 1.0), target)
