"""Assumptions: every number the plan is built on."""

from planner.ui import assumptions
from planner.ui.frame import ASSUMPTIONS, begin

assumptions.draw(begin(ASSUMPTIONS))
