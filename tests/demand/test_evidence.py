"""What the sheets say about the spread: of hours, between events, between orders; by product."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from math import log

import pytest

from planner.demand import (
    PastEvent,
    Quantile,
    read_evidence,
    read_reference,
)
from planner.demand.dispersion import hour_dispersion, pearson_dispersion, read_spreads
from planner.demand.past_events import (
    event_uncertainty,
    find_events,
    promotion_days,
    squared_differences,
)
from planner.language import Language
from planner.planning import REGISTRY, Answer
from planner.tables import Dataset
from tests.demand.cases import WORKING, four_weeks, reference_of
from tests.rows import order

D = Decimal
EN = Language("en")
MakeDataset = Callable[..., Dataset]
FIRST, LAST = date(2026, 11, 10), date(2026, 11, 13)


# Hours -------------------------------------------------------------------------------------------


def test_two_days_worked_out_by_hand() -> None:
    """10:00: 2 and 6 around 4 → 2; 20:00: 5 and 5 → 0; two degrees of freedom → φ = 1."""
    days = [[0] * 24, [0] * 24]
    days[0][10], days[1][10], days[0][20], days[1][20] = 2, 6, 5, 5
    seen = pearson_dispersion(reference_of(date(2026, 10, 12), days[0] + days[1]).hours)
    assert (seen.pearson, seen.degrees, seen.hours) == (2.0, 2, 4)


def test_working_days_and_days_off_are_not_compared() -> None:
    friday, saturday = [10] * 24, [20] * 24
    seen = pearson_dispersion(reference_of(date(2026, 10, 16), friday + saturday).hours)
    assert (seen.degrees, seen.hours) == (0, 0)


def test_overdispersion_is_counted_where_enough_hours_tell() -> None:
    days = [[count * factor for count in WORKING] for factor in (5, 15) * 2]
    four_days = reference_of(date(2026, 10, 12), [count for day in days for count in day])
    figure = hour_dispersion(four_days)
    assert figure.value is None  # 72 degrees of freedom
    eight = reference_of(date(2026, 11, 2), [count for day in days * 2 for count in day])
    figure = hour_dispersion(eight)
    # A mean of 10 c, each hour 5 c off it: 25 c² ÷ 10 c = 2.5 c; weekends by themselves.
    assert figure.value is not None
    assert figure.value > 10
    assert "192 hours of 8 ordinary days" in EN.text(figure.note)


def test_hours_that_differ_less_than_by_chance_count_as_chance() -> None:
    assert hour_dispersion(four_weeks(3)).value == 1


# Events ------------------------------------------------------------------------------------------


def days_of(year_amounts: dict[date, str], ordinary: str = "100") -> list[tuple[date, Decimal]]:
    first, last = min(year_amounts) - timedelta(days=60), max(year_amounts) + timedelta(days=10)
    return [
        (day, D(year_amounts.get(day, ordinary)))
        for day in (first + timedelta(days=index) for index in range((last - first).days + 1))
    ]


def test_events_are_promotion_days_that_stand_out() -> None:
    amounts = days_of(
        {
            date(2025, 11, 11): "400",
            date(2025, 12, 12): "149.99",  # a little below 1.5 times
            date(2026, 3, 8): "150",
            date(2026, 5, 5): "900",  # no promotion day
            date(2026, 11, 11): "560",
        }
    )
    events = find_events(amounts, date(2026, 5, 5), 1.5, 28)
    assert [(event.day.isoformat(), event.uplift) for event in events] == [
        ("2025-11-11", 4.0),
        ("2026-03-08", 1.5),
        ("2026-05-05", 9.0),  # but the plan's reference day
        ("2026-11-11", 5.6),
    ]
    assert {event.ordinary_days for event in events} == {28}


def test_a_day_without_two_ordinary_weeks_before_it_is_no_event() -> None:
    amounts = days_of({date(2026, 11, 11): "400"})
    assert find_events(amounts[40:], date(2026, 11, 11), 1.5, 28) == ()
    assert find_events([(day, D(0)) for day, _ in amounts], date(2026, 11, 11), 1.5, 28) == ()


def event(day: str, uplift: float) -> PastEvent:
    return PastEvent(date.fromisoformat(day), D(str(uplift)), D(1), 28)


def test_the_uncertainty_is_how_far_years_of_the_same_event_differed(
    smallest_dataset: Dataset,
) -> None:
    twice = [event("2025-11-11", 4), event("2026-11-11", 5.6)]
    assert squared_differences(twice) == (pytest.approx(log(1.4) ** 2 / 2), 1)
    figure = event_uncertainty(smallest_dataset, twice)
    assert figure is not None
    assert figure.value == pytest.approx(0.2441, abs=1e-4)
    assert "2 events are few" in EN.text(figure.note)
    # Another event beside them says nothing of it; nor do events that are there once.
    other = event_uncertainty(smallest_dataset, [*twice, event("2026-12-12", 2)])
    assert other is not None
    assert other.value == figure.value
    assert event_uncertainty(smallest_dataset, [twice[0], event("2026-12-12", 2)]) is None
    assert event_uncertainty(smallest_dataset, []) is None


def test_black_friday_is_the_same_event_on_another_day() -> None:
    assert event("2026-11-27", 2).kind == event("2027-11-26", 2).kind == "black_friday"
    assert date(2027, 11, 26) in promotion_days(2027)


# Orders ------------------------------------------------------------------------------------------


def test_the_spread_between_orders(make_dataset: MakeDataset) -> None:
    """Amounts 10, 20, 30: variance 66.67 ÷ 400 = 1/6. Items 1 and 3: 1 ÷ 4."""
    orders = [
        order("1", "2026-11-11", 10, item_count=1),
        order("2", "2026-11-11", 20, item_count=3),
        order("3", "2026-11-12", 30),
        order("4", "2026-11-15", 9000, item_count=90),
    ]
    dataset = make_dataset(orders)
    spreads = read_spreads(dataset, read_reference(dataset, FIRST, LAST))
    assert spreads["revenue"].value == pytest.approx(1 / 6, abs=1e-9)
    assert spreads["items"].value == pytest.approx(1 / 4)
    assert (spreads["revenue"].rows, spreads["items"].rows) == (3, 2)


def test_the_squares_of_very_large_amounts_overflow_nothing(make_dataset: MakeDataset) -> None:
    orders = [order("1", "2026-11-11", "9999999999.99", item_count=10**12)]
    dataset = make_dataset([*orders, order("2", "2026-11-11", "0.01", item_count=1)])
    spreads = read_spreads(dataset, read_reference(dataset, FIRST, LAST))
    assert [spread.value for spread in spreads.values()] == pytest.approx([1, 1])


def test_nothing_counted_spreads_by_nothing(smallest_dataset: Dataset) -> None:
    spreads = read_spreads(smallest_dataset, read_reference(smallest_dataset, FIRST, LAST))
    assert {spread.value for spread in spreads.values()} == {0.0}


# Products ----------------------------------------------------------------------------------------


def test_without_lines_there_are_no_products(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([order("1", "2026-11-11", 10)])
    reference = read_reference(dataset, FIRST, LAST)
    evidence = read_evidence(dataset, reference, date(2026, 11, 11), REGISTRY.entries({}))
    assert evidence.products is None
    assert (evidence.ordinary, evidence.dispersion, evidence.curves) == (None, None, None)
    assert evidence.from_sheets() == {}


# In the answer -----------------------------------------------------------------------------------


def test_the_totals_of_the_forecast_are_those_of_their_accounts(
    event_answer: Callable[..., Answer],
) -> None:
    rooms = event_answer(demand__parcels_per_order=1.35).rooms
    assert rooms is not None
    assert len(rooms.demand.figures) == 10
    for quantile in (Quantile.P80, Quantile.P95):
        totals = vars(rooms.demand.totals_by_quantile[quantile])
        for name, value in totals.items():
            assert rooms.demand.figures[f"{name}{quantile.suffix}"].value == value
    plan = rooms.demand.totals_by_quantile[Quantile.P50]
    assert (plan.revenue, plan.parcels) == (rooms.targets.goal.value, rooms.parcels.value)
    assert sum(one.revenue for one in rooms.demand.products) == plan.revenue
    assert sum(one.units for one in rooms.demand.products) == plan.items
