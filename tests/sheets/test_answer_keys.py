"""Real sheets and the sample shop import to their answer keys."""

import json
from datetime import datetime
from decimal import Decimal

import pytest

from planner.sheets import import_file, import_files, inspect
from planner.sheets.issues import REJECTIONS
from planner.tables import current_dataset, imported_files, load_query
from planner.tables.versions import MODELS
from tests.sheets.conftest import REAL

DAYS = load_query(MODELS / "days.sql")

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
    report = import_file(workspace, real("tmall_order_report.csv"), "tmall.csv")
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


def codes(found):
    return {issue.code: issue.count for issue in found.issues}


def test_real_wholesaler(real):
    (found,) = inspect(real("uci_online_retail_full.parquet"))
    assert (found.kind, found.rows_read, found.rows_kept) == (
        "orders+order_items",
        541_909,
        541_909,
    )
    totals = found.totals
    assert totals["orders"] + totals["returns"] == 25_900
    assert (totals["quantity"], totals["list_amount"]) == (5_176_450, Decimal("9747747.93"))
    assert totals["gross_amount"] - totals["refund_amount"] == Decimal("9747747.93")
    counts = codes(found)
    assert (counts["returns"], counts["price_not_positive"]) == (10_624, 2_517)
    assert counts["service_lines"] > 1_000
    assert "duplicate" not in counts


def test_real_purchases_without_order_numbers(real, workspace):
    path = real("tianchi_mum_baby_trade_history.csv")
    (found,) = import_file(workspace, path, path.name).sheets
    assert (found.kind, found.rows_kept) == ("orders+order_items", 29_971)
    assert found.totals["quantity"] == 76_250
    dataset = current_dataset(workspace)
    assert dataset is not None
    days = {str(row["day"]): row["orders_paid"] for row in dataset.rows(DAYS)}
    assert [days[day] for day in ("2012-11-11", "2013-11-11", "2014-11-11")] == [139, 257, 454]


def test_real_sales_in_a_zip(real):
    (found,) = inspect(real("amazon_in_sale_report.csv.zip"))
    assert (found.kind, found.rows_read, found.rows_kept) == (
        "orders+order_items",
        128_976,
        128_976,
    )
    totals = found.totals
    assert (totals["orders"], totals["quantity"]) == (120_229, 116_646)
    assert totals["gross_amount"] == Decimal("78590170.25")
    assert (found.day_first, found.currency) == (False, "INR")
    assert found.part.member == "Amazon Sale Report.csv"


def test_real_stock(real):
    (found,) = inspect(real("amazon_in_stock_sheet.csv"))
    assert (found.kind, found.rows_read, found.rows_kept) == ("stock", 9_271, 9_173)
    counts = codes(found)
    assert [counts[code] for code in ("blank_row", "no_sku", "formula_error")] == [36, 47, 15]
    assert (found.totals["on_hand"], counts["repeated_sku"]) == (242_369, 4)


def test_real_workbook_of_stock_and_products(real):
    stock, products, log = inspect(real("stock_table_shoes.xlsx"))
    assert (stock.kind, stock.rows_kept, stock.totals["on_hand"]) == ("stock", 83, 151)
    # 95,145 rows lie below the header; ten of them are blank.
    assert (products.kind, products.rows_read + products.lines_blank) == ("products", 95_145)
    assert codes(products)["placeholder_row"] == 1
    assert (log.kind, set(codes(log))) == ("unknown", {"kind_not_read"})


def test_real_price_list(real):
    (found,) = inspect(real("sku_price_list_padded_headers.csv"))
    assert (found.kind, found.rows_kept) == ("products", 1_330)
    assert found.preview[0]["unit_cost"] == Decimal("538.00")


def test_real_tables_below_each_other(real):
    path = real("international_sale_stacked_tables.csv")
    first, second, third = inspect(path)
    assert first.lines + second.lines + third.lines == len(path.read_bytes().splitlines())
    assert [one.header_row for one in (first, second, third)] == [1, 18_637, 19_677]
    assert [one.kind for one in (first, second, third)] == [
        "orders+order_items", "unknown", "orders+order_items",
    ]  # fmt: skip
    assert (first.rows_read, third.rows_read) == (18_635, 17_756)
    assert [one.part.table for one in (first, second, third)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("double11_beauty_gb18030.csv", {"kind_not_read"}),
        ("sales_by_city_total_row_on_top.xlsx", {"summary", "no_header"}),
    ],
)
def test_what_is_no_list_says_what_it_is(real, name, kinds):
    found = inspect(real(name))
    assert {one.kind for one in found} == {"unknown"}
    assert {issue.code for one in found for issue in one.issues} == kinds


def test_real_old_workbook(real):
    orders, *others = inspect(real("superstore_97-2003.xls"))
    assert (orders.sheet, orders.kind) == ("Orders", "orders+order_items")
    assert (orders.totals["orders"], orders.totals["lines"]) == (5_111, 10_194)
    assert orders.totals["quantity"] == 38_654
    assert orders.totals["gross_amount"] == Decimal("2326534.35")
    span = (orders.totals["first_created_at"], orders.totals["last_created_at"])
    assert span == (datetime(2019, 1, 3), datetime(2022, 12, 30))
    assert {other.kind for other in others} == {"unknown"}


@pytest.mark.parametrize("path", sorted(REAL.glob("*.*")), ids=lambda path: path.name)
def test_every_line_is_accounted_for(path):
    for found in inspect(path):
        assert found.rows_read == found.rows_kept + found.rows_rejected
        assert found.lines == (
            found.lines_above + found.lines_blank + found.lines_joined
            + found.lines_unread + found.rows_read
        )  # fmt: skip
        rejected = sum(one.count for one in found.issues if one.code in REJECTIONS)
        assert rejected == found.rows_rejected


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
