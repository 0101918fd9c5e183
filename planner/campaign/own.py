"""What a manager adds to a plan: tasks and materials, as fields named ``checklist.own.<id>.title``.

An id stays with its thing for good; a thing without its name is gone.
"""

import re
import uuid
from collections.abc import Mapping

from planner.campaign.plan import Patch, Plan
from planner.campaign.settings import Stored

PREFIX = "own."
"""What the ids begin with."""


def is_own(thing_id: str) -> bool:
    """Return whether a task or a material is one that the manager added.

    >>> is_own("own.3f9a2c41"), is_own("order_own.3f9a2c41")
    (True, False)
    """
    return thing_id.startswith(PREFIX)


def new_own_id() -> str:
    """Return an id that nothing else has."""
    return f"{PREFIX}{uuid.uuid4().hex[:12]}"


def own_ids(values: Mapping[str, Stored], room: str, name: str) -> list[str]:
    """Return the ids of what the manager added to a room, in order.

    >>> own_ids({"checklist.own.b2.title": "Rent a van", "checklist.x.title": "y"},
    ...         "checklist", "title")
    ['own.b2']

    Args:
        values: of the plan.
        room: that the fields begin with.
        name: of the field that a thing must have.
    """
    field = re.compile(rf"{room}\.({re.escape(PREFIX)}[a-z0-9]+)\.{name}")
    found = (field.fullmatch(one) for one, value in values.items() if value)
    return sorted(match.group(1) for match in found if match)


def patches_for(plan: Plan, thing: str, fields: Mapping[str, object]) -> list[Patch]:
    """Return what sets the fields of a thing, ``checklist.own.b2``; None takes a field away."""
    return [plan.patch(f"{thing}.{name}", value) for name, value in fields.items()]
