"""How it is calculated: every figure, its formula in words, what it follows from; the sources."""

from planner.checklist.workbook.book import ASIDE, BOLD, NOTE, PALE, PLAIN, Book, Column, Sheet
from planner.checklist.workbook.names import material_keys, name_of, position_keys
from planner.figures import SOURCES, Entry, Figure, Input, Series, account, origin_of, written
from planner.language import say
from planner.planning import FUNCTIONS

TITLE_TEXT = say("How it is calculated")
COLUMNS = (
    Column(say("Figure, and below it what it follows from"), 44),
    Column(say("Value"), 18, "right"),
    Column(say("Unit"), 12, indent=1),
    Column(say("Formula, or where from"), 76),
    Column(say("Source"), 16),
)
LABEL, VALUE, UNIT, ORIGIN, SOURCE = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 2, 3

SOURCES_TEXT = say("Sources")
SOURCE_COLUMNS = (
    Column(say("Id"), 15),
    Column(say("What it says"), 74),
    Column(say("Who says so"), 46),
)


def write_accounts(book: Book) -> None:
    """Write the accounts; figures of materials and positions are at home on their own sheets."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.heading(
        TITLE_TEXT,
        say("Values are live; inputs stand indented below each figure."),
    )
    elsewhere = {*material_keys(book.answer), *position_keys(book.answer)}
    row = FIRST_ROW
    for figure in book.ledger.figures.values():
        row = _figure(sheet, row, figure, is_home=figure.key not in elsewhere)


def _figure(sheet: Sheet, row: int, figure: Figure, *, is_home: bool) -> int:
    book = sheet.book
    style = {**BOLD, "bg_color": PALE}
    # What is opened already is not followed further: the rows below are its inputs.
    (line,) = account(figure, book.language, FUNCTIONS, {figure.key})
    note = f" ({book.text(figure.note)})" if figure.note else ""
    sheet.text(row, LABEL, line.label, style)
    if is_home:
        sheet.figure(row, VALUE, figure, style)
    else:
        sheet.reference(row, VALUE, figure, style)
    sheet.text(row, UNIT, book.unit(figure.unit), {**ASIDE, "bg_color": PALE})
    sheet.text(row, ORIGIN, f"{line.formula}{note}", {**PLAIN, "bg_color": PALE})
    sheet.text(row, SOURCE, ", ".join(figure.rules), {**NOTE, "bg_color": PALE})
    row += 1
    for given in figure.inputs.values():
        _input(sheet, row, given, indent=2)
        row += 1
        for one in given.inputs.values() if isinstance(given, Series) else ():
            _input(sheet, row, one, indent=4)
            row += 1
    return row


def _input(sheet: Sheet, row: int, given: Input, *, indent: int) -> None:
    book = sheet.book
    sheet.text(row, LABEL, given.label, {**PLAIN, "align": "left", "indent": indent})
    if isinstance(given, Series):
        sheet.text(row, VALUE, written(given, book.language), {**NOTE, "align": "right"})
    else:
        number_format = book.number_format(given.unit, given.value)
        name = name_of(given)
        sheet.formula(row, VALUE, f'=IF({name}="","",{name})', given.value, number_format)
    sheet.text(row, UNIT, book.unit(given.unit), ASIDE)
    sheet.text(row, ORIGIN, origin_of(given), NOTE)
    cited = (given.assumption.source,) if isinstance(given, Entry) else ()
    rules = given.rules if isinstance(given, Figure) else cited
    sheet.text(row, SOURCE, ", ".join(rules), NOTE)


def write_sources(book: Book) -> None:
    """Write what each id that is cited means."""
    sheet = book.sheet(SOURCES_TEXT, SOURCE_COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.heading(SOURCES_TEXT, say("Numbers are starting values; your own come first."))
    for row, source in enumerate(SOURCES.values(), FIRST_ROW):
        sheet.text(row, 0, source.id, BOLD)
        sheet.text(row, 1, source.statement)
        sheet.text(row, 2, source.origin, NOTE)
