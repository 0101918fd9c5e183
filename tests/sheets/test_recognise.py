"""Where the header is, which column is what, and what values say of columns without a name."""

import pytest

from planner.sheets import inspect
from planner.sheets.recognise import recognise
from planner.sheets.report import Choice

ORDERS = "订单编号,总金额,订单创建时间,订单付款时间"
ROW = "1,10,2025-11-01 10:00:00,2025-11-01 10:00:00"


def recognised(*lines):
    return recognise(tuple(line.split(",") for line in lines), Choice())


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ((), 0),
        (("订单导出",), 1),
        (("# 导出说明", "# 请勿修改"), 2),
        (("店铺报表", "统计时间,2025-11-01", "", "说明,日期"), 4),
        (("", "", ""), 3),
    ],
)
def test_row_of_the_header(above, row):
    found = recognised(*above, ORDERS, ROW)
    assert (found.kind, found.header_row) == ("orders", row)


@pytest.mark.parametrize(
    "header", [ORDERS, "商品编码,库存数量", "商品编码,成本价", "日期,访客数,浏览量"]
)
def test_header_without_rows(header):
    found = recognised(header)
    assert found.usable
    assert found.header_row == 0


def test_header_without_rows_holds_nothing(sheet):
    (found,) = inspect(sheet("商品编码,库存数量\n"))
    assert (found.kind, found.rows_read, found.usable) == ("stock", 0, False)


def test_row_of_explanations_below_the_header(sheet):
    text = "商品编码,品名,库存数量\n必填，商家自定义编码,选填，不超过30字,必填，整数\nA-1,甲,3\n"
    (found,) = inspect(sheet(text))
    assert (found.kind, found.header_row, found.totals["on_hand"]) == ("stock", 1, 3)
    assert [(row.row, row.code) for row in found.rejected] == [(2, "bad_stock")]


def test_rows_without_any_header():
    found = recognised("3515001,甲,10", "3515002,乙,20")
    assert (found.kind, found.header_row) == ("unknown", None)


def test_of_two_columns_for_a_field_the_one_with_values_is_taken():
    header = "订单编号,总金额,买家实际支付金额,实付款,下单时间"
    found = recognised(header, "1,10,,9,2025-11-01", "2,10,,8,2025-11-01")
    assert dict(zip(found.header, found.mapping, strict=True))["实付款"] == "paid_amount"


def test_of_two_columns_for_a_field_the_one_that_fits_is_taken():
    found = recognised("商品编码,库存,库存数量", "A,充足,3", "B,缺货,0")
    assert found.mapping == ("sku", None, "on_hand")


def test_a_column_that_is_blank_is_used_where_it_is_the_only_one():
    found = recognised("订单编号,总金额,下单时间,付款时间", "1,10,2025-11-01,")
    assert found.mapping[3] == "paid_at"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("4006381333931", "5901234123457", "4012345678901"), "barcode"),
        (("4006381333930", "5901234123457", "4012345678901"), None),
        (("4006381333931", "5901234123457"), None),
        (("12.50", "9.90", "8.80"), None),
        (("13812345678", "13812345679", "13812345670"), None),
    ],
)
def test_values_propose_a_field_and_decide_nothing(values, field):
    found = recognised("商品编码,库存数量,东西", *(f"A{n},1,{v}" for n, v in enumerate(values)))
    assert found.mapping == ("sku", "on_hand", None)
    assert found.proposed == (None, None, field)


def test_values_propose_times_and_statuses_but_never_money():
    header = "订单编号,总金额,下单时间,甲,乙,丙"
    rows = (
        f"{n},10,2025-11-0{n} 10:00:00,{status},2025-11-0{n} 10:00:00,{n}.50"
        for n, status in enumerate(("交易成功", "等待买家付款", "已发货"), start=1)
    )
    assert recognised(header, *rows).proposed == (None, None, None, "status", None, None)


@pytest.mark.parametrize(
    ("number", "field"), [("351531314732990{}", "order_id"), ("11010119900101{}1", None)]
)
def test_order_numbers_are_proposed_and_identity_cards_are_not(number, field):
    rows = (f"{number.format(n)},10,2025-11-01" for n in range(101, 105))
    found = recognised("甲,总金额,下单时间", *rows)
    assert (found.kind, found.mapping) == ("unknown", (None, None, None))
    assert found.proposed == (field, None, None)


def test_personal_columns_are_proposed_for_nothing():
    rows = (f"A{n},1,400638133393{n}" for n in range(3))
    assert recognised("商品编码,库存数量,备注", *rows).proposed == (None, None, None)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("商品编码,数量", "unknown"),
        ("商品编码,数量,仓库", "stock"),
        ("商品编码,数量,可用数", "stock"),
        ("订单编号,商品编码,数量", "order_items"),
        ("Name,Total,Created at", "unknown"),
        ("Name,Total,Created at,Financial Status", "orders"),
    ],
)
def test_headers_that_mean_something_only_beside_others(header, kind):
    assert recognised(header).kind == kind


@pytest.mark.parametrize(
    "text", ["操作前库存,操作后库存,变动量,商品编码,库存", "变动类型,变动数量,变动前数量,SKU"]
)
def test_a_log_of_movements_says_what_it_is(sheet, text):
    (found,) = inspect(sheet(text + "\n1,2,3,A,5\n"))
    (issue,) = found.issues
    assert (found.kind, issue.code) == ("unknown", "kind_not_read")
    assert str(issue.message.fields["kind"].template) == "log of stock movements"
