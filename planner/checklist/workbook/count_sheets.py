"""The sheet that people count on: where to look and for what, never how many (INV-4).

It is the count sheet of the page Inventory, cut to a length that prints; once filled in, it is
uploaded as it is, beside the sales.
"""

from collections import Counter
from collections.abc import Iterable

from planner.checklist.workbook.book import BOLD, DAY_FORMAT, INPUT, PLAIN, Book, Column
from planner.checklist.workbook.inventory import WHOLE
from planner.inventory import Inventory, ProductStock
from planner.inventory.count_sheet import (
    COLUMNS,
    TO_FILL,
    CountPlace,
    header,
    rows,
    sheet_lines,
    to_count,
)
from planner.inventory.counting import CountLine, count_sheet
from planner.language import say

TITLE_TEXT = say("Count sheet")
HEADER_ROW, FIRST_ROW = 2, 3
LINES_AT_MOST = 2000


def count_lines(inventory: Inventory) -> tuple[tuple[CountLine, ...], int]:
    """Return the lines of the sheet, and how many products have none since they are too many.

    Main products come first. Where nothing is known of any product, everything of the event has a
    line without a place.
    """
    event = [row.stock for row in inventory.event_rows]
    products = to_count(event)
    if not products:
        blank = (CountLine("", "", one.product, one.title) for one in event[:LINES_AT_MOST])
        return count_sheet(blank), len(event[LINES_AT_MOST:])
    places = inventory.count_places.read()
    fitting = _fitting(products, places)
    return sheet_lines(places, fitting), len(products) - len(fitting)


def _fitting(products: Iterable[ProductStock], places: Iterable[CountPlace]) -> list[ProductStock]:
    """Return the products whose lines fit on the sheet, each with all of its own.

    Of a product with some of its shelves on the sheet, the count would be held against all.
    """
    lines = Counter(place.product for place in places)
    left, fitting = LINES_AT_MOST, []
    for one in products:
        wanted = max(1, lines[one.product])
        if wanted <= left:
            left -= wanted
            fitting.append(one)
    return fitting


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
