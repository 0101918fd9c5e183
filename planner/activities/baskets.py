"""The paid orders of a window as columns: what a design is worked out on.

Orders lie in order of payment, the lines of each beside each other in the order of the sheet, so
that an order here and its :class:`planner.activities.cart.Cart` are the same, line by line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any
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
"""A million orders take some 250 MB; a plan asks for one window, a comparison for two."""
TOP_SHARE = 0.10
"""Of the customers who paid most before the window: the top customers."""
_NOTHING_KNOWN = ProductTerms("")
_SECONDS_OF_HOUR = 3600
_BITS_OF_ROW = 32
"""Row numbers of a sheet stay below 2^32."""


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
    "number", "day", "hour", "postage_minor", "paid_minor",
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
    """Return what :func:`fetch_baskets` does, and keep it: pages ask for it again and again."""
    return fetch_baskets(dataset, first_day, last_day, main_day, top_share)


def fetch_baskets(
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
    rows = dataset.frame(QUERIES["activity_lines"], **window, top_share=top_share)
    columns = _in_order_of_payment({str(name): rows[name].to_numpy() for name in rows})
    order, price = columns["order"], columns["unit_price_minor"]
    count = int(order[-1]) + 1 if len(order) else 0
    has_lines = np.ones(count, np.bool_)
    has_lines[order[price < 0]] = False
    # An order without lines, or with a line without a price, is one piece at its amount.
    is_first = np.diff(order, prepend=-1) > 0
    kept = has_lines[order] | is_first
    by_line = has_lines[order[kept]]
    first = np.flatnonzero(is_first)
    paid_at = columns["paid_at"][first].astype("datetime64[s]")
    day = paid_at.astype("datetime64[D]")
    return Baskets(
        products=tuple(row["product"] for row in products),
        categories=tuple(row["category"] for row in products),
        starts=np.searchsorted(order[kept], np.arange(count + 1)),
        product=np.where(by_line, columns["product_number"][kept], 0),
        quantity=np.where(by_line, columns["quantity"][kept], 1),
        unit_price_minor=np.where(by_line, price[kept], columns["amount_minor"][kept]),
        number=np.arange(count),
        day=(day - np.datetime64(main_day)).astype(np.int64),
        hour=(paid_at - day).astype(np.int64) // _SECONDS_OF_HOUR,
        postage_minor=columns["postage_minor"][first],
        paid_minor=columns["paid_minor"][first],
        is_known=columns["is_known"][first],
        is_returning=columns["is_returning"][first],
        is_top=columns["is_top"][first],
        has_lines=has_lines,
    )


def _in_order_of_payment(rows: Mapping[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """Return the rows sorted, and as ``order`` which order each is of; lines as the sheet has them.

    Of orders paid in the same second the one that stands first in the list comes first.
    """
    place = rows["order_place"] - 1
    paid_at = np.zeros(int(place.max()) + 1 if len(place) else 0, np.int64)
    paid_at[place] = rows["paid_at"].astype("datetime64[s]").astype(np.int64)
    rank = np.empty(len(paid_at), np.int64)
    rank[np.argsort(paid_at, kind="stable")] = np.arange(len(paid_at))
    order, source_row = rank[place], np.nan_to_num(rows["source_row"].astype(np.float64))
    in_turn = np.argsort((order << _BITS_OF_ROW) + source_row.astype(np.int64))
    sorted_rows = {name: values[in_turn] for name, values in rows.items()}
    return {**sorted_rows, "order": order[in_turn]}


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
