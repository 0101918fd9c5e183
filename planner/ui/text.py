"""Text from sheets and plans on its way into Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&])")


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it stands: a cell never becomes markup.

    >>> escaped("a*b [x](y)")
    'a\\*b \\[x\\]\\(y\\)'
    """
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")
