"""A text with the places filled in that are the same for all it goes to, ready for the list."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.language import Language, Message, say
from planner.messages.lengths import Length, length_of
from planner.messages.templates import filled_in, places_in


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
    """A text as it is sent, but for what differs from one buyer to the next.

    Attributes:
        written: with all its places.
        text: with those filled in that are the same for all.
        columns: places that the list fills in.
        length: of it, as long as it may become.
        problems: with it.
    """

    written: str
    text: str
    columns: tuple[str, ...]
    length: Length
    problems: tuple[Message, ...]


def worded(
    written: str,
    sender: Sender,
    same: Mapping[str, Message],
    columns: Collection[str],
    longest: Mapping[str, str],
    parts_at_most: int | None = None,
) -> Wording:
    """Return a text ready to be sent, and what is wrong with it.

    Example (tests/reminders): "[{shop}] {orders} unpaid" of the shop Lin → "[Lin] {orders} unpaid"
    with the column ``orders``.

    Args:
        written: with its places in braces.
        sender: of it.
        same: places that are the same for all, beside the shop's name.
        columns: places that a list may fill in, in the order of its columns.
        longest: what these take at most, for the length.
        parts_at_most: text messages that it may count as; None = as many as it takes.
    """
    language = sender.language
    shop = sender.shop or language.text(say("our shop"))
    values = {name: language.text(value) for name, value in same.items()}
    text = filled_in(written, {"shop": shop, **values})
    left = places_in(text)
    length = length_of(filled_in(text, longest))
    problems = [
        say("Nobody fills in {place}: it would be sent as it stands.", place=f"{{{place}}}")
        for place in left
        if place not in columns
    ]
    if "{shop}" in written and not sender.shop:
        problems.append(
            say("The name of the shop is missing: a text without it is taken for junk.")
        )
    if parts_at_most is not None and length.parts > parts_at_most:
        problems.append(
            say(
                "{characters} characters count as {parts} text messages; up to 70 are one.",
                characters=length.characters,
                parts=length.parts,
            )
        )
    in_text = tuple(one for one in columns if one in left)
    return Wording(written, text, in_text, length, tuple(problems))
