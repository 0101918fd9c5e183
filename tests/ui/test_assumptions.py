"""The page Assumptions: found, understood, changed, refused, reset, and what each one moves."""

import pytest
from streamlit.testing.v1 import AppTest

from planner.campaign import PlanStore
from planner.planning import REGISTRY
from planner.tables import Workspace
from planner.ui.assumptions import SHOWN_AT_FIRST
from tests.ui.conftest import OpenPage
from tests.ui.uploading import plain

PAGE = "pages/assumptions.py"
GROWTH, AOV, HANDLING = "targets.growth_share", "targets.aov", "staffing.handling_seconds"
KEPT = {"campaign.main_day": "2027-11-11"}
"""The day that was proposed when the first value was saved."""


def texts(app: AppTest) -> str:
    kinds = ("markdown", "caption", "warning", "error")
    return "\n".join(plain(str(element.value)) for kind in kinds for element in app.get(kind))


def boxes(app: AppTest) -> set[str]:
    return {(box.key or "").removeprefix("field:") for box in app.number_input}


@pytest.mark.parametrize("data", ["none", "sample", "smallest"], indirect=True)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_rooms_entries_are_there(data: Workspace, open_page: OpenPage, language: str) -> None:
    app = open_page(data, PAGE, language)
    assert len(boxes(app)) == SHOWN_AT_FIRST
    while any(button.key == "more-assumptions" for button in app.button):
        app.button(key="more-assumptions").click().run()
        assert not app.exception
    assert boxes(app) == REGISTRY.assumptions.keys()


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_an_entry_says_its_default_bounds_and_source(data: Workspace, open_page: OpenPage) -> None:
    told = texts(open_page(data, PAGE))
    assert "default 30 % · -90 % to 2,000 %" in told
    assert "no default · CN¥0.01 to" in told
    assert "CAL-1: The sale fills the main day" in told
    # What the sheets say, and where it was counted.
    assert "your sheets say CN¥" in told
    assert "ExportOrderList2026" in told


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_entries_are_found_by_room_and_by_where_they_come_from(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    app.selectbox(key="filter-room").set_value("targets").run()
    assert {name.split(".")[0] for name in boxes(app)} == {"targets"}
    app.toggle(key="only-sheets").set_value(True).run()
    assert AOV in boxes(app)
    assert GROWTH not in boxes(app)
    app.toggle(key="only-sheets").set_value(False).run()
    app.number_input(key=f"field:{GROWTH}").set_value(50.0).run()
    app.toggle(key="only-edited").set_value(True).run()
    assert boxes(app) == {GROWTH}


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_refused_value_stays_with_its_reason_whatever_is_searched_and_wherever_one_looks(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    app.number_input(key=f"field:{GROWTH}").set_value(9999.0).run()
    assert "is outside -90 % to 2,000 %" in texts(app)
    app.text_input(key="search-assumptions").set_value("shrinkage").run()
    assert app.number_input(key=f"field:{GROWTH}").value == 9999.0
    app.switch_page("pages/materials.py").run()
    app.switch_page(PAGE)
    app.query_params["lang"] = "en"
    app.run()
    assert app.number_input(key=f"field:{GROWTH}").value == 9999.0
    assert "is outside" in texts(app)
    assert PlanStore(data, REGISTRY).current().values == {}
    app.number_input(key=f"field:{GROWTH}").set_value(40.0).run()
    assert "is outside" not in texts(app)
    assert PlanStore(data, REGISTRY).current().values == {GROWTH: 0.4, **KEPT}


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_reset_brings_back_what_the_sheets_say(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    before = app.number_input(key=f"field:{AOV}").value
    app.number_input(key=f"field:{AOV}").set_value(99.0).run()
    assert "; a reset brings it back" in texts(app)
    app.button(key=f"reset-{AOV}").click().run()
    assert app.number_input(key=f"field:{AOV}").value == before
    assert PlanStore(data, REGISTRY).current().values == KEPT


@pytest.mark.parametrize("data", ["sample"], indirect=True)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_assumption_shows_what_it_moves(
    data: Workspace, open_page: OpenPage, language: str
) -> None:
    app = open_page(data, PAGE, language)
    app.button(key="moves-campaign.days_before").click().run()
    (table,) = [one.value for one in app.dataframe]
    assert table.shape[1] == 4  # figure, now, at 3 days, at 5 days
    assert len(table) > 0
    app.button(key="moves-campaign.days_before").click().run()
    assert not app.dataframe


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_what_moves_most_is_worked_out_when_asked_for_and_kept(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    assert not app.dataframe
    app.button(key="find-strongest").click().run()
    (table,) = [one.value for one in app.dataframe]
    assert len(table) > 3
    app.run()
    assert app.dataframe[0].value.equals(table)
    app.button(key="more-assumptions").click().run()
    app.number_input(key=f"field:{HANDLING}").set_value(200).run()
    assert not app.dataframe  # of another version


@pytest.mark.parametrize("data", ["none", "smallest"], indirect=True)
def test_without_an_event_nothing_moves_and_no_button_says_so(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    assert not [one for one in app.button if (one.key or "").startswith(("moves-", "find-"))]
