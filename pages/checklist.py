"""Checklist: who does what until when, and the workbook."""

import streamlit as st

from planner.ui import tasks
from planner.ui.frame import CHECKLIST, begin

screen = begin(CHECKLIST)
tasks.draw_progress(screen)
# The list is there at once; the workbook takes a moment and fills its place above when it is built.
place_of_workbook = st.container()
tasks.draw_list(screen)
with place_of_workbook:
    tasks.draw_workbook(screen)
