"""A process that is killed at one moment of publishing its second import; see test_versions."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.tables import Workspace, publish_import, versions
from tests.rows import line, order, prepare_import


def die() -> None:
    """End at once: no finally, no except, no flushing."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def dying(function: Callable[..., Any], *, at_call: int, after: bool = False) -> Callable[..., Any]:
    """Return the function so that the process dies in the given call of it."""
    calls = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at_call and not after:
            die()
        result = function(*args, **kwargs)
        if calls == at_call:
            die()
        return result

    return call


def main(folder: Path, moment: str) -> None:
    """Publish one import, then die while publishing the second."""
    workspace = Workspace(folder)
    with workspace.locked():
        publish_import(workspace, prepare_import(workspace, [order("1", "2026-11-11", 10)]))
        second = prepare_import(workspace, [order("2", "2026-11-11", 20)], [line("2", "A")])
        function, call, after = {
            "after the second table": ("write_parquet", 2, True),
            "before the last model": ("write_parquet", 7, False),
            "in the transaction": ("_insert_version", 1, False),
            "at the end of the transaction": ("_insert_version", 1, True),
            "after the commit": ("publish_import", 1, True),
        }[moment]
        setattr(versions, function, dying(getattr(versions, function), at_call=call, after=after))
        versions.publish_import(workspace, second)
