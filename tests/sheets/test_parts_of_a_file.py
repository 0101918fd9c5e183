"""Several lists in one file: which one holds, and which warehouse a sheet without one is of."""

import zipfile

import duckdb
import pytest

from planner.sheets import Choice, Part, import_file, inspect
from planner.tables import current_dataset

STOCK = ("商品编码", "库存数量")
ORDERS = "订单编号,总金额,下单时间,付款时间\n"
ITEMS = "订单编号,商家编码,购买数量\n"


def codes(inspection):
    return {issue.code: issue.count for issue in inspection.issues}


def asked(workspace, sql):
    """Return the answer over the merged tables, each named in the query by {its name}."""
    folder = current_dataset(workspace).folder
    files = {
        name: f"'{folder}/{name}.parquet'" for name in ("orders", "order_items", "stock", "traffic")
    }
    return duckdb.sql(sql.format(**files)).fetchall()


@pytest.fixture
def archive(tmp_path):
    def write(**members):
        path = tmp_path / "lists.zip"
        with zipfile.ZipFile(path, "w") as packed:
            for name, text in members.items():
                packed.writestr(f"{name}.csv", text)
        return path

    return write


@pytest.fixture
def warehouses(workbook):
    """Give a workbook with a sheet for each of two warehouses, and what is no stock."""
    return workbook(
        {
            "说明": [("只是说明",)],
            "杭州仓": [STOCK, ("A-1", 3), ("B-1", 4)],
            "广州仓": [STOCK, ("A-1", 5)],
        }
    )


def test_sheets_of_warehouses_keep_their_stock_apart(warehouses, workspace):
    report = import_file(workspace, warehouses, "stock.xlsx")
    _, first, second = report.sheets
    assert codes(first)["warehouse_of_sheet"] == 2
    assert codes(second)["warehouse_of_sheet"] == 1
    (issue,) = [one for one in second.issues if one.code == "warehouse_of_sheet"]
    assert (issue.severity, issue.places[0].value) == ("info", "广州仓")
    assert asked(workspace, "SELECT warehouse, sku, on_hand FROM {stock} ORDER BY 1, 2") == [
        ("广州仓", "A-1", 5),
        ("杭州仓", "A-1", 3),
        ("杭州仓", "B-1", 4),
    ]


def test_sheets_of_warehouses_loaded_one_by_one_do_not_replace_each_other(warehouses, workspace):
    for name in ("杭州仓", "广州仓"):
        report = import_file(workspace, warehouses, "stock.xlsx", {Part(None, name): Choice()})
        assert "overlap_of_stock" not in codes(report.sheets[0])
    assert asked(workspace, "SELECT sum(on_hand) FROM {stock}") == [(12,)]


def test_the_preview_shows_the_warehouse(warehouses):
    _, first, _ = inspect(warehouses)
    assert [row["warehouse"] for row in first.preview] == ["杭州仓", "杭州仓"]


def test_rows_without_stock_are_still_blank(workbook):
    rows = [("序号", *STOCK), (1, "A-1", 3), (2, "", "")]
    first, _ = inspect(workbook({"杭州仓": rows, "广州仓": rows}))
    assert codes(first)["blank_row"] == 1


def test_one_stock_sheet_is_of_no_warehouse(workbook):
    path = workbook({"杭州仓": [STOCK, ("A-1", 3)], "订单": [("订单编号", "总金额", "下单时间")]})
    assert inspect(path)[0].preview[0]["warehouse"] is None


def test_sheets_of_other_quantities_complete_each_other(workbook, workspace):
    path = workbook({"库存": [STOCK, ("A-1", 3)], "在途": [("商品编码", "在途数量"), ("A-1", 9)]})
    report = import_file(workspace, path, "stock.xlsx")
    assert not [one for one in report.sheets if "warehouse_of_sheet" in codes(one)]
    assert asked(workspace, "SELECT warehouse, on_hand, incoming FROM {stock}") == [(None, 3, 9)]


@pytest.mark.parametrize("names", [("10月", "11月"), ("2025-11-01", "2025-11-02"), ("1", "2")])
def test_days_and_months_are_no_warehouses(workbook, names):
    found = inspect(workbook({name: [STOCK, ("A-1", 3)] for name in names}))
    assert [one.preview[0]["warehouse"] for one in found] == [None, None]


def test_a_column_of_warehouses_holds_before_the_name_of_the_sheet(workbook):
    named = [(*STOCK, "仓库"), ("A-1", 3, "主仓"), ("B-1", 4, "")]
    first, second, third = inspect(
        workbook({"七月": named, "杭州仓": [STOCK, ("A-1", 5)], "广州仓": [STOCK, ("A-1", 6)]})
    )
    assert [row["warehouse"] for row in first.preview] == ["主仓", None]
    assert "warehouse_of_sheet" not in codes(first)
    assert [one.preview[0]["warehouse"] for one in (second, third)] == ["杭州仓", "广州仓"]


def test_a_later_members_orders_replace_an_earlier_ones_and_it_is_said(archive, workspace):
    path = archive(
        october=ORDERS + "1,10,2025-10-01,2025-10-01\n2,20,2025-10-31,\n",
        november=ORDERS + "2,20,2025-10-31,2025-11-01\n3,30,2025-11-02,2025-11-02\n",
    )
    first, second = import_file(workspace, path, "lists.zip").sheets
    assert "overlap_in_file" not in codes(first)
    (issue,) = [one for one in second.issues if one.code == "overlap_in_file"]
    assert (issue.severity, issue.count) == ("warning", 1)
    assert [(place.row, place.column, place.value) for place in issue.places] == [
        (2, "订单编号", "2")
    ]
    assert asked(workspace, "SELECT count(*), count(paid_at) FROM {orders}") == [(3, 3)]


def test_a_later_members_lines_replace_an_earlier_ones_and_it_is_said(archive, workspace):
    path = archive(a=ITEMS + "1,A,1\n1,B,1\n2,A,1\n", b=ITEMS + "1,A,5\n", c=ITEMS + "2,C,2\n")
    first, second, third = import_file(workspace, path, "lists.zip").sheets
    told = [codes(one).get("overlap_of_items_in_file") for one in (first, second, third)]
    assert told == [None, 1, 1]
    assert asked(workspace, "SELECT order_id, sku, quantity FROM {order_items} ORDER BY 1") == [
        ("1", "A", 5),
        ("2", "C", 2),
    ]


def test_tables_below_each_other_overlap_as_members_do(sheet, workspace):
    other = "Order ID,Date,SKU,Qty,Amount\n"
    text = ORDERS + "1,10,2025-10-01,2025-10-01\n" + other + "1,2025-10-01,A,1,12\n"
    first, second = import_file(workspace, sheet(text), "orders.csv").sheets
    assert "overlap_in_file" not in codes(first)
    assert codes(second)["overlap_in_file"] == 1


def test_a_list_of_orders_and_one_of_their_items_do_not_overlap(archive, workspace):
    path = archive(orders=ORDERS + "1,10,2025-10-01,2025-10-01\n", items=ITEMS + "1,A,1\n")
    for one in import_file(workspace, path, "lists.zip").sheets:
        assert not {code for code in codes(one) if code.startswith("overlap")}


def test_a_table_that_is_not_loaded_overlaps_with_nothing(archive, workspace):
    rows = ORDERS + "1,10,2025-10-01,2025-10-01\n"
    path = archive(a=rows, b=rows)
    (only,) = import_file(workspace, path, "lists.zip", {Part("b.csv"): Choice()}).sheets
    assert "overlap_in_file" not in codes(only)


def test_stock_of_two_days_in_one_file_is_not_added_up_and_it_is_said(workbook, workspace):
    path = workbook({"10月": [STOCK, ("A-1", 3), ("B-1", 1)], "11月": [STOCK, ("A-1", 5)]})
    first, second = import_file(workspace, path, "stock.xlsx").sheets
    assert "overlap_of_stock_in_file" not in codes(first)
    (issue,) = [one for one in second.issues if one.code == "overlap_of_stock_in_file"]
    assert (issue.severity, issue.count, str(issue.places[0])) == (
        "warning",
        1,
        "#2 商品编码 “A-1”",
    )
    assert asked(workspace, "SELECT sku, on_hand FROM {stock} ORDER BY 1") == [
        ("A-1", 5),
        ("B-1", 1),
    ]


def test_visitors_of_the_same_days_in_one_file_are_not_added_up(archive, workspace):
    header = "日期,访客数,浏览量\n"
    path = archive(a=header + "2025-11-10,1,9\n2025-11-11,5,9\n", b=header + "2025-11-11,7,9\n")
    first, second = import_file(workspace, path, "lists.zip").sheets
    assert "overlap_of_traffic_in_file" not in codes(first)
    assert codes(second)["overlap_of_traffic_in_file"] == 1
    assert asked(workspace, "SELECT visitors FROM {traffic} ORDER BY period_start") == [(1,), (7,)]


def test_visitors_and_advertising_in_one_file_complete_each_other(archive, workspace):
    path = archive(
        a="日期,访客数,浏览量\n2025-11-11,5,9\n", b="日期,点击量,展现量\n2025-11-11,3,90\n"
    )
    for one in import_file(workspace, path, "lists.zip").sheets:
        assert "overlap_of_traffic_in_file" not in codes(one)
    assert asked(workspace, "SELECT visitors, clicks FROM {traffic}") == [(5, 3)]


def test_lines_of_a_table_that_nothing_recognises_are_counted(tmp_path):
    """Bug: they were 0, so that the lines of a file with several tables did not add up."""
    path = tmp_path / "stacked.csv"
    path.write_text(
        "订单编号,总金额,订单创建时间\n1,59.00,2026-11-11\n\n颜色,说明\n红,大\n\n"
        "订单编号,总金额,订单创建时间\n2,59.00,2026-11-11\n",
        encoding="utf-8",
    )
    tables = inspect(path)
    assert sum(one.lines for one in tables) == 8
    (alone,) = inspect(_written(tmp_path, "颜色,说明\n红,大\n"))
    assert (alone.lines, alone.rows_read) == (2, 0)
    assert alone.reconciliation.fields == {"lines": 2}


def _written(folder, text):
    path = folder / "alone.csv"
    path.write_text(text, encoding="utf-8")
    return path
