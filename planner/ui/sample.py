"""The sample shop with one click: made anew, imported like any other sheet."""

import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import streamlit as st

from planner.campaign import MAIN_DAY, PlanStore, same_event_next_year
from planner.language import Message, say
from planner.planning import REGISTRY
from planner.sheets import import_file
from planner.tables import ImportedFile, Workspace, imported_files, remove_import
from planner.ui.state import Screen, current_day
from planner.ui.text import escaped
from sample_data.generate import ready_event_day, write_shop, write_year_before

PREFIX = "sample-"
"""Names of the sample's files begin with it, so that they are told from the shop's own."""
ORDERS, PRODUCTS, SEED = 20_000, 300, 11
_ORDER_LIST = re.compile(r"ExportOrderList(\d{4})\.csv$")

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
    today = current_day()
    event = ready_event_day(today)
    _load_made(
        workspace,
        told,
        lambda folder: write_shop(folder, event.year, ORDERS, PRODUCTS, SEED),
        today,
    )
    store = PlanStore(workspace, REGISTRY)
    plan = store.load(plan_id) if plan_id else store.current()
    main_day = same_event_next_year(event).isoformat()
    store.save(plan.plan_id, [plan.patch(MAIN_DAY, main_day)])


def load_year_before(workspace: Workspace, year: int, told: Progress) -> None:
    """Load the sample shop's lists of the year before, beside those of ``year``; or nothing."""
    _load_made(
        workspace,
        told,
        lambda folder: write_year_before(folder, year, ORDERS, PRODUCTS, SEED),
        current_day(),
    )


def _load_made(
    workspace: Workspace, told: Progress, made: Callable[[Path], object], today: date
) -> None:
    """Load the sheets that ``made`` writes into a folder; all of them, or none."""
    folder = Path(tempfile.mkdtemp(dir=workspace.spool))
    loaded = []
    try:
        told(say("Making the sample shop"), 0.1)
        made(folder)
        sheets = sheets_of(folder)
        for number, path in enumerate(sheets):
            told(say("Reading {file}", file=path.name), 0.2 + 0.8 * number / len(sheets))
            report = import_file(workspace, path, PREFIX + path.name, loaded_on=today)
            loaded.append(report.import_id)
    except BaseException:
        # A click meanwhile stops the run: half a shop would be planned with as if it were whole.
        with workspace.locked():
            for import_id in loaded:
                remove_import(workspace, import_id)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def year_without_the_one_before(workspace: Workspace) -> int | None:
    """Return the year of the sample shop whose lists of the year before are not loaded yet."""
    years = {
        int(found[1])
        for file in imported_files(workspace)
        if is_sample(file) and (found := _ORDER_LIST.search(file.file_name))
    }
    return max(years) if len(years) == 1 else None


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


def offer_year_before(screen: Screen) -> None:
    """Draw what adds a second event to the sample shop, where it is loaded with one alone."""
    year = year_without_the_one_before(screen.workspace)
    if year is None:
        return
    language = screen.language
    told = say(
        "This is the sample shop: its lists of {year} can be added with a click. The plan"
        " keeps its dates and its last event, and its forecast has one more event to go by.",
        year=str(year - 1),
    )
    st.markdown(escaped(language.text(told)))
    asked = st.button(
        language.text(say("Add the sample shop's event of {year}", year=str(year - 1))),
        icon=":material/storefront:",
        key="load-year-before",
    )
    with st.empty():
        if not asked:
            return
        with_progress(screen, lambda told: load_year_before(screen.workspace, year, told))
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
