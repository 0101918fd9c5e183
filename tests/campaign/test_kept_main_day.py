"""A plan whose main day nobody chose stays with its event once anything is saved into it."""

from datetime import date
from typing import Any

import pytest

from planner.campaign import (
    MAIN_DAY,
    Campaign,
    CampaignAssumptions,
    Patch,
    Plan,
    PlanStore,
    last_to_undo,
)
from planner.errors import PlanConflict
from planner.planning import REGISTRY
from planner.tables import Workspace

BEFORE, AFTER = date(2027, 11, 1), date(2027, 11, 12)
DOUBLE_11, DOUBLE_12 = "2027-11-11", "2027-12-12"
GROWTH, NAME, STOCK = "targets.growth_share", "plan.name", "inventory.product.coat.in_stock"


def store_on(workspace: Workspace, today: date) -> PlanStore:
    return PlanStore(workspace, REGISTRY, today)


def main_day(plan: Plan, today: date) -> str:
    return Campaign.of(plan, CampaignAssumptions(), today, None).main_day.isoformat()


def saved(store: PlanStore, *changes: tuple[str, Any, Any]) -> Plan:
    return store.save(store.current().plan_id, [Patch(*change) for change in changes])


def test_a_plan_that_nobody_touched_moves_on(workspace: Workspace) -> None:
    plan = store_on(workspace, BEFORE).current()
    assert (main_day(plan, BEFORE), main_day(plan, AFTER)) == (DOUBLE_11, DOUBLE_12)


@pytest.mark.parametrize(("name", "value"), [(GROWTH, 0.3), (NAME, "Mine"), (STOCK, 12)])
def test_what_was_typed_stays_with_its_event(
    workspace: Workspace, name: str, value: object
) -> None:
    plan = saved(store_on(workspace, BEFORE), (name, None, value))
    assert plan.values == {name: value, MAIN_DAY: DOUBLE_11}
    assert main_day(plan, AFTER) == DOUBLE_11
    later = saved(store_on(workspace, AFTER), (name, value, None))
    assert later.values == {MAIN_DAY: DOUBLE_11}


def test_the_day_is_kept_with_the_save_and_undone_with_it(workspace: Workspace) -> None:
    store = store_on(workspace, BEFORE)
    plan = saved(store, (GROWTH, None, 0.3))
    (save,) = store.saves(plan.plan_id)
    assert [(one.name, one.old, one.new) for one in save.changes] == [
        (GROWTH, None, 0.3),
        (MAIN_DAY, None, DOUBLE_11),
    ]
    assert last_to_undo([save]) == save
    undone = store.take_back(plan.plan_id, save.version)
    assert undone.values == {}
    assert main_day(undone, AFTER) == DOUBLE_12


def test_a_save_that_is_taken_back_leaves_the_day_to_what_was_typed_after_it(
    workspace: Workspace,
) -> None:
    store = store_on(workspace, BEFORE)
    first = saved(store, (GROWTH, None, 0.3))
    saved(store, (NAME, None, "Mine"))
    undone = store_on(workspace, AFTER).take_back(first.plan_id, first.version)
    assert undone.values == {NAME: "Mine", MAIN_DAY: DOUBLE_11}
    moved = saved(store, (MAIN_DAY, DOUBLE_11, DOUBLE_12))
    assert moved.values == {NAME: "Mine", MAIN_DAY: DOUBLE_12}


def test_a_day_that_was_chosen_since_stays_when_the_first_save_is_taken_back(
    workspace: Workspace,
) -> None:
    store = store_on(workspace, BEFORE)
    first = saved(store, (GROWTH, None, 0.3))
    saved(store, (MAIN_DAY, DOUBLE_11, "2027-11-26"))
    assert store.take_back(first.plan_id, first.version).values == {MAIN_DAY: "2027-11-26"}


def test_a_day_that_is_chosen_alone_is_taken_back_alone(workspace: Workspace) -> None:
    store = store_on(workspace, BEFORE)
    chosen = saved(store, (MAIN_DAY, None, "2027-11-26"))
    saved(store, (GROWTH, None, 0.3))
    assert store.take_back(chosen.plan_id, chosen.version).values == {GROWTH: 0.3}


@pytest.mark.parametrize(
    "changes",
    [
        [(MAIN_DAY, None, "2027-11-26")],
        [(GROWTH, None, 0.3), (MAIN_DAY, None, "2027-11-26")],
    ],
)
def test_a_day_that_somebody_chooses_is_taken(
    workspace: Workspace, changes: list[tuple[str, Any, Any]]
) -> None:
    assert saved(store_on(workspace, BEFORE), *changes).values[MAIN_DAY] == "2027-11-26"


def test_a_day_that_is_taken_away_is_proposed_anew_until_the_next_save(
    workspace: Workspace,
) -> None:
    saved(store_on(workspace, BEFORE), (GROWTH, None, 0.3))
    store = store_on(workspace, AFTER)
    plan = saved(store, (MAIN_DAY, DOUBLE_11, None))
    assert plan.values == {GROWTH: 0.3}
    assert saved(store, (NAME, None, "Mine")).values[MAIN_DAY] == DOUBLE_12


def test_a_save_that_changes_nothing_keeps_nothing(workspace: Workspace) -> None:
    store = store_on(workspace, BEFORE)
    assert saved(store, (GROWTH, None, None)) == store.current()
    assert store.current().values == {}


def test_a_second_tab_that_saw_the_proposal_may_choose_another_day(workspace: Workspace) -> None:
    """Both tabs showed Double 11: the one that typed growth did not change it for the other."""
    store = store_on(workspace, BEFORE)
    seen = store.current()
    saved(store, (GROWTH, None, 0.3))
    chosen = store.save(seen.plan_id, [seen.patch(MAIN_DAY, "2027-11-26")])
    assert chosen.values == {GROWTH: 0.3, MAIN_DAY: "2027-11-26"}
    with pytest.raises(PlanConflict):
        store.save(seen.plan_id, [seen.patch(MAIN_DAY, "2027-11-27")])


def test_a_second_tab_that_types_something_else_keeps_the_same_day(workspace: Workspace) -> None:
    store = store_on(workspace, BEFORE)
    seen = store.current()
    saved(store, (GROWTH, None, 0.3))
    both = store.save(seen.plan_id, [seen.patch(NAME, "Mine")])
    assert both.values == {GROWTH: 0.3, NAME: "Mine", MAIN_DAY: DOUBLE_11}
    assert [len(one.changes) for one in store.saves(seen.plan_id)] == [1, 2]


def test_going_back_to_the_empty_plan_lets_it_move_on(workspace: Workspace) -> None:
    store = store_on(workspace, BEFORE)
    empty = store.current()
    plan = saved(store, (GROWTH, None, 0.3))
    assert store.go_back(plan, empty.version).values == {}


def test_a_plan_begun_as_a_promotion_keeps_the_day_of_that(workspace: Workspace) -> None:
    store = store_on(workspace, BEFORE)
    plan = store.create({"campaign.preset": "black_friday", MAIN_DAY: "2027-11-26"})
    assert store.save(plan.plan_id, [plan.patch(GROWTH, 0.3)]).values[MAIN_DAY] == "2027-11-26"


def test_without_a_day_to_see_it_from_nothing_is_kept(workspace: Workspace) -> None:
    """What fills a plan from outside, such as the sample shop, says the day itself."""
    plan = saved(PlanStore(workspace, REGISTRY), (GROWTH, None, 0.3))
    assert plan.values == {GROWTH: 0.3}
