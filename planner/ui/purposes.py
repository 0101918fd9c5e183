"""The purposes of the campaign as a list that is put in order by buttons (TGT-5)."""

import streamlit as st

from planner.campaign import PURPOSES, PURPOSES_FIELD, purposes_of, ranked_anew
from planner.language import say
from planner.planning import REGISTRY
from planner.ui.state import Screen, error_key, save_field
from planner.ui.text import escaped

ADD = "add-purpose"


def draw_ranking(screen: Screen) -> None:
    """Draw the chosen purposes, the most important first, and a box to add one.

    Each has its buttons up, down and away; they work with mouse, finger and keyboard alike.
    """
    language, ranked = screen.language, purposes_of(screen.plan)
    for place, purpose in enumerate(ranked):
        _draw_purpose(screen, ranked, place, purpose)
    left = [purpose for purpose in PURPOSES if purpose not in ranked]
    if left:
        st.session_state[ADD] = None  # what was added stands in the list
        setting = REGISTRY.setting(PURPOSES_FIELD)
        st.selectbox(
            language.text(say("Add a purpose")),
            left,
            format_func=lambda purpose: language.text(PURPOSES[purpose]),
            key=ADD,
            placeholder=language.text(say("choose; it comes last until you move it up")),
            help=language.text(setting.help),
            on_change=_add,
            args=(screen, ranked),
            width=360,
        )
    if reason := st.session_state.get(error_key(PURPOSES_FIELD)):
        st.markdown(f":red[:material/error: {escaped(reason)}]")


def _draw_purpose(screen: Screen, ranked: tuple[str, ...], place: int, purpose: str) -> None:
    language = screen.language
    name = language.text(PURPOSES[purpose])
    buttons = (
        ("up", "▲", say("Move up: {purpose}", purpose=name), place - 1, place == 0),
        ("down", "▼", say("Move down: {purpose}", purpose=name), place + 1,
         place == len(ranked) - 1),
        ("away", "✕", say("Take out: {purpose}", purpose=name), None, False),
    )  # fmt: skip
    row = st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"purpose-{purpose}"
    )
    with row:
        st.markdown(f"{place + 1}. {escaped(name)}", width="stretch")
        for kind, sign, told, to, useless in buttons:
            st.button(
                sign,
                key=f"{kind}-{purpose}",
                help=language.text(told),
                disabled=useless,
                on_click=_rank,
                args=(screen, ranked, purpose, to),
            )


def _add(screen: Screen, ranked: tuple[str, ...]) -> None:
    _rank(screen, ranked, str(st.session_state[ADD]), len(ranked))


def _rank(screen: Screen, ranked: tuple[str, ...], purpose: str, place: int | None) -> None:
    stored = ranked_anew(ranked, purpose, place) or None
    save_field(screen.workspace, screen.plan, PURPOSES_FIELD, stored, screen.language)
