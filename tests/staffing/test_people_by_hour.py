"""Agents and packers for every hour of a campaign, and the figures that sum them up."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from planner.figures import Level, walk
from planner.language import Language
from planner.planning import Answer, answer
from planner.staffing import Group, Staffing, agents_needed
from planner.tables import Dataset
from tests.rows import line, order, plan

EN = Language("en")
EventAnswer = Callable[..., Answer]


def staffing(answer: Answer) -> Staffing:
    assert answer.rooms is not None
    return answer.rooms.staffing


def value(one: Staffing, name: str) -> Any:
    return one.figures[name].value


def test_every_hour_has_its_agents_and_packers(event_answer: EventAnswer) -> None:
    """A thousand times the small event: the rush at midnight asks for the most agents."""
    answered = event_answer(
        targets__goal_kind="revenue", targets__goal_revenue="300000", staffing__promise_hours=24
    )
    one = staffing(answered)
    assert one.window_hours == 7 * 24
    assert len(one.hours) == one.window_hours + 24 + 24
    assert all(b.start - a.start == timedelta(hours=1) for a, b in pairwise(one.hours))
    peak = max(one.hours, key=lambda hour: hour.orders_placed)
    assert (peak.start, peak.orders_placed) == (datetime(2027, 11, 11, 0), 2000)
    # Four of five orders are paid; a fifth of these asked, two of five who ask buy.
    assert peak.inquiries == pytest.approx(2000 * 0.8 * 0.2 / 0.4)
    assert peak.agents_on_duty == agents_needed(800, 50, 0.80, 30, 0.85) == 14
    assert peak.agents_to_roster == 20
    assert value(one, "peak_orders") == 2000
    assert value(one, "peak_agents") == 14
    assert value(one, "peak_agents_to_roster") == 20
    assert value(one, "agent_shifts") == -(-value(one, "agent_hours") // 8)
    assert value(one, "packer_shifts") == -(-value(one, "packer_hours") // 8)
    assert value(one, "agent_hours") == sum(hour.agents_to_roster for hour in one.hours)
    assert value(one, "packing_crew") == one.packing.crew
    assert value(one, "packing_crew") == max(hour.packing.packers for hour in one.hours)
    assert value(one, "packing_crew_to_roster") == max(hour.packers_to_roster for hour in one.hours)
    assert value(one, "packer_hours") == sum(hour.packers_to_roster for hour in one.hours)
    assert value(one, "largest_backlog") == max(hour.packing.backlog for hour in one.hours)
    assert answered.rooms is not None
    assert sum(hour.packing.packed for hour in one.hours) == answered.rooms.parcels.value
    assert one.packing.left_over == 0
    assert one.verdict()[0] is Level.ON_TRACK


def test_nobody_packs_while_the_warehouse_is_closed(event_answer: EventAnswer) -> None:
    one = staffing(event_answer(staffing__opens_at=20, staffing__closes_at=2))
    packing = {hour.start.hour for hour in one.hours if hour.packing.packers}
    assert packing <= {20, 21, 22, 23, 0, 1}
    assert {hour.start.hour for hour in one.hours if hour.is_open} == {20, 21, 22, 23, 0, 1}


def test_the_last_parcel_leaves_within_its_promise(event_answer: EventAnswer) -> None:
    one = staffing(event_answer(staffing__promise_hours=2, staffing__opens_at=0,
                                staffing__closes_at=24))  # fmt: skip
    # The last order is paid in the hour from 9 on the 13th, and packed in the next.
    assert one.last_parcel_leaves == datetime(2027, 11, 13, 11, 0)


def test_a_promise_the_opening_hours_cannot_keep_is_said(event_answer: EventAnswer) -> None:
    one = staffing(event_answer(staffing__promise_hours=2))
    assert one.packing.promised_too_soon > 0
    assert one.verdict()[0] is Level.NOT_READY
    said = [EN.text(problem) for problem in one.problems]
    assert any("promised within 2 h although the warehouse stays closed" in text for text in said)


def test_lines_are_counted_from_the_items_list_else_assumed(event_answer: EventAnswer) -> None:
    """Five lines of four paid orders; a tenth is packed ahead: 3,600 ÷ (1.25 × 47) ÷ 0.9."""
    one = staffing(event_answer())
    assert value(one, "pick_output") == pytest.approx(3600 / (1.25 * 47) / 0.9)
    assert value(one, "pack_output") == pytest.approx(3600 / 50 / 0.9)
    assert one.problems == ()
    edited = staffing(event_answer(staffing__lines_per_parcel=3, staffing__prepacked_share=0))
    assert value(edited, "pick_output") == 3600 / (3 * 47)
    seconds = 15 + 8 + 3 * 47 + 15 + 10 + 50 + 5
    assert value(edited, "parcels_per_packer_hour") == pytest.approx(3600 / seconds)


@pytest.mark.parametrize(
    "field",
    [
        "promise_hours",
        "opens_at",
        "closes_at",
        "handling_seconds",
        "shrinkage",
        "service_level",
        "chats_at_once",
        "patience_seconds",
        "agents_at_most",
        "occupancy_cap",
        "own_person_from",
        "delivery_days",
        "after_days",
        "care_from",
        "care_until",
        "contacts_per_order",
        "contacts_per_parcel",
        "reminder_seconds",
        "prepacked_share",
        "prepack_days",
        "call_days",
        "call_from",
        "call_until",
        "top_customer_share",
        "count_seconds_per_item",
        "productive_share",
        "hand_over_seconds",
        "coordinators",
        "visitors_asking",
    ],
)
@pytest.mark.parametrize("end", ["low", "high"])
def test_the_bounds_of_every_assumption_can_be_planned_with(
    event_answer: EventAnswer, field: str, end: str
) -> None:
    name = f"staffing.{field}"
    bound = getattr(event_answer().entries[name].assumption, end)
    one = staffing(event_answer(**{f"staffing__{field}": bound}))
    assert one.packing.left_over == 0
    assert all(hour.agents_to_roster >= hour.agents_on_duty for hour in one.hours)
    for roster in one.rosters.values():
        for group in Group:
            pairs = zip(roster.people_to_roster(group), roster.people(group), strict=True)
            assert all(paid >= people >= 0 for paid, people in pairs)
        assert all(quality.mean_wait_seconds >= 0 for quality in roster.quality)
        assert all(0 <= quality.level <= 1 for quality in roster.quality)
        assert all(hour.backlog >= 0 for hour in roster.packing.hours)


def test_lines_beside_unpaid_orders_do_not_count(make_dataset: Callable[..., Dataset]) -> None:
    dataset = make_dataset(
        [order("1", "2026-11-11", 10), order("2", "2026-11-11")],
        [line("1", "A"), line("2", "B"), line("2", "C"), line("2", "D")],
    )
    answered = answer(plan(), dataset, date(2027, 1, 1))
    assert answered.entries["staffing.lines_per_parcel"].value == 1


def test_the_account_of_the_agents_goes_down_to_the_goal_and_the_counted_hours(
    event_answer: EventAnswer,
) -> None:
    figures = staffing(event_answer()).figures
    for name in ("peak_agents", "agent_shifts", "packing_crew", "packer_hours", "largest_backlog"):
        below = {one.key for one in walk(figures[name])}
        assert {"reference.hours", "targets.goal", "reference.paid_amount"} <= below, name
    assert "staffing.promise_hours" in {one.key for one in walk(figures["packing_crew"])}


def test_more_parcels_an_order_mean_fewer_lines_in_each(event_answer: EventAnswer) -> None:
    one, two = (
        event_answer(demand__parcels_per_order=parcels).entries["staffing.lines_per_parcel"].value
        for parcels in (1, 2)
    )
    assert one is not None
    assert two == pytest.approx(float(one) / 2)
