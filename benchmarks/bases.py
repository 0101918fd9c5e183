"""Small made-up sheets of each kind, whole: what the mutator starts from."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeAlias

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data" / "small"
ROWS = 40

MARK, PHONE, MAIL = "暗号", "13955501234", "anhao@geheim.example"
SECRETS = (MARK, PHONE, MAIL)
"""Stand in every column with personal data, and nowhere else."""
PLANTED = {
    "收货人姓名": f"{MARK}钱",
    "联系手机": f"'{PHONE}",
    "收货地址": f"浙江省 杭州市 西湖区 {MARK}路77号",
    "买家留言": f"请放{MARK}柜 {MAIL}",
    "订单备注": f"{MARK} {PHONE}",
    "备注": f"{MARK}备注",
    "Email": MAIL,
    "Billing Name": f"{MARK} 钱",
    "Billing Street": f"{MARK} street 7",
    "Notes": f"{MARK} {PHONE}",
}

Line: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Base:
    """A sheet as it ought to be.

    Attributes:
        kind: as the importer names it.
        file_name: as the manager knows it.
        header: texts of the header.
        rows: below it, as long as the header.
    """

    kind: str
    file_name: str
    header: Line
    rows: tuple[Line, ...]


@cache
def bases() -> tuple[Base, ...]:
    """Return one sheet of each kind, all whole and small."""
    return (
        _from_sample("orders", "ExportOrderList"),
        _from_sample("order_items", "ExportOrderDetailList"),
        _shop_export(),
        _marketplace(),
        _stock(),
        _products(),
        _traffic(),
        _discounts(),
    )


def _from_sample(kind: str, name: str) -> Base:
    """Return the first rows of a list of the sample shop."""
    path = next(SAMPLE.glob(f"{name}*.csv"))
    with path.open(encoding="gbk", newline="") as file:
        header, *rows = [row for row, _ in zip(csv.reader(file), range(ROWS + 1), strict=False)]
    return _planted(kind, path.name, header, [row[: len(header)] for row in rows])


def _planted(
    kind: str, file_name: str, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> Base:
    planted = [PLANTED.get(name.strip()) for name in header]
    return Base(
        kind,
        file_name,
        tuple(header),
        tuple(
            tuple(cell if text is None else text for text, cell in zip(planted, row, strict=True))
            for row in rows
        ),
    )


def _names(text: str) -> list[str]:
    return text.split(",")


def _moment(number: int) -> datetime:
    return datetime(2025, 11, 1, 9) + timedelta(hours=7 * number, seconds=number)


def _shop_export() -> Base:
    """Return orders with their items, the order's own fields on its first line only."""
    header = _names(
        "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Total,Created at,"
        "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Street,"
        "Shipping Province,Notes,Refunded Amount"
    )
    rows = []
    for number in range(ROWS // 2):
        placed = f"{_moment(number):%Y-%m-%d %H:%M:%S} +0800"
        order = f"#{2001 + number}"
        first = [order, "", "paid", placed, "CNY", "108.00", "0.00", "108.00", placed]
        rows.append([*first, "2", "Coat", "49.00", f"A-{number % 7}", "", "", "GD", "", "0.00"])
        rows.append([order, *[""] * 8, "1", "Belt", "10.00", "B-1", *[""] * 5])
    return _planted("orders+order_items", "orders_export_1.csv", header, rows)


def _marketplace() -> Base:
    """Return orders with their items as a marketplace reports them."""
    header = _names(
        "amazon-order-id,purchase-date,order-status,product-name,sku,asin,quantity,currency,"
        "item-price,ship-city,ship-state,ship-country"
    )
    rows = [
        (
            f"171-{4000000 + number // 2}-9{number // 2:06}",
            f"{_moment(number):%Y-%m-%dT%H:%M:%S}+00:00",
            ("Shipped", "Cancelled", "Pending")[number % 3],
            f"Kurta {number % 5}", f"K-{number % 9}", f"B0{number:08}", str(number % 3 + 1), "INR",
            f"{399 + number}.00", "BENGALURU", "KARNATAKA", "IN",
        )
        for number in range(ROWS)
    ]  # fmt: skip
    return Base("orders+order_items", "report.txt", tuple(header), tuple(rows))


def _stock() -> Base:
    header = _names(
        "款式编码,颜色,规格,商品编码,名称,仓库,数量,订单占有,采购在途数,可用数,成本价,供应商,备注"
    )
    rows = [
        (
            f"K{number // 3:03}", "黑色", f"{36 + number % 6}", f"K{number // 3:03}-{number:02}",
            f"短靴{number}", "主仓", str(number * 3), str(number % 4), str(number % 5 * 10),
            str(number * 3 - number % 4), f"{80 + number}.50", "示例鞋厂", "",
        )
        for number in range(ROWS)
    ]  # fmt: skip
    return _planted("stock", "库存.csv", header, rows)


def _products() -> Base:
    header = _names(
        "商家编码,条码,货品名称,规格名称,分类,成本价,零售价,重量(g),长(cm),供应商,交期,起订量"
    )
    rows = [
        (
            f"P{number:04}", f"6901234{number:05}4", f"针织衫{number}", "均码", "上衣",
            f"{30 + number}.00", f"{99 + number}.00", str(200 + number), "32", "示例针织厂", "15",
            "50",
        )
        for number in range(ROWS)
    ]  # fmt: skip
    return _planted("products", "商品资料.csv", header, rows)


def _traffic() -> Base:
    header = _names(
        "统计日期,访客数,浏览量,收藏人数,加购人数,下单买家数,支付买家数,支付件数,支付金额,"
        "支付转化率,客单价,成功退款金额"
    )
    rows = []
    for number in range(ROWS):
        buyers, visitors = 20 + number, 1000 + 13 * number
        rows.append(
            (
                f"{_moment(0) + timedelta(days=number):%Y-%m-%d}", f"{visitors:,}",
                str(visitors * 4),
                str(number), str(60 + number), str(buyers + 3), str(buyers), str(buyers + 9),
                f"{buyers * 88:,}.00", f"{100 * buyers / visitors:.2f}%", "88.00", "-",
            )
        )  # fmt: skip
    return _planted("traffic", "店铺日报.csv", header, rows)


def _discounts() -> Base:
    header = _names(
        "活动名称,营销工具,商品ID,商家编码,商品名称,活动价,折扣,减钱,开始时间,结束时间,活动状态,备注"
    )
    benefits = (("79.00", "", ""), ("", "8.5折", ""), ("", "", "20"))
    rows = [
        (
            f"双11第{number // 5}波", ("限时打折", "单品宝")[number % 2], f"6123456789{number:02}",
            f"P{number:04}", f"针织衫{number}", *benefits[number % 3],
            "2025-11-01 20:00:00", f"2025-11-{11 + number % 9} 23:59:59",
            ("进行中", "未开始", "已结束")[number % 3], "",
        )
        for number in range(ROWS)
    ]  # fmt: skip
    return _planted("discounts", "优惠活动.csv", header, rows)
