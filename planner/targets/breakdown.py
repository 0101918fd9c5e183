"""The goal broken down by day, hour, product, customers and channel (TGT-6).

Each part sums to the whole to the cent. A part that somebody edited stays as it was typed; the
others share what is left in proportion to their weights, by largest remainder. Days that are edited
change their hours, and so all that follows from the forecast; single hours are edited in
:mod:`planner.targets.hours`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from planner.campaign.settings import Stored
from planner.demand import CENTS, Demand, DemandHour, ProductDemand, Reference, split_exactly
from planner.errors import N_, PlanError
from planner.figures import CENT, rounded_up
from planner.language import Message, Quantity, Unit, say
from planner.targets.assumptions import BREAKDOWN, GROUPS
from planner.targets.equation import Targets
from planner.targets.history import Channel, History

PRODUCTS_SHOWN = 40
"""So many products have a line of their own; those behind them share one."""
OTHERS = "others"


# By day and hour ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class DayTarget:
    """What one day of the window has to bring, beside the same day of the reference window.

    Attributes:
        day: of the campaign.
        offset: days from the main day, D-4 = -4.
        revenue: paid amount.
        share: of the goal.
        orders_placed: orders placed.
        orders_paid: orders paid.
        parcels: parcels to ship.
        visitors: of this day alone; None while the conversion rate is open.
        reference_day: the day of the last event that it follows.
        reference_revenue: paid amount of that day.
    """

    day: date
    offset: int
    revenue: Decimal
    share: float
    orders_placed: int
    orders_paid: int
    parcels: int
    visitors: int | None
    reference_day: date
    reference_revenue: Decimal


def by_day(
    demand: Demand, targets: Targets, reference: Reference, main_day: date
) -> tuple[DayTarget, ...]:
    """Return the goal by day; the days' revenue sums to the goal to the cent.

    A day's visitors = its share of the buyers ÷ conversion; visitors of days never add up.
    """
    days = [
        (day, tuple(hours))
        for day, hours in groupby(demand.hours, key=lambda hour: hour.start.date())
    ]
    reference_days = [
        (day, tuple(hours))
        for day, hours in groupby(reference.hours, key=lambda hour: hour.hour_start.date())
    ]
    return tuple(
        DayTarget(
            day=day,
            offset=(day - main_day).days,
            revenue=sum((hour.revenue for hour in hours), Decimal(0)),
            share=float(sum(hour.revenue for hour in hours) / (targets.goal.exact or 1)),
            orders_placed=sum(hour.orders_placed for hour in hours),
            orders_paid=sum(hour.orders_paid for hour in hours),
            parcels=sum(hour.parcels for hour in hours),
            visitors=_visitors(hours, targets),
            reference_day=reference_day,
            reference_revenue=sum((hour.paid_amount for hour in reference_hours), Decimal(0)),
        )
        for (day, hours), (reference_day, reference_hours) in zip(days, reference_days, strict=True)
    )


def visitors_by_hour(demand: Demand, targets: Targets) -> tuple[int | None, ...]:
    """Return the visitors each hour takes; None while the conversion rate is open."""
    return tuple(_visitors((hour,), targets) for hour in demand.hours)


def _visitors(hours: Sequence[DemandHour], targets: Targets) -> int | None:
    """Return buyers ÷ conversion for these hours; buyers in proportion to the paid orders."""
    conversion = targets.conversion.value
    if not conversion:
        return None
    orders = sum(hour.orders_paid for hour in hours)
    buyers = orders * targets.buyers.exact / (targets.orders_paid.exact or 1)
    return rounded_up(buyers / Decimal(str(conversion)))


# Any breakdown -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """One part of the goal.

    Attributes:
        key: its name in the plan's fields.
        label: what it is: a day, the start of an hour, or words; text of the shop's own (a product,
            a source) as it stands.
        amount: of the goal.
        last: what it was in the last event; None where no sheet tells.
        edited: somebody typed the amount.
    """

    key: str
    label: Message | str | date | datetime
    amount: Decimal
    last: Decimal | None
    edited: bool


@dataclass(frozen=True)
class Breakdown:
    """The goal by one dimension, or a day by its hours; the parts sum to it to the cent.

    Attributes:
        dimension: ``day``, ``hour``, ``category``, ``product``, ``customers`` or ``channel``.
        title: its name.
        parts: in reading order; empty where no sheet tells.
        note: what the unedited parts follow, or which sheet would tell them.
        problems: what a manager must know before trusting these.
        lost: keys of edits that are no part of it any more.
    """

    dimension: str
    title: Message
    parts: tuple[Part, ...]
    note: Message
    problems: tuple[Message, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def whole(self) -> Decimal:
        """Return what the parts sum to."""
        return sum((part.amount for part in self.parts), Decimal(0))

    @property
    def edited(self) -> tuple[Part, ...]:
        """Return the parts that somebody typed."""
        return tuple(part for part in self.parts if part.edited)

    def check(self, key: str, amount: Decimal) -> None:
        """Refuse an amount that leaves the others no way to sum to the whole.

        Raises:
            PlanError: below zero; above the whole, or with what is edited already above it; or the
                last part that was free, with a sum that is not the whole.
        """
        others = sum((part.amount for part in self.edited if part.key != key), Decimal(0))
        if amount < 0:
            raise PlanError(N_("A part of the goal is never below zero."))
        told = {
            "amount": Quantity(amount, Unit.MONEY),
            "goal": Quantity(self.whole, Unit.MONEY),
            "others": Quantity(others, Unit.MONEY),
            "sum": Quantity(others + amount, Unit.MONEY),
            "room": Quantity(max(Decimal(0), self.whole - others), Unit.MONEY),
        }
        if others + amount > self.whole:
            raise PlanError(self._too_much(others), **told)
        free = [part for part in self.parts if not part.edited and part.key != key]
        if not free and others + amount != self.whole:
            raise PlanError(
                N_(
                    "All parts would be edited and come to {sum} instead of {goal}: leave one part"
                    " free, or type {room}."
                ),
                **told,
            )

    def _too_much(self, others: Decimal) -> str:
        if others:
            return N_(
                "{amount} is more than what is left: the other edited parts take {others} of"
                " {goal}, so at most {room} fits."
            )
        if self.dimension == "hour":
            return N_(
                "{amount} is more than the whole day brings, {goal}: type at most that, or raise"
                " the day first."
            )
        return N_("{amount} is more than the whole goal, {goal}: at most that fits.")


def rebalanced(
    total: int, weights: Sequence[Decimal | int], edits: Mapping[int, int]
) -> tuple[list[int], bool]:
    """Return the total split so that the edited parts stay; and whether they could.

    The parts that are not edited share the rest in proportion to their weights. Where the edits
    no longer fit (the goal fell below them, or all are edited), they are scaled to the total.

    >>> rebalanced(1000, [1, 1, 2], {0: 400})
    ([400, 200, 400], True)
    >>> rebalanced(300, [1, 1, 2], {0: 400})
    ([300, 0, 0], False)
    """
    kept = sum(edits.values())
    free = [index for index in range(len(weights)) if index not in edits]
    if kept > total or (not free and kept != total):
        scaled = split_exactly(total, [edits.get(index, 0) for index in range(len(weights))])
        return scaled, False
    rest = split_exactly(total - kept, [weights[index] for index in free]) if free else []
    found = {**edits, **dict(zip(free, rest, strict=True))}
    return [found[index] for index in range(len(weights))], True


def edits_of(values: Mapping[str, Stored], dimension: str) -> Mapping[str, Decimal]:
    """Return the edited parts of a dimension in a plan, by key."""
    prefix = f"{BREAKDOWN}{dimension}."
    return {
        name.removeprefix(prefix): Decimal(str(value))
        for name, value in values.items()
        if name.startswith(prefix) and value is not None
    }


@dataclass(frozen=True)
class _Line:
    """A part before it has an amount: its weight, and what it was in the last event."""

    key: str
    label: Message | str | date
    weight: Decimal | int
    last: Decimal | None


def _broken_down(
    dimension: str,
    title: Message,
    lines: Sequence[_Line],
    note: Message,
    goal: Decimal,
    values: Mapping[str, Stored],
) -> Breakdown:
    edited = edits_of(values, dimension)
    edits = {
        index: int(edited[line.key] * CENTS)
        for index, line in enumerate(lines)
        if line.key in edited
    }
    if not lines:
        return Breakdown(dimension, title, (), note)
    amounts, fits = rebalanced(int(goal * CENTS), [line.weight for line in lines], edits)
    problems = []
    if not fits:
        problems.append(
            say(
                "The edited parts come to {sum}, the goal is {goal}: they are scaled to it. Edit"
                " or reset them.",
                sum=Quantity(Decimal(sum(edits.values())) / CENTS, Unit.MONEY),
                goal=Quantity(goal, Unit.MONEY),
            )
        )
    lost = sorted(set(edited) - {line.key for line in lines})
    if lost:
        problems.append(
            say(
                "{count} edited parts are not in this breakdown any more and count for nothing.",
                count=len(lost),
            )
        )
    return Breakdown(
        dimension,
        title,
        tuple(
            Part(line.key, line.label, Decimal(cents) / CENTS, line.last, index in edits)
            for index, (line, cents) in enumerate(zip(lines, amounts, strict=True))
        ),
        note,
        tuple(problems),
        tuple(lost),
    )


def days_edited(
    demand: Demand, reference: Reference, goal: Decimal, values: Mapping[str, Stored]
) -> Breakdown:
    """Return the goal by day as edited; unedited days keep the proportions of the forecast."""
    then = {}
    for day, hours in groupby(reference.hours, key=lambda hour: hour.hour_start.date()):
        then[day] = sum((hour.paid_amount for hour in hours), Decimal(0))
    planned: dict[date, Decimal] = {}
    for hour in demand.hours:
        planned[hour.start.date()] = planned.get(hour.start.date(), Decimal(0)) + hour.revenue
    lines = [
        _Line(day.isoformat(), day, revenue, last)
        for (day, revenue), last in zip(planned.items(), then.values(), strict=True)
    ]
    return _broken_down(
        "day",
        say("Day"),
        lines,
        say("Days follow the last event's; hours, people and parcels follow their day."),
        goal,
        values,
    )


def other_breakdowns(
    products: Sequence[ProductDemand],
    history: History,
    goal: Decimal,
    values: Mapping[str, Stored],
    paid_then: Decimal,
) -> tuple[Breakdown, ...]:
    """Return the goal by category, product, customers and channel."""
    made = (
        _by_category(products, history, goal, values, paid_then),
        _by_product(products, goal, values, paid_then),
        _by_customers(history, goal, values),
        _by_channel(history.channels, goal, values),
    )
    return tuple(one for one in made if one.dimension != "category" or one.parts)


def _then(product: ProductDemand, paid_then: Decimal) -> Decimal:
    """Return the product's share of what was paid then."""
    return (Decimal(str(product.last_event_share)) * paid_then).quantize(CENT)


def _by_product(
    products: Sequence[ProductDemand],
    goal: Decimal,
    values: Mapping[str, Stored],
    paid_then: Decimal,
) -> Breakdown:
    edited = edits_of(values, "product")
    own: list[ProductDemand] = []
    rest: list[ProductDemand] = []
    for place, product in enumerate(products):
        (own if place < PRODUCTS_SHOWN or product.product in edited else rest).append(product)
    lines = [
        _Line(
            product.product,
            _named(product),
            product.revenue,
            _then(product, paid_then),
        )
        for product in own
    ]
    if rest:
        lines.append(
            _Line(
                OTHERS,
                say("{count} other products", count=len(rest)),
                sum((product.revenue for product in rest), Decimal(0)),
                sum((_then(product, paid_then) for product in rest), Decimal(0)),
            )
        )
    note = say(
        "Products follow their forecast: the last event, the newest ordinary weeks, and products"
        " like them; the page Inventory says how well it was tested."
    )
    if not lines:
        note = say("No order items are loaded: a list of them would tell.")
    return _broken_down("product", say("Single products"), lines, note, goal, values)


def _named(product: ProductDemand) -> Message | str:
    """Return code and title of a product, each once."""
    if not product.product:
        return say("without a code or a title")
    if product.title and product.title != product.product:
        return f"{product.product} {product.title}"
    return product.product


def _by_category(
    products: Sequence[ProductDemand],
    history: History,
    goal: Decimal,
    values: Mapping[str, Stored],
    paid_then: Decimal,
) -> Breakdown:
    amounts: dict[str, Decimal] = {}
    then: dict[str, Decimal] = {}
    for product in products:
        category = product.category or history.categories.get(product.product) or ""
        amounts[category] = amounts.get(category, Decimal(0)) + product.revenue
        then[category] = then.get(category, Decimal(0)) + _then(product, paid_then)
    if set(amounts) <= {""}:
        amounts = {}
    lines = [
        _Line(
            category or OTHERS,
            category or say("without a category"),
            amount,
            then[category],
        )
        for category, amount in sorted(amounts.items(), key=lambda one: (-one[1], one[0]))
    ]
    note = say("Categories follow the forecast of their products.")
    return _broken_down("category", say("Categories"), lines, note, goal, values)


def _by_customers(history: History, goal: Decimal, values: Mapping[str, Stored]) -> Breakdown:
    title = say("Customers")
    if not history.groups or history.new_paid is None:
        note = say("No order names its buyer: an order list with buyers would tell.")
        return _broken_down("customers", title, (), note, goal, values)
    lines = [_Line("new", say("New customers"), *_twice(history.new_paid.value))]
    lines += [
        _Line(
            key, say("Returning, last order {group}", group=label), *_twice(group.paid_then.value)
        )
        for (key, label), group in zip(GROUPS.items(), history.groups.values(), strict=True)
    ]
    note = say("Customer groups follow what each paid in the last event.")
    if history.days_before <= 0:
        note = say(
            "Your sheets begin with the event, so nobody can be told new from returning: an order"
            " list of the months before would tell."
        )
    return _broken_down("customers", title, lines, note, goal, values)


def _twice(value: object) -> tuple[Decimal, Decimal]:
    """Return an amount as weight and as last event's value."""
    amount = Decimal(str(value or 0))
    return amount, amount


def _by_channel(
    channels: Sequence[Channel], goal: Decimal, values: Mapping[str, Stored]
) -> Breakdown:
    """Return the goal by source of visitors, weighed by what the visitor sheet knows of them."""
    title = say("Channel")
    if not channels:
        note = say("No sources of visitors are loaded: a visitor list by source would tell.")
        return _broken_down("channel", title, (), note, goal, values)
    if any(channel.paid_amount for channel in channels):
        note = say("Channels follow what each brought in the last event.")
        weights: list[Decimal | int] = [channel.paid_amount or 0 for channel in channels]
    elif any(channel.paid_buyers for channel in channels):
        note = say("Channels follow the buyers of the last event; the sheet has no amounts.")
        weights = [channel.paid_buyers or 0 for channel in channels]
    else:
        note = say("Channels follow the visits of the last event; the sheet has no buyers.")
        weights = [channel.visitor_days or 0 for channel in channels]
    lines = [
        _Line(channel.source, channel.source, weight, channel.paid_amount)
        for channel, weight in zip(channels, weights, strict=True)
    ]
    return _broken_down("channel", title, lines, note, goal, values)
