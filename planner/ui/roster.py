"""The page of the roster: the verdict, people by hour, everybody's shifts, gaps, whom to hire."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from planner.demand import QUERIES
from planner.language import Language, Message, Quantity, Unit, say
from planner.roster import (
    COVER_FOR,
    STAFF_LIST,
    Kind,
    ShiftPlan,
    charts,
    clock,
    doing,
    stretches,
)
from planner.ui import cards, empty, inputs, tables
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen
from planner.ui.text import escaped

PARTS: Mapping[str, Message] = {
    "people": say("By person"),
    "day": say("One day"),
    "gaps": say("Uncovered hours"),
    "hiring": say("Hiring and training"),
}
KEY_FIGURES = ("cost", "uncovered_hours", "paid_hours", "overtime_hours", "temps")
CREW_WIDTH = 300
EXAMPLE_OF_STAFF = say(
    "A, Customer service, 35\nB, Picking / Packing, 28, 11-12\nC, Warehouse, no nights"
)
"""What the box shows while it is empty; it is read in both languages."""


def draw_answer(screen: Screen, plan: ShiftPlan) -> None:
    """Draw the verdict and the numbers that matter; solving shows that it goes on."""
    language = screen.language
    with st.spinner(language.text(say("The roster is being worked out …"))):
        verdict = screen.once("roster-verdict", plan.verdict)
    cards.verdict(screen, *verdict)
    empty.say_problems(screen, (*plan.problems, *_hire_problems(plan)))
    names = [*KEY_FIGURES]
    if "temp_cost_per_parcel" in plan.figures:
        names.append("temp_cost_per_parcel")
    cards.cards(screen, [plan.figures[name] for name in names])
    if plan.solution.gap:
        told = say(
            "The best possible may cost up to {share} less: the search ends there.",
            share=Quantity(plan.solution.gap, Unit.SHARE),
        )
        st.caption(escaped(language.text(told)))


def _hire_problems(plan: ShiftPlan) -> list[Message]:
    hiring = plan.hiring
    if hiring is None or hiring.hire_by >= plan.today:
        return []
    return [
        say(
            "The order for temporary workers was due on {day}: an agency must be found that is"
            " quicker, or the first days stay short.",
            day=hiring.hire_by,
        )
    ]


def draw_staff(screen: Screen) -> None:
    """Draw where the staff list is typed, and what every hour is covered for."""
    language = screen.language
    with st.container(width=inputs.INPUT_WIDTH):
        inputs.choice_input(screen, COVER_FOR)
    with st.expander(
        language.text(say("Your people")), icon=":material/badge:", key="roster-people"
    ):
        st.caption(
            language.text(
                say(
                    "Without a list the planner takes as many people of your own as an ordinary"
                    " day needs."
                )
            )
        )
        inputs.area_input(screen, STAFF_LIST, language.text(EXAMPLE_OF_STAFF))


def draw_hours(screen: Screen, plan: ShiftPlan) -> None:
    """Draw people required and people there of one crew, the worst covered first."""
    language = screen.language
    keys = [one.key for one in plan.question.crews]
    crew = inputs.select(
        language.text(say("Crew")),
        keys,
        lambda key: language.text(plan.crew_label(key)),
        key="roster-crew",
        first=plan.worst_crew,
        width=CREW_WIDTH,
    )
    draw_chart(
        screen,
        ("cover", crew),
        lambda: charts.cover_by_hour(plan, crew, language),
        language.text(charts.COVER_BY_HOUR),
    )


def draw_parts(screen: Screen, plan: ShiftPlan) -> None:
    """Draw the part of the page that is open."""
    part = inputs.part_of_page(screen, PARTS, "roster-part")
    _DRAWN[part](screen, plan)


def _draw_people(screen: Screen, plan: ShiftPlan) -> None:
    tables.draw(screen.once("roster-grid", lambda: _grid(plan, screen.language)), words=2)
    st.caption(
        screen.language.text(
            say("06–16 (+2) = from 6 to 16, the last two hours overtime. A break is in each shift.")
        )
    )


def _grid(plan: ShiftPlan, language: Language) -> pd.DataFrame:
    heads = [
        *(language.text(one) for one in (say("Name"), say("Who"))),
        *(language.short_day(day) for day in plan.days),
        language.text(say("Hours")),
    ]
    rows = [
        [
            language.text(plan.name_of(one)),
            language.text(one.team.kind.label),
            *(
                " ".join(clock(shift) for shift in one.shifts if shift.day == day)
                for day in range(len(plan.days))
            ),
            language.number(one.hours),
        ]
        for one in plan.working
    ]
    return pd.DataFrame(rows, columns=heads, dtype=object)


def _draw_day(screen: Screen, plan: ShiftPlan) -> None:
    language = screen.language
    day = inputs.select(
        language.text(say("Day")),
        list(plan.days),
        language.day,
        key="roster-day",
        first=plan.campaign.main_day,
        width=CREW_WIDTH,
    )
    place = plan.days.index(day)
    rows = [
        [
            language.text(plan.name_of(one)),
            clock(shift),
            " · ".join(language.text(each) for each in doing(one, shift)),
        ]
        for one in plan.working
        for shift in one.shifts
        if shift.day == place
    ]
    if rows:
        heads = (say("Name"), say("Shift"), say("Hour by hour"))
        tables.draw(tables.made(heads, rows, language), words=3)
    else:
        st.caption(language.text(say("Nobody works on that day.")))


def _draw_gaps(screen: Screen, plan: ShiftPlan) -> None:
    language = screen.language
    found = stretches(plan)
    if not found:
        st.caption(language.text(say("No hour is uncovered.")))
        return
    with st.spinner(language.text(say("What would cover them is being worked out …"))):
        ways = plan.ways
    st.subheader(language.text(say("What would cover them")), anchor=False)
    st.caption(language.text(say("Each way by itself, beside the roster as it is.")))
    told = [
        [
            language.text(plan.crew_label(one.crew.key)),
            language.text(one.what),
            language.number(one.covers, 1),
            language.money(one.cost) if one.cost is not None else language.text(say("no wages")),
            language.text(one.how),
        ]
        for one in ways
    ]
    heads = (say("Crew"), say("What to do"), say("Covers (hours)"), say("Cost"), say("How"))
    tables.draw_sentences(tables.made(heads, told, language), short=4)
    st.subheader(language.text(say("When people are missing")), anchor=False)
    rows = [
        [
            language.text(plan.crew_label(one.crew)),
            language.moment(one.first),
            language.moment(one.until),
            language.number(one.most, 1),
            language.number(one.hours, 1),
        ]
        for one in found
    ]
    heads = (say("Crew"), say("From"), say("Until"), say("Most at once"), say("Hours"))
    tables.draw(tables.made(heads, rows, language), words=3)


def _draw_hiring(screen: Screen, plan: ShiftPlan) -> None:
    language, hiring = screen.language, plan.hiring
    if hiring is None:
        st.caption(language.text(say("Nobody has to be hired.")))
        return
    rows = [
        [language.text(label), value]
        for label, value in (
            (say("Hire by"), language.day(hiring.hire_by)),
            (say("People"), language.number(hiring.people)),
            (say("Training"), language.text(say("{first} to {last}", first=hiring.train_from,
                                                last=hiring.train_until))),
            (say("Trainers"), language.number(hiring.trainers)),
            (say("Hours of training, all together"), language.number(hiring.training_hours, 1)),
            (say("First day of work"), language.day(hiring.first_day)),
            (say("Last day of work"), language.day(hiring.last_day)),
        )
    ]  # fmt: skip
    tables.draw(tables.made((say("What"), say("Plan")), rows, language), words=2, whole=True)
    by_day = [
        [language.short_day(day), *(language.number(count) for count in counts)]
        for day, counts in zip(plan.days, plan.people_by_day(), strict=True)
    ]
    st.subheader(language.text(say("People by day")), anchor=False)
    heads = (say("Day"), *(kind.label for kind in Kind))
    tables.draw(tables.made(heads, by_day, language), words=1, whole=True)


def draw_account(screen: Screen, plan: ShiftPlan) -> None:
    """Draw the assumptions, and how everything is calculated."""
    inputs.section(
        screen, "roster", say("Shifts, premiums, temporary workers: what this is built on")
    )
    figures = (*plan.own_figures.values(), *plan.figures.values())
    cards.how(screen, figures, tuple(QUERIES.values()))


_DRAWN: Mapping[str, Callable[[Screen, ShiftPlan], None]] = {
    "people": _draw_people,
    "day": _draw_day,
    "gaps": _draw_gaps,
    "hiring": _draw_hiring,
}
