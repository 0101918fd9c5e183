"""How much of a product is on sale, and when to reorder it or take it down (INV-3, INV-6).

Until the full count only 90 to 95 % of what is held is put on sale, a cushion against selling what
is not there; after it what was counted, all of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from planner.demand import DemandHour
from planner.demand.quantiles import Numbers, gamma_quantiles
from planner.figures import Level
from planner.inventory.newsvendor import NOTHING
from planner.language import Message, say

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class ListingShares:
    """The share of what is held that may be on sale until the count.

    Attributes:
        low: less wastes sales.
        high: more risks selling what is not there.
    """

    low: float = 0.90
    high: float = 0.95


@dataclass(frozen=True)
class Listing:
    """What is on sale of what is held.

    Attributes:
        held: pieces held, or counted.
        listed: of them, on sale; None where no sheet says so.
        to_list: that should be on sale.
        is_counted: ``held`` was counted.
        level: verdict.
        reason: of the verdict.
    """

    held: int
    listed: int | None
    to_list: int
    is_counted: bool
    level: Level
    reason: Message

    @property
    def listed_share(self) -> float | None:
        """Return listed ÷ held; None where either is not known."""
        return self.listed / self.held if self.listed is not None and self.held > 0 else None


def quantity_to_list(held: int, listed_share: float) -> int:
    """Return the pieces to put on sale: the share of what is held, in whole pieces, at least one.

    A share of 1 is for what was counted. Nothing held, nothing listed.

    >>> quantity_to_list(200, 0.95), quantity_to_list(9, 0.95), quantity_to_list(1, 0.95)
    (190, 8, 1)
    """
    if held <= 0:
        return 0
    # As for rounding up: an exact multiple is no piece less for a rounding error.
    return max(1, math.floor(round(held * listed_share, 9)))


def check_listing(
    held: int,
    listed: int | None,
    is_counted: bool = False,
    shares: ListingShares | None = None,
) -> Listing:
    """Return what is on sale of a product, or of all together, against what should be (INV-3).

    Example: 200 held, 198 on sale before the count: more than 190, so that 8 are to be taken down.

    >>> found = check_listing(200, 198)
    >>> found.level.value, found.to_list, str(found.reason)
    ('not_ready', 190, '198 of 200 free pieces are on sale before the count; take 8 down.')
    """
    share = shares or ListingShares()
    most = quantity_to_list(held, 1.0 if is_counted else share.high)
    least = most if is_counted else quantity_to_list(held, share.low)
    level, reason = _verdict(held, listed, least, most, is_counted)
    return Listing(held, listed, most, is_counted, level, reason)


def _verdict(
    held: int, listed: int | None, least: int, most: int, is_counted: bool
) -> tuple[Level, Message]:
    if listed is None:
        return Level.AT_RISK, say(
            "No sheet says how many pieces are on sale; list {units}.", units=most
        )
    if listed > most:
        over = listed - most
        told = say(
            "{listed} of {held} free pieces are on sale before the count; take {over} down.",
            listed=listed,
            held=held,
            over=over,
        )
        if is_counted:
            told = say(
                "{listed} pieces are on sale, {held} were counted; take {over} down.",
                listed=listed,
                held=held,
                over=over,
            )
        return Level.NOT_READY, told
    if listed < least:
        return Level.AT_RISK, say(
            "{listed} of {held} free pieces are on sale; list {more} more.",
            listed=listed,
            held=held,
            more=most - listed,
        )
    return Level.READY, say("{listed} of {held} free pieces are on sale.", listed=listed, held=held)


@dataclass(frozen=True)
class HourShares:
    """How the window's pieces spread over its hours, the same for every product.

    Attributes:
        starts: of the hours, one after the other.
        items_so_far: pieces of the plan until the end of each hour.
    """

    starts: tuple[datetime, ...]
    items_so_far: Ints

    @classmethod
    def of(cls, hours: Sequence[DemandHour]) -> "HourShares":
        """Return those of a forecast; an hour alike each where it expects nothing."""
        items = np.array([max(hour.items, 0) for hour in hours], dtype=np.int64)
        if not items.any():
            items = np.ones_like(items)
        return cls(tuple(hour.start for hour in hours), np.cumsum(items))

    @property
    def items(self) -> int:
        """Return the pieces of all hours."""
        return int(self.items_so_far[-1]) if self.starts else 0

    def until(self, moment: datetime) -> float:
        """Return the share of the window's pieces that is sold until a moment."""
        if not self.starts or moment <= self.starts[0]:
            return 0.0
        hours = (moment - self.starts[0]) / HOUR
        ends = np.arange(len(self.starts) + 1)
        return float(np.interp(hours, ends, [0, *self.items_so_far])) / self.items

    def between(self, start: datetime, end: datetime) -> float:
        """Return the share of the window's pieces that is sold between two moments."""
        return max(0.0, self.until(end) - self.until(start))


def share_in_lead_time(shares: HourShares, now: datetime, lead_time_days: float) -> float:
    """Return the share of the window's pieces until an order placed now is there.

    What comes after the window's end finds no event any more, so the share ends there.
    """
    return shares.between(now, now + timedelta(days=max(lead_time_days, 0.0)))


def reorder_points(
    units: Numbers, relative_variances: Numbers, shares_in_lead_time: Numbers, service_level: float
) -> Ints:
    """Return the stock of each product at which to reorder during the event (INV-6).

    It covers what is sold until the order arrives, in ``service_level`` of all cases. A share w of
    demand with mean m and variance ÷ mean² = v has the mean w·m and, each piece falling into it by
    chance, variance ÷ mean² = v + (1 − w) ÷ (w·m) (binomial thinning).

    Example: 1,000 expected over the window with cv = 25 %, half of it until the order arrives: the
    mean is 500, and 724 are enough in 19 of 20 cases.

    >>> reorder_points([1000], [0.0625], [0.5], 0.95).tolist()
    [724]
    """
    share = np.clip(np.asarray(shares_in_lead_time, dtype=float), 0.0, 1.0)
    mean = np.maximum(np.asarray(units, dtype=float), 0.0) * share
    some = mean > NOTHING
    chance = np.where(some, (1 - share) / np.where(some, mean, 1.0), 0.0)
    spread = np.asarray(relative_variances, dtype=float) + chance
    levels = gamma_quantiles(service_level, mean, spread)
    # Where much is uncertain, a low service level lies below the mean itself: never hold less.
    points: Ints = np.ceil(np.round(np.maximum(levels, mean), 9)).astype(np.int64)
    return points


def stop_hours(
    sellable: Sequence[int], units: Sequence[int], shares: HourShares
) -> list[datetime | None]:
    """Return the hour in which each product sells out and its listing has to stop (INV-6).

    It is the first in which the pieces forecast so far exceed those that can be sold; None where
    they last through the window.

    Example (tests/inventory): 100 pieces over four equal hours, 60 to sell: the third hour.

    Args:
        sellable: pieces on sale, and those that arrive before they are needed.
        units: forecast for the window, at the quantile that is planned for.
        shares: of the hours.
    """
    wanted = np.maximum(np.asarray(units, dtype=np.int64), 0)
    there = np.maximum(np.asarray(sellable, dtype=np.int64), 0)
    some = wanted > 0
    # Whole numbers: items so far × units > sellable × items, without a rounding error.
    reached = np.where(some, there * shares.items // np.where(some, wanted, 1), shares.items)
    first = np.searchsorted(shares.items_so_far, reached, side="right").tolist()
    return [shares.starts[place] if place < len(shares.starts) else None for place in first]
