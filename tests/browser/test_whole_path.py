"""From last year's lists to this year's workbook, in a real browser."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from planner.tables import Workspace
from tests.browser.conftest import LISTS, served

pytestmark = pytest.mark.browser

PAGES = {
    "": ("总览", "Overview"),
    "sheets": ("数据表", "Sheets"),
    "last_year": ("去年情况", "Last year"),
    "targets": ("目标", "Targets"),
    "activities": ("活动", "Activities"),
    "inventory": ("库存", "Inventory"),
    "staffing": ("人手安排", "Staffing"),
    "roster": ("排班", "Roster"),
    "materials": ("物料", "Materials"),
    "funnel": ("漏斗", "Funnel"),
    "checklist": ("清单", "Checklist"),
    "plans": ("计划", "Plans"),
    "assumptions": ("参数假设", "Assumptions"),
}
GOAL = "500000"


def settled(page: Page) -> None:
    """Wait until the page has been drawn."""
    page.wait_for_selector("[data-testid=stMain] h1")
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton]')"
    )
    page.wait_for_timeout(300)


def open_page(page: Page, address: str, name: str, language: str) -> None:
    page.goto(f"{address}/{name}?lang={language}")
    settled(page)
    assert page.locator("[data-testid=stException]").count() == 0


def go_to(page: Page, title: str) -> None:
    """Go to another page as one does, by its link beside the page."""
    page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True).click()
    expect(page.locator("[data-testid=stMain] h1")).to_have_text(title)
    settled(page)
    assert page.locator("[data-testid=stException]").count() == 0


def load(page: Page, address: str, files: list[Path]) -> None:
    """Upload files on the sheets page and load them."""
    open_page(page, address, "sheets", "zh")
    page.set_input_files("input[type=file]", files)
    page.get_by_test_id("stMain").locator(".st-key-load button").click()
    expect(page.get_by_text("已导入：").first).to_be_visible()


def test_a_manager_gets_from_two_gbk_lists_to_the_workbook(page: Page, tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    with served(workspace, alone=True) as address:
        load(page, address, LISTS)

        open_page(page, address, "targets", "zh")
        page.locator(".st-key-field-targets-goal_kind").get_by_role("combobox").click()
        page.get_by_role("option", name="销售额").click()
        settled(page)
        box = page.locator(".st-key-field-targets-goal_revenue input")
        box.fill(GOAL)
        box.press("Enter")
        expect(page.get_by_text("¥50.00万").first).to_be_visible()

        for number, language in enumerate(("zh", "en")):
            open_page(page, address, "", language)
            for titles in PAGES.values():
                go_to(page, titles[number])

        open_page(page, address, "checklist", "zh")
        with page.expect_download() as download:
            page.locator(".st-key-download-workbook button").click()
        path = tmp_path / "plan.xlsx"
        download.value.save_as(path)
        assert download.value.suggested_filename.endswith("2027-11-11.xlsx")

    with pytest.warns(UserWarning, match="extension is not supported"):
        workbook = openpyxl.load_workbook(path, data_only=True)
    numbers = {
        cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value
    }
    workbook.close()
    assert float(GOAL) in numbers
    assert not any(str(value).startswith("#") for value in numbers)

    # The goal is there again after a restart.
    with served(workspace, alone=True) as address:
        open_page(page, address, "", "zh")
        expect(page.get_by_text("¥50.00万").first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("empty.csv", b""),
        ("no_header.csv", "苹果,梨\n3,4\n5,6\n".encode()),
    ],
)
def test_a_wrong_file_gets_a_clear_message_and_changes_nothing(
    page: Page, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with served(tmp_path / "workspace") as address:
        open_page(page, address, "sheets", "en")
        page.set_input_files("input[type=file]", [file])
        expect(page.get_by_text(name).last).to_be_visible()
        expect(page.locator(".st-key-load")).to_have_count(0)
        expect(page.get_by_text("None yet.")).to_be_visible()
        assert page.locator("[data-testid=stException]").count() == 0


def test_the_sample_is_one_click_away_and_the_language_stays(page: Page, tmp_path: Path) -> None:
    with served(tmp_path / "workspace") as address:
        open_page(page, address, "", "zh")
        page.locator(".st-key-load-sample button").click()
        expect(page.locator("[data-testid=stMetric]").first).to_be_visible()

        page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
        expect(page.locator("[data-testid=stMain] h1")).to_have_text("Overview")
        page.get_by_test_id("stSidebar").get_by_role("link", name="Staffing").click()
        expect(page.locator("[data-testid=stMain] h1")).to_have_text("Staffing")
        page.reload()
        settled(page)
        expect(page.locator("[data-testid=stMain] h1")).to_have_text("Staffing")


def test_the_forecast_is_tested_on_the_sample_shop(page: Page, tmp_path: Path) -> None:
    with served(tmp_path / "workspace") as address:
        open_page(page, address, "", "zh")
        page.locator(".st-key-load-sample button").click()
        expect(page.locator("[data-testid=stMetric]").first).to_be_visible()
        open_page(page, address, "inventory", "zh")
        page.get_by_text("预测检验", exact=True).click()
        expect(page.get_by_text("请填写用来预测的更早一次活动的日期。")).to_be_visible()
        page.locator(".st-key-load-year-before button").click()
        expect(page.get_by_text("预测的 WAPE")).to_be_visible()
        expect(page.get_by_text("依据活动：2025年11月11日")).to_be_visible()
        assert page.locator("[data-testid=stException]").count() == 0


def test_no_page_is_wider_than_a_phone(page: Page, shop: Workspace) -> None:
    with served(shop.folder) as address:
        page.set_viewport_size({"width": 390, "height": 844})
        for name in PAGES:
            open_page(page, address, name, "zh")
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= 390, name


def test_what_is_typed_into_the_shopping_list_and_the_checklist_is_kept(
    page: Page, shop: Workspace
) -> None:
    with served(shop.folder) as address:
        open_page(page, address, "materials", "en")
        edit_cell(page, row=0, column=4, text="70", grid=0)
        expect(page.get_by_text("Your last change of this list")).to_be_visible()
        expect(page.get_by_text("Shipping bags, In stock: 0 → 70")).to_be_visible()
        open_page(page, address, "materials", "en")
        assert "70" in grid_text(page, grid=0)
        open_page(page, address, "checklist", "en")
        edit_cell(page, row=0, column=4, text="Li Lei")
        open_page(page, address, "checklist", "en")
        assert "Li Lei" in grid_text(page)


def test_stock_is_typed_into_the_board_cell_after_cell(page: Page, shop: Workspace) -> None:
    with served(shop.folder) as address:
        open_page(page, address, "inventory", "en")
        for row, stock in enumerate(("71", "82")):
            edit_cell(page, row=row, column=2, text=stock, grid=0)
            expect(page.get_by_text(f"In stock: – → {stock}")).to_be_visible()
        open_page(page, address, "inventory", "en")
        assert all(stock in grid_text(page, grid=0) for stock in ("71", "82"))


def edit_cell(page: Page, row: int, column: int, text: str, grid: int = -1) -> None:
    """Type into a cell of a grid, the page's last unless told, all counted from 0."""
    settled(page)
    cells = page.locator("[data-testid=stDataFrame]:visible").nth(grid)
    cells.scroll_into_view_if_needed()
    page.wait_for_timeout(1_000)
    box = cells.bounding_box()
    assert box is not None
    # The first cell below the header; from there the keyboard goes on.
    page.mouse.click(box["x"] + 30, box["y"] + 50)
    page.wait_for_timeout(500)  # until the cell has the keyboard: arrows before that are lost
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    # On a busy machine the cell opens later than one types; letters before that are lost.
    expect(page.locator("#portal .gdg-style").first).to_be_visible()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text, delay=40)
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    settled(page)


def grid_text(page: Page, grid: int = -1) -> str:
    """Return the words of a grid, the page's last unless told, from its accessible table."""
    return page.locator("[data-testid=stDataFrame]").nth(grid).locator("table").inner_text()
