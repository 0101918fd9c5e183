"""What the sheets tell about visitors, customers, costs and channels of the last event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from planner.campaign import Campaign
from planner.demand import QUERIES as DEMAND_QUERIES
from planner.demand import Reference
from planner.figures import Entry, Figure, Measured, Value, work_out
from planner.language import Message, Unit, say
from planner.tables import Dataset, queries_in
from planner.targets.assumptions import GROUPS

QUERIES = queries_in(Path(__file__).parent / "sql")
READINGS_KEPT = 8
"""A version never changes, and every edit of a plan asks the same of it."""
GROUP_OF = {
    "new": "new",
    "1_30": "d030",
    "31_90": "d090",
    "91_180": "d180",
    "181_365": "d365",
    "over_365": "older",
}
"""Days since the last order as the sheets are asked for them → key of the group in a plan."""
Window = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True)
class DayVisitors:
    """Visitors of one day, beside that day's buyers and paid orders."""

    day: date
    visitors: int
    buyers_paid: int
    orders_paid: int


@dataclass(frozen=True)
class Channel:
    """What a source of visitors brought; amounts are None where the sheet has none."""

    source: str
    paid_amount: Decimal | None
    paid_buyers: int | None
    visitor_days: int | None


@dataclass(frozen=True)
class CustomerGroup:
    """Earlier customers by recency, and what they did in the last event.

    Attributes:
        customers: before the campaign window; the group's size now.
        customers_then: before the reference window.
        buyers_then: of those, who bought in it.
        paid_then: what they paid in it.
    """

    customers: Measured
    customers_then: Measured
    buyers_then: Measured
    paid_then: Measured


@dataclass(frozen=True)
class History:
    """What the sheets tell beside the reference window's orders.

    Attributes:
        window_visitors: visitors of the reference window, where one row holds exactly these days.
        days: visitors by day of the reference window.
        ordinary_days: visitors by day of the ordinary days.
        groups: earlier customers by recency; empty where no order names its buyer.
        new_buyers: buyers of the reference window without an earlier order.
        new_paid: what they paid.
        vip: customers who paid most before the reference window.
        vip_buyers: of those, who bought in it.
        later: name → what the window's new customers did afterwards.
        goods: name → what the window's goods cost.
        channels: sources of visitors in the reference window.
        categories: SKU → category, as the product and stock sheets know it.
        days_before: days of orders that the sheets hold before the reference window.
    """

    window_visitors: Measured | None
    days: tuple[DayVisitors, ...]
    ordinary_days: tuple[DayVisitors, ...]
    groups: Mapping[str, CustomerGroup]
    new_buyers: Measured | None
    new_paid: Measured | None
    vip: Measured | None
    vip_buyers: Measured | None
    later: Mapping[str, Measured]
    goods: Mapping[str, Measured]
    channels: tuple[Channel, ...]
    categories: Mapping[str, str]
    days_before: int


@dataclass(frozen=True)
class _Asked:
    """A question with what it was asked for; makes counted values of its answer."""

    dataset: Dataset
    query: str
    parameters: Mapping[str, str | int | float | date]
    table: str

    def rows(self) -> list[dict[str, object]]:
        return self.dataset.rows({**DEMAND_QUERIES, **QUERIES}[self.query], **self.parameters)

    def measured(
        self, key: str, label: Message, value: object, rows: object, unit: Unit = Unit.COUNT
    ) -> Measured:
        return Measured(
            key=key,
            label=label,
            value=value if isinstance(value, Value) else None,
            unit=unit,
            query=self.query,
            parameters=self.parameters,
            rows=int(str(rows or 0)),
            table=self.table,
            files=self.dataset.files,
        )


def read_history(
    dataset: Dataset,
    campaign: Campaign,
    reference: Reference,
    ordinary: Reference | None,
    entries: Mapping[str, Entry],
    first_sheet_day: date,
) -> History:
    """Return what the sheets of this version tell about the last event's visitors and customers."""
    return _read(
        dataset,
        (campaign.first_day, campaign.last_day),
        (reference.first_day, reference.last_day),
        (ordinary.first_day, ordinary.last_day) if ordinary else None,
        float(entries["targets.vip_share"].value or 0),
        int(entries["targets.later_days"].value or 0),
        first_sheet_day,
    )


@lru_cache(maxsize=READINGS_KEPT)
def _read(
    dataset: Dataset,
    coming: Window,
    then: Window,
    ordinary: Window | None,
    vip_share: float,
    later_days: int,
    first_sheet_day: date,
) -> History:
    window = {"first_day": then[0], "last_day": then[1]}
    groups, new_buyers, new_paid = _groups(dataset, coming, window)
    vip, vip_buyers = _vip(dataset, window, vip_share)
    return History(
        window_visitors=_window_visitors(dataset, window),
        days=_day_visitors(dataset, then),
        ordinary_days=_day_visitors(dataset, ordinary) if ordinary else (),
        groups=groups,
        new_buyers=new_buyers,
        new_paid=new_paid,
        vip=vip if groups else None,
        vip_buyers=vip_buyers if groups else None,
        later=_later(dataset, window, later_days),
        goods=_goods(dataset, window),
        channels=tuple(Channel(**row) for row in dataset.rows(QUERIES["channels"], **window)),
        categories={
            row["sku"]: row["category"] for row in dataset.rows(QUERIES["product_categories"])
        },
        days_before=max(0, (then[0] - first_sheet_day).days),
    )


def _window_visitors(dataset: Dataset, window: Mapping[str, date]) -> Measured | None:
    asked = _Asked(dataset, "window_visitors", window, "traffic")
    return next(
        (
            asked.measured(
                "traffic.window_visitors",
                say("Visitors in the reference window"),
                row["visitors"],
                row["row_count"],
            )
            for row in asked.rows()
        ),
        None,
    )


def visitors_from_sheet(dataset: Dataset, first_day: date, last_day: date) -> Figure | None:
    """Return the visitors of a window as a figure; None where no row holds exactly these days."""
    counted = _window_visitors(dataset, {"first_day": first_day, "last_day": last_day})
    if counted is None:
        return None
    return work_out(
        "traffic.visitors",
        say("Visitors in the reference window, from the visitor sheet"),
        Unit.COUNT,
        "visitors",
        {"visitors": counted},
        rules=("TGT-1",),
    )


def _day_visitors(dataset: Dataset, days: Window) -> tuple[DayVisitors, ...]:
    window = {"first_day": days[0], "last_day": days[1]}
    return tuple(DayVisitors(**row) for row in dataset.rows(QUERIES["day_visitors"], **window))


def _groups(
    dataset: Dataset, coming: Window, window: Mapping[str, date]
) -> tuple[Mapping[str, CustomerGroup], Measured | None, Measured | None]:
    ahead = {"first_day": coming[0], "last_day": coming[1]}
    now = _Asked(dataset, "recency_groups", ahead, "customers")
    then = _Asked(dataset, "recency_groups", window, "customers")
    rows_now = {GROUP_OF[str(row["last_order"])]: row for row in now.rows()}
    rows_then = {GROUP_OF[str(row["last_order"])]: row for row in then.rows()}
    if not rows_now and not rows_then:
        return {}, None, None

    def counted(asked: _Asked, rows: Mapping[str, dict[str, object]], group: str, name: str,
                key: str, label: Message, unit: Unit = Unit.COUNT) -> Measured:  # fmt: skip
        row = rows.get(group, {})
        return asked.measured(
            key, label, row.get(name, 0), row.get("customers", 0) or row.get("buyers", 0), unit
        )

    groups = {
        group: CustomerGroup(
            customers=counted(
                now, rows_now, group, "customers", f"customers.{group}",
                say("Customers, last order {group}", group=label),
            ),
            customers_then=counted(
                then, rows_then, group, "customers", f"customers.{group}_then",
                say("Customers at the last event, last order {group}", group=label),
            ),
            buyers_then=counted(
                then, rows_then, group, "buyers", f"customers.{group}_came",
                say("Of these, buyers in the reference window"),
            ),
            paid_then=counted(
                then, rows_then, group, "paid_amount", f"customers.{group}_paid",
                say("What they paid in the reference window"), Unit.MONEY,
            ),
        )
        for group, label in GROUPS.items()
    }  # fmt: skip
    new = counted(
        then, rows_then, "new", "buyers", "customers.new_then",
        say("New customers in the reference window"),
    )  # fmt: skip
    paid = counted(
        then, rows_then, "new", "paid_amount", "customers.new_paid",
        say("Paid by new customers in the reference window"), Unit.MONEY,
    )  # fmt: skip
    return groups, new, paid


def _vip(dataset: Dataset, window: Mapping[str, date], share: float) -> tuple[Measured, Measured]:
    asked = _Asked(dataset, "vip_customers", {**window, "vip_share": share}, "customers")
    (row,) = asked.rows()
    return (
        asked.measured(
            "customers.vip", say("VIP customers before the last event"), row["customers"],
            row["customers"],
        ),
        asked.measured(
            "customers.vip_came", say("Of these, buyers in the reference window"), row["buyers"],
            row["customers"],
        ),
    )  # fmt: skip


def _later(dataset: Dataset, window: Mapping[str, date], days: int) -> Mapping[str, Measured]:
    asked = _Asked(dataset, "later_purchases", {**window, "day_count": days}, "customers")
    (row,) = asked.rows()
    labels: Mapping[str, tuple[Message, Unit]] = {
        "buyers_new": (say("New customers of the last event"), Unit.COUNT),
        "bought_again": (say("Of these, who bought again"), Unit.COUNT),
        "paid_amount": (say("What these paid later"), Unit.MONEY),
        "days_covered": (say("Days of orders after the last event"), Unit.DAYS),
    }
    return {
        name: asked.measured(f"later.{name}", label, row[name], row["buyers_new"], unit)
        for name, (label, unit) in labels.items()
    }


def _goods(dataset: Dataset, window: Mapping[str, date]) -> Mapping[str, Measured]:
    asked = _Asked(dataset, "goods_cost", window, "product_sales")
    (row,) = asked.rows()
    labels: Mapping[str, tuple[Message, Unit]] = {
        "units": (say("Items sold in the reference window"), Unit.COUNT),
        "units_with_cost": (say("Of these, items whose cost is known"), Unit.COUNT),
        "cost": (say("What these items cost"), Unit.MONEY),
    }
    return {
        name: asked.measured(f"goods.{name}", label, row[name], row["line_count"], unit)
        for name, (label, unit) in labels.items()
    }
