"""Grids to type in: which cells were changed, their save, and what the last change moved."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from planner.errors import PlannerError
from planner.language import Message, say
from planner.language.messages import Field
from planner.planning import REGISTRY
from planner.ui.state import Screen, error_key, store_in
from planner.ui.text import escaped

PENCIL = "✎"
"""Stands before a row of which something was typed."""
MOVED_AT_MOST = 12
"""Lines that are said of a change: more of them nobody reads."""

Told = Mapping[Hashable, tuple[Message, Field]]
"""What a page says: each number with what it is called."""


@dataclass(frozen=True)
class Typed:
    """A cell that was changed.

    Attributes:
        row: the grid's key of its row.
        column: name of its column.
        before: what stood in it.
        after: what stands in it now; None where it was emptied.
    """

    row: str
    column: str
    before: Any
    after: Any


def changed(before: pd.DataFrame, after: pd.DataFrame, columns: Collection[str]) -> list[Typed]:
    """Return the cells that differ, column by column."""
    return [
        Typed(str(row), name, old, None if is_empty(new) else new)
        for name in columns
        if name in before
        for row, old, new in zip(before.index, before[name], after[name], strict=True)
        if differs(old, new)
    ]


def differs(old: Any, new: Any) -> bool:
    """Return whether a cell was changed; two empty cells are the same.

    >>> differs(None, float("nan")), differs(3, 3.0), differs("", "a")
    (False, False, True)
    """
    if is_empty(old) or is_empty(new):
        return is_empty(old) != is_empty(new)
    return bool(old != new)


def is_empty(cell: Any) -> bool:
    """Return whether nothing stands in a cell; a grid has several ways to say so.

    >>> is_empty(None), is_empty(float("nan")), is_empty(""), is_empty(0), is_empty(False)
    (True, True, True, False, False)
    """
    return cell is None or cell != cell or cell == ""


def save_fields(screen: Screen, values: Mapping[str, object]) -> frozenset[str]:
    """Save fields of the plan in one save and return those that were taken.

    What a field refuses is left out, with the reason kept for it; where the plan was changed
    elsewhere meanwhile, nothing is saved.
    """
    right = {}
    for name, value in values.items():
        try:
            REGISTRY.checked(name, value)
        except PlannerError as error:
            st.session_state[error_key(name)] = screen.language.error(error)
        else:
            right[name] = value
    patches = [screen.plan.patch(name, value) for name, value in right.items()]
    try:
        store_in(screen.workspace).save(screen.plan.plan_id, patches)
    except PlannerError as error:
        for name in right:
            st.session_state[error_key(name)] = screen.language.error(error)
        return frozenset()
    for name in right:
        st.session_state.pop(error_key(name), None)
    return frozenset(right)


def say_refused(names: Collection[str]) -> None:
    """Write why values were refused, each reason once."""
    reasons = (st.session_state.get(error_key(name)) for name in names)
    for reason in dict.fromkeys(str(one) for one in reasons if one):
        st.markdown(f":red[:material/error: {escaped(reason)}]")


# What a change moved -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Change:
    """The last change of a grid.

    Attributes:
        plan_id: of the plan.
        rows: that were typed in.
        typed: cells before and after.
        refused: reasons of what was typed beside and not taken.
        before: what the page said.
        moved: what came of it; None until the page was worked out anew.
    """

    plan_id: str
    rows: frozenset[str]
    typed: tuple[Message, ...]
    refused: tuple[str, ...]
    before: Told
    moved: tuple[Message, ...] | None = None


Tell = Callable[[Collection[str]], Told]
"""Tells what the page says, as far as it depends on rows."""


def keep_change(
    screen: Screen,
    place: str,
    rows: Collection[str],
    typed: Sequence[Message],
    refused: Collection[str],
    tell: Tell,
) -> None:
    """Keep what a page says before it is worked out anew with what was typed.

    Args:
        screen: of the page.
        place: where a session keeps the grid's last change.
        rows: that were typed in.
        typed: cells before and after, see :func:`moved`.
        refused: fields that refused what was typed beside.
        tell: tells what the page says.
    """
    reasons = (st.session_state.pop(error_key(name), None) for name in refused)
    st.session_state[place] = _Change(
        screen.plan.plan_id,
        frozenset(rows),
        tuple(typed),
        tuple(dict.fromkeys(str(one) for one in reasons if one)),
        tell(rows),
    )


def draw_last_change(screen: Screen, place: str, title: Message, tell: Tell) -> None:
    """Say what was typed last and what came of it, until something else is typed."""
    change: _Change | None = st.session_state.get(place)
    # Always in a place of its own: what stands below must not move when it comes.
    with st.container():
        if change is None or change.plan_id != screen.plan.plan_id:
            return
        if change.moved is None:
            # Once, right after the save: what other changes move later is none of its doing.
            change = replace(change, moved=tuple(_effects(change.before, tell(change.rows))))
            st.session_state[place] = change
        language = screen.language
        messages = (*change.typed, *(change.moved or ()))
        lines = [escaped(language.text(one)) for one in messages[:MOVED_AT_MOST]]
        if len(messages) > MOVED_AT_MOST:
            left = say("and {count} more", count=len(messages) - MOVED_AT_MOST)
            lines.append(escaped(language.text(left)))
        head = escaped(language.text(title))
        st.markdown("\n".join((f"**{head}**\n", *(f"- {line}" for line in lines))))
        for reason in change.refused:
            st.markdown(f":red[:material/error: {escaped(reason)}]")


def _effects(before: Told, after: Told) -> list[Message]:
    """Return what differs from what the page said before."""
    return [
        moved(label, before[key][1], now)
        for key, (label, now) in after.items()
        if key in before and before[key][1] != now
    ]


def moved(what: Message, before: Field, after: Field) -> Message:
    """Return that something has changed, from what to what."""
    return say("{what}: {before} → {after}", what=what, before=before, after=after)
