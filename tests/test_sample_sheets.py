"""The made-up shop's workbooks: one shop with the order lists, a right answer key, real quirks.

They are read here with openpyxl and python-calamine and nothing of the planner.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from sample_data import product_sheet, stock_sheet, traffic_sheet, workbook
from sample_data.generate import write_shop
from tests.test_sample_data import SMALL, Order, Sheets, read, unguard

BOOKS = ("库存{}.xlsx", "商品资料{}.xlsx", "生意参谋_流量{}.xlsx")
LOGISTICS = "物流跟踪{}.xlsx"
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Shop:
    """A shop as a plain reading finds it."""

    year: int
    lists: Sheets
    logistics: Rows
    stock: Rows
    products: Rows
    days: Rows
    sources: Rows
    key: dict[str, Any]

    @property
    def ordered(self) -> set[str]:
        """Codes in the item list."""
        return {line["商家编码"] for line in self.lists.items}


def table(path: Path, sheet: str, header_row: int) -> Rows:
    """Read a worksheet below its header."""
    cells = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=header_row, values_only=True)
    header = [str(cell) for cell in next(cells)]
    return [dict(zip(header, row, strict=True)) for row in cells]


def read_shop(folder: Path, year: int) -> Shop:
    """Read all sheets of a shop."""
    stock, products, traffic = [folder / name.format(year) for name in BOOKS]
    return Shop(
        year,
        read(folder, year),
        table(folder / LOGISTICS.format(year), "物流跟踪", 1),
        table(stock, "库存", 1),
        table(products, "商品资料", 1),
        table(traffic, "店铺流量", 8),
        table(traffic, "流量来源", 6),
        json.loads((folder / "answer_key.json").read_text("utf-8")),
    )


@pytest.fixture(scope="module", params=["small", "larger"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The committed shop, and another one."""
    if request.param == "small":
        return read_shop(SMALL, 2026)
    folder = tmp_path_factory.mktemp("shop")
    write_shop(folder, 2025, 6000, 200, 5)
    return read_shop(folder, 2025)


def number(cell: object) -> Decimal:
    """Return the number in a cell: a number, text with commas, or a dash for none."""
    return Decimal(0) if cell == "-" else Decimal(str(cell).replace(",", ""))


def total(rows: Rows, column: str) -> Decimal:
    """Add up a column."""
    return sum((number(row[column]) for row in rows), Decimal(0))


def paid_on(shop: Shop, day: str) -> Iterator[Order]:
    """Yield the orders paid on a day."""
    for order in shop.lists.orders.values():
        if order.paid_at and str(order.paid_at.date()) == day:
            yield order


# --- The files -----------------------------------------------------------------------------------


def test_same_arguments_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        write_shop(folder, 2026, 200, 30, 4)
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes(), path.name
    assert len(list(one.iterdir())) == 7


def test_committed_workbooks_are_what_the_generator_writes(tmp_path: Path) -> None:
    write_shop(tmp_path, 2026, 2000, 120, 11)
    for name in (book.format(2026) for book in (*BOOKS, LOGISTICS)):
        # Part by part: systems may pack the same parts into different bytes.
        with ZipFile(tmp_path / name) as made, ZipFile(SMALL / name) as committed:
            assert made.namelist() == committed.namelist()
            for part in made.namelist():
                assert made.read(part) == committed.read(part), f"{name}: {part}"
    assert sum((SMALL / name.format(2026)).stat().st_size for name in BOOKS) < 100_000
    assert (SMALL / LOGISTICS.format(2026)).stat().st_size < 150_000


@pytest.mark.parametrize(
    ("book", "sheet", "header_row", "headers"),
    [
        (BOOKS[0], "库存", 1, stock_sheet.HEADERS),
        (BOOKS[1], "商品资料", 1, product_sheet.HEADERS),
        (BOOKS[2], "店铺流量", 8, traffic_sheet.HEADERS),
        (BOOKS[2], "流量来源", 6, traffic_sheet.SOURCE_HEADERS),
    ],
)
def test_two_readers_find_the_same(
    book: str, sheet: str, header_row: int, headers: tuple[str, ...]
) -> None:
    path = SMALL / book.format(2026)
    found = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()
    assert tuple(found[header_row - 1]) == headers
    rows = table(path, sheet, header_row)
    assert tuple(rows[0]) == headers
    plain = [
        [
            "" if cell is None else cell.date() if isinstance(cell, datetime) else cell
            for cell in row
        ]
        for row in (list(row.values()) for row in rows)
    ]
    assert found[header_row:] == plain


@pytest.mark.parametrize("orders", [1, 49, 50, 600])
@pytest.mark.parametrize("products", [1, 9, 20, 40])
def test_any_size_agrees_with_its_answer_key(tmp_path: Path, orders: int, products: int) -> None:
    write_shop(tmp_path, 2024, orders, products, orders)
    shop = read_shop(tmp_path, 2024)
    check_stock_key(shop)
    check_product_key(shop)
    check_traffic_key(shop)


def test_more_rows_than_a_worksheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LARGEST_SHEET", 50)
    with pytest.raises(ValueError, match="holds 50 rows"):
        write_shop(tmp_path, 2026, 5, 60, 1)


# --- Stock ---------------------------------------------------------------------------------------


def check_stock_key(shop: Shop) -> None:
    """Compare every number of the answer key with the sheet."""
    *rows, sums = shop.stock
    key = shop.key["stock"]
    columns = {
        "on_hand": "数量",
        "reserved": "订单占有",
        "incoming": "采购在途数",
        "returned": "销退仓库存",
        "available": "可用数",
    }
    assert sums["款式编码"] == "合计"
    for field, column in columns.items():
        assert key[field] == total(rows, column) == sums[column], field
    codes = list(dict.fromkeys(row["商品编码"] for row in rows))
    assert (key["rows_read"], key["rows_kept"]) == (len(rows) + 1, len(rows))
    assert key["rows_rejected"] == {"total_row": 1}
    assert key["skus"] == len(codes)
    for warehouse, units in key["warehouses"].items():
        assert units == total([row for row in rows if row["仓库"] == warehouse], "数量")
    main = [row for row in rows if row["是否主推"] == "是"]
    assert key["on_hand_main_products"] == total(main, "数量")
    event_day = date.fromisoformat(key["event_day"])
    assert event_day == date(shop.year + 1, 11, 11)
    assert key["drawn_on"] == str(event_day - timedelta(days=10))
    late = [r for r in rows if r["预计到货"] and r["预计到货"].date() > event_day - timedelta(7)]
    assert key["incoming_late"] == total(late, "采购在途数")
    assert key["oversold_rows"] == sum(row["可用数"] < 0 for row in rows)
    assert key["never_ordered"] == [code for code in codes if code not in shop.ordered]
    assert sorted(key["without_row"]) == sorted(shop.ordered - set(codes))
    old_codes = shop.key["products"]["old_codes"]
    assert key["under_old_code"] == {code: old_codes[code] for code in codes if code in old_codes}


def check_stock_rows(rows: Rows, drawn_on: date) -> None:
    """Check what holds in each row."""
    for row in rows:
        assert row["可用数"] == row["数量"] - row["订单占有"]
        assert row["款式编码"] in row["商品编码"]
        assert row["数量"] >= 0
        assert (row["采购在途数"] > 0) == (row["预计到货"] is not None)
        assert row["预计到货"] is None or row["预计到货"].date() > drawn_on
    places = Counter((row["商品编码"], row["仓库"]) for row in rows)
    assert set(places.values()) == {1}, "one row a SKU and warehouse"


def test_stock_joins_and_has_its_quirks(shop: Shop) -> None:
    check_stock_key(shop)
    key, rows = shop.key["stock"], shop.stock[:-1]
    check_stock_rows(rows, date.fromisoformat(key["drawn_on"]))
    own = {row["商品编码"]: row for row in shop.products}
    for row in rows:
        # Every code but the old one is known; the product sheet maps that one.
        code = key["under_old_code"].get(row["商品编码"], row["商品编码"])
        assert own[code]["成本价"] == row["成本价"]
        assert own[code]["商品名称"] == row["名称"]
    assert {row["仓库"] for row in rows} == {"杭州仓", "广州仓"}
    assert len(key["under_old_code"]) == 1
    assert len(key["without_row"]) == 4, "two forgotten, one under its old code, the show piece"
    assert len(key["never_ordered"]) >= 5, "four of last winter, one old code"
    assert key["oversold_rows"] == 1
    assert 0 < key["incoming_late"] < key["incoming"]
    assert 0.5 <= key["on_hand_main_products"] / key["on_hand"] <= 0.6


def test_some_products_have_too_little_and_some_too_much(shop: Shop) -> None:
    sold: Counter[str] = Counter()
    event_day = date(shop.year, 11, 11)
    for line in shop.lists.items:
        order = shop.lists.orders.get(unguard(line["订单编号"]))
        if order and order.paid_at and -4 <= (order.paid_at.date() - event_day).days <= 2:
            sold[line["商家编码"]] += int(line["购买数量"])
    on_hand: Counter[str] = Counter()
    for row in shop.stock[:-1]:
        on_hand[row["商品编码"]] += row["数量"]
    main = {row["商品编码"] for row in shop.stock[:-1] if row["是否主推"]}
    covers = [on_hand[code] / sold[code] for code in main if sold[code] >= 5]
    assert min(covers) < 0.7
    assert max(covers) > 1.8
    assert 0.8 < sum(on_hand[code] for code in main) / sum(sold[code] for code in main) < 2.5


# --- Products ------------------------------------------------------------------------------------


def check_product_key(shop: Shop) -> None:
    """Compare every number of the answer key with the sheet."""
    rows, key = shop.products, shop.key["products"]
    barcodes = Counter(str(row["条形码"]) for row in rows if row["条形码"])
    assert key["rows_read"] == key["rows_kept"] == key["skus"] == len(rows)
    assert len({row["商品编码"] for row in rows}) == len(rows)
    assert key["with_barcode"] == barcodes.total()
    assert key["duplicated_barcodes"] == [code for code, count in barcodes.items() if count > 1]
    assert key["with_measures"] == sum(row["长(mm)"] is not None for row in rows)
    assert key["old_codes"] == {row["旧款号"]: row["商品编码"] for row in rows if row["旧款号"]}
    assert key["suppliers"] == len({row["供应商"] for row in rows})
    assert number(key["cost_of_one_each"]) == total(rows, "成本价")


def test_products_hold_what_is_sold_and_have_their_quirks(shop: Shop) -> None:
    check_product_key(shop)
    rows, key = shop.products, shop.key["products"]
    own = {row["商品编码"]: row for row in rows}
    assert shop.ordered - set(own) == {"SHOW-001"}
    for line in shop.lists.items:
        if line["商家编码"] != "SHOW-001":
            row = own[line["商家编码"]]
            assert row["商品名称"] == line["标题"]
            assert row["颜色及规格"].split(";") == [
                part.split("：")[1] for part in line["商品属性"].split(";")
            ]
            assert number(row["成本价"]) < number(line["价格"]) < number(row["吊牌价"])
    assert len(key["duplicated_barcodes"]) == 1
    assert len(rows) - key["with_barcode"] == 3
    assert len(rows) - key["with_measures"] == 2
    assert len(key["old_codes"]) == 3
    assert all(isinstance(row["吊牌价"], str) for row in rows)


def test_barcodes_are_numbers_with_a_right_check_digit(shop: Shop) -> None:
    for row in shop.products:
        if row["条形码"] is not None:
            assert isinstance(row["条形码"], int), "stored as a number"
            digits = [int(digit) for digit in str(row["条形码"])]
            assert len(digits) == 13
            assert (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


# --- Traffic -------------------------------------------------------------------------------------


def check_traffic_key(shop: Shop) -> None:
    """Compare every number of the answer key with both worksheets."""
    key, days = shop.key["traffic"], shop.days
    columns = {
        "visitors": "访客数",
        "page_views": "浏览量",
        "favourites": "商品收藏人数",
        "carts": "加购人数",
        "inquiries": "询单人数",
        "order_buyers": "下单买家数",
        "paid_buyers": "支付买家数",
        "paid_units": "支付件数",
        "paid_amount": "支付金额",
        "refund_amount": "成功退款金额",
    }
    for field, column in columns.items():
        assert number(key[field]) == total(days, column), field
    dates = [row["统计日期"] for row in days]
    assert key["rows_read"] == key["rows_kept"] == len(days) == 57
    assert (key["first_day"], key["last_day"]) == (dates[0], dates[-1])
    assert number(key["paid_amount"]) + number(key["paid_after_last_day"]) == number(
        shop.key["paid_amount"]
    )
    main = next(row for row in days if row["统计日期"] == shop.key["event_day"])
    assert number(key["main_day"]["visitors"]) == number(main["访客数"])
    assert number(key["main_day"]["page_views"]) == number(main["浏览量"])
    assert key["main_day"]["paid_buyers"] == main["支付买家数"]
    assert number(key["main_day"]["paid_amount"]) == number(main["支付金额"])
    sources = key["by_source"]
    assert sources["rows_read"] == sources["rows_kept"] == len(shop.sources)
    assert sources["first_day"] == shop.sources[0]["统计日期"]
    assert sources["last_day"] == shop.sources[-1]["统计日期"]
    for field in ("visitors", "paid_buyers", "paid_units", "paid_amount"):
        assert number(sources[field]) == total(shop.sources, columns[field]), field
    assert sources["sources"] == len({(r["流量来源"], r["来源明细"]) for r in shop.sources})


def test_the_days_are_what_the_orders_say(shop: Shop) -> None:
    check_traffic_key(shop)
    first = date(shop.year, 11, 11) - timedelta(days=42)
    placed_by: dict[str, set[str]] = {}
    for order in shop.lists.orders.values():
        buyers = placed_by.setdefault(str(order.created_at.date()), set())
        buyers.add(order.cells["买家会员名"])
    for step, row in enumerate(shop.days):
        assert row["统计日期"] == str(first + timedelta(days=step))
        orders = list(paid_on(shop, row["统计日期"]))
        amount = sum((order.paid for order in orders), Decimal(0))
        buyers = len({order.cells["买家会员名"] for order in orders})
        assert row["支付买家数"] == buyers
        assert row["下单买家数"] == len(placed_by[row["统计日期"]])
        assert row["支付件数"] == sum(int(order.cells["宝贝总数量"]) for order in orders)
        assert number(row["支付金额"]) == amount
        per_buyer = (amount / buyers).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert number(row["客单价"]) == per_buyer
        rate = 100 * Decimal(buyers) / number(row["访客数"])
        assert row["支付转化率"] == f"{rate.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"
    # Refunds count on the day they are made, so some lie after the last day.
    refunds = total(shop.days, "成功退款金额")
    assert Decimal("0.9") < refunds / number(shop.key["refund_amount"]) <= 1


def test_conversion_is_believable(shop: Shop) -> None:
    for row in shop.days:
        rate = number(row["支付转化率"].rstrip("%"))
        if row["统计日期"] == shop.key["event_day"]:
            assert 4 <= rate <= 6
        else:
            assert Decimal("1.9") <= rate <= 4
        assert number(row["浏览量"]) > 2 * number(row["访客数"])
    assert any("," in row["浏览量"] for row in shop.days)
    assert all(isinstance(row["访客数"], str) for row in shop.days)


def test_sources_add_up_to_more_visitors_and_to_the_same_money(shop: Shop) -> None:
    event_day = date.fromisoformat(shop.key["event_day"])
    days = {row["统计日期"]: row for row in shop.days}
    by_day: dict[str, Rows] = {}
    for row in shop.sources:
        by_day.setdefault(row["统计日期"], []).append(row)
    assert list(by_day) == [str(event_day + timedelta(days=day)) for day in range(-10, 4)]
    for day, rows in by_day.items():
        visitors = number(days[day]["访客数"])
        assert visitors < total(rows, "访客数") < 2 * visitors
        assert all(number(row["访客数"]) <= visitors for row in rows)
        assert all(number(row["支付买家数"]) <= number(row["支付件数"]) for row in rows)
        for column in ("下单买家数", "支付买家数", "支付件数", "支付金额"):
            assert total(rows, column) == number(days[day][column]), column
    assert any("-" in row.values() for row in shop.sources)
    assert {row["支付金额"] for row in shop.sources if row["流量来源"] == "站外投放"} == {"-"}


# --- Logistics -----------------------------------------------------------------------------------


def test_every_parcel_is_that_of_its_order(shop: Shop) -> None:
    parcels = [row for row in shop.logistics if row["运单号"]]
    orders = {unguard(number): order for number, order in shop.lists.orders.items()}
    for row in parcels:
        order = orders[row["订单编号"]]
        assert order.cells["物流单号"] == f"No:{row['运单号']}"
        assert order.cells["物流公司"] == row["物流公司"]
        paid_at = order.paid_at or order.created_at  # one has no time of payment
        assert str(paid_at) < row["发货时间"] <= row["更新时间"]
        assert row["更新时间"] <= f"{shop.year}-11-26 23:00:00"
    sent = sum(bool(order.cells["物流单号"]) for order in orders.values())
    assert len({row["运单号"] for row in parcels}) == sent == shop.key["logistics"]["parcels"]


def test_some_parcels_go_wrong_and_names_stand_in_events(shop: Shop) -> None:
    key = shop.key["logistics"]
    assert len(shop.logistics) == key["rows_read"] == key["rows_kept"] + 2
    assert {"lost", "wrong_address", "held", "in_transit", "delivering"} <= set(key["statuses"])
    assert sum(key["statuses"].values()) == key["rows_kept"]
    assert key["statuses"]["signed"] > key["rows_kept"] * 0.8
    assert any("师傅" in str(row["最新物流信息"]) for row in shop.logistics)
    assert sum(row["运单号"] is None for row in shop.logistics) == 1
