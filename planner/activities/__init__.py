"""Activities: what the event's offers do to conversion, order value and margin, on real baskets."""

from planner.activities.assumptions import ActivityAssumptions
from planner.activities.calendar import CalendarAssumptions
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.reading import QUERIES
from planner.activities.room import Activities, Past, plan_activities
from planner.activities.section import ACTIVITY_SETTINGS, Designs, TierNumbers
from planner.activities.shop import cost_share_from_sheets, read_shop

__all__ = [
    "ACTIVITY_SETTINGS",
    "QUERIES",
    "Activities",
    "ActivityAssumptions",
    "CalendarAssumptions",
    "Designs",
    "Past",
    "ProposalAssumptions",
    "TierNumbers",
    "cost_share_from_sheets",
    "plan_activities",
    "read_shop",
]
