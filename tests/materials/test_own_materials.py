"""Materials of the manager's own: added, changed and removed as fields of the plan."""

from decimal import Decimal
from pathlib import Path

import pytest

from planner.campaign import PlanStore, is_own, new_own_id
from planner.errors import PlanError
from planner.materials import (
    FIELDS,
    Choices,
    own_items,
    patches_to_remove,
    patches_to_write,
)
from planner.planning import REGISTRY
from planner.tables import Workspace

RIBBON = {"label": "Red ribbon", "measure": "metre", "use": 0.4, "unit_price": Decimal("0.05")}


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(Workspace(tmp_path), REGISTRY)


def test_a_material_is_written_changed_and_removed(store: PlanStore) -> None:
    plan, key = store.create({}), new_own_id()
    plan = store.save(plan.plan_id, patches_to_write(plan, key, RIBBON))
    (item,) = own_items(plan.values)
    assert is_own(item.key)
    assert not is_own("bag")
    entries = REGISTRY.entries(plan.values)
    assert {name: entries[f"materials.{key}.{name}"].value for name in ("use", "pack_size")} == {
        "use": 0.4,
        "pack_size": 1,
    }
    changed = store.save(plan.plan_id, patches_to_write(plan, key, {**RIBBON, "follows": "once"}))
    assert own_items(changed.values)[0].formula == "ceil(use)"
    removed = store.save(plan.plan_id, patches_to_remove(changed, key))
    assert own_items(removed.values) == ()
    assert not any(name.startswith(f"materials.{key}") for name in removed.values)
    assert store.take_back(plan.plan_id, removed.version).values == changed.values


def test_a_material_without_a_name_is_refused(store: PlanStore) -> None:
    plan = store.create({})
    with pytest.raises(PlanError, match="needs a name"):
        patches_to_write(plan, new_own_id(), {**RIBBON, "label": "  "})


@pytest.mark.parametrize(
    ("name", "value"), [("use", -1), ("pack_size", 0), ("lead_time_days", 400), ("follows", "x")]
)
def test_a_wrong_number_or_choice_is_refused(store: PlanStore, name: str, value: object) -> None:
    plan = store.create({})
    with pytest.raises(PlanError):
        store.save(plan.plan_id, patches_to_write(plan, "own.a1", {**RIBBON, name: value}))
    assert store.load(plan.plan_id).values == plan.values


def test_every_field_of_a_material_is_known_to_the_plan() -> None:
    for name in FIELDS:
        assert str(REGISTRY.label(f"materials.own.a1.{name}"))
    assert REGISTRY.assumption("materials.own.a1.supplier") is None
    with pytest.raises(PlanError):
        REGISTRY.setting("materials.own.a1.colour")


def test_choices_that_are_none_fall_back() -> None:
    made = Choices.of({"materials.printer_kind": "dot-matrix", "materials.buy_for": "P99"})
    assert (made.printer, made.buy_for) == ("direct", "P50")
