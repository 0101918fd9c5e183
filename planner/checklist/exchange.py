"""What the plan and its workbook tell each other: each value in force by the name of its field.

The workbook keeps these values as they were when it was written; the way back compares what its
cells hold with them and with what the plan holds now.
"""

from collections.abc import Iterator, Mapping
from math import isclose

from planner.campaign import MAIN_DAY, is_own
from planner.campaign.settings import Stored
from planner.checklist.tasks import Checklist, Task
from planner.language import Language
from planner.planning import REGISTRY, Answer

OF_A_TASK = ("status", "owner", "due", "note")
OF_AN_OWN_TASK = (*OF_A_TASK, "title", "area", "first", "evidence")
OF_AN_OWN_MATERIAL = ("label", "measure", "follows", "supplier")
"""What the workbook says of a material of the manager's own, beside its numbers."""
CLOSE = 1e-9
"""Spreadsheets keep fifteen digits."""


def exchanged(answer: Answer, checklist: Checklist) -> Mapping[str, Stored]:
    """Return every value that may be changed in the workbook, as it is in force."""
    return {
        MAIN_DAY: answer.campaign.main_day.isoformat(),
        **{name: value for task in checklist.tasks for name, value in _of_task(task)},
        **dict(_of_materials(answer)),
        **{
            name: None if entry.value is None else str(entry.value)
            for name, entry in answer.entries.items()
        },
    }


def _of_task(task: Task) -> Iterator[tuple[str, Stored]]:
    """Yield a task's fields; texts of a task that the planner wrote are not the plan's to change.

    >>> from planner.checklist.own import FIELDS
    >>> sorted(FIELDS) == sorted(OF_AN_OWN_TASK)
    True
    """
    held: Mapping[str, Stored] = {
        "status": task.status,
        "owner": task.owner,
        "due": task.due_offset,
        "note": task.note,
    }
    for name, value in held.items():
        yield f"checklist.{task.task_id}.{name}", value
    if task.is_own:
        plain = Language()
        own: Mapping[str, Stored] = {
            "title": plain.text(task.title),
            "area": task.area,
            "first": task.first_offset,
            "evidence": plain.text(task.evidence) or None,
        }
        for name, value in own.items():
            yield f"checklist.{task.task_id}.{name}", value


def _of_materials(answer: Answer) -> Iterator[tuple[str, Stored]]:
    """Yield the texts of the shopping list; its numbers are assumptions."""
    for line in answer.rooms.materials.lines if answer.rooms else ():
        texts = OF_AN_OWN_MATERIAL if is_own(line.item.key) else ("supplier",)
        for text in texts:
            name = f"materials.{line.item.key}.{text}"
            yield name, answer.plan.values.get(name)


def as_text(value: Stored) -> str:
    """Return a value as the workbook's hidden sheet keeps it."""
    return "" if value is None else str(value)


def is_same(name: str, one: Stored, other: Stored) -> bool:
    """Return whether two values of a field are the same; numbers to what a spreadsheet keeps.

    >>> is_same("staffing.promise_hours", "48", 48.0), is_same("checklist.x.note", None, "")
    (True, True)
    """
    if one in (None, "") or other in (None, ""):
        return one in (None, "") and other in (None, "")
    if REGISTRY.assumption(name):
        return isclose(float(one), float(other), rel_tol=CLOSE)
    return str(one) == str(other)
