"""How a table is to be read: kind, header, writing, dates, and what its columns are used as."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import zip_longest
from typing import Any

import pandas as pd
import streamlit as st

from planner.language import Language, Message, say
from planner.sheets import KIND_LABELS, KINDS, Choice, Inspection
from planner.sheets.headers import known_headers
from planner.sheets.labels import (
    AMOUNTS,
    DATE_ORDERS,
    DELIMITERS,
    ENCODINGS,
    LABELS,
    STATUSES,
    delimiter_label,
    encoding_family,
    encoding_label,
    field_label,
)
from planner.sheets.labels import column_letter as letter
from planner.ui.decisions import Table, read_as, read_as_proposed
from planner.ui.inputs import select
from planner.ui.text import escaped

UNUSED = say("not used")
EXAMPLES = 3
LONGEST_EXAMPLE = 24
"""Signs of an example: enough to know a column by."""
ROW_HIGH, GRID_HIGHEST = 31, 460
"""Pixels."""
WIDTHS = {0: 45, 3: 330, 4: 130}
"""Pixels of the columns that would else be too wide or cut."""
OFFSETS = tuple(range(-12, 15))


def draw_mapping(tables: Sequence[Table], table: Table, language: Language) -> bool:
    """Draw how a table is read and let it be changed.

    Returns:
        Whether columns were changed in the grid and not used yet.
    """
    draw_settings(tables, table, language)
    kind = kind_of(table)
    if kind not in KINDS:
        st.info(
            escaped(language.text(say("Say what this sheet is; then say what its columns hold."))),
            icon=":material/help:",
        )
        return False
    if not table.inspection.header:
        message = say("No row that names the columns was found: say which one it is.")
        st.info(escaped(language.text(message)), icon=":material/help:")
        return False
    return _draw_columns(tables, table, kind, language)


def kind_of(table: Table) -> str:
    """Return the kind a table is read as, also where a column is still missing."""
    return table.choice.kind or table.inspection.kind


def draw_settings(tables: Sequence[Table], table: Table, language: Language) -> None:
    """Draw the settings in a row; a change takes effect at once."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _kind(tables, table, language)
        _header_row(tables, table, language)
        if table.inspection.encoding is not None:
            _encoding(tables, table, language)
        if table.inspection.delimiter is not None:
            _delimiter(tables, table, language)
        if _has_dates_to_order(table):
            _dates(tables, table, language)
        if _has_orders_of_lines(table):
            _amounts(tables, table, language)
        if _has_times_in_utc(table):
            _clock(tables, table, language)
        draw_reset(tables, table.upload, language, table.key, table.choice != Choice())


def _has_dates_to_order(table: Table) -> bool:
    """Return whether there are dates like 05-07-2026, or were before a choice was made."""
    orders = (table.inspection.day_first, table.choice.day_first)
    return any(order is not None for order in orders) or "date_unsure" in _codes(table)


def _has_orders_of_lines(table: Table) -> bool:
    """Return whether orders go over several rows with amounts, or a choice was made of them."""
    return table.inspection.amounts is not None or table.choice.amounts is not None


def _has_times_in_utc(table: Table) -> bool:
    """Return whether the shop's clock matters: most lists state their times in it."""
    changed = table.choice.utc_offset_hours != Choice().utc_offset_hours
    return changed or "times_in_utc" in _codes(table)


def _codes(table: Table) -> set[str]:
    return {issue.code for issue in table.inspection.issues}


def draw_reset(
    tables: Sequence[Table], upload: Any, language: Language, key: str, changed: bool
) -> None:
    """Draw the way back to what the planner proposes."""
    st.button(
        language.text(say("As the planner proposes")),
        icon=":material/undo:",
        key=f"reset-{key}",
        disabled=not changed,
        on_click=read_as_proposed,
        args=(tuple(tables), upload),
    )


def _kind(tables: Sequence[Table], table: Table, language: Language) -> None:
    now = kind_of(table)
    select(
        language.text(say("This sheet is")),
        list(KINDS),
        lambda kind: language.text(KIND_LABELS[kind]),
        key=f"kind-{table.key}",
        first=now if now in KINDS else None,
        placeholder=language.text(KIND_LABELS["unknown"]),
        on_change=_choose,
        args=(tables, table, "kind", f"kind-{table.key}"),
        width=220,
    )


def _header_row(tables: Sequence[Table], table: Table, language: Language) -> None:
    st.number_input(
        language.text(say("Row of the header")),
        min_value=0,
        help=language.text(say("0 = the sheet has no header; say what each column holds then.")),
        value=table.inspection.header_row,
        step=1,
        key=f"header-{table.key}",
        on_change=_choose,
        args=(tables, table, "header_row", f"header-{table.key}"),
        width=150,
    )


def _encoding(tables: Sequence[Table], table: Table, language: Language) -> None:
    label, now = language.text(say("Encoding")), encoding_family(table.inspection.encoding)
    _writing(tables, table, "encoding", label, now, ENCODINGS, encoding_label)


def _delimiter(tables: Sequence[Table], table: Table, language: Language) -> None:
    label, now = language.text(say("Cells are separated by")), table.inspection.delimiter
    shown = partial(delimiter_label, language=language)
    _writing(tables, table, "delimiter", label, now, DELIMITERS, shown)


def _writing(
    tables: Sequence[Table],
    table: Table,
    name: str,
    label: str,
    now: str | None,
    usual: Iterable[str],
    shown: Callable[[str], str],
) -> None:
    """Draw how a text is written: what is usual, and what was found in it."""
    select(
        label,
        list(dict.fromkeys(filter(None, [*usual, now]))),
        shown,
        key=f"{name}-{table.key}",
        first=now,
        on_change=_choose,
        args=(tables, table, name, f"{name}-{table.key}"),
        width=150,
    )


def _dates(tables: Sequence[Table], table: Table, language: Language) -> None:
    now = table.inspection.day_first
    if now is None:
        now = table.choice.day_first
    select(
        language.text(say("Dates like 05-07-2026")),
        list(DATE_ORDERS),
        lambda first: language.text(DATE_ORDERS[first]),
        key=f"dates-{table.key}",
        first=now,
        placeholder=language.text(say("not sure")),
        on_change=_choose,
        args=(tables, table, "day_first", f"dates-{table.key}"),
        width=170,
    )


def _amounts(tables: Sequence[Table], table: Table, language: Language) -> None:
    select(
        language.text(say("An amount on a line is")),
        list(AMOUNTS),
        lambda way: language.text(AMOUNTS[way]),
        key=f"amounts-{table.key}",
        first=table.inspection.amounts or table.choice.amounts,
        help=language.text(
            say(
                "Where an order goes over several rows, its amount stands on each of them again,"
                " or each row has its own. Compare the order amount with the platform's own"
                " figure: taken the wrong way, orders count several times or too little."
            )
        ),
        on_change=_choose,
        args=(tables, table, "amounts", f"amounts-{table.key}"),
        width=220,
    )


def _clock(tables: Sequence[Table], table: Table, language: Language) -> None:
    select(
        language.text(say("Shop's clock")),
        OFFSETS,
        lambda hours: f"UTC{hours:+d}",
        key=f"clock-{table.key}",
        first=table.choice.utc_offset_hours,
        help=language.text(
            say("Used where a list states its times in UTC. China's clock is UTC+8.")
        ),
        on_change=_choose,
        args=(tables, table, "utc_offset_hours", f"clock-{table.key}"),
        width=130,
    )


def _choose(tables: Sequence[Table], table: Table, name: str, key: str) -> None:
    """Take over a setting; what was said of the columns holds while they stay the same."""
    value = st.session_state[key]
    if value is None:
        return
    change: dict[str, Any] = {name: value}
    if name in ("kind", "header_row", "delimiter"):
        change["mapping"] = {}
    read_as(tables, table, replace(table.choice, **change))


def _draw_columns(tables: Sequence[Table], table: Table, kind: str, language: Language) -> bool:
    """Draw the grid of columns; return whether it holds changes that are not used yet."""
    inspection = table.inspection
    unused, used_as = language.text(UNUSED), language.text(say("Used as"))
    by_label = {language.text(field.label): field.name for field in KINDS[kind].fields}
    for refusal in refused_columns(table):
        st.warning(escaped(language.text(refusal)), icon=":material/warning:")
    grid = columns_grid(inspection, language)
    edited = st.data_editor(
        grid,
        column_config={
            **{
                grid.columns[number]: st.column_config.TextColumn(width=pixels)
                for number, pixels in WIDTHS.items()
            },
            used_as: st.column_config.SelectboxColumn(options=[unused, *by_label], required=True),
        },
        disabled=[name for name in grid.columns if name != used_as],
        hide_index=True,
        height=min(GRID_HIGHEST, ROW_HIGH * (len(grid) + 1) + 3),
        key=f"mapping-{table.key}",
    )
    changes = {
        number: by_label.get(label)
        for number, (label, old) in enumerate(zip(edited[used_as], inspection.mapping, strict=True))
        if by_label.get(label) != old
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        _offer_changes(tables, table, changes, language)
        _offer_proposals(tables, table, language)
    return bool(changes)


def _offer_changes(
    tables: Sequence[Table], table: Table, changes: Mapping[int, str | None], language: Language
) -> None:
    """Draw the one button that reads the table again with the columns as they were changed."""
    st.button(
        language.text(say("Use these columns")),
        icon=":material/refresh:",
        type="primary" if changes else "secondary",
        disabled=not changes,
        key=f"again-{table.key}",
        on_click=_map,
        args=(tables, table, changes),
    )
    if changes:
        message = say("Columns changed and not used yet: {columns}", columns=len(changes))
        st.caption(language.text(message))


def _offer_proposals(tables: Sequence[Table], table: Table, language: Language) -> None:
    """Draw the button that agrees to what the planner only supposes."""
    proposed = {
        column: name for column, name in enumerate(table.inspection.proposed) if name is not None
    }
    if proposed:
        st.button(
            language.text(say("Use the {columns} proposals", columns=len(proposed))),
            icon=":material/auto_awesome:",
            key=f"proposals-{table.key}",
            on_click=_map,
            args=(tables, table, proposed),
        )


def _map(tables: Sequence[Table], table: Table, columns: Mapping[int, str | None]) -> None:
    read_as(tables, table, replace(table.choice, mapping={**table.choice.mapping, **columns}))


def columns_grid(inspection: Inspection, language: Language) -> pd.DataFrame:
    """Return a row a column: its letter and header, what it is used as, examples and a remark."""
    unused = language.text(UNUSED)
    rows = zip_longest(
        inspection.header, inspection.mapping, inspection.proposed, inspection.examples
    )
    titles = (say("No."), say("Column"), say("Used as"), say("Examples"), say("Remark"))
    return pd.DataFrame(
        [
            (
                letter(number),
                header,
                field_label(name, language) if name else unused,
                examples(inspection, name, language) or raw or "",
                remark(header, proposed, language),
            )
            for number, (header, name, proposed, raw) in enumerate(rows)
        ],
        columns=[language.text(title) for title in titles],
    )


def examples(inspection: Inspection, name: str | None, language: Language) -> str:
    """Return the first values of a field as they will be stored, which shows nobody's data."""
    found = dict.fromkeys(
        readable_cell(name, row[name], language)
        for row in inspection.preview
        if name is not None and row.get(name) is not None
    )
    return " · ".join(_shortened(value) for value in list(found)[:EXAMPLES])


def readable_cell(name: str, value: object, language: Language) -> str:
    """Return a cell as it will be stored, its status in the reader's language."""
    if name == "status" and value in STATUSES:
        return language.text(STATUSES[str(value)])
    # Shorter than a date in words: three of them fit beside each other.
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else language.field(value)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"


def remark(header: str, proposed: str | None, language: Language) -> str:
    """Return what there is to say of a column beside its use."""
    if proposed:
        return language.text(say("looks like: {field}", field=field_label(proposed, language)))
    known = known_headers()
    if known.is_address(header):
        return language.text(say("address: province and city only"))
    if known.is_personal(header):
        return language.text(say("personal data, not stored"))
    return ""


def refused_columns(table: Table) -> list[Message]:
    """Return what was chosen of columns that may not be used so."""
    inspection = table.inspection
    return [
        say(
            "“{header}” holds personal data: it cannot be used as {field}.",
            header=inspection.header[column],
            field=LABELS[name],
        )
        for column, name in table.choice.mapping.items()
        if name is not None
        and name not in inspection.mapping
        and name in LABELS
        and column < len(inspection.header)
    ]
