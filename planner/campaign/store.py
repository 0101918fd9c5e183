"""Where plans are kept: saved as they change, there again after a restart, with their history.

A save is a patch of single fields, each with the value its editor saw. It is applied to the newest
version wherever that field is unchanged, so that two tabs that edit different fields never refuse
each other and two that edit the same field never overwrite each other silently. Taking a save back
is itself such a patch: it is refused where the field has changed since, and it stands in the
history like any other. A deleted plan is only marked so.

A plan without a main day is that of the next promotion. With the first value that is saved into it
the day proposed then is saved, too: what was typed for an event stays with it when it is over.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, exists, func, insert, literal, select, update

from planner.campaign.campaign import MAIN_DAY
from planner.campaign.history import Change, Save, in_saves, values_before
from planner.campaign.plan import Patch, Plan
from planner.campaign.presets import next_event
from planner.campaign.schema import CHANGES, PLANS, prepare
from planner.campaign.settings import Registry, Stored
from planner.errors import N_, PlanConflict, PlanError
from planner.tables import Workspace
from planner.tables.workspace import SCHEMA_VERSION

TRIES = 20
"""Saves that meet another save in the same instant start again with the newer version."""
_UNDELETED = PLANS.c.deleted_at.is_(None)


@dataclass(frozen=True)
class SeenData:
    """The data that a plan was last worked on with.

    Attributes:
        version: of the data.
        files: names of the sheets it was made from.
    """

    version: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class SavedPlan:
    """A plan with what the store knows about it; times are on the clock of this machine.

    Attributes:
        plan: what somebody set.
        created_at: when it was made.
        changed_at: when it was last saved.
        deleted_at: when it was marked deleted; None while it is not.
        seen: the data it was last worked on with; None before there was any.
    """

    plan: Plan
    created_at: datetime
    changed_at: datetime
    deleted_at: datetime | None
    seen: SeenData | None


class Edit(NamedTuple):
    """A patch whose value was found right, as the plan stores it."""

    name: str
    old: Stored
    new: Stored


class PlanStore:
    """The plans of a workspace.

    Args:
        workspace: where they lie.
        registry: all fields that they may hold.
        today: the day from which a main day is proposed; with None a save keeps no proposal.
    """

    def __init__(self, workspace: Workspace, registry: Registry, today: date | None = None) -> None:
        self._engine = workspace.engine
        self._registry = registry
        self._proposed = next_event(today).isoformat() if today else None
        prepare(workspace)

    # Plans ---------------------------------------------------------------------------------------

    def current(self) -> Plan:
        """Return the plan to begin with, the oldest one; makes an empty one where there is none."""
        oldest = (
            select(PLANS.c.id).where(_UNDELETED).order_by(PLANS.c.created_at, PLANS.c.id).limit(1)
        )
        with self._engine.begin() as connection:
            plan_id = connection.execute(oldest).scalar()
            if plan_id is None:
                # One statement looks and writes: of two first calls only one makes the plan.
                empty = {
                    PLANS.c.id: uuid.uuid4().hex,
                    PLANS.c.schema_version: SCHEMA_VERSION,
                    PLANS.c.version: 1,
                    PLANS.c.field_values: {},
                    PLANS.c.created_at: _now(),
                }
                connection.execute(
                    insert(PLANS).from_select(
                        list(empty),
                        select(
                            *(literal(value, column.type) for column, value in empty.items())
                        ).where(~exists().select_from(PLANS).where(_UNDELETED)),
                    )
                )
                plan_id = connection.execute(oldest).scalar_one()
            return _load(connection, plan_id)

    def load(self, plan_id: str) -> Plan:
        """Return a plan.

        Raises:
            PlanError: no plan has this id, or it was deleted.
        """
        with self._engine.connect() as connection:
            return _load(connection, plan_id)

    def plans(self, deleted: bool = False) -> list[SavedPlan]:
        """Return the plans, oldest first; those that were deleted, when asked for."""
        last_change = (
            select(CHANGES.c.plan_id, func.max(CHANGES.c.changed_at).label("changed_at"))
            .group_by(CHANGES.c.plan_id)
            .subquery()
        )
        wanted = (
            select(PLANS, last_change.c.changed_at)
            .outerjoin(last_change, last_change.c.plan_id == PLANS.c.id)
            .where(~_UNDELETED if deleted else _UNDELETED)
            .order_by(PLANS.c.created_at, PLANS.c.id)
        )
        with self._engine.connect() as connection:
            return [_saved_plan(row) for row in connection.execute(wanted).mappings()]

    def create(self, values: Mapping[str, object]) -> Plan:
        """Make a plan that holds these values; they are its version 1.

        Raises:
            PlanError: a value that its field refuses.
        """
        checked = {name: self._registry.checked(name, value) for name, value in values.items()}
        return self._insert(checked)

    def duplicate(self, plan_id: str, told_apart: Mapping[str, object]) -> Plan:
        """Make a plan that holds what another holds now, but for the fields that tell it apart.

        Raises:
            PlanError: there is no such plan, or a value is refused.
        """
        changed = {name: self._registry.checked(name, one) for name, one in told_apart.items()}
        return self._insert({**self.load(plan_id).values, **changed})

    def _insert(self, values: Mapping[str, Stored]) -> Plan:
        given = {name: value for name, value in values.items() if value is not None}
        plan = Plan(uuid.uuid4().hex, 1, given)
        with self._engine.begin() as connection:
            connection.execute(
                insert(PLANS).values(
                    id=plan.plan_id,
                    schema_version=SCHEMA_VERSION,
                    version=1,
                    field_values=given,
                    created_at=_now(),
                )
            )
            edits = [Edit(name, None, value) for name, value in given.items()]
            _write_changes(connection, plan, edits, {})
        return plan

    def delete(self, plan_id: str) -> None:
        """Mark a plan deleted; it can be brought back."""
        self._mark(plan_id, _now())

    def bring_back(self, plan_id: str) -> None:
        """Take the mark of a deleted plan off again."""
        self._mark(plan_id, None)

    def _mark(self, plan_id: str, deleted_at: datetime | None) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                update(PLANS).where(PLANS.c.id == plan_id).values(deleted_at=deleted_at)
            )

    def saw(self, plan_id: str, data: SeenData) -> None:
        """Remember the data that a plan was worked on with."""
        with self._engine.begin() as connection:
            connection.execute(
                update(PLANS)
                .where(PLANS.c.id == plan_id)
                .values(seen_data={"version": data.version, "files": list(data.files)})
            )

    def seen(self, plan_id: str) -> SeenData | None:
        """Return the data that a plan was last worked on with."""
        with self._engine.connect() as connection:
            wanted = select(PLANS.c.seen_data).where(PLANS.c.id == plan_id)
            return _seen_data(connection.execute(wanted).scalar())

    # Saving --------------------------------------------------------------------------------------

    def save(self, plan_id: str, patches: Sequence[Patch]) -> Plan:
        """Apply the patches to the newest version and return it; all of them or none.

        A plan without a main day keeps the one proposed now, as part of the same save.

        Raises:
            PlanError: a value that its field refuses.
            PlanConflict: a field was changed elsewhere since its editor saw it; names both values.
        """
        checked = [
            Edit(patch.name, patch.old, self._registry.checked(patch.name, patch.new))
            for patch in patches
        ]
        return self._write(
            plan_id,
            lambda _connection, plan: self._with_main_day(plan, self._still_right(plan, checked)),
            {},
        )

    def take_back(self, plan_id: str, version: int) -> Plan:
        """Undo one save: its fields get back what they held before; a save in its own right.

        The main day that it kept beside what was typed stays while the plan holds anything else.

        Raises:
            PlanError: this save was taken back already, or there is no such save.
            PlanConflict: one of its fields has changed since; names it with both values.
        """

        def edits(connection: Connection, plan: Plan) -> list[Edit]:
            save = next(
                (one for one in in_saves(_changes(connection, plan_id)) if one.version == version),
                None,
            )
            if save is None or save.is_taken_back:
                raise PlanError(
                    N_("This save was taken back already, or it is not there any more.")
                )
            undone = [change for change in save.changes if not _stays(change, save, plan)]
            for change in undone:
                self._refuse_changed_since(plan, change)
            return [Edit(change.name, change.new, change.old) for change in undone]

        return self._write(plan_id, edits, {"takes_back": version})

    def go_back(self, seen: Plan, version: int) -> Plan:
        """Give all fields what they held at an earlier version; a save in its own right.

        ``seen`` is the plan as whoever asks saw it.

        Raises:
            PlanConflict: a field was changed elsewhere since; names it with both values.
        """

        def edits(connection: Connection, plan: Plan) -> list[Edit]:
            target = values_before(seen, _changes(connection, seen.plan_id), version)
            # All that anybody set, also what was set elsewhere since: a version is gone back to
            # whole, or not at all.
            names = sorted(seen.values.keys() | target.keys() | plan.values.keys())
            return self._still_right(
                plan, [Edit(name, seen.values.get(name), target.get(name)) for name in names]
            )

        return self._write(seen.plan_id, edits, {"goes_back_to": version})

    def history(self, plan_id: str) -> list[Change]:
        """Return all changes of a plan, newest first."""
        with self._engine.connect() as connection:
            return _changes(connection, plan_id)

    def saves(self, plan_id: str) -> list[Save]:
        """Return the saves of a plan with their changes, newest first."""
        return in_saves(self.history(plan_id))

    def _write(
        self,
        plan_id: str,
        edits: Callable[[Connection, Plan], Sequence[Edit]],
        mark: Mapping[str, int],
    ) -> Plan:
        """Write what ``edits`` says of the newest version; overtaken by another save, try again."""
        for _ in range(TRIES):
            saved = self._try_to_write(plan_id, edits, mark)
            if saved is not None:
                return saved
        raise PlanConflict(N_("The plan is being changed elsewhere all the time. Try again."))

    def _try_to_write(
        self,
        plan_id: str,
        edits: Callable[[Connection, Plan], Sequence[Edit]],
        mark: Mapping[str, int],
    ) -> Plan | None:
        """Return the saved plan, or None when another save came in between."""
        with self._engine.begin() as connection:
            plan = _load(connection, plan_id)
            news = edits(connection, plan)
            if not news:
                return plan
            values = {**plan.values, **{edit.name: edit.new for edit in news}}
            values = {name: value for name, value in values.items() if value is not None}
            written = connection.execute(
                update(PLANS)
                .where(PLANS.c.id == plan_id, PLANS.c.version == plan.version, _UNDELETED)
                .values(version=plan.version + 1, field_values=values)
            )
            if written.rowcount != 1:
                return None
            saved = Plan(plan_id, plan.version + 1, values)
            # What was held is what the history tells, not what an editor believed to be held.
            held = [Edit(edit.name, plan.values.get(edit.name), edit.new) for edit in news]
            _write_changes(connection, saved, held, mark)
            return saved

    def _still_right(self, plan: Plan, edits: Sequence[Edit]) -> list[Edit]:
        """Return the edits that change something; refuse a field that was changed elsewhere."""
        news = [edit for edit in edits if plan.values.get(edit.name) != edit.new]
        for edit in news:
            stored = plan.values.get(edit.name)
            if stored != edit.old and not self._was_shown(edit, stored):
                raise PlanConflict(
                    N_(
                        "{field} was changed elsewhere: it is now {now}, you saw {seen} and wrote"
                        " {yours}. Nothing was overwritten."
                    ),
                    field=self._registry.label(edit.name),
                    now=self._registry.shown(edit.name, stored),
                    seen=self._registry.shown(edit.name, edit.old),
                    yours=self._registry.shown(edit.name, edit.new),
                )
        return news

    def _was_shown(self, edit: Edit, stored: Stored) -> bool:
        """Return whether its editor saw the stored day, as the one proposed."""
        return edit.name == MAIN_DAY and edit.old is None and stored == self._proposed

    def _with_main_day(self, plan: Plan, edits: list[Edit]) -> list[Edit]:
        """Return the edits and, where they fill a plan that has no main day, the one proposed."""
        given = {edit.name for edit in edits if edit.new is not None}
        named = {*plan.values, *(edit.name for edit in edits)}
        if self._proposed is None or not given or MAIN_DAY in named:
            return edits
        # The history names last what is written first: what was typed stands before it.
        return [Edit(MAIN_DAY, None, self._proposed), *edits]

    def _refuse_changed_since(self, plan: Plan, change: Change) -> None:
        stored = plan.values.get(change.name)
        if stored != change.new:
            raise PlanConflict(
                N_(
                    "{field} has changed since: this save had set {set}, it is now {now}. Take the"
                    " later save back first; nothing was changed."
                ),
                field=self._registry.label(change.name),
                set=self._registry.shown(change.name, change.new),
                now=self._registry.shown(change.name, stored),
            )


def _stays(change: Change, save: Save, plan: Plan) -> bool:
    """Return whether a change is the main day that a save kept and other values rest on by now."""
    if change.name != MAIN_DAY or change.old is not None or len(save.changes) == 1:
        return False
    others = plan.values.keys() - {one.name for one in save.changes}
    return bool(others) or plan.values.get(MAIN_DAY) != change.new


def _write_changes(
    connection: Connection, saved: Plan, edits: Sequence[Edit], mark: Mapping[str, int]
) -> None:
    if not edits:
        return
    now = _now()
    connection.execute(
        insert(CHANGES),
        [
            {
                "plan_id": saved.plan_id,
                "version": saved.version,
                "field": edit.name,
                "old": edit.old,
                "new": edit.new,
                "changed_at": now,
                "takes_back": mark.get("takes_back"),
                "goes_back_to": mark.get("goes_back_to"),
            }
            for edit in edits
        ],
    )


def _changes(connection: Connection, plan_id: str) -> list[Change]:
    rows = connection.execute(
        select(CHANGES).where(CHANGES.c.plan_id == plan_id).order_by(CHANGES.c.id.desc())
    ).mappings()
    return [
        Change(
            row["version"],
            row["field"],
            row["old"],
            row["new"],
            _local(row["changed_at"]),
            row["takes_back"],
            row["goes_back_to"],
        )
        for row in rows
    ]


def _now() -> datetime:
    """Return the time in UTC without its zone: the same in every database."""
    return datetime.now(UTC).replace(tzinfo=None)


def _local(stored: datetime) -> datetime:
    """Return a stored time on the clock of this machine."""
    return stored.replace(tzinfo=UTC).astimezone()


def _load(connection: Connection, plan_id: str) -> Plan:
    row = connection.execute(select(PLANS).where(PLANS.c.id == plan_id)).mappings().first()
    if row is None:
        raise PlanError(N_("There is no plan {plan}."), plan=plan_id)
    if row["deleted_at"] is not None:
        raise PlanError(
            N_("This plan was deleted on {day}. It can be brought back on the page Plans."),
            day=_local(row["deleted_at"]),
        )
    return Plan(row["id"], row["version"], row["field_values"])


def _saved_plan(row: Any) -> SavedPlan:
    return SavedPlan(
        plan=Plan(row["id"], row["version"], row["field_values"]),
        created_at=_local(row["created_at"]),
        changed_at=_local(row["changed_at"] or row["created_at"]),
        deleted_at=_local(row["deleted_at"]) if row["deleted_at"] else None,
        seen=_seen_data(row["seen_data"]),
    )


def _seen_data(stored: Mapping[str, Any] | None) -> SeenData | None:
    return SeenData(stored["version"], tuple(stored["files"])) if stored else None
