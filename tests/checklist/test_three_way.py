"""Then, workbook, now: what is a difference, what contradicts something newer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.campaign.settings import Stored
from planner.checklist.way_back import Difference, differences

FIELD = "checklist.full_count.owner"


@pytest.mark.parametrize(
    ("then", "workbook", "now", "is_difference", "conflicts"),
    [
        (None, None, None, False, False),
        ("Li", "Li", "Li", False, False),
        ("Li", "Han", "Li", True, False),
        (None, "Han", None, True, False),
        ("Li", None, "Li", True, False),
        # Only the plan changed: newer, it stays.
        ("Li", "Li", "Mei", False, False),
        # Both changed to the same.
        ("Li", "Mei", "Mei", False, False),
        # Both changed, to different names.
        ("Li", "Han", "Mei", True, True),
        ("Li", None, "Mei", True, True),
        ("Li", "Han", None, True, True),
        ("", None, None, False, False),
    ],
)
def test_the_table_of_cases(
    then: Stored, workbook: Stored, now: Stored, is_difference: bool, conflicts: bool
) -> None:
    found = differences({FIELD: then}, {FIELD: workbook}, {FIELD: now})
    assert found == ([Difference(FIELD, then, workbook, now)] if is_difference else [])
    assert [one.conflicts for one in found] == ([conflicts] if is_difference else [])


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [("0.3", 0.30000000000000004, True), ("48", 48, True), ("0.3", 0.31, False), ("0", 0.0, True)],
)
def test_numbers_are_compared_as_a_spreadsheet_keeps_them(
    one: Stored, other: Stored, is_same: bool
) -> None:
    name = "staffing.shrinkage"
    assert (differences({name: one}, {name: other}, {name: one}) == []) is is_same


VALUES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([None, "x", "y", "z", 1, 2]))


@given(VALUES, VALUES)
def test_nothing_changed_is_no_difference(then: dict[str, Stored], now: dict[str, Stored]) -> None:
    assert differences(then, then, now) == []


@given(VALUES, VALUES, VALUES)
def test_accepting_all_gives_the_workbooks_values_and_keeps_what_only_the_plan_changed(
    then: dict[str, Stored], workbook: dict[str, Stored], now: dict[str, Stored]
) -> None:
    found = differences(then, workbook, now)
    after = {**now, **{one.name: one.workbook for one in found}}
    for name, value in workbook.items():
        assert after.get(name) == (now.get(name) if value == then.get(name) else value)
    for name in now.keys() - workbook.keys():
        assert after[name] == now[name]
    # Uploaded once more there is nothing left to take.
    assert differences(then, workbook, after) == []


@given(VALUES, VALUES, VALUES)
def test_what_does_not_conflict_overwrites_nothing_newer(
    then: dict[str, Stored], workbook: dict[str, Stored], now: dict[str, Stored]
) -> None:
    for one in differences(then, workbook, now):
        assert one.conflicts is (then.get(one.name) != now.get(one.name))
