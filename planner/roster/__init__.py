"""Who works which shift: own staff, other departments and temporary workers (STF-5 … STF-12)."""

from planner.roster.assumptions import COVER_FOR, ROSTER_SETTINGS, STAFF_LIST, RosterAssumptions
from planner.roster.remedies import Way
from planner.roster.room import Hiring, ShiftPlan, plan_shifts
from planner.roster.shifts import Kind, Shift
from planner.roster.turns import BREAK, RESERVE, Person
from planner.roster.written import PLACE_LABELS, Stretch, clock, doing, stretches

__all__ = [
    "BREAK",
    "COVER_FOR",
    "PLACE_LABELS",
    "RESERVE",
    "ROSTER_SETTINGS",
    "STAFF_LIST",
    "Hiring",
    "Kind",
    "Person",
    "RosterAssumptions",
    "Shift",
    "ShiftPlan",
    "Stretch",
    "Way",
    "clock",
    "doing",
    "plan_shifts",
    "stretches",
]
