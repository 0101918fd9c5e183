"""The capacity page: a verdict before anything is typed, and what there really is."""

from decimal import Decimal

import pytest

from planner.tables import Workspace
from tests.ui.conftest import OpenPage
from tests.ui.test_staffing_page import save

PAGE = "pages/capacity.py"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_an_answer_stands_before_anything_is_typed(
    data: Workspace, language: str, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    assert app.info
    assert [metric.value for metric in app.metric]


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_three_people_get_the_best_and_what_would_reach_the_plan(
    data: Workspace, open_page: OpenPage
) -> None:
    save(data, targets__goal_kind="revenue", targets__goal_revenue=Decimal(3_000_000))
    app = open_page(data, PAGE)
    app.number_input(key="field:capacity.warehouse_people").set_value(3).run()
    assert not app.exception
    assert "parcels can leave within 48 h" in app.error[0].value
    assert any("What would keep both promises" in one.value for one in app.markdown)
    one_more = app.dataframe[0].value
    assert one_more.iloc[1, 0] == "+1 Warehouse people"
    app.number_input(key="field:capacity.warehouse_people").set_value(500).run()
    assert not any("parcels can leave within" in one.value for one in app.error)


@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_the_smallest_data_says_what_is_missing(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    assert not app.exception
    assert app.warning


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_the_days_are_simulated_when_asked(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    before = len(app.dataframe)
    app.button(key="simulate").click().run()
    assert not app.exception
    assert len(app.dataframe) == before + 1
    assert app.button(key="simulate").disabled
    assert any("What is promised is what happens" in one.value for one in app.markdown)
