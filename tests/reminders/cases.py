"""Orders and assumptions for tests of reminders."""

from datetime import date, datetime
from typing import Any

import pandas as pd

from planner.reminders.assumptions import ReminderAssumptions
from planner.reminders.ladder import Times
from planner.reminders.record import Noted

EVENT = date(2026, 11, 10), date(2026, 11, 11)


def times(now: str, in_batches: bool = False, **given: Any) -> Times:
    """Return when reminders may go out as of a moment."""
    return Times(ReminderAssumptions(**given), datetime.fromisoformat(now), *EVENT, in_batches)


def open_orders(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Return open orders of buyers of their own: id, moment, amount in minor units."""
    frame = pd.DataFrame(rows, columns=["order_id", "created_at", "amount_minor"])
    frame["created_at"] = pd.to_datetime(frame["created_at"])
    frame["buyer_id"] = "buyer of " + frame["order_id"]
    frame["reason"] = pd.Series([None] * len(frame), dtype=object)
    return frame


def noted(*rows: tuple[str, str, str]) -> Noted:
    """Return a record: order id, mark, moment."""
    frame = pd.DataFrame(rows, columns=["order_id", "mark", "noted_at"])
    frame["noted_at"] = pd.to_datetime(frame["noted_at"]).astype("datetime64[s]")
    frame["saved_at"] = frame["noted_at"]
    return Noted(str(rows), frame)
