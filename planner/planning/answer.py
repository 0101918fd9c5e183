"""Composes the rooms: reference → targets → demand → staffing, materials. No formula of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planner.campaign import Campaign, CampaignAssumptions, Plan
from planner.demand import (
    Demand,
    Reference,
    SheetSpan,
    find_peak_day,
    forecast,
    parcels_of,
    read_reference,
)
from planner.figures import Entry, Figure, filled
from planner.language import Message, say
from planner.materials import Materials, bag_share, plan_materials
from planner.planning.registry import REGISTRY
from planner.staffing import Staffing, lines_per_parcel, plan_staffing
from planner.tables import Dataset
from planner.targets import (
    DayTarget,
    Targets,
    Unknown,
    by_day,
    reference_aov,
    solve,
    visitors_by_hour,
)


@dataclass(frozen=True)
class Rooms:
    """What the rooms say; there only when the reference window holds sales.

    Attributes:
        reference: the last event as the sheets show it.
        targets: what the goal takes.
        parcels: to ship over the window.
        demand: the forecast by hour.
        days: the goal by day.
        visitors_by_hour: visitors each hour takes; None while conversion is open.
        staffing: people by hour.
        materials: the shopping list.
    """

    reference: Reference
    targets: Targets
    parcels: Figure
    demand: Demand
    days: tuple[DayTarget, ...]
    visitors_by_hour: tuple[int | None, ...]
    staffing: Staffing
    materials: Materials


@dataclass(frozen=True)
class Answer:
    """Every number of the plan.

    Attributes:
        plan: what somebody set.
        today: the day it was asked on.
        campaign: the promotion.
        entries: the value in force of every assumption.
        files: the sheets behind it.
        version: of the data.
        span: what the sheets cover; None while nothing paid is loaded.
        rooms: what the rooms say; None while the reference window holds no sales.
        problems: what a manager must know before trusting any of it.
    """

    plan: Plan
    today: date
    campaign: Campaign
    entries: Mapping[str, Entry]
    files: tuple[str, ...]
    version: str | None
    span: SheetSpan | None
    rooms: Rooms | None
    problems: tuple[Message, ...]

    @property
    def days_to_go(self) -> int:
        """Return the days from today to the main day; negative after it."""
        return (self.campaign.main_day - self.today).days

    def figures(self) -> Iterator[Figure]:
        """Yield every figure, room by room in the order of work."""
        if self.rooms is None:
            return
        yield from self.rooms.targets.figures()
        yield self.rooms.parcels
        yield from self.rooms.staffing.figures.values()
        yield from self.rooms.materials.drivers.values()
        for line in self.rooms.materials.lines:
            yield from (line.need, line.packs, line.to_buy, line.cost)
        yield self.rooms.materials.cost


def answer(plan: Plan, dataset: Dataset | None, today: date) -> Answer:
    """Return every number that follows from a plan and a data set on a day.

    Pure but for reading the data set's immutable files. Without data, or where the reference
    window holds no sales, the rooms stay empty and the problems say what is missing.
    """
    span = find_peak_day(dataset) if dataset else None
    window = filled("campaign", CampaignAssumptions, REGISTRY.entries(plan.values))
    campaign = Campaign.of(plan, window, today, span.peak_day if span else None)
    reference = (
        read_reference(dataset, *campaign.reference_window)
        if dataset and campaign.reference_window
        else None
    )
    usable = reference if reference and reference.has_sales else None
    entries = REGISTRY.entries(plan.values, _from_sheets(plan, usable) if usable else None)
    return Answer(
        plan=plan,
        today=today,
        campaign=campaign,
        entries=entries,
        files=dataset.files if dataset else (),
        version=dataset.version if dataset else None,
        span=span,
        rooms=_rooms(plan, campaign, usable, entries, today) if usable else None,
        problems=_problems(campaign, span, reference),
    )


def _rooms(
    plan: Plan,
    campaign: Campaign,
    reference: Reference,
    entries: Mapping[str, Entry],
    today: date,
) -> Rooms:
    goal_kind = REGISTRY.choice(plan.values, "targets.goal_kind")
    wanted = Unknown(REGISTRY.choice(plan.values, "targets.unknown"))
    targets = solve(reference, entries, goal_kind, wanted)
    parcels = parcels_of(targets.orders_paid, entries)
    materials = plan_materials(reference, parcels, targets.items, entries, campaign.main_day, today)
    demand = forecast(
        reference,
        campaign.first_day,
        revenue=targets.goal.exact,
        orders_placed=int(targets.orders_placed.required),
        orders_paid=int(targets.orders_paid.required),
        parcels=int(parcels.required),
        # The same items as are packed, so that hours and shopping list never disagree.
        items=int(materials.drivers["items"].required),
    )
    return Rooms(
        reference=reference,
        targets=targets,
        parcels=parcels,
        demand=demand,
        days=by_day(demand, targets, reference, campaign.main_day),
        visitors_by_hour=visitors_by_hour(demand, targets),
        staffing=plan_staffing(
            demand, reference, entries, targets.orders_placed, targets.orders_paid, parcels
        ),
        materials=materials,
    )


def _from_sheets(plan: Plan, reference: Reference) -> Mapping[str, Figure]:
    """Return what the shop's own sheets say instead of a default, by assumption."""
    chosen = REGISTRY.entries(plan.values)
    per_order = chosen["demand.parcels_per_order"]
    return {
        "targets.aov": reference_aov(reference),
        "staffing.lines_per_parcel": lines_per_parcel(reference, per_order),
        "materials.bag_share": bag_share(reference, chosen["materials.bag_holds_items"], per_order),
    }


def _problems(
    campaign: Campaign, span: SheetSpan | None, reference: Reference | None
) -> tuple[Message, ...]:
    if span is None or reference is None:
        return (say("No paid orders are loaded yet: upload last year's order list."),)
    problems = []
    if not reference.has_sales:
        problems.append(
            say(
                "The sheets hold no paid orders from {first} to {last}: choose another reference"
                " day between {from_day} and {to_day}.",
                first=reference.first_day,
                last=reference.last_day,
                from_day=span.first_day,
                to_day=span.last_day,
            )
        )
    elif reference.days_with_orders < reference.day_count:
        problems.append(
            say(
                "{missing} of the {count} days from {first} to {last} hold no orders in your"
                " sheets: the same days of the plan stay empty.",
                missing=reference.day_count - reference.days_with_orders,
                count=reference.day_count,
                first=reference.first_day,
                last=reference.last_day,
            )
        )
    if campaign.reference_day and campaign.reference_day >= campaign.main_day:
        problems.append(
            say("The reference day lies on or after the main day: check both on the overview.")
        )
    return tuple(problems)
