"""Tasks of the manager's own: fields of the plan, saved together, found in every list."""

from datetime import date
from pathlib import Path

import pytest

from planner.campaign import Plan, PlanStore, new_own_id
from planner.checklist import build_checklist, patches_to_remove, patches_to_write
from planner.checklist.own import own_task_ids
from planner.errors import PlanError
from planner.language import Language
from planner.planning import REGISTRY, answer
from planner.tables import Workspace
from tests.rows import plan

FIELDS = {
    "title": "=1+1 *van* <b>", "area": "staffing", "owner": "Li", "first": -12, "due": -10,
    "evidence": "It stands in the yard", "status": "doing", "note": "two days",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(Workspace(tmp_path), REGISTRY)


def test_a_task_is_added_changed_removed_and_brought_back(store: PlanStore) -> None:
    empty, task_id = store.current(), new_own_id()
    made = store.save(empty.plan_id, patches_to_write(empty, task_id, FIELDS))
    assert own_task_ids(made) == [task_id]
    changed = store.save(
        made.plan_id, patches_to_write(made, task_id, {**FIELDS, "title": "Rent two vans"})
    )
    assert own_task_ids(changed) == [task_id]
    removed = store.save(changed.plan_id, patches_to_remove(changed, task_id))
    assert own_task_ids(removed) == []
    assert dict(removed.values) == {}
    again = store.take_back(removed.plan_id, removed.version)
    assert again.text(f"checklist.{task_id}.title") == "Rent two vans"


def test_a_task_of_the_managers_own_stands_among_the_others() -> None:
    given = {f"checklist__own__a1__{name}": value for name, value in FIELDS.items()}
    told = answer(plan(**given), None, date(2027, 10, 1))
    checklist = build_checklist(told)
    (own,) = [one for one in checklist.tasks if one.is_own]
    english = Language("en")
    assert (own.task_id, own.area, own.owner, own.status) == ("own.a1", "staffing", "Li", "doing")
    assert (own.first_day, own.due) == (date(2027, 10, 30), date(2027, 11, 1))
    assert english.text(own.title) == FIELDS["title"]
    assert english.text(own.evidence) == FIELDS["evidence"]
    assert (own.rules, own.note) == ((), "two days")
    assert checklist.progress["staffing"].total > 1


def test_what_is_left_out_has_its_default() -> None:
    told = answer(plan(checklist__own__a1__title="Call"), None, date(2027, 10, 1))
    (own,) = [one for one in build_checklist(told).tasks if one.is_own]
    assert (own.due_offset, own.first_offset, own.status, own.owner) == (0, 0, "open", None)
    assert Language("zh").text(own.evidence) == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"title": "  "}, "needs a title"), ({"first": -3, "due": -4}, "begins after")],
)
def test_a_task_without_title_or_with_crossed_days_is_refused(
    wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(PlanError, match=said):
        patches_to_write(Plan(), new_own_id(), {**FIELDS, **wrong})


@pytest.mark.parametrize("value", ["soon", 1.5, 401, -401, float("nan"), "2027-11-11"])
def test_a_day_is_a_whole_number_of_days_from_the_main_day(value: object) -> None:
    with pytest.raises(PlanError, match="days from the main day"):
        REGISTRY.checked("checklist.full_count.due", value)


def test_a_day_is_shown_as_it_is_counted() -> None:
    assert REGISTRY.checked("checklist.own.a1.first", "-7") == -7
    assert REGISTRY.shown("checklist.full_count.due", -7) == "D-7"
