"""The checklist sheet: dates live from the main day, status from a list, overdue marked."""

from collections.abc import Mapping

from planner.checklist.tasks import DAYS_AT_RISK, Mark, Task
from planner.checklist.templates import AREAS
from planner.checklist.workbook.book import (
    BOLD,
    DAY_FORMAT,
    INPUT,
    LINE,
    NOTE,
    OFFSET_FORMAT,
    PLAIN,
    TITLE,
    Book,
    Column,
    Sheet,
    Style,
    quoted,
    serial,
)
from planner.checklist.workbook.names import name_of
from planner.figures import Figure
from planner.figures.colours import AT_RISK, NOT_READY, READY
from planner.language import Message, Unit, say
from planner.language.messages import Field
from planner.planning import STATUSES

TITLE_TEXT = say("Checklist")
COLUMNS = (
    Column(say("Id"), 12, hidden=True),
    Column(say("Task"), 42),
    Column(say("Area"), 13),
    Column(say("Owner"), 16),
    Column(say("From D"), 8, "center"),
    Column(say("Begins"), 12),
    Column(say("Due"), 14),
    Column(say("Status"), 12),
    Column(say("Done when"), 38),
    Column(say("Note"), 20),
    Column(say("Source"), 18),
)
ID, TASK, AREA, OWNER, OFFSET, BEGINS, DUE, STATUS, EVIDENCE, NOTES, SOURCE = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 2, 3
MARK = "\0"
LINED: Style = {"bottom": 1, "bottom_color": LINE}
"""A hairline below each task: long rows are read with a finger on paper."""
NAMES = {
    "id": ID,
    "title": TASK,
    "area": AREA,
    "owner": OWNER,
    "offset": OFFSET,
    "begins": BEGINS,
    "due": DUE,
    "status": STATUS,
    "evidence": EVIDENCE,
    "note": NOTES,
}
SPARE_ROWS = 15
"""Empty rows below the tasks, for those of the reader's own; all counts reach down to them."""
TEXT: Style = {**INPUT, "text_wrap": True}


def write_checklist(book: Book) -> None:
    """Write the sheet."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.text(0, TASK, TITLE_TEXT, TITLE)
    sheet.text(
        1,
        TASK,
        say(
            "Yellow cells are yours: status, owner, days from D, notes; the empty rows at the end"
            " take tasks of your own. The planner reads them back."
        ),
        {**NOTE, "text_wrap": False},
    )
    for row, task in enumerate(book.checklist.tasks, FIRST_ROW):
        _task(sheet, row, task)
    spare = FIRST_ROW + len(book.checklist.tasks)
    last = spare + SPARE_ROWS - 1
    for row in range(spare, last + 1):
        _spare(sheet, row)
    for name, column in NAMES.items():
        sheet.name_column(FIRST_ROW, last, column, f"checklist_{name}")
    sheet.page.autofilter(HEADER_ROW, ID, last, SOURCE)
    _choose(sheet, FIRST_ROW, last, STATUS, STATUSES)
    _choose(sheet, spare, last, AREA, AREAS)
    colour(sheet, FIRST_ROW, last, DUE, STATUS)


def _choose(
    sheet: Sheet, first: int, last: int, column: int, options: Mapping[str, Message]
) -> None:
    """Let cells of a column be chosen from a list."""
    words = [sheet.book.text(label) for label in options.values()]
    rule = {"validate": "list", "source": words}
    sheet.page.data_validation(first, column, last, column, rule)


def _task(sheet: Sheet, row: int, task: Task) -> None:
    book = sheet.book
    text = {**TEXT, **LINED} if task.is_own else {**PLAIN, **LINED}
    sheet.text(row, ID, task.task_id)
    _title(sheet, row, task, {**text, **BOLD})
    sheet.text(row, AREA, AREAS[task.area], text)
    sheet.text(row, OWNER, task.responsible, TEXT)
    centred: Style = {**INPUT, "align": "center"}
    if task.material and task.due_offset == task.usual_due_offset:
        # The offset follows the order-by date of the shopping list.
        line = f'MATCH("{task.material}",materials_id,0)'
        offset = f"=INDEX(materials_order_by,{line})-campaign_main_day"
        sheet.formula(row, OFFSET, offset, task.due_offset, OFFSET_FORMAT, centred)
        begins = sheet.cell(row, OFFSET)
    else:
        sheet.number(row, OFFSET, task.due_offset, OFFSET_FORMAT, centred)
        begins = f"({task.first_offset})"
    left: Style = {**PLAIN, **LINED, "align": "left"}
    begin, due = f"=campaign_main_day+{begins}", f"=campaign_main_day+{sheet.cell(row, OFFSET)}"
    first_day: Style = {**(TEXT if task.is_own else {**left, **NOTE}), "align": "left"}
    sheet.formula(row, BEGINS, begin, serial(task.first_day), DAY_FORMAT, first_day)
    sheet.formula(row, DUE, due, serial(task.due), DAY_FORMAT, {**left, **BOLD})
    sheet.text(row, STATUS, book.text(STATUSES[task.status]), INPUT)
    sheet.text(row, EVIDENCE, task.evidence, text if task.is_own else {**NOTE, **LINED})
    sheet.text(row, NOTES, task.note or "", TEXT)
    sheet.text(row, SOURCE, ", ".join(task.rules), {**NOTE, **LINED})


def _spare(sheet: Sheet, row: int) -> None:
    """Write an empty row for a task of the reader's own."""
    for column in (TASK, AREA, OWNER, STATUS, EVIDENCE, NOTES):
        sheet.number(row, column, None, "@" if column != AREA else "General", TEXT)
    centred: Style = {**INPUT, "align": "center"}
    sheet.number(row, OFFSET, None, OFFSET_FORMAT, centred)
    sheet.number(row, BEGINS, None, DAY_FORMAT, {**INPUT, "align": "left"})
    offset = sheet.cell(row, OFFSET)
    due = f'=IF(ISNUMBER({offset}),campaign_main_day+{offset},"")'
    sheet.formula(row, DUE, due, "", DAY_FORMAT, {**PLAIN, **LINED, **BOLD, "align": "left"})


def _title(sheet: Sheet, row: int, task: Task, style: Style) -> None:
    """Write what to do; figures in it are live."""
    book = sheet.book
    title = book.text(task.title)
    if not task.figures:
        sheet.text(row, TASK, title, style)
        return
    # The title in words, with marks where the figures stand.
    marks: dict[str, Field] = {place: f"{MARK}{place}{MARK}" for place in task.figures}
    pieces = book.text(Message(task.title.template, {**task.title.fields, **marks})).split(MARK)
    parts = [
        _spelled(book, task.figures[piece]) if index % 2 else quoted(piece)
        for index, piece in enumerate(pieces)
        if piece
    ]
    sheet.formula(row, TASK, f"={'&'.join(parts)}", title, "General", style)


def _spelled(book: Book, figure: Figure) -> str:
    """Return the formula of a figure as text, as the planner writes it."""
    if figure.unit is Unit.MONEY:
        decimals = book.number_format(Unit.MONEY).count("0") - 1
        return f"{quoted(book.language.symbol)}&FIXED({name_of(figure)},{decimals})"
    if figure.unit is Unit.SHARE:
        return f'ROUND({name_of(figure)}*100,2)&" %"'
    return f"FIXED({name_of(figure)},0)"


def colour(sheet: Sheet, first: int, last: int, due_column: int, status_column: int) -> None:
    """Colour status and due day; what is overdue or next bears a sign, too."""
    due, status = (
        sheet.cell(first, column, fixed_column=True) for column in (due_column, status_column)
    )
    soon = f"AND({due}>=as_of,{due}<=as_of+{DAYS_AT_RISK})"
    late = f"AND(ISNUMBER({due}),{due}<as_of,{status}<>status_done)"
    for column, criteria, paint, sign in (
        (status_column, f"={status}=status_done", READY, ""),
        (status_column, f"={status}=status_doing", AT_RISK, ""),
        (due_column, f"={late}", NOT_READY, Mark.OVERDUE.sign),
        (due_column, f"=AND({soon},{status}<>status_done)", AT_RISK, Mark.NEXT.sign),
    ):
        style = {"font_color": paint, "bold": True}
        if sign:
            style["num_format"] = f'"{sign} "{DAY_FORMAT}'
        sheet.page.conditional_format(
            first,
            column,
            last,
            column,
            {
                "type": "formula",
                "criteria": criteria,
                "format": sheet.book.file.add_format(style),
            },
        )
