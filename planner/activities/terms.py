"""What a product brings and costs the shop, and the price it never goes below."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.activities.cart import CheckOut
from planner.activities.engine import part
from planner.activities.tiers import WHOLE_SHARE


@dataclass(frozen=True)
class ProductTerms:
    """What is known of a product.

    Attributes:
        product: the code it is known by.
        title: its name; None where no sheet says it.
        category: it belongs to; None where no sheet says it.
        list_price_minor: of a piece; None where no sheet and no sale says it.
        cost_minor: of a piece; None where it is not known.
        floor_minor: price of a piece that no tier of the shop goes below; 0 where the cost is not
            known.
        stock_units: held; None where no sheet says it.
    """

    product: str
    title: str | None = None
    category: str | None = None
    list_price_minor: int | None = None
    cost_minor: int | None = None
    floor_minor: int = 0
    stock_units: int | None = None

    @property
    def name(self) -> str:
        """Return what tells it from all others: sizes of one style share a title.

        >>> ProductTerms("DY005-L", "Coat").name, ProductTerms("DY005-L").name
        ('Coat (DY005-L)', 'DY005-L')
        """
        return f"{self.title} ({self.product})" if self.title else self.product


@dataclass(frozen=True, eq=False)
class ShopTerms:
    """What the shop's goods bring and cost; the same object for the same shop, so that it is a key.

    Attributes:
        products: by code.
        fee_share: that the platform keeps of what is received, in hundredths of a per cent.
        refund_share: of what is received that is given back, in hundredths of a per cent.
        parcel_cost_minor: packing and shipping of an order.
        postage_minor: that a buyer pays for an order without free shipping.
        cost_share: cost ÷ price on the label of products whose own cost is not known, in hundredths
            of a per cent; None where nothing tells, and then no margin is told.
    """

    products: Mapping[str, ProductTerms] = field(default_factory=dict)
    fee_share: int = 0
    refund_share: int = 0
    parcel_cost_minor: int = 0
    postage_minor: int = 0
    cost_share: int | None = None

    def kept(self, received_minor: int) -> int:
        """Return what is left of money received after refunds and the platform's fee.

        >>> ShopTerms(fee_share=500, refund_share=1000).kept(10_000)
        8550
        """
        after_refunds = part(received_minor, WHOLE_SHARE - self.refund_share)
        return part(after_refunds, WHOLE_SHARE - self.fee_share)

    def margin_minor(self, out: CheckOut) -> int | None:
        """Return what an order leaves to the shop; None where the cost of a line is not known.

        Formula: (received less refunds) less the fee − cost of the goods − cost of what tiers added
        − packing and shipping − what prizes and vouchers cost later (ACT-7, ACT-11). Goods sent
        back are not booked as worth anything again: the margin is on the careful side.

        Example (tests/activities): 100 received of goods that cost 40, 5 % fee, 10 % refunds, a
        parcel at 5 → 85.50 − 40 − 5 = 40.50.
        """
        cost = 0
        for line in out.cart.lines:
            each = line.cost_minor
            if each is None:
                if self.cost_share is None:
                    return None
                each = part(line.unit_price_minor, self.cost_share)
            cost += line.quantity * each
        added = sum(one.cost_minor for one in out.goods)
        return (
            self.kept(out.received_minor) - cost - added - self.parcel_cost_minor - out.later_minor
        )


def floor_of(
    cost_minor: int,
    packing_minor: int,
    fee_share: int,
    refund_share: int,
    least_margin_share: int = 0,
) -> int:
    """Return the lowest price of a piece at which it still earns its least margin (ACT-7).

    Formula: (cost + packing) ÷ ((1 − refunds) × (1 − fee) − least margin), rounded up to the cent:
    what is kept of the price pays for the goods, their packing and the margin.

    >>> floor_of(4000, 250, 500, 1000)
    4971

    Args:
        cost_minor: of a piece.
        packing_minor: packing and shipping of a piece: of an order ÷ its pieces.
        fee_share: of the platform, in hundredths of a per cent, as the other shares.
        refund_share: of what is received that is given back.
        least_margin_share: of the price that must be left.
    """
    kept = (WHOLE_SHARE - refund_share) * (WHOLE_SHARE - fee_share)
    kept -= least_margin_share * WHOLE_SHARE
    if kept <= 0:
        return 0
    return -(-(cost_minor + packing_minor) * WHOLE_SHARE * WHOLE_SHARE // kept)
