"""What a delay of everything on its way costs, day by day."""

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.figures.charts import large_number_axis
from planner.figures.colours import LAST_YEAR, NOT_READY
from planner.inventory.supply import LateArrivals
from planner.language import Language, Unit, say

HEIGHT = 360
"""Pixels; title, legend and the axis below take almost half of them."""
LOST_BY_DELAY = say("Margin lost, by days of delay of everything on its way")


def lost_by_delay(late: LateArrivals, language: Language) -> ChartType:
    """Return a bar for each day of delay: what is lost as announced, and what the delay adds."""
    announced = language.text(say("Lost as announced"))
    by_delay = language.text(say("Lost by the delay"))
    usual = float(late.in_all[0].lost_margin) if late.in_all else 0.0
    rows = [
        {
            "delay": day.delay_days,
            "part": part,
            "place": place,
            "margin": amount,
            "units": day.lost_units,
            "all": language.quantity(day.lost_margin, Unit.MONEY),
        }
        for day in late.in_all
        for place, (part, amount) in enumerate(
            ((announced, usual), (by_delay, float(day.lost_margin) - usual))
        )
    ]
    columns = ["delay", "part", "place", "margin", "units", "all"]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows, columns=columns))
        .mark_bar()
        .encode(
            x=alt.X(
                "delay:O",
                title=language.text(say("Days of delay")),
                axis=alt.Axis(labelAngle=0),
            ),
            y=alt.Y(
                "margin:Q",
                title=language.text(say("Margin lost")),
                axis=large_number_axis(language),
            ),
            color=alt.Color(
                "part:N",
                title=None,
                sort=[announced, by_delay],
                scale=alt.Scale(domain=[announced, by_delay], range=[LAST_YEAR, NOT_READY]),
                legend=alt.Legend(orient="top", offset=4),
            ),
            order="place:O",
            tooltip=[
                alt.Tooltip("delay:O", title=language.text(say("Days of delay"))),
                alt.Tooltip("all:N", title=language.text(say("Margin lost"))),
                alt.Tooltip("units:Q", title=language.text(say("Pieces lost")), format=","),
            ],
        )
        .properties(title=language.text(LOST_BY_DELAY), height=HEIGHT)
    )
    return chart
