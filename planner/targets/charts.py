"""The goal by day and by hour, beside the last event."""

from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.demand import Demand, Reference
from planner.figures.colours import LAST_YEAR, PLAN
from planner.language import Language, day_offset, say
from planner.targets.breakdown import DayTarget

PLANNED = say("Plan")
LAST_EVENT = say("Last event")


def revenue_by_day(days: Sequence[DayTarget], language: Language) -> ChartType:
    """Return the chart of revenue a day: plan in violet, the last event in grey."""
    plan, last = language.text(PLANNED), language.text(LAST_EVENT)
    rows = [
        {"day": day_label(day.offset, day.day, language), "series": series, "amount": float(amount)}
        for day in days
        for series, amount in ((last, day.reference_revenue), (plan, day.revenue))
    ]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar()
        .encode(
            x=alt.X(
                "day:N",
                sort=None,
                title=None,
                axis=alt.Axis(labelAngle=0, labelExpr="split(datum.label, '|')"),
            ),
            xOffset=alt.XOffset("series:N", sort=[last, plan]),
            y=alt.Y("amount:Q", title=_amount_title(language), axis=_amount_axis(language)),
            color=_plan_beside_last_event(language),
            tooltip=_tooltip("day", language),
        )
        .properties(title=language.text(say("Revenue by day")), height=300)
    )
    return chart


def revenue_by_hour(
    demand: Demand, reference: Reference, day: date, language: Language
) -> ChartType:
    """Return the chart of one day's revenue an hour: plan in violet, the last event in grey."""
    plan, last = language.text(PLANNED), language.text(LAST_EVENT)
    rows = [
        {
            "hour": language.hour(hour.start.hour),
            "series": series,
            "amount": float(amount),
        }
        for hour, past in zip(demand.hours, reference.hours, strict=True)
        if hour.start.date() == day
        for series, amount in ((last, past.paid_amount), (plan, hour.revenue))
    ]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar()
        .encode(
            x=alt.X("hour:N", sort=None, title=language.text(say("Hour"))),
            xOffset=alt.XOffset("series:N", sort=[last, plan]),
            y=alt.Y("amount:Q", title=_amount_title(language), axis=_amount_axis(language)),
            color=_plan_beside_last_event(language),
            tooltip=_tooltip("hour", language),
        )
        .properties(
            title=language.text(say("Revenue by hour, {day}", day=language.short_day(day))),
            height=300,
        )
    )
    return chart


def day_label(offset: int, day: date, language: Language) -> str:
    """Return a day of the campaign as its offset and its date; the axis breaks the line there.

    >>> day_label(-4, date(2026, 11, 7), Language("en"))
    'D-4|Sat 7 Nov'
    """
    return f"{day_offset(offset)}|{language.short_day(day)}"


def _amount_title(language: Language) -> str:
    return language.text(say("paid amount ({currency})", currency=language.symbol))


def _plan_beside_last_event(language: Language) -> alt.Color:
    """Return the colours of the two series: plan in violet, the last event in grey."""
    domain = [language.text(PLANNED), language.text(LAST_EVENT)]
    return alt.Color(
        "series:N",
        title=None,
        scale=alt.Scale(domain=domain, range=[PLAN, LAST_YEAR]),
        legend=alt.Legend(orient="top", offset=4),
    )


def _amount_axis(language: Language) -> alt.Axis:
    """Return the axis of amounts in the reader's large units: 万 in Chinese, k and M in English."""
    if language.code == "zh":
        in_wan = "datum.value >= 10000 ? format(datum.value / 10000, '~f') + '万' : datum.label"
        return alt.Axis(labelExpr=in_wan)
    return alt.Axis(format="~s")


def _tooltip(position: str, language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{position}:N", title=language.text(say("When"))),
        alt.Tooltip("series:N", title=language.text(say("Series"))),
        alt.Tooltip("amount:Q", title=_amount_title(language), format=",.2f"),
    ]
