"""How customers buy again: how long they pause, by cohort, and their share over time (AFT-4, 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from planner.customers.reading import QUERIES, CustomerFacts
from planner.figures import Level
from planner.language import Message, Quantity, Unit, say

TENTHS = range(10, 101, 10)
PUBLISHED: Mapping[int, int] = {
    10: 2, 20: 5, 30: 9, 40: 14, 50: 22, 60: 32, 70: 44, 80: 73, 90: 122, 100: 343,
}  # fmt: skip
"""One liquor shop: per cent of those who bought again → days they took at most (AFT-4)."""
HEALTHY = Decimal("0.30")
"""Share of returning customers that is healthy, where it is steady or rising (AFT-5)."""
STEADY = Decimal("0.02")
"""Less than that is no change."""
MONTHS_JUDGED = 3
HALF_A_YEAR_BEFORE = 365 + 183
"""Days of lists from which on the year before the last is told."""
FEWEST_PAUSES = 30
"""With fewer the curve jumps with every customer."""


@dataclass(frozen=True)
class Pauses:
    """How long those who bought again took.

    Attributes:
        purchases: that came back.
        counts: days → purchases that came back after so many.
    """

    purchases: int
    counts: Mapping[int, int]

    def within(self, per_cent: int) -> int | None:
        """Return the days within which so many of 100 purchases came back; None where none did.

        Worked example: pauses of 2, 5 and 30 days → half of them within 5 days.

        >>> Pauses(3, {2: 1, 5: 1, 30: 1}).within(50)
        5
        """
        reached = accumulate(self.counts.values())
        for days, so_far in zip(self.counts, reached, strict=True):
            if so_far * 100 >= per_cent * self.purchases:
                return days
        return None

    @property
    def tells_enough(self) -> bool:
        """Return whether a curve can be drawn of them."""
        return self.purchases >= FEWEST_PAUSES


def read_pauses(facts: CustomerFacts) -> tuple[Pauses, Pauses]:
    """Return the pauses that ended in the last year, and those of the year before.

    Of a year that the lists hold less than half of no pause is told: long ones would be missing.
    """
    rows = facts.dataset.rows(QUERIES["repurchase_pauses"], until=facts.until)
    found = []
    for is_last, reach in ((True, 0), (False, HALF_A_YEAR_BEFORE)):
        first = facts.doubts.first_day
        if first is None or (facts.until - first).days < reach:
            rows = [row for row in rows if row["is_last_year"] != is_last]
        counts = {row["days"]: row["purchases"] for row in rows if row["is_last_year"] == is_last}
        found.append(Pauses(sum(counts.values()), counts))
    return found[0], found[1]


@dataclass(frozen=True)
class Cohort:
    """Customers whose first purchase lies in one month.

    Attributes:
        month: first day of it.
        is_event: the first purchase lies in the days of the last event.
        customers: how many.
        buyers: months after → how many of them bought then; months that are over alone.
    """

    month: date
    is_event: bool
    customers: int
    buyers: Mapping[int, int]

    def share(self, months_after: int) -> float | None:
        """Return the share that bought then; None where that month is not over."""
        found = self.buyers.get(months_after)
        return None if found is None else found / self.customers


def read_cohorts(facts: CustomerFacts, event: tuple[date, date]) -> tuple[Cohort, ...]:
    """Return the cohorts by month, those of the last event apart, oldest first."""
    rows = facts.dataset.rows(
        QUERIES["cohorts"], until=facts.until, event_first=event[0], event_last=event[1]
    )
    found: dict[tuple[date, bool], tuple[int, dict[int, int]]] = {}
    for row in rows:
        _, buyers = found.setdefault((row["month"], row["is_event"]), (row["customers"], {}))
        buyers[row["months_after"]] = row["buyers"]
    return tuple(
        Cohort(
            month,
            is_event,
            customers,
            {
                after: buyers.get(after, 0)
                for after in range(1, months_over(month, facts.until) + 1)
            },
        )
        for (month, is_event), (customers, buyers) in found.items()
    )


def months_over(month: date, until: date) -> int:
    """Return how many months after one are over on a day.

    >>> [months_over(date(2026, 9, 1), day) for day in (date(2026, 11, 30), date(2026, 12, 1))]
    [1, 2]
    """
    return max(0, (until.year - month.year) * 12 + until.month - month.month - 1)


def cohort_shares(cohorts: Sequence[Cohort], is_event: bool) -> Mapping[int, float]:
    """Return months after → share of the cohorts' customers who bought then, each month alike.

    Formula: Σ buyers ÷ Σ customers of the cohorts for which the month is over.

    Worked example: 10 of 100 customers of May and 30 of 100 of June in the first month after: 0.2.
    """
    chosen = [one for one in cohorts if one.is_event == is_event]
    months = sorted({after for one in chosen for after in one.buyers})
    shares = {}
    for after in months:
        over = [one for one in chosen if after in one.buyers]
        shares[after] = sum(one.buyers[after] for one in over) / sum(one.customers for one in over)
    return shares


@dataclass(frozen=True)
class Month:
    """Who bought in a month, and how many of them had bought in an earlier one."""

    month: date
    buyers: int
    returning: int

    @property
    def share(self) -> Decimal:
        """Return the share of returning customers among the buyers."""
        return Decimal(self.returning) / self.buyers


def read_months(facts: CustomerFacts) -> tuple[Month, ...]:
    """Return all months with a buyer, oldest first; the last one may not be over."""
    rows = facts.dataset.rows(QUERIES["returning_months"], until=facts.until)
    return tuple(Month(**row) for row in rows)


def returning_share(months: Sequence[Month], until: date) -> Decimal | None:
    """Return the share of returning customers among the buyers of the last months that are over.

    Formula: Σ returning ÷ Σ buyers of the last three of them; None where none is over.
    """
    over = _over(months, until)[-MONTHS_JUDGED:]
    buyers = sum(one.buyers for one in over)
    return Decimal(sum(one.returning for one in over)) / buyers if buyers else None


def judge_months(
    months: Sequence[Month], until: date, event: tuple[date, date]
) -> tuple[Level, Message]:
    """Return whether the share of returning customers is healthy (AFT-5).

    Around 30 % or more, steady or rising, is healthy. Months of the event are left out: the number
    of customers jumps in them, and the share falls without anybody leaving.
    """
    usual = [one for one in _over(months, until) if not _holds(one.month, event)]
    last = usual[-MONTHS_JUDGED:]
    if len(last) < MONTHS_JUDGED:
        return Level.AT_RISK, say(
            "{months} months without the event are over; three are needed to judge the share.",
            months=len(last),
        )
    now, then = last[-1].share, last[0].share
    level = Level.READY if now >= HEALTHY - STEADY and now >= then - STEADY else Level.AT_RISK
    fields = {
        "now": Quantity(now, Unit.SHARE),
        "then": Quantity(then, Unit.SHARE),
        "healthy": Quantity(HEALTHY, Unit.SHARE),
    }
    if level is Level.READY:
        sentence = say(
            "{now} of the buyers had bought before, after {then} two months earlier: around"
            " {healthy} and steady or rising is healthy."
        )
    elif now < then - STEADY:
        sentence = say(
            "{now} of the buyers had bought before, after {then} two months earlier: it falls, and"
            " these are not the months of the event."
        )
    else:
        sentence = say(
            "{now} of the buyers had bought before, after {then} two months earlier: around"
            " {healthy} is healthy."
        )
    return level, Message(sentence.template, fields)


def _over(months: Sequence[Month], until: date) -> list[Month]:
    this_month = until.replace(day=1)
    return [one for one in months if one.month < this_month]


def _holds(month: date, event: tuple[date, date]) -> bool:
    following = (month + timedelta(days=31)).replace(day=1)
    return event[0] < following and event[1] >= month
