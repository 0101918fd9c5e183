"""What the shop's sheets say about the last event: its hours, its totals, its baskets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from planner.figures import Measured, Value
from planner.language import Message, Unit, say
from planner.tables import Dataset, queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")

READINGS_KEPT = 32
"""A version never changes, and several plans, or one with an assumption moved, ask it the same."""
HOURS_OF_DAY = 24
WAITING_DAYS = 10
"""From D-10 on buyers watch, compare and wait for the event (CAL-9): no ordinary days."""


@dataclass(frozen=True)
class ReferenceHour:
    """One hour of the reference window; items are None where no sheet counts them."""

    hour_start: datetime
    orders_placed: int
    orders_paid: int
    paid_amount: Decimal
    items_paid: int | None


@dataclass(frozen=True)
class SheetSpan:
    """What the loaded sheets cover, and the day with the highest revenue in them."""

    peak_day: date
    peak_paid_amount: Decimal
    first_day: date
    last_day: date
    day_count: int


@dataclass(frozen=True)
class Reference:
    """The reference window as the sheets show it.

    Attributes:
        first_day: of the window.
        last_day: of the window.
        hours: every hour of it, empty ones included.
        totals: name → value counted over the window, with its query and rows.
        basket_sizes: number of items → paid orders with that many; empty where unknown.
        files: the sheets behind it.
        days_with_orders: days of the window on which an order was placed.
    """

    first_day: date
    last_day: date
    hours: tuple[ReferenceHour, ...]
    totals: Mapping[str, Measured]
    basket_sizes: Mapping[int, int]
    files: tuple[str, ...]
    days_with_orders: int

    @property
    def day_count(self) -> int:
        """Return the number of days in the window."""
        return (self.last_day - self.first_day).days + 1

    @property
    def window(self) -> Mapping[str, date]:
        """Return the first and the last day, as queries ask for them."""
        return {"first_day": self.first_day, "last_day": self.last_day}

    @property
    def names_every_buyer(self) -> bool:
        """Return whether every paid order names its buyer; only then can buyers be counted."""
        return self._count("orders_with_buyer") == self._count("orders_paid") > 0

    @property
    def counts_items(self) -> bool:
        """Return whether the sheets say how many items the paid orders held."""
        return self._count("orders_with_item_count") > 0

    @property
    def has_lines(self) -> bool:
        """Return whether lines of the paid orders are loaded."""
        return self._count("orders_with_lines") > 0

    @property
    def tells_days_alone(self) -> bool:
        """Return whether every order lies between 00 and 01: a list without times has it so."""
        return all(
            hour.hour_start.hour == 0
            for hour in self.hours
            if hour.orders_placed or hour.orders_paid
        )

    @property
    def has_sales(self) -> bool:
        """Return whether an average order of the window was worth a cent; else no plan follows."""
        orders = self._count("orders_paid")
        return orders > 0 and round(Decimal(self.totals["paid_amount"].value or 0) / orders, 2) > 0

    def measured(
        self,
        key: str,
        label: Message,
        value: Value | None,
        unit: Unit,
        *,
        query: str,
        rows: int,
        table: str = "orders",
        days: tuple[date, date] | None = None,
    ) -> Measured:
        """Return a value that was counted in the sheets behind the window.

        Args:
            key: dotted name of the value.
            label: what it is.
            value: the number; None where the sheets do not hold it.
            unit: of the value.
            query: name of the SQL file that was asked.
            rows: how many rows of ``table`` it rests on.
            table: that was counted.
            days: the first and the last that were asked for; None = those of the window.
        """
        first_day, last_day = days or (self.first_day, self.last_day)
        return Measured(
            key=key,
            label=label,
            value=value,
            unit=unit,
            query=query,
            parameters={"first_day": first_day, "last_day": last_day},
            rows=rows,
            table=table,
            files=self.files,
        )

    def _count(self, name: str) -> int:
        return int(self.totals[name].value or 0)


def find_peak_day(dataset: Dataset) -> SheetSpan | None:
    """Return the span of the sheets and their peak day; None while nothing is paid."""
    rows = dataset.rows(QUERIES["peak_day"])
    return SheetSpan(**rows[0]) if rows else None


def read_reference(dataset: Dataset, first_day: date, last_day: date) -> Reference:
    """Return the reference window as the sheets of this version show it.

    Counts and amounts are exact; orders placed count at the time of placing, revenue, parcels and
    buyers at the time of payment.
    """
    return _read(dataset, first_day, last_day, "reference")


def read_ordinary(dataset: Dataset, reference_day: date, count: int) -> Reference | None:
    """Return the ordinary days before an event as the sheets show them.

    These are the ``count`` days that end on D-11 of the reference day, since from D-10 on buyers
    wait for the event (CAL-9); of them the days that the sheets cover. None where nothing was paid
    on any of them.
    """
    span = find_peak_day(dataset)
    if span is None:
        return None
    last = reference_day - timedelta(days=WAITING_DAYS + 1)
    first_day = max(last - timedelta(days=count - 1), span.first_day)
    last_day = min(last, span.last_day)
    if first_day > last_day:
        return None
    ordinary = _read(dataset, first_day, last_day, "ordinary")
    return ordinary if ordinary.totals["orders_paid"].value else None


@lru_cache(maxsize=READINGS_KEPT)
def _read(dataset: Dataset, first_day: date, last_day: date, prefix: str) -> Reference:
    labels = {"reference": _REFERENCE_LABELS, "ordinary": _ORDINARY_LABELS}[prefix]
    window = {"first_day": first_day, "last_day": last_day}
    (totals,) = dataset.rows(QUERIES["reference_totals"], **window)
    sizes = dataset.rows(QUERIES["basket_sizes"], **window)
    return Reference(
        first_day=first_day,
        last_day=last_day,
        hours=tuple(
            ReferenceHour(**row) for row in dataset.rows(QUERIES["reference_hours"], **window)
        ),
        totals={
            name: Measured(
                key=f"{prefix}.{name}",
                label=labels[name],
                value=totals[name],
                unit=unit,
                query="reference_totals",
                parameters=window,
                rows=int(totals[counted]),
                table="orders",
                files=dataset.files,
            )
            for name, unit, counted in _TOTALS
        },
        basket_sizes={row["item_count"]: row["orders_paid"] for row in sizes},
        files=dataset.files,
        days_with_orders=totals["days_with_orders"],
    )


_TOTALS: tuple[tuple[str, Unit, str], ...] = (
    ("orders_placed", Unit.COUNT, "orders_placed"),
    ("orders_paid", Unit.COUNT, "orders_paid"),
    ("paid_amount", Unit.MONEY, "orders_paid"),
    ("refund_amount", Unit.MONEY, "orders_paid"),
    ("buyers_paid", Unit.COUNT, "orders_with_buyer"),
    ("orders_with_buyer", Unit.COUNT, "orders_paid"),
    ("items_paid", Unit.COUNT, "orders_with_item_count"),
    ("orders_with_item_count", Unit.COUNT, "orders_paid"),
    ("lines_paid", Unit.COUNT, "orders_with_lines"),
    ("orders_with_lines", Unit.COUNT, "orders_paid"),
)
"""Name, unit, and the column that counts the rows each rests on."""

_REFERENCE_LABELS: Mapping[str, Message] = {
    "orders_placed": say("Orders placed in the reference window"),
    "orders_paid": say("Orders paid in the reference window"),
    "paid_amount": say("Paid amount in the reference window"),
    "refund_amount": say("Refunds in the reference window"),
    "buyers_paid": say("Buyers in the reference window"),
    "orders_with_buyer": say("Paid orders that name their buyer"),
    "items_paid": say("Items in paid orders"),
    "orders_with_item_count": say("Paid orders whose items are counted"),
    "lines_paid": say("Lines of paid orders"),
    "orders_with_lines": say("Paid orders whose lines are loaded"),
}

_ORDINARY_LABELS: Mapping[str, Message] = {
    "orders_placed": say("Orders placed on ordinary days"),
    "orders_paid": say("Orders paid on ordinary days"),
    "paid_amount": say("Paid amount on ordinary days"),
    "refund_amount": say("Refunds on ordinary days"),
    "buyers_paid": say("Buyers on ordinary days"),
    "orders_with_buyer": say("Paid orders on ordinary days that name their buyer"),
    "items_paid": say("Items in paid orders on ordinary days"),
    "orders_with_item_count": say("Paid orders on ordinary days whose items are counted"),
    "lines_paid": say("Lines of paid orders on ordinary days"),
    "orders_with_lines": say("Paid orders on ordinary days whose lines are loaded"),
}
