"""How good the forecast is: a past event held out, forecast from what was before, and compared."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

from planner.demand import QUERIES, DemandAssumptions, PastEvent
from planner.demand.back_test import (
    HEADERS,
    LEVELS,
    BackTest,
    EventAndPast,
    Grain,
    Method,
    back_test,
    facts_of,
    past_of,
    score_rows,
    sheet_events,
    with_earlier,
)
from planner.demand.charts import forecast_beside_sold, title_of_back_test
from planner.errors import PlanError
from planner.language import Language, Message, say
from planner.tables import Dataset
from planner.ui import frame, named_days, tables
from planner.ui.drawing import draw_chart
from planner.ui.inputs import select
from planner.ui.sample import offer_year_before
from planner.ui.state import Screen
from planner.ui.text import escaped

Option = TypeVar("Option")
BOX_WIDTH = 232
"""Pixels."""
NAMED = "named"
"""Stands for days that the manager names, among the events that the sheets hold."""
GRAINS = {Grain.PRODUCT: say("Single products"), Grain.CATEGORY: say("Categories")}
ASKED = ("order_sizes", "product_window", "listed_products", "stopped_sales")
"""The queries behind it."""


def draw(screen: Screen) -> None:
    """Draw the choice of an event, the verdict, its numbers, the chart, the table and how."""
    dataset = screen.dataset
    if dataset is None:
        _offer_sheets(screen)
        return
    known = screen.once("back-test-events", lambda: _events(screen, dataset))
    found = with_earlier(known)
    language = screen.language
    if not found:
        _offer_sheets(screen)
        st.markdown(f"**{escaped(language.text(say('Or name the days yourself')))}**")
    with st.container(horizontal=True, gap="small"):
        event = _chosen_event(screen, found)
        grain = _kept_select(
            language.text(say("Forecast by")),
            list(GRAINS),
            lambda one: language.text(GRAINS[one]),
            "back-test-grain",
        )
    if isinstance(event, PastEvent):
        held_out = event.day, event.day
        days: EventAndPast | None = (held_out, past_of(held_out, known))
    else:
        days = named_days.draw(screen, dataset)
    if days is None:
        return
    with st.spinner(language.text(say("The event is forecast from what was before it …"))):
        told = screen.once(
            ("back-test", days, grain), lambda: _tested(screen, dataset, known, days, grain)
        )
    if isinstance(told, Message):
        st.info(escaped(language.text(told)), icon=":material/info:")
        return
    _draw_result(screen, told)


def _chosen_event(screen: Screen, found: Sequence[PastEvent]) -> PastEvent | str:
    """Draw the choice of an event that the sheets hold, and return it, or ``NAMED``."""
    if not found:
        return NAMED
    language = screen.language
    options: list[PastEvent | str] = [*found, NAMED]
    return _kept_select(
        language.text(say("Past event")),
        options,
        lambda one: (
            language.day(one.day)
            if isinstance(one, PastEvent)
            else language.text(say("Days that I name"))
        ),
        "back-test-event",
    )


def _kept_select(
    label: str, options: Sequence[Option], name_of: Callable[[Option], str], key: str
) -> Option:
    """Draw a box to choose from; a part of the page that is left forgets it, and this does not."""
    kept = f"{key}-kept"
    first: Option = st.session_state.get(kept, options[0])
    chosen = select(
        label,
        options,
        name_of,
        key=key,
        first=first if first in options else options[0],
        width=BOX_WIDTH,
    )
    st.session_state[kept] = chosen
    return chosen


def _events(screen: Screen, dataset: Dataset) -> tuple[PastEvent, ...]:
    stands_out = float(screen.answer.entries["demand.event_stands_out"].value or 0)
    return sheet_events(dataset, stands_out, _ordinary_day_count(screen))


def _ordinary_day_count(screen: Screen) -> int:
    entry = screen.answer.entries["demand.ordinary_day_count"]
    return int(entry.value or DemandAssumptions().ordinary_day_count)


def _tested(
    screen: Screen,
    dataset: Dataset,
    events: tuple[PastEvent, ...],
    days: EventAndPast,
    grain: Grain,
) -> BackTest | Message:
    """Return the back-test, or why there is none."""
    event, past = days
    try:
        return back_test(
            dataset,
            event,
            past,
            grain=grain,
            ordinary_day_count=_ordinary_day_count(screen),
            events=events,
        )
    except PlanError as error:
        return Message(error.template, error.fields)  # type: ignore[arg-type]  # as in naming_file


def _draw_result(screen: Screen, told: BackTest) -> None:
    language = screen.language
    own = told.total_given[Method.FORECAST]
    text = escaped(language.text(told.verdict))
    if told.beats_both and own.is_covered:
        st.success(text, icon=":material/check_circle:")
    else:
        st.warning(text, icon=":material/warning:")
    row = st.container(horizontal=True, gap="small")
    for label, value in _numbers(told):
        with row.container(border=True, width="stretch", height="stretch"):
            st.metric(language.text(label), language.share(value))
    for fact in facts_of(told, language):
        st.caption(escaped(language.text(fact)))
    draw_chart(
        screen,
        ("back-test", told.event, told.past, told.grain),
        lambda: forecast_beside_sold(told, language),
        language.text(title_of_back_test(told, language)),
    )
    table = screen.once(
        ("back-test-table", told.event, told.past, told.grain),
        lambda: score_table(told, language),
    )
    tables.draw(table, 2, whole=True)
    _draw_method(screen)


def _numbers(told: BackTest) -> tuple[tuple[Message, float], ...]:
    """Return the key numbers, the total being the one that came."""
    scores = told.total_given
    own = scores[Method.FORECAST]
    high, highest = LEVELS
    return (
        (say("WAPE of the forecast"), own.wape),
        (say("WAPE of last event × growth"), scores[Method.LAST_EVENT].wape),
        (say("WAPE of ordinary rate × uplift"), scores[Method.ORDINARY_RATE].wape),
        (say("Sold at most P80"), own.below[high]),
        (say("Sold at most P95"), own.below[highest]),
    )


def score_table(told: BackTest, language: Language) -> pd.DataFrame:
    """Return the methods side by side, a line each total and method."""
    headers = [language.text(header) for header in HEADERS]
    return pd.DataFrame(score_rows(told, language), columns=headers, dtype=object)


def _offer_sheets(screen: Screen) -> None:
    """Draw what to upload so that a past event can be held out, and why."""
    language = screen.language
    st.info(
        language.text(
            say(
                "The forecast is tested on an event that is over: it is forecast from what was"
                " known before it, and compared with what was sold. Your sheets must hold two past"
                " events with their order items for that, such as 11 November of two years, and"
                " four ordinary weeks before each."
            )
        ),
        icon=":material/info:",
    )
    with st.container(horizontal=True):
        frame.link(frame.SHEETS, screen, say("Upload older order lists"), primary=True)
    offer_year_before(screen)


def _draw_method(screen: Screen) -> None:
    language = screen.language
    with st.expander(language.text(say("How this is calculated")), icon=":material/account_tree:"):
        for line in METHOD:
            st.markdown(f"- {escaped(language.text(line))}")
    with st.expander(language.text(say("The queries behind it")), icon=":material/database:"):
        for name in ASKED:
            st.caption(f"`{name}.sql`")
            st.code(QUERIES[name].sql, language="sql")


METHOD = (
    say(
        "Nothing of the event's first day or later is read; the rest is as in a plan: past events,"
        " the newest ordinary weeks and what products of the same category and price class sell,"
        " each as far as the shop's shares did not change."
    ),
    say(
        "All three methods split the same total: the one that came, as a plan takes its total from"
        " the goal; and the one that could be known before, the last event times the trend of the"
        " ordinary weeks."
    ),
    say("WAPE is the sum of all misses by product, divided by what was sold. Smaller is better."),
    say("Bias is how much the sum was forecast too high, or too low where it is negative."),
    say(
        "A range is right where it holds as many products as its name says, within five points."
        " P80 and P95 are limits from above, as for buying; the central ranges leave out as much"
        " below as above."
    ),
    say(
        "A product that sells few pieces lies across a limit rather than below it: it counts by"
        " the part below."
    ),
)
