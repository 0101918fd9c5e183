"""A process that is killed at one moment of an import; see test_killed."""

import threading
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from planner.sheets import cleaning, importing
from planner.tables import Workspace, versions
from tests.tables.dies_while_publishing import die, dying

MOMENTS: dict[str, tuple[ModuleType, str, int, bool]] = {
    "before anything is read": (importing, "_take_in", 1, False),
    "before the rows are staged": (cleaning, "load_cells", 1, False),
    "when the rows are staged": (cleaning, "load_cells", 1, True),
    "after the first step of cleaning": (cleaning, "_take", 1, True),
    "amid the steps of cleaning": (cleaning, "_take", 8, True),
    "in the second table of the file": (cleaning, "_take", 17, True),
    "when one table is kept": (importing, "_keep", 1, True),
    "when all is read": (importing, "_take_in", 1, True),
    "when the folder is made": (importing, "import_folder", 1, True),
    "while gathering": (importing, "_gather", 1, True),
    "before merging": (importing, "publish_import", 1, False),
    "while merging": (versions, "_merge", 1, True),
    "while rolling up": (versions, "write_parquet", 5, True),
    "before the commit": (versions, "_insert_version", 1, False),
    "in the commit": (versions, "_insert_version", 1, True),
    "right after the commit": (importing, "publish_import", 1, True),
    "while cleaning up": (importing, "rmtree", 1, False),
    "when all is done": (importing, "_say_nothing", 99, False),  # never: main ends it
}
"""Module, function, which call of it, and whether the call is done then."""


def prepare(moment: str) -> None:
    """Make the process die at a moment, or after so many seconds."""
    if moment not in MOMENTS:
        timer = threading.Timer(float(moment), die)
        timer.daemon = True
        timer.start()
        return
    module, name, call, after = MOMENTS[moment]
    if name == "rmtree":
        removing: Any = dying(importing.shutil.rmtree, at_call=call, after=after)
        importing.shutil = SimpleNamespace(rmtree=removing)
        return
    setattr(module, name, dying(getattr(module, name), at_call=call, after=after))


def main(folder: Path, file: Path, moment: str) -> None:
    """Import a file and die; at the end, where nothing happened before."""
    prepare(moment)
    importing.import_file(Workspace(folder), file, "second.zip")
    die()
