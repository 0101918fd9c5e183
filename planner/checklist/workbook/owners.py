"""A sheet for each owner: the tasks that stand under that name on the checklist sheet, live.

Whoever is given a task there, or takes one off, finds it here: each row looks up the next row of
the checklist that bears the name.
"""

import re
from collections.abc import Collection, Sequence
from itertools import count

from planner.campaign.settings import UNPRINTABLE
from planner.checklist.tasks import Task
from planner.checklist.workbook.book import (
    BOLD,
    DAY_FORMAT,
    NOTE,
    OFFSET_FORMAT,
    PLAIN,
    TITLE,
    Book,
    Column,
    Sheet,
    Style,
    serial,
)
from planner.checklist.workbook.tasks import LINED, SPARE_ROWS, colour
from planner.language import Message, say
from planner.language.messages import Field
from planner.planning import AREAS, STATUSES

COLUMNS = (
    Column(say("Row"), 8, hidden=True),
    Column(say("Task"), 46),
    Column(say("Area"), 14),
    Column(say("From D"), 8, "center"),
    Column(say("Due"), 14),
    Column(say("Status"), 12),
    Column(say("Done when"), 44),
    Column(say("Note"), 26),
)
ROW, TASK, AREA, OFFSET, DUE, STATUS, EVIDENCE, NOTES = range(len(COLUMNS))
LOOKED_UP = {
    TASK: "title",
    AREA: "area",
    OFFSET: "offset",
    DUE: "due",
    STATUS: "status",
    EVIDENCE: "evidence",
    NOTES: "note",
}
HEADER_ROW, FIRST_ROW = 2, 3
MORE_ROWS = 10
"""Rows for tasks that the owner is given in the workbook."""
ANOTHERS = 10**6
"""Added to the rows of others: they come last."""
LONGEST_TITLE = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\0-\x1f]")


def tasks_by_owner(book: Book) -> dict[str, list[Task]]:
    """Return each owner's tasks; names that differ in capitals only are one, as in a spreadsheet.

    The name is that of the first such task.
    """
    names: dict[str, str] = {}
    found: dict[str, list[Task]] = {}
    for task in book.checklist.tasks:
        name = book.text(task.responsible)
        found.setdefault(names.setdefault(name.casefold(), name), []).append(task)
    return dict(sorted(found.items(), key=lambda one: one[0].casefold()))


def write_owners(book: Book) -> None:
    """Write a sheet for each owner."""
    taken = {page.get_name().casefold() for page in book.file.worksheets()}
    for owner, tasks in tasks_by_owner(book).items():
        title = sheet_title(owner, taken)
        taken.add(title.casefold())
        _owner(book, title, owner, tasks)


def sheet_title(name: str, taken: Collection[str]) -> str:
    """Return a name as a sheet may bear it, unlike all that are taken.

    >>> sheet_title("A/B: [x]", ()), sheet_title("Summary", {"summary"})
    ('A B   x', 'Summary (2)')
    """
    shown = FORBIDDEN.sub(" ", UNPRINTABLE.sub(" ", name)).strip(" '")
    plain = shown[:LONGEST_TITLE].strip(" '") or "–"
    if plain.casefold() not in (*taken, "history"):
        return plain
    numbered = (
        plain[: LONGEST_TITLE - len(ending)] + ending
        for ending in (f" ({number})" for number in count(2))
    )
    return next(title for title in numbered if title.casefold() not in taken)


def _owner(book: Book, title: str, owner: str, tasks: Sequence[Task]) -> None:
    sheet = book.sheet(
        Message("{title}", {"title": title}), COLUMNS, landscape=True, header_row=HEADER_ROW
    )
    sheet.text(0, TASK, owner, {**TITLE, "text_wrap": False})
    done = sum(task.is_done for task in tasks)
    name = sheet.cell(0, TASK, absolute=True)
    counted = f"SUMPRODUCT((checklist_owner={name})*(checklist_status=status_done))"
    words = book.text(say("{done} of {total} tasks done", done="\0", total="\0")).split("\0")
    before, between, after = (f'"{word}"' for word in words)
    sheet.formula(
        1,
        TASK,
        f"={before}&{counted}&{between}&SUMPRODUCT(--(checklist_owner={name}))&{after}",
        book.text(say("{done} of {total} tasks done", done=done, total=len(tasks))),
        style={**NOTE, "text_wrap": False},
    )
    every = book.checklist.tasks
    own = {task.task_id for task in tasks}
    places = [index for index, task in enumerate(every, 1) if task.task_id in own]
    others = [index for index, task in enumerate(every, 1) if task.task_id not in own]
    others += range(len(every) + 1, len(every) + SPARE_ROWS + 1)
    rows = [*places, *(ANOTHERS + index for index in others)][: len(places) + MORE_ROWS]
    for row, place in enumerate(rows, FIRST_ROW):
        _row(sheet, row, place, name)
    colour(sheet, FIRST_ROW, FIRST_ROW + len(rows) - 1, DUE, STATUS)


def _row(sheet: Sheet, row: int, place: int, name: str) -> None:
    number = f"ROWS({sheet.cell(FIRST_ROW, ROW, absolute=True)}:{sheet.cell(row, ROW)})"
    rows = "ROW(checklist_owner)-MIN(ROW(checklist_owner))+1"
    found = f"=SUMPRODUCT(SMALL((checklist_owner<>{name})*{ANOTHERS}+{rows},{number}))"
    sheet.formula(row, ROW, found, place, "0")
    is_own = place < ANOTHERS
    task = sheet.book.checklist.tasks[place - 1] if is_own else None
    held = _held(sheet.book, task)
    here = sheet.cell(row, ROW, fixed_column=True)
    line = LINED if is_own else {}
    for column, field in LOOKED_UP.items():
        style: Style = {**PLAIN, **line}
        number_format = "General"
        if column == TASK:
            style |= BOLD
        elif column == DUE:
            style |= {**BOLD, "align": "left"}
            number_format = DAY_FORMAT
        elif column == OFFSET:
            style["align"] = "center"
            number_format = OFFSET_FORMAT
        elif column in (EVIDENCE, NOTES):
            style |= NOTE
        # A text joined with nothing: an empty cell would be looked up as a zero.
        text = "" if column in (DUE, OFFSET) else '&""'
        looked_up = f"INDEX(checklist_{field},{here}){text}"
        formula = f'=IF({here}>={ANOTHERS},"",{looked_up})'
        sheet.formula(row, column, formula, held[column], number_format, style)


def _held(book: Book, task: Task | None) -> dict[int, int | str]:
    """Return what a row of the checklist sheet holds, by the columns here."""
    if task is None:
        return dict.fromkeys(LOOKED_UP, "")
    texts: dict[int, Field] = {
        TASK: task.title,
        AREA: AREAS[task.area],
        STATUS: STATUSES[task.status],
        EVIDENCE: task.evidence,
        NOTES: task.note or "",
    }
    held: dict[int, int | str] = {
        column: book.language.field(text) for column, text in texts.items()
    }
    return {**held, OFFSET: task.due_offset, DUE: serial(task.due)}
