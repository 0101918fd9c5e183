"""The charts of the forecast: the plan as a line, what may come above it as bands."""

from datetime import date
from decimal import Decimal

import pytest

from planner.demand import Demand, Evidence, forecast
from planner.demand.charts import hours_with_bands, weekday_shift
from planner.demand.weekday import weekday_curves
from planner.figures.colours import LAST_YEAR, PLAN
from planner.language import Language
from tests.demand.cases import four_weeks, reference_of

EN, ZH = Language("en"), Language("zh")
DAY = [40, 20, 5, 2, 2, 2, 4, 8, 12, 14, 14, 14, 12, 12, 16, 16, 14, 12, 14, 18, 30, 34, 32, 24]


@pytest.fixture
def demand() -> Demand:
    return forecast(
        reference_of(date(2026, 11, 13), DAY * 2),
        date(2028, 11, 11),
        revenue=Decimal(40000),
        orders_placed=900,
        orders_paid=800,
        parcels=800,
        items=1600,
        evidence=Evidence(None, (), None, None, {}, weekday_curves(four_weeks(20)), None),
    )


@pytest.mark.parametrize("column", ["orders_placed", "orders_paid", "parcels", "items", "revenue"])
@pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])
def test_the_bands_lie_on_the_plan_in_one_colour(
    demand: Demand, column: str, language: Language
) -> None:
    spec = hours_with_bands(demand, column, language).to_dict()
    (rows,) = spec["datasets"].values()
    assert len(rows) == 48
    assert all(row["P50"] <= row["P80"] <= row["P95"] for row in rows)
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["area", "area", "line"]
    assert {layer["mark"]["color"] for layer in spec["layer"]} == {PLAN}
    assert sum(row["P50"] for row in rows) == pytest.approx(
        float(getattr(next(iter(demand.totals_by_quantile.values())), column))
    )


def test_one_day_may_be_looked_at(demand: Demand) -> None:
    spec = hours_with_bands(demand, "parcels", EN, date(2028, 11, 12)).to_dict()
    (rows,) = spec["datasets"].values()
    assert [row["when"] for row in rows][:2] == ["Sun 12 Nov 00–01", "Sun 12 Nov 01–02"]
    assert "Sun 12 Nov" in spec["title"]


def test_the_weekday_shift_shows_then_in_grey_and_now_in_violet(demand: Demand) -> None:
    (shift,) = demand.shifts
    spec = weekday_shift(shift, EN).to_dict()
    (rows,) = spec["datasets"].values()
    assert len(rows) == 48
    for name in {row["series"] for row in rows}:
        assert sum(row["share"] for row in rows if row["series"] == name) == pytest.approx(1)
    assert spec["encoding"]["color"]["scale"]["range"] == [LAST_YEAR, PLAN]
    assert spec["title"] == "Sat 11 Nov: day off; Fri 13 Nov: working day"
