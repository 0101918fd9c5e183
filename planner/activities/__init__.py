"""Activities: what the event's offers do to conversion, order value and margin, on real baskets."""

from planner.activities.assumptions import ActivityAssumptions
from planner.activities.section import ACTIVITY_SETTINGS, Designs, TierNumbers

__all__ = [
    "ACTIVITY_SETTINGS",
    "ActivityAssumptions",
    "Designs",
    "TierNumbers",
]
