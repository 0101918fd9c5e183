"""Gifts that become better the more is spent (ACT-4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.activities.gift_ladder import propose_gift_ladder
from planner.activities.order_values import OrderValues

DAY = date(2026, 11, 11)


def values(counts: dict[int, int]) -> OrderValues:
    ascending = dict(sorted(counts.items()))
    return OrderValues(DAY, DAY, tuple(ascending), tuple(ascending.values()))


def test_the_example_of_the_module() -> None:
    ladder = propose_gift_ladder(values({80_00: 60, 110_00: 20, 150_00: 20}), 0.40)
    assert ladder.usual_minor == 100_00
    assert [step.threshold_minor for step in ladder.steps] == [129_00, 159_00, 199_00]
    first = ladder.steps[0]
    assert (first.extra_margin_minor, first.most_cost_minor) == (11_60, 3_48)
    assert [step.grade for step in ladder.steps] == [1, 2, 3]
    assert (first.reach.above, first.reach.just_under) == (20, 20)
    assert "would have cost 69.6 money" in str(first.reasons[1])
    assert first.rules == ("ACT-4", "ACT-7")


def test_steps_lie_above_median_third_quarter_and_ninth_tenth() -> None:
    ladder = propose_gift_ladder(values({value * 100: 1 for value in range(1, 1001)}), 0.5)
    for step in ladder.steps:
        assert step.reach.above < (1 - step.quantile) * 1000
    assert [step.threshold_minor for step in ladder.steps] == [649_00, 799_00, 999_00]


@pytest.mark.parametrize("value", [4_50, 100_00, 12_000_00])
def test_orders_of_one_value_have_a_ladder_that_nobody_stands_on_yet(value: int) -> None:
    ladder = propose_gift_ladder(values({value: 50}), 0.3)
    thresholds = [step.threshold_minor for step in ladder.steps]
    assert value < thresholds[0] < thresholds[1] < thresholds[2] < 3 * value
    assert all(step.reach.above == 0 for step in ladder.steps)


def test_without_margin_the_cost_is_left_open() -> None:
    ladder = propose_gift_ladder(values({100_00: 50}), None)
    assert [step.most_cost_minor for step in ladder.steps] == [None] * 3
    assert "needs the margin" in str(ladder.problem)
    ladder = propose_gift_ladder(values({100_00: 50}), -0.1)
    assert [step.most_cost_minor for step in ladder.steps] == [0] * 3
    assert "no margin" in str(ladder.problem)


def test_without_orders_there_is_no_ladder() -> None:
    ladder = propose_gift_ladder(values({}), 0.4)
    assert (ladder.steps, ladder.usual_minor) == ((), None)
    assert "no paid order" in str(ladder.problem)


@given(
    st.dictionaries(st.integers(100, 10**7), st.integers(1, 50), min_size=1, max_size=30),
    st.floats(0, 1),
)
def test_grades_rise_and_no_gift_costs_more_than_its_share(
    counts: dict[int, int], margin: float
) -> None:
    ladder = propose_gift_ladder(values(counts), margin)
    assert ladder.usual_minor is not None
    below, cost_below = ladder.usual_minor, 0
    for step in ladder.steps:
        assert step.threshold_minor >= below * 1.2 - 1
        assert step.most_cost_minor is not None
        assert step.extra_margin_minor is not None
        assert step.most_cost_minor >= cost_below
        assert (
            step.most_cost_minor <= 0.3 * margin * (step.threshold_minor - ladder.usual_minor) + 1
        )
        below, cost_below = step.threshold_minor, step.most_cost_minor
