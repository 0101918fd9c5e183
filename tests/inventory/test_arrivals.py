"""Arrivals against the days of the event, and what each day of delay costs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures import Level
from planner.inventory.arrivals import (
    Deadlines,
    Timing,
    can_arrive,
    delay_table,
    demand_by_day,
    lost_units_by_delay,
    units_by_timing,
)
from planner.inventory.stock import Arrival
from planner.language import Language

DEADLINES = Deadlines.of(date(2027, 11, 11))
FIRST_DAY = date(2027, 11, 9)


def test_the_days_of_an_event() -> None:
    days = (DEADLINES.arrive_by, DEADLINES.count_from, DEADLINES.count_until, DEADLINES.main_day)
    assert [day.day for day in days] == [4, 8, 9, 11]


@pytest.mark.parametrize(
    ("day", "timing", "level"),
    [
        (date(2027, 10, 1), Timing.IN_TIME, Level.ON_TRACK),
        (date(2027, 11, 4), Timing.IN_TIME, Level.ON_TRACK),
        (date(2027, 11, 5), Timing.AFTER_DEADLINE, Level.AT_RISK),
        (date(2027, 11, 9), Timing.AFTER_DEADLINE, Level.AT_RISK),
        (date(2027, 11, 10), Timing.AFTER_COUNT, Level.NOT_READY),
        (date(2027, 11, 11), Timing.TOO_LATE, Level.NOT_READY),
        (None, Timing.UNKNOWN, Level.AT_RISK),
    ],
)
def test_when_something_arrives(day: date | None, timing: Timing, level: Level) -> None:
    assert DEADLINES.timing(day) is timing
    assert timing.level is level


@pytest.mark.parametrize(
    ("lead", "timing", "arrives", "order_by", "says"),
    [
        (0, Timing.IN_TIME, date(2027, 11, 1), date(2027, 11, 4), "Arrives in time"),
        (3, Timing.IN_TIME, date(2027, 11, 4), date(2027, 11, 1), "Arrives in time"),
        (
            4,
            Timing.AFTER_DEADLINE,
            date(2027, 11, 5),
            date(2027, 11, 1),
            "1 day after D-7, before the count ends",
        ),
        (
            9,
            Timing.AFTER_COUNT,
            date(2027, 11, 10),
            date(2027, 11, 1),
            "6 days after D-7, after the count, before the main day",
        ),
        (
            10,
            Timing.TOO_LATE,
            date(2027, 11, 11),
            date(2027, 11, 1),
            "7 days after D-7, not before the main day",
        ),
    ],
)
def test_what_is_ordered_today(
    lead: int, timing: Timing, arrives: date, order_by: date, says: str
) -> None:
    found = can_arrive(date(2027, 11, 1), lead, DEADLINES)
    assert (found.timing, found.arrives_on, found.order_by) == (timing, arrives, order_by)
    assert Language("en").text(found.says) == says


@given(lead=st.integers(0, 120), ahead=st.integers(-20, 120))
def test_the_day_to_order_is_never_past_and_in_time_exactly_if_nothing_is_late(
    lead: int, ahead: int
) -> None:
    today = DEADLINES.main_day - timedelta(days=ahead)
    found = can_arrive(today, lead, DEADLINES)
    assert found.order_by >= today
    assert (found.days_late == 0) is (found.timing is Timing.IN_TIME)
    arrives = found.order_by + timedelta(days=lead)
    assert (arrives - DEADLINES.arrive_by).days == found.days_late


def test_each_timing_has_a_text() -> None:
    assert len({str(timing.text) for timing in Timing}) == len(Timing)


def test_pieces_on_their_way_by_when_they_come() -> None:
    days = (date(2027, 11, 1), date(2027, 11, 2), date(2027, 11, 10), None)
    units = units_by_timing([Arrival(day, 10) for day in days], DEADLINES)
    assert units == {
        Timing.IN_TIME: 20,
        Timing.AFTER_DEADLINE: 0,
        Timing.AFTER_COUNT: 10,
        Timing.TOO_LATE: 0,
        Timing.UNKNOWN: 10,
    }


@given(
    st.lists(st.integers(0, 10_000), min_size=1, max_size=6),
    st.lists(st.integers(0, 900), min_size=1, max_size=10),
)
def test_the_days_sum_to_the_whole(units: list[int], weights: list[int]) -> None:
    by_day = demand_by_day(units, weights)
    assert by_day.sum(axis=1).tolist() == units
    assert (by_day >= 0).all()


arrivals = st.lists(
    st.builds(
        Arrival,
        st.none() | st.integers(-4, 8).map(lambda days: FIRST_DAY + timedelta(days=days)),
        st.integers(0, 30),
    ),
    max_size=3,
)


def played_through(demand: list[int], stock: int, coming: list[Arrival], delay: int) -> int:
    """Return the pieces lost, day after day."""
    lost = 0
    for place, wanted in enumerate(demand):
        day = FIRST_DAY + timedelta(days=place)
        for arrival in coming:
            arrives = arrival.day and max(arrival.day + timedelta(days=delay), FIRST_DAY)
            stock += arrival.units if arrives == day else 0
        lost += max(wanted - stock, 0)
        stock = max(stock - wanted, 0)
    return lost


@given(st.lists(st.integers(0, 20), min_size=1, max_size=7), st.integers(0, 40), arrivals)
def test_lost_units_as_played_through_day_by_day(
    demand: list[int], stock: int, coming: list[Arrival]
) -> None:
    (lost,) = lost_units_by_delay([demand], [stock], [coming], FIRST_DAY, 5).tolist()
    assert lost == [played_through(demand, stock, coming, delay) for delay in range(6)]
    assert lost == sorted(lost)
    (more,) = lost_units_by_delay([demand], [stock + 3], [coming], FIRST_DAY, 5).tolist()
    assert all(fewer <= before for fewer, before in zip(more, lost, strict=True))


def test_each_product_for_itself() -> None:
    late = Arrival(FIRST_DAY + timedelta(days=1), 6)
    lost = lost_units_by_delay([[4, 4, 4], [1, 1, 1]], [5, 0], [[late], []], FIRST_DAY, 2)
    assert lost.tolist() == [[1, 3, 7], [3, 3, 3]]


def test_what_each_day_of_delay_costs() -> None:
    table = delay_table([1, 3, 7], Decimal("35.50"))
    assert [(day.delay_days, day.lost_units) for day in table] == [(0, 1), (1, 3), (2, 7)]
    assert [day.lost_margin for day in table] == [
        Decimal("35.50"),
        Decimal("106.50"),
        Decimal("248.50"),
    ]
    assert sum(day.extra_margin for day in table) == Decimal("213.00")


def test_what_earns_nothing_costs_nothing_to_miss() -> None:
    assert {day.lost_margin for day in delay_table([1, 3], Decimal(-5))} == {Decimal(0)}


def test_no_products_no_delays() -> None:
    assert delay_table([], Decimal(1)) == ()
