"""Whom to remind of payment: the numbers, the texts by hour, and the lists that are due.

Worth, minutes and what a minute brings are live; who is due was told at a moment and stands as it
was.
"""

from planner.checklist.workbook.book import BOLD, NOTE, PLAIN, Book, Column, Sheet
from planner.language import Unit, say
from planner.reminders import TEMPLATES, WAYS, Reminders, list_of

TITLE_TEXT, LISTS_TITLE = say("Reminders"), say("Reminder lists")
COLUMNS = (
    Column(say("What"), 40),
    Column(say("Orders"), 14, "right"),
    Column(say("Worth"), 18, "right"),
    Column(say("What to do, or the text"), 70, indent=1),
)
WHAT, ORDERS, WORTH, TEXT = range(len(COLUMNS))
LIST_COLUMNS = (
    Column(say("By way"), 14),
    Column(say("Buyer"), 26),
    Column(say("Order"), 26),
    Column(say("Orders"), 10, "right"),
    Column(say("Amount"), 14, "right"),
    Column(say("Reminded by"), 16, indent=1),
)
LISTED = ("buyer_id", "order_id", "orders", "amount", "agent")
HEADER_ROW, FIRST_ROW = 2, 3
ROWS_OF_A_LIST = 2000
"""Rows of each list in the workbook; the page Reminders gives them whole."""
WHOLE = "#,##0"
INDENTED = {**PLAIN, "indent": 1}


def write_reminders(book: Book, told: Reminders | None) -> None:
    """Write both sheets; without orders there are none."""
    if told is None:
        return
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.heading(TITLE_TEXT, told.verdict()[1])
    row = _figures(sheet, FIRST_ROW, told)
    row = _left_alone(sheet, row, told)
    _texts(sheet, row, told)
    _lists(book, told)


def _figures(sheet: Sheet, row: int, told: Reminders) -> int:
    row = sheet.part(row, say("Seen at {moment}", moment=told.now))
    for figure in told.figures():
        is_count = figure.key.endswith(("_orders", "_reminders", "_work", ".minutes"))
        sheet.text(row, WHAT, figure.label, BOLD)
        sheet.reference(row, ORDERS if is_count else WORTH, figure)
        row += 1
    return row


def _left_alone(sheet: Sheet, row: int, told: Reminders) -> int:
    row = sheet.part(row, say("Left alone"))
    for one in told.left_alone():
        sheet.text(row, WHAT, one.label, BOLD)
        sheet.number(row, ORDERS, one.orders, WHOLE)
        sheet.number(row, WORTH, one.amount, sheet.book.number_format(Unit.MONEY))
        sheet.text(row, TEXT, one.advice, INDENTED)
        row += 1
    return row


def _texts(sheet: Sheet, row: int, told: Reminders) -> None:
    row = sheet.part(row, say("Texts by hour"))
    now = {} if told.wording in told.texts.values() else {"": told.wording}
    for key, one in {**now, **told.texts}.items():
        title = TEMPLATES[key].title if key else say("Text of your own")
        sheet.text(row, WHAT, title, BOLD)
        parts = say("{characters} characters, {parts} messages", characters=one.length.characters,
                    parts=one.length.parts)  # fmt: skip
        sheet.text(row, WORTH, parts, {**NOTE, "align": "right"})
        sheet.text(row, TEXT, one.text, INDENTED)
        row += 1


def _lists(book: Book, told: Reminders) -> None:
    sheet = book.sheet(LISTS_TITLE, LIST_COLUMNS, landscape=False, header_row=HEADER_ROW)
    longer = sum(told.due(way)[0] > ROWS_OF_A_LIST for way in WAYS)
    sheet.heading(
        LISTS_TITLE,
        say(
            "The first {rows} of each way; {longer} lists are longer, the page Reminders gives"
            " them whole.",
            rows=ROWS_OF_A_LIST,
            longer=longer,
        )
        if longer
        else say("Seen at {moment}", moment=told.now),
    )
    row = FIRST_ROW
    for way, label in WAYS.items():
        columns, lines = list_of(told, way, ROWS_OF_A_LIST)
        for line in lines:
            cells = dict(zip(columns, line, strict=True))
            sheet.text(row, 0, label)
            for column, name in enumerate(LISTED, start=1):
                style = {"align": "right"} if name in ("orders", "amount") else PLAIN
                sheet.text(row, column, cells.get(name, ""), style)
            row += 1
    if row > FIRST_ROW:
        sheet.page.autofilter(HEADER_ROW, 0, row - 1, len(LIST_COLUMNS) - 1)
    else:
        sheet.text(row, 0, say("Nobody is to be reminded now."), NOTE)
