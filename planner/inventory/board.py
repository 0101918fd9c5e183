"""The readiness board: every product of the event with its stock, its demand and its verdict."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from planner.demand import ProductDemand
from planner.demand.quantiles import gamma_quantiles
from planner.inventory.arrivals import Timing, can_arrive, units_by_timing
from planner.inventory.readiness import Days, ProductReadiness, Standing, free_stock, judge
from planner.inventory.stock import ProductStock
from planner.inventory.typed import NOTHING_TYPED, Typed, TypedProduct

NOTHING_COMES = dict.fromkeys(Timing, 0)
NOTHING_GIVEN: Mapping[str, int] = {}


def stock_by_product(
    demand: Sequence[ProductDemand],
    facts: Mapping[str, ProductStock],
    typed: Typed,
    today: date,
) -> dict[str, ProductStock]:
    """Return what is known of the stock of every product: those expected to sell come first.

    What was typed goes before the sheets, what was counted before the book. Pieces that should have
    come before today and are still on their way come on a day that nobody knows. Lines that name no
    product are none.
    """
    named = {one.product: ProductStock(one.product, one.title, one.category) for one in demand}
    every = {**named, **facts}
    codes = dict.fromkeys([*named, *facts, *(code for code in typed.products if code in every)])
    return {
        code: _without_past_days(as_counted(typed.over(every[code])), today)
        for code in codes
        if code
    }


def as_counted(stock: ProductStock) -> ProductStock:
    """Return the stock with what was counted in place of the book's pieces there.

    >>> as_counted(ProductStock("coat", on_hand=60, counted=5, book_when_counted=40)).on_hand
    25
    """
    if stock.counted is None or stock.book_when_counted is None or stock.on_hand is None:
        return stock
    if stock.counted == stock.book_when_counted:
        return stock
    found = stock.on_hand - stock.book_when_counted + stock.counted
    return replace(stock, on_hand=found, book=stock.on_hand)


def _without_past_days(stock: ProductStock, today: date) -> ProductStock:
    if not stock.arrivals or not any(one.day and one.day < today for one in stock.arrivals):
        return stock
    arrivals = (
        replace(one, day=None) if one.day and one.day < today else one for one in stock.arrivals
    )
    return replace(stock, arrivals=tuple(arrivals))


def board(
    demand: Sequence[ProductDemand],
    stock: Mapping[str, ProductStock],
    main: frozenset[str],
    typed: Typed,
    days: Days,
    *,
    days_until_start: int,
    ready_share: float,
    usual_lead_time_days: int,
    sheet_is_loaded: bool,
    given: Mapping[str, int] = NOTHING_GIVEN,
) -> tuple[ProductReadiness, ...]:
    """Return the verdict on every product; main products first, then by pieces expected.

    Formulas: needed = the larger of P50 and the gamma quantile of the demand at ``ready_share``,
    and what offers give away;
    sold before = ordinary rate × days until the campaign begins, rounded up; at start = free stock
    − sold before, not below none unless pieces are owed, + pieces that arrive by D-7.

    Example (tests/inventory): 3 a day on ordinary days, 5 days to go, 60 held of which 4 are taken
    by orders: 60 − 4 − 15 = 41 at the start.

    Args:
        demand: by product.
        stock: by product, see :func:`stock_by_product`.
        main: the main products.
        typed: what the manager says of them.
        days: that they are held against.
        days_until_start: for which ordinary sales are taken off what is held.
        ready_share: how sure the stock must be enough.
        usual_lead_time_days: where nothing says it.
        sheet_is_loaded: a stock sheet is; a product without a row in it has no known stock.
        given: pieces that offers are expected to give away or to add to parcels, by product; they
            pass the same gates (INV-11).
    """
    wanted = {one.product: one for one in demand}
    needed = dict(zip(wanted, _needed(demand, ready_share), strict=True))
    rows = [
        _row(
            code,
            held,
            wanted.get(code),
            typed.products.get(code, NOTHING_TYPED),
            days,
            is_main=code in main,
            needed=needed.get(code, 0) + given.get(code, 0),
            given=given.get(code, 0),
            days_until_start=days_until_start,
            usual_lead_time_days=usual_lead_time_days,
            sheet_is_loaded=sheet_is_loaded,
        )
        for code, held in stock.items()
    ]
    return in_order(rows)


def in_order(rows: Iterable[ProductReadiness]) -> tuple[ProductReadiness, ...]:
    """Return the board's rows, main products first, then by pieces expected."""
    return tuple(sorted(rows, key=lambda row: (not row.is_main, -row.expected, row.product)))


def _needed(demand: Sequence[ProductDemand], ready_share: float) -> list[int]:
    means = np.array([one.expected_units for one in demand], dtype=float)
    spreads = np.array([one.relative_variance for one in demand], dtype=float)
    planned = np.array([one.units for one in demand], dtype=np.int64)
    sure = np.rint(gamma_quantiles(ready_share, means, spreads)).astype(np.int64)
    return [int(units) for units in np.maximum(planned, sure)]


def _row(
    code: str,
    stock: ProductStock,
    demand: ProductDemand | None,
    typed: TypedProduct,
    days: Days,
    *,
    is_main: bool,
    needed: int,
    given: int,
    days_until_start: int,
    usual_lead_time_days: int,
    sheet_is_loaded: bool,
) -> ProductReadiness:
    rate = demand.units_per_ordinary_day if demand else 0.0
    sold_before = math.ceil(round(rate * days_until_start, 9))
    timed = units_by_timing(stock.arrivals, days.deadlines) if stock.arrivals else NOTHING_COMES
    on_time = timed[Timing.IN_TIME]
    after_count = timed[Timing.AFTER_COUNT] + timed[Timing.TOO_LATE]
    late = timed[Timing.AFTER_DEADLINE] + timed[Timing.UNKNOWN] + after_count
    lead = usual_lead_time_days if stock.lead_time_days is None else stock.lead_time_days
    delivery = can_arrive(days.today, lead, days.deadlines)
    standing = Standing(
        stock=stock,
        demand=demand,
        is_main=is_main,
        sold_before=sold_before,
        on_time=on_time,
        late=late,
        after_count=after_count,
        needed=needed,
        delivery=delivery,
        is_cleared=typed.difference_reason is not None,
        sheet_is_loaded=sheet_is_loaded,
        given=given,
    )
    verdict = judge(standing, days)
    free, there = free_stock(stock), standing.at_start
    return ProductReadiness(
        product=code,
        title=stock.title or (demand.title if demand else None),
        category=stock.category or (demand.category if demand else None),
        is_main=is_main,
        stock=stock,
        demand=demand,
        sold_before=sold_before,
        on_time=on_time,
        late=late,
        after_count=after_count,
        too_late=timed[Timing.TOO_LATE],
        at_start=there,
        needed=needed,
        missing=0 if there is None else max(0, needed - there),
        days_of_cover=free / rate if free is not None and rate > 0 else None,
        lead_time_days=lead,
        delivery=delivery,
        supply_per_day=int(supply) if (supply := typed.numbers.get("supply_per_day")) else None,
        contact=typed.contact,
        level=verdict.level,
        reason=verdict.reason,
        says=verdict.says,
        action=verdict.action,
        due=verdict.due,
        given=given,
    )
