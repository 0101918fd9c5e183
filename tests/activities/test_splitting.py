"""An amount split over lines with floors: published cases, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.activities.splitting import split_off


@pytest.mark.parametrize(
    ("amount", "weights", "rooms", "parts"),
    [
        # Sylius, and Solidus' 15 over 20, 30 and 100.
        (300, [4000, 2000, 2000], [4000, 2000, 2000], [150, 75, 75]),
        (299, [4300, 1400, 2300], [4300, 1400, 2300], [161, 52, 86]),
        (1500, [2000, 3000, 10_000], [2000, 3000, 10_000], [200, 300, 1000]),
        (1000, [5000, 5000, 5000], [5000, 5000, 5000], [334, 333, 333]),
        (0, [1, 2], [1, 2], [0, 0]),
        (5, [0, 0], [2, 9], [2, 3]),
        (5, [0, 3], [9, 2], [3, 2]),
        (7, [], [], []),
    ],
)
def test_an_amount_is_split(
    amount: int, weights: list[int], rooms: list[int], parts: list[int]
) -> None:
    assert split_off(amount, weights, rooms) == parts


LINES = st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=6)


@given(st.integers(0, 20_000), LINES)
def test_parts_sum_to_the_amount_or_to_all_rooms(amount: int, lines: list[tuple[int, int]]) -> None:
    weights, rooms = [one for one, _ in lines], [two for _, two in lines]
    parts = split_off(amount, weights, rooms)
    assert sum(parts) == min(amount, sum(rooms))
    assert all(0 <= given <= room for given, room in zip(parts, rooms, strict=True))
