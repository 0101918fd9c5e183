"""Which product of the sales each discount is of, and what older workspaces make of the table."""

from collections.abc import Sequence
from typing import Any

import pytest

from planner.sheets import inspect
from planner.tables import Dataset, Workspace, current_dataset, sweep
from tests.conftest import MakeDataset
from tests.rows import ask, line, order

SOLD = [order("1", "2026-11-11 00:05", 99)]
ITEMS = [
    line("1", "red-s", product_id="61", title="Coat"),
    line("1", "red-m", product_id="61", title="Coat"),
    line("1", "belt", product_id="62", title="Belt"),
    line("1", None, product_id="63", title="Hat"),
]
MATCHED = "SELECT product, matched_by, whole_shop FROM discount_items ORDER BY source_row, product"


def matched(dataset: Dataset) -> list[tuple[Any, ...]]:
    return ask(dataset, MATCHED)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        pytest.param({"sku": "belt"}, [("belt", "sku")], id="code"),
        pytest.param(
            {"product_id": "61"},
            [("red-m", "product_id"), ("red-s", "product_id")],
            id="a number stands for all its variants",
        ),
        pytest.param({"product_id": "63"}, [("63", "product_id")], id="number without codes"),
        pytest.param(
            {"title": " coat"}, [("red-m", "title"), ("red-s", "title")], id="title, whatever case"
        ),
        pytest.param(
            {"sku": "red-s", "product_id": "61", "title": "Belt"},
            [("red-s", "sku")],
            id="the surest holds",
        ),
        pytest.param(
            {"sku": "unknown", "product_id": "62"},
            [("belt", "product_id")],
            id="a code that nobody knows",
        ),
        pytest.param({"sku": "old-belt"}, [("belt", "sku")], id="former code"),
        pytest.param({"sku": "scarf"}, [("scarf", "sku")], id="in stock and never sold"),
        pytest.param({"product_id": "64"}, [("glove", "product_id")], id="in the product list"),
        pytest.param({"title": "Glove"}, [("glove", "title")], id="title of the product list"),
        pytest.param({"product_id": "99"}, [(None, None)], id="in no sheet"),
    ],
)
def test_a_discount_is_of_the_products_of_the_sales(
    make_dataset: MakeDataset, named: dict[str, str], found: Sequence[tuple[str | None, ...]]
) -> None:
    dataset = make_dataset(
        SOLD,
        ITEMS,
        products=[
            {"sku": "belt", "old_skus": ["old-belt"]},
            {"sku": "glove", "product_id": "64", "title": "Glove"},
        ],
        stock=[{"sku": "scarf", "on_hand": 3}],
        discounts=[{"name": "sale", "event_price": 9, **named}],
    )
    assert matched(dataset) == [(*one, False) for one in found]


def test_a_discount_that_names_no_product_is_of_the_whole_shop(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(SOLD, ITEMS, discounts=[{"name": "sale", "discount_share": "0.2"}])
    assert matched(dataset) == [(None, None, True)]


def test_discounts_can_be_loaded_alone(make_dataset: MakeDataset) -> None:
    assert matched(make_dataset(discounts=[{"name": "sale", "sku": "A"}])) == [(None, None, False)]


# Workspaces of an older planner -------------------------------------------------------------------


def made_by_an_older_planner(dataset: Dataset) -> None:
    for name in ("discounts", "discount_items"):
        (dataset.folder / f"{name}.parquet").unlink()


def test_a_workspace_without_the_table_gets_it_at_the_first_start(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    older = make_dataset(SOLD, ITEMS)
    made_by_an_older_planner(older)
    assert not older.holds("discounts")
    sweep(workspace)
    renewed = current_dataset(workspace)
    assert renewed is not None
    assert renewed.holds("discounts")
    assert matched(renewed) == []
    assert ask(renewed, "SELECT count(*) FROM orders") == [(1,)]


def test_a_list_is_looked_at_beside_a_version_without_the_table(
    make_dataset: MakeDataset, tmp_path: Any
) -> None:
    """The command line loads without a start of the server."""
    older = make_dataset(SOLD, ITEMS)
    made_by_an_older_planner(older)
    path = tmp_path / "discounts.csv"
    path.write_text("活动名称,商品ID,活动价\n双11,61,9\n", encoding="utf-8")
    (found,) = inspect(path, loaded=older)
    assert (found.kind, found.rows_kept, found.issues) == ("discounts", 1, ())
