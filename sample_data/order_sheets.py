"""The order list and the order items list, as the platform's seller centre wrote them in 2017.

GBK, CRLF, guarded ids; and the defects of real lists, planted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import IO

from sample_data.buyers import make_buyer
from sample_data.catalogue import SHOP_NAME, Catalogue, Category, Sku, Style
from sample_data.cells import money, money_with_commas
from sample_data.demand import ORDINARY, Calendar
from sample_data.ledger import (
    CLOSED,
    SLICE,
    YEAR_BEFORE,
    Ledger,
    Line,
    Order,
    Progress,
    draft_order,
    make_ledger,
)
from sample_data.tally import Tally

# --- The platform's columns ----------------------------------------------------------------------

# The spaces at the end of some names are the platform's own.
ORDER_HEADERS = (
    "订单编号", "买家会员名", "买家支付宝账号", "买家应付货款", "买家应付邮费", "买家支付积分",
    "总金额", "返点积分", "买家实际支付金额", "买家实际支付积分", "订单状态", "买家留言",
    "收货人姓名", "收货地址 ", "运送方式", "联系电话 ", "联系手机", "订单创建时间",
    "订单付款时间 ", "宝贝标题 ", "宝贝种类 ", "物流单号 ", "物流公司", "订单备注", "宝贝总数量",
    "店铺Id", "店铺名称", "订单关闭原因", "卖家服务费", "买家服务费", "发票抬头", "是否手机订单",
    "分阶段订单信息", "特权订金订单id", "是否上传合同照片", "是否上传小票", "是否代付", "定金排名",
    "修改后的sku", "修改后的收货地址", "异常信息", "天猫卡券抵扣", "集分宝抵扣", "是否是O2O交易",
    "退款金额", "预约门店",
)  # fmt: skip
ITEM_HEADERS = (
    "订单编号", "标题", "价格", "购买数量", "外部系统编号", "商品属性", "套餐信息", "备注",
    "订单状态", "商家编码",
)  # fmt: skip

# --- Planted defects -----------------------------------------------------------------------------

# Below this many orders the sheet stays clean: a defect would be most of it.
DEFECTS_FROM_ORDERS = 50
OUTLIER_MINOR = 188_888_00
# A sample on show with a deterrent price; now and then somebody orders it and never pays.
SHOW_PIECE = Sku(
    -1, "SHOW-001", "高定礼服样衣展示 请勿拍下", "如图色", "均码", OUTLIER_MINOR, OUTLIER_MINOR,
    Style(-1, Category("展示样衣", "SHOW", (0, 0), 0, 0, "", ()), "", 0, 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """Which orders carry defects; 0 is nobody's order id.

    ``outlier`` counts among the kept orders and lies just after the one it resembles. ``bad_date``
    stands only in the order list, ``orphan`` only in the item list.
    """

    outlier: Order
    bad_date: Order
    orphan: Order
    without_payment_time: int
    with_thousands_comma: int
    with_currency_sign: int


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop's own books, and what is planted in its sheets (None: nothing)."""

    seed: int
    calendar: Calendar
    catalogue: Catalogue
    ledger: Ledger
    planted: Planted | None

    @property
    def orders(self) -> int:
        """How many orders a right import keeps."""
        return len(self.ledger) + (self.planted is not None)

    def newest_first(self) -> Iterator[Order]:
        """Yield exactly the orders that a right import keeps, as it has to see them."""
        if self.planted is None:
            yield from self.ledger.newest_first()
            return
        outlier: Order | None = self.planted.outlier
        for order in self.ledger.newest_first():
            if outlier and outlier.order_id > order.order_id:
                yield outlier
                outlier = None
            if order.order_id == self.planted.without_payment_time:
                # The sheet has no payment time for it, so it counts when it was placed.
                yield order._replace(paid=order.created)
            else:
                yield order


def make_shop(
    year: int, orders: int, products: int, seed: int, file: IO[bytes], told: Progress
) -> Shop:
    """Return the shop with its defects, or a clean one where there are few orders."""
    calendar = Calendar(date(year, 11, 11))
    catalogue = Catalogue(year, products, seed)
    has_defects = orders >= DEFECTS_FROM_ORDERS
    # The outlier is the last of the orders.
    ledger = make_ledger(catalogue, calendar, orders - has_defects, seed, file, told)
    planted = plant(Random(f"{seed}-defects"), ledger) if has_defects else None
    return Shop(seed, calendar, catalogue, ledger, planted)


def make_shop_year_before(
    year: int, orders: int, products: int, seed: int, file: IO[bytes], told: Progress
) -> Shop:
    """Return the same shop around the event a year earlier, without defects."""
    calendar = Calendar(date(year - 1, 11, 11))
    catalogue = Catalogue(year - 1, products, seed, is_year_before=True)
    ledger = make_ledger(catalogue, calendar, orders, seed, file, told, YEAR_BEFORE)
    return Shop(seed, calendar, catalogue, ledger, None)


def plant(rng: Random, ledger: Ledger) -> Planted:
    """Make the orders that are defects themselves; choose those that carry the others."""
    silent_at = ledger.ordinary[len(ledger.ordinary) // 4]
    dear = [position for position in ledger.dear if position != silent_at]
    comma_at = dear[len(dear) // 2] if dear else -1
    sign_at = next(at for at in ledger.ordinary if at not in (silent_at, comma_at))
    outlier, bad_date, orphan = [
        beside_ledger(rng, len(ledger) + part, ledger[len(ledger) * part // 5], part)
        for part in (1, 2, 3)
    ]
    return Planted(
        outlier=outlier._replace(
            lines=(Line(SHOW_PIECE, OUTLIER_MINOR, 1),),
            listed_minor=OUTLIER_MINOR,
            discount_minor=0,
            shipping_minor=0,
        ),
        bad_date=bad_date,
        orphan=orphan,
        without_payment_time=ledger[silent_at].order_id,
        with_thousands_comma=ledger[comma_at].order_id if dear else 0,
        with_currency_sign=ledger[sign_at].order_id,
    )


def beside_ledger(rng: Random, buyer_serial: int, like: Order, step: int) -> Order:
    """Return an unpaid order with an id and a buyer of its own, a moment after another one.

    Args:
        rng: to draw from.
        buyer_serial: of the new buyer; one that no buyer of the ledger has.
        like: the order it is placed after.
        step: so much higher is its id.
    """
    buyer = make_buyer(rng, buyer_serial)
    draft = draft_order(
        rng, like.order_id + step, like.created, None, buyer, like.lines[:1], ORDINARY
    )
    return draft._replace(status=CLOSED, close_reason="买家未付款", message="", remark="")


# --- The rows ------------------------------------------------------------------------------------


def quoted(cells: Iterable[str]) -> str:
    """Return cells as the platform writes them: each in quotes, even when empty; none holds one."""
    return '"' + '","'.join(cells) + '"'


def guarded(text: str) -> str:
    """Return a cell that a spreadsheet leaves alone: a formula whose value is the text."""
    return f'="{text}"'


# What differs from order to order has a %s; the other cells are the same in every row.
_ORDER_ROW = ",".join(
    (
        guarded("%s"),
        quoted(
            (
                "%s", "***@***.com", "%s", "%s", "0", "%s", "0", "%s", "0", "%s", "%s", "%s", "%s",
                "快递", "", "%s", "%s", "%s", "%s", "%s", "%s", "%s", "%s", "%s", "0", SHOP_NAME,
                "%s", "0", "0元", "", "%s", "",
            )
        ),
        guarded(""),
        quoted(("否", "否", "否", "", "", "", "", "", "", "", "%s", "")),
    )
)  # fmt: skip


def order_row(shop: Shop, order: Order) -> str:
    """Return the order's row in the order list."""
    gross, paid = money(order.gross_minor), money(order.paid_minor)
    midnight_of_d = shop.calendar.midnight_of_d
    created_at = str(midnight_of_d + timedelta(seconds=order.created))
    paid_at = "" if order.paid is None else str(midnight_of_d + timedelta(seconds=order.paid))
    if shop.planted:
        if order.order_id == shop.planted.with_thousands_comma:
            gross = money_with_commas(order.gross_minor)
        if order.order_id == shop.planted.with_currency_sign:
            paid = f"￥{paid}"  # the full-width sign; GBK has no other
        if order.order_id == shop.planted.without_payment_time:
            paid_at = ""
        if order is shop.planted.bad_date:
            created_at = f"{shop.calendar.event_day.year}/13/45 xx"
    nickname, receiver, phone, address = order.buyer.person
    cells = (
        nickname, money(order.goods_minor), money(order.shipping_minor), gross, paid, order.status,
        order.message, receiver, address, f"'{phone}", created_at, paid_at,
        "，".join([line.sku.title for line in order.lines]), str(len(order.lines)), order.waybill,
        order.carrier, order.remark, str(order.quantity), order.close_reason,
        "手机订单" if order.by_phone else "", money(order.refund_minor),
    )  # fmt: skip
    return _ORDER_ROW % (order.order_id, *cells)


def total_row(tally: Tally) -> str:
    """Return the row of sums that somebody added below the order list."""
    sums = {
        "订单编号": "合计",
        "总金额": money(tally.gross_minor),
        "买家实际支付金额": money(tally.paid_minor),
        "退款金额": money(tally.refund_minor),
    }
    return quoted(sums.get(header, "") for header in ORDER_HEADERS)


def item_rows(order: Order) -> Iterator[str]:
    """Yield the order's rows in the item list; each ends in a comma too many, as the platform's."""
    for sku, price_minor, quantity in order.lines:
        cells = (
            sku.title, money(price_minor), str(quantity), sku.code, sku.spec, "", order.remark,
            order.status, sku.code,
        )  # fmt: skip
        yield f'="{order.order_id}",{quoted(cells)},'


# --- The files -----------------------------------------------------------------------------------


def write_order_sheets(folder: Path, shop: Shop, told: Progress) -> Tally:
    """Write both lists, newest order first, in one walk over the ledger; return what was counted.

    As bytes, so that no system changes the line ends.
    """
    year, orders, planted = shop.calendar.event_day.year, shop.orders, shop.planted
    tally = Tally(shop.calendar, len(shop.catalogue.skus))
    with ExitStack() as files:
        order_file, item_file = [
            files.enter_context((folder / f"{name}{year}.csv").open("wb"))
            for name in ("ExportOrderList", "ExportOrderDetailList")
        ]
        write_row(order_file, quoted(ORDER_HEADERS))
        write_row(item_file, quoted(ITEM_HEADERS))
        cut = orders // 2
        orphan = planted.orphan if planted else None
        row = ""
        for position, order in enumerate(shop.newest_first()):
            if orphan and orphan.order_id > order.order_id:
                for item_row in item_rows(orphan):
                    write_row(item_file, item_row)
                tally.add_lines(orphan)
                orphan = None
            if planted and position == cut:
                # Two exports pasted together: a blank line, the second one's header, and the one
                # order that both hold.
                for pasted in ("", quoted(ORDER_HEADERS), row):
                    write_row(order_file, pasted)
            row = order_row(shop, order)
            write_row(order_file, row)
            for item_row in item_rows(order):
                write_row(item_file, item_row)
            tally.add(order)
            if planted and position == cut // 2:
                write_row(order_file, order_row(shop, planted.bad_date))
            if position % SLICE == SLICE - 1:
                told("written", position + 1, orders)
        if planted:
            write_row(order_file, total_row(tally))
    return tally


def write_row(file: IO[bytes], row: str) -> None:
    """Write one row in GBK with CRLF."""
    file.write(row.encode("gbk") + b"\r\n")
