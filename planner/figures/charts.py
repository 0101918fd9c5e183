"""What the charts of all rooms share; apart from the rest, as Altair takes its time to load."""

from collections.abc import Mapping

import altair as alt

from planner.language import Language


def series_colours(field: str, colours: Mapping[str, str]) -> alt.Color:
    """Return the fixed colours of series, with a legend above the chart.

    >>> colours = series_colours("series", {"Plan": "#6D4AFF", "Last event": "#8A8F98"})
    >>> colours.to_dict()["scale"]
    {'domain': ['Plan', 'Last event'], 'range': ['#6D4AFF', '#8A8F98']}

    Args:
        field: the column that names the series.
        colours: by the word of a series, in the order of the legend.
    """
    return alt.Color(
        f"{field}:N",
        title=None,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(orient="top", offset=4),
    )


def large_number_axis(language: Language) -> alt.Axis:
    """Return the axis of large numbers: 万 in Chinese, k and M in English.

    Each label by itself: a format of the whole axis would write 50 as 0.05k beside 1k.

    >>> from planner.language import language_for
    >>> large_number_axis(language_for("en")).to_dict()["labelExpr"]
    "abs(datum.value) >= 1000 ? format(datum.value, '~s') : datum.label"
    """
    start, shortened = 1_000, "format(datum.value, '~s')"
    if language.code == "zh":
        start, shortened = 10_000, "format(datum.value / 10000, '~f') + '万'"
    return alt.Axis(labelExpr=f"abs(datum.value) >= {start} ? {shortened} : datum.label")
