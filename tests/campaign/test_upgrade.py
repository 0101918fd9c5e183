"""Plans of earlier versions of the planner: one saved database of each is opened here."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from planner.campaign import Patch, PlanStore
from planner.campaign.schema import backup_before_upgrade
from planner.errors import PlanError
from planner.planning import REGISTRY
from planner.tables import Workspace

ROOT = Path(__file__).resolve().parents[2]
VERSION_1 = """
CREATE TABLE plans (
    id VARCHAR NOT NULL, schema_version INTEGER NOT NULL, version INTEGER NOT NULL,
    field_values JSON NOT NULL, created_at DATETIME NOT NULL, PRIMARY KEY (id)
);
CREATE TABLE plan_changes (
    id INTEGER NOT NULL, plan_id VARCHAR NOT NULL, version INTEGER NOT NULL,
    field VARCHAR NOT NULL, old JSON, "new" JSON, changed_at DATETIME NOT NULL, PRIMARY KEY (id)
);
CREATE INDEX ix_plan_changes_plan_id ON plan_changes (plan_id);
INSERT INTO plans VALUES (
    'a1', 1, 3, '{"targets.growth_share": 0.5, "targets.goal_revenue": "1200000.50"}',
    '2026-08-01 09:00:00.000000'
);
INSERT INTO plan_changes VALUES
    (1, 'a1', 2, 'targets.growth_share', 'null', '0.4', '2026-08-01 09:01:00.000000'),
    (2, 'a1', 3, 'targets.growth_share', '0.4', '0.5', '2026-08-02 10:00:00.000000'),
    (3, 'a1', 3, 'targets.goal_revenue', 'null', '"1200000.50"', '2026-08-02 10:00:00.000000');
"""
"""The statements of the planner that knew one plan, and a plan it saved."""
VALUES = {"targets.growth_share": 0.5, "targets.goal_revenue": "1200000.50"}


@pytest.fixture
def version_1(workspace: Workspace) -> Workspace:
    workspace.folder.mkdir(parents=True)
    with closing(sqlite3.connect(workspace.database)) as database:
        database.executescript(VERSION_1)
    return workspace


def columns(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {row[1] for row in connection.execute("PRAGMA table_info(plans)")}


def test_a_plan_of_version_1_is_there_with_its_history_and_can_be_undone(
    version_1: Workspace,
) -> None:
    store = PlanStore(version_1, REGISTRY)
    plan = store.current()
    assert (plan.plan_id, plan.version, plan.values) == ("a1", 3, VALUES)
    assert [save.version for save in store.saves("a1")] == [3, 2]
    assert store.take_back("a1", 3).values == {"targets.growth_share": 0.4}
    assert store.plans()[0].seen is None


def test_a_back_up_is_kept_from_before_the_upgrade(version_1: Workspace) -> None:
    PlanStore(version_1, REGISTRY)
    kept = backup_before_upgrade(version_1)
    assert "deleted_at" not in columns(kept)
    assert "deleted_at" in columns(version_1.database)
    kept.unlink()
    PlanStore(version_1, REGISTRY)  # nothing is left to upgrade, so nothing to keep
    assert not kept.exists()


def test_a_new_workspace_is_of_the_newest_version(workspace: Workspace) -> None:
    PlanStore(workspace, REGISTRY).current()
    assert not backup_before_upgrade(workspace).exists()


OPEN = """
import sys
from pathlib import Path
from planner.campaign import Patch, PlanStore
from planner.planning import REGISTRY
from planner.tables import Workspace

store = PlanStore(Workspace(Path(sys.argv[1])), REGISTRY)
store.save("a1", [Patch(sys.argv[2], None, 7)])
"""


def test_processes_that_start_at_once_upgrade_it_once(version_1: Workspace) -> None:
    fields = ("targets.visitors", "staffing.handling_seconds", "campaign.days_after")
    started = [
        subprocess.Popen([sys.executable, "-c", OPEN, str(version_1.folder), field], cwd=ROOT)
        for field in fields
    ]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
    plan = PlanStore(version_1, REGISTRY).load("a1")
    assert plan.values == {**VALUES, **dict.fromkeys(fields, 7)}
    assert "deleted_at" not in columns(backup_before_upgrade(version_1))


def test_plans_of_a_newer_planner_are_refused_and_left_alone(version_1: Workspace) -> None:
    PlanStore(version_1, REGISTRY)
    with closing(sqlite3.connect(version_1.database)) as database, database:
        database.execute("UPDATE plans SET schema_version = 4")
    before = version_1.database.read_bytes()
    with pytest.raises(PlanError, match="newer planner"):
        PlanStore(version_1, REGISTRY)
    assert version_1.database.read_bytes() == before


def test_a_save_after_the_upgrade_is_of_the_newest_version(version_1: Workspace) -> None:
    store = PlanStore(version_1, REGISTRY)
    plan = store.save("a1", [Patch("targets.growth_share", 0.5, 0.6)])
    assert plan.version == 4
