"""The weekday shift: hours of another kind of day, the day's total unchanged."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand import DayShift, Evidence, forecast, hour_weights, is_day_off
from planner.demand.weekday import (
    beyond_chance,
    days_of_another_kind,
    shift_days,
    told_of,
    weekday_curves,
)
from planner.language import Language
from tests.demand.cases import OFF, WORKING, four_weeks, reference_of

EN = Language("en")
WEDNESDAY, THURSDAY, SATURDAY = date(2026, 11, 11), date(2027, 11, 11), date(2028, 11, 11)
EVENING, MORNING = range(20, 23), range(9, 12)
DAY = [40, 20, 5, 2, 2, 2, 4, 8, 12, 14, 14, 14, 12, 12, 16, 16, 14, 12, 14, 18, 30, 34, 32, 24]


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 11, 11), False),
        (date(2026, 11, 14), True),
        (date(2026, 10, 1), True),  # National Day, a Thursday
        (date(2026, 10, 10), False),  # a Saturday that makes up for it
        (date(2026, 6, 19), True),  # Dragon Boat Festival, the day after 618
    ],
)
def test_days_off_are_those_of_the_calendar(day: date, off: bool) -> None:
    assert is_day_off(day) is off


def test_only_days_of_another_kind_are_shifted() -> None:
    reference = reference_of(date(2026, 11, 7), DAY * 7)  # Saturday to Friday
    assert days_of_another_kind(reference, date(2027, 11, 7)) == (  # Sunday to Saturday
        (date(2027, 11, 8), date(2026, 11, 8)),
        (date(2027, 11, 13), date(2026, 11, 13)),
    )
    shifts = shift_days(reference, date(2027, 11, 7), weekday_curves(four_weeks(20)), 1.0)
    assert [(one.day.day, one.is_day_off) for one in shifts] == [(8, False), (13, True)]
    assert "than last time: 2. Their hours are shifted" in EN.text(
        told_of(reference, date(2027, 11, 7), weekday_curves(four_weeks(20)), 1.0)
    )


def test_the_factor_of_an_hour_is_the_ratio_of_its_shares() -> None:
    """6 % of an evening hour's orders on days off, 9 % on working days: × 1.5; many orders tell."""
    off, working = [40_000] * 24, [40_000] * 24
    for hour in (19, 20, 21):  # neighbours alike, so that smoothing changes nothing at 20:00
        off[hour], working[hour] = 60_000, 90_000
    ratio = (60_000 / sum(off)) / (90_000 / sum(working))
    assert beyond_chance(working, off, 1.0)[20] == pytest.approx(ratio, rel=1e-3)
    reference = reference_of(SATURDAY, DAY)
    curves = weekday_curves(four_weeks(10_000))
    (shift,) = shift_days(reference, THURSDAY, curves, 1.0)
    assert shift.factors == pytest.approx([1 / one for one in curves.factors_off])


def test_a_working_day_has_more_of_its_orders_in_the_evening() -> None:
    curves = weekday_curves(four_weeks(20))
    (to_working,) = shift_days(reference_of(SATURDAY, DAY), WEDNESDAY, curves, 1.0)
    (to_off,) = shift_days(reference_of(WEDNESDAY, DAY), SATURDAY, curves, 1.0)
    for hours, sign in ((EVENING, 1), (MORNING, -1)):
        for shift, way in ((to_working, sign), (to_off, -sign)):
            assert all(way * (shift.after[hour] - shift.before[hour]) > 0 for hour in hours)
    assert sum(to_off.before) == pytest.approx(1) == pytest.approx(sum(to_off.after))


def test_half_a_shift_lies_between_and_none_changes_nothing() -> None:
    curves = weekday_curves(four_weeks(20))
    reference = reference_of(WEDNESDAY, DAY)
    (full,) = shift_days(reference, SATURDAY, curves, 1.0)
    (half,) = shift_days(reference, SATURDAY, curves, 0.5)
    assert [one**2 for one in half.factors] == pytest.approx(full.factors)
    assert shift_days(reference, SATURDAY, curves, 0.0) == ()
    assert "set to 0 %" in EN.text(told_of(reference, SATURDAY, curves, 0.0))


@given(
    st.lists(st.integers(0, 500), min_size=24, max_size=24),
    st.lists(st.floats(0.2, 5), min_size=24, max_size=24),
)
def test_a_days_total_stays_exactly_what_it_was(orders: list[int], factors: list[float]) -> None:
    reference = reference_of(WEDNESDAY, orders + [7] * 24, price="19.99")
    shift = DayShift(SATURDAY, WEDNESDAY, True, tuple(factors), (), ())
    before, after = hour_weights(reference), hour_weights(reference, [shift])
    for name, column in after.items():
        assert sum(column[:24]) == sum(before[name][:24])
        assert min(column) >= 0
        assert list(column[24:]) == list(before[name][24:])


@pytest.mark.parametrize("seed", range(5))
def test_accidents_of_a_small_shop_shift_nothing_much(seed: int) -> None:
    """Two kinds of day that differ by chance alone; the raw ratios lie between 0.2 and 5."""
    from random import Random

    rng = Random(seed)
    working = [sum(rng.random() < 0.02 for _ in range(900)) // 2 for _ in range(24)]
    off = [sum(rng.random() < 0.02 for _ in range(400)) // 2 for _ in range(24)]
    assert all(0.8 < factor < 1.25 for factor in beyond_chance(working, off, 1.0))


def test_too_few_days_of_a_kind_shift_nothing_and_it_is_said() -> None:
    ten_days = reference_of(date(2026, 10, 12), (WORKING * 5 + OFF * 2 + WORKING * 3))
    curves = weekday_curves(ten_days)
    reference = reference_of(WEDNESDAY, DAY)
    assert (curves.working_days, curves.days_off) == (8, 2)
    assert shift_days(reference, SATURDAY, curves, 1.0) == ()
    assert "8 ordinary working days and 2 days off" in EN.text(
        told_of(reference, SATURDAY, curves, 1.0)
    )
    assert "0 ordinary working days" in EN.text(told_of(reference, SATURDAY, None, 1.0))
    assert "no hour is shifted" in EN.text(told_of(reference, THURSDAY, None, 1.0))


def test_kinds_of_day_that_do_not_differ_shift_nothing() -> None:
    same = reference_of(date(2026, 10, 12), WORKING * 28)
    curves = weekday_curves(same)
    assert set(curves.factors_off) == {1.0}
    assert shift_days(reference_of(WEDNESDAY, DAY), SATURDAY, curves, 1.0) == ()
    assert "no more than chance" in EN.text(
        told_of(reference_of(WEDNESDAY, DAY), SATURDAY, curves, 1.0)
    )
    assert set(beyond_chance([0] * 24, WORKING, 1.0)) == {1.0}


def test_the_forecast_shifts_its_hours_and_sums_to_the_goal_all_the_same() -> None:
    reference = reference_of(WEDNESDAY, DAY)
    evidence = Evidence(None, (), None, None, {}, weekday_curves(four_weeks(20)), None)
    given_ = {"revenue": Decimal("123.45"), "orders_placed": 900, "orders_paid": 800}
    rest = {"parcels": 801, "items": 1234}
    shifted = forecast(reference, SATURDAY, **given_, **rest, evidence=evidence)
    plain = forecast(
        reference,
        SATURDAY,
        **given_,
        **rest,
        evidence=replace(evidence, curves=None),
    )
    assert sum(hour.revenue for hour in shifted.hours) == given_["revenue"]
    for name in ("orders_placed", "orders_paid", "parcels", "items"):
        assert sum(getattr(hour, name) for hour in shifted.hours) == {**given_, **rest}[name]
    assert all(shifted.hours[hour].orders_paid < plain.hours[hour].orders_paid for hour in EVENING)
    assert plain.shifts == ()
    assert len(shifted.shifts) == 1
