"""What is loaded is always all of it or none: publishing, removing, sweeping, killing, locking."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from planner.errors import ImportRefused, WorkspaceBusy
from planner.tables import (
    Dataset,
    Workspace,
    current_dataset,
    import_folder,
    imported_files,
    publish_import,
    remove_import,
    removed_files,
    sweep,
    versions,
)
from tests.killed import KILLED, exit_code, started
from tests.rows import EVENT_ITEMS, EVENT_ORDERS, ask, line, order, prepare_import
from tests.tables import dies_while_publishing

ROOT = Path(__file__).resolve().parent.parent.parent
MakeDataset = Callable[..., Dataset]

ALL = (
    "SELECT * EXCLUDE import_id FROM orders",
    "SELECT * EXCLUDE import_id FROM order_items",
    *(f"SELECT * FROM {model}" for model in versions.MODEL_ORDER),
)


def everything(dataset: Dataset | None) -> list[Any]:
    """Return every row of every table and model."""
    return [ask(dataset, sql) for sql in ALL] if dataset else []


def state(workspace: Workspace) -> tuple[Any, ...]:
    """Return all that a reader can see."""
    dataset = current_dataset(workspace)
    return (dataset, imported_files(workspace), everything(dataset))


def make_old(file: Path) -> None:
    """Give a file the age of something that was left lying."""
    long_ago = time.time() - versions.SECONDS_OLD_VERSIONS_STAY - 60
    os.utime(file, (long_ago, long_ago))


def test_nothing_loaded_is_no_dataset(workspace: Workspace) -> None:
    assert current_dataset(workspace) is None
    assert imported_files(workspace) == []
    sweep(workspace)


def test_a_published_import_is_current_and_listed(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    first = make_dataset([order("1", "2026-11-11", 10)], file_name="a.csv")
    second = make_dataset(items=[line("1", "A")], file_name="b.csv")
    assert current_dataset(workspace) == second != first
    assert (first.files, second.files) == (("a.csv",), ("a.csv", "b.csv"))
    assert [file.file_name for file in imported_files(workspace)] == ["a.csv", "b.csv"]
    reopened = imported_files(Workspace(workspace.folder))
    assert [(file.kind, file.rows_kept) for file in reopened] == [("orders", 1), ("order_items", 1)]


def test_the_same_content_is_refused(workspace: Workspace, make_dataset: MakeDataset) -> None:
    make_dataset([order("1", "2026-11-11", 10)])
    before = state(workspace)
    (loaded,) = imported_files(workspace)
    again = prepare_import(workspace, [order("1", "2026-11-11", 10)])
    again = type(again)(**{**vars(again), "content_hash": loaded.content_hash})
    with pytest.raises(ImportRefused, match=r"orders\.csv is loaded already"):
        publish_import(workspace, again)
    assert state(workspace) == before


def test_removing_leaves_the_tables_as_if_it_had_never_been_there(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    one = [order("1", "2026-11-11", 10), order("2", "2026-11-11 01:00", 20)]
    before = everything(make_dataset(one, [line("1", "A"), line("2", "B")]))
    make_dataset([order("2", "2026-11-12", 99), order("3", "2026-11-12", 5)], [line("2", "C")])
    newest = imported_files(workspace)[-1].import_id
    remove_import(workspace, newest)
    assert everything(current_dataset(workspace)) == before
    remove_import(workspace, imported_files(workspace)[0].import_id)
    assert current_dataset(workspace) is None
    assert imported_files(workspace) == []


def test_what_was_removed_can_be_loaded_again(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    make_dataset([order("1", "2026-11-11", 10)])
    (file,) = imported_files(workspace)
    remove_import(workspace, file.import_id)
    assert publish_import(workspace, file).files == ("orders.csv",)


def test_a_removed_sheet_is_told_for_some_days_and_then_forgotten(
    workspace: Workspace, make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_dataset([order("1", "2026-11-11", 10)])
    before = datetime.now()
    remove_import(workspace, imported_files(workspace)[0].import_id)
    (gone,) = removed_files(workspace)
    assert (gone.file_name, gone.kind) == ("orders.csv", "orders")
    assert before <= gone.removed_at <= datetime.now()
    sweep(workspace)
    assert removed_files(workspace) == [gone]
    monkeypatch.setattr(versions, "DAYS_REMOVALS_ARE_TOLD", 0)
    sweep(workspace)
    assert removed_files(workspace) == []


class StopsTheRun(BaseException):
    """What Streamlit raises when somebody clicks in mid-import."""


@pytest.mark.parametrize(
    ("change", "function", "call", "error"),
    [
        ("publish", "write_parquet", 1, StopsTheRun()),
        ("publish", "write_parquet", 5, OSError("disk full")),
        ("publish", "_insert_version", 1, StopsTheRun()),
        ("remove", "write_parquet", 7, StopsTheRun()),
        ("remove", "_insert_version", 1, KeyboardInterrupt()),
    ],
)
def test_an_error_in_the_middle_changes_nothing(
    workspace: Workspace,
    make_dataset: MakeDataset,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
    function: str,
    call: int,
    error: BaseException,
) -> None:
    make_dataset(EVENT_ORDERS, EVENT_ITEMS)
    before = state(workspace)
    file = prepare_import(workspace, [order("9", "2026-11-11", 1)])
    calls = iter(range(1, 100))
    real = getattr(versions, function)

    def failing(*args: Any) -> Any:
        if next(calls) == call:
            raise error
        return real(*args)

    changes = {"publish": (publish_import, file), "remove": (remove_import, before[1][0].import_id)}
    changed, what = changes[change]
    monkeypatch.setattr(versions, function, failing)
    with pytest.raises(type(error)):
        changed(workspace, what)
    monkeypatch.setattr(versions, function, real)
    assert state(workspace) == before
    if function == "write_parquet":  # a failed commit leaves its folder to the sweep
        assert [path.name for path in workspace.versions.iterdir()] == [before[0].version]
    publish_import(workspace, file)
    assert len(imported_files(workspace)) == 2


MOMENTS = {
    "after the second table": 1,
    "before the last model": 1,
    "in the transaction": 1,
    "at the end of the transaction": 1,
    "after the commit": 2,
}
"""When the process is killed, and how many imports are loaded then."""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Workspace]]:
    """Return a workspace for each moment at which its process was killed; all at once."""
    workspaces = {moment: Workspace(tmp_path_factory.mktemp("killed")) for moment in MOMENTS}
    processes = [
        started(dies_while_publishing.main, workspace.folder, moment)
        for moment, workspace in workspaces.items()
    ]
    for process in processes:
        assert exit_code(process) == KILLED
    return workspaces


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_process_leaves_the_state_before_or_after(
    killed: dict[str, Workspace], moment: str
) -> None:
    workspace, loaded = killed[moment], MOMENTS[moment]
    dataset, files, rows = state(workspace)
    assert len(files) == len(dataset.files) == loaded
    assert [row[0] for row in rows[0]] == ["1", "2"][:loaded]
    assert sum(row[1] for row in ask(dataset, "SELECT day, paid_amount FROM days")) in (10, 30)
    with workspace.locked(wait_seconds=0):  # nobody holds the dead one's lock
        pass
    sweep(workspace)
    assert {path.name for path in workspace.imports.iterdir()} == {one.import_id for one in files}
    assert state(workspace) == (dataset, files, rows)
    publish_import(workspace, prepare_import(workspace, [order("3", "2026-11-11", 5)]))
    assert len(imported_files(workspace)) == loaded + 1


def test_a_reader_of_an_old_version_reads_on_after_a_publish_and_a_sweep(
    workspace: Workspace, make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = make_dataset([order("1", "2026-11-11", 10)])
    new = make_dataset([order("2", "2026-11-11", 20)])
    sweep(workspace)
    assert ask(old, "SELECT order_id FROM orders") == [("1",)]
    assert ask(new, "SELECT order_id FROM orders") == [("1",), ("2",)]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + versions.SECONDS_OLD_VERSIONS_STAY + 60)
    sweep(workspace)
    assert [path.name for path in workspace.versions.iterdir()] == [new.version]
    assert current_dataset(workspace) == new
    assert ask(new, "SELECT count(*) FROM orders") == [(2,)]


def test_a_sweep_takes_what_was_left_lying(workspace: Workspace, make_dataset: MakeDataset) -> None:
    dataset = make_dataset([order("1", "2026-11-11", 10)])
    loaded = workspace.imports / imported_files(workspace)[0].import_id
    import_folder(workspace)
    upload, fresh = workspace.spool / "upload.csv", workspace.spool / "fresh.csv"
    half_written = workspace.versions / "half"
    half_written.mkdir()
    for file in (upload, fresh):
        file.write_text("a,b")
    make_old(upload)
    sweep(workspace)
    assert list(workspace.imports.iterdir()) == [loaded]
    assert list(workspace.spool.iterdir()) == [fresh]
    assert [path.name for path in workspace.versions.iterdir()] == [dataset.version]


def test_a_sweep_waits_for_another_start_while_an_import_runs(workspace: Workspace) -> None:
    with workspace.locked():
        running = import_folder(workspace)
        sweep(workspace)
        assert running.exists()
    sweep(workspace)
    assert not running.exists()


def test_a_lock_held_by_another_process_is_respected_until_that_dies(workspace: Workspace) -> None:
    script = (
        "import sys; from pathlib import Path; from planner.tables import Workspace\n"
        "with Workspace(Path(sys.argv[1])).locked():\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(workspace.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceBusy), workspace.locked(wait_seconds=0.1):
            pytest.fail("two imports at once")
        holder.kill()
        holder.wait()
    with workspace.locked(wait_seconds=1):
        pass


def test_a_lock_is_given_back_after_an_error(workspace: Workspace) -> None:
    with pytest.raises(StopsTheRun), workspace.locked():
        raise StopsTheRun
    with workspace.locked(wait_seconds=0):
        pass


def test_threads_that_ask_one_dataset_get_right_answers(make_dataset: MakeDataset) -> None:
    orders = [order(str(n), f"2026-11-{1 + n % 28:02d} 10:00", n + 1) for n in range(280)]
    dataset = make_dataset(orders)
    sql = "SELECT sum(paid_amount) FROM orders WHERE dayofmonth(paid_at) = $day"
    expected = {day: sum(n + 1 for n in range(280) if n % 28 == day - 1) for day in range(1, 29)}

    def wrong(day: int) -> bool:
        return ask(dataset, sql, day=day) != [(expected[day],)]

    with ThreadPoolExecutor(8) as threads:
        assert not any(threads.map(wrong, [1 + n % 28 for n in range(320)]))


def test_threads_that_start_on_an_empty_workspace_do_not_trip_each_other(
    workspace: Workspace,
) -> None:
    """Two that both look for the tables and then both make them: the second used to fail."""
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: imported_files(workspace), range(24))) == [[]] * 24


@pytest.mark.parametrize(
    "name", ["plain", "with space", "it's", "店铺", "50%20off", "a?x=1", "a#b", "a@b", "a[1]", "a*"]
)
def test_a_workspace_works_in_any_folder(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and set(name) & set('?*"<>|'):
        pytest.skip("Windows allows no such name")
    (tmp_path / "a1").mkdir()  # what the pattern a[1] would mean
    workspace = Workspace(tmp_path / name)
    dataset = publish_import(workspace, prepare_import(workspace, [order("1", "2026-11-11", 10)]))
    assert ask(dataset, "SELECT paid_amount FROM days") == [(10,)]
    assert (workspace.folder / "planner.sqlite").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({"a1", name})


def test_a_workspace_leaves_no_file_open(workspace: Workspace, make_dataset: MakeDataset) -> None:
    """Windows cannot delete a folder while its database is open; `plan` works in such a folder."""
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS)
    assert everything(dataset)
    opened = Path("/proc/self/fd")
    if not opened.is_dir():
        pytest.skip("only Linux lists the files a process holds open")
    held = [link.readlink() for link in opened.iterdir() if link.is_symlink()]
    assert [file for file in held if file.is_relative_to(workspace.folder)] == []
    shutil.rmtree(workspace.folder)


def test_the_workspace_is_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_WORKSPACE", str(tmp_path / "shop"))
    assert Workspace.default().folder == tmp_path / "shop"
    assert not (tmp_path / "shop").exists()  # made when first used
