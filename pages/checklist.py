"""Checklist: who does what until when; the workbook, its way back, paper and calendar."""

from planner.language import say
from planner.ui import empty, own_tasks, plans, task_files, tasks, way_back
from planner.ui.frame import CHECKLIST, begin

screen = begin(CHECKLIST)
plans.draw_outcome()
empty.say_what_stays_open(
    screen,
    say("Until then the tasks that follow from quantities are missing, and so are their numbers."),
)
tasks.draw_progress(screen)
chosen = tasks.draw_selection(screen)
tasks.draw_timeline(screen, chosen)
tasks.draw_list(screen, chosen)
own_tasks.draw(screen)
task_files.draw(screen, chosen)
way_back.draw(screen)
