"""The overview: days to go, readiness, the numbers that matter beside last year's, deadlines.

Below them, what is missing and what has changed since yesterday.
"""

import os
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from planner.campaign import MAIN_DAY
from planner.checklist import AREAS
from planner.figures import Value
from planner.language import Language, Message, Quantity, Unit, say
from planner.planning import Rooms
from planner.planning.overview import (
    Against,
    Blocked,
    Changes,
    against_last_year,
    blocked,
    changes_since_yesterday,
    missing_kinds,
)
from planner.tables import imported_files, removed_files
from planner.targets import charts
from planner.ui import cards, empty, frame, inputs, tables
from planner.ui.drawing import draw_chart
from planner.ui.history import change_text
from planner.ui.plans import store_of
from planner.ui.sample import load_sample, with_progress
from planner.ui.state import SAMPLE, Screen
from planner.ui.tasks import task_table
from planner.ui.text import escaped

DEADLINES_SHOWN = 6
SAVES_SHOWN = 5
SEPARATOR = " · "
PAGES_OF_ROOMS: Mapping[str, frame.Page] = {
    "targets": frame.TARGETS,
    "activities": frame.ACTIVITIES,
    "inventory": frame.INVENTORY,
    "staffing": frame.STAFFING,
    "roster": frame.ROSTER,
    "capacity": frame.CAPACITY,
    "materials": frame.MATERIALS,
    "customers": frame.CUSTOMERS,
    "reminders": frame.REMINDERS,
}
"""Where the boxes of a room stand; those of the others stand on the page of all assumptions."""


def draw(screen: Screen) -> None:
    """Draw the page; an empty workspace started with the sample shop is filled first."""
    if screen.dataset is None and os.environ.get(SAMPLE):
        with_progress(screen, lambda told: load_sample(screen.workspace, told, screen.plan.plan_id))
        st.rerun()
    if screen.dataset is None:
        _draw_welcome(screen)
        changes = _changes(screen)
        if changes.saves or changes.removed:
            _draw_changes(screen, changes)
        return
    _draw_campaign(screen)
    _draw_readiness(screen)
    empty.say_problems(screen, screen.answer.problems)
    if screen.answer.rooms is not None:
        _draw_numbers(screen, screen.answer.rooms)
        _draw_against_last_year(screen, screen.answer.rooms)
    _draw_missing(screen)
    _draw_deadlines(screen)
    _draw_changes(screen, _changes(screen))


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
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
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
                inputs.day_input(screen, MAIN_DAY, campaign.main_day)
                _say_that_the_day_is_proposed(screen)
            with st.container(width=200):
                inputs.day_input(screen, "campaign.reference_day", campaign.reference_day)
                _say_where_reference_comes_from(screen)
            with st.container(width=200):
                inputs.number_input(screen, "campaign.days_before")
            with st.container(width=200):
                inputs.number_input(screen, "campaign.days_after")


def _say_that_the_day_is_proposed(screen: Screen) -> None:
    if screen.plan.text(MAIN_DAY) is None:
        told = say("proposed: the next promotion; it stays once anything is typed into the plan")
        st.caption(screen.language.text(told))


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
            colour, icon = cards.LEVEL_LOOKS[readiness.level]
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
    draw_chart(
        screen,
        "revenue-by-day",
        lambda: charts.revenue_by_day(rooms.days, screen.language),
        screen.language.text(say("Revenue by day")),
    )


def _draw_deadlines(screen: Screen) -> None:
    language = screen.language
    st.subheader(language.text(say("Next deadlines")), anchor=False)
    upcoming = screen.checklist.next_deadlines(DEADLINES_SHOWN)
    st.dataframe(task_table(screen, upcoming), hide_index=True)
    frame.link(frame.CHECKLIST, screen, say("To the whole checklist"))


def _draw_against_last_year(screen: Screen, rooms: Rooms) -> None:
    """Draw the key quantities beside those of the last event, and why some are open."""
    language = screen.language
    st.subheader(language.text(say("Plan against last year")), anchor=False)
    rows = against_last_year(rooms, screen.answer.entries)
    headers = (say("Key figure"), say("Last event"), say("Plan"), say("Difference"))
    told = [
        (
            language.text(row.label),
            _shown(row.last_year.value, row.unit, language),
            _shown(row.plan.value, row.unit, language),
            _change_text(row, language),
        )
        for row in rows
    ]
    table = pd.DataFrame(told, columns=[language.text(header) for header in headers])
    tables.draw(table, words=1)
    reasons = [escaped(language.text(reason)) for reason in _why_open(rows, language)]
    if reasons:
        st.caption("  \n".join(reasons))


def _change_text(row: Against, language: Language) -> str:
    """Return how much more the plan is than last year, with its sign."""
    text = language.share(row.change)
    return f"+{text}" if row.change and row.change > 0 and text != language.share(0) else text


def _shown(value: Value | None, unit: Unit, language: Language) -> str:
    """Return a value as the cards above show it: money short."""
    return language.compact_money(value) if unit is Unit.MONEY else language.quantity(value, unit)


def _why_open(rows: Sequence[Against], language: Language) -> list[Message]:
    """Return why last year cannot tell, each reason once with all that it holds for."""
    reasons = dict.fromkeys(row.unknown.template for row in rows if row.unknown is not None)
    found = []
    for template in reasons:
        same = [row for row in rows if row.unknown and row.unknown.template == template]
        figures = SEPARATOR.join(language.text(row.label) for row in same)
        reason = same[0].unknown
        found.append(say("{figures}, last event: {reason}.", figures=figures, reason=reason))
    return found


def _draw_missing(screen: Screen) -> None:
    """Draw which numbers and which sheets are missing, what each would tell, and where to go."""
    language = screen.language
    waiting = blocked(screen.answer)
    kinds = missing_kinds(file.kind for file in imported_files(screen.workspace))
    st.subheader(language.text(say("What is missing")), anchor=False)
    if not waiting and not kinds:
        st.caption(
            language.text(say("Nothing: every key figure is known, every kind of sheet is loaded."))
        )
        return
    for one in waiting:
        st.markdown(f":material/edit: {escaped(language.text(_what_to_type(one, language)))}")
    for kind in kinds:
        message = say(
            "No {kind} loaded. It would tell: {tells}.", kind=kind.label, tells=kind.tells
        )
        st.markdown(f":material/upload_file: {escaped(language.text(message))}")
    pages = [PAGES_OF_ROOMS.get(one.room, frame.ASSUMPTIONS) for one in waiting]
    with st.container(horizontal=True):
        for page in dict.fromkeys([*pages, *([frame.SHEETS] if kinds else [])]):
            frame.link(page, screen)


def _what_to_type(one: Blocked, language: Language) -> Message:
    return say(
        "Enter {inputs}. Open until then: {figures}.",
        inputs=SEPARATOR.join(language.text(entry.label) for entry in one.inputs),
        figures=SEPARATOR.join(language.text(figure.label) for figure in one.figures),
    )


def _changes(screen: Screen) -> Changes:
    return changes_since_yesterday(
        screen.today,
        next(one for one in screen.plans if one.plan.plan_id == screen.plan.plan_id),
        store_of(screen).saves(screen.plan.plan_id),
        imported_files(screen.workspace),
        removed_files(screen.workspace),
    )


def _draw_changes(screen: Screen, changes: Changes) -> None:
    """Draw what was saved, loaded and removed since yesterday, and what became due since."""
    language = screen.language
    st.subheader(language.text(say("What changed since yesterday")), anchor=False)
    st.caption(language.text(say("Since the start of {day}.", day=changes.since)))
    lines = [escaped(language.text(message)) for message in _what_changed(screen, changes)]
    if changes.plan_made:
        lines.append(escaped(language.text(say("This plan was made."))))
    for save in changes.saves[:SAVES_SHOWN]:
        told = SEPARATOR.join(change_text(change, language) for change in save.changes)
        lines.append(f"{escaped(language.moment(save.saved_at))} · {told}")
    if more := len(changes.saves[SAVES_SHOWN:]):
        lines.append(escaped(language.text(say("{count} earlier saves", count=more))))
    if not lines:
        st.markdown(
            language.text(say("Nothing: no save, no sheet loaded or removed, no task newly due."))
        )
        return
    st.markdown("\n".join(f"- {line}" for line in lines))
    with st.container(horizontal=True):
        if changes.saves:
            frame.link(frame.PLANS, screen, say("To the history of the plan"))
        if changes.loaded or changes.removed:
            frame.link(frame.SHEETS, screen, say("To the sheets"))


def _what_changed(screen: Screen, changes: Changes) -> list[Message]:
    """Return the tasks that became due and the sheets that came or went; tasks first."""
    overdue, due = screen.checklist.newly_overdue(), screen.checklist.due_today()
    return [
        *(say("Overdue since yesterday: {task}", task=task.title) for task in overdue),
        *(say("Due today: {task}", task=task.title) for task in due),
        *(
            say("{moment} · loaded: {file}", moment=file.imported_at, file=file.file_name)
            for file in changes.loaded
        ),
        *(
            say("{moment} · removed: {file}", moment=file.removed_at, file=file.file_name)
            for file in changes.removed
        ),
    ]
