"""A workspace: the folder that holds one shop's data and plans."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import URL, Engine, MetaData, NullPool, create_engine, event
from sqlalchemy.schema import CreateIndex, CreateTable

from planner.errors import N_, WorkspaceBusy

ENVIRONMENT = "PLANNER_WORKSPACE"
SCHEMA_VERSION = 3
"""Of the database: what an older planner saved is upgraded, what a newer one saved is refused."""
OWNER_ONLY = 0o600
"""Mode of the database: it holds the key of hashed buyers."""
SECONDS_TO_WAIT_FOR_LOCK = 20.0
SECONDS_TO_WAIT_FOR_WRITER = 10.0


@dataclass(frozen=True)
class Workspace:
    """One shop and one currency in one folder.

    Attributes:
        folder: where everything lies; made when first used.
    """

    folder: Path

    @classmethod
    def default(cls) -> "Workspace":
        """Return the workspace that ``PLANNER_WORKSPACE`` names.

        Else ``workspace/`` beside the planner, wherever it was started from.
        """
        beside_the_planner = Path(__file__).resolve().parents[2] / "workspace"
        return cls(Path(os.environ.get(ENVIRONMENT) or beside_the_planner).resolve())

    @property
    def key(self) -> str:
        """Return the name that every cache key carries."""
        return str(self.folder)

    @property
    def imports(self) -> Path:
        """Return the folder of the imported files' own tables."""
        return self._made("imports")

    @property
    def versions(self) -> Path:
        """Return the folder of the merged versions."""
        return self._made("versions")

    @property
    def spool(self) -> Path:
        """Return the folder where uploads lie until their import ends."""
        return self._made("spool")

    @property
    def engine(self) -> Engine:
        """Return the database of plans, imports and versions."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.database.exists():
            self.database.touch(OWNER_ONLY)
        return _engine(self.database)

    @property
    def database(self) -> Path:
        """Return the file of the database."""
        return self.folder / "planner.sqlite"

    def copy_database(self, target: Path) -> None:
        """Write the database as it is at this moment into a file, whoever is writing to it."""
        target.unlink(missing_ok=True)
        target.touch(OWNER_ONLY)
        with (
            closing(sqlite3.connect(self.database, SECONDS_TO_WAIT_FOR_WRITER)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)

    def close(self) -> None:
        """Let go of the database's file, so that the folder can be removed on every system."""
        self.engine.dispose()

    @contextmanager
    def locked(self, wait_seconds: float = SECONDS_TO_WAIT_FOR_LOCK) -> Iterator[None]:
        """Hold the workspace for one import at a time, over all processes.

        The operating system frees the lock when its holder dies.

        Raises:
            WorkspaceBusy: somebody else held it for all of ``wait_seconds``.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "import.lock", timeout=wait_seconds)
        try:
            lock.acquire()
        except Timeout as error:
            raise WorkspaceBusy(
                N_("Another import is running in this workspace. Try again when it has ended.")
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _made(self, name: str) -> Path:
        path = self.folder / name
        path.mkdir(parents=True, exist_ok=True)
        return path


@cache
def _engine(path: Path) -> Engine:
    engine = create_engine(
        # Built from parts: in a text, "?" and "%20" of a folder's name would be syntax.
        URL.create("sqlite", database=str(path)),
        # No connection stays open between calls, so that Windows can delete the folder.
        poolclass=NullPool,
        # A second writer waits instead of failing.
        connect_args={"timeout": SECONDS_TO_WAIT_FOR_WRITER},
    )

    @event.listens_for(engine, "connect")
    def _keep_whole(connection: sqlite3.Connection, _record: object) -> None:
        # Readers never block the writer (WAL).
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")

    return engine


def create_tables(engine: Engine, metadata: MetaData) -> None:
    """Make the tables that are missing, also when several processes start at the same moment.

    ``metadata.create_all`` looks first and creates then; the second of two that look at once fails.
    """
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))
