"""Boxes to choose from: in the language that is read, and with nothing that is no option."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.tables import Workspace
from tests.ui.conftest import OpenPage
from tests.ui.test_targets import set_field
from tests.ui.uploading import upload


def read_in(app: AppTest, language: str) -> AppTest:
    """Switch the language as a reader does, by the button in the sidebar."""
    return app.get("button_group")[0].set_value(language).run()


def told(app: AppTest, key: str) -> str:
    """Return the words that the server put into a box in this run; empty where it left it alone.

    A browser keeps the words that stand in a box until it is told others.
    """
    (box,) = [box for box in app.selectbox if str(box.key).startswith(key)]
    return str(box.proto.raw_value) if box.proto.set_value else ""


@pytest.mark.parametrize(
    ("page", "key", "english", "chinese"),
    [
        ("pages/targets.py", "day-of-hours", "Thu 11 Nov 2027", "2027年11月11日 周四"),
        ("pages/targets.py", "tornado-measure", "Revenue", "销售额"),
        ("pages/checklist.py", "filter-area", "All areas", "全部板块"),
        ("pages/assumptions.py", "filter-room", "All rooms", "全部模块"),
        ("pages/plans.py", "new-preset", "Double 11 2027", "双11 2027"),
    ],
)
@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_box_that_nobody_touched_follows_the_language(
    page: str, key: str, english: str, chinese: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, page, "en")
    assert told(read_in(app, "zh"), key) == chinese
    assert told(read_in(app, "en"), key) == english
    assert not app.exception


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_what_was_chosen_stays_and_follows_the_language(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, "pages/checklist.py")
    app.selectbox(key="filter-area").set_value("materials").run()
    rows = len(app.dataframe[0].value)
    assert told(read_in(app, "zh"), "filter-area") == "物料"
    assert app.selectbox(key="filter-area").value == "materials"
    assert len(app.dataframe[0].value) == rows


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_how_a_sheet_is_read_follows_the_language(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / "semicolons.csv"
    rows = "1;59;05-07-2026;甲\n2;60;06-07-2026;甲\n"
    path.write_text(f"订单编号;总金额;订单创建时间;买家\n{rows}", encoding="gb18030")
    app = upload(open_page(data, "pages/sheets.py"), path)
    read_in(app, "zh")
    assert [told(app, key) for key in ("kind-", "delimiter-", "dates-")] == [
        "订单表", "分号", "日在前"
    ]  # fmt: skip


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_day_that_left_the_window_gives_way_to_the_main_day(
    data: Workspace, open_page: OpenPage
) -> None:
    set_field(data, "campaign.main_day", "2027-11-11")
    app = open_page(data, "pages/targets.py")
    box = app.selectbox(key="day-of-hours")
    box.set_value(box.options[0]).run()
    assert told(app, "day-of-hours") == "Sun 7 Nov 2027"
    set_field(data, "campaign.main_day", "2027-12-12")
    app.run()
    assert not app.exception
    assert told(app, "day-of-hours") == "Sun 12 Dec 2027"
