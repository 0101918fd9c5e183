"""The plan of one promotion: its dates, its goal and whatever a manager changed.

A plan holds only what somebody set, by dotted field names; everything else is a default or comes
from the shop's sheets. Rooms declare their own fields; this room stores them and knows none.
"""

from planner.campaign.campaign import (
    CAMPAIGN_SETTINGS,
    MAIN_DAY,
    Campaign,
    CampaignAssumptions,
    plan_title,
    same_event_next_year,
)
from planner.campaign.history import Change, Save, last_to_undo, values_before
from planner.campaign.moments import moment_settings, own_moment
from planner.campaign.own import is_own, new_own_id, own_ids, patches_for
from planner.campaign.plan import Patch, Plan
from planner.campaign.presets import PRESETS, Preset, event_name, next_event, values_of
from planner.campaign.purposes import PURPOSES, PURPOSES_FIELD, purposes_of, ranked_anew
from planner.campaign.settings import Registry, Setting
from planner.campaign.store import PlanStore, SavedPlan, SeenData

__all__ = [
    "CAMPAIGN_SETTINGS",
    "MAIN_DAY",
    "PRESETS",
    "PURPOSES",
    "PURPOSES_FIELD",
    "Campaign",
    "CampaignAssumptions",
    "Change",
    "Patch",
    "Plan",
    "PlanStore",
    "Preset",
    "Registry",
    "Save",
    "SavedPlan",
    "SeenData",
    "Setting",
    "event_name",
    "is_own",
    "last_to_undo",
    "moment_settings",
    "new_own_id",
    "next_event",
    "own_ids",
    "own_moment",
    "patches_for",
    "plan_title",
    "purposes_of",
    "ranked_anew",
    "same_event_next_year",
    "values_before",
    "values_of",
]
