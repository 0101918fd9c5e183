"""The logistics workbook: where each parcel is, as a delivery tool exports it.

Parcels, carriers and numbers are the ledger's own. How long a parcel takes follows from its
carrier; some go wrong. The latest event names couriers and neighbours, as real ones do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from sample_data.demand import DAY_SECONDS, EVENT, EXPORTED_SECOND, mood_of
from sample_data.drawing import even, one_of
from sample_data.ledger import CLOSED, SHIPPED, Order
from sample_data.order_sheets import Shop
from sample_data.workbook import Cell, new_workbook

HEADERS = (
    "运单号", "订单编号", "物流公司", "发货时间", "物流状态", "最新物流信息", "更新时间",
    "签收时间", "收货省份", "收货城市",
)  # fmt: skip
# A delivery tool exports no more than its newest parcels.
PARCELS_AT_MOST = 50_000
HOUR = 3600

# Hours a carrier takes on an average; a parcel takes 70 to 150 % of it, in the event half more.
USUAL_HOURS = {
    "顺丰速运": 30, "中通快递": 54, "圆通速递": 58, "韵达快递": 60, "申通快递": 66, "EMS": 84,
}  # fmt: skip
COURIERS = ("李师傅 138****6621", "王师傅", "陈师傅 150****7788")


class Trouble(NamedTuple):
    """What goes wrong with parcels not confirmed yet: per mille of them, after which hours."""

    name: str
    share: int
    hours: tuple[int, int]
    status: str
    event: str


TROUBLES = (
    Trouble("lost", 25, (20, 40), "异常", "快件在中转途中丢失，正在核实"),
    Trouble("wrong_address", 35, (30, 60), "派送中", "派送失败：地址不详，联系不上收件人"),
    Trouble("outside_area", 20, (30, 60), "运输中", "超区件，待转其他快递"),
    Trouble("refused", 25, (30, 60), "拒收", "收件人拒收，快件待退回"),
    Trouble("held", 25, (20, 40), "运输中", "包裹量大，转运中心延误"),
    # Nothing is heard of it any more.
    Trouble("silent", 45, (4, 12), "运输中", "离开【杭州转运中心】 发往下一站"),
)


@dataclass(frozen=True, slots=True)
class LogisticsAnswer:
    """What a right import of the logistics sheet finds; ``statuses`` counts kept parcels."""

    rows_read: int
    rows_kept: int
    rows_rejected: dict[str, int]
    parcels: int
    carriers: int
    statuses: dict[str, int]


class Parcel(NamedTuple):
    """One parcel; times are seconds from midnight of D."""

    order: Order
    status: str  # as a right import reads it
    shipped: int
    updated: int
    signed: int | None
    words: tuple[str, str]  # status and latest event, as the sheet has them


def write_logistics_sheet(folder: Path, shop: Shop) -> LogisticsAnswer:
    """Write the workbook, newest parcel first; return what is in it."""
    rng = Random(f"{shop.seed}-logistics")
    sent = (order for order in shop.newest_first() if order.waybill and order.paid is not None)
    parcels = [parcel(rng, order) for order in islice(sent, PARCELS_AT_MOST)]
    has_defects = shop.planted is not None and len(parcels) > 1
    calendar = shop.calendar
    path = folder / f"物流跟踪{calendar.event_day.year}.xlsx"
    with new_workbook(path, calendar.exported_at) as book:
        book.add("物流跟踪", HEADERS, rows(shop, parcels, has_defects=has_defects))
    # A log's older event, and an order that waits for its number.
    rejected = {"older_event": int(has_defects), "no_tracking_number": int(has_defects)}
    return LogisticsAnswer(
        rows_read=len(parcels) + sum(rejected.values()),
        rows_kept=len(parcels),
        rows_rejected=rejected,
        parcels=len({one.order.waybill for one in parcels}),
        carriers=len({one.order.carrier for one in parcels}),
        statuses=dict(sorted(Counter(one.status for one in parcels).items())),
    )


def parcel(rng: Random, order: Order) -> Parcel:
    """Return where the parcel of an order is when the sheet is drawn."""
    paid = order.paid or 0
    # Before the sheet is drawn, whatever the ledger's day of dispatch.
    shipped = min(paid + (6 + even(rng, 36)) * HOUR, EXPORTED_SECOND - (2 + even(rng, 6)) * HOUR)
    shipped = max(shipped, paid + HOUR)
    slower = 15 if mood_of(paid // DAY_SECONDS) is EVENT else 10
    took = USUAL_HOURS[order.carrier] * HOUR * (70 + even(rng, 81)) * slower // 1000
    arrives = shipped + took
    courier = one_of(rng, COURIERS)
    chance = even(rng, 1000)
    if order.status == CLOSED and chance < 600:
        at = min(arrives + 20 * HOUR, EXPORTED_SECOND - HOUR)
        return Parcel(
            order, "returned", shipped, at, None, ("退回中", "快件已退回，正在返回发件地")
        )
    if order.status == SHIPPED:
        for trouble in TROUBLES:
            if chance < trouble.share:
                low, high = trouble.hours
                at = min(shipped + (low + even(rng, high - low)) * HOUR, EXPORTED_SECOND - HOUR)
                state = "in_transit" if trouble.name == "silent" else trouble.name
                return Parcel(order, state, shipped, at, None, (trouble.status, trouble.event))
            chance -= trouble.share
    if arrives < EXPORTED_SECOND - HOUR or order.status != SHIPPED:
        at = min(arrives, EXPORTED_SECOND - HOUR)
        words = ("已签收", f"快件已签收，签收人：本人，派件员：{courier}")
        return Parcel(order, "signed", shipped, at, at, words)
    at = EXPORTED_SECOND - (1 + even(rng, 15)) * HOUR
    at = max(at, shipped)
    if 100 * (EXPORTED_SECOND - shipped) > 75 * took:
        return Parcel(order, "delivering", shipped, at, None, ("派送中", f"正在派件，{courier}"))
    return Parcel(order, "in_transit", shipped, at, None, ("运输中", "离开【义乌转运中心】"))


def rows(shop: Shop, parcels: list[Parcel], *, has_defects: bool) -> Iterator[list[Cell]]:
    """Yield the rows of the sheet, the planted ones behind the first two parcels."""
    midnight = shop.calendar.midnight_of_d

    def moment(second: int | None) -> str | None:
        return None if second is None else str(midnight + timedelta(seconds=second))

    def row(one: Parcel, updated: int, status: str, event: str) -> list[Cell]:
        _, _, _, address = one.order.buyer.person
        province, city, *_ = address.split(" ")
        return [
            one.order.waybill.removeprefix("No:"), str(one.order.order_id), one.order.carrier,
            moment(one.shipped), status, event, moment(updated), moment(one.signed), province, city,
        ]  # fmt: skip

    for number, one in enumerate(parcels):
        yield row(one, one.updated, *one.words)
        if has_defects and number == 0:
            yield row(one, one.shipped, "运输中", "已揽收")[:7] + [None] * 3
        if has_defects and number == 1:
            yield [None, str(one.order.order_id + 1), None, None, "待发货", *[None] * 5]
