"""The main products that the shop's own sheets speak for (ACT-8), and those that somebody named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from planner.demand import ProductDemand
from planner.inventory.assumptions import InventoryAssumptions
from planner.inventory.main_products import (
    MainProducts,
    MainTerms,
    ProductFacts,
    plan_main_products,
)
from planner.inventory.reading import QUERIES, READINGS_KEPT
from planner.inventory.stock import ProductStock
from planner.inventory.typed import NOTHING_TYPED, Typed
from planner.tables import Dataset


@dataclass(frozen=True)
class SalesSoFar:
    """What a product has sold in all the sheets.

    Attributes:
        product: the code that its sales are known by.
        units: pieces, before returns.
        list_amount: of them.
        orders_paid: that held it.
        orders_refunded: of these, in which something was given back.
        first_sold: day of its first sale.
        last_sold: day of its last sale.
    """

    product: str
    units: int
    list_amount: Decimal
    orders_paid: int
    orders_refunded: int
    first_sold: date
    last_sold: date

    @property
    def refund_share(self) -> float:
        """Return the share of its orders in which something was given back."""
        return self.orders_refunded / self.orders_paid if self.orders_paid else 0.0


@lru_cache(maxsize=READINGS_KEPT)
def read_sales_so_far(dataset: Dataset) -> Mapping[str, SalesSoFar]:
    """Return what each product has sold in all the sheets, by product."""
    rows = dataset.rows(QUERIES["sales_so_far"])
    return {row["product"]: SalesSoFar(**row) for row in rows}


def propose_main(
    facts: Mapping[str, ProductFacts],
    stock: Mapping[str, ProductStock],
    typed: Typed,
    given: InventoryAssumptions,
) -> MainProducts:
    """Return the main products; see :mod:`planner.inventory.main_products`.

    A product that nobody bought and that is not expected to sell is proposed by nothing, yet its
    stock counts in the whole.

    Args:
        facts: by product, see :func:`facts_by_product`.
        stock: by product.
        typed: what the manager says.
        given: the assumptions in force.
    """
    terms = MainTerms(
        low_share=min(given.main_share_from, given.main_share_to),
        high_share=max(given.main_share_from, given.main_share_to),
        proposed_without_stock=given.main_products,
        is_stock_known=any(
            held.on_hand is not None
            and "in_stock" not in typed.products.get(code, NOTHING_TYPED).numbers
            for code, held in stock.items()
        ),
    )
    return plan_main_products(facts.values(), terms)


def facts_by_product(
    demand: Mapping[str, ProductDemand],
    stock: Mapping[str, ProductStock],
    sales: Mapping[str, SalesSoFar],
    typed: Typed,
) -> dict[str, ProductFacts]:
    """Return what speaks for each product of which the stock is told, by its code."""
    return {
        code: _facts(code, held, demand.get(code), sales.get(code), typed)
        for code, held in stock.items()
    }


def _facts(
    code: str,
    stock: ProductStock,
    demand: ProductDemand | None,
    sales: SalesSoFar | None,
    typed: Typed,
) -> ProductFacts:
    held = max(stock.on_hand or 0, 0)
    named = typed.products.get(code, NOTHING_TYPED)
    return ProductFacts(
        product=code,
        title=stock.title or (demand.title if demand else None),
        units_sold=sales.units if sales else 0,
        amount_sold=sales.list_amount if sales else Decimal(0),
        event_units=demand.units if demand else 0,
        stock_units=held,
        stock_value=None if stock.unit_cost is None else held * stock.unit_cost,
        units_per_ordinary_day=demand.units_per_ordinary_day if demand else 0.0,
        refund_share=sales.refund_share if sales else None,
        discount_share=_discount(stock, demand, named.numbers.get("price")),
        days_on_sale=(sales.last_sold - sales.first_sold).days + 1 if sales else None,
        is_marked=stock.is_marked_main,
        is_typed=named.is_main,
    )


def _discount(
    stock: ProductStock, demand: ProductDemand | None, event_price: object
) -> float | None:
    """Return how far the event's price lies below the one on the label; None without a label."""
    label, usual = stock.list_price, demand.list_price if demand else None
    price = event_price if isinstance(event_price, Decimal) else usual
    if not label or price is None:
        return None
    return max(0.0, 1 - float(price / label))
