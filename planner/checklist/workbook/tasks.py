"""The checklist sheet: dates live from the main day, status from a list, overdue marked."""

from planner.checklist.tasks import DAYS_AT_RISK, Task
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
    Column(say("Task"), 46),
    Column(say("Area"), 13),
    Column(say("Owner"), 17),
    Column(say("From D"), 8, "center"),
    Column(say("Begins"), 12),
    Column(say("Due"), 12),
    Column(say("Status"), 12),
    Column(say("Done when"), 44),
    Column(say("Source"), 20),
)
ID, TASK, AREA, OWNER, OFFSET, BEGINS, DUE, STATUS, EVIDENCE, SOURCE = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 2, 3
MARK = "\0"
LINED: Style = {"bottom": 1, "bottom_color": LINE}
"""A hairline below each task: long rows are read with a finger on paper."""
NAMES = {"id": ID, "area": AREA, "due": DUE, "status": STATUS}


def write_checklist(book: Book) -> None:
    """Write the sheet."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.text(0, TASK, TITLE_TEXT, TITLE)
    sheet.text(
        1,
        TASK,
        say("Set owner and status here; days follow the main day."),
        {**NOTE, "text_wrap": False},
    )
    for row, task in enumerate(book.checklist.tasks, FIRST_ROW):
        _task(sheet, row, task)
    last = FIRST_ROW + len(book.checklist.tasks) - 1
    for name, column in NAMES.items():
        sheet.name_column(FIRST_ROW, last, column, f"checklist_{name}")
    sheet.page.autofilter(HEADER_ROW, ID, last, SOURCE)
    sheet.page.data_validation(
        FIRST_ROW,
        STATUS,
        last,
        STATUS,
        {"validate": "list", "source": [book.text(label) for label in STATUSES.values()]},
    )
    _colour(sheet, last)


def _task(sheet: Sheet, row: int, task: Task) -> None:
    book = sheet.book
    sheet.text(row, ID, task.task_id)
    _title(sheet, row, task)
    sheet.text(row, AREA, AREAS[task.area], {**PLAIN, **LINED})
    sheet.text(row, OWNER, task.responsible, {**INPUT, "text_wrap": True})
    centred = {**PLAIN, **LINED, "align": "center"}
    if task.material:
        # The order-by date follows the lead time, so the offset does too.
        lead = f"materials_{task.material}_lead_time_days"
        offset = f"=-materials_ready_days_before-{lead}"
        sheet.formula(row, OFFSET, offset, task.due_offset, OFFSET_FORMAT, centred)
        begins = sheet.cell(row, OFFSET)
    else:
        sheet.number(row, OFFSET, task.due_offset, OFFSET_FORMAT, centred)
        begins = f"({task.first_offset})"
    left: Style = {**PLAIN, **LINED, "align": "left"}
    begin, due = f"=campaign_main_day+{begins}", f"=campaign_main_day+{sheet.cell(row, OFFSET)}"
    sheet.formula(row, BEGINS, begin, serial(task.first_day), DAY_FORMAT, {**left, **NOTE})
    sheet.formula(row, DUE, due, serial(task.due), DAY_FORMAT, {**left, **BOLD})
    sheet.text(row, STATUS, book.text(STATUSES[task.status]), INPUT)
    sheet.text(row, EVIDENCE, task.evidence, {**NOTE, **LINED})
    sheet.text(row, SOURCE, ", ".join(task.rules), {**NOTE, **LINED})


def _title(sheet: Sheet, row: int, task: Task) -> None:
    """Write what to do; figures in it are live."""
    book, style = sheet.book, {**BOLD, **LINED}
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
    return f"FIXED({name_of(figure)},0)"


def _colour(sheet: Sheet, last: int) -> None:
    due, status = (sheet.cell(FIRST_ROW, column, fixed_column=True) for column in (DUE, STATUS))
    soon = f"AND({due}>=as_of,{due}<=as_of+{DAYS_AT_RISK})"
    for column, criteria, colour in (
        (STATUS, f"={status}=status_done", READY),
        (STATUS, f"={status}=status_doing", AT_RISK),
        (DUE, f"=AND({due}<as_of,{status}<>status_done)", NOT_READY),
        (DUE, f"=AND({soon},{status}<>status_done)", AT_RISK),
    ):
        sheet.page.conditional_format(
            FIRST_ROW,
            column,
            last,
            column,
            {
                "type": "formula",
                "criteria": criteria,
                "format": sheet.book.file.add_format({"font_color": colour, "bold": True}),
            },
        )
