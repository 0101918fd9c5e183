"""The buttons of a form in which something of the manager's own is added, changed or removed."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from planner.language import Language, Message
from planner.ui.plans import act

A_NEW_ONE = ""
"""Is chosen where none of those that are there is to be changed."""


@dataclass(frozen=True)
class Words:
    """What the buttons say, and what is said when it is done.

    Attributes:
        add: the button for a new one.
        added: when it is there.
        save: the button for one that is there.
        saved: when it is changed.
        remove: the other button for it.
        removed: when it is gone.
    """

    add: Message
    added: Message
    save: Message
    saved: Message
    remove: Message
    removed: Message


def draw_buttons(
    language: Language,
    form: str,
    words: Words,
    save: Callable[[], None],
    remove: Callable[[], None] | None,
) -> None:
    """Draw what saves the form, and what removes the thing where there is one.

    Args:
        language: of the reader.
        form: what the keys of its boxes begin with.
        words: what is said.
        save: writes what was typed.
        remove: takes the thing out of the plan; None for a new one.
    """
    with st.container(horizontal=True):
        st.form_submit_button(
            language.text(words.save if remove else words.add),
            type="primary",
            icon=":material/save:" if remove else ":material/add:",
            key=f"{form}-save",
            on_click=act,
            args=(language, save, words.saved if remove else words.added),
        )
        if remove is not None:
            st.form_submit_button(
                language.text(words.remove),
                icon=":material/delete:",
                key=f"{form}-remove",
                on_click=act,
                args=(language, remove, words.removed),
            )
