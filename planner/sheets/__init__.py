"""Sheets as shops have them: bytes → rows → recognised columns → typed values → tables.

inspect(path)                          what a file holds, nothing stored
import_sheet(workspace, path, name)    the same, loaded in one commit
"""

from planner.sheets.fields import Field
from planner.sheets.importing import import_files, import_sheet, naming_file
from planner.sheets.inspecting import inspect
from planner.sheets.kinds import KIND_LABELS, KINDS, Kind
from planner.sheets.report import (
    Choice,
    ImportReport,
    Inspection,
    Issue,
    Place,
    RejectedRow,
    inspections_in,
)

__all__ = [
    "KINDS",
    "KIND_LABELS",
    "Choice",
    "Field",
    "ImportReport",
    "Inspection",
    "Issue",
    "Kind",
    "Place",
    "RejectedRow",
    "import_files",
    "import_sheet",
    "inspect",
    "inspections_in",
    "naming_file",
]
