"""How the margin of an order comes about, line by line: from the label to what is left."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.activities.cart import CheckOut
from planner.activities.engine import part
from planner.activities.terms import ShopTerms
from planner.language import Message, say


@dataclass(frozen=True)
class MarginLine:
    """One line of the account.

    Attributes:
        label: what it is.
        amount_minor: added to the margin; below zero = taken from it.
        why: what a tier gave, or why it gave nothing; None where the label says it all.
        tier_id: whose step it is; None = of no tier.
    """

    label: Message
    amount_minor: int
    why: Message | None = None
    tier_id: str | None = None


def margin_lines(out: CheckOut, shop: ShopTerms) -> tuple[MarginLine, ...]:
    """Return the lines that sum to the margin of an order; none where its cost is not known.

    First the goods at the price on the label, then every tier in its order with what it took off
    them or why it did not, then what else is paid, and at last what it all costs
    (:meth:`planner.activities.terms.ShopTerms.margin_minor`).

    Example (tests/activities): 100 of goods, 10 off, 5 % fee, goods that cost 40, a parcel at 5 →
    100 − 10 − 4.50 − 40 − 5 = 40.50.
    """
    if shop.margin_minor(out) is None:
        return ()
    return (*_goods(out), *_steps(out), *_else_paid(out), *_costs(out, shop))


def _goods(out: CheckOut) -> Iterator[MarginLine]:
    for line in out.cart.lines:
        label = say("{count} × {product}", count=line.quantity, product=line.product)
        yield MarginLine(label, line.base_minor)


def _steps(out: CheckOut) -> Iterator[MarginLine]:
    for step in out.steps:
        yield MarginLine(step.tier.label, -step.off_minor, step.why, step.tier.tier_id)


def _else_paid(out: CheckOut) -> Iterator[MarginLine]:
    for one in out.goods:
        if one.paid_minor:
            label = say("Paid for {count} × {product}", count=one.quantity, product=one.product)
            yield MarginLine(label, one.paid_minor, tier_id=one.tier_id)
    if out.postage_minor:
        yield MarginLine(say("Postage paid"), out.postage_minor)
    if borne := out.received_minor - out.paid_minor:
        yield MarginLine(say("Borne by the platform"), borne)


def _costs(out: CheckOut, shop: ShopTerms) -> Iterator[MarginLine]:
    if given_back := shop.kept(out.received_minor) - out.received_minor:
        yield MarginLine(say("Refunds expected, and the platform's fee"), given_back)
    for line in out.cart.lines:
        each = line.cost_minor
        if each is None:
            each = part(line.unit_price_minor, shop.cost_share or 0)
        label = say("Cost of {count} × {product}", count=line.quantity, product=line.product)
        yield MarginLine(label, -line.quantity * each)
    for one in out.goods:
        label = say("Cost of {count} × {product}", count=one.quantity, product=one.product)
        yield MarginLine(label, -one.cost_minor, tier_id=one.tier_id)
    if shop.parcel_cost_minor:
        yield MarginLine(say("Packing and shipping"), -shop.parcel_cost_minor)
    if out.later_minor:
        yield MarginLine(say("Prizes and vouchers expected later"), -out.later_minor)
