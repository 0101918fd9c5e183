"""How far each thing there is reaches, beside what is planned."""

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.capacity.room import Capacity
from planner.figures.charts import large_number_axis
from planner.figures.colours import LAST_YEAR, NOT_READY, PLAN
from planner.language import Language, say

ORDERS_BY_MEANS = say("Orders that each thing there is lets through with its promise kept")


def orders_by_means(capacity: Capacity, language: Language) -> ChartType:
    """Return a bar for each thing there is, red below the plan; rules for plan and high case."""
    rows = [
        {
            "what": language.text(capacity.means.label(key)),
            "orders": orders,
            "short": orders < capacity.load.orders,
        }
        for key, reach in capacity.reach.items()
        if (orders := reach.orders(capacity.load.orders)) is not None
    ]
    names = [str(row["what"]) for row in rows]
    orders_axis = alt.X(
        "orders:Q", title=language.text(say("Orders")), axis=large_number_axis(language)
    )
    base = alt.Chart(pd.DataFrame(rows, columns=["what", "orders", "short"])).encode(
        y=alt.Y("what:N", sort=names, title=None, axis=alt.Axis(labelLimit=190)),
        tooltip=[
            alt.Tooltip("what:N", title=language.text(say("What there is"))),
            alt.Tooltip("orders:Q", title=language.text(say("Orders")), format=","),
        ],
    )
    bars = base.mark_bar().encode(
        x=orders_axis,
        color=alt.condition(alt.datum.short, alt.value(NOT_READY), alt.value(PLAN)),
    )
    planned = language.text(say("Planned"))
    high = language.text(say("High case, P95"))
    goals = pd.DataFrame(
        [
            {"goal": name, "orders": orders}
            for name, orders in zip((planned, high), capacity.goals, strict=True)
        ]
    )
    rules = (
        alt.Chart(goals)
        .mark_rule(strokeWidth=2)
        .encode(
            x="orders:Q",
            strokeDash=alt.StrokeDash(
                "goal:N",
                title=None,
                sort=[planned, high],
                scale=alt.Scale(domain=[planned, high], range=[[1, 0], [4, 4]]),
                legend=alt.Legend(orient="top", offset=4),
            ),
            color=alt.value(LAST_YEAR),
            tooltip=[
                alt.Tooltip("goal:N", title=language.text(say("Goal"))),
                alt.Tooltip("orders:Q", title=language.text(say("Orders")), format=","),
            ],
        )
    )
    return alt.layer(bars, rules).properties(
        title=language.text(ORDERS_BY_MEANS), height=alt.Step(34)
    )
