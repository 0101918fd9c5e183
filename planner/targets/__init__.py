"""What the goal takes: visitors × conversion × average order value, and the goal broken down."""

from planner.targets.assumptions import (
    BREAKDOWN,
    COMEBACK,
    COMEBACK_FROM,
    FREE,
    GROUPS,
    TARGET_SETTINGS,
    WAVES,
    TargetAssumptions,
    free_quantities,
    toggled,
)
from planner.targets.breakdown import (
    Breakdown,
    DayTarget,
    Part,
    by_day,
    days_edited,
    rebalanced,
    visitors_by_hour,
)
from planner.targets.customers import Customers, GroupPlan, wave_of
from planner.targets.doubts import bands_ask, ordinary_doubt, why_wide
from planner.targets.equation import (
    ENTRIES,
    LEVERS,
    Targets,
    kept,
    reference_aov,
    reference_conversion,
    reference_items_per_order,
    solve,
)
from planner.targets.history import GROUP_OF, QUERIES, History, read_history, visitors_from_sheet
from planner.targets.hours import typed_hours
from planner.targets.margin import costs_from_sheets
from planner.targets.purposes import LeverOfPurpose, Means, levers_by_purpose, without_lever
from planner.targets.room import TargetRoom, plan_room
from planner.targets.sensitivity import MEASURES, Outcome, Sensitivity
from planner.targets.sub_goals import SubGoal

__all__ = [
    "BREAKDOWN",
    "COMEBACK",
    "COMEBACK_FROM",
    "ENTRIES",
    "FREE",
    "GROUPS",
    "GROUP_OF",
    "LEVERS",
    "MEASURES",
    "QUERIES",
    "TARGET_SETTINGS",
    "WAVES",
    "Breakdown",
    "Customers",
    "DayTarget",
    "GroupPlan",
    "History",
    "LeverOfPurpose",
    "Means",
    "Outcome",
    "Part",
    "Sensitivity",
    "SubGoal",
    "TargetAssumptions",
    "TargetRoom",
    "Targets",
    "bands_ask",
    "by_day",
    "costs_from_sheets",
    "days_edited",
    "free_quantities",
    "kept",
    "levers_by_purpose",
    "ordinary_doubt",
    "plan_room",
    "read_history",
    "rebalanced",
    "reference_aov",
    "reference_conversion",
    "reference_items_per_order",
    "solve",
    "toggled",
    "typed_hours",
    "visitors_by_hour",
    "visitors_from_sheet",
    "wave_of",
    "why_wide",
    "without_lever",
]
