"""What the page Customers says: groups, who comes back, and what the lists cannot tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from planner.campaign import Campaign, Plan
from planner.customers.after_care import AfterCare, plan_after_care
from planner.customers.assumptions import CustomerAssumptions
from planner.customers.groups import Group, by_mark, by_stage, everybody
from planner.customers.levels import Levels, plan_levels
from planner.customers.presents import Presents, plan_presents
from planner.customers.reading import READINGS_KEPT, CustomerFacts, counted, read_facts
from planner.customers.repurchase import read_pauses
from planner.customers.responses import NO_RESPONSES, Responses
from planner.customers.returns import Returns, find_returns
from planner.customers.waves import Wave, WaveAssumptions, plan_waves, wave_rates
from planner.figures import Entry, Figure, Level, filled, work_out
from planner.language import Message, Quantity, Unit, say
from planner.tables import Dataset

STALE_DAYS = 14
"""Lists that end longer ago say nothing of unpaid orders and goods sent back now."""
LOYAL_REPEATS = 2
"""Purchases after the first one from which on a customer counts as loyal."""


@dataclass(frozen=True, eq=False)
class CustomerBase:
    """What is known of customers before anything is planned.

    Attributes:
        facts: what the lists say.
        returns: how likely they come back.
    """

    facts: CustomerFacts
    returns: Returns


@dataclass(frozen=True)
class Customers:
    """The customers of a plan.

    Attributes:
        base: what the lists say.
        given: the assumptions in force.
        today: the day it was asked on.
        everybody: all who paid at least once.
        stages: the buyers by where they stand, each in one.
        marks: the buyers by what they are marked with, some in several.
        figures: name → figure.
        waves: who is written to when.
        after_care: what follows the event.
        levels: of the customers by what they spent, and what benefits and cards cost.
        presents: who buys presents, and who for himself.
        messages_at_most: to a customer, over all waves.
        problems: what a manager must know before trusting any of it.
    """

    base: CustomerBase
    given: CustomerAssumptions
    today: date
    everybody: Group
    stages: tuple[Group, ...]
    marks: tuple[Group, ...]
    figures: Mapping[str, Figure]
    waves: tuple[Wave, ...]
    after_care: AfterCare
    levels: Levels
    presents: Presents
    messages_at_most: int
    problems: tuple[Message, ...]

    @property
    def are_known(self) -> bool:
        """Return whether any customer is known."""
        return self.everybody.customers > 0

    @property
    def loyal_share(self) -> Decimal | None:
        """Return the share of the customers who bought on three days or more (AFT-7)."""
        cells = self.base.facts.cells
        loyal = cells.count(cells.histories.repeats >= LOYAL_REPEATS)
        return Decimal(loyal) / self.everybody.customers if self.are_known else None

    def verdict(self) -> tuple[Level, Message]:
        """Return what the page answers, in one line."""
        facts, share = self.base.facts, self.everybody.returning
        if not self.are_known:
            return Level.NOT_READY, no_customers(facts)
        if (self.today - facts.until).days > STALE_DAYS:
            first_wave = min(one.plan.day for one in self.waves)
            is_near = (first_wave - self.today).days <= STALE_DAYS
            return Level.AT_RISK if is_near else Level.ON_TRACK, say(
                "{customers} customers are known, as of {day}: load newer orders before anybody"
                " is written to.",
                customers=self.everybody.customers,
                day=facts.doubts.last_day,
            )
        if share is None:
            return Level.ON_TRACK, say(
                "{customers} customers are known; how many come back follows from the planner's"
                " rates, not from your orders.",
                customers=self.everybody.customers,
            )
        return Level.READY, say(
            "Of {customers} customers, {low} to {high} come back in the days of the event, going"
            " by your own orders.",
            customers=self.everybody.customers,
            low=round(share.low * self.everybody.customers),
            high=round(share.high * self.everybody.customers),
        )


def read_base(
    dataset: Dataset,
    campaign: Campaign,
    today: date,
    entries: Mapping[str, Entry],
    responses: Responses = NO_RESPONSES,
) -> CustomerBase:
    """Return what the lists of this version say about customers before a campaign."""
    given = filled("customers", CustomerAssumptions, entries)
    return _base(dataset, campaign.first_day, campaign.day_count, today, given, responses)


@lru_cache(maxsize=READINGS_KEPT)
def _base(
    dataset: Dataset,
    first_day: date,
    day_count: int,
    today: date,
    given: CustomerAssumptions,
    responses: Responses,
) -> CustomerBase:
    facts = read_facts(dataset, first_day, today, given, responses)
    return CustomerBase(facts, find_returns(facts, first_day, day_count, given))


def no_customers(facts: CustomerFacts) -> Message:
    """Return why no customer is known, and what to do."""
    doubts = facts.doubts
    if doubts.without_buyer == doubts.orders_paid:
        return say(
            "No order names its buyer: groups, intervals, recall and after-care cannot be told."
            " Load an order list with buyer names or ids."
        )
    return say("Nobody bought before {day}: there is no customer yet.", day=facts.until)


def comeback(base: CustomerBase, key: str, last_order: str, label: Message) -> Figure | None:
    """Return the share of the customers with a last order so long ago who come back (TGT-2).

    Formula: expected returning customers ÷ customers; the expectation is the sum of each one's
    probability. None where the lists do not tell it, or nobody is in the group.

    Args:
        base: what the lists say.
        key: of the figure.
        last_order: how long ago the last order lies, as ``recency_groups`` says it.
        label: of the group.
    """
    cells = base.returns.cells
    rows = cells.last_order == last_order
    share, customers = base.returns.share(rows), cells.count(rows)
    if share is None:
        return None
    known = counted(
        base.facts,
        f"customers.count_{last_order}",
        say("Customers, last order {group}", group=label),
        customers,
        customers,
    )
    expected = counted(
        base.facts, f"customers.back_{last_order}",
        say("Of these, expected back in the event (BG/NBD)"),
        share.mean * customers, customers,
    )  # fmt: skip
    return work_out(
        key,
        say("Comeback rate, last order {group}", group=label),
        Unit.SHARE,
        "expected / customers",
        {"expected": expected, "customers": known},
        rules=("TGT-2", "FADER2005"),
        note=between(share.low, share.high),
    )


def between(low: float, high: float) -> Message:
    """Return an interval in words."""
    return say(
        "{low} to {high} in 90 of 100 cases",
        low=Quantity(low, Unit.SHARE),
        high=Quantity(high, Unit.SHARE),
    )


def plan_customers(
    base: CustomerBase,
    plan: Plan,
    campaign: Campaign,
    today: date,
    aov: Figure,
    revenue: Figure,
    orders_paid: Figure,
    entries: Mapping[str, Entry],
    marked: int = 0,
) -> Customers:
    """Return the customers of a plan: their groups, who comes back, and the recall waves.

    Args:
        base: what the lists say.
        plan: its texts, days and choices.
        campaign: its days.
        today: the day it is asked on.
        aov: average order value in the event.
        revenue: goal of the event.
        orders_paid: in it.
        entries: the assumptions in force.
        marked: buyers whose parcels went wrong, to be cared for later.
    """
    cells, returns = base.facts.cells, base.returns
    rates = wave_rates(plan, campaign, base.facts, entries)
    all_of_them = everybody(cells, returns, rates)
    waves = plan_waves(plan, campaign, base.facts, returns, entries, aov)
    last, _ = read_pauses(base.facts)
    after_care = plan_after_care(campaign, last, revenue, orders_paid, entries, marked)
    levels = plan_levels(base.facts, campaign, entries)
    told = {one.key.split(".", 1)[1]: one for one in _figures(base, all_of_them)}
    of_waves = {one.key.split(".", 1)[1]: one for wave in waves for one in wave.figures.values()}
    return Customers(
        base=base,
        given=filled("customers", CustomerAssumptions, entries),
        today=today,
        everybody=all_of_them,
        stages=by_stage(cells, returns, rates),
        marks=by_mark(cells, returns, rates, bool(base.facts.responses.version)),
        figures={**told, **of_waves, **_sums(waves), **after_care.figures, **levels.figures},
        after_care=after_care,
        levels=levels,
        presents=plan_presents(base.facts, plan, campaign, last),
        waves=waves,
        messages_at_most=filled("customers", WaveAssumptions, entries).messages_at_most,
        problems=tuple(_problems(base, today)),
    )


def _sums(waves: Sequence[Wave]) -> Mapping[str, Figure]:
    """Return what all waves come to together."""
    labels = {
        "recipients": (say("Messages to send"), Unit.COUNT),
        "cost": (say("Cost of the waves"), Unit.MONEY),
        "expected": (say("Expected back, all waves"), Unit.COUNT),
        "revenue": (say("Revenue of who comes back"), Unit.MONEY),
    }
    found = {}
    for name, (label, unit) in labels.items():
        inputs = {wave.plan.kind.key: wave.figures[name] for wave in waves if name in wave.figures}
        found[f"waves_{name}"] = work_out(
            f"customers.waves_{name}", label, unit, " + ".join(inputs), inputs,
            rules=("CAL-5",),
        )  # fmt: skip
    return found


def _figures(base: CustomerBase, all_of_them: Group) -> Iterator[Figure]:
    count = all_of_them.customers
    customers = counted(
        base.facts, "customers.known", say("Customers in the order lists"), count, count
    )
    paid = counted(
        base.facts, "customers.paid", say("All that they paid so far"), all_of_them.paid_amount,
        count, Unit.MONEY,
    )  # fmt: skip
    lately = sum(
        base.facts.cells.count(base.facts.cells.stage == stage)
        for stage in ("new", "returning", "back")
    )
    active = counted(
        base.facts, "customers.lately", say("Of these, who bought lately"), lately, count
    )
    share = all_of_them.returning
    yield work_out(
        "customers.customers", say("Customers"), Unit.COUNT, "customers", {"customers": customers},
        rules=("AFT-6",),
    )  # fmt: skip
    yield work_out(
        "customers.active", say("Bought lately"), Unit.COUNT, "active", {"active": active},
        rules=("AFT-6",),
    )  # fmt: skip
    if count:
        yield work_out(
            "customers.value", say("Paid by a customer so far"), Unit.MONEY,
            "cents(paid / customers)", {"paid": paid, "customers": customers}, rules=("AFT-6",),
        )  # fmt: skip
    if share is not None:
        expected = counted(
        base.facts, "customers.expected", say("Customers expected back in the event (BG/NBD)"),
            share.mean * count, count,
        )  # fmt: skip
        yield work_out(
            "customers.returning", say("Customers who come back"), Unit.COUNT, "round(expected)",
            {"expected": expected}, rules=("TGT-2", "FADER2005"),
            note=say(
                "{low} to {high} in 90 of 100 cases",
                low=round(share.low * count), high=round(share.high * count),
            ),
        )  # fmt: skip


def _problems(base: CustomerBase, today: date) -> Iterator[Message]:
    doubts = base.facts.doubts
    if doubts.orders_paid and doubts.without_buyer > 0:
        share = doubts.without_buyer / doubts.orders_paid
        if share < 1:
            yield say(
                "{share} of the paid orders name no buyer; they are in no group.",
                share=Quantity(share, Unit.SHARE),
            )
    if doubts.paid_before_placed:
        yield say(
            "{orders} orders were paid before they were placed, going by their times: the time of"
            " payment counts.",
            orders=doubts.paid_before_placed,
        )
    if doubts.after_today:
        yield say(
            "{orders} orders are dated after today, {today}; they are left out here.",
            orders=doubts.after_today,
            today=today,
        )
    if base.returns.why_not is not None and base.returns.cells.are_customers.any():
        yield say(
            "How many come back cannot be told from your orders: {reason}. The planner's rates"
            " are used, by the furthest recall wave that reaches a customer (TGT-2).",
            reason=base.returns.why_not,
        )
