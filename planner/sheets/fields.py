"""The fields a column may be mapped to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from planner.language import Message, say


class Form(Enum):
    """How the text of a cell is read."""

    ID = "id"
    TIME = "time"
    MONEY = "money"
    COUNT = "count"
    TEXT = "text"
    STATUS = "status"
    BUYER = "buyer"
    ADDRESS = "address"


@dataclass(frozen=True)
class Field:
    """What a column can hold.

    Attributes:
        name: as in the canonical tables, or of the importer only (``address``).
        form: how its cells are read.
        label: for the reader.
    """

    name: str
    form: Form
    label: Message


ORDER_FIELDS = (
    Field("order_id", Form.ID, say("Order number")),
    Field("buyer_id", Form.BUYER, say("Buyer")),
    Field("created_at", Form.TIME, say("Placed at")),
    Field("paid_at", Form.TIME, say("Paid at")),
    Field("shipped_at", Form.TIME, say("Shipped at")),
    Field("received_at", Form.TIME, say("Received at")),
    Field("status", Form.STATUS, say("Status")),
    Field("closed_reason", Form.STATUS, say("Reason for closing")),
    Field("gross_amount", Form.MONEY, say("Order amount")),
    Field("goods_amount", Form.MONEY, say("Amount for goods")),
    Field("paid_amount", Form.MONEY, say("Amount paid")),
    Field("refund_amount", Form.MONEY, say("Amount refunded")),
    Field("shipping_fee", Form.MONEY, say("Postage")),
    Field("discount", Form.MONEY, say("Discount")),
    Field("seller_received", Form.MONEY, say("Received by the shop")),
    Field("address", Form.ADDRESS, say("Address (province and city only)")),
    Field("province", Form.TEXT, say("Province")),
    Field("city", Form.TEXT, say("City")),
    Field("item_count", Form.COUNT, say("Items in the order")),
)
ITEM_FIELDS = (
    Field("line_id", Form.ID, say("Line number")),
    Field("order_id", Form.ID, say("Order number")),
    Field("product_id", Form.ID, say("Product number")),
    Field("sku", Form.ID, say("SKU")),
    Field("title", Form.TEXT, say("Product")),
    Field("spec", Form.TEXT, say("Variant")),
    Field("category", Form.TEXT, say("Category")),
    Field("quantity", Form.COUNT, say("Quantity")),
    Field("unit_price", Form.MONEY, say("Unit price")),
    Field("status", Form.STATUS, say("Status")),
)
BOTH_FIELDS = tuple({field.name: field for field in (*ORDER_FIELDS, *ITEM_FIELDS)}.values())
ALL_FIELDS: Mapping[str, Field] = {field.name: field for field in BOTH_FIELDS}
"""Every field by name: a name means the same in all kinds of sheet."""
