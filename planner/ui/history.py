"""What happened to a plan, save by save, and the ways back."""

import streamlit as st

from planner.campaign import Change, Save, last_to_undo
from planner.language import Language, Message, say
from planner.planning.compare import field_label, shown_value
from planner.ui.plans import act, store_of
from planner.ui.state import Screen
from planner.ui.text import escaped

SHOWN_AT_FIRST = 15
FIRST_VERSION = 1


def draw_history(screen: Screen) -> None:
    """Draw the saves of the plan that is shown, newest first, each with the way back."""
    language = screen.language
    saves = store_of(screen).saves(screen.plan.plan_id)
    st.caption(
        language.text(
            say("Who made a change is not known: the planner has no accounts. Undoing is recorded.")
        )
    )
    newest = last_to_undo(saves)
    st.button(
        language.text(say("Undo the last save")),
        icon=":material/undo:",
        key="undo",
        disabled=newest is None,
        on_click=_take_back,
        args=(screen, newest),
    )
    everything = len(saves) <= SHOWN_AT_FIRST or st.toggle(
        language.text(say("Show all {count} saves", count=len(saves))), key="all-saves"
    )
    for save in saves if everything else saves[:SHOWN_AT_FIRST]:
        _draw_save(screen, save)
    if everything and all(save.version != FIRST_VERSION for save in saves):
        _draw_beginning(screen)


def _take_back(screen: Screen, save: Save) -> None:
    act(
        screen.language,
        lambda: _done(store_of(screen).take_back(screen.plan.plan_id, save.version)),
        say("Version {version} was taken back.", version=save.version),
    )


def _go_back(screen: Screen, version: int) -> None:
    act(
        screen.language,
        lambda: _done(store_of(screen).go_back(screen.plan, version)),
        say("Everything is as it was at version {version}.", version=version),
    )


def _done(_: object) -> None:
    """Let go of the saved plan: the next run reads it."""


def _draw_save(screen: Screen, save: Save) -> None:
    language = screen.language
    with st.container(border=True, gap="xsmall", key=f"save-{save.version}"):
        title = say("Version {version} · {moment}", version=save.version, moment=save.saved_at)
        st.markdown(f"**{escaped(language.text(title))}**")
        if what := _what_it_was(save):
            st.caption(escaped(language.text(what)))
        st.markdown("\n".join(f"- {change_text(change, language)}" for change in save.changes))
        with st.container(horizontal=True, gap="small"):
            if not save.is_taken_back and save.version != FIRST_VERSION:
                st.button(
                    language.text(say("Take back")),
                    icon=":material/undo:",
                    type="tertiary",
                    key=f"take-back-{save.version}",
                    on_click=_take_back,
                    args=(screen, save),
                )
            _draw_way_back(screen, save.version)


def _draw_beginning(screen: Screen) -> None:
    """Draw the empty plan that everything began with."""
    language = screen.language
    made_at = next(
        one.created_at for one in screen.plans if one.plan.plan_id == screen.plan.plan_id
    )
    with st.container(border=True, gap="xsmall", key="save-first"):
        title = say("Version {version} · {moment}", version=FIRST_VERSION, moment=made_at)
        st.markdown(f"**{escaped(language.text(title))}**")
        st.caption(language.text(say("the plan was made, empty")))
        _draw_way_back(screen, FIRST_VERSION)


def _draw_way_back(screen: Screen, version: int) -> None:
    if version == screen.plan.version:
        return
    st.button(
        screen.language.text(say("Back to this version")),
        icon=":material/history:",
        type="tertiary",
        key=f"go-back-{version}",
        on_click=_go_back,
        args=(screen, version),
    )


def _what_it_was(save: Save) -> Message | None:
    if save.is_taken_back:
        return say("taken back since")
    if save.takes_back is not None:
        return say("took version {version} back", version=save.takes_back)
    if save.goes_back_to is not None:
        return say("went back to version {version}", version=save.goes_back_to)
    if save.version == FIRST_VERSION:
        return say("the plan was made with this")
    return None


def change_text(change: Change, language: Language) -> str:
    """Return one field's change as Markdown: the field, what it held, what it holds."""
    label = language.text(field_label(change.name))
    old = language.field(shown_value(change.name, change.old))
    new = language.field(shown_value(change.name, change.new))
    return f"{escaped(label)}: {escaped(old)} → **{escaped(new)}**"
