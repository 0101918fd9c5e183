"""The canonical tables: what every shop's sheets are turned into, with the grain of each."""

from collections.abc import Mapping
from dataclasses import dataclass

MONEY = "DECIMAL(18,2)"


@dataclass(frozen=True)
class Column:
    """A column of a canonical table: its name, SQL type and meaning."""

    name: str
    sql_type: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """A canonical table: its name, what one row is, and its columns."""

    name: str
    grain: str
    columns: tuple[Column, ...]


_ORIGIN = (
    Column("source_row", "BIGINT", "row of the sheet, 1-based, as a spreadsheet numbers it"),
)
_IMPORT = Column("import_id", "VARCHAR", "of the file it came from")
"""Only in tables so large that a version takes over the only import's file as it is."""

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table(
            "orders",
            "one row an order",
            (
                Column("order_id", "VARCHAR", "the platform's number of the order"),
                Column("buyer_id", "VARCHAR", "who bought; null where the sheet does not say"),
                Column("created_at", "TIMESTAMP", "when it was placed, the shop's wall clock"),
                Column("paid_at", "TIMESTAMP", "when it was paid; null = not paid"),
                Column("shipped_at", "TIMESTAMP", "when it left the warehouse"),
                Column("received_at", "TIMESTAMP", "when the buyer confirmed it"),
                Column("status", "VARCHAR", "placed, paid, shipped, completed, refunded or closed"),
                Column("gross_amount", MONEY, "the order as placed"),
                Column("paid_amount", MONEY, "money received, before refunds; 0 = not paid"),
                Column("refund_amount", MONEY, "money given back"),
                Column("shipping_fee", MONEY, "postage the buyer paid"),
                Column("discount", MONEY, "taken off by shop and platform"),
                Column("seller_received", MONEY, "what the platform passed on"),
                Column("province", "VARCHAR", "of the address"),
                Column("city", "VARCHAR", "of the address"),
                Column("item_count", "BIGINT", "items in the order as the sheet says"),
                Column("is_return", "BOOLEAN", "nothing but goods sent back: no order, a refund"),
                *_ORIGIN,
                _IMPORT,
            ),
        ),
        Table(
            "order_items",
            "one row a line of an order",
            (
                Column("line_id", "VARCHAR", "the platform's number of the line, where given"),
                Column("order_id", "VARCHAR", "the order it belongs to"),
                Column("product_id", "VARCHAR", "the platform's number of the product"),
                Column("sku", "VARCHAR", "the shop's own code of the variant"),
                Column("title", "VARCHAR", "name of the product"),
                Column("spec", "VARCHAR", "variant: colour, size"),
                Column("category", "VARCHAR", "category of the product"),
                Column("quantity", "BIGINT", "pieces; negative = returned"),
                Column("unit_price", MONEY, "price of one piece before order discounts"),
                Column("status", "VARCHAR", "of the line, as for orders"),
                Column("is_service", "BOOLEAN", "postage, fee or price difference: no product"),
                *_ORIGIN,
                _IMPORT,
            ),
        ),
        Table(
            "stock",
            "one row an item (SKU, barcode and variant), warehouse and day of arrival",
            (
                Column("sku", "VARCHAR", "the shop's own code; null where only a barcode is known"),
                Column("barcode", "VARCHAR", "as scanned"),
                Column("title", "VARCHAR", "name of the product"),
                Column("spec", "VARCHAR", "variant: colour, size"),
                Column("category", "VARCHAR", "category of the product"),
                Column("warehouse", "VARCHAR", "where it lies; null where the sheet names none"),
                Column("location", "VARCHAR", "shelves it lies on"),
                Column("on_hand", "BIGINT", "pieces there; below zero = sold more than booked in"),
                Column("available", "BIGINT", "of them, free to be sold"),
                Column("reserved", "BIGINT", "of them, taken by orders"),
                Column("incoming", "BIGINT", "bought and not there yet"),
                Column("counted", "BIGINT", "pieces found when counting"),
                Column("counted_at", "TIMESTAMP", "when they were counted"),
                Column("eta", "DATE", "day on which the incoming pieces are expected"),
                Column("as_of", "DATE", "day that the row speaks of; null where none is told"),
                Column("unit_cost", MONEY, "what one piece cost"),
                Column("list_price", MONEY, "price of one piece before discounts"),
                Column("supplier", "VARCHAR", "who delivers it"),
                Column("lead_time_days", "BIGINT", "days from ordering to delivery"),
                Column("is_main", "BOOLEAN", "marked as a main product"),
                *_ORIGIN,
            ),
        ),
        Table(
            "products",
            "one row a SKU and barcode",
            (
                Column("sku", "VARCHAR", "the shop's own code; null where only a barcode is known"),
                Column("barcode", "VARCHAR", "one of those the SKU has"),
                Column("product_id", "VARCHAR", "the platform's number of the product"),
                Column("title", "VARCHAR", "name of the product"),
                Column("category", "VARCHAR", "category of the product"),
                Column("spec", "VARCHAR", "variant: colour, size"),
                Column("old_skus", "VARCHAR[]", "codes it had before"),
                Column("unit_cost", MONEY, "what one piece costs"),
                Column("list_price", MONEY, "price of one piece before discounts"),
                Column("length_mm", "DOUBLE", "of one piece as packed"),
                Column("width_mm", "DOUBLE", "of one piece as packed"),
                Column("height_mm", "DOUBLE", "of one piece as packed"),
                Column("volume_ml", "DOUBLE", "of one piece as packed, where the sheet says it"),
                Column("weight_g", "DOUBLE", "of one piece as packed"),
                Column("supplier", "VARCHAR", "who delivers it"),
                Column("lead_time_days", "BIGINT", "days from ordering to delivery"),
                Column("min_order_quantity", "BIGINT", "the fewest pieces a supplier sells"),
                Column("pack_size", "BIGINT", "pieces in a supplier's carton"),
                *_ORIGIN,
            ),
        ),
        Table(
            "traffic",
            "one row a period, hour, source and product; rows of the shop have neither of the last",
            (
                Column("period_start", "DATE", "first day of the figures"),
                Column("period_end", "DATE", "last day of the figures, inside"),
                Column("hour", "BIGINT", "0 to 23; null = the whole day"),
                Column("source", "VARCHAR", "where visitors came from; null = all sources"),
                Column("source_detail", "VARCHAR", "part of the source; null = all of it"),
                Column("product_id", "VARCHAR", "the platform's number; null = all products"),
                Column("title", "VARCHAR", "name of the product"),
                Column("impressions", "BIGINT", "times shown"),
                Column("clicks", "BIGINT", "times clicked"),
                Column("cost", MONEY, "paid for advertising"),
                Column("visitors", "BIGINT", "different people; never adds up"),
                Column("page_views", "BIGINT", "pages they saw"),
                Column("inquiries", "BIGINT", "visitors who asked customer service"),
                Column("inquiry_buyers", "BIGINT", "visitors who asked and then ordered"),
                Column("favourites", "BIGINT", "visitors who marked a product"),
                Column("carts", "BIGINT", "visitors who put something in the cart"),
                Column("order_buyers", "BIGINT", "visitors who ordered"),
                Column("paid_buyers", "BIGINT", "visitors who paid"),
                Column("paid_units", "BIGINT", "pieces paid"),
                Column("paid_amount", MONEY, "money received, before refunds"),
                Column("refund_amount", MONEY, "money given back in the period"),
                Column("reviews", "BIGINT", "reviews written"),
                Column("conversion_rate", "DOUBLE", "as the sheet says: a check, no source"),
                Column("aov", MONEY, "as the sheet says: a check, no source"),
                *_ORIGIN,
            ),
        ),
        Table(
            "discounts",
            "one row a discount, product and benefit; rows of the whole shop name no product",
            (
                Column("name", "VARCHAR", "of the activity, else its code; null = not said"),
                Column("tool", "VARCHAR", "what it is run with, as the sheet says"),
                Column("sku", "VARCHAR", "the shop's own code"),
                Column("product_id", "VARCHAR", "the platform's number of the product"),
                Column("title", "VARCHAR", "name of the product"),
                Column("starts_at", "TIMESTAMP", "the shop's wall clock; null = open"),
                Column("ends_at", "TIMESTAMP", "its last second, inside; null = open"),
                Column("event_price", MONEY, "price of one piece under it"),
                Column("discount_share", "DECIMAL(9,6)", "taken off, 0 to 1"),
                Column("amount_off", MONEY, "taken off, of a piece or of an order"),
                Column("threshold", MONEY, "amount of an order from which it holds; null = any"),
                Column("status", "VARCHAR", "running, planned or ended; null = not said"),
                *_ORIGIN,
            ),
        ),
        Table(
            "parcels",
            "one row a parcel and order; a parcel may hold several orders",
            (
                Column("tracking_number", "VARCHAR", "the carrier's number of the parcel"),
                Column("order_id", "VARCHAR", "the order in it; null where the sheet names none"),
                Column("carrier", "VARCHAR", "who brings it, as the sheet says"),
                Column("status", "VARCHAR", "where it is, or what is wrong; null = not said"),
                Column("shipped_at", "TIMESTAMP", "when it left the shop, the shop's wall clock"),
                Column("updated_at", "TIMESTAMP", "of the carrier's latest event"),
                Column("signed_at", "TIMESTAMP", "when it was signed for; null = not yet"),
                Column("province", "VARCHAR", "it goes to"),
                Column("city", "VARCHAR", "it goes to"),
                *_ORIGIN,
            ),
        ),
    )
}
"""What an importer may write; models are rolled up from these (``models/*.sql``)."""
