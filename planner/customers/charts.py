"""Customers by group and score, how long they pause, and how many come back over time."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.campaign import Campaign
from planner.customers.after_care import AfterCare
from planner.customers.groups import Group
from planner.customers.repurchase import PUBLISHED, TENTHS, Cohort, Month, Pauses, cohort_shares
from planner.customers.segments import SCORES, Score
from planner.customers.waves import Wave
from planner.figures.charts import series_colours
from planner.figures.colours import (
    FEWEST,
    LAST_YEAR,
    NEW_CUSTOMERS,
    NOT_READY,
    PLAN,
    RETURNING_CUSTOMERS,
)
from planner.language import Language, at_midnight, say

WAVES_TITLE = say("Messages on the calendar")
OF_THE_EVENT, ORDINARY = say("Customers of the last event"), say("Ordinary customers")
PROGRAMME_TITLE = say("After the event, by day")
ONE_DAY = timedelta(days=1)
COHORTS_SHOWN = 14
MONTHS_SHOWN = 12
WHITE_FROM = 0.75
"""Of the darkest field: below, dark words are read better."""
COLOURS = {
    "new": NEW_CUSTOMERS,
    "returning": RETURNING_CUSTOMERS,
    "back": RETURNING_CUSTOMERS,
    "prospect": NEW_CUSTOMERS,
}
"""Blue where nobody has bought before, teal for those who did and are here, grey for the gone."""


def group_bars(groups: Sequence[Group], language: Language) -> ChartType:
    """Return the chart of buyers by where they stand."""
    rows = [
        {
            "group": language.text(one.label),
            "customers": one.customers,
            "text": language.number(one.customers),
            "colour": COLOURS.get(one.key, LAST_YEAR),
        }
        for one in groups
    ]
    most = max((one.customers for one in groups), default=0)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("group:N", sort=None, title=None, axis=alt.Axis(labelLimit=130)),
        x=alt.X(
            "customers:Q",
            title=language.text(say("Customers")),
            axis=None,
            scale=alt.Scale(domain=[0, max(1, most * 1.2)]),
        ),
        tooltip=[
            alt.Tooltip("group:N", title=language.text(say("Group"))),
            alt.Tooltip("text:N", title=language.text(say("Customers"))),
        ],
    )
    chart: ChartType = alt.layer(
        base.mark_bar().encode(color=alt.Color("colour:N", scale=None)),
        base.mark_text(align="left", dx=4, color=LAST_YEAR).encode(text="text:N"),
    ).properties(title=language.text(say("Customers by where they stand")), height=240)
    return chart


def score_map(scores: Sequence[Score], language: Language) -> ChartType:
    """Return the map of how lately against how often; the colour is what they paid in all."""
    most = 0.0
    rows = []
    for recency in SCORES:
        for frequency in SCORES:
            alike = [s for s in scores if (s.recency, s.frequency) == (recency, frequency)]
            customers = sum(one.customers for one in alike)
            paid = sum(one.paid_amount for one in alike)
            most = max(most, float(paid))
            rows.append(
                {
                    "recency": recency,
                    "frequency": "5+" if frequency == SCORES[-1] else str(frequency),
                    "customers": customers,
                    "paid": float(paid),
                    "text": language.number(customers) if customers else "",
                    "money": language.money(paid),
                }
            )
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "recency:O",
            title=language.text(say("How lately (fifths of the customers; 5 = latest)")),
            axis=alt.Axis(labelAngle=0),
        ),
        y=alt.Y(
            "frequency:O",
            sort="descending",
            title=language.text(say("Days with a purchase")),
        ),
        tooltip=[
            alt.Tooltip("text:N", title=language.text(say("Customers"))),
            alt.Tooltip("money:N", title=language.text(say("Paid so far"))),
        ],
    )
    chart: ChartType = alt.layer(
        base.mark_rect().encode(
            color=alt.Color(
                "paid:Q",
                title=language.text(say("Paid so far")),
                scale=alt.Scale(range=[FEWEST, RETURNING_CUSTOMERS]),
                legend=None,
            )
        ),
        base.mark_text().encode(
            text="text:N",
            color=alt.condition(
                alt.datum.paid > most * WHITE_FROM, alt.value("#FFFFFF"), alt.value("#262730")
            ),
        ),
    ).properties(
        title={
            "text": language.text(say("Customers by how lately and how often they bought")),
            "subtitle": language.text(say("darker: paid more in all")),
            "subtitleColor": LAST_YEAR,
        },
        height=280,
    )
    return chart


def pause_curve(last: Pauses, before: Pauses, language: Language) -> ChartType:
    """Return the curve of how soon those who bought again did so, beside the published one."""
    names = {
        language.text(say("Last 365 days")): RETURNING_CUSTOMERS,
        language.text(say("The year before")): LAST_YEAR,
        language.text(say("One liquor shop (AFT-4)")): NEW_CUSTOMERS,
    }
    curves = (
        {one: last.within(one) for one in TENTHS} if last.tells_enough else {},
        {one: before.within(one) for one in TENTHS} if before.tells_enough else {},
        PUBLISHED,
    )
    rows = [
        {"series": name, "share": per_cent / 100, "days": days}
        for name, curve in zip(names, curves, strict=True)
        for per_cent, days in curve.items()
        if days is not None
    ]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows))
        .mark_line(point=True)
        .encode(
            x=alt.X(
                "days:Q",
                title=language.text(say("Days until the next purchase")),
                scale=alt.Scale(type="sqrt"),
            ),
            y=alt.Y(
                "share:Q",
                title=language.text(say("Share of those who bought again")),
                axis=alt.Axis(format="%"),
            ),
            color=series_colours("series", names),
            tooltip=[
                alt.Tooltip("series:N", title=language.text(say("Series"))),
                alt.Tooltip("share:Q", format=".0%", title=language.text(say("Share"))),
                alt.Tooltip("days:Q", title=language.text(say("Days"))),
            ],
        )
        .properties(title=language.text(say("How soon customers buy again")), height=280)
    )
    return chart


def cohort_lines(cohorts: Sequence[Cohort], language: Language) -> ChartType:
    """Return what share buys in each month after: customers of the last event and ordinary ones."""
    names = {
        language.text(OF_THE_EVENT): NEW_CUSTOMERS,
        language.text(ORDINARY): LAST_YEAR,
    }
    rows = [
        {"series": name, "months": after, "share": share}
        for name, is_event in zip(names, (True, False), strict=True)
        for after, share in cohort_shares(cohorts, is_event).items()
        if after <= MONTHS_SHOWN
    ]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows, columns=["series", "months", "share"]))
        .mark_line(point=True)
        .encode(
            x=alt.X(
                "months:O",
                title=language.text(say("Months after the first purchase")),
                axis=alt.Axis(labelAngle=0),
            ),
            y=alt.Y(
                "share:Q",
                title=language.text(say("Share who buy in that month")),
                axis=alt.Axis(format="%"),
            ),
            color=series_colours("series", names),
            tooltip=[
                alt.Tooltip("series:N", title=language.text(say("Series"))),
                alt.Tooltip("months:O", title=language.text(say("Months after"))),
                alt.Tooltip("share:Q", format=".1%", title=language.text(say("Share"))),
            ],
        )
        .properties(
            title=language.text(say("Customers of the last event against ordinary ones")),
            height=260,
        )
    )
    return chart


def cohort_map(cohorts: Sequence[Cohort], language: Language) -> ChartType:
    """Return the map of cohorts by month: the share of each that bought in each month after."""
    event = language.text(say("event"))
    rows = [
        {
            "cohort": f"{one.month:%Y-%m}{f' {event}' if one.is_event else ''}",
            "months": after,
            "share": one.share(after),
            "text": f"{(one.share(after) or 0) * 100:.0f}",
            "customers": one.customers,
        }
        for one in cohorts[-COHORTS_SHOWN:]
        for after in one.buyers
        if after <= MONTHS_SHOWN
    ]
    most = max((float(str(row["share"])) for row in rows), default=0.0)
    columns = ["cohort", "months", "share", "text", "customers"]
    base = alt.Chart(pd.DataFrame(rows, columns=columns)).encode(
        x=alt.X(
            "months:O",
            title=language.text(say("Months after the first purchase")),
            axis=alt.Axis(labelAngle=0),
        ),
        y=alt.Y("cohort:O", title=None),
        tooltip=[
            alt.Tooltip("cohort:N", title=language.text(say("First purchase in"))),
            alt.Tooltip("customers:Q", format=",", title=language.text(say("Customers"))),
            alt.Tooltip("share:Q", format=".1%", title=language.text(say("Share"))),
        ],
    )
    chart: ChartType = alt.layer(
        base.mark_rect().encode(
            color=alt.Color(
                "share:Q", scale=alt.Scale(range=[FEWEST, RETURNING_CUSTOMERS]), legend=None
            )
        ),
        base.mark_text().encode(
            text="text:N",
            color=alt.condition(
                alt.datum.share > most * WHITE_FROM, alt.value("#FFFFFF"), alt.value("#262730")
            ),
        ),
    ).properties(
        title=language.text(say("Per cent of each month's new customers who buy in months after")),
        height=alt.Step(24),
    )
    return chart


def month_bars(months: Sequence[Month], language: Language) -> ChartType:
    """Return buyers by month, new and returning, with the share of the returning above."""
    new, returning = language.text(say("New")), language.text(say("Bought before"))
    rows = [
        {"month": f"{one.month:%Y-%m}", "series": series, "buyers": buyers}
        for one in months
        for series, buyers in ((new, one.buyers - one.returning), (returning, one.returning))
    ]
    shares = [{"month": f"{one.month:%Y-%m}", "share": float(one.share)} for one in months]
    x = alt.X("month:O", title=None, axis=alt.Axis(labelOverlap=True, labelAngle=0))
    share = alt.Chart(pd.DataFrame(shares)).encode(
        x=x,
        y=alt.Y(
            "share:Q",
            title=language.text(say("Share of returning customers")),
            axis=alt.Axis(format="%", titleColor=NOT_READY, orient="right"),
        ),
        tooltip=[
            alt.Tooltip("month:O", title=language.text(say("Month"))),
            alt.Tooltip("share:Q", format=".1%", title=language.text(say("Share"))),
        ],
    )
    bars = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar()
        .encode(
            x=x,
            y=alt.Y("buyers:Q", title=language.text(say("Buyers"))),
            color=series_colours("series", {new: NEW_CUSTOMERS, returning: RETURNING_CUSTOMERS}),
            tooltip=[
                alt.Tooltip("month:O", title=language.text(say("Month"))),
                alt.Tooltip("series:N", title=language.text(say("Series"))),
                alt.Tooltip("buyers:Q", format=",", title=language.text(say("Buyers"))),
            ],
        )
    )
    chart: ChartType = (
        alt.layer(bars, share.mark_line(point=True, color=NOT_READY))
        .resolve_scale(y="independent")
        .properties(title=language.text(say("Buyers and the share who bought before")), height=280)
    )
    return chart


def wave_calendar(waves: Sequence[Wave], campaign: Campaign, language: Language) -> ChartType:
    """Return the waves by day and hour, the larger the more are written to; the main day marked."""
    rows = [
        {
            "wave": language.text(one.plan.kind.label),
            "when": datetime.combine(one.plan.day, time(one.plan.hour)).isoformat(),
            "recipients": one.recipients,
            "text": language.number(one.recipients),
        }
        for one in waves
    ]
    days = [*(one.plan.day for one in waves), campaign.main_day]
    ends = [at_midnight(min(days) - ONE_DAY), at_midnight(max(days) + ONE_DAY)]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "when:T",
            title=None,
            axis=alt.Axis(format="%m-%d", tickCount="day", grid=True),
            scale=alt.Scale(domain=ends),
        ),
        y=alt.Y("wave:N", sort=None, title=None, axis=alt.Axis(labelLimit=130)),
        tooltip=[
            alt.Tooltip("wave:N", title=language.text(say("Wave"))),
            alt.Tooltip("when:T", format="%m-%d %H:%M", title=language.text(say("When"))),
            alt.Tooltip("text:N", title=language.text(say("Recipients"))),
        ],
    )
    main_day = pd.DataFrame(
        {"when": [datetime.combine(campaign.main_day, time()).isoformat()], "word": ["D"]}
    )
    rule = alt.Chart(main_day).encode(x="when:T")
    chart: ChartType = alt.layer(
        rule.mark_rule(color=PLAN, strokeWidth=2),
        base.mark_circle(color=RETURNING_CUSTOMERS, opacity=0.9).encode(
            size=alt.Size(
                "recipients:Q", legend=None, scale=alt.Scale(domainMin=0, range=[40, 900])
            )
        ),
        base.mark_text(align="left", dx=20, color=LAST_YEAR).encode(text="text:N"),
    ).properties(title=language.text(WAVES_TITLE), height=230)
    return chart


def programme_bars(care: AfterCare, language: Language) -> ChartType:
    """Return the steps after the event as bars over their days, with the occasions above them."""
    rows = [
        {
            "what": language.text(one.what).split("：")[0].split(":")[0],
            "first": one.first,
            "end": one.last + 1,
            "whom": language.text(one.whom),
        }
        for one in care.steps
    ]
    last = max(one.last for one in care.steps)
    marks = [
        {"day": one.days_after, "occasion": language.text(one.label)}
        for one in care.occasions
        if one.days_after <= last
    ]
    bars = alt.Chart(pd.DataFrame(rows)).mark_bar(color=RETURNING_CUSTOMERS, cornerRadius=2)
    rules = alt.Chart(pd.DataFrame(marks, columns=["day", "occasion"]))
    chart: ChartType = alt.layer(
        rules.mark_rule(color=PLAN, strokeDash=[4, 3]).encode(
            x="day:Q",
            tooltip=[
                alt.Tooltip("occasion:N", title=language.text(say("Occasion"))),
                alt.Tooltip("day:Q", title=language.text(say("Days after the event"))),
            ],
        ),
        bars.encode(
            x=alt.X("first:Q", title=language.text(say("Days after the event"))),
            x2="end:Q",
            y=alt.Y(
                "what:N",
                sort=None,
                title=None,
                axis=alt.Axis(labelLimit=160, labelOverlap=False),
            ),
            tooltip=[
                alt.Tooltip("what:N", title=language.text(say("What"))),
                alt.Tooltip("whom:N", title=language.text(say("For whom"))),
            ],
        ),
    ).properties(
        title={
            "text": language.text(PROGRAMME_TITLE),
            "subtitle": language.text(say("dashed: occasions that follow")),
            "subtitleColor": LAST_YEAR,
        },
        height=300,
    )
    return chart
