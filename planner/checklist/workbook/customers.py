"""Customers by group, the recall waves with their texts, and the lists of whom they go to."""

from planner.checklist.workbook.book import BOLD, NOTE, PLAIN, Book, Column, Sheet
from planner.customers import Customers, Wave, list_of
from planner.customers.groups import STAGE_MEANINGS, Group
from planner.customers.waves import CHANNELS
from planner.language import Unit, day_offset, say

TITLE_TEXT, LISTS_TITLE = say("Customers and recall"), say("Recall lists")
COLUMNS = (
    Column(say("Group or wave"), 26),
    Column(say("Meaning, or when it goes out"), 34),
    Column(say("Customers"), 11, "right"),
    Column(say("Paid so far, or cost"), 16, "right"),
    Column(say("Comes back"), 11, "right"),
    Column(say("From"), 9, "right"),
    Column(say("To"), 9, "right"),
    Column(say("Expected back"), 11, "right"),
    Column(say("Revenue"), 15, "right"),
    Column(say("Cost per order"), 12, "right"),
    Column(say("Text to send"), 60, indent=1),
)
NAME, MEANING, COUNT, AMOUNT, RATE, LOW, HIGH, EXPECTED, REVENUE, EACH, TEXT = range(len(COLUMNS))
LIST_COLUMNS = (
    Column(say("Wave"), 26),
    Column(say("Buyer"), 26),
    Column(say("Last purchase"), 14),
    Column(say("Last amount"), 14, "right"),
)
HEADER_ROW, FIRST_ROW = 2, 3
ROWS_OF_A_LIST = 2000
"""Rows of each list in the workbook; the page Customers gives them whole."""
SHARE, WHOLE = "0.0%", "#,##0"


def write_customers(book: Book, customers: Customers) -> None:
    """Write both sheets; costs, expectations and revenue follow the assumptions."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    _, sentence = customers.verdict()
    sheet.heading(TITLE_TEXT, sentence)
    row = FIRST_ROW
    for title, groups in (
        (say("By where they stand"), customers.stages),
        (say("Marked, these groups overlap"), customers.marks),
    ):
        row = sheet.part(row, title)
        for one in groups:
            _group(sheet, row, one)
            row += 1
    row = sheet.part(row, say("Recall waves"))
    for wave in customers.waves:
        _wave(sheet, row, wave)
        row += 1
    _write_lists(book, customers)


def _group(sheet: Sheet, row: int, one: Group) -> None:
    sheet.text(row, NAME, one.label, BOLD)
    sheet.text(row, MEANING, STAGE_MEANINGS.get(one.key, ""))
    sheet.number(row, COUNT, one.customers, WHOLE)
    sheet.number(row, AMOUNT, one.paid_amount, sheet.book.number_format(Unit.MONEY))
    sheet.number(row, RATE, one.rate, SHARE)
    if one.returning:
        sheet.number(row, LOW, one.returning.low, SHARE)
        sheet.number(row, HIGH, one.returning.high, SHARE)
    sheet.number(row, EXPECTED, one.expected, WHOLE)


def _wave(sheet: Sheet, row: int, wave: Wave) -> None:
    plan, language = wave.plan, sheet.book.language
    sheet.text(row, NAME, plan.kind.label, BOLD)
    when = say(
        "{offset}, {day}, {hour} · {channel}",
        offset=day_offset(plan.offset),
        day=plan.day,
        hour=language.hour(plan.hour),
        channel=CHANNELS[plan.channel],
    )
    sheet.text(row, MEANING, when)
    for name, column in (
        ("recipients", COUNT),
        ("cost", AMOUNT),
        ("expected", EXPECTED),
        ("revenue", REVENUE),
        ("cost_per_order", EACH),
    ):
        if name in wave.figures:
            sheet.reference(row, column, wave.figures[name])
    sheet.text(row, TEXT, wave.text, {**PLAIN, "indent": 1})


def _write_lists(book: Book, customers: Customers) -> None:
    sheet = book.sheet(LISTS_TITLE, LIST_COLUMNS, landscape=False, header_row=HEADER_ROW)
    longer = sum(wave.recipients > ROWS_OF_A_LIST for wave in customers.waves)
    sheet.heading(
        LISTS_TITLE,
        say(
            "The first {rows} of each wave; {longer} waves have more, the page Customers gives"
            " their lists whole.",
            rows=ROWS_OF_A_LIST,
            longer=longer,
        )
        if longer
        else say("Buyer ids as your lists hold them, and what the text says of each."),
    )
    row = FIRST_ROW
    for wave in customers.waves:
        if not wave.recipients:
            continue
        columns, lines = list_of(customers, wave.plan.kind.key, ROWS_OF_A_LIST)
        for line in lines:
            told = dict(zip(columns, line, strict=True))
            sheet.text(row, 0, wave.plan.kind.label)
            sheet.text(row, 1, told["buyer_id"], BOLD)
            sheet.text(row, 2, told.get("last_day", ""))
            sheet.text(row, 3, told.get("last_amount", ""), {"align": "right"})
            row += 1
    if row > FIRST_ROW:
        sheet.page.autofilter(HEADER_ROW, 0, row - 1, len(LIST_COLUMNS) - 1)
    else:
        sheet.text(row, 0, say("Nobody is to be written to."), NOTE)
