"""The tasks along the calendar."""

from datetime import date

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.checklist.tasks import Checklist, Task
from planner.checklist.templates import AREAS
from planner.figures.colours import AT_RISK, NOT_READY, PLAN, READY
from planner.language import Language, at_midnight, say

LAST_OFFSET = 31


def timeline(checklist: Checklist, main_day: date, language: Language) -> ChartType:
    """Return the tasks by due date, a row an area, with today and the main day marked.

    A mark is as large as the tasks that fall on its day. What is due long after the event would
    press everything else together; it stands in the list.
    """
    done, open_, late = (
        language.text(say("done")),
        language.text(say("to do")),
        language.text(say("overdue")),
    )

    def state(task: Task) -> str:
        if task.is_done:
            return done
        return late if task.is_overdue(checklist.today) else open_

    shown = [task for task in checklist.tasks if task.due_offset <= LAST_OFFSET]
    groups: dict[tuple[str, str, str], list[str]] = {}
    for task in shown:
        key = (language.text(AREAS[task.area]), at_midnight(task.due), state(task))
        groups.setdefault(key, []).append(language.text(task.title))
    rows = [
        {"area": area, "due": due, "state": how, "tasks": len(titles), "titles": " · ".join(titles)}
        for (area, due, how), titles in groups.items()
    ]
    marks = (
        alt.Chart(pd.DataFrame(rows, columns=["area", "due", "state", "tasks", "titles"]))
        .mark_circle(opacity=0.9)
        .encode(
            x=alt.X("due:T", title=None, axis=alt.Axis(format="%m-%d", tickCount=8)),
            y=alt.Y("area:N", sort=None, title=None, axis=alt.Axis(labelLimit=180)),
            size=alt.Size("tasks:Q", legend=None, scale=alt.Scale(domain=[1, 8], range=[70, 420])),
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(domain=[open_, done, late], range=[PLAN, READY, NOT_READY]),
                legend=alt.Legend(orient="top", offset=4),
            ),
            tooltip=[
                alt.Tooltip("due:T", title=language.text(say("Due")), format="%Y-%m-%d"),
                alt.Tooltip("state:N", title=language.text(say("Status"))),
                alt.Tooltip("tasks:Q", title=language.text(say("Tasks"))),
                alt.Tooltip("titles:N", title=language.text(say("Task"))),
            ],
        )
    )
    days = pd.DataFrame(
        [
            {"day": at_midnight(checklist.today), "word": language.text(say("today"))},
            {"day": at_midnight(main_day), "word": "D"},
        ]
    )
    rules = (
        alt.Chart(days)
        .mark_rule(strokeDash=[4, 3], color=AT_RISK)
        .encode(x=alt.X("day:T"), tooltip=[alt.Tooltip("word:N", title=language.text(say("Day")))])
    )
    words = (
        alt.Chart(days)
        .mark_text(align="left", dx=4, dy=-4, baseline="top", color=AT_RISK)
        .encode(
            x=alt.X("day:T"),
            y=alt.YValue(0),  # type: ignore[no-untyped-call]  # Altair leaves it untyped
            text=alt.Text("word:N"),
        )
    )
    return alt.layer(rules, marks, words).properties(
        title=language.text(say("Tasks by due date, to D+{days}", days=LAST_OFFSET)),
        height=alt.Step(30),
    )
