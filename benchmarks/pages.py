"""How long a page takes on the server, with lists of any length behind it.

A page is run as Streamlit runs it after a click, in the test frame of Streamlit, which adds some
milliseconds of its own and leaves out the network. Told are the first visit by a server that has
answered the overview before (for the overview: that answered nothing yet), a rerun with nothing
changed, and a rerun after another goal was typed, which asks every room anew. The last two are the
95th percentile of their runs.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks import questions
from benchmarks.lists import YEAR, write_lists, write_sheets_beside
from benchmarks.speed import ROOT, machine, peak_megabytes
from planner.campaign import Patch, PlanStore
from planner.checklist import build_checklist, workbook_bytes
from planner.language import Language
from planner.planning import REGISTRY
from planner.sheets import import_file
from planner.tables import Workspace
from planner.ui.frame import GROUPS, OVERVIEW
from planner.ui.state import TODAY

RUNS = 40
MOST_MILLISECONDS = {1_000_000: 300, 10_000_000: 1000}
MOST_SECONDS_OF_WORKBOOK = 3
RUNS_OF_WORKBOOK = 5
SECONDS_FOR_ALL = 4 * 3600
DAY_SEEN = date(YEAR + 1, 10, 1)
"""The day that is today: the event to plan is the year's after the lists."""


def run(sizes: Sequence[int]) -> int:
    """Measure pages and questions over lists of these sizes, print tables, return the exit code."""
    print(machine())
    agree = True
    for lines in sorted(set(sizes)):
        with tempfile.TemporaryDirectory(prefix="bench-pages-") as name:
            agree &= _measure(Path(name), lines)
    return 0 if agree else 1


def _measure(folder: Path, lines: int) -> bool:
    """Load lists into a workspace and ask it; return whether scripts find the same answers."""
    workspace = folder / "workspace"
    for path in write_lists(folder, lines):
        _child("load", path, workspace)
        path.unlink()
    for path in write_sheets_beside(folder):
        _child("load", path, workspace)
    limit = MOST_MILLISECONDS.get(lines, "")
    print("\n| page | lines | first (ms) | rerun p95 (ms) | changed p95 (ms) | limit of a rerun |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for page, first, same, changed in _child("pages", workspace, folder):
        print(f"| {page} | {lines:,} | {first:.0f} | {same:.0f} | {changed:.0f} | {limit} |")
    ((seconds, size),) = _child("workbook", workspace, folder)
    print(f"\nThe workbook: {seconds:.1f} s of at most {MOST_SECONDS_OF_WORKBOOK}, {size:,} bytes.")
    sys.stdout.flush()
    return questions.tell(_child("questions", workspace, folder), lines)


def _child(work: str, *paths: Path) -> list[Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages", work, *map(str, paths)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if work == "pages" else None,
        timeout=SECONDS_FOR_ALL,
        check=True,
    )
    return [tuple(row) for row in json.loads(done.stdout.splitlines()[-1])]


# Run in a process of their own -------------------------------------------------------------------


def load(path: str, workspace: str) -> list[Any]:
    """Load a list."""
    import_file(Workspace(Path(workspace)), Path(path), Path(path).name)
    return []


def ask(workspace: str, folder: str) -> list[questions.Row]:
    """Return what each question took, the planner's way and by a script."""
    return questions.compare(Workspace(Path(workspace)), DAY_SEEN, Path(folder))


def pages(workspace: str, _folder: str) -> list[tuple[str, float, float, float]]:
    """Return the milliseconds of every page: at first, again, and again after a change."""
    os.environ["PLANNER_WORKSPACE"] = workspace
    os.environ[TODAY] = DAY_SEEN.isoformat()
    AppTest.from_string("import streamlit").run()  # the frame itself, once
    found = []
    for page in (page for group in GROUPS for page in group):
        st.cache_data.clear()
        st.cache_resource.clear()
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=600)
        app.query_params["lang"] = "zh"
        first = _milliseconds(app.run)
        if page is not OVERVIEW:
            app.switch_page(page.file)
            app.query_params["lang"] = "zh"
            first = _milliseconds(app.run)
        same = _percentile([_milliseconds(app.run) for _ in range(RUNS)])
        changed = []
        for number in range(RUNS):
            _type_goal(Path(workspace), 0.2 + number / 100)
            changed.append(_milliseconds(app.run))
        if app.exception:
            raise RuntimeError(app.exception[0].message)
        found.append((page.key, first, same, _percentile(changed)))
    # Where the lists missed the window of the plan, empty pages were measured.
    questions.answered(Workspace(Path(workspace)), DAY_SEEN)
    print(f"{peak_megabytes():.0f} MB", file=sys.stderr)
    return found


def workbook(workspace: str, _folder: str) -> list[tuple[float, int]]:
    """Return the seconds that the workbook takes, the middle one of its runs, and its bytes.

    Every run answers the plan anew, so that the people at P80 and P95 are worked out in it.
    """
    seconds, size = [], 0
    for _ in range(RUNS_OF_WORKBOOK):
        _, told = questions.answered(Workspace(Path(workspace)), DAY_SEEN)
        tasks = build_checklist(told)
        began = perf_counter()
        size = len(workbook_bytes(told, tasks, Language("zh")))
        seconds.append(perf_counter() - began)
    return [(median(seconds), size)]


def _milliseconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def _percentile(times: Sequence[float]) -> float:
    """Return the time that 95 of 100 runs stay within.

    >>> _percentile(range(1, 41))
    38
    """
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def _type_goal(workspace: Path, growth: float) -> None:
    store = PlanStore(Workspace(workspace), REGISTRY)
    plan = store.current()
    store.save(
        plan.plan_id,
        [Patch("targets.growth_share", plan.values.get("targets.growth_share"), growth)],
    )


if __name__ == "__main__":
    works = {"load": load, "pages": pages, "questions": ask, "workbook": workbook}
    print(json.dumps(works[sys.argv[1]](*sys.argv[2:])))
