"""Tasks that mend a step of the funnel: those that the manager ticked on its page (FUN-3)."""

from collections.abc import Iterator, Mapping

from planner.checklist.templates import (
    DESIGNER,
    MANAGER,
    PROMOTER,
    SERVICE,
    WAREHOUSE,
    Template,
)
from planner.funnel import Means, chosen_means
from planner.language import Message
from planner.planning import Answer

_OWNERS: Mapping[str, Message] = {
    "designer": DESIGNER,
    "promoter": PROMOTER,
    "service": SERVICE,
    "warehouse": WAREHOUSE,
}


def funnel_templates(answer: Answer) -> Iterator[Template]:
    """Yield the tasks; none that nobody asked for."""
    return map(_template, chosen_means(answer.plan))


def _template(one: Means) -> Template:
    return Template(
        rules=one.rules,
        task_id=f"funnel_{one.key}",
        area=one.area,
        owner_role=_OWNERS.get(one.owner, MANAGER),
        first=one.first,
        due=one.due,
        title=one.title,
        evidence=one.evidence,
    )
