"""Plans: which there are, how they differ, what was changed when; and the workspace as a file."""

import streamlit as st

from planner.language import say
from planner.ui import comparison, history, keeping, plans
from planner.ui.frame import PLANS, begin

screen = begin(PLANS)
plans.draw_outcome()
names = (say("All plans"), say("Compare"), say("History"), say("Back-up and restore"))
every, compare, past, workspace = st.tabs([screen.language.text(name) for name in names])
with every:
    plans.draw_plans(screen)
    plans.draw_purposes(screen)
with compare:
    comparison.draw_comparison(screen)
with past:
    history.draw_history(screen)
with workspace:
    keeping.draw_backup(screen)
    keeping.draw_restore(screen)
    keeping.draw_emptying(screen)
