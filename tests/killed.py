"""Processes that are killed in the middle of something: how they start, and how they end."""

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

KILLED = -getattr(signal, "SIGKILL", -signal.SIGTERM)
"""Exit code of a process that was killed."""
SECONDS_TO_DIE = 120

if "forkserver" in multiprocessing.get_all_start_methods():
    # Children that come out of a process which has imported everything start in no time.
    _PROCESSES: Any = multiprocessing.get_context("forkserver")
    _PROCESSES.set_forkserver_preload(
        [
            "tests.sheets.dies_while_importing",
            "tests.tables.dies_while_publishing",
            "tests.tables.dies_while_restoring",
        ]
    )
else:
    _PROCESSES = multiprocessing.get_context("spawn")


def started(target: Callable[..., None], *arguments: object) -> BaseProcess:
    """Return a process that does what is asked for until it dies."""
    process: BaseProcess = _PROCESSES.Process(target=target, args=arguments)
    process.start()
    return process


def exit_code(process: BaseProcess) -> int | None:
    """Return how a process ended; None where it did not."""
    process.join(SECONDS_TO_DIE)
    return process.exitcode
