"""What was made of a table of a file: verdict, figures, problems, preview, rejected rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from planner.language import Language, Message, Quantity, Unit, say
from planner.sheets import KIND_LABELS, Inspection, Issue, Place, RejectedRow
from planner.ui.exports import csv_bytes
from planner.ui.fields import (
    DATE_ORDERS,
    STATUSES,
    TOTALS,
    delimiter_label,
    encoding_label,
    field_label,
)
from planner.ui.text import escaped

SEVERITY_ICONS = {
    "error": ":red[:material/error:]",
    "warning": ":orange[:material/warning:]",
    "info": ":material/info:",
}
READY = (":green[:material/check_circle:]", "green", say("can be loaded"))
LOOK = (":orange[:material/warning:]", "orange", say("can be loaded, look at the warnings"))
REFUSED = (":red[:material/error:]", "red", say("cannot be loaded"))
NOT_LOADED = (":red[:material/error:]", "red", say("was not loaded"))
Verdict = tuple[str, str, Message]

CHANGES = frozenset(
    {
        "amount_cleaned",
        "amount_rounded",
        "net_of_refunds",
        "paid_amount_missing",
        "paid_at_missing",
        "bad_value",
        "times_in_utc",
        "hashed_buyers",
    }
)
"""Codes of issues that count cells of kept rows whose value is not the cell's text as it stands."""

REJECTED_SHOWN = 200
NO_BREAK = "\N{NO-BREAK SPACE}"


def verdict(inspection: Inspection) -> Verdict:
    """Return icon, colour and word for a table of a file."""
    if not inspection.usable:
        return REFUSED
    return LOOK if any(issue.severity == "warning" for issue in inspection.issues) else READY


def badge(found: Verdict, language: Language) -> str:
    """Return a verdict as a coloured word in Markdown."""
    icon, colour, word = found
    return f":{colour}-badge[{_bare(icon)} {escaped(language.text(word))}]"


def _bare(icon: str) -> str:
    return ":material" + icon.partition(":material")[2].rstrip("]")


def title(inspection: Inspection) -> str:
    """Return file and part as a reader calls them."""
    return inspection.file + (f" › {inspection.sheet}" if inspection.sheet else "")


def kind_label(inspection: Inspection, language: Language) -> str:
    """Return what a table was taken for."""
    return language.text(KIND_LABELS[inspection.kind])


def counts(inspection: Inspection) -> Message:
    """Return what became of the rows."""
    return say(
        "{read} rows read = {kept} kept + {rejected} rejected",
        read=inspection.rows_read,
        kept=inspection.rows_kept,
        rejected=inspection.rows_rejected,
    )


def changed_cells(inspection: Inspection) -> int:
    """Return how many cells of kept rows were changed, each change counted."""
    return sum(issue.count for issue in inspection.issues if issue.code in CHANGES)


def draw_glance(inspection: Inspection, language: Language) -> None:
    """Draw what one look at a table must tell: rows, changes, totals, and how it was read."""
    with st.container(gap="xxsmall"):
        if inspection.rows_read:
            words = [f"**{escaped(language.text(counts(inspection)))}**"]
            if changed := changed_cells(inspection):
                words.append(escaped(language.text(say("{cells} cells changed", cells=changed))))
            st.markdown(" · ".join(words))
        if totals := _totals(inspection, language):
            st.markdown(" · ".join(totals))
        if read := _how_read(inspection, language):
            st.caption(" · ".join(escaped(one) for one in read))
    if not inspection.usable and inspection.issues:
        reason = inspection.issues[0].message
        st.error(escaped(language.text(reason)), icon=":material/error:")


def _totals(inspection: Inspection, language: Language) -> list[str]:
    """Return the totals to compare with the platform's own figures."""
    if inspection.currency:
        language = replace(language, currency=inspection.currency)
    return [
        f"{_unbroken(language.text(label))}{NO_BREAK}**{_unbroken(_total(name, value, language))}**"
        for name, label in TOTALS.items()
        if (value := inspection.totals.get(name)) is not None
    ]


def _unbroken(text: str) -> str:
    """Return text for Markdown that stays on one line: a figure beside what it counts."""
    return escaped(text).replace(" ", NO_BREAK)


def _total(name: str, value: int | Decimal | datetime, language: Language) -> str:
    if isinstance(value, datetime):
        return language.day(value.date()) if name.endswith("_day") else language.moment(value)
    if name.endswith("_amount"):
        return language.field(Quantity(value, Unit.MONEY))
    return language.field(value)


def _how_read(inspection: Inspection, language: Language) -> list[str]:
    """Return how a table was read, and whose it says it is."""
    told: list[Message] = []
    if inspection.remembered:
        told.append(say("read as you decided for these headers before"))
    if inspection.header_row is not None:
        told.append(say("header in row {row}", row=str(inspection.header_row)))
    if inspection.encoding:
        told.append(say("written in {encoding}", encoding=encoding_label(inspection.encoding)))
    if inspection.delimiter:
        sign = delimiter_label(inspection.delimiter, language)
        told.append(say("separated by {sign}", sign=sign))
    if inspection.day_first is not None:
        told.append(say("dates {order}", order=DATE_ORDERS[inspection.day_first]))
    if inspection.shops:
        told.append(say("shop {shop}", shop=", ".join(inspection.shops)))
    if inspection.currency:
        told.append(say("currency {currency}", currency=inspection.currency))
    return [language.text(one) for one in told]


def draw_report(inspection: Inspection, language: Language) -> None:
    """Draw how the lines add up, the problems, and folded what is only good to know."""
    if inspection.lines:
        st.caption(escaped(language.text(inspection.reconciliation)))
    for issue in _urgent(inspection):
        _draw_issue(issue, language)
    notes = [issue for issue in inspection.issues if issue.severity == "info"]
    if notes:
        label = language.text(say("{notes} notes: nothing to do", notes=len(notes)))
        with st.expander(label, type="compact"):
            for issue in notes:
                _draw_issue(issue, language)
    if not inspection.issues:
        st.markdown(f"{READY[0]} {escaped(language.text(say('No problem was found.')))}")


def _urgent(inspection: Inspection) -> list[Issue]:
    return [issue for issue in inspection.issues if issue.severity != "info"]


def draw_urgent(inspection: Inspection, language: Language) -> None:
    """Draw the problems that need somebody, one line each."""
    with st.container(gap="xxsmall"):
        for issue in _urgent(inspection):
            st.caption(_headline(issue, language))


def _headline(issue: Issue, language: Language) -> str:
    return (
        f"{SEVERITY_ICONS[issue.severity]} **{language.number(issue.count)}×** "
        f"{escaped(language.text(issue.message))}"
    )


def _draw_issue(issue: Issue, language: Language) -> None:
    places = [escaped(_place(place, language)) for place in issue.places]
    if places and issue.count > len(places):
        more = say("and {more} more", more=issue.count - len(places))
        places.append(escaped(language.text(more)))
    with st.container(gap="xxsmall"):
        st.markdown(_headline(issue, language))
        st.caption(" · ".join([f"`{issue.code}`", *places]))


def _place(place: Place, language: Language) -> str:
    """Return where something was found; a row's number stands as a spreadsheet writes it."""
    parts = (
        None if place.row is None else language.text(say("row {row}", row=str(place.row))),
        place.column,
        None if place.value is None else f"“{place.value}”",
    )
    return " ".join(part for part in parts if part)


def draw_preview(inspection: Inspection, language: Language) -> None:
    """Draw the first rows as they will be stored."""
    if not inspection.preview:
        st.caption(language.text(say("None.")))
        return
    st.caption(language.text(say("The first rows as they will be stored, without personal data.")))
    draw_rows([_readable(row, language) for row in inspection.preview], language)


def _readable(row: Mapping[str, Any], language: Language) -> Mapping[str, Any]:
    """Return a row as it will be stored, its status in the reader's language."""
    status = STATUSES.get(row.get("status") or "")
    return {**row, "status": language.text(status)} if status else row


def draw_rows(rows: Sequence[Mapping[str, Any]], language: Language) -> None:
    """Draw rows as a table; amounts have two decimals, empty cells are empty."""
    table = pd.DataFrame(rows).dropna(axis="columns", how="all").convert_dtypes()
    labels = {name: field_label(name, language) for name in table.columns}
    amounts = [
        name for name in table.columns if any(isinstance(row.get(name), Decimal) for row in rows)
    ]
    # Only for the eyes: what is stored stays exact.
    table = table.astype(dict.fromkeys(amounts, float))
    st.dataframe(
        table.rename(columns=labels),
        column_config={
            labels[name]: st.column_config.NumberColumn(format="%.2f") for name in amounts
        },
        hide_index=True,
        placeholder="",
    )


def draw_rejected(inspection: Inspection, language: Language, key: str) -> None:
    """Draw the rows that became no row of a table, each with its reason, and offer them as csv."""
    rows = inspection.rejected
    if not rows:
        st.caption(language.text(say("None.")))
        return
    reasons = {issue.code: language.text(issue.message) for issue in inspection.issues}
    word = language.text(say("rejected rows"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            language.text(say("Download the rejected rows (csv)")),
            data=rejected_csv(rows, reasons, language),
            file_name=f"{Path(inspection.file).stem} {word}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"rejected-{key}",
        )
        st.caption(escaped(language.text(_how_many(inspection))))
    draw_rows(
        [
            {"source_row": row.row, "reason": reasons.get(row.code, row.code), **row.cells}
            for row in rows[:REJECTED_SHOWN]
        ],
        language,
    )


def _how_many(inspection: Inspection) -> Message:
    """Return how many rejected rows are there, in the list and on the screen."""
    there = len(inspection.rejected)
    if there < inspection.rows_rejected:
        return say(
            "{rejected} rows were rejected; the list holds the first {there} of them.",
            rejected=inspection.rows_rejected,
            there=there,
        )
    if there > REJECTED_SHOWN:
        return say(
            "{rejected} rows were rejected; the first {shown} are shown, the list holds all.",
            rejected=there,
            shown=REJECTED_SHOWN,
        )
    return say("{rejected} rows were rejected; the list holds all.", rejected=there)


def rejected_csv(
    rows: Sequence[RejectedRow], reasons: Mapping[str, str], language: Language
) -> bytes:
    """Return rejected rows as a list: row number, reason in words, code, cells."""
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    header = [field_label(name, language) for name in ("source_row", "reason")]
    return csv_bytes(
        [*header, language.text(say("Code")), *(field_label(name, language) for name in names)],
        (
            [
                str(row.row),
                reasons.get(row.code, row.code),
                row.code,
                *(row.cells.get(name, "") for name in names),
            ]
            for row in rows
        ),
    )
