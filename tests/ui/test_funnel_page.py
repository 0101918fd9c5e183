"""The page of the funnel: what it tells, what it says it cannot tell, and what it saves."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.funnel import MEANS, PAGE_STORY
from planner.tables import Workspace, publish_import
from tests.funnel.shop import ORDERS, VISITS
from tests.rows import Row, line, order, prepare_import
from tests.ui.conftest import OpenPage

PAGE = "pages/funnel.py"
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def said(app: AppTest) -> str:
    kinds = ("success", "info", "warning", "subheader", "caption", "markdown")
    return "\n".join(str(one.value) for kind in kinds for one in app.get(kind)).replace("\\", "")


def loaded(folder: Path, orders: Sequence[Row], **others: Sequence[Row]) -> Workspace:
    workspace = Workspace(folder / "workspace")
    publish_import(workspace, prepare_import(workspace, orders, **others))
    return workspace


@pytest.fixture
def full(tmp_path: Path) -> Workspace:
    """Return a shop whose sheets tell all nine levels."""
    return loaded(tmp_path, ORDERS, items=[line("1", "coat")], traffic=VISITS)


@LANGUAGES
@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_without_data_it_says_what_to_upload(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    assert [button.key for button in app.button] == ["load-sample"]


@LANGUAGES
@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_one_unpaid_order_has_a_funnel(language: str, data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    assert {metric.value for metric in app.metric} == {"0 %"}


@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_unpaid_orders_say_that_no_money_can_be_told(data: Workspace, open_page: OpenPage) -> None:
    text = said(open_page(data, PAGE))
    assert "None of the orders in these days is paid" in text
    assert "the funnel begins at the orders placed" in text


@LANGUAGES
@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_every_part_of_the_sample_opens(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    (detail,) = [one for one in app.get("button_group") if one.key == "part-of-funnel"]
    for part in ("product", "category", "hour", "customer", "province", "periods", "times"):
        app.session_state["part-of-funnel"] = part
        app.run()
        assert not app.exception, part
    assert detail is not None


@LANGUAGES
def test_a_shop_with_all_sheets_misses_no_level(
    language: str, full: Workspace, open_page: OpenPage
) -> None:
    app = open_page(full, PAGE, language)
    assert not app.exception
    assert "not told" not in said(app)
    assert "没有数据；" not in said(app)


def test_a_tick_puts_a_means_on_the_checklist_and_takes_it_off(
    full: Workspace, open_page: OpenPage
) -> None:
    app = open_page(full, PAGE)
    app.checkbox(key="means-remind").check().run()
    assert not app.exception
    assert app.checkbox(key="means-remind").value
    checklist = open_page(full, "pages/checklist.py")
    assert any("Remind unpaid orders: by chat first" in row for row in _tasks(checklist))
    app.checkbox(key="means-remind").uncheck().run()
    checklist = open_page(full, "pages/checklist.py")
    assert not any("Remind unpaid orders: by chat first" in row for row in _tasks(checklist))


def _tasks(app: AppTest) -> list[str]:
    return [str(cell) for frame in app.dataframe for row in frame.value.to_numpy() for cell in row]


def test_a_goal_that_is_typed_decides_what_is_mended_first(
    tmp_path: Path, open_page: OpenPage
) -> None:
    orders = [
        order(str(number), "2026-11-11 10:00", 10 if number < 150 else None)
        for number in range(200)
    ]
    app = open_page(loaded(tmp_path, orders), PAGE)
    assert "Nothing to hold the steps against" in said(app)
    app.number_input(key="field:funnel.goal_paid").set_value(95.0).run()
    assert not app.exception
    (verdict,) = [one.value for one in app.warning if "Mend first" in one.value]
    assert "95" in verdict
    # 40 more orders of 10.00 each.
    assert "400" in verdict


def test_own_days_that_end_before_they_begin_are_said(full: Workspace, open_page: OpenPage) -> None:
    app = open_page(full, PAGE)
    app.selectbox(key="field:funnel.period").set_value("own").run()
    app.date_input(key="field:funnel.first_day").set_value("2026-11-12").run()
    app.date_input(key="field:funnel.last_day").set_value("2026-11-11").run()
    assert not app.exception
    assert any("end before they begin" in one.value for one in app.warning)


def test_all_means_and_the_story_of_a_page_are_there(full: Workspace, open_page: OpenPage) -> None:
    app = open_page(full, PAGE)
    assert {box.key for box in app.checkbox} >= {f"means-{one.key}" for one in MEANS}
    assert all(str(line) in said(app) for line in PAGE_STORY)
