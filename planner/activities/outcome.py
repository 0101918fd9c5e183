"""What a design comes to over all orders of a window, as if nobody reacted and as buyers may.

Formulas, each over the orders of the reference window:

- depth = 1 − paid for the goods of the carts ÷ their value on the label; what is paid for goods
  that a tier adds counts as revenue and not for the depth;
- order value = goods revenue ÷ orders, postage not in it;
- margin: of :meth:`planner.activities.terms.ShopTerms.margin_minor`, summed; None where a cost is
  not known;
- pays for itself at u* = margin without activity ÷ margin with it − 1 (ACT-11): so many more
  orders, all else the same, bring what no activity would; None where the design loses on average;
- with the response (:mod:`planner.activities.response`): orders × what is left when some top up.
  Budgets and numbers of orders end a tier where they would if nobody reacted; of more orders as
  many more get it.

Example (tests/activities): four orders at 100 with costs of 50 leave 200; ten off each leaves
160, so that it pays for itself with 25 % more orders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from planner.activities.baskets import Ints
from planner.activities.blocks import Ground
from planner.activities.many_splits import parts_of
from planner.activities.population import Taken, TierTaken, work_out_on
from planner.activities.response import SURENESS, Floats, Response
from planner.activities.tiers import NO_ACTIVITY, WHOLE_SHARE, Benefit, Design, Kind, Tier
from planner.activities.topping_up import ToppedUp, top_up

_INTO_PARCELS = (Kind.GIFT, Kind.BUY_AND_GET, Kind.ADD_ON, Kind.NEXT_VOUCHER)
"""Kinds that put goods or a voucher into parcels."""


@dataclass(frozen=True)
class Totals:
    """What orders come to; floats where the response is in it.

    Attributes:
        orders: number of them.
        revenue_minor: paid for goods, those added among them; no postage.
        label_minor: their carts at the prices on the label.
        margin_minor: what they leave; None where a cost is not known.
    """

    orders: float
    revenue_minor: float
    label_minor: float
    margin_minor: float | None

    @property
    def order_value_minor(self) -> float:
        """Return the average order value; 0 without orders."""
        return self.revenue_minor / self.orders if self.orders else 0.0

    @property
    def margin_per_order_minor(self) -> float | None:
        """Return what an order leaves on average; None where a cost is not known."""
        if self.margin_minor is None or not self.orders:
            return None
        return self.margin_minor / self.orders


@dataclass(frozen=True)
class Range:
    """A value that depends on how buyers react.

    Attributes:
        p10: nine times out of ten it is at least this.
        p50: as likely more as less.
        p90: nine times out of ten it is at most this.
        mean: its expected value.
    """

    p10: float
    p50: float
    p90: float
    mean: float

    @classmethod
    def of(cls, drawn: Floats) -> "Range":
        """Return the quantiles of drawn values."""
        low, middle, high = (float(one) for one in np.quantile(drawn, SURENESS))
        return cls(low, middle, high, float(drawn.mean()))


@dataclass(frozen=True)
class TierOutcome:
    """What one tier does, as if nobody reacted.

    Attributes:
        tier: of the design.
        orders: that get something of it.
        off_minor: taken off goods.
        postage_minor: taken off postage.
        pieces: added to parcels.
        added_minor: what these cost the shop, less what is paid for them; below zero = a gain.
        later_minor: what prizes and vouchers are expected to cost.
        borne_by_platform_minor: paid to the shop of what was taken off.
        just_under: orders that lack at most the distance of the response to its next step.
        ended_after: number of the order after which it ended; None = it did not.
    """

    tier: Tier
    orders: int
    off_minor: int
    postage_minor: int
    pieces: int
    added_minor: int
    later_minor: int
    borne_by_platform_minor: int
    just_under: int
    ended_after: int | None

    @property
    def cost_minor(self) -> int:
        """Return what it costs the shop."""
        given = self.off_minor + self.postage_minor + self.added_minor + self.later_minor
        return given - self.borne_by_platform_minor

    @property
    def vouchers(self) -> int:
        """Return how many vouchers for next time it issues: one an order."""
        return self.orders if self.tier.kind is Kind.NEXT_VOUCHER else 0


@dataclass(frozen=True)
class ProductOutcome:
    """What a design does to one product.

    Attributes:
        product: the code it is known by; empty = what no sheet names.
        units: sold in the window.
        depth: of the discounts on it.
        expected_units: with the response.
    """

    product: str
    units: int
    depth: float
    expected_units: float

    @property
    def uplift(self) -> float:
        """Return expected ÷ sold."""
        return self.expected_units / self.units if self.units else 1.0


@dataclass(frozen=True, eq=False)
class Reaction:
    """What buyers' reaction makes of a design.

    Attributes:
        orders: number of them.
        revenue_minor: paid for goods.
        order_value_minor: revenue ÷ orders.
        margin_minor: None where a cost is not known.
        margin_per_order_minor: the same.
        order_factor: orders ÷ those of the window.
        topped_up: orders that are topped up to a threshold.
        pieces: tier's id to the pieces that it adds to parcels; vouchers: one an order.
        added: product to the pieces of it that all tiers together add.
    """

    orders: Range
    revenue_minor: Range
    order_value_minor: Range
    margin_minor: Range | None
    margin_per_order_minor: Range | None
    order_factor: Range
    topped_up: Range
    pieces: Mapping[str, Range]
    added: Mapping[str, Range]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a design comes to.

    Attributes:
        design: that was worked out.
        as_is: as if nobody reacted.
        without: the same orders without any activity, as if nobody reacted.
        last_time: the same orders as they were paid.
        reaction: with the response.
        tiers: what each does, in the order in which they apply.
        products: by product; empty where it was not asked for.
        orders_without_lines: of which the amount alone is known.
    """

    design: Design
    as_is: Totals
    without: Totals
    last_time: Totals
    reaction: Reaction
    tiers: tuple[TierOutcome, ...]
    products: tuple[ProductOutcome, ...]
    orders_without_lines: int

    @property
    def depth(self) -> float:
        """Return the discount depth, as if nobody reacted."""
        off = sum(tier.off_minor for tier in self.tiers)
        return off / self.as_is.label_minor if self.as_is.label_minor else 0.0

    @property
    def pays_for_itself_at(self) -> float | None:
        """Return u*; None where a cost is not known, or more orders only lose more."""
        with_it, without = self.as_is.margin_minor, self.without.margin_minor
        if with_it is None or without is None or with_it <= 0:
            return None
        return without / with_it - 1

    @cached_property
    def added(self) -> Mapping[str, int]:
        """Return the pieces of each product that tiers add to parcels, as if nobody reacted."""
        pieces: dict[str, int] = {}
        for one in self.tiers:
            if one.pieces:
                pieces[one.tier.gift] = pieces.get(one.tier.gift, 0) + one.pieces
        return pieces

    @property
    def vouchers(self) -> int:
        """Return the vouchers for next time that go into parcels, as if nobody reacted."""
        return sum(one.vouchers for one in self.tiers)


def compare(
    designs: Sequence[Design], ground: Ground, response: Response, *, by_product: bool = False
) -> tuple[Outcome, ...]:
    """Return what no activity comes to and, after it, each of the designs."""
    every = (NO_ACTIVITY, *designs)
    return tuple(outcome_of(one, ground, response, by_product=by_product) for one in every)


def outcome_of(
    design: Design, ground: Ground, response: Response, *, by_product: bool = True
) -> Outcome:
    """Return what a design comes to.

    Args:
        design: whose tiers apply.
        ground: the orders, laid out (:func:`planner.activities.blocks.lay_out`).
        response: how buyers react.
        by_product: whether to tell products; the search over designs does without.
    """
    taken = work_out_on(design, ground, by_product=by_product, with_lacks=True)
    topped = top_up(design, ground, taken, response)
    as_is = _totals(taken, ground)
    depth = int(taken.off_minor.sum()) / as_is.label_minor if as_is.label_minor else 0.0
    return Outcome(
        design=design,
        as_is=as_is,
        without=_without(ground),
        last_time=last_time(ground),
        reaction=_reaction(ground, taken, topped, response, depth),
        tiers=tuple(_tier_outcome(one, response) for one in taken.tiers),
        products=_products(ground, taken, topped, response, depth),
        orders_without_lines=ground.baskets.orders_without_lines,
    )


def _total(amounts: Ints | None) -> int | None:
    return None if amounts is None else int(amounts.sum())


def _totals(taken: Taken, ground: Ground) -> Totals:
    return Totals(
        orders=len(taken.base_minor),
        revenue_minor=int(taken.goods_paid_minor.sum()),
        label_minor=int(taken.base_minor.sum()),
        margin_minor=_total(taken.margin_minor(ground.terms, ground.cost_minor)),
    )


@lru_cache(maxsize=2)
def _without(ground: Ground) -> Totals:
    """Return what no activity comes to; every design of a search asks it of the same orders."""
    return _totals(work_out_on(NO_ACTIVITY, ground), ground)


def last_time(ground: Ground) -> Totals:
    """Return what the orders came to as they were paid: what is left of it after postage."""
    baskets, terms = ground.baskets, ground.terms
    margin = None
    if ground.cost_minor is not None:
        kept = parts_of(baskets.paid_minor, WHOLE_SHARE - terms.refund_share)
        kept = parts_of(kept, WHOLE_SHARE - terms.fee_share)
        margin = int((kept - ground.cost_minor - terms.parcel_cost_minor).sum())
    return Totals(
        orders=baskets.order_count,
        revenue_minor=int(np.maximum(baskets.paid_minor - baskets.postage_minor, 0).sum()),
        label_minor=int(baskets.base_minor.sum()),
        margin_minor=margin,
    )


def last_depth(ground: Ground) -> float:
    """Return the depth of the discounts as the orders were paid; 0 where more was paid."""
    last = last_time(ground)
    return max(0.0, 1 - last.revenue_minor / last.label_minor) if last.label_minor else 0.0


def _tier_outcome(one: TierTaken, response: Response) -> TierOutcome:
    just_under = 0
    if one.lacks_minor is not None:
        lacks = one.lacks_minor
        just_under = int(((lacks > 0) & (lacks <= response.top_up_distance_minor)).sum())
    return TierOutcome(
        tier=one.tier,
        orders=int(one.applies.sum()),
        off_minor=int(one.off_minor.sum()),
        postage_minor=int(one.postage_minor.sum()),
        pieces=int(one.pieces.sum()),
        added_minor=int(one.added_cost_minor.sum() - one.added_paid_minor.sum()),
        later_minor=int(one.later_minor.sum()),
        borne_by_platform_minor=int(one.borne_by_platform_minor.sum()),
        just_under=just_under,
        ended_after=one.ended_after,
    )


# The response ------------------------------------------------------------------------------------


def _reaction(
    ground: Ground, taken: Taken, topped: ToppedUp, response: Response, depth: float
) -> Reaction:
    elasticities, shares = response.drawn()
    factors = response.order_factors(depth, elasticities)
    orders = len(taken.base_minor)

    def drawn(plain: Ints, then: Ints | None) -> Floats:
        """Return sums of all orders: as they are, and some of them topped up."""
        more = 0.0
        if then is not None:
            more = float((topped.chance * (then - plain[topped.orders])).sum())
        return factors * (float(plain.sum()) + shares * more)

    then = topped.taken
    revenue = drawn(taken.goods_paid_minor, then.goods_paid_minor if then else None)
    margins = taken.margin_minor(ground.terms, ground.cost_minor)
    margin = None if margins is None else drawn(margins, _margin_then(ground, topped))
    count = factors * orders
    safe = np.where(count > 0, count, 1.0)
    return Reaction(
        orders=Range.of(count),
        revenue_minor=Range.of(revenue),
        order_value_minor=Range.of(revenue / safe),
        margin_minor=None if margin is None else Range.of(margin),
        margin_per_order_minor=None if margin is None else Range.of(margin / safe),
        order_factor=Range.of(factors),
        topped_up=Range.of(factors * shares * float(topped.chance.sum())),
        pieces={
            one.tier.tier_id: Range.of(
                drawn(_pieces(one), _pieces(then.tiers[place]) if then else None)
            )
            for place, one in enumerate(taken.tiers)
            if one.tier.kind in _INTO_PARCELS
        },
        added={
            gift: Range.of(drawn(_added(taken, gift), _added(then, gift) if then else None))
            for gift in sorted({one.tier.gift for one in taken.tiers if one.pieces.any()})
        },
    )


def _added(taken: Taken, gift: str) -> Ints:
    """Return the pieces of a product that tiers add to each parcel."""
    pieces = (one.pieces for one in taken.tiers if one.tier.gift == gift)
    return sum(pieces, np.zeros(len(taken.base_minor), np.int64))


def _pieces(one: TierTaken) -> Ints:
    """Return what a tier puts into each parcel: goods, or a voucher."""
    is_voucher = one.tier.kind is Kind.NEXT_VOUCHER
    return one.applies.astype(np.int64) if is_voucher else one.pieces


def _margin_then(ground: Ground, topped: ToppedUp) -> Ints | None:
    """Return what the carts leave when topped up, with goods of the shop's average cost share."""
    if topped.taken is None or ground.cost_minor is None:
        return None
    base = int(ground.baskets.base_minor.sum())
    share = round(WHOLE_SHARE * int(ground.cost_minor.sum()) / base) if base else 0
    cost = ground.cost_minor[topped.orders] + parts_of(topped.added_minor, share)
    return topped.taken.margin_minor(ground.terms, cost)


def _products(
    ground: Ground, taken: Taken, topped: ToppedUp, response: Response, depth: float
) -> tuple[ProductOutcome, ...]:
    """Return units by product: each reacts to its own depth, all together as the orders do.

    What is topped up is spread over products as they are sold. A price for the first orders alone
    brings no more pieces than these orders can have at it.
    """
    net, baskets = taken.net_by_product_minor, ground.baskets
    if net is None:
        return ()
    count = len(baskets.products)
    units = np.bincount(baskets.product, baskets.quantity, count)
    label = np.bincount(baskets.product, baskets.quantity * baskets.unit_price_minor, count)
    depths = np.where(label > 0, 1 - net / np.where(label > 0, label, 1), 0.0)
    e = np.array([response.elasticity])
    each = np.array([response.order_factors(one, e)[0] for one in depths.tolist()])
    whole = float(response.order_factors(depth, e)[0]) * units.sum()
    reacted = np.minimum(units * each, units + _open_pieces(taken.design, baskets.products))
    expected = reacted * (whole / reacted.sum() if reacted.sum() else 1.0)
    added = response.top_up_share * float((topped.chance * topped.added_minor).sum())
    expected *= 1 + (added / label.sum() if label.sum() else 0.0)
    rows = zip(
        baskets.products, units.astype(np.int64).tolist(), depths.tolist(), expected.tolist(),
        strict=True,
    )  # fmt: skip
    return tuple(ProductOutcome(*row) for row in rows if row[1])


def _open_pieces(design: Design, products: Sequence[str]) -> Floats:
    """Return how many pieces of each product the prices of the first orders can be had for.

    Infinitely many where a product has no such price, or another one beside it without an end.

    >>> from planner.activities.tiers import Kind
    >>> rush = Tier("a", Kind.LIMITED_PRICE, products=frozenset({"mug"}), first_n=50)
    >>> _open_pieces(Design("d", tiers=(rush,)), ["mug", "cup"]).tolist()
    [50.0, inf]
    """
    most = dict.fromkeys(products, 0.0)
    for tier in design.tiers:
        if tier.kind.traits.benefit is not Benefit.PRICE or tier.is_whole_shop:
            continue
        pieces = np.inf if tier.first_n is None else tier.first_n * (tier.limit_pieces or 1)
        for product in tier.products & most.keys():
            most[product] += pieces
    return np.array([most[product] or np.inf for product in products])
