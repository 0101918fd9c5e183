"""Lists for the sending tool: ids and what the text says of each order, nothing else."""

import numpy as np

from planner.reminders.room import Reminders


def list_of(
    reminders: Reminders, way: str, rows_at_most: int | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the columns of the list of a way and its rows, the oldest order first.

    The columns are the buyer, the order, who reminds and those places of the text that differ from
    order to order; the rest of the text is the same for all.

    Args:
        reminders: at a moment.
        way: of reminding.
        rows_at_most: rows that are wanted; None = all.
    """
    chosen = np.flatnonzero(reminders.rows(way))[:rows_at_most]
    orders = reminders.found.orders.iloc[chosen]
    ids = orders["order_id"].tolist()
    told: dict[str, list[str]] = {
        "buyer_id": orders["buyer_id"]
        .astype(object)
        .where(orders["buyer_id"].notna(), "")
        .tolist(),
        "order_id": ids,
        "amount": [f"{minor // 100}.{minor % 100:02}" for minor in orders["amount_minor"].tolist()],
        "agent": reminders.by_whom()[chosen].tolist(),
    }
    # A text needs no agent; who calls or chats needs to see what the order is.
    columns = (
        ("buyer_id", *dict.fromkeys(("order_id", *reminders.wording.columns)))
        if way == "text"
        else tuple(told)
    )
    return columns, list(zip(*(told[name] for name in columns), strict=True))
