"""Stock lists with a column a warehouse: each warehouse counts, the total is only compared."""

from decimal import Decimal

import pytest

from planner.sheets import Choice, import_file, inspect
from planner.tables import current_dataset
from tests.rows import ask


def listed(sheet, header, *rows, choice=None):
    (found,) = inspect(sheet("\n".join((header, *rows)) + "\n"), choices=choice)
    assert found.rows_read == found.rows_kept + found.rows_rejected
    return found, {issue.code: issue for issue in found.issues}


def stock(found, *fields):
    return [tuple(row[name] for name in fields) for row in found.preview]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("杭州仓", "广州仓"),
        ("库存-杭州仓", "库存-广州仓"),
        ("杭州仓库存", "广州仓库存"),
        ("库存（杭州仓）", "库存（广州仓）"),
        ("杭州仓_实际库存", "广州仓_实际库存"),
    ],
)
@pytest.mark.parametrize("total", ["合计", "库存", "总库存"])
def test_each_warehouse_counts_and_the_total_does_not(sheet, first, second, total):
    rows = ("A-1,甲,3,4,7", "B-1,乙,,5,5")
    found, issues = listed(sheet, f"SKU,名称,{first},{second},{total}", *rows)
    assert found.kind == "stock"
    assert found.mapping == ("sku", "title", "warehouse_stock", "warehouse_stock", "on_hand")
    assert (found.rows_read, found.rows_kept) == (2, 2)
    assert (found.totals["on_hand"], found.totals["warehouses"], found.totals["skus"]) == (12, 2, 2)
    assert sorted(stock(found, "sku", "warehouse", "on_hand"), key=str) == [
        ("A-1", "广州仓", 4), ("A-1", "杭州仓", 3), ("B-1", "广州仓", 5), ("B-1", "杭州仓", None),
    ]  # fmt: skip
    assert issues["warehouses_side_by_side"].count == 2
    assert "total_differs" not in issues


def test_warehouses_without_a_total(sheet):
    found, _ = listed(sheet, "SKU,Hangzhou warehouse,Canton warehouse", "A-1,3,4")
    assert (found.kind, found.totals["on_hand"]) == ("stock", 7)


def test_a_total_that_differs_is_said(sheet):
    found, issues = listed(sheet, "SKU,杭州仓,广州仓,合计", "A-1,3,4,7", "B-1,1,1,9")
    assert found.totals["on_hand"] == 9
    assert [(place.row, place.value) for place in issues["total_differs"].places] == [(3, "9")]


def test_stock_of_states_beside_the_stock_is_no_warehouse(sheet):
    header = "商品编码,名称,数量,订单占有,采购在途数,销退仓库存,进货仓库存,可用数"
    found, _ = listed(sheet, header, "A-1,甲,10,1,0,2,3,9")
    assert (found.totals["on_hand"], found.totals.get("warehouses")) == (10, None)


def test_columns_that_do_not_make_up_the_stock_are_left_out(sheet):
    found, issues = listed(sheet, "SKU,库存,样品仓,借出仓", "A-1,10,1,2", "B-1,20,0,1")
    assert (found.totals["on_hand"], found.totals.get("warehouses")) == (30, None)
    assert "warehouses_side_by_side" not in issues


@pytest.mark.parametrize(("cell", "code"), [("很多", "bad_stock"), ("#REF!", "formula_error")])
def test_a_cell_that_cannot_be_read_costs_the_row(sheet, cell, code):
    found, issues = listed(sheet, "SKU,杭州仓,广州仓,合计", f"A-1,3,{cell},7", "B-1,1,1,2")
    assert (found.rows_read, found.rows_kept, found.totals["on_hand"]) == (2, 1, 2)
    (place,) = issues[code].places
    assert (place.column, place.value) == ("杭州仓 + 广州仓", f"3 | {cell}")


def test_what_is_told_of_all_warehouses_counts_once(sheet):
    header = "SKU,杭州仓,广州仓,合计,采购在途,成本金额"
    found, _ = listed(sheet, header, "A-1,3,1,4,20,10.00")
    assert (found.totals["on_hand"], found.totals["incoming"]) == (4, 20)
    assert {row["unit_cost"] for row in found.preview if row["warehouse"]} == {Decimal("2.50")}


def test_the_manager_may_say_that_columns_are_warehouses(sheet):
    choice = Choice(kind="stock", mapping={2: "warehouse_stock", 3: "warehouse_stock"})
    found, _ = listed(sheet, "SKU,名称,杭州,广州", "A-1,甲,3,4", choice=choice)
    assert sorted(stock(found, "warehouse", "on_hand")) == [("广州", 4), ("杭州", 3)]


def test_rows_of_sums_and_repeated_headers_are_left_out(sheet):
    header = "SKU,名称,杭州仓,广州仓,合计"
    found, _ = listed(sheet, header, "A-1,甲,3,4,7", header, "合计,,3,4,7")
    assert (found.rows_kept, found.rows_rejected, found.totals["on_hand"]) == (1, 2, 7)


def test_a_newer_list_replaces_the_older_and_says_so_of_warehouses_only(sheet, workspace):
    rows = "SKU,杭州仓,广州仓,可用数\nA-1,3,4,6\n"
    import_file(workspace, sheet(rows, "a.csv"), "a.csv")
    report = import_file(workspace, sheet(rows.replace("3,4,6", "2,4,5"), "b.csv"), "b.csv")
    said = {issue.code: issue.count for issue in report.sheets[0].issues}
    assert said["overlap_of_stock"] == 3
    assert "overlap_of_stock_items" not in said
    loaded = current_dataset(workspace)
    question = "SELECT sum(on_hand), sum(available) FROM stock"
    assert ask(loaded, question) == [(6, 5)]


def test_names_of_warehouses_in_cells_are_no_stock(sheet):
    found, _ = listed(sheet, "商品编码,名称,成本价,默认仓,备用仓", "A-1,甲,3.5,杭州仓,广州仓")
    assert (found.kind, found.rows_kept) == ("products", 1)
    orders = "订单编号,总金额,订单创建时间,发货仓,收货仓"
    found, _ = listed(sheet, orders, "1,5,2025-11-01 10:00:00,杭州仓,广州仓")
    assert found.kind == "orders"


def test_of_equal_headers_the_first_is_taken(sheet):
    found, _ = listed(sheet, "SKU,名称,杭州仓,广州仓,杭州仓", "A-1,甲,3,4,9")
    assert found.totals["on_hand"] == 7
