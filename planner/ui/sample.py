"""The sample shop with one click: made anew, imported like any other sheet."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from planner.campaign import MAIN_DAY, PlanStore, same_event_next_year
from planner.language import Message, say
from planner.planning import REGISTRY
from planner.sheets import import_file
from planner.tables import ImportedFile, Workspace, imported_files, remove_import
from planner.ui.state import Screen, current_day
from sample_data.generate import ready_event_day, write_shop

PREFIX = "sample-"
"""Names of the sample's files begin with it, so that they are told from the shop's own."""
ORDERS, PRODUCTS, SEED = 20_000, 300, 11

Progress = Callable[[Message, float], None]
"""Is told the stage and the share that is done."""


def is_sample(file: ImportedFile) -> bool:
    """Return whether a loaded sheet belongs to the sample shop."""
    return file.file_name.startswith(PREFIX)


def load_sample(workspace: Workspace, told: Progress, plan_id: str | None = None) -> None:
    """Load the sample shop around the last Double 11 and plan the next one; all of it, or nothing.

    Args:
        workspace: to load it into.
        told: is told the stage and the share done.
        plan_id: of the plan that gets the next event's date; None = the one to begin with.
    """
    event = ready_event_day(current_day())
    folder = Path(tempfile.mkdtemp(dir=workspace.spool))
    loaded = []
    try:
        told(say("Making the sample shop"), 0.1)
        write_shop(folder, event.year, ORDERS, PRODUCTS, SEED)
        sheets = sheets_of(folder)
        for number, path in enumerate(sheets):
            told(say("Reading {file}", file=path.name), 0.2 + 0.8 * number / len(sheets))
            loaded.append(import_file(workspace, path, PREFIX + path.name).import_id)
    except BaseException:
        # A click meanwhile stops the run: half a shop would be planned with as if it were whole.
        with workspace.locked():
            for import_id in loaded:
                remove_import(workspace, import_id)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    store = PlanStore(workspace, REGISTRY)
    plan = store.load(plan_id) if plan_id else store.current()
    main_day = same_event_next_year(event).isoformat()
    store.save(plan.plan_id, [plan.patch(MAIN_DAY, main_day)])


def sheets_of(folder: Path) -> list[Path]:
    """Return the sheets of a made shop, lists of orders before lists of their items."""
    sheets = [*folder.glob("*.csv"), *folder.glob("*.xlsx")]
    return sorted(sheets, key=lambda path: ("Detail" in path.name, path.name))


def remove_sample(workspace: Workspace, plan_id: str | None = None) -> None:
    """Take the sample shop out again, with the date that came with it."""
    with workspace.locked():
        for file in imported_files(workspace):
            if is_sample(file):
                remove_import(workspace, file.import_id)
    store = PlanStore(workspace, REGISTRY)
    plan = store.load(plan_id) if plan_id else store.current()
    store.save(plan.plan_id, [plan.patch(MAIN_DAY, None)])


def offer_sample(screen: Screen) -> None:
    """Draw the button that loads the sample shop, and load it with its progress shown."""
    language = screen.language
    asked = st.button(
        language.text(say("Look at it with the sample shop")),
        icon=":material/storefront:",
        key="load-sample",
    )
    # A place of its own for the bar: else it would take that of what is drawn next.
    with st.empty():
        if not asked:
            return
        with_progress(screen, lambda told: load_sample(screen.workspace, told, screen.plan.plan_id))
    st.rerun()


def with_progress(screen: Screen, work: Callable[[Progress], None]) -> None:
    """Run long work with a bar that says what is being done."""
    bar = st.progress(0.0)

    def told(stage: Message, share: float) -> None:
        bar.progress(min(1.0, share), text=screen.language.text(stage))

    try:
        work(told)
    finally:
        bar.empty()
