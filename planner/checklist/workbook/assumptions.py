"""The assumptions: every number that may be changed, as a named cell; and what was counted."""

from itertools import groupby

from planner.checklist.workbook.book import (
    ASIDE,
    GROUP,
    INPUT,
    NOTE,
    PLAIN,
    QUIET,
    TITLE,
    Book,
    Column,
    Sheet,
    Style,
)
from planner.checklist.workbook.names import name_of
from planner.figures import Entry, Measured, Origin, Value, origin_of, rows_of
from planner.language import Message, say
from planner.planning import REGISTRY

TITLE_TEXT = say("Assumptions")
COLUMNS = (
    Column(say("Assumption"), 32),
    Column(say("Value"), 16, "right"),
    Column(say("Unit"), 10, indent=1),
    Column(say("Default"), 11, "right"),
    Column(say("Lowest"), 10, "right"),
    Column(say("Highest"), 12, "right"),
    Column(say("Where from"), 19, indent=1),
    Column(say("Source"), 15),
    Column(say("What it does"), 42),
    Column(say("Field"), 12, hidden=True),
)
LABEL, VALUE, UNIT, DEFAULT, LOW, HIGH, ORIGIN, SOURCE, HELP, FIELD = range(len(COLUMNS))
HEADER_ROW = 3
WITHOUT_FORMULA = {"staffing.patience_seconds"}
"""What no formula of a sheet follows, although some name it: Erlang A is the planner's own."""
SHRUNK: Style = {"font_color": QUIET, "shrink": True}

ROOMS = {
    "campaign": say("Campaign"),
    "targets": say("Targets"),
    "demand": say("Demand"),
    "last_year": say("Last year"),
    "activities": say("Activities"),
    "inventory": say("Inventory"),
    "staffing": say("Staffing"),
    "roster": say("Roster"),
    "capacity": say("Capacity"),
    "materials": say("Materials"),
    "funnel": say("Funnel"),
    "customers": say("Customers"),
    "reminders": say("Reminders"),
    "tracking": say("Parcels on their way"),
}


def assumptions_sheet(book: Book) -> Sheet:
    """Return the sheet in its place, still empty."""
    return book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)


def write_assumptions(sheet: Sheet) -> None:
    """Write the sheet; what no formula of the other sheets names cannot be changed here."""
    book = sheet.book
    sheet.page.write_string(0, 0, book.text(TITLE_TEXT), book.format(TITLE))
    what_to_change = say(
        "Change the yellow cells: hours, people and quantities on the other sheets follow."
        " All others are changed in the planner."
    )
    sheet.wide_text(1, HELP, what_to_change, NOTE)
    row = _campaign(sheet, HEADER_ROW + 1)
    for room, entries in groupby(book.answer.entries.values(), key=lambda e: e.assumption.room):
        if room != "campaign":
            row = _group(sheet, row, ROOMS[room])
        for entry in entries:
            row = _entry(sheet, row, entry)
    for name, column in (("field", FIELD), ("value", VALUE)):
        sheet.name_column(HEADER_ROW + 1, row - 1, column, f"assumptions_{name}")
    if book.ledger.measured:
        _measured(sheet, row)


def _group(sheet: Sheet, row: int, title: Message) -> int:
    for column in range(FIELD):
        sheet.text(row, column, title if column == 0 else "", GROUP)
    return row + 1


def _campaign(sheet: Sheet, row: int) -> int:
    """Write the dates; everything in the workbook that is a day follows from the main day."""
    answer = sheet.book.answer
    campaign = answer.campaign
    row = _group(sheet, row, ROOMS["campaign"])
    sheet.text(row, LABEL, say("Name"))
    sheet.text(row, VALUE, sheet.book.text(campaign.name))
    row += 1
    main = REGISTRY.setting("campaign.main_day")
    reference = REGISTRY.setting("campaign.reference_day")
    days = (
        (main.label, campaign.main_day, main.help, "campaign_main_day"),
        (
            say("As of"),
            answer.today,
            say("Overdue and at risk are judged on this day; =TODAY() follows the calendar."),
            "as_of",
        ),
    )
    for label, day, help_text, name in days:
        sheet.text(row, LABEL, label)
        sheet.day(row, VALUE, day, INPUT)
        sheet.page.data_validation(
            row, VALUE, row, VALUE, {"validate": "date", "criteria": ">", "value": 1}
        )
        sheet.text(row, HELP, help_text, NOTE)
        sheet.name(row, VALUE, name)
        row += 1
    if campaign.reference_day is not None:
        sheet.text(row, LABEL, reference.label)
        sheet.day(row, VALUE, campaign.reference_day)
        sheet.text(row, HELP, reference.help, NOTE)
        row += 1
    for name in ("targets.goal_kind", "targets.unknown"):
        setting = REGISTRY.setting(name)
        sheet.text(row, LABEL, setting.label)
        chosen = answer.plan.text(name) or setting.default or ""
        sheet.text(row, VALUE, sheet.book.language.field(REGISTRY.shown(name, chosen)))
        sheet.text(row, HELP, setting.help, NOTE)
        row += 1
    return row


def _entry(sheet: Sheet, row: int, entry: Entry) -> int:
    one, book = entry.assumption, sheet.book
    sheet.text(row, LABEL, entry.label)
    number_format = book.number_format(entry.unit, _with_decimals(entry))
    is_live = name_of(entry) in book.named and entry.key not in WITHOUT_FORMULA
    style = INPUT if is_live else PLAIN
    if entry.origin is Origin.SHEET and entry.basis is not None:
        sheet.formula(row, VALUE, f"={name_of(entry.basis)}", entry.value, number_format, style)
    else:
        sheet.number(row, VALUE, entry.value, number_format, style)
    sheet.name(row, VALUE, name_of(entry))
    sheet.text(row, UNIT, book.unit(entry.unit), ASIDE)
    for column, value in ((DEFAULT, one.default), (LOW, one.low), (HIGH, one.high)):
        sheet.number(row, column, value, book.number_format(entry.unit, value), SHRUNK)
    sheet.text(row, ORIGIN, origin_of(entry), ASIDE)
    sheet.text(row, SOURCE, one.source)
    elsewhere = say("{help} Change it in the planner.", help=one.help)
    sheet.text(row, HELP, one.help if is_live else elsewhere, NOTE)
    sheet.text(row, FIELD, one.field)
    if is_live:
        _validate(sheet, row, entry)
    return row + 1


def _with_decimals(entry: Entry) -> Value | None:
    """Return a value that shows whether the cell needs decimals."""
    return entry.value if entry.assumption.whole or entry.value is None else 0.5


def _validate(sheet: Sheet, row: int, entry: Entry) -> None:
    one, book = entry.assumption, sheet.book
    low, high = (book.language.quantity(value, one.unit) for value in (one.low, one.high))
    bounds = say("Enter a number from {low} to {high}.", low=low, high=high)
    sheet.page.data_validation(
        row,
        VALUE,
        row,
        VALUE,
        {
            "validate": "integer" if one.whole else "decimal",
            "criteria": "between",
            "minimum": float(one.low),
            "maximum": float(one.high),
            "error_title": book.text(say("Out of bounds")),
            "error_message": book.text(bounds),
        },
    )


def _measured(sheet: Sheet, row: int) -> None:
    row = _group(sheet, row, say("From your sheets"))
    for one in sheet.book.ledger.measured.values():
        sheet.text(row, LABEL, one.label)
        sheet.number(row, VALUE, one.value, sheet.book.number_format(one.unit, one.value))
        sheet.name(row, VALUE, name_of(one))
        sheet.text(row, UNIT, sheet.book.unit(one.unit), ASIDE)
        sheet.text(row, ORIGIN, rows_of(one), ASIDE)
        sheet.text(row, SOURCE, f"{one.query}.sql", NOTE)
        sheet.text(row, HELP, _asked(one), NOTE)
        sheet.text(row, FIELD, one.key)
        row += 1


def _asked(one: Measured) -> str:
    parameters = ", ".join(f"{name} = {value}" for name, value in one.parameters.items())
    return "; ".join(part for part in (parameters, ", ".join(one.files)) if part)
