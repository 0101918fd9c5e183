"""Real sheets and the sample shop import to their answer keys."""

import json
from datetime import datetime
from decimal import Decimal

import pytest

from planner.sheets import import_files, import_sheet, inspect
from planner.tables import current_dataset, imported_files

TMALL = {
    "orders": 28_010,
    "gross_amount": Decimal("2995760.61"),
    "paid_amount": Decimal("2474823.07"),
    "refund_amount": Decimal("572335.92"),
    "unpaid_orders": 3_923,
}


@pytest.mark.parametrize("name", ["tmall_order_report.csv", "tmall_order_report_excel_resaved.csv"])
def test_real_order_list(real, name):
    (found,) = inspect(real(name))
    assert (found.kind, found.header_row, found.rows_read, found.rows_kept) == (
        "orders", 1, 28_010, 28_010,
    )  # fmt: skip
    assert TMALL.items() <= found.totals.items()
    assert found.totals["first_created_at"].date() == datetime(2020, 2, 1).date()
    assert found.totals["last_created_at"].date() == datetime(2020, 2, 29).date()
    issues = {issue.code: issue for issue in found.issues}
    assert issues["net_of_refunds"].count == 514 + 5_132
    assert [place.row for place in issues["outlier_amount"].places] == [19_259]
    assert "placed" in str(issues["outlier_amount"].places[0])


def test_real_order_list_reaches_the_tables(real, workspace):
    report = import_sheet(workspace, real("tmall_order_report.csv"), "tmall.csv")
    dataset = current_dataset(workspace)
    assert dataset is not None
    assert dataset.version == report.version
    assert dataset.files == ("tmall.csv",)
    (file,) = imported_files(workspace)
    assert (file.rows_kept, file.kind) == (28_010, "orders")
    assert file.first_at == datetime(2020, 2, 1, 0, 14, 15)


def test_real_lists_of_2017(real, workspace):
    orders = real("ExportOrderList_2017_masked_gbk.csv")
    items = real("ExportOrderDetailList_2017_masked_gbk.csv")
    (found,) = inspect(orders)
    assert (found.kind, found.encoding, found.rows_kept) == ("orders", "gb18030", 5)
    assert found.preview[0]["order_id"] == "35153131473299000"
    (found,) = inspect(items)
    assert (found.kind, found.rows_kept, found.totals["quantity"]) == ("order_items", 5, 5)
    assert {issue.code: issue.count for issue in found.issues}["extra_trailing_cells"] == 5
    first, second = import_files(workspace, [(items, items.name), (orders, orders.name)])
    assert (first.kind, second.kind) == ("orders", "order_items")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("amazon_in_sale_report.csv.zip", {"archive"}),
        ("uci_online_retail_full.parquet", {"parquet"}),
        ("amazon_in_stock_sheet.csv", {"kind_not_read"}),
        ("sku_price_list_padded_headers.csv", {"kind_not_read"}),
        ("double11_beauty_gb18030.csv", {"kind_not_read"}),
        ("sales_by_city_total_row_on_top.xlsx", {"summary", "no_header"}),
        ("tianchi_mum_baby_trade_history.csv", {"missing_field"}),
        ("international_sale_stacked_tables.csv", {"missing_field"}),
    ],
)
def test_what_cannot_be_loaded_yet_says_what_it_is(real, name, kinds):
    found = inspect(real(name))
    assert {one.kind for one in found} == {"unknown"}
    assert {issue.code for one in found for issue in one.issues} == kinds
    assert all(one.rows_read == one.rows_kept + one.rows_rejected for one in found)


def test_workbook_with_orders_and_items(real):
    orders, *others = inspect(real("superstore_97-2003.xls"))
    assert (orders.sheet, orders.kind) == ("Orders", "orders+order_items")
    assert (orders.totals["orders"], orders.totals["lines"]) == (5_111, 10_194)
    assert orders.totals["quantity"] == 38_654
    assert {other.kind for other in others} == {"unknown"}


def test_sample_shop(sample_folder, workspace):
    key = json.loads((sample_folder / "answer_key.json").read_text(encoding="utf-8"))
    orders = sample_folder / f"ExportOrderList{key['year']}.csv"
    items = sample_folder / f"ExportOrderDetailList{key['year']}.csv"
    order_report, item_report = import_files(
        workspace, [(orders, orders.name), (items, items.name)]
    )
    (found,) = order_report.sheets
    counts = {issue.code: issue.count for issue in found.issues}
    assert (found.rows_read, found.rows_kept) == (key["rows_read"], key["rows_kept"])
    for code, count in key["rows_rejected"].items():
        assert counts[code] == count
    assert counts["outlier_amount"] == key["remarks"]["outlier_amount"]
    assert counts["paid_at_missing"] == key["remarks"]["paid_at_missing"]
    assert counts["amount_cleaned"] == key["remarks"]["amount_cleaned"]
    totals = found.to_json()["totals"]
    for name in ("orders", "gross_amount", "paid_amount", "refund_amount", "unpaid_orders"):
        assert totals[name] == key[name]
    for name in ("first_created_at", "last_created_at"):
        assert totals[name] == key[name].replace(" ", "T")
    (found,) = item_report.sheets
    assert found.totals["lines"] == key["lines"]
    assert found.totals["quantity"] == key["quantity"]
