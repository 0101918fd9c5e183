"""The paid orders of a window as columns: what a design is worked out on.

Orders lie in order of payment, the lines of each beside each other in the order of the sheet, so
that an order here and its :class:`planner.activities.cart.Cart` are the same, line by line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from planner.activities.cart import Cart, CartLine
from planner.activities.reading import QUERIES
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import WHOLE_SHARE, Customers, Tier
from planner.tables import Dataset

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

READINGS_KEPT = 4
"""A million orders take some 150 MB; a plan asks for one window, a comparison for two."""
TOP_SHARE = 0.10
"""Of the customers who paid most before the window: the top customers."""
_NOTHING_KNOWN = ProductTerms("")


@dataclass(frozen=True, eq=False)
class Baskets:
    """Paid orders as columns; arrays of all lines or of all orders, never written to.

    Attributes:
        products: code of each product; the first is empty: goods that no sheet names.
        categories: of each product; None where no sheet says it.
        starts: first line of each order, and the number of lines at the end.
        product: of each line, as a place in ``products``.
        quantity: pieces of each line.
        unit_price_minor: price on the label of each line.
        number: of each order in the window; a sample's orders keep theirs.
        day: of payment of each order, from the main day.
        hour: of it.
        postage_minor: that each order paid; 0 = none, or the sheet does not tell it.
        paid_minor: what was paid for each order as it was.
        refund_minor: what was given back of it.
        is_known: whether anything is known of its buyer from before the window.
        is_returning: whether the buyer had paid before the window.
        is_top: whether the buyer is a top customer.
        has_lines: whether the sheets hold its lines; else it is one piece of product 0.
    """

    products: tuple[str, ...]
    categories: tuple[str | None, ...]
    starts: Ints
    product: Ints
    quantity: Ints
    unit_price_minor: Ints
    number: Ints
    day: Ints
    hour: Ints
    postage_minor: Ints
    paid_minor: Ints
    refund_minor: Ints
    is_known: Bools
    is_returning: Bools
    is_top: Bools
    has_lines: Bools

    @property
    def order_count(self) -> int:
        """Return the number of orders."""
        return len(self.number)

    @property
    def orders_without_lines(self) -> int:
        """Return of how many orders the amount alone is known: they run on thresholds only."""
        return self.order_count - int(self.has_lines.sum())

    @cached_property
    def base_minor(self) -> Ints:
        """Return what the goods of each order cost at the prices on the label."""
        return self.summed(self.quantity * self.unit_price_minor)

    def summed(self, by_line: Ints) -> Ints:
        """Return the sums of a column of lines by order."""
        upto = np.concatenate(([0], np.cumsum(by_line)))
        return upto[self.starts[1:]] - upto[self.starts[:-1]]

    def chosen(self, orders: Ints) -> "Baskets":
        """Return some of the orders, such as a sample; they keep their numbers.

        Args:
            orders: places of the orders, ascending.
        """
        counts = np.diff(self.starts)[orders]
        starts = np.concatenate(([0], np.cumsum(counts)))
        lines = np.repeat(self.starts[:-1][orders] - starts[:-1], counts) + np.arange(starts[-1])
        of_orders = {name: getattr(self, name)[orders] for name in _OF_ORDERS}
        of_lines = {name: getattr(self, name)[lines] for name in _OF_LINES}
        return Baskets(self.products, self.categories, starts, **of_lines, **of_orders)


_OF_LINES = ("product", "quantity", "unit_price_minor")
_OF_ORDERS = (
    "number", "day", "hour", "postage_minor", "paid_minor", "refund_minor",
    "is_known", "is_returning", "is_top", "has_lines",
)  # fmt: skip


@lru_cache(maxsize=READINGS_KEPT)
def read_baskets(
    dataset: Dataset,
    first_day: date,
    last_day: date,
    main_day: date,
    top_share: float = TOP_SHARE,
) -> Baskets:
    """Return all paid orders of some days, both inside.

    Args:
        dataset: one version of the shop's data.
        first_day: of the window.
        last_day: of it.
        main_day: that days count from: the reference's main day, day 0.
        top_share: of the earlier customers, by what they paid before the window.
    """
    window = {"first_day": first_day, "last_day": last_day}
    products = dataset.rows(QUERIES["activity_products"], **window)
    rows = dataset.frame(
        QUERIES["activity_lines"], **window, main_day=main_day, top_share=top_share
    )
    order = rows["order_number"].to_numpy()
    first = np.flatnonzero(np.diff(order, prepend=-1))

    def column(name: str) -> Ints:
        return rows[name].to_numpy().astype(np.int64)

    def of_order(name: str) -> Ints:
        return rows[name].to_numpy()[first].astype(np.int64)

    def told(name: str) -> Bools:
        return rows[name].to_numpy()[first].astype(np.bool_)

    return Baskets(
        products=tuple(row["product"] for row in products),
        categories=tuple(row["category"] for row in products),
        starts=np.append(first, len(order)).astype(np.int64),
        product=column("product_number"),
        quantity=column("quantity"),
        unit_price_minor=column("unit_price_minor"),
        number=order[first].astype(np.int64),
        day=of_order("day"),
        hour=of_order("hour"),
        postage_minor=of_order("postage_minor"),
        paid_minor=of_order("paid_minor"),
        refund_minor=of_order("refund_minor"),
        is_known=told("is_known"),
        is_returning=told("is_returning"),
        is_top=told("is_top"),
        has_lines=told("has_lines"),
    )


def sample_of(baskets: Baskets, count: int, seed: int = 7) -> Baskets:
    """Return so many orders drawn at random, the same ones each time; all where there are fewer."""
    if count >= baskets.order_count:
        return baskets
    drawn = np.random.default_rng(seed).choice(baskets.order_count, count, replace=False)
    return baskets.chosen(np.sort(drawn).astype(np.int64))


def makes_use(tier: Tier, numbers: Ints) -> Bools:
    """Return which orders make use of a tier that something has to be done for.

    Drawn by the tier's id and the number of the order (the finaliser of SplitMix64; Steele, Lea and
    Flood 2014), so that the same orders do each time, whatever else a design holds.

    Args:
        tier: whose ``take_up`` is the share of them.
        numbers: of the orders in their window.
    """
    seed = np.uint64(crc32(tier.tier_id.encode()) << 32)
    mixed = (numbers.astype(np.uint64) + seed) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    drawn = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(32)) * np.uint64(WHOLE_SHARE)
    return (drawn >> np.uint64(32)) < np.uint64(tier.take_up)


def cart_of(baskets: Baskets, order: int, terms: ShopTerms, tiers: Sequence[Tier] = ()) -> Cart:
    """Return an order as a cart, as the line-by-line engine takes it.

    Args:
        baskets: that hold it.
        order: its place in them.
        terms: floors and costs of its products; postage where the order paid none.
        tiers: that its buyer may make use of.
    """
    lines = []
    for line in range(int(baskets.starts[order]), int(baskets.starts[order + 1])):
        place = int(baskets.product[line])
        code = baskets.products[place]
        known = terms.products.get(code, _NOTHING_KNOWN)
        lines.append(
            CartLine(
                product=code,
                quantity=int(baskets.quantity[line]),
                unit_price_minor=int(baskets.unit_price_minor[line]),
                category=baskets.categories[place],
                floor_minor=known.floor_minor,
                cost_minor=known.cost_minor,
            )
        )
    number = baskets.number[order : order + 1]
    return Cart(
        lines=tuple(lines),
        customers=_groups(baskets, order),
        day=int(baskets.day[order]),
        hour=int(baskets.hour[order]),
        postage_minor=int(baskets.postage_minor[order]) or terms.postage_minor,
        uses=frozenset(
            tier.tier_id
            for tier in tiers
            if tier.kind.traits.is_optional and makes_use(tier, number)[0]
        ),
    )


def _groups(baskets: Baskets, order: int) -> frozenset[Customers]:
    return frozenset(
        group
        for group in (Customers.NEW, Customers.RETURNING, Customers.TOP)
        if group_of(baskets, group)[order]
    )


def group_of(baskets: Baskets, customers: Customers) -> Bools:
    """Return which orders are of a group of customers; nobody is where nothing is known."""
    if customers is Customers.NEW:
        return baskets.is_known & ~baskets.is_returning
    if customers is Customers.RETURNING:
        return baskets.is_returning
    return baskets.is_top if customers is Customers.TOP else np.ones_like(baskets.is_top)
