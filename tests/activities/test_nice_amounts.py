"""Amounts that a shop would write on a banner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.activities.nice_amounts import nice_from, nice_within, round_below

AMOUNTS = st.integers(1, 10**9)


@pytest.mark.parametrize(
    ("low", "high", "nice"),
    [
        (123_00, 133_00, 129_00),
        (95_00, 105_00, 99_00),
        (190_00, 230_00, 199_00),
        (240_00, 260_00, 249_00),
        (80_00, 90_00, 89_00),
        (24_00, 26_00, 24_90),
        (1_800_00, 1_950_00, 1_899_00),
        (14_400_00, 15_600_00, 14_999_00),
        (9_00, 10_50, 9_90),
        (5_40, 5_85, 5_49),
        (50, 55, 50),  # below one there is nothing to end below
        (121_00, 124_00, None),
    ],
)
def test_the_roundest_of_a_band(low: int, high: int, nice: int | None) -> None:
    assert nice_within(low, high) == nice


@given(AMOUNTS, st.integers(0, 10**9))
def test_what_is_nice_lies_within_its_band(low: int, width: int) -> None:
    found = nice_within(low, low + width)
    assert found is None or low <= found <= low + width
    assert nice_from(low, low + width) >= low


@given(st.integers(100, 10**9))
def test_a_band_of_a_fifth_always_holds_one(low: int) -> None:
    # A band that begins below a round number may end in the next decade, where steps are wider.
    assert nice_within(low, low + low // 5) is not None


@given(AMOUNTS)
def test_a_round_amount_is_at_most_what_it_rounds_and_more_than_half_of_it(amount: int) -> None:
    assert amount / 2 < round_below(amount) <= amount
