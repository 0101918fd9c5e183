"""The room over a plan: what it asks for suffices, too few people get the best with its reasons."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planner.capacity import AGENTS, PACKERS, Capacity, plan_capacity
from planner.checklist import capacity_as_json
from planner.demand import Quantile
from planner.figures import Level, walk
from planner.language import Language
from planner.planning import Answer

EventAnswer = Callable[..., Answer]
BIG = {"targets__goal_kind": "revenue", "targets__goal_revenue": Decimal(750_000)}
"""Ten thousand orders."""


@pytest.fixture
def capacity(event_answer: EventAnswer) -> Callable[..., Capacity]:
    def told(**values: Any) -> Capacity:
        rooms = event_answer(**BIG, **values).rooms
        assert rooms is not None
        return rooms.capacity

    return told


def test_the_people_that_the_plan_asks_for_keep_both_promises(
    capacity: Callable[..., Capacity],
) -> None:
    told = capacity()
    assert told.load.orders == 10_000
    assert told.keeps_the_plan
    assert told.verdict()[0] is Level.ON_TRACK
    leaving = told.leaving[Quantile.P50]
    assert leaving.in_time == leaving.in_time_at_best == leaving.parcels
    assert leaving.answered_in_time is not None
    assert leaving.answered_in_time >= 0.8
    # One person fewer, and it is kept no more.
    fewer = capacity(capacity__warehouse_people=told.means.packers[0] - 1)
    assert not fewer.keeps_the_plan
    assert fewer.binds == PACKERS


def test_three_people_for_ten_thousand_parcels_get_the_best_with_its_reasons(
    capacity: Callable[..., Capacity],
) -> None:
    told = capacity(capacity__warehouse_people=3)
    level, sentence = told.verdict()
    assert level is Level.NOT_READY
    leaving = told.leaving[Quantile.P50]
    rate = int(told.figures[PACKERS].inputs["rate"].value)  # type: ignore[arg-type,union-attr]  # an entry that holds a number
    assert leaving.in_time < leaving.in_time_at_best < leaving.parcels
    # At best every open hour until the last promise is due ships what it can.
    assert leaving.in_time_at_best <= rate * sum(told.means.opened)
    assert str(sentence).startswith(f"{leaving.in_time_at_best} of 10000 parcels can leave")
    assert leaving.leaves_at is not None
    assert told.orders is not None
    assert told.orders < 4000
    reaching = next(one for one in told.ladder if one.orders >= 10_000)
    enough = capacity(capacity__warehouse_people=3 + reaching.more[PACKERS])
    assert enough.reach[PACKERS].scale >= 1
    assert any("order of payment" in str(one) for one in told.problems())


def test_agents_bind_alone(capacity: Callable[..., Capacity]) -> None:
    told = capacity(staffing__agents_at_most=1)
    assert told.binds == AGENTS
    assert told.verdict()[0] is Level.NOT_READY
    assert "inquiries are answered in time" in str(told.verdict()[1])


def test_nobody_ships_nothing(capacity: Callable[..., Capacity]) -> None:
    told = capacity(capacity__warehouse_people=0)
    assert told.orders == 0
    assert "the rest never leaves" in str(told.verdict()[1])


def test_every_limit_of_a_step_may_bind(capacity: Callable[..., Capacity]) -> None:
    for name in ("review_people", "pick_people", "inspect_people"):
        assert capacity(**{f"capacity__{name}": 0}).binds == name
    enough = {"capacity__warehouse_people": 500, "staffing__agents_at_most": 500}
    for name in ("printers", "checking_stations", "packing_stations"):
        told = capacity(**enough, **{f"staffing__{name}": 1}, staffing__printer_labels_per_hour=9)
        assert told.binds == name


def test_figures_are_what_the_calculator_says(capacity: Callable[..., Capacity]) -> None:
    told = capacity(capacity__warehouse_people=7, staffing__packing_stations=2,
                    capacity__pick_people=4, staffing__agents_at_most=9)  # fmt: skip
    assert set(told.figures) == {*told.means.keys, "orders"}
    for key, reach in told.reach.items():
        assert told.figures[key].value == reach.orders(told.load.orders)
    assert told.figures["orders"].value == told.orders
    names = {one.key for one in walk(told.figures["orders"])}
    assert {"capacity.warehouse_people", "staffing.packing_stations"} <= names


def test_the_same_numbers_as_json(capacity: Callable[..., Capacity]) -> None:
    told = capacity(capacity__warehouse_people=3)
    plain = capacity_as_json(told, Language("en"))
    assert plain["orders"] == told.orders
    assert plain["binds"] == PACKERS
    assert plain["leaving"]["P50"]["in_time_at_best"] == (
        told.leaving[Quantile.P50].in_time_at_best
    )
    assert len(plain["ladder"]) == len(told.ladder)


def test_high_demand_is_the_total_s(capacity: Callable[..., Capacity]) -> None:
    """Parcels of many hours wait for the same people: quantiles of hours do not add."""
    told = capacity()
    totals = told.staffing.basis.demand.totals_by_quantile
    for quantile, one in told.leaving.items():
        assert one.parcels == totals[quantile].parcels
    in_time = [one.in_time_at_best / one.parcels for one in told.leaving.values()]
    assert in_time == sorted(in_time, reverse=True)


def test_without_orders_nothing_binds(event_answer: EventAnswer) -> None:
    told = event_answer()
    assert told.rooms is not None
    nothing = replace(told.rooms.targets.orders_paid, value=0)
    empty = plan_capacity(told.rooms.staffing, nothing, told.entries)
    assert (empty.figures, empty.ladder, empty.one_more) == ({}, (), ())
    assert empty.verdict()[0] is Level.ON_TRACK
