"""What a plan accepts, and how it is saved: by patches, beside other editors, with its history."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.campaign import Patch, Plan, PlanStore
from planner.campaign.settings import LONGEST_TEXT
from planner.errors import PlanConflict, PlanError
from planner.figures import Origin
from planner.language import Language
from planner.planning import REGISTRY
from planner.tables import Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
EN = Language("en")
GROWTH, GOAL, OWNER = "targets.growth_share", "targets.goal_revenue", "checklist.train.owner"


@pytest.fixture
def store(workspace: Workspace) -> PlanStore:
    return PlanStore(workspace, REGISTRY)


def opened_again(workspace: Workspace) -> PlanStore:
    """Return the store as another process would open it."""
    return PlanStore(Workspace(workspace.folder), REGISTRY)


def patches(*changes: Sequence[Any]) -> list[Patch]:
    return [Patch(*change) for change in changes]


# What is accepted --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "given", "stored"),
    [
        (GROWTH, 0.3, 0.3),
        (GROWTH, -0.9, -0.9),
        (GROWTH, None, None),
        (GOAL, Decimal("1996097.29"), "1996097.29"),
        (GOAL, 1_000_000, "1000000"),
        (GOAL, 0.1, "0.1"),
        ("targets.visitors", 32500.0, 32500),
        ("materials.waybill.unit_price", Decimal("0.035"), "0.035"),
        ("campaign.main_day", date(2027, 11, 11), "2027-11-11"),
        ("campaign.main_day", datetime(2027, 11, 11, 20, 30), "2027-11-11"),
        ("campaign.main_day", "2027-11-11", "2027-11-11"),
        ("campaign.main_day", None, None),
        ("campaign.name", "  双十一 2027 ", "双十一 2027"),
        ("campaign.name", "   ", None),
        ("targets.goal_kind", "revenue", "revenue"),
        ("checklist.train.status", "done", "done"),
        (OWNER, "Li", "Li"),
    ],
)
def test_a_value_is_stored(store: PlanStore, name: str, given: Any, stored: Any) -> None:
    plan = store.save(store.current().plan_id, patches((name, None, given)))
    assert plan.values.get(name) == stored
    assert store.current() == plan


@pytest.mark.parametrize(
    ("name", "given", "reason"),
    [
        (GROWTH, 20.1, "Growth on the reference window: 2,010 % is outside -90 % to 2,000 %."),
        (GROWTH, -1, "is outside"),
        (GROWTH, float("nan"), "nan is not a number."),
        (GROWTH, float("inf"), "inf is not a number."),
        (GROWTH, True, "True is not a number."),
        (GROWTH, "0.3", "0.3 is not a number."),
        (GOAL, 0, "Revenue goal: CN¥0.00 is outside CN¥0.01 to CN¥1,000,000,000,000.00."),
        ("targets.visitors", 1.5, "1.50 is not a whole number."),
        ("targets.unknown", "profit", "Work out: profit is not one of"),
        ("campaign.main_day", "11.11.2027", "Main day (D): 11.11.2027 is not a day"),
        ("campaign.main_day", "2027-02-29", "is not a day"),
        ("campaign.main_day", "0001-01-01", "is not a day"),
        ("campaign.main_day", date.max, "is not a day"),
        ("campaign.main_day", "", "is not a day"),
        ("campaign.name", "x" * (LONGEST_TEXT + 1), "Campaign: longer than 500 characters."),
        ("campaign.colour", "red", "The plan has no field campaign.colour."),
        ("checklist.train.colour", "red", "The plan has no field"),
        ("Campaign.name", "x", "The plan has no field"),
        ("", "x", "The plan has no field"),
    ],
)
def test_a_value_is_refused_with_the_reason_and_nothing_is_saved(
    store: PlanStore, name: str, given: Any, reason: str
) -> None:
    before = store.current()
    with pytest.raises(PlanError) as refused:
        store.save(before.plan_id, patches((OWNER, None, "Li"), (name, None, given)))
    assert reason in EN.error(refused.value)
    assert store.current() == before
    assert store.history(before.plan_id) == []


# Saving ------------------------------------------------------------------------------------------


def test_a_plan_is_there_again_after_a_restart(workspace: Workspace, store: PlanStore) -> None:
    plan = store.save(
        store.current().plan_id, patches((GROWTH, None, 0.25), (GOAL, None, Decimal("0.10")))
    )
    assert plan.version == 2
    script = (
        "import sys; from pathlib import Path; from planner.campaign import PlanStore\n"
        "from planner.planning import REGISTRY; from planner.tables import Workspace\n"
        "print(sorted(PlanStore(Workspace(Path(sys.argv[1])), REGISTRY).current().values.items()))"
    )
    command = [sys.executable, "-c", script, str(workspace.folder)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[('targets.goal_revenue', '0.10'), ('targets.growth_share', 0.25)]"


def test_money_is_exact_through_the_store(workspace: Workspace, store: PlanStore) -> None:
    amount = Decimal("999999999999.99")
    store.save(store.current().plan_id, patches((GOAL, None, amount)))
    entry = REGISTRY.entries(opened_again(workspace).current().values)[GOAL]
    assert (entry.value, entry.origin) == (amount, Origin.EDITED)


def test_two_editors_of_different_fields_both_save(workspace: Workspace, store: PlanStore) -> None:
    seen = store.current()
    other = opened_again(workspace)
    store.save(seen.plan_id, patches((GROWTH, None, 0.25)))
    both = other.save(seen.plan_id, patches((OWNER, None, "Li")))
    assert (both.version, both.values) == (3, {GROWTH: 0.25, OWNER: "Li"})


@pytest.mark.parametrize(
    ("name", "mine", "theirs", "reason"),
    [
        (
            GROWTH, 0.305, 0.301,
            "Growth on the reference window was changed elsewhere: it is now 30.5 %, you saw –"
            " and wrote 30.1 %. Nothing was overwritten.",
        ),
        (GOAL, Decimal("1000.00"), None, "it is now CN¥1,000.00, you saw CN¥5.00 and wrote –."),
        ("checklist.train.status", "done", "doing", "it is now Done, you saw – and wrote In prog"),
        ("campaign.name", "Mine", "Theirs", "it is now Mine, you saw – and wrote Theirs"),
    ],
)  # fmt: skip
def test_two_editors_of_one_field_both_see_both_values(
    workspace: Workspace, store: PlanStore, name: str, mine: Any, theirs: Any, reason: str
) -> None:
    plan_id = store.current().plan_id
    saved = store.save(plan_id, patches((name, None, mine)))
    seen = "5.00" if theirs is None else None
    with pytest.raises(PlanConflict) as conflict:
        opened_again(workspace).save(plan_id, patches((OWNER, None, "Li"), (name, seen, theirs)))
    assert reason in EN.error(conflict.value)
    assert store.current() == saved


def test_two_editors_who_write_the_same_agree(store: PlanStore) -> None:
    plan_id = store.current().plan_id
    saved = store.save(plan_id, patches((GROWTH, None, 0.25)))
    assert store.save(plan_id, patches((GROWTH, None, 0.25))) == saved


def test_a_field_can_be_set_back_to_its_default(store: PlanStore) -> None:
    plan_id = store.current().plan_id
    store.save(plan_id, patches((GROWTH, None, 0.25)))
    assert store.save(plan_id, patches((GROWTH, 0.25, None))).values == {}


def test_the_history_tells_every_change_newest_first_on_the_local_clock(store: PlanStore) -> None:
    plan_id = store.current().plan_id
    store.save(plan_id, patches((GROWTH, None, 0.25), (OWNER, None, "Li")))
    store.save(plan_id, patches((GROWTH, 0.25, None)))
    history = store.history(plan_id)
    assert [(change.version, change.name, change.old, change.new) for change in history] == [
        (3, GROWTH, 0.25, None),
        (2, OWNER, None, "Li"),
        (2, GROWTH, None, 0.25),
    ]
    for change in history:
        assert timedelta(0) <= datetime.now(UTC) - change.changed_at < timedelta(minutes=1)
        assert change.changed_at.utcoffset() == datetime.now().astimezone().utcoffset()
        assert EN.moment(change.changed_at) == EN.moment(change.changed_at.replace(tzinfo=None))


def test_a_plan_nobody_made_is_not_found(store: PlanStore) -> None:
    for ask in (store.load, lambda plan_id: store.save(plan_id, patches((GROWTH, None, 0.2)))):
        with pytest.raises(PlanError, match="There is no plan x"):
            ask("x")


def test_first_calls_at_the_same_moment_make_one_plan(workspace: Workspace) -> None:
    """Each used to make a plan of its own, and what was typed into the second was lost."""

    def first_call(_: int) -> str:
        return opened_again(workspace).current().plan_id

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(first_call, range(16)))) == 1


def test_many_editors_at_once_lose_nothing(workspace: Workspace, store: PlanStore) -> None:
    plan_id = store.current().plan_id

    def edit(number: int) -> None:
        name = f"checklist.task{number}.owner"
        for old, new in ((None, "a"), ("a", "b"), ("b", f"{number}")):
            store.save(plan_id, patches((name, old, new)))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(edit, range(8)))
    plan = opened_again(workspace).current()
    assert plan.values == {f"checklist.task{number}.owner": f"{number}" for number in range(8)}
    assert plan.version == 1 + 3 * 8
    assert len(store.history(plan_id)) == 3 * 8


# Values in force ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "value", "origin"),
    [
        (0.25, 0.25, Origin.EDITED),
        (None, 0.30, Origin.DEFAULT),
        (99, 0.30, Origin.DEFAULT),
        ("nonsense", 0.30, Origin.DEFAULT),
        (True, 0.30, Origin.DEFAULT),
    ],
)
def test_a_stored_value_that_is_no_longer_allowed_falls_back(
    stored: Any, value: float, origin: Origin
) -> None:
    entry = REGISTRY.entries({GROWTH: stored})[GROWTH]
    assert (entry.value, entry.origin) == (value, origin)


def test_every_field_has_a_default_it_accepts() -> None:
    for name, assumption in REGISTRY.assumptions.items():
        assert name == assumption.field
        assert assumption.checked(assumption.default) == assumption.default, name
        assert REGISTRY.checked(name, assumption.low) is not None
        assert REGISTRY.checked(name, assumption.high) is not None
    for setting in REGISTRY.settings:
        assert setting.checked(setting.default) == setting.default


def test_a_plan_without_the_store() -> None:
    given = Plan(values={GROWTH: 0.1})
    assert (given.text("campaign.name"), given.text(GROWTH)) == (None, "0.1")
