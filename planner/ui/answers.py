"""Who answered the recall waves: the list comes in, and can be taken back (CRM-3)."""

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner.customers import (
    Customers,
    forget_responses,
    keep_responses,
    match_responses,
)
from planner.customers.responses import LEFT_OUT, RESPONSES, Matched
from planner.customers.waves import split_by_answer
from planner.errors import PlannerError
from planner.language import Language, Message, Quantity, Unit, listed, say
from planner.sheets.responses import read_responses
from planner.tables import buyer_key
from planner.ui import empty, inputs, tables
from planner.ui.spooling import taken, upload_of
from planner.ui.state import Screen
from planner.ui.text import escaped

READ, SAID, UPLOADS = "answers-read", "answers-said", "answers-uploads"
"""Where a session keeps what the list said, what was done, and how many lists were taken."""
STANDS_FOR = say(
    "Until a list of answers is loaded, it goes to customers who bought again and to those with an"
    " unpaid order: they stand for the likely buyers. At D-3 load below who clicked, favourited,"
    " put something in the cart or replied; it then goes to them alone (CRM-3)."
)
"""Whom a wave that awaits answers goes to while there are none."""


def draw(screen: Screen, customers: Customers) -> None:
    """Draw who answered so far, group by group, and where a list of answers is loaded."""
    language, known = screen.language, customers.base.facts.responses
    st.subheader(language.text(say("Who answered")), anchor=False)
    if said := st.session_state.pop(SAID, None):
        st.success(escaped(said), icon=":material/check_circle:")
    if known.saved_at is not None:
        _draw_known(screen, customers)
    else:
        st.caption(
            language.text(
                say(
                    "Nobody is known to have answered yet. Load what the sending tool or the shop"
                    " gives out after waves 1 and 2, best at D-3: wave 3 then goes to whoever"
                    " answered, and whoever unsubscribed is written to no more."
                )
            )
        )
    _draw_upload(screen, customers)


def _draw_known(screen: Screen, customers: Customers) -> None:
    language, known = screen.language, customers.base.facts.responses
    did = listed(
        say("{what}: {count}", what=RESPONSES[key], count=count)
        for key, count in known.counts.items()
        if count
    )
    st.caption(escaped(language.text(say("Loaded: {did}", did=did))))
    if known.saved_at is not None and known.saved_at.date() < _first_wave(customers):
        empty.say_problems(
            screen,
            [
                say(
                    "The last list was loaded on {loaded}, before wave 1 goes out on {wave}: it can"
                    " only tell of something earlier. Take it back unless that is meant.",
                    loaded=known.saved_at.date(),
                    wave=_first_wave(customers),
                )
            ],
        )
    parts = split_by_answer(customers.waves, customers.base.facts.cells, customers.messages_at_most)
    heads = (say("Wave"), say("Group"), say("Written to"), say("Answered"), say("Share"),
             say("Not answered"))  # fmt: skip
    rows = [
        [
            language.text(one.wave),
            language.text(one.label),
            language.number(one.customers),
            language.number(one.answered),
            language.share(one.rate),
            language.number(one.silent),
        ]
        for one in parts
    ]
    table = tables.made(heads, rows, language)
    tables.draw(table, words=2, whole=True)
    st.caption(
        language.text(
            say(
                "Groups as they were written to; a list says who answered, not which message, so"
                " whoever got both counts in both. Groups overlap where customers have several"
                " marks. Wave 3 leaves out who had the most messages allowed: raise the limit to"
                " reach them, too."
            )
        )
    )
    with st.container(horizontal=True, gap="small"):
        st.button(
            language.text(say("Take back the last list")),
            icon=":material/undo:",
            key="answers-take-back",
            on_click=_take_back,
            args=(screen, known.saved_at),
        )
        st.button(
            language.text(say("Forget all answers")),
            icon=":material/delete:",
            key="answers-forget",
            on_click=_take_back,
            args=(screen, None),
        )


def _first_wave(customers: Customers) -> date:
    return min(one.plan.day for one in customers.waves if one.plan.kind.rate)


def _draw_upload(screen: Screen, customers: Customers) -> None:
    language = screen.language
    inputs.name_uploader(language.text(say("Choose files")))
    file = st.file_uploader(
        language.text(say("List of who answered")),
        key=f"answers-{st.session_state.get(UPLOADS, 0)}",
    )
    st.caption(
        language.text(
            say(
                "Click or drop a file here: csv or xlsx with a column of buyers as in your order"
                " lists or in the lists of the waves (buyer_id); where it has them, what they did"
                " (clicked, favourited, cart, reply) and the day. Only the id and what was done are"
                " kept."
            )
        )
    )
    if file is None or screen.dataset is None:
        st.session_state.pop(READ, None)
        return
    try:
        found = _read(screen, file, _first_wave(customers))
    except PlannerError as error:
        st.error(escaped(language.error(error)), icon=":material/error:")
        return
    _draw_found(screen, found)


def _read(screen: Screen, file: UploadedFile, first_wave: date) -> Matched:
    """Return what the list says, read once for each file and data; nothing of it stays on disk."""
    dataset = screen.dataset
    if dataset is None:
        raise ValueError
    key = (file.file_id, dataset.version, first_wave, screen.today)
    known: tuple[object, Matched] | None = st.session_state.get(READ)
    if known is None or known[0] != key:
        path = taken(upload_of(screen, file))
        try:
            lines = read_responses(path, buyer_key(screen.workspace), screen.workspace.spool)
        finally:
            path.unlink(missing_ok=True)
        known = (key, match_responses(dataset, lines, first_wave, screen.today))
        st.session_state[READ] = known
    return known[1]


def _draw_found(screen: Screen, found: Matched) -> None:
    language = screen.language
    st.markdown(escaped(language.text(_told(found))))
    for line in _left_out(found, language):
        st.caption(escaped(line))
    if not found.found:
        empty.say_problems(
            screen,
            [
                say(
                    "No id of this list stands in your order lists. Use the list of the wave with"
                    " its buyer ids, or a column of the same kind as in the orders."
                )
            ],
        )
        return
    st.button(
        language.text(say("Take these answers over")),
        icon=":material/check:",
        type="primary",
        key="answers-keep",
        on_click=_keep,
        args=(screen, found.found),
    )


def _told(found: Matched) -> Message:
    did = listed(
        say("{what}: {count}", what=RESPONSES[key], count=count)
        for key, count in found.counts.items()
    )
    if not found.found:
        return say("Nobody in your order lists is named.")
    return say("{buyers} buyers of your order lists are named. {did}", buyers=found.buyers, did=did)


def _left_out(found: Matched, language: Language) -> Sequence[str]:
    told = [
        say("{lines} lines {why}; they are left out.", lines=count, why=LEFT_OUT[why])
        for why, count in found.left_out.items()
        if count
    ]
    if found.unknown:
        share = found.unknown / (found.unknown + found.buyers)
        told.append(
            say(
                "{ids} ids, {share} of all, stand in no order list and are left out.",
                ids=found.unknown,
                share=Quantity(share, Unit.SHARE),
            )
        )
    return [language.text(one) for one in told]


def _keep(screen: Screen, found: Sequence[tuple[str, str]]) -> None:
    new = keep_responses(screen.workspace, found)
    st.session_state[UPLOADS] = st.session_state.get(UPLOADS, 0) + 1
    st.session_state[SAID] = screen.language.text(
        say("{answers} answers are kept; {known} were known already.",
            answers=new, known=len(found) - new)
    )  # fmt: skip


def _take_back(screen: Screen, saved_at: datetime | None) -> None:
    gone = forget_responses(screen.workspace, saved_at)
    st.session_state[SAID] = screen.language.text(
        say("{answers} answers are forgotten.", answers=gone)
    )
