"""Demand by product: what each is expected to sell in the event, and how sure that is (INV-9).

Formula: units = the plan's items × the product's share (:mod:`planner.demand.product_shares`);
revenue = the goal × its share of units × price, the price that of the last event where it sold in
it, else its latest one (of the units alone, where nothing has a price). Both are split by largest
remainder, so that they sum to the whole. Where only some of the paid orders have lines, the others
are taken to have sold alike.

Offers of the event move products against each other (ACT-11): the share of a product is weighed by
its uplift, its price by what its offers leave of it, and both are scaled back to the same whole.

P80 and P95 follow the gamma law of :mod:`planner.demand.quantiles`. With N the orders planned, c²
the spread of the pieces of an order, and v that of the share,

    variance ÷ mean² = (1 + c²) ÷ N + v + cv²

chance in the orders and in what they hold, how well the share is known, and the event as a whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from planner.demand.product_history import HISTORIES_KEPT, ProductHistory
from planner.demand.product_shares import ProductShares, product_shares
from planner.demand.quantiles import SURENESS, Quantile, gamma_quantile, gamma_quantiles
from planner.demand.splitting import CENTS, split_exactly
from planner.language import Message, say

Floats = npt.NDArray[np.float64]

FINER = 10**6
"""Shares of the plan are weighed in millionths of a piece, or of a unit of money."""


class Basis(Enum):
    """What a product's forecast rests on most."""

    OWN_EVENT = "own_event"
    ORDINARY_DAYS = "ordinary_days"
    CATEGORY_AND_PRICE = "category_and_price"

    @property
    def sentence(self) -> Message:
        """Return where the number comes from."""
        return _SENTENCES[self]


_SENTENCES: Mapping[Basis, Message] = {
    Basis.OWN_EVENT: say("mostly its own sales in past events, scaled to the plan"),
    Basis.ORDINARY_DAYS: say("mostly its sales in the newest ordinary weeks, scaled to the plan"),
    Basis.CATEGORY_AND_PRICE: say("mostly what products of its category and price class sell"),
}


@dataclass(frozen=True)
class ProductDemand:
    """What a product is expected to sell over the campaign window.

    Attributes:
        product: the code it is known by; empty where lines name nothing.
        title: its name; None where no sheet says it.
        category: it belongs to; None where no sheet says it.
        units_by_quantile: pieces; P50 of all products sums to the plan's items.
        revenue: paid amount; that of all products sums to the goal.
        expected_units: pieces before they were made whole.
        relative_variance: variance ÷ mean² of its units over the window.
        units_per_ordinary_day: of the newest ordinary days in the sheets; 0 where there are none.
        last_event_units: sold in the reference window as counted; 0 where none.
        last_event_share: of what was sold in the reference window, by amount.
        lost_units: estimated as lost then, sold out; 0 where not.
        basis: what the number rests on most.
        event_weight: how far it rests on its past events, 0 to 1.
        ordinary_weight: how far on its newest ordinary weeks; the rest is its class.
        list_price: latest average price of a piece, before discounts of orders; None where unknown.
    """

    product: str
    title: str | None
    category: str | None
    units_by_quantile: Mapping[Quantile, int]
    revenue: Decimal
    expected_units: float = 0.0
    relative_variance: float = 0.0
    units_per_ordinary_day: float = 0.0
    last_event_units: int = 0
    last_event_share: float = 0.0
    lost_units: int = 0
    basis: Basis = Basis.OWN_EVENT
    event_weight: float = 1.0
    ordinary_weight: float = 0.0
    list_price: Decimal | None = None

    @property
    def units(self) -> int:
        """Return the pieces of the plan itself."""
        return self.units_by_quantile[Quantile.P50]

    def quantile(self, sureness: float) -> float:
        """Return how many pieces are not exceeded with this sureness, by the gamma law."""
        return gamma_quantile(sureness, self.expected_units, self.relative_variance)


@dataclass(frozen=True)
class OfferShift:
    """What the event's offers do to a product, against products that they do nothing to.

    Attributes:
        units: factor on its pieces.
        price: factor on what a piece brings.
    """

    units: float = 1.0
    price: float = 1.0


def demand_by_product(
    history: ProductHistory | None,
    items: int,
    revenue: Decimal,
    event_share: float,
    offers: Mapping[str, OfferShift] | None = None,
) -> tuple[ProductDemand, ...]:
    """Return the plan by product, largest revenue first; see the module.

    Args:
        history: what the sheets count of the products; None or empty where no lines are loaded.
        items: of the plan.
        revenue: of the plan.
        event_share: cv, of the whole event.
        offers: what the event's offers do to products; None = nothing.

    Example (tests/demand): of an event that sold 30 coats and 10 scarves, all alike before, a plan
    of 52 items gets 39 and 13 but for what pooling draws them together.
    """
    if history is None or not history.all_sales.orders.any():
        return ()
    known = _known(history)
    places = known.places
    expected = items * known.shares.units[places]
    prices = known.prices[places]
    if offers:
        shifts = [offers.get(name, OfferShift()) for name, _, _ in known.names]
        moved = expected * np.array([one.units for one in shifts])
        if moved.sum() > 0:
            expected = moved * expected.sum() / moved.sum()
        prices = prices * np.array([one.price for one in shifts])
    spread = relative_variances_of(known.shares, items, event_share)[places]
    units = split_exactly(items, _whole(expected))
    cents = split_exactly(int(revenue * CENTS), _whole(expected * prices))
    quantiles = [
        np.maximum(units, np.rint(gamma_quantiles(sure, expected, spread))).astype(int).tolist()
        for sure in SURENESS.values()
    ]
    keys = (Quantile.P50, *SURENESS)
    columns = zip(
        known.names,
        (dict(zip(keys, counts, strict=True)) for counts in zip(units, *quantiles, strict=True)),
        (Decimal(part) / CENTS for part in cents),
        expected.tolist(),
        (spread if items else np.zeros(len(places))).tolist(),
        known.facts,
        strict=True,
    )
    found = [
        ProductDemand(product, title, category, by_quantile, paid, mean, variance, *facts)
        for (product, title, category), by_quantile, paid, mean, variance, facts in columns
    ]
    by_revenue = np.lexsort((np.arange(len(places)), -np.asarray(units), -np.asarray(cents)))
    return tuple(found[place] for place in by_revenue.tolist())


@dataclass(frozen=True, eq=False)
class _Known:
    """What no plan changes: of which products there is a forecast, and what is told of each.

    Attributes:
        shares: of all products of the history.
        prices: a piece of each brings.
        places: of the products with a forecast in the history.
        names: product, title and category of each of them.
        facts: the last fields of its :class:`ProductDemand`.
    """

    shares: ProductShares
    prices: Floats
    places: npt.NDArray[np.intp]
    names: Sequence[tuple[str, str | None, str | None]]
    facts: Sequence[tuple[float, int, float, int, Basis, float, float, Decimal | None]]


@lru_cache(maxsize=HISTORIES_KEPT)
def _known(history: ProductHistory) -> _Known:
    shares = product_shares(history)
    prices = _prices(history)
    worth = history.last_event.units * prices
    places = np.flatnonzero(shares.units > 0)
    names = list(zip(history.products, history.titles, history.categories, strict=True))
    facts = zip(
        (history.newest.units / max(history.newest_days, 1)).tolist(),
        history.last_event.units.astype(int).tolist(),
        (worth / (worth.sum() or 1.0)).tolist(),
        np.rint(shares.lost_units).astype(int).tolist(),
        _bases(shares),
        shares.event_weight.tolist(),
        shares.ordinary_weight.tolist(),
        (_money(price) for price in history.prices.tolist()),
        strict=True,
    )
    told = list(facts)
    return _Known(
        shares=shares,
        prices=prices,
        places=places,
        names=[names[place] for place in places],
        facts=[told[place] for place in places],
    )


def relative_variances_of(shares: ProductShares, items: float, event_share: float) -> Floats:
    """Return variance ÷ mean² of each product's units, of so many items in all; see the module."""
    orders = items * shares.units / shares.pieces
    chance = (1 + shares.size_spread) / np.where(orders > 0, orders, np.inf)
    return np.where(orders > 0, chance + shares.relative_variance + event_share**2, np.inf)


def _whole(amounts: Floats) -> list[int]:
    return list(map(int, np.rint(amounts * FINER).tolist()))


def _prices(history: ProductHistory) -> Floats:
    """Return what a piece of each product brings: of the last event, else its latest price.

    Products without a price are worth what a piece is on the average; without any price, all 1.
    """
    own = history.last_event.prices
    known = np.where(np.isnan(own), history.prices, own)
    priced = ~np.isnan(known)
    if not priced.any():
        return np.ones(len(known))
    units = np.where(priced, history.all_sales.units, 0.0)
    mean = np.average(known[priced], weights=units[priced] if units.any() else None)
    return np.where(priced, known, mean)


def _bases(shares: ProductShares) -> list[Basis]:
    """Return what the forecast of each product rests on most; of one that never sold, its class."""
    by_class = 1 - shares.event_weight - shares.ordinary_weight
    most = np.argmax([shares.event_weight, shares.ordinary_weight, by_class], axis=0)
    most = np.where(shares.ever_sold, most, len(Basis) - 1)
    bases = list(Basis)
    return [bases[number] for number in most.tolist()]


def _money(price: float) -> Decimal | None:
    return None if np.isnan(price) else Decimal(str(price)).quantize(Decimal("0.01"))
