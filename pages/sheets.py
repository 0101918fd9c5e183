"""Sheets: upload, recognise, load, remove."""

from planner.ui import loaded, upload
from planner.ui.frame import SHEETS, begin

screen = begin(SHEETS)
upload.draw_upload(screen)
loaded.draw_loaded(screen)
