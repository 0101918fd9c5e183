"""The checklist: progress, the list to work through, and the workbook."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from planner.checklist import AREAS, Task, charts, workbook_bytes
from planner.figures import Level
from planner.language import Message, day_offset, say
from planner.planning import STATUSES
from planner.ui import inputs
from planner.ui.cards import verdict
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen, error_key, save_field
from planner.ui.text import escaped

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_progress(screen: Screen) -> None:
    """Draw how much is done, what is overdue, and the tasks along the calendar."""
    language, checklist = screen.language, screen.checklist
    done = sum(progress.done for progress in checklist.progress.values())
    overdue = checklist.overdue()
    level, rest = Level.READY, say("nothing overdue")
    if overdue:
        first = overdue[0].title
        rest = say("{count} overdue, the first: {task}", count=len(overdue), task=first)
        level = Level.NOT_READY
    done_of = say("{done} of {total} tasks done", done=done, total=len(checklist.tasks))
    verdict(screen, level, say("{done}; {rest}", done=done_of, rest=rest))
    st.progress(done / max(1, len(checklist.tasks)))
    draw_chart(
        screen,
        "tasks",
        lambda: charts.timeline(checklist, screen.answer.campaign.main_day, language),
        language.text(say("Tasks by due date")),
    )


def draw_workbook(screen: Screen) -> None:
    """Draw the download of the workbook; it is written when somebody asks for it."""
    language, answer, checklist = screen.language, screen.answer, screen.checklist
    st.download_button(
        language.text(say("Download the Excel workbook")),
        # Called in another thread, without this session: it closes over plain values.
        lambda: workbook_bytes(answer, checklist, language),
        file_name=_file_name(screen),
        mime=WORKBOOK_TYPE,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="download-workbook",
    )
    st.caption(
        language.text(
            say(
                "Summary, assumptions, targets, staffing, materials and this checklist, with"
                " live formulas: change an assumption there and the numbers follow."
            )
        )
    )


def _file_name(screen: Screen) -> str:
    campaign = screen.answer.campaign
    words = screen.language.text(say("campaign-plan"))
    return f"{words}-{campaign.main_day.isoformat()}.xlsx"


def draw_list(screen: Screen) -> None:
    """Draw the list; a changed status or owner is saved at once."""
    language = screen.language
    with st.container(horizontal=True):
        area = inputs.select(
            language.text(say("Area")),
            ["", *AREAS],
            lambda one: language.text(AREAS[one] if one else say("All areas")),
            key="filter-area",
            first="",
            width=220,
        )
        only_open = st.toggle(language.text(say("Only what is left")), key="filter-open")
    tasks = [
        task
        for task in screen.checklist.tasks
        if area in ("", task.area) and not (only_open and task.is_done)
    ]
    table = task_table(screen, tasks)
    headers = {name: language.text(header) for name, header in _HEADERS.items()}
    edited = st.data_editor(
        table,
        # A new key after every save: the grid starts from the saved values, so no edit is lost.
        key=f"tasks-{screen.plan.plan_id}-{screen.plan.version}-{area}-{only_open}",
        hide_index=True,
        disabled=[header for name, header in headers.items() if name not in ("status", "owner")],
        column_config={
            headers["status"]: st.column_config.SelectboxColumn(
                options=[language.text(word) for word in STATUSES.values()], required=True
            ),
            headers["title"]: st.column_config.TextColumn(width="large"),
        },
    )
    _save_changes(screen, tasks, table, edited, headers)


_HEADERS: dict[str, Message] = {
    "offset": say("D"),
    "due": say("Due"),
    "status": say("Status"),
    "title": say("Task"),
    "owner": say("Owner"),
    "area": say("Area"),
    "evidence": say("Evidence"),
    "rules": say("Source"),
}


def task_table(screen: Screen, tasks: Sequence[Task]) -> pd.DataFrame:
    """Return tasks as a table with headers in the reader's language."""
    language = screen.language
    rows = [
        [
            day_offset(task.due_offset),
            language.day(task.due),
            language.text(STATUSES[task.status]),
            language.text(task.title),
            task.owner or language.text(task.owner_role),
            language.text(AREAS[task.area]),
            language.text(task.evidence),
            ", ".join(task.rules),
        ]
        for task in tasks
    ]
    return pd.DataFrame(rows, columns=[language.text(header) for header in _HEADERS.values()])


def _save_changes(
    screen: Screen,
    tasks: Sequence[Task],
    before: pd.DataFrame,
    after: pd.DataFrame,
    headers: dict[str, str],
) -> None:
    """Save what differs between the grid as it was drawn and as it is now."""
    language = screen.language
    by_word = {language.text(word): status for status, word in STATUSES.items()}
    taken = False
    for task, old, new in zip(
        tasks, before.to_dict("records"), after.to_dict("records"), strict=True
    ):
        status, owner = str(new[headers["status"]]), new[headers["owner"]]
        if status != old[headers["status"]]:
            taken |= _save(screen, f"checklist.{task.task_id}.status", by_word[status])
        if owner != old[headers["owner"]]:
            taken |= _save(screen, f"checklist.{task.task_id}.owner", owner)
    if taken:
        st.rerun()


def _save(screen: Screen, name: str, value: object) -> bool:
    taken = save_field(screen.workspace, screen.plan, name, value, screen.language)
    if not taken:
        st.error(escaped(str(st.session_state[error_key(name)])), icon=":material/error:")
    return taken
