"""Assumptions: every number the plan is built on."""

from planner.ui import inputs
from planner.ui.frame import ASSUMPTIONS, begin

inputs.all_sections(begin(ASSUMPTIONS))
