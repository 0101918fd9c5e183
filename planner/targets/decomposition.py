"""How much of the growth each lever carries: the Shapley value, exact and without remainder.

The change from the last event's revenue to the goal is shared among the factors whose product
revenue is. Move the factors one after the other from their old to their new value: each then
changes revenue by some amount, which depends on the order. The Shapley value of a factor is the
mean of these amounts over all orders (L. S. Shapley, "A value for n-person games", 1953; for
products of factors: J. Albrecht, D. François, K. Schoors, "A Shapley decomposition of carbon
emissions without residuals", Energy Policy 30, 2002). For revenue = v × c × a it comes to

    part of v = (v1 − v0) × (2·c0·a0 + c0·a1 + c1·a0 + 2·c1·a1) ÷ 6

and for two factors to the difference of one × the mean of the other. It is chosen before the
logarithmic mean (LMDI-I; B. W. Ang, Energy Policy 33, 2005), which is as exact, since it is plain
arithmetic that a manager can check, works in a spreadsheet cell, and knows no case without a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from planner.demand import CENTS, Reference
from planner.figures import Entry, Figure, Input, work_out
from planner.language import Message, Unit, say
from planner.targets.equation import (
    Targets,
    reference_aov,
    reference_conversion,
    reference_items_per_order,
    reference_unit_price,
)


@dataclass(frozen=True)
class Step:
    """One bar of the waterfall.

    Attributes:
        key: of the lever.
        label: of the lever.
        amount: what it carries of the change, to the cent.
        figure: the same unrounded, with its account.
    """

    key: str
    label: Message
    amount: Decimal
    figure: Figure


@dataclass(frozen=True)
class Decomposition:
    """The change from the last event to the goal, lever by lever.

    Attributes:
        start: revenue of the last event.
        goal: revenue goal.
        steps: the levers; their amounts sum to goal − start to the cent.
        problems: why a lever is not told apart.
    """

    start: Decimal
    goal: Decimal
    steps: tuple[Step, ...]
    problems: tuple[Message, ...]

    def figures(self) -> tuple[Figure, ...]:
        """Return the unrounded parts in reading order."""
        return tuple(step.figure for step in self.steps)


def decompose(
    reference: Reference, targets: Targets, entries: Mapping[str, Entry]
) -> Decomposition:
    """Return how much of the growth each lever carries.

    Where the last event's visitors are unknown, visitors and conversion stay together as buyers;
    where no sheet counts items, unit price and items stay together as order value.

    Example (tests/targets): 25,000 visitors × 4 % × 100 = 100,000 grow to 30,000 × 5 % × 110 =
    165,000: visitors carry 5,000 × (2·4 + 4.4 + 5 + 2·5.5) ÷ 6 = 23,666.67, conversion 28,916.67,
    order value 12,416.67; together 65,000.
    """
    aov: Mapping[str, Input] = {"a0": reference_aov(reference), "a1": targets.aov}
    problems: list[Message] = []
    before = reference_conversion(reference, entries)
    three = (
        before.value is not None
        and targets.conversion.value is not None
        and targets.contradiction is None
    )
    inputs: Mapping[str, Input]
    parts: dict[str, tuple[Message, str]]
    if three:
        inputs = {
            "goal": targets.goal,
            "v0": entries["targets.reference_visitors"],
            "c0": before,
            "c1": targets.conversion,
            **aov,
        }
        parts = {
            "visitors": (
                say("Visitors"),
                "(goal / (c1 * a1) - v0) * (2 * c0 * a0 + c0 * a1 + c1 * a0 + 2 * c1 * a1) / 6",
            ),
            "conversion": (
                say("Conversion rate"),
                "(c1 - c0) * (2 * v0 * a0 + v0 * a1 + goal / (c1 * a1) * (a0 + 2 * a1)) / 6",
            ),
        }
        others = "(2 * v0 * c0 + v0 * c1 + goal / (c1 * a1) * (c0 + 2 * c1)) / 6"
    else:
        if targets.contradiction is None:
            problems.append(
                say(
                    "Visitors and conversion stay together as buyers until the visitors of the"
                    " reference window and the event's conversion rate are known."
                )
            )
        counted = reference.totals["buyers_paid" if targets.per_buyer else "orders_paid"]
        inputs = {"goal": targets.goal, "b0": counted, **aov}
        buyers = say("Buyers") if targets.per_buyer else say("Paid orders")
        parts = {"buyers": (buyers, "(goal / a1 - b0) * (a0 + a1) / 2")}
        others = "(b0 + goal / a1) / 2"
    steps = [
        _part(name, label, formula, inputs) for name, (label, formula) in parts.items()
    ] + _order_value(reference, targets, inputs, others)
    start, goal = _money(reference.totals["paid_amount"].value), targets.goal.exact
    amounts = to_the_cent([figure.exact for _, _, figure in steps], goal - start)
    return Decomposition(
        start,
        goal,
        tuple(
            Step(name, label, amount, figure)
            for (name, label, figure), amount in zip(steps, amounts, strict=True)
        ),
        tuple(problems),
    )


def _order_value(
    reference: Reference, targets: Targets, inputs: Mapping[str, Input], others: str
) -> list[tuple[str, Message, Figure]]:
    """Return the part of the order value, split into unit price and items where they are known."""
    if targets.unit_price.value is None or targets.items_per_order.value is None:
        return [_part("aov", say("Average order value"), f"(a1 - a0) * {others}", inputs)]
    below: Mapping[str, Input] = {
        **inputs,
        "u0": reference_unit_price(reference),
        "u1": targets.unit_price,
        "n0": reference_items_per_order(reference),
        "n1": targets.items_per_order,
    }
    # a = u × n × orders per buyer, which stays: a ÷ (u × n) is the same before and after.
    repeat = "a0 / (u0 * n0)"
    return [
        _part(
            "unit_price",
            say("Average unit price"),
            f"(u1 - u0) * (n0 + n1) / 2 * {repeat} * {others}",
            below,
        ),
        _part(
            "items_per_order",
            say("Items per order"),
            f"(n1 - n0) * (u0 + u1) / 2 * {repeat} * {others}",
            below,
        ),
    ]


def _part(
    name: str, label: Message, formula: str, inputs: Mapping[str, Input]
) -> tuple[str, Message, Figure]:
    figure = work_out(
        f"targets.part_{name}",
        say("Part of the growth: {lever}", lever=label),
        Unit.MONEY,
        formula,
        inputs,
        rules=("TGT-1", "SHAPLEY"),
    )
    return name, label, figure


def _money(value: object) -> Decimal:
    return Decimal(str(value or 0))


def to_the_cent(parts: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """Return the parts rounded to the cent such that they sum to the total (largest remainder).

    >>> to_the_cent([Decimal("0.333"), Decimal("0.333"), Decimal("-0.666")], Decimal("0.00"))
    [Decimal('0.33'), Decimal('0.33'), Decimal('-0.66')]
    """
    exact = [part * CENTS for part in parts]
    whole = [int(part.to_integral_value(ROUND_FLOOR)) for part in exact]
    remainders = [part - floor for part, floor in zip(exact, whole, strict=True)]
    left = int(total * CENTS) - sum(whole)
    order = sorted(range(len(parts)), key=lambda index: -remainders[index])
    for place in range(abs(left)):
        whole[order[place % len(order)]] += 1 if left > 0 else -1
    return [Decimal(cents) / CENTS for cents in whole]
