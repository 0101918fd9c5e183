"""What cells mean: paid, refunded, status, place, buyer, outliers."""

from datetime import datetime
from decimal import Decimal

import pytest

from planner.sheets import inspect
from planner.sheets.cleaning import status_words

PLACED_AT = datetime(2025, 11, 1, 10)


def first(path):
    """Return the first row of the only sheet and the counts of its issues."""
    (found,) = inspect(path)
    return found.preview[0], {issue.code: issue.count for issue in found.issues}


def test_paid_without_payment_time_is_dated_by_placing(order_list, usual_rows):
    silent = "9,dora,30,30,交易成功,,2025-11-01 10:00:00,,0"
    row, counts = first(order_list(silent, *usual_rows))
    assert (row["paid_at"], row["paid_amount"]) == (PLACED_AT, 30)
    assert counts["paid_at_missing"] == 1


def test_amount_without_payment_time_and_status_is_unpaid_and_said(order_list, usual_rows):
    odd = "9,dora,30,30,等待买家付款,,2025-11-01 10:00:00,,0"
    row, counts = first(order_list(odd, *usual_rows))
    assert (row["paid_at"], row["paid_amount"]) == (None, 0)
    assert counts["paid_amount_of_unpaid"] == 1


@pytest.mark.parametrize(
    ("header", "cells", "paid"),
    [
        ("订单状态,实付款", "交易成功,10", True),
        ("订单状态,实付款", "等待买家付款,10", False),
        ("订单状态,实付款", "交易关闭,0", False),
        ("订单状态,备用", "已发货,", True),
        ("备用,实付款", ",10", True),
        ("备用,实付款", ",0", False),
        ("备用,备用2", ",", True),
    ],
)
def test_sheet_without_payment_times(sheet, header, cells, paid):
    row, counts = first(
        sheet(f"订单号,总金额,下单时间,{header}\n1,10,2025-11-01 10:00:00,{cells}\n")
    )
    assert row["paid_at"] == (PLACED_AT if paid else None)
    assert row["paid_amount"] == (10 if paid else 0)
    assert counts["no_paid_at"] == 1


def test_paid_net_of_refunds_is_converted(order_list):
    rows = [
        "1,a,100,100,,,2025-11-01,2025-11-01,0",
        "2,b,100,70,,,2025-11-01,2025-11-01,30",
        "3,c,100,0,,,2025-11-01,2025-11-01,100",
        "4,d,100,0,,,2025-11-01,,0",
    ]
    (found,) = inspect(order_list(*rows))
    assert [row["paid_amount"] for row in found.preview] == [100, 100, 100, 0]
    assert [row["status"] for row in found.preview] == ["paid", "paid", "refunded", "placed"]
    assert {issue.code: issue.count for issue in found.issues}["net_of_refunds"] == 2


def test_paid_before_refunds_stays(order_list):
    rows = ["1,a,100,100,,,2025-11-01,2025-11-01,30", "2,b,100,100,,,2025-11-01,2025-11-01,100"]
    (found,) = inspect(order_list(*rows))
    assert found.totals["paid_amount"] == 200
    assert "net_of_refunds" not in {issue.code for issue in found.issues}


def test_order_amount_from_goods_and_postage(sheet):
    header = "订单号,商品总价(元),邮费(元),用户实付金额(元),下单时间,支付时间"
    row, _ = first(sheet(f"{header}\n1,90.5,9.5,80,2025-11-01,2025-11-01\n"))
    assert (row["gross_amount"], row["paid_amount"]) == (100, 80)


def test_order_amount_from_lines(sheet):
    header = "InvoiceNo,InvoiceDate,StockCode,Quantity,UnitPrice"
    text = f"{header}\n1,2025-11-01,A,2,3.5\n1,2025-11-01,B,1,1\n"
    row, _ = first(sheet(text))
    assert row["gross_amount"] == Decimal("8.00")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("等待买家付款", "placed"),
        ("买家已付款，等待卖家发货", "paid"),
        ("卖家已发货，等待买家确认", "shipped"),
        ("交易成功", "completed"),
        ("交易关闭", "closed"),
        ("已取消", "closed"),
        ("待发货", "paid"),
        ("已发货，待收货", "shipped"),
        ("未发货，退款成功", "refunded"),
        ("Cancelled", "closed"),
        ("Shipped - Delivered to Buyer", "completed"),
        ("unfulfilled", "paid"),
        ("wunderbar", "paid"),
    ],
)
def test_status(one_order, text, status):
    row, counts = first(one_order(status=text))
    assert row["status"] == status
    assert ("unknown_status" in counts) is (text == "wunderbar")


def test_status_words_lead_to_known_statuses_and_no_word_hides_another():
    words = [(word, status) for _, word, status in status_words()]
    known = {"placed", "paid", "shipped", "completed", "closed", "refunded"}
    assert {status for _, status in words} <= known
    hidden = [
        (word, later)
        for number, (word, status) in enumerate(words)
        for later, other in words[number + 1 :]
        if word in later and status != other
    ]
    assert hidden == []


@pytest.mark.parametrize(
    ("address", "province", "city"),
    [
        ("广东省 广州市 越秀区 示例路 1 号", "广东", "广州"),
        ("广西壮族自治区 南宁市 青秀区", "广西", "南宁"),
        ("内蒙古自治区 呼和浩特市 新城区", "内蒙古", "呼和浩特"),
        ("新疆维吾尔自治区 伊犁哈萨克自治州 伊宁市", "新疆", "伊犁哈萨克自治州"),
        ("上海 上海市 徐汇区 示例路", "上海", "上海"),
        ("北京市朝阳区示例路", "北京", "北京"),
        ("浙江省杭州市西湖区示例路", "浙江", "杭州"),
        ("黑龙江省 大兴安岭地区 漠河市", "黑龙江", "大兴安岭地区"),
        ("湖南省", "湖南", None),
        ("示例路 1 号 王小明", None, None),
    ],
)
def test_province_and_city_of_an_address(one_order, address, province, city):
    row, _ = first(one_order(address=address))
    assert (row["province"], row["city"]) == (province, city)


def test_province_and_city_in_columns(sheet):
    text = (
        "订单号,总金额,下单时间,省,市\n1,1,2025-11-01,广东省,佛山市\n2,1,2025-11-01,KERALA,KOCHI\n"
    )
    (found,) = inspect(sheet(text))
    assert [(row["province"], row["city"]) for row in found.preview] == [
        ("广东", "佛山"), ("KERALA", "KOCHI"),
    ]  # fmt: skip


def test_outlier_is_named_and_kept(order_list):
    rows = [f"{n},a,{50 + n % 9},1,交易成功,,2025-11-01,2025-11-01,0" for n in range(300)]
    rows[7] = "7,a,188888.00,0,等待买家付款,,2025-11-01,,0"
    (found,) = inspect(order_list(*rows))
    (issue,) = [issue for issue in found.issues if issue.code == "outlier_amount"]
    assert (found.rows_kept, issue.count) == (300, 1)
    assert (issue.places[0].row, issue.places[0].value) == (9, "188888.00 (placed)")


def test_few_orders_have_no_outlier(order_list):
    rows = ["1,a,1,1,,,2025-11-01,2025-11-01,0", "2,a,9999,1,,,2025-11-01,2025-11-01,0"]
    assert "outlier_amount" not in first(order_list(*rows))[1]
