"""Sheets as shops have them: bytes → rows → recognised columns → typed values → tables.

inspect(path)                          what a file holds, nothing stored
import_file(workspace, path, name)    the same, loaded in one commit
"""

from planner.sheets.fields import Field
from planner.sheets.importing import import_file, import_files, naming_file
from planner.sheets.inspecting import inspect
from planner.sheets.kinds import KIND_LABELS, KINDS, Kind
from planner.sheets.memory import remember, remembered_choices
from planner.sheets.report import (
    Choice,
    ImportReport,
    Inspection,
    Issue,
    Part,
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
    "Part",
    "Place",
    "RejectedRow",
    "import_file",
    "import_files",
    "inspect",
    "inspections_in",
    "naming_file",
    "remember",
    "remembered_choices",
]
