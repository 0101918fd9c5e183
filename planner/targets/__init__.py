"""What the goal takes: visitors × conversion × average order value, by day and by hour."""

from planner.targets.breakdown import DayTarget, by_day, visitors_by_hour
from planner.targets.equation import (
    TARGET_SETTINGS,
    TargetAssumptions,
    Targets,
    Unknown,
    reference_aov,
    solve,
)

__all__ = [
    "TARGET_SETTINGS",
    "DayTarget",
    "TargetAssumptions",
    "Targets",
    "Unknown",
    "by_day",
    "reference_aov",
    "solve",
    "visitors_by_hour",
]
