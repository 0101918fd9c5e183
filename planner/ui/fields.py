"""Names of fields and totals for readers, as the importer calls them."""

from collections.abc import Mapping

from planner.language import Language, Message, say
from planner.sheets import KINDS

MAPPABLE: Mapping[str, Message] = {
    field.name: field.label for kind in KINDS.values() for field in kind.fields
}
"""What a column may be used as."""

LABELS: Mapping[str, Message] = {
    **MAPPABLE,
    "source_row": say("Row of the sheet"),
    "reason": say("Reason"),
}

STATUSES: Mapping[str, Message] = {
    "placed": say("Placed"),
    "paid": say("Paid"),
    "shipped": say("Shipped"),
    "completed": say("Completed"),
    "refunded": say("Refunded"),
    "closed": say("Closed"),
}
"""The planner's own statuses, as they are stored."""

TOTALS: Mapping[str, Message] = {
    "orders": say("Orders"),
    "lines": say("Lines"),
    "gross_amount": LABELS["gross_amount"],
    "paid_amount": LABELS["paid_amount"],
    "refund_amount": LABELS["refund_amount"],
    "unpaid_orders": say("Unpaid orders"),
    "quantity": LABELS["quantity"],
    "skus": say("Different SKUs"),
    "first_created_at": say("First order placed"),
    "last_created_at": say("Last order placed"),
}


def field_label(name: str, language: Language) -> str:
    """Return the reader's name of a canonical field; its own name where none is known."""
    return language.text(LABELS[name]) if name in LABELS else name
