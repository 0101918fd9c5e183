"""Charts on their way to the screen: drawn once for an answer, since drawing one is slow.

Altair checks a chart against the whole grammar of Vega-Lite, which takes longer than all else that
a page does. Tests check every chart instead; a page sends the specification that was kept.
"""

from collections.abc import Callable, Hashable
from hashlib import sha256
from threading import Lock
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st
from altair.typing import ChartType
from altair.utils.schemapi import disable_debug_mode

from planner.ui.state import Screen

disable_debug_mode()  # it checks every part of a chart for itself, too
_BY_NAME = "frames-by-name"
_ALTAIR = Lock()
"""Themes and transformers of Altair are one for all threads."""


def draw_chart(
    screen: Screen, name: Hashable, chart: Callable[[], ChartType], description: str
) -> None:
    """Draw a chart of the answer.

    Args:
        screen: that it is drawn on.
        name: tells it from all other charts of the same answer.
        chart: makes it; called when no earlier run has drawn it.
        description: of what is to be seen, for whoever cannot see it.
    """
    spec = screen.once(("chart", name), lambda: specification(chart()))
    st.vega_lite_chart(spec=spec, alt=description)


def specification(chart: ChartType) -> dict[str, Any]:
    """Return a chart as Vega-Lite describes it, with its frames beside it by name."""
    frames: dict[str, pd.DataFrame] = {}
    with (
        _ALTAIR,
        # The screen's own theme is put on it later.
        alt.theme.enable("none"),
        alt.data_transformers.enable(_BY_NAME, frames=frames),
    ):
        found: dict[str, Any] = chart.to_dict(validate=False)
    return {**found, "datasets": frames}


def _by_name(data: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Return what a chart says instead of a frame: the name under which it lies beside it."""
    content = pd.util.hash_pandas_object(data, index=False).to_numpy().tobytes()
    name = sha256(content + repr(list(data.columns)).encode()).hexdigest()
    frames[name] = data
    return {"name": name}


alt.data_transformers.register(_BY_NAME, _by_name)  # type: ignore[arg-type]  # asked with frames
