"""What the charts of all rooms share; apart from the rest, as Altair takes its time to load."""

from collections.abc import Mapping

import altair as alt


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
