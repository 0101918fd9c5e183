"""Intervals against published values, and what must hold of any of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures.wilson import difference, wilson

# Newcombe, Stat. Med. 17 (1998) 857-872, table I, method 3.
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
# The same, 873-890, table II, method 10.
PUBLISHED_DIFFERENCES = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((10, 10), (0, 10), 0.6075, 1.0),
]


@pytest.mark.parametrize(("reached", "base", "low", "high"), PUBLISHED)
def test_wilsons_interval_is_the_published_one(
    reached: int, base: int, low: float, high: float
) -> None:
    found = wilson(reached, base)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(("first", "second", "low", "high"), PUBLISHED_DIFFERENCES)
def test_newcombes_interval_is_the_published_one(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = difference(first, second)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_rate_and_stays_between_0_and_1(pair: tuple[int, int]) -> None:
    found = wilson(*pair)
    assert 0 <= found.low <= pair[0] / pair[1] <= found.high <= 1


@given(st.integers(0, 50), st.integers(51, 500))
def test_more_of_the_same_rate_is_surer(reached: int, base: int) -> None:
    few, many = wilson(reached, base), wilson(reached * 10, base * 10)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize("pair", [(1, 0), (5, 4), (-1, 4)])
def test_more_than_could_is_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"\("):
        wilson(*pair)
