"""How lists of stock, products and visitors of several imports become one, and what is refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from planner.errors import ImportRefused
from planner.language import Language
from planner.tables import ROLLUPS, Dataset, Workspace, current_dataset
from planner.tables.engine import connect
from planner.tables.query import queries_in
from planner.tables.schema import TABLES
from planner.tables.versions import MERGE
from tests.rows import Row, ask

MakeDataset = Callable[..., Dataset]
STOCK = "SELECT sku, warehouse, on_hand, counted, incoming FROM stock"


def figures(first: str, last: str | None = None, **fields: object) -> Row:
    return {"period_start": first, "period_end": last or first, "visitors": 10, **fields}


def test_newest_stock_of_a_warehouse_replaces_the_older_whole(make_dataset: MakeDataset) -> None:
    make_dataset(
        stock=[
            {"sku": "A", "warehouse": "main", "on_hand": 5},
            {"sku": "B", "warehouse": "main", "on_hand": 7},
            {"sku": "A", "warehouse": "shop", "on_hand": 1},
        ]
    )
    dataset = make_dataset(stock=[{"sku": "A", "warehouse": "main", "on_hand": 4}])
    assert ask(dataset, STOCK) == [("A", "main", 4, None, None), ("A", "shop", 1, None, None)]


def test_a_count_and_arrivals_replace_only_each_other(make_dataset: MakeDataset) -> None:
    make_dataset(stock=[{"sku": "A", "on_hand": 5}, {"sku": "B", "on_hand": 2}])
    make_dataset(stock=[{"sku": "A", "counted": 6}])
    make_dataset(stock=[{"sku": "A", "incoming": 9, "eta": "2026-11-03"}])
    dataset = make_dataset(stock=[{"sku": "A", "counted": 4}])
    assert ask(dataset, STOCK + " ORDER BY sku, on_hand, counted") == [
        ("A", None, 5, None, None),
        ("A", None, None, 4, None),
        ("A", None, None, None, 9),
        ("B", None, 2, None, None),
    ]


def test_a_list_without_warehouses_replaces_what_it_names_in_all(
    make_dataset: MakeDataset,
) -> None:
    make_dataset(
        stock=[
            {"sku": "A", "warehouse": "main", "on_hand": 5},
            {"sku": "A", "warehouse": "shop", "on_hand": 3},
            {"sku": "B", "warehouse": "main", "on_hand": 7},
        ]
    )
    dataset = make_dataset(stock=[{"sku": "A", "on_hand": 8}])
    assert ask(dataset, STOCK) == [("A", None, 8, None, None), ("B", "main", 7, None, None)]


def test_a_list_of_warehouses_replaces_the_older_one_without(make_dataset: MakeDataset) -> None:
    make_dataset(stock=[{"sku": "A", "on_hand": 8}, {"sku": "B", "on_hand": 2}])
    dataset = make_dataset(
        stock=[
            {"sku": "A", "warehouse": "main", "on_hand": 5},
            {"sku": "A", "warehouse": "shop", "on_hand": 2},
        ]
    )
    assert ask(dataset, STOCK) == [
        ("A", "main", 5, None, None),
        ("A", "shop", 2, None, None),
        ("B", None, 2, None, None),
    ]


def test_what_was_replaced_does_not_come_back(make_dataset: MakeDataset) -> None:
    make_dataset(stock=[{"sku": "A", "warehouse": "main", "on_hand": 5}])
    make_dataset(stock=[{"sku": "A", "on_hand": 8}])
    dataset = make_dataset(stock=[{"sku": "B", "on_hand": 1}])
    assert ask(dataset, STOCK) == [("B", None, 1, None, None)]


def test_one_list_may_hold_rows_with_and_without_a_warehouse(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(
        stock=[{"sku": "A", "warehouse": "main", "on_hand": 5}, {"sku": "A", "on_hand": 1}]
    )
    assert ask(dataset, STOCK) == [("A", "main", 5, None, None), ("A", None, 1, None, None)]


def test_an_item_is_the_same_by_its_barcode(make_dataset: MakeDataset) -> None:
    make_dataset(stock=[{"sku": "A", "barcode": "1", "warehouse": "main", "on_hand": 5}])
    dataset = make_dataset(stock=[{"barcode": "1", "on_hand": 4}])
    assert ask(dataset, "SELECT sku, barcode, on_hand FROM stock") == [(None, "1", 4)]


def test_goods_on_the_way_leave_the_stock_of_warehouses(make_dataset: MakeDataset) -> None:
    make_dataset(stock=[{"sku": "A", "warehouse": "main", "on_hand": 5}])
    dataset = make_dataset(stock=[{"sku": "A", "incoming": 9}])
    assert ask(dataset, STOCK) == [("A", "main", 5, None, None), ("A", None, None, None, 9)]


ON_ITS_WAY = {"sku": "A", "incoming": 50, "eta": "2026-11-03"}
HELD = {"sku": "A", "warehouse": "main", "on_hand": 5}
ANOTHER = {"sku": "B", "warehouse": "main", "on_hand": 1, "incoming": 2}


@pytest.mark.parametrize(
    ("older", "newer", "incoming", "on_hand"),
    [
        pytest.param(
            [{**HELD, "incoming": 50}], [ON_ITS_WAY], 50, 5, id="a purchase list after the stock"
        ),
        pytest.param([ON_ITS_WAY], [{**HELD, "incoming": 50}], 50, 5, id="and before it"),
        pytest.param([ON_ITS_WAY], [{**HELD, "incoming": 0}], 0, 5, id="none is on its way now"),
        pytest.param([ON_ITS_WAY], [HELD, ANOTHER], None, 5, id="a blank in a list that tells"),
        pytest.param([ON_ITS_WAY], [HELD], 50, 5, id="a list that tells nothing on its way"),
        pytest.param([ON_ITS_WAY], [ANOTHER], 50, None, id="a list without the item"),
        pytest.param(
            [{**HELD, "incoming": 50}], [{**ON_ITS_WAY, "incoming": 30}], 30, 5, id="fewer come"
        ),
        pytest.param(
            [{**HELD, "incoming": 50}, {**HELD, "on_hand": None, **ON_ITS_WAY}],
            [ON_ITS_WAY], 50, 5, id="two arrivals in the older list",
        ),
        pytest.param(
            [{**HELD, "incoming": 50}], [{**ON_ITS_WAY, "warehouse": "shop"}], 100, 5,
            id="two warehouses",
        ),
        pytest.param(
            [{**HELD, "incoming": 50}], [{**ON_ITS_WAY, "warehouse": "main"}], 50, 5,
            id="the same warehouse",
        ),
        pytest.param(
            [{**HELD, "incoming": 50}, ON_ITS_WAY], [{"sku": "C", "incoming": 1}], 50, 5,
            id="a purchase list of other items",
        ),
    ],
)  # fmt: skip
def test_goods_on_their_way_count_once(
    make_dataset: MakeDataset,
    older: list[Row],
    newer: list[Row],
    incoming: int | None,
    on_hand: int | None,
) -> None:
    """Whichever kind of list tells them, the newest that does holds."""
    make_dataset(stock=older)
    dataset = make_dataset(stock=newer)
    assert ask(dataset, "SELECT sum(incoming), sum(on_hand) FROM stock WHERE sku = 'A'") == [
        (incoming, on_hand)
    ]


def test_an_arrival_that_was_ended_does_not_come_back(make_dataset: MakeDataset) -> None:
    make_dataset(stock=[ON_ITS_WAY])
    make_dataset(stock=[{**HELD, "incoming": 0}])
    dataset = make_dataset(stock=[HELD])
    assert ask(dataset, STOCK) == [("A", "main", 5, None, None)]


def test_no_row_of_the_stock_is_compared_with_every_other() -> None:
    """A join that cannot be hashed takes the square of a long count's rows."""
    columns = ", ".join(f"{one.name} {one.sql_type}" for one in TABLES["stock"].columns)
    with connect() as engine, engine.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE imported_stock (import_order BIGINT, import_id VARCHAR, {columns})"
        )
        cursor.execute(
            "INSERT INTO imported_stock BY NAME"
            " SELECT lists.range AS import_order, 'A' || items.range AS sku, 1 AS counted"
            " FROM range(2) AS lists, range(100) AS items"
        )
        ((_, plan),) = cursor.execute(f"EXPLAIN {queries_in(MERGE)['stock'].sql}").fetchall()
    assert "HASH_JOIN" in plan
    assert "NL_JOIN" not in plan
    assert "NESTED_LOOP" not in plan


def test_lists_of_products_complete_each_other(make_dataset: MakeDataset) -> None:
    make_dataset(products=[{"sku": "A", "unit_cost": "9.90"}, {"sku": "B", "unit_cost": 5}])
    make_dataset(
        products=[
            {"sku": "A", "barcode": "1", "weight_g": 300},
            {"sku": "A", "barcode": "2", "weight_g": 310},
        ]
    )
    dataset = make_dataset(
        products=[{"barcode": "2", "title": "coat"}, {"sku": "A", "pack_size": 6}]
    )
    assert ask(
        dataset, "SELECT sku, barcode, unit_cost, weight_g, title, pack_size FROM products"
    ) == [
        ("A", "1", Decimal("9.90"), 300.0, None, 6),
        ("A", "2", Decimal("9.90"), 310.0, "coat", 6),
        ("B", None, Decimal("5.00"), None, None, None),
    ]


def test_the_newest_value_of_a_product_holds(make_dataset: MakeDataset) -> None:
    make_dataset(products=[{"sku": "A", "unit_cost": 9, "title": "coat"}])
    dataset = make_dataset(products=[{"sku": "A", "unit_cost": 8}])
    assert ask(dataset, "SELECT unit_cost, title FROM products") == [(Decimal("8.00"), "coat")]


def test_figures_of_the_same_days_come_from_the_newest_import(make_dataset: MakeDataset) -> None:
    make_dataset(traffic=[figures("2026-11-10"), figures("2026-11-11", source="search")])
    dataset = make_dataset(traffic=[figures("2026-11-10", visitors=12, clicks=3)])
    assert ask(dataset, "SELECT period_start, source, visitors, clicks FROM traffic") == [
        (date(2026, 11, 10), None, 12, 3),
        (date(2026, 11, 11), "search", 10, None),
    ]


@pytest.mark.parametrize(
    ("rows", "rollups"),
    [
        ([figures("2026-11-10"), figures("2026-11-11")], 0),
        ([figures("2026-11-10"), figures("2026-11-09", "2026-11-15")], 1),
        ([figures("2026-11-01", "2026-11-07"), figures("2026-11-05", "2026-11-11")], 1),
        ([figures("2026-11-10"), figures("2026-11-09", "2026-11-15", source="search")], 0),
        ([figures("2026-11-10", hour=3), figures("2026-11-10")], 0),
        (
            [figures("2026-11-10", product_id="P"), figures("2026-11-01", "2026-11-30", title="P")],
            1,
        ),
        (
            [figures("2026-11-10", product_id="P"), figures("2026-11-01", "2026-11-30")],
            0,
        ),
    ],
)
def test_a_week_beside_its_days_is_refused(
    make_dataset: MakeDataset, workspace: Workspace, rows: list[Row], rollups: int
) -> None:
    first = make_dataset(traffic=rows[:1], file_name="first.xlsx")
    if not rollups:
        (found,) = make_dataset(traffic=rows[1:]).rows(ROLLUPS)
        assert (found["rollups"], found["import_id"]) == (0, None)
        return
    with pytest.raises(ImportRefused) as caught:
        make_dataset(traffic=rows[1:], file_name="second.xlsx")
    told = Language("zh").error(caught.value)
    assert "first.xlsx" in told
    assert "second.xlsx" in told
    assert current_dataset(workspace) == first
    assert {path.name for path in workspace.versions.iterdir()} == {first.version}
