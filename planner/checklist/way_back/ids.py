"""What rows that were added in a workbook are known by."""

import hashlib
from collections import Counter
from collections.abc import Container

from planner.campaign.own import PREFIX


def id_of_row(title: str, repeated: "Counter[str]", known: Container[str]) -> str:
    """Return the id of a row that was added; no row of the workbook had it when it was written.

    It follows from the title, so that the same workbook uploaded twice adds the row once, and from
    how many such rows there are.

    >>> counted: Counter[str] = Counter()
    >>> first = id_of_row("Rent a van", counted, ())
    >>> first == id_of_row("Rent a van", Counter(), ())
    True
    >>> first in (id_of_row("rent a VAN", counted, ()), id_of_row("Rent a van", Counter(), {first}))
    False
    """
    plain = title.casefold()
    while True:
        repeated[plain] += 1
        named = f"{plain}|{repeated[plain]}"
        found = f"{PREFIX}{hashlib.sha256(named.encode()).hexdigest()[:12]}"
        if found not in known:
            return found
