"""People by hour as a heat map, and the parcels that wait."""

from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.figures.colours import FEWEST, PLAN
from planner.language import Language, Message, day_offset, say
from planner.staffing.staffing import Staffing, StaffingHour

HOURS = [f"{hour:02d}" for hour in range(24)]


def heat_map(staffing: Staffing, who: str, main_day: date, language: Language) -> ChartType:
    """Return the map of people on duty, a row a day and a column an hour.

    Args:
        staffing: the people.
        who: ``"agents"`` or ``"packers"``.
        main_day: D.
        language: of labels.
    """
    hours = staffing.hours if who == "packers" else staffing.hours[: staffing.window_hours]
    last_busy = max((hour.start.date() for hour in hours if _people(hour, who)), default=main_day)
    rows = [
        {
            "day": _day(hour.start.date(), main_day, language),
            "hour": f"{hour.start.hour:02d}",
            "when": language.hour(hour.start.hour),
            "people": _people(hour, who),
        }
        for hour in hours
        if hour.start.date() <= last_busy
    ]
    days = list(dict.fromkeys(str(row["day"]) for row in rows))
    highest = max((_people(hour, who) for hour in hours), default=0)
    title: Message = (
        say("Agents on duty by hour") if who == "agents" else say("Packers at work by hour")
    )
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "hour:N",
            # Every hour in its place, those without anybody too.
            sort=HOURS,
            scale=alt.Scale(domain=HOURS),
            title=language.text(say("Hour (00 = 00–01)")),
            axis=alt.Axis(labelAngle=0),
        ),
        y=alt.Y("day:N", sort=days, scale=alt.Scale(domain=days), title=None),
        tooltip=[
            alt.Tooltip("day:N", title=language.text(say("Day"))),
            alt.Tooltip("when:N", title=language.text(say("Hour"))),
            alt.Tooltip("people:Q", title=language.text(say("People"))),
        ],
    )
    # An hour without anybody stays as dark or light as the page.
    cells = (
        base.transform_filter(alt.datum.people > 0)
        .mark_rect()
        .encode(
            color=alt.Color(
                "people:Q",
                title=language.text(say("People")),
                scale=alt.Scale(domain=[0, max(1, highest)], range=[FEWEST, PLAN]),
                legend=None,
            )
        )
    )
    # Dark words on the light half of the scale, white ones on the dark half.
    numbers = (
        base.transform_filter(alt.datum.people > 0)
        .mark_text(fontSize=11)
        .encode(
            text=alt.Text("people:Q"),
            color=alt.ColorValue(
                "#1F242E", condition={"test": alt.datum.people > highest * 0.55, "value": "#FFFFFF"}
            ),
        )
    )
    return alt.layer(cells, numbers).properties(title=language.text(title), height=alt.Step(26))


def backlog(hours: Sequence[StaffingHour], language: Language) -> ChartType:
    """Return the parcels that wait at the end of every hour, and those packed in it."""
    waiting, packed = language.text(say("Waiting")), language.text(say("Packed in the hour"))
    rows = [
        {"start": hour.start, "series": series, "parcels": value}
        for hour in hours
        for series, value in ((waiting, hour.packing.backlog), (packed, hour.packing.packed))
    ]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "start:T", title=None, axis=alt.Axis(format="%m-%d", tickCount="day", labelAngle=0)
        ),
        y=alt.Y("parcels:Q", title=language.text(say("parcels")), stack=None),
        tooltip=[
            alt.Tooltip("start:T", title=language.text(say("When")), format="%m-%d %H:%M"),
            alt.Tooltip("series:N", title=language.text(say("Series"))),
            alt.Tooltip("parcels:Q", title=language.text(say("parcels")), format=","),
        ],
    )
    scale = alt.Scale(domain=[waiting, packed], range=["#B8A8FF", PLAN])
    colour = alt.Color(
        "series:N", title=None, scale=scale, legend=alt.Legend(orient="top", offset=4)
    )
    area = base.transform_filter(alt.datum.series == waiting).mark_area(
        interpolate="step-after", opacity=0.6
    )
    line = base.transform_filter(alt.datum.series == packed).mark_line(interpolate="step-after")
    return alt.layer(area.encode(color=colour), line.encode(color=colour)).properties(
        title=language.text(say("Parcels waiting and packed")), height=220
    )


def _people(hour: StaffingHour, who: str) -> int:
    return hour.agents_on_duty if who == "agents" else hour.packing.packers


def _day(day: date, main_day: date, language: Language) -> str:
    offset = (day - main_day).days
    return f"{day_offset(offset)}  {language.short_day(day)}"
