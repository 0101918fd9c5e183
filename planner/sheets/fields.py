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
    MEASURE = "measure"
    RATE = "rate"
    PERIOD = "period"
    FLAG = "flag"
    COUNTS = "counts"
    EVENT = "event"


@dataclass(frozen=True)
class Field:
    """What a column can hold.

    Attributes:
        name: as in the canonical tables, or of the importer only (``address``).
        form: how its cells are read.
        label: for the reader.
        adds_up: whether several columns may hold a part of it each.
        side_by_side: whether several columns may hold it, each of what its header names.
    """

    name: str
    form: Form
    label: Message
    adds_up: bool = False
    side_by_side: bool = False


ORDER_FIELDS = (
    Field("order_id", Form.ID, say("Order number")),
    Field("buyer_id", Form.BUYER, say("Buyer")),
    Field("created_at", Form.TIME, say("Placed at")),
    Field("paid_at", Form.TIME, say("Paid at")),
    Field("shipped_at", Form.TIME, say("Shipped at")),
    Field("received_at", Form.TIME, say("Received at")),
    Field("status", Form.STATUS, say("Status")),
    Field("after_sale", Form.TEXT, say("After-sale status")),
    Field("closed_reason", Form.STATUS, say("Reason for closing")),
    Field("gross_amount", Form.MONEY, say("Order amount")),
    Field("goods_amount", Form.MONEY, say("Amount for goods")),
    Field("paid_amount", Form.MONEY, say("Amount paid")),
    Field("refund_amount", Form.MONEY, say("Amount refunded")),
    Field("shipping_fee", Form.MONEY, say("Postage"), adds_up=True),
    Field("discount", Form.MONEY, say("Discount"), adds_up=True),
    Field("seller_received", Form.MONEY, say("Received by the shop")),
    Field("address", Form.ADDRESS, say("Address (province and city only)")),
    Field("province", Form.TEXT, say("Province")),
    Field("city", Form.TEXT, say("City")),
    Field("item_count", Form.COUNT, say("Items in the order")),
    Field("currency", Form.TEXT, say("Currency")),
    Field("shop", Form.TEXT, say("Shop")),
    Field("presale", Form.TEXT, say("Presale")),
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
STOCK_FIELDS = (
    Field("sku", Form.ID, say("SKU")),
    Field("barcode", Form.ID, say("Barcode")),
    Field("title", Form.TEXT, say("Product")),
    Field("spec", Form.TEXT, say("Variant")),
    Field("category", Form.TEXT, say("Category")),
    Field("warehouse", Form.TEXT, say("Warehouse")),
    Field("location", Form.TEXT, say("Shelf")),
    Field("on_hand", Form.COUNT, say("In stock")),
    Field(
        "warehouse_stock",
        Form.COUNTS,
        say("In stock, warehouse in the header"),
        side_by_side=True,
    ),
    Field("available", Form.COUNT, say("Available")),
    Field("reserved", Form.COUNT, say("Reserved by orders")),
    Field("incoming", Form.COUNT, say("On the way")),
    Field("counted", Form.COUNT, say("Counted")),
    Field("counted_at", Form.TIME, say("Counted at")),
    Field("eta", Form.TIME, say("Expected on")),
    Field("as_of", Form.TIME, say("Day of the stock")),
    Field("unit_cost", Form.MONEY, say("Unit cost")),
    Field("cost_amount", Form.MONEY, say("Cost of all pieces")),
    Field("list_price", Form.MONEY, say("List price")),
    Field("supplier", Form.TEXT, say("Supplier")),
    Field("lead_time_days", Form.COUNT, say("Lead time in days")),
    Field("is_main", Form.FLAG, say("Main product")),
)
PRODUCT_FIELDS = (
    Field("sku", Form.ID, say("SKU")),
    Field("barcode", Form.ID, say("Barcode")),
    Field("product_id", Form.ID, say("Product number")),
    Field("title", Form.TEXT, say("Product")),
    Field("category", Form.TEXT, say("Category")),
    Field("spec", Form.TEXT, say("Variant")),
    Field("old_sku", Form.ID, say("Former SKU")),
    Field("unit_cost", Form.MONEY, say("Unit cost")),
    Field("list_price", Form.MONEY, say("List price")),
    Field("length", Form.MEASURE, say("Length")),
    Field("width", Form.MEASURE, say("Width")),
    Field("height", Form.MEASURE, say("Height")),
    Field("volume", Form.MEASURE, say("Volume")),
    Field("weight", Form.MEASURE, say("Weight")),
    Field("supplier", Form.TEXT, say("Supplier")),
    Field("lead_time_days", Form.COUNT, say("Lead time in days")),
    Field("min_order_quantity", Form.COUNT, say("Smallest order quantity")),
    Field("pack_size", Form.COUNT, say("Pieces in a carton")),
)
TRAFFIC_FIELDS = (
    Field("period", Form.PERIOD, say("Date or period")),
    Field("hour", Form.PERIOD, say("Hour")),
    Field("source", Form.TEXT, say("Source of visitors")),
    Field("source_detail", Form.TEXT, say("Detail of the source")),
    Field("product_id", Form.ID, say("Product number")),
    Field("title", Form.TEXT, say("Product")),
    Field("impressions", Form.COUNT, say("Impressions")),
    Field("clicks", Form.COUNT, say("Clicks")),
    Field("cost", Form.MONEY, say("Advertising cost")),
    Field("visitors", Form.COUNT, say("Visitors")),
    Field("page_views", Form.COUNT, say("Page views")),
    Field("inquiries", Form.COUNT, say("Inquiries")),
    Field("inquiry_buyers", Form.COUNT, say("Buyers who asked first")),
    Field("favourites", Form.COUNT, say("Favourites")),
    Field("carts", Form.COUNT, say("Carts")),
    Field("order_buyers", Form.COUNT, say("Buyers who ordered")),
    Field("paid_buyers", Form.COUNT, say("Buyers who paid")),
    Field("paid_units", Form.COUNT, say("Pieces paid")),
    Field("paid_amount", Form.MONEY, say("Amount paid")),
    Field("refund_amount", Form.MONEY, say("Amount refunded")),
    Field("reviews", Form.COUNT, say("Reviews")),
    Field("conversion_rate", Form.RATE, say("Conversion rate")),
    Field("aov", Form.MONEY, say("Average order value")),
)
DISCOUNT_FIELDS = (
    Field("name", Form.TEXT, say("Activity or discount")),
    Field("discount_code", Form.ID, say("Discount code")),
    Field("tool", Form.TEXT, say("Discount tool")),
    Field("sku", Form.ID, say("SKU")),
    Field("product_id", Form.ID, say("Product number")),
    Field("title", Form.TEXT, say("Product")),
    Field("event_price", Form.MONEY, say("Event price")),
    Field("discount_share", Form.RATE, say("Share taken off")),
    Field("amount_off", Form.MONEY, say("Amount taken off")),
    Field("discount_value", Form.RATE, say("Benefit, a share or an amount")),
    Field("value_type", Form.TEXT, say("Kind of benefit")),
    Field("threshold", Form.MONEY, say("From an order amount of")),
    Field("starts_at", Form.TIME, say("Starts at")),
    Field("ends_at", Form.TIME, say("Ends at")),
    Field("validity", Form.TIME, say("Start and end in one")),
    Field("status", Form.STATUS, say("Status")),
)
PARCEL_FIELDS = (
    Field("tracking_number", Form.ID, say("Tracking number")),
    Field("order_id", Form.ID, say("Order number")),
    Field("carrier", Form.TEXT, say("Carrier")),
    Field("shipped_at", Form.TIME, say("Shipped at")),
    Field("status", Form.STATUS, say("Status")),
    # Names of couriers and of neighbours stand in it: only what it means is kept.
    Field("latest_event", Form.EVENT, say("Latest event (only its meaning is kept)")),
    Field("updated_at", Form.TIME, say("Last update")),
    Field("signed_at", Form.TIME, say("Signed for at")),
    Field("address", Form.ADDRESS, say("Address (province and city only)")),
    Field("province", Form.TEXT, say("Province")),
    Field("city", Form.TEXT, say("City")),
)
ALL_FIELDS: Mapping[str, Field] = {
    field.name: field
    for fields in (
        BOTH_FIELDS,
        STOCK_FIELDS,
        PRODUCT_FIELDS,
        TRAFFIC_FIELDS,
        DISCOUNT_FIELDS,
        PARCEL_FIELDS,
    )
    for field in fields
}
"""Every field by name: a name means the same in all kinds of sheet."""
