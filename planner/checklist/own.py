"""Tasks of the manager's own: fields of the plan named ``checklist.own.<id>.title`` and so on."""

from collections.abc import Mapping

from planner.campaign import Patch, Plan, own_ids, patches_for
from planner.errors import N_, PlanError

FIELDS = ("title", "area", "owner", "first", "due", "evidence", "status", "note")


def own_task_ids(plan: Plan) -> list[str]:
    """Return the ids of the manager's own tasks, as ``own.3f9a2c41``; one without a title is gone.

    >>> own_task_ids(Plan(values={"checklist.own.b2.title": "Rent a van", "checklist.x.note": "y"}))
    ['own.b2']
    """
    return own_ids(plan.values, "checklist", "title")


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
    return patches_for(plan, f"checklist.{task_id}", fields)


def patches_to_remove(plan: Plan, task_id: str) -> list[Patch]:
    """Return what takes a task of the manager's own out of the plan; undoing brings it back."""
    return patches_for(plan, f"checklist.{task_id}", dict.fromkeys(FIELDS))
