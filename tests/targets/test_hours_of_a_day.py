"""A day's hours: those typed stay, the others share what the day has left; all rooms follow."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand import HOURS_OF_DAY
from planner.demand.day_edits import weights_by_day
from planner.errors import PlanError
from planner.language import Language
from planner.planning import Answer, Rooms
from planner.targets import Breakdown

EN = Language("en")
D = Decimal
MAIN_DAY = date(2027, 11, 11)
HOUR = "targets__breakdown__hour__2027-11-11T{:02d}"
MakeAnswer = Callable[..., Answer]


def rooms(made: Answer) -> Rooms:
    assert made.rooms is not None
    return made.rooms


def hours(made: Answer, day: date = MAIN_DAY) -> Breakdown:
    return rooms(made).target_room.hours[day]


def amounts(made: Answer, day: date = MAIN_DAY) -> dict[int, Decimal]:
    """Return the hours that bring anything."""
    return {hour: part.amount for hour, part in enumerate(hours(made, day).parts) if part.amount}


def told(made: Answer) -> str:
    return "\n".join(EN.text(problem) for problem in rooms(made).target_room.problems())


# The arithmetic ----------------------------------------------------------------------------------


@st.composite
def edited_days(
    draw: st.DrawFn,
) -> tuple[Mapping[str, list[Decimal | int]], list[Decimal], dict[int, Decimal]]:
    """Return two days of weights, what each day brings, and typed hours that fit into it."""
    orders = draw(
        st.lists(st.integers(0, 500), min_size=2 * HOURS_OF_DAY, max_size=2 * HOURS_OF_DAY)
    )
    cents = draw(st.lists(st.integers(0, 10**8), min_size=2, max_size=2))
    typed: dict[int, Decimal] = {}
    for day, left in enumerate(cents):
        places = draw(st.sets(st.integers(0, HOURS_OF_DAY - 1), max_size=HOURS_OF_DAY - 1))
        for hour in sorted(places):
            amount = draw(st.integers(0, left))
            typed[day * HOURS_OF_DAY + hour] = D(amount) / 100
            left -= amount
    weights: dict[str, list[Decimal | int]] = {
        "revenue": [D(n * 99) / 100 for n in orders],
        "orders_paid": list(orders),
    }
    return weights, [D(one) / 100 for one in cents], typed


@given(edited_days())
def test_days_and_typed_hours_are_met_to_the_cent(
    drawn: tuple[Mapping[str, list[Decimal | int]], list[Decimal], dict[int, Decimal]],
) -> None:
    weights, days, typed = drawn
    scaled = weights_by_day(weights, days, typed)
    for day, amount in enumerate(days):
        assert sum(scaled["revenue"][day * HOURS_OF_DAY : (day + 1) * HOURS_OF_DAY]) == amount
    assert {hour: scaled["revenue"][hour] for hour in typed} == typed
    assert min(*scaled["revenue"], *scaled["orders_paid"]) >= 0
    if any(days):
        assert not any(scaled["orders_paid"][hour] for hour, amount in typed.items() if not amount)


@given(edited_days())
def test_hours_that_are_free_keep_their_proportions(
    drawn: tuple[Mapping[str, list[Decimal | int]], list[Decimal], dict[int, Decimal]],
) -> None:
    weights, days, typed = drawn
    scaled = weights_by_day(weights, days, typed)["revenue"]
    for day in range(len(days)):
        free = [
            hour
            for hour in range(day * HOURS_OF_DAY, (day + 1) * HOURS_OF_DAY)
            if hour not in typed
        ]
        was, now = (sum(column[hour] for hour in free) for column in (weights["revenue"], scaled))
        if was:
            for hour in free:
                assert abs(scaled[hour] - now * weights["revenue"][hour] / was) <= D("0.01")


def test_a_typed_hour_and_its_opposite_leave_no_trace() -> None:
    """Undo is exact: nothing of an edit is kept but the typed amount."""
    weights: dict[str, list[Decimal | int]] = {
        "revenue": [D(n % 7) for n in range(HOURS_OF_DAY)],
        "orders_paid": [n % 5 for n in range(HOURS_OF_DAY)],
    }
    days = [D("1000.00")]
    assert weights_by_day(weights, days, {}) == weights_by_day(weights, days)


# The small event ---------------------------------------------------------------------------------


def test_unedited_hours_are_those_of_the_forecast(event_answer: MakeAnswer) -> None:
    """390.00 in all: 260.65 at midnight, 43.29 at eight in the evening, 86.06 two days later."""
    made = event_answer()
    assert amounts(made) == {0: D("260.65"), 20: D("43.29")}
    assert amounts(made, date(2027, 11, 13)) == {9: D("86.06")}
    assert [part.last for part in hours(made).parts if part.last] == [D("200.50"), D("33.30")]
    assert not hours(made).edited


def test_a_typed_hour_stays_and_the_rest_of_its_day_moves(event_answer: MakeAnswer) -> None:
    made = event_answer(**{HOUR.format(20): "100.00"})
    assert amounts(made) == {0: D("203.94"), 20: D("100.00")}
    assert [part.key for part in hours(made).edited] == ["2027-11-11T20"]
    # Its day, and every other day, brings what it brought.
    assert hours(made).whole == D("303.94")
    assert amounts(made, date(2027, 11, 13)) == {9: D("86.06")}
    by_hour = {hour.start: hour.revenue for hour in rooms(made).demand.hours}
    assert by_hour[datetime(2027, 11, 11, 20)] == D("100.00")
    assert sum(by_hour.values()) == D("390.00")


def test_an_hour_without_sales_then_may_be_typed(event_answer: MakeAnswer) -> None:
    made = event_answer(**{HOUR.format(12): "3.94"})
    assert amounts(made)[12] == D("3.94")
    assert hours(made).whole == D("303.94")


def test_a_typed_hour_in_a_typed_day(event_answer: MakeAnswer) -> None:
    made = event_answer(
        **{"targets__breakdown__day__2027-11-11": "350.00", HOUR.format(0): "50.00"}
    )
    assert amounts(made) == {0: D("50.00"), 20: D("300.00")}
    assert amounts(made, date(2027, 11, 13)) == {9: D("40.00")}


def test_people_and_parcels_follow_a_typed_hour(event_answer: MakeAnswer) -> None:
    """A hundred times the goal, so that there are people to follow."""
    goal = {"targets__goal_kind": "revenue", "targets__goal_revenue": "390000.00"}
    plain = rooms(event_answer(**goal))
    made = rooms(event_answer(**goal, **{HOUR.format(20): "300000.00"}))

    def at(room: Rooms, hour: int) -> tuple[int, int, int]:
        place = next(
            n for n, one in enumerate(room.demand.hours)
            if one.start == datetime(2027, 11, 11, hour)
        )  # fmt: skip
        one = room.demand.hours[place]
        return one.orders_placed, one.parcels, room.staffing.hours[place].agents_on_duty

    assert all(after > before for before, after in zip(at(plain, 20), at(made, 20), strict=True))
    assert all(after < before for before, after in zip(at(plain, 0), at(made, 0), strict=True))
    # The window's totals are those of the goal, whatever the hours are.
    for name in ("orders_placed", "orders_paid", "parcels", "items"):
        assert sum(getattr(hour, name) for hour in made.demand.hours) == sum(
            getattr(hour, name) for hour in plain.demand.hours
        )
    assert made.visitors_by_hour == plain.visitors_by_hour or made.targets.conversion.value


# What does not fit -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "amount", "reason"),
    [
        (20, "-0.01", "never below zero"),
        (20, "303.95", "CN¥303.95 is more than the whole day brings, CN¥303.94"),
    ],
)
def test_an_hour_beyond_its_day_is_refused_with_the_reason(
    event_answer: MakeAnswer, hour: int, amount: str, reason: str
) -> None:
    made = event_answer()
    with pytest.raises(PlanError) as refused:
        rooms(made).target_room.check(hours(made), f"2027-11-11T{hour:02d}", D(amount))
    assert reason in EN.error(refused.value)
    rooms(made).target_room.check(hours(made), "2027-11-11T20", D("303.94"))


def test_two_hours_beyond_their_day_are_refused(event_answer: MakeAnswer) -> None:
    made = event_answer(**{HOUR.format(20): "100.00"})
    with pytest.raises(PlanError) as refused:
        hours(made).check("2027-11-11T08", D("203.95"))
    assert "so at most CN¥203.94 fits" in EN.error(refused.value)


def test_a_day_below_its_typed_hours_is_refused(event_answer: MakeAnswer) -> None:
    made = event_answer(**{HOUR.format(20): "100.00"})
    room = rooms(made).target_room
    with pytest.raises(PlanError) as refused:
        room.check(room.breakdowns[0], "2027-11-11", D("99.99"))
    assert EN.error(refused.value).startswith("The hours typed for Thu 11 Nov 2027 come to CN¥100")
    room.check(room.breakdowns[0], "2027-11-11", D("100.00"))
    room.check(room.breakdowns[0], "2027-11-13", D("0.00"))


def test_hours_that_no_longer_fit_are_scaled_and_said(event_answer: MakeAnswer) -> None:
    """The goal fell after they were typed: their day brings 77.93."""
    made = event_answer(
        targets__goal_kind="revenue",
        targets__goal_revenue="100.00",
        **{HOUR.format(20): "300.00", HOUR.format(21): "100.00"},
    )
    assert amounts(made) == {20: D("58.45"), 21: D("19.48")}
    assert "come to CN¥400.00, the day brings CN¥77.93: they are scaled to it" in told(made)


def test_typed_hours_outside_the_window_count_for_nothing_and_are_said(
    event_answer: MakeAnswer,
) -> None:
    made = event_answer(**{"targets__breakdown__hour__2026-11-11T20": "5.00"})
    assert amounts(made) == amounts(event_answer())
    assert told(made).count("1 typed hours are not in the campaign window any more") == 1
    assert hours(made).lost == ("2026-11-11T20",)
