"""Checklist: who does what until when, and the workbook."""

from planner.language import say
from planner.ui import empty, tasks
from planner.ui.frame import CHECKLIST, begin

screen = begin(CHECKLIST)
empty.say_what_stays_open(
    screen,
    say("Until then the tasks that follow from quantities are missing, and so are their numbers."),
)
tasks.draw_progress(screen)
tasks.draw_workbook(screen)
tasks.draw_list(screen)
