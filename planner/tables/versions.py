"""Imports and versions: what is loaded, what is visible, and the one commit that makes it so.

An import writes its own Parquet set into ``imports/<id>/``; a version merges all imports and rolls
the models up into ``versions/<id>/``. Neither is visible until one row in the workspace's database
names it, so a crash at any moment leaves the data exactly as before or exactly as after.
"""

import json
import shutil
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
from pyarrow.parquet import read_schema
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Float,
    Integer,
    MetaData,
    String,
    delete,
    insert,
    select,
)
from sqlalchemy import Table as SqlTable

from planner.errors import N_, ImportRefused, WorkspaceBusy
from planner.tables.checks import ROLLUPS
from planner.tables.dataset import Dataset
from planner.tables.engine import connect, quoted, sync_file, view_of, write_parquet
from planner.tables.query import Query, queries_in
from planner.tables.schema import TABLES, Table
from planner.tables.workspace import Workspace, create_tables

MERGE = Path(__file__).parent / "merge"
MODELS = Path(__file__).parent / "models"
MODEL_ORDER = (
    "codes",
    "baskets",
    "hours",
    "days",
    "product_sales",
    "customers",
    "customer_days",
    "province_days",
    "payment_times",
    "order_steps",
    "product_steps",
    "item_products",
    "stock_items",
    "product_items",
    "discount_items",
)
"""Each may ask those before it."""
IMPORTS = {
    "import_id": "VARCHAR",
    "file_name": "VARCHAR",
    "imported_at": "TIMESTAMP",
    "report": "VARCHAR",
}
"""Columns of ``imports``: the sheets that a version was made from; the report is JSON."""
DAYS_REMOVALS_ARE_TOLD = 7
"""So long the overview can say that a sheet went; then its name is forgotten, too."""
SECONDS_OLD_VERSIONS_STAY = 3600.0
"""A reader that opened a version may still be asking it."""

_metadata = MetaData()
_imports = SqlTable(
    "imports",
    _metadata,
    Column("id", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("file_name", String, nullable=False),
    Column("sheet", String),
    Column("content_hash", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("rows_kept", Integer, nullable=False),
    Column("first_at", DateTime),
    Column("last_at", DateTime),
    Column("imported_at", DateTime, nullable=False),
    Column("report", JSON, nullable=False),
)
_versions = SqlTable(
    "versions",
    _metadata,
    Column("id", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("import_ids", JSON, nullable=False),
)
_removals = SqlTable(
    "removals",
    _metadata,
    Column("id", String, primary_key=True),
    Column("file_name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("removed_at", DateTime, nullable=False),
)


@dataclass(frozen=True)
class ImportedFile:
    """A sheet that has been loaded.

    Attributes:
        import_id: its id, also the name of its folder.
        file_name: as it was uploaded.
        sheet: of a workbook; None for text files.
        content_hash: SHA-256 of the bytes and the sheet's name.
        kind: of sheet, ``"orders"`` and the like.
        rows_kept: rows that became rows of a canonical table.
        first_at: earliest time in it.
        last_at: latest time in it.
        imported_at: when it was loaded.
        report: the import's report as plain data.
    """

    import_id: str
    file_name: str
    sheet: str | None
    content_hash: str
    kind: str
    rows_kept: int
    first_at: datetime | None
    last_at: datetime | None
    imported_at: datetime
    report: Mapping[str, Any]


@dataclass(frozen=True)
class RemovedFile:
    """A sheet that was taken out again; all but its name is gone.

    Attributes:
        file_name: as it was uploaded.
        kind: of sheet, ``"orders"`` and the like.
        removed_at: when, on the clock of this machine.
    """

    file_name: str
    kind: str
    removed_at: datetime


def new_import_id() -> str:
    """Return the id of an import that begins."""
    return uuid.uuid4().hex


def import_folder(workspace: Workspace, import_id: str | None = None) -> Path:
    """Return a new, empty folder for an import's own tables; its name is the import's id.

    Call it while holding ``workspace.locked()``: otherwise a sweep takes it for a crash's orphan.
    """
    folder = workspace.imports / (import_id or new_import_id())
    folder.mkdir()
    return folder


def imported_files(workspace: Workspace) -> list[ImportedFile]:
    """Return the sheets that are loaded, oldest import first."""
    create_tables(workspace.engine, _metadata)
    with workspace.engine.connect() as connection:
        return _read_imports(connection)


def removed_files(workspace: Workspace) -> list[RemovedFile]:
    """Return the sheets that were removed in the last days, the first to go first."""
    create_tables(workspace.engine, _metadata)
    wanted = select(_removals.c.file_name, _removals.c.kind, _removals.c.removed_at).order_by(
        _removals.c.removed_at
    )
    with workspace.engine.connect() as connection:
        return [RemovedFile(**row) for row in connection.execute(wanted).mappings()]


def _read_imports(connection: Connection) -> list[ImportedFile]:
    rows = connection.execute(select(_imports).order_by(_imports.c.sequence)).mappings()
    return [
        ImportedFile(
            import_id=row["id"],
            **{name: value for name, value in row.items() if name not in ("id", "sequence")},
        )
        for row in rows
    ]


def current_dataset(workspace: Workspace) -> Dataset | None:
    """Return the newest version, or None while nothing is loaded."""
    create_tables(workspace.engine, _metadata)
    with workspace.engine.connect() as connection:
        newest = (
            connection.execute(select(_versions).order_by(_versions.c.sequence.desc()).limit(1))
            .mappings()
            .first()
        )
        if newest is None or not newest["import_ids"]:
            return None
        files = {file.import_id: file.file_name for file in _read_imports(connection)}
    return Dataset(
        version=newest["id"],
        folder=workspace.versions / newest["id"],
        files=tuple(files[key] for key in newest["import_ids"] if key in files),
    )


def publish_import(workspace: Workspace, file: ImportedFile) -> Dataset:
    """Make an import visible: merge it with the others and commit the new version.

    Call it while holding ``workspace.locked()``. Until the commit nothing has changed.

    Raises:
        ImportRefused: the same content is loaded already, or visitor figures of days and of a
            period around them would stand side by side.
    """
    loaded = imported_files(workspace)
    if any(other.content_hash == file.content_hash for other in loaded):
        raise ImportRefused(
            N_("{file} is loaded already: its content is the same."), file=file.file_name
        )
    dataset = _write_version(workspace, [*loaded, file])
    _refuse_rollups(dataset, [*loaded, file])
    with workspace.engine.begin() as connection:
        row = {name: getattr(file, name) for name in file.__dataclass_fields__}
        row["id"] = row.pop("import_id")
        row["sequence"] = _next_sequence(connection, _imports)
        row["report"] = json.loads(json.dumps(row["report"], default=str))
        connection.execute(insert(_imports).values(**row))
        _insert_version(connection, dataset, [*loaded, file])
    return dataset


def _refuse_rollups(dataset: Dataset, files: Sequence[ImportedFile]) -> None:
    """Refuse visitor figures of a period beside those of days in it: they never add up."""
    (found,) = dataset.rows(ROLLUPS)
    if not found["rollups"]:
        return
    shutil.rmtree(dataset.folder, ignore_errors=True)
    names = {file.import_id: file.file_name for file in files}
    raise ImportRefused(
        N_(
            "{file} holds figures for {period}, and {other} holds figures for {other_period}: days"
            " overlap, such as a week beside its days. Visitors never add up, so one of the two can"
            " be loaded. Remove the loaded sheet first if this one shall replace it."
        ),
        file=names[found["import_id"]],
        period=_period(found["period_start"], found["period_end"]),
        other=names[found["other_import_id"]],
        other_period=_period(found["other_start"], found["other_end"]),
    )


def _period(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start} – {end}"


def remove_import(workspace: Workspace, import_id: str) -> None:
    """Take a loaded sheet out; the tables are then as if it had never been there.

    Call it while holding ``workspace.locked()``.
    """
    files = imported_files(workspace)
    left = [file for file in files if file.import_id != import_id]
    dataset = _write_version(workspace, left)
    with workspace.engine.begin() as connection:
        connection.execute(delete(_imports).where(_imports.c.id == import_id))
        _insert_version(connection, dataset, left)
        _note_removal(connection, [file for file in files if file.import_id == import_id])


def _note_removal(connection: Connection, gone: Sequence[ImportedFile]) -> None:
    """Note which sheets went, and forget those that went long ago."""
    now = datetime.now()
    _forget_removals(connection, now)
    for file in gone:
        connection.execute(
            insert(_removals).values(
                id=uuid.uuid4().hex, file_name=file.file_name, kind=file.kind, removed_at=now
            )
        )


def _forget_removals(connection: Connection, now: datetime) -> None:
    told_since = now - timedelta(days=DAYS_REMOVALS_ARE_TOLD)
    connection.execute(delete(_removals).where(_removals.c.removed_at < told_since))


def _next_sequence(connection: Connection, table: SqlTable) -> int:
    newest = connection.execute(
        select(table.c.sequence).order_by(table.c.sequence.desc()).limit(1)
    ).scalar()
    return (newest or 0) + 1


def _insert_version(
    connection: Connection, dataset: Dataset, files: Sequence[ImportedFile]
) -> None:
    connection.execute(
        insert(_versions).values(
            id=dataset.version,
            sequence=_next_sequence(connection, _versions),
            created_at=time.time(),
            import_ids=[file.import_id for file in files],
        )
    )


def _write_version(workspace: Workspace, files: Sequence[ImportedFile]) -> Dataset:
    """Write the merged tables and the models of these imports; visible to nobody yet."""
    version = uuid.uuid4().hex
    folder = workspace.versions / version
    folder.mkdir()
    try:
        with connect() as engine, engine.cursor() as cursor:
            for table in TABLES.values():
                sets = _files_of(workspace, files, table.name)
                cursor.execute(_all_imports_view(table.name, sets))
            for name, query in queries_in(MERGE).items():
                _merge(cursor, query, _files_of(workspace, files, name), folder)
            _write_imports(cursor, files, folder)
            models = queries_in(MODELS)
            for name in MODEL_ORDER:
                write_parquet(cursor, models[name].sql, folder / f"{name}.parquet")
                cursor.execute(view_of(name, folder / f"{name}.parquet"))
    except BaseException:
        # Streamlit stops a run by a BaseException, so `except Exception` would miss it.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Dataset(version, folder, tuple(file.file_name for file in files))


def _write_imports(
    cursor: duckdb.DuckDBPyConnection, files: Sequence[ImportedFile], folder: Path
) -> None:
    """Write which sheets the version was made from, so that a query can name its evidence."""
    columns = ", ".join(f"{name} {sql_type}" for name, sql_type in IMPORTS.items())
    cursor.execute(f"CREATE TABLE imports ({columns})")
    for file in files:
        report = json.dumps(file.report, default=str)
        row = [file.import_id, file.file_name, file.imported_at, report]
        cursor.execute("INSERT INTO imports VALUES (?, ?, ?, ?)", row)
    write_parquet(cursor, "SELECT * FROM imports", folder / "imports.parquet")


def _files_of(
    workspace: Workspace, files: Sequence[ImportedFile], table: str
) -> list[tuple[int, Path]]:
    """Return the files that hold a table, each with its place in the order of imports."""
    sets = (
        (order, workspace.imports / file.import_id / f"{table}.parquet")
        for order, file in enumerate(files)
    )
    return [(order, path) for order, path in sets if path.exists()]


def _merge(
    cursor: duckdb.DuckDBPyConnection,
    query: Query,
    sets: Sequence[tuple[int, Path]],
    folder: Path,
) -> None:
    """Write the merged table; a large one of a single import is that import's own file."""
    target = folder / f"{query.name}.parquet"
    if len(sets) == 1 and _may_be_taken_over(query.name, sets[0][1].parent):
        ((_, only),) = sets
        try:
            target.hardlink_to(only)
        except OSError:  # a file system without hard links
            shutil.copyfile(only, target)
            sync_file(target)
    else:
        write_parquet(cursor, query.sql, target)
    cursor.execute(view_of(query.name, target))


def _names_its_import(table: str) -> bool:
    return any(column.name == "import_id" for column in TABLES[table].columns)


def _may_be_taken_over(table: str, folder: Path) -> bool:
    return _names_its_import(table) and _has_columns(folder, TABLES[table])


def _all_imports_view(table: str, sets: Sequence[tuple[int, Path]]) -> str:
    """Return the view of a table over all imports, with the import's order and id.

    All that goes into the statement is the planner's own: ids, quoted paths, schema names.
    """
    named = _names_its_import(table)
    parts = []
    for order, path in sets:
        import_id = quoted(path.parent.name)
        # What an older planner imported lacks columns that came later: a fact not told is false.
        ids = f"{import_id} AS import_id, " if not _has_columns(path.parent, TABLES[table]) else ""
        ids = ids if named else f"{import_id} AS import_id, "
        parts.append(f"SELECT {order} AS import_order, {ids}* FROM read_parquet({quoted(path)})")  # noqa: S608 - own names
    nothing = ", ".join(
        f"CAST(NULL AS {column.sql_type}) AS {column.name}" for column in TABLES[table].columns
    )
    parts.append(
        "SELECT CAST(NULL AS BIGINT) AS import_order,"
        f" {'' if named else 'CAST(NULL AS VARCHAR) AS import_id,'} {nothing} WHERE false"
    )
    all_parts = " UNION ALL BY NAME ".join(parts)
    flags = [one.name for one in TABLES[table].columns if one.name in ("is_return", "is_service")]
    told = "".join(f", coalesce({flag}, false) AS {flag}" for flag in flags)
    left_out = f" EXCLUDE ({', '.join(flags)})" if flags else ""
    return f'CREATE VIEW "imported_{table}" AS SELECT *{left_out}{told} FROM ({all_parts})'  # noqa: S608 - own names


def sweep(workspace: Workspace) -> None:
    """Remove what no version needs any more: orphans of crashes and versions long replaced.

    A version that an older planner wrote is written anew from its imports. Does nothing while an
    import is running; the next start sweeps again.
    """
    try:
        with workspace.locked(wait_seconds=0):
            create_tables(workspace.engine, _metadata)
            bring_up_to_date(workspace)
            with workspace.engine.begin() as connection:
                kept_imports = {file.import_id for file in _read_imports(connection)}
                kept_versions = _retire_versions(connection)
                _forget_removals(connection, datetime.now())
            _remove_all_but(workspace.imports, kept_imports)
            _remove_all_but(workspace.versions, kept_versions)
            _remove_all_but(workspace.spool, _younger_than_an_hour(workspace.spool))
    except WorkspaceBusy:
        return


def bring_up_to_date(workspace: Workspace) -> None:
    """Write the newest version anew from its imports where an older planner wrote it.

    Call it while holding ``workspace.locked()``. Until the commit the older version stays.
    """
    dataset = current_dataset(workspace)
    if dataset and not _is_complete(dataset.folder):
        files = imported_files(workspace)
        renewed = _write_version(workspace, files)
        with workspace.engine.begin() as connection:
            _insert_version(connection, renewed, files)


def _is_complete(folder: Path) -> bool:
    """Return whether a version holds all tables and models with the columns they have by now."""
    needed = {"imports": IMPORTS, **{name: one.columns for name, one in queries_in(MODELS).items()}}
    return all(_has_columns(folder, table) for table in TABLES.values()) and all(
        set(columns) <= _columns_of(folder / f"{name}.parquet") for name, columns in needed.items()
    )


def _has_columns(folder: Path, table: Table) -> bool:
    """Return whether a table is there with all columns that it has by now."""
    return {column.name for column in table.columns} <= _columns_of(
        folder / f"{table.name}.parquet"
    )


def _columns_of(path: Path) -> set[str]:
    return set(read_schema(path).names) if path.exists() else set()


def _retire_versions(connection: Connection) -> set[str]:
    """Forget versions replaced long ago and return the ids of those that stay."""
    rows = connection.execute(select(_versions).order_by(_versions.c.sequence)).mappings().all()
    replaced_before = time.time() - SECONDS_OLD_VERSIONS_STAY
    retired = {
        row["id"] for row, successor in pairwise(rows) if successor["created_at"] < replaced_before
    }
    connection.execute(delete(_versions).where(_versions.c.id.in_(retired)))
    return {row["id"] for row in rows} - retired


def _younger_than_an_hour(folder: Path) -> set[str]:
    """Return the uploads that somebody may still be looking at."""
    oldest = time.time() - SECONDS_OLD_VERSIONS_STAY
    young = set()
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # its owner was faster
            if path.stat().st_mtime > oldest:
                young.add(path.name)
    return young


def _remove_all_but(folder: Path, kept: set[str]) -> None:
    for path in folder.iterdir():
        if path.name not in kept:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):  # gone, or open on Windows: the next start tries again
                    path.unlink()
