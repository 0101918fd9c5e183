"""A sheet nobody knows, mapped by hand in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import served
from tests.browser.test_whole_path import edit_cell, open_page, settled

pytestmark = pytest.mark.browser

USED_AS = 2
"""The grid's column that can be edited, from 0."""
ROWS = "".join(f"LS{n},交易成功,2026-11-11 00:{n:02}:00,5{n % 10}.00\n" for n in range(30))


def choose(page: Page, setting: str, option: str) -> None:
    page.locator(f"[class*=st-key-{setting}-]").first.get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_an_unknown_sheet_is_mapped_kept_loaded_and_remembered(page: Page, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    header = "订单编号,订单状态,收钱时间,收了多少\n"
    first.write_text(header + ROWS, encoding="utf-8")
    second.write_text(header + ROWS.replace("LS", "LT"), encoding="utf-8")
    with served(tmp_path / "workspace") as address:
        open_page(page, address, "sheets", "en")
        page.set_input_files("input[type=file]", [first])
        expect(page.get_by_text("cannot be loaded")).to_be_visible()
        choose(page, "kind", "order list")
        for row, used_as in ((2, "Paid at"), (3, "Amount paid")):
            edit_cell(page, row=row, column=USED_AS, text=used_as)
        page.get_by_role("button", name="Use these columns").click()
        expect(page.get_by_text("30 rows read = 30 kept + 0 rejected").first).to_be_visible()

        # Another page and back: the file and what was decided are still there.
        sidebar = page.get_by_test_id("stSidebar")
        sidebar.get_by_role("link", name="Overview").click()
        expect(page.locator("[data-testid=stMain] h1")).to_have_text("Overview")
        sidebar.get_by_role("link", name="Sheets").click()
        expect(page.get_by_text("30 rows read = 30 kept + 0 rejected").first).to_be_visible()
        page.locator(".st-key-load button").click()
        expect(page.get_by_text("Loaded: first.csv")).to_be_visible()

        page.set_input_files("input[type=file]", [second])
        remembered = page.get_by_text("read as you decided for these headers before")
        expect(remembered).to_be_visible()
        page.set_viewport_size({"width": 390, "height": 844})
        settled(page)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_removal_is_confirmed(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(
        "订单编号,总金额,订单创建时间,订单付款时间\n1,59,2026-11-11 00:05,2026-11-11 00:06\n",
        encoding="utf-8",
    )
    with served(tmp_path / "workspace") as address:
        open_page(page, address, "sheets", "en")
        page.set_input_files("input[type=file]", [file])
        page.locator(".st-key-load button").click()
        expect(page.get_by_text("Loaded: orders.csv")).to_be_visible()
        page.get_by_role("button", name="Remove").click()
        expect(page.get_by_text("nothing is left to plan with")).to_be_visible()
        page.get_by_role("button", name="Remove it now").click()
        expect(page.get_by_text("None yet.")).to_be_visible()


def test_a_click_that_stops_loading_is_told_and_the_file_can_be_loaded_at_once(
    page: Page, tmp_path: Path
) -> None:
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    header = "订单编号,总金额,订单创建时间,订单付款时间\n"
    small.write_text(f"{header}1,59,2026-11-11 00:05,2026-11-11 00:06\n", encoding="utf-8")
    rows = (f"L{n},59,2026-11-11 00:05,2026-11-11 00:06\n" for n in range(500_000))
    large.write_text(header + "".join(rows), encoding="utf-8")
    with served(tmp_path / "workspace") as address:
        open_page(page, address, "sheets", "zh")
        words = page.get_by_test_id("stFileUploaderDropzone").locator("p")
        content = words.evaluate("p => getComputedStyle(p, '::after').content")
        assert content == '"选择文件"'
        page.set_input_files("input[type=file]", [small])
        page.locator(".st-key-load button").click()
        expect(page.get_by_text("已导入：small.csv")).to_be_visible()
        page.set_input_files("input[type=file]", [large])
        # The button is the new list's only once that was looked at.
        expect(page.get_by_text("500,000").first).to_be_visible()
        page.locator(".st-key-load button").click()
        page.get_by_test_id("stProgress").wait_for()
        page.locator("[class*=st-key-report-]").first.locator("label").click()
        expect(page.get_by_text("就因页面上的点击而中止")).to_be_visible()
        # The run that was stopped may still be at work: it takes nothing away from this one.
        page.locator(".st-key-load button").click()
        expect(page.get_by_text("已导入：large.csv")).to_be_visible()
