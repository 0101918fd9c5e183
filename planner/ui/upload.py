"""Sheets on their way in: uploaded, shown, mapped, loaded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner.errors import PlannerError
from planner.language import Language, Message, say
from planner.sheets import Choice, Part, import_file
from planner.sheets.kinds import BOTH, ORDER_ITEMS, ORDERS
from planner.sheets.labels import counts
from planner.tables import imported_files
from planner.ui import inputs, reporting
from planner.ui.decisions import (
    Table,
    choices_to_load,
    decisions,
    forget_all_but,
    load_or_not,
    refusal_key,
    tables_in,
)
from planner.ui.mapping import draw_mapping, draw_reset
from planner.ui.sample import Progress, is_sample, offer_sample, remove_sample, with_progress
from planner.ui.spooling import HASH_SIGNS, Upload, taken, upload_of
from planner.ui.state import Screen, drop_spooled
from planner.ui.text import escaped

OPEN_FILES = 3
"""Up to so many files the details of each are drawn at once; of more, when they are asked for."""
_LOADED_FIRST, _LOADED_LAST = frozenset({ORDERS, BOTH}), frozenset({ORDER_ITEMS})
_SALES = _LOADED_FIRST | _LOADED_LAST
FILES, CARRIED = "files", "carried"
"""Where a session keeps the files on the page, and those that no uploader holds any more."""
STOPPED = "loading-stopped"
"""Is in the session while sheets are loaded, and afterwards where a click stopped that."""


@dataclass(frozen=True)
class Ready:
    """An upload that can be loaded, with the choice made for each table that will be."""

    upload: Upload
    choices: Mapping[Part, Choice]
    kinds: frozenset[str]


@dataclass(frozen=True)
class Seen:
    """What was seen of a file while it was drawn.

    Attributes:
        ready: what of it will be loaded; None where nothing will.
        pending: whether columns were changed in its grid and not used yet.
    """

    ready: Ready | None = None
    pending: bool = False


def draw_upload(screen: Screen) -> None:
    """Draw the upload: what each file was taken for, its preview, mapping and report."""
    language = screen.language
    _notice(language)
    uploads, left_out = _different(screen, _files(screen))
    forget_all_but(uploads)
    if not uploads:
        drop_spooled()
        if not imported_files(screen.workspace):
            offer_sample(screen)
        return
    seen = [_draw_file(screen, upload, len(uploads)) for upload in uploads]
    ready = [one.ready for one in seen if one.ready]
    left_out += [upload.name for upload, one in zip(uploads, seen, strict=True) if not one.ready]
    # What was refused or taken back by the manager stays on no disk.
    drop_spooled(keep=[one.upload.path for one in ready])
    if not ready:
        return
    takes_sample_out = _ask_about_sample(screen, ready)
    pending = any(one.pending for one in seen)
    asked = st.button(
        language.text(say("Load into the planner")),
        type="primary",
        icon=":material/database_upload:",
        key="load",
        disabled=pending,
    )
    # A place of its own for the bar: else it would take that of what is drawn next.
    with st.empty():
        if asked:
            _load(screen, ready, left_out, takes_sample_out)
    if pending:
        st.caption(
            language.text(
                say("Columns were changed: use them, or take the changes back, before loading.")
            )
        )


def _files(screen: Screen) -> list[UploadedFile]:
    """Draw the uploader; return its files, and those brought along from before.

    Streamlit empties the uploader when another page is opened. Its files are kept in the session
    meanwhile, so that nobody has to find and upload them again.
    """
    language = screen.language
    inputs.name_uploader(language.text(say("Choose files")))
    key = f"upload-{st.session_state.get('uploads', 0)}"
    if key not in st.session_state:
        st.session_state[CARRIED] = st.session_state.get(FILES, [])
    files = st.file_uploader(
        language.text(
            say(
                "Sheets of the shop: orders, order items, stock, products, visitor figures,"
                " discounts, logistics"
            )
        ),
        accept_multiple_files=True,
        key=key,
        help=language.text(
            say(
                "As the platform, the warehouse system or a spreadsheet exported them, in any"
                " language and encoding; what each one is, is recognised. Names, phones and"
                " addresses are dropped while reading."
            )
        ),
    )
    st.caption(
        language.text(
            say(
                "Click or drop files here: csv, tsv, txt, xlsx, xls, xlsb, ods, parquet, or a zip"
                " of them; one or several at once, up to {size} GB each. A larger list fits as a"
                " zip.",
                size=int(st.get_option("server.maxUploadSize")) // 1024,
            )
        )
    )
    there = [*st.session_state.get(CARRIED, []), *files]
    st.session_state[FILES] = there
    return there


def _put_away(upload: Upload) -> None:
    """Let go of a file that was brought along from before."""
    st.session_state.pop(refusal_key(upload), None)
    for place in (CARRIED, FILES):
        st.session_state[place] = [
            file for file in st.session_state.get(place, []) if file is not upload.file
        ]


def _different(screen: Screen, files: Iterable[UploadedFile]) -> tuple[list[Upload], list[str]]:
    """Return files of different content, and the names of those that repeat one."""
    different: dict[str, Upload] = {}
    repeated = []
    for file in files:
        upload = upload_of(screen, file)
        other = different.setdefault(upload.content, upload)
        if other is not upload:
            message = say(
                "{file} has the same content as {other} and is left out.",
                file=upload.name,
                other=other.name,
            )
            st.warning(escaped(screen.language.text(message)), icon=":material/warning:")
            repeated.append(upload.name)
    return list(different.values()), repeated


def _draw_file(screen: Screen, upload: Upload, files: int) -> Seen:
    """Draw the card of a file; return what of it will be loaded."""
    language = screen.language
    with st.container(border=True, key=f"file-{upload.content}"):
        try:
            tables = tables_in(screen, upload)
        except PlannerError as error:
            _draw_title(upload, reporting.REFUSED, [language.text(say("not readable"))], language)
            st.error(escaped(language.error(error)), icon=":material/error:")
            if decisions(upload).choices:
                draw_reset((), upload, language, upload.content, changed=True)
            return Seen()
        left_out = [table.inspection for table in tables if table.inspection.left_out]
        tables = tuple(table for table in tables if not table.inspection.left_out)
        _draw_title(upload, *_title_of(tables, language), language)
        if loaded := _loaded_as(screen, upload):
            message = say(
                "The content of this file is loaded already, as {file}. To load it with other"
                " settings, remove it below first.",
                file=loaded,
            )
            st.info(escaped(language.text(message)), icon=":material/info:")
        draw = _draw_one if len(tables) == 1 else _draw_several
        pending = draw(tables, upload, language, files)
        reporting.draw_left_out(left_out, language)
        choices = choices_to_load(tables)
        if not choices:
            return Seen(None, pending)
        kinds = frozenset(table.inspection.kind for table in tables if table.wanted)
        return Seen(Ready(upload, choices, kinds), pending)


def _loaded_as(screen: Screen, upload: Upload) -> str | None:
    """Return the name under which a file's content is loaded already."""
    loaded = imported_files(screen.workspace)
    content = upload.content[:HASH_SIGNS]
    return next((one.file_name for one in loaded if one.content_hash.startswith(content)), None)


def _title_of(
    tables: Sequence[Table], language: Language
) -> tuple[reporting.Verdict, Sequence[str]]:
    """Return the verdict on a file and the words on what it is."""
    if len(tables) == 1:
        (table,) = tables
        kind = reporting.kind_label(table.inspection, language)
        name = [language.text(table.name)] if table.name else []
        return reporting.verdict(table.inspection), [*name, kind]
    usable = [table for table in tables if table.inspection.usable]
    gravest = max(
        (reporting.verdict(table.inspection) for table in usable),
        key=lambda found: found is reporting.LOOK,
        default=reporting.REFUSED,
    )
    words = say("{usable} of {tables} tables can be loaded", usable=len(usable), tables=len(tables))
    return gravest, [language.text(words)]


def _draw_title(
    upload: Upload, found: reporting.Verdict, words: Sequence[str], language: Language
) -> None:
    """Draw the first line of a card: name, what it is, verdict; and the way to put it away.

    Where loading was tried and refused, that is the verdict, with its reason.
    """
    refusal = st.session_state.get(refusal_key(upload))
    if refusal:
        found = reporting.NOT_LOADED
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        about = " · ".join(escaped(word) for word in words)
        st.markdown(f"**{escaped(upload.name)}** · {about} {reporting.badge(found, language)}")
        if any(file is upload.file for file in st.session_state.get(CARRIED, [])):
            st.button(
                language.text(say("Put away")),
                icon=":material/close:",
                type="tertiary",
                key=f"away-{upload.content}",
                on_click=_put_away,
                args=(upload,),
            )
    if refusal:
        st.error(escaped(refusal), icon=":material/error:")


def _draw_one(tables: Sequence[Table], upload: Upload, language: Language, files: int) -> bool:
    """Draw a file with one table; return whether its grid holds changes not used yet."""
    (table,) = tables
    reporting.draw_glance(table.inspection, language)
    return _draw_details(tables, table, language, files)


def _draw_several(tables: Sequence[Table], upload: Upload, language: Language, files: int) -> bool:
    """Draw a file with several tables, each offered; return whether a grid is being changed."""
    usable = [table for table in tables if table.inspection.usable]
    for table in usable:
        _draw_offer(table, language)
    _draw_unusable([table for table in tables if not table.inspection.usable], language)
    shown = inputs.select(
        language.text(say("Show the details of")),
        range(len(tables)),
        lambda number: _named(tables[number], language),
        key=f"shown-{upload.content}",
        first=tables.index(usable[0]) if usable else 0,
    )
    table = tables[shown]
    reporting.draw_glance(table.inspection, language)
    return _draw_details(tables, table, language, files)


def _named(table: Table, language: Language) -> str:
    kind = reporting.kind_label(table.inspection, language)
    return kind if table.name is None else f"{language.text(table.name)} · {kind}"


def _draw_offer(table: Table, language: Language) -> None:
    """Draw a table that can be loaded, with the mark that says whether it will be."""
    inspection = table.inspection
    icon, _, _ = reporting.verdict(inspection)
    st.checkbox(
        f"{icon} **{escaped(_named(table, language))}** · "
        f"{escaped(language.text(counts(inspection)))}",
        value=table.wanted,
        key=f"load-{table.upload.content}-{tuple(table.part)}",
        on_change=load_or_not,
        args=(table.upload, table.part),
        help=language.text(say("Load this table")),
    )


def _draw_unusable(tables: Sequence[Table], language: Language) -> None:
    if not tables:
        return
    label = language.text(say("Tables that cannot be loaded: {tables}", tables=len(tables)))
    with st.expander(label, type="compact"):
        for table in tables:
            reason = table.inspection.issues[0].message if table.inspection.issues else None
            words = language.text(reason) if reason else language.text(say("no rows"))
            st.caption(f"**{escaped(_named(table, language))}**: {escaped(words)}")


def _draw_details(tables: Sequence[Table], table: Table, language: Language, files: int) -> bool:
    """Draw report, preview, columns and rejected rows of a table; of many files when asked for."""
    inspection = table.inspection
    asked = files <= OPEN_FILES or st.toggle(
        language.text(say("Details")),
        value=not inspection.usable,
        key=f"details-{table.upload.content}",
    )
    if not asked:
        reporting.draw_urgent(inspection, language)
        return False
    rejected_title = say("Rejected rows")
    if inspection.rows_rejected:
        rejected_title = say("Rejected rows ({rows})", rows=inspection.rows_rejected)
    titles = [
        language.text(title)
        for title in (say("Report"), say("Preview"), say("Settings and columns"), rejected_title)
    ]
    report, preview, columns, rejected = st.tabs(
        titles,
        # What cannot be loaded is mended there; the reason stands above.
        default=titles[0 if inspection.usable else 2],
        key=f"tabs-{table.upload.content}",
    )
    with report:
        reporting.draw_report(inspection, language)
    with preview:
        reporting.draw_preview(inspection, language)
    with columns:
        pending = draw_mapping(tables, table, language)
    with rejected:
        reporting.draw_rejected(inspection, language, table.key)
    return pending


def _ask_about_sample(screen: Screen, ready: Sequence[Ready]) -> bool:
    """Return whether the sample shop goes out first; two shops never add up.

    Sheets without sales, such as a count sheet filled in or a table of codes, are first taken for
    more of the shop that is there.
    """
    if not any(is_sample(file) for file in imported_files(screen.workspace)):
        return False
    brings_sales = any(one.kinds & _SALES for one in ready)
    return st.checkbox(
        screen.language.text(say("Take the sample shop out first (two shops never add up)")),
        value=brings_sales,
        # Each default has a key of its own: under one key the first would stay.
        key="sample-out" if brings_sales else "sample-out-without-sales",
    )


def _load(
    screen: Screen, ready: Sequence[Ready], left_out: Sequence[str], takes_sample_out: bool
) -> None:
    """Load the files one after the other; each is there whole or not at all.

    What was loaded and what was left out is said when the page is drawn again. What was not loaded
    stays on the page, with the reason beside it.
    """
    loaded: dict[str, str] = {}
    refused: dict[str, str] = {}
    # Taken away when the work is done: a click meanwhile stops it, and nothing else would say so.
    st.session_state[STOPPED] = True

    def work(told: Progress) -> None:
        if takes_sample_out:
            remove_sample(screen.workspace, screen.plan.plan_id)
        for number, one in enumerate(sorted(ready, key=_order_of_loading)):
            name, content = one.upload.name, one.upload.content
            part = _part(told, name, number, len(ready))
            try:
                import_file(screen.workspace, paths[content], name, one.choices, part, screen.today)
                loaded[content] = name
            except PlannerError as error:
                refused[content] = screen.language.error(error)

    paths = {one.upload.content: taken(one.upload) for one in ready}
    try:
        with_progress(screen, work)
    except PlannerError as error:
        st.session_state["refusal"] = screen.language.error(error)
    finally:
        # A run that is being stopped can no longer ask the session what it spooled.
        for path in paths.values():
            path.unlink(missing_ok=True)
    drop_spooled()
    st.session_state.pop(STOPPED, None)
    _say_what_became(screen, ready, left_out, loaded, refused)
    st.rerun()


def _order_of_loading(ready: Ready) -> int:
    """Return 0 for lists of orders, 2 for lists of nothing but their items, else 1."""
    if ready.kinds & _LOADED_FIRST:
        return 0
    return 2 if ready.kinds <= _LOADED_LAST else 1


def _part(told: Progress, name: str, number: int, count: int) -> Progress:
    """Return the progress of one file as a part of that of all."""

    def part(stage: Message, share: float) -> None:
        message = say(
            "{file} ({number} of {files}): {stage}",
            file=name,
            number=number + 1,
            files=count,
            stage=stage,
        )
        told(message, (number + share) / count)

    return part


def _say_what_became(
    screen: Screen,
    ready: Sequence[Ready],
    left_out: Sequence[str],
    loaded: Mapping[str, str],
    refused: Mapping[str, str],
) -> None:
    """Keep what is to be said of the files when the page is drawn again."""
    language = screen.language
    left_out = [*left_out, *(one.upload.name for one in ready if one.upload.content not in loaded)]
    if loaded:
        message = say("Loaded: {files}", files=", ".join(loaded.values()))
        st.session_state["notice"] = language.text(message)
    if left_out:
        message = say("Left out, not loaded: {files}", files=", ".join(left_out))
        st.session_state["left-out"] = language.text(message)
    for one in ready:
        if one.upload.content in refused:
            st.session_state[refusal_key(one.upload)] = refused[one.upload.content]
        else:
            st.session_state.pop(refusal_key(one.upload), None)
    st.session_state[FILES] = [
        file
        for file in st.session_state.get(FILES, [])
        if upload_of(screen, file).content not in loaded
    ]
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1


def _notice(language: Language) -> None:
    if st.session_state.pop(STOPPED, None):
        message = say(
            "Loading was stopped by a click on the page before it was done. Sheets that are listed"
            " below are loaded whole; load the others again, and wait for the bar."
        )
        st.warning(escaped(language.text(message)), icon=":material/warning:")
    if text := st.session_state.pop("notice", None):
        st.success(escaped(text), icon=":material/check_circle:")
    if text := st.session_state.pop("left-out", None):
        st.warning(escaped(text), icon=":material/warning:")
    if text := st.session_state.pop("refusal", None):
        st.error(escaped(text), icon=":material/error:")
