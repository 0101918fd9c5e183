"""The traffic workbook: visitors and what they did, by day and by source, from shop analytics.

Buyers, units and amounts are the ledger's own. Visitors follow from the buyers and a conversion
rate; what visitors do before they buy follows from the visitors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from sample_data.catalogue import SHOP_NAME
from sample_data.cells import count_with_commas, money, money_with_commas, percent, yuan
from sample_data.demand import FIRST_DAY, LAST_DAY, Calendar
from sample_data.drawing import even
from sample_data.tally import Tally
from sample_data.workbook import Cell, new_workbook

HEADERS = (
    "统计日期", "访客数", "浏览量", "商品收藏人数", "加购人数", "询单人数", "下单买家数",
    "支付买家数", "支付件数", "支付金额", "支付转化率", "客单价", "成功退款金额",
)  # fmt: skip
SOURCE_HEADERS = (
    "统计日期", "流量来源", "来源明细", "访客数", "浏览量", "商品收藏人数", "加购人数",
    "下单买家数", "支付买家数", "支付件数", "支付金额", "支付转化率",
)  # fmt: skip

# --- The shape of traffic ------------------------------------------------------------------------


class Interest(NamedTuple):
    """How visitors behave on a kind of day: (from, to), drawn for each day.

    Conversion in hundredths of a percent, views per ten visitors, the others per mille of visitors.
    """

    conversion: tuple[int, int]
    views: tuple[int, int]
    favourites: tuple[int, int]
    carts: tuple[int, int]
    inquiries: tuple[int, int]


ORDINARY = Interest((255, 365), (34, 44), (42, 58), (80, 105), (70, 90))
# Buyers look, compare and fill their carts before the event (CAL-9), and buy little.
WAITING = Interest((205, 260), (46, 60), (70, 95), (150, 190), (90, 115))
EVENT = Interest((450, 560), (40, 50), (45, 60), (120, 150), (60, 80))
AFTER = Interest((310, 390), (36, 44), (42, 58), (85, 110), (80, 100))


class Source(NamedTuple):
    """Where visitors come from; shares in per mille of the shop's visitors, buyers and so on."""

    name: str
    detail: str  # "-": the platform breaks it down no further
    visitors: int
    buyers: int


# People come through several sources: the visitors' shares add up to more than all. A buyer and
# what was paid count where the buyer came from last: those shares add up to all.
SOURCES = (
    Source("淘内免费", "手淘搜索", 340, 310),
    Source("淘内免费", "手淘推荐", 290, 120),
    Source("淘内免费", "手淘其他店铺商品详情", 60, 20),
    Source("付费流量", "直通车", 170, 120),
    Source("付费流量", "引力魔方", 120, 60),
    Source("付费流量", "淘宝客", 40, 40),
    Source("自主访问", "购物车", 110, 200),
    Source("自主访问", "我的淘宝", 90, 90),
    Source("内容渠道", "淘宝直播", 60, 40),
    Source("站外投放", "-", 30, 0),
)
SOURCE_DAYS = range(-10, 4)


def interest_of(day: int) -> Interest:
    """Return how visitors behave on the given day, counted from D."""
    if day == 0:
        return EVENT
    if -10 <= day < 0:
        return WAITING
    return AFTER if 0 < day <= 2 else ORDINARY


class Day(NamedTuple):
    """One day of the shop; people are counted once a day, amounts in fen."""

    day: int
    visitors: int
    page_views: int
    favourites: int
    carts: int
    inquiries: int
    order_buyers: int
    paid_buyers: int
    paid_units: int
    paid_minor: int
    refund_minor: int


@dataclass(frozen=True, slots=True)
class TrafficDay:
    """One day in the answer key."""

    date: str
    visitors: int
    page_views: int
    paid_buyers: int
    paid_amount: str


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What a right import of the second worksheet finds; sums over all its rows."""

    header_row: int
    rows_read: int
    rows_kept: int
    first_day: str
    last_day: str
    sources: int
    visitors: int
    paid_buyers: int
    paid_units: int
    paid_amount: str


@dataclass(frozen=True, slots=True)
class TrafficAnswer:
    """What a right import of the first worksheet finds; rows are counted from 1.

    ``visitors`` and the buyers are sums over days, so people who came on two days count twice.
    Payments after the last day stand in no row; ``paid_after_last_day`` is what they come to.
    """

    header_row: int
    rows_read: int
    rows_kept: int
    first_day: str
    last_day: str
    visitors: int
    page_views: int
    favourites: int
    carts: int
    inquiries: int
    order_buyers: int
    paid_buyers: int
    paid_units: int
    paid_amount: str
    paid_after_last_day: str
    refund_amount: str
    main_day: TrafficDay
    by_source: SourceAnswer


def make_days(tally: Tally, seed: int) -> list[Day]:
    """Return the days of the period."""
    rng = Random(f"{seed}-traffic")
    return [make_day(rng, day, tally) for day in range(FIRST_DAY, LAST_DAY + 1)]


def make_day(rng: Random, day: int, tally: Tally) -> Day:
    """Return one day: buyers as the ledger has them, and the visitors they came from."""
    done, interest = tally.days[day], interest_of(day)
    buyers = done.paid_buyers
    conversion = between(rng, interest.conversion)
    # A day without buyers has visitors too.
    visitors = max(buyers * 10_000 // conversion, done.order_buyers) + 1 + even(rng, 9)
    return Day(
        day=day,
        visitors=visitors,
        page_views=visitors * between(rng, interest.views) // 10,
        favourites=visitors * between(rng, interest.favourites) // 1000,
        carts=visitors * between(rng, interest.carts) // 1000,
        inquiries=visitors * between(rng, interest.inquiries) // 1000,
        order_buyers=done.order_buyers,
        paid_buyers=buyers,
        paid_units=done.units_paid,
        paid_minor=done.paid_minor,
        refund_minor=done.refund_minor,
    )


def between(rng: Random, limits: tuple[int, int]) -> int:
    """Return a number from the first to the second limit."""
    return limits[0] + even(rng, limits[1] - limits[0] + 1)


class SourceDay(NamedTuple):
    """One source on one day."""

    source: Source
    visitors: int
    page_views: int
    favourites: int
    carts: int
    order_buyers: int
    paid_buyers: int
    paid_units: int
    paid_minor: int


def make_sources(rng: Random, day: Day) -> list[SourceDay]:
    """Return the day by source."""
    weights = [source.buyers for source in SOURCES]
    orders, buyers = shared_out(day.order_buyers, weights), shared_out(day.paid_buyers, weights)
    units, amounts = shared_out(day.paid_units, buyers), shared_out(day.paid_minor, buyers)
    rows = []
    for at, source in enumerate(SOURCES):
        # Rounded up, so that the sources add up to more than all even on the quietest day.
        share = source.visitors * (95 + even(rng, 11))
        visitors = max(-(-day.visitors * share // 100_000), orders[at], buyers[at])
        rows.append(
            SourceDay(
                source=source,
                visitors=visitors,
                page_views=visitors * (25 + even(rng, 30)) // 10,
                favourites=visitors * (20 + even(rng, 40)) // 1000,
                carts=visitors * (50 + even(rng, 90)) // 1000,
                order_buyers=orders[at],
                paid_buyers=buyers[at],
                paid_units=units[at],
                paid_minor=amounts[at],
            )
        )
    return rows


def shared_out(whole: int, weights: Sequence[int]) -> list[int]:
    """Return the parts of a whole by weight; they add up to it."""
    total = max(sum(weights), 1)
    ends = [whole * end // total for end in accumulate(weights)]
    return [end - start for start, end in pairwise([0, *ends])]


# --- The worksheets ------------------------------------------------------------------------------


def preamble(calendar: Calendar, first: int, last: int, *notes: str) -> tuple[str, ...]:
    """Return the lines that analytics puts above a header."""
    return (
        "【生意参谋平台】数据导出",
        f"店铺名称：{SHOP_NAME}",
        f"统计日期：{calendar.date_of(first)} ~ {calendar.date_of(last)}",
        "终端类型：所有终端",
        *notes,
        "",
    )


def day_rows(calendar: Calendar, days: Sequence[Day]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows by day; some columns are text, as analytics exports them."""
    for day in days:
        per_buyer = (day.paid_minor * 2 + day.paid_buyers) // (2 * max(day.paid_buyers, 1))
        yield (
            str(calendar.date_of(day.day)), count_with_commas(day.visitors),
            count_with_commas(day.page_views), day.favourites, day.carts, day.inquiries,
            day.order_buyers, day.paid_buyers, day.paid_units, money_with_commas(day.paid_minor),
            percent(day.paid_buyers, day.visitors), yuan(per_buyer),
            money_with_commas(day.refund_minor),
        )  # fmt: skip


def source_rows(
    calendar: Calendar, days: Sequence[tuple[Day, list[SourceDay]]]
) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows by day and source; a dash stands for none."""
    for day, sources in days:
        for row in sources:
            counts = (row.favourites, row.carts, row.order_buyers, row.paid_buyers, row.paid_units)
            bought = row.paid_buyers > 0
            yield (
                str(calendar.date_of(day.day)), row.source.name, row.source.detail,
                count_with_commas(row.visitors), count_with_commas(row.page_views),
                *(count or "-" for count in counts),
                money_with_commas(row.paid_minor) if bought else "-",
                percent(row.paid_buyers, row.visitors) if bought else "-",
            )  # fmt: skip


def write_traffic_sheet(folder: Path, calendar: Calendar, tally: Tally, seed: int) -> TrafficAnswer:
    """Write the workbook; return what it holds."""
    days = make_days(tally, seed)
    rng = Random(f"{seed}-sources")
    by_source = [(day, make_sources(rng, day)) for day in days if day.day in SOURCE_DAYS]
    above = preamble(
        calendar, FIRST_DAY, LAST_DAY,
        "指标说明：访客数按天去重，多天相加会重复计算；支付金额未扣除退款",
        "数据说明：支付转化率 = 支付买家数 ÷ 访客数",
    )  # fmt: skip
    above_sources = preamble(calendar, SOURCE_DAYS[0], SOURCE_DAYS[-1])
    path = folder / f"生意参谋_流量{calendar.event_day.year}.xlsx"
    # Drawn in the same evening as the order lists.
    with new_workbook(path, calendar.exported_at) as book:
        book.add("店铺流量", HEADERS, day_rows(calendar, days), *above)
        book.add("流量来源", SOURCE_HEADERS, source_rows(calendar, by_source), *above_sources)
    rows = [row for _, sources in by_source for row in sources]
    paid = sum(day.paid_minor for day in days)
    main_day = days[-FIRST_DAY]
    return TrafficAnswer(
        header_row=len(above) + 1,
        rows_read=len(days),
        rows_kept=len(days),
        first_day=str(calendar.date_of(FIRST_DAY)),
        last_day=str(calendar.date_of(LAST_DAY)),
        visitors=sum(day.visitors for day in days),
        page_views=sum(day.page_views for day in days),
        favourites=sum(day.favourites for day in days),
        carts=sum(day.carts for day in days),
        inquiries=sum(day.inquiries for day in days),
        order_buyers=sum(day.order_buyers for day in days),
        paid_buyers=sum(day.paid_buyers for day in days),
        paid_units=sum(day.paid_units for day in days),
        paid_amount=money(paid),
        paid_after_last_day=money(tally.paid_minor - paid),
        refund_amount=money(sum(day.refund_minor for day in days)),
        main_day=TrafficDay(
            date=str(calendar.date_of(main_day.day)),
            visitors=main_day.visitors,
            page_views=main_day.page_views,
            paid_buyers=main_day.paid_buyers,
            paid_amount=money(main_day.paid_minor),
        ),
        by_source=SourceAnswer(
            header_row=len(above_sources) + 1,
            rows_read=len(rows),
            rows_kept=len(rows),
            first_day=str(calendar.date_of(SOURCE_DAYS[0])),
            last_day=str(calendar.date_of(SOURCE_DAYS[-1])),
            sources=len(SOURCES),
            visitors=sum(row.visitors for row in rows),
            paid_buyers=sum(row.paid_buyers for row in rows),
            paid_units=sum(row.paid_units for row in rows),
            paid_amount=money(sum(row.paid_minor for row in rows)),
        ),
    )
