"""Roster: who works which shift, whom to hire, and which hours stay uncovered."""

from planner.ui import empty, roster
from planner.ui.frame import ROSTER, begin

screen = begin(ROSTER)
rooms = empty.rooms_or_offer(screen)

roster.draw_answer(screen, rooms.shifts)
roster.draw_staff(screen)
roster.draw_hours(screen, rooms.shifts)
roster.draw_parts(screen, rooms.shifts)
roster.draw_account(screen, rooms.shifts)
