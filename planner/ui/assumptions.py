"""Every number the plan is built on: found, understood, changed, reset, and what it moves."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from planner.figures import SOURCES, Entry, Measured, Origin, origin_of, walk
from planner.language import Language, Message, Quantity, say
from planner.planning import Answer
from planner.planning.sensitivity import (
    Move,
    Sensitivity,
    all_sensitivities,
    sensitivity,
    share_of,
    unedited,
)
from planner.tables import Dataset
from planner.ui import empty
from planner.ui.comparison import difference_text
from planner.ui.inputs import INPUT_WIDTH, ROOMS, number_input, reset, select
from planner.ui.state import Screen, error_key
from planner.ui.text import escaped

TEXT_WIDTH = 430
EVERY_ROOM = "every"
OPENED = "opened-moves"
"""Where a session keeps the assumption whose effect is shown."""
STRONGEST = 12
SHOWN = "assumptions-shown"
"""Where a session keeps how many entries it wants to see."""
SHOWN_AT_FIRST = 60


def draw(screen: Screen) -> None:
    """Draw the search, what moves most, and the entries that were found, room by room."""
    empty.say_what_stays_open(
        screen,
        say(
            "Until then nothing follows from these numbers: what each moves cannot be told, nor"
            " what your sheets would say instead of a default."
        ),
    )
    chosen = _filters(screen)
    entries = screen.answer.entries
    found = [name for name, entry in entries.items() if chosen(entry)]
    edited = sum(entry.origin is Origin.EDITED for entry in entries.values())
    told = sum(entry.origin is Origin.SHEET for entry in entries.values())
    st.caption(
        screen.language.text(
            say(
                "{found} of {all} assumptions · {edited} changed · {sheets} from your sheets",
                found=len(found),
                all=len(entries),
                edited=edited,
                sheets=told,
            )
        )
    )
    _draw_strongest(screen)
    shown = _in_order(found, entries)[: st.session_state.get(SHOWN, SHOWN_AT_FIRST)]
    sheets_say = _unedited(screen)
    for room, names in groupby(shown, key=lambda name: entries[name].assumption.room):
        st.subheader(screen.language.text(ROOMS[room]), anchor=False)
        for name in names:
            _draw_entry(screen, entries[name], sheets_say.get(name))
    _offer_more(screen, len(shown), len(found))


def _in_order(found: Sequence[str], entries: Mapping[str, Entry]) -> list[str]:
    """Return what was found room by room; of all first what a refused value stands in."""
    rooms = list(ROOMS)

    def place(name: str) -> tuple[bool, int]:
        return error_key(name) not in st.session_state, rooms.index(entries[name].assumption.room)

    return sorted(found, key=place)


def _offer_more(screen: Screen, shown: int, found: int) -> None:
    """Draw what shows the rest: all at once would keep every click waiting."""
    if shown < found:
        st.button(
            screen.language.text(
                say("Show {count} more", count=min(found - shown, SHOWN_AT_FIRST))
            ),
            icon=":material/expand_more:",
            key="more-assumptions",
            on_click=lambda: st.session_state.update({SHOWN: shown + SHOWN_AT_FIRST}),
        )


# Finding ------------------------------------------------------------------------------------------


def _filters(screen: Screen) -> Callable[[Entry], bool]:
    """Draw the filters and return which entries they let through.

    An entry whose typed value was refused is always let through: it would be forgotten otherwise.
    """
    language = screen.language
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        wanted = st.text_input(
            language.text(say("Search")),
            placeholder=language.text(say("a word or a source such as STF-10")),
            icon=":material/search:",
            key="search-assumptions",
            width=300,
        ).casefold()
        room = select(
            language.text(say("Room")),
            [EVERY_ROOM, *ROOMS],
            lambda one: language.text(ROOMS.get(one, say("All rooms"))),
            key="filter-room",
            first=EVERY_ROOM,
            width=200,
        )
        only_edited = st.toggle(language.text(say("Only changed")), key="only-edited")
        only_sheets = st.toggle(language.text(say("Only from my sheets")), key="only-sheets")
    origins = {Origin.EDITED: only_edited, Origin.SHEET: only_sheets}

    def chosen(entry: Entry) -> bool:
        if error_key(entry.key) in st.session_state:
            return True
        return (
            (not wanted or wanted in _searched(entry, language))
            and (room in (EVERY_ROOM, entry.assumption.room))
            and (not any(origins.values()) or origins.get(entry.origin, False))
        )

    return chosen


def _searched(entry: Entry, language: Language) -> str:
    words = (language.text(entry.label), language.text(entry.assumption.help))
    return " ".join((*words, entry.assumption.source, entry.key)).casefold()


# An entry -----------------------------------------------------------------------------------------


def _draw_entry(screen: Screen, entry: Entry, sheets_say: Entry | None) -> None:
    language = screen.language
    with st.container(
        border=True,
        horizontal=True,
        gap="medium",
        key=f"entry-{entry.key.replace('.', '-')}",
    ):
        with st.container(width=INPUT_WIDTH):
            number_input(screen, entry.key)
            if entry.origin is Origin.EDITED:
                st.button(
                    language.text(say("Reset")),
                    icon=":material/undo:",
                    type="tertiary",
                    key=f"reset-{entry.key}",
                    on_click=reset,
                    args=(screen, entry.key),
                )
        st.markdown(
            screen.once(("facts", entry.key), lambda: _described(entry, sheets_say, language)),
            width=TEXT_WIDTH,
        )
        if screen.answer.rooms is not None and entry.value is not None:
            st.button(
                language.text(say("What does it move?")),
                icon=":material/swap_vert:",
                type="tertiary",
                key=f"moves-{entry.key}",
                on_click=_open,
                args=(entry.key,),
            )
        if st.session_state.get(OPENED) == entry.key and screen.answer.rooms is not None:
            _draw_moves(screen, entry)


def _open(name: str) -> None:
    """Show the effect of an assumption, or put it away again."""
    st.session_state[OPENED] = None if st.session_state.get(OPENED) == name else name


def _described(entry: Entry, sheets_say: Entry | None, language: Language) -> str:
    """Return what an entry is and its facts, in one piece: a page of some 90 draws each at once."""
    facts = [escaped(language.text(one)) for one in _facts(entry, sheets_say)]
    small = [f":small[:gray[{fact}]]" for fact in facts]
    return "  \n".join([escaped(language.text(entry.assumption.help)), *small])


def _facts(entry: Entry, sheets_say: Entry | None) -> list[Message]:
    """Return default and bounds, the source with what it says, and what the sheets say."""
    one = entry.assumption
    source = SOURCES[one.source]
    default = say("no default")
    if one.default is not None:
        default = say("default {default}", default=Quantity(one.default, one.unit))
    facts = [
        say(
            "{default} · {low} to {high}",
            default=default,
            low=Quantity(one.low, one.unit),
            high=Quantity(one.high, one.unit),
        ),
        say(
            "{source}: {statement} ({origin})",
            source=one.source,
            statement=source.statement,
            origin=source.origin,
        ),
    ]
    if entry.origin is Origin.SHEET:
        facts.append(_told_by_sheets(entry))
    if sheets_say is not None:
        facts.append(
            say(
                "your sheets say {value}; a reset brings it back",
                value=Quantity(sheets_say.value, one.unit),
            )
        )
    return facts


def _told_by_sheets(entry: Entry) -> Message:
    """Return what the sheets say, and where it was counted."""
    said = say("your sheets say {value}", value=Quantity(entry.value, entry.unit))
    basis = entry.basis
    counted = (
        next((one for one in walk(basis) if isinstance(one, Measured)), None) if basis else None
    )
    if counted is None:
        return said
    return say("{said}: {counted}", said=said, counted=origin_of(counted))


# What it moves ------------------------------------------------------------------------------------


def _draw_moves(screen: Screen, entry: Entry) -> None:
    """Draw the key figures that follow when an assumption is moved by a tenth."""
    language = screen.language
    found = _moves(
        screen.workspace.key,
        screen.plan.plan_id,
        screen.plan.version,
        screen.answer.version,
        screen.today.isoformat(),
        entry.key,
        screen.answer,
        screen.dataset,
    )
    with st.container(width="stretch", key="moves"):
        if not found.moves_anything:
            st.caption(language.text(say("A tenth more or less moves none of the key figures.")))
            return
        st.dataframe(_moves_table(found, entry, language), hide_index=True)


def _moves_table(found: Sensitivity, entry: Entry, language: Language) -> pd.DataFrame:
    """Return a row a key figure: now, and how it changes either way."""
    moves = [move for move in (found.down, found.up) if move is not None]
    keys = {pair.key: pair for move in moves for pair in move.figures}
    return pd.DataFrame(
        {
            language.text(say("Key figure")): [language.text(one.label) for one in keys.values()],
            language.text(say("Now")): [
                language.quantity(one.a, one.unit) for one in keys.values()
            ],
            **{
                language.text(say("at {value}", value=Quantity(move.value, entry.unit))): _column(
                    move, list(keys), language
                )
                for move in moves
            },
        }
    )


def _column(move: Move, keys: list[str], language: Language) -> list[str]:
    """Return what becomes of each figure; "=" where it stays."""
    pairs = {pair.key: pair for pair in move.figures}
    return [
        f"{language.quantity(pair.b, pair.unit)} ({difference_text(pair, language)})"
        if (pair := pairs.get(key))
        else "="
        for key in keys
    ]


@st.cache_resource(max_entries=128, show_spinner=False)
def _moves(
    workspace_key: str,
    plan_id: str,
    plan_version: int,
    data_version: str | None,
    today: str,
    name: str,
    _answer: Answer,
    _dataset: Dataset | None,
) -> Sensitivity:
    return sensitivity(_answer, _dataset, name)


def _draw_strongest(screen: Screen) -> None:
    """Draw which assumptions move most, when asked for: the whole plan is answered for each."""
    language = screen.language
    if screen.answer.rooms is None:
        return
    key = (
        screen.workspace.key,
        screen.plan.plan_id,
        screen.plan.version,
        screen.answer.version,
        screen.today,
    )
    with st.expander(
        language.text(say("What moves most")), icon=":material/swap_vert:", key="strongest"
    ):
        known = _known().get(key)
        if known is None and st.button(
            language.text(say("Move each assumption by a tenth and see")),
            icon=":material/play_arrow:",
            key="find-strongest",
        ):
            known = _find(screen)
            _remember(key, known)
        if known is None:
            st.caption(
                language.text(
                    say(
                        "Answers the whole plan twice for each of the {count} assumptions; may take"
                        " half a minute.",
                        count=len(screen.answer.entries),
                    )
                )
            )
            return
        st.dataframe(_strongest_table(known, screen), hide_index=True, height="content")


KEPT = 8


@st.cache_resource(max_entries=1, show_spinner=False)
def _known() -> dict[object, Mapping[str, Sensitivity]]:
    """Return what was found for the last plans, shared by all sessions."""
    return {}


def _remember(key: object, found: Mapping[str, Sensitivity]) -> None:
    known = _known()
    known[key] = found
    while len(known) > KEPT:
        known.pop(next(iter(known)), None)


def _find(screen: Screen) -> Mapping[str, Sensitivity]:
    """Move every assumption, with a bar that says how far it is."""
    bar = st.progress(0.0)

    def told(done: int, count: int) -> None:
        bar.progress(
            done / count,
            text=screen.language.text(say("{done} of {all} assumptions", done=done, all=count)),
        )

    try:
        return all_sensitivities(screen.answer, screen.dataset, told)
    finally:
        bar.empty()


def _strongest_table(found: Mapping[str, Sensitivity], screen: Screen) -> pd.DataFrame:
    """Return the assumptions that move most, each with the figure that follows it most."""
    language = screen.language
    rows = [
        (
            language.text(screen.answer.entries[name].label),
            language.quantity(screen.answer.entries[name].value, screen.answer.entries[name].unit),
            language.share(one.largest_share()),
            _told(one.down, screen.answer.entries[name], language),
            _told(one.up, screen.answer.entries[name], language),
        )
        for name, one in list(found.items())[:STRONGEST]
        if one.moves_anything
    ]
    headers = (
        say("Assumption"),
        say("Value"),
        say("Largest change"),
        say("A tenth less"),
        say("A tenth more"),
    )
    return pd.DataFrame(rows, columns=[language.text(header) for header in headers])


def _told(move: Move | None, entry: Entry, language: Language) -> str:
    """Return what happens on one side: the figure that follows most."""
    if move is None:
        return language.text(say("at its bound"))
    value = language.quantity(move.value, entry.unit)
    if not move.figures:
        return f"{value}: ="
    pair = max(move.figures, key=share_of)
    return f"{value}: {language.text(pair.label)} {difference_text(pair, language)}"


# What a reset would bring back --------------------------------------------------------------------


def _unedited(screen: Screen) -> Mapping[str, Entry]:
    return _unedited_of(
        screen.workspace.key,
        screen.plan.plan_id,
        screen.plan.version,
        screen.answer.version,
        screen.today.isoformat(),
        screen.answer,
        screen.dataset,
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _unedited_of(
    workspace_key: str,
    plan_id: str,
    plan_version: int,
    data_version: str | None,
    today: str,
    _answer: Answer,
    _dataset: Dataset | None,
) -> Mapping[str, Entry]:
    return unedited(_answer, _dataset)
