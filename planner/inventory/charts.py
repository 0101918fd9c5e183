"""What there is of each main product at the start, against what is expected to sell."""

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.figures.colours import PLAN
from planner.inventory.inventory import Inventory
from planner.inventory.readiness import ProductReadiness
from planner.language import Language, say

PRODUCTS_SHOWN = 25
STOCK_AGAINST_DEMAND = say("Stock and demand of the main products")
LATE, INK, PAPER = "#B8A8FF", "#1F242E", "#FFFFFF"
BAR, LINE, DIAMOND = "square", "M-0.35,-1.3H0.35V1.3H-0.35Z", "diamond"
"""Shapes: a line stands across its bar."""


def products_shown(inventory: Inventory) -> list[ProductReadiness]:
    """Return the main products with the largest demand, at most 25."""
    return inventory.main_rows[:PRODUCTS_SHOWN]


def stock_against_demand(inventory: Inventory, language: Language) -> ChartType:
    """Return a bar a main product, with what is expected and what is needed to be sure on it.

    Marks are dark with a light edge or light with a dark one, so that they are seen on any ground.
    """
    rows = products_shown(inventory)
    at_start, late, expected, needed = series = [
        language.text(word)
        for word in (
            say("There at the start"), say("Comes late"), say("Expected, P50"), say("Needed"),
        )
    ]  # fmt: skip
    labels = {row.product: f"{row.level.sign} {row.product}" for row in rows}
    marks = [
        {
            "product": labels[row.product],
            "title": row.title or "",
            "verdict": language.text(row.level.word),
            "series": name,
            "place": place,
            "units": units,
        }
        for row in rows
        for place, (name, units) in enumerate(
            (
                (at_start, row.at_start or 0),
                (late, row.late),
                (expected, row.expected),
                (needed, row.needed),
            )
        )
    ]
    legend = alt.Legend(orient="top", offset=4, columns=2, symbolSize=110, symbolStrokeWidth=1.2)
    fill = alt.Fill(
        "series:N",
        title=None,
        sort=series,
        scale=alt.Scale(domain=series, range=[PLAN, LATE, INK, PAPER]),
        legend=legend,
    )
    base = alt.Chart(
        pd.DataFrame(marks, columns=["product", "title", "verdict", "series", "place", "units"])
    ).encode(
        y=alt.Y(
            "product:N",
            sort=list(labels.values()),
            title=None,
            axis=alt.Axis(labelLimit=150, ticks=False),
        ),
        fill=fill,
        tooltip=[
            alt.Tooltip("product:N", title=language.text(say("Product code"))),
            alt.Tooltip("title:N", title=language.text(say("Name"))),
            alt.Tooltip("verdict:N", title=language.text(say("Verdict"))),
            alt.Tooltip("series:N", title=language.text(say("Series"))),
            alt.Tooltip("units:Q", title=language.text(say("pieces")), format=","),
        ],
    )
    bars = (
        base.transform_filter(alt.FieldOneOfPredicate("series", [at_start, late]))
        .mark_bar(height=12)
        .encode(x=alt.X("units:Q", title=language.text(say("pieces"))), order="place:O")
    )
    points = (
        base.transform_filter(alt.FieldOneOfPredicate("series", [expected, needed]))
        .mark_point(filled=True, size=90, strokeWidth=1.2, opacity=1)
        .encode(
            x=alt.X("units:Q", stack=None),
            shape=alt.Shape(
                "series:N",
                title=None,
                sort=series,
                scale=alt.Scale(domain=series, range=[BAR, BAR, LINE, DIAMOND]),
                legend=legend,
            ),
            stroke=alt.Stroke(
                "series:N",
                title=None,
                sort=series,
                scale=alt.Scale(domain=series, range=[PLAN, LATE, PAPER, INK]),
                legend=legend,
            ),
        )
    )
    return alt.layer(bars, points).properties(
        title=language.text(STOCK_AGAINST_DEMAND), height=alt.Step(22)
    )
