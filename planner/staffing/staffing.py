"""Everybody whom a campaign takes, hour by hour, and the figures that sum them up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from planner.demand import Demand, Quantile, Reference
from planner.figures import Entry, Figure, Input, Level, Measured, Series, Value, filled, rounded_up
from planner.language import Message, Quantity, Unit, say
from planner.staffing import accounts
from planner.staffing.advice import Decision, Remedy, decisions, remedies
from planner.staffing.assumptions import StaffingAssumptions
from planner.staffing.flow import PackingHour, PackingPlan, cleared_at, is_open, required_rates
from planner.staffing.positions import POSITIONS, STEPS, Group
from planner.staffing.roster import (
    SECONDS_OF_HOUR,
    Roster,
    Workload,
    effective_seconds,
    output_of,
    plan_roster,
    productive_share,
)


@dataclass(frozen=True)
class StaffingHour:
    """One hour of the plan: what comes in, who is needed, what waits.

    Attributes:
        start: of the hour.
        orders_placed: in it.
        inquiries: expected in it.
        agents_on_duty: answering before the sale.
        agents_to_roster: paid, so that those are there.
        is_open: whether the warehouse works.
        packing: parcels, and the people who take them through all steps.
        packers_to_roster: paid, so that these are there.
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
class Basis:
    """What a roster at any quantile is worked out with.

    Attributes:
        demand: the forecast by hour.
        given: the assumptions in force.
        workload: what the plan's figures say beside it.
        main_day: D.
        outputs: of each step.
        behind: what the people of a roster follow from.
        entries: the assumptions in force, with where they come from.
    """

    demand: Demand
    given: StaffingAssumptions
    workload: Workload
    main_day: date
    outputs: Mapping[str, Figure]
    behind: Mapping[str, Input]
    entries: Mapping[str, Entry]

    def roster(self, quantile: Quantile) -> Roster:
        """Return everybody by position and hour at a quantile."""
        return plan_roster(self.demand, quantile, self.given, self.workload, self.main_day)

    def figures(self, roster: Roster) -> Mapping[str, Figure]:
        """Return the figures that sum a roster up, by names that are the same at each quantile."""
        return _by_name(
            accounts.roster_figures(roster, self.outputs, self.behind, self.entries),
            roster.quantile.suffix,
        )


@dataclass(frozen=True)
class Staffing:
    """The people a campaign takes.

    Attributes:
        hours: the window's hours and those after it until the last promise is due; the plan, P50.
        window_hours: how many of them belong to the window.
        packing: how the parcels leave.
        outputs: what one person does in an hour, by position; None where people are counted.
        plan: everybody by position and hour, P50.
        basis: what the rosters at the other quantiles are worked out with.
        figures: the numbers that sum the plan up, by name.
        rule_of_thumb: the agents that a rule of thumb gives for the busiest day.
        specialist_hours: hours in which agents hold too many chats to remind of payments, too.
        decisions: the hours that decide how many people it takes.
        remedies: what would keep the promise; empty while it is kept.
        last_parcel_leaves: the end of the hour in which it does; None if none ever does.
        problems: what a manager must know before trusting these.
    """

    hours: tuple[StaffingHour, ...]
    window_hours: int
    packing: PackingPlan
    outputs: Mapping[str, float | None]
    plan: Roster
    basis: Basis
    figures: Mapping[str, Figure]
    rule_of_thumb: Figure
    specialist_hours: tuple[datetime, ...]
    decisions: tuple[Decision, ...]
    remedies: tuple[Remedy, ...]
    last_parcel_leaves: datetime | None
    problems: tuple[Message, ...]

    def verdict(self) -> tuple[Level, Message]:
        """Return the page's answer in one line."""
        if self.packing.promised_too_soon:
            return Level.NOT_READY, say(
                "{parcels} parcels cannot leave within the promise, whatever the crew: the"
                " warehouse is closed when they are due.",
                parcels=self.packing.promised_too_soon,
            )
        if self.packing.late:
            return Level.NOT_READY, say(
                "{parcels} parcels leave after their promise: printers and stations let {pace} an"
                " hour through where {needed} are asked for. The last leaves by {moment}.",
                parcels=self.packing.late,
                pace=self.packing.pace,
                needed=self.packing.parcels_per_hour,
                moment=self.last_parcel_leaves,
            )
        most, needed = self.basis.given.agents_at_most, max(self.plan.on_duty["before"], default=0)
        if most is not None and needed > most:
            return Level.NOT_READY, say(
                "Every parcel leaves in time, but {most} agents answer where the busiest hour takes"
                " {needed}: customers wait.",
                most=most,
                needed=needed,
            )
        return Level.ON_TRACK, say(
            "Chats in the busiest hour: {agents}. In the warehouse at once: {packers}, so that"
            " every parcel leaves in time, the last by {moment}.",
            agents=Quantity(self.figures["peak_agents"].value, Unit.PEOPLE),
            packers=Quantity(self.packing.crew, Unit.PEOPLE),
            moment=self.last_parcel_leaves,
        )

    @cached_property
    def rosters(self) -> Mapping[Quantile, Roster]:
        """Return everybody by position and hour, at each quantile; worked out when first asked."""
        others = (one for one in Quantile if one is not self.plan.quantile)
        return {self.plan.quantile: self.plan, **{one: self.basis.roster(one) for one in others}}

    @cached_property
    def roster_figures(self) -> Mapping[Quantile, Mapping[str, Figure]]:
        """Return people at once, hours and cost by name; the same names at each quantile."""
        return {one: self.basis.figures(roster) for one, roster in self.rosters.items()}

    @cached_property
    def parcels_per_hour_high(self) -> Figure:
        """Return what the line has to turn out in the high case, P95; machines are counted by it.

        The same as of the roster at P95, without its other positions.
        """
        basis, quantile = self.basis, Quantile.P95
        parcels = [hour.parcels for hour in basis.demand.hours_by_quantile[quantile]]
        rates = required_rates(
            parcels + [0] * (len(self.hours) - len(parcels)),
            [hour.is_open for hour in self.hours],
            basis.given.promise_hours,
        )
        usual = self.figures["parcels_per_hour"].inputs["required"]
        if not isinstance(usual, Series):
            raise TypeError(usual.key)
        return accounts.parcels_per_hour(
            replace(
                usual,
                key=f"{usual.key}{quantile.suffix}",
                values=tuple(rates),
                note=say("every hour at its own {quantile}", quantile=quantile.value),
            ),
            quantile,
        )

    @property
    def step_outputs(self) -> tuple[float, ...]:
        """Return the parcels of one person in an hour, step by step."""
        return tuple(float(self.outputs[step.key] or 0) for step in STEPS)

    @property
    def line_limit(self) -> int | None:
        """Return the parcels an hour that printers and stations let through; None without them."""
        limit = self.figures.get("line_limit")
        return None if limit is None else int(limit.required)

    def told_by_rule_of_thumb(self) -> Message:
        """Return what the rule of thumb says beside the busiest hour, and why it fails or holds."""
        inquiries = self.rule_of_thumb.inputs["inquiries"]
        day = float(inquiries.value) if isinstance(inquiries.value, Value) else 0.0
        peak = float(self.figures["peak_inquiries"].required)
        thumb = int(self.rule_of_thumb.required)
        needed = int(self.figures["peak_agents"].required)
        told = say(
            "The rule of thumb spreads the {inquiries} inquiries of the busiest day evenly over a"
            " shift: {thumb}. The busiest hour alone brings {share} of them and takes {needed}.",
            inquiries=round(day),
            thumb=Quantity(thumb, Unit.PEOPLE),
            share=Quantity(peak / day if day else 0, Unit.SHARE),
            needed=Quantity(needed, Unit.PEOPLE),
        )
        if needed > thumb:
            return say(
                "{told} It fails in the rush: chats come unevenly and want their answer at once.",
                told=told,
            )
        return say("{told} Here it holds, since no hour stands out from the day.", told=told)


def plan_staffing(
    demand: Demand,
    reference: Reference,
    entries: Mapping[str, Entry],
    orders_placed: Figure,
    orders_paid: Figure,
    parcels: Figure,
    *,
    visitors: Figure,
    main_day: date,
) -> Staffing:
    """Return everybody for every hour, from the first preparation to the last return.

    Formulas: inquiries = orders placed × inquiries per order placed; agents by Erlang C for the
    service level and occupancy cap set; people of a step = what the promise asks for an hour ÷ a
    person's output (:mod:`planner.staffing.flow`); to roster = on duty ÷ productive share.

    Example (tests/staffing): 800 orders × 3 lines × 47 s + 800 × 50 s = 42.4 h of work; at 6.5
    productive hours of 8 that is 7 workers for a day.

    Args:
        demand: the forecast by hour.
        reference: the last event, for what the sheets could not tell.
        entries: the assumptions in force.
        orders_placed: of the window, what the hours sum to.
        orders_paid: of the window.
        parcels: of the window, what the hours sum to.
        visitors: of the window; open while the conversion rate is.
        main_day: D.
    """
    given = filled("staffing", StaffingAssumptions, entries)
    asked = accounts.inquiries_per_order(orders_placed, orders_paid, visitors, entries)
    handling = accounts.effective_handling(entries)
    outputs = accounts.step_outputs(entries)
    limit = accounts.line_limit(entries, outputs)
    placed = int(orders_placed.required)
    workload = Workload(
        inquiries_per_order=float(asked.required),
        unpaid_share=max(0.0, 1 - int(orders_paid.required) / placed) if placed else 0.0,
        outputs=tuple(float(output.required) for output in outputs.values()),
        prepack_output=float(accounts.prepack_output(entries).required),
        limit=int(limit.required) if limit else None,
        customers_to_call=rounded_up(_buyers(reference) * given.top_customer_share),
    )
    behind = _behind(entries, asked, handling, parcels, outputs)
    basis = Basis(demand, given, workload, main_day, outputs, behind, entries)
    plan = basis.roster(Quantile.P50)
    hours = _hours(plan, demand, given)
    columns = _series(hours, reference, entries, orders_placed, parcels)
    figures = (
        *accounts.service_figures(demand, columns, asked, handling, entries),
        *accounts.warehouse_figures(columns, outputs, limit, entries),
    )
    starts, working = [hour.start for hour in hours], [hour.is_open for hour in hours]
    specialist = _specialist_hours(plan, given)
    return Staffing(
        hours=hours,
        window_hours=len(demand.hours),
        packing=plan.packing,
        outputs={one.key: output_of(given, workload, one) for one in POSITIONS},
        plan=plan,
        basis=basis,
        figures=_by_name(figures),
        rule_of_thumb=accounts.rule_of_thumb(demand, asked, handling, entries),
        specialist_hours=specialist,
        decisions=decisions(plan, starts),
        remedies=remedies(plan.packing, starts, given, outputs),
        last_parcel_leaves=cleared_at(plan.packing, starts, working),
        problems=_problems(plan, given, reference, entries, specialist),
    )


def _by_name(figures: Iterable[Figure], suffix: str = "") -> Mapping[str, Figure]:
    return {figure.key.removeprefix("staffing.").removesuffix(suffix): figure for figure in figures}


def _buyers(reference: Reference) -> int:
    """Return the buyers of the last event; orders where the sheets do not name every buyer."""
    name = "buyers_paid" if reference.names_every_buyer else "orders_paid"
    return int(reference.totals[name].value or 0)


def _hours(roster: Roster, demand: Demand, given: StaffingAssumptions) -> tuple[StaffingHour, ...]:
    """Return the plan's hours, from the window's first until the last promise is due."""
    begin = roster.window_start
    window = demand.hours
    productive = productive_share(given, "pack", Group.WAREHOUSE)
    return tuple(
        StaffingHour(
            start=window[0].start + timedelta(hours=index),
            orders_placed=window[index].orders_placed if index < len(window) else 0,
            inquiries=roster.contacts["before"][begin + index],
            agents_on_duty=roster.on_duty["before"][begin + index],
            agents_to_roster=roster.to_roster["before"][begin + index],
            is_open=is_open((window[0].start.hour + index) % 24, given.opens_at, given.closes_at),
            packing=packing,
            packers_to_roster=rounded_up(packing.packers / productive),
        )
        for index, packing in enumerate(roster.packing.hours)
    )


def _specialist_hours(roster: Roster, given: StaffingAssumptions) -> tuple[datetime, ...]:
    """Return the hours in which an agent holds more chats than leave time for reminders (STF-3).

    Formula: chats of an agent = inquiries × how long a chat stays open ÷ agents on duty. Example:
    800 inquiries an hour of 600 s are 133 chats at once; 9.5 for each of 14 agents.
    """
    open_each = given.chat_open_seconds / SECONDS_OF_HOUR
    most = given.agents_at_most or max(roster.on_duty["before"], default=0)
    return tuple(
        start
        for start, asked, agents in zip(
            roster.starts, roster.contacts["before"], roster.on_duty["before"], strict=True
        )
        if asked * open_each > given.chats_with_reminders * max(1, min(agents, most))
    )


def _past(reference: Reference) -> Measured:
    return reference.measured(
        "reference.hours",
        say("Hours of the reference window"),
        len(reference.hours),
        Unit.COUNT,
        query="reference_hours",
        rows=int(reference.totals["orders_placed"].value or 0),
    )


def _series(
    hours: Sequence[StaffingHour],
    reference: Reference,
    entries: Mapping[str, Entry],
    orders_placed: Figure,
    parcels: Figure,
) -> Mapping[str, Series]:
    """Return the columns that the figures sum up, each with what its values follow from."""
    past = _past(reference)
    placed: dict[str, Input] = {"orders": orders_placed, "hours": past}
    paid: dict[str, Input] = {
        "parcels": parcels,
        "hours": past,
        **_entries(entries, "promise_hours", "opens_at", "closes_at"),
    }
    service = _entries(
        entries,
        "handling_seconds",
        "chats_at_once",
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
            say("Warehouse people to roster by hour"),
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


def _behind(
    entries: Mapping[str, Entry],
    asked: Figure,
    handling: Figure,
    parcels: Figure,
    outputs: Mapping[str, Figure],
) -> Mapping[str, Input]:
    """Return what the people of a roster follow from, in the order of work."""
    return {
        "parcels": parcels,
        "asked": asked,
        "handling": handling,
        **outputs,
        **{
            name.removeprefix("staffing."): entry
            for name, entry in entries.items()
            if entry.assumption.room == "staffing" and not name.endswith("hourly_cost")
        },
    }


def _entries(entries: Mapping[str, Entry], *names: str) -> dict[str, Input]:
    return {name: entries[f"staffing.{name}"] for name in names}


def _problems(
    plan: Roster,
    given: StaffingAssumptions,
    reference: Reference,
    entries: Mapping[str, Entry],
    specialist: Sequence[datetime],
) -> tuple[Message, ...]:
    problems = []
    if plan.packing.promised_too_soon:
        problems.append(
            say(
                "{parcels} parcels are promised within {hours} although the warehouse stays closed"
                " that long: open it longer or promise later.",
                parcels=plan.packing.promised_too_soon,
                hours=Quantity(entries["staffing.promise_hours"].value, Unit.HOURS),
            )
        )
    if short := _agents_short(plan, given):
        problems.append(short)
    if specialist:
        problems.append(
            say(
                "In {hours} hours, the first on {moment}, an agent holds more than {chats} chats at"
                " once: a payment-reminder specialist is needed then.",
                hours=len(specialist),
                moment=specialist[0],
                chats=given.chats_with_reminders,
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


def _agents_short(plan: Roster, given: StaffingAssumptions) -> Message | None:
    """Return what happens where fewer agents are there than needed."""
    most = given.agents_at_most
    needed = plan.on_duty["before"]
    if most is None or max(needed) <= most:
        return None
    worst = min(
        (index for index, agents in enumerate(needed) if agents > most),
        key=lambda index: (plan.quality[index].level, -needed[index]),
    )
    starts = plan.starts
    waiting = max(plan.unanswered)
    told = say(
        "With at most {most} agents {share} are answered in time in the hour of {moment}; it"
        " takes {needed}.",
        most=most,
        share=Quantity(plan.quality[worst].level, Unit.SHARE),
        moment=starts[worst],
        needed=needed[worst],
    )
    if not waiting:
        return told
    last = max(index for index, left in enumerate(plan.unanswered) if left)
    # The last hour that leaves something is followed by one that clears it; what is left behind the
    # last of all is answered as fast as so many agents can.
    rest = plan.unanswered[-1] * effective_seconds(given, "before") / SECONDS_OF_HOUR / most
    return say(
        "{told} Up to {waiting} inquiries wait; all are answered by {moment}.",
        told=told,
        waiting=rounded_up(waiting),
        moment=starts[last] + timedelta(hours=1 + max(1, rounded_up(rest))),
    )
