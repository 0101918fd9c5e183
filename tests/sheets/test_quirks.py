"""One test a quirk of real exports; the numbers in the names are those of the specification."""

from datetime import datetime
from decimal import Decimal

import pytest

from planner.sheets import Choice, inspect


def only(found):
    """Return the only sheet, after checking what holds for every sheet."""
    (one,) = found
    assert one.rows_read == one.rows_kept + one.rows_rejected
    return one


def codes(found):
    return {issue.code: issue.count for issue in found.issues}


# 1 encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "found_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_q1_encoding(sheet, usual_header, usual_rows, written, found_as):
    path = sheet("\r\n".join((usual_header, *usual_rows)), encoding=written)
    found = only(inspect(path))
    assert (found.encoding, found.rows_kept) == (found_as, 3)
    assert found.totals["gross_amount"] == Decimal(230)


def test_q1_stray_bytes_are_counted(sheet, usual_header, usual_rows):
    text = "\n".join((usual_header, *usual_rows)).encode()
    found = only(inspect(sheet(text.replace(b"anna", b"an\xffna"))))
    assert (found.encoding, found.rows_kept, codes(found)["stray_bytes"]) == ("utf-8", 3, 1)


def test_q1_encoding_chosen_by_the_manager(sheet, usual_header, usual_rows):
    path = sheet("\n".join((usual_header, *usual_rows)), encoding="gbk")
    assert only(inspect(path, choices=Choice(encoding="gbk"))).rows_kept == 3


# 2 cells too many or too few, quotes, blank lines ------------------------------------------------


def test_q2_comma_too_many(order_list, usual_rows):
    found = only(inspect(order_list(*(row + "," for row in usual_rows))))
    assert (found.rows_kept, codes(found)["extra_trailing_cells"]) == (3, 3)


def test_q2_cells_too_few(order_list):
    found = only(inspect(order_list("1,anna,10,10,交易成功,,2025-11-01,2025-11-01")))
    assert found.totals["gross_amount"] == 10


def test_q2_stray_quote_swallows_no_rows(order_list, usual_rows):
    broken = usual_rows[0].replace("anna", '"12" 屏"')
    found = only(inspect(order_list(broken, *usual_rows[1:])))
    assert (found.rows_read, found.rows_kept) == (3, 3)


def test_q2_unclosed_quote_swallows_no_rows(order_list, usual_rows):
    broken = usual_rows[0].replace("anna", '"12 屏')
    found = only(inspect(order_list(broken, *usual_rows[1:])))
    assert (found.rows_read, found.rows_kept) == (3, 3)


def test_q2_unclosed_quote_in_a_long_sheet(order_list):
    rows = [f"{n},a,1,1,交易成功,,2025-11-01,2025-11-01,0" for n in range(1000)]
    rows[10] = rows[10].replace(",a,", ',"a,')
    found = only(inspect(order_list(*rows)))
    assert (found.rows_read, found.rows_kept) == (1000, 1000)


def test_q2_rows_are_numbered_as_in_a_spreadsheet(order_list, usual_rows):
    wrapped = usual_rows[0].replace("anna", '"an\nna"')
    found = only(inspect(order_list(wrapped, "", ",,,,,,,,", *usual_rows[1:])))
    assert found.rows_read == 3
    assert [row["source_row"] for row in found.preview] == [2, 5, 6]


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_q2_other_separators(sheet, usual_header, usual_rows, delimiter):
    text = "\n".join((usual_header, *usual_rows)).replace(",", delimiter)
    assert only(inspect(sheet(text))).rows_kept == 3


# 3 guarded ids -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('="351531314732990001"', "351531314732990001"),
        ("'351531314732990001", "351531314732990001"),
        ("`351531314732990001", "351531314732990001"),
        ("\t351531314732990001\t", "351531314732990001"),
        ("17850.0", "17850"),
        ("1.98E+11", "198000000000"),
        ("C536379", "C536379"),
        ("000123", "000123"),
    ],
)
def test_q3_guarded_id(one_order, written, read):
    assert only(inspect(one_order(order_id=written))).preview[0]["order_id"] == read


def test_q3_ids_rounded_by_a_spreadsheet_are_reported(one_order):
    assert codes(only(inspect(one_order(order_id="3.51E+17"))))["id_rounded"] == 1


@pytest.mark.parametrize("written", ["", '=""', "-", "nan", "#REF!"])
def test_q3_no_id(one_order, written):
    found = only(inspect(one_order(order_id=written)))
    assert (found.rows_kept, codes(found)["no_order_id"]) == (0, 1)


# 4 the header is not in row 1 --------------------------------------------------------------------


def test_q4_preamble_rows(order_list):
    found = only(inspect(order_list(before="店铺报表\n统计时间,2025-11-01\n\n# 说明\n")))
    assert (found.header_row, found.rows_kept) == (5, 3)
    assert found.preview[0]["source_row"] == 6


def test_q4_header_chosen_by_the_manager(order_list):
    path = order_list(before="订单编号,总金额,订单创建时间,付款时间,退款金额\n")
    found = only(inspect(path, choices=Choice(header_row=2)))
    assert (found.header_row, found.rows_kept) == (2, 3)


def test_q4_no_header(sheet):
    found = only(inspect(sheet("1,2,3\n4,5,6\n")))
    assert (found.kind, found.header_row, found.rows_read) == ("unknown", None, 0)
    assert codes(found) == {"no_header": 1}


# 5 headers repeated ------------------------------------------------------------------------------


def test_q5_repeated_header(order_list, usual_header, usual_rows):
    found = only(inspect(order_list(usual_rows[0], "", usual_header, usual_rows[1])))
    assert (found.rows_read, found.rows_kept, codes(found)["repeated_header"]) == (3, 2, 1)
    assert [(row.row, row.code) for row in found.rejected] == [(4, "repeated_header")]


# 6 dirty headers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    ["商品总价（元）", " 商品总价(元) ", "商品总价 (元)", "商品总价[元]", "\ufeff商品总价(元)"],
)
def test_q6_dirty_header(sheet, header):
    found = only(inspect(sheet(f"订单号,{header},下单时间\n1,10,2025-11-01\n")))
    assert found.mapping == ("order_id", "goods_amount", "created_at")


def test_q6_same_name_twice_takes_the_more_telling_column(sheet):
    found = only(
        inspect(sheet("订单编号,商家编码,商家编码,购买数量\n1,STYLE,S-1,1\n2,STYLE,S-2,1\n"))
    )
    assert found.mapping == ("order_id", None, "sku", "quantity")
    assert "header_twice" in codes(found)


# 7 numbers as text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("4,417", "4417"),
        ("1,234,567.80", "1234567.80"),
        ("12.30元", "12.30"),
        ("¥1,234", "1234"),
        ("￥1,234.5", "1234.50"),
        ("$2,000.00", "2000"),
        ("1.2万", "12000"),
        ("１２．５０", "12.50"),
        (" 12 ", "12"),
        ('="12.5"', "12.50"),
        ("1.5E+3", "1500"),
        (".5", "0.50"),
        ("12.345", "12.35"),
        ("0.30000000000000004", "0.30"),
    ],
)
def test_q7_amount(one_order, written, read):
    found = only(inspect(one_order(gross=written, paid="1")))
    assert found.preview[0]["gross_amount"] == Decimal(read)


@pytest.mark.parametrize(
    ("written", "back"), [("(12.00)", "12"), ("-12.5", "12.50"), ("-12.345", "12.35")]
)
def test_q7_amount_below_zero_is_a_return(one_order, written, back):
    found = only(inspect(one_order(gross=written, paid="", refund="")))
    row = found.preview[0]
    assert (row["gross_amount"], row["refund_amount"]) == (0, Decimal(back))
    assert (row["is_return"], found.totals["orders"], codes(found)["returns"]) == (True, 0, 1)


def test_q7_rounding_is_counted(one_order):
    assert codes(only(inspect(one_order(gross="12.345"))))["amount_rounded"] == 1
    assert "amount_rounded" not in codes(only(inspect(one_order(gross="12.34"))))


@pytest.mark.parametrize(
    "written", ["1_000", "0x10", "12.3.4", "1,2,3", "inf", "#REF!", "12,50", "1e99", "99999999999"]
)
def test_q7_no_amount_is_made_up(one_order, written):
    found = only(inspect(one_order(refund=written)))
    assert found.preview[0]["refund_amount"] == 0
    assert codes(found)["bad_value"] == 1


@pytest.mark.parametrize("written", ["", "-", "--", "nan", "NULL", "N/A"])
def test_q7_nothing_is_no_mistake(one_order, written):
    found = only(inspect(one_order(refund=written)))
    assert "bad_value" not in codes(found)


def test_q7_order_without_readable_amount(one_order):
    found = only(inspect(one_order(gross="abc", paid="")))
    assert codes(found)["bad_amount"] == 1


# 8 totals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["合计", "总计：", "小计", "total", "Grand Total", "合计 3 单"])
@pytest.mark.parametrize("at_top", [True, False])
def test_q8_total_row(order_list, usual_rows, word, at_top):
    total = f"{word},,230.00,150.00,,,,,0.00"
    found = only(inspect(order_list(*([total, *usual_rows] if at_top else [*usual_rows, total]))))
    assert (found.rows_kept, codes(found)["total_row"]) == (3, 1)


def test_q8_product_named_total_is_a_product(sheet):
    found = only(inspect(sheet("订单编号,标题,购买数量\n1,合计,2\n")))
    assert found.totals["quantity"] == 2


def test_q8_summary_with_periods_side_by_side(sheet):
    found = only(inspect(sheet("排名,省份,城市,1月,2月,3月\n1,广东,广州,1,2,3\n")))
    assert (found.kind, codes(found)) == ("unknown", {"summary": 1})


# 9 grain -----------------------------------------------------------------------------------------


def test_q9_repeated_rows_of_an_order_list(order_list, usual_rows):
    other = usual_rows[0].replace("100.00", "70.00")
    found = only(inspect(order_list(usual_rows[0], usual_rows[0], other)))
    assert codes(found) | {"duplicate": 1, "duplicate_order_id": 1} == codes(found)
    assert found.totals["gross_amount"] == 100


def test_q9_look_alike_lines_all_count(sheet):
    rows = "1,A-1,1\n1,A-1,1\n1,A-1,1\n"
    found = only(inspect(sheet("订单编号,商家编码,购买数量\n" + rows)))
    assert (found.kind, found.rows_kept, found.totals["quantity"]) == ("order_items", 3, 3)


def test_q9_equal_line_ids_are_duplicates(sheet):
    rows = "11,1,A-1,1\n12,1,A-1,1\n12,1,A-1,1\n"
    found = only(inspect(sheet("子订单编号,主订单编号,商家编码,购买数量\n" + rows)))
    assert (found.rows_kept, codes(found)["duplicate"]) == (2, 1)


JD = "订单号,商品ID,商品名称,订购数量,下单时间,京东价,订单金额,结算金额,应付金额,订单状态\n"


def test_q9_order_amount_on_each_line_counts_once(sheet):
    rows = (
        "1,P1,甲,1,2025-11-01 10:00:00,60,100,90,100,已完成\n"
        "1,P2,乙,1,2025-11-01 10:00:00,40,100,90,100,已完成\n"
        "2,P1,甲,2,2025-11-02 10:00:00,60,120,110,120,已完成\n"
    )
    found = only(inspect(sheet(JD + rows)))
    assert (found.kind, found.rows_kept) == ("orders+order_items", 3)
    assert found.totals["gross_amount"] == found.totals["paid_amount"] == 220
    assert (found.totals["orders"], found.totals["lines"], found.totals["quantity"]) == (2, 3, 4)
    assert codes(found)["amount_repeated"] == 1


def test_q9_amount_by_line_is_added_up(sheet):
    rows = (
        "1,2025-11-01,P1,1,60\n1,2025-11-01,P2,2,80\n2,2025-11-02,P1,1,60\n2,2025-11-02,P1,1,60\n"
    )
    found = only(inspect(sheet("Order ID,Order Date,Product ID,Quantity,Sales\n" + rows)))
    assert found.totals["gross_amount"] == 260


def test_q9_order_fields_on_the_first_line_only(sheet):
    rows = (
        (
            "#1,paid,2025-11-01 10:00:00 +0800,100,2025-11-01 10:00:05 +0800,A,1,60\n"
            "#1,,,,,B,1,40\n#2,pending,,50,2025-11-01 11:00:00 +0800,A,1,50\n"
        )
        .replace("#1", "S1")
        .replace("#2", "S2")
    )
    header = (
        "Name,Financial Status,Paid at,Total,Created at,"
        "Lineitem name,Lineitem quantity,Lineitem price\n"
    )
    found = only(inspect(sheet(header + rows)))
    assert (found.kind, found.totals["orders"], found.totals["lines"]) == (
        "orders+order_items",
        2,
        3,
    )
    assert found.totals["gross_amount"] == 150
    assert found.totals["unpaid_orders"] == 1


def test_q9_line_without_quantity(sheet):
    rows = "1,A,1\n2,A,\n3,A,1.5\n4,A,两件\n5,A,-1\n6,A,2件\n"
    found = only(inspect(sheet("订单编号,商家编码,购买数量\n" + rows)))
    assert codes(found)["bad_quantity"] == 3
    assert found.totals["quantity"] == 2


# 10 dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020/2/21 0:00", datetime(2020, 2, 21)),
        ("2020/2/21 9:05", datetime(2020, 2, 21, 9, 5)),
        ("2020-02-21 23:59:58", datetime(2020, 2, 21, 23, 59, 58)),
        ("2020-02-21T23:59:58", datetime(2020, 2, 21, 23, 59, 58)),
        ("2020-02-21T23:59:58.123Z", datetime(2020, 2, 22, 7, 59, 58)),
        ("2020-02-21T23:59:58+00:00", datetime(2020, 2, 22, 7, 59, 58)),
        ("2023-04-09 20:05:13 -0700", datetime(2023, 4, 9, 20, 5, 13)),
        ("2023-04-09T20:05:13+08:00", datetime(2023, 4, 9, 20, 5, 13)),
        ("20210101", datetime(2021, 1, 1)),
        ("20210101093000", datetime(2021, 1, 1, 9, 30)),
        ("2020年2月21日", datetime(2020, 2, 21)),
        ("2020年2月21日 9时05分", datetime(2020, 2, 21, 9, 5)),
        ("2020.2.21", datetime(2020, 2, 21)),
        ("43882", datetime(2020, 2, 21)),
        ("43882.5", datetime(2020, 2, 21, 12)),
        ("1582243200", datetime(2020, 2, 21, 8)),
        ("21/02/2020", datetime(2020, 2, 21)),
        ("02/21/2020 9:05", datetime(2020, 2, 21, 9, 5)),
        ("02-21-20", datetime(2020, 2, 21)),
        ("1-Dec-10", datetime(2010, 12, 1)),
        ("Dec 1, 2010", datetime(2010, 12, 1)),
        ("2/21/2020 3:04 PM", datetime(2020, 2, 21, 15, 4)),
        ("2025/11/1 上午9:30", datetime(2025, 11, 1, 9, 30)),
        ("2025/11/1 下午3:05", datetime(2025, 11, 1, 15, 5)),
        ("2025/11/1 下午 03:05:59", datetime(2025, 11, 1, 15, 5, 59)),
        ("2025年11月1日下午3时05分", datetime(2025, 11, 1, 15, 5)),
        ("2025年11月1日 下午3点", datetime(2025, 11, 1, 15)),
        ("2025/11/1 上午12:05", datetime(2025, 11, 1, 0, 5)),
        ("2025/11/1 上午0:05", datetime(2025, 11, 1, 0, 5)),
        ("2025/11/1 下午12:05", datetime(2025, 11, 1, 12, 5)),
        ("2025/11/1 下午15:05", datetime(2025, 11, 1, 15, 5)),
        ("2025/11/1 凌晨2:30", datetime(2025, 11, 1, 2, 30)),
        ("2025/11/1 中午12:30", datetime(2025, 11, 1, 12, 30)),
        ("2025/11/1 中午11:50", datetime(2025, 11, 1, 11, 50)),
        ("2025/11/1 晚上8:00", datetime(2025, 11, 1, 20)),
        ("11/21/2025 下午3:05", datetime(2025, 11, 21, 15, 5)),
        ("20251101 下午3:05", datetime(2025, 11, 1, 15, 5)),
    ],
)
def test_q10_date(one_order, written, read):
    found = only(inspect(one_order(created_at=written)))
    assert [row["created_at"] for row in found.preview] == [read]


@pytest.mark.parametrize(
    "written",
    [
        "2026/13/45 xx",
        "31/31/2020",
        "昨天",
        "12",
        "99999999",
        "infinity",
        "下午3:05",
        "2025/11/1 晚上12:30",
        "2025/11/1 下午3:65",
    ],
)
def test_q10_unreadable_date_costs_the_row(one_order, written):
    found = only(inspect(one_order(created_at=written)))
    assert (found.rows_kept, codes(found)["bad_date"]) == (0, 1)


def test_q10_unreadable_payment_time_costs_the_cell(one_order):
    found = only(inspect(one_order(paid_at="bald")))
    assert (found.rows_kept, codes(found)["bad_value"]) == (1, 1)


@pytest.mark.parametrize(
    ("dates", "months", "certain"),
    [
        (("05-07-2022", "05-17-2022"), [5, 5], True),
        (("05-07-2022", "17-07-2022"), [7, 7], True),
        (("04-30-22", "05-07-2022"), [4, 5], True),
        (("01/07/2022", "02/07/2022"), [7, 7], False),
        (("07/01/2022", "07/02/2022"), [7, 7], False),
    ],
)
def test_q10_order_of_day_and_month_from_the_whole_column(order_list, dates, months, certain):
    rows = [f"{n},a,1,1,交易成功,,{date},{date},0" for n, date in enumerate(dates)]
    found = only(inspect(order_list(*rows)))
    assert [row["created_at"].month for row in found.preview] == months
    (issue,) = [issue for issue in found.issues if issue.code == "date_order"]
    assert (issue.severity == "info") is certain
