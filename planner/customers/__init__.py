"""Who the customers are, who comes back, who is written to and when."""

from planner.customers.after_care import PointAssumptions
from planner.customers.assumptions import CustomerAssumptions
from planner.customers.levels import LevelAssumptions
from planner.customers.lists import list_of
from planner.customers.loyalty import inquiries_from_sheet
from planner.customers.presents import PRESENT_SETTINGS
from planner.customers.reading import QUERIES
from planner.customers.responses import (
    NO_RESPONSES,
    Responses,
    forget_responses,
    keep_responses,
    kept_responses,
    match_responses,
)
from planner.customers.room import CustomerBase, Customers, comeback, plan_customers, read_base
from planner.customers.waves import WAVE_SETTINGS, Wave, WaveAssumptions

__all__ = [
    "NO_RESPONSES",
    "PRESENT_SETTINGS",
    "QUERIES",
    "WAVE_SETTINGS",
    "CustomerAssumptions",
    "CustomerBase",
    "Customers",
    "LevelAssumptions",
    "PointAssumptions",
    "Responses",
    "Wave",
    "WaveAssumptions",
    "comeback",
    "forget_responses",
    "inquiries_from_sheet",
    "keep_responses",
    "kept_responses",
    "list_of",
    "match_responses",
    "plan_customers",
    "read_base",
]
