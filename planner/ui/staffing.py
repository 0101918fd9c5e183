"""The staffing page: how many people in which hour, what decides it, and what it costs."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from planner import demand
from planner import staffing as room_of_staffing
from planner.demand import Quantile
from planner.figures import Figure
from planner.language import Message, say
from planner.staffing import Group, Roster, Staffing, charts
from planner.ui import cards, empty, inputs, tables
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen
from planner.ui.text import escaped

SELECTOR = "staffing-quantile"
DAY_WIDTH = 232
"""Pixels of the choice of the day."""
AT_ONCE = tuple(f"{group.value}_at_once" for group in Group)


def draw_answer(screen: Screen, staffing: Staffing) -> Quantile:
    """Draw the verdict, the page's one choice, and the numbers that matter; return the choice."""
    cards.verdict(screen, *staffing.verdict())
    empty.say_problems(screen, staffing.problems)
    _draw_remedies(screen, staffing)
    quantile = _choose_quantile(screen)
    figures = staffing.roster_figures[quantile]
    names = ("everybody_at_once", *AT_ONCE, "roster_hours", "roster_cost")
    cards.cards(screen, [figures[name] for name in names])
    return quantile


def _draw_remedies(screen: Screen, staffing: Staffing) -> None:
    language = screen.language
    if not staffing.remedies:
        return
    lines = [
        language.text(
            say("{what}: {need} instead of {have}", what=one.what, need=one.need, have=one.have)
        )
        for one in staffing.remedies
    ]
    head = language.text(say("What would keep the promise"))
    st.markdown("\n".join((f"**{escaped(head)}**\n", *(f"- {escaped(line)}" for line in lines))))


def _choose_quantile(screen: Screen) -> Quantile:
    language = screen.language
    told = {
        Quantile.P50.value: say("P50: as planned"),
        Quantile.P80.value: say("P80: enough in 4 of 5 cases"),
        Quantile.P95.value: say("P95: enough in 19 of 20 cases"),
    }
    st.session_state.setdefault(SELECTOR, Quantile.P50.value)
    chosen = st.segmented_control(
        language.text(say("Staff every hour for")),
        list(told),
        format_func=lambda name: language.text(told[name]),
        required=True,
        key=SELECTOR,
        help=language.text(
            say(
                "How sure the people of an hour are enough for it. Each hour has its own quantile;"
                " people, hours and cost on this page follow. The verdict is that of P50."
            )
        ),
    )
    return Quantile(chosen)


def draw_hours(screen: Screen, staffing: Staffing, quantile: Quantile) -> None:
    """Draw people by hour, by position on one day, and the parcels that wait."""
    language, main_day = screen.language, screen.answer.campaign.main_day
    roster = staffing.rosters[quantile]
    draw_chart(
        screen,
        ("people", quantile),
        lambda: charts.people_by_hour(roster, language),
        language.text(charts.PEOPLE_BY_HOUR),
    )
    days = _days(roster)
    day = inputs.select(
        language.text(say("Day")),
        days,
        language.day,
        key="staffing-day",
        first=main_day,
        width=DAY_WIDTH,
    )
    draw_chart(
        screen,
        ("positions", quantile, day),
        lambda: charts.position_map(roster, day, main_day, language),
        language.text(say("People on duty by position and hour, {day}", day=day)),
    )
    st.caption(
        language.text(
            say(
                "Nobody at a step of the warehouse means that the others do it in between; its"
                " hours and cost below are its share of the work."
            )
        )
    )
    begin = roster.window_start
    starts = roster.starts[begin : begin + len(roster.packing.hours)]
    draw_chart(
        screen,
        ("backlog", quantile),
        lambda: charts.backlog(
            starts,
            [hour.backlog for hour in roster.packing.hours],
            [hour.packed for hour in roster.packing.hours],
            language,
        ),
        language.text(charts.PARCELS_BY_HOUR),
    )


def _days(roster: Roster) -> list[date]:
    """Return the days of a roster up to the last with anybody on duty."""
    busy = {
        start.date() for start, people in zip(roster.starts, roster.people(), strict=True) if people
    }
    days = sorted({start.date() for start in roster.starts})
    return days if not busy else [day for day in days if day <= max(busy)]


def draw_tables(screen: Screen, staffing: Staffing, quantile: Quantile) -> None:
    """Draw the positions, the hours that decide, the rule of thumb, and every hour."""
    language = screen.language
    _head(screen, say("By position"))
    tables.draw(tables.position_table(staffing, quantile, language), words=2, whole=True)
    _head(screen, say("The hours that decide"))
    tables.draw(tables.decision_table(staffing, language), words=4)
    _head(screen, say("Why no rule of thumb"))
    st.markdown(escaped(language.text(staffing.told_by_rule_of_thumb())))
    thumb = (staffing.rule_of_thumb, staffing.figures["peak_agents"])
    crew = (staffing.figures["packing_crew"], staffing.figures["fixed_crew"])
    cards.cards(screen, (*thumb, *crew))
    with st.expander(language.text(say("Hour by hour"))):
        tables.draw(tables.staffing_table(staffing.rosters[quantile], language), words=2)


def _head(screen: Screen, title: Message) -> None:
    st.subheader(screen.language.text(title), anchor=False)


def draw_account(screen: Screen, staffing: Staffing, quantile: Quantile) -> None:
    """Draw the inputs, and how everything is calculated."""
    inputs.section(screen, "staffing", say("What this is built on"))
    figures: Sequence[Figure] = (
        *staffing.figures.values(),
        staffing.rule_of_thumb,
        *staffing.roster_figures[quantile].values(),
    )
    queries = {**demand.QUERIES, **room_of_staffing.QUERIES}
    cards.how(screen, figures, tuple(queries.values()))
