"""Customers by click in a real browser: groups, a wave with its text and list, and who answered."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from planner.sheets import import_file
from planner.tables import Workspace
from tests.browser.conftest import served
from tests.browser.test_whole_path import LISTS, open_page, settled

pytestmark = pytest.mark.browser

TEXT = "{shop} 双11 见，上次 {last_day} 您买了 {last_amount} 元。回T退订"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    workspace = Workspace(tmp_path / "shop")
    for path in LISTS:
        import_file(workspace, path, path.name)
    with served(workspace.folder) as address:
        yield address


def open_waves(page: Page, address: str) -> None:
    open_page(page, address, "customers", "zh")
    page.get_by_role("radio", name="召回波次").or_(
        page.get_by_role("button", name="召回波次")
    ).first.click()
    settled(page)


def downloaded(page: Page, key: str, target: Path) -> Path:
    with page.expect_download() as download:
        page.locator(f".st-key-download-{key} button").click()
    download.value.save_as(target)
    return target


def test_a_text_of_ones_own_goes_out_with_ids_and_places_alone_and_answers_decide_wave_3(
    page: Page, address: str, tmp_path: Path
) -> None:
    open_page(page, address, "customers", "zh")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    open_waves(page, address)
    page.locator(".st-key-wave-wave_1 summary").click()
    box = page.locator(".st-key-wave-wave_1 textarea")
    box.fill(TEXT)
    box.press("Control+Enter")
    expect(page.locator(".st-key-wave-wave_1 blockquote")).to_contain_text("您买了 {last_amount}")
    settled(page)
    book = openpyxl.load_workbook(downloaded(page, "wave_1-xlsx", tmp_path / "wave.xlsx"))
    head, *rows = book.active.iter_rows(values_only=True)
    assert head == ("buyer_id", "last_day", "last_amount")
    assert rows
    assert len({row[0] for row in rows}) == len(rows)

    answers = tmp_path / "answers.csv"
    answered = {row[0] for row in rows[:30]}
    lines = "".join(f"{one},点击\n" for one in sorted(answered))
    answers.write_text(f"buyer_id,行为\n{lines}", encoding="utf-8")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(answers)
    page.locator(".st-key-answers-keep button").click()
    expect(page.get_by_text("已保存 30 条回应")).to_be_visible()
    settled(page)
    page.locator(".st-key-wave-wave_3 summary").click()
    text = downloaded(page, "wave_3-csv", tmp_path / "wave.csv").read_text("utf-8-sig")
    # Those of whom care goes out on the same day, or who had two messages, are left out.
    columns, *listed = text.splitlines()
    assert columns == "buyer_id"
    assert listed
    assert answered.issuperset(listed)
