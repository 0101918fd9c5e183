"""The answer key: what a right import of the sheets finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sample_data.catalogue import SHOP_NAME
from sample_data.cells import money
from sample_data.logistics_sheet import LogisticsAnswer
from sample_data.order_sheets import Shop
from sample_data.product_sheet import ProductAnswer
from sample_data.stock_sheet import StockAnswer
from sample_data.tally import WINDOW_DAYS, Tally
from sample_data.traffic_sheet import TrafficAnswer


@dataclass(frozen=True, slots=True)
class MainDay:
    """The main day D: orders by the time of placing, money by the time of payment."""

    orders_placed: int
    orders_paid: int
    paid_amount: str


@dataclass(frozen=True)
class AnswerKey:
    """What a right import finds, counted in the ledger and not in the files.

    All but the last four fields are of the order list and the item list. Rows are the non-blank
    rows of the order list below its header; each is kept or rejected. ``remarks`` counts what is
    kept and mentioned. ``quantity``, ``lines`` and ``skus`` are of the item list, the line of an
    unknown order among them; ``buyers`` of the order list. Of two equal peak days the earlier
    counts. Amounts have two decimals.
    """

    shop: str
    year: int
    seed: int
    event_day: str
    orders: int
    rows_read: int
    rows_kept: int
    rows_rejected: dict[str, int]
    remarks: dict[str, int]
    gross_amount: str
    paid_amount: str
    refund_amount: str
    unpaid_orders: int
    refunded_orders: int
    buyers: int
    first_created_at: str
    last_created_at: str
    last_paid_at: str | None
    lines: int
    quantity: int
    skus: int
    peak_day: str | None
    main_day: MainDay
    window_paid_amount: str
    stock: StockAnswer
    products: ProductAnswer
    traffic: TrafficAnswer
    logistics: LogisticsAnswer


@dataclass(frozen=True, slots=True)
class YearBeforeAnswer:
    """What a right import finds in the lists of the year before; amounts have two decimals.

    ``main_day_units`` are the pieces of the orders paid on D.
    """

    event_day: str
    orders: int
    lines: int
    quantity: int
    skus: int
    paid_amount: str
    main_day: MainDay
    main_day_units: int


def answer_year_before(shop: Shop, tally: Tally) -> YearBeforeAnswer:
    """Return the answer key of the lists of the year before."""
    return YearBeforeAnswer(
        event_day=shop.calendar.event_day.isoformat(),
        orders=tally.orders,
        lines=tally.lines,
        quantity=tally.quantity,
        skus=tally.skus,
        paid_amount=money(tally.paid_minor),
        main_day=main_day_of(tally),
        main_day_units=tally.days[0].units_paid,
    )


def main_day_of(tally: Tally) -> MainDay:
    """Return what was counted on D."""
    main_day = tally.days[0]
    return MainDay(
        orders_placed=main_day.orders_placed,
        orders_paid=main_day.orders_paid,
        paid_amount=money(main_day.paid_minor),
    )


def answer(
    shop: Shop,
    tally: Tally,
    stock: StockAnswer,
    products: ProductAnswer,
    traffic: TrafficAnswer,
    logistics: LogisticsAnswer,
) -> AnswerKey:
    """Return the answer key of a shop."""
    calendar, days = shop.calendar, tally.days
    paid_days = [day for day in days if days[day].orders_paid]
    peak = max(paid_days, key=lambda day: (days[day].paid_minor, -day)) if paid_days else None
    planted = int(shop.planted is not None)
    with_comma = shop.planted is not None and shop.planted.with_thousands_comma > 0
    rejected = dict.fromkeys(("repeated_header", "duplicate", "total_row", "bad_date"), planted)

    def moment(second: int) -> str:
        return str(calendar.midnight_of_d + timedelta(seconds=second))

    return AnswerKey(
        shop=SHOP_NAME,
        year=calendar.event_day.year,
        seed=shop.seed,
        event_day=calendar.event_day.isoformat(),
        orders=tally.orders,
        rows_read=tally.orders + sum(rejected.values()),
        rows_kept=tally.orders,
        rows_rejected=rejected,
        remarks={
            "paid_at_missing": planted,
            "outlier_amount": planted,
            "amount_cleaned": with_comma + planted,
            "order_unknown": planted,
        },
        gross_amount=money(tally.gross_minor),
        paid_amount=money(tally.paid_minor),
        refund_amount=money(tally.refund_minor),
        unpaid_orders=tally.unpaid_orders,
        refunded_orders=tally.refunded_orders,
        buyers=tally.buyers,
        first_created_at=moment(tally.first_created),
        last_created_at=moment(tally.last_created),
        last_paid_at=None if tally.last_paid is None else moment(tally.last_paid),
        lines=tally.lines,
        quantity=tally.quantity,
        skus=tally.skus,
        peak_day=None if peak is None else str(calendar.date_of(peak)),
        main_day=main_day_of(tally),
        window_paid_amount=money(tally.paid_between(WINDOW_DAYS)),
        stock=stock,
        products=products,
        traffic=traffic,
        logistics=logistics,
    )
