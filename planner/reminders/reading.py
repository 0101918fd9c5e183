"""What the sheets say of unpaid orders at a moment, read once for each version and record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from planner.reminders.brought import NOTHING_BROUGHT, Results, results
from planner.reminders.ladder import WAYS, Judged, Times, judge
from planner.reminders.record import Noted
from planner.tables import Dataset, queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")
LISTS_KEPT = 4
CENTS = 100


@dataclass(frozen=True)
class Clock:
    """What the order lists say of time and payment.

    Attributes:
        newest: last moment of placing or paying up to today; None where all lie later.
        orders: in all lists.
        unpaid: of them.
        after_day: placed or paid after today.
        paid_before_placed: orders whose clock runs backwards.
        without_buyer: unpaid orders that name no buyer.
        with_time: orders whose time of day is told.
    """

    newest: datetime | None
    orders: int
    unpaid: int
    after_day: int
    paid_before_placed: int
    without_buyer: int
    with_time: int


@dataclass(frozen=True, eq=False)
class Found:
    """The open orders at a moment, judged.

    Attributes:
        orders: one a row, the oldest first.
        judged: what is to be done about each.
        older: unpaid orders that are let go for their age.
        older_amount: what they come to.
        later: unpaid orders placed after the moment.
        results: what reminders brought so far.
    """

    orders: pd.DataFrame
    judged: Judged
    older: int
    older_amount: Decimal
    later: int
    results: Results

    def total(self, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[int, Decimal]:
        """Return how many orders some rows hold, and what they come to."""
        minor = int(self.orders["amount_minor"].to_numpy()[rows].sum())
        return int(rows.sum()), Decimal(minor) / CENTS


def read_clock(dataset: Dataset, today: date) -> Clock:
    """Return what the order lists say of time and payment up to the end of a day."""
    (row,) = dataset.rows(QUERIES["order_clock"], today=today)
    return Clock(**row)


@lru_cache(maxsize=LISTS_KEPT)
def read_found(dataset: Dataset, noted: Noted, times: Times, newest: datetime) -> Found:
    """Return the open orders at a moment, judged, and what reminders brought so far."""
    given = times.given
    asked: Mapping[str, datetime | int] = {"now": times.now, "oldest_hours": given.oldest_hours}
    (left,) = dataset.rows(QUERIES["left_alone"], **asked)
    orders = _read_open(dataset, times.now, given.oldest_hours, given.duplicate_hours)
    return Found(
        orders=orders,
        judged=judge(orders, noted, times),
        older=left["older"],
        older_amount=Decimal(left["older_minor"]) / CENTS,
        later=left["later"],
        results=_results(dataset, noted, newest, times),
    )


@lru_cache(maxsize=LISTS_KEPT)
def _read_open(
    dataset: Dataset, now: datetime, oldest_hours: int, duplicate_hours: int
) -> pd.DataFrame:
    """Return the open orders; hours, amounts and ways are no part of the question."""
    return dataset.frame(
        QUERIES["open_orders"],
        now=now,
        oldest_hours=oldest_hours,
        duplicate_hours=duplicate_hours,
    )


def _results(dataset: Dataset, noted: Noted, newest: datetime, times: Times) -> Results:
    sent = noted.marks[noted.marks["mark"].isin(list(WAYS))]
    if sent.empty:
        return NOTHING_BROUGHT
    # Orders paid before they were reminded count, too, as those that no one should have reminded.
    since = sent["noted_at"].min() - pd.Timedelta(days=MOST_DAYS_BEFORE)
    payments = dataset.frame(
        QUERIES["payments_since"],
        since=since.to_pydatetime(),
        until=newest,
        reminded="\n".join(sent["order_id"].unique()),
    )
    return results(noted, payments, np.datetime64(newest, "s"), times)


MOST_DAYS_BEFORE = 31
"""Days that an order may be old when it is reminded of."""
