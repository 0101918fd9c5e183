"""The days of a back-test that a manager names: the event to hold out and those before it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from planner.demand import QUERIES
from planner.demand.back_test import EventAndPast
from planner.demand.named_days import first_named, named_event, named_past
from planner.demand.product_history import Days
from planner.language import Message, say
from planner.tables import Dataset
from planner.ui.inputs import INPUT_WIDTH
from planner.ui.state import Screen
from planner.ui.text import escaped

TYPED = "back-test-days"
"""Where a session keeps what was typed: boxes of a part of a page that is left are forgotten."""
PAST_EVENTS = "back-test-past-events"
"""Where it keeps how many past events have boxes."""
MOST_PAST_EVENTS = 6


def draw(screen: Screen, dataset: Dataset) -> EventAndPast | None:
    """Draw the boxes of the days, and return them; None while something is missing or wrong.

    Two boxes hold an event; the second may stay empty where it is one day. What is wrong with an
    event is said below its boxes.
    """
    orders: Mapping[date, int] = screen.once(
        "orders-by-day",
        lambda: {
            row["day"]: row["orders_paid"] for row in dataset.rows(QUERIES["sheet_day_orders"])
        },
    )
    days = [day for day, count in orders.items() if count]
    if not days:
        return None
    day, year_before = first_named(orders)
    event = named_event(*_boxes(screen, "event", say("Held out"), day), days)
    _say_if_wrong(screen, event)
    if isinstance(event, Message):
        _past_events(screen, days, None, year_before)
        return None
    past = _past_events(screen, days, event, year_before)
    return (event, past) if past else None


def _past_events(
    screen: Screen, days: Sequence[date], event: Days | None, first: date | None
) -> tuple[Days, ...]:
    """Draw the boxes of the past events and return them, newest first; none while one is wrong."""
    language = screen.language
    count = st.session_state.setdefault(PAST_EVENTS, 1)
    told: list[Days] = []
    is_wrong = False
    for number in range(count):
        label = say("Past event {number}", number=number + 1)
        typed = _boxes(screen, f"past-{number}", label, None if number else first)
        found = named_past(*typed, days, event, told)
        _say_if_wrong(screen, found)
        if isinstance(found, Message):
            is_wrong = True
        elif found:
            told.append(found)
    if not told and not is_wrong:
        missing = say("Name the days of an earlier event to forecast it from.")
        st.info(escaped(language.text(missing)), icon=":material/info:")
    if count < MOST_PAST_EVENTS:
        st.button(
            language.text(say("One more past event")),
            icon=":material/add:",
            key="back-test-more",
            on_click=lambda: st.session_state.update({PAST_EVENTS: count + 1}),
        )
    return () if is_wrong else tuple(sorted(told, reverse=True))


def _boxes(
    screen: Screen, name: str, event: Message, first: date | None
) -> tuple[date | None, date | None]:
    """Draw the boxes of an event's first and last day and return what stands in them."""
    language = screen.language
    labels = (
        say("{event}: first day", event=event),
        say("{event}: last day", event=event),
    )
    with st.container(horizontal=True, gap="small"):
        for end, label, shown in zip(("first", "last"), labels, (first, None), strict=True):
            st.date_input(
                language.text(label),
                value=None,
                min_value=date(2000, 1, 1),
                max_value=date(2100, 12, 31),
                key=_seeded(f"{name}-{end}", shown),
                format="YYYY-MM-DD",
                width=INPUT_WIDTH,
                help=language.text(LAST_DAY_HELP) if end == "last" else None,
                on_change=_keep,
                args=(f"{name}-{end}",),
            )
    return st.session_state[_key(f"{name}-first")], st.session_state[_key(f"{name}-last")]


LAST_DAY_HELP = say("Empty where the event is one day.")


def _key(name: str) -> str:
    return f"{TYPED}-{name}"


def _seeded(name: str, shown: date | None) -> str:
    """Put into a box what was typed, else what is proposed, and return its key."""
    typed: dict[str, Any] = st.session_state.setdefault(TYPED, {})
    st.session_state.setdefault(_key(name), typed.get(name, shown))
    return _key(name)


def _keep(name: str) -> None:
    st.session_state[TYPED][name] = st.session_state[_key(name)]


def _say_if_wrong(screen: Screen, told: object) -> None:
    # Always in a place of its own: a reason that comes or goes must not move the boxes below.
    with st.container():
        if isinstance(told, Message):
            st.markdown(f":red[:material/error: {escaped(screen.language.text(told))}]")
