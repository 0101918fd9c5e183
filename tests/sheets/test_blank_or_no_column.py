"""A blank cell is said of its order only where the list has the column: else that alone is said."""

import pytest

from planner.sheets import inspect

HEADER = ("订单编号", "总金额", "买家实际支付金额", "订单状态", "订单创建时间", "订单付款时间")
DAY = "2025-11-01 10:00:00"
USUAL = ("9", "70", "70", "交易成功", DAY, DAY)


@pytest.mark.parametrize(
    ("order", "code", "column"),
    [
        (("1", "100", "100", "交易成功", DAY, ""), "paid_at_missing", "订单付款时间"),
        (("1", "100", "40", "等待买家付款", DAY, ""), "paid_amount_of_unpaid", "订单付款时间"),
        (("1", "100", "", "交易成功", DAY, DAY), "paid_amount_missing", "买家实际支付金额"),
    ],
)
def test_a_blank_cell_is_said_and_a_missing_column_is_not_said_again(sheet, order, code, column):
    assert codes(sheet, HEADER, USUAL, order)[code] == 1
    place = HEADER.index(column)
    without = [(*row[:place], *row[place + 1 :]) for row in (HEADER, USUAL, order)]
    assert code not in codes(sheet, *without)


def codes(sheet, *rows):
    (found,) = inspect(sheet("".join(",".join(row) + "\n" for row in rows)))
    assert found.rows_kept == len(rows) - 1
    return {issue.code: issue.count for issue in found.issues}
