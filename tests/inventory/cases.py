"""Products for the tests of the room: a demand, a stock, and the days of one event."""

from datetime import date
from decimal import Decimal
from typing import Any

from planner.demand import ProductDemand, Quantile
from planner.inventory.arrivals import Deadlines
from planner.inventory.readiness import Days
from planner.inventory.stock import ProductStock

MAIN_DAY = date(2027, 11, 11)
DEADLINES = Deadlines.of(MAIN_DAY)


def days_at(today: date) -> Days:
    """Return the days of the event as seen from a day."""
    return Days(today, DEADLINES)


def demand_of(product: str = "coat", units: int = 40, **more: Any) -> ProductDemand:
    """Return a product's demand: so many pieces, as sure as cv = 25 % makes it."""
    return ProductDemand(
        **{
            "product": product,
            "title": None,
            "category": None,
            "units_by_quantile": dict.fromkeys(Quantile, units),
            "revenue": Decimal(100 * units),
            "expected_units": float(units),
            "relative_variance": 0.0625,
            **more,
        }
    )


def stock_of(product: str = "coat", on_hand: int | None = 60, **more: Any) -> ProductStock:
    """Return what is known of a product's stock; what was counted was counted everywhere."""
    whole = more.get("counted") is not None
    return ProductStock(product, on_hand=on_hand, **{"is_counted_whole": whole, **more})
