"""What was done about unpaid orders: reminders sent, by which way and when, and what was noted.

Kept in the workspace's database, so that no order is reminded twice the same way (CRM-9), whoever
sends the list and however often the sheet of the day is loaded anew. Back-ups hold it, too.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import Column, DateTime, MetaData, String, func, insert, literal, select
from sqlalchemy import Table as SqlTable

from planner.tables import Workspace, create_tables, forget, state_of

_METADATA = MetaData()
_MARKS = SqlTable(
    "reminder_marks",
    _METADATA,
    Column("order_id", String, primary_key=True),
    Column("mark", String, primary_key=True),
    Column("noted_at", DateTime, nullable=False),
    Column("saved_at", DateTime, nullable=False, index=True),
)
RECORDS_KEPT = 4


@dataclass(frozen=True, eq=False)
class Noted:
    """Everything that was noted of orders, at one moment.

    Attributes:
        version: tells one state of the record from another.
        marks: columns ``order_id``, ``mark`` (a way of reminding, or why not) and ``noted_at``.
        last_saved_at: when the last list or note was saved; None while there is none.
    """

    version: str
    marks: pd.DataFrame
    last_saved_at: datetime | None = None

    def of(self, mark: str) -> pd.Series:
        """Return when a mark was set, by order."""
        rows = self.marks[self.marks["mark"] == mark]
        return rows.set_index("order_id")["noted_at"]

    def last(self) -> pd.DataFrame:
        """Return the marks that were saved last, all of one list."""
        return self.marks[self.marks["saved_at"] == self.last_saved_at]


def _frame(rows: Iterable[Sequence[str]]) -> pd.DataFrame:
    """Return marks, their moments told as ISO texts."""
    columns = [*zip(*rows, strict=True)] or [(), (), (), ()]
    ids, marks, noted_at, saved_at = (np.array(one, dtype=object) for one in columns)
    return pd.DataFrame(
        {
            "order_id": ids,
            "mark": marks,
            "noted_at": noted_at.astype("M8[s]"),
            "saved_at": saved_at.astype("M8[us]"),
        }
    )


NOTHING_NOTED = Noted("", _frame(()))


def note(workspace: Workspace, order_ids: Iterable[str], mark: str, noted_at: datetime) -> int:
    """Note a mark of orders and return of how many it is new.

    What stands there already stays: a reminder that was sent keeps its moment.

    Args:
        workspace: of the shop.
        order_ids: as the sheets hold them.
        mark: a way of reminding, or why an order is not to be reminded.
        noted_at: on the shop's clock.
    """
    create_tables(workspace.engine, _METADATA)
    # One statement for the whole list: a hundred thousand rows one by one take seconds.
    ids = func.json_each(json.dumps([*dict.fromkeys(order_ids)])).table_valued("value")
    rows = select(ids.c.value, literal(mark), literal(noted_at), literal(datetime.now()))
    unless_there = insert(_MARKS).prefix_with("OR IGNORE", dialect="sqlite")
    with workspace.engine.begin() as connection:
        gone = connection.execute(unless_there.from_select([*_MARKS.columns.keys()], rows))
    return int(gone.rowcount)


def take_back(workspace: Workspace, saved_at: datetime) -> int:
    """Forget what was saved at a moment, such as a list that was not sent after all; return it."""
    create_tables(workspace.engine, _METADATA)
    return forget(workspace, _MARKS, saved_at)


def read_noted(workspace: Workspace) -> Noted:
    """Return the record as it is now; read anew only where it has changed."""
    create_tables(workspace.engine, _METADATA)
    state = state_of(workspace, _MARKS)
    return _read(workspace.folder, *state) if state else NOTHING_NOTED


@lru_cache(maxsize=RECORDS_KEPT)
def _read(folder: Path, version: str, last: datetime) -> Noted:
    with Workspace(folder).engine.connect() as connection:
        # Moments come as the texts that they are stored as: pandas reads them faster all at once.
        rows = connection.exec_driver_sql(str(select(*_MARKS.columns))).fetchall()
    return Noted(version, _frame(rows), last)
