"""The shopping list, live: need, packs, cost and order-by date of every material (MAT-7)."""

from planner.checklist.tasks import Task
from planner.checklist.workbook.book import (
    BOLD,
    DAY_FORMAT,
    NOTE,
    PLAIN,
    TOTAL,
    Book,
    Column,
    Sheet,
    Style,
    quoted,
    serial,
)
from planner.checklist.workbook.names import name_of
from planner.figures import Figure
from planner.figures.colours import NOT_READY
from planner.language import Unit, say
from planner.materials import MaterialLine, Materials
from planner.planning import STATUSES, Rooms

TITLE_TEXT = say("Materials")
COLUMNS = (
    Column(say("Material"), 24),
    Column(say("Unit"), 8),
    Column(say("Follows"), 20),
    Column(say("Need"), 10, "right"),
    Column(say("Safety share"), 9, "right"),
    Column(say("In stock"), 9, "right"),
    Column(say("Pack size"), 8, "right"),
    Column(say("Packs to buy"), 9, "right"),
    Column(say("To buy"), 10, "right"),
    Column(say("Price"), 11, "right"),
    Column(say("Cost"), 14, "right"),
    Column(say("Lead time in days"), 9, "right"),
    Column(say("Order by"), 12, indent=1),
    Column(say("Status"), 12),
)
(
    ITEM,
    MEASURE,
    DRIVER,
    NEED,
    SAFETY,
    STOCK,
    PACK_SIZE,
    PACKS,
    TO_BUY,
    PRICE,
    COST,
    LEAD,
    ORDER_BY,
    STATUS,
) = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 2, 3
ENTRIES = {STOCK: "in_stock", PACK_SIZE: "pack_size", PRICE: "unit_price", LEAD: "lead_time_days"}
OPEN: Style = {**NOTE, "align": "right"}
NO_DAY = 10**6
"""A day beyond the calendar, for lines with nothing to buy."""


def write_materials(book: Book, rooms: Rooms) -> None:
    """Write the sheet; need, packs, to buy and cost are at home here."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.heading(
        TITLE_TEXT,
        say("Stock, pack sizes, prices and lead times are changed on the assumptions sheet."),
    )
    materials = rooms.materials
    last = FIRST_ROW + len(materials.lines) - 1
    for row, line in enumerate(materials.lines, FIRST_ROW):
        _line(sheet, row, line, materials)
    for column, name in (
        (ORDER_BY, "materials_order_by"),
        (TO_BUY, "materials_to_buy"),
        (PRICE, "materials_price"),
        (COST, "materials_line_cost"),
    ):
        sheet.name_column(FIRST_ROW, last, column, name)
    _total(sheet, last + 1, materials.cost)
    _late(sheet, last)


def _line(sheet: Sheet, row: int, line: MaterialLine, materials: Materials) -> None:
    book, item = sheet.book, line.item
    sheet.text(row, ITEM, item.label, BOLD)
    sheet.text(row, MEASURE, item.measure)
    sheet.text(row, DRIVER, materials.drivers[item.driver].label, NOTE)
    for column, figure in (
        (NEED, line.need),
        (PACKS, line.packs),
        (TO_BUY, line.to_buy),
        (COST, line.cost),
    ):
        sheet.figure(row, column, figure, BOLD if column == PACKS else PLAIN)
    safety = book.answer.entries["materials.safety_share"].value
    sheet.formula(row, SAFETY, "=materials_safety_share", safety, "0%")
    left_open = book.text(say("left open"))
    for column, name in ENTRIES.items():
        entry = book.answer.entries[f"materials.{item.key}.{name}"]
        cell, number_format = name_of(entry), book.number_format(entry.unit)
        formula = f"=IF(ISBLANK({cell}),{quoted(left_open)},{cell})"
        shown, style = (left_open, OPEN) if entry.value is None else (entry.value, PLAIN)
        sheet.formula(row, column, formula, shown, number_format, style)
    sheet.formula(
        row,
        ORDER_BY,
        f"=campaign_main_day-materials_ready_days_before-materials_{item.key}_lead_time_days",
        serial(line.order_by),
        DAY_FORMAT,
        {**BOLD, "align": "left", "indent": 1},
    )
    task = _order_of(book, line)
    status = f'INDEX(checklist_status,MATCH("order_{item.key}",checklist_id,0))'
    shown = book.text(STATUSES[task.status]) if task else ""
    sheet.formula(row, STATUS, f'=IFERROR({status},"")', shown)


def _order_of(book: Book, line: MaterialLine) -> Task | None:
    return next((task for task in book.checklist.tasks if task.material == line.item.key), None)


def _total(sheet: Sheet, row: int, cost: Figure) -> None:
    """Write what everything costs; open while the price of something to buy is."""
    for column in range(len(COLUMNS)):
        sheet.text(row, column, say("Total") if column == 0 else "", TOTAL)
    sheet.formula(
        row,
        COST,
        '=IF(SUMPRODUCT((materials_to_buy>0)*ISTEXT(materials_price))>0,"",SUM(materials_line_cost))',
        cost.value,
        sheet.book.number_format(Unit.MONEY),
        TOTAL,
    )
    sheet.name(row, COST, name_of(cost))


def _late(sheet: Sheet, last: int) -> None:
    """Mark what should have been ordered already."""
    first_day, bought, status = (
        sheet.cell(FIRST_ROW, column, fixed_column=True) for column in (ORDER_BY, TO_BUY, STATUS)
    )
    sheet.page.conditional_format(
        FIRST_ROW,
        ORDER_BY,
        last,
        ORDER_BY,
        {
            "type": "formula",
            "criteria": f"=AND({first_day}<as_of,{bought}>0,{status}<>status_done)",
            "format": sheet.book.file.add_format({"font_color": NOT_READY, "bold": True}),
        },
    )
