"""Pooling: what differs beyond chance is found again, and a product gets what is known of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand.pooling import (
    Source,
    change_between,
    class_shares,
    pooled_shares,
    pooled_sizes,
    variance_beyond_chance,
)
from planner.demand.sold_out import part_on_sale

FLOATS = np.array


def test_differences_worked_out_by_hand() -> None:
    """30 and 10 where 20 each were expected: (70 + 90) ÷ 20 ÷ 40; 60:40 then 40:60: 6 ÷ 48."""
    assert variance_beyond_chance(FLOATS([30.0, 10.0]), FLOATS([20.0, 20.0])) == pytest.approx(0.2)
    assert change_between((FLOATS([60.0, 40.0]), FLOATS([40.0, 60.0]))) == pytest.approx(0.125)


@pytest.mark.parametrize("variance", [0.0, 0.5, 2.0])
def test_the_variance_between_products_is_found_again(variance: float) -> None:
    chance = np.random.default_rng(1)
    expected = np.full(20_000, 6.0)
    rates = chance.gamma(1 / variance, variance, 20_000) if variance else np.ones(20_000)
    counts = chance.poisson(expected * rates).astype(float)
    assert variance_beyond_chance(counts, expected) == pytest.approx(variance, abs=0.06)


@pytest.mark.parametrize("change", [0.0, 0.3, 1.0])
def test_the_change_between_two_periods_is_found_again(change: float) -> None:
    chance = np.random.default_rng(2)
    rates = chance.gamma(2.0, 0.5, 50_000)
    moved = rates * (chance.gamma(1 / change, change, 50_000) if change else 1.0)
    then = chance.poisson(rates * 12).astype(float)
    now = chance.poisson(moved * 4).astype(float)
    found = change_between((then, now))
    assert found is not None
    # Pearson's weights see large products less than their part in the variance.
    assert found == pytest.approx(change, rel=0.25, abs=0.02)


def test_periods_without_sales_tell_nothing() -> None:
    assert change_between((FLOATS([1.0, 2.0]), FLOATS([0.0, 0.0]))) is None
    assert variance_beyond_chance(FLOATS([]), FLOATS([])) == 0


def test_a_class_of_few_sales_is_drawn_to_its_category() -> None:
    counts = FLOATS([40.0, 44.0, 38.0, 2.0, 3.0, 1.0])
    categories = FLOATS([0, 0, 0, 1, 1, 1]).astype(int)
    shares = class_shares(counts, categories, categories)
    assert shares.sum() == pytest.approx(1)
    own = counts[:3].sum() / counts.sum() / 3
    assert 1 / 6 < shares[0] < own
    assert class_shares(np.zeros(4), np.zeros(4, int), np.zeros(4, int)).tolist() == [0.25] * 4


@given(
    st.lists(st.integers(0, 500), min_size=2, max_size=20),
    st.floats(0.01, 5),
    st.floats(0, 3),
    st.floats(0, 3),
)
def test_shares_sum_to_one_and_lie_between_what_is_known(
    orders: list[int], variance: float, of_event: float, of_weeks: float
) -> None:
    counts = FLOATS(orders, dtype=float)
    count = len(orders)
    equal = np.full(count, 1 / count)
    sources = [
        Source(counts, np.full(count, counts.sum()), of_event),
        Source(counts[::-1], np.full(count, counts.sum()), of_weeks),
    ]
    pooled = pooled_shares(equal, variance, sources)
    assert pooled.shares.sum() == pytest.approx(1)
    assert (pooled.relative_variance > 0).all()
    assert pooled.weights.sum(axis=0) == pytest.approx(1)


def test_a_source_that_changes_little_counts_for_more() -> None:
    event, weeks = FLOATS([300.0, 100.0]), FLOATS([100.0, 300.0])
    whole = np.full(2, 400.0)

    def first_share(of_event: float, of_weeks: float) -> float:
        sources = [Source(event, whole, of_event), Source(weeks, whole, of_weeks)]
        return float(pooled_shares(np.full(2, 0.5), 1.0, sources).shares[0])

    assert first_share(0.0, 1.0) > 0.7
    assert first_share(1.0, 0.0) < 0.3
    assert first_share(0.5, 0.5) == pytest.approx(0.5)


def test_sizes_of_orders_are_pooled_as_far_as_chance_explains_them() -> None:
    pieces, orders = FLOATS([90.0, 30.0]), FLOATS([30.0, 30.0])
    assert pooled_sizes(pieces, orders, 2.0, 1.0) == pytest.approx([2.867, 1.133], abs=1e-3)
    assert pooled_sizes(pieces, orders, 2.0, 100.0).tolist() == [2, 2]
    assert pooled_sizes(pieces, orders, 2.0, 0.0).tolist() == [3, 1]
    assert pooled_sizes(np.zeros(2), np.zeros(2), 2.0, 1.0).tolist() == [2, 2]


@pytest.mark.parametrize(
    ("orders", "passed", "pause", "part"),
    [
        (20, 0.6, 0.1, 0.6),  # 0.004 % by chance
        (2, 0.6, 0.1, 1.0),  # 36 % by chance
        (20, 0.6, 0.5, 1.0),  # it was silent as long before
        (20, 1.0, 0.1, 1.0),  # sold to the end
        (0, 1.0, 0.0, 1.0),  # never sold: nothing to run out of
    ],
)
def test_sold_out_is_a_silence_too_long_for_chance(
    orders: float, passed: float, pause: float, part: float
) -> None:
    found = part_on_sale(FLOATS([orders]), FLOATS([passed]), FLOATS([pause]))
    assert found.tolist() == [part]


def test_steady_products_are_seldom_taken_for_sold_out() -> None:
    """Products that sell to the end, at all rates: fewer than 1 in 100 are taken for sold out."""
    chance = np.random.default_rng(3)
    wrong = 0
    for _ in range(2000):
        count = chance.integers(1, 60)
        moments = np.sort(chance.random(count))
        pause = np.diff(moments, prepend=0.0).max()
        found = part_on_sale(FLOATS([float(count)]), moments[-1:], FLOATS([pause]))
        wrong += found[0] < 1
    assert wrong < 20
