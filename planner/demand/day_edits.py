"""Days and hours whose revenue was typed: all columns of an hour are scaled with it (TGT-6)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from planner.demand.reference import HOURS_OF_DAY
from planner.demand.splitting import CENTS, split_exactly

FINER = 100
"""Counts are weighed in hundredths of an order, so that scaling a day rounds nothing that shows."""
Weights = Mapping[str, Sequence[Decimal | int]]


def weights_by_day(
    weights: Weights,
    day_revenue: Sequence[Decimal],
    hour_revenue: Mapping[int, Decimal] | None = None,
) -> Weights:
    """Return the weights of hours such that each day, and each hour typed, brings what is given.

    Args:
        weights: by column, one an hour of the window.
        day_revenue: of every day of the window.
        hour_revenue: of the hours that somebody typed, by their place in the window; those of a
            day never come to more than it, and where all of a day are typed, to just that.

    Formula: the hours of a day that are not typed share what the typed ones leave, by largest
    remainder, so that days and typed hours are met to the cent; the orders, parcels and items of
    such a group of hours are weighed by what they were × the group's revenue ÷ what its revenue
    would have been. A group that sold nothing shares its revenue, and its orders at the window's
    revenue per order, evenly.

    >>> weights_by_day({"revenue": [3] + [0] * 23, "orders_paid": [2] + [0] * 23}, [Decimal(6)])[
    ...     "revenue"
    ... ][:2]
    [Decimal('6'), Decimal('0')]
    """
    revenue = [max(0, int(weight * CENTS)) for weight in weights["revenue"]]
    total = sum(revenue) or 1
    goal = sum(int(amount * CENTS) for amount in day_revenue) or 1
    wholes = {
        name: sum(int(weight * FINER) for weight in column) for name, column in weights.items()
    }
    scaled: dict[str, list[Decimal | int]] = {name: [0] * len(revenue) for name in weights}
    for hours, wanted in _groups(day_revenue, hour_revenue or {}):
        was = sum(revenue[hour] for hour in hours)
        for name, column in weights.items():
            found: Sequence[Decimal | int]
            if name == "revenue":
                parts = split_exactly(wanted, [column[hour] for hour in hours])
                found = [Decimal(part) / CENTS for part in parts]
            elif was:
                # Both sides in the same money: the group's share of the goal ÷ its share then.
                found = [
                    int(column[hour] * FINER * wanted * total) // (was * goal) for hour in hours
                ]
            else:
                found = split_exactly(wholes[name] * wanted // goal, [1] * len(hours))
            for hour, weight in zip(hours, found, strict=True):
                scaled[name][hour] = weight
    return scaled


def _groups(
    day_revenue: Sequence[Decimal], hour_revenue: Mapping[int, Decimal]
) -> Iterator[tuple[list[int], int]]:
    """Yield hours that are scaled together, with their cents: each typed hour, a day's rest."""
    for day, amount in enumerate(day_revenue):
        free, left = [], int(amount * CENTS)
        for hour in range(day * HOURS_OF_DAY, (day + 1) * HOURS_OF_DAY):
            if hour in hour_revenue:
                typed = int(hour_revenue[hour] * CENTS)
                left -= typed
                yield [hour], typed
            else:
                free.append(hour)
        if free:
            yield free, left
