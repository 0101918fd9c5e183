"""Every page, in both languages, with no data, the sample shop and the smallest legal data."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.language import Language
from planner.tables import Workspace
from tests.ui.conftest import OpenPage

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["app.py", *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("pages/*.py"))]
ROOMS = [
    "pages/activities.py",
    "pages/customers.py",
    "pages/inventory.py",
    "pages/materials.py",
    "pages/staffing.py",
    "pages/capacity.py",
    "pages/targets.py",
]


def words(app: AppTest) -> str:
    """Return all text of a page."""
    kinds = ("title", "caption", "markdown", "subheader", "metric", "success", "warning", "error")
    elements = (element for kind in kinds for element in app.get(kind))
    return "\n".join(
        f"{getattr(element, 'label', '')} {getattr(element, 'value', '')}" for element in elements
    )


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["none", "sample", "smallest"], indirect=True)
def test_a_page_opens_in_the_language_asked_for(
    page: str, language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, page, language)
    assert not app.exception
    assert len(app.title) == 1
    chinese = re.search(r"[\u4e00-\u9fff]", app.title[0].value) is not None
    assert chinese == (language == "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["none", "sample", "smallest"], indirect=True)
def test_one_visit_leads_through_all_pages(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    """What one page leaves in the session troubles no other; each is come to from the overview."""
    app = open_page(data, "app.py", language)
    for page in PAGES[1:]:
        for at in (page, "app.py"):
            app.switch_page(at)
            app.query_params["lang"] = language
            app.run()
            assert not app.exception, at
            assert len(app.title) == 1


@pytest.mark.parametrize("page", ROOMS)
@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_without_data_a_page_says_what_to_upload_and_offers_the_sample(
    page: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, page)
    assert "upload last year's order list" in app.warning[0].value
    assert [button.key for button in app.button] == ["load-sample"]
    assert not app.metric


@pytest.mark.parametrize("page", ROOMS)
@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_unpaid_orders_alone_make_no_plan_and_no_invented_number(
    page: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, page)
    assert app.warning
    assert not app.metric


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_plan_exists_before_anything_is_typed(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, "pages/targets.py")
    goal = 102132.00 * 1.3
    assert Language("en").compact_money(goal) in [metric.value for metric in app.metric]


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_changed_goal_is_saved_and_there_again_after_a_restart(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, "pages/targets.py")
    app.number_input(key="field:targets.growth_share").set_value(50.0).run()
    expected = Language("en").compact_money(102132.00 * 1.5)
    assert expected in [metric.value for metric in app.metric]
    again = open_page(data, "pages/targets.py")
    assert again.number_input(key="field:targets.growth_share").value == 50.0
    assert expected in [metric.value for metric in again.metric]


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_wrong_value_keeps_its_box_gets_its_reason_and_changes_nothing(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, "pages/targets.py")
    before = [metric.value for metric in app.metric]
    app.number_input(key="field:targets.growth_share").set_value(9999.0).run()
    assert app.number_input(key="field:targets.growth_share").value == 9999.0
    assert any("outside" in element.value for element in app.markdown)
    assert [metric.value for metric in app.metric] == before
    app.number_input(key="field:targets.growth_share").set_value(40.0).run()
    assert not any("outside" in element.value for element in app.markdown)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_an_emptied_box_goes_back_to_its_default(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, "pages/targets.py")
    app.number_input(key="field:targets.growth_share").set_value(50.0).run()
    app.number_input(key="field:targets.growth_share").set_value(None).run()
    assert app.number_input(key="field:targets.growth_share").value == 30.0


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_what_is_typed_on_one_page_moves_the_others(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, "pages/staffing.py")
    before = [metric.value for metric in app.metric]
    assumptions = open_page(data, "pages/assumptions.py")
    assumptions.button(key="more-assumptions").click().run()
    assumptions.number_input(key="field:staffing.handling_seconds").set_value(500).run()
    after = [metric.value for metric in open_page(data, "pages/staffing.py").metric]
    assert after != before


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_two_tabs_that_edit_the_same_field_never_overwrite_each_other(
    data: Workspace, open_page: OpenPage
) -> None:
    first, second = (open_page(data, "pages/targets.py") for _ in range(2))
    first.number_input(key="field:targets.growth_share").set_value(50.0).run()
    second.number_input(key="field:targets.growth_share").set_value(70.0).run()
    assert any("changed elsewhere" in element.value for element in second.markdown)
    third = open_page(data, "pages/targets.py")
    assert third.number_input(key="field:targets.growth_share").value == 50.0


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_search_finds_assumptions_by_word_and_source(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, "pages/assumptions.py")
    everything = len(app.number_input)
    app.text_input(key="search-assumptions").set_value("shrinkage").run()
    assert 0 < len(app.number_input) < everything
    app.text_input(key="search-assumptions").set_value("STF-10").run()
    assert {box.key for box in app.number_input} >= {
        "field:staffing.service_level",
        "field:staffing.answer_seconds",
    }


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_another_reference_day_without_sales_says_which_days_there_are(
    data: Workspace, open_page: OpenPage
) -> None:
    from datetime import date

    app = open_page(data)
    app.date_input(key="field:campaign.reference_day").set_value(date(2020, 1, 1)).run()
    assert not app.exception
    assert any("choose another reference" in warning.value for warning in app.warning)
    assert any("2026" in warning.value for warning in app.warning)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_text_of_a_plan_never_becomes_markup(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data)
    name = "<b>11</b> [x](http://x) :red[y] $z$ =1+1"
    app.text_input(key="field:campaign.name").set_value(name).run()
    assert not app.exception
    headings = [element.value for element in app.markdown if "11" in element.value]
    assert any("\\<b\\>11" in heading for heading in headings)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_every_key_figure_opens_its_account_down_to_the_counted_rows(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, "pages/targets.py")
    accounts = [element.value for element in app.markdown if element.value.startswith("- **")]
    goal = next(text for text in accounts if text.startswith("- **Revenue goal"))
    assert "reference\\_totals" in goal
    assert "ExportOrderList2026" in goal
    assert "TGT\\-1" in goal
