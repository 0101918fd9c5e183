"""What was made of a table of a file: verdict, figures, problems, preview, rejected rows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from planner.language import Language, Message, say
from planner.sheets import KIND_LABELS, KINDS, Inspection, Issue, RejectedRow
from planner.sheets.labels import STATUSES, counts, field_label, how_read, not_read, places, totals
from planner.ui.exports import csv_bytes
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
LEFT_OUT_SHOWN = 3
"""Up to so many things that are no sheet are named at once; of more, when they are asked for."""
NO_BREAK = "\N{NO-BREAK SPACE}"
SEPARATOR = f"{NO_BREAK}· "
"""Between facts on a line; where the line breaks it ends one and never begins one."""


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


def kind_label(inspection: Inspection, language: Language) -> str:
    """Return what a table was taken for."""
    return language.text(KIND_LABELS[inspection.kind])


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
            st.markdown(SEPARATOR.join(words))
        _draw_totals(inspection, language)
        if read := how_read(inspection, language):
            st.caption(SEPARATOR.join(escaped(one) for one in read))
    if not inspection.usable and inspection.issues:
        reason = inspection.issues[0].message
        st.error(escaped(language.text(reason)), icon=":material/error:")


def draw_left_out(left_out: Sequence[Inspection], language: Language) -> None:
    """Draw what of a file was not read, each with its reason: pictures in an archive, charts."""
    lines = [f":material/block: {escaped(language.text(not_read(one)))}" for one in left_out]
    if len(lines) <= LEFT_OUT_SHOWN:
        _draw_lines(lines)
        return
    label = language.text(say("Not read: {parts} parts of the file", parts=len(lines)))
    with st.expander(label, type="compact"):
        _draw_lines(lines)


def _draw_lines(lines: Sequence[str]) -> None:
    with st.container(gap="xxsmall"):
        for line in lines:
            st.caption(line)


def _draw_totals(inspection: Inspection, language: Language) -> None:
    """Draw what the table adds up to, each figure on one line with what it counts."""
    told = totals(inspection, language)
    if not told:
        return
    lead = language.text(say("To compare with the platform's own figures:"))
    figures = [f"{escaped(label)}{NO_BREAK}**{escaped(value)}**" for label, value in told]
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        st.caption(lead, width="content")
        for figure in figures[:-1]:
            st.markdown(f"{figure}{NO_BREAK}·", width="content")
        st.markdown(figures[-1], width="content")


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
    where = [escaped(place) for place in places(issue, language)]
    with st.container(gap="xxsmall"):
        st.markdown(_headline(issue, language))
        st.caption(SEPARATOR.join([f"`{issue.code}`", *where]))


def draw_preview(inspection: Inspection, language: Language) -> None:
    """Draw the first rows as they will be stored."""
    if not inspection.preview:
        st.caption(language.text(say("None.")))
        return
    st.caption(language.text(_about_preview(inspection)))
    draw_rows([_readable(row, language) for row in inspection.preview], language)


def _about_preview(inspection: Inspection) -> Message:
    if inspection.kind in KINDS and inspection.rows_read:
        return say("The first rows as they will be stored, without personal data.")
    return say(
        "The first rows as they stand in the file. Texts that may be somebody's name, phone or"
        " address are covered (***)."
    )


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
