"""Where the orders stand, seen from the thresholds of a design; and what runs when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.activities.calendar import ActivityCalendar
from planner.activities.order_values import OrderValues
from planner.activities.outcome import Outcome
from planner.activities.tiers import Design, Tier
from planner.demand import CENTS
from planner.figures.charts import series_colours
from planner.figures.colours import AT_RISK, LAST_YEAR, PLAN
from planner.language import Language, at_midnight, day_offset, say

CALENDAR = say("What runs when, and what has to happen before")
MARGINS = say("Expected margin of each design: P10 to P90, with P50")
ORDER_VALUES = say("Orders by their value, and the thresholds of the design")
MOST_BARS = 60
SHOWN_SHARE = 0.99
"""Of the orders; the largest few would press all others together."""
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """The orders of a width of values.

    Attributes:
        low_minor: least value, inside.
        high_minor: largest value, outside.
        orders: of these values.
        just_under: a threshold that they lack so little to that customers may top up.
    """

    low_minor: int
    high_minor: int
    orders: int
    just_under: bool


def bar_width(highest_minor: int) -> int:
    """Return a round width so that at most 60 bars reach a value.

    >>> bar_width(300_00), bar_width(39)
    (500, 1)
    """
    width = 1
    while True:
        for step in _STEPS:
            if step * width * MOST_BARS >= highest_minor:
                return step * width
        width *= 10


def bars_of(values: OrderValues, thresholds: Sequence[int], top_up_minor: int) -> list[Bar]:
    """Return how many orders there are of each width of values, but for the largest hundredth.

    Args:
        values: the orders.
        thresholds: of the design.
        top_up_minor: that customers add at most.
    """
    if not values.order_count:
        return []
    highest = values.quantile_minor(SHOWN_SHARE)
    width = bar_width(highest)
    return [
        Bar(
            low,
            low + width,
            values.count_between(low, low + width),
            any(one - top_up_minor <= low < one for one in thresholds),
        )
        for low in range(0, highest + 1, width)
    ]


def thresholds_of(design: Design) -> Iterator[Tier]:
    """Yield the tiers of a design that ask for an amount."""
    for tier in design.in_order:
        if tier.threshold_minor and "threshold_minor" in tier.kind.traits.fields:
            yield tier


def order_values(
    values: OrderValues, design: Design, top_up_minor: int, language: Language
) -> ChartType:
    """Return the orders by value, those just under a threshold apart, and the thresholds."""
    under, others = language.text(say("just under a threshold")), language.text(say("other orders"))
    tiers = list(thresholds_of(design))
    bars = bars_of(values, [tier.threshold_minor for tier in tiers], top_up_minor)
    rows = [
        {
            "low": bar.low_minor / CENTS,
            "high": bar.high_minor / CENTS,
            "orders": bar.orders,
            "series": under if bar.just_under else others,
        }
        for bar in bars
    ]
    unit = language.symbol
    value, orders = (
        language.text(say("Order value ({unit})", unit=unit)), language.text(say("Orders")),
    )  # fmt: skip
    columns = alt.Chart(pd.DataFrame(rows, columns=["low", "high", "orders", "series"]))
    drawn = columns.mark_bar(binSpacing=1).encode(
        x=alt.X("low:Q", bin="binned", title=value),
        x2=alt.X2("high:Q"),
        y=alt.Y("orders:Q", title=orders),
        color=series_colours("series", {under: PLAN, others: LAST_YEAR}),
        tooltip=[
            alt.Tooltip("low:Q", title=language.text(say("from"))),
            alt.Tooltip("high:Q", title=language.text(say("below"))),
            alt.Tooltip("orders:Q", title=orders, format=","),
            alt.Tooltip("series:N", title=language.text(say("Where they stand"))),
        ],
    )
    highest = bars[-1].high_minor if bars else 0
    marks = [
        {
            "at": tier.threshold_minor / CENTS,
            "word": f"{language.text(tier.label)} {language.money(_amount(tier))}",
            "row": 14 * place,
        }
        for place, tier in enumerate(tiers)
        if tier.threshold_minor <= highest
    ]
    lines = alt.Chart(pd.DataFrame(marks, columns=["at", "word", "row"]))
    rules = lines.mark_rule(color=AT_RISK, strokeDash=[5, 3], strokeWidth=1.5).encode(x="at:Q")
    words = [
        lines.transform_filter(alt.datum.row == mark["row"])
        .mark_text(align="left", dx=4, baseline="top", color=AT_RISK)
        .encode(
            x="at:Q",
            y=alt.YValue(mark["row"]),  # type: ignore[no-untyped-call]  # untyped in Altair
            text="word:N",
        )
        for mark in marks
    ]
    return alt.layer(drawn, rules, *words).properties(title=language.text(ORDER_VALUES), height=260)


def _amount(tier: Tier) -> float:
    return tier.threshold_minor / CENTS


def calendar(found: ActivityCalendar, main_day: date, language: Language) -> ChartType:
    """Return the phases, the tiers that run in them, and the dates, on a timeline."""
    words = {
        "phase": language.text(say("phase")),
        "tier": language.text(say("tier")),
        "date": language.text(say("date")),
    }
    rows = []
    for row in found.rows:
        hours = row.hours or (0, 24)
        kind = "tier" if row.tier_id else "phase" if row.phase else "date"
        rows.append(
            {
                # What comes more than once, such as a price check, stands on one line.
                "what": language.text(row.what),
                "first": at_midnight(main_day + timedelta(days=row.first)),
                "until": at_midnight(main_day + timedelta(days=row.last + 1)),
                "days": f"{day_offset(row.first)} – {day_offset(row.last)}",
                "hours": f"{hours[0]:02d}:00–{hours[1]:02d}:00",
                "kind": words[kind],
                "rule": row.rule,
            }
        )
    columns = ["what", "first", "until", "days", "hours", "kind", "rule"]
    lines = alt.Chart(pd.DataFrame(rows, columns=columns))
    bars = lines.mark_bar(height=14, cornerRadius=3, stroke="white", strokeWidth=0.5).encode(
        x=alt.X("first:T", title=None, axis=alt.Axis(format="%m-%d", tickCount=8)),
        x2=alt.X2("until:T"),
        y=alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=200)),
        color=series_colours(
            "kind",
            {words["phase"]: LAST_YEAR, words["tier"]: PLAN, words["date"]: AT_RISK},
        ),
        tooltip=[
            alt.Tooltip("what:N", title=language.text(say("What"))),
            alt.Tooltip("days:N", title=language.text(say("Days"))),
            alt.Tooltip("hours:N", title=language.text(say("Hours"))),
            alt.Tooltip("rule:N", title=language.text(say("Rule"))),
        ],
    )
    event = (
        alt.Chart(pd.DataFrame([{"day": at_midnight(main_day)}]))
        .mark_rule(color=AT_RISK, strokeDash=[4, 3])
        .encode(x="day:T")
    )
    return alt.layer(event, bars).properties(title=language.text(CALENDAR), height=alt.Step(26))


def margins(outcomes: Sequence[tuple[str, Outcome]], language: Language) -> ChartType:
    """Return the expected margin of each design from P10 to P90, with P50 on it."""
    rows = []
    for name, one in outcomes:
        told = one.reaction.margin_minor
        if told is not None:
            low, middle, high = (value / CENTS for value in (told.p10, told.p50, told.p90))
            rows.append({"design": name, "p10": low, "p50": middle, "p90": high})
    margin = language.text(say("Margin ({unit})", unit=language.symbol))
    lines = alt.Chart(pd.DataFrame(rows, columns=["design", "p10", "p50", "p90"]))
    tooltip = [
        alt.Tooltip("design:N", title=language.text(say("Design"))),
        *(
            alt.Tooltip(f"{one.lower()}:Q", title=one, format=",.0f")
            for one in ("P10", "P50", "P90")
        ),
    ]
    place = alt.Y("design:N", sort=None, title=None, axis=alt.Axis(labelLimit=220))
    bars = lines.mark_bar(height=12, color=PLAN, opacity=0.35).encode(
        x=alt.X("p10:Q", title=margin), x2="p90:Q", y=place, tooltip=tooltip
    )
    points = lines.mark_tick(color=PLAN, thickness=4, size=22).encode(
        x="p50:Q", y=place, tooltip=tooltip
    )
    return alt.layer(bars, points).properties(title=language.text(MARGINS), height=alt.Step(34))
