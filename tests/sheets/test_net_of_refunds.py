"""Lists whose amount paid is net of refunds: seen from what adds up, and never guessed."""

from decimal import Decimal

import pytest

from planner.sheets import inspect

HEADER = "订单编号,总金额,买家实际支付金额,退款金额,订单状态,订单创建时间,订单付款时间"
PAID = ("100,90,0,交易成功", "200,170,0,交易成功")
EMPTIED = ("100,0,90,交易关闭", "80,0,75,交易关闭", "60,0,50,交易关闭")
DAY = "2025-11-01 10:00:00"


def listed(sheet, rows, header=HEADER):
    lines = [f"{number},{row},{DAY},{DAY}" for number, row in enumerate(rows, start=1)]
    (found,) = inspect(sheet("\n".join((header, *lines)) + "\n"))
    assert found.rows_kept == len(rows)
    return [row["paid_amount"] for row in found.preview], {
        issue.code: issue for issue in found.issues
    }


def money(*amounts):
    return [Decimal(amount) for amount in amounts]


def test_a_discount_without_a_column_lies_between(sheet):
    partial = ("100,20,70,交易成功", "100,60,25,交易成功")
    paid, issues = listed(sheet, (*PAID, *EMPTIED, *partial))
    assert paid == money(90, 170, 90, 75, 50, 90, 85)
    assert issues["net_of_refunds"].count == 5
    assert not {"net_unsure", "refund_over_paid"} & set(issues)


def test_a_discount_with_a_column_proves_it_alone(sheet):
    header = HEADER.replace("退款金额", "退款金额,优惠总金额")
    rows = ("100,90,0,10,交易成功", "100,60,30,10,交易成功")
    paid, issues = listed(sheet, rows, header)
    assert paid == money(90, 90)
    assert issues["net_of_refunds"].count == 1


@pytest.mark.parametrize("discount", ["10", "-10"])
def test_postage_may_stand_beside_the_order_amount(sheet, discount):
    header = HEADER.replace("退款金额", "退款金额,优惠总金额,买家应付邮费")
    paid, _ = listed(sheet, (f"100,65,30,{discount},5,交易成功",), header)
    assert paid == money(95)


def test_paid_before_refunds_with_a_discount_stays(sheet):
    header = HEADER.replace("退款金额", "退款金额,优惠总金额")
    rows = ("100,90,10,10,交易成功", "100,90,20,10,交易成功", "100,90,90,10,交易关闭")
    paid, issues = listed(sheet, rows, header)
    assert paid == money(90, 90, 90)
    assert not {"net_unsure", "net_of_refunds"} & set(issues)


def test_paid_before_refunds_without_a_column_of_discounts_stays(sheet):
    whole = ("100,90,90,交易关闭", "80,75,75,交易关闭", "60,50,50,交易关闭")
    paid, issues = listed(sheet, (*PAID, *whole, "100,90,30,交易成功"))
    assert paid == money(90, 170, 90, 75, 50, 90)
    assert not {"net_unsure", "net_of_refunds"} & set(issues)


def test_partial_refunds_stay_where_only_whole_ones_prove_it(sheet):
    paid, issues = listed(sheet, (*PAID, *EMPTIED, "100,60,25,交易成功"))
    assert paid == money(90, 170, 90, 75, 50, 60)
    assert (issues["net_of_refunds"].count, issues["net_unsure"].count) == (3, 1)
    assert [place.row for place in issues["net_unsure"].places] == [7]


@pytest.mark.parametrize("rows", [EMPTIED[:2], ("100,20,70,交易成功",)])
def test_too_little_proves_nothing_and_is_said(sheet, rows):
    paid, issues = listed(sheet, (*PAID, *rows))
    assert paid == money(90, 170, *(row.split(",")[1] for row in rows))
    assert issues["net_unsure"].severity == "warning"
    assert issues["net_unsure"].count == len(rows)
    assert not {"net_of_refunds", "refund_over_paid"} & set(issues)


def test_half_of_an_order_sent_back_does_not_speak_against_it(sheet):
    paid, _ = listed(sheet, (*PAID, *EMPTIED, *EMPTIED, "100,45,45,交易成功", "100,20,70,交易成功"))
    assert paid[-2:] == money(90, 90)


def test_money_back_of_orders_paid_before_refunds_is_a_mistake(sheet):
    whole = ("100,90,90,交易关闭", "80,75,75,交易关闭")
    paid, issues = listed(sheet, (*PAID, *whole, "60,50,55,交易成功"))
    assert paid[-1] == 50
    assert issues["refund_over_paid"].count == 1


def test_a_refunded_order_without_an_amount_paid_has_the_order_amount(sheet):
    paid, _ = listed(sheet, ("100,60,40,交易成功", "100,70,30,交易成功", "80,,30,交易成功"))
    assert paid == money(100, 100, 80)


def test_goods_sent_back_alone_are_no_orders_emptied_by_refunds(sheet):
    header = HEADER.replace(",退款金额", "")
    back = tuple(f"-{amount},-{amount},交易成功" for amount in (10, 20, 30))
    paid, issues = listed(sheet, ("100,90,交易成功", "200,170,交易成功", *back), header)
    assert paid == money(90, 170, 0, 0, 0)
    assert not {"net_unsure", "net_of_refunds"} & set(issues)
