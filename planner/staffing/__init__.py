"""People by the hour: service for the questions, a line of steps for the parcels, and the rest."""

from planner.staffing.accounts import (
    FUNCTIONS,
    LIMITS,
    QUERIES,
    lines_per_parcel,
    prepack_output,
    visitors_asking,
)
from planner.staffing.advice import Decision, Remedy
from planner.staffing.assumptions import StaffingAssumptions
from planner.staffing.contacts import QUIET_FROM, QUIET_UNTIL
from planner.staffing.erlang import (
    LARGEST_LOAD_IN_EXCEL,
    ServiceQuality,
    agents_needed,
    chat_factor,
    load_erlangs,
    probability_of_waiting,
    service_level,
    without_end,
)
from planner.staffing.erlang_a import agents_with_patience, with_patience
from planner.staffing.flow import (
    PackingHour,
    PackingPlan,
    is_open,
    plan_packing,
    required_rates,
)
from planner.staffing.positions import POSITIONS, STEPS, Group, Position, position_assumptions
from planner.staffing.roster import (
    COUNT_DAYS,
    SERVICE_OF,
    Roster,
    Workload,
    count_hours,
    effective_seconds,
    plan_roster,
)
from planner.staffing.staffing import Staffing, StaffingHour, plan_staffing

__all__ = [
    "COUNT_DAYS",
    "FUNCTIONS",
    "LARGEST_LOAD_IN_EXCEL",
    "LIMITS",
    "POSITIONS",
    "QUERIES",
    "QUIET_FROM",
    "QUIET_UNTIL",
    "SERVICE_OF",
    "STEPS",
    "Decision",
    "Group",
    "PackingHour",
    "PackingPlan",
    "Position",
    "Remedy",
    "Roster",
    "ServiceQuality",
    "Staffing",
    "StaffingAssumptions",
    "StaffingHour",
    "Workload",
    "agents_needed",
    "agents_with_patience",
    "chat_factor",
    "count_hours",
    "effective_seconds",
    "is_open",
    "lines_per_parcel",
    "load_erlangs",
    "plan_packing",
    "plan_roster",
    "plan_staffing",
    "position_assumptions",
    "prepack_output",
    "probability_of_waiting",
    "required_rates",
    "service_level",
    "visitors_asking",
    "with_patience",
    "without_end",
]
