"""Agents and packers hour by hour, and the figures that sum them up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.demand import Demand, DemandHour, Reference, peak_hour
from planner.figures import FUNCTIONS as BASE_FUNCTIONS
from planner.figures import (
    Entry,
    Figure,
    Function,
    Input,
    Level,
    Measured,
    Series,
    Value,
    filled,
    rounded_up,
    work_out,
)
from planner.language import Message, Quantity, Unit, say
from planner.staffing.assumptions import StaffingAssumptions
from planner.staffing.erlang import agents_needed
from planner.staffing.packing import PackingHour, PackingPlan, plan_packing

FUNCTIONS: Mapping[str, Function] = {
    **BASE_FUNCTIONS,
    "erlang_c": Function(
        agents_needed,
        say(
            "Erlang C (inquiries an hour: {a}; time for each: {b}; service level: {c}; answer"
            " within: {d}; occupancy at most: {e})",
            a="{0}",
            b="{1}",
            c="{2}",
            d="{3}",
            e="{4}",
        ),
        # An array formula in one cell: n runs over the hidden range erlang_n = 1…1000.
        "IF({0}*{1}<=0,0,MAX(ROUNDUP(ROUND({0}*{1}/3600/{4},9),0),1+SUMPRODUCT(--((erlang_n<={0}*{1}/3600)"
        "+(erlang_n>{0}*{1}/3600)*(1-POISSON(erlang_n,{0}*{1}/3600,FALSE)"
        "/(POISSON(erlang_n,{0}*{1}/3600,FALSE)+(1-{0}*{1}/3600/erlang_n)"
        "*POISSON(erlang_n-1,{0}*{1}/3600,TRUE))"
        "*EXP(-(erlang_n-{0}*{1}/3600)*{3}/{1})<{2})>0))))",
    ),
}
"""The functions that formulas of this room use, beside the common ones."""


@dataclass(frozen=True)
class StaffingHour:
    """One hour: what comes in, who is needed, what waits.

    Attributes:
        start: of the hour.
        orders_placed: in it.
        inquiries: expected in it.
        agents_on_duty: answering.
        agents_to_roster: paid, so that those are there.
        is_open: whether the warehouse works.
        packing: parcels and the people packing them.
        packers_to_roster: paid, so that the packers are there.
    """

    start: datetime
    orders_placed: int
    inquiries: float
    agents_on_duty: int
    agents_to_roster: int
    is_open: bool
    packing: PackingHour
    packers_to_roster: int


@dataclass(frozen=True)
class Staffing:
    """The people a campaign takes.

    Attributes:
        hours: the window's hours and those after it until every parcel has left.
        window_hours: how many of them belong to the window.
        packing: the packing plan behind them.
        figures: the numbers that sum it up, by name.
        problems: what a manager must know before trusting these.
    """

    hours: tuple[StaffingHour, ...]
    window_hours: int
    packing: PackingPlan
    figures: Mapping[str, Figure]
    problems: tuple[Message, ...]

    def verdict(self) -> tuple[Level, Message]:
        """Return the page's answer in one line."""
        if self.packing.promised_too_soon:
            return Level.NOT_READY, say(
                "{parcels} parcels cannot leave within the promise, whatever the crew: the"
                " warehouse is closed when they are due.",
                parcels=self.packing.promised_too_soon,
            )
        return Level.ON_TRACK, say(
            "Chats in the busiest hour: {agents}. Packing at once: {packers}, so that every parcel"
            " leaves in time, the last by {moment}.",
            agents=Quantity(self.figures["peak_agents"].value, Unit.PEOPLE),
            packers=Quantity(self.packing.crew, Unit.PEOPLE),
            moment=self.last_parcel_leaves,
        )

    @property
    def last_parcel_leaves(self) -> datetime | None:
        """Return the end of the hour in which the last parcel is packed."""
        busy = [hour.start for hour in self.hours if hour.packing.packed]
        return max(busy) + timedelta(hours=1) if busy else None


def is_open(hour: int, opens_at: int, closes_at: int) -> bool:
    """Return whether the warehouse works in an hour of the day; shifts over midnight included.

    >>> [hour for hour in range(24) if is_open(hour, 20, 2)]
    [0, 1, 20, 21, 22, 23]
    """
    if opens_at < closes_at:
        return opens_at <= hour < closes_at
    return hour >= opens_at or hour < closes_at


def plan_staffing(
    demand: Demand,
    reference: Reference,
    entries: Mapping[str, Entry],
    orders_placed: Figure,
    orders_paid: Figure,
    parcels: Figure,
) -> Staffing:
    """Return agents and packers for every hour of the window and of the days it takes to clear it.

    Formulas: inquiries = orders placed × inquiries per order placed; agents by Erlang C for the
    service level and occupancy cap set; to roster = on duty ÷ (1 − shrinkage); packers by
    :func:`plan_packing` (STF-4), to roster = packing ÷ productive share.

    Example (tests/staffing): 800 orders × 3 lines × 47 s + 800 × 50 s = 42.4 h of work; at 6.5
    productive hours of 8 that is 7 workers for a day.

    Args:
        demand: the forecast by hour.
        reference: the last event, for what the sheets could not tell.
        entries: the assumptions in force.
        orders_placed: of the window, what the hours sum to.
        orders_paid: of the window.
        parcels: of the window, what the hours sum to.
    """
    given = filled("staffing", StaffingAssumptions, entries)
    # Empty hours behind the window, until the last promise is due and a night has passed.
    tail = given.promise_hours + 24
    starts = [hour.start for hour in demand.hours]
    starts += [starts[-1] + timedelta(hours=index) for index in range(1, tail + 1)]
    placed = [hour.orders_placed for hour in demand.hours] + [0] * tail
    rate = _packing_rate(entries)
    asked = _inquiries_per_order(orders_placed, orders_paid, entries)
    packing = plan_packing(
        [hour.parcels for hour in demand.hours] + [0] * tail,
        [is_open(start.hour, given.opens_at, given.closes_at) for start in starts],
        float(rate.required),
        given.promise_hours,
    )
    hours = tuple(
        _hour(start, orders, orders * float(asked.required), packed, given)
        for start, orders, packed in zip(starts, placed, packing.hours, strict=True)
    )
    columns = _series(hours, reference, entries, orders_placed, parcels)
    figures = (
        *_service_figures(peak_hour(demand), columns, asked, entries),
        *_warehouse_figures(columns, rate, entries),
    )
    return Staffing(
        hours=hours,
        window_hours=len(demand.hours),
        packing=packing,
        figures={figure.key.removeprefix("staffing."): figure for figure in figures},
        problems=_problems(packing, reference, entries),
    )


def _hour(
    start: datetime,
    orders_placed: int,
    inquiries: float,
    packing: PackingHour,
    given: StaffingAssumptions,
) -> StaffingHour:
    agents = agents_needed(
        inquiries,
        given.handling_seconds,
        given.service_level,
        given.answer_seconds,
        given.occupancy_cap,
    )
    return StaffingHour(
        start=start,
        orders_placed=orders_placed,
        inquiries=inquiries,
        agents_on_duty=agents,
        agents_to_roster=rounded_up(agents / (1 - given.shrinkage)),
        is_open=is_open(start.hour, given.opens_at, given.closes_at),
        packing=packing,
        packers_to_roster=rounded_up(packing.packers / given.productive_share),
    )


def _inquiries_per_order(
    orders_placed: Figure, orders_paid: Figure, entries: Mapping[str, Entry]
) -> Figure:
    """Return the inquiries that one order placed stands for.

    Inquiry conversion is paid orders ÷ inquiries, so inquiries follow from the paid orders; they
    are counted at the time of placing, hence per order placed. Example: 1,000 placed, 800 paid,
    20 % of these asked, 40 % of those who ask buy → 800 × 0.2 ÷ 0.4 = 400 inquiries, 0.4 each.
    """
    return work_out(
        "staffing.inquiries_per_order",
        say("Inquiries per order placed"),
        Unit.RATIO,
        "paid / max(placed, 1) * asking / conversion",
        {
            "paid": orders_paid,
            "placed": orders_placed,
            "asking": entries["staffing.share_by_inquiry"],
            "conversion": entries["staffing.inquiry_conversion"],
        },
        rules=("STF-1", "FUN-6"),
    )


def lines_per_parcel(reference: Reference, parcels_per_order: Entry) -> Figure:
    """Return the lines of an average parcel of the reference window; open without lines.

    Formula: lines of paid orders ÷ paid orders whose lines are loaded ÷ parcels per order.
    Example: 1,820 lines of 1,000 orders, one parcel each → 1.82 lines to pick for a parcel.
    """
    return work_out(
        "reference.lines_per_parcel",
        say("Lines per parcel in the reference window"),
        Unit.RATIO,
        "lines / orders / parcels",
        {
            "lines": reference.totals["lines_paid"],
            "orders": reference.totals["orders_with_lines"],
            "parcels": parcels_per_order,
        },
        rules=("STF-4",),
    )


def _packing_rate(entries: Mapping[str, Entry]) -> Figure:
    """Return the parcels one packer packs in an hour of work.

    Example: 3 lines of 47 s and 50 s to pack are 191 s a parcel → 3600 ÷ 191 = 18.85 an hour.
    """
    return work_out(
        "staffing.parcels_per_packer_hour",
        say("Parcels a packer packs in an hour"),
        Unit.RATIO,
        "3600 / (lines * pick + pack)",
        {
            "lines": entries["staffing.lines_per_parcel"],
            "pick": entries["staffing.pick_seconds_per_line"],
            "pack": entries["staffing.pack_seconds_per_parcel"],
        },
        rules=("STF-4",),
    )


def _service_figures(
    peak: DemandHour, columns: Mapping[str, Series], asked: Figure, entries: Mapping[str, Entry]
) -> Iterator[Figure]:
    """Yield what the customer service takes, the busiest hour first."""
    peak_orders = work_out(
        "staffing.peak_orders",
        say("Orders placed in the busiest hour"),
        Unit.COUNT,
        "peak(orders)",
        {"orders": columns["orders_placed"]},
        rules=("STF-1",),
        note=say("the hour that begins on {moment}", moment=peak.start),
    )
    peak_inquiries = work_out(
        "staffing.peak_inquiries",
        say("Inquiries in the busiest hour"),
        Unit.COUNT,
        "orders * inquiries",
        {"orders": peak_orders, "inquiries": asked},
        rules=("STF-1", "FUN-6"),
    )
    peak_agents = work_out(
        "staffing.peak_agents",
        say("Agents on duty in the busiest hour"),
        Unit.PEOPLE,
        "erlang_c(inquiries, handling, level, answer, cap)",
        {
            "inquiries": peak_inquiries,
            "handling": entries["staffing.handling_seconds"],
            "level": entries["staffing.service_level"],
            "answer": entries["staffing.answer_seconds"],
            "cap": entries["staffing.occupancy_cap"],
        },
        rules=("STF-10",),
        functions=FUNCTIONS,
    )
    yield from (peak_orders, asked, peak_inquiries, peak_agents)
    yield work_out(
        "staffing.peak_agents_to_roster",
        say("Agents to roster for that hour"),
        Unit.PEOPLE,
        "ceil(agents / (1 - shrinkage))",
        {"agents": peak_agents, "shrinkage": entries["staffing.shrinkage"]},
        rules=("STF-1",),
    )
    agent_hours = work_out(
        "staffing.agent_hours",
        say("Agent hours to roster"),
        Unit.HOURS,
        "total(agents)",
        {"agents": columns["agents_to_roster"]},
        rules=("STF-1",),
        note=say("over all days together"),
    )
    yield agent_hours
    yield _shifts("agent_shifts", say("Agent shifts to roster"), agent_hours, entries)


def _warehouse_figures(
    columns: Mapping[str, Series], rate: Figure, entries: Mapping[str, Entry]
) -> Iterator[Figure]:
    """Yield what the warehouse takes."""
    crew = work_out(
        "staffing.packing_crew",
        say("Packers at work at once"),
        Unit.PEOPLE,
        "ceil(ceil(peak(required)) / rate)",
        {"required": columns["required_rate"], "rate": rate},
        rules=("STF-4",),
        note=say("the fewest that ship every parcel within the promise"),
    )
    yield from (rate, crew)
    yield work_out(
        "staffing.packing_crew_to_roster",
        say("Packers to roster at once"),
        Unit.PEOPLE,
        "ceil(crew / productive)",
        {"crew": crew, "productive": entries["staffing.productive_share"]},
        rules=("STF-4",),
        note=say("in every hour of work; days and shifts are counted below"),
    )
    packer_hours = work_out(
        "staffing.packer_hours",
        say("Packer hours to roster"),
        Unit.HOURS,
        "total(packers)",
        {"packers": columns["packers_to_roster"]},
        rules=("STF-4",),
        note=say("over all days together"),
    )
    yield packer_hours
    yield _shifts("packer_shifts", say("Packer shifts to roster"), packer_hours, entries)
    yield work_out(
        "staffing.largest_backlog",
        say("Largest backlog"),
        Unit.COUNT,
        "peak(backlog)",
        {"backlog": columns["backlog"]},
        rules=("STF-4",),
        note=say("parcels paid and not yet packed"),
    )


def _shifts(name: str, label: Message, hours: Figure, entries: Mapping[str, Entry]) -> Figure:
    return work_out(
        f"staffing.{name}",
        label,
        Unit.COUNT,
        "ceil(hours / shift)",
        {"hours": hours, "shift": entries["staffing.shift_hours"]},
        rules=("STF-1",),
        note=say("one person on one day; rosters may need a few more"),
    )


def _series(
    hours: Sequence[StaffingHour],
    reference: Reference,
    entries: Mapping[str, Entry],
    orders_placed: Figure,
    parcels: Figure,
) -> Mapping[str, Series]:
    """Return the columns that the figures sum up, each with what its values follow from."""
    past = Measured(
        "reference.hours",
        say("Hours of the reference window"),
        len(reference.hours),
        Unit.COUNT,
        "reference_hours",
        {"first_day": reference.first_day, "last_day": reference.last_day},
        int(reference.totals["orders_placed"].value or 0),
        "orders",
        reference.files,
    )
    placed: dict[str, Input] = {"orders": orders_placed, "hours": past}
    paid: dict[str, Input] = {
        "parcels": parcels,
        "hours": past,
        **_entries(entries, "promise_hours", "opens_at", "closes_at"),
    }
    service = _entries(
        entries,
        "handling_seconds",
        "service_level",
        "answer_seconds",
        "occupancy_cap",
        "shrinkage",
    )
    packing = {**paid, **_entries(entries, "productive_share")}
    columns: tuple[tuple[str, Message, Unit, Sequence[Value], dict[str, Input]], ...] = (
        (
            "orders_placed",
            say("Orders placed by hour"),
            Unit.COUNT,
            [hour.orders_placed for hour in hours],
            placed,
        ),
        (
            "agents_to_roster",
            say("Agents to roster by hour"),
            Unit.PEOPLE,
            [hour.agents_to_roster for hour in hours],
            {**placed, **service},
        ),
        (
            "required_rate",
            say("Parcels per open hour that each deadline asks for"),
            Unit.PER_HOUR,
            [hour.packing.required_rate for hour in hours],
            paid,
        ),
        (
            "packers_to_roster",
            say("Packers to roster by hour"),
            Unit.PEOPLE,
            [hour.packers_to_roster for hour in hours],
            packing,
        ),
        (
            "backlog",
            say("Parcels waiting at the end of each hour"),
            Unit.COUNT,
            [hour.packing.backlog for hour in hours],
            paid,
        ),
    )
    note = say("one value an hour, see the table hour by hour")
    return {
        name: Series(f"staffing.{name}", label, unit, tuple(values), note, inputs)
        for name, label, unit, values, inputs in columns
    }


def _entries(entries: Mapping[str, Entry], *names: str) -> dict[str, Input]:
    return {name: entries[f"staffing.{name}"] for name in names}


def _problems(
    packing: PackingPlan, reference: Reference, entries: Mapping[str, Entry]
) -> tuple[Message, ...]:
    problems = []
    if packing.promised_too_soon:
        problems.append(
            say(
                "{parcels} parcels are promised within {hours} although the warehouse stays closed"
                " that long: open it longer or promise later.",
                parcels=packing.promised_too_soon,
                hours=Quantity(entries["staffing.promise_hours"].value, Unit.HOURS),
            )
        )
    if reference.tells_days_alone:
        problems.append(
            say(
                "Every order of the reference window lies between 00 and 01, as in a list that"
                " tells days alone: trust the days here, not the hours. An order list with the time"
                " of placing would tell them."
            )
        )
    if not reference.has_lines:
        problems.append(
            say("Lines per parcel are assumed: upload the order items list to count them.")
        )
    return tuple(problems)
