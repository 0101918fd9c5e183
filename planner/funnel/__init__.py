"""Where the money leaks on the way from being seen to being bought from again (FUN-1 … FUN-6)."""

from planner.funnel.assumptions import FUNNEL_SETTINGS, FunnelAssumptions
from planner.funnel.calculator import Standing, StepResult
from planner.funnel.counts import QUERIES, Counts
from planner.funnel.levels import Level, Step
from planner.funnel.means import MEANS, PAGE_STORY, Means
from planner.funnel.periods import Period
from planner.funnel.room import Funnel, chosen_means, plan_funnel
from planner.funnel.slices import Part, Slice, read_parts
from planner.funnel.times import Times, read_times

__all__ = [
    "FUNNEL_SETTINGS",
    "MEANS",
    "PAGE_STORY",
    "QUERIES",
    "Counts",
    "Funnel",
    "FunnelAssumptions",
    "Level",
    "Means",
    "Part",
    "Period",
    "Slice",
    "Standing",
    "Step",
    "StepResult",
    "Times",
    "chosen_means",
    "plan_funnel",
    "read_parts",
    "read_times",
]
