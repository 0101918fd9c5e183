"""What the sheets say about the last event and the ordinary days beside it, section by section.

Every section is counted from roll-ups, by one query a question (``sql/``), for the reference window
and for the ordinary days (from D-38 to D-11, CAL-9). Amounts and counts are exact; what is shown
for an ordinary day is the sum over the ordinary days ÷ their number. Buyers and visitors are never
added up over days: those of a window are counted or stated for the whole window, those of an
ordinary day are the mean of what each day had.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from planner.demand import HOURS_OF_DAY, WAITING_DAYS, Reference, ReferenceHour
from planner.demand import QUERIES as DEMAND_QUERIES
from planner.figures import CENT
from planner.last_year.measures import Day, Measure, Stated, counts_every_item, measures
from planner.tables import Dataset, queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")

PRODUCTS_SHOWN = 20
PROVINCES_SHOWN = 10
REFUNDED_SHOWN = 10
FULL_HISTORY_DAYS = 365
HISTORY_TO_COMPARE_DAYS = 28
"""With fewer days before the ordinary ones hardly anybody could have bought before."""


@dataclass(frozen=True)
class Coverage:
    """What the order lists cover, paid or not; the days are None while no order is loaded."""

    first_day: date | None
    last_day: date | None
    days_with_orders: int
    orders_placed: int
    orders_paid: int


@dataclass(frozen=True)
class HourOfDay:
    """One hour of the main day beside the same hour of an average ordinary day."""

    hour: int
    orders_placed: int
    orders_paid: int
    paid_amount: Decimal
    share: float
    ordinary_orders_placed: float | None
    ordinary_orders_paid: float | None
    ordinary_amount: Decimal | None
    ordinary_share: float | None


@dataclass(frozen=True)
class Product:
    """A product's sales in the event and on an average ordinary day.

    Attributes:
        product: the shop's own code, else the platform's number, else the title; None where the
            row stands for all others of its class.
        title: of the product, where known.
        abc: class by amount sold, ``"A"``, ``"B"`` or ``"C"``.
        products: how many the row stands for.
        units: sold in the window.
        amount: units × price, before discounts of the order.
        share: of all products' amount in the window.
        orders_paid: that held it; None for a row of others.
        orders_refunded: of them, those with a refund.
        ordinary_units: sold on an average ordinary day; None without ordinary days.
        ordinary_amount: sold on an average ordinary day.
        ordinary_share: of all products' amount on the ordinary days.
    """

    product: str | None
    title: str | None
    abc: str
    products: int
    units: int
    amount: Decimal
    share: float
    orders_paid: int | None
    orders_refunded: int | None
    ordinary_units: float | None
    ordinary_amount: Decimal | None
    ordinary_share: float | None


@dataclass(frozen=True)
class CategorySales:
    """A category's sales in the event and on an average ordinary day; None = no category told."""

    category: str | None
    products: int
    units: int
    amount: Decimal
    share: float
    ordinary_units: float | None
    ordinary_amount: Decimal | None
    ordinary_share: float | None


@dataclass(frozen=True)
class CustomerGroup:
    """Customers by the time from their last paid order to the window.

    Attributes:
        last_order: ``"new"``, ``"1_30"``, ``"31_90"``, ``"91_180"``, ``"181_365"``, ``"over_365"``.
        customers: in the group before the window; None for new ones.
        buyers: of them, those who paid in the window.
        orders_paid: by them.
        paid_amount: by them.
    """

    last_order: str
    customers: int | None
    buyers: int
    orders_paid: int
    paid_amount: Decimal

    @property
    def comeback_share(self) -> float | None:
        """Return the share of the group that came back in the window (comeback rate, TGT-2)."""
        return self.buyers / self.customers if self.customers else None

    @property
    def aov(self) -> Decimal | None:
        """Return the average order value per buyer, to the cent."""
        return _cents(self.paid_amount / self.buyers) if self.buyers else None


@dataclass(frozen=True)
class TopCustomers:
    """The buyers who paid most: their share of the buyers, and what they paid."""

    top_share: float
    buyers: int
    paid_amount: Decimal


@dataclass(frozen=True)
class Customers:
    """Who bought.

    Attributes:
        groups: new and returning customers in the event; empty where no order names its buyer.
        ordinary_groups: the same for the ordinary days; empty where too little lies before them.
        history_days: days from the first day of the sheets to the window: as far as anybody can be
            known to return.
        orders_without_buyer: paid orders of the window that are left out.
        top: shares of the buyers who paid most, each holding those before it; the last is all.
    """

    groups: tuple[CustomerGroup, ...]
    ordinary_groups: tuple[CustomerGroup, ...]
    history_days: int
    orders_without_buyer: int
    top: tuple[TopCustomers, ...]

    @property
    def tell_returning(self) -> bool:
        """Return whether the sheets reach back before the window, so that somebody can return."""
        return bool(self.groups) and self.history_days > 0


@dataclass(frozen=True)
class ProvinceSales:
    """A province's sales in the event and on an average ordinary day.

    Attributes:
        province: its name; None for all others and where it is unknown.
        provinces: how many the row stands for; 0 where the sheet names none.
        orders_paid: in the window.
        paid_amount: in the window.
        share: of the paid amount.
        ordinary_orders: on an average ordinary day.
        ordinary_amount: on an average ordinary day.
        ordinary_share: of the paid amount on the ordinary days.
    """

    province: str | None
    provinces: int
    orders_paid: int
    paid_amount: Decimal
    share: float
    ordinary_orders: float | None
    ordinary_amount: Decimal | None
    ordinary_share: float | None


@dataclass(frozen=True)
class PaymentBand:
    """Orders placed in the window by the time until they were paid.

    Attributes:
        paid_within: ``"10_minutes"``, ``"1_hour"``, ``"24_hours"``, ``"later"`` or ``"never"``.
        orders_placed: in the window.
        share: of the orders placed in the window.
        ordinary_share: of the orders placed on ordinary days.
    """

    paid_within: str
    orders_placed: int
    share: float
    ordinary_share: float | None


BANDS = ("10_minutes", "1_hour", "24_hours", "later", "never")


@dataclass(frozen=True)
class RefundedProduct:
    """A product, the paid orders that held it, and those of them with a refund."""

    product: str
    title: str | None
    orders_paid: int
    orders_refunded: int


@dataclass(frozen=True)
class Refunds:
    """What was given back.

    Attributes:
        orders_refunded: paid orders of the window with a refund.
        refund_amount: given back of them, and for returns booked in the window.
        products: those whose orders were refunded most often.
    """

    orders_refunded: int
    refund_amount: Decimal
    products: tuple[RefundedProduct, ...]


@dataclass(frozen=True)
class Traffic:
    """Visitors as the sheets state them, of periods that touch the window.

    Attributes:
        window: of the very days of the window; None where no row states them.
        daily: days of the window with a figure of their own.
        periods: first and last day of all that was found.
    """

    window: Stated | None
    daily: int
    periods: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class LastYear:
    """The last event and ordinary days beside it.

    Attributes:
        reference: the event's window.
        ordinary: the ordinary days; None where nothing was paid on any of them.
        main_day: D of the last event.
        coverage: what the sheets cover.
        measures: the key numbers: event, day of it, main day, ordinary day, ratio.
        days: of the window and before it, ordinary ones too, in order; only covered ones.
        hours: of the main day; empty where times are days alone or nothing was paid on it.
        products: the best sellers and the rest by class; empty without lines.
        categories: empty where neither lines nor products name one.
        customers: who bought.
        provinces: the ten with most revenue and the rest; empty where no order names one.
        payment: orders placed by time until payment; in the order of time.
        has_payment_times: False where placing and paying always share one time.
        refunds: what was given back.
        traffic: what the sheets of visitors state.
    """

    reference: Reference
    ordinary: Reference | None
    main_day: date
    coverage: Coverage
    measures: Mapping[str, Measure]
    days: tuple[Day, ...]
    hours: tuple[HourOfDay, ...]
    products: tuple[Product, ...]
    categories: tuple[CategorySales, ...]
    customers: Customers
    provinces: tuple[ProvinceSales, ...]
    payment: tuple[PaymentBand, ...]
    has_payment_times: bool
    refunds: Refunds
    traffic: Traffic

    @property
    def event_days(self) -> tuple[Day, ...]:
        """Return the days of the window."""
        return tuple(day for day in self.days if day.kind == "event")


def read_coverage(dataset: Dataset) -> Coverage:
    """Return what the loaded order lists cover."""
    (row,) = dataset.rows(QUERIES["coverage"])
    return Coverage(**row)


def read_last_year(
    dataset: Dataset,
    reference: Reference,
    ordinary: Reference | None,
    main_day: date,
    *,
    a_share: float,
    b_share: float,
) -> LastYear:
    """Return what happened in the reference window, and on ordinary days beside it.

    Args:
        dataset: to read.
        reference: the window of the last event.
        ordinary: the ordinary days before it.
        main_day: of the last event, inside the window.
        a_share: share of the amount sold at which class A ends.
        b_share: share at which class B ends.
    """
    coverage = read_coverage(dataset)
    window = reference.window
    # Without ordinary days an empty span stands in for them: the window's own first day backwards.
    beside = {
        "ordinary_first": ordinary.first_day if ordinary else reference.first_day,
        "ordinary_last": ordinary.last_day if ordinary else reference.first_day - timedelta(days=1),
    }
    days = _days(dataset, reference, ordinary, main_day, coverage)
    traffic = _traffic(dataset, reference, days)
    bands = dataset.rows(QUERIES["payment_bands"], **window)
    return LastYear(
        reference=reference,
        ordinary=ordinary,
        main_day=main_day,
        coverage=coverage,
        measures=measures(
            reference,
            ordinary,
            main_day,
            [day for day in days if day.kind == "event"],
            [
                day
                for day in days
                if ordinary and ordinary.first_day <= day.day <= ordinary.last_day
            ],
            traffic.window,
        ),
        days=days,
        hours=_hours(reference, ordinary, main_day),
        products=_products(
            dataset.rows(
                QUERIES["best_sellers"],
                **window,
                **beside,
                a_share=a_share,
                b_share=max(a_share, b_share),
                row_count=PRODUCTS_SHOWN,
            ),
            ordinary,
        ),
        categories=_categories(
            dataset.rows(QUERIES["category_sales"], **window, **beside), ordinary
        ),
        customers=_customers(dataset, reference, ordinary, coverage),
        provinces=_provinces(
            dataset.rows(QUERIES["province_sales"], **window, **beside, row_count=PROVINCES_SHOWN),
            ordinary,
        ),
        payment=_payment(
            bands,
            dataset.rows(
                QUERIES["payment_bands"],
                first_day=ordinary.first_day,
                last_day=ordinary.last_day,
            )
            if ordinary
            else (),
        ),
        has_payment_times=any(
            row["orders_placed"] > row["same_moment"] for row in bands if _is_paid(row)
        ),
        refunds=_refunds(dataset, window),
        traffic=traffic,
    )


def _days(
    dataset: Dataset,
    reference: Reference,
    ordinary: Reference | None,
    main_day: date,
    coverage: Coverage,
) -> tuple[Day, ...]:
    """Return the days that the sheets cover; of others nothing is known, so they are no zeros."""
    before = reference.first_day - timedelta(days=1)
    waiting = main_day - timedelta(days=WAITING_DAYS)
    first = min(waiting, before, ordinary.first_day if ordinary else before)
    first = max(first, coverage.first_day or first)
    last = min(reference.last_day, coverage.last_day or reference.last_day)
    rows = dataset.rows(QUERIES["daily"], first_day=first, last_day=last)
    found = []
    for row in rows:
        day = row["day"]
        if day >= reference.first_day:
            kind, source = "event", reference
        elif ordinary and ordinary.first_day <= day <= ordinary.last_day:
            kind, source = "ordinary", ordinary
        elif day >= waiting:
            kind, source = "before", ordinary or reference
        else:
            continue
        named = source.names_every_buyer
        found.append(
            Day(
                day=day,
                offset=(day - main_day).days,
                kind=kind,
                orders_placed=row["orders_placed"],
                orders_paid=row["orders_paid"],
                paid_amount=row["paid_amount"],
                refund_amount=row["refund_amount"],
                items_paid=row["items_paid"] if counts_every_item(source) else None,
                buyers=row["buyers_paid"] if named else None,
                visitors=row["visitors"],
                converted=row["buyers_paid"] if named else row["visitors_paid"],
            )
        )
    return tuple(found)


def _hours(
    reference: Reference, ordinary: Reference | None, main_day: date
) -> tuple[HourOfDay, ...]:
    """Return the hours of the main day; none where the sheets tell days alone, or nothing was paid.

    An hour's share is its paid amount ÷ that of the day; on ordinary days over all of them.
    """
    main = _by_hour([hour for hour in reference.hours if hour.hour_start.date() == main_day])
    usual = _by_hour(ordinary.hours) if ordinary else None
    paid = sum(amount for _, _, amount in main)
    paid_usually = sum(amount for _, _, amount in usual) if usual else Decimal(0)
    # A list that tells days only puts every order at midnight: that is no rush.
    if not paid or reference.tells_days_alone:
        return ()
    days = ordinary.day_count if ordinary else 1
    return tuple(
        HourOfDay(
            hour=hour,
            orders_placed=placed,
            orders_paid=orders,
            paid_amount=amount,
            share=float(amount / paid),
            ordinary_orders_placed=usual[hour][0] / days if usual else None,
            ordinary_orders_paid=usual[hour][1] / days if usual else None,
            ordinary_amount=_cents(usual[hour][2] / days) if usual else None,
            ordinary_share=float(usual[hour][2] / paid_usually) if usual and paid_usually else None,
        )
        for hour, (placed, orders, amount) in enumerate(main)
    )


def _by_hour(hours: Sequence[ReferenceHour]) -> list[tuple[int, int, Decimal]]:
    """Return orders placed, orders paid and paid amount by hour of the day, summed over days."""
    sums = [(0, 0, Decimal(0))] * HOURS_OF_DAY
    for hour in hours:
        placed, paid, amount = sums[hour.hour_start.hour]
        sums[hour.hour_start.hour] = (
            placed + hour.orders_placed,
            paid + hour.orders_paid,
            amount + hour.paid_amount,
        )
    return sums


def _products(rows: Sequence[Mapping[str, Any]], ordinary: Reference | None) -> tuple[Product, ...]:
    """Return the products of the event; none where no line of it was loaded."""
    total = sum(row["amount"] for row in rows)
    usual = sum(row["ordinary_amount"] for row in rows)
    if not any(row["units"] for row in rows):
        return ()
    return tuple(
        Product(
            product=row["product"],
            title=row["title"],
            abc=row["class"],
            products=row["products"],
            units=row["units"],
            amount=row["amount"],
            share=_share(row["amount"], total) or 0.0,
            orders_paid=row["orders_paid"],
            orders_refunded=row["orders_refunded"],
            ordinary_units=_a_day(row["ordinary_units"], ordinary),
            ordinary_amount=_amount_a_day(row["ordinary_amount"], ordinary),
            ordinary_share=_share(row["ordinary_amount"], usual),
        )
        for row in rows
    )


def _categories(
    rows: Sequence[Mapping[str, Any]], ordinary: Reference | None
) -> tuple[CategorySales, ...]:
    """Return the categories of the event; none where no product that sold has one."""
    total = sum(row["amount"] for row in rows)
    usual = sum(row["ordinary_amount"] for row in rows)
    if not any(row["category"] is not None and row["units"] for row in rows):
        return ()
    return tuple(
        CategorySales(
            category=row["category"],
            products=row["products"],
            units=row["units"],
            amount=row["amount"],
            share=_share(row["amount"], total) or 0.0,
            ordinary_units=_a_day(row["ordinary_units"], ordinary),
            ordinary_amount=_amount_a_day(row["ordinary_amount"], ordinary),
            ordinary_share=_share(row["ordinary_amount"], usual),
        )
        for row in rows
    )


def _customers(
    dataset: Dataset, reference: Reference, ordinary: Reference | None, coverage: Coverage
) -> Customers:
    def groups(window: Reference) -> tuple[CustomerGroup, ...]:
        rows = dataset.rows(
            DEMAND_QUERIES["recency_groups"], first_day=window.first_day, last_day=window.last_day
        )
        found = tuple(CustomerGroup(**row) for row in rows)
        return found if any(group.buyers for group in found) else ()

    def history(window: Reference) -> int:
        begins = coverage.first_day or window.first_day
        return max(0, (window.first_day - begins).days)

    totals = reference.totals
    compared = ordinary is not None and history(ordinary) >= HISTORY_TO_COMPARE_DAYS
    tops = dataset.rows(QUERIES["top_customers"], **reference.window)
    return Customers(
        groups=groups(reference),
        ordinary_groups=groups(ordinary) if ordinary and compared else (),
        history_days=history(reference),
        orders_without_buyer=int(totals["orders_paid"].value or 0)
        - int(totals["orders_with_buyer"].value or 0),
        top=tuple(TopCustomers(**row) for row in tops),
    )


def _provinces(
    rows: Sequence[Mapping[str, Any]], ordinary: Reference | None
) -> tuple[ProvinceSales, ...]:
    """Return the provinces of the event; none where no order names one."""
    total = sum(row["paid_amount"] for row in rows)
    usual = sum(row["ordinary_amount"] for row in rows)
    if not any(row["provinces"] and row["orders_paid"] for row in rows):
        return ()
    return tuple(
        ProvinceSales(
            province=row["province"],
            provinces=row["provinces"],
            orders_paid=row["orders_paid"],
            paid_amount=row["paid_amount"],
            share=_share(row["paid_amount"], total) or 0.0,
            ordinary_orders=_a_day(row["ordinary_orders"], ordinary),
            ordinary_amount=_amount_a_day(row["ordinary_amount"], ordinary),
            ordinary_share=_share(row["ordinary_amount"], usual),
        )
        for row in rows
    )


def _payment(
    rows: Sequence[Mapping[str, Any]], ordinary_rows: Sequence[Mapping[str, Any]]
) -> tuple[PaymentBand, ...]:
    """Return the orders placed by time until payment; the bands sum to the orders placed."""
    orders = {row["paid_within"]: row["orders_placed"] for row in rows}
    usual = {row["paid_within"]: row["orders_placed"] for row in ordinary_rows}
    total, all_usual = sum(orders.values()), sum(usual.values())
    return tuple(
        PaymentBand(
            paid_within=band,
            orders_placed=orders.get(band, 0),
            share=orders.get(band, 0) / total,
            ordinary_share=usual.get(band, 0) / all_usual if all_usual else None,
        )
        for band in BANDS
        if total
    )


def _is_paid(row: Mapping[str, Any]) -> bool:
    return bool(row["paid_within"] != "never")


def _refunds(dataset: Dataset, window: Mapping[str, date]) -> Refunds:
    (row,) = dataset.rows(QUERIES["refunds"], **window)
    products = dataset.rows(QUERIES["refunded_products"], **window, row_count=REFUNDED_SHOWN)
    return Refunds(
        orders_refunded=row["orders_refunded"],
        refund_amount=row["refund_amount"],
        products=tuple(RefundedProduct(**product) for product in products),
    )


def _traffic(dataset: Dataset, reference: Reference, days: Sequence[Day]) -> Traffic:
    rows = dataset.rows(QUERIES["visitor_periods"], **reference.window)
    exact = [
        row
        for row in rows
        if (row["period_start"], row["period_end"]) == (reference.first_day, reference.last_day)
    ]
    return Traffic(
        window=Stated(exact[0]["visitors"], exact[0]["paid_buyers"]) if exact else None,
        daily=sum(day.visitors is not None for day in days if day.kind == "event"),
        periods=tuple((row["period_start"], row["period_end"]) for row in rows),
    )


def _a_day(total: int, ordinary: Reference | None) -> float | None:
    return total / ordinary.day_count if ordinary else None


def _amount_a_day(total: Decimal, ordinary: Reference | None) -> Decimal | None:
    return _cents(total / ordinary.day_count) if ordinary else None


def _share(part: Decimal, whole: Decimal | int) -> float | None:
    return float(part / whole) if whole else None


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
