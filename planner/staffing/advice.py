"""The hours that decide how many people it takes, and what would keep a broken promise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.figures import Figure, rounded_up
from planner.language import Message, Quantity, Unit, say
from planner.staffing.accounts import LIMITS
from planner.staffing.assumptions import StaffingAssumptions
from planner.staffing.flow import PackingPlan, hours_more
from planner.staffing.positions import POSITIONS, Group
from planner.staffing.roster import Roster

CONTACTS: Mapping[str, Message] = {
    "before": say("{count} inquiries in that hour, the most of all"),
    "during": say("{count} contacts in that hour about orders on their way, the most of all"),
    "after": say("{count} contacts in that hour about parcels received, the most of all"),
    "reminders": say("{count} unpaid orders to remind in that hour, the most of all"),
}
LIMIT_LABELS: Mapping[str, Message] = {
    "printers": say("printers"),
    "checking_stations": say("checking stations"),
    "packing_stations": say("packing stations"),
}


@dataclass(frozen=True)
class Decision:
    """An hour, or a stretch of hours, that decides how many people it takes.

    Attributes:
        who: works in it.
        first: start of its first hour.
        until: end of its last hour.
        people: at work at once.
        why: it decides.
    """

    who: Message
    first: datetime
    until: datetime
    people: int
    why: Message


@dataclass(frozen=True)
class Remedy:
    """One thing that alone would keep the promise as far as it reaches.

    Attributes:
        what: to have more of.
        have: of it now.
        need: of it.
    """

    what: Message
    have: int
    need: int


def decisions(roster: Roster, starts: Sequence[datetime]) -> tuple[Decision, ...]:
    """Return the hours at peak crew, each with why; those without anybody are left out.

    Customer service is decided by its busiest hour. The warehouse is decided by a stretch of hours:
    the parcels paid in it and their deadline ask for the highest rate.

    Args:
        roster: of the plan.
        starts: of the hours of its parcels.
    """
    return (
        *_service_decisions(roster),
        *_line_decision(roster.packing, starts),
        *_busiest(roster),
    )


def _service_decisions(roster: Roster) -> Iterator[Decision]:
    for one in POSITIONS:
        if one.group is not Group.SERVICE or not any(roster.on_duty[one.key]):
            continue
        asked, people = roster.contacts[one.key], roster.on_duty[one.key]
        at = max(range(len(people)), key=lambda index: (people[index], asked[index]))
        start = roster.starts[at]
        count = Message(
            CONTACTS[one.key].template, {"count": Quantity(round(asked[at]), Unit.COUNT)}
        )
        yield Decision(one.label, start, start + timedelta(hours=1), people[at], count)


def _line_decision(packing: PackingPlan, starts: Sequence[datetime]) -> Iterator[Decision]:
    if packing.deciding is None:
        return
    first, last, due = packing.deciding
    paid = sum(hour.arrived for hour in packing.hours[first : last + 1])
    # A deadline may lie behind the hours that are planned: the promise is longer than the window.
    deadline = starts[0] + timedelta(hours=due + 1)
    yield Decision(
        Group.WAREHOUSE.label,
        starts[first],
        starts[last] + timedelta(hours=1),
        packing.crew,
        say(
            "{parcels} parcels are paid in these hours and must leave by {moment}: {rate} an open"
            " hour",
            parcels=paid,
            moment=deadline,
            rate=packing.parcels_per_hour,
        ),
    )


def _busiest(roster: Roster) -> Iterator[Decision]:
    people = roster.people()
    if not any(people):
        return
    at = max(range(len(people)), key=people.__getitem__)
    start = roster.starts[at]
    groups = {group: roster.people(group)[at] for group in Group}
    yield Decision(
        say("Everybody together"),
        start,
        start + timedelta(hours=1),
        people[at],
        say(
            "{service} in customer service, {warehouse} in the warehouse, {preparation} in"
            " preparation, {command} in the command group",
            service=groups[Group.SERVICE],
            warehouse=groups[Group.WAREHOUSE],
            preparation=groups[Group.PREPARATION],
            command=groups[Group.COMMAND],
        ),
    )


def remedies(
    packing: PackingPlan,
    starts: Sequence[datetime],
    given: StaffingAssumptions,
    outputs: Mapping[str, Figure],
) -> tuple[Remedy, ...]:
    """Return what would keep the promise: more of each machine that is short, or longer hours.

    Example: 216 parcels an hour asked for, 2 packing stations of 72 → one station more.
    """
    if not packing.late:
        return ()
    found = []
    for step, limit, machine in LIMITS:
        have = getattr(given, limit)
        if have is None:
            continue
        own = getattr(given, machine) if machine else float(outputs[step].required)
        need = rounded_up(packing.parcels_per_hour / own)
        if need > have:
            found.append(Remedy(LIMIT_LABELS[limit], have, need))
    more = hours_more(
        [hour.arrived for hour in packing.hours],
        starts,
        given.opens_at,
        given.closes_at,
        given.promise_hours,
        packing.pace,
    )
    if more is not None:
        now = (given.closes_at - given.opens_at) % 24 or 24
        found.append(Remedy(say("opening hours a day"), now, now + more))
    return tuple(found)
