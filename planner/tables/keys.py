"""The secret behind buyers that are stored as a hash: one a workspace, made when first needed.

It lies in the workspace's database, so that the commit which replaces sheets and plans replaces it
too: hashes and the key they were made with are never of two workspaces. The database may be read
by its owner only. Planners before version 3 kept it in a file of its own, which is taken over.
"""

import secrets
from pathlib import Path

from sqlalchemy import Column, MetaData, String, Table, exists, insert, literal, select

from planner.tables.workspace import OWNER_ONLY, Workspace, create_tables

METADATA = MetaData()
KEYS = Table(
    "keys",
    METADATA,
    Column("name", String, primary_key=True),
    Column("secret", String, nullable=False),
)
BUYERS = "buyers"
KEY_FILES = "*.key"
"""Where planners before version 3 kept it, in a workspace and in a back-up of one."""
KEY_BYTES = 32


def buyer_key(workspace: Workspace) -> str:
    """Return the workspace's secret for buyers that are stored as a hash."""
    take_over_key_file(workspace)
    return _keep(workspace, secrets.token_hex(KEY_BYTES))


def take_over_key_file(workspace: Workspace) -> None:
    """Move an older planner's key from its file into the database.

    The file goes last: whoever dies in between finds the same key in both.
    """
    for path in sorted(workspace.folder.glob(KEY_FILES)):
        for part in ("", "-wal", "-shm"):
            database = workspace.database.with_name(workspace.database.name + part)
            if database.exists():
                database.chmod(OWNER_ONLY)
        _keep(workspace, path.read_text(encoding="ascii"))
        path.unlink(missing_ok=True)


def key_file_in(folder: Path) -> str | None:
    """Return the key that a back-up of an older planner holds; None where it holds none."""
    paths = sorted(folder.glob(KEY_FILES))
    return paths[0].read_text(encoding="ascii") if paths else None


def _keep(workspace: Workspace, key: str) -> str:
    """Store a key where there is none yet, and return the one that is in force."""
    create_tables(workspace.engine, METADATA)
    stored = select(KEYS.c.secret).where(KEYS.c.name == BUYERS)
    with workspace.engine.begin() as connection:
        found = connection.execute(stored).scalar()
        if found is None:
            # One statement looks and writes: of two first imports only one makes the key.
            connection.execute(
                insert(KEYS).from_select(
                    [KEYS.c.name, KEYS.c.secret],
                    select(literal(BUYERS), literal(key)).where(~exists(stored)),
                )
            )
            found = connection.execute(stored).scalar_one()
        return str(found)
