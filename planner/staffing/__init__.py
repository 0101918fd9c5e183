"""People by the hour: agents for the questions, packers for the parcels."""

from planner.staffing.assumptions import StaffingAssumptions
from planner.staffing.erlang import (
    LARGEST_LOAD_IN_EXCEL,
    agents_needed,
    load_erlangs,
    probability_of_waiting,
    service_level,
)
from planner.staffing.packing import PackingHour, PackingPlan, plan_packing, required_rates
from planner.staffing.staffing import (
    FUNCTIONS,
    Staffing,
    StaffingHour,
    is_open,
    lines_per_parcel,
    plan_staffing,
)

__all__ = [
    "FUNCTIONS",
    "LARGEST_LOAD_IN_EXCEL",
    "PackingHour",
    "PackingPlan",
    "Staffing",
    "StaffingAssumptions",
    "StaffingHour",
    "agents_needed",
    "is_open",
    "lines_per_parcel",
    "load_erlangs",
    "plan_packing",
    "plan_staffing",
    "probability_of_waiting",
    "required_rates",
    "service_level",
]
