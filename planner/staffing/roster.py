"""Everybody who is on duty, hour by hour and position by position, at one quantile of the demand.

Each hour takes its own quantile of orders and parcels (:mod:`planner.demand`). Quantiles do not
add: a roster at P95 is enough for each hour taken by itself in 95 of 100 cases, and for what pools
many hours, the parcels of two days or the contacts of a week, on the safe side of that.

People to roster = people on duty ÷ productive share, rounded up; the reserve for breaks and absence
is shared within a group. In customer service along the positions: of the sums so far, each rounded
up, the differences. In the warehouse by the work of the steps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import numpy.typing as npt

from planner.demand import HOURS_OF_DAY, Demand, Quantile
from planner.figures import rounded_up
from planner.staffing.assumptions import StaffingAssumptions
from planner.staffing.contacts import (
    backlog_of,
    care_hours,
    reminders_by_hour,
    spread_over_days,
)
from planner.staffing.erlang import (
    ServiceQuality,
    agents_by_hour,
    agents_needed,
    chat_factor,
    load_erlangs,
    without_end,
)
from planner.staffing.erlang_a import agents_with_patience, with_patience
from planner.staffing.flow import (
    Floats,
    Ints,
    PackingPlan,
    all_steps,
    apportioned,
    is_open,
    plan_packing,
    rounded_up_all,
)
from planner.staffing.positions import POSITIONS, STEPS, Group, Position

COUNT_DAYS = (-3, -2)
"""The full count of event products, CAL-4."""
SERVICE_OF = {"before": "handling_seconds", "during": "during_seconds", "after": "after_seconds"}
"""Positions that are staffed by Erlang, and the handling time of each."""
SECONDS_OF_HOUR = 3600


@dataclass(frozen=True)
class Workload:
    """What the plan's figures say, beside the demand by hour.

    Attributes:
        inquiries_per_order: inquiries that one order placed stands for.
        unpaid_share: orders placed that stay unpaid at first ÷ orders placed.
        outputs: parcels of one person in an hour, step by step.
        prepack_output: parcels that one person picks and packs ahead in an hour.
        limit: parcels an hour that printers and stations let through; None without a limit.
        customers_to_call: by the phone team.
    """

    inquiries_per_order: float
    unpaid_share: float
    outputs: tuple[float, ...]
    prepack_output: float
    limit: int | None
    customers_to_call: int


@dataclass(frozen=True)
class Roster:
    """Who works when.

    Attributes:
        quantile: of every hour's demand.
        first_hour: the start of the first hour of all columns; always a midnight.
        contacts: what each position of customer service is asked, hour by hour.
        amounts: how many of its driver each position has in all; none for the command group.
        on_duty: people at work, by position and hour.
        to_roster: people paid so that those are there, by position and hour.
        quality: how well the agents before the sale answer, hour by hour.
        unanswered: inquiries that wait at the end of each hour, where agents are too few.
        packing: the way of the parcels; its hours begin with the window.
        window_start: where among the columns the window begins.
    """

    quantile: Quantile
    first_hour: datetime
    contacts: Mapping[str, tuple[float, ...]]
    amounts: Mapping[str, float]
    on_duty: Mapping[str, tuple[int, ...]]
    to_roster: Mapping[str, tuple[int, ...]]
    quality: tuple[ServiceQuality, ...]
    unanswered: tuple[float, ...]
    packing: PackingPlan
    window_start: int

    @property
    def starts(self) -> tuple[datetime, ...]:
        """Return the start of every hour."""
        count = len(self.quality)
        return tuple(self.first_hour + timedelta(hours=index) for index in range(count))

    def people(self, group: Group | None = None) -> tuple[int, ...]:
        """Return the people on duty by hour, of a group or of all."""
        return _summed(self.on_duty, group)

    def people_to_roster(self, group: Group | None = None) -> tuple[int, ...]:
        """Return the people to roster by hour, of a group or of all."""
        return _summed(self.to_roster, group)


def _summed(columns: Mapping[str, tuple[int, ...]], group: Group | None) -> tuple[int, ...]:
    keys = [one.key for one in POSITIONS if group in (None, one.group)]
    return tuple(map(sum, zip(*(columns[key] for key in keys), strict=True)))


def effective_seconds(given: StaffingAssumptions, position: str) -> float:
    """Return the time a contact takes of an agent who holds several chats at once."""
    return float(getattr(given, SERVICE_OF[position])) / chat_factor(given.chats_at_once)


def output_of(given: StaffingAssumptions, workload: Workload, position: Position) -> float | None:
    """Return how many of its driver one person does in an hour; None where people are counted."""
    if position in STEPS:
        return workload.outputs[STEPS.index(position)]
    if position.key == "prepack":
        return workload.prepack_output
    if not position.seconds:
        return None
    if position.key in SERVICE_OF:
        return SECONDS_OF_HOUR / effective_seconds(given, position.key)
    return SECONDS_OF_HOUR / float(getattr(given, position.seconds))


def agents_for(given: StaffingAssumptions, position: str, contacts: float) -> int:
    """Return the agents that so many contacts an hour take: Erlang C, with patience Erlang A."""
    seconds = effective_seconds(given, position)
    asked = (contacts, seconds, given.service_level, given.answer_seconds, given.occupancy_cap)
    if given.patience_seconds is None:
        return agents_needed(*asked)
    return agents_with_patience(*asked, given.patience_seconds)


def quality_of(given: StaffingAssumptions, contacts: float, agents: int) -> ServiceQuality:
    """Return how well so many agents answer the inquiries of an hour."""
    seconds = effective_seconds(given, "before")
    if given.patience_seconds is None:
        return without_end(contacts, agents, seconds, given.answer_seconds)
    return with_patience(contacts, agents, seconds, given.answer_seconds, given.patience_seconds)


def plan_roster(
    demand: Demand,
    quantile: Quantile,
    given: StaffingAssumptions,
    workload: Workload,
    main_day: date,
) -> Roster:
    """Return who works when, from the first preparation to the last return.

    Example (tests/staffing): 800 inquiries in the hour of the rush, 50 s each, 80 % within 30 s →
    14 agents on duty, and with a shrinkage of 30 % 20 to roster.
    """
    window = demand.hours_by_quantile[quantile]
    calendar = _calendar(window[0].start.date(), len(window), given, main_day)
    placed = calendar.column([hour.orders_placed for hour in window])
    tail = given.promise_hours + HOURS_OF_DAY
    begin = calendar.window_start
    working = calendar.mask(given.opens_at, given.closes_at)
    packing = plan_packing(
        [hour.parcels for hour in window] + [0] * tail,
        working[begin : begin + len(window) + tail].tolist(),
        workload.outputs,
        given.promise_hours,
        workload.limit,
    )
    contacts = _contacts(placed, calendar.column([one.packed for one in packing.hours]), given,
                         workload)  # fmt: skip
    totals = demand.totals_by_quantile[quantile]
    on_duty = {
        **_service(contacts, given, calendar.within(len(window))),
        **{
            step.key: calendar.column(people).astype(np.int64)
            for step, people in zip(STEPS, packing.people, strict=True)
        },
        **_preparation(calendar, given, workload, totals.items, totals.parcels),
        **_command(calendar, given),
    }
    agents = on_duty["before"]
    if given.agents_at_most is not None:
        agents = np.minimum(agents, given.agents_at_most)
    return Roster(
        quantile=quantile,
        first_hour=calendar.first_hour,
        contacts={name: tuple(column.tolist()) for name, column in contacts.items()},
        amounts={
            **{name: float(column.sum()) for name, column in contacts.items()},
            **{step.key: float(sum(hour.parcels for hour in window)) for step in STEPS},
            "phone": workload.customers_to_call,
            "count": totals.items,
            "prepack": totals.parcels * given.prepacked_share,
        },
        on_duty={one.key: tuple(on_duty[one.key].tolist()) for one in POSITIONS},
        to_roster=_to_roster(on_duty, given, workload.outputs),
        quality=qualities_of(given, contacts["before"].tolist(), agents.tolist()),
        unanswered=_unanswered(given, contacts["before"]),
        packing=packing,
        window_start=begin,
    )


@dataclass(frozen=True)
class _Calendar:
    """The hours of a roster: whole days, the window among them."""

    first_day: date
    day_count: int
    window_start: int
    main_day: date

    @property
    def first_hour(self) -> datetime:
        return datetime.combine(self.first_day, time())

    def column(self, values: Sequence[float]) -> Floats:
        """Return values that begin with the window as a column of all hours."""
        column = np.zeros(self.day_count * HOURS_OF_DAY)
        column[self.window_start : self.window_start + len(values)] = values
        return column

    def within(self, window_hours: int) -> npt.NDArray[np.bool_]:
        """Return the hours of the window."""
        hours = np.arange(self.day_count * HOURS_OF_DAY)
        inside: npt.NDArray[np.bool_] = (hours >= self.window_start) & (
            hours < self.window_start + window_hours
        )
        return inside

    def mask(
        self, opens_at: int, closes_at: int, offsets: Sequence[int] | None = None
    ) -> npt.NDArray[np.bool_]:
        """Return the hours between two of the day, on days counted from the main day or on all."""
        open_hours = np.array([is_open(one, opens_at, closes_at) for one in range(HOURS_OF_DAY)])
        days = np.ones(self.day_count, dtype=bool)
        if offsets is not None:
            main = (self.main_day - self.first_day).days
            days = np.isin(np.arange(self.day_count) - main, offsets)
        mask: npt.NDArray[np.bool_] = np.repeat(days, HOURS_OF_DAY) & np.tile(
            open_hours, self.day_count
        )
        return mask


def _calendar(
    first_day: date, window_hours: int, given: StaffingAssumptions, main_day: date
) -> _Calendar:
    ahead = max(-min(COUNT_DAYS), given.prepack_days, given.call_days)
    first = min(first_day, main_day - timedelta(days=ahead))
    packing = -(-(window_hours + given.promise_hours + HOURS_OF_DAY) // HOURS_OF_DAY)
    last = max(
        first_day + timedelta(days=packing + given.delivery_days + given.after_days),
        main_day + timedelta(days=1),
    )
    return _Calendar(first, (last - first).days, (first_day - first).days * HOURS_OF_DAY, main_day)


def _contacts(
    placed: Floats, handed_over: Floats, given: StaffingAssumptions, workload: Workload
) -> Mapping[str, Floats]:
    answered = care_hours(given.care_from, given.care_until)

    def daily(column: Floats) -> Floats:
        days: Floats = column.reshape(-1, HOURS_OF_DAY).sum(axis=1)
        return days

    return {
        "before": placed * workload.inquiries_per_order,
        "during": spread_over_days(
            daily(placed), given.contacts_per_order, given.delivery_days, 0, answered
        ),
        "after": spread_over_days(
            daily(handed_over),
            given.contacts_per_parcel,
            given.after_days,
            given.delivery_days,
            answered,
        ),
        "reminders": reminders_by_hour(placed * workload.unpaid_share),
    }


def _service(
    contacts: Mapping[str, Floats], given: StaffingAssumptions, selling: npt.NDArray[np.bool_]
) -> dict[str, Ints]:
    """Return the agents of every hour.

    On the days of the window small numbers are left to those who answer inquiries; on those behind
    it nobody does, so whoever comes back is answered by somebody of their own.
    """

    def agents(position: str) -> Ints:
        column = contacts[position]
        if position != "before":
            column = np.where(selling, _from_own_person(column, given), column)
        needed = agents_by_hour(column.tolist(), lambda asked: agents_for(given, position, asked))
        return np.array(needed, dtype=np.int64)

    unpaid = _from_own_person(contacts["reminders"], given)
    busy = unpaid * given.reminder_seconds / SECONDS_OF_HOUR / given.occupancy_cap
    return {
        **{position: agents(position) for position in SERVICE_OF},
        "reminders": rounded_up_all(busy),
    }


def _from_own_person(contacts: Floats, given: StaffingAssumptions) -> Floats:
    """Return the contacts of the hours that take somebody of their own; dust does not decide."""
    return np.where(np.round(contacts, 9) < given.own_person_from, 0.0, contacts)


def _preparation(
    calendar: _Calendar, given: StaffingAssumptions, workload: Workload, items: int, parcels: int
) -> dict[str, Ints]:
    def days(count: int) -> range:
        return range(-count, 0)

    ahead = calendar.mask(given.opens_at, given.closes_at, days(given.prepack_days))
    counting = calendar.mask(given.opens_at, given.closes_at, COUNT_DAYS)
    calling = calendar.mask(given.call_from, given.call_until, days(given.call_days))
    calls = workload.customers_to_call * given.call_seconds / SECONDS_OF_HOUR
    count = count_hours(items, given)
    return {
        "phone": job_crew(calls, calling),
        "count": job_crew(count, counting),
        "prepack": job_crew(parcels * given.prepacked_share / workload.prepack_output, ahead),
    }


def count_hours(items: int, given: StaffingAssumptions) -> float:
    """Return the person-hours of the pre-count; without a stock sheet those of what is to be sold.

    >>> count_hours(1200, StaffingAssumptions(count_seconds_per_item=3))
    1.0
    """
    if given.count_hours is not None:
        return given.count_hours
    return items * given.count_seconds_per_item / SECONDS_OF_HOUR


def job_crew(work_hours: float, available: npt.NDArray[np.bool_]) -> Ints:
    """Return the people of every hour for a job that has to be done within the hours there are.

    Formula: crew = work ÷ hours there are, rounded up; it works from the first hour on and goes
    when the job is done. Example: 25 hours of work in 10 hours → 3 people, in the first 9 hours.

    >>> job_crew(25, np.array([True] * 10)).tolist()
    [3, 3, 3, 3, 3, 3, 3, 3, 3, 0]
    """
    crew = rounded_up(work_hours / max(1, int(available.sum())))
    if not crew:
        return np.zeros(len(available), dtype=np.int64)
    at_it = available & (np.cumsum(available) <= rounded_up(work_hours / crew))
    people: Ints = at_it.astype(np.int64) * crew
    return people


def _command(calendar: _Calendar, given: StaffingAssumptions) -> dict[str, Ints]:
    on_duty = calendar.mask(0, HOURS_OF_DAY, (0,)).astype(np.int64)
    return {
        "commander": on_duty * given.commanders,
        "dispatcher": on_duty * given.dispatchers,
        "coordinators": on_duty * given.coordinators,
    }


def productive_share(given: StaffingAssumptions, position: str, group: Group) -> float:
    """Return the share of paid time at the work itself; the command group stays at its post."""
    if group is Group.SERVICE or position == "phone":
        return 1 - given.shrinkage
    return 1.0 if group is Group.COMMAND else given.productive_share


def _to_roster(
    on_duty: Mapping[str, Ints], given: StaffingAssumptions, outputs: Sequence[float]
) -> Mapping[str, tuple[int, ...]]:
    rostered: dict[str, tuple[int, ...]] = {}
    for group in Group:
        members = [one for one in POSITIONS if one.group is group]
        paid = np.array(
            [on_duty[one.key] / productive_share(given, one.key, group) for one in members]
        )
        so_far = rounded_up_all(np.cumsum(paid, axis=0))
        people = np.diff(so_far, axis=0, prepend=0)
        if group is Group.WAREHOUSE:
            shares = all_steps(outputs) / np.array(outputs)
            people = apportioned(shares[:, None] * so_far[-1], so_far[-1])
        for one, column in zip(members, people, strict=True):
            rostered[one.key] = tuple(column.tolist())
    return {one.key: rostered[one.key] for one in POSITIONS}


def qualities_of(
    given: StaffingAssumptions, contacts: Sequence[float], agents: Sequence[int]
) -> tuple[ServiceQuality, ...]:
    """Return how well the inquiries of every hour are answered; equal hours are asked once."""
    pairs = list(zip(contacts, agents, strict=True))
    known = {pair: quality_of(given, *pair) for pair in set(pairs)}
    return tuple(known[pair] for pair in pairs)


def _unanswered(given: StaffingAssumptions, contacts: Floats) -> tuple[float, ...]:
    """Return the inquiries that wait at the end of every hour; none while agents are not limited.

    With patience nobody waits from one hour into the next: who is not answered gives up.
    """
    if given.agents_at_most is None or given.patience_seconds is not None:
        return (0.0,) * len(contacts)
    load_each = load_erlangs(1, effective_seconds(given, "before"))
    return tuple(backlog_of(contacts, given.agents_at_most / load_each).tolist())
