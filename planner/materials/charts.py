"""When each material has to be ordered."""

from datetime import date

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.figures.charts import series_colours
from planner.figures.colours import AT_RISK, NOT_READY, PLAN
from planner.language import Language, at_midnight, say
from planner.materials.materials import Materials


def order_dates(materials: Materials, today: date, language: Language) -> ChartType:
    """Return a line a material from its order-by day to the day it must be there, and today."""
    in_time, late = language.text(say("in time")), language.text(say("late"))
    rows = [
        {
            "item": language.text(line.item.label),
            "order_by": at_midnight(line.order_by),
            "ready_by": at_midnight(materials.ready_by),
            "state": late if line.is_late else in_time,
        }
        for line in materials.lines
        if line.to_buy.value
    ]
    bars = (
        alt.Chart(pd.DataFrame(rows, columns=["item", "order_by", "ready_by", "state"]))
        .mark_bar(height=12, cornerRadius=3)
        .encode(
            x=alt.X("order_by:T", title=None, axis=alt.Axis(format="%Y-%m-%d", tickCount=6)),
            x2=alt.X2("ready_by:T"),
            y=alt.Y("item:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
            color=series_colours("state", {in_time: PLAN, late: NOT_READY}),
            tooltip=[
                alt.Tooltip("item:N", title=language.text(say("Material"))),
                alt.Tooltip("order_by:T", title=language.text(say("Order by"))),
                alt.Tooltip("ready_by:T", title=language.text(say("In the warehouse by"))),
            ],
        )
    )
    now = (
        alt.Chart(pd.DataFrame([{"day": at_midnight(today), "word": language.text(say("today"))}]))
        .mark_rule(color=AT_RISK, strokeDash=[4, 3])
        .encode(x=alt.X("day:T"), tooltip=[alt.Tooltip("day:T", title=language.text(say("today")))])
    )
    word = now.mark_text(align="left", dx=4, baseline="top", color=AT_RISK).encode(
        y=alt.YValue(0),  # type: ignore[no-untyped-call]  # Altair leaves it untyped
        text=alt.Text("word:N"),
    )
    return alt.layer(bars, now, word).properties(
        title=language.text(say("When to order, and when it must be there")),
        height=alt.Step(28),
    )
