"""Results as tables with headers in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from planner.demand import Demand
from planner.figures import Figure
from planner.language import Language, Message, day_offset, say
from planner.materials import Materials
from planner.staffing import StaffingHour
from planner.targets import DayTarget, Outcome, TargetRoom

CHARACTER, WIDE_CHARACTER, CELL_PADDING = 8, 14, 20
"""Pixels that a character of a table's cell takes, one of Chinese, and what lies around a text."""
FIRST_WIDE = 0x2E80
OUTLIER = 1.5
"""A text so many times as wide as the average; the grid leaves those out from 2 on."""


def _table(
    columns: Sequence[Message], rows: Sequence[Sequence[object]], language: Language
) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[language.text(column) for column in columns], dtype=object)


def draw(table: pd.DataFrame, words: int) -> None:
    """Draw a table: the first ``words`` columns to the left, the numbers behind to the right."""
    numbers = {name: number_column(table[name]) for name in table.columns[words:]}
    st.dataframe(table, hide_index=True, column_config=numbers)


def number_column(texts: Iterable[object]) -> ColumnConfig:
    """Return how a column of written numbers is drawn: to the right, wide enough for each.

    Left to itself the grid takes a text of twice the average width for an outlier, and where there
    is little room, as on a phone, cuts its first digits off.
    """
    widths = [
        CELL_PADDING
        + sum(WIDE_CHARACTER if ord(one) >= FIRST_WIDE else CHARACTER for one in str(text))
        for text in texts
    ]
    longest = max(widths, default=0)
    has_outlier = longest * len(widths) > OUTLIER * sum(widths)
    return st.column_config.TextColumn(alignment="right", width=longest if has_outlier else None)


def day_table(days: Sequence[DayTarget], language: Language) -> pd.DataFrame:
    """Return the goal by day; its last row is the sum, which is the goal."""
    rows = [
        [
            day_offset(day.offset),
            language.day(day.day),
            language.money(day.revenue),
            language.share(day.share),
            language.number(day.orders_placed),
            language.number(day.orders_paid),
            language.number(day.parcels),
            language.number(day.visitors),
            language.money(day.reference_revenue),
        ]
        for day in days
    ]
    rows.append(
        [
            language.text(say("Total")),
            "",
            language.money(sum(day.revenue for day in days)),
            language.share(1),
            language.number(sum(day.orders_placed for day in days)),
            language.number(sum(day.orders_paid for day in days)),
            language.number(sum(day.parcels for day in days)),
            "",
            language.money(sum(day.reference_revenue for day in days)),
        ]
    )
    return _table(
        (
            say("D"),
            say("Day"),
            say("Revenue"),
            say("Share"),
            say("Orders placed"),
            say("Paid orders"),
            say("Parcels"),
            say("Visitors of the day"),
            say("Revenue, last event"),
        ),
        rows,
        language,
    )


def hour_table(
    demand: Demand, visitors: Sequence[int | None], language: Language, day: date
) -> pd.DataFrame:
    """Return the goal by hour of one day."""
    return _table(
        (
            say("Hour"),
            say("Revenue"),
            say("Orders placed"),
            say("Paid orders"),
            say("Parcels"),
            say("Items"),
            say("Visitors of the hour"),
        ),
        [
            [
                language.hour(hour.start.hour),
                language.money(hour.revenue),
                language.number(hour.orders_placed),
                language.number(hour.orders_paid),
                language.number(hour.parcels),
                language.number(hour.items) if hour.items else language.number(None),
                language.number(people),
            ]
            for hour, people in zip(demand.hours, visitors, strict=True)
            if hour.start.date() == day
        ],
        language,
    )


def comparison_table(room: TargetRoom, language: Language) -> pd.DataFrame:
    """Return ordinary days beside the last event, with the change between them."""
    rows = []
    for pair in room.comparison.pairs:
        usual, event = pair.ordinary, pair.event
        known = usual is not None and bool(usual.value) and event.value is not None
        change = event.exact / usual.exact - 1 if usual is not None and known else None
        rows.append(
            [
                language.text(pair.label),
                language.quantity(usual.value if usual else None, event.unit),
                language.quantity(event.value, event.unit),
                signed_share(change, language),
            ]
        )
    return _table(
        (say("Indicator"), say("Ordinary days"), say("Last event"), say("Change")), rows, language
    )


def signed_share(change: Decimal | None, language: Language) -> str:
    """Return a change as per cent with its sign."""
    if change is None:
        return language.share(None)
    return f"{'+' if change > 0 else ''}{language.share(change)}"


def sensitivity_table(room: TargetRoom, language: Language) -> pd.DataFrame:
    """Return what each lever does, a tenth below and a tenth above its plan; the plan first."""
    plan = room.sensitivity.plan

    def cells(low: Outcome, high: Outcome) -> list[str]:
        return [
            language.money(low.revenue),
            language.money(high.revenue),
            language.money(low.margin),
            language.money(high.margin),
            language.number(low.orders_paid),
            language.number(high.orders_paid),
            language.number(low.parcels),
            language.number(high.parcels),
            language.number(low.items),
            language.number(high.items),
        ]

    rows = [[language.text(say("Plan")), *cells(plan, plan)]]
    rows += [
        [language.text(swing.label), *cells(swing.low, swing.high)]
        for swing in room.sensitivity.swings
    ]
    return _table(
        (
            say("Lever"),
            say("Revenue −10 %"),
            say("Revenue +10 %"),
            say("Margin −10 %"),
            say("Margin +10 %"),
            say("Orders −10 %"),
            say("Orders +10 %"),
            say("Parcels −10 %"),
            say("Parcels +10 %"),
            say("Items −10 %"),
            say("Items +10 %"),
        ),
        rows,
        language,
    )


def margin_table(goal: Figure, room: TargetRoom, language: Language) -> pd.DataFrame:
    """Return the event's own margin: the revenue, what is taken off it, and what is left."""
    margin = room.margin
    rows = [[language.text(goal.label), language.money(goal.value)]]
    rows += [
        [f"− {language.text(line.label)}", language.money(line.value)] for line in margin.lines
    ]
    rows.append([language.text(margin.margin.label), language.money(margin.margin.value)])
    return _table((say("Line"), say("Amount")), rows, language)


def staffing_table(hours: Sequence[StaffingHour], language: Language) -> pd.DataFrame:
    """Return people and parcels by hour."""
    return _table(
        (
            say("Day"),
            say("Hour"),
            say("Orders placed"),
            say("Inquiries"),
            say("Agents on duty"),
            say("Agents to roster"),
            say("Parcels paid"),
            say("Waiting"),
            say("Packers at work"),
            say("Packers to roster"),
            say("Packed in the hour"),
            say("Backlog"),
        ),
        [
            [
                hour.start.date().isoformat(),
                language.hour(hour.start.hour),
                language.number(hour.orders_placed),
                language.number(hour.inquiries, 1),
                language.number(hour.agents_on_duty),
                language.number(hour.agents_to_roster),
                language.number(hour.packing.arrived),
                language.number(hour.packing.waiting),
                language.number(hour.packing.packers),
                language.number(hour.packers_to_roster),
                language.number(hour.packing.packed),
                language.number(hour.packing.backlog),
            ]
            for hour in hours
        ],
        language,
    )


MATERIAL_INPUTS = ("in_stock", "pack_size", "unit_price", "lead_time_days")
"""Columns of the shopping list that are typed; the others follow."""


def material_headers() -> dict[str, Message]:
    """Return the columns of the shopping list by name, in order."""
    return {
        "item": say("Material"),
        "measure": say("Measure"),
        "need": say("Need"),
        "in_stock": say("In stock"),
        "pack_size": say("Pack size"),
        "to_buy": say("To buy"),
        "packs": say("Packs"),
        "unit_price": say("Price"),
        "cost": say("Cost"),
        "lead_time_days": say("Lead time (days)"),
        "order_by": say("Order by"),
    }


def material_table(
    materials: Materials, values: dict[str, dict[str, object]], language: Language
) -> pd.DataFrame:
    """Return the shopping list, one row a material, by its key."""
    return pd.DataFrame(
        [
            {
                "item": language.text(line.item.label),
                "measure": language.text(line.item.measure),
                "need": line.need.value,
                **values[line.item.key],
                "to_buy": line.to_buy.value,
                "packs": line.packs.value,
                "cost": None if line.cost.value is None else float(line.cost.value),
                "order_by": line.order_by,
            }
            for line in materials.lines
        ],
        index=[line.item.key for line in materials.lines],
        columns=list(material_headers()),
    )
