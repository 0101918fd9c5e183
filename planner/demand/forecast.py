"""The forecast by hour: the shape of the last event, scaled to the goal.

Formula: an hour's revenue = goal × (that hour's paid amount in the reference window ÷ the window's
paid amount), and likewise orders by orders and items by items. Each total is split by largest
remainder, so that the hours sum to it exactly, money to the cent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

from planner.demand.reference import Reference
from planner.figures import Entry, Figure, Series, assumption, work_out
from planner.language import Unit, say

CENTS = 100


class Quantile(Enum):
    """How sure the forecast is meant to be; only the median is forecast so far."""

    P50 = "P50"
    P80 = "P80"
    P95 = "P95"


@dataclass(frozen=True)
class DemandAssumptions:
    """How orders become parcels."""

    parcels_per_order: float = assumption(
        1.0,
        Unit.RATIO,
        (1.0, 5.0),
        "DEFAULT",
        say("Parcels per paid order"),
        say("More than 1 where orders are split over warehouses or gifts ship apart."),
    )


@dataclass(frozen=True)
class DemandHour:
    """What one hour of the campaign window is expected to bring.

    Attributes:
        start: of the hour, the shop's wall clock.
        orders_placed: orders placed in it.
        orders_paid: orders paid in it.
        parcels: parcels to ship that were paid in it.
        items: items in those parcels.
        revenue: paid amount.
    """

    start: datetime
    orders_placed: int
    orders_paid: int
    parcels: int
    items: int
    revenue: Decimal


@dataclass(frozen=True)
class Demand:
    """The forecast of the campaign window.

    Attributes:
        hours_by_quantile: the hours at each quantile that is forecast.
    """

    hours_by_quantile: Mapping[Quantile, tuple[DemandHour, ...]]

    @property
    def hours(self) -> tuple[DemandHour, ...]:
        """Return the hours of the median."""
        return self.hours_by_quantile[Quantile.P50]

    def series(self) -> Mapping[str, Series]:
        """Return the columns of the forecast by name."""
        note = say("the reference window's hours, scaled to the goal; parts sum to the whole")
        columns = (
            ("orders_placed", say("Orders placed by hour"), Unit.COUNT),
            ("orders_paid", say("Orders paid by hour"), Unit.COUNT),
            ("parcels", say("Parcels by hour"), Unit.COUNT),
            ("items", say("Items by hour"), Unit.COUNT),
            ("revenue", say("Revenue by hour"), Unit.MONEY),
        )
        return {
            name: Series(
                f"demand.{name}",
                label,
                unit,
                tuple(getattr(hour, name) for hour in self.hours),
                note,
            )
            for name, label, unit in columns
        }


def split_exactly(total: int, weights: Sequence[Decimal | int]) -> list[int]:
    """Return ``total`` split in proportion to the weights; the parts sum to it exactly.

    Each part is its share rounded down; the units left over go to the largest remainders, of equal
    ones to the first (largest-remainder method, Hamilton). All weights zero: an even split.

    >>> split_exactly(300, [4300, 1400, 2300])
    [161, 53, 86]
    >>> split_exactly(10, [50, 50, 50])
    [4, 3, 3]
    """
    shares = whole_shares(weights)
    whole = sum(shares)
    parts = [total * share // whole for share in shares]
    remainders = [total * share % whole for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda index: -remainders[index])
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def whole_shares(weights: Sequence[Decimal | int]) -> list[int]:
    """Return the weights as whole numbers in the same proportions; all zero becomes all one."""
    # Whole cents, so that no share is ever rounded; an hour of net returns weighs nothing.
    shares = [max(0, int(weight * CENTS)) for weight in weights]
    return shares if any(shares) else [1] * len(weights)


def hour_weights(reference: Reference) -> Mapping[str, Sequence[Decimal | int]]:
    """Return what each column of the forecast is split by, one weight an hour.

    Where no sheet counts items, they follow the paid orders.
    """
    paid = [hour.orders_paid for hour in reference.hours]
    counted = [hour.items_paid or 0 for hour in reference.hours]
    return {
        "orders_placed": [hour.orders_placed for hour in reference.hours],
        "orders_paid": paid,
        "parcels": paid,
        "items": counted if any(counted) else paid,
        "revenue": [hour.paid_amount for hour in reference.hours],
    }


def forecast(
    reference: Reference,
    first_day: date,
    *,
    revenue: Decimal,
    orders_placed: int,
    orders_paid: int,
    parcels: int,
    items: int,
) -> Demand:
    """Return the window's hours: each total in the proportions of the reference hours.

    The first hour of the window follows the first hour of the reference window, and so on; see
    :func:`hour_weights`. Source: CAL-8 (the shop's own hours of last year come first), TGT-6 (the
    parts sum to the whole).
    """
    start = datetime.combine(first_day, time())
    weights = hour_weights(reference)
    placed_by_hour = split_exactly(orders_placed, weights["orders_placed"])
    paid_by_hour = split_exactly(orders_paid, weights["orders_paid"])
    parcels_by_hour = split_exactly(parcels, weights["parcels"])
    items_by_hour = split_exactly(items, weights["items"])
    cents_by_hour = split_exactly(int(revenue * CENTS), weights["revenue"])
    hours = tuple(
        DemandHour(
            start=start + timedelta(hours=index),
            orders_placed=placed_by_hour[index],
            orders_paid=paid_by_hour[index],
            parcels=parcels_by_hour[index],
            items=items_by_hour[index],
            revenue=Decimal(cents_by_hour[index]) / CENTS,
        )
        for index in range(len(reference.hours))
    )
    return Demand({Quantile.P50: hours})


def parcels_of(orders_paid: Figure, entries: Mapping[str, Entry]) -> Figure:
    """Return the parcels to ship: paid orders × parcels per order, rounded up."""
    return work_out(
        "demand.parcels_total",
        say("Parcels to ship"),
        Unit.COUNT,
        "ceil(orders * per_order)",
        {"orders": orders_paid, "per_order": entries["demand.parcels_per_order"]},
        rules=("MAT-1",),
    )


def peak_hour(demand: Demand) -> DemandHour:
    """Return the hour with the most orders placed; of equal ones the first."""
    return max(demand.hours, key=lambda hour: hour.orders_placed)
