"""What is noted beside the plans, list by list: its state, and lists that are taken back."""

from datetime import datetime

from sqlalchemy import Table, delete, func, select

from planner.tables.workspace import Workspace


def state_of(workspace: Workspace, record: Table) -> tuple[str, datetime] | None:
    """Return what tells one state of a record from another, and when its last list was saved.

    None while it holds nothing.

    Args:
        workspace: of the shop.
        record: a table with the column ``saved_at``, the same for all rows of a list.
    """
    saved_at = func.max(record.c.saved_at)
    with workspace.engine.connect() as connection:
        count, last = connection.execute(select(func.count(), saved_at).select_from(record)).one()
    return (f"{count} {last}", last) if count else None


def forget(workspace: Workspace, record: Table, saved_at: datetime | None = None) -> int:
    """Take back the list that was saved at a moment, or all of them; return the rows gone."""
    gone = delete(record)
    if saved_at is not None:
        gone = gone.where(record.c.saved_at == saved_at)
    with workspace.engine.begin() as connection:
        return int(connection.execute(gone).rowcount)
