"""The room: what people, machines and hours there are can really ship and answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property

from planner.capacity.accounts import OUTPUT_OF, TOGETHER, reach_figures
from planner.capacity.assumptions import CapacityAssumptions
from planner.capacity.ladder import Prices, Rung, hours_instead, ladder, one_more
from planner.capacity.leaving import Leaving, what_leaves
from planner.capacity.means import AGENTS, Limit, Load, Means
from planner.capacity.reach import Reach, binding, reaches
from planner.demand import DemandAssumptions, Quantile, split_exactly
from planner.figures import Entry, Figure, Level, filled
from planner.language import Message, Quantity, Unit, listed, say
from planner.staffing import STEPS, Group, Staffing, all_steps, productive_share

LIMIT_LABELS: Mapping[str, tuple[str, Message]] = {
    "review_people": ("review", say("People who review orders")),
    "printers": ("print", say("Waybill printers")),
    "pick_people": ("pick", say("People who pick")),
    "checking_stations": ("check", say("Checking stations")),
    "inspect_people": ("inspect", say("People who inspect")),
    "packing_stations": ("pack", say("Packing stations")),
}
"""Limits of single steps, in the order of work, each with its step."""
PRICED_AS = {
    "printers": "materials.printer.unit_price",
    "checking_stations": "materials.scanner.unit_price",
    "packing_stations": "materials.station.unit_price",
}
PRICES_TO_FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Capacity:
    """What can be shipped and answered.

    Attributes:
        means: the people, machines and hours there are.
        load: what the plan brings, P50.
        start: of its first hour.
        reach: how far each thing there is reaches, in the order of work.
        figures: the same as orders, by key, and of all together; empty where nothing is planned.
        goals: orders planned, P50, and in the high case, P95.
        one_more: what one more of each thing would add.
        ladder: the bottlenecks in the order in which they come, up to the high case.
        longer_hours: hours a day more that alone would ship what is planned; None if none do.
        staffing: how many people are needed.
        people_typed: somebody said how many people the warehouse has.
        promised_too_soon: parcels whose promise ends before the warehouse opens again.
        event_share: coefficient of variation of the whole event.
        dispersion: variance ÷ mean of the orders of an hour.
    """

    means: Means
    load: Load
    start: datetime
    reach: Mapping[str, Reach]
    figures: Mapping[str, Figure]
    goals: tuple[int, int]
    one_more: tuple[Rung, ...]
    ladder: tuple[Rung, ...]
    longer_hours: int | None
    staffing: Staffing
    people_typed: bool
    promised_too_soon: int
    event_share: float
    dispersion: float

    @property
    def binds(self) -> str:
        """Return what binds first."""
        return binding(self.reach)

    @property
    def orders(self) -> int | None:
        """Return the most orders with both promises kept; None where nothing limits them."""
        return self.reach[self.binds].orders(self.load.orders)

    @property
    def keeps_the_plan(self) -> bool:
        """Return whether both promises are kept for all that is planned."""
        return self.orders is None or self.orders >= self.load.orders

    @cached_property
    def leaving(self) -> Mapping[Quantile, Leaving]:
        """Return what becomes of the demand at each quantile; worked out when first asked."""
        return {
            quantile: what_leaves(
                load_at(self.staffing, quantile, self.load.orders), self.means, self.start, quantile
            )
            for quantile in Quantile
        }

    def moment(self, hour: int) -> datetime:
        """Return the start of an hour."""
        return self.start + timedelta(hours=hour)

    def told_more(self, rung: Rung) -> Message:
        """Return how many more of what a rung takes."""
        return listed(
            say("+{count} {what}", count=count, what=self.means.label(key))
            for key, count in rung.more.items()
        )

    def told_of(self, key: str) -> Message:
        """Return what binds, and when."""
        reach, label = self.reach[key], self.means.label(key)
        if key == AGENTS:
            return say(
                "{what}, in the hour of {moment}", what=label, moment=self.moment(reach.first)
            )
        return say(
            "{what}, for parcels paid from {first} to {until} and due by {due}",
            what=label,
            first=self.moment(reach.first),
            until=self.moment(reach.last + 1),
            due=self.moment(reach.due + 1),
        )

    def verdict(self) -> tuple[Level, Message]:
        """Return the page's answer in one line."""
        if self.orders is None or not self.load.orders:
            return Level.ON_TRACK, say("Nothing is planned that would have to be shipped.")
        if self.keeps_the_plan:
            return Level.ON_TRACK, say(
                "Both promises are kept up to {most} orders; {orders} are planned. What binds"
                " first: {what}.",
                most=self.orders,
                orders=self.load.orders,
                what=self.told_of(self.binds),
            )
        leaving = self.leaving[Quantile.P50]
        if leaving.in_time == leaving.parcels:
            return Level.NOT_READY, say(
                "Every parcel leaves in time, but {share} of the inquiries are answered in time."
                " Both promises are kept up to {most} of {orders} orders. What binds: {what}.",
                share=Quantity(leaving.answered_in_time, Unit.SHARE),
                most=self.orders,
                orders=self.load.orders,
                what=self.told_of(self.binds),
            )
        return Level.NOT_READY, say(
            "{in_time} of {parcels} parcels can leave within {hours}; {end} Both promises are kept"
            " up to {most} of {orders} orders. What binds: {what}.",
            in_time=leaving.in_time_at_best,
            parcels=leaving.parcels,
            hours=Quantity(self.load.promise_hours, Unit.HOURS),
            end=(
                say("the last leaves by {moment}.", moment=leaving.leaves_at)
                if leaving.leaves_at
                else say("the rest never leaves.")
            ),
            most=self.orders,
            orders=self.load.orders,
            what=self.told_of(self.binds),
        )

    def problems(self) -> Iterator[Message]:
        """Yield what a manager must know before trusting the answer."""
        if self.promised_too_soon:
            yield say(
                "{parcels} parcels are due while the warehouse is closed. Here they count as in"
                " time if they leave in the first hour after that.",
                parcels=self.promised_too_soon,
            )
        leaving = self.leaving[Quantile.P50]
        if leaving.in_time < leaving.in_time_at_best:
            yield say(
                "In the order of payment only {parcels} parcels leave in time: what is late"
                " already holds up the rest. Let it wait, tell its buyers, and ship first what can"
                " still be in time.",
                parcels=leaving.in_time,
            )

    def figures_in_order(self) -> tuple[Figure, ...]:
        """Return the figures, all together first."""
        together = [one for key, one in self.figures.items() if key == TOGETHER]
        return (*together, *(one for key, one in self.figures.items() if key != TOGETHER))


def plan_capacity(
    staffing: Staffing, orders_paid: Figure, entries: Mapping[str, Entry]
) -> Capacity:
    """Return what can be shipped and answered with the people, machines and hours there are.

    Formulas: :mod:`planner.capacity.reach`. Example (tests/capacity): three people for ten thousand
    parcels.

    Args:
        staffing: the people that the plan asks for; as many are taken where none are typed.
        orders_paid: of the window, the plan.
        entries: the assumptions in force.
    """
    given = filled("capacity", CapacityAssumptions, entries)
    orders = int(orders_paid.required)
    load = load_at(staffing, Quantile.P50, orders)
    means = _means(staffing, given, load, entries)
    found = reaches(load, means)
    is_planned = bool(orders and any(load.parcels))
    goals = orders, int(staffing.basis.demand.totals_by_quantile[Quantile.P95].orders_paid)
    prices = _prices(staffing, entries)
    sure = filled("demand", DemandAssumptions, entries)
    return Capacity(
        means=means,
        load=load,
        start=staffing.hours[0].start,
        reach=found,
        figures=reach_figures(staffing, orders_paid, load, means, entries) if is_planned else {},
        goals=goals,
        one_more=one_more(load, means, prices) if is_planned else (),
        ladder=ladder(load, means, goals, prices) if is_planned else (),
        longer_hours=hours_instead(load, means, orders) if is_planned else None,
        staffing=staffing,
        people_typed=given.warehouse_people is not None,
        promised_too_soon=staffing.packing.promised_too_soon,
        event_share=sure.event_uncertainty_share,
        dispersion=sure.hour_dispersion,
    )


def load_at(staffing: Staffing, quantile: Quantile, orders: int) -> Load:
    """Return what the window brings at a quantile of its total, in the shape that is planned.

    Quantiles do not add: parcels of many hours wait for the same people, so the total's counts.
    """
    basis = staffing.basis
    hours, totals = basis.demand.hours, basis.demand.totals_by_quantile
    behind = len(staffing.hours) - len(hours)
    planned = [hour.parcels for hour in hours]
    parcels = split_exactly(totals[quantile].parcels, planned) if any(planned) else planned
    growth = totals[quantile].orders_placed / max(1, totals[Quantile.P50].orders_placed)
    asking = basis.workload.inquiries_per_order * growth
    return Load(
        orders=orders,
        parcels=(*parcels, *[0] * behind),
        inquiries=tuple(hour.orders_placed * asking for hour in hours),
        promise_hours=basis.given.promise_hours,
        service=basis.given,
    )


def _means(
    staffing: Staffing, given: CapacityAssumptions, load: Load, entries: Mapping[str, Entry]
) -> Means:
    service, window = load.service, len(load.inquiries)
    begin = staffing.plan.window_start
    agents = staffing.plan.on_duty["before"][begin : begin + window]
    if service.agents_at_most is not None:
        agents = (service.agents_at_most,) * window
    crew = staffing.packing.crew if given.warehouse_people is None else given.warehouse_people
    return Means(
        agents=agents,
        packers=(crew,) * len(load.parcels),
        outputs=staffing.step_outputs,
        limits=tuple(_limits(staffing, given, entries)),
        opens_at=service.opens_at,
        closes_at=service.closes_at,
    )


def _limits(
    staffing: Staffing, given: CapacityAssumptions, entries: Mapping[str, Entry]
) -> Iterator[Limit]:
    for key, (step, label) in LIMIT_LABELS.items():
        own = hasattr(given, key)
        have = getattr(given if own else staffing.basis.given, key)
        if have is None:
            continue
        output = staffing.basis.outputs.get(OUTPUT_OF[key])
        each = output.required if output else entries[f"staffing.{OUTPUT_OF[key]}"].value
        yield Limit(key, step, label, have, float(each or 0))


def _prices(staffing: Staffing, entries: Mapping[str, Entry]) -> Prices:
    service = staffing.basis.given
    every = all_steps(staffing.step_outputs)

    def money(name: str) -> Decimal | None:
        value = entries[name].value
        return None if value is None else Decimal(str(value))

    # A person's hour in all steps: each step's cost by its share of the work.
    packer_hour = sum(
        (money(step.cost_field) or Decimal(0)) * Decimal(str(every / output))
        for step, output in zip(STEPS, staffing.step_outputs, strict=True)
    )
    return Prices(
        agent_hour=money("staffing.before.hourly_cost") or Decimal(0),
        packer_hour=Decimal(packer_hour).quantize(PRICES_TO_FOUR_PLACES),
        machines={key: money(name) for key, name in PRICED_AS.items()},
        agent_share=productive_share(service, "before", Group.SERVICE),
        packer_share=productive_share(service, "pack", Group.WAREHOUSE),
        shift_hours=service.shift_hours,
    )
