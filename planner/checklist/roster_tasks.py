"""Tasks that follow from the roster: hiring and training temporary workers, and publishing it.

Their days follow from the roster's first day; whoever is needed later only has more time. They take
the place and the id of tasks of the rules, so that owner, status and note stay.
"""

from collections.abc import Mapping
from dataclasses import replace

from planner.checklist.templates import PEOPLE, TEMPLATES, Template
from planner.language import say
from planner.planning import Answer

DAYS_TO_ASK_BACK = 3
"""Between the roster's publication and its first shift."""


def roster_templates(answer: Answer) -> Mapping[str, Template]:
    """Return the tasks by their ids; none without a roster.

    Example: the roster begins on D-3, two days of training, seven from the order on → hire by D-12,
    train from D-5 to D-4, publish by D-6.
    """
    if answer.rooms is None:
        return {}
    given = answer.rooms.shifts.given
    first = (answer.rooms.shifts.first_day - answer.campaign.main_day).days
    hire_by = first - given.training_days - given.hire_lead_days
    usual = {one.task_id: one for one in TEMPLATES}
    hiring, training = usual["temporary_workers"], usual["train_order_system"]
    told = (
        replace(hiring, first=min(hiring.first, hire_by), due=hire_by),
        replace(training, first=first - max(1, given.training_days), due=first - 1),
        Template(
            ("STF-6", "STF-7"),
            "publish_roster",
            "staffing",
            PEOPLE,
            first - DAYS_TO_ASK_BACK - 1,
            first - DAYS_TO_ASK_BACK,
            say("Publish the roster: shifts, breaks and positions of everybody"),
            say("Everybody has confirmed their shifts; swaps are agreed in writing."),
        ),
    )
    return {one.task_id: one for one in told}
