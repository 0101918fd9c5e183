"""Parcels on their way: what is the matter with how many, the texts, and the lists of them.

All of it was told at a moment and stands as it was; the sum of what is in trouble is live.
"""

from planner.checklist.workbook.book import BOLD, NOTE, PLAIN, Book, Column, Sheet
from planner.language import say
from planner.tracking import HOURS_OF_DAY, MARKED, Tracking, list_of

TITLE_TEXT, LISTS_TITLE = say("Parcels on their way"), say("Parcel lists")
COLUMNS = (
    Column(say("What"), 34),
    Column(say("Parcels"), 12, "right"),
    Column(say("Buyers concerned"), 12, "right"),
    Column(say("What to do"), 44, indent=1),
    Column(say("Text to send"), 60, indent=1),
)
WHAT, PARCELS, BUYERS, ADVICE, TEXT = range(len(COLUMNS))
LIST_COLUMNS = (
    Column(say("What"), 30),
    Column(say("Buyer"), 26),
    Column(say("Order"), 26),
    Column(say("Tracking number"), 24),
    Column(say("Carrier"), 16),
)
LISTED = ("buyer_id", "order_id", "tracking_number", "carrier")
HEADER_ROW, FIRST_ROW = 2, 3
ROWS_OF_A_LIST = 2000
"""Rows of each list in the workbook; the page Customers gives them whole."""
WHOLE, DAYS = "#,##0", "#,##0.0"
INDENTED = {**PLAIN, "indent": 1}


def write_tracking(book: Book, told: Tracking | None) -> None:
    """Write both sheets; where nothing tells of parcels there are none."""
    if told is None:
        return
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.heading(TITLE_TEXT, told.verdict()[1])
    row = _kinds(sheet, FIRST_ROW, told)
    _carriers(sheet, row, told)
    _lists(book, told)


def _kinds(sheet: Sheet, row: int, told: Tracking) -> int:
    row = sheet.part(row, say("Seen at {moment}", moment=told.now))
    for one in told.kinds:
        sheet.text(row, WHAT, one.label, BOLD)
        sheet.number(row, PARCELS, told.count(one.key), WHOLE)
        sheet.number(row, BUYERS, told.counts[one.key].buyers, WHOLE)
        sheet.text(row, ADVICE, one.advice, INDENTED)
        sheet.text(row, TEXT, told.wordings[one.key].text, INDENTED)
        row += 1
    for figure in told.figures():
        sheet.text(row, WHAT, figure.label, BOLD)
        sheet.reference(row, PARCELS, figure)
        row += 1
    sheet.text(row, WHAT, say("Buyers to care for later"), BOLD)
    sheet.number(row, BUYERS, told.marked, WHOLE)
    sheet.text(row, ADVICE, say("a word of apology, a small gift, the next offer first"), INDENTED)
    return row + 1


def _carriers(sheet: Sheet, row: int, told: Tracking) -> None:
    if not told.carriers:
        return
    row = sheet.part(row, say("Carriers and their usual time"))
    for one in told.carriers:
        sheet.text(row, WHAT, one.name or say("not told"), BOLD)
        sheet.number(row, PARCELS, one.parcels, WHOLE)
        if one.median_hours is not None and one.usual_hours is not None:
            times = say(
                "half within {half} days, the usual share within {usual}; {count} in trouble",
                half=round(one.median_hours / HOURS_OF_DAY, 1),
                usual=round(one.usual_hours / HOURS_OF_DAY, 1),
                count=one.in_trouble,
            )
            sheet.text(row, ADVICE, times, INDENTED)
        row += 1


def _lists(book: Book, told: Tracking) -> None:
    sheet = book.sheet(LISTS_TITLE, LIST_COLUMNS, landscape=False, header_row=HEADER_ROW)
    lists = {**{one.key: one.label for one in told.kinds}, MARKED: say("To be cared for later")}
    counts = {**{one.key: told.count(one.key) for one in told.kinds}, MARKED: told.marked}
    longer = sum(count > ROWS_OF_A_LIST for count in counts.values())
    sheet.heading(
        LISTS_TITLE,
        say(
            "The first {rows} of each kind; {longer} lists are longer, the page Customers gives"
            " them whole.",
            rows=ROWS_OF_A_LIST,
            longer=longer,
        )
        if longer
        else say("Seen at {moment}", moment=told.now),
    )
    row = FIRST_ROW
    for key, label in lists.items():
        columns, lines = list_of(told, key, ROWS_OF_A_LIST)
        for line in lines:
            cells = dict(zip(columns, line, strict=True))
            sheet.text(row, 0, label)
            for column, name in enumerate(LISTED, start=1):
                sheet.text(row, column, cells.get(name, ""))
            row += 1
    if row > FIRST_ROW:
        sheet.page.autofilter(HEADER_ROW, 0, row - 1, len(LIST_COLUMNS) - 1)
    else:
        sheet.text(row, 0, say("No buyer is to be told anything now."), NOTE)
