"""How sure the hours are, and how the weekday shifts them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.demand.back_test import BackTest, ProductTest
from planner.demand.forecast import Demand, DemandHour
from planner.demand.quantiles import Quantile
from planner.demand.totals import COLUMNS
from planner.demand.weekday import DayShift
from planner.figures.charts import large_number_axis
from planner.figures.colours import LAST_YEAR, PLAN
from planner.language import Language, Message, say

BANDS = ((Quantile.P95, 0.20), (Quantile.P80, 0.35))
"""Quantiles drawn as bands above the plan, the wide one first, and how dense each is."""
NAMES: Mapping[Quantile, Message] = {
    Quantile.P50: say("Plan (P50)"),
    Quantile.P80: say("P80: 4 in 5"),
    Quantile.P95: say("P95: 19 in 20"),
}
"""What the quantiles are called: of how many events so many stay below."""


def hours_with_bands(
    demand: Demand, column: str, language: Language, day: date | None = None
) -> ChartType:
    """Return the chart of a column by hour: P50 as a line, P80 and P95 as bands above it.

    Args:
        demand: the forecast.
        column: ``"orders_placed"``, ``"orders_paid"``, ``"parcels"``, ``"items"`` or ``"revenue"``.
        language: of labels.
        day: whose hours are shown; None = the whole window.
    """
    names = {quantile: language.text(NAMES[quantile]) for quantile in Quantile}
    rows = []
    for plan, high, highest in zip(
        *(demand.hours_by_quantile[quantile] for quantile in Quantile), strict=True
    ):
        if day is None or plan.start.date() == day:
            found = dict(zip(Quantile, (plan, high, highest), strict=True))
            rows.append(_row(found, column, language))
    frame = pd.DataFrame(rows)
    amount = language.text(COLUMNS[column])
    title = f"{amount} ({language.symbol})" if column == "revenue" else amount
    density = alt.Opacity(
        "series:N",
        title=None,
        scale=alt.Scale(
            domain=list(names.values()), range=[1.0, *(dense for _, dense in reversed(BANDS))]
        ),
        legend=alt.Legend(orient="top", offset=4, symbolType="square", symbolFillColor=PLAN),
    )
    # The layers share the rows: Altair writes those of each layer out as text to find equal ones.
    base = alt.Chart().encode(
        x=_hours(language, day),
        y=alt.Y("P50:Q", title=title, axis=large_number_axis(language)),
        opacity=density,
        tooltip=[
            alt.Tooltip("when:N", title=language.text(say("When"))),
            *(alt.Tooltip(f"{q.value}_text:N", title=names[q]) for q in Quantile),
        ],
    )
    bands = [
        base.transform_calculate(series=f"'{names[quantile]}'")
        .mark_area(interpolate="monotone", color=PLAN)
        .encode(y2=alt.Y2(f"{quantile.value}:Q"))
        for quantile, _ in BANDS
    ]
    line = base.transform_calculate(series=f"'{names[Quantile.P50]}'").mark_line(
        interpolate="monotone", strokeWidth=2.5, color=PLAN
    )
    chart: ChartType = alt.layer(
        *bands,
        line,
        data=frame,
        title=language.text(title_of_hours(column, day, language)),
        height=300,
    )
    return chart


def weekday_shift(shift: DayShift, language: Language) -> ChartType:
    """Return the chart of a day's hours before and after the weekday shift, as shares of its day.

    The reference day's hours are grey, as planned violet.
    """
    before, after = language.text(say("As on the reference day")), language.text(say("As planned"))
    rows = [
        {
            "hour": f"{hour:02d}",
            "when": language.hour(hour),
            "series": series,
            "share": share,
        }
        for series, shares in ((before, shift.before), (after, shift.after))
        for hour, share in enumerate(shares)
    ]
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows))
        .mark_line(interpolate="monotone", strokeWidth=2.5)
        .encode(
            x=alt.X(
                "hour:O",
                title=language.text(say("Hour (00 = 00–01)")),
                axis=alt.Axis(labelAngle=0),
            ),
            y=alt.Y(
                "share:Q",
                title=language.text(say("share of the day's orders")),
                axis=alt.Axis(format=".0%"),
            ),
            color=alt.Color(
                "series:N",
                title=None,
                scale=alt.Scale(domain=[before, after], range=[LAST_YEAR, PLAN]),
                legend=alt.Legend(orient="top", offset=4),
            ),
            tooltip=[
                alt.Tooltip("when:N", title=language.text(say("When"))),
                alt.Tooltip("series:N", title=language.text(say("Series"))),
                alt.Tooltip("share:Q", title=language.text(say("Share")), format=".1%"),
            ],
        )
        .properties(title=language.text(title_of_shift(shift, language)), height=300)
    )
    return chart


def forecast_beside_sold(told: BackTest, language: Language) -> ChartType:
    """Return the chart of a back-test: what each product was expected to sell, and what it sold.

    The forecast is violet with its range P10 to P90 as a bar, what came a grey line across.
    """
    names = {
        "expected": language.text(say("Forecast")),
        "sold": language.text(say("Sold")),
    }
    rows = [
        {
            "place": place,
            "name": _short(product, language),
            "low": product.low,
            "high": product.high,
            "expected": product.expected,
            "sold": product.sold,
            "expected_text": language.number(product.expected),
            "range_text": f"{language.number(product.low)} – {language.number(product.high)}",
            "sold_text": language.number(product.sold),
        }
        for place, product in enumerate(told.products)
    ]
    base = alt.Chart().encode(
        y=alt.Y("name:N", title=None, sort=alt.EncodingSortField("place", op="min")),
        tooltip=[
            alt.Tooltip("name:N", title=language.text(say("Product"))),
            alt.Tooltip("expected_text:N", title=names["expected"]),
            alt.Tooltip("range_text:N", title=language.text(say("P10 to P90"))),
            alt.Tooltip("sold_text:N", title=names["sold"]),
        ],
    )
    colour = alt.Color(
        "series:N",
        title=None,
        scale=alt.Scale(domain=list(names.values()), range=[PLAN, LAST_YEAR]),
        legend=alt.Legend(orient="top", offset=4),
    )
    title = language.text(say("Pieces"))
    ranges = base.mark_bar(height=7, opacity=0.3, color=PLAN).encode(
        x=alt.X("low:Q", title=title, axis=large_number_axis(language)), x2=alt.X2("high:Q")
    )
    marks = [
        base.transform_calculate(series=f"'{names[column]}'").encode(x=f"{column}:Q", color=colour)
        for column in names
    ]
    chart: ChartType = alt.layer(
        ranges,
        marks[1].mark_tick(thickness=3, size=14),
        marks[0].mark_point(filled=True, size=45, opacity=1),
        data=pd.DataFrame(rows),
        title=language.text(title_of_back_test(told, language)),
        height=alt.Step(18),
    )
    return chart


def title_of_back_test(told: BackTest, language: Language) -> Message:
    """Return which products the chart of a back-test shows."""
    first, last = (language.short_day(day) for day in told.event)
    return say(
        "Pieces forecast and sold on {day}, the {count} largest",
        day=first if first == last else f"{first} – {last}",
        count=len(told.products),
    )


def _short(product: ProductTest, language: Language) -> str:
    """Return code and title as they fit beside a chart, each product with a name of its own."""
    code = product.product or language.text(say("without a code or a title"))
    if not product.title or product.title == product.product:
        return code
    return f"{code} {product.title}"[: max(LONGEST_NAME, len(code))]


LONGEST_NAME = 28
"""So many characters of a product's name stand beside a chart."""


def _row(found: dict[Quantile, DemandHour], column: str, language: Language) -> dict[str, object]:
    plan = found[Quantile.P50]
    when = f"{language.short_day(plan.start.date())} {language.hour(plan.start.hour)}"
    values = {quantile: getattr(hour, column) for quantile, hour in found.items()}
    return {
        "start": plan.start.isoformat(),
        "hour": f"{plan.start.hour:02d}",
        "when": when,
        **{quantile.value: float(value) for quantile, value in values.items()},
        **{f"{quantile.value}_text": _text(value, language) for quantile, value in values.items()},
    }


def _text(value: Decimal | int, language: Language) -> str:
    return language.money(value) if isinstance(value, Decimal) else language.number(value)


def title_of_hours(column: str, day: date | None, language: Language) -> Message:
    """Return what the chart of hours shows; of the whole window where no day is given."""
    if day is None:
        return say("{what} by hour, P50 to P95", what=COLUMNS[column])
    return say(
        "{what} by hour, {day}, P50 to P95",
        what=COLUMNS[column],
        day=language.short_day(day),
    )


def title_of_shift(shift: DayShift, language: Language) -> Message:
    """Return which kind of day follows which."""
    now, then = language.short_day(shift.day), language.short_day(shift.reference_day)
    if shift.is_day_off:
        return say("{day}: day off; {then}: working day", day=now, then=then)
    return say("{day}: working day; {then}: day off", day=now, then=then)


def _hours(language: Language, day: date | None) -> alt.X:
    """Return the axis of hours: of one day by the hour, of the window by the day."""
    if day is not None:
        return alt.X(
            "hour:O",
            title=language.text(say("Hour (00 = 00–01)")),
            axis=alt.Axis(labelAngle=0, labelOverlap=True),
        )
    date_format = "%-m月%-d日" if language.code == "zh" else "%-d %b"
    axis = alt.Axis(format=date_format, labelAngle=0, tickCount="day", labelOverlap=True)
    return alt.X("start:T", title=None, axis=axis)
