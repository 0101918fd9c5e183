"""What the design that a plan follows does to the plan: order value, orders, products, gifts.

Everything is told against the last event, since the plan follows it: factors on its order value and
on its conversion, and what an order carries. The plan's own goal stays as it is set (ACT-11).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.activities.outcome import Outcome
from planner.activities.terms import ShopTerms
from planner.activities.tiers import Kind
from planner.demand import OfferShift, Reference
from planner.figures import Figure, Measured, work_out
from planner.language import Message, Unit, say

RULES = ("ACT-11",)


@dataclass(frozen=True)
class Effect:
    """What the chosen design does to the plan.

    Attributes:
        order_value: factor on the order value of the last event, with the response of buyers.
        orders: factor on its orders, and so on its conversion.
        offers: what it does to products, against each other.
        per_order: pieces that an order carries of each product that the shop stocks: gifts and
            add-ons.
        gifts_beside: pieces an order carries of gifts that no sheet knows as products; None where
            the design gives nothing.
        add_ons_beside: the same of add-ons; None where every add-on is a product of the sheets.
        vouchers: for next time, an order; None where the design gives none.
    """

    order_value: Measured
    orders: Measured
    offers: Mapping[str, OfferShift]
    per_order: Mapping[str, float]
    gifts_beside: Measured | None
    add_ons_beside: Measured | None
    vouchers: Measured | None

    def levers(self, entries: Mapping[str, Figure]) -> Mapping[str, Figure]:
        """Return order value and conversion of the event under the design, by their assumptions.

        Formulas: order value = that of the last event × factor; conversion = that of the last event
        × factor on orders, at most 1 (TGT-3, TGT-4, ACT-11). What somebody types goes before it.

        Args:
            entries: the same two as they were in the last event, by their assumptions.
        """
        aov, conversion = entries["targets.aov"], entries["targets.conversion_share"]
        return {
            "targets.aov": work_out(
                "activities.aov",
                say("Order value of the last event under the design"),
                Unit.MONEY,
                "cents(aov * factor)",
                {"aov": aov, "factor": self.order_value},
                rules=("TGT-3", *RULES),
            ),
            "targets.conversion_share": work_out(
                "activities.conversion",
                say("Conversion rate of the last event under the design"),
                Unit.SHARE,
                "min(1, conversion * factor)",
                {"conversion": conversion, "factor": self.orders},
                rules=("TGT-4", *RULES),
            ),
        }

    def inserts(self) -> Mapping[str, Figure]:
        """Return what a parcel carries of the design, by the assumption of the shopping list.

        Gifts that are products of the shop come from its stock and are not bought again as small
        gifts (MAT-5), and so do add-ons; without gifts, add-ons or vouchers in the design the list
        stays as it is.
        """
        told = {
            "materials.gift.use": (self.gifts_beside, say("Small gifts of the design an order")),
            "materials.add_on.use": (
                self.add_ons_beside,
                say("Add-ons of the design that no sheet holds, an order"),
            ),
            "materials.voucher.use": (self.vouchers, say("Vouchers of the design an order")),
        }
        return {
            name: work_out(
                f"activities.{name.split('.')[1]}_use", label, Unit.RATIO, "pieces",
                {"pieces": pieces}, rules=("MAT-5", *RULES),
            )
            for name, (pieces, label) in told.items()
            if pieces is not None
        }  # fmt: skip

    def reserved(self, orders_paid: int) -> Mapping[str, int]:
        """Return the pieces of stock that so many orders carry as gifts and add-ons (INV-11)."""
        return {product: round(rate * orders_paid) for product, rate in self.per_order.items()}


def effect_of(outcome: Outcome, shop: ShopTerms, reference: Reference) -> Effect:
    """Return what a design does to the plan, at P50 of the response.

    Example (tests/activities): a design under which orders come to 90 where they came to 100, and
    1.2 times as many, has factors of 0.9 and 1.2.

    Args:
        outcome: of the design over the orders of the last event.
        shop: whose products are known.
        reference: the last event, for the account of what was counted.
    """
    reaction, last = outcome.reaction, outcome.last_time.order_value_minor
    orders = reaction.orders.p50
    stocked = dict[str, float]()
    beside: dict[bool, float] = {}
    for one in outcome.tiers:
        tier = one.tier
        if not tier.gift or not orders or tier.tier_id not in reaction.pieces:
            continue
        rate, is_add_on = reaction.pieces[tier.tier_id].p50 / orders, tier.kind is Kind.ADD_ON
        is_stocked = tier.gift in shop.products
        if is_stocked:
            stocked[tier.gift] = stocked.get(tier.gift, 0.0) + rate
        # Gifts of the stock count as none beside it: the list then buys no small gifts instead.
        if not is_add_on or not is_stocked:
            beside[is_add_on] = beside.get(is_add_on, 0.0) + (0.0 if is_stocked else rate)
    issued = [
        reaction.pieces[one.tier.tier_id].p50
        for one in outcome.tiers
        if one.tier.kind is Kind.NEXT_VOUCHER
    ]

    def counted(key: str, label: Message, value: float) -> Measured:
        return Measured(
            key=f"activities.{key}",
            label=label,
            value=round(value, 6),
            unit=Unit.RATIO,
            query="activity_lines",
            parameters={"first_day": reference.first_day, "last_day": reference.last_day},
            rows=round(outcome.as_is.orders),
            table="orders",
            files=reference.totals["orders_paid"].files,
        )

    return Effect(
        order_value=counted(
            "order_value_change",
            say("Order value under the design ÷ that of the last event"),
            reaction.order_value_minor.p50 / last if last else 1.0,
        ),
        orders=counted(
            "orders_change",
            say("Orders under the design ÷ those of the last event"),
            reaction.order_factor.p50,
        ),
        offers=_offers(outcome),
        per_order=stocked,
        gifts_beside=counted("gifts_each", say("Gifts beside the stock, an order"), beside[False])
        if False in beside
        else None,
        add_ons_beside=counted(
            "add_ons_each", say("Add-ons beside the stock, an order"), beside[True]
        )
        if True in beside
        else None,
        vouchers=counted(
            "vouchers_each", say("Vouchers for next time, an order"), sum(issued) / orders
        )
        if issued and orders
        else None,
    )


def _offers(outcome: Outcome) -> Mapping[str, OfferShift]:
    """Return what the design does to products against those that the window did not sell."""
    units = sum(one.units for one in outcome.products)
    expected = sum(one.expected_units for one in outcome.products)
    if not units or not expected:
        return {}
    whole, price = expected / units, 1 - outcome.depth
    return {
        one.product: OfferShift(one.uplift / whole, (1 - one.depth) / price if price else 1.0)
        for one in outcome.products
        if one.product
    }
