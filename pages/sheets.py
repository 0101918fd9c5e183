"""Sheets: upload, recognise, load, remove."""

from planner.ui import upload
from planner.ui.frame import SHEETS, begin

screen = begin(SHEETS)
upload.draw_upload(screen)
upload.draw_loaded(screen)
