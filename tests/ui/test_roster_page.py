"""The page of the roster: what it says of shifts, of gaps and of whom to hire."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.language import Language
from planner.tables import Workspace
from planner.ui.roster import EXAMPLE_OF_STAFF, PARTS
from tests.ui.conftest import OpenPage, save

PAGE = "pages/roster.py"
STAFF = "field:roster.staff"
IMPOSSIBLE = {
    "targets__goal_kind": "growth",
    "targets__growth_share": 15.0,
    "roster__helpers": 0,
    "roster__temps_at_most": 0,
    "roster__staff": "Ann, Warehouse\nBo, Warehouse\nCai, Customer service",
}


def told(app: AppTest) -> str:
    found = (*app.error, *app.warning, *app.success, *app.info)
    return " ".join(one.value for one in found).replace("\\", "")


def opened(app: AppTest, part: str) -> AppTest:
    app.session_state["roster-part"] = part
    app.run()
    assert not app.exception, part
    return app


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_every_part_opens_in_both_languages(data: Workspace, open_page: OpenPage) -> None:
    for language in ("zh", "en"):
        app = open_page(data, PAGE, language)
        assert not app.exception
        assert len(app.metric) >= 5
        for part in PARTS:
            opened(app, part)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_the_staff_list_is_typed_and_its_people_are_on_the_roster(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    app.text_area(key=STAFF).set_value("Ann, Warehouse, 30\nBo, Juggling").run()
    assert not app.exception
    assert "Line 2 of the staff list: Juggling is not understood" in told(app)
    names = list(app.dataframe[0].value.iloc[:, 0])
    assert "Ann" in names
    assert not any(name.startswith("Warehouse") for name in names)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_of_a_staff_list_is_read(
    data: Workspace, open_page: OpenPage, language: str
) -> None:
    app = open_page(data, PAGE, language)
    app.text_area(key=STAFF).set_value(Language(language).text(EXAMPLE_OF_STAFF)).run()
    assert not app.exception
    assert not app.warning


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_an_impossible_wish_gives_the_explained_best(data: Workspace, open_page: OpenPage) -> None:
    save(data, **IMPOSSIBLE)
    app = open_page(data, PAGE)
    assert "stay uncovered" in told(app)
    app = opened(app, "gaps")
    said = " ".join(one.value for one in app.markdown)
    assert "Hire people who know the work" in said
    assert "Automatic answers" in said
    app = opened(app, "hiring")
    assert any("Nobody has to be hired" in one.value for one in app.caption)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
@pytest.mark.parametrize(
    "values",
    [
        {"roster__cover_days": 0},
        {"roster__latest_start": 0, "roster__earliest_start": 23},
        {"roster__hours_a_week": 12, "roster__days_in_row": 1, "staffing__shift_hours": 12.0},
        {"roster__training_days": 0, "roster__hire_lead_days": 60},
        {"roster__service_people": 0, "roster__warehouse_people": 0},
        {"staffing__commanders": 0, "staffing__dispatchers": 0, "staffing__coordinators": 0},
        {"campaign__days_before": 0, "campaign__days_after": 0},
    ],
)
def test_it_is_shown_whatever_is_typed(
    data: Workspace, open_page: OpenPage, values: dict[str, Any]
) -> None:
    save(data, **values)
    app = open_page(data, PAGE)
    assert not app.exception
    for part in PARTS:
        opened(app, part)
