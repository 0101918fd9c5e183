"""Which discounts run between two days, on which products."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.activities.running import RunningDiscount, read_running_discounts
from planner.tables import Dataset
from tests.conftest import MakeDataset
from tests.rows import line, order

FIRST, LAST = date(2026, 11, 7), date(2026, 11, 13)
SOLD = [order("1", "2025-11-11 00:05", 99)]


def test_the_discounts_of_the_small_event_are_told(event_dataset: Dataset) -> None:
    shop, coat = read_running_discounts(event_dataset, FIRST, LAST)
    assert (shop.name, shop.whole_shop, shop.product) == ("money off", True, None)
    assert (shop.amount_off, shop.threshold) == (Decimal("20.00"), Decimal("199.00"))
    assert (shop.first_day, shop.last_day) == (None, date(2026, 12, 31))
    assert coat == RunningDiscount(
        name="autumn sale",
        tool="限时打折",
        product="coat",
        title=None,
        whole_shop=False,
        first_day=date(2026, 11, 1),
        last_day=date(2026, 11, 11),
        event_price=Decimal("99.00"),
        discount_share=None,
        amount_off=None,
        threshold=None,
        source_row=2,
        import_id=coat.import_id,
    )


@pytest.mark.parametrize(
    ("discount", "runs"),
    [
        ({"starts_at": "2026-11-01", "ends_at": "2026-11-06 23:59:59"}, False),
        ({"starts_at": "2026-11-01", "ends_at": "2026-11-07 00:00:00"}, True),
        ({"starts_at": "2026-11-13 20:00", "ends_at": "2026-11-20"}, True),
        ({"starts_at": "2026-11-14 00:00"}, False),
        ({"starts_at": "2026-11-09", "ends_at": "2026-11-10"}, True),
        ({"ends_at": "2026-11-06"}, False),
        ({}, True),
        ({"status": "ended"}, False),
        ({"status": "planned"}, True),
        ({"status": "running", "ends_at": "2026-11-06"}, False),
    ],
)
def test_a_discount_runs_on_its_days_unless_its_list_calls_it_ended(
    make_dataset: MakeDataset, discount: dict[str, Any], runs: bool
) -> None:
    row = {"name": "sale", "discount_share": "0.2", **discount}
    found = read_running_discounts(make_dataset(SOLD, discounts=[row]), FIRST, LAST)
    assert [one.name for one in found] == (["sale"] if runs else [])


def test_a_discount_on_a_number_runs_on_all_its_variants(make_dataset: MakeDataset) -> None:
    items = [line("1", sku, product_id="61") for sku in ("S", "M")]
    dataset = make_dataset(SOLD, items, discounts=[{"name": "sale", "product_id": "61"}])
    found = read_running_discounts(dataset, FIRST, LAST)
    assert [one.product for one in found] == ["M", "S"]


def test_nothing_runs_where_no_list_is_loaded_or_could_be(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(SOLD)
    assert read_running_discounts(dataset, FIRST, LAST) == ()
    for name in ("discounts", "discount_items"):
        (dataset.folder / f"{name}.parquet").unlink()
    assert read_running_discounts(dataset, FIRST, LAST) == ()
