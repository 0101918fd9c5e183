"""Texts to customers: templates with places, how long they are, and what sending them costs."""

from planner.messages.lengths import Length, length_of
from planner.messages.templates import (
    PLACES,
    TEMPLATES,
    TextTemplate,
    filled_in,
    places_in,
    unknown_places,
    with_places,
)
from planner.messages.wording import Sender, Wording, worded

__all__ = [
    "PLACES",
    "TEMPLATES",
    "Length",
    "Sender",
    "TextTemplate",
    "Wording",
    "filled_in",
    "length_of",
    "places_in",
    "unknown_places",
    "with_places",
    "worded",
]
