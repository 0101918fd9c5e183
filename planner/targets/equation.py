"""Revenue = visitors × conversion × average order value, solved for the unknown (TGT-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from planner.campaign import Setting
from planner.campaign.settings import Kind
from planner.demand import Reference
from planner.figures import Entry, Figure, Input, Level, assumption, work_out
from planner.language import Message, Quantity, Unit, say

UNUSUAL_AOV = 3
"""An average order value so many times that of the last event is warned about."""


class Unknown(Enum):
    """Which of the four quantities is worked out from the other three."""

    VISITORS = "visitors"
    CONVERSION = "conversion"
    AOV = "aov"
    REVENUE = "revenue"


@dataclass(frozen=True)
class TargetAssumptions:
    """The goal and the levers that lead to it."""

    growth_share: float = assumption(
        0.30,
        Unit.SHARE,
        (-0.9, 20.0),
        "DEFAULT",
        say("Growth on the reference window"),
        say("The goal is the paid amount of the reference window plus this share."),
    )
    goal_revenue: Decimal | None = assumption(
        None,
        Unit.MONEY,
        (Decimal("0.01"), Decimal(10) ** 12),
        "TGT-1",
        say("Revenue goal"),
        say("Paid amount over the whole campaign window, before refunds."),
    )
    aov: Decimal | None = assumption(
        None,
        Unit.MONEY,
        (Decimal("0.01"), Decimal(10) ** 8),
        "TGT-3",
        say("Average order value in the event"),
        say("Empty = as in the reference window. Never the value of ordinary days."),
    )
    conversion_share: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0001, 1.0),
        "TGT-4",
        say("Conversion rate in the event"),
        say("Buyers ÷ visitors over the window; no sheet holds it, so it is open until typed."),
    )
    visitors: int | None = assumption(
        None,
        Unit.COUNT,
        (1, 10**10),
        "TGT-1",
        say("Visitors in the window"),
        say("Different people over the whole window; visitors of days never add up."),
        whole=True,
    )


TARGET_SETTINGS = (
    Setting(
        "targets.goal_kind",
        say("Goal set as"),
        say("As growth on the reference window, or as an amount."),
        Kind.CHOICE,
        "growth",
        {"growth": say("Growth"), "revenue": say("Revenue")},
    ),
    Setting(
        "targets.unknown",
        say("Work out"),
        say("Which of the four follows from the other three."),
        Kind.CHOICE,
        Unknown.VISITORS.value,
        {
            Unknown.VISITORS.value: say("Visitors"),
            Unknown.CONVERSION.value: say("Conversion rate"),
            Unknown.AOV.value: say("Average order value"),
            Unknown.REVENUE.value: say("Revenue"),
        },
    ),
)


@dataclass(frozen=True)
class Targets:
    """What the goal takes over the window; every number is a figure with its account.

    Attributes:
        goal: paid amount over the window.
        aov: average order value, per buyer or per order as ``per_buyer`` says.
        buyers: buyers needed (orders, where no sheet names buyers).
        orders_paid: paid orders needed.
        orders_placed: orders placed, paid or not.
        items: items in the paid orders; open where no sheet counts items.
        conversion: buyers ÷ visitors; open until known.
        visitors: open until a conversion rate is known.
        growth: goal ÷ reference − 1; as it was set, where the goal follows from it.
        each_lever_together: how far each of the three levers moves when all move alike.
        per_buyer: the denominator of ``aov`` is buyers, otherwise paid orders.
        unknown: which of the four was worked out.
        problems: what a manager must know before trusting these.
    """

    goal: Figure
    aov: Figure
    buyers: Figure
    orders_paid: Figure
    orders_placed: Figure
    items: Figure
    conversion: Figure
    visitors: Figure
    growth: Figure
    each_lever_together: Figure
    per_buyer: bool
    unknown: Unknown
    problems: tuple[Message, ...]

    def verdict(self) -> tuple[Level, Message]:
        """Return the page's answer in one line."""
        goal = Quantity(self.goal.value, Unit.MONEY)
        orders = Quantity(self.orders_paid.value, Unit.COUNT)
        if self.conversion.value is not None and self.conversion.value > 1:
            return Level.NOT_READY, say(
                "{goal} is out of reach: it would take more buyers than visitors.", goal=goal
            )
        if self.conversion.value and self.visitors.value:
            buyers = float(self.visitors.value) * float(self.conversion.value)
            if buyers < 1:
                return Level.NOT_READY, say(
                    "{visitors} visitors at {conversion} are fewer than one buyer.",
                    visitors=Quantity(self.visitors.value, Unit.COUNT),
                    conversion=Quantity(self.conversion.value, Unit.SHARE),
                )
        if self.problems:
            return Level.AT_RISK, self.problems[0]
        if self.visitors.value is None:
            return Level.AT_RISK, say(
                "{goal} takes {orders} paid orders. How many visitors that takes stays open until"
                " you enter the event's conversion rate.",
                goal=goal,
                orders=orders,
            )
        return Level.ON_TRACK, say(
            "{goal} takes {visitors} visitors, of whom {conversion} buy for {aov}: {orders} paid"
            " orders.",
            goal=goal,
            visitors=Quantity(self.visitors.value, Unit.COUNT),
            conversion=Quantity(self.conversion.value, Unit.SHARE),
            aov=Quantity(self.aov.value, Unit.MONEY),
            orders=orders,
        )

    def figures(self) -> tuple[Figure, ...]:
        """Return all figures in reading order."""
        return (
            self.goal,
            self.growth,
            self.visitors,
            self.conversion,
            self.aov,
            self.buyers,
            self.orders_paid,
            self.orders_placed,
            self.items,
            self.each_lever_together,
        )


def reference_aov(reference: Reference) -> Figure:
    """Return the average order value of the reference window, to the cent.

    Formula: paid amount ÷ buyers; per paid order where not every order names its buyer (field's
    definition of AOV: always say which denominator is used).
    """
    by_buyer = reference.names_every_buyer
    return work_out(
        "reference.aov",
        say("AOV in the reference window"),
        Unit.MONEY,
        "cents(paid_amount / buyers)" if by_buyer else "cents(paid_amount / orders)",
        {
            "paid_amount": reference.totals["paid_amount"],
            **(
                {"buyers": reference.totals["buyers_paid"]}
                if by_buyer
                else {"orders": reference.totals["orders_paid"]}
            ),
        },
        rules=("TGT-3",),
        note=denominator(by_buyer),
    )


def denominator(per_buyer: bool) -> Message:
    """Return which denominator an average order value has."""
    if per_buyer:
        return say("per buyer: paid amount ÷ buyers")
    return say("per order: no sheet names every buyer, so buyers cannot be counted")


def solve(
    reference: Reference, entries: Mapping[str, Entry], goal_kind: str, wanted: Unknown
) -> Targets:
    """Return what the goal takes.

    Formula: revenue = visitors × conversion × AOV (TGT-1). The wanted quantity follows from the
    other three; where one of these is missing, visitors are worked out instead, and stay open
    until a conversion rate is known: nothing is invented.

    Example (tests/targets): paid 100,000.00 by 1,000 buyers, growth 30 %, conversion 4 % →
    goal 130,000.00, AOV 100.00, 1,300 buyers, 32,500 visitors.
    """
    unknown, problems = _solvable(wanted, entries)
    aov_given, conversion_given, visitors_given = (
        entries["targets.aov"],
        entries["targets.conversion_share"],
        entries["targets.visitors"],
    )
    goal = _goal(reference, entries, goal_kind, unknown)
    if unknown is Unknown.AOV and not goal.value:
        unknown, problems = Unknown.VISITORS, (_first_enter(goal.label),)
    if unknown is not Unknown.REVENUE and goal_kind == "revenue" and "goal" not in goal.inputs:
        problems = (*problems, _first_enter(entries["targets.goal_revenue"].label))
    aov = _lever(
        "aov",
        say("Average order value"),
        Unit.MONEY,
        ("goal / (visitors * conversion)", {"goal": goal, "visitors": visitors_given})
        if unknown is Unknown.AOV
        else None,
        {"conversion": conversion_given},
        aov_given,
        ("TGT-1", "TGT-3"),
        denominator(reference.names_every_buyer),
    )
    usual = reference_aov(reference).value
    if unknown is Unknown.AOV and aov.value and usual and aov.value > usual * UNUSUAL_AOV:
        problems = (
            *problems,
            say(
                "This takes an average order value of {aov}; in the last event it was {usual}.",
                aov=Quantity(aov.value, Unit.MONEY),
                usual=Quantity(usual, Unit.MONEY),
            ),
        )
    conversion = _lever(
        "conversion",
        say("Conversion rate"),
        Unit.SHARE,
        ("goal / (visitors * aov)", {"goal": goal, "visitors": visitors_given})
        if unknown is Unknown.CONVERSION
        else None,
        {"aov": aov},
        conversion_given,
        ("TGT-1", "TGT-4"),
        None if reference.names_every_buyer else denominator(per_buyer=False),
    )
    visitors = _lever(
        "visitors",
        say("Visitors"),
        Unit.COUNT,
        ("ceil(goal / (conversion * aov))", {"goal": goal, "conversion": conversion_given})
        if unknown is Unknown.VISITORS
        else None,
        {"aov": aov},
        visitors_given,
        ("TGT-1", "TGT-2"),
        say("different people over the whole window; visitors of days never add up"),
    )
    return _counted(reference, goal, aov, conversion, visitors, unknown, problems)


def _solvable(wanted: Unknown, entries: Mapping[str, Entry]) -> tuple[Unknown, tuple[Message, ...]]:
    """Return what can be worked out, and why it is not what was wanted."""
    needed = {
        Unknown.VISITORS: (),
        Unknown.CONVERSION: ("targets.visitors", "targets.aov"),
        Unknown.AOV: ("targets.visitors", "targets.conversion_share"),
        Unknown.REVENUE: ("targets.visitors", "targets.conversion_share", "targets.aov"),
    }[wanted]
    missing = [entries[name].label for name in needed if entries[name].value is None]
    if not missing:
        return wanted, ()
    return Unknown.VISITORS, (_first_enter(missing[0]),)


def _first_enter(missing: Message) -> Message:
    return say("To work this out, first enter: {missing}.", missing=missing)


def _goal(
    reference: Reference, entries: Mapping[str, Entry], goal_kind: str, unknown: Unknown
) -> Figure:
    inputs: dict[str, Input]
    if unknown is Unknown.REVENUE:
        formula = "cents(visitors * conversion * aov)"
        inputs = {
            "visitors": entries["targets.visitors"],
            "conversion": entries["targets.conversion_share"],
            "aov": entries["targets.aov"],
        }
    elif goal_kind == "revenue" and entries["targets.goal_revenue"].value is not None:
        formula, inputs = "cents(goal)", {"goal": entries["targets.goal_revenue"]}
    else:
        formula = "cents(paid_amount * (1 + growth))"
        inputs = {
            "paid_amount": reference.totals["paid_amount"],
            "growth": entries["targets.growth_share"],
        }
    return work_out(
        "targets.goal",
        say("Revenue goal of the window"),
        Unit.MONEY,
        formula,
        inputs,
        rules=("TGT-1", "TGT-6"),
        note=say("paid amount before refunds, over the whole campaign window"),
    )


def _lever(
    name: str,
    label: Message,
    unit: Unit,
    solved: tuple[str, Mapping[str, Input]] | None,
    third: Mapping[str, Input],
    given: Entry,
    rules: tuple[str, ...],
    note: Message | None,
) -> Figure:
    """Return a lever: worked out from the others, or as it was given."""
    formula, inputs = solved or (name, {name: given})
    if solved:
        inputs = {**inputs, **third}
    return work_out(f"targets.{name}", label, unit, formula, inputs, rules=rules, note=note)


def _counted(
    reference: Reference,
    goal: Figure,
    aov: Figure,
    conversion: Figure,
    visitors: Figure,
    unknown: Unknown,
    problems: tuple[Message, ...],
) -> Targets:
    """Return the targets with the counts that follow from goal and average order value."""
    totals = reference.totals
    per_buyer = reference.names_every_buyer
    buyers = work_out(
        "targets.buyers",
        say("Buyers needed") if per_buyer else say("Orders needed"),
        Unit.COUNT,
        "ceil(goal / aov)",
        {"goal": goal, "aov": aov},
        rules=("TGT-1",),
        note=denominator(per_buyer),
    )
    orders_paid = work_out(
        "targets.orders_paid",
        say("Paid orders"),
        Unit.COUNT,
        "ceil(buyers * orders / reference_buyers)" if per_buyer else "buyers",
        {
            "buyers": buyers,
            **(
                {"orders": totals["orders_paid"], "reference_buyers": totals["buyers_paid"]}
                if per_buyer
                else {}
            ),
        },
        rules=("TGT-1",),
    )
    orders_placed = work_out(
        "targets.orders_placed",
        say("Orders placed"),
        Unit.COUNT,
        "ceil(orders_paid * placed / paid)",
        {
            "orders_paid": orders_paid,
            "placed": totals["orders_placed"],
            "paid": totals["orders_paid"],
        },
        rules=("FUN-1",),
        note=say("paid or not, at the reference window's payment rate"),
    )
    items = work_out(
        "targets.items",
        say("Items sold"),
        Unit.COUNT,
        "ceil(orders_paid * items / counted)",
        {
            "orders_paid": orders_paid,
            "items": totals["items_paid"],
            "counted": totals["orders_with_item_count"],
        },
        rules=("TGT-3",),
    )
    growth = work_out(
        "targets.growth",
        say("Growth on the reference window"),
        Unit.SHARE,
        # What was set as growth is said as it was set, not as the rounded goal gives it back.
        *(
            ("growth", {"growth": goal.inputs["growth"]})
            if "growth" in goal.inputs
            else ("goal / paid_amount - 1", {"goal": goal, "paid_amount": totals["paid_amount"]})
        ),
        rules=("TGT-1",),
    )
    together = work_out(
        "targets.each_lever_together",
        say("Each lever, if all three move alike"),
        Unit.SHARE,
        "root(1 + growth, 3) - 1",
        {"growth": growth},
        rules=("TGT-1",),
        note=say("visitors, conversion and AOV each grow by this share"),
    )
    return Targets(
        goal=goal,
        aov=aov,
        buyers=buyers,
        orders_paid=orders_paid,
        orders_placed=orders_placed,
        items=items,
        conversion=conversion,
        visitors=visitors,
        growth=growth,
        each_lever_together=together,
        per_buyer=per_buyer,
        unknown=unknown,
        problems=problems,
    )
