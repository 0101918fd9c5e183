"""Last year: what happened in the last event, and on ordinary days beside it."""

from planner.ui import last_year
from planner.ui.frame import LAST_YEAR, begin

last_year.draw(begin(LAST_YEAR))
