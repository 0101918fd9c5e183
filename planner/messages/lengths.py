"""How long a text message is, and as how many it counts (CRM-11)."""

from dataclasses import dataclass

ONE_PART = 70
"""Characters of a single text message; Chinese carriers count every character alike."""
OF_SEVERAL = 67
"""Characters of each part of a longer one: the rest tells how the parts belong together."""
OPENING = 7
"""The first characters, which decide whether a text is read (CRM-11)."""


@dataclass(frozen=True)
class Length:
    """The length of a text.

    Attributes:
        characters: of it.
        parts: text messages that it counts as; 0 for an empty text.
        opening: the characters that decide whether it is read.
    """

    characters: int
    parts: int
    opening: str


def length_of(text: str) -> Length:
    """Return how long a text is.

    Formula: up to 70 characters one part, else characters ÷ 67, rounded up.

    Worked example: 70 characters are one part, 71 are two, 135 are three.

    >>> [length_of("字" * count).parts for count in (0, 70, 71, 134, 135)]
    [0, 1, 2, 2, 3]
    """
    count = len(text)
    parts = min(count, 1) if count <= ONE_PART else -(-count // OF_SEVERAL)
    return Length(count, parts, text[:OPENING])
