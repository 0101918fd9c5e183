"""How likely customers are to come back in the event, from the shop's own orders."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from planner.customers.assumptions import CustomerAssumptions
from planner.customers.bgnbd import Fit, Floats, Histories, Interval, Outlook, fit, outlook
from planner.customers.reading import DAYS_OF_WEEK, Cells, CustomerFacts, Flags
from planner.language import Message, Quantity, Unit, say

FEWEST_WEEKS = 13
"""Orders of a shorter time tell next to nothing of how long customers pause."""
FITS_KEPT = 8
FEWEST_COVERED = 0.9
"""Share of the weeks with orders; where lists have holes, a pause is no pause of the customer."""


@dataclass(frozen=True, eq=False)
class Returns:
    """The shop's own rates of return, or why there are none.

    Attributes:
        fitted: BG/NBD; None where the lists do not tell it.
        why_not: the reason, for the reader; None where it is fitted.
        wait_weeks: from the end of the lists to the window.
        window_weeks: length of the window.
        cells: the customers.
    """

    fitted: Fit | None
    why_not: Message | None
    wait_weeks: float
    window_weeks: float
    cells: Cells

    def share(self, rows: Flags) -> Interval | None:
        """Return the share of some customers who come back; None where it is not known."""
        return self.outlook.share(rows & self.cells.are_customers) if self.outlook else None

    @cached_property
    def outlook(self) -> Outlook | None:
        """Return whether the customers of each cell come back; None where nothing is fitted."""
        if self.fitted is None:
            return None
        return outlook(self.fitted, self.cells.histories, self.wait_weeks, self.window_weeks)


def find_returns(
    facts: CustomerFacts, first_day: date, window_days: int, given: CustomerAssumptions
) -> Returns:
    """Return how likely customers are to buy in the window, fitted to all their orders so far."""
    cells = facts.cells
    customers = _merged(_rows_of(cells.histories, cells.are_customers))
    why_not = _too_short(facts, customers, given)
    fitted = None if why_not else _fit_of(_columns(customers).tobytes())
    if fitted is None and why_not is None:
        why_not = say("the fit to your orders does not settle on one answer")
    return Returns(
        fitted,
        why_not,
        max(0, (first_day - facts.until).days) / DAYS_OF_WEEK,
        window_days / DAYS_OF_WEEK,
        cells,
    )


@lru_cache(maxsize=FITS_KEPT)
def _fit_of(columns: bytes) -> Fit | None:
    """Return the fit to histories given as their bytes: equal ones are fitted once.

    How customers are grouped changes with every limit that somebody moves, their histories do not.
    """
    each = np.frombuffer(columns, dtype=np.float64).reshape(-1, 4)
    return fit(Histories(each[:, 0], each[:, 1], each[:, 2], each[:, 3]))


def _columns(histories: Histories) -> Floats:
    return np.column_stack(
        (histories.repeats, histories.last, histories.observed, histories.customers)
    )


def _too_short(
    facts: CustomerFacts, customers: Histories, given: CustomerAssumptions
) -> Message | None:
    """Return why the lists cannot tell how customers come back; None where they can."""
    doubts = facts.doubts
    if not customers.count:
        return say("no paid order before the event names its buyer")
    if doubts.weeks < FEWEST_WEEKS:
        return say(
            "your order lists cover {weeks} weeks, at least {needed} are needed",
            weeks=doubts.weeks,
            needed=FEWEST_WEEKS,
        )
    covered = doubts.weeks_with_orders / doubts.weeks
    if covered < FEWEST_COVERED:
        return say(
            "your order lists have holes: only {share} of the weeks from {first} to {last} hold"
            " orders, so a pause may be one of the lists",
            share=Quantity(covered, Unit.SHARE),
            first=doubts.first_day,
            last=doubts.last_day,
        )
    repeats = int(customers.customers[customers.repeats > 0].sum())
    if repeats < given.fewest_repeats:
        return say(
            "only {repeats} customers bought on two days or more, at least {needed} are needed",
            repeats=repeats,
            needed=given.fewest_repeats,
        )
    return None


def _rows_of(histories: Histories, rows: Any) -> Histories:
    return Histories(
        histories.repeats[rows],
        histories.last[rows],
        histories.observed[rows],
        histories.customers[rows],
    )


def _merged(histories: Histories) -> Histories:
    """Return equal histories together, however their customers are grouped."""
    if not len(histories.repeats):
        return histories
    columns = _columns(histories)
    different, place = np.unique(columns[:, :3], axis=0, return_inverse=True)
    customers = np.bincount(place.ravel(), weights=histories.customers).astype(float)
    return Histories(different[:, 0], different[:, 1], different[:, 2], customers)
