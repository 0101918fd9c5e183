"""What happens when one lever misses or beats its plan by a tenth."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.figures import CENT, Figure, rounded_up
from planner.language import Message, Unit, say
from planner.targets.equation import Targets
from planner.targets.margin import Margin

SWING = Decimal("0.1")
MEASURES: Mapping[str, tuple[Message, Unit]] = {
    "revenue": (say("Revenue"), Unit.MONEY),
    "margin": (say("Margin of the event"), Unit.MONEY),
    "orders_paid": (say("Paid orders"), Unit.COUNT),
    "parcels": (say("Parcels"), Unit.COUNT),
    "items": (say("Items"), Unit.COUNT),
}
"""What an outcome is measured by, as name → label and unit; names are fields of an outcome."""


@dataclass(frozen=True)
class Outcome:
    """What the event comes to.

    Attributes:
        revenue: paid amount.
        orders_paid: orders paid.
        parcels: parcels to ship.
        items: items in them; None where no sheet counts items.
        margin: of the event; None while the cost of goods is open.
    """

    revenue: Decimal
    orders_paid: int
    parcels: int
    items: int | None
    margin: Decimal | None

    def measured(self, measure: str) -> Decimal | None:
        """Return one of the measures; None where it is open."""
        value: Decimal | int | None = getattr(self, measure)
        return None if value is None else Decimal(value)


@dataclass(frozen=True)
class Swing:
    """What one lever does, a tenth below and a tenth above its plan."""

    label: Message
    low: Outcome
    high: Outcome


@dataclass(frozen=True)
class Change:
    """What one lever changes of one measure, a tenth below and a tenth above its plan."""

    label: Message
    low: Decimal
    high: Decimal

    @property
    def reach(self) -> Decimal:
        """Return the larger of both changes, whatever its sign."""
        return max(abs(self.low), abs(self.high))


@dataclass(frozen=True)
class Sensitivity:
    """The plan, and what each lever does to it."""

    plan: Outcome
    swings: tuple[Swing, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the measures that are known."""
        return tuple(name for name in MEASURES if self.plan.measured(name) is not None)

    def changes(self, measure: str) -> tuple[Change, ...]:
        """Return what each lever changes of a measure that is known, the largest change first."""
        plan = self.plan.measured(measure) or Decimal(0)
        changes = [
            Change(
                swing.label,
                (swing.low.measured(measure) or Decimal(0)) - plan,
                (swing.high.measured(measure) or Decimal(0)) - plan,
            )
            for swing in self.swings
        ]
        return tuple(sorted(changes, key=lambda change: -change.reach))


def vary(targets: Targets, parcels: Figure, margin: Margin) -> Sensitivity:
    """Return what the event comes to when one lever is a tenth lower or higher.

    Formula: revenue = visitors × conversion × unit price × items, so each lever moves revenue by
    its own share. Visitors and conversion move the number of orders with it; unit price and items
    per order change what an order is worth, and its items, not how many parcels leave. Counts are
    worked out from unrounded orders and rounded up last. Of the margin, refunds, platform fee and
    advertising move with the revenue, the goods with the items, packing with the parcels (TGT-10).

    Example (tests/targets): goal 130,000.00 by 1,300 orders; visitors + 10 % → 143,000.00, 1,430
    orders; unit price + 10 % → 143,000.00, 1,300 orders. Of 102.97 margin after 180.00 for goods
    and 30.00 for packing, 10 % more visitors make 113.27, a price 10 % higher 134.27.
    """
    orders = Decimal(int(targets.orders_paid.required))
    per_order = Decimal(int(parcels.required)) / orders if orders else Decimal(1)
    items = targets.items_per_order
    lines = {line.key: line.exact for line in margin.lines if line.value is not None}
    goods = lines.get("targets.goods_cost", Decimal(0))
    packing = lines.get("targets.packing_cost", Decimal(0))

    def outcome(flow: Decimal, worth: Decimal, more_items: Decimal) -> Outcome:
        # What is left of the revenue before goods and packing moves with the revenue.
        before = margin.margin.exact + goods + packing if margin.margin.value is not None else None
        return Outcome(
            revenue=(targets.goal.exact * flow * worth * more_items).quantize(CENT),
            orders_paid=rounded_up(orders * flow),
            parcels=rounded_up(orders * flow * per_order),
            items=None
            if items.value is None
            else rounded_up(orders * flow * items.exact * more_items),
            margin=None
            if before is None
            else (
                before * flow * worth * more_items - goods * flow * more_items - packing * flow
            ).quantize(CENT),
        )

    one = Decimal(1)

    def swing(label: Message, place: int) -> Swing:
        factors = [[one + sign * SWING if n == place else one for n in range(3)]
                   for sign in (-1, 1)]  # fmt: skip
        return Swing(label, outcome(*factors[0]), outcome(*factors[1]))

    swings = [swing(say("Visitors"), 0), swing(say("Conversion rate"), 0)]
    if items.value is None:
        swings.append(swing(say("Average order value"), 1))
    else:
        swings += [swing(say("Average unit price"), 1), swing(say("Items per order"), 2)]
    return Sensitivity(outcome(one, one, one), tuple(swings))
