"""Revenue = visitors × conversion × average order value, solved for whatever is free (TGT-1)."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from planner.demand import Reference
from planner.figures import CENT, Entry, Figure, Input, Level, Origin, work_out
from planner.language import Message, Quantity, Unit, say

UNUSUAL_GOAL = 10
"""A goal of more than so many times the last event is asked about: it may be a slip."""
UNUSUAL_AOV = 3
"""An average order value so many times that of the last event is warned about."""
LEVERS = ("visitors", "conversion", "aov")
"""The levers in the order of the equation; of several free ones the last to be worked out is the
first in :data:`CLOSING`, so that the three always give the goal back."""
CLOSING = ("visitors", "aov", "conversion")
ENTRIES: Mapping[str, str] = {
    "visitors": "targets.visitors",
    "conversion": "targets.conversion_share",
    "aov": "targets.aov",
}
"""A lever → the assumption that holds it while it is locked."""


@dataclass(frozen=True)
class Targets:
    """What the goal takes over the window; every number is a figure with its account.

    Attributes:
        goal: paid amount over the window.
        aov: average order value, per buyer or per order as ``per_buyer`` says.
        unit_price: revenue ÷ items; open where no sheet counts items.
        items_per_order: items in an order; open where no sheet counts items.
        buyers: buyers needed (orders, where no sheet names buyers).
        orders_paid: paid orders needed.
        orders_placed: orders placed, paid or not.
        items: items in the paid orders; open where no sheet counts items.
        conversion: buyers ÷ visitors; open until known.
        visitors: open until a conversion rate is known.
        growth: goal ÷ reference − 1; as it was set, where the goal follows from it.
        each_lever_together: how far each of the three levers moves when all move alike.
        per_buyer: the denominator of ``aov`` is buyers, otherwise paid orders.
        free: which levers were worked out; "revenue" where the goal follows from them.
        contradiction: what is wrong when everything is locked and the numbers do not fit.
        problems: what a manager must know before trusting these.
    """

    goal: Figure
    aov: Figure
    unit_price: Figure
    items_per_order: Figure
    buyers: Figure
    orders_paid: Figure
    orders_placed: Figure
    items: Figure
    conversion: Figure
    visitors: Figure
    growth: Figure
    each_lever_together: Figure
    per_buyer: bool
    free: frozenset[str]
    contradiction: Message | None
    problems: tuple[Message, ...]

    def lever(self, name: str) -> Figure:
        """Return one of :data:`LEVERS`."""
        levers = {"visitors": self.visitors, "conversion": self.conversion, "aov": self.aov}
        return levers[name]

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
        if self.contradiction is not None:
            return Level.NOT_READY, self.contradiction
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
            self.unit_price,
            self.items_per_order,
            self.buyers,
            self.orders_paid,
            self.orders_placed,
            self.items,
            self.each_lever_together,
        )


# The reference window ----------------------------------------------------------------------------


def reference_aov(reference: Reference) -> Figure:
    """Return the average order value of the reference window, unrounded.

    Formula: paid amount ÷ buyers; per paid order where not every order names its buyer (field's
    definition of AOV: always say which denominator is used). It is not rounded to the cent, so
    that buyers × AOV gives the paid amount back exactly.
    """
    by_buyer = reference.names_every_buyer
    return work_out(
        "reference.aov",
        say("AOV in the reference window"),
        Unit.MONEY,
        "paid_amount / buyers" if by_buyer else "paid_amount / orders",
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


def reference_items_per_order(reference: Reference) -> Figure:
    """Return items ÷ paid orders whose items are counted; open where none are."""
    counted = {"counted": reference.totals["orders_with_item_count"]}
    return work_out(
        "reference.items_per_order",
        say("Items per order in the reference window"),
        Unit.RATIO,
        "items / counted" if reference.counts_items else "items",
        {"items": reference.totals["items_paid"], **(counted if reference.counts_items else {})},
        rules=("TGT-3",),
    )


def orders_per_buyer(reference: Reference) -> Figure:
    """Return paid orders ÷ buyers; only where every paid order names its buyer."""
    return work_out(
        "reference.orders_per_buyer",
        say("Orders per buyer in the reference window"),
        Unit.RATIO,
        "orders / buyers",
        {"orders": reference.totals["orders_paid"], "buyers": reference.totals["buyers_paid"]},
        rules=("TGT-3",),
    )


def reference_unit_price(reference: Reference) -> Figure:
    """Return the unit price of the window, such that AOV = unit price × items (TGT-3).

    Formula: AOV ÷ (items per order × orders per buyer); without the last where AOV is per order.
    """
    formula, inputs = divided_by_items(
        reference_aov(reference), reference_items_per_order(reference), reference
    )
    return work_out(
        "reference.unit_price",
        say("Unit price in the reference window"),
        Unit.MONEY,
        formula,
        inputs,
        rules=("TGT-3",),
    )


def divided_by_items(
    aov: Input, items: Input, reference: Reference
) -> tuple[str, Mapping[str, Input]]:
    """Return AOV ÷ (items per order × orders per buyer) as formula and inputs."""
    if reference.names_every_buyer:
        repeat = orders_per_buyer(reference)
        return "aov / (items * repeat)", {"aov": aov, "items": items, "repeat": repeat}
    return "aov / items", {"aov": aov, "items": items}


def reference_conversion(reference: Reference, entries: Mapping[str, Entry]) -> Figure:
    """Return the conversion of the reference window; open until its visitors are known."""
    by_buyer = reference.names_every_buyer
    return work_out(
        "reference.conversion",
        say("Conversion rate in the reference window"),
        Unit.SHARE,
        "buyers / visitors",
        {
            "buyers": reference.totals["buyers_paid" if by_buyer else "orders_paid"],
            "visitors": entries["targets.reference_visitors"],
        },
        rules=("TGT-1", "TGT-4"),
        note=None if by_buyer else denominator(per_buyer=False),
    )


def kept(reference: Reference, entries: Mapping[str, Entry]) -> Mapping[str, Figure]:
    """Return the levers as they were in the last event, by the assumption that keeps them."""
    return {
        "targets.aov": reference_aov(reference),
        "targets.conversion_share": reference_conversion(reference, entries),
        "targets.visitors": work_out(
            "reference.visitors",
            say("Visitors in the reference window"),
            Unit.COUNT,
            "visitors",
            {"visitors": entries["targets.reference_visitors"]},
            rules=("TGT-1",),
        ),
    }


def denominator(per_buyer: bool) -> Message:
    """Return which denominator an average order value has."""
    if per_buyer:
        return say("per buyer: paid amount ÷ buyers")
    return say("per order: no sheet names every buyer, so buyers cannot be counted")


# The levers --------------------------------------------------------------------------------------


def solve(
    reference: Reference,
    entries: Mapping[str, Entry],
    goal_kind: str,
    wanted: Set[str] = frozenset({"visitors"}),
) -> Targets:
    """Return what the goal takes.

    Formula: revenue = visitors × conversion × AOV (TGT-1). What is free follows from what is
    locked. One free lever takes all that is needed; several share it equally: each is its value in
    the last event × (goal ÷ product of the locked ones and of these values) to the power of 1 ÷
    their number. Where something needed is missing, visitors are worked out instead, and stay open
    until a conversion rate is known: nothing is invented.

    Example (tests/targets): paid 100,000.00 by 1,000 buyers, growth 30 %, conversion 4 % →
    goal 130,000.00, AOV 100.00, 1,300 buyers, 32,500 visitors. With 25,000 visitors in the last
    event (conversion 4 %) and visitors and conversion both free, each grows by √1.3 − 1 = 14.02 %.
    """
    of_items = _aov_of_items(entries, reference)
    typed = None if entries["targets.aov"].origin is Origin.EDITED else of_items
    free, problems = _solvable(wanted, entries, typed)
    goal = _goal(reference, entries, goal_kind, free, typed)
    if free - {"visitors", "revenue"} and not goal.value:
        free, problems = frozenset({"visitors"}), (_first_enter(goal.label),)
    if "revenue" not in free and goal_kind == "revenue" and "goal" not in goal.inputs:
        problems = (
            *problems,
            say(
                "No revenue goal is typed yet: until then it is the last event and {growth}.",
                growth=Quantity(entries["targets.growth_share"].value, Unit.SHARE),
            ),
        )
    paid = Decimal(str(reference.totals["paid_amount"].value or 0))
    if paid > 0 and goal.value and goal.exact > paid * UNUSUAL_GOAL:
        problems = (
            *problems,
            say(
                "{goal} is {times} times what the last event brought: is there a digit too many?",
                goal=Quantity(goal.value, Unit.MONEY),
                times=Quantity((goal.exact / paid).quantize(Decimal("0.1")), Unit.COUNT),
            ),
        )
    visitors, conversion, aov = _levers(reference, entries, free, goal, typed)
    usual = reference_aov(reference).value
    if "aov" in free and aov.value and usual and aov.value > usual * UNUSUAL_AOV:
        problems = (
            *problems,
            say(
                "This takes an average order value of {aov}; in the last event it was {usual}.",
                aov=Quantity(aov.value, Unit.MONEY),
                usual=Quantity(usual, Unit.MONEY),
            ),
        )
    unit_price, items_per_order = _below_aov(reference, entries, aov)
    levers = {
        "goal": goal,
        "aov": aov,
        "conversion": conversion,
        "visitors": visitors,
        "unit_price": unit_price,
        "items_per_order": items_per_order,
    }
    contradiction = _contradiction(free, levers, of_items)
    return _counted(reference, levers, free, contradiction, problems)


def _solvable(
    wanted: Set[str], entries: Mapping[str, Entry], aov_typed: Input | None
) -> tuple[frozenset[str], tuple[Message, ...]]:
    """Return what can be worked out, and why it is not what was wanted."""
    # Unit price and items that are both typed hold the order value.
    free = frozenset(wanted - {"aov"}) if aov_typed is not None else frozenset(wanted)
    levers = [name for name in LEVERS if name in free]
    bases = {
        "visitors": "targets.reference_visitors",
        "conversion": "targets.reference_visitors",
        "aov": "targets.aov",
    }
    if len(levers) > 1:
        needed = [bases[name] for name in levers]
        needed += [ENTRIES[name] for name in LEVERS if name not in free]
    elif levers == ["visitors"]:
        needed = []
    else:
        needed = [ENTRIES[name] for name in LEVERS if name not in free]
    missing = [entries[name].label for name in needed if entries[name].value is None]
    if not missing:
        return free, ()
    return frozenset({"visitors"}), (_first_enter(missing[0]),)


def _first_enter(missing: Message) -> Message:
    return say("To work this out, first enter: {missing}.", missing=missing)


def _aov_of_items(entries: Mapping[str, Entry], reference: Reference) -> Figure | None:
    """Return unit price × items, where both are typed."""
    price, items = entries["targets.unit_price"], entries["targets.items_per_order"]
    if price.value is None or items.value is None:
        return None
    repeat = {"repeat": orders_per_buyer(reference)} if reference.names_every_buyer else {}
    return work_out(
        "targets.aov_of_items",
        say("Unit price × items"),
        Unit.MONEY,
        "price * items * repeat" if repeat else "price * items",
        {"price": price, "items": items, **repeat},
        rules=("TGT-3",),
        note=denominator(reference.names_every_buyer),
    )


def _goal(
    reference: Reference,
    entries: Mapping[str, Entry],
    goal_kind: str,
    free: Set[str],
    aov_typed: Input | None,
) -> Figure:
    inputs: Mapping[str, Input]
    if "revenue" in free:
        formula = "cents(visitors * conversion * aov)"
        inputs = {
            "visitors": entries["targets.visitors"],
            "conversion": entries["targets.conversion_share"],
            "aov": aov_typed or entries["targets.aov"],
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


_LABELS: Mapping[str, tuple[Message, Unit, tuple[str, ...]]] = {
    "visitors": (say("Visitors"), Unit.COUNT, ("TGT-1", "TGT-2")),
    "conversion": (say("Conversion rate"), Unit.SHARE, ("TGT-1", "TGT-4")),
    "aov": (say("Average order value"), Unit.MONEY, ("TGT-1", "TGT-3")),
}


def _levers(
    reference: Reference,
    entries: Mapping[str, Entry],
    free: Set[str],
    goal: Figure,
    aov_typed: Input | None,
) -> tuple[Figure, Figure, Figure]:
    """Return visitors, conversion and AOV: locked ones as given, free ones worked out."""
    notes = {
        "visitors": say("different people over the whole window; visitors of days never add up"),
        "conversion": None if reference.names_every_buyer else denominator(per_buyer=False),
        "aov": denominator(reference.names_every_buyer),
    }
    levers = [name for name in CLOSING if name in free]
    found: dict[str, Input] = {
        name: entries[ENTRIES[name]] for name in LEVERS if name not in levers
    }
    if aov_typed is not None and "aov" in found:
        found["aov"] = aov_typed

    def figure(name: str, formula: str, inputs: Mapping[str, Input]) -> Figure:
        label, unit, rules = _LABELS[name]
        return work_out(
            f"targets.{name}", label, unit, formula, inputs, rules=rules, note=notes[name]
        )

    if len(levers) > 1:
        needed = _needed(reference, entries, goal, found, levers)
        bases = kept(reference, entries)
        for name in levers[1:]:
            base = bases[ENTRIES[name]]
            formula = f"base * root(needed, {len(levers)})"
            found[name] = figure(name, formula, {"base": base, "needed": needed})
    for name in levers[:1]:
        others = [other for other in LEVERS if other != name]
        formula = f"goal / ({others[0]} * {others[1]})"
        inputs = {"goal": goal, **{other: found[other] for other in others}}
        found[name] = figure(name, f"ceil({formula})" if name == "visitors" else formula, inputs)
    made = {
        name: one if name in levers and isinstance(one, Figure) else figure(name, name, {name: one})
        for name, one in found.items()
    }
    return made["visitors"], made["conversion"], made["aov"]


def _needed(
    reference: Reference,
    entries: Mapping[str, Entry],
    goal: Figure,
    locked: Mapping[str, Input],
    free: list[str],
) -> Figure:
    """Return the factor that the free levers share: goal ÷ what they come to unmoved."""
    bases = kept(reference, entries)
    unmoved = {**locked, **{name: bases[ENTRIES[name]] for name in free}}
    return work_out(
        "targets.needed",
        say("Factor that the free levers share"),
        Unit.RATIO,
        "goal / (visitors * conversion * aov)",
        {"goal": goal, **{name: unmoved[name] for name in LEVERS}},
        rules=("TGT-1",),
        note=say("the goal ÷ what it would be with the free levers as in the last event"),
    )


def _below_aov(
    reference: Reference, entries: Mapping[str, Entry], aov: Figure
) -> tuple[Figure, Figure]:
    """Return unit price and items per order, whose product is the order value (TGT-3).

    What is typed stays and the other follows; where neither is typed they share the change.
    """
    price, items = entries["targets.unit_price"], entries["targets.items_per_order"]
    price_label, items_label = say("Average unit price"), say("Items per order")

    def price_of(formula: str, inputs: Mapping[str, Input]) -> Figure:
        return work_out(
            "targets.unit_price", price_label, Unit.MONEY, formula, inputs, rules=("TGT-3",)
        )

    def items_of(formula: str, inputs: Mapping[str, Input]) -> Figure:
        return work_out(
            "targets.items_per_order", items_label, Unit.RATIO, formula, inputs, rules=("TGT-3",)
        )

    if price.value is None and items.value is not None:
        kept_items = items_of("items", {"items": items})
        return price_of(*divided_by_items(aov, kept_items, reference)), kept_items
    if price.value is not None:
        kept_price = price_of("price", {"price": price})
    else:
        kept_price = price_of(
            "base * root(aov / usual, 2)",
            {
                "base": reference_unit_price(reference),
                "aov": aov,
                "usual": reference_aov(reference),
            },
        )
    formula, inputs = divided_by_items(aov, kept_price, reference)
    inputs = {("price" if name == "items" else name): one for name, one in inputs.items()}
    return kept_price, items_of(formula.replace("items", "price"), inputs)


def _contradiction(
    free: Set[str],
    levers: Mapping[str, Figure],
    aov_of_items: Figure | None,
) -> Message | None:
    """Return what does not fit while it is locked, with both numbers.

    Visitors are whole people: levers that miss the goal by less than one of them fit.
    """
    goal, visitors = levers["goal"], levers["visitors"]
    conversion, aov = levers["conversion"], levers["aov"]
    if aov_of_items is not None and abs(aov_of_items.exact - aov.exact) >= CENT:
        return say(
            "Unit price × items come to an order value of {first}, but {second} is locked: free"
            " one of them.",
            first=Quantity(aov_of_items.value, Unit.MONEY),
            second=Quantity(aov.value, Unit.MONEY),
        )
    if free or None in (visitors.value, conversion.value, aov.value):
        return None
    one_visitor = conversion.exact * aov.exact
    comes_to = visitors.exact * one_visitor
    if abs(comes_to - goal.exact) < max(one_visitor, CENT):
        return None
    return say(
        "The locked levers come to {first}, but the goal is {second}: free one of them.",
        first=Quantity(comes_to, Unit.MONEY),
        second=Quantity(goal.value, Unit.MONEY),
    )


def _counted(
    reference: Reference,
    levers: Mapping[str, Figure],
    free: frozenset[str],
    contradiction: Message | None,
    problems: tuple[Message, ...],
) -> Targets:
    """Return the targets with the counts that follow from goal and average order value."""
    totals, goal = reference.totals, levers["goal"]
    per_buyer = reference.names_every_buyer
    buyers = work_out(
        "targets.buyers",
        say("Buyers needed") if per_buyer else say("Orders needed"),
        Unit.COUNT,
        "ceil(goal / aov)",
        {"goal": goal, "aov": levers["aov"]},
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
        "ceil(orders_paid * items_per_order)",
        {"orders_paid": orders_paid, "items_per_order": levers["items_per_order"]},
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
        **levers,
        buyers=buyers,
        orders_paid=orders_paid,
        orders_placed=orders_placed,
        items=items,
        growth=growth,
        each_lever_together=together,
        per_buyer=per_buyer,
        free=free,
        contradiction=contradiction,
        problems=problems,
    )
