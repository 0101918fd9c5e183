"""The shop's data: canonical tables in Parquet, asked in SQL by DuckDB.

Two layers: one immutable set of typed Parquet files per imported sheet, and versions that merge
them and hold the models rolled up from them. A version becomes visible by one row in the
workspace's database.
"""

from planner.tables.backup import BackupContents, back_up, contents_of, empty, read_backup, restore
from planner.tables.checks import IN_FORCE, ROLLUPS, UNMATCHED
from planner.tables.dataset import Dataset
from planner.tables.engine import connect, quoted, sync_file, view_of, write_parquet
from planner.tables.keys import buyer_key
from planner.tables.query import Query, load_query, queries_in
from planner.tables.records import forget, state_of
from planner.tables.schema import TABLES, Column, Table
from planner.tables.versions import (
    ImportedFile,
    RemovedFile,
    current_dataset,
    import_folder,
    imported_files,
    new_import_id,
    publish_import,
    remove_import,
    removed_files,
    sweep,
)
from planner.tables.workspace import Workspace, create_tables

__all__ = [
    "IN_FORCE",
    "ROLLUPS",
    "TABLES",
    "UNMATCHED",
    "BackupContents",
    "Column",
    "Dataset",
    "ImportedFile",
    "Query",
    "RemovedFile",
    "Table",
    "Workspace",
    "back_up",
    "buyer_key",
    "connect",
    "contents_of",
    "create_tables",
    "current_dataset",
    "empty",
    "forget",
    "import_folder",
    "imported_files",
    "load_query",
    "new_import_id",
    "publish_import",
    "queries_in",
    "quoted",
    "read_backup",
    "remove_import",
    "removed_files",
    "restore",
    "state_of",
    "sweep",
    "sync_file",
    "view_of",
    "write_parquet",
]
