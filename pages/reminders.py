"""Reminders: who is reminded of payment now, by which way and by whom."""

from planner.ui import reminders
from planner.ui.frame import REMINDERS, begin

screen = begin(REMINDERS)
told = reminders.told_or_offer(screen)

reminders.draw_answer(screen, told)
reminders.draw_lists(screen, told)
reminders.draw_parts(screen, told)
reminders.draw_account(screen, told)
