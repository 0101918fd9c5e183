"""Several plans side by side: made, copied, named, deleted, undone, also by several at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from planner.campaign import Patch, Plan, PlanStore, SeenData, last_to_undo
from planner.errors import PlanConflict, PlanError
from planner.language import Language
from planner.planning import REGISTRY
from planner.tables import Workspace

ROOT = Path(__file__).resolve().parents[2]
EN = Language("en")
GROWTH, NAME, VISITORS = "targets.growth_share", "plan.name", "targets.visitors"


@pytest.fixture
def store(workspace: Workspace) -> PlanStore:
    return PlanStore(workspace, REGISTRY)


def save(store: PlanStore, plan: Plan, **values: object) -> Plan:
    seen = store.load(plan.plan_id)
    names = {name.replace("__", "."): value for name, value in values.items()}
    return store.save(
        plan.plan_id, [Patch(name, seen.values.get(name), new) for name, new in names.items()]
    )


# Several ------------------------------------------------------------------------------------------


def test_plans_are_listed_oldest_first_and_the_oldest_is_the_one_to_begin_with(
    store: PlanStore,
) -> None:
    first = store.current()
    bold = store.create({NAME: "Bold", GROWTH: 0.9})
    assert [one.plan for one in store.plans()] == [first, bold]
    assert store.current() == first
    assert bold.values == {NAME: "Bold", GROWTH: 0.9}


def test_a_value_that_its_field_refuses_makes_no_plan(store: PlanStore) -> None:
    with pytest.raises(PlanError, match="outside"):
        store.create({GROWTH: 99})
    assert store.plans() == []


def test_a_copy_holds_the_same_and_goes_its_own_way(store: PlanStore) -> None:
    plan = save(store, store.current(), targets__growth_share=0.5)
    copy = store.duplicate(plan.plan_id, {NAME: "Copy"})
    assert copy.values == {GROWTH: 0.5, NAME: "Copy"}
    save(store, copy, targets__growth_share=0.7)
    assert store.load(plan.plan_id).values == {GROWTH: 0.5}


def test_a_deleted_plan_is_gone_and_can_be_brought_back(store: PlanStore) -> None:
    first = store.current()
    second = store.create({NAME: "Second"})
    store.delete(first.plan_id)
    assert store.current() == second
    assert [one.plan for one in store.plans(deleted=True)] == [first]
    with pytest.raises(PlanError, match="was deleted"):
        store.load(first.plan_id)
    with pytest.raises(PlanError, match="was deleted"):
        store.save(first.plan_id, [Patch(GROWTH, None, 0.4)])
    store.bring_back(first.plan_id)
    assert store.load(first.plan_id) == first
    assert store.plans(deleted=True) == []


def test_when_all_are_deleted_there_is_an_empty_one(store: PlanStore) -> None:
    plan = save(store, store.current(), targets__growth_share=0.5)
    store.delete(plan.plan_id)
    assert store.current().values == {}


def test_a_plan_remembers_the_data_it_was_last_seen_with(store: PlanStore) -> None:
    plan = store.current()
    assert store.seen(plan.plan_id) is None
    data = SeenData("v1", ("orders.csv", "items.csv"))
    store.saw(plan.plan_id, data)
    assert store.seen(plan.plan_id) == data
    assert store.plans()[0].seen == data
    assert store.load(plan.plan_id) == plan  # looking is no change


# History and undo ---------------------------------------------------------------------------------


def test_what_was_saved_together_stands_together(store: PlanStore) -> None:
    plan = store.create({GROWTH: 0.1})
    save(store, plan, targets__growth_share=0.5, plan__name="Bold")
    saves = store.saves(plan.plan_id)
    assert [one.version for one in saves] == [2, 1]
    assert {(c.name, c.old, c.new) for c in saves[0].changes} == {
        (GROWTH, 0.1, 0.5),
        (NAME, None, "Bold"),
    }


def test_undo_after_undo_goes_back_step_by_step_to_where_the_plan_began(store: PlanStore) -> None:
    plan = store.create({GROWTH: 0.1})
    for growth in (0.2, 0.3):
        save(store, plan, targets__growth_share=growth)
    seen = []
    while one := last_to_undo(store.saves(plan.plan_id)):
        seen.append(store.take_back(plan.plan_id, one.version).values[GROWTH])
    assert seen == [0.2, 0.1]
    assert [save.takes_back for save in store.saves(plan.plan_id)] == [2, 3, None, None, None]


def test_an_undo_can_be_undone(store: PlanStore) -> None:
    plan = save(store, store.current(), targets__growth_share=0.2)
    undone = store.take_back(plan.plan_id, plan.version)
    assert undone.values == {}
    again = store.take_back(plan.plan_id, undone.version)
    assert again.values == {GROWTH: 0.2}
    in_force = last_to_undo(store.saves(plan.plan_id))
    assert in_force is not None
    assert in_force.version == plan.version


def test_money_and_days_come_back_as_they_were(store: PlanStore) -> None:
    plan = store.create({"targets.goal_revenue": 500000, "campaign.main_day": "2027-11-11"})
    changed = save(store, plan, targets__goal_revenue=None, campaign__main_day="2027-12-12")
    assert store.take_back(plan.plan_id, changed.version).values == plan.values


def test_a_save_whose_field_has_changed_since_is_not_taken_back(store: PlanStore) -> None:
    plan = store.current()
    first = save(store, plan, targets__growth_share=0.2, plan__name="Bold")
    save(store, plan, targets__growth_share=0.4)
    with pytest.raises(PlanConflict) as refused:
        store.take_back(plan.plan_id, first.version)
    assert EN.error(refused.value) == (
        "Growth on the reference window has changed since: this save had set 20 %, it is now"
        " 40 %. Take the later save back first; nothing was changed."
    )
    assert store.load(plan.plan_id).values == {GROWTH: 0.4, NAME: "Bold"}


def test_a_save_is_taken_back_once(store: PlanStore) -> None:
    plan = save(store, store.current(), targets__growth_share=0.2)
    store.take_back(plan.plan_id, plan.version)
    for version in (plan.version, 99):
        with pytest.raises(PlanError, match="taken back already"):
            store.take_back(plan.plan_id, version)


def test_an_earlier_version_is_gone_back_to_whole_and_that_can_be_undone(store: PlanStore) -> None:
    plan = store.create({GROWTH: 0.1})
    save(store, plan, targets__growth_share=0.2)
    last = save(store, plan, plan__name="Bold", targets__visitors=900)
    back = store.go_back(last, 1)
    assert back.values == {GROWTH: 0.1}
    assert store.saves(plan.plan_id)[0].goes_back_to == 1
    assert store.take_back(plan.plan_id, back.version).values == last.values


def test_going_back_never_overwrites_what_was_changed_elsewhere(store: PlanStore) -> None:
    plan = store.create({GROWTH: 0.1})
    seen = save(store, plan, targets__growth_share=0.2)
    save(store, plan, targets__visitors=900)  # in another tab
    with pytest.raises(PlanConflict, match="changed elsewhere"):
        store.go_back(seen, 1)
    assert store.load(plan.plan_id).values == {GROWTH: 0.2, VISITORS: 900}


# Several at once ----------------------------------------------------------------------------------

PROCESS = """
import sys
from pathlib import Path
from planner.campaign import Patch, PlanStore
from planner.errors import PlanError
from planner.planning import REGISTRY
from planner.tables import Workspace

store = PlanStore(Workspace(Path(sys.argv[1])), REGISTRY)
plan_id, field, undone = sys.argv[2], sys.argv[3], int(sys.argv[4])
refused = 0
try:
    store.take_back(plan_id, undone)
except PlanError:
    refused += 1
for number in range(20):
    seen = store.load(plan_id)
    store.save(plan_id, [Patch(field, seen.values.get(field), number + 1)])
store.duplicate(plan_id, {"plan.name": field})
print(refused)
"""


def test_two_processes_save_undo_and_copy_at_once_and_nothing_is_lost(
    workspace: Workspace, store: PlanStore
) -> None:
    plan = save(store, store.current(), targets__growth_share=0.2)
    fields = ("targets.visitors", "staffing.handling_seconds")
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(workspace.folder), plan.plan_id, field, "2"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for field in fields
    ]
    refused = [int(process.communicate(timeout=60)[0]) for process in started]
    assert sorted(refused) == [0, 1]  # one of the two took the save back, the other was told so
    last = store.load(plan.plan_id)
    assert last.values == dict.fromkeys(fields, 20)
    assert last.version == 2 + 1 + 2 * 20
    versions = [one.version for one in store.saves(plan.plan_id)]
    assert versions == sorted(set(versions), reverse=True)
    assert len(store.plans()) == 3
