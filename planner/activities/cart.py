"""A cart, and what comes of it when it is paid."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.activities.tiers import Customers, Tier
from planner.language import Message


@dataclass(frozen=True)
class CartLine:
    """So many pieces of one product.

    Attributes:
        product: the code it is known by.
        quantity: pieces, at least one.
        unit_price_minor: price on the label.
        category: it belongs to; None where no sheet says it.
        floor_minor: price of a piece that the shop's own tiers never go below; 0 = none.
        cost_minor: what a piece costs the shop; None where it is not known.
    """

    product: str
    quantity: int
    unit_price_minor: int
    category: str | None = None
    floor_minor: int = 0
    cost_minor: int | None = None

    @property
    def base_minor(self) -> int:
        """Return what the pieces cost at the price on the label."""
        return self.quantity * self.unit_price_minor


@dataclass(frozen=True)
class Cart:
    """What somebody is about to buy.

    Attributes:
        lines: at least one.
        customers: the groups that its buyer belongs to; empty where nobody knows.
        day: it is paid on, from the main day.
        hour: it is paid in.
        postage_minor: that it costs without free shipping.
        uses: ids of the tiers that its buyer makes use of, where something has to be done for them:
            a coupon claimed, an add-on taken, points spent, the rest bought in other shops.
    """

    lines: tuple[CartLine, ...]
    customers: frozenset[Customers] = frozenset()
    day: int = 0
    hour: int = 12
    postage_minor: int = 0
    uses: frozenset[str] = frozenset()

    @property
    def base_minor(self) -> int:
        """Return what the goods cost at the prices on the label."""
        return sum(line.base_minor for line in self.lines)


@dataclass(frozen=True)
class Goods:
    """Pieces that a tier adds to a parcel.

    Attributes:
        tier_id: that adds them.
        product: the code it is known by.
        quantity: pieces.
        paid_minor: for all of them; 0 = a gift.
        cost_minor: that all of them cost the shop.
    """

    tier_id: str
    product: str
    quantity: int
    paid_minor: int
    cost_minor: int


@dataclass(frozen=True)
class Step:
    """What one tier did to a cart, or why it did nothing.

    Attributes:
        tier: whose turn it was.
        applies: whether it gave anything.
        seen_minor: goods in its scope, as it saw them.
        off_by_line: taken off each line.
        held_back_minor: of what it would have taken off, kept back by floors.
        postage_minor: taken off the postage.
        goods: added to the parcel.
        later_minor: expected to cost later: prizes, vouchers.
        borne_by_platform_minor: of what was taken off, paid to the shop by the platform.
        why: what it gave, or why not, in words.
        other_off_minor: what it would have taken off, had it seen the amounts the other way.
    """

    tier: Tier
    applies: bool
    seen_minor: int
    off_by_line: tuple[int, ...]
    why: Message
    held_back_minor: int = 0
    postage_minor: int = 0
    goods: Goods | None = None
    later_minor: int = 0
    borne_by_platform_minor: int = 0
    other_off_minor: int = 0

    @property
    def off_minor(self) -> int:
        """Return what it took off the goods."""
        return sum(self.off_by_line)

    @property
    def worth_minor(self) -> int:
        """Return what it is worth to the buyer as the shop counts it: gifts at their cost."""
        added = self.goods.cost_minor - self.goods.paid_minor if self.goods else 0
        return self.off_minor + self.postage_minor + self.later_minor + max(0, added)


@dataclass(frozen=True)
class CheckOut:
    """What comes of a cart.

    Attributes:
        cart: that was paid.
        steps: of all tiers in their order.
        net_by_line: what is paid for each line.
    """

    cart: Cart
    steps: tuple[Step, ...]
    net_by_line: tuple[int, ...] = field(default=())

    @property
    def goods(self) -> tuple[Goods, ...]:
        """Return what tiers added to the parcel."""
        return tuple(step.goods for step in self.steps if step.goods)

    @property
    def off_minor(self) -> int:
        """Return all that was taken off the goods."""
        return sum(step.off_minor for step in self.steps)

    @property
    def postage_minor(self) -> int:
        """Return the postage that is paid."""
        return self.cart.postage_minor - sum(step.postage_minor for step in self.steps)

    @property
    def paid_minor(self) -> int:
        """Return what the buyer pays: goods, added goods and postage."""
        return (
            sum(self.net_by_line) + sum(one.paid_minor for one in self.goods) + self.postage_minor
        )

    @property
    def received_minor(self) -> int:
        """Return what the shop receives: what is paid, and what the platform bears."""
        return self.paid_minor + sum(step.borne_by_platform_minor for step in self.steps)

    @property
    def later_minor(self) -> int:
        """Return what prizes and vouchers are expected to cost later."""
        return sum(step.later_minor for step in self.steps)

    def off_by_tier(self) -> Mapping[str, int]:
        """Return what each tier that applied is worth to the buyer, by its id."""
        return {step.tier.tier_id: step.worth_minor for step in self.steps if step.applies}
