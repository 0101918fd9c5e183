"""The kinds of sheet that can be loaded: what each needs, how it is cleaned, what it fills."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.language import Message, say
from planner.sheets.fields import BOTH_FIELDS, ITEM_FIELDS, ORDER_FIELDS, Field


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
        steps: ``sql/steps``, in their order.
        tables: canonical tables it fills; the preview shows the first.
        issues: ``sql/issues`` that are asked of it.
    """

    name: str
    label: Message
    lists: tuple[str, ...]
    fields: tuple[Field, ...]
    needed: tuple[tuple[str, ...], ...]
    cells: tuple[Field, ...]
    steps: tuple[str, ...]
    tables: tuple[str, ...]
    issues: tuple[str, ...]


ORDERS = "orders"
ORDER_ITEMS = "order_items"
BOTH = "orders+order_items"
UNKNOWN = "unknown"

_ORDER_STEPS = ("date_order", "statuses", "typed", "judged")
_ISSUES = ("shifted_row", "id_rounded", "unknown_status")
_ORDER_ISSUES = (
    "outlier_amount",
    "created_at_missing",
    "paid_at_missing",
    "paid_amount_of_unpaid",
    "paid_amount_missing",
    "net_of_refunds",
    "refund_over_paid",
    "hashed_buyers",
    "amount_repeated",
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
                ("created_at", "paid_at"),
                ("gross_amount", "paid_amount", "goods_amount"),
            ),
            cells=BOTH_FIELDS,
            steps=(*_ORDER_STEPS, "grain", "order_rows", "facts", "orders"),
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
            steps=(*_ORDER_STEPS, "order_items"),
            tables=("order_items",),
            issues=_ISSUES,
        ),
        Kind(
            BOTH,
            say("orders with their items"),
            lists=("orders", "order_items"),
            fields=BOTH_FIELDS,
            needed=(
                ("order_id",),
                ("created_at", "paid_at"),
                ("quantity",),
                ("gross_amount", "paid_amount", "goods_amount", "unit_price"),
            ),
            cells=BOTH_FIELDS,
            steps=(*_ORDER_STEPS, "grain", "order_rows", "facts", "orders", "order_items"),
            tables=("orders", "order_items"),
            issues=(*_ISSUES, *_ORDER_ISSUES),
        ),
    )
}
"""Every kind that can be loaded, by name."""

KIND_LABELS: Mapping[str, Message] = {
    **{kind.name: kind.label for kind in KINDS.values()},
    "stock": say("stock list"),
    "products": say("product list"),
    "traffic": say("visitor figures"),
    "listings": say("list of products on sale with their sales so far"),
    UNKNOWN: say("not recognised"),
}
"""What each kind is called."""


def missing_fields(kind: str, mapped: frozenset[str]) -> tuple[str, ...]:
    """Return the first field of each group that a kind needs and nothing is mapped to."""
    needed = KINDS[kind].needed if kind in KINDS else ()
    return tuple(group[0] for group in needed if not any(name in mapped for name in group))
