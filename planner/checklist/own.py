"""Tasks of the manager's own: fields of the plan named ``checklist.own.<id>.title`` and so on."""

import re
import uuid
from collections.abc import Mapping

from planner.campaign import Patch, Plan
from planner.errors import N_, PlanError

PREFIX = "own."
FIELDS = ("title", "area", "owner", "first", "due", "evidence", "status", "note")
_TITLE = re.compile(r"checklist\.(own\.[a-z0-9]+)\.title")


def own_task_ids(plan: Plan) -> list[str]:
    """Return the ids of the manager's own tasks, as ``own.3f9a2c41``; one without a title is gone.

    >>> own_task_ids(Plan(values={"checklist.own.b2.title": "Rent a van", "checklist.x.note": "y"}))
    ['own.b2']
    """
    found = (_TITLE.fullmatch(name) for name, value in plan.values.items() if value)
    return sorted(match.group(1) for match in found if match)


def new_task_id() -> str:
    """Return an id that no other task has; it stays with the task for good."""
    return f"{PREFIX}{uuid.uuid4().hex[:12]}"


def is_own(task_id: str) -> bool:
    """Return whether a task is one of the manager's own."""
    return task_id.startswith(PREFIX)


def patches_to_write(plan: Plan, task_id: str, fields: Mapping[str, object]) -> list[Patch]:
    """Return what makes or changes a task of the manager's own; all of it is saved at once.

    Raises:
        PlanError: it has no title, or begins after it is due.
    """
    if not str(fields.get("title") or "").strip():
        raise PlanError(N_("A task needs a title: what is to be done?"))
    first, due = fields.get("first"), fields.get("due")
    if isinstance(first, int) and isinstance(due, int) and first > due:
        raise PlanError(N_("The task begins after it is due: change one of the two days."))
    return [_patch(plan, task_id, name, value) for name, value in fields.items()]


def patches_to_remove(plan: Plan, task_id: str) -> list[Patch]:
    """Return what takes a task of the manager's own out of the plan; undoing brings it back."""
    return [_patch(plan, task_id, name, None) for name in FIELDS]


def _patch(plan: Plan, task_id: str, field: str, value: object) -> Patch:
    name = f"checklist.{task_id}.{field}"
    return Patch(name, plan.values.get(name), value)
