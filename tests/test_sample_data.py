"""The made-up shop: same bytes every time, a right answer key, believable demand.

The sheets are read here with Python's csv and nothing of the planner, so that neither the
generator nor the importer judges itself.
"""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median

import pytest

from sample_data import ledger
from sample_data.answer_key import AnswerKey, MainDay
from sample_data.demand import Calendar, draw_seconds
from sample_data.generate import (
    YEAR_BEFORE_FOLDER,
    main,
    ready_event_day,
    write_shop,
    write_year_before,
)
from sample_data.order_sheets import ITEM_HEADERS, ORDER_HEADERS

SMALL = Path(__file__).parent.parent / "sample_data" / "small"
FILES = ("ExportOrderList2026.csv", "ExportOrderDetailList2026.csv", "answer_key.json")
BEFORE = SMALL / YEAR_BEFORE_FOLDER
FILES_BEFORE = ("ExportOrderList2025.csv", "ExportOrderDetailList2025.csv", "answer_key.json")


@dataclass(frozen=True)
class Order:
    """One kept order as read from the sheet."""

    created_at: datetime
    paid_at: datetime | None
    gross: Decimal
    paid: Decimal
    refund: Decimal
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheets:
    """What a simple reading of the two files finds."""

    orders: dict[str, Order]
    rejected: Counter[str]
    remarks: Counter[str]
    items: list[dict[str, str]]

    def paid_on(self, event_day: date) -> dict[int, Decimal]:
        """Paid amount by day of payment, counted from D."""
        days: dict[int, Decimal] = {}
        for order in self.orders.values():
            if order.paid_at:
                day = (order.paid_at.date() - event_day).days
                days[day] = days.get(day, Decimal(0)) + order.paid
        return days


def rows_of(path: Path) -> list[list[str]]:
    """Read the file's rows; blank lines are empty rows."""
    return list(csv.reader(path.read_bytes().decode("gb18030").splitlines()))


def unguard(text: str) -> str:
    """Strip the guard of an id."""
    return re.sub(r'^="(.*)"$', r"\1", text)


def read(folder: Path, year: int) -> Sheets:
    """Read both files the plain way."""
    header, *rows = rows_of(folder / f"ExportOrderList{year}.csv")
    assert tuple(header) == ORDER_HEADERS
    orders: dict[str, Order] = {}
    seen: dict[str, list[str]] = {}
    rejected: Counter[str] = Counter()
    remarks: Counter[str] = Counter()
    for row in filter(None, rows):
        assert len(row) == len(ORDER_HEADERS) == 46
        cells = {name.strip(): cell for name, cell in zip(header, row, strict=True)}
        order_id = unguard(row[0])
        if row == header:
            rejected["repeated_header"] += 1
        elif order_id == "合计":
            rejected["total_row"] += 1
        elif seen.get(order_id) == row:
            rejected["duplicate"] += 1
        elif not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", cells["订单创建时间"]):
            rejected["bad_date"] += 1
        else:
            assert order_id not in seen
            seen[order_id] = row
            orders[order_id] = kept(cells, remarks)
    item_header, *items = rows_of(folder / f"ExportOrderDetailList{year}.csv")
    assert tuple(item_header) == ITEM_HEADERS
    assert {(len(row), row[-1]) for row in items} == {(11, "")}, "one comma too many"
    lines = [dict(zip(item_header, row[:10], strict=True)) for row in items]
    remarks["order_unknown"] = sum(unguard(line["订单编号"]) not in orders for line in lines)
    return Sheets(orders, rejected, remarks, lines)


def kept(cells: dict[str, str], remarks: Counter[str]) -> Order:
    """Return the order of a row, noting what had to be mended."""
    amounts = [cells[name] for name in ("总金额", "买家实际支付金额", "退款金额")]
    remarks["amount_cleaned"] += sum("," in text or "￥" in text for text in amounts)
    gross, paid, refund = (Decimal(text.strip("￥").replace(",", "")) for text in amounts)
    remarks["outlier_amount"] += gross > 100_000
    created_at = datetime.fromisoformat(cells["订单创建时间"])
    paid_at = datetime.fromisoformat(cells["订单付款时间"]) if cells["订单付款时间"] else None
    if paid and not paid_at:
        remarks["paid_at_missing"] += 1
        paid_at = created_at
    return Order(created_at, paid_at, gross, paid, refund, cells)


def check_key(sheets: Sheets, key: AnswerKey) -> None:
    """Compare every number of the answer key with the sheets."""
    orders = list(sheets.orders.values())
    event_day = date.fromisoformat(key.event_day)
    by_day = sheets.paid_on(event_day)
    paid_times = [order.paid_at for order in orders if order.paid_at]
    assert key.orders == key.rows_kept == len(orders)
    assert key.rows_rejected == {
        code: sheets.rejected[code]
        for code in ("repeated_header", "duplicate", "total_row", "bad_date")
    }
    assert key.rows_read == len(orders) + sheets.rejected.total()
    assert key.remarks == {code: sheets.remarks[code] for code in key.remarks}
    assert key.gross_amount == f"{sum(order.gross for order in orders):.2f}"
    assert key.paid_amount == f"{sum(order.paid for order in orders):.2f}"
    assert key.refund_amount == f"{sum(order.refund for order in orders):.2f}"
    assert key.unpaid_orders == len(orders) - len(paid_times)
    assert key.refunded_orders == sum(order.refund > 0 for order in orders)
    assert key.buyers == len({order.cells["买家会员名"] for order in orders})
    assert key.first_created_at == str(min(order.created_at for order in orders))
    assert key.last_created_at == str(max(order.created_at for order in orders))
    assert key.last_paid_at == (str(max(paid_times)) if paid_times else None)
    assert key.lines == len(sheets.items)
    assert key.quantity == sum(int(line["购买数量"]) for line in sheets.items)
    assert key.skus == len({line["商家编码"] for line in sheets.items})
    peak = max(by_day, key=lambda day: (by_day[day], -day)) if by_day else None
    assert key.peak_day == (None if peak is None else str(event_day + timedelta(days=peak)))
    main_day = key.main_day
    assert main_day.orders_placed == sum(order.created_at.date() == event_day for order in orders)
    assert main_day.orders_paid == sum(time.date() == event_day for time in paid_times)
    assert main_day.paid_amount == f"{by_day.get(0, Decimal(0)):.2f}"
    assert key.window_paid_amount == f"{sum(by_day.get(day, 0) for day in range(-4, 3)):.2f}"


@pytest.fixture(scope="module")
def small_key(tmp_path_factory: pytest.TempPathFactory) -> AnswerKey:
    """The answer key of the small shop, made anew."""
    return write_shop(tmp_path_factory.mktemp("small"), 2026, 2000, 120, 11)


@pytest.fixture(scope="module")
def small() -> Sheets:
    """The committed small shop."""
    return read(SMALL, 2026)


# Large enough that chance does not hide the shape of a day.
@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    """A shop of 6,000 orders in another year, with another seed."""
    folder = tmp_path_factory.mktemp("shop")
    check_key(sheets := read_new(folder, 2025, 6000, 200, 5), key_in(folder))
    return sheets


def read_new(folder: Path, year: int, orders: int, products: int, seed: int) -> Sheets:
    """Write a shop and read it."""
    write_shop(folder, year, orders, products, seed)
    return read(folder, year)


def key_in(folder: Path) -> AnswerKey:
    """Read the answer key beside the sheets."""
    content = json.loads((folder / "answer_key.json").read_text("utf-8"))
    return AnswerKey(**{**content, "main_day": MainDay(**content["main_day"])})


def shares(orders: list[Order], test: Callable[[Order], bool]) -> float:
    """Return the share of orders that pass the test."""
    return sum(map(test, orders)) / len(orders)


def placed_on(sheets: Sheets, event_day: date, first: int, last: int) -> list[Order]:
    """Return the orders placed from day to day, counted from D."""
    return [
        order
        for order in sheets.orders.values()
        if first <= (order.created_at.date() - event_day).days <= last
    ]


# --- The files -----------------------------------------------------------------------------------


def test_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    main(["--orders", "2000", "--products", "120", "--year-before", "--out", str(tmp_path)])
    before = [f"{YEAR_BEFORE_FOLDER}/{name}" for name in FILES_BEFORE]
    for name in (*FILES, *before):
        assert (tmp_path / name).read_bytes() == (SMALL / name).read_bytes(), name
    assert sum((SMALL / name).stat().st_size for name in FILES) < 1_500_000
    assert sum((SMALL / name).stat().st_size for name in before) < 1_200_000


def test_a_ledger_in_a_file_writes_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "SLICE", 70)
    told: list[tuple[str, int, int]] = []
    write_shop(tmp_path, 2026, 2000, 120, 11, told=lambda *step: told.append(step))
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (SMALL / name).read_bytes(), name
    assert ("drawn", 1960, 1999) in told
    assert {path.name for path in tmp_path.iterdir()} == {
        path.name for path in SMALL.iterdir() if path.is_file()
    }


def test_size_may_be_given_in_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lines", "3000", "--out", str(tmp_path)])
    assert 2900 <= key_in(tmp_path).lines <= 3100
    assert "orders" in capsys.readouterr().out


def test_it_runs_as_a_script_from_anywhere(tmp_path: Path) -> None:
    # -P as run.py does: the script's own folder is not searched for modules.
    script = SMALL.parent / "generate.py"
    command = [sys.executable, "-P", str(script), "--orders", "3", "--out", "shop"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert key_in(tmp_path / "shop").orders == 3


def test_another_seed_is_another_shop(tmp_path: Path) -> None:
    folders = [tmp_path / str(seed) for seed in (1, 2)]
    for seed, folder in enumerate(folders):
        write_shop(folder, 2026, 100, 20, seed)
    one, other = [(folder / FILES[0]).read_bytes() for folder in folders]
    assert one != other


def test_files_are_gbk_with_crlf_and_guarded_ids() -> None:
    for name in FILES[:2]:
        content = (SMALL / name).read_bytes()
        content.decode("gbk")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert content.endswith(b"\r\n")
        assert content.splitlines()[1].startswith(b'="3515')
    assert b"\"'13" in (SMALL / FILES[0]).read_bytes(), "guarded phone numbers"


def test_answer_key_of_small(small: Sheets, small_key: AnswerKey) -> None:
    check_key(small, small_key)
    assert json.loads((SMALL / "answer_key.json").read_text("utf-8")) == asdict(small_key)
    assert small_key.orders == 2000
    assert small_key.rows_read == 2004


def test_each_defect_is_planted(small: Sheets) -> None:
    assert small.rejected == {"repeated_header": 1, "duplicate": 1, "total_row": 1, "bad_date": 1}
    assert small.remarks == {
        "paid_at_missing": 1,
        "outlier_amount": 1,
        "amount_cleaned": 2,
        "order_unknown": 1,
    }
    assert rows_of(SMALL / FILES[0]).count([]) == 1


def test_orders_agree_with_their_items(small: Sheets) -> None:
    lines: dict[str, list[dict[str, str]]] = {}
    for item in small.items:
        lines.setdefault(unguard(item["订单编号"]), []).append(item)
    for order_id, order in small.orders.items():
        own, cells = lines[order_id], order.cells
        assert cells["宝贝种类"] == str(len(own))
        assert cells["宝贝总数量"] == str(sum(int(line["购买数量"]) for line in own))
        assert cells["宝贝标题"] == "，".join(line["标题"] for line in own)
        assert len({line["商家编码"] for line in own}) == len(own) <= 6
        listed = sum(Decimal(line["价格"]) * int(line["购买数量"]) for line in own)
        goods, shipping = Decimal(cells["买家应付货款"]), Decimal(cells["买家应付邮费"])
        assert listed - goods in (0, 20, 30, 50, 80), "the shop's money off"
        assert order.gross == goods + shipping


def test_amounts_and_states_are_consistent(small: Sheets) -> None:
    for order in small.orders.values():
        status, reason = order.cells["订单状态"], order.cells["订单关闭原因"]
        assert order.paid == (order.gross if order.paid_at else 0)
        assert 0 <= order.refund <= order.paid
        assert not order.paid_at or order.paid_at >= order.created_at
        if not order.paid_at:
            assert status in ("等待买家付款", "交易关闭")
        elif order.refund == order.paid:
            assert (status, reason) == ("交易关闭", "退款")
        else:
            assert status in (
                "买家已付款，等待卖家发货",
                "卖家已发货，等待买家确认",
                "交易成功",
            )
        assert (status == "交易关闭") == (reason != "订单未关闭")


def test_personal_fields_are_masked_and_present(small: Sheets) -> None:
    cells = [order.cells for order in small.orders.values()]
    assert all(re.fullmatch(r".\*\*", row["收货人姓名"]) for row in cells)
    assert all(re.fullmatch(r"'1\d\d\*{4}\d{4}", row["联系手机"]) for row in cells)
    assert all(re.fullmatch(r"\S+ \S+ \S+ \*\*\*\(\d{6}\)", row["收货地址"]) for row in cells)
    assert {row["买家支付宝账号"] for row in cells} == {"***@***.com"}
    assert any(row["买家留言"] for row in cells)
    assert any("王**" in row["订单备注"] for row in cells)


def per_hour(hours: Counter[int], first: int, last: int) -> float:
    """Return the orders an hour from hour to hour."""
    return sum(hours[hour] for hour in range(first, last)) / (last - first)


# --- The shape -----------------------------------------------------------------------------------

EVENT_2025 = date(2025, 11, 11)


def test_event_day_stands_out_as_in_a_real_shop(shop: Sheets) -> None:
    by_day = shop.paid_on(EVENT_2025)
    ordinary = median(by_day[day] for day in range(-42, -10))
    assert Decimal(4) < by_day[0] / ordinary < 6, "TGT-7"
    waiting = median(by_day[day] for day in range(-10, -4))
    assert waiting < ordinary, "CAL-9: buyers wait"
    assert by_day[0] > by_day[1] > by_day[2] > ordinary, "TGT-8: a tail"
    assert max(by_day[day] for day in by_day if day not in range(-4, 3)) < by_day[1]


def test_small_shop_shows_the_event_too(small: Sheets) -> None:
    by_day = small.paid_on(date(2026, 11, 11))
    ratio = by_day[0] / median(by_day[day] for day in range(-42, -10))
    assert Decimal("3.5") < ratio < Decimal("6.5"), "35 orders a day: chance plays a part"


def test_hours_of_the_event_day(shop: Sheets) -> None:
    hours = Counter(order.created_at.hour for order in placed_on(shop, EVENT_2025, 0, 0))
    assert per_hour(hours, 0, 2) > 5 * per_hour(hours, 2, 8), "CAL-8: rush and trough"
    assert per_hour(hours, 20, 24) > per_hour(hours, 8, 20), "CAL-8: the second rush"
    assert hours[0] > hours[1]


def test_event_day_has_an_afternoon_peak() -> None:
    # Only times are drawn, but so many that chance cannot hide the smallest of the peaks.
    seconds = list(draw_seconds(Random(1), Calendar(EVENT_2025), 60_000))
    assert seconds == sorted(seconds)
    hours = Counter(second // 3600 for second in seconds if 0 <= second < 24 * 3600)
    assert per_hour(hours, 14, 16) > 1.2 * per_hour(hours, 8, 14), "CAL-8"
    assert per_hour(hours, 14, 16) > 1.2 * per_hour(hours, 16, 20), "CAL-8"
    assert per_hour(hours, 20, 24) > per_hour(hours, 14, 16)


def test_hours_of_ordinary_days(shop: Sheets) -> None:
    hours = Counter(order.created_at.hour for order in placed_on(shop, EVENT_2025, -42, -11))
    assert hours[0] < hours[10], "no midnight rush"
    assert max(hours, key=lambda hour: hours[hour]) in (20, 21, 22)


def test_promotion_lowers_unit_price_and_raises_items_per_order(shop: Sheets) -> None:
    def levers(first: int, last: int) -> tuple[Decimal, float]:
        orders = [order for order in placed_on(shop, EVENT_2025, first, last) if order.paid]
        pieces = sum(int(order.cells["宝贝总数量"]) for order in orders)
        return sum((order.paid for order in orders), Decimal(0)) / pieces, pieces / len(orders)

    (price, items), (event_price, event_items) = levers(-42, -11), levers(0, 2)
    assert event_price < price * Decimal("0.9"), "TGT-3"
    assert event_items > items * 1.2, "TGT-3"
    pieces = sum(int(line["购买数量"]) for line in shop.items)
    assert 1.5 <= pieces / len(shop.orders) <= 1.8


def test_shares_are_believable(shop: Sheets) -> None:
    orders = list(shop.orders.values())
    paid = [order for order in orders if order.paid]
    assert 0.10 <= shares(orders, lambda order: order.paid == 0) <= 0.14
    assert 0.07 <= shares(paid, lambda order: order.refund > 0) <= 0.11
    assert 0.70 <= shares(paid, lambda order: paid_within(order, 300)) <= 0.90
    assert any(not paid_within(order, 3600) for order in paid)
    partial = [order for order in paid if 0 < order.refund < order.paid]
    assert partial
    cities = Counter(order.cells["收货地址"].split()[1] for order in orders)
    for city in ("北京市", "上海市", "广州市", "深圳市", "杭州市"):
        assert 0.02 <= cities[city] / len(orders) <= 0.09


def paid_within(order: Order, seconds: int) -> bool:
    """Tell whether the order was paid within so many seconds."""
    return order.paid_at is not None and order.paid_at - order.created_at <= timedelta(0, seconds)


def test_some_orders_of_the_eve_are_paid_after_midnight(shop: Sheets) -> None:
    eve = placed_on(shop, EVENT_2025, -1, -1)
    on_the_day = [order for order in eve if order.paid_at and order.paid_at.date() == EVENT_2025]
    assert len(on_the_day) > 5


def test_some_buyers_come_back_in_the_event(shop: Sheets) -> None:
    def buyers(first: int, last: int) -> set[str]:
        orders = placed_on(shop, EVENT_2025, first, last)
        return {order.cells["买家会员名"] for order in orders if order.paid}

    event = buyers(0, 0)
    assert 0.18 <= len(event & buyers(-42, -1)) / len(event) <= 0.36


def test_few_products_sell_most(shop: Sheets) -> None:
    sold: Counter[str] = Counter()
    for line in shop.items:
        sold[line["商家编码"]] += int(line["购买数量"])
    best = sum(pieces for _, pieces in sold.most_common(len(sold) // 5))
    assert 0.4 <= best / sold.total() <= 0.8


def test_some_styles_are_bought_together(shop: Sheets) -> None:
    baskets: dict[str, set[str]] = {}
    for line in shop.items:
        baskets.setdefault(line["订单编号"], set()).add(line["商家编码"].partition("-")[0])
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for styles in baskets.values():
        alone.update(styles)
        pairs.update((a, b) for a in styles for b in styles if a < b)
    lifts = [n * len(baskets) / alone[a] / alone[b] for (a, b), n in pairs.items() if n >= 30]
    assert max(lifts) > 2


# --- Other years and sizes -----------------------------------------------------------------------


@pytest.mark.parametrize("orders", [1, 2, 5, 49, 50, 120])
@pytest.mark.parametrize("products", [1, 9])
def test_any_size_is_legal(tmp_path: Path, orders: int, products: int) -> None:
    for seed in range(2):
        key = write_shop(tmp_path, 2023, orders, products, seed)
        check_key(read(tmp_path, 2023), key)
        assert key.orders == orders
        # Few orders stay clean.
        assert sum(key.rows_rejected.values()) == (4 if orders >= 50 else 0)


@pytest.mark.parametrize(("orders", "products"), [(0, 5), (5, 0)])
def test_an_empty_shop_is_refused(tmp_path: Path, orders: int, products: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        write_shop(tmp_path, 2026, orders, products, 1)


@pytest.mark.parametrize("year", [2017, 2024, 2025])
def test_period_lies_around_11_november(tmp_path: Path, year: int) -> None:
    key = write_shop(tmp_path, year, 600, 40, 3)
    check_key(read(tmp_path, year), key)
    event_day = date(year, 11, 11)
    assert key.event_day == key.peak_day == str(event_day)
    assert key.first_created_at[:10] >= str(event_day - timedelta(days=42))
    assert key.last_created_at[:10] <= str(event_day + timedelta(days=14))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 11), date(2026, 11, 11)),
        (date(2026, 11, 10), date(2025, 11, 11)),
        (date(2027, 1, 1), date(2026, 11, 11)),
    ],
)
def test_ready_event_day_is_the_latest_one(today: date, expected: date) -> None:
    assert ready_event_day(today) == expected


# --- The year before -----------------------------------------------------------------------------


def test_the_year_before_says_what_its_key_says() -> None:
    sheets = read(BEFORE, 2025)
    key = json.loads((BEFORE / "answer_key.json").read_text("utf-8"))
    main_day = date(2025, 11, 11)
    paid_on_it = {
        order_id
        for order_id, order in sheets.orders.items()
        if order.paid_at and order.paid_at.date() == main_day
    }
    assert key == {
        "event_day": str(main_day),
        "orders": len(sheets.orders),
        "lines": len(sheets.items),
        "quantity": sum(int(line["购买数量"]) for line in sheets.items),
        "skus": len({line["商家编码"] for line in sheets.items}),
        "paid_amount": f"{sum(order.paid for order in sheets.orders.values()):.2f}",
        "main_day": {
            "orders_placed": len(placed_on(sheets, main_day, 0, 0)),
            "orders_paid": len(paid_on_it),
            "paid_amount": f"{sheets.paid_on(main_day)[0]:.2f}",
        },
        "main_day_units": sum(
            int(line["购买数量"])
            for line in sheets.items
            if unguard(line["订单编号"]) in paid_on_it
        ),
    }
    # The shop has grown by a quarter since, and the lists are clean.
    assert key["orders"] == 1600
    assert not sheets.rejected.total()
    assert not sheets.remarks.total()


def test_two_years_share_products_but_no_order_and_no_buyer(small: Sheets) -> None:
    before = read(BEFORE, 2025)

    def buyers(sheets: Sheets) -> set[str]:
        return {order.cells["买家会员名"] for order in sheets.orders.values()}

    def styles(sheets: Sheets) -> set[str]:
        return {line["商家编码"].partition("-")[0] for line in sheets.items} - {"SHOW"}

    assert not small.orders.keys() & before.orders.keys()
    assert not buyers(small) & buyers(before)
    # Each sixth style was designed since.
    assert {code[-3:] for code in styles(small) - styles(before)} == {"006", "012"}
    assert not styles(before) - styles(small)


@pytest.mark.parametrize(("orders", "products"), [(1, 1), (49, 9), (120, 1)])
def test_the_year_before_may_have_any_size(tmp_path: Path, orders: int, products: int) -> None:
    key = write_year_before(tmp_path, 2023, orders, products, 1)
    assert key.event_day == "2022-11-11"
    assert len(read(tmp_path, 2022).orders) == key.orders == max(1, orders * 80 // 100)
