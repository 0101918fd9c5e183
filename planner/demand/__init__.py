"""Orders, items and parcels by the hour: the one forecast that all rooms use."""

from planner.demand.forecast import (
    Demand,
    DemandAssumptions,
    DemandHour,
    Quantile,
    forecast,
    hour_weights,
    parcels_of,
    peak_hour,
    split_exactly,
    whole_shares,
)
from planner.demand.reference import (
    QUERIES,
    Reference,
    ReferenceHour,
    SheetSpan,
    find_peak_day,
    read_reference,
)

__all__ = [
    "QUERIES",
    "Demand",
    "DemandAssumptions",
    "DemandHour",
    "Quantile",
    "Reference",
    "ReferenceHour",
    "SheetSpan",
    "find_peak_day",
    "forecast",
    "hour_weights",
    "parcels_of",
    "peak_hour",
    "read_reference",
    "split_exactly",
    "whole_shares",
]
