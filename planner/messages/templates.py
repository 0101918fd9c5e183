"""The library of texts: what a message says unless somebody writes it otherwise.

Places stand in braces: ``{event}``. Those of the campaign are the same for all, those of a buyer
are columns of the list, filled in by the sending tool.
"""

import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.language import Message, say

PLACES: Mapping[str, Message] = {
    "shop": say("name of the shop"),
    "event": say("name of the promotion"),
    "day": say("main day"),
    "last_day": say("day of the buyer's last purchase"),
    "last_amount": say("what the buyer paid then"),
}
"""What may stand in braces."""
OF_A_BUYER = ("last_day", "last_amount")
"""Places that differ from buyer to buyer: columns of a list."""


def with_places(message: Message, places: Collection[str]) -> Message:
    """Return a text whose places stay places when it is put into words.

    >>> from planner.language import Language
    >>> Language("en").text(with_places(Message("{event} is near"), ["event"]))
    '{event} is near'
    """
    return Message(message.template, {name: f"{{{name}}}" for name in places})


def _text(message: Message) -> Message:
    return with_places(message, PLACES)


@dataclass(frozen=True)
class TextTemplate:
    """A text of the library.

    Attributes:
        key: its name.
        title: what it is for.
        rule: id of the rule behind it.
        text: with its places.
    """

    key: str
    title: Message
    rule: str
    text: Message


TEMPLATES: Mapping[str, TextTemplate] = {
    one.key: one
    for one in (
        TextTemplate(
            "brand",
            say("Brand reminder"),
            "CRM-1",
            _text(
                say(
                    "[{shop}] Thank you for your order of {last_day}. {event} begins on {day}: new"
                    " arrivals wait for you. Reply R to unsubscribe"
                )
            ),
        ),
        TextTemplate(
            "benefit",
            say("Benefit"),
            "CRM-2",
            _text(
                say(
                    "[{shop}] For you first: the {event} voucher is in your account. Put your"
                    " favourites into the cart until {day}. Reply R to unsubscribe"
                )
            ),
        ),
        TextTemplate(
            "last_call",
            say("Last call"),
            "CRM-3",
            _text(
                say(
                    "[{shop}] Midnight tonight: {event} opens, first come, first served. What is"
                    " in your cart is going fast. Reply R to unsubscribe"
                )
            ),
        ),
        TextTemplate(
            "care",
            say("Care for the last buyers"),
            "CRM-4",
            _text(
                say(
                    "[{shop}] You bought on {last_day}, shortly before {event}: the difference is"
                    " yours as a voucher. Please ask our service. Reply R to unsubscribe"
                )
            ),
        ),
        TextTemplate(
            "signed",
            say("Thanks on signing"),
            "AFT-1",
            _text(
                say(
                    "[{shop}] Your parcel is with you: thank you for your patience in {event}. As a"
                    " member you have a voucher for next time; we look forward to your review."
                )
            ),
        ),
        TextTemplate(
            "stuck",
            say("Parcel that is late"),
            "AFT-1",
            _text(
                say(
                    "[{shop}] Your parcel is held up on its way. We are sorry, we stay with it and"
                    " a small gift comes with our apology."
                )
            ),
        ),
        TextTemplate(
            "again",
            say("Reason to buy again"),
            "AFT-2",
            _text(
                say(
                    "[{shop}] You bought on {last_day}; here is a voucher for what goes with it,"
                    " for members alone. Reply R to unsubscribe"
                )
            ),
        ),
    )
}


def places_in(text: str) -> tuple[str, ...]:
    """Return what stands in braces in a text, each once, in order.

    A brace that is never closed is no place.

    >>> places_in("{shop}: {event}, {shop}"), places_in("50 % {off")
    (('shop', 'event'), ())
    """
    try:
        found = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        return ()
    return tuple(dict.fromkeys(found))


def unknown_places(text: str) -> tuple[str, ...]:
    """Return what stands in braces and would be sent as it is, since nobody fills it in.

    >>> unknown_places("{shop} {name}")
    ('name',)
    """
    return tuple(name for name in places_in(text) if name not in PLACES)


def filled_in(text: str, values: Mapping[str, str], left: Collection[str] = ()) -> str:
    """Return a text with its places filled in; those ``left``, and unknown ones, stay in braces.

    >>> filled_in("{shop}: {event} {name}", {"shop": "Ann", "event": "618"}, left=("event",))
    'Ann: {event} {name}'
    """
    for name, value in values.items():
        if name not in left:
            text = text.replace(f"{{{name}}}", value)
    return text
