"""Which product of the sales a row of the stock or product list is, and by what."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.tables import Dataset, Workspace, back_up, current_dataset, restore, sweep
from tests.rows import Row, ask, line, order

MakeDataset = Callable[..., Dataset]
MATCHED = "SELECT coalesce(sku, barcode), product, matched_by FROM stock_items ORDER BY 1, 2"
SOLD = [order("1", "2026-11-11 10:00", 90)]


def held(sku: str | None, **fields: Any) -> Row:
    return {"sku": sku, "on_hand": 5, **fields}


@pytest.mark.parametrize(
    ("sold", "stock", "products", "matched"),
    [
        pytest.param([line("1", "A")], [held("A")], [], [("A", "A", "sku")], id="the same code"),
        pytest.param(
            [line("1", "new")],
            [held("old")],
            [{"sku": "new", "old_skus": ["old"]}],
            [("old", "new", "old_sku")],
            id="an old code in stock",
        ),
        pytest.param(
            [line("1", "old")],
            [held("new")],
            [{"sku": "new", "old_skus": ["old"]}],
            [("new", "new", "sku")],
            id="an old code in the sales",
        ),
        pytest.param(
            [line("1", "A")],
            [held("X", barcode="69")],
            [{"sku": "A", "barcode": "69"}],
            [("X", "A", "barcode")],
            id="the barcode of the product list",
        ),
        pytest.param(
            [line("1", "A")],
            [held(None, barcode="69")],
            [{"sku": "A", "barcode": "69"}, {"sku": "B", "barcode": "69"}],
            [("69", "69", None)],
            id="a barcode of two products",
        ),
        pytest.param(
            [line("1", "69")],
            [held("X", barcode="69")],
            [],
            [("X", "69", "barcode")],
            id="sold by barcode",
        ),
        pytest.param(
            [line("1", None, product_id="P")],
            [held("A-S"), held("A-M")],
            [{"sku": "A-S", "product_id": "P"}, {"sku": "A-M", "product_id": "P"}],
            [("A-M", "P", "product_id"), ("A-S", "P", "product_id")],
            id="sizes of a product sold by its number",
        ),
        pytest.param(
            [line("1", "K1", product_id="P"), line("1", "K2", product_id="P")],
            [held("A-S")],
            [{"sku": "A-S", "product_id": "P"}],
            [("A-S", "A-S", None)],
            id="a number of two products",
        ),
        pytest.param(
            [line("1", None, title="Wool coat（red）")],
            [held("A", title=" wool COAT(red) ")],
            [],
            [("A", "Wool coat（red）", "title")],
            id="the title, but for width and case",
        ),
        pytest.param(
            [line("1", "A", title="coat"), line("1", "B", title="coat")],
            [held("X", title="coat")],
            [],
            [("X", "X", None)],
            id="a title of two products",
        ),
        pytest.param(
            [line("1", "A-S", title="coat")],
            [held("A-S", title="coat"), held("A-XXL", title="coat")],
            [],
            [("A-S", "A-S", "sku"), ("A-XXL", "A-XXL", None)],
            id="a size that was never sold is not the one that was",
        ),
        pytest.param([line("1", "A")], [held("Z")], [], [("Z", "Z", None)], id="never sold"),
        pytest.param([], [held("Z")], [], [("Z", "Z", None)], id="no sales"),
        pytest.param(
            [],
            [held("old"), held("new")],
            [{"sku": "new", "old_skus": ["old"]}],
            [("new", "new", None), ("old", "new", None)],
            id="two codes of one item that was never sold",
        ),
        pytest.param(
            [line("1", "A")],
            [held("A", barcode="69"), {"barcode": "69", "counted": 4}],
            [],
            [("69", "A", "barcode"), ("A", "A", "sku")],
            id="a scanned row beside the one with its code",
        ),
        pytest.param(
            [line("1", "690")],
            [held("S1", warehouse="E", barcode="690"), held("S1", warehouse="W")],
            [],
            [("S1", "690", "barcode"), ("S1", "690", "barcode")],
            id="a code whose barcode one warehouse tells",
        ),
        pytest.param(
            [line("1", None, title="coat")],
            [held("S1", title="coat"), held("S1", title="coat (new)")],
            [],
            [("S1", "coat", "title"), ("S1", "coat", "title")],
            id="a code whose title one row writes otherwise",
        ),
        pytest.param(
            [line("1", "690"), line("1", None, title="coat")],
            [held("S1", barcode="690"), held("S1", title="coat")],
            [],
            [("S1", "690", "barcode"), ("S1", "690", "barcode")],
            id="a barcode goes before the title of another row",
        ),
        pytest.param(
            [line("1", "690"), line("1", "691")],
            [held("S1", barcode="690"), held("S1", barcode="691"), held("S1")],
            [],
            [("S1", "690", "barcode"), ("S1", "691", "barcode"), ("S1", "S1", None)],
            id="rows that are two products as surely stay so",
        ),
    ],
)
def test_stock_is_matched_by_the_surest_it_has(
    make_dataset: MakeDataset,
    sold: list[Row],
    stock: list[Row],
    products: list[Row],
    matched: list[Any],
) -> None:
    assert ask(make_dataset(SOLD, sold, stock=stock, products=products), MATCHED) == matched


def test_every_row_of_the_lists_stays_one_row(make_dataset: MakeDataset) -> None:
    stock = [
        {"sku": "A", "warehouse": name, "on_hand": 1, "title": title}
        for name in ("one", "two", None)
        for title in ("coat",)
    ]
    stock += [{"sku": "A", "barcode": "69", "on_hand": 1}, {"barcode": "69", "on_hand": 1}]
    products = [{"sku": "A", "barcode": "69"}, {"sku": "B", "barcode": "69"}, {"barcode": "7"}]
    dataset = make_dataset(SOLD, [line("1", "A")], stock=stock, products=products)
    for name in ("stock", "product"):
        table = {"stock": "stock", "product": "products"}[name]
        ((rows, items),) = ask(
            dataset,
            f"SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM {name}_items)",
        )
        assert rows == items
        assert ask(dataset, f"SELECT count(*) FROM {name}_items WHERE product IS NULL") == [(0,)]


def made_by_an_older_planner(dataset: Dataset) -> None:
    for name in ("codes", "item_products", "stock_items", "product_items", "imports"):
        (dataset.folder / f"{name}.parquet").unlink()


def test_a_workspace_of_an_older_planner_gets_the_new_models_at_the_first_start(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    made_by_an_older_planner(make_dataset(SOLD, [line("1", "A")], stock=[held("A")]))
    sweep(workspace)
    renewed = current_dataset(workspace)
    assert renewed is not None
    assert ask(renewed, MATCHED) == [("A", "A", "sku")]
    assert ask(renewed, "SELECT file_name FROM imports") == [("orders.csv",)]


def test_a_restored_back_up_of_an_older_planner_gets_them_at_once(
    workspace: Workspace, make_dataset: MakeDataset, tmp_path: Any
) -> None:
    """The sweep ran when the server started; the back-up comes later."""
    made_by_an_older_planner(make_dataset(SOLD, [line("1", "A")], stock=[held("A")]))
    back_up(workspace, tmp_path / "shop.zip")
    other = Workspace(tmp_path / "other")
    sweep(other)
    restore(other, tmp_path / "shop.zip")
    dataset = current_dataset(other)
    assert dataset is not None
    assert ask(dataset, MATCHED) == [("A", "A", "sku")]


def test_whoever_dies_while_writing_the_models_anew_leaves_the_version_as_it_was(
    workspace: Workspace, make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = make_dataset(SOLD, [line("1", "A")], stock=[held("A")])
    made_by_an_older_planner(dataset)
    with monkeypatch.context() as patched:
        patched.setattr("planner.tables.versions.MODEL_ORDER", ("codes", "no such model"))
        with pytest.raises(KeyError):
            sweep(workspace)
    assert current_dataset(workspace) == dataset
    assert [path.name for path in workspace.versions.iterdir()] == [dataset.version]
    sweep(workspace)
    renewed = current_dataset(workspace)
    assert renewed is not None
    assert ask(renewed, MATCHED) == [("A", "A", "sku")]
