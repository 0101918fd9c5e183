"""The shopping list as a grid: what is typed into it is saved at once."""

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from planner.figures import Figure
from planner.language import say
from planner.materials import Materials
from planner.ui.inputs import shown_number, stored_number
from planner.ui.state import Screen, error_key, save_field
from planner.ui.tables import MATERIAL_INPUTS, material_headers, material_table
from planner.ui.text import escaped


def draw(screen: Screen, materials: Materials) -> None:
    """Draw the grid; an edited cell is saved and the list worked out anew."""
    language = screen.language
    st.subheader(language.text(say("Shopping list")), anchor=False)
    st.caption(
        language.text(
            say("Columns with a pencil can be typed in; an emptied cell goes back to its default.")
        )
    )
    values: dict[str, dict[str, object]] = {
        line.item.key: {
            name: shown_number(screen.answer.entries[_field(line.item.key, name)])
            for name in MATERIAL_INPUTS
        }
        for line in materials.lines
    }
    table = material_table(materials, values, language)
    # A new key after every save: the grid starts from the saved values, so no edit is lost.
    key = f"shopping-{screen.plan.plan_id}-{screen.plan.version}-{screen.answer.version}"
    edited = st.data_editor(
        table,
        key=key,
        hide_index=True,
        placeholder="–",
        disabled=[name for name in table.columns if name not in MATERIAL_INPUTS],
        column_config={
            name: _column(name, language.text(header), language.symbol)
            for name, header in material_headers().items()
        },
    )
    changed = [
        (_field(str(item), name), edited.at[item, name])
        for item in table.index
        for name in MATERIAL_INPUTS
        if _differs(table.at[item, name], edited.at[item, name])
    ]
    taken = [_save(screen, field, value) for field, value in changed]
    if any(taken):
        st.rerun()
    for field, _ in changed:
        if reason := st.session_state.get(error_key(field)):
            st.markdown(f":red[:material/error: {escaped(reason)}]")


def figures(materials: Materials) -> list[Figure]:
    """Return the figures of the list in reading order."""
    lines = [figure for line in materials.lines for figure in (line.need, line.to_buy)]
    return [*materials.drivers.values(), *lines, materials.cost]


def _field(item: str, name: str) -> str:
    return f"materials.{item}.{name}"


def _save(screen: Screen, field: str, value: object) -> bool:
    entry = screen.answer.entries[field]
    typed = None if value is None or value != value else float(str(value))
    if typed is not None and entry.assumption.whole and typed.is_integer():
        typed = int(typed)
    stored = None if typed is None else stored_number(entry, typed)
    return save_field(screen.workspace, screen.plan, field, stored, screen.language)


def _differs(old: object, new: object) -> bool:
    """Return whether a cell was changed; two empty cells are the same."""
    empty_old, empty_new = old is None or old != old, new is None or new != new
    return empty_old != empty_new if empty_old or empty_new else old != new


def _column(name: str, header: str, symbol: str) -> ColumnConfig:
    match name:
        case "cost":
            return st.column_config.NumberColumn(header, format=f"{symbol}%.2f")
        case "unit_price":
            return st.column_config.NumberColumn(header, format=f"{symbol}%.4g", min_value=0)
        case "order_by":
            return st.column_config.DateColumn(header, format="YYYY-MM-DD")
        case "item" | "measure":
            return st.column_config.TextColumn(header)
        case _:
            return st.column_config.NumberColumn(header, format="localized")
