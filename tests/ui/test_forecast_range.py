"""The range of the forecast on the target page: the window, its hours, weekdays and products."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from planner.demand import is_day_off
from planner.language import Language, say
from planner.tables import Workspace
from tests.ui.conftest import OpenPage, as_filled, imported
from tests.ui.test_targets import set_field
from tests.ui.uploading import plain

PAGE = "pages/targets.py"
NAMES = {"en": "Range of the forecast", "zh": "预测区间"}
PLANNED = {"en": "Plan (P50)", "zh": "计划（P50）"}
WHOLE = {"en": "Whole window", "zh": "整个活动期"}
MAIN_DAY = date(2026, 11, 11)


def range_of(app: AppTest, language: str = "en") -> Any:
    """Return the tab of the range."""
    (tab,) = [tab for tab in app.tabs if tab.label == NAMES[language]]
    return tab


def tables_of(app: AppTest, language: str = "en") -> list[pd.DataFrame]:
    return [frame.value for frame in range_of(app, language).dataframe]


def captions_of(app: AppTest, language: str = "en") -> str:
    return "\n".join(plain(caption.value) for caption in range_of(app, language).caption)


def charts_of(app: AppTest) -> list[str]:
    """Return what the charts of the tab are told to be, for whoever cannot see them."""
    return [chart.proto.alt for chart in range_of(app).get("vega_lite_chart")]


@pytest.fixture(scope="module")
def weekdays_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a shop that sells in the evening of working days and in the morning of days off.

    Its list has paid orders without lines, so that no product is known.
    """
    rows = []
    for back in range(-2, 40):
        day = MAIN_DAY - timedelta(days=back)
        hours = (9, 10, 11, 12) if is_day_off(day) else (19, 20, 21, 22)
        for place in range(120 if back == 0 else 40):
            moment = datetime(day.year, day.month, day.day, hours[place % 4], place % 60)
            rows.append(f"{len(rows)},59.00,{moment},{moment + timedelta(minutes=1)}")
    folder = tmp_path_factory.mktemp("weekdays")
    path = folder / "weekdays.csv"
    path.write_text(
        "\n".join(["订单编号,总金额,订单创建时间,订单付款时间", *rows]), encoding="utf-8"
    )
    return imported(folder / "kept", path)


@pytest.fixture
def weekdays(weekdays_folder: Path) -> Workspace:
    """Return the shop of working days and days off."""
    return as_filled(weekdays_folder)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_the_window_and_its_products_are_told_at_each_quantile(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    totals, products = tables_of(app, language)
    assert list(totals.columns[:2]) == [WHOLE[language], PLANNED[language]]
    goal = Language(language).compact_money(102132.00 * 1.3)
    assert list(totals.iloc[:, 1])[-1] == goal
    for table in (totals.iloc[:4], products):
        ranges = table.iloc[:, 1:4].map(lambda cell: int(cell.replace(",", "")))
        assert (ranges.iloc[:, 0] <= ranges.iloc[:, 1]).all()
        assert (ranges.iloc[:, 1] < ranges.iloc[:, 2]).all()
    assert len(products) == 30
    assert Language(language).text(say("without a code or a title")) not in set(products.iloc[:, 0])
    assert "INV-9" in captions_of(app, language)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["smallest", "none"], indirect=True)
def test_without_sales_there_is_no_range(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    assert NAMES[language] not in [tab.label for tab in app.tabs]
    assert app.warning


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_hours_are_shown_of_the_column_and_day_that_are_chosen(
    data: Workspace, open_page: OpenPage
) -> None:
    set_field(data, "campaign.main_day", "2027-11-11")
    app = open_page(data, PAGE)
    assert charts_of(app)[0] == "Orders placed by hour, P50 to P95"
    app.selectbox(key="range-column").set_value("parcels").run()
    assert charts_of(app)[0] == "Parcels by hour, P50 to P95"
    app.selectbox(key="range-day").set_value(date(2027, 11, 12)).run()
    assert charts_of(app)[0] == "Parcels by hour, Fri 12 Nov, P50 to P95"
    set_field(data, "campaign.main_day", "2027-12-12")
    assert charts_of(app.run())[0] == "Parcels by hour, P50 to P95"
    assert not app.exception


def test_a_shifted_day_shows_its_hours_before_and_after(
    weekdays: Workspace, open_page: OpenPage
) -> None:
    set_field(weekdays, "campaign.main_day", "2027-11-11")
    app = open_page(weekdays, PAGE)
    assert not app.exception
    assert "Their hours are shifted" in captions_of(app)
    assert charts_of(app)[1] == "Mon 8 Nov: working day; Sun 8 Nov: day off"
    app.selectbox(key="shifted-day").set_value(date(2027, 11, 13)).run()
    assert charts_of(app)[1] == "Sat 13 Nov: day off; Fri 13 Nov: working day"


def test_without_lines_no_product_is_told(weekdays: Workspace, open_page: OpenPage) -> None:
    app = open_page(weekdays, PAGE)
    assert len(tables_of(app)) == 1
    assert "an order items list would tell" in captions_of(app)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_the_range_opens_its_account(data: Workspace, open_page: OpenPage) -> None:
    told = [plain(element.value) for element in open_page(data, PAGE).markdown]
    assert any("Parcels, P95" in text and "of a gamma distribution" in text for text in told)
