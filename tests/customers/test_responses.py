"""Who answered: matched with the orders, kept with the workspace, and what wave 3 makes of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.customers import (
    NO_RESPONSES,
    Customers,
    Responses,
    forget_responses,
    keep_responses,
    kept_responses,
    list_of,
    match_responses,
)
from planner.customers.waves import split_by_answer
from planner.planning import answer
from planner.sheets.responses import ResponseLine
from planner.tables import Dataset, Workspace, back_up, restore
from tests.customers.cases import shop_of_a_year
from tests.customers.test_groups import SMALL, TODAY
from tests.customers.test_waves import by_key
from tests.rows import order, plan

MakeDataset = Callable[..., Dataset]
FIRST_WAVE, D3 = date(2026, 12, 4), date(2026, 12, 9)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "shop")


def line(buyer: str | None, did: str = "clicked", day: date | None = None, **more: Any) -> Any:
    return ResponseLine(buyer, more.get("hashed"), did, day, more.get("lines", 1))


def customers(dataset: Dataset, responses: Responses, **values: Any) -> Customers:
    given = plan(campaign__main_day="2026-12-12", **values)
    found = answer(given, dataset, TODAY, responses=responses).rooms
    assert found is not None
    return found.customers


def who_answered(workspace: Workspace, *buyers: str, did: str = "clicked") -> Responses:
    keep_responses(workspace, [(one, did) for one in buyers])
    return kept_responses(workspace)


def test_ids_are_matched_as_orders_hold_them(make_dataset: MakeDataset) -> None:
    """An id counts as it is written or as it is hashed; nobody is invented, and all is counted."""
    dataset = make_dataset([*SMALL, order("h", "2026-11-01", "9.00", buyer_id="h:12ab")])
    found = match_responses(
        dataset,
        [
            line("new"), line("new", "cart"), line("13800138000", hashed="h:12ab"),
            line("stranger"), line("again", "", lines=3), line(None, lines=2),
            line("gone", day=date(2026, 12, 3)), line("gone", day=date(2026, 12, 10)),
            line("back", "unsubscribed", day=date(2026, 12, 1)),
        ],
        FIRST_WAVE,
        D3,
    )  # fmt: skip
    assert found.found == (
        ("back", "unsubscribed"), ("h:12ab", "clicked"), ("new", "cart"), ("new", "clicked"),
    )  # fmt: skip
    assert (found.buyers, found.unknown) == (3, 1)
    assert found.left_out == {"no_answer": 3, "unnamed": 2, "too_early": 1, "too_late": 1}
    assert found.counts == {"clicked": 2, "cart": 1, "unsubscribed": 1}


def test_answers_are_kept_and_can_be_taken_back(workspace: Workspace, tmp_path: Path) -> None:
    assert kept_responses(workspace) is NO_RESPONSES
    assert keep_responses(workspace, [("ann", "clicked"), ("bob", "replied")]) == 2
    first = kept_responses(workspace)
    back_up(workspace, tmp_path / "all.zip")
    assert keep_responses(workspace, [("ann", "clicked"), ("bob", "unsubscribed")]) == 1
    found = kept_responses(workspace)
    assert (found.answered, found.unsubscribed) == ("ann", "bob")
    assert forget_responses(workspace, found.saved_at) == 1
    assert kept_responses(workspace).answered == first.answered == "ann\nbob"
    assert forget_responses(workspace) == 2
    restore(workspace, tmp_path / "all.zip")
    assert kept_responses(workspace).answered == "ann\nbob"


def test_wave_3_goes_to_who_answered(workspace: Workspace, make_dataset: MakeDataset) -> None:
    """Worked example: "new" and "long" got wave 1 and answered; "gone" is left out now."""
    dataset = make_dataset(SMALL)
    before = by_key(customers(dataset, NO_RESPONSES))
    found = customers(dataset, who_answered(workspace, "long", "gone"))
    waves = by_key(found)
    assert list_of(found, "wave_3") == (("buyer_id",), [("gone",), ("long",)])
    assert waves["wave_3"].recipients == 2
    assert waves["wave_3"].figures["expected"].value == pytest.approx(2 * 0.9 * 0.30)
    # What was sent before stands as it was sent.
    assert waves["wave_1"].recipients == before["wave_1"].recipients
    assert waves["wave_2"].recipients == before["wave_2"].recipients


def test_the_limit_holds_for_who_answered(workspace: Workspace, make_dataset: MakeDataset) -> None:
    """At most 1: "long" had wave 1. "new" and "again" paid full price: care of the same day."""
    dataset = make_dataset(SMALL)
    answers = who_answered(workspace, "new", "long", "nobody", "again")
    for at_most, expected in ((1, ["nobody"]), (2, ["long", "nobody"])):
        found = customers(dataset, answers, customers__messages_at_most=at_most)
        wave = by_key(found)["wave_3"]
        assert [buyer for (buyer,) in list_of(found, "wave_3")[1]] == expected
        assert (wave.recipients, wave.left_out) == (len(expected), 4 - len(expected))


def test_who_unsubscribed_is_on_no_list(workspace: Workspace, make_dataset: MakeDataset) -> None:
    dataset = make_dataset(SMALL)
    answers = who_answered(workspace, "long", "again", "sends", did="unsubscribed")
    found = customers(dataset, answers)
    listed = {row[0] for key in by_key(found) for row in list_of(found, key)[1]}
    assert listed.isdisjoint({"long", "again", "sends"})
    # Nobody answered: wave 3 goes to those who stand for the likely buyers.
    assert by_key(found)["wave_3"].plan.groups == ("returning", "back", "is_unpaid")


def test_groups_of_a_wave_are_split_by_answer(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    found = customers(make_dataset(SMALL), who_answered(workspace, "long", "gone"))
    parts = split_by_answer(found.waves, found.base.facts.cells, found.messages_at_most)
    told = {(str(one.wave), str(one.label)): (one.customers, one.answered) for one in parts}
    waves = by_key(found)
    assert told["Wave 1: brand reminder", "All"] == (waves["wave_1"].recipients, 1)
    assert told["Wave 1: brand reminder", "Long gone"] == (1, 1)
    assert told["Wave 2: benefit", "With an unpaid order"] == (2, 1)


def test_who_answered_and_gets_no_further_wave_is_expected_as_before(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    """The rate of wave 3 is for those whom it reaches: others keep what their own orders tell."""
    dataset = make_dataset(shop_of_a_year())
    once = {"customers__messages_at_most": 1}
    before = customers(dataset, NO_RESPONSES, **once)
    buyer = list_of(before, "wave_1")[1][0][0]
    found = customers(dataset, who_answered(workspace, buyer), **once)
    assert by_key(found)["wave_3"].recipients == 0
    first = by_key(found)["wave_1"].figures["expected"].value
    assert first == pytest.approx(by_key(before)["wave_1"].figures["expected"].value)


def test_an_answer_makes_a_likely_buyer_of_an_old_unpaid_order(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    """Somebody whose only order was left unpaid long ago counts as soon as he answers."""
    dataset = make_dataset([*SMALL, order("o", "2026-01-05", gross_amount=9, buyer_id="old")])
    assert ("old",) not in list_of(customers(dataset, NO_RESPONSES), "wave_3")[1]
    assert ("old",) in list_of(customers(dataset, who_answered(workspace, "old")), "wave_3")[1]


def test_a_group_that_somebody_chose_stays(workspace: Workspace, make_dataset: MakeDataset) -> None:
    chosen = {"customers__wave__wave_3__groups": "new\nanswered"}
    found = customers(make_dataset(SMALL), who_answered(workspace, "long"), **chosen)
    assert by_key(found)["wave_3"].plan.groups == ("new", "answered")
