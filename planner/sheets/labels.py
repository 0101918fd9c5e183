"""What a reader is told of a sheet in words: names of fields and totals, how it was read, where.

The same words stand on the page and in the answers of the command line.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

from planner.language import Language, Message, Quantity, Unit, say
from planner.sheets.kinds import KIND_LABELS, KINDS
from planner.sheets.report import Inspection, Issue, Place

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
    "running": say("Running"),
    "planned": say("Not running yet"),
    "ended": say("Ended"),
    "waiting": say("Not picked up"),
    "in_transit": say("In transit"),
    "in_city": say("Arrived in the city"),
    "delivering": say("Out for delivery"),
    "signed": say("Signed for"),
    "held": say("Held up, says the carrier"),
    "returned": say("On its way back"),
    "refused": say("Refused by the buyer"),
    "lost": say("Lost or damaged"),
    "wrong_address": say("Address wrong, or nobody reached"),
    "outside_area": say("Outside the carrier's area"),
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
    "discounts": say("Discounts"),
    "of_whole_shop": say("Of the whole shop"),
    "discounted_products": say("Products on a discount"),
    "parcels": say("Parcels"),
    "parcels_signed": say("Parcels signed for"),
    "carriers": say("Carriers"),
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

AMOUNTS: Mapping[Literal["order", "line"], Message] = {
    "order": say("of the order, counted once"),
    "line": say("of the line, added up"),
}
"""What an amount on each line of an order is."""

_WITH_STATUS = re.compile(r"(?P<value>.+) \((?P<status>[a-z]+)\)")
"""A value beside a status as it is stored: 188320.00 (placed)."""


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


def counts(inspection: Inspection) -> Message:
    """Return what became of the rows."""
    return say(
        "{read} rows read = {kept} kept + {rejected} rejected",
        read=inspection.rows_read,
        kept=inspection.rows_kept,
        rejected=inspection.rows_rejected,
    )


def not_read(inspection: Inspection) -> Message:
    """Return what of a file was left out, and why."""
    reason = inspection.issues[0].message if inspection.issues else None
    return say("Not read: {name} – {reason}", name=inspection.sheet, reason=reason)


def how_read(inspection: Inspection, language: Language) -> list[str]:
    """Return how a table was read, and whose it says it is."""
    told: list[Message] = []
    if inspection.remembered:
        told.append(say("read as you decided for these headers before"))
    if inspection.header_row is not None:
        told.append(say("header in row {row}", row=str(inspection.header_row)))
    if inspection.encoding:
        told.append(say("written in {encoding}", encoding=encoding_label(inspection.encoding)))
    if inspection.delimiter:
        sign = delimiter_label(inspection.delimiter, language)
        told.append(say("separated by {sign}", sign=sign))
    if inspection.day_first is not None:
        told.append(say("dates {order}", order=DATE_ORDERS[inspection.day_first]))
    if inspection.amounts is not None:
        told.append(say("amounts: {of}", of=AMOUNTS[inspection.amounts]))
    if inspection.shops:
        told.append(say("shop {shop}", shop=", ".join(inspection.shops)))
    if inspection.currency:
        told.append(say("currency {currency}", currency=inspection.currency))
    return [language.text(one) for one in told]


def totals(inspection: Inspection, language: Language) -> list[tuple[str, str]]:
    """Return label and value of the totals to compare with the platform's own figures."""
    if inspection.currency:
        language = replace(language, currency=inspection.currency)
    return [
        (language.text(label), _total(name, value, language))
        for name, label in TOTALS.items()
        if (value := inspection.totals.get(name)) is not None
    ]


def _total(name: str, value: int | Decimal | datetime, language: Language) -> str:
    if isinstance(value, datetime):
        return language.day(value.date()) if name.endswith("_day") else language.moment(value)
    if name.endswith("_amount"):
        return language.field(Quantity(value, Unit.MONEY))
    return language.field(value)


def places(issue: Issue, language: Language) -> list[str]:
    """Return where something was found first, and at how many more places."""
    told = [_place(found, language) for found in issue.places]
    if told and issue.count > len(told):
        told.append(language.text(say("and {more} more", more=issue.count - len(told))))
    return told


def _place(found: Place, language: Language) -> str:
    """Return a place; a row's number stands as a spreadsheet writes it."""
    parts = (
        None if found.row is None else language.text(say("row {row}", row=str(found.row))),
        found.column,
        None if found.value is None else f"“{_value(found.value, language)}”",
    )
    return " ".join(part for part in parts if part)


def _value(text: str, language: Language) -> str:
    """Return a cell's text, the planner's status beside it in the reader's language."""
    found = _WITH_STATUS.fullmatch(text)
    if found is None or found["status"] not in STATUSES:
        return text
    return f"{found['value']} ({language.text(STATUSES[found['status']])})"
