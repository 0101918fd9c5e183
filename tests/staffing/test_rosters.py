"""Everybody by position and hour: what each follows from, at every quantile, with its cost."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from planner.demand import Quantile
from planner.figures import Level, Origin, rounded_up
from planner.language import Language
from planner.planning import Answer, answer
from planner.staffing import POSITIONS, STEPS, Group, Roster, Staffing
from planner.tables import Dataset
from tests.rows import EVENT_ITEMS, EVENT_ORDERS, plan

EN = Language("en")
EventAnswer = Callable[..., Answer]
BIG = {"targets__goal_kind": "revenue", "targets__goal_revenue": "300000"}


def staffing(answered: Answer) -> Staffing:
    assert answered.rooms is not None
    return answered.rooms.staffing


@pytest.fixture
def big(event_answer: EventAnswer) -> Staffing:
    return staffing(event_answer(**BIG))


def days_of(roster: Roster, key: str) -> set[date]:
    pairs = zip(roster.starts, roster.on_duty[key], strict=True)
    return {start.date() for start, people in pairs if people}


def test_every_position_is_on_the_roster(big: Staffing) -> None:
    roster = big.plan
    assert list(roster.on_duty) == list(roster.to_roster) == [one.key for one in POSITIONS]
    lengths = {len(column) for column in (*roster.on_duty.values(), *roster.to_roster.values())}
    assert lengths == {len(roster.starts)}
    assert roster.first_hour.hour == 0
    for key in ("before", "during", "reminders", "phone", "count", "prepack"):
        assert any(roster.on_duty[key]), key
    for index, hour in enumerate(roster.packing.hours, roster.window_start):
        assert sum(roster.on_duty[step.key][index] for step in STEPS) == hour.packers


def test_the_preparation_keeps_its_days(big: Staffing) -> None:
    """CAL-4: the count on D-3 and D-2; calls and pre-packing end on D-1."""
    main = date(2027, 11, 11)
    assert days_of(big.plan, "count") <= {main - timedelta(3), main - timedelta(2)}
    ahead = {main - timedelta(days) for days in (1, 2, 3)}
    assert days_of(big.plan, "prepack") <= ahead
    assert days_of(big.plan, "phone") <= ahead
    hours = {
        start.hour
        for start, people in zip(big.plan.starts, big.plan.on_duty["phone"], strict=True)
        if people
    }
    assert hours <= set(range(10, 20))


def test_the_command_group_leads_the_main_day(big: Staffing) -> None:
    """STF-8: 1 commander, 1 external dispatcher, 2 coordinators."""
    roster = big.plan
    first = roster.starts.index(datetime(2027, 11, 11))
    command = roster.people(Group.COMMAND)
    assert set(command[first : first + 24]) == {4}
    assert sum(command) == 96
    assert max(roster.on_duty["coordinators"]) == 2


def test_the_phone_team_follows_customers_and_minutes(event_answer: EventAnswer) -> None:
    """STF-11: three buyers, all called, 300 s each: 15 minutes, one caller for one hour."""
    roster = staffing(event_answer(staffing__top_customer_share=1)).plan
    assert roster.amounts["phone"] == 3
    assert sum(roster.on_duty["phone"]) == 1


def test_more_is_needed_the_surer_it_shall_be(big: Staffing) -> None:
    p50, p80, p95 = (big.rosters[quantile] for quantile in Quantile)
    for less, more in ((p50, p80), (p80, p95)):
        for key in ("before", "during", "after", "reminders"):
            pairs = zip(less.on_duty[key], more.on_duty[key], strict=True)
            assert all(b >= a for a, b in pairs), key
        assert more.packing.crew >= less.packing.crew
    costs = [big.roster_figures[one]["roster_cost"].exact for one in Quantile]
    assert costs == sorted(costs)
    assert costs[0] < costs[2]


def test_hours_and_costs_add_up(big: Staffing) -> None:
    for quantile, roster in big.rosters.items():
        figures = big.roster_figures[quantile]
        hours = [float(figures[f"{one.key}_hours"].required) for one in POSITIONS]
        assert sum(hours) == pytest.approx(float(figures["roster_hours"].required))
        assert figures["roster_hours"].value == sum(roster.people_to_roster())
        costs = [figures[f"{one.key}_cost"].exact for one in POSITIONS]
        assert sum(costs) == figures["roster_cost"].value
        assert figures["everybody_at_once"].value == max(roster.people())
        for group in Group:
            assert figures[f"{group.value}_at_once"].value == max(roster.people(group))


def test_the_reserve_is_shared_within_a_group(big: Staffing) -> None:
    roster = big.plan
    for people, paid in zip(
        roster.people(Group.WAREHOUSE), roster.people_to_roster(Group.WAREHOUSE), strict=True
    ):
        assert paid == rounded_up(people / 0.8125)
    for people, paid in zip(
        roster.people(Group.SERVICE), roster.people_to_roster(Group.SERVICE), strict=True
    ):
        assert paid == rounded_up(people / 0.7)


def test_what_an_hour_costs_is_an_assumption(event_answer: EventAnswer) -> None:
    usual = staffing(event_answer(**BIG)).roster_figures[Quantile.P50]
    dear = staffing(event_answer(**BIG, staffing__pick__hourly_cost="50.00"))
    figures = dear.roster_figures[Quantile.P50]
    assert figures["pick_cost"].exact == pytest.approx(2 * usual["pick_cost"].exact, abs=1)
    more = figures["roster_cost"].exact - usual["roster_cost"].exact
    assert more == figures["pick_cost"].exact - usual["pick_cost"].exact


# Service -----------------------------------------------------------------------------------------


def test_chats_at_once_shorten_an_inquiry(event_answer: EventAnswer) -> None:
    one = staffing(event_answer(**BIG, staffing__handling_seconds=600, staffing__chats_at_once=3))
    same = staffing(event_answer(**BIG, staffing__handling_seconds=240))
    assert one.figures["effective_handling"].value == 240
    assert one.plan.on_duty["before"] == same.plan.on_duty["before"]


def test_patience_takes_fewer_agents(event_answer: EventAnswer) -> None:
    endless = staffing(event_answer(**BIG, staffing__occupancy_cap=0.99))
    patient = staffing(
        event_answer(**BIG, staffing__occupancy_cap=0.99, staffing__patience_seconds=60)
    )
    pairs = zip(patient.plan.on_duty["before"], endless.plan.on_duty["before"], strict=True)
    assert all(less <= more for less, more in pairs)
    assert patient.figures["peak_agents"].formula.startswith("erlang_a(")


def test_inquiries_follow_from_visitors_where_they_are_known(
    make_dataset: Callable[..., Dataset],
) -> None:
    """4,000 visitors in the window then, 600 of whom asked: 15 % of the plan's visitors ask."""
    whole = {"period_start": "2026-11-07", "period_end": "2026-11-13"}
    traffic = [{**whole, "visitors": 4000, "inquiries": 600}]
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS, traffic=traffic)
    answered = answer(plan(), dataset, date(2027, 10, 1))
    entry = answered.entries["staffing.visitors_asking"]
    assert (entry.value, entry.origin) == (0.15, Origin.SHEET)
    one = staffing(answered)
    assert answered.rooms is not None
    visitors = answered.rooms.targets.visitors
    assert visitors.value is not None
    assert sum(one.plan.contacts["before"]) == pytest.approx(float(visitors.required) * 0.15)


def test_without_visitors_inquiries_follow_from_orders(big: Staffing) -> None:
    """Four of five orders placed are paid; a fifth of these asked, two of five who ask buy."""
    assert big.figures["inquiries_per_order"].value == pytest.approx(0.8 * 0.2 / 0.4)


def test_a_specialist_is_asked_for_where_chats_are_many(event_answer: EventAnswer) -> None:
    """STF-3: 800 inquiries of 600 s are 133 chats at once; 9.5 for each of 14 agents."""
    one = staffing(event_answer(**BIG, staffing__chats_with_reminders=9))
    assert datetime(2027, 11, 11) in one.specialist_hours
    assert any("specialist is needed" in EN.text(problem) for problem in one.problems)
    calm = staffing(event_answer(**BIG, staffing__chats_with_reminders=20))
    assert calm.specialist_hours == ()
    assert calm.problems == ()


def test_reminders_follow_from_unpaid_orders(big: Staffing) -> None:
    roster = big.plan
    at = roster.starts.index(datetime(2027, 11, 11))
    # A fifth of the 2,000 orders placed in that hour stays unpaid; 40 s each, occupancy 85 %.
    assert roster.contacts["reminders"][at] == pytest.approx(400)
    assert roster.on_duty["reminders"][at] == rounded_up(400 * 40 / 3600 / 0.85)


def test_small_numbers_are_left_to_those_on_duty(event_answer: EventAnswer) -> None:
    roster = staffing(event_answer()).plan
    for key in ("during", "after", "reminders"):
        assert sum(roster.contacts[key]) > 0
        until = roster.window_start + staffing(event_answer()).window_hours
        assert not any(roster.on_duty[key][:until])
        # Behind the window nobody answers inquiries: whoever comes back is answered all the same.
        for asked, people in zip(
            roster.contacts[key][until:], roster.on_duty[key][until:], strict=True
        ):
            assert (people > 0) is (asked > 0)


def test_too_few_agents_are_no_good_plan_and_their_backlog_ends_when_it_ends(
    event_answer: EventAnswer,
) -> None:
    """One agent for a week of inquiries of an hour each: they outlast the hours of the roster."""
    made = staffing(
        event_answer(**BIG, staffing__agents_at_most=1, staffing__handling_seconds=3600,
                     staffing__chats_at_once=1)
    )  # fmt: skip
    assert made.verdict()[0] is Level.NOT_READY
    left = made.plan.unanswered[-1]
    assert left > 0
    told = " ".join(EN.text(problem) for problem in made.problems)
    cleared = made.plan.starts[-1] + timedelta(hours=1 + rounded_up(left))
    assert EN.moment(cleared) in told
    busiest = max(made.plan.on_duty["before"])
    assert f"it takes {busiest}" in told
    everybody = staffing(event_answer(staffing__own_person_from=0)).plan
    assert all(any(everybody.on_duty[key]) for key in ("during", "after", "reminders"))


def test_too_few_agents_leave_a_line_that_is_cleared(event_answer: EventAnswer) -> None:
    """5 agents answer 360 inquiries of 50 s an hour; 800 come in the hour of the rush."""
    one = staffing(event_answer(**BIG, staffing__agents_at_most=5))
    at = one.plan.starts.index(datetime(2027, 11, 11))
    before = one.plan.unanswered[at - 1]
    assert one.plan.unanswered[at] == pytest.approx(before + 800 - 5 * 3600 / 50) == 480
    assert one.plan.quality[at].level == 0
    assert one.plan.quality[at].occupancy == 1
    (said,) = [EN.text(p) for p in one.problems if "With at most 5" in EN.text(p)]
    assert "Up to 480 inquiries wait" in said
    assert max(one.plan.on_duty["before"]) == 14


# The line ----------------------------------------------------------------------------------------


def test_stations_that_are_too_few_are_told_with_what_would_help(
    event_answer: EventAnswer,
) -> None:
    one = staffing(event_answer(**BIG, staffing__packing_stations=1, staffing__promise_hours=24))
    level, verdict = one.verdict()
    assert level is Level.NOT_READY
    assert "leave after their promise" in EN.text(verdict)
    assert one.packing.late > 0
    assert one.packing.pace == one.line_limit == 80
    assert one.last_parcel_leaves is not None
    needed = {EN.text(remedy.what): remedy for remedy in one.remedies}
    stations = needed["packing stations"]
    assert stations.need == rounded_up(one.packing.parcels_per_hour / 80) > stations.have == 1
    enough = staffing(
        event_answer(**BIG, staffing__packing_stations=stations.need, staffing__promise_hours=24)
    )
    assert (enough.packing.late, enough.remedies) == (0, ())


@pytest.mark.parametrize(
    ("limit", "value"), [("printers", 1), ("checking_stations", 1), ("packing_stations", 1)]
)
def test_a_limit_that_is_wide_enough_changes_nothing(
    event_answer: EventAnswer, limit: str, value: int
) -> None:
    free, limited = (
        staffing(event_answer(**values)) for values in ({}, {f"staffing__{limit}": value})
    )
    assert limited.packing.hours == free.packing.hours
    assert limited.remedies == ()


def test_opening_longer_that_keeps_the_promise_is_found(event_answer: EventAnswer) -> None:
    fields: dict[str, Any] = {
        **BIG, "staffing__promise_hours": 24, "staffing__opens_at": 8, "staffing__closes_at": 16,
    }  # fmt: skip
    free = staffing(event_answer(**fields))
    stations = rounded_up(free.packing.parcels_per_hour / 80) - 1
    one = staffing(event_answer(**fields, staffing__packing_stations=stations))
    (hours,) = [one for one in one.remedies if "opening hours" in EN.text(one.what)]
    assert hours.have == 8
    closes = 8 + hours.need
    longer = {**fields, "staffing__closes_at": closes, "staffing__packing_stations": stations}
    assert staffing(event_answer(**longer)).packing.late == 0
    shorter = {**longer, "staffing__closes_at": closes - 1}
    assert staffing(event_answer(**shorter)).packing.late > 0


# What is told ------------------------------------------------------------------------------------


def test_the_hours_that_decide_are_told_with_why(big: Staffing) -> None:
    told = {EN.text(one.who): one for one in big.decisions}
    assert told["Service before the sale"].first == datetime(2027, 11, 11)
    assert told["Service before the sale"].people == 14
    assert EN.text(told["Service before the sale"].why).startswith("800 inquiries")
    line = told["Warehouse"]
    assert line.people == big.packing.crew
    assert line.first < line.until
    everybody = told["Everybody together"]
    assert everybody.people == max(big.plan.people())


def test_the_published_rule_of_thumb_and_why_it_fails(event_answer: EventAnswer) -> None:
    """39zn.cn with the shop's numbers: agents of the day by the rule, of the rush by Erlang."""
    one = staffing(event_answer(**BIG))
    hours = zip(one.plan.starts, one.plan.contacts["before"], strict=True)
    day = sum(asked for start, asked in hours if start.date() == date(2027, 11, 11))
    assert one.rule_of_thumb.value == rounded_up(day * 50 / (8 * 3600))
    assert int(one.rule_of_thumb.required) < int(one.figures["peak_agents"].required)
    assert "fails in the rush" in EN.text(one.told_by_rule_of_thumb())


def test_the_smallest_shop_has_a_roster(make_dataset: Callable[..., Dataset]) -> None:
    from tests.rows import order

    dataset = make_dataset([order("1", "2026-11-11 00:05", "59.00")])
    one = staffing(answer(plan(campaign__reference_day="2026-11-11"), dataset, date(2027, 10, 1)))
    assert one.packing.crew == 1
    assert max(one.plan.people(Group.WAREHOUSE)) == 1
    assert one.rosters[Quantile.P95].people()
