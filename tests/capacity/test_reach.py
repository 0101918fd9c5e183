"""How far people, machines and hours reach: equal to trying every number of orders."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.capacity import AGENTS, HOURS, PACKERS
from planner.capacity.leaving import most_in_time, what_leaves
from planner.capacity.means import Limit
from planner.capacity.reach import (
    binding,
    fewest_more,
    line_reach,
    most_inquiries,
    reach_of,
    reaches,
)
from planner.demand import Quantile
from planner.language import say
from planner.staffing import (
    StaffingAssumptions,
    agents_for,
    due_hours,
    late_parcels,
    plan_packing,
    through_line,
)
from tests.capacity.cases import START, load, means


def test_the_example_of_three_people() -> None:
    """60 parcels at once, due in three hours: three who take 10 an hour let 90 through."""
    one = load([60, 0, 0, 0, 0], promise_hours=4)
    three = means(5, packers=3, outputs=(20.0, 20.0))
    assert reach_of(one, three, PACKERS).scale == pytest.approx(1.5)
    assert reach_of(one, three, PACKERS).orders(one.orders) == 90


small_columns = st.lists(st.integers(0, 6), min_size=1, max_size=6)


@given(
    arrivals=small_columns,
    room=st.lists(st.integers(0, 5), min_size=14, max_size=14),
    opened=st.lists(st.booleans(), min_size=14, max_size=14),
    promise=st.integers(2, 6),
)
def test_the_largest_scale_equals_brute_force(
    arrivals: list[int], room: list[int], opened: list[bool], promise: int
) -> None:
    """Parcels in fractions, hour by hour: a little below the scale none is late, above one is."""
    opened[-1] = True
    arrived = np.array(arrivals + [0] * (14 - len(arrivals)))
    capacity = np.where(opened, room, 0)
    due = due_hours(opened, promise)
    scale = line_reach(arrived, capacity, due).scale
    if math.isinf(scale):
        assert not arrived.any()
        return
    assert not is_late(arrived * scale * 0.999, capacity, due)
    assert is_late(arrived * (scale * 1.001 + 1e-6), capacity, due)


def is_late(arrived: np.ndarray, capacity: np.ndarray, due: np.ndarray) -> bool:
    """Return whether anything is late, by walking through the hours."""
    lines: list[list[float]] = []
    for hour, space in enumerate(capacity):
        free = float(space)
        for line in lines:
            taken = min(free, line[1])
            line[1] -= taken
            free -= taken
        if any(left > 1e-9 and until <= hour for until, left in lines):
            return True
        lines.append([int(due[hour]), float(arrived[hour])])
    return any(left > 1e-9 for _, left in lines)


@given(
    arrivals=small_columns,
    room=st.lists(st.integers(0, 3), min_size=10, max_size=10),
    promise=st.integers(2, 5),
)
@settings(max_examples=60)
def test_no_order_of_shipping_has_more_in_time(
    arrivals: list[int], room: list[int], promise: int
) -> None:
    """Against the best matching of parcels with places, found by augmenting paths."""
    arrived = arrivals + [0] * (10 - len(arrivals))
    due = [min(hour + promise - 1, 9) for hour in range(10)]
    best = most_in_time(arrived, room, due)
    assert best == largest_matching(arrived, room, due)
    through = through_line(np.array(arrived), np.array(room))
    assert sum(arrived) - late_parcels(np.array(arrived), through, np.array(due)) <= best


def largest_matching(arrived: list[int], room: list[int], due: list[int]) -> int:
    places = [hour for hour, count in enumerate(room) for _ in range(count)]
    taken: dict[int, int] = {}
    parcels = [hour for hour, count in enumerate(arrived) for _ in range(count)]

    def find(parcel: int, seen: set[int]) -> bool:
        for place, hour in enumerate(places):
            if place not in seen and parcels[parcel] < hour <= due[parcels[parcel]]:
                seen.add(place)
                if place not in taken or find(taken[place], seen):
                    taken[place] = parcel
                    return True
        return False

    return sum(find(parcel, set()) for parcel in range(len(parcels)))


@pytest.mark.parametrize("patience", [None, 120])
@pytest.mark.parametrize("agents", [1, 2, 7, 40, 900])
def test_the_most_inquiries_are_the_last_that_take_no_agent_more(
    agents: int, patience: int | None
) -> None:
    service = StaffingAssumptions(patience_seconds=patience)
    most = most_inquiries(service, agents)
    assert agents_for(service, "before", most) == agents
    assert agents_for(service, "before", most * 1.0001) == agents + 1
    assert most_inquiries(service, 0) == 0


def test_the_busiest_hour_of_chats_decides() -> None:
    one = load([0, 0], inquiries=(100.0, 800.0))
    found = reach_of(one, means(2, agents=(14, 14)), AGENTS)
    assert found.first == 1
    assert found.scale == pytest.approx(most_inquiries(StaffingAssumptions(), 14) / 800)


def test_what_binds_and_how_many_more_it_takes() -> None:
    one = load([60, 0, 0, 0, 0], promise_hours=4)
    station = Limit("packing_stations", "pack", say("Packing stations"), 1, 12.0)
    there = means(5, packers=3, outputs=(20.0, 20.0), limits=(station,))
    found = reaches(one, there)
    assert binding(found) == "packing_stations"
    assert found["packing_stations"].scale == pytest.approx(36 / 60)
    assert math.isinf(found[AGENTS].scale)
    assert fewest_more(one, there, "packing_stations", 1.0) == 1
    assert fewest_more(one, there, PACKERS, 2.0) == 1
    assert fewest_more(one, there, PACKERS, 1.0) == 0


def test_nobody_ships_nothing() -> None:
    one = load([60, 0, 0, 0, 0], promise_hours=4)
    nobody = means(5, packers=0)
    assert reach_of(one, nobody, PACKERS).orders(60) == 0
    leaving = what_leaves(one, nobody, START, Quantile.P50)
    assert (leaving.in_time, leaving.in_time_at_best, leaving.leaves_at) == (0, 0, None)
    assert leaving.waiting[-1] == 60


@given(
    arrivals=st.lists(st.integers(0, 40), min_size=24, max_size=24),
    packers=st.integers(0, 5),
    more=st.integers(1, 3),
    key=st.sampled_from((PACKERS, "packing_stations")),
)
def test_more_of_anything_never_reaches_less(
    arrivals: list[int], packers: int, more: int, key: str
) -> None:
    one = load(arrivals + [0] * 48, promise_hours=24)
    station = Limit("packing_stations", "pack", say("Packing stations"), 2, 12.0)
    there = means(72, packers=packers, limits=(station,), opens_at=8, closes_at=20)
    before, after = reaches(one, there), reaches(one, there.more(key, more))
    assert after[binding(after)].scale >= before[binding(before)].scale
    longer = reaches(one, there.more(HOURS, 2))
    assert longer[binding(longer)].scale >= before[binding(before)].scale


@given(
    arrivals=st.lists(st.integers(0, 40), min_size=24, max_size=24),
    limit=st.one_of(st.none(), st.integers(1, 60)),
)
def test_parcels_leave_as_the_staffing_says(arrivals: list[int], limit: int | None) -> None:
    """At the pace that the staffing plans it is the staffing's own plan."""
    column = arrivals + [0] * 72
    one = load(column, promise_hours=24)
    opened = means(96, opens_at=8, closes_at=20).opened
    plan = plan_packing(column, list(opened), [1.0], 24, limit)
    there = means(96, packers=plan.pace, outputs=(1.0,), opens_at=8, closes_at=20)
    leaving = what_leaves(one, there, START, Quantile.P50)
    assert leaving.waiting == tuple(hour.backlog for hour in plan.hours)
    assert leaving.in_time == sum(column) - plan.late
    reached = reach_of(one, there, PACKERS)
    if any(column):
        assert (reached.scale >= 1) == (plan.parcels_per_hour <= plan.pace)


def test_the_last_parcel_is_told_beyond_the_hours() -> None:
    """100 parcels, 7 an hour, open from 8 to 10: 14 a day, so in the morning of the eighth day."""
    one = load([100] + [0] * 47, promise_hours=24)
    there = means(48, packers=7, outputs=(1.0,), opens_at=8, closes_at=10)
    leaving = what_leaves(one, there, START, Quantile.P50)
    assert leaving.leaves_at is not None
    assert (leaving.leaves_at - START).total_seconds() / 3600 == 7 * 24 + 9
    assert leaving.holds_up[9] == PACKERS
    assert leaving.holds_up[3] == "closed"


def test_the_crew_stays_when_the_warehouse_closes_later() -> None:
    there = means(48, packers=3, opens_at=8, closes_at=23)
    longer = there.more(HOURS, 2)
    assert (longer.opens_at, longer.closes_at) == (8, 1)
    assert [hour for hour in range(24) if longer.opened[hour] and not there.opened[hour]] == [0, 23]
    assert there.hours_closed == 9
