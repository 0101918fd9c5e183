"""Any cart through a design, by both readings of what a tier looks at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from planner.activities.cart import Cart, CartLine, CheckOut
from planner.activities.engine import check_out
from planner.activities.situations import line_of
from planner.activities.terms import ShopTerms
from planner.activities.tiers import Customers, Design, Sees


@dataclass(frozen=True)
class TypedCart:
    """A cart as somebody types it.

    Attributes:
        pieces: of each product, by code.
        customers: the group that its buyer belongs to; ALL where nobody knows.
        day: it is paid on, from the main day.
        hour: it is paid in.
        uses: ids of the optional tiers that its buyer makes use of.
    """

    pieces: Mapping[str, int]
    customers: Customers = Customers.ALL
    day: int = 0
    hour: int = 12
    uses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Worked:
    """What comes of a cart.

    Attributes:
        out: as the tiers are set.
        margin_minor: that it leaves; None where a cost is not known.
        readings: the same with all tiers seeing one or the other amount.
        unpriced: codes that were left out, since no sheet tells their price.
    """

    out: CheckOut
    margin_minor: int | None
    readings: Mapping[Sees, CheckOut]
    unpriced: tuple[str, ...]


def groups_of(customers: Customers) -> frozenset[Customers]:
    """Return all groups that a buyer of a group belongs to: top customers have bought before.

    >>> sorted(one.value for one in groups_of(Customers.TOP))
    ['returning', 'top']
    """
    if customers is Customers.ALL:
        return frozenset()
    if customers is Customers.TOP:
        return frozenset({Customers.TOP, Customers.RETURNING})
    return frozenset({customers})


def work_out_cart(typed: TypedCart, design: Design, shop: ShopTerms) -> Worked | None:
    """Return what comes of a cart under a design; None where nothing in it has a price."""
    lines, unpriced = lines_of(typed.pieces.items(), shop)
    if not lines:
        return None
    cart = Cart(
        lines=lines,
        customers=groups_of(typed.customers),
        day=typed.day,
        hour=typed.hour,
        postage_minor=shop.postage_minor,
        uses=typed.uses,
    )
    out = check_out(cart, design.in_order)
    readings = {
        sees: check_out(cart, [replace(tier, sees=sees) for tier in design.in_order])
        for sees in Sees
    }
    return Worked(out, shop.margin_minor(out), readings, unpriced)


def lines_of(
    pieces: Iterable[tuple[str, int]], shop: ShopTerms
) -> tuple[tuple[CartLine, ...], tuple[str, ...]]:
    """Return the lines of a cart at the prices of the shop, and the codes that have no price."""
    lines, unpriced = [], []
    for code, quantity in pieces:
        one = shop.products.get(code)
        if one is None or one.list_price_minor is None:
            unpriced.append(code)
            continue
        lines.append(line_of(one, quantity))
    return tuple(lines), tuple(unpriced)
