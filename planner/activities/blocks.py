"""Baskets laid out for work on many at once: those with as many lines side by side.

A block holds a row a line and a column an order, so that a sum over an order's lines adds rows, and
fits into a core's own memory. Orders of many lines are rare and of many sizes: these share a block
with empty lines at their end, which are worth nothing and belong to no scope.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.activities.baskets import Baskets, Bools, Ints, group_of
from planner.activities.many_splits import Amounts, parts_of
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import WHOLE_SHARE, Customers, Tier

CELLS = 1 << 15
"""Lines in a block: its dozen arrays stay in a core's memory."""
OWN_SIZES = 8
"""Orders of up to so many lines lie in blocks without empty lines."""
LARGEST_PRODUCT = 2.0**62
"""Carts whose products of amounts could pass it are worked out in Python's whole numbers."""
_NOTHING_KNOWN = ProductTerms("")


@dataclass(frozen=True, eq=False)
class Block:
    """Some orders with as many lines each; lines are rows, orders columns, in order of payment.

    Attributes:
        orders: their places in the baskets, ascending.
        number: of each order in its window.
        day: of each order, from the main day.
        hour: of each order.
        postage: of each order without free shipping.
        groups: whether each order is of a group of customers.
        product: of each line; a place past the last is an empty line.
        quantity: of each line.
        price: of a piece.
        base: of each line at the prices on the label.
        floor: of each line, all pieces together; None where no product has one.
        base_total: of each order.
        room_total: most that tiers of the shop can take off each order.
    """

    orders: Ints
    number: Ints
    day: Ints
    hour: Ints
    postage: Ints
    groups: Mapping[Customers, Bools]
    product: Ints
    quantity: Amounts
    price: Amounts
    base: Amounts
    floor: Amounts | None
    base_total: Amounts
    room_total: Amounts

    @property
    def width(self) -> int:
        """Return the number of orders."""
        return len(self.orders)

    @cached_property
    def dearest_first(self) -> npt.NDArray[np.intp]:
        """Return the lines of each order by the price of a piece, equal ones as they come."""
        return np.argsort(-self.price, axis=0, kind="stable")

    def since(self, order: int) -> "Block":
        """Return the orders from a place in the baskets on."""
        first = int(np.searchsorted(self.orders, order))
        return self.columns(first, self.width) if first else self

    def columns(self, first: int, last: int) -> "Block":
        """Return the orders from one column to before another, beside each other in memory."""

        def cut(value: Any) -> Any:
            if isinstance(value, Mapping):
                return {key: cut(told) for key, told in value.items()}
            return None if value is None else np.ascontiguousarray(value[..., first:last])

        return Block(**{one.name: cut(getattr(self, one.name)) for one in fields(self)})


@dataclass(frozen=True, eq=False)
class Wares:
    """What is known of the products of baskets, as columns; at the end what an empty line is.

    Attributes:
        products: their codes.
        categories: of each; None where no sheet says it.
        floor_minor: of a piece of each.
        cost_minor: of a piece of each; -1 where it is not known.
    """

    products: tuple[str, ...]
    categories: tuple[str | None, ...]
    floor_minor: Ints
    cost_minor: Ints
    _scopes: dict[object, Bools] = field(default_factory=dict)

    @classmethod
    def of(cls, baskets: Baskets, terms: ShopTerms) -> "Wares":
        """Return what a shop's terms say of the products of baskets."""
        known = [terms.products.get(code, _NOTHING_KNOWN) for code in baskets.products]
        costs = (-1 if one.cost_minor is None else one.cost_minor for one in known)
        return cls(
            baskets.products,
            baskets.categories,
            np.array([*(one.floor_minor for one in known), 0], np.int64),
            np.array([*costs, 0], np.int64),
        )

    def scope(self, tier: Tier) -> Bools:
        """Return which products a tier is for; an empty line is none. Asked for once a scope."""
        key = (tier.products, tier.categories)
        if key not in self._scopes:
            pairs = zip(self.products, self.categories, strict=True)
            inside = [tier.is_for(product, category) for product, category in pairs]
            self._scopes[key] = np.array([*inside, False])
        return self._scopes[key]


@dataclass(frozen=True, eq=False)
class Ground:
    """What designs are worked out on: baskets, what their goods cost, and both laid out.

    Attributes:
        baskets: the orders.
        terms: floors, costs, fee and parcels.
        wares: what is known of the products.
        blocks: all orders, each in one of them.
        postage_minor: that each order pays without free shipping.
        cost_minor: of the goods of each order; None where a cost is not known.
    """

    baskets: Baskets
    terms: ShopTerms
    wares: Wares
    blocks: tuple[Block, ...]
    postage_minor: Ints
    cost_minor: Ints | None


def lay_out(baskets: Baskets, terms: ShopTerms, wares: Wares | None = None) -> Ground:
    """Return baskets ready for designs to be worked out on them.

    Args:
        baskets: the orders.
        terms: floors, costs, fee and parcels.
        wares: of the same products and terms, where they are known already.
    """
    wares = wares or Wares.of(baskets, terms)
    told = baskets.postage_minor
    postage = np.where(told > 0, told, terms.postage_minor)
    groups = {group: group_of(baskets, group) for group in Customers}
    blocks = []
    for orders, lines, is_large in _places(baskets):
        whole = _block(baskets, wares, orders, lines, is_large, postage, groups)
        blocks += list(_cut(whole))
    return Ground(baskets, terms, wares, tuple(blocks), postage, _costs(baskets, terms, wares))


def _costs(baskets: Baskets, terms: ShopTerms, wares: Wares) -> Ints | None:
    each = wares.cost_minor[baskets.product]
    unknown = each < 0
    if unknown.any():
        if terms.cost_share is None:
            return None
        each = np.where(unknown, parts_of(baskets.unit_price_minor, terms.cost_share), each)
    return baskets.summed(each * baskets.quantity)


def _sizes(longest: int) -> Ints:
    """Return how many lines the blocks have: each number at first, then a quarter more each."""
    sizes = list(range(1, OWN_SIZES + 1))
    while sizes[-1] < longest:
        sizes.append(sizes[-1] * 5 // 4)
    return np.array(sizes)


def _places(baskets: Baskets) -> Iterator[tuple[Ints, Ints, bool]]:
    """Yield orders of a block, where their lines are (-1 = empty), and whether they are large."""
    counts = np.diff(baskets.starts)
    if not len(counts):
        return
    sizes = _sizes(int(counts.max()))
    size_of = np.searchsorted(sizes, counts)
    is_large = _are_large(baskets)
    for place, size in enumerate(sizes):
        for large in (False, True):
            orders = np.flatnonzero((size_of == place) & (is_large == large))
            if orders.size:
                rows = np.arange(size)[:, None]
                lines = baskets.starts[orders] + rows
                yield orders, np.where(rows < counts[orders], lines, -1), large


def _are_large(baskets: Baskets) -> Bools:
    total = baskets.base_minor.astype(np.float64)
    pieces = baskets.summed(baskets.quantity).astype(np.float64)
    return np.maximum(total * total, 2 * total * pieces * WHOLE_SHARE) >= LARGEST_PRODUCT


def _block(
    baskets: Baskets,
    wares: Wares,
    orders: Ints,
    lines: Ints,
    is_large: bool,
    postage: Ints,
    groups: Mapping[Customers, Bools],
) -> Block:
    empty = lines < 0
    kind = np.dtype(object) if is_large else np.dtype(np.int64)
    product = np.where(empty, len(baskets.products), baskets.product[lines])
    quantity = np.where(empty, 0, baskets.quantity[lines]).astype(kind)
    price = np.where(empty, 0, baskets.unit_price_minor[lines]).astype(kind)
    base = quantity * price
    floor = quantity * wares.floor_minor[product] if wares.floor_minor.any() else None
    room = base if floor is None else np.maximum(base - floor, 0)
    return Block(
        orders=orders,
        number=baskets.number[orders],
        day=baskets.day[orders],
        hour=baskets.hour[orders],
        postage=postage[orders],
        groups={group: told[orders] for group, told in groups.items()},
        product=product,
        quantity=quantity,
        price=price,
        base=base,
        floor=floor,
        base_total=base.sum(axis=0),
        room_total=room.sum(axis=0),
    )


def _cut(block: Block) -> Iterator[Block]:
    """Yield the block in pieces that fit."""
    width = max(1, CELLS // len(block.base))
    for first in range(0, block.width, width):
        yield block.columns(first, first + width)
