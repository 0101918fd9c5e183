"""The goal by day and by hour beside the last event, the way to it, and what a tenth does."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.demand import Demand, Quantile, Reference
from planner.figures.charts import large_number_axis, series_colours
from planner.figures.colours import LAST_YEAR, NOT_READY, PLAN
from planner.language import Language, Message, Unit, day_offset, say
from planner.targets.breakdown import DayTarget
from planner.targets.decomposition import Decomposition
from planner.targets.sensitivity import MEASURES, Sensitivity

PLANNED = say("Plan")
LAST_EVENT = say("Last event")
CENTS_BELOW, SHORT_FROM = 100, 10_000
"""Amounts beside bars have cents below the first, and are shortened from the second on."""
MORE = "#A996FF"
"""Light violet: a part of the plan, not the whole of it."""


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
            y=alt.Y("amount:Q", title=_amount_title(language), axis=large_number_axis(language)),
            color=_plan_beside_last_event(language),
            tooltip=_tooltip("day", language),
        )
        .properties(title=language.text(say("Revenue by day")), height=300)
    )
    return chart


def revenue_by_hour(
    demand: Demand, reference: Reference, day: date, language: Language
) -> ChartType:
    """Return the chart of one day's revenue an hour: the plan with its bands, the last event.

    The plan is a violet line, what it stays below in 80 and 95 of 100 cases a band each; the last
    event stands in grey. The bands are those of single hours and do not add up over the day.
    """
    plan, last = language.text(PLANNED), language.text(LAST_EVENT)
    by_quantile = demand.hours_by_quantile
    rows, bands = [], []
    for index, (hour, past) in enumerate(zip(demand.hours, reference.hours, strict=True)):
        if hour.start.date() != day:
            continue
        name = language.hour(hour.start.hour)
        rows += [
            {"hour": name, "series": series, "amount": float(amount)}
            for series, amount in ((last, past.paid_amount), (plan, hour.revenue))
        ]
        levels = [float(by_quantile[one][index].revenue) for one in Quantile]
        bands.append({"hour": name, **dict(zip(("p50", "p80", "p95"), levels, strict=True))})
    x = alt.X("hour:N", sort=None, title=language.text(say("Hour")))
    y = alt.Y("amount:Q", title=_amount_title(language), axis=large_number_axis(language))
    colour = _plan_beside_last_event(language)
    series = alt.Chart(pd.DataFrame(rows)).encode(
        x=x, y=y, color=colour, tooltip=_tooltip("hour", language)
    )
    above = alt.Chart(pd.DataFrame(bands)).mark_area(color=PLAN, interpolate="monotone")
    quantile_tips = [
        alt.Tooltip("hour:N", title=language.text(say("When"))),
        *(alt.Tooltip(f"{name}:Q", title=name.upper(), format=",.2f")
          for name in ("p50", "p80", "p95")),
    ]  # fmt: skip
    chart: ChartType = alt.layer(
        series.transform_filter(alt.datum.series == last).mark_bar(),
        above.encode(
            x=x,
            y=alt.Y("p80:Q"),
            y2=alt.Y2("p95:Q"),
            opacity=alt.OpacityValue(0.14),
            tooltip=quantile_tips,
        ),
        above.encode(
            x=x,
            y=alt.Y("p50:Q"),
            y2=alt.Y2("p80:Q"),
            opacity=alt.OpacityValue(0.28),
            tooltip=quantile_tips,
        ),
        series.transform_filter(alt.datum.series == plan).mark_line(
            interpolate="monotone", point=True
        ),
    ).properties(
        title={
            "text": language.text(say("Revenue by hour, {day}", day=language.short_day(day))),
            "subtitle": language.text(say("bands: 80 and 95 of 100 cases stay below")),
            "subtitleColor": LAST_YEAR,  # the page's theme colours no subtitle: black on black
        },
        height=300,
    )
    return chart


def waterfall(parts: Decomposition, language: Language) -> ChartType:
    """Return the way from the last event's revenue to the goal, one bar a lever.

    Lying, so that the names of the levers fit on a phone. The whole amounts are grey and violet;
    what a lever adds is light violet, what it takes away red and with its minus.
    """
    rows: list[dict[str, object]] = []

    def bar(label: Message, start: float, end: float, kind: str, text: str) -> None:
        rows.append(
            {"lever": language.text(label), "start": start, "end": end, "kind": kind,
             "text": text, "edge": max(start, end)}
        )  # fmt: skip

    start, goal = float(parts.start), float(parts.goal)
    bar(LAST_EVENT, 0, start, "last", language.compact_money(parts.start))
    reached = parts.start
    for step in parts.steps:
        before, reached = reached, reached + step.amount
        sign = "+" if step.amount > 0 else ""
        text = f"{sign}{language.compact_money(step.amount)}"
        kind = "more" if step.amount >= 0 else "less"
        bar(step.label, float(before), float(reached), kind, text)
    bar(say("Goal"), 0, goal, "plan", language.compact_money(parts.goal))
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("lever:N", sort=None, title=None, axis=alt.Axis(labelLimit=150)),
    )
    room = max(float(str(row["edge"])) for row in rows) * 1.35
    bars = base.mark_bar().encode(
        x=alt.X(
            "start:Q", title=_amount_title(language), axis=large_number_axis(language),
            scale=alt.Scale(domain=[0, room]),
        ),
        x2=alt.X2("end:Q"),
        color=alt.Color(
            "kind:N",
            legend=None,
            scale=alt.Scale(
                domain=["last", "more", "less", "plan"], range=[LAST_YEAR, MORE, NOT_READY, PLAN]
            ),
        ),
        tooltip=[
            alt.Tooltip("lever:N", title=language.text(say("Lever"))),
            alt.Tooltip("text:N", title=_amount_title(language)),
        ],
    )  # fmt: skip
    words = base.mark_text(align="left", dx=5, color=LAST_YEAR).encode(
        x=alt.X("edge:Q"), text=alt.Text("text:N")
    )
    chart: ChartType = alt.layer(bars, words).properties(
        title=language.text(say("From the last event to the goal")), height=alt.Step(34)
    )
    return chart


def tornado(sensitivity: Sensitivity, measure: str, language: Language) -> ChartType:
    """Return what each lever changes of a measure when it is a tenth lower or higher.

    One bar a lever to either side of the plan, the lever that changes most on top. A lever a tenth
    lower is light violet, one a tenth higher violet; the change stands beside each bar.
    """
    label, unit = MEASURES[measure]
    name, is_money = language.text(label), unit is Unit.MONEY
    lower, higher = language.text(say("lever 10 % lower")), language.text(say("lever 10 % higher"))
    changes = sensitivity.changes(measure)
    reach = float(max((change.reach for change in changes), default=0)) or 1.0
    rows = []
    for change in changes:
        for side, value in ((lower, change.low), (higher, change.high)):
            told = _short(value, language) if is_money else language.plain(value)
            rows.append(
                {
                    "lever": language.text(change.label),
                    "side": side,
                    "change": float(value),
                    "text": f"+{told}" if value > 0 else told,
                    "left": value < 0,
                }
            )
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("lever:N", sort=None, title=None, axis=alt.Axis(labelLimit=150)),
        x=alt.X(
            "change:Q",
            title=language.text(say("change of the plan ({currency})", currency=language.symbol))
            if is_money
            else language.text(say("change of the plan")),
            axis=large_number_axis(language),
            # Room for the words beside the bars, on a phone too.
            scale=alt.Scale(domain=[-2.2 * reach, 2.2 * reach], nice=False),
        ),
    )
    bars = base.mark_bar().encode(
        color=series_colours("side", {lower: MORE, higher: PLAN}),
        tooltip=[
            alt.Tooltip("lever:N", title=language.text(say("Lever"))),
            alt.Tooltip("side:N", title=language.text(say("Series"))),
            alt.Tooltip("text:N", title=name),
        ],
    )
    moved = base.transform_filter(alt.datum.change != 0)
    words = [
        moved.transform_filter(alt.datum.left).mark_text(align="right", dx=-5, color=LAST_YEAR),
        moved.transform_filter(~alt.datum.left).mark_text(align="left", dx=5, color=LAST_YEAR),
        base.transform_filter(alt.datum.change == 0)
        .transform_filter(alt.datum.side == higher)
        .transform_calculate(text=f"'{language.text(say('no change'))}'")
        .mark_text(align="left", dx=5, color=LAST_YEAR),
    ]
    line = (
        alt.Chart(pd.DataFrame({"change": [0]}))
        .mark_rule(color=LAST_YEAR)
        .encode(x=alt.X("change:Q"))
    )
    chart: ChartType = alt.layer(
        bars, line, *(layer.encode(text=alt.Text("text:N")) for layer in words)
    ).properties(
        title=language.text(say("{measure}: each lever ± 10 %", measure=label)),
        height=alt.Step(38),
    )
    return chart


def _short(amount: Decimal, language: Language) -> str:
    """Return an amount short enough to stand beside a bar; the axis names its currency."""
    if abs(amount) < SHORT_FROM:
        return language.number(amount, 0 if abs(amount) >= CENTS_BELOW else 2)
    return language.compact_money(amount).replace(language.symbol, "")


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
    plan, last = language.text(PLANNED), language.text(LAST_EVENT)
    return series_colours("series", {plan: PLAN, last: LAST_YEAR})


def _tooltip(position: str, language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{position}:N", title=language.text(say("When"))),
        alt.Tooltip("series:N", title=language.text(say("Series"))),
        alt.Tooltip("amount:Q", title=_amount_title(language), format=",.2f"),
    ]
