"""Days whose revenue was typed: their hours are scaled to it, and all columns with them (TGT-6)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.demand.splitting import CENTS, split_exactly

HOURS = 24
FINER = 100
"""Counts are weighed in hundredths of an order, so that scaling a day rounds nothing that shows."""


def weights_by_day(
    weights: Mapping[str, Sequence[Decimal | int]], day_revenue: Sequence[Decimal]
) -> Mapping[str, Sequence[Decimal | int]]:
    """Return the weights of hours such that each day brings the revenue given.

    Formula: an hour's revenue = its day's revenue × its share of the day, by largest remainder, so
    that the days are met to the cent; an hour's orders, parcels and items are weighed by what they
    were × the day's revenue ÷ what the day's revenue would have been. Hours of a day that sold
    nothing share its revenue, and its orders at the window's revenue per order, evenly.

    >>> weights_by_day({"revenue": [3] + [0] * 23, "orders_paid": [2] + [0] * 23}, [Decimal(6)])[
    ...     "revenue"
    ... ][:2]
    [Decimal('6'), Decimal('0')]
    """
    revenue = weights["revenue"]
    scaled: dict[str, list[Decimal | int]] = {name: [] for name in weights}
    total = sum(max(0, int(weight * CENTS)) for weight in revenue) or 1
    goal = sum(int(amount * CENTS) for amount in day_revenue)
    for day, amount in enumerate(day_revenue):
        hours = slice(day * HOURS, (day + 1) * HOURS)
        wanted = int(amount * CENTS)
        parts = split_exactly(wanted, revenue[hours])
        scaled["revenue"] += [Decimal(part) / CENTS for part in parts]
        was = sum(max(0, int(weight * CENTS)) for weight in revenue[hours])
        for name, column in weights.items():
            if name == "revenue":
                continue
            whole = sum(int(weight * FINER) for weight in column)
            if was:
                # Both sides in the same money: the day's share of the goal ÷ its share then.
                scaled[name] += [
                    int(weight * FINER * wanted * total) // (was * (goal or 1))
                    for weight in column[hours]
                ]
            else:
                scaled[name] += split_exactly(whole * wanted // (goal or 1), [1] * HOURS)
    return scaled
