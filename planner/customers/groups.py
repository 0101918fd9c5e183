"""The groups that customers are in: their size, what they are worth, who comes back (AFT-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from planner.customers.bgnbd import Floats, Interval
from planner.customers.reading import MARKS, Cells, Flags
from planner.customers.returns import Returns
from planner.demand import CENTS
from planner.language import Message, say

STAGES: Mapping[str, Message] = {
    "new": say("New"),
    "returning": say("Bought again"),
    "back": say("Lapsed and back"),
    "lapsed": say("Lapsed"),
    "dormant": say("Long gone"),
    "prospect": say("Nothing paid yet"),
}
"""Where buyers stand; everybody is in just one of them."""

STAGE_MEANINGS: Mapping[str, Message] = {
    "new": say("bought on one day, lately"),
    "returning": say("bought on two days or more, the last lately"),
    "back": say("bought lately, after a pause as long as those of the lapsed"),
    "lapsed": say("not for the days that count as lapsed"),
    "dormant": say("for longer than that"),
    "prospect": say("an order lately, but none was ever paid"),
}

MARK_LABELS: Mapping[str, Message] = {
    "is_good": say("Good customers"),
    "is_unpaid": say("With an unpaid order"),
    "in_return": say("In return"),
    "full_price": say("Paid full price lately"),
    "answered": say("Answered a wave"),
    "unsubscribed": say("Unsubscribed"),
}
"""What buyers are marked with beside their stage; somebody may have several marks, or none."""
OF_ANSWERS = ("answered", "unsubscribed")
"""Marks that a list of answers tells."""


@dataclass(frozen=True)
class Group:
    """Some buyers.

    Attributes:
        key: of the group.
        label: what it is called.
        customers: how many they are.
        paid_amount: all that they paid so far.
        last_amount: what they paid on their last days with a purchase.
        returning: share that comes back in the event's window; None where no list tells it.
        by_waves: the same by the planner's rates, each customer by the furthest wave that reaches
            him (TGT-2).
    """

    key: str
    label: Message
    customers: int
    paid_amount: Decimal
    last_amount: Decimal
    returning: Interval | None
    by_waves: float

    @property
    def paid_each(self) -> Decimal | None:
        """Return what one of them paid so far; None where there is nobody."""
        return self.paid_amount / self.customers if self.customers else None

    @property
    def last_each(self) -> Decimal | None:
        """Return what one of them paid on the last day; None where there is nobody."""
        return self.last_amount / self.customers if self.customers else None

    @property
    def rate(self) -> float:
        """Return the share that comes back: by the shop's own orders, else by the waves."""
        return self.returning.mean if self.returning else self.by_waves

    @property
    def expected(self) -> float:
        """Return how many of them come back.

        Worked example: 200 customers of whom 0.15 come back → 30.
        """
        return self.customers * self.rate


def by_stage(cells: Cells, returns: Returns, rates: Floats) -> tuple[Group, ...]:
    """Return the buyers by where they stand; they add up to all of them."""
    return tuple(
        group_of(key, label, cells.stage == key, cells, returns, rates)
        for key, label in STAGES.items()
    )


def by_mark(
    cells: Cells, returns: Returns, rates: Floats, answers_are_known: bool
) -> tuple[Group, ...]:
    """Return the buyers by what they are marked with; these groups overlap.

    Answers are told of where a list of them was loaded.
    """
    return tuple(
        group_of(name, MARK_LABELS[name], cells.marks[name], cells, returns, rates)
        for name in MARKS
        if answers_are_known or name not in OF_ANSWERS
    )


def everybody(cells: Cells, returns: Returns, rates: Floats) -> Group:
    """Return all customers: whoever paid at least once."""
    return group_of("all", say("All customers"), cells.are_customers, cells, returns, rates)


def group_of(
    key: str, label: Message, rows: Flags, cells: Cells, returns: Returns, rates: Floats
) -> Group:
    """Return the buyers that some rows stand for; ``rates`` are those of the waves, by row."""
    count = cells.count(rows)
    return Group(
        key,
        label,
        count,
        _money(cells.paid_amount[rows]),
        _money(cells.last_amount[rows]),
        returns.share(np.asarray(rows)),
        float((rates[rows] * cells.histories.customers[rows]).sum()) / count if count else 0.0,
    )


def _money(amounts: object) -> Decimal:
    """Return a sum of cents; floats hold them exactly up to ninety thousand million."""
    cents = int(np.rint(np.asarray(amounts, dtype=float) * CENTS).sum())
    return Decimal(cents) / CENTS
