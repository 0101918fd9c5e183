"""What to buy, and what late goods cost: the board's products as the calculators take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from planner.figures import CENT
from planner.inventory.arrivals import (
    Delay,
    Timing,
    delay_table,
    demand_by_day,
    lost_units_by_delay,
    with_extra,
)
from planner.inventory.assumptions import InventoryAssumptions
from planner.inventory.newsvendor import Economics
from planner.inventory.purchase import Candidate, Purchase, PurchaseLine, Why, plan_purchase
from planner.inventory.readiness import Days, ProductReadiness, Reason, how_to_order
from planner.inventory.typed import Typed
from planner.language import Message, say


@dataclass(frozen=True)
class LateArrivals:
    """What is lost if goods on their way come later than announced (INV-2).

    Attributes:
        by_product: days of delay → what is lost, for products with something on its way.
        in_all: the same over all products.
        without_margin: of these products have no known price or cost, so that pieces alone count.
    """

    by_product: Mapping[str, tuple[Delay, ...]]
    in_all: tuple[Delay, ...]
    without_margin: int


def economics_of(
    row: ProductReadiness, given: InventoryAssumptions, price: Decimal | None, fee_share: Decimal
) -> Economics | None:
    """Return what a piece of a product brings and costs; None while price or cost is unknown.

    What is left over keeps more of its cost where the product goes on selling on ordinary days.
    """
    cost = row.stock.unit_cost
    if price is None or cost is None:
        return None
    goes_on = row.demand is not None and row.demand.units_per_ordinary_day > 0
    value_share = given.lasting_value_share if goes_on else given.salvage_share
    return Economics(
        price=price,
        unit_cost=cost,
        fee_share=fee_share,
        salvage_value=(cost * _exact(value_share)).quantize(CENT),
        goodwill_per_unit=(price * _exact(given.goodwill_share)).quantize(CENT),
    )


def _exact(share: float) -> Decimal:
    return Decimal(str(share))


def price_of(row: ProductReadiness, typed: Typed) -> Decimal | None:
    """Return what a buyer pays for a piece in the event; None where nothing tells.

    That is the price typed, else the planned revenue of the product over its planned pieces, else
    the list price of its last sales or of the sheets.
    """
    given = typed.products.get(row.product)
    if given and "price" in given.numbers:
        return Decimal(given.numbers["price"])
    demand = row.demand
    if demand and demand.units and demand.revenue:
        return (demand.revenue / demand.units).quantize(CENT)
    return (demand.list_price if demand else None) or row.stock.list_price


def purchase_of(
    rows: Sequence[ProductReadiness],
    economics: Mapping[str, Economics | None],
    budget: Decimal | None,
    least_return_share: float,
) -> Purchase:
    """Return what to buy of each product that is expected to sell and whose stock is known.

    What is held and on its way counts as there. A product of which nobody knows what
    is held is not bought: it might lie there.
    """
    candidates = []
    for row in rows:
        if row.at_start is None or not row.mean_units:
            continue
        candidates.append(
            Candidate(
                product=row.product,
                mean_units=row.mean_units,
                relative_variance=row.relative_variance,
                position=position_of(row),
                economics=economics[row.product],
                min_order_quantity=row.stock.min_order_quantity,
                pack_size=row.stock.pack_size,
                arrives=row.delivery.timing in (Timing.IN_TIME, Timing.AFTER_DEADLINE),
            )
        )
    return plan_purchase(candidates, budget, least_return_share)


def position_of(row: ProductReadiness) -> int:
    """Return the pieces there and on their way: what comes late is hastened, not bought again.

    Example (tests/inventory): 30 free and 20 that come after D: 50.
    """
    return (row.at_start or 0) + row.late


def with_purchases(
    rows: Sequence[ProductReadiness], purchase: Purchase, days: Days
) -> tuple[ProductReadiness, ...]:
    """Return the board with what is to be bought in place of what is missing.

    What is missing comes in packs and from a minimum on, may not pay, or not fit into the budget:
    the board and the list of purchases never say different things.
    """
    lines = {line.product: line for line in purchase.lines}
    return tuple(
        _advised(row, lines[row.product], days)
        if row.reason in (Reason.SHORT, Reason.NO_RESERVE) and row.product in lines
        else row
        for row in rows
    )


def _advised(row: ProductReadiness, line: PurchaseLine, days: Days) -> ProductReadiness:
    if line.units:
        action = how_to_order(line.units, row.delivery)
        return replace(row, action=action, due=row.delivery.order_by)
    told = _NOT_BOUGHT.get(line.why)
    return row if told is None else replace(row, action=told, due=days.no_sooner(days.arrive_by))


_NOT_BOUGHT: Mapping[Why, Message] = {
    Why.MINIMUM_NOT_WORTH: say(
        "The supplier's minimum order would not pay: ask for fewer, or promote something else"
    ),
    Why.ENOUGH: say("More would not pay on average: stop the listing before it sells out"),
    Why.NO_BUDGET: say("The budget earns more elsewhere: raise it, or promote something else"),
    Why.LOSS: say("It is sold at a loss: check price and cost, or promote something else"),
}
"""What to do about a product of which nothing is bought; of the others the board knows best."""


def delays_by_product(
    rows: Sequence[ProductReadiness],
    economics: Mapping[str, Economics | None],
    day_weights: Sequence[int],
    first_day: date,
    longest_delay_days: int,
) -> dict[str, tuple[Delay, ...]]:
    """Return what each day of delay costs of each product on its way that is expected to sell.

    Stock at the start of the window is what is free then; each arrival comes on its day. Where
    nobody knows what is held, nobody knows what is lost.
    """
    coming = [
        row for row in rows if row.stock.arrivals and row.expected and row.at_start is not None
    ]
    if not coming:
        return {}
    held = [max(0, (row.at_start or 0) - row.on_time) for row in coming]
    lost = lost_units_by_delay(
        demand_by_day([row.expected for row in coming], day_weights),
        held,
        [row.stock.arrivals for row in coming],
        first_day,
        longest_delay_days,
    )
    margins = (
        known.margin_per_unit if (known := economics[row.product]) else Decimal(0) for row in coming
    )
    return {
        row.product: delay_table(units, margin)
        for row, units, margin in zip(coming, lost.tolist(), margins, strict=True)
    }


def late_arrivals(
    delays: Mapping[str, tuple[Delay, ...]], economics: Mapping[str, Economics | None]
) -> LateArrivals:
    """Return what each day of delay of all goods on their way costs."""
    by_product = {product: table for product, table in delays.items() if table}
    without_margin = sum(economics[product] is None for product in by_product)
    return LateArrivals(by_product, _sum_of(list(by_product.values())), without_margin)


def _sum_of(tables: Sequence[Sequence[Delay]]) -> tuple[Delay, ...]:
    by_delay = list(zip(*tables, strict=True))
    return with_extra(
        [sum(one.lost_units for one in tables) for tables in by_delay],
        [sum((one.lost_margin for one in tables), Decimal(0)) for tables in by_delay],
    )
