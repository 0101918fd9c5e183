"""What is read of the stock, count and product sheets: literal rows, and files as they come."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.inventory.count_sheet import read_count_places
from planner.inventory.reading import day_in_name, read_stock_facts
from planner.inventory.stock import Arrival, Unmatched
from planner.sheets import import_file, import_files
from planner.tables import Dataset, Workspace, current_dataset, publish_import
from tests.inventory.cases_stock import FIRST_DAY, LAST_DAY, facts_of, write_book
from tests.rows import Row, line, order, prepare_import

MakeDataset = Callable[..., Dataset]
SOLD = [order("1", "2026-11-11 10:00", 90)]
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "small"


def loaded(workspace: Workspace) -> Dataset:
    dataset = current_dataset(workspace)
    assert dataset is not None
    return dataset


def test_without_a_sheet_of_stock_or_products_there_is_nothing_to_read(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(SOLD, [line("1", "A")])
    assert read_stock_facts(dataset, FIRST_DAY, LAST_DAY, {}, {}) is None


def test_a_product_list_alone_tells_costs_and_no_stock(make_dataset: MakeDataset) -> None:
    products = [{"sku": "A", "title": "coat", "unit_cost": "61.00", "supplier": "mill",
                 "lead_time_days": 9, "min_order_quantity": 50, "pack_size": 6,
                 "length_mm": 400, "width_mm": 300, "height_mm": 50}]  # fmt: skip
    facts = facts_of(make_dataset(SOLD, [line("1", "A")], products=products))
    coat = facts.products["A"]
    assert (coat.on_hand, coat.counted, coat.book_when_counted) == (None, None, None)
    assert (coat.title, coat.unit_cost, coat.supplier) == ("coat", Decimal("61.00"), "mill")
    assert (coat.lead_time_days, coat.min_order_quantity, coat.pack_size) == (9, 50, 6)
    assert coat.volume_ml == 6000
    assert facts.sales_without_stock == ()
    assert facts.warehouses == {}


TWO_WAREHOUSES = [
    {"sku": "A", "warehouse": "main", "on_hand": 40, "available": 38, "reserved": 2},
    {"sku": "A", "warehouse": "shop", "on_hand": 5, "available": 5, "location": "B2, A1"},
    {"sku": "B", "warehouse": "main", "on_hand": -3, "location": "C7"},
    {"sku": "B", "warehouse": None, "on_hand": 4},
]


@pytest.mark.parametrize(
    ("counts_as", "pieces", "by_warehouse"),
    [
        ({}, (45, 1), {"": 4, "main": 37, "shop": 5}),
        ({"shop": "left_out"}, (40, 1), {"": 4, "main": 37, "shop": 5}),
        ({"": "left_out"}, (45, -3), {"": 4, "main": 37, "shop": 5}),
        ({"shop": "packs"}, (70, 1), {"": 4, "main": 37, "shop": 30}),
        ({"main": "packs"}, (245, 1), {"": 4, "main": 237, "shop": 5}),
        ({"main": "pieces", "gone": "packs"}, (45, 1), {"": 4, "main": 37, "shop": 5}),
    ],
)
def test_warehouses_add_up_as_chosen(
    make_dataset: MakeDataset,
    counts_as: dict[str, str],
    pieces: tuple[int, int],
    by_warehouse: dict[str, int],
) -> None:
    dataset = make_dataset(stock=TWO_WAREHOUSES, products=[{"sku": "A", "pack_size": 6}])
    facts = facts_of(dataset, counts_as)
    assert (facts.products["A"].on_hand, facts.products["B"].on_hand) == pieces
    assert facts.warehouses == by_warehouse
    # What is left out is told, and counts nowhere.
    counted = sum(
        units for name, units in by_warehouse.items() if counts_as.get(name) != "left_out"
    )
    assert counted == sum(pieces)


def test_a_pack_size_typed_goes_before_the_lists_and_none_is_reported(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(stock=TWO_WAREHOUSES, products=[{"sku": "A", "pack_size": 6}])
    packs = {"main": "packs"}
    assert facts_of(dataset, packs).rows_without_pack_size == 1
    typed = facts_of(dataset, packs, pack_sizes={"A": 10, "B": 2})
    assert typed.rows_without_pack_size == 0
    assert (typed.products["A"].on_hand, typed.products["B"].on_hand) == (405, -2)
    assert typed.warehouses == {"": 4, "main": 394, "shop": 5}


def test_places_and_doubtful_rows_are_told(make_dataset: MakeDataset) -> None:
    facts = facts_of(make_dataset(stock=TWO_WAREHOUSES))
    assert facts.products["A"].warehouses == ("main", "shop")
    assert facts.products["A"].locations == ("A1", "B2")
    assert facts.negative_rows == 1
    assert facts_of(make_dataset(), {"main": "left_out"}).negative_rows == 0


def test_what_is_free_alone_holds_what_is_reserved_too(make_dataset: MakeDataset) -> None:
    stock = [{"sku": "A", "available": 7, "reserved": 2}, {"sku": "B", "available": 3}]
    facts = facts_of(make_dataset(stock=stock))
    assert [(one.on_hand, one.available) for one in facts.products.values()] == [(9, 7), (3, 3)]


def test_arrivals_add_up_by_day_the_unknown_day_last(make_dataset: MakeDataset) -> None:
    stock = [
        {"sku": "A", "warehouse": "main", "on_hand": 1, "incoming": 5},
        {"sku": "A", "warehouse": "main", "incoming": 20, "eta": "2026-11-09"},
        {"sku": "A", "warehouse": "shop", "incoming": 1, "eta": "2026-11-09"},
        {"sku": "A", "warehouse": "main", "incoming": 7, "eta": "2026-11-02"},
        {"sku": "A", "warehouse": "main", "incoming": 0, "eta": "2026-11-03"},
    ]
    assert facts_of(make_dataset(stock=stock)).products["A"].arrivals == (
        Arrival(date(2026, 11, 2), 7),
        Arrival(date(2026, 11, 9), 21),
        Arrival(None, 5),
    )


@pytest.mark.parametrize(
    ("held", "counts", "counted", "book"),
    [
        pytest.param(
            [{"warehouse": "main", "on_hand": 5}, {"warehouse": "shop", "on_hand": 9}],
            [{"warehouse": "main", "counted": 4}], 4, 5, id="one warehouse of two",
        ),
        pytest.param(
            [{"warehouse": "main", "on_hand": 5}, {"warehouse": "shop", "on_hand": 9}],
            [{"counted": 13}], 13, 14, id="a count that names no warehouse",
        ),
        pytest.param(
            [{"on_hand": 14}],
            [{"warehouse": "main", "counted": 4}, {"warehouse": "shop", "counted": 9}],
            13, 14, id="a stock list that names none",
        ),
        pytest.param(
            [{"warehouse": "main", "on_hand": 5}], [{"warehouse": "attic", "counted": 2}],
            2, 0, id="found where the book has nothing",
        ),
        pytest.param(
            [{"spec": "S", "barcode": "1", "on_hand": 5},
             {"spec": "M", "barcode": "2", "on_hand": 6}],
            [{"spec": "S", "counted": 3}, {"spec": "M", "counted": None}],
            3, 5, id="one size counted, the other not yet",
        ),
        pytest.param(
            [{"barcode": "1", "on_hand": 5}], [{"sku": None, "barcode": "1", "counted": 3}],
            3, 5, id="counted with a scanner",
        ),
        pytest.param(
            [{"on_hand": 5}], [{"counted": 0}], 0, 5, id="counted, and none is there",
        ),
    ],
)  # fmt: skip
def test_what_was_counted_is_compared_with_the_same_of_the_book(
    make_dataset: MakeDataset, held: list[Row], counts: list[Row], counted: int, book: int
) -> None:
    make_dataset(SOLD, [line("1", "A")], stock=[{"sku": "A", **row} for row in held])
    dataset = make_dataset(
        stock=[{"sku": "A", "counted_at": "2026-11-08 09:00", **row} for row in counts],
        file_name="count.xlsx",
    )
    product = facts_of(dataset).products["A"]
    assert (product.counted, product.book_when_counted) == (counted, book)
    assert product.counted_on == date(2026, 11, 8)
    assert product.on_hand == sum(row["on_hand"] for row in held)


def test_counts_without_a_book_and_without_a_day(make_dataset: MakeDataset) -> None:
    """The day is then that of the sheet: in its name, else of loading."""
    dataset = make_dataset(stock=[{"sku": "A", "counted": 4}], file_name="盘点20261108.xlsx")
    product = facts_of(dataset).products["A"]
    assert (product.on_hand, product.counted, product.book_when_counted) == (None, 4, None)
    assert product.counted_on == date(2026, 11, 8)


def load_on(workspace: Workspace, day: int, stock: Sequence[Row]) -> Dataset:
    """Load a list of product A on a day of November."""
    rows = [{"sku": "A", **row} for row in stock]
    with workspace.locked():
        file = prepare_import(workspace, stock=rows, file_name=f"stock-2026-11-{day:02d}.csv")
        return publish_import(workspace, replace(file, imported_at=datetime(2026, 11, day, 12)))


MAIN, SHOP = {"warehouse": "main", "on_hand": 5}, {"warehouse": "shop", "on_hand": 9}
COUNTED = {"warehouse": "main", "counted": 4}


@pytest.mark.parametrize(
    ("lists", "book"),
    [
        pytest.param({1: [MAIN], 8: [COUNTED]}, 5, id="counted after the list"),
        pytest.param({1: [MAIN], 8: [COUNTED], 9: [MAIN]}, None, id="a newer list"),
        pytest.param({1: [SHOP], 8: [COUNTED, MAIN]}, 5, id="counted in the list"),
        pytest.param({1: [MAIN], 8: [COUNTED], 9: [SHOP]}, 5, id="of another warehouse"),
        pytest.param({1: [MAIN], 8: [COUNTED], 9: [{"on_hand": 14}]}, None, id="of all of them"),
        pytest.param({1: [MAIN, SHOP], 8: [{"counted": 13}], 9: [SHOP]}, None, id="a count of all"),
        pytest.param(
            {1: [MAIN], 8: [COUNTED], 9: [{**MAIN, "sku": "B"}]}, None, id="a list without it"
        ),
        pytest.param(
            {1: [MAIN, SHOP], 8: [COUNTED, {"warehouse": "shop", "counted": 9}], 9: [SHOP]},
            None,
            id="one of two places",
        ),
        pytest.param(
            {1: [MAIN], 8: [COUNTED], 9: [MAIN], 10: [{**COUNTED, "counted": 5}]}, 5, id="recounted"
        ),
    ],
)
def test_a_count_is_compared_with_no_newer_list(
    workspace: Workspace, lists: dict[int, list[Row]], book: int | None
) -> None:
    """Goods moved in between; the count stays as evidence."""
    for day, rows in lists.items():
        dataset = load_on(workspace, day, rows)
    product = facts_of(dataset).products["A"]
    assert product.book_when_counted == book
    assert product.counted is not None


@pytest.mark.parametrize(
    ("held", "counts", "whole"),
    [
        pytest.param([MAIN, SHOP], [COUNTED], False, id="one warehouse of two"),
        pytest.param([MAIN, {**SHOP, "on_hand": 0}], [COUNTED], True, id="the other is empty"),
        pytest.param([MAIN, SHOP], [{"counted": 13}], True, id="a count of all warehouses"),
        pytest.param([MAIN, SHOP], [COUNTED, {**COUNTED, "warehouse": "shop"}], True, id="both"),
        pytest.param(
            [{**MAIN, "spec": "S"}, {**MAIN, "spec": "M"}], [{**COUNTED, "spec": "S"}], False,
            id="one size of two",
        ),
        pytest.param([MAIN], [{**COUNTED, "warehouse": "attic"}], False, id="elsewhere"),
        pytest.param([MAIN, {**SHOP, "on_hand": -9}], [COUNTED], False, id="sums tell nothing"),
        pytest.param([], [COUNTED], True, id="no stock list"),
        pytest.param([MAIN], [], False, id="no count"),
    ],
)  # fmt: skip
def test_a_product_is_counted_whole_where_every_place_with_pieces_is(
    make_dataset: MakeDataset, held: list[Row], counts: list[Row], whole: bool
) -> None:
    rows = [{"sku": "A", **row} for row in [*held, *counts]]
    product = facts_of(make_dataset(SOLD, stock=rows)).products["A"]
    assert product.is_counted_whole == whole
    assert product.is_counted_in_part == (bool(counts) and not whole)


def test_a_product_is_not_whole_while_one_of_its_codes_is_uncounted(
    make_dataset: MakeDataset,
) -> None:
    stock = [{"sku": "A", "on_hand": 5}, {"sku": "X", "on_hand": 2}, {"sku": "A", "counted": 5}]
    dataset = make_dataset(stock=stock)
    assert facts_of(dataset).products["A"].is_counted_whole
    assert not facts_of(dataset, matches={"X": "A"}).products["A"].is_counted_whole
    left_out = make_dataset(stock=[{**MAIN, "sku": "A"}, {**SHOP, "sku": "A"},
                                   {**COUNTED, "sku": "A"}])  # fmt: skip
    assert facts_of(left_out, {"shop": "left_out"}).products["A"].is_counted_whole


def test_a_product_is_counted_as_long_ago_as_its_oldest_count(workspace: Workspace) -> None:
    load_on(workspace, 1, [MAIN, SHOP])
    load_on(workspace, 3, [{"warehouse": "shop", "counted": 9}])
    dataset = load_on(workspace, 8, [{**COUNTED, "counted_at": "2026-11-08 09:00"}])
    assert facts_of(dataset).products["A"].counted_on == date(2026, 11, 3)
    again = load_on(workspace, 9, [{"warehouse": "shop", "counted": 9}])
    assert facts_of(again).products["A"].counted_on == date(2026, 11, 8)


def test_what_is_on_sale_is_told_beside_what_the_same_places_hold(
    make_dataset: MakeDataset,
) -> None:
    stock = [{**MAIN, "sku": "A", "available": 3}, {**SHOP, "sku": "A"}, {**SHOP, "sku": "B"}]
    facts = facts_of(make_dataset(stock=stock))
    one, other = facts.products["A"], facts.products["B"]
    assert (one.on_hand, one.available, one.on_hand_on_sale) == (14, 3, 5)
    assert (other.available, other.on_hand_on_sale) == (None, None)
    assert facts_of(make_dataset(), {"main": "left_out"}).products["A"].on_hand_on_sale is None


def test_a_match_by_hand_follows_a_code_that_changed_later(make_dataset: MakeDataset) -> None:
    stock = [{"sku": "Z", "on_hand": 4, "barcode": "7"}]
    products = [{"sku": "coat-new", "old_skus": ["coat-old"]}]
    sold = [line("1", "coat-old")]
    dataset = make_dataset(SOLD, sold, stock=stock, products=products)
    matches = {"Z": "coat-old"}
    facts = facts_of(dataset, {"": "packs"}, matches, {"coat-new": 3})
    assert {name: one.on_hand for name, one in facts.products.items()} == {"coat-new": 12}
    assert facts.products["coat-new"].barcodes == ("7",)
    assert (facts.sales_without_stock, facts.warehouses) == ((), {"": 12})
    (place,) = read_count_places(dataset, matches)
    assert place.product == "coat-new"


def test_counts_come_shelf_by_shelf(make_dataset: MakeDataset) -> None:
    """A second count sheet leaves what the first one counted; a recount replaces it."""
    make_dataset(stock=[{"sku": "A", "on_hand": 5}, {"sku": "B", "on_hand": 6}])
    make_dataset(stock=[{"sku": "A", "counted": 4}, {"sku": "B", "counted": None}])
    dataset = make_dataset(stock=[{"sku": "A", "counted": None}, {"sku": "B", "counted": 6}])
    found = {name: one.counted for name, one in facts_of(dataset).products.items()}
    assert found == {"A": 4, "B": 6}
    recounted = make_dataset(stock=[{"sku": "A", "counted": 5}])
    assert facts_of(recounted).products["A"].counted == 5


def test_costs_of_the_product_list_go_before_those_of_the_stock_sheet(
    make_dataset: MakeDataset,
) -> None:
    stock = [
        {"sku": "A", "on_hand": 1, "unit_cost": "9.99", "list_price": 30, "supplier": "other"},
        {"sku": "B", "on_hand": 1, "unit_cost": "5.00", "lead_time_days": 4, "is_main": True},
    ]
    products = [{"sku": "A", "unit_cost": "8.88", "supplier": "mill"}]
    facts = facts_of(make_dataset(stock=stock, products=products))
    one, other = facts.products["A"], facts.products["B"]
    assert (one.unit_cost, one.list_price, one.supplier) == (Decimal("8.88"), Decimal(30), "mill")
    assert (other.unit_cost, other.lead_time_days) == (Decimal("5.00"), 4)
    assert (one.is_marked_main, other.is_marked_main) == (None, True)


def test_barcodes_missing_and_shared(make_dataset: MakeDataset) -> None:
    products = [
        {"sku": "A", "barcode": "1"},
        {"sku": "B", "barcode": "1"},
        {"sku": "C"},
        {"sku": "D", "barcode": "4", "old_skus": ["oldD"]},
    ]
    stock = [{"sku": "C", "on_hand": 1}, {"sku": "oldD", "barcode": "4", "on_hand": 1}]
    facts = facts_of(make_dataset(stock=stock, products=products))
    assert {name: one.lacks_barcode for name, one in facts.products.items()} == {
        "A": False, "B": False, "C": True, "D": False,
    }  # fmt: skip
    assert facts.shared_barcodes == {"1": ("A", "B")}
    assert facts.products["D"].barcodes == ("4",)


def test_nothing_lacks_a_barcode_where_no_sheet_has_any(make_dataset: MakeDataset) -> None:
    facts = facts_of(make_dataset(stock=[{"sku": "A", "on_hand": 1}]))
    assert facts.products["A"].lacks_barcode is False


def test_each_sheet_is_evidence_with_its_day(make_dataset: MakeDataset) -> None:
    make_dataset(SOLD, file_name="orders.csv")
    make_dataset(stock=[{"sku": "A", "warehouse": "main", "on_hand": 5}],
                 file_name="库存2026-10-20.xlsx")  # fmt: skip
    make_dataset(stock=[{"sku": "A", "warehouse": "main", "counted": 5,
                         "counted_at": "2026-11-08"}], file_name="count.xlsx")  # fmt: skip
    make_dataset(stock=[{"sku": "A", "incoming": 9}], file_name="on the way.csv")
    dataset = make_dataset(products=[{"sku": "A", "unit_cost": 1}], file_name="products.csv")
    facts = facts_of(dataset)
    found = {
        sheet.file: (sheet.holds, sheet.rows, sheet.as_of, sheet.as_of_is_loading, sheet.warehouses)
        for sheet in facts.sheets
    }
    loading = date(2026, 12, 1)
    assert found == {
        "库存2026-10-20.xlsx": ("held", 1, date(2026, 10, 20), False, ("main",)),
        "count.xlsx": ("counted", 1, date(2026, 11, 8), False, ("main",)),
        "on the way.csv": ("incoming", 1, loading, True, ()),
        "products.csv": ("products", 1, loading, True, ()),
    }
    assert facts.last_sale == date(2026, 11, 11)


@pytest.mark.parametrize(
    ("rows", "first", "as_of"),
    [
        ("A,5,2026-10-22", date(2026, 10, 22), date(2026, 10, 22)),
        ("A,5,2026-10-21\nB,7,2026-10-22\nB,9,2026-10-20", date(2026, 10, 21), date(2026, 10, 22)),
        ("A,5,unknown", None, date(2026, 10, 20)),
    ],
)
def test_a_column_of_days_goes_before_the_day_in_the_name(
    workspace: Workspace, tmp_path: Path, rows: str, first: date | None, as_of: date
) -> None:
    path = tmp_path / "stock-2026-10-20.csv"
    path.write_text(f"SKU,On hand,Snapshot date\n{rows}\n", encoding="utf-8")
    import_file(workspace, path, path.name)
    facts = facts_of(loaded(workspace))
    (sheet,) = facts.sheets
    assert (sheet.first_as_of, sheet.as_of, sheet.as_of_is_loading) == (first, as_of, False)
    assert sum(one.on_hand or 0 for one in facts.products.values()) == (12 if "B" in rows else 5)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("库存2026-10-20.xlsx", date(2026, 10, 20)),
        ("stock_20261020.csv", date(2026, 10, 20)),
        ("库存2026年10月2日.xlsx", date(2026, 10, 2)),
        ("2026.1.5 stock.csv", date(2026, 1, 5)),
        ("2026-10-01~2026-10-20.xlsx", date(2026, 10, 20)),
        ("stock-20261020093000.csv", None),
        ("库存2026.xlsx", None),
        ("20261399.csv", None),
        ("2026-02-30.csv", None),
        ("SKU-202610201.csv", None),
    ],
)
def test_the_day_in_a_name(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


# Files as they come -------------------------------------------------------------------------------

HEADS = {
    "zh": ("库位", "商品编码", "条形码", "名称", "规格", "仓库", "盘点数量", "盘点日期"),
    "en": ("Location", "SKU", "Barcode", "Title", "Spec", "Warehouse", "Counted", "Counted at"),
}
"""Of the sheet that is printed or downloaded to count with: blind, without the book's pieces."""


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("warehouse", ["主仓", None])
def test_a_count_sheet_comes_back_filled_and_takes_no_stock_away(
    workspace: Workspace, tmp_path: Path, head: tuple[str, ...], warehouse: str | None
) -> None:
    stock = write_book(
        tmp_path / "stock.xlsx",
        ("商品编码", "名称", "库位", *(("仓库",) if warehouse else ()), "库存数量"),
        *(
            (code, "甲", "A1", *((warehouse,) if warehouse else ()), 5)
            for code in ("A", "B", "C", "D")
        ),
    )
    import_file(workspace, stock, "stock.xlsx")

    def row(code: str, counted: int | None) -> tuple[Any, ...]:
        return "A1", code, None, "甲", None, warehouse, counted, counted and "2026-11-08"

    empty = write_book(tmp_path / "blind.xlsx", head, *(row(code, None) for code in "ABCD"))
    report = import_file(workspace, empty, "blind.xlsx")
    assert report.kind == "stock"
    facts = facts_of(loaded(workspace))
    assert {one.counted for one in facts.products.values()} == {None}
    filled = write_book(
        tmp_path / "count.xlsx", head, row("A", 4), row("B", 0), row("C", None), row("D", 5)
    )
    import_file(workspace, filled, "count.xlsx")
    facts = facts_of(loaded(workspace))
    assert {
        name: (one.on_hand, one.counted, one.book_when_counted)
        for name, one in facts.products.items()
    } == {"A": (5, 4, 5), "B": (5, 0, 5), "C": (5, None, None), "D": (5, 5, 5)}
    assert facts.products["A"].counted_on == date(2026, 11, 8)
    assert facts.products["A"].locations == ("A1",)
    assert {sheet.holds: sheet.rows for sheet in facts.sheets} == {"held": 4, "counted": 3}


@pytest.mark.parametrize("head", [("旧款号", "新款号"), ("Old SKU", "New SKU")])
def test_a_table_of_old_and_new_codes_is_used(
    workspace: Workspace, tmp_path: Path, head: tuple[str, str]
) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "订单编号,订单付款时间,商家编码,购买数量,商品价格,实付款\n"
        "1,2026-11-11 10:00:00,OLD-1,2,30,60\n",
        encoding="utf-8",
    )
    codes = write_book(tmp_path / "codes.xlsx", head, ("OLD-1", "MID-1"), ("MID-1", "NEW-1"))
    stock = write_book(tmp_path / "stock.xlsx", ("商品编码", "仓库", "库存数量"),
                       ("MID-1", "主仓", 3), ("NEW-1", "主仓", 4))  # fmt: skip
    import_files(workspace, [(path, path.name) for path in (orders, codes, stock)])
    facts = facts_of(loaded(workspace))
    assert {name: one.on_hand for name, one in facts.products.items()} == {"NEW-1": 7}
    assert facts.products["NEW-1"].matched_by == {"sku", "old_sku"}
    assert (facts.stock_without_sales, facts.sales_without_stock) == ((), ())


def test_bad_rows_of_a_stock_sheet_stop_nothing_and_are_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Negative stock, a code twice in a warehouse and once in another, a total, no cost."""
    sheet = write_book(
        tmp_path / "stock.xlsx",
        ("商品编码", "名称", "仓库", "库存数量"),
        ("A", "甲", "主仓", 3), ("A", "甲", "主仓", 4), ("A", "甲", "分仓", 5),
        ("B", "乙", "主仓", -2), ("合计", None, None, 10),
    )  # fmt: skip
    import_file(workspace, sheet, "库存20261020.xlsx")
    facts = facts_of(loaded(workspace))
    assert {name: one.on_hand for name, one in facts.products.items()} == {"A": 12, "B": -2}
    assert (facts.negative_rows, facts.repeated_codes) == (1, 1)
    assert {one.unit_cost for one in facts.products.values()} == {None}
    assert [(one.code, one.units, one.value) for one in facts.stock_without_sales] == [
        ("A", 12, None),
        ("B", -2, None),
    ]


def test_a_negative_row_that_a_sum_hides_is_told(workspace: Workspace, tmp_path: Path) -> None:
    """-5 and 8 of one code and warehouse lie there as 3; -2 stays for all to see."""
    sheet = write_book(
        tmp_path / "stock.xlsx",
        ("商品编码", "名称", "仓库", "库存数量"),
        ("A", "甲", "主仓", -5), ("A", "甲", "主仓", 8), ("B", "乙", "主仓", -2),
    )  # fmt: skip
    import_file(workspace, sheet, "库存20261020.xlsx")
    facts = facts_of(loaded(workspace))
    assert {name: one.on_hand for name, one in facts.products.items()} == {"A": 3, "B": -2}
    assert (facts.negative_rows, facts.negative_rows_made_up) == (1, 1)


@pytest.mark.parametrize("column", ["盘点数量", "库存数量"])
def test_a_sheet_without_a_day_is_of_the_planners_day_of_loading(
    workspace: Workspace, tmp_path: Path, column: str
) -> None:
    sheet = write_book(tmp_path / "list.xlsx", ("商品编码", "仓库", column), ("A", "主仓", 8))
    import_file(workspace, sheet, sheet.name, loaded_on=date(2027, 11, 8))
    facts = facts_of(loaded(workspace))
    (told,) = facts.sheets
    assert (told.as_of, told.as_of_is_loading) == (date(2027, 11, 8), True)
    if column == "盘点数量":
        assert facts.products["A"].is_counted_since(date(2027, 11, 8))
        assert not facts.products["A"].is_counted_since(date(2027, 11, 9))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    workspace = Workspace(tmp_path_factory.mktemp("sample"))
    files = [path for path in sorted(SAMPLE.iterdir()) if path.suffix in (".csv", ".xlsx")]
    import_files(workspace, [(path, path.name) for path in files])
    return loaded(workspace)


def test_the_sample_shop_comes_out_as_its_key_says(sample: Dataset) -> None:
    key = json.loads((SAMPLE / "answer_key.json").read_text(encoding="utf-8"))
    stock, products = key["stock"], key["products"]
    first = datetime.fromisoformat(key["first_created_at"]).date()
    last = datetime.fromisoformat(key["last_paid_at"]).date()
    facts = read_stock_facts(sample, first, last, {}, {})
    assert facts is not None
    held = {name: one for name, one in facts.products.items() if one.on_hand is not None}
    assert sum(one.on_hand or 0 for one in held.values()) == stock["on_hand"]
    assert facts.warehouses == stock["warehouses"]
    assert sum(one.reserved or 0 for one in held.values()) == stock["reserved"]
    assert sum(one.available or 0 for one in held.values()) == stock["available"]
    arrivals = [one for product in facts.products.values() for one in product.arrivals]
    assert sum(one.units for one in arrivals) == stock["incoming"]
    hard_stop = date(2027, 11, 4)
    assert (
        sum(one.units for one in arrivals if one.day and one.day > hard_stop)
        == stock["incoming_late"]
    )
    assert (
        sum(one.on_hand or 0 for one in held.values() if one.is_marked_main)
        == stock["on_hand_main_products"]
    )
    for old, new in stock["under_old_code"].items():
        assert old not in facts.products
        assert facts.products[new].matched_by == {"old_sku"}
    found_again = set(stock["under_old_code"].values())
    never_paid = {"SHOW-001"}  # a show piece, ordered once by mistake
    assert {one.code for one in facts.sales_without_stock} == (
        set(stock["without_row"]) - found_again - never_paid
    )
    assert {one.code for one in facts.stock_without_sales} == set(stock["never_ordered"]) - set(
        stock["under_old_code"]
    )
    assert list(facts.shared_barcodes) == products["duplicated_barcodes"]
    assert facts.products["CS004-GY-L"].unit_cost is not None
    assert str(facts.last_sale) == key["last_paid_at"][:10]


def test_in_the_sample_shop_a_match_typed_by_hand_holds(sample: Dataset) -> None:
    """One of last winter's products is said to be the one that the sheet forgot."""
    first, last = date(2026, 9, 30), date(2026, 11, 25)
    facts = read_stock_facts(sample, first, last, {}, {"ZZ014-HB-S": "LYQ010-HB-M"})
    assert facts is not None
    assert "ZZ014-HB-S" not in facts.products
    assert facts.products["LYQ010-HB-M"].matched_by == {"hand"}
    assert "LYQ010-HB-M" not in {one.code for one in facts.sales_without_stock}


def test_unmatched_stock_is_listed_by_its_value(make_dataset: MakeDataset) -> None:
    stock = [
        {"sku": "dear", "title": "coat", "on_hand": 2, "unit_cost": 100},
        {"sku": "listed", "on_hand": 9, "list_price": 50},
        {"sku": "many", "on_hand": 500},
        {"sku": "A", "on_hand": 7},
    ]
    items = [line("1", "A"), line("1", "gone", 3, "20.00")]
    facts = facts_of(make_dataset(SOLD, items, stock=stock))
    assert facts.stock_without_sales == (
        Unmatched("listed", None, 9, Decimal(450)),
        Unmatched("dear", "coat", 2, Decimal(200)),
        Unmatched("many", None, 500, None),
    )
    assert facts.sales_without_stock == (Unmatched("gone", "gone", 3, Decimal("60.00")),)
    by_hand = facts_of(make_dataset(), matches={"dear": "gone"})
    assert by_hand.products["gone"].matched_by == {"hand"}
    assert by_hand.sales_without_stock == ()
