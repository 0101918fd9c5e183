"""The goal broken down by day and by hour; each part sums to the whole (TGT-6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from planner.demand import Demand, DemandHour, Reference
from planner.figures import rounded_up
from planner.targets.equation import Targets


@dataclass(frozen=True)
class DayTarget:
    """What one day of the window has to bring, beside the same day of the reference window.

    Attributes:
        day: of the campaign.
        offset: days from the main day, D-4 = -4.
        revenue: paid amount.
        share: of the goal.
        orders_placed: orders placed.
        orders_paid: orders paid.
        parcels: parcels to ship.
        visitors: of this day alone; None while the conversion rate is open.
        reference_day: the day of the last event that it follows.
        reference_revenue: paid amount of that day.
    """

    day: date
    offset: int
    revenue: Decimal
    share: float
    orders_placed: int
    orders_paid: int
    parcels: int
    visitors: int | None
    reference_day: date
    reference_revenue: Decimal


def by_day(
    demand: Demand, targets: Targets, reference: Reference, main_day: date
) -> tuple[DayTarget, ...]:
    """Return the goal by day; the days' revenue sums to the goal to the cent.

    A day's visitors = its share of the buyers ÷ conversion; visitors of days never add up.
    """
    days = [
        (day, tuple(hours))
        for day, hours in groupby(demand.hours, key=lambda hour: hour.start.date())
    ]
    reference_days = [
        (day, tuple(hours))
        for day, hours in groupby(reference.hours, key=lambda hour: hour.hour_start.date())
    ]
    return tuple(
        DayTarget(
            day=day,
            offset=(day - main_day).days,
            revenue=sum((hour.revenue for hour in hours), Decimal(0)),
            share=float(sum(hour.revenue for hour in hours) / (targets.goal.exact or 1)),
            orders_placed=sum(hour.orders_placed for hour in hours),
            orders_paid=sum(hour.orders_paid for hour in hours),
            parcels=sum(hour.parcels for hour in hours),
            visitors=_visitors(hours, targets),
            reference_day=reference_day,
            reference_revenue=sum((hour.paid_amount for hour in reference_hours), Decimal(0)),
        )
        for (day, hours), (reference_day, reference_hours) in zip(days, reference_days, strict=True)
    )


def visitors_by_hour(demand: Demand, targets: Targets) -> tuple[int | None, ...]:
    """Return the visitors each hour takes; None while the conversion rate is open."""
    return tuple(_visitors((hour,), targets) for hour in demand.hours)


def _visitors(hours: Sequence[DemandHour], targets: Targets) -> int | None:
    """Return buyers ÷ conversion for these hours; buyers in proportion to the paid orders."""
    conversion = targets.conversion.value
    if not conversion:
        return None
    orders = sum(hour.orders_paid for hour in hours)
    buyers = orders * targets.buyers.exact / (targets.orders_paid.exact or 1)
    return rounded_up(buyers / Decimal(str(conversion)))
