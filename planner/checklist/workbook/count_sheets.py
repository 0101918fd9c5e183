"""The sheet that people count on: where to look and for what, never how many (INV-4).

Its columns are those of :mod:`planner.inventory.count_sheet`, by which a count is known when it
comes back: once filled in, the sheet is uploaded as it is, beside the sales.
"""

from collections.abc import Iterator

from planner.checklist.workbook.book import BOLD, DAY_FORMAT, INPUT, PLAIN, Book, Column
from planner.checklist.workbook.inventory import PRODUCTS_AT_MOST, WHOLE
from planner.inventory import Inventory, ProductReadiness
from planner.inventory.count_sheet import COLUMNS, TO_FILL, header, rows
from planner.inventory.counting import CountLine, count_sheet
from planner.language import say

TITLE_TEXT = say("Count sheet")
HEADER_ROW, FIRST_ROW = 2, 3
NEXT_TO_EACH_OTHER = ", "


def count_lines(inventory: Inventory) -> tuple[tuple[CountLine, ...], int]:
    """Return the lines of the sheet, and how many products have none since they are too many.

    Counted is what the books have; where nothing is known of any product, everything of the event.
    """
    event = inventory.event_rows
    held = [row for row in event if (row.stock.on_hand or 0) > 0] or event
    lines = (line for row in held[:PRODUCTS_AT_MOST] for line in _lines_of(row))
    return count_sheet(lines), len(held[PRODUCTS_AT_MOST:])


def _lines_of(row: ProductReadiness) -> Iterator[CountLine]:
    """Yield a line for each shelf; of several warehouses, one for each with all the shelves.

    Which shelf stands in which warehouse is not known of a product as a whole.
    """
    stock = row.stock
    shelves = stock.locations or ("",)
    if len(stock.warehouses) > 1:
        shelves = (NEXT_TO_EACH_OTHER.join(stock.locations),)
    barcode = stock.barcodes[0] if len(stock.barcodes) == 1 else None
    for warehouse in stock.warehouses or ("",):
        for shelf in shelves:
            yield CountLine(warehouse, shelf, row.product, row.title, barcode)


def write_count_sheet(book: Book, inventory: Inventory) -> None:
    """Write the sheet, with empty cells for the count and its day."""
    columns = [
        Column(head, one.width, "right" if name == "counted" else "left")
        for head, (name, one) in zip(header(book.language), COLUMNS.items(), strict=True)
    ]
    sheet = book.sheet(TITLE_TEXT, columns, landscape=True, header_row=HEADER_ROW)
    lines, left_out = count_lines(inventory)
    days = inventory.days
    sheet.heading(
        TITLE_TEXT,
        say(
            "Count from {first} to {last} without looking at the books; {left_out} more products"
            " are on the count sheets of the page Inventory.",
            first=days.count_from,
            last=days.count_until,
            left_out=left_out,
        )
        if left_out
        else say(
            "Count from {first} to {last} without looking at the books; save this sheet as a file"
            " of its own and upload it beside the sales.",
            first=days.count_from,
            last=days.count_until,
        ),
    )
    for row, cells in enumerate(rows(lines), FIRST_ROW):
        for column, (name, text) in enumerate(zip(COLUMNS, cells, strict=True)):
            if name in TO_FILL:
                number_format = WHOLE if name == "counted" else DAY_FORMAT
                sheet.number(row, column, None, number_format, INPUT)
            else:
                sheet.text(row, column, text, BOLD if name == "code" else PLAIN)
