"""Tasks that follow from the customers: the recall waves and the care before D, with their numbers.

Each says more exactly what a task of the rules asks for, and takes that task's place and its id, so
that owner, status and note stay.
"""

from collections.abc import Mapping
from dataclasses import replace

from planner.checklist.templates import PROMOTER, SERVICE, TEMPLATES, Template
from planner.customers import Wave
from planner.customers.after_care import Step
from planner.language import say
from planner.planning import Answer


def customer_templates(answer: Answer) -> Mapping[str, Template]:
    """Return the tasks by their ids; none where nobody is to be written to."""
    if answer.rooms is None:
        return {}
    customers = answer.rooms.customers
    found = [*map(_wave, customers.waves), *map(_step, customers.after_care.steps)]
    return {one.task_id: one for one in found if one is not None}


def _step(step: Step) -> Template | None:
    """Return the offer to buy again on the days of the shop's own curve; the rest is as usual."""
    usual = next((one for one in TEMPLATES if one.task_id == step.key), None)
    if usual is None or (usual.first, usual.due) == (step.first, step.last):
        return None
    return replace(usual, first=step.first, due=step.last, rules=_rules(usual, step))


def _rules(usual: Template, step: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*usual.rules, *step.rules)))


def _wave(wave: Wave) -> Template | None:
    plan, kind = wave.plan, wave.plan.kind
    if not wave.recipients:
        return None
    return Template(
        rules=kind.rules,
        task_id=kind.task,
        area="customers",
        owner_role=PROMOTER if kind.rate else SERVICE,
        first=min(kind.first, plan.offset),
        due=plan.offset,
        title=say(
            "{wave}: write to {customers} customers at {hour}",
            wave=kind.label,
            hour=f"{plan.hour:02}:00",
        ),
        evidence=say("The list of that day was used; sent and delivered counts are noted."),
        figures={"customers": f"customers.{kind.key}.recipients"},
        without=kind.label,
    )
