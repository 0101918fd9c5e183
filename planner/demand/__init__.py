"""Orders, items and parcels by the hour and by product: the one forecast that all rooms use."""

from planner.demand.assumptions import DemandAssumptions
from planner.demand.day_kinds import is_day_off
from planner.demand.evidence import Evidence, read_evidence
from planner.demand.forecast import (
    Demand,
    DemandHour,
    Uncertainty,
    forecast,
    hour_weights,
    parcels_of,
    peak_hour,
    plan_demand,
)
from planner.demand.past_events import PastEvent
from planner.demand.product_history import Days, ProductHistory
from planner.demand.products import Basis, OfferShift, ProductDemand
from planner.demand.quantiles import (
    DEMAND_FUNCTIONS,
    SURENESS,
    Quantile,
    relative_variances,
)
from planner.demand.reference import (
    HOURS_OF_DAY,
    QUERIES,
    WAITING_DAYS,
    Reference,
    ReferenceHour,
    SheetSpan,
    find_peak_day,
    read_ordinary,
    read_reference,
)
from planner.demand.splitting import CENTS, shares_of, split_exactly, whole_shares
from planner.demand.totals import DemandTotals
from planner.demand.weekday import DayShift

__all__ = [
    "CENTS",
    "DEMAND_FUNCTIONS",
    "HOURS_OF_DAY",
    "QUERIES",
    "SURENESS",
    "WAITING_DAYS",
    "Basis",
    "DayShift",
    "Days",
    "Demand",
    "DemandAssumptions",
    "DemandHour",
    "DemandTotals",
    "Evidence",
    "OfferShift",
    "PastEvent",
    "ProductDemand",
    "ProductHistory",
    "Quantile",
    "Reference",
    "ReferenceHour",
    "SheetSpan",
    "Uncertainty",
    "find_peak_day",
    "forecast",
    "hour_weights",
    "is_day_off",
    "parcels_of",
    "peak_hour",
    "plan_demand",
    "read_evidence",
    "read_ordinary",
    "read_reference",
    "relative_variances",
    "shares_of",
    "split_exactly",
    "whole_shares",
]
