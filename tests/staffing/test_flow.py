"""The line of steps: nobody working ahead ships sooner, and limits leave a backlog that is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.figures import rounded_up
from planner.staffing import is_open, plan_packing
from planner.staffing.flow import all_steps, apportioned, cleared_at, hours_more, people_at

OUTPUTS = st.lists(st.sampled_from([0.7, 3.0, 18.9, 45.0, 72.5, 240.0]), min_size=1, max_size=7)
DAYS = st.lists(st.integers(0, 60), min_size=1, max_size=48)


def running_freely(
    arrivals: Sequence[int], opened: Sequence[bool], capacities: Sequence[int]
) -> list[int]:
    """Return the parcels that leave in every hour where each step does all it can."""
    waiting = [0] * len(capacities)
    left = []
    for arrived, works in zip(arrivals, opened, strict=True):
        for step, capacity in enumerate(capacities):
            done = min(waiting[step], capacity) if works else 0
            waiting[step] -= done
            if step + 1 < len(capacities):
                waiting[step + 1] += done
            else:
                left.append(done)
        waiting[0] += arrived
    return left


@given(DAYS, st.lists(st.integers(1, 50), min_size=1, max_size=7), st.integers(2, 30))
def test_steps_that_work_ahead_ship_nothing_sooner(
    arrivals: list[int], capacities: list[int], promise: int
) -> None:
    tail = promise + 24
    hours = [*arrivals, *[0] * tail]
    opened = [is_open(hour % 24, 8, 20) for hour in range(len(hours))]
    narrowest = min(capacities)
    plan = plan_packing(hours, opened, [1.0], promise, limit=narrowest)
    assume(plan.pace == narrowest)
    assert [hour.packed for hour in plan.hours] == running_freely(hours, opened, capacities)


@given(DAYS, OUTPUTS, st.integers(2, 30))
def test_the_people_do_all_the_work_and_stand_where_it_is(
    arrivals: list[int], outputs: list[float], promise: int
) -> None:
    hours = [*arrivals, *[0] * (promise + 24)]
    plan = plan_packing(hours, [True] * len(hours), outputs, promise)
    assert plan.late == plan.left_over == 0
    for index, hour in enumerate(plan.hours):
        at_steps = [people[index] for people in plan.people]
        assert sum(at_steps) == hour.packers <= plan.crew
        work = [hour.packed / output for output in outputs]
        assert hour.packers == rounded_up(sum(work))
        for people, share in zip(at_steps, work, strict=True):
            assert int(share) <= people <= rounded_up(share)
    assert plan.crew == rounded_up(plan.pace / all_steps(outputs))


@given(DAYS, st.integers(1, 40), st.integers(2, 30))
def test_more_parcels_never_take_fewer_people(arrivals: list[int], more: int, promise: int) -> None:
    hours = [*arrivals, *[0] * (promise + 24)]
    opened = [is_open(hour % 24, 8, 20) for hour in range(len(hours))]
    outputs = [18.9, 72.5]
    small = plan_packing(hours, opened, outputs, promise)
    large = plan_packing([one + more * (one > 0) for one in hours], opened, outputs, promise)
    assert large.crew >= small.crew


@given(DAYS, st.integers(1, 30), st.integers(2, 30))
def test_a_limit_leaves_a_backlog_and_its_end_never_an_error(
    arrivals: list[int], limit: int, promise: int
) -> None:
    hours = [*arrivals, *[0] * (promise + 24)]
    starts = [datetime(2027, 11, 11) + timedelta(hours=index) for index in range(len(hours))]
    opened = [is_open(start.hour, 8, 20) for start in starts]
    plan = plan_packing(hours, opened, [10.0], promise, limit)
    assert all(hour.backlog >= 0 and 0 <= hour.packed <= limit for hour in plan.hours)
    assert sum(hour.packed for hour in plan.hours) + plan.left_over == sum(hours)
    assert (plan.late > 0) == (limit < plan.parcels_per_hour)
    end = cleared_at(plan, starts, opened)
    if not any(hours):
        assert end is None
        return
    assert end is not None
    # The same, hour by hour, until nothing is left.
    waiting, now = plan.left_over, starts[-1] + timedelta(hours=1)
    while waiting:
        waiting -= min(waiting, limit) if is_open(now.hour, 8, 20) else 0
        now += timedelta(hours=1)
    if plan.left_over:
        assert end == now


def test_parcels_that_leave_late_are_counted_one_by_one() -> None:
    """60 parcels due in three hours, 12 an hour: 36 in time, 24 late, gone after five hours."""
    plan = plan_packing([60, 0, 0, 0, 0, 0], [True] * 6, [12.0], 4, limit=12)
    assert (plan.parcels_per_hour, plan.pace, plan.late) == (20, 12, 24)
    assert [hour.backlog for hour in plan.hours] == [60, 48, 36, 24, 12, 0]


def test_what_is_left_over_leaves_in_the_opening_hours_of_the_next_days() -> None:
    starts = [datetime(2027, 11, 11) + timedelta(hours=index) for index in range(24)]
    opened = [8 <= start.hour < 10 for start in starts]
    plan = plan_packing([60, *[0] * 23], opened, [12.0], 24, limit=12)
    assert plan.left_over == 36
    assert cleared_at(plan, starts, opened) == datetime(2027, 11, 13, 9)


def test_a_warehouse_that_never_opens_has_no_end() -> None:
    starts = [datetime(2027, 11, 11) + timedelta(hours=index) for index in range(3)]
    assert cleared_at(plan_packing([5, 0, 0], [False] * 3, [1.0], 2), starts, [False] * 3) is None


def test_longer_hours_that_keep_the_promise_are_found() -> None:
    """60 parcels at midnight, due by noon, 15 an hour: 8 to 10 is too short, 8 to 12 is enough."""
    starts = [datetime(2027, 11, 11) + timedelta(hours=index) for index in range(36)]
    arrivals = [60, *[0] * 35]
    assert hours_more(arrivals, starts, 8, 10, 12, 15) == 2
    assert hours_more(arrivals, starts, 8, 10, 12, 1) is None


def test_the_hours_that_decide() -> None:
    """30 and 60 parcels at 9 and 10, due within 4 hours: those of 9 and 10 together decide."""
    arrivals = [0] * 9 + [30, 60] + [0] * 13
    plan = plan_packing(arrivals, [True] * 24, [10.0], 4)
    assert plan.deciding == (9, 10, 13)
    assert plan.parcels_per_hour == 23  # 90 in the hours from 10 to 14


@given(
    st.lists(st.floats(0, 9), min_size=1, max_size=7),
)
def test_people_by_largest_remainder_sum_to_the_total(quotas: list[float]) -> None:
    column = np.array(quotas)[:, None]
    total = rounded_up(float(column.sum()))
    people = apportioned(column, np.array([total]))[:, 0]
    assert people.sum() == total
    assert all(people >= np.floor(np.round(quotas, 9)))


def test_a_line_without_parcels_has_nobody() -> None:
    assert people_at(np.array([0, 0]), [10.0, 20.0]).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("stations", [1, 2, 3])
def test_stations_limit_what_goes_through(stations: int) -> None:
    """216 parcels an hour asked for at 72 a station: 3 stations keep the promise."""
    plan = plan_packing([648, 0, 0, 0, 0], [True] * 5, [72.0], 4, limit=stations * 72)
    assert plan.pace == stations * 72
    assert (plan.late == 0) == (stations == 3)
