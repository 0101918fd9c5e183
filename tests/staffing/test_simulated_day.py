"""The planned roster, run through a simulation of the day, meets what it promises.

Event by event and each customer and parcel on its own; the simulation knows nothing of the formulas
but how many people are there in which hour.
"""

import heapq
import random
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from planner.demand import Quantile
from planner.planning import Answer
from planner.staffing import Staffing, agents_needed, agents_with_patience, without_end

EventAnswer = Callable[..., Answer]
HOUR = 3600.0


def answered_in_time(
    contacts: float, agents: int, seconds: float, within: float, patience: float | None, seed: int
) -> tuple[float, float]:
    """Return the share answered in time and the mean wait of one long hour of chats.

    Poisson arrivals, exponential handling, first come first served, the first ninth left out.
    """
    chance = random.Random(seed)
    free = [0.0] * agents  # when each agent is free again
    heapq.heapify(free)
    now, in_time, waited, counted = 0.0, 0, 0.0, 0
    last = 90 * HOUR
    while now < last:
        now += chance.expovariate(contacts / HOUR)
        gives_up = now + chance.expovariate(1 / patience) if patience else float("inf")
        starts = max(now, free[0])
        answered = starts <= gives_up
        if answered:
            heapq.heapreplace(free, starts + chance.expovariate(1 / seconds))
        if now > 10 * HOUR:
            counted += 1
            in_time += answered and starts - now <= within
            waited += min(starts, gives_up) - now
    return in_time / counted, waited / counted


@pytest.mark.parametrize("contacts", [20, 100, 800])
def test_the_crew_keeps_the_service_level_that_it_states(contacts: float) -> None:
    agents = agents_needed(contacts, 50, 0.80, 30, 0.85)
    stated = without_end(contacts, agents, 50, 30)
    level, wait = answered_in_time(contacts, agents, 50, 30, None, seed=11)
    assert stated.level >= 0.80
    assert level == pytest.approx(stated.level, abs=0.02)
    assert wait == pytest.approx(stated.mean_wait_seconds, rel=0.15, abs=0.5)


def test_customers_with_patience_are_answered_as_stated() -> None:
    agents = agents_with_patience(800, 50, 0.80, 30, 0.99, 60)
    level, _ = answered_in_time(800, agents, 50, 30, 60, seed=11)
    fewer, _ = answered_in_time(800, agents - 2, 50, 30, 60, seed=11)
    assert level >= 0.79
    assert fewer < level


def minutes_late(
    staffing: Staffing, people: Sequence[int], opened: Sequence[bool], promise: int, seed: int
) -> tuple[int, int]:
    """Return how many parcels leave late, and how many leave at all.

    Parcels are paid at any minute of their hour and wait, first in first out. Each person takes one
    parcel through all steps, in the mean time that the steps take, an eighth more or less, and only
    in the hours in which there is work for them on the roster. A parcel that is begun in an hour is
    finished, so a step's rounding never cuts it off.
    """
    chance = random.Random(seed)
    seconds = sum(HOUR / output for output in staffing.step_outputs)
    waiting: deque[float] = deque()
    late = done = 0
    for index, hour in enumerate(staffing.plan.packing.hours):
        if opened[index]:
            at_work = [index * HOUR] * people[index]
            heapq.heapify(at_work)
            while waiting and at_work and at_work[0] < (index + 1) * HOUR - 1e-6:
                paid = waiting.popleft()
                ends = at_work[0] + seconds * chance.uniform(0.875, 1.125)
                heapq.heapreplace(at_work, ends)
                late += ends > (paid // HOUR + promise) * HOUR + seconds * 2
                done += 1
        waiting.extend(sorted(index * HOUR + chance.random() * HOUR for _ in range(hour.arrived)))
    return late, done


@pytest.mark.parametrize("promise", [24, 48])
@pytest.mark.parametrize("quantile", list(Quantile))
def test_every_parcel_of_the_day_leaves_within_the_promise(
    event_answer: EventAnswer, promise: int, quantile: Quantile
) -> None:
    rooms = event_answer(
        targets__goal_kind="revenue",
        targets__goal_revenue="300000",
        staffing__promise_hours=promise,
    ).rooms
    assert rooms is not None
    staffing = rooms.staffing
    packing = staffing.rosters[quantile].packing
    opened = [hour.is_open for hour in staffing.hours]
    people = [hour.packers for hour in packing.hours]
    late, done = minutes_late(staffing, people, opened, promise, seed=11)
    assert late == 0
    assert done == sum(hour.arrived for hour in staffing.plan.packing.hours)


def test_a_crew_that_is_a_quarter_too_small_ships_late(event_answer: EventAnswer) -> None:
    """The simulation finds what is wrong: it is no test that always holds."""
    rooms = event_answer(
        targets__goal_kind="revenue", targets__goal_revenue="300000", staffing__promise_hours=24
    ).rooms
    assert rooms is not None
    staffing = rooms.staffing
    crew = staffing.packing.crew * 3 // 4
    opened = [hour.is_open for hour in staffing.hours]
    late, _ = minutes_late(staffing, [crew] * len(opened), opened, 24, seed=11)
    assert late > 0


def test_the_busiest_hour_is_answered_as_the_page_says(event_answer: EventAnswer) -> None:
    rooms = event_answer(targets__goal_kind="revenue", targets__goal_revenue="300000").rooms
    assert rooms is not None
    plan = rooms.staffing.plan
    at = plan.starts.index(datetime(2027, 11, 11))
    level, wait = answered_in_time(
        plan.contacts["before"][at], plan.on_duty["before"][at], 50, 30, None, seed=5
    )
    assert level == pytest.approx(plan.quality[at].level, abs=0.02)
    assert wait == pytest.approx(plan.quality[at].mean_wait_seconds, rel=0.2, abs=0.5)
