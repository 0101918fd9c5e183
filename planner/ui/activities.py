"""The activities page: what a design does, its parts in detail, and how it is calculated."""

from collections.abc import Callable, Mapping
from enum import Enum

import streamlit as st

from planner import activities as room_of_activities
from planner.activities import Activities, charts
from planner.activities.nice_amounts import money
from planner.activities.order_values import OrderValues
from planner.activities.outcome import Outcome
from planner.activities.outcome_figures import outcome_figures
from planner.activities.thresholds import distances_at, usual_order
from planner.activities.tiers import NO_ACTIVITY
from planner.activities.verdict import verdict_on
from planner.figures import Figure
from planner.language import Message, say
from planner.ui import (
    activities_baskets,
    activities_calculator,
    activities_calendar,
    activities_proposals,
    activities_worst,
    cards,
    inputs,
)
from planner.ui.activities_designs import Shown, findings_of, refused_of, use_of
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen
from planner.ui.text import escaped

SECTION = "activities-section"
"""Where a session keeps which part of the page is open."""


def draw_answer(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the verdict on the design, its key numbers, and where the orders stand."""
    outcome = _outcome_of(screen, activities, shown)
    without = activities.outcome(NO_ACTIVITY)
    findings = findings_of(screen, shown)
    cards.verdict(screen, *verdict_on(shown.design, findings, outcome, without))
    if use := use_of(screen, shown):
        st.caption(use)
    cards.cards(screen, figures_of(screen, activities, shown))
    _draw_orders(screen, activities, shown)


def _outcome_of(screen: Screen, activities: Activities, shown: Shown) -> Outcome | None:
    """Return what the design comes to; None where it cannot be worked out."""
    if not shown.design.tiers or refused_of(screen, shown):
        return None
    return activities.outcome(shown.design)


def figures_of(screen: Screen, activities: Activities, shown: Shown) -> tuple[Figure, ...]:
    """Return the key numbers of the design; none where it cannot be worked out."""
    outcome = _outcome_of(screen, activities, shown)
    if outcome is None:
        return ()
    return screen.once(
        ("figures", shown.key),
        lambda: tuple(outcome_figures(outcome, activities.past.reference).values()),
    )


def order_values_of(screen: Screen, activities: Activities) -> OrderValues:
    """Return the orders that thresholds are set by: of ordinary days, else of the last event."""

    def read() -> OrderValues:
        ordinary, event = activities.past.order_values()
        fewest = activities.given.fewest_orders
        return ordinary if ordinary and ordinary.order_count >= fewest else event

    return screen.once("order-values", read)


def _draw_orders(screen: Screen, activities: Activities, shown: Shown) -> None:
    language, values = screen.language, order_values_of(screen, activities)
    if not values.order_count:
        return
    usual = usual_order(values, activities.given).value_minor
    top_up = distances_at(usual, activities.given).top_up_minor
    draw_chart(
        screen,
        ("order-values", shown.key),
        lambda: charts.order_values(values, shown.design, top_up, language),
        language.text(charts.ORDER_VALUES),
    )
    told = say(
        "{orders} paid orders of {first} to {last}, the largest hundredth left out; the usual order"
        " comes to {usual}. Just under = at most {top_up} are missing.",
        orders=values.order_count,
        first=values.first_day,
        last=values.last_day,
        usual=money(usual),
        top_up=money(top_up),
    )
    st.caption(escaped(language.text(told)))


class Section(Enum):
    """A part of the page of which one is open at a time."""

    BASKETS = "baskets"
    PROPOSALS = "proposals"
    WORST = "worst"
    CALCULATOR = "calculator"
    CALENDAR = "calendar"

    @property
    def label(self) -> Message:
        """Return what it is called."""
        return {
            Section.BASKETS: say("On last year's baskets"),
            Section.PROPOSALS: say("Proposals"),
            Section.WORST: say("Worst cart"),
            Section.CALCULATOR: say("Calculator"),
            Section.CALENDAR: say("Calendar and prices"),
        }[self]


def draw_sections(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the choice of a part of the page, and the chosen one; the others cost nothing."""
    parts = {one.value: one.label for one in Section}
    chosen = inputs.part_of_page(screen, parts, SECTION)
    _DRAWN[Section(chosen)](screen, activities, shown)


def draw_account(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the assumptions, and how everything is calculated."""
    inputs.section(screen, "activities", say("What this is built on"))
    cards.how(
        screen, figures_of(screen, activities, shown), tuple(room_of_activities.QUERIES.values())
    )


_DRAWN: Mapping[Section, Callable[[Screen, Activities, Shown], None]] = {
    Section.BASKETS: activities_baskets.draw,
    Section.PROPOSALS: activities_proposals.draw,
    Section.WORST: activities_worst.draw,
    Section.CALCULATOR: activities_calculator.draw,
    Section.CALENDAR: activities_calendar.draw,
}
