"""Tasks that follow from the design the plan follows: sign-up, test orders, prices, what must end.

A duty that says more exactly what a task of the rules asks for takes that task's place and its id,
so that owner, status and note stay.
"""

from collections.abc import Mapping

from planner.activities.calendar import ActivityDuty
from planner.checklist.templates import DESIGNER, PROMOTER, Template
from planner.language import Message
from planner.planning import Answer
from planner.planning.offers import calendar_of

_OWNERS: Mapping[str, Message] = {"design": DESIGNER}
"""Who does it by its area; all else is the promotion lead's."""


def activity_templates(answer: Answer) -> Mapping[str, Template]:
    """Return the tasks by their ids; none where the plan follows no design."""
    calendar = calendar_of(answer)
    duties = calendar.duties if calendar else ()
    return {one.task_id: one for one in map(_template, duties)}


def _template(duty: ActivityDuty) -> Template:
    return Template(
        rules=duty.rules,
        task_id=duty.refines or duty.key,
        area=duty.area,
        owner_role=_OWNERS.get(duty.area, PROMOTER),
        first=duty.first,
        due=duty.due,
        title=duty.title,
        evidence=duty.evidence,
    )
