"""What a run of a page works with: workspace, plan, data, today, and the answer they give."""

import gc
import os
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from planner.campaign import Plan, PlanStore, SavedPlan, SeenData
from planner.checklist import Checklist, build_checklist
from planner.customers import Responses, kept_responses
from planner.errors import PlanError, PlannerError
from planner.language import Language, Message, say
from planner.planning import REGISTRY, Answer, Memory, answer
from planner.reminders import Noted, read_noted
from planner.simulation import DemandOf, Simulated
from planner.tables import Dataset, Workspace, current_dataset, sweep

SAMPLE = "PLANNER_SAMPLE"
TODAY = "PLANNER_TODAY"
SPOOLED = "spooled"
"""Where a session keeps the paths of the uploads that it spooled."""
SHOWN_PLAN = "shown-plan"
"""Where a session keeps which plan its fields were filled from."""
FIELD, ERROR, TYPED = "field:", "error:", "typed:"
"""What the keys of a field begin with: its box, why what was typed was refused, and that itself, so
that it stands there again after a look at another page."""
SEEN = "seen"
"""Where a session keeps what each field was filled with; one place for all, since Streamlit goes
through all places of a session for every box it draws."""
ANSWERS_KEPT, MEMORIES_KEPT = 32, 4
Made = TypeVar("Made")


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
        plans: all plans of the workspace, oldest first.
        not_found: why another plan is shown than the address names.
        newer_data: what is different from the data the plan was last worked on with.
        kept: what was made of the answer to be shown, see :meth:`once`.
    """

    language: Language
    workspace: Workspace
    plan: Plan
    today: date
    dataset: Dataset | None
    answer: Answer
    checklist: Checklist
    plans: tuple[SavedPlan, ...]
    not_found: str | None
    newer_data: Message | None
    kept: dict[Hashable, Any]

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes of the answer and nothing else, such as a chart.

        Made once for all runs and sessions, in each language; it is shared, so never change it.
        ``name`` tells it from all else that is made of an answer.
        """
        key = (self.language, name)
        if key not in self.kept:
            self.kept[key] = make()
        made: Made = self.kept[key]
        return made


@dataclass(frozen=True)
class Record:
    """What was done and what came back, noted in the workspace beside the plans.

    Attributes:
        noted: reminders sent, and orders that are not to be reminded of.
        responses: who answered recall waves.
    """

    noted: Noted
    responses: Responses

    @property
    def version(self) -> str:
        """Return what tells one state of the record from another."""
        return f"{self.noted.version}|{self.responses.version}"


def read_record(workspace: Workspace) -> Record:
    """Return the record as it is now."""
    return Record(read_noted(workspace), kept_responses(workspace))


def simulations_of(screen: Screen) -> dict[DemandOf, Simulated]:
    """Return what the simulations of this answer came to, by their demand; those run so far."""
    found: dict[DemandOf, Simulated] = screen.kept.setdefault("simulations", {})
    return found


def open_workspace() -> Workspace:
    """Return the workspace; the sample shop has one of its own beside the shop's data."""
    workspace = Workspace.default()
    if os.environ.get(SAMPLE):
        workspace = Workspace(workspace.folder / "sample-shop")
    _swept(workspace.key)
    _set_modules_aside()
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


@cache
def _set_modules_aside() -> None:
    """Spare the collector of garbage the modules, once a process.

    They stay until the end, and going through them again and again holds up a run now and then by
    as much as a page takes.
    """
    gc.collect()
    gc.freeze()


def store_in(workspace: Workspace) -> PlanStore:
    """Return the plans; the first save into one keeps the main day that is proposed today."""
    return PlanStore(workspace, REGISTRY, current_day())


def read_screen(language: Language, plan_id: str | None) -> Screen:
    """Return what this run of a page works with, seen through the plan that was asked for.

    Where there is no such plan, or none was asked for, it is the one to begin with.
    """
    workspace = open_workspace()
    store = store_in(workspace)
    plan, not_found = _asked_for(store, plan_id, language)
    _forget_fields_of_another(plan)
    dataset = current_dataset(workspace)
    today = current_day()
    record = read_record(workspace)
    told, checklist = answered(workspace, plan, dataset, today, record)
    return Screen(
        language=language,
        workspace=workspace,
        plan=plan,
        today=today,
        dataset=dataset,
        answer=told,
        checklist=checklist,
        plans=tuple(store.plans()),
        not_found=not_found,
        newer_data=_newer_data(store, plan, dataset),
        kept=_kept(
            workspace.key,
            plan.plan_id,
            plan.version,
            dataset.version if dataset else None,
            today,
            record.version,
        ),
    )


def _asked_for(
    store: PlanStore, plan_id: str | None, language: Language
) -> tuple[Plan, str | None]:
    """Return the plan, and why it is another than was asked for."""
    if plan_id is not None:
        try:
            return store.load(plan_id), None
        except PlanError as error:
            return store.current(), language.error(error)
    return store.current(), None


def _forget_fields_of_another(plan: Plan) -> None:
    """Fill all boxes anew when another plan is shown: what was typed belonged to the last one."""
    if st.session_state.get(SHOWN_PLAN, plan.plan_id) != plan.plan_id:
        for key in list(st.session_state):
            if str(key).startswith((FIELD, ERROR, TYPED)):
                del st.session_state[key]
        st.session_state.pop(SEEN, None)
    st.session_state[SHOWN_PLAN] = plan.plan_id


def _newer_data(store: PlanStore, plan: Plan, dataset: Dataset | None) -> Message | None:
    """Return what is different from the data a plan was last worked on with.

    The first data that a plan meets is remembered without a word.
    """
    if dataset is None:
        return None
    seen = store.seen(plan.plan_id)
    if seen is None:
        store.saw(plan.plan_id, SeenData(dataset.version, dataset.files))
        return None
    if seen.version == dataset.version:
        return None
    added = [file for file in dataset.files if file not in seen.files]
    removed = [file for file in seen.files if file not in dataset.files]
    if added and removed:
        return say(
            "newer data than when this plan was last worked on: {added} came, {removed} went",
            added=", ".join(added),
            removed=", ".join(removed),
        )
    if added:
        return say(
            "newer data than when this plan was last worked on: {added} came",
            added=", ".join(added),
        )
    if removed:
        return say(
            "newer data than when this plan was last worked on: {removed} went",
            removed=", ".join(removed),
        )
    return say("newer data than when this plan was last worked on: the same sheets, read anew")


def note_data(screen: Screen) -> None:
    """Remember that whoever works on the plan knows of the newest data."""
    if screen.dataset is not None:
        seen = SeenData(screen.dataset.version, screen.dataset.files)
        store_in(screen.workspace).saw(screen.plan.plan_id, seen)


def answered(
    workspace: Workspace,
    plan: Plan,
    dataset: Dataset | None,
    today: date,
    record: Record | None = None,
) -> tuple[Answer, Checklist]:
    """Return the answer to any plan with its tasks; worked out once a version."""
    record = record or read_record(workspace)
    return _answered(
        workspace.key,
        plan.plan_id,
        plan.version,
        dataset.version if dataset else None,
        today,
        record.version,
        plan,
        dataset,
        record,
    )


@st.cache_resource(max_entries=ANSWERS_KEPT, show_spinner=False)
def _answered(
    workspace_key: str,
    plan_id: str,
    plan_version: int,
    data_version: str | None,
    today: date,
    record_version: str,
    _plan: Plan,
    _dataset: Dataset | None,
    _record: Record,
) -> tuple[Answer, Checklist]:
    """Return the answer and its tasks; frozen, free of language, shared by all sessions.

    The names with an underscore are what the key before them stands for, and are not hashed.
    """
    memory = _memory(workspace_key, plan_id, data_version, today)
    told = answer(_plan, _dataset, today, memory, _record.noted, _record.responses)
    return told, build_checklist(told)


@st.cache_resource(max_entries=MEMORIES_KEPT, show_spinner=False)
def _memory(workspace_key: str, plan_id: str, data_version: str | None, today: date) -> Memory:
    """Return what remembers the rooms of a plan: a change asks only those that it reaches."""
    return Memory()


@st.cache_resource(max_entries=ANSWERS_KEPT, show_spinner=False)
def _kept(
    workspace_key: str,
    plan_id: str,
    plan_version: int,
    data_version: str | None,
    today: date,
    record_version: str,
) -> dict[Hashable, Any]:
    """Return what was made of an answer; the key is that of the answer itself."""
    return {}


def save_field(
    workspace: Workspace, seen: Plan, name: str, value: object, language: Language
) -> bool:
    """Save one field and return whether it was taken; the reason of a refusal is kept for it.

    The value that the editor saw is that of ``seen``, so that a change made elsewhere meanwhile is
    found and never overwritten.
    """
    try:
        store_in(workspace).save(seen.plan_id, [seen.patch(name, value)])
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
    return f"{ERROR}{name}"
