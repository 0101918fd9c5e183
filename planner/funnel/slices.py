"""The funnel by part of the shop: source, product, category, hour, customer and province.

A part is called better or worse than the rest only beyond chance: where Newcombe's interval of its
rate less that of all others does not hold zero. Rows stand by size, never by rate, and parts
smaller than the smallest number worth ranking carry no mark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from planner.figures.wilson import Interval, difference, wilson
from planner.funnel.calculator import Best
from planner.funnel.counts import QUERIES
from planner.funnel.levels import Step
from planner.funnel.periods import Period
from planner.funnel.source_groups import group_of
from planner.language import Message, say
from planner.tables import Dataset

PARTS_READ = 2000
PARTS_SHOWN = 30


class Mark(Enum):
    """How a part stands against all others."""

    BETTER = "better"
    WORSE = "worse"
    CHANCE = "chance"
    SMALL = "small"

    @property
    def sign(self) -> str:
        """Return a sign that is told apart without colour."""
        return {"better": "▲", "worse": "▼", "chance": "≈", "small": "◦"}[self.value]


MARKS: Mapping[Mark, Message] = {
    Mark.BETTER: say("better than the rest"),
    Mark.WORSE: say("worse than the rest"),
    Mark.CHANCE: say("within chance"),
    Mark.SMALL: say("too few to rank"),
}


@dataclass(frozen=True)
class Rate:
    """A rate of a part, how sure it is, and how it stands against all others."""

    reached: int
    base: int
    interval: Interval
    mark: Mark

    @property
    def value(self) -> float:
        """Return reached ÷ base."""
        return self.reached / self.base


@dataclass(frozen=True)
class Part:
    """A part of the shop.

    Attributes:
        name: of it; None where the sheets do not say which it is.
        title: of a product.
        group: kind of source (FUN-4).
        rates: by step; only those that are told.
        paid_amount: of its orders.
    """

    name: str | None
    title: str | None
    group: Message | None
    rates: Mapping[Step, Rate]
    paid_amount: Decimal


class Slice(Enum):
    """By what the funnel can be taken apart."""

    SOURCE = "source"
    PRODUCT = "product"
    CATEGORY = "category"
    HOUR = "hour"
    CUSTOMER = "customer"
    PROVINCE = "province"


SLICES: Mapping[str, Message] = {
    "source": say("By source"),
    "product": say("By product"),
    "category": say("By category"),
    "hour": say("By hour"),
    "customer": say("New and returning"),
    "province": say("By province"),
}
WHAT_TELLS: Mapping[Slice, Message] = {
    Slice.SOURCE: say("visitors by source (流量来源, 访客数, 下单买家数)"),
    Slice.PRODUCT: say("a list of order items, or visitors by product (商品ID, 访客数)"),
    Slice.CATEGORY: say("order items or products with a category (商品类目)"),
    Slice.HOUR: say("order lists with times of the day"),
    Slice.CUSTOMER: say("order lists that name buyers and reach back before the period"),
    Slice.PROVINCE: say("an order list with the province of the address (收货地址)"),
}
"""What would tell a slice that no loaded sheet does."""


def read_parts(
    dataset: Dataset, period: Period, by: Slice, smallest: int, sureness: float, refunds: bool
) -> tuple[Part, ...]:
    """Return the parts of the shop, the largest first; empty where no sheet tells them.

    Args:
        dataset: to read.
        period: the days.
        by: which parts.
        smallest: number from which a part carries a mark.
        sureness: of the intervals.
        refunds: whether the lists tell refunds at all.
    """
    rows = _rows(dataset, period, by)
    found = _judged(rows, smallest, sureness, refunds)
    if by in (Slice.CUSTOMER, Slice.PROVINCE, Slice.CATEGORY) and not _says_which(by, rows):
        return ()
    if by is Slice.HOUR and _days_alone(rows):
        return ()
    return found


def _says_which(by: Slice, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether the sheets tell parts apart: not all unknown, nor everybody new."""
    names = {row["name"] for row in rows} - {None, "unknown"}
    return "returning" in names if by is Slice.CUSTOMER else bool(names)


def _days_alone(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether every order lies between 00 and 01: a list without times has it so."""
    return not any(row["orders_placed"] for row in rows if row["hour"])


def _rows(dataset: Dataset, period: Period, by: Slice) -> list[dict[str, Any]]:
    window = period.window

    def asked(query: str, **parameters: Any) -> list[dict[str, Any]]:
        return dataset.rows(QUERIES[query], **window, **parameters)

    match by:
        case Slice.SOURCE:
            return _sources(asked("source_visits"))
        case Slice.PRODUCT:
            return _products(
                asked("part_steps", part="product", row_count=PARTS_READ), asked("product_visits")
            )
        case Slice.CATEGORY:
            return asked("part_steps", part="category", row_count=PARTS_READ)
        case Slice.HOUR:
            return [{**row, "name": f"{row['hour']:02d}"} for row in asked("hour_steps")]
        case Slice.CUSTOMER:
            return asked("customer_steps")
        case Slice.PROVINCE:
            return asked("province_steps")


def _sources(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return each source by its details where it has any, else as a whole: never both."""
    detailed = {row["source"] for row in rows if row["source_detail"] is not None}
    return [
        {
            **row,
            "name": row["source_detail"] or row["source"],
            "group": group_of(row["source"], row["source_detail"]),
        }
        for row in rows
        if row["source_detail"] is not None or row["source"] not in detailed
    ]


def _products(
    sold: Sequence[Mapping[str, Any]], visited: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return products with what the orders and what the visitors tell, where both name them."""
    visits = {row["product_id"]: row for row in visited}
    found = [{**visits.pop(row["name"], {}), **row} for row in sold]
    left = [{**row, "name": row["product_id"]} for row in visits.values()]
    return found + left


_PAIRS: Mapping[Step, tuple[str, str]] = {
    Step.CLICKS: ("clicks", "impressions"),
    Step.PLACED: ("order_buyers", "visitors"),
    Step.PAID: ("orders_paid", "orders_placed"),
}
"""Columns that a step's rate stands in: reached, base."""


def _pair(row: Mapping[str, Any], step: Step, refunds: bool) -> tuple[int, int] | None:
    if step is Step.KEPT:
        if not refunds or row.get("orders_paid") is None:
            return None
        paid = row["orders_paid"]
        pair: tuple[int | None, int | None] = (paid - row.get("orders_refunded_whole", 0), paid)
    elif step is Step.RECEIVED:
        received, back = row.get("orders_received"), row.get("orders_sent_back")
        if received is None or back is None:
            return None
        pair = (received, received + back)
    else:
        reached, base = _PAIRS[step]
        pair = (row.get(reached), row.get(base))
    if pair[0] is None or not pair[1] or pair[0] > pair[1]:
        return None
    return pair[0], pair[1]


SLICED = (Step.CLICKS, Step.PLACED, Step.PAID, Step.KEPT, Step.RECEIVED)


def _judged(
    rows: Sequence[Mapping[str, Any]], smallest: int, sureness: float, refunds: bool
) -> tuple[Part, ...]:
    pairs = {step: [_pair(row, step, refunds) for row in rows] for step in SLICED}
    totals = {step: _total(of_all) for step, of_all in pairs.items()}
    return tuple(
        Part(
            name=row["name"],
            title=row.get("title"),
            group=row.get("group"),
            rates={
                step: _rate(pair, totals[step], smallest, sureness)
                for step, of_all in pairs.items()
                if (pair := of_all[place]) is not None
            },
            paid_amount=row.get("paid_amount") or Decimal(0),
        )
        for place, row in enumerate(rows)
    )


def _total(of_all: Sequence[tuple[int, int] | None]) -> tuple[int, int]:
    known = [one for one in of_all if one is not None]
    return sum(one[0] for one in known), sum(one[1] for one in known)


def _rate(pair: tuple[int, int], total: tuple[int, int], smallest: int, sureness: float) -> Rate:
    """Return a rate and how it stands against the rest of its slice."""
    rest = (total[0] - pair[0], total[1] - pair[1])
    mark = Mark.CHANCE
    if pair[1] < smallest or rest[1] < smallest:
        mark = Mark.SMALL
    else:
        apart = difference(pair, rest, sureness)
        if not apart.holds(0.0):
            mark = Mark.BETTER if apart.low > 0 else Mark.WORSE
    return Rate(pair[0], pair[1], wilson(*pair, sureness), mark)


def best_parts(
    dataset: Dataset, period: Period, smallest: int, sureness: float, refunds: bool
) -> Mapping[Step, Best]:
    """Return the best source, else product, at each step that parts are told of.

    The best is the part whose rate is surely the highest: the one with the highest lower end of its
    interval, among those that are large enough; that lower end is the reference, not the rate,
    since the highest of many rates is partly luck.
    """
    found: dict[Step, Best] = {}
    for by, steps in (
        (Slice.SOURCE, (Step.CLICKS, Step.PLACED)),
        (Slice.PRODUCT, (Step.CLICKS, Step.PLACED, Step.PAID, Step.KEPT)),
    ):
        parts = read_parts(dataset, period, by, smallest, sureness, refunds)
        for step in steps:
            if step not in found and (best := _best_of(parts, step, by, smallest)):
                found[step] = best
    return found


def _best_of(parts: Sequence[Part], step: Step, by: Slice, smallest: int) -> Best | None:
    rates = [
        (part, part.rates[step])
        for part in parts
        if part.name and step in part.rates and part.rates[step].base >= smallest
    ]
    if len(rates) < 2:
        return None
    part, rate = max(rates, key=lambda one: one[1].interval.low)
    query = "part_steps" if step in (Step.PAID, Step.KEPT) else f"{by.value}_visits"
    name = part.title or part.name or ""
    return Best(name, (rate.reached, rate.base), by.value, rate.interval.low, query)
