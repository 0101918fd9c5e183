"""Composes the rooms: reference → targets → demand → staffing → materials; no own formula."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.activities import (
    Activities,
    Designs,
    Past,
    cost_share_from_sheets,
    plan_activities,
    read_shop,
)
from planner.campaign import Campaign, CampaignAssumptions, Plan
from planner.capacity import Capacity, plan_capacity
from planner.customers import (
    NO_RESPONSES,
    CustomerBase,
    Customers,
    Responses,
    comeback,
    inquiries_from_sheet,
    plan_customers,
    read_base,
)
from planner.customers.waves import SHOP_NAME, language_of
from planner.demand import (
    QUERIES,
    Demand,
    Evidence,
    Reference,
    SheetSpan,
    find_peak_day,
    parcels_of,
    plan_demand,
    read_evidence,
    read_reference,
)
from planner.demand.evidence import earlier_windows
from planner.figures import Entry, Figure, filled
from planner.funnel import Funnel, plan_funnel
from planner.inventory import (
    Inventory,
    SalesSoFar,
    Shop,
    StockFacts,
    Typed,
    count_hours_from_sheets,
    plan_inventory,
    read_sales_so_far,
    read_stock_facts,
)
from planner.inventory.count_sheet import CountPlaces
from planner.language import Message, say
from planner.materials import (
    Choices,
    Flow,
    Materials,
    items_to_pack,
    plan_materials,
    priority_share,
    size_shares,
)
from planner.messages import Sender
from planner.planning.memory import Memory
from planner.planning.registry import REGISTRY
from planner.reminders import NOTHING_NOTED, Beside, Noted, Reminders, plan_reminders
from planner.roster import ShiftPlan, plan_shifts
from planner.staffing import Staffing, lines_per_parcel, plan_staffing, visitors_asking
from planner.staffing.accounts import effective_handling
from planner.tables import Dataset
from planner.targets import (
    COMEBACK,
    COMEBACK_FROM,
    GROUP_OF,
    GROUPS,
    DayTarget,
    History,
    TargetRoom,
    Targets,
    by_day,
    costs_from_sheets,
    days_edited,
    free_quantities,
    kept,
    plan_room,
    read_history,
    solve,
    typed_hours,
    visitors_by_hour,
    visitors_from_sheet,
)
from planner.tracking import Tracking, plan_tracking


@dataclass(frozen=True)
class Rooms:
    """What the rooms say; there only when the reference window holds sales.

    Attributes:
        reference: the last event as the sheets show it.
        ordinary: the ordinary days before it; None where the sheets hold none.
        targets: what the goal takes.
        parcels: to ship over the window.
        demand: the forecast by hour.
        evidence: what the sheets say about its spread.
        days: the goal by day.
        target_room: what the target page says beside the equation.
        visitors_by_hour: visitors each hour takes; None while conversion is open.
        activities: the designs of the event's offers.
        inventory: whether the stock is ready, product by product.
        staffing: people by hour.
        shifts: who works when.
        capacity: what can be shipped with those there are.
        materials: the shopping list.
        customers: their groups, and who comes back.
    """

    reference: Reference
    ordinary: Reference | None
    targets: Targets
    parcels: Figure
    demand: Demand
    evidence: Evidence
    days: tuple[DayTarget, ...]
    target_room: TargetRoom
    visitors_by_hour: tuple[int | None, ...]
    activities: Activities
    inventory: Inventory
    staffing: Staffing
    shifts: ShiftPlan
    capacity: Capacity
    materials: Materials
    customers: Customers


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
        funnel: where money leaks; None while neither orders nor visitors are loaded.
        reminders: whom to remind of payment; None while no orders are loaded.
        tracking: which parcels are in trouble; None while nothing tells of any.
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
    funnel: Funnel | None = None
    reminders: Reminders | None = None
    tracking: Tracking | None = None

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
        yield from self.rooms.target_room.figures()
        yield from self.rooms.demand.figures.values()
        yield from self.rooms.inventory.figures.values()
        yield from self.rooms.staffing.figures.values()
        yield from self.rooms.capacity.figures.values()
        yield from self.rooms.materials.figures()
        if self.funnel is not None:
            yield from self.funnel.figures()
        yield from self.rooms.customers.figures.values()
        if self.reminders is not None:
            yield from self.reminders.figures()
        if self.tracking is not None:
            yield from self.tracking.figures()


def answer(
    plan: Plan,
    dataset: Dataset | None,
    today: date,
    memory: Memory | None = None,
    noted: Noted = NOTHING_NOTED,
    responses: Responses = NO_RESPONSES,
) -> Answer:
    """Return every number that follows from a plan and a data set on a day.

    Pure but for reading the data set's immutable files. Without data, or where the reference
    window holds no sales, the rooms stay empty and the problems say what is missing. A ``memory``
    makes answering much the same plan again faster, and changes no number. ``noted`` is what was
    done about unpaid orders so far, ``responses`` who answered recall waves.
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
    evidence = (
        read_evidence(dataset, usable, campaign.reference_day, REGISTRY.entries(plan.values))
        if dataset and usable and campaign.reference_day
        else None
    )
    history = (
        _read_history(plan, dataset, campaign, usable, evidence, span)
        if dataset and usable and evidence and span
        else None
    )
    shelves = _read_shelves(plan, dataset, usable) if dataset and usable else None
    customers = (
        read_base(dataset, campaign, today, REGISTRY.entries(plan.values), responses)
        if dataset and usable
        else None
    )
    memory = memory or Memory()
    entries, activities = REGISTRY.entries(plan.values), None
    if (
        dataset
        and usable
        and evidence
        and history
        and shelves
        and customers
        and campaign.reference_day
    ):
        told = _from_sheets(plan, dataset, usable, evidence, history, shelves, customers)
        entries = REGISTRY.entries(plan.values, told)
        activities = memory.asking(entries)(
            plan_activities,
            Designs.of(plan.values),
            Past(dataset, usable, campaign.reference_day, evidence.ordinary, evidence.events),
            shelves.typed.costs,
            campaign,
            entries,
        )
        if effect := activities.effect:
            under = {**effect.levers(told), **effect.inserts()}
            entries = REGISTRY.entries(plan.values, {**told, **under})
    tracking = (
        plan_tracking(
            dataset,
            plan,
            campaign,
            entries,
            today,
            Sender(plan.text(SHOP_NAME) or "", language_of(plan)),
        )
        if dataset
        else None
    )
    rooms = (
        _rooms(
            _as_rooms_see_it(plan),
            campaign,
            usable,
            activities,
            evidence,
            history,
            shelves,
            customers,
            entries,
            today,
            memory,
            tracking.marked if tracking else 0,
        )
        if usable and activities and evidence and history and shelves and customers
        else None
    )
    return Answer(
        plan=plan,
        today=today,
        campaign=campaign,
        entries=entries,
        files=dataset.files if dataset else (),
        version=dataset.version if dataset else None,
        span=span,
        rooms=rooms,
        problems=_problems(dataset, campaign, span, reference, today),
        funnel=_funnel(plan, dataset, campaign, evidence, entries, today) if dataset else None,
        reminders=(
            _reminders(plan, dataset, campaign, entries, today, noted, rooms) if dataset else None
        ),
        tracking=tracking,
    )


def _reminders(
    plan: Plan,
    dataset: Dataset,
    campaign: Campaign,
    entries: Mapping[str, Entry],
    today: date,
    noted: Noted,
    rooms: Rooms | None,
) -> Reminders | None:
    """Return whom to remind of payment, beside what answering inquiries is worth where known."""
    return plan_reminders(
        dataset,
        noted,
        plan,
        campaign,
        entries,
        today,
        Sender(plan.text(SHOP_NAME) or "", language_of(plan)),
        Beside(rooms.targets.aov, effective_handling(entries)) if rooms else None,
    )


def _funnel(
    plan: Plan,
    dataset: Dataset,
    campaign: Campaign,
    evidence: Evidence | None,
    entries: Mapping[str, Entry],
    today: date,
) -> Funnel | None:
    """Return the funnel, beside the event of the year before and ordinary days where known."""
    window, day = campaign.reference_window, campaign.reference_day
    before = earlier_windows(window, day, evidence.events) if window and day and evidence else ()
    return plan_funnel(
        dataset,
        plan,
        campaign,
        entries,
        today,
        evidence.ordinary if evidence else None,
        before[0] if before else None,
    )


@dataclass(frozen=True)
class _Shelves:
    """What is known of the stock before anything is forecast.

    Attributes:
        facts: what the sheets say; None where no stock or product sheet is loaded.
        sales: of each product so far.
        typed: what the manager says.
        count_places: where it lies, not read yet.
    """

    facts: StockFacts | None
    sales: Mapping[str, SalesSoFar]
    typed: Typed
    count_places: CountPlaces


def _read_shelves(plan: Plan, dataset: Dataset, reference: Reference) -> _Shelves:
    typed = Typed.of(plan.values)
    facts = read_stock_facts(
        dataset,
        reference.first_day,
        reference.last_day,
        typed.counts_as,
        typed.matches,
        typed.pack_sizes,
    )
    return _Shelves(facts, read_sales_so_far(dataset), typed, CountPlaces(dataset, typed))


def _rooms(
    plan: Plan,
    campaign: Campaign,
    reference: Reference,
    activities: Activities,
    evidence: Evidence,
    history: History,
    shelves: _Shelves,
    customers: CustomerBase,
    entries: Mapping[str, Entry],
    today: date,
    memory: Memory,
    marked: int,
) -> Rooms:
    ask, effect = memory.asking(entries), activities.effect
    goal_kind = REGISTRY.choice(plan.values, "targets.goal_kind")
    targets = ask(solve, reference, entries, goal_kind, free_quantities(plan.values))
    parcels = ask(parcels_of, targets.orders_paid, entries)
    # The same items in the hours and in the shopping list, so that they never disagree.
    items = ask(items_to_pack, parcels, targets.items, entries)

    def forecast(
        day_revenue: Sequence[Decimal] | None = None,
        hour_revenue: Mapping[int, Decimal] | None = None,
    ) -> Demand:
        return ask(
            plan_demand,
            reference,
            evidence,
            entries,
            campaign.first_day,
            revenue=targets.goal,
            orders_placed=targets.orders_placed,
            orders_paid=targets.orders_paid,
            parcels=parcels,
            items=items,
            day_revenue=day_revenue,
            hour_revenue=hour_revenue,
            offers=effect.offers if effect else None,
        )

    demand = forecast()
    days = ask(days_edited, demand, reference, targets.goal.exact, plan.values)
    hours = ask(typed_hours, demand, days, plan.values)
    if days.edited or hours:
        demand = forecast([part.amount for part in days.parts], hours)
    staffing = ask(
        plan_staffing,
        demand,
        reference,
        entries,
        targets.orders_placed,
        targets.orders_paid,
        parcels,
        visitors=targets.visitors,
        main_day=campaign.main_day,
    )
    return Rooms(
        reference=reference,
        ordinary=evidence.ordinary,
        targets=targets,
        parcels=parcels,
        demand=demand,
        evidence=evidence,
        days=ask(by_day, demand, targets, reference, campaign.main_day),
        target_room=ask(
            plan_room,
            plan,
            campaign,
            reference,
            evidence.ordinary,
            history,
            targets,
            parcels,
            demand,
            days,
            entries,
        ),
        visitors_by_hour=ask(visitors_by_hour, demand, targets),
        activities=activities,
        inventory=ask(
            plan_inventory,
            ask(
                Shop.of,
                demand,
                shelves.facts,
                shelves.sales,
                entries,
                campaign,
                today,
                effect.reserved(int(targets.orders_paid.required)) if effect else {},
            ),
            shelves.typed,
            shelves.count_places,
            entries,
            round(float(parcels.required) * staffing.basis.given.prepacked_share),
        ),
        staffing=staffing,
        shifts=ask(
            plan_shifts,
            staffing,
            campaign,
            plan,
            entries,
            today,
            evidence.ordinary,
        ),
        capacity=ask(plan_capacity, staffing, targets.orders_paid, entries),
        materials=ask(
            plan_materials,
            reference,
            Flow(parcels, items, staffing.figures["parcels_per_hour"]),
            Flow(
                demand.figures["parcels_p95"],
                demand.figures["items_p95"],
                staffing.parcels_per_hour_high,
            ),
            staffing.basis.outputs,
            entries,
            Choices.of(plan.values),
            campaign.main_day,
            today,
        ),
        customers=ask(
            plan_customers,
            customers,
            plan,
            campaign,
            today,
            targets.aov,
            targets.goal,
            targets.orders_paid,
            entries,
            marked,
        ),
    )


def _as_rooms_see_it(plan: Plan) -> Plan:
    """Return a plan's texts, days and choices, whatever its version.

    Its numbers reach the rooms as entries, and what is typed of products reaches theirs alone.
    """
    values = {
        name: value
        for name, value in plan.values.items()
        if not name.startswith("inventory.") and REGISTRY.assumption(name) is None
    }
    return Plan(plan.plan_id, values=values)


def _read_history(
    plan: Plan,
    dataset: Dataset,
    campaign: Campaign,
    reference: Reference,
    evidence: Evidence,
    span: SheetSpan,
) -> History:
    chosen = REGISTRY.entries(plan.values)
    ordinary = evidence.ordinary
    return read_history(dataset, campaign, reference, ordinary, chosen, span.first_day)


def _from_sheets(
    plan: Plan,
    dataset: Dataset,
    reference: Reference,
    evidence: Evidence,
    history: History,
    shelves: _Shelves,
    customers: CustomerBase,
) -> Mapping[str, Figure]:
    """Return what the shop's own sheets say instead of a default, by assumption."""
    counted = visitors_from_sheet(dataset, reference.first_day, reference.last_day)
    visitors = {"targets.reference_visitors": counted} if counted else {}
    asking = visitors_asking(dataset, reference)
    chosen = REGISTRY.entries(plan.values, visitors)
    per_order = chosen["demand.parcels_per_order"]
    cost_share = cost_share_from_sheets(read_shop(dataset, reference.first_day, reference.last_day))
    inquiries = inquiries_from_sheet(dataset)
    to_priority = priority_share(dataset, reference, plan.text("materials.priority_cities"))
    return {
        **evidence.from_sheets(),
        **visitors,
        **({"staffing.visitors_asking": asking} if asking else {}),
        **kept(reference, chosen),
        **costs_from_sheets(reference, history, chosen),
        "staffing.lines_per_parcel": lines_per_parcel(reference, per_order),
        **size_shares(reference, chosen),
        **({"materials.priority_share": to_priority} if to_priority else {}),
        **_count_hours(shelves, evidence, chosen),
        **({"activities.cost_share": cost_share} if cost_share else {}),
        **_comebacks(plan, customers),
        **({"customers.inquiries_a_day": inquiries} if inquiries else {}),
    }


def _comebacks(plan: Plan, customers: CustomerBase) -> Mapping[str, Figure]:
    """Return the comeback rate of each group of customers that the shop's own orders tell."""
    if REGISTRY.choice(plan.values, COMEBACK_FROM) != "orders":
        return {}
    labels = {last: key for last, key in GROUP_OF.items() if key in GROUPS}
    found = {
        f"{COMEBACK}{key}": comeback(customers, f"customers.comeback_{key}", last, GROUPS[key])
        for last, key in labels.items()
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def _count_hours(
    shelves: _Shelves, evidence: Evidence, entries: Mapping[str, Entry]
) -> Mapping[str, Figure]:
    """Return the hours of the full count: of what sold in the last event, or sells now."""
    history = evidence.products
    if shelves.facts is None or history is None:
        return {}
    sells = history.last_event.units + history.newest.units
    sold = {code for code, units in zip(history.products, sells, strict=True) if units}
    held = {
        code: shelves.typed.over(one)
        for code, one in shelves.facts.products.items()
        if code in sold
    }
    files = tuple(sheet.file for sheet in shelves.facts.sheets)
    hours = count_hours_from_sheets(held, files, entries)
    return {"staffing.count_hours": hours} if hours else {}


def _problems(
    dataset: Dataset | None,
    campaign: Campaign,
    span: SheetSpan | None,
    reference: Reference | None,
    today: date,
) -> tuple[Message, ...]:
    if span is None or reference is None:
        if dataset is not None and dataset.rows(QUERIES["sheet_days"]):
            return (
                say(
                    "Your sheets hold orders, but none of them is paid: a plan follows from paid"
                    " orders. Upload last year's order list with its times of payment."
                ),
            )
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
    elif campaign.reference_window and campaign.reference_window[1] >= campaign.first_day:
        problems.append(
            say(
                "The reference window to {last} overlaps the campaign from {first}: the same days"
                " would be plan and comparison. Shorten the window or choose another day.",
                last=campaign.reference_window[1],
                first=campaign.first_day,
            )
        )
    if campaign.main_day < today:
        problems.append(
            say(
                "The main day {day} lies before today: this looks back. Choose the next event on"
                " the overview to plan ahead.",
                day=campaign.main_day,
            )
        )
    if span.day_count == 1:
        problems.append(
            say(
                "Your sheets hold a single day: no ordinary days to compare with, and nobody can"
                " be known as a returning customer."
            )
        )
    return tuple(problems)
