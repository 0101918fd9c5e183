"""What happened to a plan: single changes, the saves they belong to, and what was in force when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from planner.campaign.plan import Plan
from planner.campaign.settings import Stored


@dataclass(frozen=True)
class Change:
    """One field's change in a plan's history.

    Who made it cannot be known: the planner has no accounts.

    Attributes:
        version: that it led to.
        name: of the field.
        old: what the field held.
        new: what it held then.
        changed_at: when, on the clock of this machine.
        takes_back: the version that it undid; None for all others.
        goes_back_to: the version that it restored; None for all others.
    """

    version: int
    name: str
    old: Stored
    new: Stored
    changed_at: datetime
    takes_back: int | None = None
    goes_back_to: int | None = None


@dataclass(frozen=True)
class Save:
    """The changes that were saved together.

    Attributes:
        version: that they led to.
        saved_at: when, on the clock of this machine.
        changes: of single fields.
        takes_back: the version that it undid; None for all others.
        goes_back_to: the version that it restored; None for all others.
        is_taken_back: a later save undid it, and was not undone itself.
    """

    version: int
    saved_at: datetime
    changes: tuple[Change, ...]
    takes_back: int | None
    goes_back_to: int | None
    is_taken_back: bool


def in_saves(changes: Sequence[Change]) -> list[Save]:
    """Return changes, newest first, grouped into their saves.

    A save counts as taken back when a later save undid it; undoing that one puts it in force again.

    >>> from datetime import datetime
    >>> at = datetime(2027, 10, 1)
    >>> told = [Change(4, "a", 1, 2, at, takes_back=3), Change(3, "a", 2, 1, at, takes_back=2)]
    >>> [(save.version, save.is_taken_back) for save in in_saves([*told, Change(2, "a", 1, 2, at)])]
    [(4, False), (3, True), (2, False)]
    """
    taken_back: set[int] = set()
    saves = []
    for version, together in groupby(changes, key=lambda change: change.version):
        group = tuple(together)
        first = group[0]
        gone = version in taken_back
        if first.takes_back is not None and not gone:
            taken_back.add(first.takes_back)
        saves.append(
            Save(version, first.changed_at, group, first.takes_back, first.goes_back_to, gone)
        )
    return saves


def last_to_undo(saves: Sequence[Save]) -> Save | None:
    """Return the newest save that is in force and took nothing back itself.

    What a plan was made with is no save to undo: version 1 is where it begins.
    """
    return next(
        (
            save
            for save in saves
            if save.takes_back is None and not save.is_taken_back and save.version > 1
        ),
        None,
    )


def values_before(plan: Plan, changes: Sequence[Change], version: int) -> Mapping[str, Stored]:
    """Return what a plan held at an earlier version, from all its changes, newest first."""
    values = dict(plan.values)
    for change in changes:
        if version < change.version <= plan.version:
            values[change.name] = change.old
    return {name: value for name, value in values.items() if value is not None}
