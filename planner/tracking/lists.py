"""Lists for the sending tool: ids and what the text says of each parcel, nothing else."""

from planner.tracking.kinds import KINDS
from planner.tracking.reading import EVERY_ROW, QUERIES, read_marked
from planner.tracking.room import MARKED, Tracking


def list_of(
    told: Tracking, key: str, rows_at_most: int | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the columns of a list and its rows, the most urgent first.

    The columns are the buyer, the order and those places of the text that differ from parcel to
    parcel; of buyers to be cared for later how many orders went wrong.

    Args:
        told: parcels at a moment.
        key: of the kind, or :data:`~planner.tracking.room.MARKED`.
        rows_at_most: rows that are wanted; None = all.
    """
    if key == MARKED:
        return ("buyer_id", "orders"), read_marked(told.dataset, told.asking)[:rows_at_most]
    of_orders = KINDS[key].of_orders
    asked = told.asking.of_orders if of_orders else told.asking.of_parcels
    rows = told.dataset.rows(
        QUERIES["order_list" if of_orders else "parcel_list"],
        **asked, kind=key, most=rows_at_most or EVERY_ROW,
    )  # fmt: skip
    columns = tuple(dict.fromkeys(("buyer_id", "order_id", *told.wordings[key].columns)))
    return columns, [tuple(row[name] or "" for name in columns) for row in rows]
