"""The differences as proposals that a manager accepts or refuses, one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.campaign import Patch, is_own
from planner.campaign.settings import Stored
from planner.checklist.exchange import OF_AN_OWN_TASK, exchanged
from planner.checklist.tasks import Checklist
from planner.checklist.way_back.reading import Returned, Unreadable
from planner.checklist.way_back.three_way import Difference, differences
from planner.language import Message, Quantity, Unit, day_offset, say
from planner.language.messages import Field
from planner.materials import FIELDS
from planner.planning import REGISTRY, Answer


@dataclass(frozen=True)
class Proposal:
    """One change that was made in the workbook.

    Attributes:
        name: of the field, or of a whole task.
        subject: the task it belongs to; None for a number of the plan.
        label: what would change.
        then: what the plan held when the workbook was written.
        workbook: what the workbook holds.
        now: what the plan holds now.
        conflicts: the plan has changed, too; taking the workbook's overwrites that.
        reason: why it cannot be accepted; None where it can.
        patches: what accepting it changes in the plan.
    """

    name: str
    subject: Message | None
    label: Message
    then: Field
    workbook: Field
    now: Field
    conflicts: bool
    reason: Message | None = None
    patches: tuple[Patch, ...] = ()


def proposals(returned: Returned, answer: Answer, checklist: Checklist) -> list[Proposal]:
    """Return what was changed in the workbook and is not in the plan yet; tasks first."""
    now = exchanged(answer, checklist)
    found = differences(returned.then, returned.values, now)
    whole = {*returned.added, *returned.removed}
    maker = _Maker(returned, answer, checklist, now)
    made = [maker.field(one) for one in found if _thing_of(one.name) not in whole]
    of_things: dict[str, list[Difference]] = {}
    for one in found:
        if (thing := _thing_of(one.name)) in whole:
            of_things.setdefault(thing, []).append(one)
    made += [maker.whole(thing, parts) for thing, parts in of_things.items()]
    return sorted([*made, *maker.unreadable()], key=lambda one: one.subject is None)


def patches_of(accepted: Iterable[Proposal]) -> list[Patch]:
    """Return the changes of all that was accepted, to be saved at once."""
    return [patch for one in accepted for patch in one.patches if one.reason is None]


def _task_of(name: str) -> str:
    """Return the task that a field belongs to; empty for other fields.

    >>> _task_of("checklist.own.b2.title"), _task_of("checklist.full_count.due")
    ('own.b2', 'full_count')
    """
    if not name.startswith("checklist."):
        return ""
    return name.removeprefix("checklist.").rpartition(".")[0]


_WORDS: Mapping[bool, tuple[Message, Message]] = {
    True: (say("New task"), say("Task removed")),
    False: (say("New material"), say("Material removed")),
}
"""What was added and removed as a whole: a task, or a material."""


def _is_task(thing: str) -> bool:
    return thing.startswith("checklist.")


def _thing_of(name: str) -> str:
    """Return the task or the material that a field belongs to.

    >>> _thing_of("checklist.own.b2.title"), _thing_of("materials.own.c3.use")
    ('checklist.own.b2', 'materials.own.c3')
    """
    return name.rpartition(".")[0]


def _material_of(name: str) -> str:
    """Return the material that a field belongs to, where its own label does not tell which.

    >>> _material_of("materials.bag.supplier"), _material_of("materials.own.c3.use")
    ('bag', 'own.c3')
    """
    told = (".supplier", ".need", ".owner", ".status")
    named = name.startswith("materials.own.") or (
        name.startswith("materials.") and name.endswith(told)
    )
    return _thing_of(name).removeprefix("materials.") if named else ""


class _Maker:
    """Puts differences into proposals."""

    def __init__(
        self,
        returned: Returned,
        answer: Answer,
        checklist: Checklist,
        now: Mapping[str, Stored],
    ) -> None:
        self.returned = returned
        self.answer = answer
        self.tasks = {task.task_id: task for task in checklist.tasks}
        self.now = now

    def field(self, one: Difference) -> Proposal:
        """Return the proposal of a single field."""
        task_id = _task_of(one.name)
        gone = task_id and task_id not in self.tasks
        return Proposal(
            name=one.name,
            subject=self._subject(one.name),
            label=REGISTRY.label(one.name),
            then=self._shown(one.name, one.then),
            workbook=self._shown(one.name, one.workbook),
            now=self._shown(one.name, one.now),
            conflicts=one.conflicts,
            reason=say("The plan has no such task any more.") if gone else None,
            patches=() if gone else (self._patch(one.name, one.workbook),),
        )

    def whole(self, thing: str, parts: list[Difference]) -> Proposal:
        """Return the proposal of a task or a material that was added or removed as a whole."""
        added = thing in self.returned.added
        is_task = _is_task(thing)
        fields = OF_AN_OWN_TASK if is_task else FIELDS
        names = [name for one in fields if (name := f"{thing}.{one}") in self.returned.values]
        is_there = self.now.get(f"{thing}.{'title' if is_task else 'label'}") is not None
        new, removed = _WORDS[is_task]
        return Proposal(
            name=thing,
            subject=self._subject(names[0]),
            label=new if added else removed,
            then=None if added else self._summary(self.returned.then, thing),
            workbook=self._summary(self.returned.values, thing) if added else None,
            now=self._summary(self.now, thing) if is_there else None,
            conflicts=any(one.conflicts for one in parts),
            patches=tuple(self._patch(name, self.returned.values[name]) for name in names),
        )

    def unreadable(self) -> Iterator[Proposal]:
        """Yield what cannot be taken, each with its reason."""
        for one in self.returned.unreadable:
            now, no_field = self.now.get(one.name), one.is_row or one.label is not None
            yield Proposal(
                name=one.name,
                subject=(
                    Message("{title}", {"title": one.typed})
                    if one.is_row
                    else self._subject(one.name)
                ),
                label=self._label_of(one),
                then=(
                    None if no_field else self._shown(one.name, self.returned.then.get(one.name))
                ),
                workbook=one.typed,
                now=None if no_field else self._shown(one.name, now),
                conflicts=False,
                reason=one.reason,
            )

    def _label_of(self, one: Unreadable) -> Message:
        if one.is_row:
            return _WORDS[_is_task(one.name)][0]
        if one.label is not None:
            return one.label
        return say("Task") if one.name.endswith(".title") else REGISTRY.label(one.name)

    def _subject(self, name: str) -> Message | None:
        """Return the task or the material that a field belongs to."""
        if task_id := _task_of(name):
            if task_id in self.tasks:
                return self.tasks[task_id].title
            known = self.returned.titles.get(task_id, task_id)
            return self._called(f"checklist.{task_id}.title", known)
        if key := _material_of(name):
            return self._called(f"materials.{key}.label", self.returned.materials.get(key, key))
        return None

    def _called(self, name: str, known: str) -> Message:
        title = self.returned.values.get(name) or self.returned.then.get(name) or known
        return Message("{title}", {"title": title})

    def _summary(self, values: Mapping[str, Stored], thing: str) -> Field:
        """Return a task or a material in one line."""
        if not _is_task(thing):
            return self._material(values, thing)
        names = {one: f"{thing}.{one}" for one in ("area", "owner", "due", "status")}
        return Message(
            "{area} · {owner} · {due} · {status}",
            {one: self._shown(name, values.get(name)) for one, name in names.items()},
        )

    def _material(self, values: Mapping[str, Stored], thing: str) -> Message:
        shown = {one: self._shown(f"{thing}.{one}", values.get(f"{thing}.{one}")) for one in FIELDS}
        return say(
            "{follows}: {use} {measure}; in stock {in_stock}, pack size {pack_size}, price"
            " {unit_price}, lead time {lead_time_days}, supplier {supplier}",
            **{one: field for one, field in shown.items() if one != "label"},
        )

    def _shown(self, name: str, value: Stored) -> Field:
        if value is None:
            return None
        if name.endswith((".due", ".first")) and isinstance(value, int):
            day = self.answer.campaign.day(value)
            return Message("{offset} · {day}", {"offset": day_offset(value), "day": day})
        if name.endswith(".title") and not is_own(_task_of(name)):
            return self.returned.titles.get(_task_of(name))
        if one := REGISTRY.assumption(name):
            unit = one.unit
            number = Decimal(str(value))
            # Prices per piece have more decimals than money is written with.
            if unit is Unit.MONEY and number != round(number, 2):
                return Message("{number}", {"number": str(number.normalize())})
            return Quantity(number, unit)
        return REGISTRY.shown(name, value)

    def _patch(self, name: str, value: Stored) -> Patch:
        """Return what sets a field; a day that the task has anyway needs none of its own."""
        task = self.tasks.get(_task_of(name))
        new: object = value
        if name.endswith(".due") and task and not task.is_own and value == task.usual_due_offset:
            new = None
        if REGISTRY.assumption(name) and value is not None:
            new = Decimal(str(value))
        return self.answer.plan.patch(name, new)
