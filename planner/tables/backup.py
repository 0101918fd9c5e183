"""A workspace in one file: backed up while it is in use, restored all or nothing, emptied.

A back-up is a zip with a list of what it holds (``manifest.json``): the database as it was at one
moment (plans, lists of what is loaded, the key of hashed buyers), each import's own tables and
those of the version in force. Its files are never unpacked to where their names point: only names
that a workspace itself gives are taken, each is compared with the list, and what is there is
replaced by one transaction.
"""

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from pyarrow import ArrowException
from pyarrow.parquet import read_schema

from planner.errors import N_, BackupRefused
from planner.tables.engine import sync_file
from planner.tables.keys import BUYERS, KEY_FILES, key_file_in, take_over_key_file
from planner.tables.versions import bring_up_to_date, current_dataset
from planner.tables.workspace import SCHEMA_VERSION, SECONDS_TO_WAIT_FOR_WRITER, Workspace

FORMAT, FORMAT_VERSION = "campaign-planner-backup", 1
MANIFEST, DATABASE = "manifest.json", "planner.sqlite"
BIGGEST_MANIFEST = 10_000_000
CHUNK = 1 << 20
NAMES = re.compile(
    r"planner\.sqlite|[a-z]+\.key|(?:imports|versions)/[0-9a-f]{32}/[a-z][a-z_0-9]*\.parquet"
)
"""All names that files of a workspace have, or had; no other is unpacked.

Statements below are put together from names of tables only, quoted, or written in this file.
"""


@dataclass(frozen=True)
class BackupContents:
    """What a back-up holds, or a workspace that would be replaced by one.

    Attributes:
        made_at: when, on the clock of this machine.
        plans: how many there are; deleted ones are not counted.
        sheets: names of the loaded files.
        size: of all files in bytes, unpacked.
    """

    made_at: datetime
    plans: int
    sheets: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class _Member:
    """A file of a back-up as its list has it; files with the same bytes are stored once."""

    path: str
    size: int
    sha256: str
    stored_as: str


# Backing up ---------------------------------------------------------------------------------------


def back_up(workspace: Workspace, target: Path) -> BackupContents:
    """Write the workspace into one file and return what it holds.

    Plans may be saved meanwhile; imports wait, so that database and tables belong together.

    Raises:
        WorkspaceBusy: an import is running.
    """
    current_dataset(workspace)  # makes the database where there is none
    with workspace.locked(), _making_room(workspace) as room:
        take_over_key_file(workspace)
        database = room / DATABASE
        workspace.copy_database(database)
        files = {DATABASE: database, **_tables_of(workspace, _keep_current_version(database))}
        making = target.with_name(target.name + ".making")
        try:
            contents = _write_zip(making, files, database)
            making.replace(target)
        finally:
            making.unlink(missing_ok=True)
    return contents


def _keep_current_version(database: Path) -> tuple[Sequence[str], Sequence[str]]:
    """Forget the versions before the last in a copy of the database; return what is left."""
    with closing(sqlite3.connect(database, isolation_level=None)) as copy:
        newest = "(SELECT id FROM versions ORDER BY sequence DESC LIMIT 1)"
        copy.execute(f"DELETE FROM versions WHERE id <> {newest}")  # noqa: S608 - own text
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("VACUUM")
        return _ids(copy, "imports"), _ids(copy, "versions")


def _ids(database: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[0]) for row in database.execute(f"SELECT id FROM {table} ORDER BY sequence")]  # noqa: S608 - own names


def _tables_of(workspace: Workspace, ids: tuple[Sequence[str], Sequence[str]]) -> dict[str, Path]:
    imports, versions = ids
    folders = [workspace.imports / one for one in imports]
    folders += [workspace.versions / one for one in versions]
    return {
        f"{folder.parent.name}/{folder.name}/{path.name}": path
        for folder in folders
        for path in sorted(folder.glob("*.parquet"))
    }


def _write_zip(target: Path, files: Mapping[str, Path], database: Path) -> BackupContents:
    plans, sheets = _counted(database)
    made_at = datetime.now(UTC)
    members: dict[str, _Member] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        stored: dict[str, str] = {}
        for name, path in files.items():
            digest = _digest(path)
            # A version of one import is that import's own file.
            if digest not in stored:
                stored[digest] = name
                # Parquet is compressed already.
                how = zipfile.ZIP_DEFLATED if name == DATABASE else zipfile.ZIP_STORED
                archive.write(path, name, how)
            members[name] = _Member(name, path.stat().st_size, digest, stored[digest])
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "schema_version": SCHEMA_VERSION,
            "made_at": made_at.isoformat(),
            "plans": plans,
            "sheets": sheets,
            "files": [vars(member) for member in members.values()],
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        archive.writestr(MANIFEST, text, zipfile.ZIP_DEFLATED)
    sync_file(target)
    size = sum(member.size for member in members.values())
    return BackupContents(made_at.astimezone(), plans, tuple(sheets), size)


def _counted(database: Path) -> tuple[int, list[str]]:
    """Return how many plans a database holds, and the names of its sheets."""
    with closing(sqlite3.connect(database)) as opened:
        sheets = [
            str(row[0]) for row in opened.execute("SELECT file_name FROM imports ORDER BY sequence")
        ]
        columns = {row[1] for row in opened.execute("PRAGMA table_info(plans)")}
        if not columns:
            return 0, sheets
        there = "WHERE deleted_at IS NULL" if "deleted_at" in columns else ""
        (plans,) = opened.execute(f"SELECT count(*) FROM plans {there}").fetchone()  # noqa: S608 - own text
        return int(plans), sheets


def contents_of(workspace: Workspace) -> BackupContents:
    """Return what a workspace holds now, so that its owner knows what would be replaced."""
    current_dataset(workspace)
    plans, sheets = _counted(workspace.database)
    folders = (workspace.imports, workspace.versions)
    size = sum(path.stat().st_size for folder in folders for path in folder.rglob("*.parquet"))
    return BackupContents(datetime.now().astimezone(), plans, tuple(sheets), size)


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@contextmanager
def _making_room(workspace: Workspace) -> Iterator[Path]:
    """Give a folder in the workspace that is gone in the end; after a crash the sweep takes it."""
    with tempfile.TemporaryDirectory(
        prefix="backup-", dir=workspace.spool, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


# Restoring ----------------------------------------------------------------------------------------


def read_backup(file: Path | IO[bytes]) -> BackupContents:
    """Return what a back-up says that it holds; its files are compared when it is restored.

    Raises:
        BackupRefused: it is none, is damaged, or was made by a newer planner.
    """
    with _opened(file) as archive:
        manifest = _manifest(archive)
        return _contents(manifest, _members(archive, manifest))


def restore(workspace: Workspace, file: Path | IO[bytes]) -> BackupContents:
    """Replace all that a workspace holds by what a back-up holds, or change nothing.

    Everything is unpacked aside and compared first. Then the tables are put beside those in use,
    and one transaction of the database makes them the ones in force, with the key of hashed buyers
    that belongs to them. What was replaced is removed by the sweep of the next start, so that pages
    being drawn at this moment are not torn.

    Raises:
        BackupRefused: it is none, is damaged, or was made by a newer planner.
        WorkspaceBusy: an import is running.
    """
    current_dataset(workspace)
    with workspace.locked(), _making_room(workspace) as room, _opened(file) as archive:
        manifest = _manifest(archive)
        members = _members(archive, manifest)
        _unpack(archive, members, room)
        _refuse_unless_it_belongs_together(room, members)
        _take_in_key(room)
        take_over_key_file(workspace)
        _put_beside(workspace, members, room)
        _replace_database(workspace, room / DATABASE)
        bring_up_to_date(workspace)
        return _contents(manifest, members)


@contextmanager
def _opened(file: Path | IO[bytes]) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupRefused(
            N_("This file is no back-up of the planner, or it is damaged. Nothing was changed.")
        ) from error


def _manifest(archive: zipfile.ZipFile) -> Mapping[str, Any]:
    try:
        if archive.getinfo(MANIFEST).file_size > BIGGEST_MANIFEST:
            raise ValueError
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise ValueError
        versions = int(manifest["format_version"]), int(manifest["schema_version"])
    except (KeyError, TypeError, ValueError) as error:
        raise BackupRefused(
            N_("This zip file is no back-up of the planner. Nothing was changed.")
        ) from error
    if versions[0] > FORMAT_VERSION or versions[1] > SCHEMA_VERSION:
        raise BackupRefused(
            N_(
                "This back-up was made by a newer planner (version {found} of its tables, this one"
                " knows {known}). Restore it with the newer planner."
            ),
            found=versions[1],
            known=SCHEMA_VERSION,
        )
    return dict(manifest)


def _members(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> list[_Member]:
    """Return the files of a back-up; all of them have names of a workspace, and no other is there.

    Raises:
        BackupRefused: a name points elsewhere, or list and files do not agree.
    """
    try:
        members = [
            _Member(str(one["path"]), int(one["size"]), str(one["sha256"]), str(one["stored_as"]))
            for one in manifest["files"]
        ]
        datetime.fromisoformat(manifest["made_at"])
        int(manifest["plans"]), list(manifest["sheets"])
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(MANIFEST) from error
    for member in members:
        if not NAMES.fullmatch(member.path):
            raise BackupRefused(
                N_(
                    "The back-up holds a file that does not belong into a workspace: {file}."
                    " Nothing was changed."
                ),
                file=member.path,
            )
    paths = [member.path for member in members]
    there = sorted(archive.namelist())
    wanted = sorted({member.stored_as for member in members} | {MANIFEST})
    if there != wanted or len(set(paths)) != len(paths) or DATABASE not in paths:
        strange = sorted(set(there) ^ set(wanted))
        raise _damaged(strange[0] if strange else MANIFEST)
    return members


def _contents(manifest: Mapping[str, Any], members: Sequence[_Member]) -> BackupContents:
    return BackupContents(
        made_at=datetime.fromisoformat(manifest["made_at"]).astimezone(),
        plans=int(manifest["plans"]),
        sheets=tuple(map(str, manifest["sheets"])),
        size=sum(member.size for member in members),
    )


def _damaged(file: str) -> BackupRefused:
    return BackupRefused(
        N_(
            "The back-up is damaged: {file} is not as it was when it was made. Nothing was changed."
        ),
        file=file,
    )


def _unpack(archive: zipfile.ZipFile, members: Sequence[_Member], room: Path) -> None:
    """Unpack all files into a folder, each compared with the list while it is written."""
    size = sum(member.size for member in members)
    if size > shutil.disk_usage(room).free:
        raise BackupRefused(
            N_("The disk has no room for this back-up: it needs {size} MB. Nothing was changed."),
            size=size // 10**6,
        )
    for member in members:
        target = room / member.path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, left = hashlib.sha256(), member.size
        with archive.open(member.stored_as) as source, target.open("wb") as written:
            # Never more than was announced: a file of zeros packs a thousandfold.
            while chunk := source.read(min(CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise _damaged(member.path)
                digest.update(chunk)
                written.write(chunk)
        if left or digest.hexdigest() != member.sha256:
            raise _damaged(member.path)
        sync_file(target)


def _refuse_unless_it_belongs_together(room: Path, members: Sequence[_Member]) -> None:
    """Refuse a database that is damaged, is more than tables, or names other sheets."""
    try:
        with closing(sqlite3.connect(room / DATABASE)) as database:
            whole = database.execute("PRAGMA quick_check").fetchone() == ("ok",)
            kinds = {row[0] for row in database.execute("SELECT type FROM sqlite_master")}
            named = {f"imports/{one}" for one in _ids(database, "imports")}
            named |= {f"versions/{one}" for one in _ids(database, "versions")}
            newest = _schema_version(database)
    except sqlite3.DatabaseError as error:
        raise _damaged(DATABASE) from error
    folders = {member.path.rpartition("/")[0] for member in members} - {""}
    if not whole or not kinds <= {"table", "index"} or named != folders:
        raise _damaged(DATABASE)
    if newest > SCHEMA_VERSION:
        raise _damaged(MANIFEST)
    for member in members:
        if member.path.endswith(".parquet"):
            try:
                read_schema(room / member.path)
            except (ArrowException, OSError) as error:
                raise _damaged(member.path) from error


def _schema_version(database: sqlite3.Connection) -> int:
    if not database.execute("PRAGMA table_info(plans)").fetchall():
        return 0
    (newest,) = database.execute("SELECT max(schema_version) FROM plans").fetchone()
    return int(newest or 0)


def _put_beside(workspace: Workspace, members: Sequence[_Member], room: Path) -> None:
    """Move the tables to where the database will name them; until then nobody does."""
    for member in members:
        if not member.path.endswith(".parquet"):
            continue
        target = workspace.folder / member.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (target.exists() and _digest(target) == member.sha256):
            (room / member.path).replace(target)


def _take_in_key(room: Path) -> None:
    """Put the key of an older planner's back-up, a file there, into the database to be restored."""
    key = key_file_in(room)
    if key is None:
        return
    with closing(sqlite3.connect(room / DATABASE)) as database, database:
        database.execute("CREATE TABLE keys (name VARCHAR PRIMARY KEY, secret VARCHAR NOT NULL)")
        database.execute("INSERT INTO keys VALUES (?, ?)", (BUYERS, key))


def _replace_database(workspace: Workspace, restored: Path) -> None:
    """Replace all tables of the database in one transaction.

    A plan that is there already goes on counting its versions from the higher number, so that no
    page takes what it remembers of one version for another.
    """
    with closing(_write_connection(workspace)) as live:
        live.execute("ATTACH DATABASE ? AS restored", (str(restored),))
        live.execute("BEGIN IMMEDIATE")
        try:
            versions = _plan_versions(live, "main")
            for name, _ in _schema(live, "main", "table"):
                live.execute(f"DROP TABLE main.{name}")
            for name, statement in _schema(live, "restored", "table"):
                live.execute(statement)
                live.execute(f"INSERT INTO main.{name} SELECT * FROM restored.{name}")  # noqa: S608 - quoted names
            for _, statement in _schema(live, "restored", "index"):
                live.execute(statement)
            for plan_id, version in _plan_versions(live, "restored").items():
                if plan_id in versions:
                    newest = max(version, versions[plan_id]) + 1
                    live.execute(
                        "UPDATE main.plans SET version = ? WHERE id = ?", (newest, plan_id)
                    )
            live.execute("COMMIT")
        except BaseException:
            live.execute("ROLLBACK")
            raise


def _write_connection(workspace: Workspace) -> sqlite3.Connection:
    return sqlite3.connect(
        workspace.database, timeout=SECONDS_TO_WAIT_FOR_WRITER, isolation_level=None
    )


def _schema(database: sqlite3.Connection, where: str, kind: str) -> list[tuple[str, str]]:
    """Return the quoted names of tables or indexes with the statements that make them."""
    rows = database.execute(
        f"SELECT name, sql FROM {where}.sqlite_master"  # noqa: S608 - own names
        " WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite|_%' ESCAPE '|'",
        (kind,),
    ).fetchall()
    return [('"' + name.replace('"', '""') + '"', statement) for name, statement in rows]


def _plan_versions(database: sqlite3.Connection, where: str) -> dict[str, int]:
    if not database.execute(f"PRAGMA {where}.table_info(plans)").fetchall():
        return {}
    return dict(database.execute(f"SELECT id, version FROM {where}.plans").fetchall())  # noqa: S608 - own names


# Emptying -----------------------------------------------------------------------------------------


def empty(workspace: Workspace) -> None:
    """Remove everything a workspace holds: plans and history, sheets and tables, keys, copies.

    Raises:
        WorkspaceBusy: an import is running.
    """
    current_dataset(workspace)
    with workspace.locked():
        with closing(_write_connection(workspace)) as live:
            live.execute("BEGIN IMMEDIATE")
            for name, _ in _schema(live, "main", "table"):
                live.execute(f"DELETE FROM {name}")  # noqa: S608 - quoted names
            live.execute("COMMIT")
            # Deleted rows stay readable in the file until it is written anew.
            live.execute("VACUUM")
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for folder in (workspace.imports, workspace.versions, workspace.spool):
            shutil.rmtree(folder, ignore_errors=True)
        for pattern in (KEY_FILES, "planner-before-version-*.sqlite"):
            for path in workspace.folder.glob(pattern):
                path.unlink(missing_ok=True)
