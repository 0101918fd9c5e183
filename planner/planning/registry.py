"""All fields that a plan may hold, and all functions that formulas may use, from every room."""

from planner.campaign import CAMPAIGN_SETTINGS, CampaignAssumptions, Registry, Setting
from planner.campaign.settings import Kind
from planner.demand import DEMAND_FUNCTIONS, DemandAssumptions
from planner.figures import Assumption, Function, declared
from planner.language import say
from planner.last_year import LastYearAssumptions
from planner.materials import MaterialAssumptions, item_assumptions
from planner.staffing import FUNCTIONS as STAFFING_FUNCTIONS
from planner.staffing import StaffingAssumptions
from planner.targets import TARGET_SETTINGS, TargetAssumptions

FUNCTIONS: dict[str, Function] = {**STAFFING_FUNCTIONS, **DEMAND_FUNCTIONS}

STATUSES = {
    "open": say("Not started"),
    "doing": say("In progress"),
    "done": say("Done"),
}
"""Status of a task or of a line of the shopping list, as the plan stores it."""

ASSUMPTIONS: tuple[Assumption, ...] = (
    *declared("campaign", CampaignAssumptions),
    *declared("last_year", LastYearAssumptions),
    *declared("targets", TargetAssumptions),
    *declared("demand", DemandAssumptions),
    *declared("staffing", StaffingAssumptions),
    *declared("materials", MaterialAssumptions),
    *item_assumptions(),
)

REGISTRY = Registry(
    assumptions={one.field: one for one in ASSUMPTIONS},
    settings=(
        *CAMPAIGN_SETTINGS,
        *TARGET_SETTINGS,
        Setting(
            "checklist.*.status",
            say("Status"),
            say("How far the task is."),
            Kind.CHOICE,
            "open",
            STATUSES,
        ),
        Setting("checklist.*.owner", say("Owner"), say("Who does it."), Kind.TEXT),
    ),
)
