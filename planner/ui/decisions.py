"""What the manager decided about a file that is not loaded yet, and what it looks like then.

Both are kept in the session by the file's content: they are there again after a look at another
page, and when the same file is uploaded again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from planner.errors import PlannerError
from planner.language import Message, say
from planner.sheets import Choice, Inspection, Part, inspect, remembered_choices
from planner.sheets.memory import header_key
from planner.sheets.report import names
from planner.ui.spooling import Upload, spooled
from planner.ui.state import Screen
from planner.ui.text import escaped


@dataclass(frozen=True)
class Decisions:
    """What was decided about a file.

    Attributes:
        choices: how tables of it are to be read.
        left_out: tables that can be loaded and shall not be.
        forgotten: headers for which an earlier decision shall not be used.
        edition: counts the changes. Widgets are named by it, so that each change seeds them anew.
    """

    choices: Mapping[Part, Choice] = field(default_factory=dict)
    left_out: frozenset[Part] = frozenset()
    forgotten: frozenset[str] = frozenset()
    edition: int = 0


@dataclass(frozen=True)
class Table:
    """A table of a file as it looks now.

    Attributes:
        upload: the file.
        inspection: what the planner makes of it.
        choice: with which it was read, today's or one that was remembered.
        key: names its widgets.
        name: what a reader calls it; None where it is all that the file holds.
    """

    upload: Upload
    inspection: Inspection
    choice: Choice
    key: str
    name: Message | None = None

    @property
    def part(self) -> Part:
        """Return which table of the file it is."""
        return self.inspection.part

    @property
    def wanted(self) -> bool:
        """Return whether it will be loaded."""
        left_out = decisions(self.upload).left_out
        return self.inspection.usable and self.part not in left_out


def decisions(upload: Upload) -> Decisions:
    """Return what was decided about a file so far."""
    found = st.session_state.get(_key(upload))
    return found if isinstance(found, Decisions) else Decisions()


def decide(upload: Upload, **changes: Any) -> None:
    """Keep a decision about how to read a file; what kept it out before may no longer hold."""
    old = decisions(upload)
    st.session_state.pop(refusal_key(upload), None)
    st.session_state[_key(upload)] = replace(old, edition=old.edition + 1, **changes)


def _key(upload: Upload) -> str:
    return f"decisions-{upload.content}"


def refusal_key(upload: Upload) -> str:
    """Return where the session keeps why a file was not loaded."""
    return f"refused-{upload.content}"


def read_as(tables: Sequence[Table], table: Table, choice: Choice) -> None:
    """Keep how a table is to be read; how its text is written holds for all tables of that text."""
    upload = table.upload
    choices = {
        **decisions(upload).choices,
        **{
            other.part: replace(other.choice, encoding=choice.encoding, delimiter=choice.delimiter)
            for other in tables
            if other.part.member == table.part.member
            and (choice.encoding, choice.delimiter)
            != (other.choice.encoding, other.choice.delimiter)
        },
        table.part: choice,
    }
    decide(upload, choices=choices)


def read_as_proposed(tables: Sequence[Table], upload: Upload) -> None:
    """Forget all that was decided about how to read a file, today or earlier."""
    keys = frozenset(header_key(table.inspection.header) for table in tables)
    decide(upload, choices={}, forgotten=decisions(upload).forgotten | keys)


def load_or_not(upload: Upload, part: Part) -> None:
    """Turn round whether a table will be loaded; how it is read stays, so no widget is new."""
    old = decisions(upload)
    st.session_state[_key(upload)] = replace(old, left_out=old.left_out ^ {part})


def choices_to_load(tables: Sequence[Table]) -> Mapping[Part, Choice]:
    """Return how to read each table that will be loaded."""
    told = {
        table.part.member: (table.choice.encoding, table.choice.delimiter)
        for table in tables
        if table.choice.encoding or table.choice.delimiter
    }
    return {
        table.part: replace(table.choice, encoding=encoding, delimiter=delimiter)
        for table in tables
        if table.wanted
        for encoding, delimiter in [told.get(table.part.member, (None, None))]
    }


@dataclass(frozen=True)
class _Looked:
    """What was found in a file, and with which question."""

    asked: str
    found: tuple[Inspection, ...] | PlannerError


def tables_in(screen: Screen, upload: Upload) -> tuple[Table, ...]:
    """Return the tables of a file as they look with what was decided; looked at once.

    Raises:
        PlannerError: the file cannot be used.
    """
    decided = decisions(upload)
    remembered = {
        key: choice
        for key, choice in remembered_choices(screen.workspace).items()
        if key not in decided.forgotten
    }
    found = _looked_at(screen, upload, decided.choices, remembered)
    if isinstance(found, PlannerError):
        raise found.with_traceback(None)
    return tuple(
        Table(
            upload,
            inspection,
            _choice_behind(inspection, decided.choices, remembered),
            f"{upload.content}-{number}-{decided.edition}",
            name,
        )
        for number, (inspection, name) in enumerate(zip(found, names(found), strict=True))
    )


def _choice_behind(
    inspection: Inspection, choices: Mapping[Part, Choice], remembered: Mapping[str, Choice]
) -> Choice:
    if inspection.remembered:
        return remembered.get(header_key(inspection.header), Choice())
    return choices.get(inspection.part, Choice())


def _looked_at(
    screen: Screen,
    upload: Upload,
    choices: Mapping[Part, Choice],
    remembered: Mapping[str, Choice],
) -> tuple[Inspection, ...] | PlannerError:
    """Return what was found or why not; a file that was refused is not spooled again.

    Kept in the session and not in a cache: a cache of any size is too small for one file more.
    """
    looked: dict[str, _Looked] = st.session_state.setdefault("looked", {})
    asked = repr((upload.name, choices, remembered))
    known = looked.get(upload.content)
    if known is None or known.asked != asked:
        words = screen.language.text(say("Reading {file}", file=upload.name))
        with st.spinner(escaped(words), show_time=True):
            known = _Looked(asked, _inspected(screen, upload, choices, remembered))
        looked[upload.content] = known
    return known.found


def _inspected(
    screen: Screen,
    upload: Upload,
    choices: Mapping[Part, Choice],
    remembered: Mapping[str, Choice],
) -> tuple[Inspection, ...] | PlannerError:
    try:
        return inspect(
            spooled(upload),
            upload.name,
            choices,
            remembered,
            screen.workspace.spool,
            screen.dataset,
        )
    except PlannerError as error:
        return error.with_traceback(None)


def forget_all_but(uploads: Sequence[Upload]) -> None:
    """Let go of what files looked like that are no longer there; what was decided stays."""
    looked: dict[str, _Looked] = st.session_state.setdefault("looked", {})
    kept = {upload.content for upload in uploads}
    for content in [content for content in looked if content not in kept]:
        del looked[content]
