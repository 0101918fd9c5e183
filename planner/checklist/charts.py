"""The tasks along the calendar."""

from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.checklist.tasks import Checklist, Mark, Task
from planner.figures.colours import AT_RISK, LAST_YEAR, NOT_READY, PLAN, READY
from planner.language import Language, at_midnight, say
from planner.planning import AREAS

FIRST_OFFSET, LAST_OFFSET = -30, 100
TICKS = (-30, -14, 0, 14, 31, 60, 100)
LANE = 8
"""Pixels from one bar to the next."""
ROOM_AROUND = 2
"""Days on each side: a bar is seen whole also at the ends."""


def timeline(
    checklist: Checklist,
    main_day: date,
    language: Language,
    tasks: Sequence[Task] | None = None,
) -> ChartType:
    """Return the tasks from the day they begin to the day they are due, area by area.

    Bars that overlap stand below each other. What is overdue or next has a sign beside its bar;
    today and the main day are marked. What lies outside of D-30 … D+100 is cut off there.
    """
    shown = checklist.tasks if tasks is None else tasks
    places, heads, lanes = _places(shown, language)
    words = {
        None: language.text(say("to do")),
        "done": language.text(say("done")),
        Mark.OVERDUE: language.text(say("overdue")),
        Mark.NEXT: language.text(say("next")),
    }
    rows = []
    for task, lane in places:
        mark = checklist.mark(task)
        first, end = _within(task, main_day)
        rows.append(
            {
                "lane": lane + 0.1,
                "below": lane + 0.9,
                "first": at_midnight(first),
                "end": at_midnight(end),
                "state": words["done" if task.is_done else mark],
                "sign": mark.sign if mark else "",
                "task": language.text(task.title),
                "owner": language.text(task.responsible),
                "due": at_midnight(task.due),
            }
        )
    days = [main_day + timedelta(days=offset) for offset in (FIRST_OFFSET, LAST_OFFSET)]
    ends = (days[0] - timedelta(days=ROOM_AROUND), days[1] + timedelta(days=ROOM_AROUND))
    x = alt.X(
        "first:T",
        title=None,
        scale=alt.Scale(nice=False),
        axis=alt.Axis(
            values=[_vega_day(main_day + timedelta(days=offset)) for offset in TICKS],
            labelExpr=_label_expression(main_day),
            grid=True,
            labelOverlap=True,
        ),
    )
    y = alt.Y("lane:Q", axis=None, scale=alt.Scale(domain=[0, lanes], reverse=True, nice=False))
    frame = pd.DataFrame(
        rows,
        columns=["lane", "below", "first", "end", "state", "sign", "task", "owner", "due"],
    )
    bars = (
        alt.Chart(frame)
        .mark_bar(cornerRadius=1)
        .encode(
            x=x,
            x2="end:T",
            y=y,
            y2="below:Q",
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(
                    domain=[words[one] for one in (Mark.OVERDUE, Mark.NEXT, None, "done")],
                    range=[NOT_READY, AT_RISK, PLAN, READY],
                ),
                legend=alt.Legend(orient="top", offset=4, columns=4),
            ),
            tooltip=[
                alt.Tooltip("task:N", title=language.text(say("Task"))),
                alt.Tooltip("owner:N", title=language.text(say("Owner"))),
                alt.Tooltip("due:T", title=language.text(say("Due")), format="%Y-%m-%d"),
                alt.Tooltip("state:N", title=language.text(say("Status"))),
            ],
        )
    )
    signs = (
        alt.Chart(frame[frame["sign"] != ""])
        .mark_text(align="left", dx=2, dy=LANE / 2, fontSize=10, baseline="middle")
        .encode(x="end:T", y=y, text="sign:N", color="state:N")
    )
    areas = (
        alt.Chart(pd.DataFrame(heads, columns=["lane", "area"]))
        .mark_text(align="left", baseline="top", fontWeight="bold", dy=3, color=LAST_YEAR)
        .encode(x=alt.value(2), y=y, text="area:N")
    )
    between = (
        alt.Chart(
            pd.DataFrame(
                [[lane, *map(at_midnight, ends)] for lane, _ in heads[1:]],
                columns=["lane", "first", "end"],
            )
        )
        .mark_rule(color=LAST_YEAR, opacity=0.4)
        .encode(x="first:T", x2="end:T", y=y)
    )
    # The days shown are those of this layer: a domain given to bars with two ends is doubled.
    whole = (
        alt.Chart(pd.DataFrame({"first": [at_midnight(day) for day in ends]}))
        .mark_point(opacity=0)
        .encode(x=x, y=alt.value(0))
    )
    return alt.layer(
        whole, between, *_marked_days(checklist.today, main_day, ends, language), bars, signs, areas
    ).properties(
        title=language.text(say("Tasks from D-30 to D+100")),
        height=max(1, lanes) * LANE,
    )


def _places(
    tasks: Sequence[Task], language: Language
) -> tuple[list[tuple[Task, int]], list[tuple[int, str]], int]:
    """Return each task with its lane, each area with the lane of its name, and the lanes in all.

    A task takes the first lane of its area that is free when it begins.
    """
    places: list[tuple[Task, int]] = []
    heads: list[tuple[int, str]] = []
    lane = 0
    for area, label in AREAS.items():
        here = sorted(
            (task for task in tasks if task.area == area), key=lambda one: (one.first_day, one.due)
        )
        if not here:
            continue
        heads.append((lane, language.text(label)))
        lane += LANES_OF_A_NAME
        free: list[date] = []
        for task in here:
            found = next((at for at, day in enumerate(free) if day < task.first_day), len(free))
            until = task.due + timedelta(days=ROOM_FOR_A_SIGN)
            free[found : found + 1] = [until]
            places.append((task, lane + found))
        lane += len(free)
    return places, heads, lane


LANES_OF_A_NAME = 2
ROOM_FOR_A_SIGN = 4
"""Days behind a bar that stay free for its sign."""


def _within(task: Task, main_day: date) -> tuple[date, date]:
    """Return where a bar begins and ends, within the days that are shown; its last day is whole."""
    low, high = (main_day + timedelta(days=offset) for offset in (FIRST_OFFSET, LAST_OFFSET))
    first = min(max(task.first_day, low), high)
    return first, min(max(task.due, low), high) + timedelta(days=1)


def _vega_day(day: date) -> alt.DateTime:
    """Return a day as scales and axes take it."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _label_expression(main_day: date) -> str:
    """Return what Vega writes below a tick: days from the main day, in the date's place."""
    start = f"datetime({main_day.year}, {main_day.month - 1}, {main_day.day})"
    offset = f"round((datum.value - {start}) / 86400000)"
    return f"{offset} == 0 ? 'D' : 'D' + ({offset} > 0 ? '+' : '') + {offset}"


def _marked_days(
    today: date, main_day: date, ends: tuple[date, date], language: Language
) -> tuple[ChartType, ChartType]:
    """Return the lines of today and the main day with their words; one outside is left out."""
    marked = [(main_day, "D"), (today, language.text(say("today")))]
    days = pd.DataFrame(
        [
            {"day": at_midnight(day), "word": word}
            for day, word in marked
            if ends[0] <= day <= ends[1]
        ],
        columns=["day", "word"],
    )
    rules = (
        alt.Chart(days)
        .mark_rule(strokeDash=[4, 3], color=AT_RISK)
        .encode(x=alt.X("day:T"), tooltip=[alt.Tooltip("word:N", title=language.text(say("Day")))])
    )
    words = (
        alt.Chart(days)
        .mark_text(align="left", dx=4, baseline="top", color=AT_RISK)
        .encode(
            x=alt.X("day:T"),
            y=alt.YValue(2),  # type: ignore[no-untyped-call]  # Altair leaves it untyped
            text=alt.Text("word:N"),
        )
    )
    return rules, words
