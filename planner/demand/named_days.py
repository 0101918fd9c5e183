"""Days that a manager names for a back-test: which they are, or what is wrong with them."""

from collections.abc import Mapping, Sequence
from datetime import date

from planner.demand.product_history import Days
from planner.language import Message, say


def first_named(orders: Mapping[date, int]) -> tuple[date | None, date | None]:
    """Return the day to begin with, and the same day of the year before.

    It is the day with most orders of those that have orders on the same day a year earlier too;
    where none has, the day with most orders, and no past one.

    Args:
        orders: by day.

    >>> first_named({date(2025, 11, 11): 4, date(2026, 6, 18): 9, date(2026, 11, 11): 7})
    (datetime.date(2026, 11, 11), datetime.date(2025, 11, 11))
    >>> first_named({date(2026, 6, 18): 9, date(2026, 11, 11): 7})
    (datetime.date(2026, 6, 18), None)
    """
    earlier = {
        day: day.replace(year=day.year - 1)
        for day, count in orders.items()
        if count and (day.month, day.day) != (2, 29)
    }
    twice = [day for day, before in earlier.items() if orders.get(before)]
    best = max(twice or orders, key=lambda day: orders[day], default=None)
    return best, earlier[best] if best in twice else None


def named_event(first: date | None, last: date | None, days: Sequence[date]) -> Days | Message:
    """Return the days to hold out, or why they are none.

    Args:
        first: of them.
        last: of them; None = it is one day.
        days: on which the sheets hold orders, oldest first, at least one.

    Example (tests/demand): the first without a last is one day; 9 December with a last day on the
    1st is refused, and so are days on which nothing was sold.
    """
    return _named(first, last, days) or say("Name the first day of the event to hold out.")


def named_past(
    first: date | None,
    last: date | None,
    days: Sequence[date],
    event: Days | None,
    others: Sequence[Days] = (),
) -> Days | Message | None:
    """Return the days of a past event, or why they are none; None where nothing is named.

    Args:
        first: of them.
        last: of them; None = it is one day.
        days: on which the sheets hold orders, oldest first, at least one.
        event: the days held out, which the past event must not reach; None while they are wrong.
        others: past events that are named already.
    """
    told = _named(first, last, days)
    if told is None or isinstance(told, Message):
        return told
    if event is not None and told[1] >= event[0]:
        return say("A past event ends before the held-out one begins, on {day}.", day=event[0])
    if any(told[0] <= other[1] and other[0] <= told[1] for other in others):
        return say("These days belong to another past event already.")
    return told


def _named(first: date | None, last: date | None, days: Sequence[date]) -> Days | Message | None:
    if first is None:
        return None if last is None else say("The first day is missing.")
    last = last or first
    if last < first:
        return say("The last day lies before the first.")
    if not any(first <= day <= last for day in days):
        return say(
            "The sheets hold no orders on these days; they go from {first} to {last}.",
            first=days[0],
            last=days[-1],
        )
    return first, last
