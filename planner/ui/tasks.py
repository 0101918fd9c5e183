"""The checklist: progress, the tasks along the calendar, the list to work through."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

import pandas as pd
import streamlit as st

from planner.checklist import AREAS, Mark, Selection, Stage, Task, charts, owners_of, weeks_of
from planner.figures import Level
from planner.language import Message, day_offset, say
from planner.planning import STATUSES
from planner.ui.cards import verdict
from planner.ui.drawing import draw_chart
from planner.ui.inputs import select
from planner.ui.state import Screen, error_key, save_field
from planner.ui.text import escaped

T = TypeVar("T")
EVERYTHING = ""
"""Is chosen in a filter that lets everything through."""
FILTER_WIDTH = 165
"""Pixels; two stand side by side on a phone."""


def draw_progress(screen: Screen) -> None:
    """Draw how much is done, what is overdue, and what is next."""
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
    coming = next((task for task in checklist.tasks if checklist.mark(task) is Mark.NEXT), None)
    if coming is not None:
        told = say(
            "{sign} next: {task} – {owner}, {day}",
            sign=Mark.NEXT.sign,
            task=coming.title,
            owner=coming.responsible,
            day=coming.due,
        )
        st.markdown(escaped(language.text(told)))


def draw_selection(screen: Screen) -> list[Task]:
    """Draw the filters and return the tasks that are left."""
    language, checklist = screen.language, screen.checklist
    with st.container(horizontal=True, key="filters"):
        owner = _choice(
            "owner", say("Owner"), say("Everybody"), owners_of(checklist.tasks, language), screen
        )
        area = _choice("area", say("Area"), say("All areas"), list(AREAS), screen)
        week = _choice("week", say("Week"), say("All weeks"), weeks_of(checklist.tasks), screen)
        stage = _choice("stage", say("Status"), say("All tasks"), list(Stage), screen)
    return Selection(owner, area, week, stage).of(checklist, language)


def _choice(
    name: str, label: Message, every: Message, options: Sequence[T], screen: Screen
) -> T | None:
    """Draw one filter and return what is chosen; None for everything."""
    chosen = select(
        screen.language.text(label),
        [EVERYTHING, *options],
        lambda one: _option(one, every, screen),
        key=f"filter-{name}",
        first=EVERYTHING,
        width=FILTER_WIDTH,
    )
    return next((one for one in options if one == chosen), None)


def _option(one: object, every: Message, screen: Screen) -> str:
    language = screen.language
    match one:
        case "":
            return language.text(every)
        case date():
            last = one + timedelta(days=6)
            return f"{language.short_day(one)} – {language.short_day(last)}"
        case Stage():
            return language.text(one.label)
        case _:
            return language.text(AREAS.get(str(one), str(one)))


def draw_timeline(screen: Screen, tasks: Sequence[Task]) -> None:
    """Draw the tasks along the calendar."""
    checklist, main_day = screen.checklist, screen.answer.campaign.main_day
    draw_chart(
        screen,
        ("tasks", tuple(task.task_id for task in tasks)),
        lambda: charts.timeline(checklist, main_day, screen.language, tasks),
        screen.language.text(say("Tasks from D-30 to D+100")),
    )


def draw_list(screen: Screen, tasks: Sequence[Task]) -> None:
    """Draw the list; a changed status, day, owner or note is saved at once."""
    language = screen.language
    st.caption(
        language.text(
            say(
                "Due, status, owner and note can be typed in; an emptied cell goes back to its"
                " default. Days are kept as days from the main day and move with it."
            )
        )
    )
    table = edit_table(screen, tasks)
    headers = {name: language.text(header) for name, header in _HEADERS.items()}
    edited = st.data_editor(
        table,
        # A new key after every save: the grid starts from the saved values, so no edit is lost.
        key=f"tasks-{screen.plan.plan_id}-{screen.plan.version}-{_shown(tasks)}",
        hide_index=True,
        disabled=[header for name, header in headers.items() if name not in _EDITED],
        column_config={
            headers["due"]: st.column_config.DateColumn(format="YYYY-MM-DD"),
            headers["status"]: st.column_config.SelectboxColumn(
                options=[language.text(word) for word in STATUSES.values()], required=True
            ),
            headers["title"]: st.column_config.TextColumn(width="large"),
        },
    )
    _save_changes(screen, tasks, table, edited, headers)


def _shown(tasks: Sequence[Task]) -> int:
    """Return what tells one choice of tasks from another."""
    return hash(tuple(task.task_id for task in tasks))


_HEADERS: dict[str, Message] = {
    "offset": say("D"),
    "due": say("Due"),
    "status": say("Status"),
    "title": say("Task"),
    "owner": say("Owner"),
    "note": say("Note"),
    "area": say("Area"),
    "evidence": say("Evidence"),
    "rules": say("Source"),
}
_EDITED = ("due", "status", "owner", "note")


def edit_table(screen: Screen, tasks: Sequence[Task]) -> pd.DataFrame:
    """Return tasks as the grid holds them: days as days, the mark with its word beside D."""
    language = screen.language
    rows = [
        [
            _marked(screen, task),
            task.due,
            language.text(STATUSES[task.status]),
            language.text(task.title),
            task.owner or language.text(task.owner_role),
            task.note or "",
            language.text(AREAS[task.area]),
            language.text(task.evidence),
            ", ".join(task.rules),
        ]
        for task in tasks
    ]
    return pd.DataFrame(rows, columns=[language.text(header) for header in _HEADERS.values()])


def task_table(screen: Screen, tasks: Sequence[Task]) -> pd.DataFrame:
    """Return tasks as a table with headers in the reader's language."""
    language = screen.language
    table = edit_table(screen, tasks)
    due = language.text(_HEADERS["due"])
    table[due] = [language.day(task.due) for task in tasks]
    return table.drop(columns=language.text(_HEADERS["note"]))


def _marked(screen: Screen, task: Task) -> str:
    mark = screen.checklist.mark(task)
    day = day_offset(task.due_offset)
    return f"{mark.sign} {screen.language.text(mark.word)} · {day}" if mark else day


def _save_changes(
    screen: Screen,
    tasks: Sequence[Task],
    before: pd.DataFrame,
    after: pd.DataFrame,
    headers: dict[str, str],
) -> None:
    """Save what differs between the grid as it was drawn and as it is now."""
    taken = False
    for task, old, new in zip(
        tasks, before.to_dict("records"), after.to_dict("records"), strict=True
    ):
        for name in _EDITED:
            typed = new[headers[name]]
            if typed != old[headers[name]]:
                field = f"checklist.{task.task_id}.{name}"
                taken |= _save(screen, field, _stored(screen, task, name, typed))
    if taken:
        st.rerun()


def _stored(screen: Screen, task: Task, name: str, typed: object) -> object:
    """Return what was typed as the plan keeps it; None where it is what holds anyway."""
    match name:
        case "status":
            words = {screen.language.text(word): status for status, word in STATUSES.items()}
            return words[str(typed)]
        case "due" if isinstance(typed, date):
            offset = (typed - screen.answer.campaign.main_day).days
            return None if offset == task.usual_due_offset and not task.is_own else offset
        case "due":
            return None
    return typed


def _save(screen: Screen, name: str, value: object) -> bool:
    taken = save_field(screen.workspace, screen.plan, name, value, screen.language)
    if not taken:
        st.error(escaped(str(st.session_state[error_key(name)])), icon=":material/error:")
    return taken
