"""People required and people there, hour by hour."""

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.figures.charts import series_colours
from planner.figures.colours import LAST_YEAR, NOT_READY, PLAN
from planner.language import Language, say
from planner.roster.room import ShiftPlan

COVER_BY_HOUR = say("People to roster and people there, by hour")


def cover_by_hour(plan: ShiftPlan, crew: str, language: Language) -> ChartType:
    """Return what a crew takes as a line, what is there as an area, what is missing as marks.

    People there beyond what is required are not shown: they do not fill another hour.
    """
    required, there, missing = (
        language.text(one) for one in (say("To roster"), say("Covered"), say("Uncovered"))
    )
    needs = next(one.required for one in plan.question.crews if one.key == crew)
    rows = [
        {"start": plan.start_of(hour), "series": series, "people": value}
        for hour, need in enumerate(needs)
        for series, value in (
            (required, need),
            (there, plan.solution.covered[crew][hour]),
            (missing, plan.solution.uncovered[crew][hour]),
        )
    ]
    base = alt.Chart(pd.DataFrame(rows, columns=["start", "series", "people"])).encode(
        x=alt.X(
            "start:T",
            title=None,
            axis=alt.Axis(format="%m-%d", tickCount="day", labelAngle=0, labelOverlap=True),
        ),
        y=alt.Y("people:Q", title=language.text(say("People")), stack=None),
        color=series_colours("series", {required: LAST_YEAR, there: PLAN, missing: NOT_READY}),
        tooltip=[
            alt.Tooltip("start:T", title=language.text(say("When")), format="%m-%d %H:%M"),
            alt.Tooltip("series:N", title=language.text(say("Series"))),
            alt.Tooltip("people:Q", title=language.text(say("People")), format=".1~f"),
        ],
    )
    area = base.transform_filter(alt.datum.series == there).mark_area(
        interpolate="step-after", opacity=0.5
    )
    line = base.transform_filter(alt.datum.series == required).mark_line(
        interpolate="step-after", strokeDash=[5, 3]
    )
    marks = base.transform_filter(
        (alt.datum.series == missing) & (alt.datum.people > 0)
    ).mark_point(shape="triangle-down", filled=True, size=45)
    return alt.layer(area, line, marks).properties(title=language.text(COVER_BY_HOUR), height=260)
