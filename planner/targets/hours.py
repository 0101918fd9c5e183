"""The hours of each day: those somebody typed stay, the others share what their day has left.

The hours are those of the forecast, so people, parcels and cartons follow a typed hour just as
they follow a typed day (TGT-6).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from planner.campaign.settings import Stored
from planner.demand import CENTS, Demand, Reference
from planner.language import Message, Quantity, Unit, say
from planner.targets.breakdown import Breakdown, Part, edits_of, rebalanced

HOUR = "hour"
"""Name of the dimension: an hour is the field ``targets.breakdown.hour.2027-11-11T20``."""


def hour_key(start: datetime) -> str:
    """Return the name of an hour in the plan's fields.

    >>> hour_key(datetime(2027, 11, 11, 20))
    '2027-11-11T20'
    """
    return start.strftime("%Y-%m-%dT%H")


def typed_hours(
    demand: Demand, days: Breakdown, values: Mapping[str, Stored]
) -> Mapping[int, Decimal]:
    """Return the revenue in force of the hours somebody typed, by their place in the window.

    Hours that no longer fit their day (it was typed lower, or the goal fell) are scaled to it.
    """
    edits = edits_of(values, HOUR)
    if not edits:
        return {}
    in_force: dict[int, Decimal] = {}
    places = enumerate(demand.hours)
    hours_by_day = groupby(places, key=lambda placed: placed[1].start.date())
    for (_, placed), day in zip(hours_by_day, days.parts, strict=True):
        hours = [(place, edits.get(hour_key(hour.start))) for place, hour in placed]
        typed = {
            n: int(amount * CENTS) for n, (_, amount) in enumerate(hours) if amount is not None
        }
        if typed:
            cents, _ = rebalanced(int(day.amount * CENTS), [0] * len(hours), typed)
            in_force |= {hours[n][0]: Decimal(cents[n]) / CENTS for n in typed}
    return in_force


def by_hour(
    demand: Demand, reference: Reference, values: Mapping[str, Stored]
) -> Mapping[date, Breakdown]:
    """Return each day by hour, as the forecast has it; the hours of a day sum to it to the cent."""
    edits = edits_of(values, HOUR)
    lost = sorted(set(edits) - {hour_key(hour.start) for hour in demand.hours})
    pairs = zip(demand.hours, reference.hours, strict=True)
    found = {}
    for day, hours in groupby(pairs, key=lambda pair: pair[0].start.date()):
        parts = tuple(
            Part(
                hour_key(hour.start),
                hour.start,
                hour.revenue,
                past.paid_amount,
                hour_key(hour.start) in edits,
            )
            for hour, past in hours
        )
        found[day] = Breakdown(
            HOUR,
            say("Hour"),
            parts,
            say("Hours follow the last event's; people and parcels follow their hour."),
            tuple(_problems(day, parts, edits, len(lost))),
            tuple(lost),
        )
    return found


def _problems(
    day: date, parts: tuple[Part, ...], edits: Mapping[str, Decimal], lost: int
) -> Iterator[Message]:
    typed = [part for part in parts if part.edited]
    if any(edits[part.key] != part.amount for part in typed):
        yield say(
            "The hours typed for {day} come to {sum}, the day brings {amount}: they are scaled to"
            " it. Edit or reset them.",
            day=day,
            sum=Quantity(sum((edits[part.key] for part in typed), Decimal(0)), Unit.MONEY),
            amount=Quantity(sum((part.amount for part in parts), Decimal(0)), Unit.MONEY),
        )
    if lost:
        yield say(
            "{count} typed hours are not in the campaign window any more and count for nothing.",
            count=lost,
        )
