"""Sentences that are put into words last, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Union

from planner.language.units import Unit


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, written by :meth:`Language.quantity`."""

    value: Decimal | int | float | None
    unit: Unit

    def __str__(self) -> str:
        """Return the bare number and its unit, for logs."""
        return f"{self.value} {self.unit.value}"


Field = Union[str, int, float, Decimal, date, datetime, Quantity, "Message", None]


@dataclass(frozen=True)
class Message:
    """An English sentence with ``{places}`` and what fills them.

    The sentence is the key into the catalogues. Fields are formatted in the reader's language:
    whole numbers with separators, dates as dates, a :class:`Quantity` with its unit, a message
    as its translation, text as it is.
    """

    template: str
    fields: Mapping[str, Field] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence, for logs and tracebacks; readers get ``Language.text``."""
        return self.template.format(**self.fields)

    def __hash__(self) -> int:
        """Return a hash of the sentence alone, so that messages may be keys."""
        return hash(self.template)


def say(template: str, **fields: Field) -> Message:
    """Return the message; ``say`` is the keyword that the catalogues are extracted by.

    >>> say("{rows} rows read", rows=3).template
    '{rows} rows read'
    """
    return Message(template, fields)


def listed(labels: Iterable[Message]) -> Message:
    """Return labels side by side; only places, so that each is told in the reader's language.

    >>> str(listed([say("Bags"), say("Tape")]))
    'Bags · Tape'
    """
    places = {f"label_{place}": label for place, label in enumerate(labels)}
    return Message(" · ".join(f"{{{place}}}" for place in places), places)
