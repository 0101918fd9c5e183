"""The funnel, the money lost at each step, rates by hour and by part, and times, as charts."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.figures.charts import large_number_axis
from planner.figures.colours import LAST_YEAR, NOT_READY, PLAN
from planner.funnel.calculator import Standing, StepResult
from planner.funnel.levels import INTO, Level, Step
from planner.funnel.room import Funnel
from planner.funnel.slices import Mark, Part
from planner.funnel.times import BANDS, Times
from planner.language import Language, Message, say

ROW = 30
AROUND = 90
"""Pixels of a row of bars, and of title and axis around them."""
LONGEST_LABEL = 150
ROOM_FOR_WORDS = 300
"""So many times the largest count the logarithmic axis goes on, for the words beside the bar."""
WORDS, LOWEST = "#1F242E", "#EEF0F2"
"""Words on the cells of the map, and the light end of its scale whose dark end is last year's."""


def funnel(told: Funnel, language: Language) -> ChartType:
    """Return the nine levels as bars, with the rate into each and where the reference would be.

    The axis is logarithmic: impressions are thousands of times the orders. Levels that no sheet
    fills keep their row and say so.
    """
    rows = []
    for level in Level:
        counted = told.now.levels.get(level)
        label = language.text(level.label)
        if level is Level.INQUIRIES:
            label = f"↳ {label}"
        value = int(counted.value or 0) if counted is not None else 0
        expected = _expected(told, level)
        rows.append(
            {
                "level": label,
                "count": max(value, 1),
                "start": 1,
                "words": _words(told, level, language),
                "expected": expected,
                "edge": max(value, expected or 0, 1),
            }
        )
    frame = pd.DataFrame(rows)
    highest = max(float(row["count"]) for row in rows)  # type: ignore[arg-type]  # a count
    # A tick for each level that has a reference; without one the column holds nothing.
    frame["expected"] = frame["expected"].astype("float64")
    base = alt.Chart(frame).encode(
        y=alt.Y("level:N", sort=None, title=None, axis=alt.Axis(labelLimit=LONGEST_LABEL))
    )
    scale = alt.Scale(type="log", domain=[1, max(highest, 10) * ROOM_FOR_WORDS], nice=False)
    axis = alt.Axis(values=_powers(highest), format="~s", grid=False)
    bars = base.mark_bar(color=LAST_YEAR).encode(
        x=alt.X(
            "start:Q",
            scale=scale,
            axis=axis,
            title=language.text(say("count, logarithmic")),
        ),
        x2=alt.X2("count:Q"),
        tooltip=[
            alt.Tooltip("level:N", title=language.text(say("Level"))),
            alt.Tooltip("words:N", title=language.text(say("Count and rate"))),
        ],
    )
    words = base.mark_text(align="left", dx=8, color=LAST_YEAR).encode(
        x=alt.X("edge:Q", scale=scale), text=alt.Text("words:N")
    )
    ticks = (
        base.transform_filter("isValid(datum.expected) && datum.expected > 0")
        .mark_tick(color=PLAN, thickness=4, size=ROW - 6)
        .encode(x=alt.X("expected:Q", scale=scale))
    )
    chart: ChartType = alt.layer(bars, ticks, words).properties(
        title={
            "text": language.text(say("The funnel")),
            "subtitle": language.text(say("tick: where the reference would be")),
            "subtitleColor": LAST_YEAR,
        },
        height=alt.Step(ROW),
    )
    return chart


def _powers(highest: float) -> list[int]:
    powers = [1]
    while powers[-1] < highest:
        powers.append(powers[-1] * 10)
    return powers


def _words(told: Funnel, level: Level, language: Language) -> str:
    counted = told.now.levels.get(level)
    if counted is None:
        return language.text(say("no sheet tells it"))
    number = language.number(counted.value)
    step = told.steps.get(INTO[level]) if level in INTO else None
    return number if step is None else f"{number} · {language.share(step.rate.value, 2)}"


def _expected(told: Funnel, level: Level) -> float | None:
    """Return how many the level would hold at the reference of the step into it."""
    step = told.steps.get(INTO[level]) if level in INTO else None
    counted = told.now.levels.get(level)
    if step is None or step.reference is None or counted is None or not step.rate.value:
        return None
    return float(counted.value or 0) * step.reference.value / float(step.rate.value)


def lost_money(steps: Mapping[Step, StepResult], language: Language) -> ChartType:
    """Return what mending each step to its reference would bring.

    Steps that are behind beyond chance are red and carry their sign; all others are grey.
    """
    rows = [
        {
            "step": language.text(step.label),
            "money": float(one.money),
            "words": _money_words(one, language),
            "behind": one.standing is Standing.BEHIND,
        }
        for step, one in steps.items()
    ]
    highest = max((float(one.money) for one in steps.values()), default=0.0) or 1.0
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("step:N", sort=None, title=None, axis=alt.Axis(labelLimit=LONGEST_LABEL)),
        x=alt.X(
            "money:Q",
            title=language.text(say("amount ({currency})", currency=language.symbol)),
            axis=_few(large_number_axis(language)),
            scale=alt.Scale(domain=[0, highest * 2]),
        ),
    )
    bars = base.mark_bar().encode(
        color=alt.Color(
            "behind:N",
            legend=None,
            scale=alt.Scale(domain=[True, False], range=[NOT_READY, LAST_YEAR]),
        ),
        tooltip=[
            alt.Tooltip("step:N", title=language.text(say("Step"))),
            alt.Tooltip("words:N", title=language.text(say("Mending brings"))),
        ],
    )
    words = base.mark_text(align="left", dx=6, color=LAST_YEAR).encode(text=alt.Text("words:N"))
    chart: ChartType = alt.layer(bars, words).properties(
        title=language.text(say("What mending each step to its reference would bring")),
        height=alt.Step(ROW),
    )
    return chart


def _few(axis: alt.Axis) -> alt.Axis:
    """Return an axis with few ticks: the amounts stand beside the bars."""
    axis["tickCount"] = 5
    return axis


def _money_words(one: StepResult, language: Language) -> str:
    if one.mend_money is None or one.standing in (Standing.OPEN, Standing.REACHED):
        return f"{one.standing.sign} {language.text(one.standing.word)}"
    return f"{one.standing.sign} {language.compact_money(one.mend_money.value)}"


HOURLY = (Step.PLACED, Step.PAID, Step.KEPT, Step.RECEIVED)


def by_hour(parts: Sequence[Part], language: Language) -> ChartType:
    """Return the map of hour × step: each cell its rate, darker where it is higher in its column.

    ▼ and ▲ stand where an hour differs from the others beyond chance; rates of too few are in
    brackets and have no colour.
    """
    rows = []
    for step in HOURLY:
        rates = [part.rates[step] for part in parts if step in part.rates]
        large = [one.value for one in rates if one.mark is not Mark.SMALL]
        low, high = (min(large), max(large)) if large else (0.0, 0.0)
        for part in parts:
            rate = part.rates.get(step)
            if rate is None:
                continue
            share = language.share(rate.value)
            is_small = rate.mark is Mark.SMALL
            sign = {Mark.BETTER: " ▲", Mark.WORSE: " ▼"}.get(rate.mark, "")
            rows.append(
                {
                    "hour": language.hour(int(part.name or 0)),
                    "step": language.text(step.label),
                    "words": f"({share})" if is_small else f"{share}{sign}",
                    "of": f"{language.number(rate.reached)} / {language.number(rate.base)}",
                    "place": 0.5
                    if high == low
                    else min(1.0, max(0.0, (rate.value - low) / (high - low))),
                    "small": is_small,
                }
            )
    steps = list(dict.fromkeys(str(row["step"]) for row in rows))
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "step:N",
            sort=steps,
            title=None,
            # On a phone each name takes two lines.
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelLimit=LONGEST_LABEL,
                labelExpr="split(datum.label, ' → ')",
            ),
        ),
        y=alt.Y("hour:N", sort=[language.hour(hour) for hour in range(24)], title=None),
        tooltip=[
            alt.Tooltip("hour:N", title=language.text(say("Hour"))),
            alt.Tooltip("step:N", title=language.text(say("Step"))),
            alt.Tooltip("words:N", title=language.text(say("Rate"))),
            alt.Tooltip("of:N", title=language.text(say("Reached / base"))),
        ],
    )
    cells = (
        base.transform_filter("!datum.small")
        .mark_rect()
        .encode(
            color=alt.Color(
                "place:Q",
                legend=None,
                scale=alt.Scale(domain=[0, 1], range=[LOWEST, LAST_YEAR]),
            )
        )
    )
    words = (
        base.transform_filter("!datum.small")
        .mark_text(fontSize=11, color=WORDS)
        .encode(text=alt.Text("words:N"))
    )
    few = (
        base.transform_filter("datum.small")
        .mark_text(fontSize=11, color=LAST_YEAR)
        .encode(text=alt.Text("words:N"))
    )
    chart: ChartType = alt.layer(cells, words, few).properties(
        title={
            "text": language.text(say("Rate of each step by the hour of placing")),
            "subtitle": language.text(
                say("darker: higher in its column · ▲ ▼ beyond chance · (too few)")
            ),
            "subtitleColor": LAST_YEAR,
        },
        height=alt.Step(22),
    )
    return chart


def intervals(
    parts: Sequence[tuple[str, Part]], step: Step, overall: float, language: Language
) -> ChartType:
    """Return the rate of each part with what it lies between, beside the rate of all.

    Args:
        parts: name and part, in the order they are drawn.
        step: whose rates.
        overall: rate of all parts together.
        language: of labels.
    """
    rows = [
        {
            "part": name,
            "rate": rate.value,
            "low": rate.interval.low,
            "high": rate.interval.high,
            "words": f"{rate.mark.sign} {language.share(rate.value)}",
            "of": f"{language.number(rate.reached)} / {language.number(rate.base)}",
        }
        for name, part in parts
        if (rate := part.rates.get(step)) is not None
    ]
    lows, highs = (
        [float(str(row["low"])) for row in rows],
        [float(str(row["high"])) for row in rows],
    )
    low, high = min([overall, *lows]), max([overall, *highs])
    room = (high - low) or 0.01
    scale = alt.Scale(domain=[max(0.0, low - room * 0.05), high + room * 0.45], nice=False)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("part:N", sort=None, title=None, axis=alt.Axis(labelLimit=LONGEST_LABEL)),
        tooltip=[
            alt.Tooltip("part:N", title=language.text(say("Name"))),
            alt.Tooltip("words:N", title=language.text(say("Rate"))),
            alt.Tooltip("low:Q", title=language.text(say("From")), format=".1%"),
            alt.Tooltip("high:Q", title=language.text(say("To")), format=".1%"),
            alt.Tooltip("of:N", title=language.text(say("Reached / base"))),
        ],
    )
    # The words right of the last band need room, which is no rate.
    axis = alt.Axis(format="~%", tickCount=5, labelExpr="datum.value > 1.0001 ? '' : datum.label")
    title = language.text(step.label)
    bands = base.mark_rule(strokeWidth=5, color=LAST_YEAR, opacity=0.45).encode(
        x=alt.X("low:Q", scale=scale, axis=axis, title=title), x2=alt.X2("high:Q")
    )
    points = base.mark_point(filled=True, size=70, color=LAST_YEAR, opacity=1).encode(
        x=alt.X("rate:Q", scale=scale)
    )
    words = base.mark_text(align="left", dx=8, color=LAST_YEAR).encode(
        x=alt.X("high:Q", scale=scale), text=alt.Text("words:N")
    )
    whole = (
        alt.Chart(pd.DataFrame({"rate": [overall]}))
        .mark_rule(strokeDash=[4, 4], color=PLAN)
        .encode(x=alt.X("rate:Q", scale=scale))
    )
    chart: ChartType = alt.layer(whole, bands, points, words).properties(
        title={
            "text": language.text(say("{step} by part", step=step.label)),
            "subtitle": language.text(say("band: what the rate lies in · dashed: all together")),
            "subtitleColor": LAST_YEAR,
        },
        height=alt.Step(26),
    )
    return chart


def times(told: Times, title: Message, language: Language) -> ChartType:
    """Return the orders by time until the next step, as shares with their counts."""
    rows = [
        {
            "band": language.text(band),
            "share": orders / told.told,
            "words": f"{language.share(orders / told.told)} · {language.number(orders)}",
        }
        for band, orders in zip(BANDS, told.orders, strict=True)
    ]
    highest = max(float(str(row["share"])) for row in rows)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("band:N", sort=None, title=None, axis=alt.Axis(labelLimit=LONGEST_LABEL)),
        x=alt.X(
            "share:Q",
            title=language.text(say("share of the orders")),
            axis=alt.Axis(format="~%", tickCount=5),
            scale=alt.Scale(domain=[0, highest * 1.5]),
        ),
    )
    bars = base.mark_bar(color=LAST_YEAR).encode(
        tooltip=[
            alt.Tooltip("band:N", title=language.text(say("Time"))),
            alt.Tooltip("words:N", title=language.text(say("Orders"))),
        ]
    )
    words = base.mark_text(align="left", dx=6, color=LAST_YEAR).encode(text=alt.Text("words:N"))
    chart: ChartType = alt.layer(bars, words).properties(
        title=language.text(title), height=alt.Step(24)
    )
    return chart
