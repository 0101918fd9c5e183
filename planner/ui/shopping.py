"""The shopping list as a grid: what is typed into it is saved at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from planner.checklist import Task
from planner.figures import Origin, Value
from planner.language import Language, Message, Quantity, Unit, say
from planner.language.messages import Field
from planner.materials import NUMBERS, MaterialLine, Materials
from planner.planning import REGISTRY, STATUSES
from planner.ui.inputs import shown_number, stored_number
from planner.ui.state import Screen, error_key, save_field
from planner.ui.text import escaped

TYPED = (*NUMBERS, "supplier", "owner", "status")
"""Columns that are typed; the others follow."""
OPEN = "open"
"""The status of a task that nobody has begun."""
LAST_CHANGE = "shopping-last-change"
"""Where a session keeps what the list said before the last change of it."""
ITEM_WIDTH = 190
"""Pixels of the column that stays when the others are moved sideways."""
PENCIL = "✎"
"""Stands before a material of which a number was typed."""


def headers() -> dict[str, Message]:
    """Return the columns of the shopping list by name, in order."""
    return {
        "item": say("Material"),
        "need": say("Need"),
        "need_p95": say("Need, P95"),
        "measure": say("Measure"),
        "in_stock": say("In stock"),
        "pack_size": say("Pack size"),
        "packs": say("Packs"),
        "to_buy": say("To buy"),
        "unit_price": say("Price"),
        "cost": say("Cost"),
        "supplier": say("Supplier"),
        "lead_time_days": say("Lead time (days)"),
        "order_by": say("Order by"),
        "owner": say("Owner"),
        "status": say("Status"),
        "follows": say("Follows"),
    }


def draw(screen: Screen, materials: Materials) -> None:
    """Draw the grid; an edited cell is saved, the list worked out anew, and what moved is said."""
    language = screen.language
    st.subheader(language.text(say("Shopping list")), anchor=False)
    st.caption(
        language.text(
            say(
                "Stock, packs, prices, suppliers, lead times, owners and status can be typed in; an"
                " emptied cell goes back to its default. {pencil} = a number was typed.",
                pencil=PENCIL,
            )
        )
    )
    table = shopping_table(screen, materials)
    decimals = max((_decimals(price) for price in table["unit_price"]), default=2)
    # A new key after every save: the grid starts from the saved values, so no edit is lost.
    key = f"shopping-{screen.plan.plan_id}-{screen.plan.version}-{screen.answer.version}"
    edited = st.data_editor(
        table,
        key=key,
        hide_index=True,
        placeholder="–",
        height="content",
        disabled=[name for name in table.columns if name not in TYPED],
        column_config={
            name: _column(name, language.text(header), language, decimals)
            for name, header in headers().items()
        },
    )
    changed = [
        (line, name, edited.at[line.item.key, name])
        for line in materials.lines
        for name in TYPED
        if _differs(table.at[line.item.key, name], edited.at[line.item.key, name])
    ]
    taken = [one for one in changed if _save(screen, *one)]
    if taken:
        _keep_change(screen, materials, table, edited, taken)
        st.rerun()
    for line, name, _ in changed:
        if reason := st.session_state.get(error_key(_field(line, name))):
            st.markdown(f":red[:material/error: {escaped(reason)}]")
    _draw_last_change(screen, materials)


def shopping_table(screen: Screen, materials: Materials) -> pd.DataFrame:
    """Return the shopping list, one row a material, by its key."""
    language = screen.language
    tasks = {task.material: task for task in screen.checklist.tasks if task.material}
    rows = [_row(screen, line, tasks.get(line.item.key), language) for line in materials.lines]
    keys = [line.item.key for line in materials.lines]
    return pd.DataFrame(rows, index=keys, columns=list(headers()))


def _row(
    screen: Screen, line: MaterialLine, task: Task | None, language: Language
) -> dict[str, object]:
    entries = {name: screen.answer.entries[line.item.field(name)] for name in NUMBERS}
    is_typed = any(entry.origin is Origin.EDITED for entry in entries.values())
    label = language.text(line.item.label)
    # With nothing to buy there is no task, yet what was typed stays.
    owner, status = (
        _field(line, "owner"),
        REGISTRY.choice(screen.plan.values, _field(line, "status")),
    )
    return {
        "item": f"{PENCIL} {label}" if is_typed else label,
        "measure": language.text(line.item.measure),
        "follows": language.text(line.item.follows),
        "need": line.need.value,
        "need_p95": line.need_p95.value,
        **{name: shown_number(entry) for name, entry in entries.items()},
        "packs": line.packs.value,
        "to_buy": line.to_buy.value,
        "cost": None if line.cost.value is None else float(line.cost.value),
        "supplier": line.supplier or "",
        "order_by": line.order_by,
        "owner": language.field(task.responsible) if task else screen.plan.text(owner) or "",
        "status": language.text(STATUSES[status]) if task or status != OPEN else None,
    }


def _field(line: MaterialLine, name: str) -> str:
    if name in ("owner", "status"):
        return f"checklist.order_{line.item.key}.{name}"
    return line.item.field(name)


def _save(screen: Screen, line: MaterialLine, name: str, value: object) -> bool:
    field = _field(line, name)
    stored = _stored(screen, field, name, value)
    return save_field(screen.workspace, screen.plan, field, stored, screen.language)


def _stored(screen: Screen, field: str, name: str, value: object) -> object:
    """Return what was typed as the plan keeps it."""
    if value is None or value != value or value == "":
        return None
    if name == "status":
        words = {screen.language.text(word): status for status, word in STATUSES.items()}
        return words[str(value)]
    if name not in NUMBERS:
        return str(value)
    entry, typed = screen.answer.entries[field], float(str(value))
    whole = entry.assumption.whole and typed.is_integer()
    return stored_number(entry, int(typed) if whole else typed)


def _differs(old: object, new: object) -> bool:
    """Return whether a cell was changed; two empty cells are the same."""
    empty_old, empty_new = (one is None or one != one or one == "" for one in (old, new))
    return empty_old != empty_new if empty_old or empty_new else old != new


# What a change moved -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Said:
    """What the list said of a material."""

    to_buy: Value | None
    cost: Value | None
    order_by: date


@dataclass(frozen=True)
class _Change:
    """The last change of the list.

    Attributes:
        plan_id: of the plan.
        typed: material, column, and the cell before and after.
        before: what the list said of every material.
        cost: of all of it.
        moved: what came of it; None until the list was worked out anew.
    """

    plan_id: str
    typed: tuple[tuple[Message, Message, Field, Field], ...]
    before: Mapping[str, _Said]
    cost: Value | None
    moved: tuple[Message, ...] | None = None


def _said(materials: Materials) -> Mapping[str, _Said]:
    return {
        line.item.key: _Said(line.to_buy.value, line.cost.value, line.order_by)
        for line in materials.lines
    }


def _keep_change(
    screen: Screen,
    materials: Materials,
    before: pd.DataFrame,
    after: pd.DataFrame,
    taken: list[tuple[MaterialLine, str, Any]],
) -> None:
    typed = tuple(
        (
            line.item.label,
            headers()[name],
            _cell(screen, name, before.at[line.item.key, name]),
            _cell(screen, name, after.at[line.item.key, name]),
        )
        for line, name, _ in taken
    )
    st.session_state[LAST_CHANGE] = _Change(
        screen.plan.plan_id, typed, _said(materials), materials.cost.value
    )


def _draw_last_change(screen: Screen, materials: Materials) -> None:
    """Say what was typed last and what came of it, until something else is typed."""
    change: _Change | None = st.session_state.get(LAST_CHANGE)
    with st.container():
        if change is None or change.plan_id != screen.plan.plan_id:
            return
        if change.moved is None:
            # Once, right after the save: what other changes move later is none of its doing.
            change = replace(change, moved=tuple(_effects(change, materials)))
            st.session_state[LAST_CHANGE] = change
        language = screen.language
        messages = (*(_moved(*one) for one in change.typed), *(change.moved or ()))
        lines = [escaped(language.text(message)) for message in messages]
        title = escaped(language.text(say("Your last change of this list, and what it moved")))
        st.markdown("\n".join((f"**{title}**\n", *(f"- {line}" for line in lines))))


def _effects(change: _Change, materials: Materials) -> Iterator[Message]:
    """Yield what differs from what the list said before the change."""
    said = _said(materials)
    for line in materials.lines:
        old, new = change.before.get(line.item.key), said[line.item.key]
        if old is None:
            continue
        pairs: tuple[tuple[Message, Field, Field], ...] = (
            (say("To buy"), _counted(old.to_buy), _counted(new.to_buy)),
            (say("Cost"), _money(old.cost), _money(new.cost)),
            (say("Order by"), old.order_by, new.order_by),
        )
        yield from (
            _moved(line.item.label, label, before, after)
            for label, before, after in pairs
            if before != after
        )
    before, after = _money(change.cost), _money(materials.cost.value)
    if before != after:
        yield _moved(materials.cost.label, None, before, after)


def _counted(value: Value | None) -> Quantity:
    return Quantity(value, Unit.COUNT)


def _money(value: Value | None) -> Quantity:
    return Quantity(value, Unit.MONEY)


def _moved(item: Message, column: Message | None, before: Field, after: Field) -> Message:
    told = say("{item}, {column}", item=item, column=column) if column else item
    return say("{what}: {before} → {after}", what=told, before=before, after=after)


def _cell(screen: Screen, name: str, value: Any) -> Field:
    """Return a cell as part of a message, so that it is told in the reader's language."""
    if value is None or value != value or value == "":
        return None
    if name == "status":
        return STATUSES[str(_stored(screen, "", name, value))]
    if name == "unit_price":
        return f"{float(value):.4f}".rstrip("0").rstrip(".")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _decimals(price: float | None) -> int:
    """Return the decimals that a price takes, two at least and four at most.

    >>> _decimals(1299.5), _decimals(0.034), _decimals(None)
    (2, 3, 2)
    """
    if price is None or price != price:
        return 2
    return max(2, len(f"{price:.4f}".rstrip("0").partition(".")[2]))


def _column(name: str, header: str, language: Language, decimals: int) -> ColumnConfig:
    match name:
        case "cost":
            return st.column_config.NumberColumn(header, format=f"{language.symbol}%.2f")
        case "unit_price":
            return st.column_config.NumberColumn(
                header, format=f"{language.symbol}%.{decimals}f", min_value=0
            )
        case "order_by":
            return st.column_config.DateColumn(header, format="YYYY-MM-DD")
        case "status":
            return st.column_config.SelectboxColumn(
                header, options=[language.text(word) for word in STATUSES.values()]
            )
        case "item":
            return st.column_config.TextColumn(header, pinned=True, width=ITEM_WIDTH)
        case "measure" | "follows" | "supplier" | "owner":
            return st.column_config.TextColumn(header)
        case _:
            return st.column_config.NumberColumn(header, format="localized")
