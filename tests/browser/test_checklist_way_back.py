"""The workbook's whole way in a real browser: out, edited as in Excel, back, two changes taken."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator, Page, expect

from planner.tables import Workspace
from tests.browser.conftest import served
from tests.browser.test_whole_path import open_page, settled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
]

OWNER, OFFSET, DUE, STATUS = 4, 5, 7, 8
"""Columns of the checklist sheet, from 1."""
TRIES = 20


def download(page: Page, button: str, path: Path) -> Path:
    with page.expect_download() as got:
        page.locator(f".st-key-{button} button").click()
    got.value.save_as(path)
    return path


def row_of(sheet: Worksheet, task_id: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == task_id)


def choose_owner(page: Page, owner: str) -> None:
    """Choose a name that came with the last save: a list opened before that has it not yet."""
    option = page.get_by_role("option", name=owner, exact=True)
    for _ in range(TRIES):
        page.locator(".st-key-filter-owner").get_by_role("combobox").click()
        page.wait_for_timeout(1000)
        if option.count():
            break
        page.keyboard.press("Escape")
        page.wait_for_timeout(1000)
    option.click()
    settled(page)


def listed(page: Page) -> Locator:
    """Return the words of the list; they change some time after a click."""
    return page.get_by_test_id("stDataFrame").last.locator("table")


def edit(path: Path) -> None:
    """Change status, owner, stock and one assumption, and add a row."""
    book = openpyxl.load_workbook(path)
    sheet = book["Checklist"]
    sheet.cell(row_of(sheet, "full_count"), STATUS).value = "In progress"
    sheet.cell(row_of(sheet, "barcodes"), OWNER).value = "Han Mei"
    for name, value in (("materials_carton_in_stock", 70), ("staffing_promise_hours", 24)):
        ((title, address),) = book.defined_names[name].destinations
        book[title][address.replace("$", "")].value = value
    empty = next(row for row in range(4, 500) if not sheet.cell(row, 2).value)
    for column, value in ((2, "Rent a van"), (3, "Staffing"), (DUE, datetime(2027, 11, 1))):
        sheet.cell(empty, column).value = value
    book.save(path)


def test_an_edited_workbook_comes_back_and_two_changes_are_taken(
    page: Page, shop: Workspace, tmp_path: Path
) -> None:
    with served(shop.folder) as address:
        open_page(page, address, "checklist", "en")
        path = download(page, "download-workbook", tmp_path / "plan.xlsx")
        edit(path)
        page.locator(".st-key-way-back input[type=file]").set_input_files(path)
        told = page.get_by_text("5 differences, 0 of them against something newer")
        expect(told).to_be_visible()
        boxes = page.get_by_test_id("stForm").last.get_by_test_id("stCheckbox")
        expect(boxes).to_have_count(5)
        assert sorted(box.inner_text().replace("\n", " ") for box in boxes.all()) == [
            "Cartons, medium: in stock",
            "New task · Rent a van",
            "Owner · Put a barcode on every item that ships",
            "Promised dispatch after payment",
            "Status · Count every event product in full",
        ]
        for title in ("Owner", "New task"):
            boxes.filter(has_text=title).locator("label").click()
        page.get_by_role("button", name="Take what is ticked").click()
        expect(page.get_by_text("Taken over as one save").first).to_be_visible()
        expect(page.get_by_text("3 differences, 0 of them")).to_be_visible()
        settled(page)
        choose_owner(page, "Han Mei")
        expect(listed(page)).not_to_contain_text("Store manager")
        expect(listed(page)).to_contain_text("Put a barcode on every item that ships")

        # The history takes both back at once.
        open_page(page, address, "plans", "en")
        page.get_by_role("tab", name="History").click()
        expect(page.get_by_text("Rent a van").first).to_be_visible()
        page.locator(".st-key-undo button").click()
        expect(page.get_by_text("was taken back").first).to_be_visible()

        open_page(page, address, "checklist", "en")
        page.locator(".st-key-filter-owner").get_by_role("combobox").click()
        expect(page.get_by_role("option", name="Store manager", exact=True)).to_be_visible()
        expect(page.get_by_role("option", name="Han Mei", exact=True)).to_have_count(0)
        page.keyboard.press("Escape")
        page.locator(".st-key-way-back input[type=file]").set_input_files(path)
        expect(told).to_be_visible()


def test_paper_and_calendar_hold_what_is_chosen_and_a_foreign_workbook_is_refused(
    page: Page, tmp_path: Path
) -> None:
    with served(tmp_path / "workspace") as address:
        open_page(page, address, "checklist", "en")
        page.locator(".st-key-filter-area").get_by_role("combobox").click()
        page.get_by_role("option", name="Design and copy", exact=True).click()
        expect(listed(page)).not_to_contain_text("Store manager")
        paper = download(page, "download-print", tmp_path / "list.html").read_text("utf-8")
        calendar = download(page, "download-calendar", tmp_path / "list.ics").read_bytes()
        assert paper.count("<li>") == calendar.count(b"BEGIN:VEVENT") > 3
        assert "Warehouse lead" not in paper
        foreign = tmp_path / "foreign.xlsx"
        openpyxl.Workbook().save(foreign)
        page.locator(".st-key-way-back input[type=file]").set_input_files(foreign)
        expect(page.get_by_text("This is no workbook of the planner.")).to_be_visible()
        assert page.locator("[data-testid=stException]").count() == 0


def test_a_task_of_ones_own_is_added_and_removed(page: Page, tmp_path: Path) -> None:
    with served(tmp_path / "workspace") as address:
        open_page(page, address, "checklist", "en")
        page.get_by_text("Your own tasks").click()
        settled(page)
        form = page.get_by_test_id("stForm").first
        form.get_by_label("Task", exact=True).fill("=Rent a *van*")
        form.get_by_label("Owner", exact=True).fill("Li Lei")
        form.get_by_role("button", name="Add the task").click()
        expect(page.get_by_text("The task is in the list.").first).to_be_visible()
        settled(page)
        choose_owner(page, "Li Lei")
        expect(listed(page)).not_to_contain_text("Store manager")
        expect(listed(page)).to_contain_text("=Rent a *van*")
        page.locator(".st-key-own-task").get_by_role("combobox").click()
        page.get_by_role("option", name="=Rent a *van*").click()
        settled(page)
        page.get_by_role("button", name="Remove the task").click()
        expect(page.get_by_text("The task is removed").first).to_be_visible()
        settled(page)
        # The owner has nothing left, so that everybody's tasks are shown again.
        expect(listed(page)).to_contain_text("Store manager")
