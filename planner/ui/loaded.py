"""Sheets that are loaded: what they cover, their report, how they fit together, how they go."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

import streamlit as st

from planner.errors import PlannerError
from planner.language import Message, say
from planner.sheets import Inspection, inspections_in
from planner.sheets.kinds import BOTH, ORDERS
from planner.sheets.labels import kinds_label
from planner.sheets.report import names
from planner.tables import (
    IN_FORCE,
    UNMATCHED,
    Dataset,
    ImportedFile,
    imported_files,
    remove_import,
)
from planner.ui import reporting
from planner.ui.sample import is_sample, remove_sample
from planner.ui.state import Screen
from planner.ui.text import escaped

Others = Sequence[ImportedFile]
"""The other sheets that are loaded."""


def draw_loaded(screen: Screen) -> None:
    """Draw the sheets that are loaded: what they cover, their report, and how to remove them."""
    language = screen.language
    files = imported_files(screen.workspace)
    st.subheader(language.text(say("Loaded sheets")), anchor=False)
    if not files:
        st.caption(language.text(say("None yet.")))
        return
    if screen.dataset is None:
        in_force: Mapping[str, int] = {}
    else:
        in_force, unmatched = _asked(screen.workspace.key, screen.dataset.version, screen.dataset)
        _draw_unmatched(screen, unmatched)
    for file in files:
        with st.container(border=True, key=f"loaded-{file.import_id}"):
            others = [other for other in files if other is not file]
            _draw_file(screen, file, in_force.get(file.import_id, 0), others)


@st.cache_resource(max_entries=8, show_spinner=False)
def _asked(
    workspace_key: str, version: str, _dataset: Dataset
) -> tuple[Mapping[str, int], Mapping[str, Any]]:
    """Return orders in force by import, and what lacks its counterpart; asked once a version."""
    (unmatched,) = _dataset.rows(UNMATCHED)
    return {row["import_id"]: row["orders"] for row in _dataset.rows(IN_FORCE)}, unmatched


def _draw_unmatched(screen: Screen, found: Mapping[str, Any]) -> None:
    """Say which lines lack their order, and which orders lack their lines."""
    if found["lines_without_order"]:
        message = say(
            "{lines} item lines ({units} pieces) belong to orders that are not in the order list:"
            " they count nowhere.",
            lines=found["lines_without_order"],
            units=found["units_without_order"],
        )
        st.warning(escaped(screen.language.text(message)), icon=":material/warning:")
    without, paid = found["paid_orders_without_lines"], found["paid_orders"]
    if 0 < without < paid:
        message = say(
            "{without} of {paid} paid orders have no item lines: their items are those of the order"
            " list.",
            without=without,
            paid=paid,
        )
        st.warning(escaped(screen.language.text(message)), icon=":material/warning:")


def _draw_file(screen: Screen, file: ImportedFile, in_force: int, others: Others) -> None:
    language = screen.language
    inspections = inspections_in(file.report)
    orders = _orders(inspections)
    with st.container(gap="xxsmall"):
        st.markdown(
            f":green[:material/check_circle:] **{escaped(file.file_name)}** · "
            f"{escaped(kinds_label(file.kind, language))}"
        )
        facts = _facts(file, inspections)
        st.caption(reporting.SEPARATOR.join(escaped(language.text(one)) for one in facts))
        if in_force < orders:
            message = say(
                "{in_force} of {orders} orders are in force; the others were replaced by a newer"
                " list.",
                in_force=in_force,
                orders=orders,
            )
            st.caption(f":material/layers: {escaped(language.text(message))}")
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        asked = st.toggle(language.text(say("Report")), key=f"report-{file.import_id}")
        with st.popover(language.text(say("Remove")), icon=":material/delete:"):
            _draw_removal(screen, file, others)
    if asked:
        tables = zip(inspections, names(inspections), strict=True)
        for number, (inspection, name) in enumerate(tables):
            if not inspection.left_out:
                _draw_report(screen, f"{file.import_id}-{number}", inspection, name)
        reporting.draw_left_out([one for one in inspections if one.left_out], language)


def _orders(inspections: Sequence[Inspection]) -> int:
    """Return the orders that the lists of orders in a file counted."""
    totals = [
        one.totals.get("orders", 0)
        for one in inspections
        if one.usable and one.kind in (ORDERS, BOTH)
    ]
    return sum(total for total in totals if isinstance(total, int))


def _facts(file: ImportedFile, inspections: Sequence[Inspection]) -> list[Message]:
    """Return what a loaded file covers, whose it is and since when it is there."""
    told = [say("{rows} rows", rows=file.rows_kept)]
    if file.first_at and file.last_at:
        told.append(_span(file.first_at, file.last_at))
    if shops := list(dict.fromkeys(shop for one in inspections for shop in one.shops)):
        told.append(say("shop {shop}", shop=", ".join(shops)))
    if currency := next((one.currency for one in inspections if one.currency), None):
        told.append(say("currency {currency}", currency=currency))
    told.append(say("loaded {moment}", moment=file.imported_at))
    return told


def _span(first: datetime, last: datetime) -> Message:
    """Return from when to when; where no time of day is known, in days."""
    if first.time() == last.time() == time():
        return say("{first} to {last}", first=first.date(), last=last.date())
    return say("{first} to {last}", first=first, last=last)


def _draw_report(screen: Screen, key: str, inspection: Inspection, name: Message | None) -> None:
    language = screen.language
    if name is not None:
        kind = reporting.kind_label(inspection, language)
        st.markdown(f"**{escaped(language.text(name))}** · {escaped(kind)}")
    reporting.draw_glance(inspection, language)
    reporting.draw_report(inspection, language)
    if inspection.rejected:
        reporting.draw_rejected(inspection, language, key)


def _draw_removal(screen: Screen, file: ImportedFile, others: Others) -> None:
    """Draw what will be gone, and the button that takes it out."""
    language = screen.language
    for message in _what_goes(file, others):
        st.markdown(escaped(language.text(message)))
    if st.button(
        language.text(say("Remove it now")),
        icon=":material/delete:",
        type="primary",
        key=f"remove-{file.import_id}",
    ):
        _remove(screen, file)


def _what_goes(file: ImportedFile, others: Others) -> list[Message]:
    if is_sample(file):
        return [say("The whole sample shop goes, with the date that was planned for it.")]
    told = [
        say(
            "{rows} rows of {file} go, and with them all figures that rest on them. The tables are"
            " then as if it had never been there.",
            rows=file.rows_kept,
            file=file.file_name,
        )
    ]
    if not others:
        told.append(say("It is the only sheet: nothing is left to plan with."))
    elif _lists_orders(file) and any(_lists_orders(other) for other in others):
        told.append(say("Orders of older lists that it replaced are in force again."))
    told.append(say("The file on your computer stays; it can be loaded again."))
    return told


def _lists_orders(file: ImportedFile) -> bool:
    return not {ORDERS, BOTH}.isdisjoint(file.kind.split())


def _remove(screen: Screen, file: ImportedFile) -> None:
    try:
        if is_sample(file):
            remove_sample(screen.workspace, screen.plan.plan_id)
        else:
            with screen.workspace.locked():
                remove_import(screen.workspace, file.import_id)
        st.session_state["notice"] = screen.language.text(
            say(
                "Removed: {file}. The numbers are as if it had never been there.",
                file=file.file_name,
            )
        )
    except PlannerError as error:
        st.session_state["refusal"] = screen.language.error(error)
    st.rerun()
