"""Back-up, restore, empty: everything comes back, or nothing changes."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from planner.campaign import Patch, PlanStore
from planner.errors import BackupRefused, WorkspaceBusy
from planner.language import Language
from planner.planning import REGISTRY
from planner.tables import (
    Workspace,
    back_up,
    buyer_key,
    contents_of,
    current_dataset,
    empty,
    imported_files,
    publish_import,
    read_backup,
    restore,
    sweep,
)
from planner.tables.backup import MANIFEST
from tests.killed import KILLED, exit_code, started
from tests.rows import ask, line, order, prepare_import
from tests.tables import dies_while_restoring

ROOT = Path(__file__).resolve().parents[2]
GROWTH = "targets.growth_share"
KEY_FILE = "buyers.key"
"""Where planners before version 3 kept the key of hashed buyers."""


def load(workspace: Workspace, name: str, amount: int) -> None:
    with workspace.locked():
        file = prepare_import(
            workspace, [order(name, "2026-11-11 00:05", amount)], [line(name, "A")], f"{name}.csv"
        )
        publish_import(workspace, file)


def set_growth(workspace: Workspace, growth: float) -> None:
    store = PlanStore(workspace, REGISTRY)
    plan = store.current()
    store.save(plan.plan_id, [Patch(GROWTH, plan.values.get(GROWTH), growth)])


def state(workspace: Workspace) -> Any:
    """Return everything that a workspace holds, as its readers see it."""
    store = PlanStore(workspace, REGISTRY)
    dataset = current_dataset(workspace)
    return (
        [(one.plan.plan_id, dict(one.plan.values)) for one in store.plans()],
        [[change.new for change in store.history(one.plan.plan_id)] for one in store.plans()],
        [file.file_name for file in imported_files(workspace)],
        ask(dataset, "SELECT order_id, paid_amount FROM orders ORDER BY 1") if dataset else None,
        key_in(workspace.database),
    )


def key_in(path: Path) -> str | None:
    """Return the key of hashed buyers that a database holds; None where it holds none."""
    with closing(sqlite3.connect(path)) as database:
        if not database.execute("PRAGMA table_info(keys)").fetchall():
            return None
        row = database.execute("SELECT secret FROM keys").fetchone()
    return str(row[0]) if row else None


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the workspaces of two shops and of a back-up; all of it to be copied."""
    folder = tmp_path_factory.mktemp("kept")
    shop = Workspace(folder / "shop")
    load(shop, "first", 10)
    load(shop, "second", 20)
    set_growth(shop, 0.4)
    set_growth(shop, 0.5)
    PlanStore(shop, REGISTRY).create({"plan.name": "Bold", GROWTH: 0.9})
    buyer_key(shop)
    back_up(shop, folder / "shop.zip")
    other = Workspace(folder / "other")
    load(other, "theirs", 7)
    set_growth(other, 0.1)
    buyer_key(other)
    return folder


@pytest.fixture
def shop(kept: Path, tmp_path: Path) -> Workspace:
    """Return a workspace with two sheets, two plans, their history and a key."""
    return Workspace(shutil.copytree(kept / "shop", tmp_path / "shop"))


@pytest.fixture
def other(kept: Path, tmp_path: Path) -> Workspace:
    """Return a workspace of another shop."""
    return Workspace(shutil.copytree(kept / "other", tmp_path / "other"))


@pytest.fixture
def backup(kept: Path, tmp_path: Path) -> Path:
    """Return a back-up of the first shop."""
    return Path(shutil.copy(kept / "shop.zip", tmp_path / "shop.zip"))


def test_everything_comes_back_in_an_empty_workspace(
    shop: Workspace, backup: Path, tmp_path: Path
) -> None:
    new = Workspace(tmp_path / "new")
    contents = restore(new, backup)
    assert state(new) == state(shop)
    assert (contents.plans, contents.sheets) == (2, ("first.csv", "second.csv"))
    load(new, "third", 5)  # and work goes on
    assert len(state(new)[3]) == 3


def test_what_was_there_is_replaced_whole_and_swept(
    shop: Workspace, other: Workspace, backup: Path
) -> None:
    restore(other, backup)
    assert state(other) == state(shop)
    sweep(other)
    assert {path.name for path in other.imports.iterdir()} == {
        file.import_id for file in imported_files(other)
    }
    assert state(other) == state(shop)


def test_a_workspace_goes_back_to_its_own_back_up_and_counts_its_versions_on(
    shop: Workspace, backup: Path
) -> None:
    before = state(shop)
    set_growth(shop, 0.8)
    version = PlanStore(shop, REGISTRY).current().version
    load(shop, "third", 30)
    restore(shop, backup)
    assert state(shop) == before
    # What a page remembers of a version is never taken for another one.
    assert PlanStore(shop, REGISTRY).current().version > version


def test_a_back_up_says_what_it_holds_and_a_workspace_too(shop: Workspace, backup: Path) -> None:
    told, here = read_backup(backup), contents_of(shop)
    assert (
        (told.plans, told.sheets) == (here.plans, here.sheets) == (2, ("first.csv", "second.csv"))
    )
    assert told.size > 0
    assert read_backup(io.BytesIO(backup.read_bytes())) == told


def test_a_version_of_a_single_import_is_stored_once(other: Workspace, tmp_path: Path) -> None:
    back_up(other, tmp_path / "one.zip")
    names = zipfile.ZipFile(tmp_path / "one.zip").namelist()
    assert [name for name in names if name.endswith("/orders.parquet")] == [
        f"imports/{imported_files(other)[0].import_id}/orders.parquet"
    ]
    new = Workspace(tmp_path / "new")
    restore(new, tmp_path / "one.zip")
    assert state(new) == state(other)


def test_an_empty_workspace_can_be_backed_up_and_restored(other: Workspace, tmp_path: Path) -> None:
    nothing = Workspace(tmp_path / "nothing")
    contents = back_up(nothing, tmp_path / "nothing.zip")
    assert (contents.plans, contents.sheets) == (0, ())
    restore(other, tmp_path / "nothing.zip")
    assert current_dataset(other) is None
    assert PlanStore(other, REGISTRY).plans() == []
    assert key_in(other.database) is None


def test_plans_that_an_older_planner_backed_up_are_upgraded(
    shop: Workspace, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(shop.database)) as database, database:
        for table, column in (
            ("plans", "deleted_at"),
            ("plans", "seen_data"),
            ("plan_changes", "takes_back"),
            ("plan_changes", "goes_back_to"),
        ):
            database.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        database.execute("UPDATE plans SET schema_version = 1")
    back_up(shop, tmp_path / "old.zip")
    new = Workspace(tmp_path / "new")
    restore(new, tmp_path / "old.zip")
    assert [one.plan.values for one in PlanStore(new, REGISTRY).plans()] == [
        {GROWTH: 0.5},
        {"plan.name": "Bold", GROWTH: 0.9},
    ]


# What is refused ----------------------------------------------------------------------------------

Change = Callable[[dict[str, Any], dict[str, bytes]], None]


def rewritten(backup: Path, change: Change) -> Path:
    """Return the back-up after somebody meddled with its list and its files."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop(MANIFEST))
    change(manifest, files)
    target = backup.with_name("meddled.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr(MANIFEST, json.dumps(manifest))
    return target


def elsewhere(path: str) -> Change:
    def change(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
        one = manifest["files"][-1]
        files[path] = files.pop(one["stored_as"])
        one["path"] = one["stored_as"] = path

    return change


def one_byte(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.endswith("orders.parquet"))
    files[name] = files[name][:-1] + b"?"


def one_missing(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    files.popitem()


def one_more(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    files["imports/more.parquet"] = b""


def a_bomb(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    files["planner.sqlite"] = b"\0" * 10_000_000


def newer(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    manifest["schema_version"] = 99


def another_program(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    manifest["format"] = "something else"


def no_list(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    del manifest["files"]


def sheets_of_nobody(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    gone = {one["path"] for one in manifest["files"] if one["path"].startswith("imports/")}
    manifest["files"] = [one for one in manifest["files"] if one["path"] not in gone]
    for name in gone & files.keys():
        del files[name]
    kept = {one["stored_as"] for one in manifest["files"]}
    for name in list(files):
        if name not in kept:
            del files[name]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (elsewhere("../outside.key"), "does not belong into a workspace: ../outside.key"),
        (elsewhere("/etc/outside.key"), "does not belong into a workspace"),
        (elsewhere("imports/../../x.parquet"), "does not belong into a workspace"),
        (elsewhere("imports\\x.parquet"), "does not belong into a workspace"),
        (elsewhere("run.py"), "does not belong into a workspace: run.py"),
        (one_byte, "orders.parquet is not as it was"),
        (one_missing, "is not as it was"),
        (one_more, "imports/more.parquet is not as it was"),
        (a_bomb, "planner.sqlite is not as it was"),
        (newer, "made by a newer planner (version 99"),
        (another_program, "This zip file is no back-up of the planner"),
        (no_list, "manifest.json is not as it was"),
        (sheets_of_nobody, "is not as it was"),
    ],
)
def test_a_back_up_somebody_meddled_with_is_refused_and_nothing_changes(
    other: Workspace, backup: Path, tmp_path: Path, change: Change, reason: str
) -> None:
    before, around = state(other), sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(BackupRefused) as refused:
        restore(other, rewritten(backup, change))
    assert reason in Language("en").error(refused.value)
    assert state(other) == before
    assert list(other.spool.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*around, "meddled.zip"])


def zipped(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no back-up of the planner, or it is damaged"),
        (b"order,amount\n1,2\n", "no back-up of the planner, or it is damaged"),
        (zipped("orders.csv", b"1"), "This zip file is no back-up"),
        (zipped(MANIFEST, b"{}"), "This zip file is no back-up"),
        (zipped(MANIFEST, b"\xff"), "This zip file is no back-up"),
        (zipped(MANIFEST, b"[" * 50_000), "no back-up of the planner, or it is damaged"),
    ],
)
def test_a_foreign_file_is_refused(other: Workspace, content: bytes, reason: str) -> None:
    before = state(other)
    for act in (read_backup, lambda file: restore(other, file)):
        with pytest.raises(BackupRefused) as refused:
            act(io.BytesIO(content))
        assert reason in Language("en").error(refused.value)
    assert state(other) == before


def test_a_back_up_cut_short_anywhere_is_refused(other: Workspace, backup: Path) -> None:
    before, content = state(other), backup.read_bytes()
    for length in range(0, len(content), len(content) // 12):
        with pytest.raises(BackupRefused):
            restore(other, io.BytesIO(content[:length]))
    assert state(other) == before


def test_a_database_that_does_more_than_hold_tables_is_refused(
    shop: Workspace, other: Workspace, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(shop.database)) as database, database:
        database.execute("CREATE TRIGGER t AFTER UPDATE ON plans BEGIN DELETE FROM imports; END")
    back_up(shop, tmp_path / "trigger.zip")
    with pytest.raises(BackupRefused, match=r"planner\.sqlite"):
        restore(other, tmp_path / "trigger.zip")


def test_while_an_import_runs_nothing_is_replaced(
    other: Workspace, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, locked = state(other), Workspace.locked
    monkeypatch.setattr(Workspace, "locked", lambda one: locked(one, wait_seconds=0))
    with FileLock(other.folder / "import.lock"), pytest.raises(WorkspaceBusy):
        restore(other, backup)
    assert state(other) == before


# Dying in between ---------------------------------------------------------------------------------

MOMENTS = {
    "while unpacking": "before",
    "after an older key is taken over": "before",
    "before the tables lie beside": "before",
    "after the tables lie beside": "before",
    "at the beginning of the transaction": "before",
    "in the transaction": "before",
    "before the commit": "before",
    "after the commit": "after",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_restore_that_is_killed_leaves_the_state_before_or_after(
    shop: Workspace, other: Workspace, backup: Path, moment: str
) -> None:
    before, wanted = state(other), state(shop)
    assert before[4] != wanted[4]  # the keys of hashed buyers
    assert exit_code(started(dies_while_restoring.main, other.folder, backup, moment)) == KILLED
    after = state(other)
    assert after == (before if MOMENTS[moment] == "before" else wanted)
    sweep(other)
    assert state(other) == after
    restore(other, backup)
    assert state(other) == wanted


@pytest.mark.parametrize("moment", MOMENTS)
def test_keys_in_files_as_older_planners_had_them_are_restored_as_one_with_the_rest(
    shop: Workspace, other: Workspace, tmp_path: Path, moment: str
) -> None:
    backup = of_an_older_planner(shop, tmp_path, "0f" * 32)
    as_older_planner(other, "a1" * 32)
    before, wanted = [*state(other)[:4], "a1" * 32], [*state(shop)[:4], "0f" * 32]
    assert exit_code(started(dies_while_restoring.main, other.folder, backup, moment)) == KILLED
    is_before = MOMENTS[moment] == "before"
    # The next import asks for the key.
    assert buyer_key(other) == (before if is_before else wanted)[4]
    assert list(state(other)) == (before if is_before else wanted)
    assert not (other.folder / KEY_FILE).exists()


def as_older_planner(workspace: Workspace, key: str) -> None:
    """Keep the key as planners before version 3 did: in a file, not in the database."""
    with closing(sqlite3.connect(workspace.database)) as database, database:
        database.execute("DROP TABLE IF EXISTS keys")
    (workspace.folder / KEY_FILE).write_text(key)


def of_an_older_planner(shop: Workspace, folder: Path, key: str) -> Path:
    """Return a back-up of the shop as planners before version 3 made it."""
    as_older_planner(shop, key)
    (shop.folder / KEY_FILE).unlink()
    back_up(shop, folder / "new.zip")

    def with_key_file(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
        files[KEY_FILE] = key.encode()
        manifest["schema_version"] = 2
        manifest["files"].append(
            {
                "path": KEY_FILE,
                "size": len(key),
                "sha256": hashlib.sha256(key.encode()).hexdigest(),
                "stored_as": KEY_FILE,
            }
        )

    return rewritten(folder / "new.zip", with_key_file)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere files have no mode")
def test_only_its_owner_reads_the_database_that_holds_the_key(
    shop: Workspace, tmp_path: Path
) -> None:
    as_older_planner(shop, "a1" * 32)
    shop.database.chmod(0o644)
    assert buyer_key(shop) == "a1" * 32
    assert shop.database.stat().st_mode & 0o777 == 0o600
    assert not (shop.folder / KEY_FILE).exists()
    new = Workspace(tmp_path / "new")
    PlanStore(new, REGISTRY).current()
    assert new.database.stat().st_mode & 0o777 == 0o600


# Emptying -----------------------------------------------------------------------------------------


def test_an_emptied_workspace_holds_nothing_and_can_be_used_again(shop: Workspace) -> None:
    (shop.folder / "planner-before-version-3.sqlite").write_text("a copy")
    empty(shop)
    left = [path for path in shop.folder.rglob("*") if path.is_file()]
    assert {path.name for path in left} <= {
        "planner.sqlite",
        "planner.sqlite-wal",
        "planner.sqlite-shm",
        "import.lock",
    }
    assert all(b"Bold" not in path.read_bytes() for path in left)
    assert state(shop) == ([], [], [], None, None)
    load(shop, "new", 3)
    assert state(shop)[2] == ["new.csv"]


# Without a screen ---------------------------------------------------------------------------------


def command(workspace: Workspace, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "planner", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PLANNER_WORKSPACE": str(workspace.folder)},
        check=False,
    )


def test_the_command_line_backs_up_and_replaces_only_when_told_to(
    shop: Workspace, other: Workspace, tmp_path: Path
) -> None:
    target, before = tmp_path / "shop.zip", state(other)
    done = command(shop, "backup", str(target))
    assert (done.returncode, "2 plans and 2 sheets" in done.stdout) == (0, True)
    refused = command(other, "restore", str(target))
    assert (refused.returncode, "Add --replace" in refused.stderr) == (2, True)
    assert state(other) == before
    assert command(other, "restore", str(target), "--replace").returncode == 0
    assert state(other) == state(shop)
