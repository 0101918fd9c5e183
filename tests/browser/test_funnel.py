"""The funnel by click in a real browser: the sample shop, and real sheets where they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.sheets import import_file
from planner.tables import Workspace
from tests.browser.conftest import served
from tests.browser.test_whole_path import open_page, settled

pytestmark = pytest.mark.browser

NARROW = {"width": 390, "height": 844}


@pytest.fixture
def address(shop: Workspace) -> Iterator[str]:
    with served(shop.folder) as address:
        yield address


def choose(page: Page, field: str, option: str) -> None:
    page.locator(f".st-key-field-{field}").get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_a_means_that_is_ticked_stays_after_a_reload_and_is_a_task(
    page: Page, address: str
) -> None:
    open_page(page, address, "funnel", "en")
    page.locator(".st-key-funnel-means summary").click()
    box = page.locator(".st-key-means-remind")
    box.locator("label").click()
    settled(page)
    expect(page.get_by_role("link", name="To the checklist")).to_be_visible()
    page.reload()
    settled(page)
    page.locator(".st-key-funnel-means summary").click()
    expect(box.get_by_role("checkbox")).to_be_checked()


def test_every_part_is_drawn_and_nothing_is_wider_than_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size(NARROW)
    open_page(page, address, "funnel", "zh")
    for part in ("按商品", "按小时", "按省份", "两期对比", "时长"):
        page.get_by_role("radio", name=part).or_(
            page.get_by_role("button", name=part)
        ).first.click()
        settled(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW["width"], part


def test_a_real_list_tells_that_24087_of_28010_orders_were_paid(
    page: Page, shared_data: Path, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "tmall")
    file = shared_data / "tmall_order_report.csv"
    import_file(workspace, file, file.name)
    with served(workspace.folder) as address:
        open_page(page, address, "funnel", "en")
        choose(page, "funnel-period", "All loaded days")
        chart = page.get_by_test_id("stVegaLiteChart").first
        expect(chart).to_contain_text("24,087 · 85.99 %")
        expect(page.get_by_test_id("stAlert").first).to_contain_text("Mend first: Ordered → paid")
