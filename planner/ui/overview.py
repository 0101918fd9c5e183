"""The overview: days to go, readiness by area, next deadlines, the numbers that matter."""

import os
from collections.abc import Mapping
from typing import Literal

import streamlit as st

from planner.checklist import AREAS
from planner.figures import Level
from planner.language import Quantity, Unit, say
from planner.planning import Rooms
from planner.targets import charts
from planner.ui import cards, empty, frame, inputs
from planner.ui.sample import load_sample, with_progress
from planner.ui.state import SAMPLE, Screen
from planner.ui.tasks import task_table
from planner.ui.text import escaped

DEADLINES_SHOWN = 6
LEVEL_LOOKS: Mapping[Level, tuple[Literal["green", "violet", "orange", "red"], str]] = {
    Level.READY: ("green", ":material/check_circle:"),
    Level.ON_TRACK: ("violet", ":material/schedule:"),
    Level.AT_RISK: ("orange", ":material/warning:"),
    Level.NOT_READY: ("red", ":material/error:"),
}


def draw(screen: Screen) -> None:
    """Draw the page; an empty workspace started with the sample shop is filled first."""
    if screen.dataset is None and os.environ.get(SAMPLE):
        with_progress(screen, lambda told: load_sample(screen.workspace, told, screen.plan.plan_id))
        st.rerun()
    if screen.dataset is None:
        _draw_welcome(screen)
        return
    _draw_campaign(screen)
    _draw_readiness(screen)
    empty.say_problems(screen, screen.answer.problems)
    if screen.answer.rooms is not None:
        _draw_numbers(screen, screen.answer.rooms)
    _draw_deadlines(screen)


def _draw_welcome(screen: Screen) -> None:
    """Draw what the planner does and the first step."""
    language = screen.language
    st.markdown(
        language.text(
            say(
                "From last year's order list to this year's plan: targets by the hour, people,"
                " packing material and a checklist with dates."
            )
        )
    )
    steps = (
        say("1. Upload last year's order list, and the order items list if you have it."),
        say("2. Set this year's goal."),
        say("3. Go through targets, staffing and materials; download the checklist for Excel."),
    )
    st.markdown("\n\n".join(language.text(step) for step in steps))
    empty.offer_first_steps(screen)


def _draw_campaign(screen: Screen) -> None:
    """Draw the countdown and the dates that everything follows from."""
    language, told = screen.language, screen.answer
    campaign = told.campaign
    with st.container(border=True):
        with st.container(horizontal=True, gap="large", vertical_alignment="center"):
            with st.container(width=170):
                st.metric(language.text(_countdown_label(screen)), _countdown(screen))
            with st.container(width="stretch"):
                st.markdown(f"### {escaped(language.text(campaign.name))}")
                st.caption(
                    language.text(
                        say(
                            "Main day {day} · window {first} to {last} · planned from {reference}",
                            day=campaign.main_day,
                            first=language.short_day(campaign.first_day),
                            last=language.short_day(campaign.last_day),
                            reference=campaign.reference_day,
                        )
                    )
                )
        with (
            st.expander(language.text(say("Change the campaign")), icon=":material/edit_calendar:"),
            st.container(horizontal=True, gap="medium"),
        ):
            with st.container(width=240):
                inputs.text_input(screen, "campaign.name", language.text(campaign.name))
            with st.container(width=200):
                inputs.day_input(screen, "campaign.main_day", campaign.main_day)
            with st.container(width=200):
                inputs.day_input(screen, "campaign.reference_day", campaign.reference_day)
                _say_where_reference_comes_from(screen)
            with st.container(width=200):
                inputs.number_input(screen, "campaign.days_before")
            with st.container(width=200):
                inputs.number_input(screen, "campaign.days_after")


def _say_where_reference_comes_from(screen: Screen) -> None:
    language, told = screen.language, screen.answer
    if told.span is not None and told.campaign.reference_is_proposed:
        st.caption(
            language.text(
                say(
                    "proposed: highest revenue of the sheets, {amount}",
                    amount=Quantity(told.span.peak_paid_amount, Unit.MONEY),
                )
            )
        )


def _countdown_label(screen: Screen) -> str:
    if screen.answer.days_to_go < 0:
        return screen.language.text(say("Days since the main day"))
    return screen.language.text(say("Days to go"))


def _countdown(screen: Screen) -> str:
    return screen.language.number(abs(screen.answer.days_to_go))


def _draw_readiness(screen: Screen) -> None:
    """Draw each area's level with its reason."""
    language = screen.language
    st.subheader(language.text(say("Readiness")), anchor=False)
    for areas in cards.in_rows(list(screen.checklist.readiness.items())):
        row = st.container(horizontal=True, gap="small")
        for area, readiness in areas:
            colour, icon = LEVEL_LOOKS[readiness.level]
            with row.container(border=True, width="stretch", height="stretch", gap="xsmall"):
                st.markdown(f"**{escaped(language.text(AREAS[area]))}**")
                word = language.text(readiness.level.word)
                st.badge(word, icon=icon, color=colour)
                st.caption(escaped(language.text(readiness.reason)))


def _draw_numbers(screen: Screen, rooms: Rooms) -> None:
    """Draw the numbers that matter and the goal by day."""
    targets, people = rooms.targets, rooms.staffing.figures
    st.subheader(screen.language.text(say("The numbers that matter")), anchor=False)
    cards.cards(
        screen,
        (
            targets.goal,
            targets.orders_paid,
            targets.visitors,
            people["peak_agents"],
            people["packing_crew"],
            rooms.materials.cost,
        ),
    )
    st.altair_chart(
        charts.revenue_by_day(rooms.days, screen.language),
        alt=screen.language.text(say("Revenue by day")),
    )


def _draw_deadlines(screen: Screen) -> None:
    language = screen.language
    st.subheader(language.text(say("Next deadlines")), anchor=False)
    upcoming = screen.checklist.next_deadlines(DEADLINES_SHOWN)
    st.dataframe(task_table(screen, upcoming), hide_index=True)
    frame.link(frame.CHECKLIST, screen, say("To the whole checklist"))
