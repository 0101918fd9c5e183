"""Workbooks: cells of all kinds become the text a reader sees."""

from datetime import datetime

import pytest

from planner.errors import SheetError
from planner.sheets import Choice, Part, import_file, inspect
from planner.tables import imported_files

HEADER = ("订单编号", "总金额", "买家实际支付金额", "订单创建时间", "订单付款时间")
ITEMS = ("订单编号", "商家编码", "购买数量")


def test_numbers_and_dates_in_cells(workbook):
    when = datetime(2025, 11, 1, 10, 0, 1)
    path = workbook({"导出": [HEADER, ("351531314732990001", 100.1 + 0.2, 100.3, when, when)]})
    (found,) = inspect(path)
    assert (found.sheet, found.kind, found.encoding, found.rows_kept) == ("导出", "orders", None, 1)
    row = found.preview[0]
    assert (row["order_id"], row["created_at"]) == ("351531314732990001", when)
    assert str(row["gross_amount"]) == "100.30"
    assert "amount_rounded" not in {issue.code for issue in found.issues}


def test_ids_as_numbers_have_no_decimals(workbook):
    path = workbook({"s": [HEADER, (198482527105.0, 1, 1, "2025-11-01", "2025-11-01")]})
    assert inspect(path)[0].preview[0]["order_id"] == "198482527105"


def test_rows_and_columns_before_the_data(workbook):
    row = ("", "1", 1, 1, "2025-11-01", "2025-11-01")
    path = workbook({"s": [(), ("", "导出订单"), (), ("", *HEADER), row]})
    (found,) = inspect(path)
    assert (found.header_row, found.rows_kept, found.preview[0]["source_row"]) == (4, 1, 5)


def test_all_usable_sheets_in_one_commit(workbook, workspace):
    path = workbook(
        {
            "说明": [("只是说明",)],
            "订单": [HEADER, ("1", 10, 10, "2025-11-01", "2025-11-01")],
            "十二月": [
                HEADER,
                ("1", 11, 11, "2025-11-01", "2025-11-01"),
                ("2", 5, 5, "2025-12-01", ""),
            ],
            "宝贝": [ITEMS, ("1", "A-1", 2)],
        }
    )
    report = import_file(workspace, path, "book.xlsx")
    assert report.kind == "orders order_items"
    assert [sheet.kind for sheet in report.sheets] == ["unknown", "orders", "orders", "order_items"]
    (file,) = imported_files(workspace)
    assert file.rows_kept == 4
    import duckdb

    folder = workspace.imports / report.import_id
    orders = duckdb.sql(f"SELECT order_id, gross_amount FROM '{folder}/orders.parquet' ORDER BY 1")
    assert [(key, int(amount)) for key, amount in orders.fetchall()] == [("1", 11), ("2", 5)]
    assert sorted(path.name for path in folder.iterdir()) == [
        "order_items.parquet",
        "orders.parquet",
    ]


def test_one_sheet_of_several(workbook, workspace):
    path = workbook(
        {
            "订单": [HEADER, ("1", 10, 10, "2025-11-01", "2025-11-01")],
            "宝贝": [ITEMS, ("1", "A", 2)],
        }
    )
    chosen = {Part(sheet="宝贝"): Choice()}
    report = import_file(workspace, path, "book.xlsx", chosen)
    assert (report.kind, len(report.sheets)) == ("order_items", 1)
    with pytest.raises(SheetError) as caught:
        import_file(workspace, path, "book.xlsx", {Part(sheet="Sheet9"): Choice()})
    assert caught.value.code == "no_such_table"


def test_formula_and_markup_are_plain_text(workbook):
    path = workbook(
        {"s": [("订单编号", "标题", "购买数量"), ("1", "<b>x</b>'); DROP TABLE cells; --", 1)]}
    )
    assert inspect(path)[0].preview[0]["title"] == "<b>x</b>'); DROP TABLE cells; --"


def test_chart_only_or_empty_workbook(workbook):
    (found,) = inspect(workbook({"leer": []}))
    assert (found.kind, found.rows_read) == ("unknown", 0)
