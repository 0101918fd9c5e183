"""What a product needs while the event is on, and what is left to do with it afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from planner.campaign import Campaign
from planner.demand import DemandHour
from planner.inventory.after_event import (
    AfterEvent,
    AfterEventTerms,
    Holding,
    occasions_after,
    plan_after_event,
)
from planner.inventory.assumptions import InventoryAssumptions
from planner.inventory.listing import HourShares, reorder_points, share_in_lead_time, stop_hours
from planner.inventory.newsvendor import Economics
from planner.inventory.readiness import ProductReadiness


@dataclass(frozen=True)
class InTheEvent:
    """What a product needs while the event is on (INV-6).

    Attributes:
        reorder_point: stock at which to reorder, as long as what is ordered can still be sold.
        stop_at: the hour in which its listing has to stop; None where it lasts through the window.
    """

    reorder_point: int
    stop_at: datetime | None


def in_the_event(
    event: Sequence[ProductReadiness], hours: Sequence[DemandHour], given: InventoryAssumptions
) -> Mapping[str, InTheEvent]:
    """Return reorder points and hours to stop, at the sureness that the stock must be enough."""
    if not event or not hours:
        return {}
    shares = HourShares.of(hours)
    sellable = [_sellable(row) for row in event]
    stops = stop_hours(sellable, [row.needed for row in event], shares)
    in_lead = {
        days: share_in_lead_time(shares, hours[0].start, days)
        for days in {row.lead_time_days for row in event}
    }
    points = reorder_points(
        [row.mean_units for row in event],
        [row.relative_variance for row in event],
        [in_lead[row.lead_time_days] for row in event],
        given.ready_share,
    )
    return {
        row.product: InTheEvent(int(point), stop if row.at_start is not None else None)
        for row, point, stop in zip(event, points.tolist(), stops, strict=True)
    }


def _sellable(row: ProductReadiness) -> int:
    """Return the pieces that can be sold in the event: none of no day, or of D and later."""
    unknown = sum(one.units for one in row.stock.arrivals if one.day is None)
    return (row.at_start or 0) + row.late - row.too_late - unknown


def after_event(
    rows: Sequence[ProductReadiness],
    economics: Mapping[str, Economics | None],
    campaign: Campaign,
    today: date,
    given: InventoryAssumptions,
    fee_share: Decimal,
) -> AfterEvent:
    """Return what to restock and to clear; before the event, of what it is expected to leave."""
    is_over = today > campaign.last_day
    day = today if is_over else campaign.last_day + timedelta(days=1)
    holdings = []
    for row in rows:
        held, known = row.stock.on_hand, economics[row.product]
        left = held if held is None or is_over else max(0, (row.at_start or 0) - row.expected)
        # What sold out in the last event counts until this one is over.
        lost = 0 if is_over or row.demand is None else row.demand.lost_units
        holdings.append(
            Holding(
                product=row.product,
                title=row.title,
                units=left,
                units_on_the_way=row.late + (row.on_time if is_over else 0),
                units_per_ordinary_day=row.demand.units_per_ordinary_day if row.demand else 0.0,
                lost_units=lost,
                price=_ordinary_price(row, known),
                unit_cost=row.stock.unit_cost,
            )
        )
    terms = AfterEventTerms(
        restock_weeks=given.restock_weeks,
        overstock_weeks=given.overstock_weeks,
        price_elasticity=given.price_elasticity,
        fee_share=fee_share,
    )
    return plan_after_event(holdings, terms, day, occasions_after(day))


def _ordinary_price(row: ProductReadiness, known: Economics | None) -> Decimal | None:
    """Return what a piece costs on ordinary days; that of the event where nothing else tells."""
    usual = row.demand.list_price if row.demand else None
    return usual or row.stock.list_price or (known.price if known else None)
