"""Made-up reference windows, hour by hour, and counts of products."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np

from planner.demand import Reference, ReferenceHour
from planner.demand.product_history import Counts, PastSales, ProductHistory
from planner.figures import Measured
from planner.language import Unit, say


def reference_of(
    first_day: date, orders: Sequence[int], price: str = "50", items: int | None = 2
) -> Reference:
    """Return a window with so many orders in each hour, all paid, all worth the same."""
    start = datetime.combine(first_day, time())
    hours = tuple(
        ReferenceHour(
            start + timedelta(hours=index),
            count,
            count,
            count * Decimal(price),
            None if items is None else count * items,
        )
        for index, count in enumerate(orders)
    )
    paid = sum(orders)
    totals = {
        "orders_placed": paid,
        "orders_paid": paid,
        "paid_amount": paid * Decimal(price),
        "items_paid": paid * (items or 0),
        "orders_with_item_count": paid if items else 0,
        "orders_with_lines": 0,
    }
    last_day = hours[-1].hour_start.date()
    return Reference(
        first_day=first_day,
        last_day=last_day,
        hours=hours,
        totals={
            name: Measured(f"r.{name}", say("x"), value, Unit.COUNT, "q", {}, paid, "orders")
            for name, value in totals.items()
        },
        basket_sizes={},
        files=("made up",),
        days_with_orders=(last_day - first_day).days + 1,
    )


WORKING = [1, 1, 1, 1, 1, 1, 2, 4, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 8, 10, 16, 18, 14, 6]
OFF = [2, 1, 1, 1, 1, 1, 2, 4, 8, 10, 10, 10, 8, 8, 10, 10, 10, 8, 8, 8, 8, 8, 8, 4]


def four_weeks(orders: int) -> Reference:
    """Return four ordinary weeks from Monday 12 October 2026 on, working days unlike weekends."""
    days = [OFF if weekday > 4 else WORKING for _ in range(4) for weekday in range(7)]
    return reference_of(date(2026, 10, 12), [count * orders for day in days for count in day])


EVENT = (date(2026, 11, 11), date(2026, 11, 11))
BEFORE = (date(2025, 11, 11), date(2025, 11, 11))


def counts(orders: Sequence[float], price: float | Sequence[float] = 10.0) -> Counts:
    found = np.array(orders, dtype=float)
    return Counts(found, found, found, found * np.array(price))


def history_of(
    last: Sequence[float],
    *,
    newest: Sequence[float] | None = None,
    then: Sequence[float] | None = None,
    earlier: Sequence[float] | None = None,
    categories: Sequence[str | None] | None = None,
    prices: Sequence[float] | None = None,
    never: int = 0,
) -> ProductHistory:
    """Return a history of so many orders a product; the last ``never`` products never sold."""
    size = len(last)
    nothing = Counts.none_of(size)
    events = [PastSales(EVENT, counts(last), counts(then) if then else nothing)]
    if earlier:
        events.append(PastSales(BEFORE, counts(earlier), nothing))
    weeks = counts(newest) if newest else nothing
    sold = nothing
    for part in (*(past.event for past in events), weeks):
        sold = sold + part
    ever = np.arange(size) < size - never
    return ProductHistory(
        products=tuple(f"p{number}" for number in range(size)),
        titles=(None,) * size,
        categories=tuple(categories or (None,) * size),
        prices=np.array(prices, dtype=float) if prices else np.full(size, 10.0),
        events=tuple(events),
        newest=weeks,
        newest_days=28,
        ordinary_days=28,
        weeks_before=nothing,
        all_sales=counts(np.where(ever, np.maximum(sold.orders, 1), 0).tolist()),
        size_spread=0.0,
        passed=np.ones(size),
        longest_pause=np.zeros(size),
    )
