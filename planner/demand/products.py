"""Demand by product: what each sold in the reference window, scaled to the plan (INV-9).

Formula: units = the plan's items × the product's share of the units sold then; revenue = the goal ×
its share of the list amounts then (of the units, where no line has a price). Both are split by
largest remainder, so that they sum to the whole. Where only some of the paid orders have lines, the
others are taken to have sold alike.

P80 and P95 follow the law of :mod:`planner.demand.quantiles`, with the orders the product was in as
n and those it is planned to be in as N: a product in few orders is the less certain. What a product
gains or loses against the others for a reason (a season, a new price) is not in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from planner.demand.quantiles import SURENESS, Quantile, gamma_quantiles, relative_variances
from planner.demand.reference import QUERIES, Reference
from planner.demand.splitting import CENTS, split_exactly
from planner.tables import Dataset


@dataclass(frozen=True)
class ProductSales:
    """What a product sold in the reference window.

    Attributes:
        product: the shop's own code, else the platform's number, else the title; may be empty.
        title: name of the product; None where no line says it.
        category: of the product; None where no line says it.
        orders_paid: that held it.
        units: sold, before returns.
        list_amount: units × unit price of the lines.
    """

    product: str
    title: str | None
    category: str | None
    orders_paid: int
    units: int
    list_amount: Decimal


@dataclass(frozen=True)
class ProductDemand:
    """What a product is expected to sell over the campaign window.

    Attributes:
        product: as in :class:`ProductSales`.
        title: name of the product.
        category: of the product.
        units_by_quantile: pieces; P50 of all products sums to the plan's items.
        revenue: paid amount; that of all products sums to the goal.
    """

    product: str
    title: str | None
    category: str | None
    units_by_quantile: Mapping[Quantile, int]
    revenue: Decimal

    @property
    def units(self) -> int:
        """Return the pieces of the plan itself."""
        return self.units_by_quantile[Quantile.P50]


def read_products(dataset: Dataset, reference: Reference) -> tuple[ProductSales, ...]:
    """Return what each product sold in the reference window, largest amount first."""
    rows = dataset.rows(
        QUERIES["reference_products"],
        first_day=reference.first_day,
        last_day=reference.last_day,
    )
    return tuple(ProductSales(**row) for row in rows)


def demand_by_product(
    products: Sequence[ProductSales],
    items: int,
    revenue: Decimal,
    dispersion: float,
    event_share: float,
) -> tuple[ProductDemand, ...]:
    """Return the plan by product; see the module.

    Example (tests/demand): a coat sold 30 of 40 pieces then, a scarf 10; the plan's 52 items are 39
    coats and 13 scarves.
    """
    if not products:
        return ()
    sold = [product.units for product in products]
    amounts: Sequence[Decimal | int] = [product.list_amount for product in products]
    units = split_exactly(items, sold)
    cents = split_exactly(int(revenue * CENTS), amounts if any(amounts) else sold)
    means = np.asarray(sold, dtype=float) * (items / (sum(sold) or 1))
    counted = np.asarray([product.orders_paid for product in products], dtype=float)
    orders = counted * (items / (sum(sold) or 1))
    spread = relative_variances(orders, counted, dispersion, 0.0, event_share)
    quantiles = {
        quantile: np.maximum(units, np.rint(gamma_quantiles(sure, means, spread))).astype(int)
        for quantile, sure in SURENESS.items()
    }
    return tuple(
        ProductDemand(
            product.product,
            product.title,
            product.category,
            {
                Quantile.P50: units[index],
                **{quantile: int(column[index]) for quantile, column in quantiles.items()},
            },
            Decimal(cents[index]) / CENTS,
        )
        for index, product in enumerate(products)
    )
