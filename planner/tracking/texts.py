"""What the buyers of parcels are told: a text a kind, the library's or the manager's own."""

from dataclasses import dataclass

from planner.language import Language, Message, say
from planner.messages import Length, filled_in, length_of, places_in
from planner.tracking.kinds import KINDS, PLACES

LONGEST_SAMPLE = {
    "order_id": "3515310000000000018",
    "tracking_number": "YT8800000000018",
    "carrier": "EMS",
}
"""What the places of a parcel take, for the length."""


@dataclass(frozen=True)
class Sender:
    """Who texts come from, and in which language those of the library are sent.

    Attributes:
        shop: name of the shop; empty while nobody has said it.
        language: of the buyers.
    """

    shop: str
    language: Language


@dataclass(frozen=True)
class Wording:
    """A text as it is sent, but for what differs from parcel to parcel.

    Attributes:
        written: with all its places.
        text: with those filled in that are the same for all.
        columns: places that the list fills in.
        length: of it, as long as it usually becomes.
        problems: with it.
    """

    written: str
    text: str
    columns: tuple[str, ...]
    length: Length
    problems: tuple[Message, ...]


def worded(key: str, own: str | None, sender: Sender, event: Message) -> Wording:
    """Return the text of a kind, or the manager's own in its place, ready to be sent.

    Args:
        key: of :data:`~planner.tracking.kinds.KINDS`.
        own: text of the manager's own.
        sender: of it.
        event: name of the promotion.
    """
    kind, language = KINDS[key], sender.language
    written = own or language.text(kind.text)
    shop = sender.shop or language.text(say("our shop"))
    text = filled_in(written, {"shop": shop, "event": language.text(event)})
    columns = tuple(name for name in places_in(text) if name in kind.columns)
    problems = [
        say("Nobody fills in {place}: it would be sent as it stands.", place=f"{{{place}}}")
        for place in places_in(text)
        if place not in columns and (place not in PLACES or kind.of_orders)
    ]
    if "{shop}" in written and not sender.shop:
        problems.append(
            say("The name of the shop is missing: a text without it is taken for junk.")
        )
    return Wording(
        written, text, columns, length_of(filled_in(text, LONGEST_SAMPLE)), tuple(problems)
    )
