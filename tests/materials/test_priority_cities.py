"""Parcels to priority cities, counted from the addresses of the last event (MAT-4)."""

from datetime import date
from pathlib import Path

import pytest

from planner.demand import read_reference
from planner.materials import city_names, priority_share
from planner.tables import Dataset, Workspace, publish_import
from tests.rows import order, prepare_import

WINDOW = (date(2026, 11, 7), date(2026, 11, 13))


def published(folder: Path, cities: list[str | None], province: str | None = None) -> Dataset:
    """Return paid orders of one day to these cities, and an unpaid one to Beijing."""
    workspace = Workspace(folder)
    rows = [
        order(str(number), "2026-11-11 10:00", "50.00", city=city, province=province)
        for number, city in enumerate(cities)
    ]
    rows.append(order("unpaid", "2026-11-11 10:00", gross_amount=50, city="北京"))
    with workspace.locked():
        return publish_import(workspace, prepare_import(workspace, rows, None, "orders.csv"))


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        (None, 3 / 8),
        ("杭州", 1 / 8),
        ("杭州市；成都", 2 / 8),
        ("hangzhou, Beijing", 3 / 8),
        ("Nowhere", 0.0),
    ],
)
def test_orders_to_the_cities_are_counted(tmp_path: Path, typed: str | None, share: float) -> None:
    """3 of 8 orders with a city go to 北京 or 杭州; one names no city."""
    cities = ["北京", "Beijing", "杭州", "成都", "武汉", "西安", "南京", "苏州", None]
    dataset = published(tmp_path, cities)
    found = priority_share(dataset, read_reference(dataset, *WINDOW), typed)
    assert found is not None
    assert found.value == pytest.approx(share)
    assert found.inputs["addressed"].value == 8


def test_without_any_address_the_share_stays_open(tmp_path: Path) -> None:
    dataset = published(tmp_path, [None, None])
    # The unpaid order's address does not count.
    assert priority_share(dataset, read_reference(dataset, *WINDOW), None) is None


def test_addresses_cut_to_their_province_tell_nothing_of_cities(tmp_path: Path) -> None:
    """Of 上海, 浙江省, 江苏省 only the first names a city: all of these go to a priority city."""
    dataset = published(tmp_path, ["上海", None, None], province="浙江")
    assert priority_share(dataset, read_reference(dataset, *WINDOW), None) is None


def test_names_are_read_however_they_are_joined() -> None:
    assert city_names("北京市、 Xiamen\n深圳") == (
        "beijing", "shenzhen", "xiamen", "北京", "深圳",
    )  # fmt: skip
    assert city_names("  ") == ()
