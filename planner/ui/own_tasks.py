"""Tasks of the manager's own: added, changed and removed in one form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from planner.campaign import new_own_id
from planner.checklist import AREAS, Task, patches_to_remove, patches_to_write
from planner.language import Message, say
from planner.planning import STATUSES
from planner.planning.registry import OWN_AREA
from planner.ui.inputs import INPUT_WIDTH, select
from planner.ui.own_form import A_NEW_ONE, Words, draw_buttons
from planner.ui.plans import store_of
from planner.ui.state import Screen

WORDS = Words(
    add=say("Add the task"),
    added=say("The task is in the list."),
    save=say("Save the task"),
    saved=say("The task is saved."),
    remove=say("Remove the task"),
    removed=say("The task is removed; the page Plans brings it back."),
)
_LABELS: Mapping[str, Message] = {
    "title": say("Task"),
    "area": say("Area"),
    "owner": say("Owner"),
    "status": say("Status"),
    "first": say("Begins"),
    "due": say("Due"),
    "evidence": say("Evidence"),
    "note": say("Note"),
}


def draw(screen: Screen) -> None:
    """Draw the form, folded away until somebody asks for it."""
    language = screen.language
    own = {task.task_id: task for task in screen.checklist.tasks if task.is_own}
    with st.expander(language.text(say("Your own tasks")), icon=":material/add_task:"):
        chosen = select(
            language.text(say("Which task?")),
            [A_NEW_ONE, *own],
            lambda one: language.text(own[one].title if one in own else say("A new task")),
            key="own-task",
            first=A_NEW_ONE,
        )
        _draw_form(screen, own.get(chosen))


def _draw_form(screen: Screen, task: Task | None) -> None:
    language = screen.language
    # A new form after every save: it begins with what is saved.
    form = f"own-{task.task_id if task else 'new'}-{screen.plan.version}"
    keys = {name: f"{form}-{name}" for name in _LABELS}
    # A box keeps the words of the language that it was first drawn in.
    keys |= {name: f"{form}-{name}-{language.code}" for name in ("area", "status")}
    words = {name: language.text(label) for name, label in _LABELS.items()}
    with st.form(form, border=False):
        st.text_input(words["title"], language.text(task.title) if task else "", key=keys["title"])
        with st.container(horizontal=True):
            _choice(words["area"], AREAS, task.area if task else OWN_AREA, keys["area"], screen)
            _choice(
                words["status"], STATUSES, task.status if task else "open", keys["status"], screen
            )
            owner = (task and task.owner) or ""
            st.text_input(words["owner"], owner, key=keys["owner"], width=INPUT_WIDTH)
            for name, day in _days(screen, task).items():
                st.date_input(
                    words[name], day, key=keys[name], format="YYYY-MM-DD", width=INPUT_WIDTH
                )
        evidence = language.text(task.evidence) if task else ""
        st.text_input(words["evidence"], evidence, key=keys["evidence"])
        st.text_input(words["note"], (task and task.note) or "", key=keys["note"])
        draw_buttons(
            language,
            form,
            WORDS,
            lambda: _write(screen, task, keys),
            (lambda: _remove(screen, task)) if task else None,
        )


def _choice(
    label: str, options: Mapping[str, Message], chosen: str, key: str, screen: Screen
) -> None:
    names = list(options)
    st.selectbox(
        label,
        names,
        names.index(chosen),
        format_func=lambda one: screen.language.text(options[one]),
        key=key,
        width=INPUT_WIDTH,
    )


def _days(screen: Screen, task: Task | None) -> Mapping[str, date]:
    if task is None:
        return dict.fromkeys(("first", "due"), screen.answer.campaign.main_day)
    return {"first": task.first_day, "due": task.due}


def _write(screen: Screen, task: Task | None, keys: Mapping[str, str]) -> None:
    typed: dict[str, Any] = {name: st.session_state[key] for name, key in keys.items()}
    main_day = screen.answer.campaign.main_day
    for name in ("first", "due"):
        typed[name] = (typed[name] - main_day).days
    task_id = task.task_id if task else new_own_id()
    store_of(screen).save(screen.plan.plan_id, patches_to_write(screen.plan, task_id, typed))


def _remove(screen: Screen, task: Task) -> None:
    patches = patches_to_remove(screen.plan, task.task_id)
    store_of(screen).save(screen.plan.plan_id, patches)
