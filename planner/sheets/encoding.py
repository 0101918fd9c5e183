"""Text encodings by name."""

import codecs

BAD = "\ufffd"
"""Stands for bytes that an encoding does not explain."""


def is_codec(name: str) -> bool:
    """Return whether Python knows a text encoding of this name."""
    try:
        return bool(codecs.lookup(name)._is_text_encoding)
    except LookupError:
        return False
