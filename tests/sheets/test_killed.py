"""An import that is killed leaves everything as before or as after, and others go on."""

import io
import os
import random
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from multiprocessing.process import BaseProcess
from pathlib import Path

import duckdb
import pytest

from planner.errors import ImportRefused, WorkspaceBusy
from planner.sheets import import_file
from planner.tables import Workspace, current_dataset, imported_files, sweep, versions
from tests.killed import KILLED, exit_code, started
from tests.sheets import dies_while_importing
from tests.sheets.dies_while_importing import MOMENTS

ROOT = Path(__file__).resolve().parents[2]
TIMED = 6
AFTER = ("right after the commit", "while cleaning up", "when all is done")
"""Moments at which the import is visible already."""
ORDERS = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间\n"
ITEMS = "订单编号,标题,价格,购买数量,商家编码\n"
VISITORS = "统计日期,访客数,浏览量,支付买家数\n2025-11-01,100,300,4\n"


def orders(first: int, count: int, amount: int) -> str:
    return ORDERS + "".join(
        f"{number},tb{number % 97},{amount}.50,{amount}.50,交易成功,"
        f"2025-11-{1 + number % 28:02} 10:00:00,2025-11-{1 + number % 28:02} 10:05:00\n"
        for number in range(first, first + count)
    )


def items(first: int, count: int) -> str:
    return ITEMS + "".join(
        f"{number},Coat {number % 5},10.00,{1 + number % 3},A-{number % 50}\n"
        for number in range(first, first + count)
    )


def both_lists() -> bytes:
    """Return an archive whose orders replace some that are loaded, and their items."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("orders.csv", orders(300, 2500, 20))
        archive.writestr("items.csv", items(300, 3000))
    return held.getvalue()


def everything(workspace: Workspace) -> dict[str, list[str]]:
    """Return the rows of all tables; ids and times of imports differ from one time to the next."""
    dataset = current_dataset(workspace)
    if dataset is None:
        return {}
    return {
        path.stem: sorted(
            map(repr, duckdb.sql(f"SELECT COLUMNS(c -> c <> 'import_id') FROM '{path}'").fetchall())
        )
        for path in dataset.folder.glob("*.parquet")
        if path.stem != "imports"
    }


def names(workspace: Workspace) -> list[str]:
    return [file.file_name for file in imported_files(workspace)]


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("upload") / "upload-2"
    path.write_bytes(both_lists())
    return path


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a workspace with one import; to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    upload = folder / "upload-1"
    upload.write_text(orders(1, 600, 10), encoding="utf-8")
    import_file(Workspace(folder / "workspace"), upload, "first.csv")
    return folder / "workspace"


@pytest.fixture(scope="module")
def outcomes(loaded: Path, second: Path, tmp_path_factory: pytest.TempPathFactory):
    """Return the state before, the state after, and how long it takes to get there."""
    whole = Workspace(shutil.copytree(loaded, tmp_path_factory.mktemp("whole") / "workspace"))
    before = everything(whole)
    began = time.monotonic()
    import_file(whole, second, "second.zip")
    return before, everything(whole), time.monotonic() - began


@pytest.fixture(scope="module")
def killed(loaded: Path, second: Path, outcomes, tmp_path_factory) -> dict[str, Workspace]:
    """Return a workspace for each moment at which its import was killed."""
    chance = random.Random(11)
    times = [f"{outcomes[2] * chance.random():.3f}" for _ in range(TIMED)]
    folder = tmp_path_factory.mktemp("killed")
    workspaces, running = {}, []
    for name, moment in zip(NAMES, [*MOMENTS, *times], strict=True):
        if len(running) == 2:
            end(*running.pop(0))
        target = shutil.copytree(loaded, folder / str(len(workspaces)))
        running.append((name, started(dies_while_importing.main, target, second, moment)))
        workspaces[name] = Workspace(target)
    for name, child in running:
        end(name, child)
    return workspaces


def end(name: str, child: BaseProcess) -> None:
    assert exit_code(child) == KILLED, name


NAMES = [*MOMENTS, *(f"some time {number}" for number in range(TIMED))]


@pytest.mark.parametrize("moment", NAMES)
def test_a_killed_import_leaves_the_state_before_or_after(killed, outcomes, tmp_path, moment):
    workspace, (before, after, _) = killed[moment], outcomes
    found, files = everything(workspace), imported_files(workspace)
    is_after = len(files) == 2
    if moment in MOMENTS:
        assert is_after == (moment in AFTER)
    assert found == (after if is_after else before)
    assert names(workspace) == ["first.csv", "second.zip"][: len(files)]
    dataset = current_dataset(workspace)
    assert list(dataset.files) == names(workspace)
    with workspace.locked(wait_seconds=0):  # nobody holds the dead one's lock
        pass
    long_ago = time.time() - versions.SECONDS_OLD_VERSIONS_STAY - 60
    for left in workspace.spool.iterdir():
        os.utime(left, (long_ago, long_ago))
    sweep(workspace)
    assert list(workspace.spool.iterdir()) == []
    assert {path.name for path in workspace.imports.iterdir()} == {one.import_id for one in files}
    assert dataset.version in {path.name for path in workspace.versions.iterdir()}
    assert everything(workspace) == found
    upload = tmp_path / "upload"
    upload.write_text(VISITORS, encoding="utf-8")
    import_file(workspace, upload, "third.csv")
    now = everything(workspace)
    assert len(now.pop("traffic")) == 1
    assert now == {name: rows for name, rows in found.items() if name != "traffic"}


def test_what_was_killed_can_be_loaded_again_and_only_once(killed, outcomes, second, tmp_path):
    source = killed["before the commit"].folder
    workspace = Workspace(shutil.copytree(source, tmp_path / "workspace"))
    loaded_then = names(workspace)
    import_file(workspace, second, "second.zip")
    found = everything(workspace)
    if loaded_then == ["first.csv"]:
        assert found == outcomes[1]
    assert (found["orders"], found["order_items"]) == (
        outcomes[1]["orders"],
        outcomes[1]["order_items"],
    )
    with pytest.raises(ImportRefused):
        import_file(workspace, second, "again.zip")
    assert everything(workspace) == found
    assert list(workspace.spool.iterdir()) == []


IMPORTING = (
    "import sys; from pathlib import Path; from planner.errors import PlannerError\n"
    "from planner.sheets import import_file; from planner.tables import Workspace\n"
    "print('ready', flush=True); sys.stdin.readline()\n"
    "try: import_file(Workspace(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3])\n"
    "except PlannerError as error: print(error.code)\n"
    "else: print('loaded')"
)


def at_once(workspace: Workspace, *files: tuple[Path, str]) -> list[str]:
    """Let a process for each file import it, all starting together; return what each says."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", IMPORTING, str(workspace.folder), str(path), name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for path, name in files
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate(timeout=120)[0].strip() for process in processes]


def test_two_processes_that_import_at_once_both_get_in_or_one_is_told(workspace, tmp_path):
    paths = [tmp_path / "a", tmp_path / "b"]
    for path, first in zip(paths, (1, 5001), strict=True):
        path.write_text(orders(first, 2000, 10), encoding="utf-8")
    said = at_once(workspace, (paths[0], "a.csv"), (paths[1], "b.csv"))
    assert "loaded" in said
    assert set(said) <= {"loaded", WorkspaceBusy.code}
    assert len(names(workspace)) == said.count("loaded")
    assert len(everything(workspace)["orders"]) == 2000 * said.count("loaded")
    assert list(workspace.spool.iterdir()) == []


def test_of_two_processes_with_the_same_file_one_is_told(workspace, tmp_path):
    path = tmp_path / "a"
    path.write_text(orders(1, 2000, 10), encoding="utf-8")
    said = at_once(workspace, (path, "a.csv"), (path, "b.csv"))
    assert sorted(said) == sorted(["loaded", ImportRefused.code])
    assert len(everything(workspace)["orders"]) == 2000
    assert len(list(workspace.imports.iterdir())) == 1


def test_a_reader_sees_one_version_or_the_other_while_an_import_is_published(
    loaded, second, outcomes, tmp_path
):
    workspace = Workspace(shutil.copytree(loaded, tmp_path / "workspace"))
    before, after, _ = outcomes
    seen, done = [], threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(everything(workspace))
        seen.append(everything(workspace))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        import_file(workspace, second, "second.zip")
    finally:
        done.set()
        reader.join()
    assert seen[-1] == after
    assert all(one in (before, after) for one in seen)
    turned = [one == after for one in seen]
    assert turned == sorted(turned)
