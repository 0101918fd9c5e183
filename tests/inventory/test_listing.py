"""What is on sale of what is held, when to reorder and when to stop a listing."""

from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand import DemandHour
from planner.figures import Level
from planner.inventory.listing import (
    HourShares,
    check_listing,
    quantity_to_list,
    reorder_points,
    share_in_lead_time,
    stop_hours,
)

START = datetime(2027, 11, 11)


def hours(*items: int) -> HourShares:
    return HourShares.of(
        [
            DemandHour(START + timedelta(hours=place), one, one, one, one, Decimal(one))
            for place, one in enumerate(items)
        ]
    )


@pytest.mark.parametrize(
    ("held", "listed", "is_counted", "level", "to_list"),
    [
        (200, 179, False, Level.AT_RISK, 190),
        (200, 180, False, Level.READY, 190),
        (200, 190, False, Level.READY, 190),
        (200, 191, False, Level.NOT_READY, 190),
        (200, 200, True, Level.READY, 200),
        (200, 190, True, Level.AT_RISK, 200),
        (200, 201, True, Level.NOT_READY, 200),
        (200, None, False, Level.AT_RISK, 190),
        (1, 1, False, Level.READY, 1),
        (0, 0, False, Level.READY, 0),
        (0, 3, False, Level.NOT_READY, 0),
        (-4, 0, False, Level.READY, 0),
    ],
)
def test_listed_against_held(
    held: int, listed: int | None, is_counted: bool, level: Level, to_list: int
) -> None:
    found = check_listing(held, listed, is_counted)
    assert (found.level, found.to_list) == (level, to_list)


@given(st.integers(-5, 10_000), st.sampled_from([0.9, 0.95, 1.0]))
def test_never_more_is_listed_than_held(held: int, share: float) -> None:
    assert 0 <= quantity_to_list(held, share) <= max(held, 0)


def test_a_multiple_is_listed_in_full() -> None:
    assert [quantity_to_list(held, 0.95) for held in range(20, 401, 20)] == [
        held * 19 // 20 for held in range(20, 401, 20)
    ]


def test_listed_share_is_open_where_either_is() -> None:
    assert check_listing(200, 150).listed_share == 0.75
    assert check_listing(0, 0).listed_share is None
    assert check_listing(10, None).listed_share is None


@pytest.mark.parametrize(
    ("sellable", "units", "hour"),
    [
        (60, 100, 2),
        (50, 100, 2),  # the second hour sells exactly what is left
        (49, 100, 1),
        (0, 100, 0),
        (-3, 100, 0),
        (100, 100, None),
        (99, 100, 3),
        (0, 0, None),
    ],
)
def test_the_hour_in_which_a_listing_stops(sellable: int, units: int, hour: int | None) -> None:
    expected = None if hour is None else START + timedelta(hours=hour)
    assert stop_hours([sellable], [units], hours(25, 25, 25, 25)) == [expected]


def test_a_listing_stops_when_somebody_buys() -> None:
    assert stop_hours([0], [10], hours(0, 0, 3)) == [START + timedelta(hours=2)]


@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=30).filter(any),
    st.integers(0, 300),
    st.integers(1, 300),
)
def test_the_stop_hour_is_the_first_beyond_what_can_be_sold(
    items: list[int], sellable: int, units: int
) -> None:
    so_far = np.cumsum(items)
    beyond = [place for place, one in enumerate(so_far) if one * units > sellable * so_far[-1]]
    expected = START + timedelta(hours=beyond[0]) if beyond else None
    assert stop_hours([sellable], [units], hours(*items)) == [expected]


def test_a_share_of_the_window_between_two_moments() -> None:
    shares = hours(10, 30, 20, 40)
    assert shares.between(START, START + timedelta(hours=2)) == pytest.approx(0.4)
    assert shares.between(START + timedelta(minutes=30), START + timedelta(hours=1)) == 0.05
    assert shares.until(START + timedelta(days=9)) == 1
    assert share_in_lead_time(shares, START, 30) == 1
    assert share_in_lead_time(shares, START - timedelta(days=1), 0.5) == 0
    assert share_in_lead_time(shares, START + timedelta(days=2), 3) == 0


def test_a_window_that_expects_nothing_has_equal_hours() -> None:
    assert hours(0, 0).between(START, START + timedelta(hours=1)) == 0.5
    assert HourShares.of([]).until(START) == 0


def test_reorder_points() -> None:
    found = reorder_points([1000, 1000, 0, 100], [0.0625, 0.0, 0.5, 0.0], [1, 0.5, 1, 0], 0.95)
    # The second: a coin tossed for each of 1,000 pieces; 526 are enough by the binomial law itself.
    assert found.tolist() == [1444, 527, 0, 0]


spreads = st.just(0.0) | st.floats(1e-6, 2)


@given(st.floats(0, 1_000), spreads, st.floats(0, 1), st.floats(0.5, 0.99))
def test_a_reorder_point_covers_what_is_expected_and_grows_with_sureness(
    units: float, spread: float, share: float, level: float
) -> None:
    (point,) = reorder_points([units], [spread], [share], level)
    (surer,) = reorder_points([units], [spread], [share], level + 0.009)
    assert max(0, units * share - 1e-6) <= point <= surer
