"""The edited workbook comes back: its differences, each accepted or refused, saved together."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner.checklist.way_back import Proposal, Returned, patches_of, proposals, read_workbook
from planner.errors import N_, PlanError, PlannerError
from planner.language import Language, say
from planner.ui import frame, inputs
from planner.ui.plans import act, store_of
from planner.ui.state import Screen
from planner.ui.text import escaped

READ = "way-back-read"
"""Where a session keeps the workbook that it read last: a click does not read it again."""

THEN, WORKBOOK, NOW = say("then"), say("workbook"), say("plan now")


def draw(screen: Screen) -> None:
    """Draw the upload, and what differs in the workbook that came back."""
    language = screen.language
    st.subheader(language.text(say("The edited workbook comes back")), anchor=False)
    inputs.name_uploader(language.text(say("Choose the workbook")))
    file = st.file_uploader(
        language.text(say("A workbook of this plan (xlsx)")), type=["xlsx"], key="way-back"
    )
    st.caption(
        language.text(
            say(
                "Click or drop the file here. Status, owner, days, notes, stock, prices and"
                " assumptions are read back, and rows you added. Nothing changes until you tick it."
            )
        )
    )
    if file is None:
        st.session_state.pop(READ, None)
        return
    try:
        returned = _read(screen, file)
    except PlannerError as error:
        st.error(escaped(language.error(error)), icon=":material/error:")
        return
    found = proposals(returned, screen.answer, screen.checklist)
    _draw_summary(screen, returned, found)
    if found:
        _draw_proposals(screen, found, file.file_id)


def _read(screen: Screen, file: UploadedFile) -> Returned:
    """Return what the workbook says; read once."""
    key = (file.file_id, screen.plan.plan_id)
    known: tuple[tuple[str, str], Returned] | None = st.session_state.get(READ)
    if known is None or known[0] != key:
        with st.spinner(screen.language.text(say("Reading the workbook"))):
            known = (key, read_workbook(file.getvalue(), screen.plan))
        st.session_state[READ] = known
    return known[1]


def _draw_summary(screen: Screen, returned: Returned, found: Sequence[Proposal]) -> None:
    language = screen.language
    told = say(
        "Downloaded on {day} from version {then}; the plan is at version {now}.",
        day=returned.facts.get("exported_on"),
        then=returned.facts.get("plan_version"),
        now=str(screen.plan.version),
    )
    st.caption(escaped(language.text(told)))
    if not found:
        st.success(
            language.text(say("No differences: the plan holds all that the workbook says.")),
            icon=":material/check_circle:",
        )
        return
    counted = say(
        "{count} differences, {conflicts} of them against something newer in the plan, {refused}"
        " that cannot be taken.",
        count=len(found),
        conflicts=sum(one.conflicts and one.reason is None for one in found),
        refused=sum(one.reason is not None for one in found),
    )
    st.info(language.text(counted), icon=":material/difference:")


def _draw_proposals(screen: Screen, found: Sequence[Proposal], file_id: str) -> None:
    language = screen.language
    every = st.toggle(
        language.text(say("Tick all that overwrite nothing newer")), key=f"tick-all-{file_id}"
    )
    # New boxes after every save: what is left begins without a tick.
    form = f"way-back-{file_id}-{screen.plan.version}-{every}"
    keys = {number: f"{form}-{number}" for number, _ in enumerate(found)}
    with st.form(form):
        for number, one in enumerate(found):
            can_be_taken = one.reason is None
            st.checkbox(
                _title(one, language),
                value=every and can_be_taken and not one.conflicts,
                disabled=not can_be_taken,
                key=keys[number],
            )
            st.caption(_values(one, language))

        def take() -> None:
            ticked = [one for number, one in enumerate(found) if st.session_state[keys[number]]]
            if not ticked:
                raise PlanError(N_("Nothing is ticked: tick what is to be taken."))
            store_of(screen).save(screen.plan.plan_id, patches_of(ticked))

        st.form_submit_button(
            language.text(say("Take what is ticked")),
            type="primary",
            icon=":material/check:",
            key=f"{form}-take",
            on_click=act,
            args=(
                language,
                take,
                say("Taken over as one save; the history on the page Plans takes it back."),
            ),
        )
    frame.link(frame.PLANS, screen, say("To the history"))


def _title(one: Proposal, language: Language) -> str:
    label = f"**{escaped(language.text(one.label))}**"
    return f"{label} · {escaped(language.text(one.subject))}" if one.subject else label


def _values(one: Proposal, language: Language) -> str:
    """Return then, workbook and now in one line of Markdown."""
    then, workbook, now = (
        escaped(language.field(value) or language.number(None))
        for value in (one.then, one.workbook, one.now)
    )
    labels = (escaped(language.text(label)) for label in (THEN, WORKBOOK, NOW))
    values = (then, f"**{workbook}**", now)
    texts = [f"{label}: {value}" for label, value in zip(labels, values, strict=True)]
    line = " · ".join(texts)
    if one.reason is not None:
        reason = escaped(language.text(one.reason))
        return f"{line}  \n:red[:material/block: {reason}]"
    if one.conflicts:
        newer = language.text(
            say("The plan has changed since: taking it overwrites what is newer.")
        )
        return f"{line}  \n:orange[:material/warning: {escaped(newer)}]"
    return line
