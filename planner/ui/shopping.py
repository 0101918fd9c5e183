"""The shopping list as a grid: what is typed into it is saved at once."""

from collections.abc import Hashable
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
from planner.ui import grids
from planner.ui.inputs import shown_number, stored_number
from planner.ui.state import Screen

TYPED = (*NUMBERS, "supplier", "owner", "status")
"""Columns that are typed; the others follow."""
OPEN = "open"
"""The status of a task that nobody has begun."""
LAST_CHANGE = "shopping-last-change"
"""Where a session keeps what the list said before the last change of it."""
ITEM_WIDTH = 190
"""Pixels of the column that stays when the others are moved sideways."""


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
                pencil=grids.PENCIL,
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
    typed = grids.changed(table, edited, TYPED)
    lines = {line.item.key: line for line in materials.lines}
    fields = {_field(lines[cell.row], cell.column): cell for cell in typed}
    taken = grids.save_fields(
        screen,
        {field: _stored(screen, field, cell.column, cell.after) for field, cell in fields.items()},
    )
    if taken:
        said = [_typed(screen, lines[cell.row], cell) for name, cell in fields.items()
                if name in taken]  # fmt: skip
        refused = fields.keys() - taken
        grids.keep_change(screen, LAST_CHANGE, lines, said, refused, lambda _: _told(materials))
        st.rerun()
    grids.say_refused(fields)
    title = say("Your last change of this list, and what it moved")
    grids.draw_last_change(screen, LAST_CHANGE, title, lambda _: _told(materials))


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
        "item": f"{grids.PENCIL} {label}" if is_typed else label,
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


def _stored(screen: Screen, field: str, name: str, value: object) -> object:
    """Return what was typed as the plan keeps it."""
    if value is None:
        return None
    if name == "status":
        words = {screen.language.text(word): status for status, word in STATUSES.items()}
        return words[str(value)]
    if name not in NUMBERS:
        return str(value)
    entry, typed = screen.answer.entries[field], float(str(value))
    whole = entry.assumption.whole and typed.is_integer()
    return stored_number(entry, int(typed) if whole else typed)


# What a change moved -----------------------------------------------------------------------------


def _told(materials: Materials) -> grids.Told:
    """Return what the list says of every material, and of all of it."""
    told: dict[Hashable, tuple[Message, Field]] = {}
    for line in materials.lines:
        pairs: tuple[tuple[Message, Field], ...] = (
            (say("To buy"), _counted(line.to_buy.value)),
            (say("Cost"), _money(line.cost.value)),
            (say("Order by"), line.order_by),
        )
        for place, (column, value) in enumerate(pairs):
            told[line.item.key, place] = _in_column(line.item.label, column), value
    told["cost"] = materials.cost.label, _money(materials.cost.value)
    return told


def _in_column(item: Message, column: Message) -> Message:
    return say("{item}, {column}", item=item, column=column)


def _typed(screen: Screen, line: MaterialLine, cell: grids.Typed) -> Message:
    before, after = (_cell(screen, cell.column, one) for one in (cell.before, cell.after))
    return grids.moved(_in_column(line.item.label, headers()[cell.column]), before, after)


def _counted(value: Value | None) -> Quantity:
    return Quantity(value, Unit.COUNT)


def _money(value: Value | None) -> Quantity:
    return Quantity(value, Unit.MONEY)


def _cell(screen: Screen, name: str, value: Any) -> Field:
    """Return a cell as part of a message, so that it is told in the reader's language."""
    if grids.is_empty(value):
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
