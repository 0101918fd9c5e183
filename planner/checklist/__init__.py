"""The tasks that follow from all rooms, and the Excel workbook."""

from planner.checklist.tasks import (
    Checklist,
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
    "TEMPLATES",
    "Checklist",
    "Progress",
    "Readiness",
    "Task",
    "Template",
    "build_checklist",
    "workbook_bytes",
    "write_workbook",
]
