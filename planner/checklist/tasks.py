"""The checklist: the tasks that follow from the rules and from the figures of all rooms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import TypedDict

from planner.campaign import Plan, is_own, purposes_of
from planner.checklist.activity_tasks import activity_templates
from planner.checklist.customer_tasks import customer_templates
from planner.checklist.funnel_tasks import funnel_templates
from planner.checklist.levers import lever_templates
from planner.checklist.own import own_task_ids
from planner.checklist.roster_tasks import roster_templates
from planner.checklist.stock_tasks import stock_templates
from planner.checklist.templates import AREAS, BUYER, MANAGER, ORDER_RULES, TEMPLATES, Template
from planner.figures import Figure, Level, evaluate
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
        task_id: its name in the plan, ASCII; a task of the manager's own begins with ``own.``.
        rules: ids of the rules that ask for it; none behind a task of the manager's own.
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
        usual_due_offset: when it is due unless the plan says otherwise.
        note: what somebody wrote beside it.
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
    usual_due_offset: int
    note: str | None = None
    material: str | None = None

    @property
    def is_own(self) -> bool:
        """Return whether the manager added it."""
        return is_own(self.task_id)

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


class Mark(Enum):
    """What a task that is not done is marked with."""

    OVERDUE = "overdue"
    NEXT = "next"
    """Due within the next days, or the first that is due at all."""

    @property
    def sign(self) -> str:
        """Return a sign that is told apart without colour."""
        return "⚠" if self is Mark.OVERDUE else "▸"

    @property
    def word(self) -> Message:
        """Return the word beside the sign."""
        return say("overdue") if self is Mark.OVERDUE else say("next")


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

    def mark(self, task: Task) -> Mark | None:
        """Return whether a task is overdue or next; None for all others and for what is done."""
        if task.is_overdue(self.today):
            return Mark.OVERDUE
        is_first = not task.is_done and task.due == self._first_due
        return Mark.NEXT if is_first or task.is_due_soon(self.today) else None

    @cached_property
    def _first_due(self) -> date | None:
        """Return the first day from today on that something is due on."""
        days = (task.due for task in self.tasks if not task.is_done and task.due >= self.today)
        return min(days, default=None)

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
    buy is one more, due on its order-by date, and so are what the chosen design and the recall
    waves ask for, orders of goods, late arrivals and open differences of the count; then the
    manager's own. Without data the figures in titles are left out.
    """
    figures = {figure.key: figure for figure in answer.figures()}
    levers = lever_templates(levers_by_purpose(purposes_of(answer.plan)))
    of_rules = {template.task_id: template for template in (*TEMPLATES, *levers)}
    from_rooms = {
        **activity_templates(answer),
        **customer_templates(answer),
        **roster_templates(answer),
    }
    mends = {template.task_id: template for template in funnel_templates(answer)}
    templates = {**of_rules, **from_rooms, **mends}
    tasks = [_from_template(template, answer, figures) for template in templates.values()]
    if answer.rooms is not None:
        lines = answer.rooms.materials.lines
        tasks += [_order(line, answer) for line in lines if line.to_buy.value]
        from_stock = stock_templates(answer.rooms.inventory)
        tasks += [_from_template(template, answer, figures) for template in from_stock]
    tasks += [_own(task_id, answer) for task_id in own_task_ids(answer.plan)]
    order = {area: position for position, area in enumerate(AREAS)}
    tasks.sort(key=lambda task: (task.due, task.first_day, order[task.area], task.task_id))
    return Checklist(tuple(tasks), answer.today, _room_verdicts(answer))


def _room_verdicts(answer: Answer) -> Mapping[str, tuple[Level, Message]]:
    rooms = answer.rooms
    if rooms is None:
        return {}
    return {
        "targets": rooms.targets.verdict(),
        "inventory": rooms.inventory.verdict(),
        "staffing": rooms.staffing.verdict(),
        "materials": rooms.materials.verdict(),
        "customers": rooms.customers.verdict(),
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
        complete = len(known) == len(wanted) and all(map(_says_much, known.values()))
        title = _filled(template.title, known) if complete else template.without
        known = known if complete else {}
    return Task(
        task_id=template.task_id,
        rules=template.rules,
        area=template.area,
        title=title,
        evidence=template.evidence,
        owner_role=template.owner_role,
        figures=known,
        **_planned(answer, template.task_id, template.first, template.due),
    )


def _says_much(figure: Figure) -> bool:
    """Return whether a title is better with a figure: to roster 0 people says less than roster."""
    return bool(figure.value) or figure.unit is Unit.SHARE


class _Planned(TypedDict):
    """What the plan says of any task."""

    owner: str | None
    first_offset: int
    due_offset: int
    usual_due_offset: int
    first_day: date
    due: date
    status: str
    note: str | None


def _planned(answer: Answer, task_id: str, first: int, due: int) -> _Planned:
    """Return a task's owner, days, status and note; days are ``first`` and ``due`` unless moved."""
    fields = f"checklist.{task_id}"
    moved = _offset(answer.plan, f"{fields}.due", due)
    first = min(first, moved)
    return {
        "owner": answer.plan.text(f"{fields}.owner"),
        "first_offset": first,
        "due_offset": moved,
        "usual_due_offset": due,
        "first_day": answer.campaign.day(first),
        "due": answer.campaign.day(moved),
        "status": REGISTRY.choice(answer.plan.values, f"{fields}.status"),
        "note": answer.plan.text(f"{fields}.note"),
    }


def _offset(plan: Plan, name: str, usual: int) -> int:
    stored = plan.values.get(name)
    return usual if stored is None else int(stored)


def _own(task_id: str, answer: Answer) -> Task:
    """Return a task that the manager added."""
    plan, fields = answer.plan, f"checklist.{task_id}"
    due = _offset(plan, f"{fields}.due", 0)
    return Task(
        task_id=task_id,
        rules=(),
        area=REGISTRY.choice(plan.values, f"{fields}.area"),
        title=Message("{title}", {"title": plan.text(f"{fields}.title")}),
        evidence=Message("{evidence}", {"evidence": plan.text(f"{fields}.evidence") or ""}),
        owner_role=MANAGER,
        figures={},
        **_planned(answer, task_id, _offset(plan, f"{fields}.first", due), due),
    )


def _filled(title: Message, figures: Mapping[str, Figure]) -> Message:
    """Return the title with its figures; people and pieces without their unit's word."""
    numbers = {place: _short(figure) for place, figure in figures.items()}
    return Message(title.template, {**title.fields, **numbers})


def _short(figure: Figure) -> Quantity:
    """Return a figure as titles hold it: money and shares with their signs, all else whole."""
    if figure.unit in (Unit.MONEY, Unit.SHARE):
        return Quantity(figure.value, figure.unit)
    return Quantity(evaluate("round(number)", {"number": figure.value}), Unit.COUNT)


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
        figures={"packs": line.packs},
        material=line.item.key,
        **_planned(answer, task_id, offset, offset),
    )
