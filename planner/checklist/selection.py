"""Which tasks are looked at: by owner, area, week and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from planner.checklist.tasks import Checklist, Mark, Task
from planner.language import Language, Message, say


class Stage(Enum):
    """How far a task is, as a reader asks for it."""

    LEFT = "left"
    OVERDUE = "overdue"
    NEXT = "next"
    OPEN = "open"
    DOING = "doing"
    DONE = "done"

    @property
    def label(self) -> Message:
        """Return what it is called."""
        return _LABELS[self]


_LABELS = {
    Stage.LEFT: say("What is left"),
    Stage.OVERDUE: say("Overdue"),
    Stage.NEXT: say("Next"),
    Stage.OPEN: say("Not started"),
    Stage.DOING: say("In progress"),
    Stage.DONE: say("Done"),
}


@dataclass(frozen=True)
class Selection:
    """What a reader wants to see; None asks for all.

    Attributes:
        owner: who does it, as the reader sees the name.
        area: of the checklist.
        week: the Monday of the week in which it is due.
        stage: how far it is.
    """

    owner: str | None = None
    area: str | None = None
    week: date | None = None
    stage: Stage | None = None

    def of(self, checklist: Checklist, language: Language) -> list[Task]:
        """Return the tasks that are asked for, by due date."""
        return [
            task
            for task in checklist.tasks
            if self.owner in (None, language.text(task.responsible))
            and self.area in (None, task.area)
            and self.week in (None, monday(task.due))
            and self._is_at_stage(checklist, task)
        ]

    def _is_at_stage(self, checklist: Checklist, task: Task) -> bool:
        match self.stage:
            case None:
                return True
            case Stage.LEFT:
                return not task.is_done
            case Stage.OVERDUE | Stage.NEXT:
                return checklist.mark(task) is Mark(self.stage.value)
            case stage:
                return bool(task.status == stage.value)


def monday(day: date) -> date:
    """Return the Monday of a day's week.

    >>> monday(date(2027, 11, 11))
    datetime.date(2027, 11, 8)
    """
    return day - timedelta(days=day.weekday())


def weeks_of(tasks: Sequence[Task]) -> list[date]:
    """Return the Mondays of the weeks in which something is due."""
    return sorted({monday(task.due) for task in tasks})


def owners_of(tasks: Sequence[Task], language: Language) -> list[str]:
    """Return who has something to do, as the reader sees the names."""
    return sorted({language.text(task.responsible) for task in tasks}, key=str.casefold)
