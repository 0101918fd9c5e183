"""People by hour, together and by position, and the parcels that wait."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.figures.charts import series_colours
from planner.figures.colours import FEWEST, PLAN
from planner.language import Language, Message, day_offset, say
from planner.staffing.positions import POSITIONS, Group
from planner.staffing.roster import Roster

HOURS = [f"{hour:02d}" for hour in range(24)]
GROUP_COLOURS: Mapping[Group, str] = {
    Group.SERVICE: "#6D4AFF",
    Group.WAREHOUSE: "#B8A8FF",
    Group.PREPARATION: "#0F9D8A",
    Group.COMMAND: "#8A8F98",
}
PEOPLE_BY_HOUR = say("People on duty by hour")
PARCELS_BY_HOUR = say("Parcels waiting and handed over")
DARK = 0.55
"""Share of the largest number from which a cell is dark."""


def people_by_hour(roster: Roster, language: Language) -> ChartType:
    """Return the people on duty by hour, stacked by group, from the first hour to the last."""
    starts = roster.starts
    everybody = roster.people()
    busy = [index for index, people in enumerate(everybody) if people]
    shown = range(busy[0], busy[-1] + 2) if busy else range(0)
    names = {group: language.text(group.label) for group in Group}
    rows = [
        {
            "start": starts[index],
            "group": names[group],
            "place": place,
            "people": people[index],
            "all": everybody[index],
        }
        for place, group in enumerate(Group)
        for people in (roster.people(group),)
        for index in shown
        if index < len(starts)
    ]
    columns = ["start", "group", "place", "people", "all"]
    title = language.text(PEOPLE_BY_HOUR)
    chart: ChartType = (
        alt.Chart(pd.DataFrame(rows, columns=columns))
        .mark_area(interpolate="step-after", opacity=0.9)
        .encode(
            x=alt.X(
                "start:T",
                title=None,
                axis=alt.Axis(format="%m-%d", tickCount="day", labelAngle=0, labelOverlap=True),
            ),
            y=alt.Y("people:Q", title=language.text(say("People")), axis=alt.Axis(tickMinStep=1)),
            order="place:O",
            color=alt.Color(
                "group:N",
                title=None,
                sort=list(names.values()),
                scale=alt.Scale(
                    domain=list(names.values()), range=[GROUP_COLOURS[group] for group in Group]
                ),
                legend=alt.Legend(orient="top", offset=4, columns=2),
            ),
            tooltip=[
                alt.Tooltip("start:T", title=language.text(say("When")), format="%m-%d %H:%M"),
                alt.Tooltip("group:N", title=language.text(say("Group"))),
                alt.Tooltip("people:Q", title=language.text(say("People"))),
                alt.Tooltip("all:Q", title=language.text(say("Everybody"))),
            ],
        )
        .properties(title=title, height=260)
    )
    return chart


def position_map(roster: Roster, day: date, main_day: date, language: Language) -> ChartType:
    """Return the people on duty of one day, a row a position and a column an hour."""
    names = {one.key: language.text(one.label) for one in POSITIONS}
    first = (day - roster.first_hour.date()).days * len(HOURS)
    rows = [
        {
            "position": names[one.key],
            "hour": hour,
            "when": language.hour(int(hour)),
            "people": roster.on_duty[one.key][first + index],
        }
        for one in POSITIONS
        for index, hour in enumerate(HOURS)
    ]
    highest = max((row["people"] for row in rows if isinstance(row["people"], int)), default=0)
    title = say(
        "People on duty on {day}",
        day=f"{day_offset((day - main_day).days)}  {language.short_day(day)}",
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
        y=alt.Y(
            "position:N",
            sort=list(names.values()),
            scale=alt.Scale(domain=list(names.values())),
            title=None,
            axis=alt.Axis(labelLimit=190),
        ),
        tooltip=[
            alt.Tooltip("position:N", title=language.text(say("Position"))),
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
                "#1F242E", condition={"test": alt.datum.people > highest * DARK, "value": "#FFFFFF"}
            ),
        )
    )
    return alt.layer(cells, numbers).properties(title=language.text(title), height=alt.Step(24))


def backlog(
    starts: Sequence[datetime],
    left: Sequence[int],
    handed_over: Sequence[int],
    language: Language,
) -> ChartType:
    """Return the parcels that are left at the end of every hour, and those handed over in it."""
    waiting = language.text(say("Waiting"))
    through = language.text(say("Handed over in the hour"))
    rows = [
        {"start": start, "series": series, "parcels": value}
        for start, *values in zip(starts, left, handed_over, strict=True)
        for series, value in zip((waiting, through), values, strict=True)
    ]
    base = alt.Chart(pd.DataFrame(rows, columns=["start", "series", "parcels"])).encode(
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
    colour = series_colours("series", {waiting: "#B8A8FF", through: PLAN})
    area = base.transform_filter(alt.datum.series == waiting).mark_area(
        interpolate="step-after", opacity=0.6
    )
    line = base.transform_filter(alt.datum.series == through).mark_line(interpolate="step-after")
    title: Message = PARCELS_BY_HOUR
    return alt.layer(area.encode(color=colour), line.encode(color=colour)).properties(
        title=language.text(title), height=220
    )
