"""Packing: every parcel leaves in time, with no packer too many; checked by an own simulation."""

from collections import deque
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures import rounded_up
from planner.staffing import is_open, plan_packing, required_rates

LINES, PICK, PACK = 3, 47, 50


def late_parcels(
    arrivals: Sequence[int], opened: Sequence[bool], capacities: Sequence[int], promise: int
) -> int:
    """Return how many parcels leave late, first in first out, each parcel on its own.

    A parcel paid in hour t can be packed from t + 1 on and is due by the end of t + promise − 1;
    where the warehouse stays closed that long, in the next hour that it is open.
    """
    waiting: deque[int] = deque()
    late = 0
    for hour, (arrived, works, capacity) in enumerate(
        zip(arrivals, opened, capacities, strict=True)
    ):
        for _ in range(min(capacity, len(waiting)) if works else 0):
            paid = waiting.popleft()
            due = paid + promise - 1
            if not any(opened[paid + 1 : due + 1]):
                due = next(h for h in range(paid + 1, len(opened)) if opened[h])
            late += hour > due
        waiting.extend([hour] * arrived)
    return late + len(waiting)


@st.composite
def warehouses(draw: st.DrawFn) -> tuple[list[int], list[bool], float, int]:
    """Return arrivals, opening, rate and promise, with an open tail behind the last arrival."""
    hours = draw(st.integers(1, 60))
    promise = draw(st.integers(2, 30))
    arrivals = draw(st.lists(st.integers(0, 40), min_size=hours, max_size=hours))
    opened = draw(
        st.lists(st.booleans(), min_size=hours, max_size=hours)
        | st.tuples(st.integers(0, 23), st.integers(1, 24)).map(
            lambda day: [is_open(hour % 24, *day) for hour in range(hours)]
        )
    )
    rate = draw(st.sampled_from([0.3, 1.0, 2.5, 7.0, 18.848167539267017, 29.875518672199171]))
    tail = promise + 24
    return [*arrivals, *[0] * tail], [*opened, *[True] * tail], rate, promise


@given(warehouses())
def test_no_parcel_is_late_and_one_packer_fewer_would_be_too_few(
    warehouse: tuple[list[int], list[bool], float, int],
) -> None:
    arrivals, opened, rate, promise = warehouse
    plan = plan_packing(arrivals, opened, [rate], promise)
    planned = [int(round(hour.packers * rate, 9)) for hour in plan.hours]
    assert late_parcels(arrivals, opened, planned, promise) == 0
    assert plan.late == 0
    assert late_parcels(arrivals, opened, [hour.packed for hour in plan.hours], promise) == 0
    assert max((hour.packers for hour in plan.hours), default=0) <= plan.crew
    if plan.crew:
        fewer = int(round((plan.crew - 1) * rate, 9))
        assert late_parcels(arrivals, opened, [fewer] * len(opened), promise) > 0
        less = [plan.parcels_per_hour - 1] * len(opened)
        assert late_parcels(arrivals, opened, less, promise) > 0


@given(warehouses())
def test_everything_leaves_and_nothing_is_packed_twice(
    warehouse: tuple[list[int], list[bool], float, int],
) -> None:
    arrivals, opened, rate, promise = warehouse
    plan = plan_packing(arrivals, opened, [rate], promise)
    assert plan.left_over == 0
    assert sum(hour.packed for hour in plan.hours) == sum(arrivals)
    waiting = 0
    for hour, arrived, works in zip(plan.hours, arrivals, opened, strict=True):
        assert (hour.arrived, hour.waiting) == (arrived, waiting)
        assert 0 <= hour.packed <= hour.waiting
        assert hour.backlog == waiting + arrived - hour.packed >= 0
        assert works or hour.packers == hour.packed == 0
        assert not hour.packers or hour.packed
        waiting = hour.backlog
    assert plan.parcels_per_hour == rounded_up(max(hour.required_rate for hour in plan.hours))


@given(warehouses())
def test_required_rates_are_those_of_the_definition(
    warehouse: tuple[list[int], list[bool], float, int],
) -> None:
    arrivals, opened, _, promise = warehouse
    rates = required_rates(arrivals, opened, promise)
    for t in range(len(arrivals)):
        due = min(t + promise - 1, len(arrivals) - 1)
        rate = max(
            sum(arrivals[s : t + 1])
            / max(sum(opened[s + 1 : due + 1]), sum(opened[s + 1 : t + 1]) + 1)
            for s in range(t + 1)
        )
        assert rates[t] == rate


def test_a_worked_example() -> None:
    """60 parcels in hour 0, open from hour 2 on, promised within 4 hours: 30 in each of two."""
    plan = plan_packing([60, 0, 0, 0, 0], [False, False, True, True, True], [10], 4)
    assert (plan.crew, plan.parcels_per_hour) == (3, 30)
    assert [hour.packers for hour in plan.hours] == [0, 0, 3, 3, 0]
    assert [hour.packed for hour in plan.hours] == [0, 0, 30, 30, 0]
    assert [hour.backlog for hour in plan.hours] == [60, 60, 30, 0, 0]


def test_only_as_many_pack_as_there_is_work_for() -> None:
    plan = plan_packing([100, 5, 0, 0], [True] * 4, [10], 3)
    assert [hour.packers for hour in plan.hours] == [0, 5, 5, 1]
    assert plan.crew == 5


def test_published_picking_and_packing() -> None:
    """800 orders × 3 lines × 47 s and 800 × 50 s are 42.4 h; at 6.5 productive hours 7 workers."""
    rate = 3600 / (LINES * PICK + PACK)
    hours = 800 / rate
    assert pytest.approx((31.3, 11.1), abs=0.05) == (800 * LINES * PICK / 3600, 800 * PACK / 3600)
    assert hours == pytest.approx(42.4, abs=0.05)
    assert rounded_up(hours / (8 * 0.8125)) == 7


@pytest.mark.parametrize(
    ("opens", "closes", "hours"),
    [
        (8, 22, [*range(8, 22)]),
        (0, 24, [*range(24)]),
        (20, 2, [0, 1, 20, 21, 22, 23]),
        (22, 24, [22, 23]),
        (23, 1, [0, 23]),
        (8, 8, [*range(24)]),
        (0, 1, [0]),
    ],
)
def test_opening_hours_go_over_midnight(opens: int, closes: int, hours: list[int]) -> None:
    assert [hour for hour in range(24) if is_open(hour, opens, closes)] == hours


def test_a_warehouse_that_never_opens_leaves_everything_and_says_so() -> None:
    plan = plan_packing([5, 0, 3], [False] * 3, [10], 2)
    assert (plan.left_over, plan.promised_too_soon) == (8, 8)
    assert [hour.packers for hour in plan.hours] == [0, 0, 0]


def test_parcels_promised_while_the_warehouse_is_closed_are_counted() -> None:
    opened = [is_open(hour % 24, 8, 20) for hour in range(72)]
    arrivals = [10 if hour < 24 else 0 for hour in range(72)]
    plan = plan_packing(arrivals, opened, [25], 6)
    # Paid from 19 to 2 they are due while it is closed: 19…23 and 0…2 of the first night.
    assert plan.promised_too_soon == 10 * len([0, 1, 2, 19, 20, 21, 22, 23])
    assert plan.left_over == 0


def test_nothing_to_pack_needs_nobody() -> None:
    assert plan_packing([], [], [10], 24).hours == ()
    plan = plan_packing([0, 0], [True, True], [10], 24)
    assert (plan.crew, plan.parcels_per_hour, plan.promised_too_soon) == (0, 0, 0)


def test_a_window_of_four_months_is_planned() -> None:
    hours = 121 * 24
    tail = 168 + 24
    arrivals = [(hour * 7919) % 1000 for hour in range(hours)] + [0] * tail
    opened = [is_open(hour % 24, 8, 22) for hour in range(hours + tail)]
    plan = plan_packing(arrivals, opened, [29.876], 168)
    assert plan.left_over == 0


def test_loads_beyond_any_shop_stay_exact() -> None:
    plan = plan_packing([10**12, 0, 0, 0], [True] * 4, [25.0], 3)
    assert plan.parcels_per_hour == 5 * 10**11
    assert (plan.left_over, sum(hour.packed for hour in plan.hours)) == (0, 10**12)
