"""The kinds of sheet that can be loaded: what each needs, how it is cleaned, what it fills."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.language import Message, say
from planner.sheets.fields import (
    BOTH_FIELDS,
    DISCOUNT_FIELDS,
    ITEM_FIELDS,
    ORDER_FIELDS,
    PARCEL_FIELDS,
    PRODUCT_FIELDS,
    STOCK_FIELDS,
    TRAFFIC_FIELDS,
    Field,
)

Needs = tuple[tuple[str, ...], ...]
"""Groups of fields; of each group at least one must have a column."""


@dataclass(frozen=True)
class Kind:
    """A kind of sheet.

    Attributes:
        name: as stored.
        label: for the reader.
        lists: of headers (``headers.toml``) that name its columns, the more telling first.
        fields: its columns may be mapped to these.
        needed: of each group at least one field must have a column.
        cells: fields that its steps ask for, mapped or not.
        steps: ``sql/steps``, in their order; each fills the table of its last name.
        tables: canonical tables it fills; the preview shows the first.
        issues: ``sql/issues`` that are asked of it.
        or_needed: what will do as well where ``needed`` is not met.
        rejected: ``sql/issues`` that names the cell to blame for a rejected row.
    """

    name: str
    label: Message
    lists: tuple[str, ...]
    fields: tuple[Field, ...]
    needed: Needs
    cells: tuple[Field, ...]
    steps: tuple[str, ...]
    tables: tuple[str, ...]
    issues: tuple[str, ...]
    or_needed: Needs = ()
    rejected: str = "rejected"

    def missing(self, mapped: frozenset[str]) -> tuple[str, ...]:
        """Return the first field of each group that is needed and has no column."""
        if self.or_needed and not _unmet(self.or_needed, mapped):
            return ()
        return _unmet(self.needed, mapped)


def _unmet(needed: Needs, mapped: frozenset[str]) -> tuple[str, ...]:
    return tuple(group[0] for group in needed if mapped.isdisjoint(group))


ORDERS = "orders"
ORDER_ITEMS = "order_items"
BOTH = "orders+order_items"
STOCK = "stock"
PRODUCTS = "products"
TRAFFIC = "traffic"
DISCOUNTS = "discounts"
PARCELS = "parcels"
LISTINGS = "listings"
MOVEMENTS = "movements"
UNKNOWN = "unknown"

NOT_READ = (LISTINGS, MOVEMENTS)
"""Lists in ``headers.toml`` of sheets that are known by their headers and not loaded."""

_ROW_STEPS = (
    "odd_times",
    "date_order",
    "main_currency",
    "statuses",
    "typed",
    "repeats",
    "judged",
    "lines",
    "rejected_cells",
)
_ORDER_STEPS = ("carried", "order_rows", "facts", "orders")
# Some lists say only when an order was sent: it is read, and the report says what is missing.
_TIMES = ("created_at", "paid_at", "shipped_at", "received_at")
_ISSUES = ("shifted_row", "id_rounded", "unknown_status", "times_in_utc", "offsets")
_ITEM_ISSUES = ("service_lines", "price_not_positive")
_ORDER_ISSUES = (
    "outlier_amount",
    "created_at_missing",
    "paid_at_missing",
    "paid_amount_of_unpaid",
    "paid_amount_missing",
    "net_of_refunds",
    "net_unsure",
    "refund_over_paid",
    "hashed_buyers",
    "overlap",
    "overlap_in_file",
    "returns",
    "several_shops",
)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            ORDERS,
            say("order list"),
            lists=("orders",),
            fields=ORDER_FIELDS,
            needed=(
                ("order_id",),
                _TIMES,
                ("gross_amount", "paid_amount", "goods_amount"),
            ),
            cells=BOTH_FIELDS,
            steps=(*_ROW_STEPS, "amounts_of_orders", *_ORDER_STEPS),
            tables=("orders",),
            issues=(*_ISSUES, *_ORDER_ISSUES),
        ),
        Kind(
            ORDER_ITEMS,
            say("list of order items"),
            lists=("order_items",),
            fields=ITEM_FIELDS,
            needed=(("order_id",), ("quantity",), ("sku", "product_id", "title")),
            cells=BOTH_FIELDS,
            steps=(*_ROW_STEPS, "order_items"),
            tables=("order_items",),
            issues=(*_ISSUES, *_ITEM_ISSUES, "overlap_of_items", "overlap_of_items_in_file"),
        ),
        Kind(
            BOTH,
            say("orders with their items"),
            lists=("orders", "order_items"),
            fields=BOTH_FIELDS,
            needed=(
                ("order_id",),
                _TIMES,
                ("quantity",),
                ("gross_amount", "paid_amount", "goods_amount", "unit_price"),
            ),
            # A list of purchases without order numbers: each line is an order of its own.
            or_needed=(
                ("buyer_id",),
                ("created_at", "paid_at"),
                ("quantity",),
                ("product_id", "sku", "title"),
            ),
            cells=BOTH_FIELDS,
            steps=(*_ROW_STEPS, "grain", "amounts_of_lines", *_ORDER_STEPS, "order_items"),
            tables=("orders", "order_items"),
            issues=(*_ISSUES, *_ORDER_ISSUES, *_ITEM_ISSUES, "amount_repeated", "amount_unsure"),
        ),
        Kind(
            STOCK,
            say("stock list"),
            lists=("stock",),
            fields=STOCK_FIELDS,
            needed=(
                ("sku", "barcode"),
                ("on_hand", "warehouse_stock", "available", "counted", "incoming"),
            ),
            cells=STOCK_FIELDS,
            steps=(
                "stock/odd_times",
                "date_order",
                "stock/typed",
                "stock/newest_days",
                "stock/of_newest_day",
                "stock/judged",
                "rejected_cells",
                "stock/spread",
                "stock/stock",
            ),
            tables=("stock",),
            issues=(
                "shifted_row",
                "sku_rounded",
                "negative_stock",
                "negative_stock_made_up",
                "repeated_sku",
                "total_differs",
                "date_unsure",
                "warehouse_of_sheet",
                "overlap_of_stock",
                "overlap_of_stock_in_file",
                "overlap_of_stock_items",
            ),
            rejected="stock_rejected",
        ),
        Kind(
            PRODUCTS,
            say("product list"),
            lists=("products",),
            fields=PRODUCT_FIELDS,
            needed=(
                ("sku", "barcode"),
                (
                    "unit_cost",
                    "list_price",
                    "old_sku",
                    "weight",
                    "volume",
                    "length",
                    "supplier",
                    "lead_time_days",
                    "min_order_quantity",
                    "pack_size",
                ),
            ),
            # A list that says which barcode is which product.
            or_needed=(("barcode",), ("title", "category", "spec")),
            cells=PRODUCT_FIELDS,
            steps=(
                "products/typed",
                "products/judged",
                "rejected_cells",
                "products/units",
                "products/products",
            ),
            tables=("products",),
            issues=("shifted_row", "sku_rounded", "repeated_product", "unit_guessed"),
            rejected="products_rejected",
        ),
        Kind(
            TRAFFIC,
            say("visitor figures"),
            lists=("traffic",),
            fields=TRAFFIC_FIELDS,
            needed=(
                ("visitors", "page_views", "impressions", "clicks", "inquiries"),
                (
                    "period",
                    "source",
                    "product_id",
                    "page_views",
                    "clicks",
                    "paid_amount",
                    "paid_buyers",
                    "carts",
                ),
            ),
            cells=TRAFFIC_FIELDS,
            steps=(
                "traffic/odd_times",
                "date_order",
                "traffic/file_period",
                "traffic/typed",
                "traffic/judged",
                "rejected_cells",
                "traffic/traffic",
            ),
            tables=("traffic",),
            issues=(
                "shifted_row",
                "period_of_file",
                "date_unsure",
                "rollup",
                "overlap_of_traffic",
                "overlap_of_traffic_in_file",
                "rate_differs",
                "aov_differs",
            ),
            rejected="traffic_rejected",
        ),
        Kind(
            DISCOUNTS,
            say("list of discounts"),
            lists=("discounts",),
            fields=DISCOUNT_FIELDS,
            needed=(
                ("name", "discount_code", "product_id", "sku", "title"),
                ("event_price", "discount_share", "amount_off", "discount_value"),
                ("name", "discount_code", "tool", "starts_at", "ends_at", "validity"),
            ),
            # A list of activities and when they run, whatever they give.
            or_needed=(("name", "discount_code"), ("starts_at", "ends_at", "validity")),
            cells=DISCOUNT_FIELDS,
            steps=(
                "discounts/odd_times",
                "date_order",
                "statuses",
                "discounts/typed",
                "discounts/judged",
                "rejected_cells",
                "discounts/discounts",
            ),
            tables=("discounts",),
            issues=(
                "shifted_row",
                "product_id_rounded",
                "unknown_status",
                "date_unsure",
                "benefit_unknown",
                "overlap_of_discounts",
            ),
            rejected="discounts_rejected",
        ),
        Kind(
            PARCELS,
            say("logistics sheet"),
            lists=("parcels",),
            fields=PARCEL_FIELDS,
            needed=(
                ("tracking_number",),
                ("status", "latest_event", "updated_at", "signed_at"),
            ),
            cells=PARCEL_FIELDS,
            steps=(
                "parcels/odd_times",
                "date_order",
                "parcels/statuses",
                "parcels/typed",
                "parcels/judged",
                "rejected_cells",
                "parcels/parcels",
            ),
            tables=("parcels",),
            issues=("shifted_row", "parcel_rounded", "unknown_status", "date_unsure"),
            rejected="parcels_rejected",
        ),
    )
}
"""Every kind that can be loaded, by name."""

KIND_LABELS: Mapping[str, Message] = {
    **{kind.name: kind.label for kind in KINDS.values()},
    LISTINGS: say("list of products on sale with their sales so far"),
    MOVEMENTS: say("log of stock movements"),
    UNKNOWN: say("not recognised"),
}
"""What each kind is called."""


def missing_fields(kind: str, mapped: frozenset[str]) -> tuple[str, ...]:
    """Return the first field of each group that a kind needs and nothing is mapped to."""
    return KINDS[kind].missing(mapped) if kind in KINDS else ()
