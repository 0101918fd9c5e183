"""Sheets and dates that hardly carry a plan: every page says what it can and cannot tell."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from planner.campaign import PlanStore
from planner.planning import REGISTRY
from planner.tables import Workspace, publish_import
from tests.rows import Row, order, prepare_import
from tests.ui.conftest import OpenPage
from tests.ui.uploading import plain

PAGES = (
    "app.py",
    "pages/last_year.py",
    "pages/targets.py",
    "pages/inventory.py",
    "pages/staffing.py",
    "pages/materials.py",
    "pages/checklist.py",
    "pages/plans.py",
    "pages/assumptions.py",
)


def sold(*days: str, **fields: object) -> list[Row]:
    """Return two paid orders for each day, with their buyers."""
    return [
        order(f"{day}-{n}", f"{day} {hour}", 50, buyer_id=f"{day}-{n}", **fields)
        for day in days
        for n, hour in enumerate(("00:10", "20:30"))
    ]


WEEKS = sold(*(f"2026-10-{day:02}" for day in range(10, 32)), "2026-11-10", "2026-11-11")
UNPAID = [order("1", "2026-11-11 10:00"), order("2", "2026-11-12 10:00")]
MIDNIGHT = [order(str(n), f"2026-11-{n:02} 00:00", 50) for n in range(7, 14)]
NO_SALES = "no paid orders from"

CASES: Mapping[str, tuple[Sequence[Row], Mapping[str, object], str, str]] = {
    # name: rows, plan, what every page says, what the pages that go on without figures add
    "reference window without orders": (
        WEEKS,
        {"campaign.reference_day": "2026-06-18"},
        NO_SALES,
        "Until then",
    ),
    "all unpaid": (UNPAID, {}, "none of them is paid|not one of them paid", "Until then"),
    "main day in the past": (WEEKS, {"campaign.main_day": "2027-06-18"}, "lies before today", ""),
    "windows overlap": (
        WEEKS,
        {"campaign.main_day": "2026-11-16", "campaign.reference_day": "2026-11-11"},
        "overlaps the campaign",
        "",
    ),
    "one day": (sold("2026-11-11"), {}, "a single day", ""),
}
GOES_ON = {"pages/checklist.py", "pages/assumptions.py"}


def shop(folder: Path, rows: Sequence[Row], values: Mapping[str, object]) -> Workspace:
    workspace = Workspace(folder / "workspace")
    publish_import(workspace, prepare_import(workspace, rows))
    PlanStore(workspace, REGISTRY).create(values)
    return workspace


def said(workspace: Workspace, open_page: OpenPage, page: str) -> str:
    app = open_page(workspace, page)
    assert not app.exception, page
    kinds = ("warning", "info", "error", "caption", "markdown")
    return "\n".join(plain(str(one.value)) for kind in kinds for one in app.get(kind))


@pytest.mark.parametrize("case", CASES)
def test_every_page_says_what_is_wrong(case: str, tmp_path: Path, open_page: OpenPage) -> None:
    rows, values, reason, without_figures = CASES[case]
    workspace = shop(tmp_path, rows, values)
    for page in PAGES:
        text = said(workspace, open_page, page)
        assert any(words in text for words in reason.split("|")), page
        assert page not in GOES_ON or without_figures in text, page


def test_hours_of_a_list_without_times_are_not_trusted(tmp_path: Path, open_page: OpenPage) -> None:
    workspace = shop(tmp_path, MIDNIGHT, {})
    for page in ("app.py", "pages/last_year.py", "pages/staffing.py"):
        assert "between 00 and 01" in said(workspace, open_page, page), page


def test_without_buyers_and_items_the_pages_say_what_they_assume(
    tmp_path: Path, open_page: OpenPage
) -> None:
    rows = [{**one, "buyer_id": None} for one in WEEKS]
    workspace = shop(tmp_path, rows, {})
    for page, words in (
        ("app.py", "No list of order items loaded"),
        ("pages/last_year.py", "the order list names no buyers"),
        ("pages/staffing.py", "Lines per parcel are assumed"),
        ("pages/materials.py", "the share of bags and the sizes of cartons are assumed"),
    ):
        assert words in said(workspace, open_page, page), page


def test_a_value_out_of_bounds_is_refused_with_the_bounds(
    tmp_path: Path, open_page: OpenPage
) -> None:
    workspace = shop(tmp_path, WEEKS, {})
    app = open_page(workspace, "pages/assumptions.py")
    app.button(key="more-assumptions").click().run()
    for name, wrong, reason in (
        ("staffing.handling_seconds", 0, "is outside"),
        ("campaign.days_before", 61, "0 days to 60 days"),
        ("staffing.service_level", 101.0, "is outside"),
    ):
        app.number_input(key=f"field:{name}").set_value(wrong).run()
        assert any(reason in plain(one.value) for one in app.markdown if ":red[" in one.value), name
        assert not app.exception
    assert PlanStore(workspace, REGISTRY).current().values == {}
