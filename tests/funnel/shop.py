"""A shop whose sheets tell all nine levels, in small numbers that can be counted by hand."""

from datetime import date
from typing import Any

from planner.funnel.counts import Counts, read_counts
from planner.funnel.periods import Period
from planner.tables import Dataset
from tests.rows import Row, order

DAY = date(2026, 11, 11)
EVENT = Period("event", DAY, date(2026, 11, 12))


def visits(day: str, **figures: Any) -> Row:
    """Return a row of a sheet of visitors, of one day."""
    return {"period_start": day, "period_end": day, **figures}


# Six placed; five paid, one of them on the day after; one still on its way, one given back whole.
ORDERS = (
    order("1", "2026-11-11 00:10", 100, buyer_id="ann", province="浙江", status="completed",
          paid_at="2026-11-11 00:12", shipped_at="2026-11-12 10:00",
          received_at="2026-11-15 09:00"),
    order("2", "2026-11-11 00:20", 50, buyer_id="bob", province="广东", status="completed",
          paid_at="2026-11-11 03:20", shipped_at="2026-11-12 11:00",
          received_at="2026-11-14 11:00"),
    order("3", "2026-11-11 20:00", 150, buyer_id="cid", province="广东", status="refunded",
          refund_amount=150, paid_at="2026-11-12 21:00"),
    order("4", "2026-11-11 21:00", gross_amount=80, buyer_id="dee", province="浙江"),
    order("5", "2026-11-12 09:00", 60, buyer_id="ann", province="浙江", status="shipped",
          paid_at="2026-11-12 09:30", shipped_at="2026-11-13 09:30"),
    # Its clock runs backwards.
    order("6", "2026-11-12 10:00", 40, buyer_id="eve", province="浙江", status="completed",
          paid_at="2026-11-12 09:59", received_at="2026-11-16 10:00"),
    # Bought again: ann within 20 days, bob later.
    order("7", "2026-11-30 10:00", 10, buyer_id="ann"),
    order("8", "2026-12-30 10:00", 10, buyer_id="bob"),
)  # fmt: skip
VISITS = (
    visits("2026-11-11", impressions=1000, clicks=90, visitors=50, page_views=200, inquiries=10,
           inquiry_buyers=2, favourites=4, carts=9, order_buyers=4, paid_buyers=3, reviews=0),
    visits("2026-11-12", impressions=500, clicks=60, visitors=30, page_views=80, inquiries=4,
           inquiry_buyers=1, favourites=2, carts=5, order_buyers=2, paid_buyers=3, reviews=2),
    visits("2026-11-11", source="search", visitors=40, order_buyers=4),
    visits("2026-11-11", source="ads", visitors=30, order_buyers=0),
    visits("2026-11-11", hour=0, visitors=20, order_buyers=2),
)  # fmt: skip


def counted(dataset: Dataset, period: Period = EVENT, again_days: int = 20) -> Counts:
    """Return the funnel of a period."""
    return read_counts(dataset, period, "now", again_days, True)


def values(counts: Counts) -> dict[str, Any]:
    """Return what was counted, by level."""
    return {level.value: told.value for level, told in counts.levels.items()}


def pairs(counts: Counts) -> dict[str, tuple[int, int]]:
    """Return ``(reached, base)`` by step."""
    return {step.value: told.pair for step, told in counts.steps.items()}
