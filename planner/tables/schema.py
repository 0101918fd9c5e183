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
                *_ORIGIN,
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
                *_ORIGIN,
            ),
        ),
    )
}
"""What an importer may write; models are rolled up from these (``models/*.sql``)."""
