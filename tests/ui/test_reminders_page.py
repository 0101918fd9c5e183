"""The page of payment reminders: lists, marks, notes, and what it says without data."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.reminders import read_noted
from planner.sheets import import_file
from planner.tables import Workspace
from tests.ui.conftest import OpenPage

PAGE = "pages/reminders.py"
HEADS = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间\n"
TODAYS = (
    "1001,ann,45.00,0,等待买家付款,2027-10-20 10:20:00,\n"
    "1002,bob,46.00,0,等待买家付款,2027-10-20 09:10:00,\n"
    "1003,=cmd|1,900.00,0,等待买家付款,2027-10-20 09:20:00,\n"
    "1004,dee,47.00,47.00,买家已付款,2027-10-20 10:58:00,2027-10-20 11:00:00\n"
)
LATER = "1001,ann,45.00,45.00,买家已付款,2027-10-20 10:20:00,2027-10-20 11:30:00\n"


def load(workspace: Workspace, folder: Path, name: str, rows: str) -> None:
    sheet = folder / name
    sheet.write_text(HEADS + rows, encoding="utf-8")
    import_file(workspace, sheet, name)


@pytest.fixture
def today(tmp_path: Path) -> Workspace:
    """Return a workspace with the orders of today, as of 11:00."""
    workspace = Workspace(tmp_path / "workspace")
    load(workspace, tmp_path, "ExportOrderList.csv", TODAYS)
    return workspace


def verdict(app: AppTest) -> str:
    found = [*app.warning, *app.success, *app.info]
    return " ".join(one.value for one in found).replace("\\", "")


def test_the_verdict_says_whom_to_remind(today: Workspace, open_page: OpenPage) -> None:
    app = open_page(today, PAGE)
    assert not app.exception
    assert "1 by chat, 1 by text, 1 by phone" in verdict(app)
    assert {one.key for one in app.button} >= {"sent-chat", "sent-text", "sent-phone"}


def test_a_list_marked_as_sent_is_gone_and_comes_back(
    today: Workspace, open_page: OpenPage
) -> None:
    app = open_page(today, PAGE)
    app.button(key="sent-chat").click().run()
    assert "1 orders are noted as reminded" in verdict(app)
    assert "0 by chat, 1 by text" in verdict(app)
    assert read_noted(today).of("chat").index.tolist() == ["1001"]
    app.button(key="take-back").click().run()
    assert "1 by chat" in verdict(app)


def test_orders_are_noted_as_not_to_be_reminded_of(today: Workspace, open_page: OpenPage) -> None:
    app = open_page(today, PAGE)
    app.text_area(key="reminder-ids").set_value("1002\n1003, 1003")
    app.button(key="note-orders").click().run()
    assert "2 orders are noted" in verdict(app)
    assert "1 by chat, 0 by text, 0 by phone" in verdict(app)


def test_a_later_sheet_tells_what_a_list_brought(
    today: Workspace, tmp_path: Path, open_page: OpenPage
) -> None:
    app = open_page(today, PAGE)
    app.button(key="sent-chat").click().run()
    load(today, tmp_path, "ExportOrderList2.csv", LATER)
    app = open_page(today, PAGE)
    app.session_state["reminders-part"] = "brought"
    app.run()
    assert not app.exception
    assert "Only 1 reminders so far" in verdict(app)


@pytest.mark.parametrize("part", ["waiting", "texts", "brought", "worth"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_part_of_the_page_opens(
    part: str, language: str, today: Workspace, open_page: OpenPage
) -> None:
    app = open_page(today, PAGE, language)
    app.session_state["reminders-part"] = part
    app.run()
    assert not app.exception


def test_a_moment_of_ones_own(today: Workspace, open_page: OpenPage) -> None:
    app = open_page(today, PAGE)
    app.selectbox(key="field:reminders.as_of").set_value("own").run()
    app.selectbox(key="field:reminders.time").set_value("12:15").run()
    assert "Nobody is to be reminded at 20 Oct 2027, 12:15" in verdict(app)


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_without_data_the_page_says_what_to_upload(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    assert "upload today's order list" in app.warning[0].value
    assert [button.key for button in app.button] == ["load-sample"]


@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_the_smallest_data_says_what_cannot_be_told(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    said = verdict(app)
    assert "None of the loaded orders is paid" in said
    assert "1 open orders name no buyer" in said
    assert "load today's orders" in said
