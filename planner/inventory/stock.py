"""What the stock sheets say of each product: pieces, arrivals, counts, costs and where it lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Arrival:
    """Pieces on their way.

    Attributes:
        day: on which they are expected; None where the sheet does not say.
        units: pieces.
    """

    day: date | None
    units: int


@dataclass(frozen=True)
class ProductStock:
    """What is known of one product beside its sales; None wherever no sheet says it.

    Attributes:
        product: the code that its sales are known by, else that of the stock sheet.
        title: its name.
        category: it belongs to.
        on_hand: pieces held, over the warehouses that count; below zero where more was booked out.
        available: of them, on sale.
        on_hand_on_sale: pieces held where a sheet tells how many are on sale, so that ``available``
            is compared with the same places.
        reserved: of them, taken by orders that have not left yet.
        arrivals: pieces on their way, by day, the unknown day last.
        book: pieces by the book, where what was counted stands in ``on_hand`` in its place.
        counted: pieces found when counting.
        book_when_counted: pieces that the stock sheet has of what was counted; None, too, where a
            newer stock sheet came after any of the counts, which is then no longer its book.
        is_counted_whole: every item, warehouse and variant of which the stock has pieces has a
            count.
        counted_on: oldest day of its counts.
        unit_cost: of one piece.
        list_price: of one piece, before discounts.
        supplier: who delivers it.
        lead_time_days: from ordering to delivery.
        min_order_quantity: the fewest pieces the supplier sells.
        pack_size: pieces in the supplier's carton.
        volume_ml: of one piece as packed.
        is_marked_main: the sheet marks it as a main product.
        barcodes: that its pieces bear.
        lacks_barcode: some of its SKUs bear none, as far as a sheet with barcodes is loaded.
        warehouses: where it lies.
        locations: shelves it lies on.
        places: shelves, or warehouses where none are told, on which pieces of it lie.
        matched_by: how its stock was matched to its sales, such as ``sku``; empty where it was not.
    """

    product: str
    title: str | None = None
    category: str | None = None
    on_hand: int | None = None
    available: int | None = None
    on_hand_on_sale: int | None = None
    reserved: int | None = None
    arrivals: tuple[Arrival, ...] = ()
    book: int | None = None
    counted: int | None = None
    book_when_counted: int | None = None
    is_counted_whole: bool = False
    counted_on: date | None = None
    unit_cost: Decimal | None = None
    list_price: Decimal | None = None
    supplier: str | None = None
    lead_time_days: int | None = None
    min_order_quantity: int | None = None
    pack_size: int | None = None
    volume_ml: float | None = None
    is_marked_main: bool | None = None
    barcodes: tuple[str, ...] = ()
    lacks_barcode: bool = False
    warehouses: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    places: int = 0
    matched_by: frozenset[str] = frozenset()

    @property
    def booked(self) -> int | None:
        """Return the pieces by the book, whatever a count found."""
        return self.on_hand if self.book is None else self.book

    @property
    def is_counted_in_part(self) -> bool:
        """Return whether it was counted in some of its places only.

        >>> ProductStock("coat", on_hand=60, counted=38, book_when_counted=40).is_counted_in_part
        True
        >>> ProductStock("coat", counted=38, is_counted_whole=True).is_counted_in_part
        False
        """
        return self.counted is not None and not self.is_counted_whole

    def is_counted_since(self, day: date) -> bool:
        """Return whether all of it was counted, on that day or after."""
        on = self.counted_on
        return (
            self.counted is not None
            and on is not None
            and on >= day
            and not self.is_counted_in_part
        )


@dataclass(frozen=True)
class Unmatched:
    """A code that stands on one side only, by what it is worth.

    Attributes:
        code: of the stock sheet, or of the sales.
        title: its name.
        units: in stock, or sold in the reference window.
        value: of the stock at cost (else at list price), or list amount sold; None where unknown.
    """

    code: str
    title: str | None
    units: int
    value: Decimal | None


@dataclass(frozen=True)
class StockSheet:
    """A stock, count or product sheet as evidence.

    Attributes:
        file: its name.
        holds: ``held``, ``counted``, ``incoming`` or ``products``.
        rows: that are in force.
        as_of: day it speaks of: the newest in its column of days, else in its name, else of its
            counts, else the planner's day on
            which it was loaded.
        first_as_of: the oldest in its column of days; None without such a column.
        as_of_is_loading: nothing in the sheet says the day, so it is that of loading.
        warehouses: that it names.
    """

    file: str
    holds: str
    rows: int
    as_of: date
    first_as_of: date | None
    as_of_is_loading: bool
    warehouses: tuple[str, ...]


@dataclass(frozen=True)
class StockFacts:
    """Everything that the sheets say about stock.

    Attributes:
        products: by product.
        stock_without_sales: largest value first.
        sales_without_stock: largest amount first.
        sheets: the evidence, newest first.
        warehouses: pieces by warehouse; the empty name where the sheet names none.
        negative_rows: rows with less than nothing on hand.
        repeated_codes: codes that lie in several rows of one warehouse and were added up.
        shared_barcodes: barcodes that several codes bear, with these codes.
        last_sale: day of the newest paid order.
        rows_without_pack_size: rows of warehouses counted in packs of which no pack size is known;
            they count as pieces.
        negative_rows_made_up: rows with less than nothing that the import added up with another
            row of the same code and warehouse, so that their sum does not show them.
    """

    products: Mapping[str, ProductStock]
    stock_without_sales: tuple[Unmatched, ...]
    sales_without_stock: tuple[Unmatched, ...]
    sheets: tuple[StockSheet, ...]
    warehouses: Mapping[str, int]
    negative_rows: int
    repeated_codes: int
    shared_barcodes: Mapping[str, tuple[str, ...]]
    last_sale: date | None
    rows_without_pack_size: int = 0
    negative_rows_made_up: int = 0
