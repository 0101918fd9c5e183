"""The whole workspace: backed up to one file, restored from one, emptied."""

import uuid
from pathlib import Path

import streamlit as st

from planner.errors import PlannerError
from planner.language import Message, say
from planner.tables import BackupContents, back_up, contents_of, empty, read_backup, restore
from planner.ui.plans import act
from planner.ui.state import FIELD, Screen
from planner.ui.text import escaped

MEGABYTE = 10**6
MADE = "made-backup"
"""Where a session keeps the back-up that it made."""


def draw_backup(screen: Screen) -> None:
    """Draw what makes a back-up, and the download when it is made."""
    language = screen.language
    st.subheader(language.text(say("Back-up")), anchor=False)
    st.markdown(
        language.text(
            say(
                "One file with all plans and their history, the loaded sheets and the tables made"
                " of them. Keep it where no one else reads it: it holds the shop's sales."
            )
        )
    )
    if st.button(
        language.text(say("Make a back-up")), icon=":material/inventory_2:", key="make-backup"
    ):
        _make(screen)
    made: Path | None = st.session_state.get(MADE)
    if made is not None and made.exists():
        st.download_button(
            language.text(
                say("Download the back-up ({size} MB)", size=made.stat().st_size / MEGABYTE)
            ),
            made.read_bytes,
            file_name=f"campaign-planner-{screen.today.isoformat()}.zip",
            mime="application/zip",
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key="download-backup",
        )


def _make(screen: Screen) -> None:
    """Write the back-up; the sweep removes it from the workspace after an hour."""
    language = screen.language
    old: Path | None = st.session_state.pop(MADE, None)
    if old is not None:
        old.unlink(missing_ok=True)
    target = screen.workspace.spool / f"back-up-{uuid.uuid4().hex}.zip"
    try:
        with st.spinner(language.text(say("Making the back-up"))):
            contents = back_up(screen.workspace, target)
    except PlannerError as error:
        st.error(escaped(language.error(error)), icon=":material/error:")
        return
    st.session_state[MADE] = target
    st.success(escaped(language.text(_holds(contents))), icon=":material/check_circle:")


def draw_restore(screen: Screen) -> None:
    """Draw the upload of a back-up, what is in it, and the confirmation to replace everything."""
    language = screen.language
    st.subheader(language.text(say("Restore")), anchor=False)
    number = st.session_state.get("restores", 0)
    file = st.file_uploader(
        language.text(say("A back-up of the planner (zip)")), type=["zip"], key=f"restore-{number}"
    )
    st.caption(language.text(say("Click or drop the file here.")))
    if file is None:
        return
    try:
        contents = read_backup(file)
    except PlannerError as error:
        st.error(escaped(language.error(error)), icon=":material/error:")
        return
    here = contents_of(screen.workspace)
    st.info(escaped(language.text(_holds(contents))), icon=":material/inventory_2:")
    replaced = say(
        "It replaces everything in this workspace: {plans} plans, {sheets} sheets. Make a back-up"
        " of them first if they may be needed again.",
        plans=here.plans,
        sheets=len(here.sheets),
    )
    st.warning(escaped(language.text(replaced)), icon=":material/warning:")
    # Of this file: consent to one is none to the next that is dropped in its place.
    agreed = st.checkbox(
        language.text(say("Replace everything by this back-up")), key=f"agreed-{file.file_id}"
    )

    def replace() -> None:
        restore(screen.workspace, file)
        st.session_state["restores"] = number + 1
        _forget_everything()

    st.button(
        language.text(say("Restore the back-up")),
        type="primary",
        icon=":material/settings_backup_restore:",
        disabled=not agreed,
        key="restore-now",
        on_click=act,
        args=(language, replace, say("The back-up is restored; all pages show it now.")),
    )


def draw_emptying(screen: Screen) -> None:
    """Draw the typed confirmation that removes everything."""
    language = screen.language
    st.subheader(language.text(say("Empty the workspace")), anchor=False)
    word = language.text(say("EMPTY"))
    here = contents_of(screen.workspace)
    st.markdown(
        escaped(
            language.text(
                say(
                    "Removes {plans} plans with their history, {sheets} sheets and all tables from"
                    " this computer. Only a back-up brings them back. Type {word} to do it.",
                    plans=here.plans,
                    sheets=len(here.sheets),
                    word=word,
                )
            )
        )
    )
    number = st.session_state.get("emptied", 0)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            language.text(say("Type {word}", word=word)), key=f"empty-{number}", width=220
        )

        def clear() -> None:
            empty(screen.workspace)
            st.session_state["emptied"] = number + 1
            _forget_everything()

        st.button(
            language.text(say("Empty the workspace now")),
            icon=":material/delete_forever:",
            disabled=typed.strip() != word,
            key="empty-now",
            on_click=act,
            args=(language, clear, say("The workspace is empty.")),
        )


def _forget_everything() -> None:
    """Let go of the plan in the address and of what this session filled in from it."""
    st.query_params.pop("plan", None)
    st.session_state.pop(MADE, None)
    for key in [key for key in st.session_state if str(key).startswith(FIELD)]:
        del st.session_state[key]


def _holds(contents: BackupContents) -> Message:
    return say(
        "Back-up of {moment}: {plans} plans, {count} sheets ({sheets}), {size} MB unpacked.",
        moment=contents.made_at,
        plans=contents.plans,
        count=len(contents.sheets),
        sheets=", ".join(contents.sheets) or "–",
        size=contents.size / MEGABYTE,
    )
