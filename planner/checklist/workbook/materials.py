"""The shopping list, live: need, packs, cost and order-by date of every material (MAT-7)."""

from planner.campaign import is_own
from planner.checklist.tasks import Task
from planner.checklist.workbook.book import (
    BOLD,
    DAY_FORMAT,
    INPUT,
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
from planner.figures import Entry, Figure
from planner.figures.colours import NOT_READY
from planner.language import Unit, say
from planner.materials import MaterialLine
from planner.planning import STATUSES, Rooms

TITLE_TEXT = say("Materials")
COLUMNS = (
    Column(say("Material"), 24),
    Column(say("Unit"), 8),
    Column(say("Follows"), 25),
    Column(say("Need"), 9, "right"),
    Column(say("Need, P95"), 9, "right"),
    Column(say("Safety share"), 8, "right"),
    Column(say("In stock"), 9, "right"),
    Column(say("Pack size"), 8, "right"),
    Column(say("Packs to buy"), 8, "right"),
    Column(say("To buy"), 9, "right"),
    Column(say("Price"), 10, "right"),
    Column(say("Cost"), 13, "right"),
    Column(say("Supplier"), 14, indent=1),
    Column(say("Lead time in days"), 9, "right"),
    Column(say("Order by"), 12, indent=1),
    Column(say("Owner"), 12),
    Column(say("Status"), 10),
    Column(say("Id"), 12, hidden=True),
)
(
    ITEM,
    MEASURE,
    FOLLOWS,
    NEED,
    NEED_P95,
    SAFETY,
    STOCK,
    PACK_SIZE,
    PACKS,
    TO_BUY,
    PRICE,
    COST,
    SUPPLIER,
    LEAD,
    ORDER_BY,
    OWNER,
    STATUS,
    ID,
) = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 2, 3
ENTRIES = {STOCK: "in_stock", PACK_SIZE: "pack_size", PRICE: "unit_price", LEAD: "lead_time_days"}
TEXTS = {ITEM: "label", MEASURE: "measure", SUPPLIER: "supplier"}
ROWS_TO_ADD = 4
"""Empty rows of the list: what is typed there becomes a material of the manager's own."""
TOTAL_ID = "total"
OPEN: Style = {**NOTE, "align": "right"}
NO_DAY = 10**6
"""A day beyond the calendar, for lines with nothing to buy."""


def write_materials(book: Book, rooms: Rooms) -> None:
    """Write the sheet; needs, packs, to buy and cost are at home here."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.heading(
        TITLE_TEXT,
        say(
            "Yellow cells can be typed over, and rows added below the last; upload the workbook on"
            " the checklist page to take both into the plan."
        ),
    )
    materials = rooms.materials
    added = FIRST_ROW + len(materials.lines)
    last = added + ROWS_TO_ADD - 1
    for row, line in enumerate(materials.lines, FIRST_ROW):
        _line(sheet, row, line)
    for row in range(added, last + 1):
        _empty(sheet, row)
    for column, name in (
        (ORDER_BY, "materials_order_by"),
        (TO_BUY, "materials_to_buy"),
        (PRICE, "materials_price"),
        (COST, "materials_line_cost"),
        (ID, "materials_id"),
        (NEED, "materials_cell_need"),
        (OWNER, "materials_cell_owner"),
        (STATUS, "materials_cell_status"),
        *((column, f"materials_cell_{name}") for column, name in (ENTRIES | TEXTS).items()),
    ):
        sheet.name_column(FIRST_ROW, last, column, name)
    _total(sheet, last + 1, materials.cost)
    _late(sheet, last)


def _line(sheet: Sheet, row: int, line: MaterialLine) -> None:
    book, item = sheet.book, line.item
    sheet.text(row, ITEM, item.label, {**BOLD, **INPUT} if is_own(item.key) else BOLD)
    sheet.text(row, MEASURE, item.measure, {**PLAIN, **INPUT} if is_own(item.key) else PLAIN)
    sheet.text(row, FOLLOWS, item.follows, NOTE)
    # What is typed over a copy of an assumption acts here; the upload takes it into the plan.
    here = {
        name_of(book.answer.entries[item.field(name)]): sheet.cell(row, column)
        for column, name in ENTRIES.items()
    }
    for column, figure in (
        (NEED, line.need),
        (NEED_P95, line.need_p95),
        (PACKS, line.packs),
        (TO_BUY, line.to_buy),
        (COST, line.cost),
    ):
        sheet.figure(row, column, figure, BOLD if column == PACKS else PLAIN, here=here)
    safety = line.packs.inputs.get("safety")
    if isinstance(safety, Entry):
        sheet.formula(row, SAFETY, f"={name_of(safety)}", safety.value, "0%")
    _numbers(sheet, row, line)
    sheet.text(row, SUPPLIER, line.supplier or "", {**PLAIN, **INPUT, "indent": 1})
    sheet.formula(
        row,
        ORDER_BY,
        f"=campaign_main_day-materials_ready_days_before-{sheet.cell(row, LEAD)}",
        serial(line.order_by),
        DAY_FORMAT,
        {**BOLD, "align": "left", "indent": 1},
    )
    task = _order_of(book, line)
    for column, name, shown in (
        (OWNER, "owner", task.responsible if task else ""),
        (STATUS, "status", STATUSES[task.status] if task else ""),
    ):
        found = f'INDEX(checklist_{name},MATCH("order_{item.key}",checklist_id,0))'
        sheet.formula(row, column, f'=IFERROR({found},"")', book.text(shown))
    sheet.text(row, ID, item.key)


def _numbers(sheet: Sheet, row: int, line: MaterialLine) -> None:
    """Write what is typed of a material; left open, in words, where nobody has."""
    book = sheet.book
    left_open = book.text(say("left open"))
    for column, name in ENTRIES.items():
        entry = book.answer.entries[line.item.field(name)]
        cell, number_format = name_of(entry), book.number_format(entry.unit)
        formula = f"=IF(ISBLANK({cell}),{quoted(left_open)},{cell})"
        shown, style = (left_open, OPEN) if entry.value is None else (entry.value, PLAIN)
        sheet.formula(row, column, formula, shown, number_format, {**style, **INPUT})


def _empty(sheet: Sheet, row: int) -> None:
    """Write a row to be filled: what is typed there is worked out like the others."""
    money, count = (sheet.book.number_format(unit) for unit in (Unit.MONEY, Unit.COUNT))
    for column in (*TEXTS, NEED, *ENTRIES):
        number_format = money if column == PRICE else count
        sheet.number(row, column, None, number_format, {**PLAIN, **INPUT})
    need, stock, price, packs, to_buy = (
        sheet.cell(row, column) for column in (NEED, STOCK, PRICE, PACKS, TO_BUY)
    )
    pack = f"MAX(1,N({sheet.cell(row, PACK_SIZE)}))"
    missing = f"({need}-N({stock}))/{pack}"
    formulas = (
        (PACKS, f"MAX(0,ROUNDUP(ROUND({missing},9),0))", need, count),
        (TO_BUY, f"{packs}*{pack}", packs, count),
        (COST, f"ROUND({to_buy}*{price},2)", f"{to_buy},{price}", money),
    )
    for column, formula, named, number_format in formulas:
        known = f"COUNT({named})={named.count(',') + 1}"
        sheet.formula(row, column, f'=IF({known},{formula},"")', "", number_format)


def _order_of(book: Book, line: MaterialLine) -> Task | None:
    return next((task for task in book.checklist.tasks if task.material == line.item.key), None)


def _total(sheet: Sheet, row: int, cost: Figure) -> None:
    """Write what everything costs; open while the price of something to buy is."""
    for column in range(ID):
        sheet.text(row, column, say("Total") if column == 0 else "", TOTAL)
    unpriced = "ISNUMBER(materials_to_buy)*(materials_to_buy>0)*NOT(ISNUMBER(materials_price))"
    sheet.formula(
        row,
        COST,
        f'=IF(SUMPRODUCT({unpriced})>0,"",SUM(materials_line_cost))',
        cost.value,
        sheet.book.number_format(Unit.MONEY),
        TOTAL,
    )
    sheet.name(row, COST, name_of(cost))
    sheet.text(row, ID, TOTAL_ID)


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
            "criteria": f"=AND({first_day}<as_of,N({bought})>0,{status}<>status_done)",
            "format": sheet.book.file.add_format({"font_color": NOT_READY, "bold": True}),
        },
    )
