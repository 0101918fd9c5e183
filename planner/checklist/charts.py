"""The tasks along the calendar."""

from datetime import date

import altair as alt
import pandas as pd
from altair.typing import ChartType

from planner.checklist.tasks import Checklist, Task
from planner.checklist.templates import AREAS
from planner.figures.colours import AT_RISK, NOT_READY, PLAN, READY
from planner.language import Language, say


def timeline(checklist: Checklist, main_day: date, language: Language) -> ChartType:
    """Return the tasks by due date, a row an area, with today and the main day marked."""
    done, open_, late = (
        language.text(say("done")),
        language.text(say("to do")),
        language.text(say("overdue")),
    )

    def state(task: Task) -> str:
        if task.is_done:
            return done
        return late if task.is_overdue(checklist.today) else open_

    rows = [
        {
            "area": language.text(AREAS[task.area]),
            "due": task.due.isoformat(),
            "state": state(task),
            "task": language.text(task.title),
        }
        for task in checklist.tasks
    ]
    marks = (
        alt.Chart(pd.DataFrame(rows))
        .mark_circle(size=110, opacity=0.75)
        .encode(
            x=alt.X("due:T", title=None, axis=alt.Axis(format="%m-%d", tickCount=8)),
            y=alt.Y("area:N", sort=None, title=None, axis=alt.Axis(labelLimit=180)),
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(domain=[open_, done, late], range=[PLAN, READY, NOT_READY]),
                legend=alt.Legend(orient="top", offset=4),
            ),
            tooltip=[
                alt.Tooltip("task:N", title=language.text(say("Task"))),
                alt.Tooltip("due:T", title=language.text(say("Due")), format="%Y-%m-%d"),
                alt.Tooltip("state:N", title=language.text(say("Status"))),
            ],
        )
    )
    days = pd.DataFrame(
        [
            {"day": checklist.today.isoformat(), "word": language.text(say("today"))},
            {"day": main_day.isoformat(), "word": "D"},
        ]
    )
    rules = (
        alt.Chart(days)
        .mark_rule(strokeDash=[4, 3], color=AT_RISK)
        .encode(x="day:T", tooltip=[alt.Tooltip("word:N", title=language.text(say("Day")))])
    )
    words = (
        alt.Chart(days)
        .mark_text(align="left", dx=4, dy=-4, baseline="top", color=AT_RISK)
        .encode(x="day:T", y=alt.value(0), text="word:N")
    )
    return alt.layer(rules, marks, words).properties(
        title=language.text(say("Tasks by due date")), height=alt.Step(30)
    )
