"""ACT-2's example built on the sample shop by click: checked, worked out, followed by the plan."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from planner.activities import Designs
from planner.activities.tiers import Design, Kind, Tier
from planner.campaign import PlanStore
from planner.planning import REGISTRY
from planner.sheets import import_file
from planner.tables import Workspace
from tests.browser.conftest import SMALL, served
from tests.browser.test_plans_by_click import press
from tests.browser.test_whole_path import open_page, settled

pytestmark = pytest.mark.browser

MILLISECONDS_A_KEY, LOOKS = 60, 300
KINDS = {
    Kind.LIMITED_PRICE: "转化：限时折扣",
    Kind.FREE_SHIPPING: "客单价：满包邮",
    Kind.ADD_ON: "客单价：加价换购",
    Kind.GIFT: "客单价：满赠",
}


@pytest.fixture
def shop(shop: Workspace) -> Workspace:
    """Return a workspace with the lists of the small shop, and what its goods cost."""
    for path in (SMALL / "商品资料2026.xlsx", SMALL / "库存2026.xlsx"):
        import_file(shop, path, path.name)
    return shop


@pytest.fixture
def address(shop: Workspace) -> Iterator[str]:
    with served(shop.folder) as address:
        yield address


def designs_of(shop: Workspace) -> Designs:
    return Designs.of(PlanStore(shop, REGISTRY).current().values)


def design_of(shop: Workspace) -> Design:
    (design,) = designs_of(shop).all
    return design


def add(page: Page, shop: Workspace, kind: Kind) -> Tier:
    """Add a tier of a kind and return it as the plan holds it."""
    count = len(design_of(shop).tiers)
    kinds = page.locator(".st-key-kind-to-add").get_by_role("combobox")
    if kinds.input_value() != KINDS[kind]:
        kinds.click()
        kinds.fill(KINDS[kind])  # the list holds more kinds than it draws at once
        page.get_by_role("option", name=KINDS[kind], exact=True).click()
        settled(page)
    press(page, "add-a-tier")
    expect(page.locator("[class*=st-key-open-tier-]")).to_have_count(count + 1)
    settled(page)
    tier = design_of(shop).tiers[-1]
    assert tier.kind is kind
    return tier


def key_of(tier: Tier) -> str:
    return tier.tier_id.replace(".", "-")


def place(page: Page, tier: Tier, name: str) -> Locator:
    """Return the place of a field of a tier."""
    return page.locator(f".st-key-{key_of(tier)}-{name}")


def saved(shop: Workspace) -> int:
    """Return how often the plan was saved."""
    return PlanStore(shop, REGISTRY).current().version


def type_number(page: Page, shop: Workspace, tier: Tier, name: str, number: str) -> None:
    box = place(page, tier, name).locator("input")
    type_until_saved(page, shop, box, number)


def type_new(page: Page, shop: Workspace, tier: Tier, name: str, text: str) -> None:
    """Type something that is not among those offered."""
    box = place(page, tier, name).get_by_role("combobox")
    type_until_saved(page, shop, box, text)


def type_until_saved(page: Page, shop: Workspace, box: Locator, text: str) -> None:
    """Type into a box, key by key as people do, and wait until the plan holds it.

    A page that is busy seems to rest before a save begins: the plan itself says when it is saved.
    What stood there before is not saved again.
    """
    settled(page)
    expect(box).to_have_count(1)  # while a page is drawn anew, it may hold another's too
    if box.input_value() == text:
        return
    before = saved(shop)
    box.click()
    box.press("Control+A")
    box.press("Delete")
    box.press_sequentially(text, delay=MILLISECONDS_A_KEY)
    box.press("Enter")
    for _ in range(LOOKS):
        if saved(shop) > before:
            settled(page)
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{text!r} was typed and not saved")


def test_the_example_of_several_tiers_is_built_checked_and_worked_out(
    page: Page, shop: Workspace, address: str
) -> None:
    open_page(page, address, "activities", "zh")
    press(page, "new-design")
    settled(page)

    item = add(page, shop, Kind.LIMITED_PRICE)
    type_number(page, shop, item, "amount", "45")
    (code,) = item.products
    shipping = add(page, shop, Kind.FREE_SHIPPING)
    type_number(page, shop, shipping, "threshold", "")
    scope = page.locator(
        f".st-key-field-activities-tier-{shipping.tier_id.replace('.', '-')}-products"
    )
    settled(page)
    products = scope.get_by_role("combobox")
    products.press_sequentially(code, delay=MILLISECONDS_A_KEY)
    expect(page.get_by_role("option").filter(has_text=code).first).to_be_visible()
    products.press("Enter")
    settled(page)
    page.keyboard.press("Escape")
    for amount, gift, cost in (("9.9", "袜子", "3"), ("29.9", "围巾", "11")):
        extra = add(page, shop, Kind.ADD_ON)
        type_new(page, shop, extra, "gift", gift)
        type_number(page, shop, extra, "gift_cost", cost)
        type_number(page, shop, extra, "amount", amount)
    gifts = add(page, shop, Kind.GIFT)
    type_new(page, shop, gifts, "gift", "帆布袋")
    type_number(page, shop, gifts, "gift_cost", "5")
    type_number(page, shop, gifts, "threshold", "100")
    place(page, gifts, "each_full").get_by_role("combobox").click()
    page.get_by_role("option", name="是", exact=True).click()
    settled(page)

    design = design_of(shop)
    assert designs_of(shop).chosen == design
    told = [(one.kind, one.amount_minor, one.threshold_minor) for one in design.tiers]
    assert told == [
        (Kind.LIMITED_PRICE, 4500, 0),
        (Kind.FREE_SHIPPING, 0, 0),
        (Kind.ADD_ON, 990, 0),
        (Kind.ADD_ON, 2990, 0),
        (Kind.GIFT, 0, 10_000),
    ]
    assert design.tiers[1].products == {code}
    assert design.tiers[4].each_full
    # Three tiers as they are counted, none refused: its numbers stand there.
    expect(page.get_by_text("拒绝")).to_have_count(0)
    expect(page.get_by_text("活动毛利，预期", exact=True).first).to_be_visible()
    # The price lies below what the item costs, which is said.
    expect(page.get_by_text("低于底价").first).to_be_visible()

    page.locator(".st-key-activities-section").get_by_text("最差购物车").click()
    settled(page)
    expect(page.get_by_text("预计漏损").first).to_be_visible()

    press(page, f"copy-{design.design_id}".replace(".", "-"))
    settled(page)
    (copy,) = (one for one in designs_of(shop).all if one.design_id != design.design_id)
    press(page, f"choose-{copy.design_id}".replace(".", "-"))
    settled(page)
    assert designs_of(shop).chosen == copy
