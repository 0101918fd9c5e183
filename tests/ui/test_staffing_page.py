"""The staffing page: one choice of certainty, all positions, limits and what would help."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.staffing import POSITIONS
from planner.tables import Workspace
from tests.ui.conftest import save

OpenPage = Callable[..., AppTest]
PAGE = "pages/staffing.py"


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_the_choice_of_certainty_moves_people_hours_and_cost(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    before = [metric.value for metric in app.metric]
    app.session_state["staffing-quantile"] = "P95"
    app.run()
    assert not app.exception
    after = [metric.value for metric in app.metric]
    assert len(after) == len(before)
    assert after[6] != before[6]  # the cost


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_every_position_stands_in_the_table_with_its_cost(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    table = app.dataframe[0].value
    assert len(table) == len(POSITIONS) + 1
    assert all(str(cost) for cost in table.iloc[:, 7])


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_too_few_stations_are_said_with_what_would_help(
    data: Workspace, open_page: OpenPage
) -> None:
    save(data, targets__goal_kind="revenue", targets__goal_revenue=Decimal(90_000_000),
         staffing__packing_stations=1)  # fmt: skip
    app = open_page(data, PAGE)
    assert not app.exception
    assert any("leave after their promise" in error.value for error in app.error)
    assert any("packing stations" in element.value for element in app.markdown)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
@pytest.mark.parametrize(
    "values",
    [
        {"staffing__patience_seconds": 60},
        {"staffing__agents_at_most": 1},
        {"staffing__chats_at_once": 5, "staffing__handling_seconds": 600},
        {"staffing__promise_hours": 2},
        {"campaign__days_before": 0, "campaign__days_after": 0},
    ],
)
def test_it_is_shown_whatever_is_typed(
    data: Workspace, open_page: OpenPage, values: dict[str, Any]
) -> None:
    save(data, **values)
    assert not open_page(data, PAGE).exception
