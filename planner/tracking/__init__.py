"""Which parcels are in trouble, what their buyers are told, and whom to care for later (AFT-1)."""

from planner.tracking.assumptions import TRACKING_SETTINGS, TrackingAssumptions
from planner.tracking.kinds import KINDS, PLACES, Kind
from planner.tracking.lists import list_of
from planner.tracking.reading import HOURS_OF_DAY, QUERIES, Carrier
from planner.tracking.room import MARKED, Tracking, plan_tracking

__all__ = [
    "HOURS_OF_DAY",
    "KINDS",
    "MARKED",
    "PLACES",
    "QUERIES",
    "TRACKING_SETTINGS",
    "Carrier",
    "Kind",
    "Tracking",
    "TrackingAssumptions",
    "list_of",
    "plan_tracking",
]
