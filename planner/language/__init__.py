"""What a reader sees: messages, catalogues and the formats of numbers, money and dates."""

from planner.language.formats import Language, at_midnight, day_offset, language_for
from planner.language.messages import Message, Quantity, listed, say
from planner.language.units import Unit

__all__ = [
    "Language",
    "Message",
    "Quantity",
    "Unit",
    "at_midnight",
    "day_offset",
    "language_for",
    "listed",
    "say",
]
