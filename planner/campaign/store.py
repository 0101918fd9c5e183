"""Where plans are kept: saved as they change, there again after a restart, with their history.

A save is a patch of single fields, each with the value its editor saw. It is applied to the newest
version wherever that field is unchanged, so that two tabs that edit different fields never refuse
each other and two that edit the same field never overwrite each other silently.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    exists,
    insert,
    literal,
    select,
    update,
)

from planner.campaign.plan import SCHEMA_VERSION, Patch, Plan
from planner.campaign.settings import Registry, Stored
from planner.errors import N_, PlanConflict, PlanError
from planner.tables import Workspace
from planner.tables.workspace import create_tables

_metadata = MetaData()
_plans = Table(
    "plans",
    _metadata,
    Column("id", String, primary_key=True),
    Column("schema_version", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("field_values", JSON, nullable=False),
    Column("created_at", DateTime, nullable=False),
)
_changes = Table(
    "plan_changes",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("field", String, nullable=False),
    Column("old", JSON),
    Column("new", JSON),
    Column("changed_at", DateTime, nullable=False),
)
TRIES = 20
"""Saves that meet another save in the same instant start again with the newer version."""


@dataclass(frozen=True)
class Change:
    """One field's change in a plan's history; its time is on the clock of this machine."""

    version: int
    name: str
    old: Stored
    new: Stored
    changed_at: datetime


class Edit(NamedTuple):
    """A patch whose value was found right, as the plan stores it."""

    name: str
    old: Stored
    new: Stored


class PlanStore:
    """The plans of a workspace."""

    def __init__(self, workspace: Workspace, registry: Registry) -> None:
        self._engine = workspace.engine
        self._registry = registry
        create_tables(self._engine, _metadata)

    def current(self) -> Plan:
        """Return the workspace's plan; makes an empty one at the first call."""
        oldest = select(_plans.c.id).order_by(_plans.c.created_at).limit(1)
        with self._engine.begin() as connection:
            plan_id = connection.execute(oldest).scalar()
            if plan_id is None:
                # One statement looks and writes: of two first calls only one makes the plan.
                empty = {
                    _plans.c.id: uuid.uuid4().hex,
                    _plans.c.schema_version: SCHEMA_VERSION,
                    _plans.c.version: 1,
                    _plans.c.field_values: {},
                    _plans.c.created_at: _now(),
                }
                connection.execute(
                    insert(_plans).from_select(
                        list(empty),
                        select(
                            *(literal(value, column.type) for column, value in empty.items())
                        ).where(~exists().select_from(_plans)),
                    )
                )
                plan_id = connection.execute(oldest).scalar_one()
            return _load(connection, plan_id)

    def load(self, plan_id: str) -> Plan:
        """Return a plan.

        Raises:
            PlanError: no plan has this id.
        """
        with self._engine.connect() as connection:
            return _load(connection, plan_id)

    def save(self, plan_id: str, patches: Sequence[Patch]) -> Plan:
        """Apply the patches to the newest version and return it; all of them or none.

        Raises:
            PlanError: a value that its field refuses.
            PlanConflict: a field was changed elsewhere since its editor saw it; names both values.
        """
        checked = [
            Edit(patch.name, patch.old, self._registry.checked(patch.name, patch.new))
            for patch in patches
        ]
        for _ in range(TRIES):
            saved = self._try_to_save(plan_id, checked)
            if saved is not None:
                return saved
        raise PlanConflict(N_("The plan is being changed elsewhere all the time. Try again."))

    def history(self, plan_id: str) -> list[Change]:
        """Return all changes of a plan, newest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_changes).where(_changes.c.plan_id == plan_id).order_by(_changes.c.id.desc())
            ).mappings()
            return [
                Change(
                    row["version"],
                    row["field"],
                    row["old"],
                    row["new"],
                    row["changed_at"].replace(tzinfo=UTC).astimezone(),
                )
                for row in rows
            ]

    def _try_to_save(self, plan_id: str, patches: Sequence[Edit]) -> Plan | None:
        """Return the saved plan, or None when another save came in between."""
        with self._engine.begin() as connection:
            plan = _load(connection, plan_id)
            news = [patch for patch in patches if plan.values.get(patch.name) != patch.new]
            for patch in news:
                _refuse_conflict(plan, patch, self._registry)
            if not news:
                return plan
            values = {**plan.values, **{patch.name: patch.new for patch in news}}
            values = {name: value for name, value in values.items() if value is not None}
            written = connection.execute(
                update(_plans)
                .where(_plans.c.id == plan_id, _plans.c.version == plan.version)
                .values(version=plan.version + 1, field_values=values)
            )
            if written.rowcount != 1:
                return None
            connection.execute(
                insert(_changes),
                [
                    {
                        "plan_id": plan_id,
                        "version": plan.version + 1,
                        "field": patch.name,
                        "old": plan.values.get(patch.name),
                        "new": patch.new,
                        "changed_at": _now(),
                    }
                    for patch in news
                ],
            )
            return Plan(plan_id, plan.version + 1, values)


def _refuse_conflict(plan: Plan, patch: Edit, registry: Registry) -> None:
    stored = plan.values.get(patch.name)
    if stored != patch.old:
        raise PlanConflict(
            N_(
                "{field} was changed elsewhere: it is now {now}, you saw {seen} and wrote"
                " {yours}. Nothing was overwritten."
            ),
            field=registry.label(patch.name),
            now=registry.shown(patch.name, stored),
            seen=registry.shown(patch.name, patch.old),
            yours=registry.shown(patch.name, patch.new),
        )


def _now() -> datetime:
    """Return the time in UTC without its zone: the same in every database."""
    return datetime.now(UTC).replace(tzinfo=None)


def _load(connection: Connection, plan_id: str) -> Plan:
    row = connection.execute(select(_plans).where(_plans.c.id == plan_id)).mappings().first()
    if row is None:
        raise PlanError(N_("There is no plan {plan}."), plan=plan_id)
    return Plan(row["id"], row["version"], row["field_values"])
