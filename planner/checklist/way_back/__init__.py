"""The way back: an edited workbook, compared with what it was and with what the plan is now.

Nothing is taken by itself. Each difference is a proposal that a manager accepts or refuses; one
that would overwrite something newer says so.
"""

from planner.checklist.way_back.proposals import Proposal, patches_of, proposals
from planner.checklist.way_back.reading import Returned, read_workbook
from planner.checklist.way_back.three_way import Difference, differences

__all__ = [
    "Difference",
    "Proposal",
    "Returned",
    "differences",
    "patches_of",
    "proposals",
    "read_workbook",
]
