"""Lists of discounts: what is taken off, when, of what; what is refused; what replaces what."""

from datetime import datetime
from decimal import Decimal

import pytest

from planner.errors import SheetError
from planner.sheets import Choice, import_file, inspect
from planner.sheets.cleaning import status_words
from planner.tables import current_dataset
from tests.rows import ask

TIMES = "2026-11-01 20:00:00,2026-11-11 23:59:59"
"""When the discounts of these lists start and end."""


def listed(sheet, header, *rows, choice=None):
    (found,) = inspect(sheet("\n".join((header, *rows)) + "\n"), choices=choice)
    assert found.kind == "discounts"
    assert found.rows_read == found.rows_kept + found.rows_rejected
    return found, {issue.code: issue for issue in found.issues}


def one(sheet, header, *rows):
    found, issues = listed(sheet, header, *rows)
    (row,) = found.preview
    return row, issues


# Recognition --------------------------------------------------------------------------------------

TOOL = (
    "活动名称,营销工具,商品ID,商家编码,商品名称,一口价,活动价,折扣,减钱,开始时间,结束时间,活动状态"
)
COUPONS = "优惠券名称,优惠券类型,面额,使用门槛,发行量,已领取,使用时间,状态"
SHOPIFY = (
    "Name,Code,Type,Value Type,Value,Minimum Requirement,Times Used In Total,Status,Start Date,"
    "End Date"
)
ENGLISH = (
    "Discount name,Product ID,Percent off,Amount off,Starts at,Ends at,Minimum purchase,Status"
)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(TOOL, id="tool of the platform"),
        pytest.param(COUPONS, id="coupons"),
        pytest.param(SHOPIFY, id="Shopify"),
        pytest.param(ENGLISH, id="English"),
        pytest.param("商品ID,商品标题,促销价,活动开始时间,活动结束时间", id="without a name"),
        pytest.param("活动名称,商品ID,优惠价", id="without times"),
        pytest.param("活动名称,开始时间,结束时间,状态", id="activities alone"),
        pytest.param("活动名称,满,减,开始时间,结束时间", id="money off over a threshold"),
    ],
)
def test_a_list_of_discounts_is_recognised_by_its_headers(sheet, header):
    cells = ",".join("1" for _ in header.split(","))
    listed(sheet, header, cells)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("商品编码,商品名称,零售价,促销价,供应商", "products"),
        ("商品编码,商品名称,库存,活动价", "stock"),
        ("日期,活动名称,访客数,支付金额", "traffic"),
        ("订单编号,活动名称,优惠金额,总金额,下单时间", "orders"),
        ("Name,Start date,End date", "unknown"),
        ("Name,Type,Status", "unknown"),
    ],
)
def test_other_sheets_that_name_prices_or_activities_stay_what_they_are(sheet, header, kind):
    cells = ",".join("1" for _ in header.split(","))
    (found,) = inspect(sheet(f"{header}\n{cells}\n"))
    assert found.kind == kind


def test_every_column_of_a_tool_s_list_is_read(sheet):
    row, issues = one(
        sheet, TOOL, f"双11预热,限时打折,612345678901,A-1,针织衫,199,159.00,8折,40,{TIMES},进行中"
    )
    assert row == {
        "name": "双11预热",
        "tool": "限时打折",
        "sku": "A-1",
        "product_id": "612345678901",
        "title": "针织衫",
        "starts_at": datetime(2026, 11, 1, 20),
        "ends_at": datetime(2026, 11, 11, 23, 59, 59),
        "event_price": Decimal("159.00"),
        "discount_share": Decimal("0.2"),
        "amount_off": Decimal("40.00"),
        "threshold": None,
        "status": "running",
        "source_row": 2,
    }
    assert issues == {}


# What is taken off --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "text", "share"),
    [
        ("折扣", "8.5折", "0.15"),
        ("折扣", "8.5", "0.15"),
        ("折扣", "0.85", "0.15"),
        ("折扣", "85", "0.15"),
        ("折扣", "85%", "0.15"),
        ("折扣", "85折", "0.15"),
        ("折扣", "8.75折", "0.125"),
        ("折扣", "８.５折", "0.15"),
        ("折扣", "八五折", "0.15"),
        ("折扣", "半价", "0.5"),
        ("折扣", "满2件8折", "0.2"),
        ("折扣", "-20%", "0.2"),
        ("折扣", "20% off", "0.2"),
        ("折扣", "立减20%", "0.2"),
        ("折扣率", "90%", "0.1"),
        ("减免比例", "20%", "0.2"),
        ("减免比例", "8折", "0.2"),
        ("Percent off", "20%", "0.2"),
        ("Percent off", "20", "0.2"),
        ("Percent off", "-20.0", "0.2"),
        ("Percent off", "0.2", "0.2"),
        ("Discount %", "20% off", "0.2"),
        ("优惠内容", "8.5折", "0.15"),
        ("优惠内容", "20%", "0.2"),
    ],
)
def test_a_share_is_what_is_taken_off_however_it_is_written(sheet, header, text, share):
    row, issues = one(sheet, f"活动名称,{header},开始时间,结束时间", f"双11,{text},{TIMES}")
    assert row["discount_share"] == Decimal(share)
    assert row["amount_off"] is None
    assert set(issues) == set()


@pytest.mark.parametrize(
    ("header", "text", "amount", "threshold"),
    [
        ("减钱", "20", "20", None),
        ("减钱", "-20.00", "20", None),
        ("减钱", "减20元", "20", None),
        ("面额", "20元", "20", None),
        ("Amount off", "$20.00", "20", None),
        ("优惠内容", "满199减20", "20", "199"),
        ("优惠内容", "满￥199元减￥20元", "20", "199"),
        ("优惠内容", "立减20元", "20", None),
        ("优惠金额", "满199减20", "20", "199"),
    ],
)
def test_an_amount_is_what_is_taken_off(sheet, header, text, amount, threshold):
    row, issues = one(sheet, f"活动名称,{header},开始时间,结束时间", f"双11,{text},{TIMES}")
    assert row["amount_off"] == Decimal(amount)
    assert row["threshold"] == (threshold and Decimal(threshold))
    assert row["discount_share"] is None
    assert set(issues) <= {"amount_cleaned"}


@pytest.mark.parametrize(
    ("text", "threshold", "unread"),
    [
        ("199", "199", False),
        ("满199元可用", "199", False),
        ("订单满 199.00 元", "199", False),
        ("$199.00", "199", False),
        ("无门槛", None, False),
        ("None", None, False),
        ("0", None, False),
        ("满2件", None, True),
        ("2 items", None, True),
    ],
)
def test_a_threshold_is_an_amount_and_a_number_of_pieces_is_none(sheet, text, threshold, unread):
    row, issues = one(sheet, "优惠券名称,面额,使用门槛", f"券,20,{text}")
    assert row["threshold"] == (threshold and Decimal(threshold))
    assert ("bad_value" in issues) is unread


@pytest.mark.parametrize(
    ("cells", "share", "amount"),
    [
        ("Amount off order,percentage,-10.0", "0.1", None),
        ("Amount off products,fixed_amount,-5.0", None, "5"),
        ("Percentage,,10", "0.1", None),
        ("Amount off products,,10%", "0.1", None),
        ("Free shipping,percentage,-100.0", None, None),
    ],
)
def test_the_value_of_a_shop_export_is_of_the_type_beside_it(sheet, cells, share, amount):
    row, issues = one(
        sheet,
        "Name,Code,Type,Value Type,Value,Minimum Requirement,Status,Start Date",
        f"Autumn,AUTUMN10,{cells},$50.00,Active,2026-11-01T00:00:00+08:00",
    )
    assert row["discount_share"] == (share and Decimal(share))
    assert row["amount_off"] == (amount and Decimal(amount))
    assert (row["name"], row["threshold"], row["status"]) == ("Autumn", 50, "running")
    assert ("benefit_unknown" in issues) is (share is amount is None)


def test_a_code_is_the_name_where_there_is_none(sheet):
    row, _ = one(sheet, "Code,Value Type,Value,Status", "AUTUMN10,percentage,-10.0,Active")
    assert row["name"] == "AUTUMN10"


def test_tiers_of_one_coupon_are_rows_of_their_own(sheet):
    found, _ = listed(sheet, "优惠券名称,面额,使用门槛", "券,20,199", "券,50,399", "券,50,399")
    assert [(row["amount_off"], row["threshold"]) for row in found.preview] == [
        (20, 199),
        (50, 399),
    ]
    assert found.rejected[0].code == "duplicate"


def test_what_a_gift_is_worth_is_not_known_and_it_runs_all_the_same(sheet):
    found, issues = listed(sheet, "活动名称,优惠内容", "满赠,满199送杯子", "包邮,包邮", "直降,减5")
    assert found.rows_kept == 3
    assert issues["benefit_unknown"].count == 2
    assert issues["bad_value"].count == 2


# When it runs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2026-11-01", "2026-11-11", "2026-11-01 00:00:00", "2026-11-11 23:59:59"),
        ("2026-11-01 00:00:00", "2026-11-11 00:00:00", "2026-11-01 00:00:00",
         "2026-11-11 23:59:59"),
        ("2026-11-01 20:00", "2026-11-12 00:00", "2026-11-01 20:00:00", "2026-11-11 23:59:59"),
        ("2026-11-01 20:00", "2026-11-11", "2026-11-01 20:00:00", "2026-11-11 23:59:59"),
        ("2026/11/1 20:00", "2026/11/11 12:30", "2026-11-01 20:00:00", "2026-11-11 12:30:00"),
        ("2026年11月1日", "2026年11月11日", "2026-11-01 00:00:00", "2026-11-11 23:59:59"),
        ("46327", "46337", "2026-11-01 00:00:00", "2026-11-11 23:59:59"),
        ("", "2026-11-11", None, "2026-11-11 23:59:59"),
        ("2026-11-01", "长期有效", "2026-11-01 00:00:00", None),
        ("立即生效", "", None, None),
    ],
)  # fmt: skip
def test_an_end_is_its_last_second_and_what_is_open_has_none(sheet, start, end, first, last):
    row, issues = one(sheet, "活动名称,活动价,开始时间,结束时间", f"双11,9,{start},{end}")
    assert row["starts_at"] == (first and datetime.fromisoformat(first))
    assert row["ends_at"] == (last and datetime.fromisoformat(last))
    assert issues == {}


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-01 00:00:00 ~ 2026-11-11 23:59:59",
        "2026-11-01 00:00:00至2026-11-11 23:59:59",
        "2026-11-01 - 2026-11-11",
        "2026.11.01-2026.11.11",
        "2026年11月1日-2026年11月11日",
        "2026-11-01 to 2026-11-11",
        "2026/11/1～2026/11/11",
    ],
)
def test_start_and_end_may_stand_in_one_cell(sheet, text):
    row, issues = one(sheet, "活动名称,活动价,活动时间", f"双11,9,{text}")
    assert row["starts_at"] == datetime(2026, 11, 1)
    assert row["ends_at"] == datetime(2026, 11, 11, 23, 59, 59)
    assert issues == {}


def test_a_time_that_cannot_be_read_is_told_and_left_open(sheet):
    row, issues = one(sheet, "活动名称,活动价,开始时间,结束时间", "双11,9,2026-11-01,双11当天")
    assert row["ends_at"] is None
    assert issues["bad_value"].places[0].value == "双11当天"


def test_the_order_of_day_and_month_is_judged_and_can_be_chosen(sheet):
    header, row = "Discount name,Amount off,Starts at,Ends at", "A,5,03/11/2026,11/11/2026"
    _, issues = listed(sheet, header, row)
    assert "date_unsure" in issues
    found, issues = listed(sheet, header, row, choice=Choice(day_first=True))
    assert found.preview[0]["starts_at"] == datetime(2026, 11, 3)
    assert "date_unsure" not in issues


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("进行中", "running"),
        ("Active", "running"),
        ("即将结束", "running"),
        ("未开始", "planned"),
        ("预热中", "planned"),
        ("Scheduled", "planned"),
        ("已结束", "ended"),
        ("已暂停", "ended"),
        ("Expired", "ended"),
        ("Inactive", "ended"),
        ("火热", None),
        ("", None),
    ],
)
def test_status(sheet, text, status):
    row, issues = one(sheet, "活动名称,活动价,活动状态", f"双11,9,{text}")
    assert row["status"] == status
    assert ("unknown_status" in issues) is (text == "火热")


def test_no_word_of_a_status_hides_another():
    words = [(word, status) for _, word, status in status_words("discounts")]
    assert {status for _, status in words} == {"running", "planned", "ended"}
    assert [
        (word, later)
        for number, (word, status) in enumerate(words)
        for later, other in words[number + 1 :]
        if word in later and status != other
    ] == []


# Of what ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["全店", "全部商品", "全店通用", "All products", "-", ""])
def test_the_whole_shop_names_no_product(sheet, text):
    found, _ = listed(sheet, "活动名称,商品ID,商品名称,活动价", f"双11,{text},{text},9")
    assert (found.preview[0]["product_id"], found.preview[0]["title"]) == (None, None)
    assert found.totals["of_whole_shop"] == 1


def test_rounded_numbers_of_products_are_told(sheet):
    _, issues = listed(sheet, "活动名称,商品ID,活动价", "双11,6.12346E+11,9")
    assert issues["product_id_rounded"].places[0].value == "6.12346E+11"


def test_personal_data_in_a_list_of_discounts_is_not_kept(sheet, workspace):
    path = sheet("优惠券名称,面额,备注,联系手机\n给13812345678的券,5,王小明,13812345678\n")
    report = import_file(workspace, path, "coupons.csv")
    assert "personal_data" in {issue.code for issue in report.sheets[0].issues}
    assert ask(current_dataset(workspace), "SELECT name FROM discounts") == [("给***的券",)]
    assert "13812345678" not in repr(report)
    assert "王小明" not in repr(report)


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "code", "column", "value"),
    [
        (",,199,,,2026-11-01,", "no_discount", None, None),
        ("双11,1,,8折,,2026-11-11,2026-11-01", "ends_before_start", "结束时间", "2026-11-01"),
        ("双11,1,,10折,,,", "takes_nothing_off", "折扣", "10折"),
        ("双11,1,,,0,,", "takes_nothing_off", "减钱", "0"),
        ("双11,1,,-120%,,,", "takes_too_much_off", "折扣", "-120%"),
        ("双11,1,,,满100减120,,", "takes_too_much_off", "减钱", "满100减120"),
        ("双11,1,-5,,,,", "takes_too_much_off", "活动价", "-5"),
        ("以上活动不可叠加,,,,,,", "note_row", None, None),
        ("合计,,,,20,,", "total_row", None, None),
        ("示例,1,9,,,,", "placeholder_row", None, None),
        ("活动名称,商品ID,活动价,折扣,减钱,开始时间,结束时间", "repeated_header", None, None),
    ],
)
def test_a_row_that_is_no_discount_is_left_out_with_its_reason(sheet, row, code, column, value):
    found, issues = listed(
        sheet, "活动名称,商品ID,活动价,折扣,减钱,开始时间,结束时间", "好,1,9,,,,", row
    )
    assert (found.rows_kept, [one.code for one in found.rejected]) == (1, [code])
    (place,) = issues[code].places
    assert (place.row, place.column, place.value) == (3, column, value)


def test_a_price_of_nothing_takes_all_off_and_is_kept(sheet):
    row, _ = one(sheet, "活动名称,商品ID,活动价,使用门槛", "赠品,1,0,199")
    assert row["event_price"] == 0


def test_a_list_of_which_no_row_can_be_used_is_refused(sheet, workspace):
    path = sheet("活动名称,商品ID,折扣\n双11,1,10折\n")
    with pytest.raises(SheetError):
        import_file(workspace, path, "none.csv")


# Loaded -------------------------------------------------------------------------------------------


def test_a_newer_list_of_a_tool_replaces_the_older_one_whole_and_no_other(sheet, workspace):
    header = "活动名称,营销工具,商品ID,活动价"
    first = sheet(f"{header}\n旧,限时打折,1,9\n旧,限时打折,2,9\n券,优惠券,1,8\n", "first.csv")
    second = sheet(f"{header}\n新,限时打折,1,7\n", "second.csv")
    import_file(workspace, first, "first.csv")
    (found,) = inspect(second, loaded=current_dataset(workspace))
    assert [issue.code for issue in found.issues] == ["overlap_of_discounts"]
    import_file(workspace, second, "second.csv")
    rows = ask(current_dataset(workspace), "SELECT name, product_id FROM discounts ORDER BY name")
    assert rows == [("券", "1"), ("新", "1")]


def test_lists_that_name_no_tool_replace_each_other_only(sheet, workspace):
    for name, text in {
        "tool.csv": "活动名称,营销工具,活动价\n有,单品宝,9\n",
        "old.csv": "活动名称,活动价\n旧,9\n",
        "new.csv": "活动名称,活动价\n新,9\n",
    }.items():
        import_file(workspace, sheet(text, name), name)
    rows = ask(current_dataset(workspace), "SELECT name FROM discounts ORDER BY name")
    assert rows == [("新",), ("有",)]


def test_sheets_of_one_workbook_are_added_up(workbook, workspace):
    book = workbook(
        {
            "限时打折": [
                ["活动名称", "商品ID", "活动价", "开始时间", "结束时间"],
                ["双11", "1", 9, datetime(2026, 11, 1), datetime(2026, 11, 11)],
            ],
            "优惠券": [["优惠券名称", "面额", "使用门槛"], ["券", 20, 199], ["券", 50, 399]],
        }
    )
    report = import_file(workspace, book, "discounts.xlsx")
    assert [one.kind for one in report.sheets] == ["discounts", "discounts"]
    rows = ask(
        current_dataset(workspace),
        "SELECT name, ends_at, amount_off FROM discounts ORDER BY event_price, amount_off",
    )
    assert rows == [
        ("双11", datetime(2026, 11, 11, 23, 59, 59), None), ("券", None, 20), ("券", None, 50),
    ]  # fmt: skip


def test_what_a_list_adds_up_to(sheet):
    found, _ = listed(
        sheet,
        "活动名称,商品ID,活动价,折扣,开始时间,结束时间",
        f"双11,1,9,,{TIMES}",
        f"双11,2,9,,{TIMES}",
        f"全店,,,8折,{TIMES}",
    )
    assert found.totals == {
        "discounts": 2,
        "of_whole_shop": 1,
        "discounted_products": 2,
        "first_day": datetime(2026, 11, 1),
        "last_day": datetime(2026, 11, 11),
    }
