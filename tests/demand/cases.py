"""Made-up reference windows, hour by hour."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from planner.demand import Reference, ReferenceHour
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
