"""Visitor figures: periods of all spellings, what never adds up, rates that are checked."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from planner.errors import ImportRefused
from planner.sheets import import_file, inspect

HEADER = "日期,访客数,浏览量,支付金额,支付买家数,支付转化率"


def listed(sheet, *rows, header=HEADER, before="", file_name="figures.csv"):
    (found,) = inspect(sheet(before + "\n".join((header, *rows)) + "\n"), file_name)
    assert found.kind == "traffic"
    assert found.rows_read == found.rows_kept + found.rows_rejected
    return found, {issue.code: issue for issue in found.issues}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-11-11", date(2025, 11, 11), date(2025, 11, 11)),
        ("20251111", date(2025, 11, 11), date(2025, 11, 11)),
        ("2025/11/11", date(2025, 11, 11), date(2025, 11, 11)),
        ("2025年11月11日", date(2025, 11, 11), date(2025, 11, 11)),
        ("2025-11-11 00:00:00", date(2025, 11, 11), date(2025, 11, 11)),
        ("2025-11-11 (周二)", date(2025, 11, 11), date(2025, 11, 11)),
        ("45972", date(2025, 11, 11), date(2025, 11, 11)),
        ("2025-11-03~2025-11-09", date(2025, 11, 3), date(2025, 11, 9)),
        ("2025-11-03 至 2025-11-09", date(2025, 11, 3), date(2025, 11, 9)),
        ("20251103-20251109", date(2025, 11, 3), date(2025, 11, 9)),
        ("2025/11/03 - 2025/11/09", date(2025, 11, 3), date(2025, 11, 9)),
        ("2025-11", date(2025, 11, 1), date(2025, 11, 30)),
        ("2025年2月", date(2025, 2, 1), date(2025, 2, 28)),
        ("202511", date(2025, 11, 1), date(2025, 11, 30)),
        ("Nov 2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("November 2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("Nov-25", date(2025, 11, 1), date(2025, 11, 30)),
        ("2025-W45", date(2025, 11, 3), date(2025, 11, 9)),
        ("2025年第45周", date(2025, 11, 3), date(2025, 11, 9)),
    ],
)
def test_period(sheet, text, first, last):
    found, _ = listed(sheet, f"{text},10,20,30,1,10%")
    assert [(row["period_start"], row["period_end"]) for row in found.preview] == [(first, last)]
    assert found.preview[0]["hour"] is None


@pytest.mark.parametrize(
    ("header", "last"),
    [
        ("Week", date(2025, 11, 9)),
        ("统计周", date(2025, 11, 9)),
        ("Month", date(2025, 11, 30)),
        ("统计月份", date(2025, 11, 30)),
    ],
)
def test_date_under_week_or_month_begins_one(sheet, header, last):
    found, _ = listed(sheet, "2025-11-03,10,20", header=f"{header},Sessions,Page views")
    assert found.preview[0]["period_end"] == last


@pytest.mark.parametrize("text", ["2026-03", "2026年3月", "2026/3", "202603", "2026-03-01"])
def test_months_of_figures(sheet, text):
    found, _ = listed(sheet, f"{text},10,20", header="统计月份,访客数,浏览量")
    (row,) = found.preview
    assert (row["period_start"], row["period_end"]) == (date(2026, 3, 1), date(2026, 3, 31))


def test_months_of_figures_in_a_workbook(workbook):
    rows = [("统计月份", "访客数", "浏览量"), (date(2026, 3, 1), 10, 20)]
    (found,) = inspect(workbook({"figures": rows}))
    assert found.preview[0]["period_end"] == date(2026, 3, 31)


def test_a_month_beside_its_days_is_refused(sheet):
    rows = ("2026-03-05,10,20,0,0,0%", "2026-03,15,40,0,0,0%", "2026-04,9,9,0,0,0%")
    found, issues = listed(sheet, *rows)
    assert [place.value for place in issues["rollup"].places] == ["2026-03-01~2026-03-31"]
    assert not found.usable


def test_a_month_is_refused_where_days_of_it_are_loaded(sheet, workspace):
    days = sheet("统计日期,访客数,浏览量\n2026-03-05,10,20\n", "days.csv")
    import_file(workspace, days, "days.csv")
    months = sheet("统计月份,访客数,浏览量\n2026-03,15,40\n", "months.csv")
    with pytest.raises(ImportRefused, match="overlap"):
        import_file(workspace, months, "months.csv")


@pytest.mark.parametrize(
    ("file_name", "before", "first", "last"),
    [
        ("商品_2026-04-25~2026-04-25.xlsx", "", date(2026, 4, 25), date(2026, 4, 25)),
        ("商品_2026-04-20_2026-04-26.xlsx", "", date(2026, 4, 20), date(2026, 4, 26)),
        ("20260420-20260426.csv", "", date(2026, 4, 20), date(2026, 4, 26)),
        ("报表2026年4月.csv", "", date(2026, 4, 1), date(2026, 4, 30)),
        ("a.csv", "统计时间,2026-04-20 至 2026-04-26\n", date(2026, 4, 20), date(2026, 4, 26)),
        (
            "a.csv",
            "导出时间：2026-05-01\n统计日期：2026-04-25\n",
            date(2026, 4, 25),
            date(2026, 4, 25),
        ),
    ],
)
def test_period_outside_the_rows(sheet, file_name, before, first, last):
    found, issues = listed(
        sheet, "P1,10,20", header="商品ID,访客数,浏览量", before=before, file_name=file_name
    )
    row = found.preview[0]
    assert (row["period_start"], row["period_end"]) == (first, last)
    assert issues["period_of_file"].count == 1


def test_figures_without_any_period_are_left_out(sheet):
    found, issues = listed(sheet, "P1,10,20", header="商品ID,访客数,浏览量")
    assert (found.rows_kept, issues["no_period"].count) == (0, 1)


@pytest.mark.parametrize("text", ["昨天", "2025-13-45", "2025-11-09~2025-11-03"])
def test_unreadable_period_costs_the_row(sheet, text):
    found, issues = listed(sheet, f"{text},10,20,30,1,10%", "2025-11-11,10,20,30,1,10%")
    assert (found.rows_kept, issues["bad_period"].count) == (1, 1)


@pytest.mark.parametrize(
    ("header", "rows", "hours"),
    [
        ("日期,小时", ("2025-11-11,0", "2025-11-11,23"), [0, 23]),
        ("日期,时段", ("2025-11-11,00:00-01:00", "2025-11-11,14:00-15:00"), [0, 14]),
        ("日期,时段", ("2025-11-11,0点", "2025-11-11,9时"), [0, 9]),
        ("日期,时段", ("2025-11-11,上午9:30", "2025-11-11,下午3:05"), [9, 15]),
        ("时间,备用", ("2025/11/11 上午12:00,", "2025/11/11 下午8:00,"), [0, 20]),
        ("时间,备用", ("2025-11-11 00:00,", "2025-11-11 20:00,"), [0, 20]),
        ("时间,备用", ("2025-11-11 00:00:00,", "2025-11-12 00:00:00,"), [None, None]),
    ],
)
def test_hours(sheet, header, rows, hours):
    found, _ = listed(sheet, *(f"{row},10,20" for row in rows), header=f"{header},访客数,浏览量")
    assert [row["hour"] for row in found.preview] == hours


def test_visitors_never_add_up(sheet):
    days = ("2025-11-10,100,300,50,1,1%", "2025-11-11,400,900,500,4,1%")
    found, _ = listed(sheet, *days)
    assert found.totals == {
        "page_views": 1200,
        "paid_amount": Decimal("550.00"),
        "days": 2,
        "first_day": datetime(2025, 11, 10),
        "last_day": datetime(2025, 11, 11),
    }
    found, _ = listed(sheet, days[0])
    assert found.totals["visitors"] == 100


def test_only_the_widest_view_is_added_up(sheet):
    header = "日期,流量来源,访客数,浏览量"
    found, _ = listed(
        sheet,
        "2025-11-11,手淘搜索,60,100",
        "2025-11-11,直通车,30,50",
        "2025-11-11,,80,150",
        "2025-11-11,合计,80,150",
        header=header,
    )
    assert (found.totals["page_views"], found.totals["visitors"]) == (150, 80)
    assert [row.code for row in found.rejected] == ["total_row"]


def test_a_source_without_a_row_of_its_own_is_the_sum_of_its_details(sheet):
    header = "日期,流量来源,来源明细,访客数,浏览量"
    found, _ = listed(
        sheet,
        "2025-11-11,手淘搜索,汇总,60,100",
        "2025-11-11,手淘搜索,自然搜索,50,80",
        "2025-11-11,直播,店铺直播,30,50",
        "2025-11-11,直播,达人直播,20,40",
        header=header,
    )
    assert found.totals["page_views"] == 190


def test_a_week_beside_its_days_is_refused(sheet):
    found, issues = listed(
        sheet,
        "2025-11-03,10,20,0,0,0%",
        "2025-11-04,10,20,0,0,0%",
        "2025-11-03~2025-11-09,15,40,0,0,0%",
    )
    assert issues["rollup"].severity == "error"
    assert [(place.row, place.value) for place in issues["rollup"].places] == [
        (4, "2025-11-03~2025-11-09")
    ]
    assert not found.usable


def test_a_week_of_one_product_beside_days_of_another(sheet):
    header = "日期,商品ID,访客数,浏览量"
    found, issues = listed(
        sheet, "2025-11-03,P1,10,20", "2025-11-03~2025-11-09,P2,15,40", header=header
    )
    assert "rollup" not in issues
    assert found.usable


def test_same_days_twice(sheet):
    row = "2025-11-11,10,20,30,1,10%"
    found, issues = listed(sheet, row, row, row.replace(",20,", ",21,"))
    assert (found.rows_kept, issues["duplicate"].count) == (1, 1)
    assert issues["repeated_period"].count == 1


@pytest.mark.parametrize(
    ("rate", "differs"), [("10.00%", 0), ("0.1", 0), ("10", 0), ("-", 0), ("12.00%", 1)]
)
def test_conversion_rate_is_checked(sheet, rate, differs):
    found, issues = listed(sheet, f"2025-11-11,100,200,300,10,{rate}")
    assert ("rate_differs" in issues) is bool(differs)
    assert "bad_value" not in issues
    if rate != "-" and not differs:
        assert found.preview[0]["conversion_rate"] == pytest.approx(0.1)


@pytest.mark.parametrize(("aov", "differs"), [("30.00", False), ("29.80", False), ("25", True)])
def test_average_order_value_is_checked(sheet, aov, differs):
    _, issues = listed(
        sheet, f"2025-11-11,100,300,10,{aov}", header="日期,访客数,支付金额,支付买家数,客单价"
    )
    assert ("aov_differs" in issues) is differs


def test_large_counts(sheet):
    found, issues = listed(sheet, '2025-11-11,"12,345,678",1.2万', header="日期,展现量,点击量")
    assert (found.preview[0]["impressions"], found.preview[0]["clicks"]) == (12_345_678, 12_000)
    assert "bad_value" not in issues


@pytest.mark.parametrize("header", ["询单下单人数", "询单下单买家数", "咨询下单人数"])
def test_buyers_who_asked_first_are_told_from_those_who_asked(sheet, header):
    found, _ = listed(sheet, "2025-11-11,900,80,12", header=f"日期,访客数,询单人数,{header}")
    (row,) = found.preview
    assert (row["inquiries"], row["inquiry_buyers"]) == (80, 12)
