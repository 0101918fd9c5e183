"""The checklist: the tasks that follow from the rules and from the figures of all rooms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from planner.campaign import Plan, purposes_of
from planner.checklist.levers import lever_templates
from planner.checklist.templates import AREAS, BUYER, ORDER_RULES, TEMPLATES, Template
from planner.figures import Figure, Level
from planner.language import Message, Quantity, Unit, say
from planner.materials import MaterialLine
from planner.planning import REGISTRY, Answer
from planner.targets import levers_by_purpose

DAYS_AT_RISK = 3
"""A task that is due within so many days and not done puts its area at risk."""
DONE = "done"


@dataclass(frozen=True)
class Task:
    """Something somebody has to do.

    Attributes:
        task_id: its name in the plan; ASCII without dots.
        rules: ids of the rules that ask for it.
        area: one of :data:`AREAS`.
        title: what to do.
        evidence: how one knows that it is done.
        owner_role: who does it by default.
        owner: who does it, where the plan names somebody.
        first_offset: day it can begin, counted from D.
        due_offset: day it must be done by, counted from D.
        first_day: the day it can begin.
        due: the day it must be done by.
        status: ``open``, ``doing`` or ``done``.
        figures: place in the title → the figure that fills it.
        material: key of the packing material to order, where it is such a task.
    """

    task_id: str
    rules: tuple[str, ...]
    area: str
    title: Message
    evidence: Message
    owner_role: Message
    owner: str | None
    first_offset: int
    due_offset: int
    first_day: date
    due: date
    status: str
    figures: Mapping[str, Figure]
    material: str | None = None

    @property
    def is_done(self) -> bool:
        """Return whether it is done."""
        return self.status == DONE

    @property
    def responsible(self) -> Message | str:
        """Return the owner, or the role that owns it by default."""
        return self.owner or self.owner_role

    def is_overdue(self, today: date) -> bool:
        """Return whether it should have been done before today."""
        return not self.is_done and self.due < today

    def is_due_soon(self, today: date) -> bool:
        """Return whether it is due within the next days and not done."""
        return not self.is_done and today <= self.due <= today + timedelta(days=DAYS_AT_RISK)


@dataclass(frozen=True)
class Progress:
    """How many of an area's tasks are done."""

    done: int
    total: int


@dataclass(frozen=True)
class Readiness:
    """Verdict on an area.

    Attributes:
        level: ready, at risk or not ready.
        reason: why.
    """

    level: Level
    reason: Message


_GRAVITY = {level: gravity for gravity, level in enumerate(Level)}
"""The levels stand in the order of their gravity."""


@dataclass(frozen=True)
class Checklist:
    """All tasks, by due date.

    Attributes:
        tasks: by due date, then by area.
        today: the day it was asked on.
        verdicts: area → what its room says of the plan itself; only areas with a room.
    """

    tasks: tuple[Task, ...]
    today: date
    verdicts: Mapping[str, tuple[Level, Message]]

    @property
    def room_levels(self) -> Mapping[str, Level]:
        """Return the level of each area's room."""
        return {area: level for area, (level, _) in self.verdicts.items()}

    def overdue(self) -> tuple[Task, ...]:
        """Return the tasks that should have been done before today, oldest first."""
        return tuple(task for task in self.tasks if task.is_overdue(self.today))

    def newly_overdue(self) -> tuple[Task, ...]:
        """Return the tasks that were due yesterday and are not done: overdue since today began."""
        yesterday = self.today - timedelta(days=1)
        return tuple(task for task in self.tasks if not task.is_done and task.due == yesterday)

    def due_today(self) -> tuple[Task, ...]:
        """Return the tasks that are due today and not done."""
        return tuple(task for task in self.tasks if not task.is_done and task.due == self.today)

    def next_deadlines(self, count: int) -> tuple[Task, ...]:
        """Return what is to be done next: what is overdue, then what is due soonest."""
        return tuple(task for task in self.tasks if not task.is_done)[:count]

    @property
    def progress(self) -> Mapping[str, Progress]:
        """Return how far each area is."""
        return {
            area: Progress(sum(task.is_done for task in tasks), len(tasks))
            for area, tasks in self._by_area().items()
        }

    @property
    def readiness(self) -> Mapping[str, Readiness]:
        """Return the verdict on each area: the worse of its tasks' and its room's."""
        return {
            area: max(
                self._of_tasks(tasks), self._of_room(area), key=lambda one: _GRAVITY[one.level]
            )
            for area, tasks in self._by_area().items()
        }

    def _by_area(self) -> Mapping[str, list[Task]]:
        return {area: [task for task in self.tasks if task.area == area] for area in AREAS}

    def _of_room(self, area: str) -> Readiness:
        return Readiness(*self.verdicts.get(area, (Level.READY, say("everything is done"))))

    def _of_tasks(self, tasks: Iterable[Task]) -> Readiness:
        left = [task for task in tasks if not task.is_done]
        overdue = [task for task in left if task.is_overdue(self.today)]
        if overdue:
            return Readiness(
                Level.NOT_READY,
                say("{count} overdue, first: {task}", count=len(overdue), task=overdue[0].title),
            )
        soon = [task for task in left if task.is_due_soon(self.today)]
        if soon:
            return Readiness(
                Level.AT_RISK,
                say(
                    "{count} due within {days} days, first: {task}",
                    count=len(soon),
                    days=DAYS_AT_RISK,
                    task=soon[0].title,
                ),
            )
        if left:
            return Readiness(Level.ON_TRACK, say("next due {day}", day=left[0].due))
        return Readiness(Level.READY, say("everything is done"))


def build_checklist(answer: Answer) -> Checklist:
    """Return the tasks of a plan, by due date.

    Every rule that asks somebody to act is a task; every packing material that has something to
    buy is one more, due on its order-by date. Without data the figures in titles are left out.
    """
    figures = {figure.key: figure for figure in answer.figures()}
    levers = lever_templates(levers_by_purpose(purposes_of(answer.plan)))
    tasks = [_from_template(template, answer, figures) for template in (*TEMPLATES, *levers)]
    if answer.rooms is not None:
        lines = answer.rooms.materials.lines
        tasks += [_order(line, answer) for line in lines if line.to_buy.value]
    order = {area: position for position, area in enumerate(AREAS)}
    tasks.sort(key=lambda task: (task.due, task.first_day, order[task.area], task.task_id))
    return Checklist(tuple(tasks), answer.today, _room_verdicts(answer))


def _room_verdicts(answer: Answer) -> Mapping[str, tuple[Level, Message]]:
    rooms = answer.rooms
    if rooms is None:
        return {}
    return {
        "targets": rooms.targets.verdict(),
        "staffing": rooms.staffing.verdict(),
        "materials": rooms.materials.verdict(),
    }


def _from_template(template: Template, answer: Answer, figures: Mapping[str, Figure]) -> Task:
    wanted = {place: figures.get(key) for place, key in template.figures.items()}
    known = {
        place: figure
        for place, figure in wanted.items()
        if figure is not None and figure.value is not None
    }
    title = template.title
    if template.without is not None:
        complete = len(known) == len(wanted)
        title = _filled(template.title, known) if complete else template.without
        known = known if complete else {}
    return Task(
        task_id=template.task_id,
        rules=template.rules,
        area=template.area,
        title=title,
        evidence=template.evidence,
        owner_role=template.owner_role,
        owner=_owner(answer.plan, template.task_id),
        first_offset=template.first,
        due_offset=template.due,
        first_day=answer.campaign.day(template.first),
        due=answer.campaign.day(template.due),
        status=_status(answer.plan, template.task_id),
        figures=known,
    )


def _filled(title: Message, figures: Mapping[str, Figure]) -> Message:
    """Return the title with its figures; people and pieces without their unit's word."""
    return Message(
        title.template,
        {
            place: Quantity(figure.value, figure.unit if figure.unit is Unit.MONEY else Unit.COUNT)
            for place, figure in figures.items()
        },
    )


def _order(line: MaterialLine, answer: Answer) -> Task:
    """Return the task to order a packing material (MAT-7)."""
    task_id = f"order_{line.item.key}"
    offset = (line.order_by - answer.campaign.main_day).days
    return Task(
        task_id=task_id,
        rules=(line.item.rule, *(rule for rule in ORDER_RULES if rule != line.item.rule)),
        area="materials",
        title=say("Order {packs} packs: {item}", packs=line.packs.value, item=line.item.label),
        evidence=say("The supplier confirmed quantity and delivery date."),
        owner_role=BUYER,
        owner=_owner(answer.plan, task_id),
        first_offset=offset,
        due_offset=offset,
        first_day=line.order_by,
        due=line.order_by,
        status=_status(answer.plan, task_id),
        figures={"packs": line.packs},
        material=line.item.key,
    )


def _owner(plan: Plan, task_id: str) -> str | None:
    return plan.text(f"checklist.{task_id}.owner")


def _status(plan: Plan, task_id: str) -> str:
    return REGISTRY.choice(plan.values, f"checklist.{task_id}.status")
