"""What happens when one lever misses or beats its plan by a tenth."""

from dataclasses import dataclass
from decimal import Decimal

from planner.figures import Figure, rounded_up
from planner.language import Message, say
from planner.targets.equation import Targets

SWING = Decimal("0.1")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Outcome:
    """What the event comes to; items are None where no sheet counts them."""

    revenue: Decimal
    orders_paid: int
    parcels: int
    items: int | None


@dataclass(frozen=True)
class Swing:
    """What one lever does, a tenth below and a tenth above its plan."""

    label: Message
    low: Outcome
    high: Outcome


@dataclass(frozen=True)
class Sensitivity:
    """The plan, and what each lever does to it."""

    plan: Outcome
    swings: tuple[Swing, ...]


def vary(targets: Targets, parcels: Figure) -> Sensitivity:
    """Return what the event comes to when one lever is a tenth lower or higher.

    Formula: revenue = visitors × conversion × unit price × items, so each lever moves revenue by
    its own share. Visitors and conversion move the number of orders with it; unit price and items
    per order change what an order is worth, and its items, not how many parcels leave. Counts are
    worked out from unrounded orders and rounded up last.

    Example (tests/targets): goal 130,000.00 by 1,300 orders; visitors + 10 % → 143,000.00, 1,430
    orders; unit price + 10 % → 143,000.00, 1,300 orders.
    """
    orders = Decimal(int(targets.orders_paid.required))
    per_order = Decimal(int(parcels.required)) / orders if orders else Decimal(1)
    items = targets.items_per_order

    def outcome(flow: Decimal, worth: Decimal, more_items: Decimal) -> Outcome:
        return Outcome(
            revenue=(targets.goal.exact * flow * worth * more_items).quantize(CENT),
            orders_paid=rounded_up(orders * flow),
            parcels=rounded_up(orders * flow * per_order),
            items=None
            if items.value is None
            else rounded_up(orders * flow * items.exact * more_items),
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
