"""Traps that a reader with fresh eyes found: each looked right and was not."""

from datetime import date
from decimal import Decimal

import pytest

from planner.errors import ImportRefused
from planner.sheets import Choice, import_file, inspect

USUAL = "订单编号,总金额,订单状态,订单创建时间\n1001,5,交易成功,2026-01-02 10:00:00\n"


def codes(found):
    return {issue.code: issue.count for issue in found.issues}


def test_notes_below_the_rows_are_no_orders_and_are_not_kept(sheet, workspace):
    path = sheet(USUAL + "制表人：王小明 13812345678,,,\n# 备注,,,\n")
    (found,) = import_file(workspace, path, "list.csv").sheets
    assert (found.rows_kept, codes(found)["note_row"]) == (1, 2)
    assert [row.cells for row in found.rejected] == [{}, {}]
    files = [one for one in workspace.folder.rglob("*") if one.is_file()]
    assert not any("王小明".encode() in one.read_bytes() for one in files)


@pytest.mark.parametrize("first", ["总金额", "Total"])
def test_another_currency_is_refused_also_where_only_signs_tell_the_first(sheet, workspace, first):
    loaded = USUAL.replace("总金额", first).replace(",5,", ",¥5.00,")
    import_file(workspace, sheet(loaded, "cny.csv"), "cny.csv")
    header = "Order ID,Total,Status,Order Date,Currency\n"
    dollars = sheet(header + "U0,10,completed,2026-03-01,USD\n", "usd.csv")
    with pytest.raises(ImportRefused):
        import_file(workspace, dollars, "usd.csv")


def test_two_digit_years_may_come_first(sheet):
    days = ("26-03-05", "26-03-15", "26-03-30", "26-04-01")
    rows = "".join(f"{number},5,completed,{day}\n" for number, day in enumerate(days))
    (found,) = inspect(sheet("Order ID,Total,Status,Order Date\n" + rows))
    assert [row["created_at"].date() for row in found.preview] == [
        date(2026, 3, 5), date(2026, 3, 15), date(2026, 3, 30), date(2026, 4, 1),
    ]  # fmt: skip


def test_newer_stock_of_a_warehouse_is_said_to_replace_it(sheet, workspace):
    header = "商品编码,仓库,库存数量\n"
    import_file(workspace, sheet(header + "A1,主仓,10\nA2,主仓,5\n", "a.csv"), "a.csv")
    newer = sheet(header + "A1,主仓,7\nA3,副仓,5\n", "b.csv")
    (found,) = import_file(workspace, newer, "b.csv").sheets
    assert codes(found)["overlap_of_stock"] == 1


@pytest.mark.parametrize(
    ("older", "newer", "said"),
    [
        ("商品编码,仓库,库存\nA1,主仓,10\nA2,主仓,5\n", "商品编码,库存\nA1,7\nA3,1\n", 1),
        ("商品编码,库存\nA1,7\n", "商品编码,仓库,库存\nA1,主仓,4\nA1,副仓,3\n", 1),
        ("商品编码,仓库,库存\nA1,主仓,10\n", "商品编码,仓库,库存\nA1,副仓,7\n", None),
        ("商品编码,仓库,库存\nA1,主仓,10\n", "商品编码,在途\nA1,7\n", None),
    ],
)
def test_stock_with_and_without_warehouses_never_adds_up(sheet, workspace, older, newer, said):
    import_file(workspace, sheet(older, "a.csv"), "a.csv")
    (found,) = import_file(workspace, sheet(newer, "b.csv"), "b.csv").sheets
    assert codes(found).get("overlap_of_stock_items") == said


def test_equal_line_ids_with_other_content_are_said_to_differ(sheet):
    rows = "1,1001,茶,1,5\n2,1001,茶,1,5\n2,1001,茶,9,5\n"
    (found,) = inspect(sheet("子订单编号,订单编号,商品名称,数量,单价\n" + rows))
    assert codes(found)["duplicate_line_id"] == 1


def test_status_after_the_sale_says_what_was_refunded(sheet):
    header = "订单号,订单状态,商品总价(元),用户实付金额(元),下单时间,售后状态\n"
    rows = "1,已收货,5,5,2026-01-01,退款成功\n2,已收货,5,5,2026-01-01,无售后\n"
    (found,) = inspect(sheet(header + rows))
    assert [row["status"] for row in found.preview] == ["refunded", "completed"]
    assert found.totals["refund_amount"] == 5


def test_a_row_that_explains_the_columns_is_no_product(sheet):
    header = "商品编码,商品名称,成本价,重量\n唯一编码,商品的名称,单位元,克\n"
    (found,) = inspect(sheet(header + "A1,茶,3,100\n"))
    assert (found.rows_read, found.lines_above) == (1, 2)
    assert codes(found)["description_row"] == 1
    assert found.lines == found.lines_above + found.rows_read


@pytest.mark.parametrize("unit", ["（元）", "(元)", " [RMB]", "(CNY)"])
def test_a_unit_behind_a_header_changes_nothing(sheet, unit):
    (found,) = inspect(sheet(USUAL.replace("总金额", f"总金额{unit}")))
    assert found.totals["gross_amount"] == 5


def test_a_sheet_without_a_header(sheet):
    path = sheet("1001,5,交易成功,2026-01-02 10:00:00\n1002,6,交易成功,2026-01-03 10:00:00\n")
    mapping = {0: "order_id", 1: "gross_amount", 2: "status", 3: "created_at"}
    (found,) = inspect(path, choices=Choice(kind="orders", header_row=0, mapping=mapping))
    assert (found.header, found.rows_kept, found.lines) == (("A", "B", "C", "D"), 2, 2)
    assert found.totals["gross_amount"] == Decimal(11)


def test_a_header_alone_says_so(sheet):
    (found,) = inspect(sheet(USUAL.splitlines()[0] + "\n"))
    assert codes(found) == {"no_rows": 1}


def test_a_summary_of_any_subject(sheet):
    (found,) = inspect(sheet("月份,1月,2月,3月,合计\n北京,10,20,30,60\n"))
    assert codes(found) == {"summary": 1}


def test_lists_without_order_numbers_say_that_lines_are_orders(sheet):
    header = "user_id,auction_id,buy_mount,day\n"
    (found,) = inspect(sheet(header + "7,A,2,20140919\n7,A,2,20140919\n"))
    assert (found.totals["orders"], codes(found)["made_order_ids"]) == (2, 2)


@pytest.mark.parametrize(
    ("code", "service"), [("S", False), ("M", False), ("POST", True), ("AMAZONFEE", True)]
)
def test_sizes_are_no_services(sheet, code, service):
    (found,) = inspect(sheet(f"订单编号,商家编码,标题,购买数量\n1,{code},衬衫,1\n"))
    assert ("service_lines" in codes(found)) is service
