"""Targets: what the goal takes, by day, hour, product, customer and channel."""

from planner.ui import empty, targets
from planner.ui.frame import TARGETS, begin

screen = begin(TARGETS)
rooms = empty.rooms_or_offer(screen)

targets.draw_answer(screen, rooms)
targets.draw_levers(screen, rooms)
targets.draw_waterfall(screen, rooms)
targets.draw_breakdowns(screen, rooms)
targets.draw_more(screen, rooms)
targets.draw_account(screen, rooms)
