"""A design worked out over all baskets at once, equal to the line-by-line engine order by order.

Orders with as many lines are taken together (:mod:`planner.activities.blocks`), tier after tier
(:mod:`planner.activities.giving`). Tiers that end when their budget or their number of orders is
used up are worked out in rounds: each begins after the order with which a tier ended, so that there
are at most as many rounds as such tiers, and one more (:mod:`planner.activities.till` says when a
tier ends).
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from planner.activities.baskets import Baskets, Bools, Ints
from planner.activities.blocks import Block, Ground, lay_out
from planner.activities.giving import (
    Given,
    State,
    added_price,
    give,
    has_steps,
    later_cost,
    looks_at_lines,
    open_to,
    worth_beside_off,
)
from planner.activities.many_splits import parts_of
from planner.activities.terms import ShopTerms
from planner.activities.tiers import WHOLE_SHARE, Combines, Design, Kind, Tier
from planner.activities.till import first_orders, is_limited, is_used_up

_NEVER = 1 << 62


@dataclass(frozen=True, eq=False)
class TierTaken:
    """What a tier gave, order by order, in order of payment.

    Attributes:
        tier: that gave it.
        applies: whether it gave anything.
        off_minor: taken off the goods.
        pieces: added to the parcel.
        postage_minor: taken off the postage.
        ended_after: number of the order after which it had ended, -1 = it never began; None = it
            had not ended.
        lacks_minor: goods at the prices on the label that would bring each order to its next step;
            0 where there is none, None unless asked for or where it has no steps.
    """

    tier: Tier
    applies: Bools
    off_minor: Ints
    pieces: Ints
    postage_minor: Ints
    ended_after: int | None = None
    lacks_minor: Ints | None = None

    @property
    def later_minor(self) -> Ints:
        """Return what prizes and vouchers are expected to cost later."""
        return later_cost(self.tier) * self.applies

    @property
    def added_paid_minor(self) -> Ints:
        """Return what is paid for the pieces added."""
        return added_price(self.tier) * self.pieces

    @property
    def added_cost_minor(self) -> Ints:
        """Return what the pieces added cost the shop."""
        return self.tier.gift_cost_minor * self.pieces

    @property
    def borne_by_platform_minor(self) -> Ints:
        """Return what the platform pays the shop of what was taken off."""
        if not self.tier.kind.traits.is_platform:
            return np.zeros_like(self.off_minor)
        return _shared(self.off_minor, WHOLE_SHARE - self.tier.borne_share)

    @property
    def worth_minor(self) -> Ints:
        """Return what it is worth to each buyer as the shop counts it: gifts at their cost."""
        beside = worth_beside_off(self.tier, self.applies, self.pieces, self.postage_minor)
        return self.off_minor + beside


@dataclass(frozen=True, eq=False)
class Taken:
    """What comes of all orders under a design, in order of payment.

    Attributes:
        design: that was worked out.
        base_minor: goods of each order at the prices on the label.
        postage_base_minor: postage of each order without free shipping.
        tiers: what each gave, in the order in which they apply.
        net_by_product_minor: what is paid for the goods of each product; None unless asked for.
    """

    design: Design
    base_minor: Ints
    postage_base_minor: Ints
    tiers: tuple[TierTaken, ...]
    net_by_product_minor: Ints | None = field(default=None)

    @cached_property
    def off_minor(self) -> Ints:
        """Return all that was taken off the goods of each order."""
        return sum((tier.off_minor for tier in self.tiers), np.zeros_like(self.base_minor))

    @cached_property
    def goods_paid_minor(self) -> Ints:
        """Return what is paid for the goods of each order, those added among them."""
        added = (tier.added_paid_minor for tier in self.tiers)
        return sum(added, self.base_minor - self.off_minor)

    @cached_property
    def postage_minor(self) -> Ints:
        """Return the postage that each order pays."""
        freed = (tier.postage_minor for tier in self.tiers)
        return self.postage_base_minor - sum(freed, np.zeros_like(self.base_minor))

    @property
    def paid_minor(self) -> Ints:
        """Return what each buyer pays: goods, added goods and postage."""
        return self.goods_paid_minor + self.postage_minor

    @property
    def received_minor(self) -> Ints:
        """Return what the shop receives of each order, the platform's part with it."""
        return sum((tier.borne_by_platform_minor for tier in self.tiers), self.paid_minor)

    @property
    def later_minor(self) -> Ints:
        """Return what prizes and vouchers are expected to cost later."""
        return sum((tier.later_minor for tier in self.tiers), np.zeros_like(self.base_minor))

    def margin_minor(self, terms: ShopTerms, cost_minor: Ints | None) -> Ints | None:
        """Return what each order leaves, as :meth:`ShopTerms.margin_minor`; None without costs.

        Args:
            terms: fee, refunds and parcels.
            cost_minor: of the goods of each order (:attr:`Ground.cost_minor`).
        """
        if cost_minor is None:
            return None
        kept = _shared(self.received_minor, WHOLE_SHARE - terms.refund_share)
        kept = _shared(kept, WHOLE_SHARE - terms.fee_share)
        added = sum((tier.added_cost_minor for tier in self.tiers), cost_minor)
        margin: Ints = kept - added - terms.parcel_cost_minor - self.later_minor
        return margin


def _shared(amounts: Ints, share: int) -> Ints:
    """Return a share of each amount, rounded half up."""
    if share == WHOLE_SHARE:
        return amounts
    shared: Ints = parts_of(amounts, share)
    return shared


def work_out(
    design: Design, baskets: Baskets, terms: ShopTerms, *, by_product: bool = False
) -> Taken:
    """Return what comes of all orders under a design.

    Args:
        design: its tiers apply as :attr:`Design.in_order` has them.
        baskets: the orders.
        terms: floors of the products, postage where an order paid none.
        by_product: whether to tell what is paid for each product, which splits every discount over
            lines.
    """
    return work_out_on(design, lay_out(baskets, terms), by_product=by_product)


def work_out_on(
    design: Design,
    ground: Ground,
    *,
    by_product: bool = False,
    with_lacks: bool = False,
    ended_after: Mapping[str, int] | None = None,
) -> Taken:
    """Return what :func:`work_out` does, on baskets that are laid out already: for many designs.

    Args:
        design: its tiers apply as :attr:`Design.in_order` has them.
        ground: the orders.
        by_product: whether to tell what is paid for each product.
        with_lacks: whether to tell what orders lack to the next step of each tier.
        ended_after: id of each tier that ends to the number of the order after which it does; None
            = as budgets and numbers of orders are used up by these orders.
    """
    run = _Run(design.in_order, ground, by_product, with_lacks, ended_after)
    run.all_rounds()
    return Taken(
        design=design,
        base_minor=ground.baskets.base_minor,
        postage_base_minor=ground.postage_minor,
        tiers=tuple(run.taken(place) for place in range(len(run.tiers))),
        net_by_product_minor=run.net_by_product,
    )


class _Run:
    """One design on its way through all blocks; its columns are filled block by block."""

    def __init__(
        self,
        tiers: Sequence[Tier],
        ground: Ground,
        by_product: bool,
        with_lacks: bool,
        fixed_ends: Mapping[str, int] | None,
    ) -> None:
        self.tiers, self.ground, self._fixed_ends = tiers, ground, fixed_ends
        orders = ground.baskets.order_count
        self.applies = [np.zeros(orders, np.bool_) for _ in tiers]
        self.off = [np.zeros(orders, np.int64) for _ in tiers]
        self.pieces = [np.zeros(orders, np.int64) for _ in tiers]
        self.lacks = [
            np.zeros(orders, np.int64) if with_lacks and has_steps(tier) else None for tier in tiers
        ]
        self.ended_after: dict[int, int] = {}
        self.net_by_product = (
            np.zeros(len(ground.baskets.products), np.int64) if by_product else None
        )
        looks = [looks_at_lines(tier) for tier in tiers]
        self._wants_lines = [by_product or any(looks[place + 1 :]) for place in range(len(tiers))]
        self._scopes = [None if tier.is_whole_shop else ground.wares.scope(tier) for tier in tiers]

    def taken(self, place: int) -> TierTaken:
        tier, applies = self.tiers[place], self.applies[place]
        is_freed = applies if tier.kind is Kind.FREE_SHIPPING else np.zeros_like(applies)
        postage = np.where(is_freed, self.ground.postage_minor, 0)
        return TierTaken(
            tier,
            applies,
            self.off[place],
            self.pieces[place],
            postage,
            self.ended_after.get(place),
            self.lacks[place],
        )

    def all_rounds(self) -> None:
        """Work out rounds, each from behind the order after which a tier ended."""
        first, orders = 0, self.ground.baskets.order_count
        closed = self._closed_at_first()
        self.ended_after |= dict.fromkeys(closed, -1)
        while first < orders:
            blocks = [block.since(first) for block in self.ground.blocks]
            states = self._round([block for block in blocks if block.width], frozenset(closed))
            ends = self._ends(first, closed)
            last = min(ends.values(), default=orders - 1)
            ended = {place for place, order in ends.items() if order == last}
            self.ended_after |= dict.fromkeys(ended, int(self.ground.baskets.number[last]))
            self._count_products(states, last)
            closed |= ended
            first = last + 1

    def _round(self, blocks: Sequence[Block], closed: frozenset[int]) -> list[State]:
        work = partial(self._through, closed=closed)
        with ThreadPoolExecutor() as cores:  # NumPy lets go of the interpreter while it counts
            return list(cores.map(work, blocks))

    def _closed_at_first(self) -> set[int]:
        if self._fixed_ends is None:
            return {place for place, tier in enumerate(self.tiers) if is_used_up(tier, 0, 0)}
        first = self.ground.baskets.number[:1]
        return {
            place
            for place, tier in enumerate(self.tiers)
            if (self._fixed_ends.get(tier.tier_id, _NEVER) < first).any()
        }

    def _ends(self, first: int, closed: set[int]) -> dict[int, int]:
        """Return after which order each tier that is still open ends, of those that do."""
        if self._fixed_ends is not None:
            numbers = self.ground.baskets.number
            return {
                place: int(np.searchsorted(numbers, self._fixed_ends[tier.tier_id], "right")) - 1
                for place, tier in enumerate(self.tiers)
                if place not in closed and tier.tier_id in self._fixed_ends
            }
        ends = {}
        for place, tier in enumerate(self.tiers):
            if place in closed or not is_limited(tier):
                continue
            taken = self.taken(place)
            used_up = np.zeros(len(taken.applies), np.bool_)
            if tier.budget_minor is not None:
                used_up |= np.cumsum(taken.worth_minor) >= tier.budget_minor
            most = first_orders(tier)
            if most is not None:
                used_up |= np.cumsum(taken.applies) >= most
            if used_up.any():
                ends[place] = max(first, int(used_up.argmax()))
        return ends

    def _count_products(self, states: Sequence[State], last: int) -> None:
        """Add what is paid for each product in the orders up to a place."""
        if self.net_by_product is None:
            return
        for state in states:
            block = state.block.columns(0, int(np.searchsorted(state.block.orders, last + 1)))
            for products, left in zip(block.product, state.left[:, : block.width], strict=True):
                is_line = products < len(self.net_by_product)
                counted = left[is_line].astype(np.int64)
                np.add.at(self.net_by_product, products[is_line], counted)

    # A block through all tiers ---------------------------------------------------------------

    def _through(self, block: Block, closed: frozenset[int]) -> State:
        state = State.start(block)
        alone = self._alone(state, closed)
        chosen: dict[str, Ints] = {}
        for place, tier in enumerate(self.tiers):
            may = self._may(place, block, closed)
            if not tier.kind.traits.is_platform:
                may = may & ((alone < 0) | (alone == place))
                if tier.combines is Combines.GROUP:
                    if tier.group not in chosen:
                        chosen[tier.group] = self._best(tier.group, state, closed)
                    may = may & (chosen[tier.group] == place)
            lines = self._wants_lines[place]
            given = self._give(place, state, may, wants_lines=lines, in_earnest=True)
            state.take(given)
            self._keep(place, block, given)
        return state

    def _may(self, place: int, block: Block, closed: frozenset[int]) -> Bools:
        if place in closed:
            return np.zeros(block.width, np.bool_)
        return open_to(self.tiers[place], block)

    def _give(
        self, place: int, state: State, may: Bools, *, wants_lines: bool, in_earnest: bool = False
    ) -> Given:
        scope = self._scopes[place]
        return give(
            self.tiers[place],
            state,
            may,
            None if scope is None else scope[state.block.product],
            wants_lines=wants_lines,
            wants_lacks=in_earnest and self.lacks[place] is not None,
        )

    def _alone(self, state: State, closed: frozenset[int]) -> Ints:
        """Return which tier goes together with no other, by cart; -1 = none."""
        alone = np.full(state.block.width, -1)
        for place, tier in enumerate(self.tiers):
            if tier.combines is Combines.ALONE and not tier.kind.traits.is_platform:
                may = self._may(place, state.block, closed) & (alone < 0)
                applies = self._give(place, state, may, wants_lines=False).applies
                alone = np.where(applies, place, alone)
        return alone

    def _best(self, group: str, state: State, closed: frozenset[int]) -> Ints:
        """Return which tier of a group is worth most to each cart, of equal ones the first."""
        best = most = np.full(state.block.width, -1)
        for place, tier in enumerate(self.tiers):
            is_member = tier.combines is Combines.GROUP and tier.group == group
            if is_member and not tier.kind.traits.is_platform:
                may = self._may(place, state.block, closed)
                worth = self._give(place, state, may, wants_lines=False).worth(state.postage)
                best, most = np.where(worth > most, place, best), np.maximum(worth, most)
        return best

    def _keep(self, place: int, block: Block, given: Given) -> None:
        self.applies[place][block.orders] = given.applies
        self.off[place][block.orders] = given.off
        self.pieces[place][block.orders] = given.pieces
        lacks = self.lacks[place]
        if lacks is not None and given.lacks is not None:
            lacks[block.orders] = given.lacks
