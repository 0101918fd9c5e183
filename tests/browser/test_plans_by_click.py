"""Plans and the workspace as a file, by click in a real browser; two tabs on one plan."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.campaign import PlanStore
from planner.planning import REGISTRY
from planner.tables import Workspace, back_up
from tests.browser.conftest import served
from tests.browser.test_whole_path import open_page, settled

pytestmark = pytest.mark.browser

GROWTH = ".st-key-field-targets-growth_share"


@pytest.fixture
def address(shop: Workspace) -> Iterator[str]:
    with served(shop.folder) as address:
        yield address


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    settled(page)


def expect_told(page: Page, words: str) -> None:
    """Wait until the page says above everything else what came of the last button."""
    expect(page.locator("[data-testid=stAlert]:visible").first).to_contain_text(words)
    settled(page)


def press(page: Page, key: str) -> None:
    """Click a button once it is drawn; while a page is drawn anew it may stand there twice."""
    button = page.locator(f".st-key-{key} button")
    expect(button).to_have_count(1)
    button.click()


def make(page: Page, preset: str) -> None:
    settled(page)
    if not page.locator(".st-key-make-plan button").is_visible():
        page.locator(".st-key-new-plan summary").click()
        page.wait_for_timeout(500)  # while it unfolds, a list that opens in it closes again
    page.locator(".st-key-new-preset").get_by_role("combobox").click()
    page.get_by_role("option", name=preset, exact=True).click()
    settled(page)
    page.locator(".st-key-make-plan button").click()


def names(page: Page) -> list[str]:
    """Return the plans' names from the switch in the sidebar, oldest first."""
    settled(page)
    switch = page.locator(".st-key-plan-switch").get_by_role("combobox")
    switch.click()
    found = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return found


def switch_language(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebar").get_by_text(name, exact=True).click()
    settled(page)


def test_plans_are_made_copied_named_compared_deleted_and_brought_back(
    page: Page, address: str
) -> None:
    open_page(page, address, "plans", "zh")
    make(page, "双12 2027")
    expect_told(page, "双12 2027")
    make(page, "双11 2027")
    assert names(page) == ["双11 2027", "双12 2027", "双11 2027 (2)"]

    switch_language(page, "English")
    # Nobody named these plans: they are called in the reader's language, in the box, too.
    assert names(page) == ["Double 11 2027", "Double 12 2027", "Double 11 2027 (2)"]
    box = page.locator(".st-key-new-preset").get_by_role("combobox")
    expect(box).to_have_value("Double 11 2027")

    tab(page, "Compare")
    expect(page.locator(".st-key-compare-a").get_by_role("combobox")).to_have_value(
        "Double 11 2027 (2)"
    )
    tab(page, "All plans")
    page.get_by_role("button", name="Rename").nth(1).click()
    page.get_by_role("textbox", name="Name of the plan").last.fill("Clearing")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name="Save the name").click()
    expect_told(page, "The name is saved")
    page.get_by_role("button", name="Duplicate").nth(1).click()
    expect_told(page, "Clearing (2) is there now")

    tab(page, "Compare")
    expect(page.get_by_text("All 13 key figures are the same.")).to_be_visible()
    page.locator(".st-key-compare-b").get_by_role("combobox").click()
    page.get_by_role("option", name="Clearing", exact=True).click()
    expect(page.get_by_text("key figures differ; they stand first.")).to_be_visible()

    tab(page, "All plans")
    page.get_by_role("button", name="Delete", exact=True).nth(3).click()
    page.get_by_role("button", name="Delete the plan").click()
    expect_told(page, "can be brought back")
    assert "Clearing (2)" not in names(page)
    page.locator(".st-key-deleted-plans summary").click()
    settled(page)
    page.get_by_role("button", name="Bring back").click()
    expect_told(page, "is there again")
    assert names(page)[-1] == "Clearing (2)"


def test_two_tabs_never_overwrite_each_other_and_the_way_back_is_there(
    page: Page, address: str
) -> None:
    other = page.context.new_page()
    for one in (page, other):
        open_page(one, address, "targets", "en")
    type_growth(page, "45")
    type_growth(other, "50")
    refused = other.locator(GROWTH).locator("xpath=..").get_by_text("changed elsewhere")
    expect(refused).to_contain_text("it is now 45 %, you saw – and wrote 50 %")
    # Now that it is seen, it can be overwritten; another field was never in the way.
    type_growth(other, "55")
    expect(refused).to_have_count(0)
    other.close()

    open_page(page, address, "plans", "en")
    tab(page, "History")
    expect(page.locator(".st-key-save-3")).to_contain_text("45 % → 55 %")
    press(page, "undo")
    expect_told(page, "Version 3 was taken back")
    expect(page.locator(".st-key-save-4")).to_contain_text("55 % → 45 %")
    press(page, "take-back-2")
    expect_told(page, "Version 2 was taken back")
    press(page, "go-back-3")
    expect_told(page, "as it was at version 3")
    open_page(page, address, "targets", "en")
    expect(page.locator(f"{GROWTH} input")).to_have_value("55.00")


def type_growth(page: Page, growth: str) -> None:
    box = page.locator(f"{GROWTH} input")
    box.fill(growth)
    box.press("Enter")
    settled(page)


def test_the_workspace_is_saved_to_a_file_emptied_and_restored(
    page: Page, address: str, tmp_path: Path
) -> None:
    theirs = Workspace(tmp_path / "other")
    PlanStore(theirs, REGISTRY).create({"plan.name": "Theirs"})
    back_up(theirs, tmp_path / "theirs.zip")

    open_page(page, address, "plans", "en")
    make(page, "Double 12 2027")
    settled(page)
    tab(page, "Back-up and restore")
    page.locator(".st-key-make-backup button").click()
    expect(page.get_by_text("2 plans, 2 sheets").first).to_be_visible()
    with page.expect_download() as download:
        page.locator(".st-key-download-backup button").click()
    good, damaged = tmp_path / "good.zip", tmp_path / "damaged.zip"
    download.value.save_as(good)
    content = bytearray(good.read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged.write_bytes(content)

    word = page.get_by_role("textbox", name="Type EMPTY")
    word.fill("EMPTY")
    word.press("Enter")
    settled(page)
    page.locator(".st-key-empty-now button").click()
    expect_told(page, "The workspace is empty")

    put_in(page, damaged)
    expect_told(page, "Nothing was changed")
    # What was agreed to was the other file.
    choose(page, tmp_path / "theirs.zip")
    expect(page.locator(".st-key-restore-now button")).to_be_disabled()
    put_in(page, tmp_path / "theirs.zip")
    expect_told(page, "is restored")
    open_page(page, address, "plans", "en")
    expect(page.get_by_text("Theirs").first).to_be_visible()

    put_in(page, good)
    expect_told(page, "is restored")
    assert names(page) == ["Double 11 2027", "Double 12 2027"]
    open_page(page, address, "", "en")
    expect(page.locator("[data-testid=stMetric]").first).to_be_visible()


def choose(page: Page, file: Path) -> None:
    tab(page, "Back-up and restore")
    page.set_input_files("[class*=st-key-restore-] input[type=file]", [file])
    expect(page.get_by_text(file.name)).to_be_visible()
    page.get_by_text("It replaces everything in this workspace").wait_for()
    settled(page)


def put_in(page: Page, file: Path) -> None:
    """Upload a back-up, agree and restore it."""
    choose(page, file)
    page.locator("[class*=st-key-agreed-] label").first.click()
    page.locator(".st-key-restore-now button:not([disabled])").click()
