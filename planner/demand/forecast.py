"""The forecast by hour: the shape of the last event, scaled to the goal, and how sure it is.

Expected value. An hour's revenue = goal × (that hour's paid amount in the reference window ÷ the
window's paid amount), and likewise orders by orders and items by items. Days whose kind differs
from that of their reference day have their hours shifted first (:mod:`planner.demand.weekday`).
Each total is split by largest remainder, so that the hours sum to it exactly, money to the cent:
these are the hours of the plan, P50.

Uncertainty. P80 and P95 of an hour, of the window and of a product follow
:mod:`planner.demand.quantiles`: with N the orders behind a number of mean m,

    Var = m² × ((φ + c²) × (1 ÷ N + 1 ÷ n) + cv²)

n are the orders of the last event that its share rests on; φ is counted on ordinary days
(:mod:`planner.demand.dispersion`), cv between past events (:mod:`planner.demand.past_events`), c²
between the orders of the reference window. Revenue follows the same law as the counts, on amounts:
orders × order value of the hour would leave out that orders differ in value. For the window, M
orders in all, it is Var(orders) = φ·M + (cv·M)²: the event's factor is common to all hours, chance
is not, and the window is no share of anything. So quantiles do not add: the P95 of the window is
less than the sum of the hours' P95.

What is not in it: hours that shift against each other from one event to the next (a later start, an
outage, a coupon at noon) beyond chance; and the goal itself, which is taken as the mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from planner.demand.assumptions import DemandAssumptions
from planner.demand.day_edits import weights_by_day
from planner.demand.evidence import Evidence
from planner.demand.products import OfferShift, ProductDemand, demand_by_product
from planner.demand.quantiles import SURENESS, Quantile, gamma_quantiles, relative_variances
from planner.demand.reference import Reference
from planner.demand.splitting import CENTS, shares_of, split_exactly
from planner.demand.totals import DemandTotals, quantile_figures, totals_at
from planner.demand.weekday import DayShift, shift_days, shifted_weights, told_of
from planner.figures import Entry, Figure, filled, work_out
from planner.language import Message, Unit, say

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class DemandHour:
    """What one hour of the campaign window brings, at one quantile.

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
class Uncertainty:
    """What the spread of the forecast follows from.

    Attributes:
        dispersion: φ, variance ÷ mean of the orders of comparable hours.
        event_share: cv, coefficient of variation of the whole event.
        spreads: c² between orders of what a column holds; none for orders and parcels.
    """

    dispersion: float
    event_share: float
    spreads: Mapping[str, float] = field(default_factory=lambda: {"items": 0.0, "revenue": 0.0})

    @classmethod
    def assumed(cls) -> "Uncertainty":
        """Return the starting values, for shops that no sheet tells of."""
        start = DemandAssumptions()
        return cls(start.hour_dispersion, start.event_uncertainty_share)


@dataclass(frozen=True)
class Demand:
    """The forecast of the campaign window.

    Attributes:
        hours_by_quantile: the hours at each quantile, each hour's own.
        totals_by_quantile: the window at each quantile; P50 is the plan.
        weights: what each column is split by, one weight an hour, weekdays shifted.
        products: by product, largest revenue first; empty without lines.
        shifts: the days whose hours are shifted, and how.
        weekdays: what was done about weekdays, in a sentence.
        figures: the accounts of the totals' quantiles, by name; empty from :func:`forecast` alone.
    """

    hours_by_quantile: Mapping[Quantile, tuple[DemandHour, ...]]
    totals_by_quantile: Mapping[Quantile, DemandTotals]
    weights: Mapping[str, Sequence[Decimal | int]]
    products: tuple[ProductDemand, ...]
    shifts: tuple[DayShift, ...]
    weekdays: Message
    figures: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def hours(self) -> tuple[DemandHour, ...]:
        """Return the hours of the plan, P50."""
        return self.hours_by_quantile[Quantile.P50]


def hour_weights(
    reference: Reference, shifts: Sequence[DayShift] = ()
) -> Mapping[str, Sequence[Decimal | int]]:
    """Return what each column of the forecast is split by, one weight an hour.

    Where no sheet counts items, they follow the paid orders.
    """
    paid = [hour.orders_paid for hour in reference.hours]
    counted = [hour.items_paid or 0 for hour in reference.hours]
    weights: Mapping[str, Sequence[Decimal | int]] = {
        "orders_placed": [hour.orders_placed for hour in reference.hours],
        "orders_paid": paid,
        "parcels": paid,
        "items": counted if any(counted) else paid,
        "revenue": [hour.paid_amount for hour in reference.hours],
    }
    return shifted_weights(weights, shifts, reference)


def forecast(
    reference: Reference,
    first_day: date,
    *,
    revenue: Decimal,
    orders_placed: int,
    orders_paid: int,
    parcels: int,
    items: int,
    uncertainty: Uncertainty | None = None,
    evidence: Evidence | None = None,
    weekday_shift_share: float = 1.0,
    day_revenue: Sequence[Decimal] | None = None,
    hour_revenue: Mapping[int, Decimal] | None = None,
    offers: Mapping[str, OfferShift] | None = None,
) -> Demand:
    """Return the window's hours, totals and products at each quantile.

    The first hour of the window follows the first hour of the reference window, and so on; see the
    module. Source: CAL-8 (the shop's own hours of last year come first, shifted where the weekday
    differs), TGT-6 (the parts sum to the whole), INV-9 (demand with its uncertainty).
    """
    sure = uncertainty or Uncertainty.assumed()
    curves = evidence.curves if evidence else None
    shifts = shift_days(reference, first_day, curves, weekday_shift_share)
    weights = hour_weights(reference, shifts)
    # What a share rests on is what was counted then, whatever a day is planned with now.
    counted = {name: np.array(column, dtype=float) for name, column in weights.items()}
    if day_revenue is not None:
        weights = weights_by_day(weights, day_revenue, hour_revenue)
    planned = DemandTotals(orders_placed, orders_paid, parcels, items, revenue)
    wholes = {**vars(planned), "revenue": int(revenue * CENTS)}
    plan = {name: split_exactly(whole, weights[name]) for name, whole in wholes.items()}
    means = {name: whole * np.array(shares_of(weights[name])) for name, whole in wholes.items()}
    start = datetime.combine(first_day, time())
    starts = [start + timedelta(hours=index) for index in range(len(reference.hours))]
    return Demand(
        hours_by_quantile={
            quantile: _hours(starts, _columns_at(quantile, plan, means, counted, sure))
            for quantile in Quantile
        },
        totals_by_quantile={
            quantile: totals_at(quantile, planned, sure.dispersion, sure.event_share, sure.spreads)
            for quantile in Quantile
        },
        weights=weights,
        products=demand_by_product(
            evidence.products if evidence else None, items, revenue, sure.event_share, offers
        ),
        shifts=shifts,
        weekdays=told_of(reference, first_day, curves, weekday_shift_share),
    )


def plan_demand(
    reference: Reference,
    evidence: Evidence,
    entries: Mapping[str, Entry],
    first_day: date,
    *,
    revenue: Figure,
    orders_placed: Figure,
    orders_paid: Figure,
    parcels: Figure,
    items: Figure,
    day_revenue: Sequence[Decimal] | None = None,
    hour_revenue: Mapping[int, Decimal] | None = None,
    offers: Mapping[str, OfferShift] | None = None,
) -> Demand:
    """Return the forecast of a plan's figures, with the accounts of its quantiles.

    ``day_revenue`` is what the target page sets by day, where somebody edited it or an hour;
    ``hour_revenue`` the hours that were typed, by their place in the window; ``offers`` what the
    event's offers do to products.
    """
    given = filled("demand", DemandAssumptions, entries)
    totals = {
        "orders_placed": orders_placed,
        "orders_paid": orders_paid,
        "parcels": parcels,
        "items": items,
        "revenue": revenue,
    }
    demand = forecast(
        reference,
        first_day,
        revenue=revenue.exact,
        orders_placed=int(orders_placed.required),
        orders_paid=int(orders_paid.required),
        parcels=int(parcels.required),
        items=int(items.required),
        uncertainty=Uncertainty(
            float(given.hour_dispersion),
            float(given.event_uncertainty_share),
            {name: float(spread.value or 0) for name, spread in evidence.spreads.items()},
        ),
        evidence=evidence,
        weekday_shift_share=given.weekday_shift_share,
        day_revenue=day_revenue,
        hour_revenue=hour_revenue,
        offers=offers,
    )
    return replace(demand, figures=quantile_figures(totals, entries, evidence.spreads))


def _columns_at(
    quantile: Quantile,
    plan: Mapping[str, Sequence[int]],
    means: Mapping[str, Floats],
    counted: Mapping[str, Floats],
    sure: Uncertainty,
) -> Mapping[str, Sequence[int]]:
    """Return every column by hour at a quantile, in whole pieces or cents, never below the plan."""
    if quantile is Quantile.P50:
        return plan
    columns = {}
    for name, mean in means.items():
        behind = "orders_placed" if name == "orders_placed" else "orders_paid"
        # An hour that is planned although nothing was counted in it is as unsure as one order.
        seen = np.maximum(counted[behind], 1.0)
        spread = sure.spreads.get(name, 0.0)
        variances = relative_variances(
            means[behind], seen, sure.dispersion, spread, sure.event_share
        )
        found = gamma_quantiles(SURENESS[quantile], mean, variances).tolist()
        columns[name] = [max(part, round(one)) for part, one in zip(plan[name], found, strict=True)]
    return columns


def _hours(
    starts: Sequence[datetime], columns: Mapping[str, Sequence[int]]
) -> tuple[DemandHour, ...]:
    return tuple(
        DemandHour(
            start=moment,
            orders_placed=columns["orders_placed"][index],
            orders_paid=columns["orders_paid"][index],
            parcels=columns["parcels"][index],
            items=columns["items"][index],
            revenue=Decimal(columns["revenue"][index]) / CENTS,
        )
        for index, moment in enumerate(starts)
    )


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
