"""Stock lists: which rows count, what adds up, and the real ones with their keys."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from planner.sheets import inspect

HEADER = "序号,商品编码,品名,仓库,库存数量"


def only(found):
    """Return the only sheet and the counts of its issues."""
    (one,) = found
    assert one.rows_read == one.rows_kept + one.rows_rejected
    return one, {issue.code: issue.count for issue in one.issues}


def listed(sheet, *rows, header=HEADER):
    return only(inspect(sheet("\n".join((header, *rows)) + "\n")))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("7,,,,", "blank_row"),
        ("7,,甲,主仓,3", "no_sku"),
        ("7,#REF!,甲,主仓,3", "formula_error"),
        ("7,A-1,甲,主仓,#N/A", "formula_error"),
        ("7,A-1,甲,主仓,#VALUE!", "formula_error"),
        ("7,A-1,甲,主仓,很多", "bad_stock"),
        ("7,A-1,甲,主仓,1.5", "bad_stock"),
        ("合计,,,,99", "total_row"),
        (",合计,,,99", "total_row"),
        ("序号,商品编码,品名,仓库,库存数量", "repeated_header"),
        ("1,xxxx-xxx,xxxx,xx,1", "placeholder_row"),
        ("1,示例,甲,主仓,1", "placeholder_row"),
        ("7,A-1,合计,主仓,3", None),
        ("7,A-1,甲,主仓,-", None),
    ],
)
def test_rows_that_count(sheet, row, code):
    found, counts = listed(sheet, "1,B-1,乙,主仓,5", row)
    assert found.kind == "stock"
    assert [(one.row, one.code) for one in found.rejected] == ([(3, code)] if code else [])
    assert code is None or counts[code] == 1


def test_repeated_rows_of_an_item_add_up_and_are_said(sheet):
    found, counts = listed(
        sheet, "1,A-1,甲,主仓,3", "2,A-1,甲,主仓,4", "3,A-1,甲,分仓,5", "4,B-1,乙,主仓,1"
    )
    assert counts["repeated_sku"] == 1
    assert found.rows_kept == 4
    assert found.totals["on_hand"] == 13
    assert [(row["sku"], row["warehouse"], row["on_hand"]) for row in found.preview] == [
        ("A-1", "主仓", 7), ("A-1", "分仓", 5), ("B-1", "主仓", 1),
    ]  # fmt: skip


def test_item_on_several_shelves_is_one_row_by_right(sheet):
    header = "商品编码,仓库,库位,库存"
    found, counts = listed(sheet, "A-1,主仓,B2,3", "A-1,主仓,A1,4", header=header)
    assert "repeated_sku" not in counts
    assert [(row["location"], row["on_hand"]) for row in found.preview] == [("A1, B2", 7)]


def test_sizes_of_a_style_stay_apart(sheet):
    header = "货号,条码,尺码,库存"
    found, counts = listed(sheet, "K1,4006381333931.0,40,1", "K1,4012345678901,41,2", header=header)
    assert "repeated_sku" not in counts
    assert [(row["barcode"], row["spec"], row["on_hand"]) for row in found.preview] == [
        ("4006381333931", "40", 1), ("4012345678901", "41", 2),
    ]  # fmt: skip


def test_negative_stock_is_kept_and_said(sheet):
    found, counts = listed(sheet, "1,A-1,甲,主仓,-3", "2,B-1,乙,主仓,5")
    assert (found.totals["on_hand"], counts["negative_stock"]) == (2, 1)


def test_a_negative_row_is_said_though_another_row_makes_up_for_it(sheet):
    found, counts = listed(sheet, "1,A-1,甲,主仓,-5", "2,A-1,甲,主仓,8")
    assert (found.totals["on_hand"], counts["negative_stock"], counts["repeated_sku"]) == (3, 1, 1)
    assert counts["negative_stock_made_up"] == 1


@pytest.mark.parametrize(
    ("rows", "made_up"),
    [
        (("1,A-1,甲,主仓,-5", "2,A-1,甲,主仓,5"), 1),
        (("1,A-1,甲,主仓,-5", "2,A-1,甲,主仓,4"), 0),
        (("1,A-1,甲,主仓,-5", "2,A-1,甲,分仓,9"), 0),
        (("1,A-1,甲,主仓,-1", "2,A-1,甲,主仓,-2", "3,A-1,甲,主仓,3"), 2),
    ],
)
def test_negative_rows_are_made_up_for_within_one_code_and_warehouse(sheet, rows, made_up):
    _, counts = listed(sheet, *rows)
    assert counts.get("negative_stock_made_up", 0) == made_up


def test_cost_of_all_pieces_is_divided(sheet):
    found, _ = listed(sheet, "A-1,4,10.00", "B-1,0,3.00", header="存货编码,现存量,含税成本金额")
    assert [row["unit_cost"] for row in found.preview] == [Decimal("2.50"), None]


def test_counted_expected_and_main(sheet):
    header = "商品编码,库存,盘点数量,盘点日期,在途数量,预计到货,是否主推,供应商,采购周期"
    found, counts = listed(
        sheet,
        "A-1,10,9,2025-11-08 09:30:00,20,2025/11/5,是,示例厂,7天",
        "B-1,10,,,,,否,,",
        header=header,
    )
    first, second = found.preview
    assert (first["counted"], first["counted_at"]) == (9, datetime(2025, 11, 8, 9, 30))
    assert (first["incoming"], first["eta"]) == (20, date(2025, 11, 5))
    assert (first["is_main"], second["is_main"]) == (True, False)
    assert first["lead_time_days"] == 7
    assert "bad_value" not in counts


@pytest.mark.parametrize(
    ("dates", "day", "unsure"),
    [(("05-11-2025", "13-11-2025"), 5, False), (("05-11-2025", "06-11-2025"), 5, True)],
)
def test_day_and_month_of_arrivals(sheet, dates, day, unsure):
    rows = [f"{name},{eta}" for name, eta in zip(("A,1", "B,1"), dates, strict=True)]
    found, counts = listed(sheet, *rows, header="商品编码,在途数量,预计到货")
    assert (found.preview[0]["eta"].day, found.preview[0]["eta"].month) == (day, 11)
    assert ("date_unsure" in counts) is unsure


@pytest.mark.parametrize(
    "header",
    ["库存日期", "快照日期", "数据日期", "统计日期", "Snapshot date", "As of", "Inventory date"],
)
def test_the_day_of_the_stock_is_read(sheet, header):
    found, counts = listed(sheet, "A-1,3,2025-11-08", header=f"商品编码,库存,{header}")
    assert found.kind == "stock"
    assert [(row["on_hand"], row["as_of"]) for row in found.preview] == [(3, date(2025, 11, 8))]
    assert "older_day" not in counts


def test_of_several_days_the_newest_of_each_item_and_warehouse_counts(sheet):
    found, counts = listed(
        sheet,
        "A-1,主仓,9,2025-11-06",
        "A-1,主仓,3,2025/11/8 09:00",
        "A-1,主仓,2,2025-11-08 18:00:00",
        "A-1,主仓,7,2025-11-07",
        "A-1,分仓,5,2025-11-06",
        "B-1,主仓,1,2025-11-05",
        header="商品编码,仓库,库存,库存日期",
    )
    assert [
        (row["sku"], row["warehouse"], row["on_hand"], row["as_of"].day) for row in found.preview
    ] == [("A-1", "主仓", 5, 8), ("A-1", "分仓", 5, 6), ("B-1", "主仓", 1, 5)]
    assert [(one.row, one.code) for one in found.rejected] == [(2, "older_day"), (5, "older_day")]
    assert (counts["older_day"], counts["repeated_sku"]) == (2, 1)
    assert found.totals["on_hand"] == 11


def test_a_row_without_a_day_or_with_one_that_cannot_be_read_is_no_older(sheet):
    found, counts = listed(
        sheet,
        "A-1,9,昨天",
        "B-1,2,",
        "C-1,4,2025-11-06",
        "C-1,5,不详",
        "C-1,6,2025-11-07",
        header="商品编码,库存,库存日期",
    )
    assert [(row["sku"], row["on_hand"], row["as_of"]) for row in found.preview] == [
        ("A-1", 9, None), ("B-1", 2, None), ("C-1", 11, date(2025, 11, 7)),
    ]  # fmt: skip
    assert (counts["bad_value"], counts["older_day"]) == (2, 1)


def test_a_row_that_is_rejected_makes_no_other_older(sheet):
    found, counts = listed(
        sheet, "A-1,9,2025-11-06", "A-1,很多,2025-11-08", header="商品编码,库存,库存日期"
    )
    assert [(row["on_hand"], row["as_of"].day) for row in found.preview] == [(9, 6)]
    assert "older_day" not in counts


def test_days_of_warehouses_side_by_side(sheet):
    found, counts = listed(
        sheet,
        "A-1,3,4,2025-11-06",
        "A-1,1,2,2025-11-08",
        header="商品编码,杭州仓库存,广州仓库存,快照日期",
    )
    lying = {row["warehouse"]: (row["on_hand"], row["as_of"].day) for row in found.preview}
    assert lying == {"杭州仓": (1, 8), "广州仓": (2, 8)}
    assert counts["older_day"] == 1


@pytest.mark.parametrize(("second", "day"), [("13-11-2025", 5), ("11-13-2025", 11)])
def test_day_and_month_of_the_stock_are_told_by_the_other_rows(sheet, second, day):
    found, _ = listed(sheet, "A-1,3,05-11-2025", f"B-1,1,{second}", header="商品编码,库存,库存日期")
    assert found.preview[0]["as_of"].day == day


def test_rounded_codes_are_said(sheet):
    _, counts = listed(sheet, "A-1,1.98E+11,3", header="商品编码,条码,库存")
    assert counts["sku_rounded"] == 1


def test_real_stock_sheet(real):
    found, counts = only(inspect(real("amazon_in_stock_sheet.csv")))
    assert (found.kind, found.rows_read, found.rows_kept) == ("stock", 9_271, 9_173)
    assert (counts["blank_row"], counts["no_sku"], counts["formula_error"]) == (36, 47, 15)
    assert (found.totals["on_hand"], counts["repeated_sku"]) == (242_369, 4)


def test_real_workbook_of_stock_and_products(real):
    stock, products, log = inspect(real("stock_table_shoes.xlsx"))
    assert (stock.kind, stock.rows_kept, stock.totals["on_hand"]) == ("stock", 83, 151)
    # 95,145 rows below the header: 10 are blank, one is the template's, 8 have no code at all.
    counts = {issue.code: issue.count for issue in products.issues}
    assert (products.kind, products.rows_read, products.rows_kept) == ("products", 95_135, 95_126)
    assert (counts["placeholder_row"], counts["no_sku"]) == (1, 8)
    assert log.kind == "unknown"
    assert [issue.code for issue in log.issues] == ["kind_not_read"]
