"""Lists for the sending tool: ids and what the text says of each order, nothing else."""

import numpy as np
import numpy.typing as npt

from planner.messages import filled_in
from planner.reminders.room import Reminders
from planner.reminders.texts import OF_A_REMINDER

SEPARATOR = ", "
"""Between the numbers of several orders of one buyer."""
Counts = npt.NDArray[np.int64]


def list_of(
    reminders: Reminders, way: str, rows_at_most: int | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the columns of the list of a way and its rows, one a reminder, the oldest order first.

    The columns are the buyer, the numbers of the orders, who reminds and those places of the text
    that differ from reminder to reminder; the rest of the text is the same for all. Those of chats
    end with the text filled in, to be pasted.

    Args:
        reminders: at a moment.
        way: of reminding.
        rows_at_most: rows that are wanted; None = all.
    """
    chosen = np.flatnonzero(reminders.leads(way))[:rows_at_most]
    orders = reminders.found.orders.iloc[chosen]
    numbers, minors, ids = _of_reminders(reminders, way)
    told: dict[str, list[str]] = {
        "buyer_id": orders["buyer_id"]
        .astype(object)
        .where(orders["buyer_id"].notna(), "")
        .tolist(),
        "order_id": [
            one if several is None else several
            for one, several in zip(orders["order_id"].tolist(), map(ids.get, chosen), strict=True)
        ],
        "orders": [str(number) for number in numbers[chosen].tolist()],
        "amount": [f"{minor // 100}.{minor % 100:02}" for minor in minors[chosen].tolist()],
        "agent": reminders.by_whom()[chosen].tolist(),
    }
    # A text needs no agent; who calls or chats needs to see what the order is.
    columns = (
        ("buyer_id", *dict.fromkeys(("order_id", *reminders.wording.columns)))
        if way == "text"
        else tuple(told)
    )
    if way == "chat":
        # Agents paste what the sending tool would fill in.
        columns = (*columns, "message")
        told["message"] = [
            filled_in(reminders.wording.text, dict(zip(OF_A_REMINDER, places, strict=True)))
            for places in zip(*(told[name] for name in OF_A_REMINDER), strict=True)
        ]
    return columns, list(zip(*(told[name] for name in columns), strict=True))


def _of_reminders(reminders: Reminders, way: str) -> tuple[Counts, Counts, dict[int, str]]:
    """Return orders and amount of each reminder, by the row of its lead; of several their numbers.

    Sums of cents stay exact: floats hold them up to ninety thousand million.
    """
    orders, rows = reminders.found.orders, np.flatnonzero(reminders.rows(way))
    lead = reminders.found.judged.lead[rows]
    numbers = np.bincount(lead, minlength=len(orders))
    minor = orders["amount_minor"].to_numpy()[rows]
    minors = np.rint(np.bincount(lead, weights=minor, minlength=len(orders))).astype(np.int64)
    joined: dict[int, list[str]] = {}
    for place in np.flatnonzero(numbers[lead] > 1):
        joined.setdefault(int(lead[place]), []).append(str(orders["order_id"].iat[rows[place]]))
    return numbers, minors, {row: SEPARATOR.join(ids) for row, ids in joined.items()}
