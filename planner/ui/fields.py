"""Names of fields, columns, totals and ways of writing for readers."""

from collections.abc import Mapping

from planner.language import Language, Message, say
from planner.sheets import KIND_LABELS, KINDS

MAPPABLE: Mapping[str, Message] = {
    field.name: field.label for kind in KINDS.values() for field in kind.fields
}
"""What a column may be used as."""

LABELS: Mapping[str, Message] = {
    **MAPPABLE,
    "source_row": say("Row of the sheet"),
    "reason": say("Reason"),
    "is_return": say("Goods sent back"),
    "is_service": say("Postage or fee"),
    "old_skus": say("Former SKUs"),
    "length_mm": say("Length (mm)"),
    "width_mm": say("Width (mm)"),
    "height_mm": say("Height (mm)"),
    "volume_ml": say("Volume (ml)"),
    "weight_g": say("Weight (g)"),
    "period_start": say("First day"),
    "period_end": say("Last day"),
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
    "returns": say("Returns"),
    "lines": say("Lines"),
    "quantity": LABELS["quantity"],
    "list_amount": say("Quantity × price"),
    "gross_amount": LABELS["gross_amount"],
    "paid_amount": LABELS["paid_amount"],
    "refund_amount": LABELS["refund_amount"],
    "unpaid_orders": say("Unpaid orders"),
    "first_created_at": say("First order placed"),
    "last_created_at": say("Last order placed"),
    "products": say("Products"),
    "skus": say("Different SKUs"),
    "barcodes": say("Different barcodes"),
    "warehouses": say("Warehouses"),
    "on_hand": LABELS["on_hand"],
    "available": LABELS["available"],
    "incoming": LABELS["incoming"],
    "counted": LABELS["counted"],
    "visitors": LABELS["visitors"],
    "page_views": LABELS["page_views"],
    "days": say("Days with figures"),
    "first_day": LABELS["period_start"],
    "last_day": LABELS["period_end"],
}
"""What a sheet adds up to, in the order in which it is shown."""

ENCODINGS: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "gb18030": "GBK",
    "utf-16": "UTF-16",
    "big5": "Big5",
    "cp1252": "Windows-1252",
}
"""What a text may be written in, as managers know it."""
_SAME_ENCODING = {
    "utf-8-sig": "utf-8",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "gbk": "gb18030",
}

DELIMITERS: Mapping[str, Message] = {
    ",": say("comma"),
    "\t": say("tab"),
    ";": say("semicolon"),
    "|": say("bar"),
}
"""What may stand between two cells of a text."""

DATE_ORDERS: Mapping[bool, Message] = {True: say("day first"), False: say("month first")}
"""How 05-07-2022 is read."""


def field_label(name: str, language: Language) -> str:
    """Return the reader's name of a canonical field; its own name where none is known."""
    return language.text(LABELS[name]) if name in LABELS else name


def kinds_label(kinds: str, language: Language) -> str:
    """Return the reader's names of the kinds that a file holds, as they are stored."""
    names = [language.text(KIND_LABELS[kind]) for kind in kinds.split() if kind in KIND_LABELS]
    return " · ".join(names) or kinds


def encoding_family(codec: str | None) -> str | None:
    """Return which of :data:`ENCODINGS` an encoding is.

    >>> encoding_family("utf-8-sig"), encoding_family("koi8-r")
    ('utf-8', 'koi8-r')
    """
    return None if codec is None else _SAME_ENCODING.get(codec, codec)


def encoding_label(codec: str) -> str:
    """Return what a manager calls an encoding."""
    family = encoding_family(codec) or codec
    return ENCODINGS.get(family, family)


def delimiter_label(delimiter: str, language: Language) -> str:
    """Return what a manager calls the sign between cells."""
    return language.text(DELIMITERS[delimiter]) if delimiter in DELIMITERS else f"“{delimiter}”"


def column_letter(number: int) -> str:
    """Return the name that a spreadsheet gives to a column, counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
