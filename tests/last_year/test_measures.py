"""The key numbers: the event, a day of it, its main day, an ordinary day and their ratio."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from planner.figures import Figure, account, walk
from planner.language import Language
from planner.last_year import LastYear, shares, verdict
from planner.planning import FUNCTIONS
from planner.tables import Dataset
from tests.last_year.test_facts import YEAR, YEAR_ITEMS, told
from tests.rows import order

MakeDataset = Callable[..., Dataset]
D = Decimal
EN = Language("en")


@pytest.fixture
def year(make_dataset: MakeDataset) -> LastYear:
    """Return the last event of a small shop with everything but visitors of days."""
    traffic = [
        {"period_start": "2026-11-11", "period_end": "2026-11-13", "visitors": 60},
    ]
    return told(make_dataset(YEAR, YEAR_ITEMS, traffic=traffic))


def values(event: LastYear, name: str) -> tuple[Any, ...]:
    measure = event.measures[name]
    places = (measure.event, measure.a_day, measure.main_day, measure.ordinary, measure.ratio)
    return tuple(None if one is None else one.value for one in places)


def test_the_example_of_the_docstring(year: LastYear) -> None:
    assert values(year, "revenue") == (D("300.00"), D("100.00"), D("100.00"), D("10.00"), 10)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("orders_placed", (5, 5 / 3, 3, 3 / 28, (5 / 3) / (3 / 28))),
        ("orders_paid", (4, 4 / 3, 1, 2 / 28, (4 / 3) / (2 / 28))),
        ("payment_rate", (4 / 5, None, 1 / 3, 2 / 3, 1.2)),
        ("aov", (D("100.00"), None, D("100.00"), D("140.00"), D(100) / D(140))),
        ("items_per_order", (12 / 4, None, 1, 3 / 2, 2)),
        ("unit_price", (D("25.00"), None, D("100.00"), D("93.33"), D(25) / D("93.33"))),
        ("refund_share", (D("0.2"), None, 0, D("0.1"), 2)),
    ],
)
def test_a_key_number(year: LastYear, name: str, expected: tuple[Any, ...]) -> None:
    found = values(year, name)
    assert [value is None for value in found] == [value is None for value in expected]
    for value, one in zip(found, expected, strict=True):
        if one is not None:
            assert float(value) == pytest.approx(float(one))


def test_buyers_and_visitors_of_days_are_never_added_up(year: LastYear) -> None:
    """Three different people in the window; 1, 2 and 1 on its days, so 4/3 on an average one."""
    event, a_day, main_day, ordinary, _ = values(year, "buyers")
    assert (event, main_day) == (3, 1)
    assert float(a_day) == pytest.approx(4 / 3)
    assert float(ordinary) == pytest.approx(2 / 28)
    assert values(year, "visitors")[:3] == (60, None, None)


def test_conversion_needs_buyers_and_visitors_of_the_very_same_days(year: LastYear) -> None:
    assert values(year, "conversion") == (3 / 60, None, None, None, None)


def test_conversion_of_the_main_day_where_days_are_loaded(event_dataset: Dataset) -> None:
    event = told(event_dataset, after=2)
    assert values(event, "conversion")[2] == 2 / 400
    assert values(event, "conversion")[0] is None


def test_buyers_that_no_order_names_come_from_the_sheet_of_visitors(
    make_dataset: MakeDataset,
) -> None:
    traffic = [
        {"period_start": "2026-11-11", "period_end": "2026-11-11", "visitors": 50, "paid_buyers": 4}
    ]
    event = told(make_dataset([order("1", "2026-11-11 10:00", 10)], traffic=traffic), after=0)
    assert values(event, "conversion")[0] == 4 / 50
    assert values(event, "conversion")[2] == 4 / 50
    assert event.measures["buyers"].event.value is None


def test_an_order_value_says_its_denominator(year: LastYear, make_dataset: MakeDataset) -> None:
    assert "per buyer" in EN.text(year.measures["aov"].label)
    nobody = told(make_dataset([order("9", "2026-11-11 10:00", 10)]))
    assert "per order" in EN.text(nobody.measures["aov"].label)


def test_every_figure_opens_an_account_that_ends_in_counted_rows(year: LastYear) -> None:
    figures = [one for measure in year.measures.values() for one in measure.figures()]
    for figure in (*figures, *shares(year).values()):
        lines = account(figure, EN, FUNCTIONS)
        assert any("of your sheets" in one.origin for one in lines), figure.key
        assert [one.value for one in lines if one.value == "–"] == []


def test_no_two_figures_share_a_key(year: LastYear) -> None:
    below = {}
    figures = [one for measure in year.measures.values() for one in measure.figures()]
    for figure in (*figures, *shares(year).values()):
        for one in walk(figure):
            assert below.setdefault(one.key, one.value) == one.value, one.key


def test_the_shares_that_head_the_sections(year: LastYear) -> None:
    found = {name: float(figure.required) for name, figure in shares(year).items()}
    assert found == pytest.approx(
        {
            "rush_share": 1.0,
            "evening_share": 0.0,
            "new_share": 1 / 3,
            "comeback_share": 2 / 4,
            "top_share": 160 / 300,
            "quick_share": 1 / 5,
            "unpaid_share": 1 / 5,
            "refunded_orders_share": 1 / 4,
        }
    )
    assert all(isinstance(figure, Figure) for figure in shares(year).values())


def test_the_verdict_says_what_happened(year: LastYear, make_dataset: MakeDataset) -> None:
    said = EN.text(verdict(year.measures, 3))
    assert "CN¥300.00 in 3 days, a day of it 10 times as much as an ordinary day" in said


def test_the_verdict_of_an_event_without_ordinary_days(make_dataset: MakeDataset) -> None:
    alone = told(make_dataset([order("9", "2026-11-11 10:00", 10)]))
    assert "No ordinary days" in EN.text(verdict(alone.measures, 1))
    assert alone.measures["revenue"].ratio.value is None
