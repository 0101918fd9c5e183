"""The checklist as files: the workbook, a page to print, a calendar; each built when asked for."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from planner.checklist import Task, calendar_bytes, print_page, workbook_bytes
from planner.language import Message, say
from planner.ui.exports import WORKBOOK_TYPE
from planner.ui.state import Screen, simulations_of


def draw(screen: Screen, tasks: Sequence[Task]) -> None:
    """Draw the downloads; paper and calendar hold the tasks that are chosen."""
    language = screen.language
    # The files are built in a thread without a session: it is given plain values.
    answer, checklist, plan = screen.answer, screen.checklist, screen.plan
    simulated = tuple(simulations_of(screen).values())
    name = answer.campaign.name
    with st.container(horizontal=True, gap="small", key="files"):
        st.download_button(
            language.text(say("Download the Excel workbook")),
            lambda: workbook_bytes(answer, checklist, language, simulated),
            file_name=_file_name(screen, say("campaign-plan"), "xlsx"),
            mime=WORKBOOK_TYPE,
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key="download-workbook",
        )
        st.download_button(
            language.text(say("Page to print")),
            lambda: print_page(tasks, checklist, name, answer.campaign.main_day, language),
            file_name=_file_name(screen, say("checklist"), "html"),
            mime="text/html",
            icon=":material/print:",
            on_click="ignore",
            key="download-print",
        )
        st.download_button(
            language.text(say("Calendar file (.ics)")),
            lambda: calendar_bytes(tasks, plan, language.text(name), datetime.now(UTC), language),
            file_name=_file_name(screen, say("checklist"), "ics"),
            mime="text/calendar",
            icon=":material/event:",
            on_click="ignore",
            key="download-calendar",
        )
    st.caption(
        language.text(
            say(
                "The workbook holds the whole plan with live formulas; edited, it can be taken back"
                " below. Page and calendar hold the {count} tasks chosen above; a calendar that is"
                " taken in again moves its events instead of adding them twice.",
                count=len(tasks),
            )
        )
    )


def _file_name(screen: Screen, words: Message, ending: str) -> str:
    day = screen.answer.campaign.main_day.isoformat()
    return f"{screen.language.text(words)}-{day}.{ending}"
