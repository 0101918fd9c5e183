"""Ordinary days beside the event: conversion, order value, unit price, items (TGT-3, TGT-4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.demand import Reference
from planner.figures import Figure, Input, Measured, work_out
from planner.language import Message, Unit, say
from planner.targets.history import DayVisitors, History


@dataclass(frozen=True)
class Pair:
    """One measure, on ordinary days and in the last event; None where there are no such days."""

    label: Message
    ordinary: Figure | None
    event: Figure


@dataclass(frozen=True)
class Comparison:
    """Ordinary days and the last event, side by side.

    Attributes:
        pairs: the measures.
        main_day_conversion: buyers ÷ visitors of the last event's main day; open where unknown.
        ordinary_day_revenue: paid amount of an average ordinary day; None without such days.
    """

    pairs: tuple[Pair, ...]
    main_day_conversion: Figure
    ordinary_day_revenue: Figure | None

    def figures(self) -> tuple[Figure, ...]:
        """Return all figures in reading order."""
        found = [one for pair in self.pairs for one in (pair.ordinary, pair.event)]
        found.append(self.main_day_conversion)
        return tuple(figure for figure in found if figure is not None)


LABELS: Mapping[str, tuple[Message, Message, Message]] = {
    "day_conversion": (
        say("Conversion of a day"),
        say("Conversion of an ordinary day"),
        say("Conversion of a day of the last event"),
    ),
    "order_value": (
        say("Revenue per order"),
        say("Revenue per order on ordinary days"),
        say("Revenue per order in the last event"),
    ),
    "item_price": (
        say("Average unit price"),
        say("Unit price on ordinary days"),
        say("Unit price in the last event"),
    ),
    "items_per_order": (
        say("Items per order"),
        say("Items per order on ordinary days"),
        say("Items per order in the last event"),
    ),
    "orders_a_day": (
        say("Paid orders a day"),
        say("Paid orders on an ordinary day"),
        say("Paid orders a day in the last event"),
    ),
    "revenue_a_day": (
        say("Revenue a day"),
        say("Revenue of an ordinary day"),
        say("Revenue a day in the last event"),
    ),
}


def compare(
    reference: Reference, ordinary: Reference | None, history: History, main_day: date
) -> Comparison:
    """Return ordinary days and the last event side by side.

    Formulas: revenue per order = paid amount ÷ paid orders = unit price × items per order (TGT-3);
    per order on both sides, since in a longer window a buyer has more orders. Conversion of a day =
    buyers of the days ÷ visitors of the days, where visitor sheets hold both: a rate over days, in
    which somebody who comes twice counts twice on both sides; it is not the window's conversion.
    """
    event = _measures(reference, history.days, "event")
    usual = _measures(ordinary, history.ordinary_days, "ordinary") if ordinary is not None else {}
    return Comparison(
        pairs=tuple(Pair(LABELS[name][0], usual.get(name), event[name]) for name in LABELS),
        main_day_conversion=_conversion(
            reference,
            [one for one in history.days if one.day == main_day],
            "main_day",
            say("Conversion of the last event's main day"),
        ),
        ordinary_day_revenue=usual.get("revenue_a_day"),
    )


def _measures(window: Reference, days: Sequence[DayVisitors], name: str) -> Mapping[str, Figure]:
    totals = window.totals
    label = {key: labels[1 if name == "ordinary" else 2] for key, labels in LABELS.items()}
    order_value = work_out(
        f"{name}.order_value", label["order_value"], Unit.MONEY,
        "paid_amount / orders",
        {"paid_amount": totals["paid_amount"], "orders": totals["orders_paid"]},
        rules=("TGT-3",),
    )  # fmt: skip
    counted = {"counted": totals["orders_with_item_count"]} if window.counts_items else {}
    items = work_out(
        f"{name}.items_per_order", label["items_per_order"], Unit.RATIO,
        "items / counted" if counted else "items",
        {"items": totals["items_paid"], **counted},
        rules=("TGT-3",),
    )  # fmt: skip
    item_price = work_out(
        f"{name}.item_price", label["item_price"], Unit.MONEY,
        "order_value / items", {"order_value": order_value, "items": items},
        rules=("TGT-3",),
    )  # fmt: skip
    day_count = window.measured(
        f"{name}.day_count", say("Days with orders"), window.days_with_orders, Unit.DAYS,
        query="reference_totals", rows=totals["orders_paid"].rows,
    )  # fmt: skip
    a_day: Mapping[str, Input] = {"days": day_count}
    return {
        "day_conversion": _conversion(window, days, name, label["day_conversion"]),
        "order_value": order_value,
        "item_price": item_price,
        "items_per_order": items,
        "orders_a_day": work_out(
            f"{name}.orders_a_day", label["orders_a_day"], Unit.COUNT,
            "orders / max(1, days)", {"orders": totals["orders_paid"], **a_day}, rules=("TGT-4",),
        ),
        "revenue_a_day": work_out(
            f"{name}.revenue_a_day", label["revenue_a_day"], Unit.MONEY,
            "paid_amount / max(1, days)",
            {"paid_amount": totals["paid_amount"], **a_day}, rules=("TGT-7",),
        ),
    }  # fmt: skip


def _conversion(
    window: Reference, days: Sequence[DayVisitors], name: str, label: Message
) -> Figure:
    """Return buyers of the days ÷ visitors of the days; open where no sheet has visitors."""
    by_buyer = window.names_every_buyer
    buyers = sum(day.buyers_paid if by_buyer else day.orders_paid for day in days)
    known = sorted(day.day for day in days)

    def counted(key: str, what: Message, value: int) -> Measured:
        return window.measured(
            f"{name}.{key}", what, value if days else None, Unit.COUNT,
            query="day_visitors", rows=len(days), table="traffic",
            days=(known[0], known[-1]) if known else None,
        )  # fmt: skip

    return work_out(
        f"{name}.day_conversion",
        label,
        Unit.SHARE,
        "buyers / visitors",
        {
            "buyers": counted("day_buyers", say("Buyers of the days, day by day"), buyers),
            "visitors": counted(
                "day_visitors",
                say("Visitors of the days, day by day"),
                sum(day.visitors for day in days),
            ),
        },
        rules=("TGT-4",),
        note=say("a rate over days: who comes on two days counts twice on both sides"),
    )
