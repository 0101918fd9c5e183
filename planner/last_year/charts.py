"""The last event beside ordinary days, as charts: the event in grey, ordinary days lighter."""

from collections.abc import Sequence

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.figures.charts import large_number_axis, series_colours
from planner.figures.colours import LAST_YEAR, NEW_CUSTOMERS, RETURNING_CUSTOMERS
from planner.language import Language, Message, day_offset, say
from planner.last_year.facts import CustomerGroup, Customers, HourOfDay, LastYear
from planner.last_year.measures import Day

ORDINARY = "#C3C8D0"
WAITING = "#A6ABB4"
"""Ordinary days, and those before the event: the grey of last year, lighter."""
ROW = 32
AROUND = 170
"""Pixels of a row of bars, and of title, legend and axis around them."""

EVENT = say("Last event")
BEFORE = say("Days before")
ORDINARY_DAYS = say("Ordinary days")
GROUPS = {
    "new": say("New: no paid order before"),
    "1_30": say("1–30 days before"),
    "31_90": say("31–90 days before"),
    "91_180": say("91–180 days before"),
    "181_365": say("181–365 days before"),
    "over_365": say("over 365 days before"),
}
"""Customers by the time of their last paid order before the window."""
PAID_WITHIN = {
    "10_minutes": say("within 10 minutes"),
    "1_hour": say("within 1 hour"),
    "24_hours": say("within 24 hours"),
    "later": say("later"),
    "never": say("never paid"),
}


def revenue_by_day(told: LastYear, language: Language) -> ChartType:
    """Return the revenue of each day of the window and before it, beside an ordinary day."""
    days = [day for day in told.days if day.kind != "ordinary"]
    usual = told.measures["revenue"].ordinary.value
    return _by_day(
        days,
        [float(day.paid_amount) for day in days],
        None if usual is None else float(usual),
        say("Revenue by day, last event"),
        say("paid amount ({currency})", currency=language.symbol),
        ",.2f",
        language,
    )


def visitors_by_day(told: LastYear, language: Language) -> ChartType:
    """Return the visitors of each day as stated; they never add up."""
    days = [day for day in told.days if day.kind != "ordinary" and day.visitors is not None]
    usual = told.measures["visitors"].ordinary.value
    return _by_day(
        days,
        [float(day.visitors or 0) for day in days],
        None if usual is None else float(usual),
        say("Visitors of each day, last event"),
        say("visitors of the day"),
        ",",
        language,
    )


def _by_day(
    days: Sequence[Day],
    values: Sequence[float],
    usual: float | None,
    title: Message,
    measure: Message,
    number: str,
    language: Language,
) -> ChartType:
    words = language.text(measure)
    usual_words, event, before = (
        language.text(label) for label in (say("Ordinary day"), EVENT, BEFORE)
    )
    rows = [
        {
            "place": day_offset(day.offset),
            "day": language.day(day.day),
            "kind": event if day.kind == "event" else before,
            "value": value,
        }
        for day, value in zip(days, values, strict=True)
    ]
    if usual is not None:
        rows.insert(
            0, {"place": usual_words, "day": usual_words, "kind": usual_words, "value": usual}
        )
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar()
        .encode(
            x=alt.X(
                "place:N",
                sort=None,
                title=None,
                axis=alt.Axis(labelAngle=0, labelOverlap="greedy"),
            ),
            y=alt.Y("value:Q", title=words, axis=large_number_axis(language)),
            color=series_colours(
                "kind", {usual_words: ORDINARY, before: WAITING, event: LAST_YEAR}
            ),
            tooltip=[
                alt.Tooltip("day:N", title=language.text(say("Day"))),
                alt.Tooltip("value:Q", title=words, format=number),
            ],
        )
        .properties(title=language.text(title), height=280)
    )
    return chart


def shares_by_hour(hours: Sequence[HourOfDay], language: Language) -> ChartType:
    """Return each hour's share of the day's revenue: the main day beside ordinary days (CAL-8)."""
    event, usual = language.text(say("Main day")), language.text(ORDINARY_DAYS)
    rows = [
        {"hour": language.hour(hour.hour), "series": series, "share": share}
        for hour in hours
        for series, share in ((event, hour.share), (usual, hour.ordinary_share))
        if share is not None
    ]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar()
        .encode(
            x=alt.X(
                "hour:N",
                sort=None,
                title=language.text(say("Hour")),
                axis=alt.Axis(labelOverlap="greedy"),
            ),
            xOffset=alt.XOffset("series:N", sort=[event, usual]),
            y=alt.Y("share:Q", title=language.text(say("share of the day")), axis=_per_cent()),
            color=series_colours("series", {event: LAST_YEAR, usual: ORDINARY}),
            tooltip=[
                alt.Tooltip("hour:N", title=language.text(say("Hour"))),
                alt.Tooltip("series:N", title=language.text(say("Series"))),
                alt.Tooltip("share:Q", title=language.text(say("Share")), format=".1%"),
            ],
        )
        .properties(title=language.text(say("Revenue by hour of the day")), height=280)
    )
    return chart


def side_by_side(
    rows: Sequence[tuple[str, float, float | None]], title: Message, language: Language
) -> ChartType:
    """Return shares as pairs of bars, the event above ordinary days.

    Args:
        rows: name, share in the event, share on ordinary days.
        title: of the chart.
        language: of labels.
    """
    event, usual = language.text(EVENT), language.text(ORDINARY_DAYS)
    marks = [
        {"name": name, "series": series, "share": share}
        for name, in_event, ordinarily in rows
        for series, share in ((event, in_event), (usual, ordinarily))
        if share is not None
    ]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(marks))
        .mark_bar()
        .encode(
            y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=180)),
            yOffset=alt.YOffset("series:N", sort=[event, usual]),
            x=alt.X("share:Q", title=language.text(say("share")), axis=_per_cent()),
            color=series_colours("series", {event: LAST_YEAR, usual: ORDINARY}),
            tooltip=[
                alt.Tooltip("name:N", title=language.text(say("Name"))),
                alt.Tooltip("series:N", title=language.text(say("Series"))),
                alt.Tooltip("share:Q", title=language.text(say("Share")), format=".1%"),
            ],
        )
        .properties(title=language.text(title), height=AROUND + ROW * len(rows))
    )
    return chart


def new_and_returning(customers: Customers, language: Language) -> ChartType:
    """Return who bought, of buyers and of revenue: new in blue, returning in teal."""
    new, returning = language.text(say("New customers")), language.text(say("Returning customers"))
    bars = [
        (say("Buyers, last event"), customers.groups, _buyers),
        (say("Revenue, last event"), customers.groups, _revenue),
    ]
    if customers.ordinary_groups:
        bars += [
            (say("Buyers, ordinary days"), customers.ordinary_groups, _buyers),
            (say("Revenue, ordinary days"), customers.ordinary_groups, _revenue),
        ]
    rows = [
        {
            "bar": language.text(label),
            "series": series,
            "value": sum(of(group) for group in groups if (group.customers is None) == is_new),
        }
        for label, groups, of in bars
        for series, is_new in ((new, True), (returning, False))
    ]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar()
        .encode(
            y=alt.Y("bar:N", sort=None, title=None, axis=alt.Axis(labelLimit=180)),
            x=alt.X(
                "value:Q",
                stack="normalize",
                title=language.text(say("share")),
                axis=_per_cent(),
            ),
            color=series_colours("series", {new: NEW_CUSTOMERS, returning: RETURNING_CUSTOMERS}),
            order=alt.Order("series:N", sort="ascending" if new < returning else "descending"),
            tooltip=[
                alt.Tooltip("bar:N", title=language.text(say("Name"))),
                alt.Tooltip("series:N", title=language.text(say("Series"))),
                alt.Tooltip("value:Q", title=language.text(say("Value")), format=",.2~f"),
            ],
        )
        .properties(
            title=language.text(say("New and returning customers")),
            height=AROUND + ROW * len(bars),
        )
    )
    return chart


def _buyers(group: CustomerGroup) -> float:
    return float(group.buyers)


def _revenue(group: CustomerGroup) -> float:
    return float(group.paid_amount)


def comeback(customers: Customers, language: Language) -> ChartType:
    """Return the share of each group that came back in the event, by its last order (TGT-2)."""
    rows = [
        {
            "group": language.text(GROUPS[group.last_order]),
            "share": group.comeback_share,
            "customers": group.customers,
            "buyers": group.buyers,
        }
        for group in customers.groups
        if group.comeback_share is not None
    ]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(color=RETURNING_CUSTOMERS)
        .encode(
            y=alt.Y("group:N", sort=None, title=None, axis=alt.Axis(labelLimit=180)),
            x=alt.X("share:Q", title=language.text(say("share that came back")), axis=_per_cent()),
            tooltip=[
                alt.Tooltip("group:N", title=language.text(say("Last paid order"))),
                alt.Tooltip("customers:Q", title=language.text(say("Customers")), format=","),
                alt.Tooltip("buyers:Q", title=language.text(say("Buyers")), format=","),
                alt.Tooltip("share:Q", title=language.text(say("Comeback rate")), format=".1%"),
            ],
        )
        .properties(
            title=language.text(say("Comeback rate by last order")),
            height=AROUND + ROW * len(rows),
        )
    )
    return chart


def _per_cent() -> alt.Axis:
    return alt.Axis(format="~%", tickCount=6)
