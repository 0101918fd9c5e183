"""Customers by group and score, how long they pause, and how many come back over time."""

from collections.abc import Sequence

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.customers.groups import Group
from planner.customers.segments import SCORES, Score
from planner.figures.colours import FEWEST, LAST_YEAR, NEW_CUSTOMERS, RETURNING_CUSTOMERS
from planner.language import Language, say

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
                alt.datum.paid > most / 2, alt.value("#FFFFFF"), alt.value("#262730")
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
