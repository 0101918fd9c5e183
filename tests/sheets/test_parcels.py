"""Logistics sheets: where each parcel is, in both languages; what is kept, what replaces what."""

import json
from datetime import datetime

import pytest

from planner.sheets import import_file, inspect
from planner.sheets.cleaning import status_words
from planner.tables import current_dataset
from tests.rows import ask
from tests.sheets.conftest import SAMPLE

CHINESE = (
    "物流单号,订单编号,物流公司,发货时间,物流状态,最新物流信息,更新时间,签收时间,收货省份,收货城市"
)
ENGLISH = (
    "Tracking number,Order ID,Carrier,Shipped at,Status,Latest event,Last update,Delivered at,"
    "Destination"
)


def listed(sheet, header, *rows):
    (found,) = inspect(sheet("\n".join((header, *rows)) + "\n"))
    assert found.kind == "parcels"
    assert found.rows_read == found.rows_kept + found.rows_rejected
    return found, {issue.code: issue for issue in found.issues}


def state(sheet, status, event="", signed_at=""):
    cells = ("YT1", "1001", "圆通", "2026-11-12 09:00:00", status, event, "2026-11-14 08:00:00")
    found, _ = listed(sheet, CHINESE, ",".join((*cells, signed_at, "浙江省", "杭州市")))
    return found.preview[0]["status"]


# Recognition --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(CHINESE, id="Chinese"),
        pytest.param(ENGLISH, id="English"),
        pytest.param("运单号,承运商,运单状态,最新时间", id="carrier's own"),
        pytest.param("快递单号,订单号,商品名称,数量,快递公司,物流状态,更新时间", id="of goods"),
        pytest.param("Waybill No,Courier,Delivery status,Ship date", id="waybills"),
    ],
)
def test_a_logistics_sheet_is_recognised_by_its_headers(sheet, header):
    listed(sheet, header, ",".join("1" for _ in header.split(",")))


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("订单编号,总金额,订单创建时间,订单状态,物流单号,物流公司", "orders"),
        ("订单编号,总金额,订单创建时间,物流单号,物流公司,物流状态,签收时间", "orders"),
        ("子订单编号,主订单编号,商品标题,购买数量,发货时间,物流单号,物流公司", "order_items"),
        ("物流单号,物流公司", "unknown"),
    ],
)
def test_lists_that_name_a_parcel_beside_something_else_stay_what_they_are(sheet, header, kind):
    cells = ",".join("1" for _ in header.split(","))
    (found,) = inspect(sheet(f"{header}\n{cells}\n"))
    assert found.kind == kind


def test_every_column_is_read_and_the_event_itself_is_dropped(sheet):
    found, issues = listed(
        sheet,
        CHINESE,
        "YT8812,3515310000000000018,圆通速递,2026-11-12 09:00:00,运输中,"
        "快件已到达【杭州余杭】 联系人张三 13812345678,2026-11-14 08:00:00,,浙江省,杭州市",
    )
    assert found.preview[0] == {
        "tracking_number": "YT8812",
        "order_id": "3515310000000000018",
        "carrier": "圆通速递",
        "status": "in_city",
        "shipped_at": datetime(2026, 11, 12, 9),
        "updated_at": datetime(2026, 11, 14, 8),
        "signed_at": None,
        "province": "浙江",
        "city": "杭州",
        "source_row": 2,
    }
    assert issues == {}
    assert "张三" not in str(found.to_dict())


def test_an_english_sheet_is_read_alike(sheet):
    found, _ = listed(
        sheet,
        ENGLISH,
        "1Z9,#1001,UPS,2026-11-12 09:00,Delivered,,2026-11-14 08:00,2026-11-14 08:00,Leeds",
    )
    row = found.preview[0]
    assert (row["status"], row["signed_at"], row["city"]) == (
        "signed",
        datetime(2026, 11, 14, 8),
        "Leeds",
    )


# Where it is --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "event", "expected"),
    [
        ("待揽收", "", "waiting"),
        ("运输中", "", "in_transit"),
        ("在途", "快件离开【义乌转运中心】 发往【杭州】", "in_transit"),
        ("运输中", "快件到达【杭州】", "in_city"),
        ("运输中", "快件到达【上海转运中心】", "in_transit"),
        ("派送中", "", "delivering"),
        ("", "快件正在派件", "delivering"),
        ("已签收", "", "signed"),
        ("待签收", "", "in_transit"),
        ("", "您的快件已由家门口代签收", "signed"),
        ("拒收", "", "refused"),
        ("运输中", "收件人拒绝签收", "refused"),
        ("已签收", "快件已退回，发件人签收", "returned"),
        ("退回中", "", "returned"),
        ("派送中", "派送失败：联系不上收件人", "wrong_address"),
        ("异常", "", "held"),
        ("运输中", "因天气原因延误", "held"),
        ("运输中", "超区，转其他快递", "outside_area"),
        ("丢失", "", "lost"),
        ("In transit", "", "in_transit"),
        ("Arrived in city", "", "in_city"),
        ("Out for delivery", "", "delivering"),
        ("Delivered", "", "signed"),
        ("Undelivered", "", "in_transit"),
        ("Not delivered yet", "", "in_transit"),
        ("Refused", "", "refused"),
        ("Returned to sender", "", "returned"),
        ("Lost", "", "lost"),
        ("Address problem", "", "wrong_address"),
        ("Outside the area", "", "outside_area"),
        ("Label created", "", "waiting"),
        ("某种状态", "", None),
    ],
)
def test_where_a_parcel_is(sheet, status, event, expected):
    assert state(sheet, status, event) == expected


def test_a_time_of_signing_says_that_it_is_signed_for(sheet):
    assert state(sheet, "运输中", signed_at="2026-11-14 12:00:00") == "signed"


def test_every_word_stands_once_and_every_status_has_a_name():
    from planner.sheets.labels import STATUSES

    words = status_words("parcels")
    assert len({word for _, word, _ in words}) == len(words)
    assert {status for _, _, status in words} <= set(STATUSES)
    assert all(word == word.lower() for _, word, _ in words)


# Rows ---------------------------------------------------------------------------------------------


def test_of_a_log_with_a_row_an_event_the_newest_is_kept(sheet):
    found, issues = listed(
        sheet,
        "运单号,订单编号,物流状态,更新时间",
        "YT1,1001,派送中,2026-11-14 08:00:00",
        "YT1,1001,运输中,2026-11-13 08:00:00",
        "YT1,1001,派送中,2026-11-14 08:00:00",
        ",1002,待发货,",
    )
    assert [row["status"] for row in found.preview] == ["delivering"]
    assert {code: issues[code].count for code in issues if code != "unknown_status"} == {
        "duplicate": 1,
        "older_event": 1,
        "no_tracking_number": 1,
    }


def test_a_parcel_may_hold_several_orders(sheet):
    found, _ = listed(
        sheet,
        "运单号,订单编号,物流状态",
        "YT1,1001,运输中",
        "YT1,1002,运输中",
    )
    assert [row["order_id"] for row in found.preview] == ["1001", "1002"]
    assert found.totals["parcels"] == 1


def test_an_unknown_status_is_said_and_rounded_numbers_are_warned_of(sheet):
    _, issues = listed(
        sheet, "运单号,订单编号,物流状态", "7.5E+14,1001,某种状态", "YT2,1002,运输中"
    )
    assert {"unknown_status", "parcel_rounded"} <= set(issues)


def test_a_newer_sheet_replaces_the_parcels_it_holds(workspace, sheet):
    header = "运单号,订单编号,物流状态,更新时间\n"
    first = sheet(
        f"{header}YT1,1,运输中,2026-11-13 08:00:00\nYT2,2,运输中,2026-11-13 08:00:00\n", "a.csv"
    )
    second = sheet(f"{header}YT1,1,已签收,2026-11-14 08:00:00\n", "b.csv")
    import_file(workspace, first, "a.csv")
    import_file(workspace, second, "b.csv")
    told = ask(
        current_dataset(workspace), "SELECT tracking_number, status FROM parcels ORDER BY ALL"
    )
    assert told == [("YT1", "signed"), ("YT2", "in_transit")]


def test_the_sample_shop_s_sheet_is_read_as_its_answer_key_says():
    key = json.loads((SAMPLE / "answer_key.json").read_text("utf-8"))["logistics"]
    (found,) = inspect(SAMPLE / "物流跟踪2026.xlsx")
    assert (found.kind, found.rows_read, found.rows_kept) == (
        "parcels",
        key["rows_read"],
        key["rows_kept"],
    )
    assert {issue.code: issue.count for issue in found.issues} == key["rows_rejected"]
    assert found.totals["parcels"] == key["parcels"]
    assert found.totals["parcels_signed"] == key["statuses"]["signed"]
    assert found.totals["carriers"] == key["carriers"]
    assert "师傅" not in str(found.to_dict())
