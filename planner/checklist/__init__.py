"""The tasks that follow from all rooms; the Excel workbook and its way back; calendar and paper."""

from planner.checklist.calendar_file import calendar_bytes
from planner.checklist.levers import MEANS
from planner.checklist.own import patches_to_remove, patches_to_write
from planner.checklist.plain import inventory_as_json
from planner.checklist.plain_activities import activities_as_json
from planner.checklist.plain_capacity import capacity_as_json
from planner.checklist.plain_customers import customers_as_json
from planner.checklist.plain_funnel import funnel_as_json
from planner.checklist.plain_reminders import reminders_as_json
from planner.checklist.plain_roster import roster_as_json
from planner.checklist.plain_tracking import tracking_as_json
from planner.checklist.printing import print_page
from planner.checklist.selection import Selection, Stage, monday, owners_of, weeks_of
from planner.checklist.tasks import (
    Checklist,
    Mark,
    Progress,
    Readiness,
    Task,
    build_checklist,
)
from planner.checklist.templates import AREAS, ASKS_NOBODY, TEMPLATES, Template
from planner.checklist.workbook import workbook_bytes, write_workbook

__all__ = [
    "AREAS",
    "ASKS_NOBODY",
    "MEANS",
    "TEMPLATES",
    "Checklist",
    "Mark",
    "Progress",
    "Readiness",
    "Selection",
    "Stage",
    "Task",
    "Template",
    "activities_as_json",
    "build_checklist",
    "calendar_bytes",
    "capacity_as_json",
    "customers_as_json",
    "funnel_as_json",
    "inventory_as_json",
    "monday",
    "owners_of",
    "patches_to_remove",
    "patches_to_write",
    "print_page",
    "reminders_as_json",
    "roster_as_json",
    "tracking_as_json",
    "weeks_of",
    "workbook_bytes",
    "write_workbook",
]
