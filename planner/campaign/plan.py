"""A plan: what somebody set, field by field, and the patches that change it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.campaign.settings import Stored


@dataclass(frozen=True)
class Patch:
    """A change to one field: what the plan held when its editor saw it, and what was typed.

    What was typed is a number, a day or a text as it comes from its box; saving checks it.
    """

    name: str
    old: Stored
    new: object


@dataclass(frozen=True)
class Plan:
    """A saved plan.

    Attributes:
        plan_id: its id.
        version: grows by one with every save.
        values: field → what somebody set; all else is a default or comes from the sheets.
    """

    plan_id: str = "unsaved"
    version: int = 0
    values: Mapping[str, Stored] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a text, day or choice that was set."""
        value = self.values.get(name)
        return None if value is None else str(value)

    def patch(self, name: str, new: object) -> Patch:
        """Return what sets a field to something else; None takes it away."""
        return Patch(name, self.values.get(name), new)
