"""The tables that plans are kept in, and how an older planner's become this one's.

Version 1 knew one plan and its changes. Version 2 knows several: each may be marked deleted,
remembers the data it was last seen with, and a change says whether it took an earlier one back.
Version 3 has the key of hashed buyers in the same database (planner.tables.keys).
"""

from pathlib import Path

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.schema import CreateColumn

from planner.errors import N_, PlanError
from planner.tables import Workspace
from planner.tables.workspace import SCHEMA_VERSION, create_tables

METADATA = MetaData()
PLANS = Table(
    "plans",
    METADATA,
    Column("id", String, primary_key=True),
    Column("schema_version", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("field_values", JSON, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("deleted_at", DateTime),
    Column("seen_data", JSON),
)
CHANGES = Table(
    "plan_changes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("plan_id", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("field", String, nullable=False),
    Column("old", JSON),
    Column("new", JSON),
    Column("changed_at", DateTime, nullable=False),
    Column("takes_back", Integer),
    Column("goes_back_to", Integer),
)


def prepare(workspace: Workspace) -> None:
    """Make the tables that are missing, and upgrade those of an older planner.

    Raises:
        PlanError: a newer planner saved these plans.
    """
    create_tables(workspace.engine, METADATA)
    with workspace.engine.connect() as connection:
        newest = _newest(connection)
        outdated = 0 < newest < SCHEMA_VERSION or bool(_missing(connection))
    if newest > SCHEMA_VERSION:
        raise PlanError(
            N_(
                "These plans were saved by a newer planner (version {found} of its tables, this one"
                " knows {known}). Start the newer planner."
            ),
            found=newest,
            known=SCHEMA_VERSION,
        )
    if outdated:
        _upgrade(workspace)


def backup_before_upgrade(workspace: Workspace) -> Path:
    """Return where the database stands as it was before this planner upgraded it."""
    return workspace.folder / f"planner-before-version-{SCHEMA_VERSION}.sqlite"


def _newest(connection: Connection) -> int:
    """Return the version of the planner that saved the plans; 0 where there are none."""
    return int(connection.execute(select(func.max(PLANS.c.schema_version))).scalar() or 0)


def _missing(connection: Connection) -> list[Column[object]]:
    """Return the columns that the tables lack."""
    inspector = inspect(connection)
    return [
        column
        for table in METADATA.sorted_tables
        for there in [{one["name"] for one in inspector.get_columns(table.name)}]
        for column in table.columns
        if column.name not in there
    ]


def _upgrade(workspace: Workspace) -> None:
    """Add what is missing, all in one transaction; the first of several processes does it."""
    with workspace.engine.connect() as connection:
        # Whoever comes second waits here, and then finds nothing left to do.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        missing = _missing(connection)
        if missing or 0 < _newest(connection) < SCHEMA_VERSION:
            _keep_a_copy(workspace)
        for column in missing:
            declared = CreateColumn(column).compile(connection)
            connection.exec_driver_sql(f"ALTER TABLE {column.table.name} ADD COLUMN {declared}")
        connection.execute(
            update(PLANS)
            .where(PLANS.c.schema_version < SCHEMA_VERSION)
            .values(schema_version=SCHEMA_VERSION)
        )
        connection.commit()


def _keep_a_copy(workspace: Workspace) -> None:
    target = backup_before_upgrade(workspace)
    making = target.with_suffix(".making")
    workspace.copy_database(making)
    making.replace(target)
