"""The room that the event's stock takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures import Level
from planner.inventory.space import Space, Storage, StoredProduct, space_needed


def needed(*stored: tuple[int, float | None], free: float | None = None) -> Space:
    storage = Storage(0.5, 2.0, 0.5, free)
    return space_needed(
        [StoredProduct(f"p{place}", *one) for place, one in enumerate(stored)], storage
    )


def test_volume_and_floor() -> None:
    found = needed((1_000, 2_000), (500, 1_000))
    assert found.volume_m3 == pytest.approx(5.0)  # 2.5 m³ of goods, half of it air
    assert found.floor_m2 == pytest.approx(5.0)  # 2 m high, half of it aisles


def test_products_without_a_volume_are_named_most_pieces_first() -> None:
    found = needed((10, None), (1, 1_000), (30, 0), (0, None), (-5, None))
    assert found.without_volume == ("p2", "p0")
    assert (found.units, found.units_without_volume) == (1, 40)


@pytest.mark.parametrize("free", [None, 4.0])
def test_floor_of_products_whose_size_nobody_knows_is_not_said_to_be_none(
    free: float | None,
) -> None:
    """The gate said that the stock needs 0 m² where no sheet held a size."""
    level, told = needed((10, None), free=free).verdict()
    assert level is Level.AT_RISK
    assert "not known" in told.template
    assert "needed" not in told.fields


@pytest.mark.parametrize(
    ("stored", "free", "level", "short"),
    [
        ([(1_000, 2_000)], None, Level.AT_RISK, None),
        ([(1_000, 2_000)], 3.9, Level.NOT_READY, 0.1),
        ([(1_000, 2_000)], 4.1, Level.READY, 0.0),
        ([(1_000, 2_000), (3, None)], 4.1, Level.AT_RISK, 0.0),
        ([], 0.0, Level.READY, 0.0),
    ],
)
def test_is_there_room(
    stored: list[tuple[int, float | None]], free: float | None, level: Level, short: float | None
) -> None:
    found = needed(*stored, free=free)
    assert found.verdict()[0] is level
    assert found.floor_short_m2 == (None if short is None else pytest.approx(short))


@given(st.lists(st.tuples(st.integers(0, 1_000), st.floats(1, 10_000)), max_size=6))
def test_products_take_together_what_they_take_each(stored: list[tuple[int, float]]) -> None:
    whole = needed(*stored).floor_m2
    assert whole == pytest.approx(sum(needed(one).floor_m2 for one in stored))
