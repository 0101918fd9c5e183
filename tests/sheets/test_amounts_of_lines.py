"""An amount on each line of an order: of the line, of the order, or a guess that can be changed."""

import pytest

from planner.sheets import Choice, Inspection, Part, import_file, inspect

HEADER = "订单编号,订单金额,订单创建时间,订单付款时间,商品名称,购买数量"
ROWS = "".join(
    f"100{order},50,2025-11-0{order} 10:00:00,2025-11-0{order} 10:01:00,{title},1\n"
    for order in (1, 2)
    for title in ("甲", "乙")
)


def codes(found):
    return {issue.code: issue.severity for issue in found.issues}


@pytest.mark.parametrize(
    ("amounts", "gross", "read", "code"),
    [
        (None, 100, "order", "amount_unsure"),
        ("order", 100, "order", "amount_repeated"),
        ("line", 200, "line", None),
    ],
)
def test_equal_amounts_without_prices_are_a_guess_that_can_be_changed(
    sheet, amounts, gross, read, code
):
    (found,) = inspect(sheet(f"{HEADER}\n{ROWS}"), choices=Choice(amounts=amounts))
    assert found.kind == "orders+order_items"
    assert (found.totals["gross_amount"], found.amounts) == (gross, read)
    said = codes(found)
    assert [one for one in ("amount_unsure", "amount_repeated") if one in said] == (
        [code] if code else []
    )
    assert said.get("amount_unsure") in (None, "warning")


def test_prices_prove_that_an_amount_is_the_orders(sheet):
    rows = ROWS.replace(",1\n", ",1,25\n")
    (found,) = inspect(sheet(f"{HEADER},单价\n{rows}"))
    assert (found.totals["gross_amount"], found.amounts) == (100, "order")
    assert "amount_repeated" in codes(found)
    assert "amount_unsure" not in codes(found)


def test_orders_of_one_line_leave_nothing_to_choose(sheet):
    (found,) = inspect(sheet(f"{HEADER}\n{ROWS.splitlines()[0]}\n"))
    assert found.amounts is None


def test_where_amounts_belong_is_remembered_and_stands_in_the_report(sheet, workspace):
    chosen = {Part(): Choice(amounts="line")}
    (first,) = import_file(workspace, sheet(f"{HEADER}\n{ROWS}"), "a.csv", chosen).sheets
    later = sheet(f"{HEADER}\n{ROWS.replace('100', '200')}", "b.csv")
    (second,) = import_file(workspace, later, "b.csv").sheets
    assert (first.amounts, second.amounts, second.remembered) == ("line", "line", True)
    assert Inspection.from_dict(second.to_dict()).amounts == "line"
