"""Results as tables with headers in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from planner.demand import Demand, Quantile
from planner.figures import Figure
from planner.language import Language, Message, day_offset, say
from planner.staffing import POSITIONS, STEPS, Roster, Staffing
from planner.targets import DayTarget, Outcome, TargetRoom
from planner.ui.text import escaped

CHARACTER, WIDE_CHARACTER, CELL_PADDING = 8, 14, 20
"""Pixels that a character of a table's cell takes, one of Chinese, and what lies around a text."""
FIRST_WIDE = 0x2E80
NARROW_COLUMN = 130
"""Pixels of a column that gives way to numbers."""
OUTLIER = 1.5
"""A text so many times as wide as the average; the grid leaves those out from 2 on."""


def made(
    columns: Sequence[Message], rows: Sequence[Sequence[object]], language: Language
) -> pd.DataFrame:
    """Return rows of texts as a table whose heads are in the reader's language."""
    return pd.DataFrame(rows, columns=[language.text(column) for column in columns], dtype=object)


def draw(
    table: pd.DataFrame,
    words: int,
    *,
    until: int | None = None,
    whole: bool = False,
    narrow: str = "",
) -> None:
    """Draw a table: the first ``words`` columns to the left, the numbers behind to the right.

    Args:
        table: its texts, as they are shown.
        words: how many columns stand before the numbers.
        until: the column at which words go on; None = all columns behind are numbers.
        whole: every row is shown without scrolling.
        narrow: a column of words that is cut before numbers are pushed out of sight.
    """
    columns = {name: number_column(table[name]) for name in table.columns[words:until]}
    if narrow:
        columns[narrow] = st.column_config.TextColumn(width=NARROW_COLUMN)
    st.dataframe(
        table, hide_index=True, column_config=columns, height="content" if whole else "auto"
    )


def draw_sentences(table: pd.DataFrame, short: int) -> None:
    """Draw rows that hold sentences as a list: a grid cuts them off, most of all on a phone.

    Args:
        table: its texts, as they are shown; the first column names the row.
        short: how many columns go into the first line; each one behind has a line of its own.
    """
    heads = [f":gray[{escaped(head)}]" for head in table.columns]
    rows = []
    for name, *cells in table.map(escaped).itertuples(index=False):
        told = [f"{head} {cell}" for head, cell in zip(heads[1:], cells, strict=True)]
        first = " · ".join((f"**{name}**", *told[: short - 1]))
        rows.append("  \n  ".join((f"- {first}", *told[short - 1 :])))
    st.markdown("\n".join(rows))


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
    return made(
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
    return made(
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
    return made(
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
    return made(
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
    return made((say("Line"), say("Amount")), rows, language)


def position_table(staffing: Staffing, quantile: Quantile, language: Language) -> pd.DataFrame:
    """Return every position with what drives it, its output, people, hours and cost."""
    roster, figures = staffing.rosters[quantile], staffing.roster_figures[quantile]
    rows = [
        [
            language.text(one.label),
            language.text(one.driver),
            language.number(roster.amounts.get(one.key)),
            language.number(staffing.outputs[one.key], 1),
            language.number(max(roster.on_duty[one.key], default=0)),
            language.number(max(roster.to_roster[one.key], default=0)),
            language.number(figures[f"{one.key}_hours"].value, 1 if one in STEPS else 0),
            language.money(figures[f"{one.key}_cost"].value),
            one.rule,
        ]
        for one in POSITIONS
    ]
    rows.append(
        [
            language.text(say("Everybody")),
            "",
            "",
            "",
            language.number(figures["everybody_at_once"].value),
            language.number(max(roster.people_to_roster(), default=0)),
            language.number(figures["roster_hours"].value),
            language.money(figures["roster_cost"].value),
            "",
        ]
    )
    return made(
        (
            say("Position"),
            say("Follows from"),
            say("How many"),
            say("Of one person in an hour"),
            say("Most on duty at once"),
            say("To roster then"),
            say("Hours to roster"),
            say("Cost"),
            say("Rule"),
        ),
        rows,
        language,
    )


def decision_table(staffing: Staffing, language: Language) -> pd.DataFrame:
    """Return the hours that decide, with why."""
    return made(
        (say("Who"), say("From"), say("Until"), say("Why"), say("People")),
        [
            [
                language.text(one.who),
                language.moment(one.first),
                language.moment(one.until),
                language.text(one.why),
                language.number(one.people),
            ]
            for one in staffing.decisions
        ],
        language,
    )


def staffing_table(roster: Roster, language: Language) -> pd.DataFrame:
    """Return service and parcels by hour, from the window's first until everything has left."""
    begin, starts = roster.window_start, roster.starts
    rows = []
    for index, packing in enumerate(roster.packing.hours, begin):
        quality = roster.quality[index]
        asked = roster.contacts["before"][index]
        rows.append(
            [
                starts[index].date().isoformat(),
                language.hour(starts[index].hour),
                language.number(asked, 1),
                language.number(roster.on_duty["before"][index]),
                language.share(quality.level if asked else None),
                language.share(quality.occupancy if asked else None),
                language.number(_seconds(quality.mean_wait_seconds) if asked else None, 1),
                language.number(roster.on_duty["during"][index]),
                language.number(roster.on_duty["after"][index]),
                language.number(roster.on_duty["reminders"][index]),
                language.number(packing.arrived),
                language.number(packing.waiting),
                language.number(packing.packers),
                language.number(packing.packed),
                language.number(packing.backlog),
            ]
        )
    return made(
        (
            say("Day"),
            say("Hour"),
            say("Inquiries"),
            say("Agents needed"),
            say("In time"),
            say("Occupancy"),
            say("Mean wait (s)"),
            say("Service during the sale"),
            say("Service after the sale"),
            say("Payment reminders"),
            say("Parcels paid"),
            say("Waiting"),
            say("In the warehouse"),
            say("Handed over in the hour"),
            say("Backlog"),
        ),
        rows,
        language,
    )


def _seconds(wait: float) -> float | None:
    """Return a wait that ends; None where the crew cannot keep up."""
    return wait if isfinite(wait) else None
