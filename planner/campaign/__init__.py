"""The plan of one promotion: its dates, its goal and whatever a manager changed.

A plan holds only what somebody set, by dotted field names; everything else is a default or comes
from the shop's sheets. Rooms declare their own fields; this room stores them and knows none.
"""

from planner.campaign.campaign import (
    CAMPAIGN_SETTINGS,
    Campaign,
    CampaignAssumptions,
    next_event,
    same_event_next_year,
)
from planner.campaign.plan import Patch, Plan
from planner.campaign.settings import Registry, Setting
from planner.campaign.store import Change, PlanStore

__all__ = [
    "CAMPAIGN_SETTINGS",
    "Campaign",
    "CampaignAssumptions",
    "Change",
    "Patch",
    "Plan",
    "PlanStore",
    "Registry",
    "Setting",
    "next_event",
    "same_event_next_year",
]
