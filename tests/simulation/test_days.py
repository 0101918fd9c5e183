"""The simulation against exact queue formulas, and against what the plan promises."""

from collections.abc import Callable
from decimal import Decimal
from statistics import fmean, stdev
from typing import Any

import numpy as np
import pytest

from planner.capacity import Capacity
from planner.planning import Answer
from planner.simulation import DemandOf, simulate_days
from planner.simulation.chats import ChatRun, Chats, simulate_chats
from planner.simulation.parcels import Line, LineRun, Stage, simulate_line, stages_of
from planner.staffing import ServiceQuality, with_patience, without_end

HOURS = 20
"""Long enough that the empty beginning does not count."""
T_OF_NINE_RUNS = 5.041
"""Student's t, 99.9 %, of nine runs: of some twenty comparisons none is to fail by chance."""
SEEDS = range(100, 109)


def chats_of(inquiries: float, agents: int, patience: float | None, seed: int) -> ChatRun:
    chats = Chats([inquiries] * HOURS, [agents] * HOURS, 180, 1, 20, patience)
    return simulate_chats(chats, np.random.default_rng(seed))


def is_within(values: list[float], expected: float) -> bool:
    """Return whether runs agree with what is expected, within their own error."""
    half = T_OF_NINE_RUNS * stdev(values) / len(values) ** 0.5
    return abs(fmean(values) - expected) <= half


@pytest.mark.parametrize(
    ("inquiries", "agents", "patience"),
    [(200, 14, None), (200, 12, None), (40, 4, None), (200, 14, 300), (200, 9, 120), (60, 2, 60)],
)
def test_chats_agree_with_erlang(inquiries: int, agents: int, patience: float | None) -> None:
    """M/M/c by Erlang C; with patience M/M/c+M by Erlang A, overload included."""
    expected: ServiceQuality = (
        without_end(inquiries, agents, 180, 20)
        if patience is None
        else with_patience(inquiries, agents, 180, 20, patience)
    )
    runs = [chats_of(inquiries, agents, patience, seed) for seed in SEEDS]
    asked = [sum(run.asked) for run in runs]
    assert is_within([run.level or 0 for run in runs], expected.level)
    waited = [run.waited / count for run, count in zip(runs, asked, strict=True)]
    assert is_within(waited, expected.waiting)
    waits = [run.wait_seconds / count for run, count in zip(runs, asked, strict=True)]
    assert is_within(waits, expected.mean_wait_seconds)
    gave_up = [sum(run.gave_up) / count for run, count in zip(runs, asked, strict=True)]
    if patience is None:
        assert not any(gave_up)
    else:
        assert is_within(gave_up, expected.giving_up)


def test_more_agents_never_answer_fewer_in_time() -> None:
    """The same customers meet more agents."""
    levels = [chats_of(200, agents, None, 1).level or 0 for agents in range(8, 18)]
    assert levels == sorted(levels)


def test_nobody_answers_nothing() -> None:
    run = chats_of(30, 0, None, 1)
    assert sum(run.asked) > 0
    assert sum(run.in_time) == 0


def test_who_goes_home_finishes_the_chat_and_the_line_stands_in_the_next_hour() -> None:
    chats = Chats([100.0, 0.0], [1, 40], 3600, 1, 20, None)
    run = simulate_chats(chats, np.random.default_rng(1))
    assert run.in_time[0] < run.asked[0]
    assert run.wait_seconds / run.asked[0] < 3600


def test_an_agent_with_several_chats_takes_as_many_in_the_long_run() -> None:
    """Three at once count as 2.5 agents: 720 s × 3 ÷ 2.5; the formulas' wait is the longer."""
    chats = Chats([40.0] * HOURS, [4] * HOURS, 720 * 3 / 2.5, 3, 20, None)
    levels = [simulate_chats(chats, np.random.default_rng(seed)).level or 0 for seed in SEEDS]
    assert fmean(levels) >= without_end(40, 4, 720 / 2.5, 20).level


def line_of(line: Line, seed: int = 1) -> LineRun:
    return simulate_line(line, np.random.default_rng(seed))


def test_one_person_is_a_queue_of_its_own() -> None:
    """M/M/1: 40 an hour at 60 an hour stay 1 ÷ (60 − 40) hours, 180 s, in the line on average.

    What is there at any moment is by Little's law 40 × 180 ÷ 3600 = 2, so of 4,000 parcels all but
    a few have left at the end.
    """
    line = Line([40.0] * 100, [1] * 100, stages_of([60.0], [None]), 1.0)
    runs = [line_of(line, seed) for seed in SEEDS]
    times = [run.mean_seconds_there for run in runs]
    assert is_within(times, 180.0)


@pytest.mark.parametrize("batch", [1, 5])
def test_a_line_at_its_limit_ships_what_its_people_do(batch: int) -> None:
    """Ten people, 20 and 30 an hour at two steps: 12 each through both, so 120 an hour."""
    line = Line([5000.0] + [0.0] * 19, [10] * 20, stages_of([20, 30], [None, None]), 0.3, batch)
    run = line_of(line)
    shipped = sum(parcels for *_, parcels, _ in run.left)
    assert shipped == pytest.approx(120 * 20, rel=0.03)


@pytest.mark.parametrize("batch", [1, 5])
def test_stations_limit_the_line(batch: int) -> None:
    """Two stations of 30 an hour let 60 through, however many people there are."""
    stages = stages_of([20, 30], [None, (2, 30.0)])
    run = line_of(Line([3000.0] + [0.0] * 19, [50] * 20, stages, 0.3, batch))
    shipped = sum(parcels for *_, parcels, _ in run.left)
    assert shipped == pytest.approx(60 * 20, rel=0.05)


@pytest.mark.parametrize("people", [0, 1, 3, 8])
def test_what_comes_in_goes_out_or_waits(people: int) -> None:
    line = Line([30.0] * 10 + [0.0] * 10, [people] * 20, (Stage((120.0, 180.0)),), 0.3)
    run = line_of(line)
    gone = sum(parcels for _, parcels, _ in run.left)
    assert gone + run.never_left == sum(run.paid)
    assert (gone == 0) == (people == 0)
    assert run.in_time([19] * 20) == gone
    assert run.in_time([hour + 1 for hour in range(20)]) <= gone


def test_more_people_never_ship_fewer_in_time() -> None:
    due = [min(hour + 3, 19) for hour in range(20)]
    lines = [
        Line([30.0] * 10 + [0.0] * 10, [people] * 20, (Stage((120.0, 180.0)),), 0.3)
        for people in range(1, 7)
    ]
    in_time = [line_of(line).in_time(due) for line in lines]
    assert in_time == sorted(in_time)


@pytest.fixture
def capacity(event_answer: Callable[..., Answer]) -> Callable[..., Capacity]:
    def told(revenue: int, **values: Any) -> Capacity:
        goal = {"targets__goal_kind": "revenue", "targets__goal_revenue": Decimal(revenue)}
        rooms = event_answer(**goal, **values).rooms
        assert rooms is not None
        return rooms.capacity

    return told


@pytest.mark.parametrize("patience", [None, 90])
def test_what_the_plan_promises_is_what_happens(
    capacity: Callable[..., Capacity], patience: int | None
) -> None:
    """The small event grown to 300 orders, all of which come in a few hours."""
    told = simulate_days(capacity(22_500, staffing__patience_seconds=patience), DemandOf.PLAN)
    assert told.left_in_time is not None
    assert told.left_in_time.mean == told.left_in_time.promised == 1
    assert told.never_left == 0
    assert told.answered_in_time is not None
    # Hours of few customers begin empty and end with somebody still in a chat: half a point.
    assert told.answered_in_time.promised == pytest.approx(
        told.answered_in_time.mean, abs=told.answered_in_time.half_width + 0.005
    )
    assert told == simulate_days(capacity(22_500, staffing__patience_seconds=patience),
                                 DemandOf.PLAN)  # fmt: skip


def test_a_drawn_demand_spreads_wider(capacity: Callable[..., Capacity]) -> None:
    there = capacity(22_500)
    plan, forecast = (simulate_days(there, demand).answered_in_time for demand in DemandOf)
    assert plan is not None
    assert forecast is not None
    assert forecast.low < plan.low
    assert forecast.half_width > plan.half_width


def test_too_few_people_are_found(capacity: Callable[..., Capacity]) -> None:
    """The formulas are on the safe side: they round what people do in an hour down, and begin what
    is paid in an hour in the next."""
    told = simulate_days(capacity(120_000, capacity__warehouse_people=1), DemandOf.PLAN)
    assert told.left_in_time is not None
    assert told.left_in_time.promised is not None
    assert told.left_in_time.promised < 1
    assert 0 <= told.left_in_time.mean - told.left_in_time.promised < 0.1
