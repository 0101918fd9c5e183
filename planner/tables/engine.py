"""DuckDB as it is used here: in memory, over Parquet files, one cursor a call."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb

THREADS = "PLANNER_THREADS"
"""Names the cores that a question may use; all, where it is not set. Fewer suit a machine on which
much runs side by side: idle threads keep looking for work, a third of the time of small questions.
"""
MEMORY_LIMIT = "4GB"
"""Was no slower than 8 GB at ten million lines."""
ROWS_FOR_A_CORE = 40_960
"""Rows that a core reads at a time: with DuckDB's own 122,880 a second one has work later."""


def connect(
    parquet: Mapping[str, Path] | None = None, temp_folder: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """Return an in-memory engine that knows the given files as tables.

    Ask it through ``with engine.cursor() as cursor``: one connection shared by threads gives
    silently wrong answers, a cursor each does not.
    """
    threads = os.environ.get(THREADS)
    if threads and not (threads.isdecimal() and int(threads)):
        raise ValueError(f"{THREADS} is {threads!r}: it must be a number of cores, 1 or more")
    engine = duckdb.connect(
        ":memory:",
        config={
            **({"threads": threads} if threads else {}),
            "memory_limit": MEMORY_LIMIT,
            # What does not fit into memory spills there, never beside the planner.
            "temp_directory": str(temp_folder or tempfile.gettempdir()),
            "python_enable_replacements": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    for name, path in (parquet or {}).items():
        engine.execute(view_of(name, path))
    return engine


def view_of(name: str, path: Path) -> str:
    """Return the statement that makes a file known as a table; names and paths are our own."""
    return f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet({quoted(path)})'  # noqa: S608 - own names


def quoted(text: Path | str) -> str:
    """Return a text or path as an SQL string; views and COPY take no parameters."""
    return "'" + str(text).replace("'", "''") + "'"


def write_parquet(
    cursor: duckdb.DuckDBPyConnection, sql: str, path: Path, sync: bool = True
) -> None:
    """Write the answer of a query to a Parquet file.

    Args:
        cursor: to ask.
        sql: the query.
        path: of the file.
        sync: down to the disk: a version names its files in one commit of the database, and after
            a power cut the files it names must be there too. What is soon read and removed need
            not be.
    """
    cursor.execute(
        f"COPY ({sql}) TO {quoted(path)}"
        f" (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROWS_FOR_A_CORE})"
    )
    if sync:
        sync_file(path)


def sync_file(path: Path) -> None:
    """Bring a file's content down to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
