"""Payment reminders by click in a real browser: a list is sent once, a later sheet judges it."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.sheets import import_file
from planner.tables import Workspace
from tests.browser.conftest import served
from tests.browser.test_whole_path import LISTS, open_page, settled

pytestmark = pytest.mark.browser

HEADS = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间\n"
OPEN = "45.00,0,等待买家付款"
TODAYS = (
    f"3515310000000000011,ann,{OPEN},2027-10-20 09:20:00,\n"
    f"3515310000000000012,ann,{OPEN},2027-10-20 09:40:00,\n"
    f"3515310000000000013,bob,46.00,0,等待买家付款,2027-10-20 09:10:00,\n"
    "3515310000000000014,dee,47.00,47.00,买家已付款,2027-10-20 10:58:00,2027-10-20 11:00:00\n"
)
"""Seen at eleven: two equal orders of ann, of which the later counts, one of bob, one paid."""
LATER = "3515310000000000013,bob,46.00,46.00,买家已付款,2027-10-20 09:10:00,2027-10-20 11:20:00\n"


def load(workspace: Workspace, folder: Path, name: str, rows: str) -> None:
    (folder / name).write_text(HEADS + rows, encoding="utf-8")
    import_file(workspace, folder / name, name)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return the sample shop with the orders of today."""
    workspace = Workspace(tmp_path / "shop")
    for path in LISTS:
        import_file(workspace, path, path.name)
    load(workspace, tmp_path, "ExportOrderList-today.csv", TODAYS)
    return workspace


@pytest.fixture
def address(workspace: Workspace) -> Iterator[str]:
    with served(workspace.folder) as address:
        yield address


def test_a_list_is_sent_once_and_a_later_sheet_tells_what_it_brought(
    page: Page, address: str, workspace: Workspace, tmp_path: Path
) -> None:
    open_page(page, address, "reminders", "zh")
    with page.expect_download() as download:
        page.locator(".st-key-download-text-csv button").click()
    download.value.save_as(tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["buyer_id", "order_id", "orders", "amount"],
            ["bob", "3515310000000000013", "1", "46.00"],
            ["ann", "3515310000000000012", "1", "45.00"],
        ]
    page.locator(".st-key-sent-text button").click()
    expect(page.get_by_text("已记录 2 单为已催付")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.locator(".st-key-list-text")).to_have_count(0)

    load(workspace, tmp_path, "ExportOrderList-later.csv", LATER)
    open_page(page, address, "reminders", "zh")
    page.get_by_role("radio", name="催付成效").or_(
        page.get_by_role("button", name="催付成效")
    ).first.click()
    settled(page)
    expect(page.get_by_text("目前只有 2 次催付")).to_be_visible()
    # The first grid: by text 2 were reminded, 1 paid, its rate with Wilson's interval.
    grid = page.get_by_test_id("stDataFrame").first.locator("table")
    expect(grid).to_contain_text("短信2150 %9.5 % – 90.5 %¥46.00")
