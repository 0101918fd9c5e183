"""Parcels by what is the matter with them."""

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.figures.colours import AT_RISK, LAST_YEAR, NOT_READY, READY
from planner.language import Language, say
from planner.tracking.room import Tracking

TITLE = say("Parcels and orders by what is the matter")
WORST = ("lost", "wrong_address", "outside_area", "refused", "returned")
"""A word alone does not mend these: red; the other troubles amber."""
ROW_HEIGHT = 30


def kind_bars(told: Tracking, language: Language) -> ChartType:
    """Return the chart of parcels by kind, the worst first."""
    rows = [
        {
            "kind": language.text(one.label),
            "parcels": told.count(one.key),
            "text": language.number(told.count(one.key)),
            "colour": (NOT_READY if one.key in WORST else AT_RISK) if one.is_trouble else READY,
        }
        for one in told.kinds
    ]
    most = max((told.count(one.key) for one in told.kinds), default=0)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("kind:N", sort=None, title=None, axis=alt.Axis(labelLimit=180)),
        x=alt.X("parcels:Q", axis=None, scale=alt.Scale(domain=[0, max(1, most * 1.2)])),
        tooltip=[
            alt.Tooltip("kind:N", title=language.text(say("What is the matter"))),
            alt.Tooltip("text:N", title=language.text(say("Parcels"))),
        ],
    )
    chart: ChartType = alt.layer(
        base.mark_bar().encode(color=alt.Color("colour:N", scale=None)),
        base.mark_text(align="left", dx=4, color=LAST_YEAR).encode(text="text:N"),
    ).properties(title=language.text(TITLE), height=max(90, ROW_HEIGHT * len(rows)))
    return chart
