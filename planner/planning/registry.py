"""All fields that a plan may hold, and all functions that formulas may use, from every room."""

from planner.activities import (
    ACTIVITY_SETTINGS,
    ActivityAssumptions,
    CalendarAssumptions,
    ProposalAssumptions,
    TierNumbers,
)
from planner.campaign import CAMPAIGN_SETTINGS, CampaignAssumptions, Registry, Setting
from planner.campaign.settings import Kind
from planner.capacity import CapacityAssumptions
from planner.customers import (
    PRESENT_SETTINGS,
    WAVE_SETTINGS,
    CustomerAssumptions,
    LevelAssumptions,
    PointAssumptions,
    WaveAssumptions,
)
from planner.demand import DEMAND_FUNCTIONS, DemandAssumptions
from planner.figures import Assumption, Function, declared
from planner.funnel import FUNNEL_SETTINGS, FunnelAssumptions
from planner.inventory import INVENTORY_SETTINGS, InventoryAssumptions, ProductNumbers
from planner.language import say
from planner.last_year import LastYearAssumptions
from planner.materials import (
    BUY_FOR,
    MATERIAL_FUNCTIONS,
    OWN_DRIVERS,
    PRINTERS,
    MaterialAssumptions,
    OwnMaterials,
    item_assumptions,
)
from planner.reminders import REMINDER_SETTINGS, ReminderAssumptions
from planner.roster import ROSTER_SETTINGS, RosterAssumptions
from planner.staffing import FUNCTIONS as STAFFING_FUNCTIONS
from planner.staffing import StaffingAssumptions, position_assumptions
from planner.targets import TARGET_SETTINGS, TargetAssumptions
from planner.tracking import TRACKING_SETTINGS, TrackingAssumptions

FUNCTIONS: dict[str, Function] = {
    **STAFFING_FUNCTIONS,
    **DEMAND_FUNCTIONS,
    **MATERIAL_FUNCTIONS,
}

STATUSES = {
    "open": say("Not started"),
    "doing": say("In progress"),
    "done": say("Done"),
}
"""Status of a task or of a line of the shopping list, as the plan stores it."""

AREAS = {
    "targets": say("Targets"),
    "inventory": say("Inventory"),
    "staffing": say("Staffing"),
    "materials": say("Materials"),
    "service": say("Service"),
    "design": say("Design and copy"),
    "promotion": say("Promotion"),
    "customers": say("Customers"),
}
"""Areas of the checklist, in the order of the work, as the plan stores them."""
OWN_AREA = "promotion"
"""Where a task of the manager's own belongs until it is said."""

ASSUMPTIONS: tuple[Assumption, ...] = (
    *declared("campaign", CampaignAssumptions),
    *declared("last_year", LastYearAssumptions),
    *declared("targets", TargetAssumptions),
    *declared("demand", DemandAssumptions),
    *declared("activities", ActivityAssumptions),
    *declared("activities", ProposalAssumptions),
    *declared("activities", CalendarAssumptions),
    *declared("inventory", InventoryAssumptions),
    *declared("staffing", StaffingAssumptions),
    *position_assumptions(),
    *declared("roster", RosterAssumptions),
    *declared("capacity", CapacityAssumptions),
    *declared("materials", MaterialAssumptions),
    *item_assumptions(),
    *declared("funnel", FunnelAssumptions),
    *declared("customers", CustomerAssumptions),
    *declared("customers", WaveAssumptions),
    *declared("customers", PointAssumptions),
    *declared("customers", LevelAssumptions),
    *declared("reminders", ReminderAssumptions),
    *declared("tracking", TrackingAssumptions),
)

REGISTRY = Registry(
    assumptions={one.field: one for one in ASSUMPTIONS},
    families=(TierNumbers(), ProductNumbers(), OwnMaterials()),
    settings=(
        *CAMPAIGN_SETTINGS,
        *TARGET_SETTINGS,
        *ACTIVITY_SETTINGS,
        *INVENTORY_SETTINGS,
        *FUNNEL_SETTINGS,
        *REMINDER_SETTINGS,
        *TRACKING_SETTINGS,
        *ROSTER_SETTINGS,
        *WAVE_SETTINGS,
        *PRESENT_SETTINGS,
        Setting(
            "materials.printer_kind",
            say("Waybills are printed"),
            say("Thermal-transfer printers take ribbons, laser printers sheets and toner."),
            Kind.CHOICE,
            "direct",
            PRINTERS,
        ),
        Setting(
            "materials.buy_for",
            say("Buy for"),
            say(
                "The expected need, or the one that is exceeded one time in twenty; the safety"
                " share comes on top."
            ),
            Kind.CHOICE,
            "P50",
            BUY_FOR,
        ),
        Setting(
            "materials.priority_cities",
            say("Priority cities"),
            say("Names with commas between, as your sheets write them."),
            Kind.TEXT,
        ),
        Setting("materials.*.supplier", say("Supplier"), say("Who sells it."), Kind.TEXT),
        # Materials of the manager's own: materials.own.<id>.label and so on, numbers by family.
        Setting("materials.own.*.label", say("Material"), say("What to buy."), Kind.TEXT),
        Setting("materials.own.*.measure", say("Measure"), say("What one of it is."), Kind.TEXT),
        Setting(
            "materials.own.*.follows",
            say("Follows"),
            say("What the need of it follows."),
            Kind.CHOICE,
            "parcels",
            OWN_DRIVERS,
        ),
        Setting(
            "checklist.*.status",
            say("Status"),
            say("How far the task is."),
            Kind.CHOICE,
            "open",
            STATUSES,
        ),
        Setting("checklist.*.owner", say("Owner"), say("Who does it."), Kind.TEXT),
        Setting(
            "checklist.*.due",
            say("Due"),
            say("Day it must be done by, counted from the main day; it moves with it."),
            Kind.OFFSET,
        ),
        Setting("checklist.*.note", say("Note"), say("What there is to know about it."), Kind.TEXT),
        # Tasks of the manager's own: checklist.own.<id>.title and so on.
        Setting("checklist.own.*.title", say("Task"), say("What to do."), Kind.TEXT),
        Setting(
            "checklist.own.*.area",
            say("Area"),
            say("Where the task belongs."),
            Kind.CHOICE,
            OWN_AREA,
            AREAS,
        ),
        Setting(
            "checklist.own.*.first",
            say("Begins"),
            say("Day it can begin, counted from the main day; it moves with it."),
            Kind.OFFSET,
        ),
        Setting(
            "checklist.own.*.evidence",
            say("Evidence"),
            say("How one knows that it is done."),
            Kind.TEXT,
        ),
    ),
)
