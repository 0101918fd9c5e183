"""Sheets on their way in: spooled, shown, mapped, loaded; and those that are loaded."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner.errors import PlannerError
from planner.language import Language, Message, Quantity, Unit, say
from planner.sheets import (
    KIND_LABELS,
    KINDS,
    Choice,
    Inspection,
    Place,
    import_sheet,
    inspect,
    inspections_in,
    naming_file,
)
from planner.tables import UNMATCHED, ImportedFile, imported_files, remove_import
from planner.ui.fields import MAPPABLE, STATUSES, TOTALS, field_label
from planner.ui.sample import Progress, is_sample, offer_sample, remove_sample, with_progress
from planner.ui.state import SPOOLED, Screen, drop_spooled
from planner.ui.text import escaped

ENDINGS = ["csv", "txt", "tsv", "xlsx"]
SEVERITY_ICONS = {
    "error": ":red[:material/error:]",
    "warning": ":orange[:material/warning:]",
    "info": ":material/info:",
}
ENCODINGS = {"gb18030": "GBK (gb18030)", "utf-8": "UTF-8", "utf-8-sig": "UTF-8"}
UNUSED = say("not used")


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
        language.text(
            say(
                "Click or drop files here: csv or xlsx, as the platform exported them, one or"
                " several at once, up to 2 GB each."
            )
        )
    )
    if not files:
        drop_spooled()
        if not imported_files(screen.workspace):
            offer_sample(screen)
        return
    ready, left_out = _look_at_all(screen, files)
    # What was refused or taken back by the manager stays on no disk.
    drop_spooled(keep=[one.upload.path for one in ready])
    if not ready:
        return
    takes_sample_out = _ask_about_sample(screen)
    if st.button(
        language.text(say("Load into the planner")),
        type="primary",
        icon=":material/database_upload:",
        key="load",
    ):
        _load(screen, ready, left_out, takes_sample_out)


@dataclass(frozen=True)
class Upload:
    """A file in the uploader.

    Attributes:
        file: as Streamlit holds it in memory.
        content: stands for what is in it; the same in all sessions.
        path: where it is spooled while it is needed; of this session alone.
    """

    file: UploadedFile
    content: str
    path: Path

    @property
    def name(self) -> str:
        """Return the file's name as the manager knows it."""
        return str(self.file.name)


@dataclass(frozen=True)
class Ready:
    """An upload that can be loaded, with the choice made for each sheet that can be."""

    upload: Upload
    choices: Mapping[str | None, Choice]


def _look_at_all(
    screen: Screen, files: Iterable[UploadedFile]
) -> tuple[Sequence[Ready], Sequence[str]]:
    """Draw what every file was taken for; return what can be loaded and the names of the rest."""
    ready: list[Ready] = []
    left_out: list[str] = []
    seen: dict[str, str] = {}
    for file in files:
        upload = _upload(screen, file)
        if upload.content in seen:
            message = say(
                "{file} has the same content as {other} and is left out.",
                file=upload.name,
                other=seen[upload.content],
            )
            st.warning(escaped(screen.language.text(message)), icon=":material/warning:")
            left_out.append(upload.name)
            continue
        seen[upload.content] = upload.name
        if choices := _look_at(screen, upload):
            ready.append(Ready(upload, choices))
        else:
            left_out.append(upload.name)
    return ready, left_out


def _look_at(screen: Screen, upload: Upload) -> Mapping[str | None, Choice]:
    """Draw what a file was taken for; return the choice for each sheet that can be loaded."""
    language = screen.language
    try:
        proposed = _inspected(upload, Choice())
    except PlannerError as error:
        st.error(
            f"**{escaped(upload.name)}** · {escaped(language.error(error))}",
            icon=":material/error:",
        )
        return {}
    choices: dict[str | None, Choice] = {}
    for number, inspection in enumerate(proposed):
        key = f"{upload.content}-{number}"
        with st.container(border=True, key=f"sheet-{key}"):
            choice = _choice(key)
            shown = _inspected(upload, choice)[number]
            _draw_inspection(screen, shown, key)
            if shown.usable:
                choices[inspection.sheet] = choice
    return choices


def _upload(screen: Screen, file: UploadedFile) -> Upload:
    """Return a file of the uploader with the path that is its own; nothing is written yet."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()[:24]
    content = f"{digest}{Path(file.name).suffix.lower()[:8]}"
    # A session deletes what it spooled, so that no two sessions may share a file.
    session = st.session_state.setdefault("spooled-by", secrets.token_hex(8))
    return Upload(file, content, screen.workspace.spool / f"{session}-{content}")


def _spooled(upload: Upload) -> Path:
    """Return the upload as a file, written when it is not there."""
    path = upload.path
    if not path.exists():
        st.session_state[SPOOLED] = st.session_state.get(SPOOLED, frozenset()) | {path}
        try:
            path.write_bytes(upload.file.getbuffer())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def _inspected(upload: Upload, choice: Choice) -> tuple[Inspection, ...]:
    """Return what the file looks like with the manager's choice; looked at once."""
    found = _cached_inspection(upload.content, upload.name, repr(choice), choice, upload)
    if isinstance(found, PlannerError):
        raise found.with_traceback(None)
    return found


@st.cache_resource(max_entries=16, show_spinner=False)
def _cached_inspection(
    content: str, name: str, choice_key: str, _choice: Choice, _upload: Upload
) -> tuple[Inspection, ...] | PlannerError:
    """Return what was found or why not: a file that was refused is not spooled again."""
    try:
        return inspect(_spooled(_upload), name, _choice)
    except PlannerError as error:
        return error


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
        _draw_rows([_readable(row, language) for row in inspection.preview], language)
    with mapping:
        _draw_mapping(screen, inspection, key)
    with rejected:
        reasons = {issue.code: language.text(issue.message) for issue in inspection.issues}
        _draw_rows(
            [
                {"source_row": row.row, "reason": reasons.get(row.code, row.code), **row.cells}
                for row in inspection.rejected
            ],
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
        encoding=ENCODINGS.get(inspection.encoding or "", inspection.encoding),
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
            f"{SEVERITY_ICONS[issue.severity]} **{language.number(issue.count)}×** "
            f"{escaped(language.text(issue.message))}"
        )
        if issue.places:
            places = [_place(place, language) for place in issue.places]
            if issue.count > len(places):
                places.append(language.text(say("and {more} more", more=issue.count - len(places))))
            st.caption(" · ".join(escaped(place) for place in places))


def _place(place: Place, language: Language) -> str:
    """Return where something was found; a row's number stands as a spreadsheet writes it."""
    parts = (
        None if place.row is None else language.text(say("row {row}", row=str(place.row))),
        place.column,
        None if place.value is None else f"“{place.value}”",
    )
    return " ".join(part for part in parts if part)


def _total(name: str, value: object, language: Language) -> str:
    if name.endswith("_amount"):
        return language.field(Quantity(value, Unit.MONEY))  # type: ignore[arg-type]  # an amount
    return language.field(value)


def _readable(row: Mapping[str, Any], language: Language) -> Mapping[str, Any]:
    """Return a row as it will be stored, its status in the reader's language."""
    status = STATUSES.get(row.get("status") or "")
    return {**row, "status": language.text(status)} if status else row


def _draw_rows(rows: Sequence[Mapping[str, Any]], language: Language) -> None:
    """Draw rows as a table; amounts have two decimals, empty cells are empty."""
    if not rows:
        st.caption(language.text(say("None.")))
        return
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


def _draw_mapping(screen: Screen, inspection: Inspection, key: str) -> None:
    """Draw which column was taken for what, and let it be changed."""
    language = screen.language
    kinds = list(KINDS)
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
    unused = language.text(UNUSED)
    by_label = {field_label(name, language): name for name in MAPPABLE}
    column, used_as = language.text(say("Column")), language.text(say("Used as"))
    edited = st.data_editor(
        pd.DataFrame(
            {
                column: list(inspection.header),
                used_as: [
                    field_label(name, language) if name else unused for name in inspection.mapping
                ],
            }
        ),
        column_config={
            used_as: st.column_config.SelectboxColumn(options=[unused, *by_label], required=True),
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


def _load(
    screen: Screen, ready: Sequence[Ready], left_out: Sequence[str], takes_sample_out: bool
) -> None:
    """Load the files one after the other; each is there whole or not at all.

    What was loaded and what was left out is said when the page is drawn again.
    """
    language = screen.language
    loaded: dict[str, str] = {}

    def work(told: Progress) -> None:
        if takes_sample_out:
            remove_sample(screen.workspace)
        for number, one in enumerate(ready):
            path, name = _spooled(one.upload), one.upload.name
            part = _part(told, number, len(ready))
            for sheet, choice in one.choices.items():
                with naming_file(name):
                    import_sheet(screen.workspace, path, name, choice, sheet, part)
                loaded[one.upload.content] = name

    try:
        with_progress(screen, work)
    except PlannerError as error:
        st.session_state["refusal"] = language.error(error)
    finally:
        # A run that is being stopped can no longer ask the session what it spooled.
        for one in ready:
            one.upload.path.unlink(missing_ok=True)
        drop_spooled()
    left_out = [*left_out, *(one.upload.name for one in ready if one.upload.content not in loaded)]
    if loaded:
        message = say("Loaded: {files}", files=", ".join(loaded.values()))
        st.session_state["notice"] = language.text(message)
    if left_out:
        message = say("Left out, not loaded: {files}", files=", ".join(left_out))
        st.session_state["left-out"] = language.text(message)
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    st.rerun()


def _part(told: Progress, number: int, count: int) -> Progress:
    """Return the progress of one file as a part of that of all."""
    return lambda stage, share: told(stage, (number + share) / count)


def _notice() -> None:
    if text := st.session_state.pop("notice", None):
        st.success(escaped(text), icon=":material/check_circle:")
    if text := st.session_state.pop("left-out", None):
        st.warning(escaped(text), icon=":material/warning:")
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
