"""What a run of a page works with: workspace, plan, data, today, and the answer they give."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from planner.campaign import Patch, Plan, PlanStore
from planner.checklist import Checklist, build_checklist
from planner.errors import PlannerError
from planner.language import Language
from planner.planning import REGISTRY, Answer, answer
from planner.tables import Dataset, Workspace, current_dataset, sweep

SAMPLE = "PLANNER_SAMPLE"
TODAY = "PLANNER_TODAY"
SPOOLED = "spooled"
"""Where a session keeps the paths of the uploads that it spooled."""


@dataclass(frozen=True)
class Screen:
    """Everything a page needs.

    Attributes:
        language: of the reader.
        workspace: of the shop.
        plan: as it is saved.
        today: the day that all dates are seen from.
        dataset: the newest version of the data; None while nothing is loaded.
        answer: every number of the plan.
        checklist: the tasks that follow.
    """

    language: Language
    workspace: Workspace
    plan: Plan
    today: date
    dataset: Dataset | None
    answer: Answer
    checklist: Checklist


def open_workspace() -> Workspace:
    """Return the workspace; the sample shop has one of its own beside the shop's data."""
    workspace = Workspace.default()
    if os.environ.get(SAMPLE):
        workspace = Workspace(workspace.folder / "sample-shop")
    _swept(workspace.key)
    return workspace


def current_day() -> date:
    """Return today, or the day that tests and demonstrations set."""
    told = os.environ.get(TODAY)
    return date.fromisoformat(told) if told else date.today()


@st.cache_resource(max_entries=8, show_spinner=False)
def _swept(workspace_key: str) -> bool:
    """Remove leftovers of crashes once at the start of the server."""
    sweep(Workspace(Path(workspace_key)))
    return True


def read_screen(language: Language) -> Screen:
    """Return what this run of a page works with."""
    workspace = open_workspace()
    plan = PlanStore(workspace, REGISTRY).current()
    dataset = current_dataset(workspace)
    today = current_day()
    data_version = dataset.version if dataset else None
    told, checklist = _answered(
        workspace.key, plan.plan_id, plan.version, data_version, today, plan, dataset
    )
    return Screen(language, workspace, plan, today, dataset, told, checklist)


@st.cache_resource(max_entries=16, show_spinner=False)
def _answered(
    workspace_key: str,
    plan_id: str,
    plan_version: int,
    data_version: str | None,
    today: date,
    _plan: Plan,
    _dataset: Dataset | None,
) -> tuple[Answer, Checklist]:
    """Return the answer and its tasks; frozen, free of language, shared by all sessions.

    The names with an underscore are what the key before them stands for, and are not hashed.
    """
    told = answer(_plan, _dataset, today)
    return told, build_checklist(told)


def save_field(
    workspace: Workspace, seen: Plan, name: str, value: object, language: Language
) -> bool:
    """Save one field and return whether it was taken; the reason of a refusal is kept for it.

    The value that the editor saw is that of ``seen``, so that a change made elsewhere meanwhile is
    found and never overwritten.
    """
    try:
        patch = Patch(name, seen.values.get(name), value)
        PlanStore(workspace, REGISTRY).save(seen.plan_id, [patch])
    except PlannerError as error:
        st.session_state[error_key(name)] = language.error(error)
        return False
    st.session_state.pop(error_key(name), None)
    return True


def drop_spooled(keep: Collection[Path] = ()) -> None:
    """Delete the uploads that this session spooled, but for those that are still needed."""
    spooled: frozenset[Path] = st.session_state.get(SPOOLED, frozenset())
    if not spooled:
        return
    for path in spooled.difference(keep):
        path.unlink(missing_ok=True)
    st.session_state[SPOOLED] = spooled.intersection(keep)


def error_key(name: str) -> str:
    """Return where the reason of a refused value is kept until the field is right."""
    return f"error:{name}"
