"""Choices that a plan holds."""

import pytest

from planner.planning import REGISTRY


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "growth"),
        ({"targets.goal_kind": "revenue"}, "revenue"),
        ({"targets.goal_kind": "of an earlier version"}, "growth"),
        ({"targets.goal_kind": None}, "growth"),
    ],
)
def test_a_choice_that_is_none_any_more_falls_back_to_the_default(
    values: dict[str, str | None], expected: str
) -> None:
    assert REGISTRY.choice(values, "targets.goal_kind") == expected
