"""What can really be shipped with what there is: live where a formula tells it.

The orders that each thing lets through are formulas over the people, machines and hours of the
workbook; what one more adds, the ladder and what becomes of the demand are the planner's values.
"""

from collections.abc import Iterable, Sequence

from planner.capacity import Capacity, Rung
from planner.checklist.workbook.book import BOLD, GROUP, NOTE, PLAIN, Book, Column, Sheet
from planner.language import Message, Quantity, Unit, say
from planner.simulation import COLUMNS as SIMULATED_COLUMNS
from planner.simulation import DEMAND_LABELS, Simulated

TITLE_TEXT = say("Capacity")
COLUMNS = (
    Column(say("What"), 44),
    Column(say("Orders"), 14, "right"),
    Column(say("More"), 12, "right"),
    Column(say("Cost"), 18, "right"),
    Column(say("Cost of one order more"), 18, "right"),
    Column(say("Binds then"), 40, indent=1),
)
WHAT, ORDERS, MORE, COST, EACH, BINDS = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 2, 3
WHOLE, SHARE = "#,##0", "0.0%"
INDENTED = {**PLAIN, "indent": 1}


def write_capacity(book: Book, capacity: Capacity, simulated: Sequence[Simulated]) -> None:
    """Write the sheet."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.heading(TITLE_TEXT, capacity.verdict()[1])
    row = FIRST_ROW
    for figure in capacity.figures_in_order():
        sheet.text(row, WHAT, figure.label, BOLD)
        sheet.reference(row, ORDERS, figure)
        row += 1
    row = _rungs(sheet, row, say("One more of each"), capacity, capacity.one_more)
    row = _rungs(sheet, row, say("The bottlenecks in the order they come"), capacity,
                 capacity.ladder)  # fmt: skip
    row = _leaving(sheet, row, capacity)
    for one in simulated:
        row = _simulated(sheet, row, capacity, one)


def _head(sheet: Sheet, row: int, titles: Iterable[Message | str]) -> int:
    for column, title in enumerate(titles):
        style = GROUP if column in (WHAT, BINDS) else {**GROUP, "align": "right"}
        sheet.text(row, column, title, style)
    return row + 1


def _rungs(
    sheet: Sheet, row: int, title: Message, capacity: Capacity, rungs: Sequence[Rung]
) -> int:
    if not rungs:
        return row
    row = _head(sheet, row, (title, "", "", "", "", ""))
    money = sheet.book.number_format(Unit.MONEY)
    for rung in rungs:
        sheet.text(row, WHAT, capacity.told_more(rung), BOLD)
        sheet.number(row, ORDERS, rung.orders, WHOLE)
        sheet.number(row, MORE, rung.added, WHOLE)
        if rung.added:
            sheet.number(row, COST, rung.cost, money)
        if rung.cost_each is not None:
            sheet.number(row, EACH, rung.cost_each, money)
        binds = capacity.means.label(rung.binds) if rung.binds else "–"
        told = say("{what} (a price is missing)", what=binds) if rung.unpriced else binds
        sheet.text(row, BINDS, told, INDENTED)
        row += 1
    return row


def _leaving(sheet: Sheet, row: int, capacity: Capacity) -> int:
    heads = (
        say("What becomes of the demand"),
        say("Parcels"),
        say("In time"),
        say("Share in time"),
        say("In the order of payment"),
        say("The last leaves by"),
    )
    row = _head(sheet, row, heads)
    for quantile, one in capacity.leaving.items():
        share = Quantity(one.answered_in_time, Unit.SHARE)
        told = say("{quantile}; inquiries answered in time: {share}", quantile=quantile.value,
                   share=share)  # fmt: skip
        sheet.text(row, WHAT, told, BOLD)
        sheet.number(row, ORDERS, one.parcels, WHOLE)
        sheet.number(row, MORE, one.in_time_at_best, WHOLE)
        if one.parcels:
            sheet.number(row, COST, one.in_time_at_best / one.parcels, SHARE)
        sheet.number(row, EACH, one.in_time, WHOLE)
        leaves = sheet.book.language.moment(one.leaves_at) if one.leaves_at else "–"
        sheet.text(row, BINDS, leaves, INDENTED)
        row += 1
    told = say(
        "The orders on top follow the people, machines and hours of this workbook; the rest stays"
        " as it was worked out. In time at best: what is late already lets the others pass."
    )
    sheet.wide_text(row, BINDS, told, NOTE)
    return row + 1


def _simulated(sheet: Sheet, row: int, capacity: Capacity, simulated: Simulated) -> int:
    title = say("Simulated, {demand}", demand=DEMAND_LABELS[simulated.demand])
    row = _head(sheet, row, (title, *SIMULATED_COLUMNS[1:], ""))
    for label, *cells in simulated.rows():
        sheet.text(row, WHAT, label, BOLD)
        for column, cell in enumerate(cells, start=ORDERS):
            sheet.text(row, column, cell, {**PLAIN, "align": "right"})
        row += 1
    sheet.wide_text(row, BINDS, simulated.verdict(), NOTE)
    sheet.wide_text(row + 1, BINDS, simulated.how(capacity.start), NOTE)
    return row + 2
