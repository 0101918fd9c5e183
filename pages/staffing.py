"""Staffing: everybody who is needed, by the hour and by position."""

from planner.ui import empty, staffing
from planner.ui.frame import STAFFING, begin

screen = begin(STAFFING)
rooms = empty.rooms_or_offer(screen)

quantile = staffing.draw_answer(screen, rooms.staffing)
staffing.draw_hours(screen, rooms.staffing, quantile)
staffing.draw_tables(screen, rooms.staffing, quantile)
staffing.draw_account(screen, rooms.staffing, quantile)
