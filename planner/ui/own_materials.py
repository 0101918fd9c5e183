"""Materials of the manager's own: added, changed and removed in one form."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from planner.campaign import is_own, new_own_id
from planner.figures import Entry, Origin
from planner.language import Message, say
from planner.materials import (
    NUMBERS,
    OWN_DRIVERS,
    MaterialLine,
    patches_to_remove,
    patches_to_write,
)
from planner.planning import REGISTRY
from planner.ui import inputs
from planner.ui.own_form import A_NEW_ONE, Words, draw_buttons
from planner.ui.plans import store_of
from planner.ui.state import Screen

WORDS = Words(
    add=say("Add the material"),
    added=say("The material is in the list."),
    save=say("Save the material"),
    saved=say("The material is saved."),
    remove=say("Remove the material"),
    removed=say("The material is removed; the page Plans brings it back."),
)
_LABELS: Mapping[str, Message] = {
    "label": say("Material"),
    "measure": say("Measure"),
    "follows": say("Follows"),
    "supplier": say("Supplier"),
    "use": say("How much each takes"),
    "in_stock": say("In stock"),
    "pack_size": say("Pack size"),
    "unit_price": say("Price"),
    "lead_time_days": say("Lead time (days)"),
}


def draw(screen: Screen) -> None:
    """Draw the form, folded away until somebody asks for it."""
    language, rooms = screen.language, screen.answer.rooms
    lines = rooms.materials.lines if rooms else ()
    own = {line.item.key: line for line in lines if is_own(line.item.key)}
    with st.expander(language.text(say("Your own materials")), icon=":material/add_shopping_cart:"):
        chosen = inputs.select(
            language.text(say("Which material?")),
            [A_NEW_ONE, *own],
            lambda key: language.text(own[key].item.label if key in own else say("A new material")),
            key="own-material",
            first=A_NEW_ONE,
        )
        _draw_form(screen, own.get(chosen))


def _draw_form(screen: Screen, line: MaterialLine | None) -> None:
    language = screen.language
    # A new form after every save: it begins with what is saved.
    key = line.item.key if line else "new"
    form = f"own-material-{key}-{screen.plan.version}"
    keys = {name: f"{form}-{name}" for name in _LABELS}
    # A box keeps the words of the language that it was first drawn in.
    keys["follows"] += f"-{language.code}"
    words = {name: language.text(label) for name, label in _LABELS.items()}
    field = f"materials.{key}."
    with st.form(form, border=False):
        with st.container(horizontal=True):
            for name in ("label", "measure", "supplier"):
                typed = screen.plan.text(f"{field}{name}") or ""
                st.text_input(words[name], typed, key=keys[name], width=inputs.INPUT_WIDTH)
            drivers = list(OWN_DRIVERS)
            follows = REGISTRY.choice(screen.plan.values, f"{field}follows") if line else drivers[0]
            st.selectbox(
                words["follows"],
                drivers,
                drivers.index(follows),
                format_func=lambda one: language.text(OWN_DRIVERS[one]),
                key=keys["follows"],
                width=inputs.INPUT_WIDTH,
            )
        with st.container(horizontal=True):
            for name, entry in _numbers(screen, line).items():
                shown = inputs.shown_number(entry)
                st.number_input(words[name], value=shown, key=keys[name], width=inputs.INPUT_WIDTH)
        draw_buttons(
            language,
            form,
            WORDS,
            lambda: _write(screen, line, keys),
            (lambda: _remove(screen, line)) if line else None,
        )


def _numbers(screen: Screen, line: MaterialLine | None) -> Mapping[str, Entry]:
    """Return the numbers of a material, those of a new one by their defaults."""
    names = {name: f"materials.{line.item.key if line else NEW}.{name}" for name in _TYPED}
    entries = screen.answer.entries if line else REGISTRY.entries({f"materials.{NEW}.label": "–"})
    return {name: entries[field] for name, field in names.items()}


_TYPED = ("use", *NUMBERS)
NEW = "own.new"
"""Stands for a material that is still to be added."""


def _write(screen: Screen, line: MaterialLine | None, keys: Mapping[str, str]) -> None:
    typed: dict[str, Any] = {name: st.session_state[key] for name, key in keys.items()}
    numbers = _numbers(screen, line)
    for name, entry in numbers.items():
        if entry.origin is not Origin.EDITED and typed[name] == inputs.shown_number(entry):
            typed[name] = None  # a default that nobody touched stays one
        if typed[name] is not None:
            typed[name] = inputs.stored_number(entry, typed[name])
    key = line.item.key if line else new_own_id()
    store_of(screen).save(screen.plan.plan_id, patches_to_write(screen.plan, key, typed))


def _remove(screen: Screen, line: MaterialLine) -> None:
    patches = patches_to_remove(screen.plan, line.item.key)
    store_of(screen).save(screen.plan.plan_id, patches)
