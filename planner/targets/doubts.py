"""What in the sheets makes the plan doubtful: one unusual order, ordinary days that were none.

Each doubt says what was counted, why it matters and what to do. None of them changes a number: a
manager decides what was unusual.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from planner.demand import Reference
from planner.figures import Entry, Origin
from planner.language import Message, Quantity, Unit, say

LARGE_SHARE = Decimal("0.1")
"""An hour with so much of the window's revenue decides what the plan looks like."""
UNUSUAL_VALUE = 10
"""Orders worth so many times the others are no ordinary orders of this shop."""
UNUSUAL_MULTIPLE = 10
"""Twice what the published shop reached in an event, 4.5–5 ordinary days (TGT-7)."""
WIDE = 10
"""From this overdispersion on a manager will ask why: five times the planner's own start."""
_TENTH = Decimal("0.1")


def unusual_hours(reference: Reference) -> tuple[Message, ...]:
    """Return the hours of the last event that a few orders of unusual value decide.

    Formula: an hour with at least 10 % of the window's paid amount, whose orders are worth 10 times
    those of all other hours.
    """
    return tuple(_unusual_hours(reference))


def _unusual_hours(reference: Reference) -> Iterator[Message]:
    paid = sum((hour.paid_amount for hour in reference.hours), Decimal(0))
    orders = sum(hour.orders_paid for hour in reference.hours)
    for hour in reference.hours:
        other_orders, other_paid = orders - hour.orders_paid, paid - hour.paid_amount
        if not hour.orders_paid or not other_orders or other_paid <= 0:
            continue
        times = hour.paid_amount / hour.orders_paid / (other_paid / other_orders)
        if hour.paid_amount >= LARGE_SHARE * paid and times >= UNUSUAL_VALUE:
            yield say(
                "Orders paid in the hour from {moment}: {orders}. They brought {amount}, {share} of"
                " the last event, at {times} times the usual order value. If one of them was a"
                " mistake or a single large deal, plan without it: set the goal as an amount, and"
                " type that hour and its product in the breakdown. It also makes the bands wide.",
                moment=hour.hour_start,
                orders=hour.orders_paid,
                amount=Quantity(hour.paid_amount, Unit.MONEY),
                share=Quantity(hour.paid_amount / paid, Unit.SHARE),
                times=Quantity(times.quantize(_TENTH), Unit.COUNT),
            )


def ordinary_doubt(reference: Reference, ordinary: Reference | None) -> Message | None:
    """Return why the ordinary days may have been none; None where nothing speaks against them.

    Formula: a day of the last event had at least 10 times the paid orders of an ordinary day.
    """
    if ordinary is None:
        return None
    event, usual = (
        Decimal(str(window.totals["orders_paid"].value or 0)) / window.day_count
        for window in (reference, ordinary)
    )
    if not usual or event / usual < UNUSUAL_MULTIPLE:
        return None
    return say(
        "A day of the last event had {times} times the orders of an ordinary day, where 5 times is"
        " a great success (TGT-7). Were the days from {first} to {last} ordinary? A shutdown, a"
        " holiday, goods sold out or rows missing from the sheet make them too low, and whatever is"
        " compared with them too high.",
        times=Quantity((event / usual).quantize(_TENTH), Unit.COUNT),
        first=ordinary.first_day,
        last=ordinary.last_day,
    )


def why_wide(entries: Mapping[str, Entry], ordinary: Reference | None) -> Message:
    """Return what the width of the bands follows from, and what to do where they are wide."""
    dispersion = entries["demand.hour_dispersion"]
    told = {
        "times": Quantity(Decimal(str(dispersion.value)).quantize(_TENTH), Unit.COUNT),
        "event": Quantity(entries["demand.event_uncertainty_share"].value, Unit.SHARE),
    }
    if ordinary is None or dispersion.origin is not Origin.SHEET:
        return say(
            "How wide the bands are: an hour varies {times} times as much as chance alone, and the"
            " whole event may miss the plan by {event}.",
            **told,
        )
    days = {"first": ordinary.first_day, "last": ordinary.last_day}
    if Decimal(str(dispersion.value)) < WIDE:
        return say(
            "How wide the bands are: on the ordinary days from {first} to {last} an hour varied"
            " {times} times as much as chance alone, and the whole event may miss the plan by"
            " {event}.",
            **told,
            **days,
        )
    return say(
        "Why the bands are so wide: on the ordinary days from {first} to {last} an hour varied"
        " {times} times as much as chance alone; the planner's own start is {start} times. Days"
        " that were not alike do that: a shutdown, a holiday, a re-opening. What to do: take fewer"
        " or more ordinary days, load weeks that were ordinary, or type a number of your own.",
        **told,
        **days,
        start=Quantity(dispersion.assumption.default, Unit.COUNT),
    )


def bands_ask(entries: Mapping[str, Entry]) -> bool:
    """Return whether a manager will ask about the width of the bands, or has set it."""
    dispersion = entries["demand.hour_dispersion"]
    return dispersion.origin is Origin.EDITED or Decimal(str(dispersion.value)) >= WIDE
