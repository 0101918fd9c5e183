"""The materials page: choices, the list as a grid, what an edit moved, lines of one's own."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from planner.campaign import Plan, PlanStore
from planner.planning import REGISTRY
from planner.tables import Workspace

OpenPage = Callable[..., AppTest]
PAGE = "pages/materials.py"
pytestmark = pytest.mark.parametrize("data", ["sample"], indirect=True)


def plan_of(data: Workspace) -> Plan:
    return PlanStore(data, REGISTRY).current()


def test_the_high_case_is_chosen_in_a_box(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    app.selectbox(key="field:materials.buy_for").set_value("P95").run()
    assert not app.exception
    assert plan_of(data).values["materials.buy_for"] == "P95"
    assert any("P95" in caption.value for caption in app.caption)


def test_a_printer_that_takes_ribbons_puts_them_on_the_list(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    assert "ribbon" not in app.dataframe[0].value.index
    app.selectbox(key="field:materials.printer_kind").set_value("transfer").run()
    assert not app.exception
    assert "ribbon" in app.dataframe[0].value.index


def test_cities_that_are_typed_are_counted(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    before = app.dataframe[0].value.at["priority", "need"]
    app.text_input(key="field:materials.priority_cities").set_value("北京").run()
    assert not app.exception
    assert 0 < app.dataframe[0].value.at["priority", "need"] < before


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_line_of_ones_own_is_added_and_removed(
    data: Workspace, open_page: OpenPage, code: str
) -> None:
    app = open_page(data, PAGE, language=code)
    form = f"own-material-new-{plan_of(data).version}"
    app.text_input(key=f"{form}-label").set_value("Red ribbon")
    app.number_input(key=f"{form}-unit_price").set_value(0.5)
    app.button(key=f"{form}-save").click().run()
    assert not app.exception
    (key,) = (one for one in app.dataframe[0].value.index if one.startswith("own."))
    assert plan_of(data).values[f"materials.{key}.unit_price"] == "0.5"
    app.selectbox(key="own-material").set_value(key).run()
    app.button(key=f"own-material-{key}-{plan_of(data).version}-remove").click().run()
    assert not app.exception
    assert not any(name.startswith("materials.own.") for name in plan_of(data).values)


def test_a_line_without_a_name_is_refused_with_the_reason(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    app.button(key=f"own-material-new-{plan_of(data).version}-save").click().run()
    assert not app.exception
    assert any("needs a name" in error.value for error in app.error)
