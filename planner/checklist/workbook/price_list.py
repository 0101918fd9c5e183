"""The price list: label, event, floor and final price of each product of the event, by cart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.activities.price_list import HOW_READ, PriceRow, Typical
from planner.checklist.workbook.activities import MEND_FIRST, NOT_FOLLOWED, amount
from planner.checklist.workbook.book import BOLD, NOTE, PLAIN, TITLE, Book, Column, Sheet, Style
from planner.figures.colours import NOT_READY
from planner.language import Message, Unit, listed, say
from planner.planning.followed import Followed, WorkedOut

TITLE_TEXT = say("Price list")
COLUMNS = (
    Column(say("Product code"), 15),
    Column(say("Name"), 24),
    Column(say("Price on the label"), 12, "right"),
    Column(say("Event price"), 12, "right"),
    Column(say("Off the label"), 9, "right"),
    Column(say("Floor of a piece"), 12, "right"),
    Column(say("Margin at the event price"), 12, "right"),
    Column(say("Alone"), 12, "right"),
    Column(say("Margin of the cart"), 12, "right"),
    Column(say("Cart at the threshold"), 20, indent=1),
    Column(say("At the lowest threshold"), 12, "right"),
    Column(say("Margin of the cart"), 12, "right"),
    Column(say("With everything"), 12, "right"),
    Column(say("Margin of the cart"), 12, "right"),
    Column(say("Below the floor"), 22, indent=1),
)
(
    PRODUCT,
    NAME,
    LABEL,
    EVENT,
    DEPTH,
    FLOOR,
    MARGIN,
    ALONE,
    ALONE_MARGIN,
    CART,
    THRESHOLD,
    THRESHOLD_MARGIN,
    EVERYTHING,
    EVERYTHING_MARGIN,
    BELOW,
) = range(len(COLUMNS))
FINAL = {
    Typical.ALONE: (ALONE, ALONE_MARGIN),
    Typical.THRESHOLD: (THRESHOLD, THRESHOLD_MARGIN),
    Typical.EVERYTHING: (EVERYTHING, EVERYTHING_MARGIN),
}
"""Columns of a typical cart: the price of a piece in it, and what the cart leaves."""
HEADER_ROW, FIRST_ROW = 2, 3
SHARE = "0.0%"
EVENT_PRICE = say("Event price")


def write_prices(book: Book, followed: Followed | None, worked: WorkedOut | None) -> None:
    """Write the sheet; without a design that can be worked out it says what is missing."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.text(0, 0, TITLE_TEXT, TITLE)
    if followed is None:
        sheet.wide_text(1, BELOW, NOT_FOLLOWED, BOLD)
    elif worked is None:
        sheet.wide_text(1, BELOW, MEND_FIRST, BOLD)
    else:
        _Prices(sheet, worked).write()


@dataclass(frozen=True)
class _Prices:
    """The list of a design that can be worked out."""

    sheet: Sheet
    worked: WorkedOut

    def write(self) -> None:
        """Write everything."""
        sheet, rows = self.sheet, self.worked.prices
        if not rows:
            sheet.wide_text(1, BELOW, say("No product has a known price."), BOLD)
            return
        sheet.wide_text(1, BELOW, HOW_READ, NOTE)
        for row, one in enumerate(rows, FIRST_ROW):
            self._row(row, one)
        last = FIRST_ROW + len(rows) - 1
        sheet.page.autofilter(HEADER_ROW, PRODUCT, last, BELOW)
        if self.worked.unlisted:
            more = say("{count} more products are not listed.", count=self.worked.unlisted)
            sheet.text(last + 1, NAME, more, NOTE)

    def _row(self, row: int, one: PriceRow) -> None:
        sheet = self.sheet
        sheet.text(row, PRODUCT, one.terms.product, BOLD)
        sheet.text(row, NAME, one.terms.title or "")
        self._money(row, LABEL, one.list_minor)
        self._money(row, EVENT, one.event_minor, is_marked=one.is_below_floor)
        label, event = sheet.cell(row, LABEL), sheet.cell(row, EVENT)
        depth = 1 - one.event_minor / one.list_minor
        sheet.formula(row, DEPTH, f"=IF({label}=0,0,1-{event}/{label})", depth, SHARE)
        self._money(row, FLOOR, one.terms.floor_minor or None)
        self._money(row, MARGIN, one.margin_minor)
        for cart, (price, margin) in FINAL.items():
            final = one.final[cart]
            self._money(row, price, final.price_minor, is_marked=final.is_below_floor)
            self._money(row, margin, final.margin_minor)
        sheet.text(row, CART, _cart(one), {**PLAIN, "indent": 1})
        sheet.text(row, BELOW, listed(_below(one)), {**PLAIN, "indent": 1})

    def _money(self, row: int, column: int, minor: int | None, *, is_marked: bool = False) -> None:
        number_format = self.sheet.book.number_format(Unit.MONEY)
        if is_marked:
            number_format = f'"▼ "{number_format}'
        self.sheet.number(row, column, amount(minor), number_format, _STYLES[is_marked])


_STYLES: Mapping[bool, Style] = {False: PLAIN, True: {**BOLD, "font_color": NOT_READY}}
"""Of a price, by whether it is below the floor."""


def _cart(one: PriceRow) -> Message:
    """Return what the product is bought with, up to the lowest threshold."""
    final = one.final[Typical.THRESHOLD]
    if final.companion is not None:
        return say("with {product}", product=final.companion)
    return say("{count} × {product}", count=final.pieces, product=one.terms.product)


def _below(one: PriceRow) -> Iterator[Message]:
    """Yield which of its prices are below the floor."""
    if one.is_below_floor:
        yield EVENT_PRICE
    for cart, final in one.final.items():
        if final.is_below_floor:
            yield cart.label
