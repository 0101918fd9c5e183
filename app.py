"""Overview: the first page."""

from planner.ui import overview
from planner.ui.frame import OVERVIEW, begin

overview.draw(begin(OVERVIEW))
