"""Customers by how lately, often and much they bought, and by their last order (AFT-6)."""

from dataclasses import dataclass
from decimal import Decimal

from planner.customers.reading import QUERIES, CustomerFacts

BANDS = 12
"""Of order values; the last one is open above."""
SCORES = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Score:
    """Customers with the same scores.

    Attributes:
        recency: fifth of the customers, 5 the latest.
        frequency: days with a purchase, 5 = five or more.
        monetary: fifth of the customers, 5 those who paid most.
        customers: how many.
        paid_amount: all that they paid.
    """

    recency: int
    frequency: int
    monetary: int
    customers: int
    paid_amount: Decimal


@dataclass(frozen=True)
class ValueBand:
    """Customers by what they paid on the last day.

    Attributes:
        low: from this amount on.
        high: up to this; None = open above.
        customers: how many.
        last_amount: what they paid then.
        paid_amount: all that they paid so far.
        next_offer: worth offering next: just above the band (AFT-6); of the open band its own mean.
    """

    low: Decimal
    high: Decimal | None
    customers: int
    last_amount: Decimal
    paid_amount: Decimal
    next_offer: Decimal


@dataclass(frozen=True)
class LastCategory:
    """Customers by the category of their last order; None = no list tells it."""

    category: str | None
    customers: int
    paid_amount: Decimal


def read_scores(facts: CustomerFacts) -> tuple[Score, ...]:
    """Return the customers by their scores for recency, frequency and money."""
    return tuple(Score(**row) for row in facts.dataset.rows(QUERIES["rfm"], until=facts.until))


def read_value_bands(facts: CustomerFacts, width: Decimal) -> tuple[ValueBand, ...]:
    """Return the customers by the value of the last order.

    Worked example (AFT-6): a width of 50, last paid 150–200 → offer a little above 200, so 200.
    """
    rows = facts.dataset.rows(
        QUERIES["last_values"], until=facts.until, band_width=width, bands=BANDS
    )
    return tuple(_band(width, **row) for row in rows)


def _band(
    width: Decimal, band: int, customers: int, last_amount: Decimal, paid_amount: Decimal
) -> ValueBand:
    low, is_open = width * band, band == BANDS - 1
    high = None if is_open else low + width
    next_offer = round(last_amount / customers, 2) if high is None else high
    return ValueBand(low, high, customers, last_amount, paid_amount, next_offer)


def read_last_categories(facts: CustomerFacts) -> tuple[LastCategory, ...]:
    """Return the customers by the category of the last order, the largest group first."""
    rows = facts.dataset.rows(QUERIES["last_categories"], until=facts.until)
    return tuple(LastCategory(**row) for row in rows)
