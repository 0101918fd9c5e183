"""Sheets on their way in: spooled, shown, mapped, loaded; and those that are loaded."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner.errors import PlannerError
from planner.language import Language, Message, Quantity, Unit, say
from planner.sheets import (
    FIELDS,
    KIND_LABELS,
    Choice,
    Inspection,
    import_sheet,
    inspect,
    inspections_in,
)
from planner.tables import UNMATCHED, ImportedFile, imported_files, remove_import
from planner.ui.fields import LABELS, TOTALS, field_label
from planner.ui.sample import Progress, is_sample, offer_sample, remove_sample, with_progress
from planner.ui.state import Screen
from planner.ui.text import escaped

ENDINGS = ["csv", "txt", "tsv", "xlsx"]
SEVERITY_ICONS = {
    "error": ":red[:material/error:]",
    "warning": ":orange[:material/warning:]",
    "info": ":material/info:",
}
UNUSED = "–"


def draw_upload(screen: Screen) -> None:
    """Draw the upload: what each file was taken for, its preview, mapping and report."""
    language = screen.language
    _notice()
    files = st.file_uploader(
        language.text(say("Order list and order items list of last year (csv or xlsx)")),
        accept_multiple_files=True,
        key=f"upload-{st.session_state.get('uploads', 0)}",
        help=language.text(
            say(
                "As the platform exported them; UTF-8 or GBK. Drop files here or click. Names,"
                " phones and addresses are dropped while reading."
            )
        ),
    )
    st.caption(
        language.text(say("csv or xlsx, as the platform exported it, one or several at once."))
    )
    if not files:
        if not imported_files(screen.workspace):
            offer_sample(screen)
        return
    ready = [upload for upload in (_look_at(screen, file) for file in files) if upload is not None]
    if not ready:
        return
    takes_sample_out = _ask_about_sample(screen)
    if st.button(
        language.text(say("Load into the planner")),
        type="primary",
        icon=":material/database_upload:",
        key="load",
    ):
        _load(screen, ready, takes_sample_out)


Ready = tuple[Path, str, Mapping[str | None, Choice]]
"""A spooled file, its name, and the choice made for each of its sheets that can be loaded."""


def _look_at(screen: Screen, file: UploadedFile) -> Ready | None:
    """Draw what a file was taken for; return it when something in it can be loaded."""
    language = screen.language
    path = _spooled(screen, file)
    try:
        proposed = _inspected(path, file.name, Choice())
    except PlannerError as error:
        st.error(
            f"**{escaped(file.name)}** · {escaped(language.error(error))}", icon=":material/error:"
        )
        return None
    choices: dict[str | None, Choice] = {}
    for number, inspection in enumerate(proposed):
        key = f"{path.name}-{number}"
        with st.container(border=True, key=f"sheet-{key}"):
            choice = _choice(key)
            shown = _inspected(path, file.name, choice)[number]
            _draw_inspection(screen, shown, key)
            if shown.usable:
                choices[inspection.sheet] = choice
    return (path, file.name, choices) if choices else None


def _spooled(screen: Screen, file: UploadedFile) -> Path:
    """Return the upload as a file; the same content is written once."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()[:24]
    path = screen.workspace.spool / f"{digest}{Path(file.name).suffix.lower()[:8]}"
    if not path.exists():
        path.write_bytes(file.getbuffer())
    return path


def _inspected(path: Path, name: str, choice: Choice) -> tuple[Inspection, ...]:
    """Return what the file looks like with the manager's choice; looked at once."""
    return _cached_inspection(str(path), name, repr(choice), choice)


@st.cache_resource(max_entries=16, show_spinner=False)
def _cached_inspection(
    path: str, name: str, choice_key: str, _choice: Choice
) -> tuple[Inspection, ...]:
    return inspect(Path(path), name, _choice)


def _choice(key: str) -> Choice:
    """Return what the manager chose for a sheet so far."""
    chosen = st.session_state.get(f"choice-{key}")
    return chosen if isinstance(chosen, Choice) else Choice()


def _draw_inspection(screen: Screen, inspection: Inspection, key: str) -> None:
    language = screen.language
    name = inspection.file + (f" · {inspection.sheet}" if inspection.sheet else "")
    taken_for = language.text(KIND_LABELS[inspection.kind])
    icon = ":green[:material/check_circle:]" if inspection.usable else ":red[:material/error:]"
    st.markdown(f"{icon} **{escaped(name)}** · {escaped(taken_for)}")
    st.caption(language.text(_counts(inspection)))
    report, preview, mapping, rejected = st.tabs(
        [
            language.text(title)
            for title in (say("Report"), say("Preview"), say("Columns"), say("Rejected rows"))
        ]
    )
    with report:
        _draw_report(inspection, language)
    with preview:
        _draw_rows(inspection.preview, language)
    with mapping:
        _draw_mapping(screen, inspection, key)
    with rejected:
        _draw_rows(
            [{"source_row": row.row, "code": row.code, **row.cells} for row in inspection.rejected],
            language,
        )


def _counts(inspection: Inspection) -> Message:
    return say(
        "{read} rows read = {kept} kept + {rejected} rejected · header in row {header} ·"
        " {encoding}",
        read=inspection.rows_read,
        kept=inspection.rows_kept,
        rejected=inspection.rows_rejected,
        header=inspection.header_row,
        encoding=inspection.encoding,
    )


def _draw_report(inspection: Inspection, language: Language) -> None:
    """Draw the totals to compare with the platform's own figures, and every problem found."""
    totals = [
        f"{escaped(language.text(TOTALS[name]))}: **{escaped(_total(name, value, language))}**"
        for name, value in inspection.totals.items()
        if name in TOTALS
    ]
    if totals:
        st.markdown(" · ".join(totals))
    for issue in inspection.issues:
        st.markdown(
            f"{SEVERITY_ICONS[issue.severity]} **{issue.count}×** "
            f"{escaped(language.text(issue.message))} :gray[{escaped(issue.code)}]"
        )
        if issue.places:
            st.caption(" · ".join(escaped(str(place)) for place in issue.places))


def _total(name: str, value: object, language: Language) -> str:
    if name.endswith("_amount"):
        return language.field(Quantity(value, Unit.MONEY))  # type: ignore[arg-type]  # an amount
    return language.field(value)


def _draw_rows(rows: Sequence[Mapping[str, object]], language: Language) -> None:
    if not rows:
        st.caption(language.text(say("None.")))
        return
    table = pd.DataFrame(rows).dropna(axis="columns", how="all")
    st.dataframe(
        table.rename(columns={name: field_label(name, language) for name in table.columns}),
        hide_index=True,
    )


def _draw_mapping(screen: Screen, inspection: Inspection, key: str) -> None:
    """Draw which column was taken for what, and let it be changed."""
    language = screen.language
    kinds = list(FIELDS)
    kind = st.segmented_control(
        language.text(say("This sheet is")),
        kinds,
        default=inspection.kind if inspection.kind in kinds else None,
        format_func=lambda one: language.text(KIND_LABELS[one]),
        key=f"kind-{key}",
    )
    header_row = st.number_input(
        language.text(say("Row of the header")),
        min_value=1,
        value=inspection.header_row,
        key=f"header-{key}",
        width=200,
    )
    options = [UNUSED, *(field_label(name, language) for name in LABELS)]
    by_label = {field_label(name, language): name for name in LABELS}
    column, used_as = language.text(say("Column")), language.text(say("Used as"))
    edited = st.data_editor(
        pd.DataFrame(
            {
                column: list(inspection.header),
                used_as: [
                    field_label(name, language) if name else UNUSED for name in inspection.mapping
                ],
            }
        ),
        column_config={
            used_as: st.column_config.SelectboxColumn(options=options, required=True),
        },
        disabled=[column],
        hide_index=True,
        key=f"mapping-{key}",
    )
    if st.button(language.text(say("Read it again like this")), key=f"again-{key}"):
        mapping = {
            number: by_label.get(label)
            for number, (label, old) in enumerate(
                zip(edited[used_as], inspection.mapping, strict=True)
            )
            if by_label.get(label) != old
        }
        st.session_state[f"choice-{key}"] = Choice(
            kind=kind if kind != inspection.kind else None,
            header_row=header_row if header_row != inspection.header_row else None,
            mapping={**_choice(key).mapping, **mapping},
        )
        st.rerun()


def _ask_about_sample(screen: Screen) -> bool:
    """Return whether the sample shop goes out first; two shops never add up."""
    if not any(is_sample(file) for file in imported_files(screen.workspace)):
        return False
    return st.checkbox(
        screen.language.text(say("Take the sample shop out first (two shops never add up)")),
        value=True,
        key="sample-out",
    )


def _load(screen: Screen, ready: Sequence[Ready], takes_sample_out: bool) -> None:
    """Load the files one after the other; each is there whole or not at all."""

    def work(told: Progress) -> None:
        if takes_sample_out:
            remove_sample(screen.workspace)
        for number, (path, name, choices) in enumerate(ready):
            for sheet, choice in choices.items():
                part = _part(told, number, len(ready))
                import_sheet(screen.workspace, path, name, choice, sheet, part)

    try:
        with_progress(screen, work)
        st.session_state["notice"] = screen.language.text(
            say("Loaded: {files}", files=", ".join(name for _, name, _ in ready))
        )
    except PlannerError as error:
        st.session_state["refusal"] = screen.language.error(error)
    finally:
        for path, _, _ in ready:
            path.unlink(missing_ok=True)
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    st.rerun()


def _part(told: Progress, number: int, count: int) -> Progress:
    """Return the progress of one file as a part of that of all."""
    return lambda stage, share: told(stage, (number + share) / count)


def _notice() -> None:
    if text := st.session_state.pop("notice", None):
        st.success(escaped(text), icon=":material/check_circle:")
    if text := st.session_state.pop("refusal", None):
        st.error(escaped(text), icon=":material/error:")


def draw_loaded(screen: Screen) -> None:
    """Draw the sheets that are loaded: what they cover, their report, and how to remove them."""
    language = screen.language
    files = imported_files(screen.workspace)
    st.subheader(language.text(say("Loaded sheets")), anchor=False)
    if not files:
        st.caption(language.text(say("None yet.")))
        return
    for file in files:
        with st.container(border=True):
            _draw_loaded_file(screen, file)
    _draw_unmatched(screen)


def _draw_unmatched(screen: Screen) -> None:
    """Say which lines lack their order, and which orders lack their lines."""
    if screen.dataset is None:
        return
    (found,) = screen.dataset.rows(UNMATCHED)
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


def _draw_loaded_file(screen: Screen, file: ImportedFile) -> None:
    language = screen.language
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(
            f":green[:material/check_circle:] **{escaped(file.file_name)}** · "
            f"{escaped(language.text(KIND_LABELS[file.kind]))}"
        )
        if st.button(
            language.text(say("Remove")),
            icon=":material/delete:",
            key=f"remove-{file.import_id}",
            type="tertiary",
        ):
            _remove(screen, file)
    span = say("{rows} rows", rows=file.rows_kept)
    if file.first_at and file.last_at:
        span = say(
            "{rows} rows · {first} to {last}",
            rows=file.rows_kept,
            first=file.first_at,
            last=file.last_at,
        )
    st.caption(language.text(span))
    with st.expander(language.text(say("Report"))):
        for inspection in inspections_in(file.report):
            st.caption(language.text(_counts(inspection)))
            _draw_report(inspection, language)


def _remove(screen: Screen, file: ImportedFile) -> None:
    try:
        if is_sample(file):
            remove_sample(screen.workspace)
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
