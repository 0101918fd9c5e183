"""What a page shows while something is missing, and the rows its numbers rest on."""

from collections.abc import Iterable

import streamlit as st

from planner.demand import QUERIES
from planner.language import Message, say
from planner.planning import Rooms
from planner.sheets.labels import field_label
from planner.tables import imported_files
from planner.ui import frame
from planner.ui.sample import offer_sample
from planner.ui.state import Screen
from planner.ui.text import escaped

ORDERS_SHOWN = 200


def rooms_or_offer(screen: Screen) -> Rooms:
    """Return what the rooms say; without it the page ends with what to do about it."""
    say_problems(screen, screen.answer.problems)
    if screen.answer.rooms is None:
        offer_first_steps(screen)
        st.stop()
    return screen.answer.rooms


def say_what_stays_open(screen: Screen, open_until_then: Message) -> None:
    """Draw, on a page that can do without last year's orders, what it cannot tell without them."""
    if screen.answer.rooms is None:
        say_problems(screen, (*screen.answer.problems, open_until_then))
    else:
        say_problems(screen, screen.answer.problems)


def offer_first_steps(screen: Screen) -> None:
    """Draw what to do first: upload a sheet, mend the dates, or look at the sample shop."""
    with st.container(horizontal=True):
        frame.link(frame.SHEETS, screen, say("Upload last year's order list"), primary=True)
        if screen.dataset is not None:
            frame.link(frame.OVERVIEW, screen, say("Change the dates of the campaign"))
    if screen.dataset is None:
        offer_sample(screen)


def say_problems(screen: Screen, messages: Iterable[Message]) -> None:
    """Draw what a manager must know before trusting the page.

    Always in a place of its own: a warning that comes or goes must not move what stands below, or
    an open section folds shut under the hands of whoever types in it.
    """
    with st.container():
        for message in messages:
            st.warning(escaped(screen.language.text(message)), icon=":material/warning:")


def orders_behind(screen: Screen) -> None:
    """Draw the rows of the sheets that the reference totals were counted from, when asked."""
    language, rooms = screen.language, screen.answer.rooms
    if screen.dataset is None or rooms is None:
        return
    orders = int(rooms.reference.totals["orders_paid"].value or 0)
    if not st.toggle(
        language.text(say("Show the {orders} paid orders behind these numbers", orders=orders))
    ):
        return
    pages = max(1, -(-orders // ORDERS_SHOWN))
    page = st.number_input(
        language.text(say("Part of {parts}", parts=pages)), 1, pages, 1, width=200
    )
    table = screen.dataset.frame(
        QUERIES["reference_orders"],
        first_day=rooms.reference.first_day,
        last_day=rooms.reference.last_day,
        first_row=(page - 1) * ORDERS_SHOWN,
        row_count=ORDERS_SHOWN,
    )
    names = {file.import_id: file.file_name for file in imported_files(screen.workspace)}
    table[language.text(say("Sheet"))] = table.pop("import_id").map(names)
    st.dataframe(
        table.rename(columns={name: field_label(name, language) for name in table.columns}),
        hide_index=True,
    )
