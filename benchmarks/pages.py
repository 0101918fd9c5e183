"""How long a page takes on the server, with lists of any length behind it.

A page is run again as Streamlit runs it after a click: first with nothing changed, then each time
after another goal was typed, which asks every room anew. Each is the 95th percentile of its runs.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from streamlit.testing.v1 import AppTest

from benchmarks.lists import write_lists
from benchmarks.speed import ROOT, machine, peak_megabytes
from planner.campaign import Patch, PlanStore
from planner.planning import REGISTRY
from planner.sheets import import_file
from planner.tables import Workspace
from planner.ui.frame import GROUPS

RUNS = 20
PERCENTILE = 0.95
MOST_MILLISECONDS = {1_000_000: 300, 10_000_000: 1000}
SECONDS_FOR_ALL = 4 * 3600


def run(sizes: Sequence[int]) -> int:
    """Measure every page over lists of these sizes, print the table, return the exit code."""
    print(machine(), "\n")
    print("| page | lines | first (ms) | rerun p95 (ms) | after a change p95 (ms) | limit |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for lines in sorted(set(sizes)):
        with tempfile.TemporaryDirectory(prefix="bench-pages-") as name:
            _measure(Path(name), lines)
    return 0


def _measure(folder: Path, lines: int) -> None:
    """Load lists into a workspace and run every page over it in a process of its own."""
    for path in write_lists(folder, lines):
        _child("load", path, folder / "workspace")
        path.unlink()
    limit = MOST_MILLISECONDS.get(lines, "")
    for row in _child("pages", folder / "workspace", folder):
        page, first, same, changed = row
        print(f"| {page} | {lines:,} | {first:.0f} | {same:.0f} | {changed:.0f} | {limit} |")
    sys.stdout.flush()


def _child(work: str, *paths: Path) -> list[tuple[str, float, float, float]]:
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


def load(path: str, workspace: str) -> list[tuple[str, float, float, float]]:
    """Load a list."""
    import_file(Workspace(Path(workspace)), Path(path), Path(path).name)
    return []


def pages(workspace: str, _folder: str) -> list[tuple[str, float, float, float]]:
    """Return the milliseconds of every page: at first, again, and again after a change."""
    os.environ["PLANNER_WORKSPACE"] = workspace
    found = []
    for page in (page for group in GROUPS for page in group):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=600)
        app.query_params["lang"] = "zh"
        app.run()
        if page.file != "app.py":
            app.switch_page(page.file)
            app.query_params["lang"] = "zh"
        first = _milliseconds(app.run)
        if app.exception:
            raise RuntimeError(app.exception[0].message)
        same = _percentile([_milliseconds(app.run) for _ in range(RUNS)])
        changed = []
        for number in range(RUNS):
            _type_goal(Path(workspace), 0.2 + number / 100)
            changed.append(_milliseconds(app.run))
        found.append((page.key, first, same, _percentile(changed)))
    print(f"{peak_megabytes():.0f} MB", file=sys.stderr)
    return found


def _milliseconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def _percentile(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(PERCENTILE * len(times)))]


def _type_goal(workspace: Path, growth: float) -> None:
    store = PlanStore(Workspace(workspace), REGISTRY)
    plan = store.current()
    store.save(
        plan.plan_id,
        [Patch("targets.growth_share", plan.values.get("targets.growth_share"), growth)],
    )


if __name__ == "__main__":
    print(json.dumps({"load": load, "pages": pages}[sys.argv[1]](*sys.argv[2:])))
