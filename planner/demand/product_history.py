"""What the sheets count of each product before an event: past events and ordinary weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.demand.pooling import summed
from planner.demand.reference import QUERIES, WAITING_DAYS
from planner.tables import Dataset

Floats = npt.NDArray[np.float64]
Days = tuple[date, date]
"""The first and the last of a period, both inside."""

USUAL_ORDERS = 0.995
"""So many orders of a product hold no more pieces than count in full; the rest are bulk orders."""
SLIPS_KNOWN_AFTER = timedelta(days=2)
"""What is sold on a period's last day can be given back within a day, on the day after."""
HISTORIES_KEPT = 8
"""A version never changes, and several plans ask the same of it."""


@dataclass(frozen=True, eq=False)
class Counts:
    """What was sold of each product in a period; one entry a product.

    Attributes:
        orders: that held it.
        units: pieces, before returns.
        usual_units: pieces, bulk orders counted as the largest usual one.
        amounts: units × unit price, in the shop's money.
    """

    orders: Floats
    units: Floats
    usual_units: Floats
    amounts: Floats

    @classmethod
    def none_of(cls, products: int) -> "Counts":
        """Return the counts of a period in which nothing was sold."""
        return cls(*(np.zeros(products) for _ in range(4)))

    def __add__(self, other: "Counts") -> "Counts":
        """Return what was sold in both periods."""
        return Counts(
            *(
                mine + its
                for mine, its in zip(vars(self).values(), vars(other).values(), strict=True)
            )
        )

    @property
    def prices(self) -> Floats:
        """Return the average price of a piece; not a number where none has one."""
        some = (self.units > 0) & (self.amounts > 0)
        return np.where(some, self.amounts / np.where(some, self.units, 1.0), np.nan)


@dataclass(frozen=True, eq=False)
class PastSales:
    """A past event and the ordinary weeks before it.

    Attributes:
        days: of the event.
        event: sold in it.
        ordinary: sold in the ordinary weeks that end on D-11 of it.
    """

    days: Days
    event: Counts
    ordinary: Counts


@dataclass(frozen=True, eq=False)
class ProductHistory:
    """All that the sheets count of the products before an event; one entry a product.

    Attributes:
        products: the code each is known by; may be empty where lines name nothing.
        titles: None where no sheet says it.
        categories: None where no sheet says it.
        prices: of a piece, of its latest sales, else of the stock and product lists; may be NaN.
        events: past events of the same kind, newest first; the first is what the plan follows.
        newest: the newest ordinary weeks.
        newest_days: how many days of them the sheets hold.
        ordinary_days: how many days of ordinary weeks are asked for before each event.
        weeks_before: as many days before the newest ones.
        all_sales: everything counted before the event.
        size_spread: c², variance ÷ mean² of the pieces of an order.
        passed: part of the last event's orders that had come when the product last sold in it; 1
            where it did not sell.
        longest_pause: largest part of them between two of its sales in the last event.
    """

    products: tuple[str, ...]
    titles: tuple[str | None, ...]
    categories: tuple[str | None, ...]
    prices: Floats
    events: tuple[PastSales, ...]
    newest: Counts
    newest_days: int
    ordinary_days: int
    weeks_before: Counts
    all_sales: Counts
    size_spread: float
    passed: Floats
    longest_pause: Floats

    @property
    def last_event(self) -> Counts:
        """Return what was sold in the event that the plan follows."""
        return self.events[0].event

    def by_category(self) -> "ProductHistory":
        """Return the same counts by category instead of product; the empty name is without one."""
        names, groups = np.unique([name or "" for name in self.categories], return_inverse=True)

        def added(counts: Counts) -> Counts:
            return Counts(*(summed(groups, one) for one in vars(counts).values()))

        return replace(
            self,
            products=tuple(str(name) for name in names),
            titles=(None,) * len(names),
            categories=(None,) * len(names),
            prices=np.full(len(names), np.nan),
            events=tuple(
                PastSales(past.days, added(past.event), added(past.ordinary))
                for past in self.events
            ),
            newest=added(self.newest),
            weeks_before=added(self.weeks_before),
            all_sales=added(self.all_sales),
            passed=np.ones(len(names)),
            longest_pause=np.zeros(len(names)),
        )


@lru_cache(maxsize=HISTORIES_KEPT)
def read_product_history(
    dataset: Dataset,
    until: date,
    events: tuple[Days, ...],
    newest: Days,
    ordinary_day_count: int,
    *,
    held_out: bool = False,
) -> ProductHistory:
    """Return what the sheets count of the products; empty where no lines are loaded.

    Args:
        dataset: the sheets.
        until: nothing sold on this day or later is counted.
        events: past events, newest first, at least one.
        newest: the newest ordinary days.
        ordinary_day_count: days of ordinary weeks before each event.
        held_out: whether ``until`` begins an event that is held out of the sheets. Then nothing
            given back on it or later is read, and products that stand in a list alone are left
            out: lists are of today, and name what was launched for the event. Of products that had
            sold, lists tell title, category and price all the same where no order does.

    Example (tests/demand): of six coats sold the day before a held-out event, five of them given
    back the morning after, six are counted.
    """
    given_back_until = until if held_out else until + SLIPS_KNOWN_AFTER
    (sizes,) = dataset.rows(QUERIES["order_sizes"], until=until, sureness=USUAL_ORDERS)
    most = float(sizes["most_pieces"])

    def asked(days: Days) -> pd.DataFrame:
        first, last = days
        frame = dataset.frame(
            QUERIES["product_window"],
            first_day=first,
            last_day=min(last, until - timedelta(days=1)),
            until=given_back_until,
            most_pieces=most,
        )
        return frame.set_index("product")

    everything = asked((date(1900, 1, 1), until - timedelta(days=1)))
    listed = dataset.frame(QUERIES["listed_products"]).set_index("product")
    codes = everything.index
    if not held_out:
        codes = codes.union(listed.index, sort=False)
    before = ordinary_days(newest[0] + timedelta(days=WAITING_DAYS), ordinary_day_count)
    frames = {days: asked(days) for days in {*events, newest, before}}
    weeks = [ordinary_days(first, ordinary_day_count) for first, _ in events]
    frames |= {days: asked(days) for days in weeks if days not in frames}
    stopped = dataset.frame(
        QUERIES["stopped_sales"], first_day=events[0][0], last_day=events[0][1]
    ).set_index("product")
    named = everything.reindex(codes)
    master = listed.reindex(codes)
    counted = {days: _counts(frame, codes) for days, frame in frames.items()}
    return ProductHistory(
        products=tuple(codes),
        titles=_texts(named["title"].fillna(master["title"])),
        categories=_texts(named["category"].fillna(master["category"])),
        prices=_latest(
            [counted[newest], *(counted[days] for days in events), _counts(everything, codes)],
            pd.to_numeric(master["list_price"], errors="coerce").to_numpy(dtype=float),
        ),
        events=tuple(
            PastSales(days, counted[days], counted[ordinary])
            for days, ordinary in zip(events, weeks, strict=True)
        ),
        newest=counted[newest],
        newest_days=(newest[1] - newest[0]).days + 1,
        ordinary_days=ordinary_day_count,
        weeks_before=counted[before],
        all_sales=_counts(everything, codes),
        size_spread=float(sizes["size_spread"]),
        passed=_reindexed(stopped["share_passed"], codes, 1.0),
        longest_pause=_reindexed(stopped["longest_pause"], codes, 0.0),
    )


def ordinary_days(first_day: date, count: int) -> Days:
    """Return the ordinary days before an event that begins then: ``count`` that end on D-11 of it.

    >>> [day.isoformat() for day in ordinary_days(date(2026, 11, 11), 28)]
    ['2026-10-04', '2026-10-31']
    """
    last = first_day - timedelta(days=WAITING_DAYS + 1)
    return last - timedelta(days=count - 1), last


def newest_ordinary_days(
    sheet_days: Days, reference: Days, event_days: Sequence[date], count: int
) -> Days:
    """Return the newest ordinary days that the sheets hold.

    They end with the sheets, or on D-11 of an event of which the sheets' last days are the waiting
    or the selling. Where fewer than 14 days lie between the reference window and there, they are
    the ordinary days before the reference window.

    >>> sheets, event = (date(2026, 1, 1), date(2026, 11, 30)), (date(2026, 11, 11),) * 2
    >>> [day.isoformat() for day in newest_ordinary_days(sheets, event, [event[0]], 28)]
    ['2026-11-12', '2026-11-30']
    """
    last = sheet_days[1]
    for day in sorted({*event_days}, reverse=True):
        if day - timedelta(days=WAITING_DAYS) <= last <= day + timedelta(days=AFTER_DAYS):
            last = day - timedelta(days=WAITING_DAYS + 1)
    first = max(last - timedelta(days=count - 1), reference[1] + timedelta(days=1))
    if (last - first).days + 1 < FEWEST_DAYS:
        return ordinary_days(reference[0], count)
    return first, last


FEWEST_DAYS = 14
"""Two weeks: fewer days are no measure of what is ordinary."""
AFTER_DAYS = 3
"""So long after its main day an event still sells."""


def _counts(frame: pd.DataFrame, codes: pd.Index) -> Counts:
    columns: Mapping[str, str] = {
        "orders": "orders",
        "units": "units",
        "usual_units": "usual_units",
        "amounts": "amount",
    }
    return Counts(
        **{name: _reindexed(frame[column], codes, 0.0) for name, column in columns.items()}
    )


def _reindexed(column: "pd.Series[float]", codes: pd.Index, missing: float) -> Floats:
    found = pd.to_numeric(column).astype(float).reindex(codes, fill_value=missing)
    return np.asarray(found, dtype=np.float64)


def _texts(column: "pd.Series[str]") -> tuple[str | None, ...]:
    return tuple(column.astype(object).where(column.notna(), None))


def _latest(counts: Sequence[Counts], listed: Floats) -> Floats:
    """Return the first price that is known of each product."""
    prices = np.full(len(listed), np.nan)
    for known in (*(one.prices for one in counts), listed):
        prices = np.where(np.isnan(prices), known, prices)
    return prices
