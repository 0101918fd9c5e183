"""What one tier gives to many carts at once; the same cents as the line-by-line engine.

Rows are lines, columns carts (:mod:`planner.activities.blocks`). A tier that is for the whole shop
and takes an amount off asks for the sums of the carts alone; what it takes is split over the lines
only where something that comes later looks at lines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.activities.baskets import Bools, makes_use
from planner.activities.blocks import Block
from planner.activities.engine import part
from planner.activities.many_splits import Amounts, parts_of, split_many
from planner.activities.tiers import WHOLE_SHARE, Customers, Kind, Sees, Tier

Columns = Any
"""Some columns: a slice of all, or their places."""

_BY_LINES = {
    Kind.LIMITED_PRICE, Kind.CLEARANCE, Kind.SECOND_ITEM, Kind.N_FOR_PRICE, Kind.BUY_AND_GET,
}  # fmt: skip
"""Kinds that look at lines whatever their scope."""
_LARGEST_GAP = 1 << 31
"""Nobody adds twenty million; so bounded, its product with a cart fits."""


def looks_at_lines(tier: Tier) -> bool:
    """Return whether a tier needs more than the sums of carts."""
    return not tier.is_whole_shop or tier.kind in _BY_LINES


@dataclass(eq=False)
class State:
    """How far the carts of a block have come; arrays are replaced, never written to.

    Attributes:
        block: the carts.
        left: of each line; no longer kept where nothing later looks at lines.
        left_total: of each cart.
        room_total: most that tiers of the shop can still take off each cart.
        postage: that each cart still has to pay.
    """

    block: Block
    left: Amounts
    left_total: Amounts
    room_total: Amounts
    postage: npt.NDArray[np.int64]

    @classmethod
    def start(cls, block: Block) -> "State":
        """Return carts that no tier has seen yet."""
        return cls(block, block.base, block.base_total, block.room_total, block.postage)

    def take(self, given: "Given") -> None:
        """Let a tier have given something."""
        if given.tier.kind is Kind.FREE_SHIPPING:
            self.postage = np.where(given.applies, 0, self.postage)
        if given.by_line is not None:
            self.left = self.left - given.by_line
        self.left_total = self.left_total - given.off
        if not given.tier.kind.traits.is_platform:
            self.room_total = self.room_total - given.off


@dataclass(frozen=True, eq=False)
class Given:
    """What a tier gives to each cart of a block.

    Attributes:
        tier: that gives.
        applies: whether it gives anything.
        off: taken off the goods.
        pieces: added to the parcel.
        by_line: taken off each line; None where nobody asked for it.
        lacks: goods at the prices on the label that would bring a cart to the tier's next step; 0
            where there is none, None where nobody asked for it.
    """

    tier: Tier
    applies: Bools
    off: Amounts
    pieces: npt.NDArray[np.int64]
    by_line: Amounts | None = None
    lacks: Amounts | None = None

    def worth(self, postage: npt.NDArray[np.int64]) -> Amounts:
        """Return what it is worth to each buyer as the shop counts it, as ``Step.worth_minor``.

        Args:
            postage: that each cart still had to pay.
        """
        return self.off + worth_beside_off(self.tier, self.applies, self.pieces, postage)


def worth_beside_off(
    tier: Tier, applies: Bools, pieces: npt.NDArray[np.int64], postage: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return what postage, added goods, prizes and vouchers of a tier are worth."""
    worth = later_cost(tier) * applies
    if tier.kind is Kind.FREE_SHIPPING:
        worth = worth + np.where(applies, postage, 0)
    return worth + pieces * max(0, tier.gift_cost_minor - added_price(tier))


def later_cost(tier: Tier) -> int:
    """Return what a prize or voucher of a tier is expected to cost later, an order."""
    is_later = tier.kind in (Kind.LOTTERY, Kind.NEXT_VOUCHER)
    return part(tier.amount_minor, tier.share) if is_later else 0


def added_price(tier: Tier) -> int:
    """Return what is paid for a piece that a tier adds; 0 of a gift."""
    return tier.amount_minor if tier.kind is Kind.ADD_ON else 0


def open_to(tier: Tier, block: Block) -> Bools:
    """Return which carts a tier is open to by day, hour, buyer and the buyer's doing."""
    may = (tier.from_hour <= block.hour) & (block.hour < tier.to_hour)
    if tier.first_day is not None:
        may &= tier.first_day <= block.day
    if tier.last_day is not None:
        may &= block.day <= tier.last_day
    if tier.customers is not Customers.ALL:
        may &= block.groups[tier.customers]
    if tier.kind.traits.is_optional and tier.kind is not Kind.CROSS_SHOP:
        may &= makes_use(tier, block.number)
    return may


@dataclass(frozen=True, eq=False)
class _Turn:
    """A tier whose turn it is, and the carts of a block that qualify."""

    tier: Tier
    state: State
    columns: Columns
    inside: Bools | None
    seen_total: Amounts
    wants_lines: bool

    def pick(self, values: Any) -> Any:
        """Return a block's array for the carts that qualify."""
        return values[..., self.columns]

    def in_scope(self, by_line: Amounts) -> Amounts:
        picked: Amounts = self.pick(by_line)
        return picked if self.inside is None else np.where(self.pick(self.inside), picked, 0)

    @property
    def seen(self) -> Amounts:
        return self.in_scope(
            self.state.left if self.tier.sees is Sees.LEFT else self.state.block.base
        )

    @property
    def rooms(self) -> Amounts:
        rooms, floor = self.in_scope(self.state.left), self.state.block.floor
        if floor is not None and not self.tier.kind.traits.is_platform:
            above_floor: Amounts = np.maximum(rooms - self.in_scope(floor), 0)
            return above_floor
        return rooms

    @property
    def room_total(self) -> Amounts:
        if self.inside is not None:
            in_scope: Amounts = self.rooms.sum(axis=0)
            return in_scope
        is_platform = self.tier.kind.traits.is_platform
        totals: Amounts = self.state.left_total if is_platform else self.state.room_total
        return totals[self.columns]


@dataclass(frozen=True, eq=False)
class _Gift:
    """What the carts that qualify get: off by line or together, pieces, or merely something."""

    applies: Bools
    off: Amounts | None = None
    pieces: npt.NDArray[np.int64] | None = None
    by_line: Amounts | None = None


def give(
    tier: Tier,
    state: State,
    may: Bools,
    inside: Bools | None,
    *,
    wants_lines: bool,
    wants_lacks: bool = False,
) -> Given:
    """Return what a tier gives to the carts of a block.

    Args:
        tier: whose turn it is.
        state: how far the carts have come; it stays as it is.
        may: which of them the tier is open to.
        inside: which lines are in its scope; None = the whole shop.
        wants_lines: whether what it takes off has to be split over lines.
        wants_lacks: whether to tell what carts lack to its next step, of a tier that has steps.
    """
    block = state.block
    if inside is not None:
        may = may & inside.any(axis=0)
    totals = _seen_totals(tier, state, inside)
    lacks = _lacks(tier, state, inside, totals, may) if wants_lacks else None
    if "threshold_minor" in tier.kind.traits.fields and tier.kind is not Kind.CROSS_SHOP:
        may = may & (totals >= tier.threshold_minor)
    columns: Columns = slice(None) if may.all() else np.flatnonzero(may)
    nothing = np.zeros(block.width, np.int64)
    if not may.any():
        return Given(tier, may, nothing, nothing, lacks=lacks)
    turn = _Turn(tier, state, columns, inside, totals[columns], wants_lines)
    gift = _GIVES[tier.kind](turn)

    def spread(values: Any, like: Any) -> Any:
        if values is None:
            return None
        filled = np.zeros(like.shape, values.dtype)
        filled[..., columns] = values
        return filled

    off = spread(gift.off, nothing)
    pieces = spread(gift.pieces, nothing)
    return Given(
        tier,
        spread(gift.applies, nothing),
        nothing if off is None else off,
        nothing if pieces is None else pieces,
        spread(gift.by_line, block.base),
        lacks,
    )


def has_steps(tier: Tier) -> bool:
    """Return whether a cart can be topped up for a tier.

    A cross-shop threshold is filled up in other shops.
    """
    reads = "threshold_minor" in tier.kind.traits.fields
    return reads and tier.threshold_minor > 0 and tier.kind is not Kind.CROSS_SHOP


def _lacks(tier: Tier, state: State, inside: Bools | None, seen: Amounts, may: Bools) -> Amounts:
    """Return what carts lack to the next step; the more, the less the tier sees of a label."""
    step = tier.threshold_minor
    reached = seen // step if tier.each_full else np.minimum(seen // step, 1)
    most = tier.cap_times if tier.each_full else 1
    gap = np.minimum(step * (reached + 1) - seen, _LARGEST_GAP)
    is_open = may if most is None else may & (reached < most)
    if tier.sees is Sees.LEFT:
        base = state.block.base_total
        if inside is not None:
            base = np.where(inside, state.block.base, 0).sum(axis=0)
        gap = -(-gap * base // np.where(seen > 0, seen, 1))
    lacks: Amounts = np.where(is_open & (seen > 0), gap, 0)
    return lacks


def _seen_totals(tier: Tier, state: State, inside: Bools | None) -> Amounts:
    sees_left = tier.sees is Sees.LEFT
    if inside is None:
        return state.left_total if sees_left else state.block.base_total
    seen = np.where(inside, state.left if sees_left else state.block.base, 0)
    totals: Amounts = seen.sum(axis=0)
    return totals


def _times(tier: Tier, full: Amounts) -> Amounts:
    most = full if tier.each_full else np.minimum(full, 1)
    capped: Amounts = most if tier.cap_times is None else np.minimum(most, tier.cap_times)
    return capped


def _thresholds(turn: _Turn) -> Amounts:
    tier, seen = turn.tier, turn.seen_total
    return _times(tier, seen // tier.threshold_minor if tier.threshold_minor else seen * 0 + 1)


# What the kinds give -----------------------------------------------------------------------------


def _takes_off(turn: _Turn, amounts: Amounts, weights: Amounts | None = None) -> _Gift:
    # What a line has room for is never more than what is left of it, so that rooms alone bound it.
    off = np.minimum(amounts, turn.room_total)
    if not turn.wants_lines:
        return _Gift(off > 0, off)
    if weights is None:
        weights = turn.in_scope(turn.state.left)
    return _Gift(off > 0, off, by_line=split_many(off, weights, turn.rooms))


def _by_line(turn: _Turn, wanted: Amounts) -> _Gift:
    by_line = np.minimum(wanted, turn.rooms)
    off = by_line.sum(axis=0)
    return _Gift(off > 0, off, by_line=by_line)


def _price(turn: _Turn) -> _Gift:
    tier, seen = turn.tier, turn.seen
    quantity = turn.pick(turn.state.block.quantity)
    pieces, value = np.where(seen > 0, quantity, 0), seen
    if tier.limit_pieces is not None:
        before = pieces.cumsum(axis=0) - pieces
        pieces = np.minimum(np.maximum(tier.limit_pieces - before, 0), pieces)
        value = parts_of(seen, pieces, np.maximum(quantity, 1))
    if tier.amount_minor:
        # Place 0 holds goods that no sheet names: an order's whole amount, no pieces at one price.
        is_named = turn.pick(turn.state.block.product) > 0
        wanted = np.maximum(value - pieces * tier.amount_minor, 0)
        return _by_line(turn, np.where(is_named, wanted, 0))
    return _by_line(turn, parts_of(value, tier.share))


def _amount(turn: _Turn) -> _Gift:
    # No cart gives more than it is seen to come to; so bounded, the product fits.
    once = min(turn.tier.amount_minor, int(turn.seen_total.max()))
    return _takes_off(turn, _thresholds(turn) * once)


def _share(turn: _Turn) -> _Gift:
    amounts = parts_of(turn.seen_total, turn.tier.share)
    if turn.tier.cap_minor is not None:
        amounts = np.minimum(amounts, turn.tier.cap_minor)
    return _takes_off(turn, amounts)


def _points(turn: _Turn) -> _Gift:
    share, total = turn.tier.share, turn.seen_total
    return _takes_off(
        turn, np.minimum(parts_of(total, share) if share else total, turn.tier.amount_minor)
    )


def _cross_shop(turn: _Turn) -> _Gift:
    tier, total = turn.tier, turn.seen_total
    amounts = _thresholds(turn) * tier.amount_minor
    filled_up = makes_use(tier, turn.pick(turn.state.block.number))
    filled_up &= total < tier.threshold_minor
    if filled_up.any():
        ours = parts_of(total, tier.amount_minor, tier.threshold_minor)
        amounts = np.where(filled_up, ours, amounts)
    return _takes_off(turn, amounts)


def _platform_coupon(turn: _Turn) -> _Gift:
    return (_amount if turn.tier.amount_minor else _share)(turn)


@dataclass(frozen=True, eq=False)
class _Ranked:
    """Pieces of each line among all pieces in scope, the dearest by their label first."""

    first: Amounts
    last: Amounts
    total: Amounts


def _ranked(turn: _Turn, seen: Amounts) -> _Ranked:
    order = turn.pick(turn.state.block.dearest_first)
    pieces = np.where(seen > 0, turn.pick(turn.state.block.quantity), 0)
    upto = np.take_along_axis(pieces, order, axis=0).cumsum(axis=0)
    last = np.empty_like(upto)
    np.put_along_axis(last, order, upto, axis=0)
    return _Ranked(last - pieces, last, upto[-1])


def _second_item(turn: _Turn) -> _Gift:
    seen = turn.seen
    ranked = _ranked(turn, seen)
    most = 2 * _times(turn.tier, ranked.total // 2)
    pieces = np.minimum(ranked.last, most) // 2 - np.minimum(ranked.first, most) // 2
    wholes = np.maximum(turn.pick(turn.state.block.quantity), 1) * WHOLE_SHARE
    return _by_line(turn, parts_of(seen, pieces * (WHOLE_SHARE - turn.tier.share), wholes))


def _set_price(turn: _Turn) -> _Gift:
    seen = turn.seen
    ranked = _ranked(turn, seen)
    sets = _times(turn.tier, ranked.total // turn.tier.quantity)
    most = sets * turn.tier.quantity
    pieces = np.minimum(ranked.last, most) - np.minimum(ranked.first, most)
    values = parts_of(seen, pieces, np.maximum(turn.pick(turn.state.block.quantity), 1))
    amounts = np.maximum(values.sum(axis=0) - sets * turn.tier.amount_minor, 0)
    return _takes_off(turn, np.where(sets > 0, amounts, 0), values)


def _buy_and_get(turn: _Turn) -> _Gift:
    pieces = np.where(turn.seen > 0, turn.pick(turn.state.block.quantity), 0).sum(axis=0)
    times = _times(turn.tier, pieces // turn.tier.quantity)
    return _Gift(times > 0, pieces=times * turn.tier.gift_quantity)


def _gift(turn: _Turn) -> _Gift:
    return _Gift(_everybody(turn), pieces=_thresholds(turn) * turn.tier.gift_quantity)


def _add_on(turn: _Turn) -> _Gift:
    everybody = _everybody(turn)
    return _Gift(everybody, pieces=everybody.astype(np.int64))


def _postage(turn: _Turn) -> _Gift:
    return _Gift(turn.pick(turn.state.postage) > 0)


def _later(turn: _Turn) -> _Gift:
    return _Gift(_everybody(turn))


def _everybody(turn: _Turn) -> Bools:
    return np.ones(len(turn.seen_total), np.bool_)


_GIVES: Mapping[Kind, Callable[[_Turn], _Gift]] = {
    Kind.LIMITED_PRICE: _price,
    Kind.CLEARANCE: _price,
    Kind.BUY_AND_GET: _buy_and_get,
    Kind.COUPON: _amount,
    Kind.MONEY_OFF: _amount,
    Kind.GIFT: _gift,
    Kind.FREE_SHIPPING: _postage,
    Kind.ADD_ON: _add_on,
    Kind.SECOND_ITEM: _second_item,
    Kind.N_FOR_PRICE: _set_price,
    Kind.PERCENT_OFF: _share,
    Kind.MEMBER: _share,
    Kind.POINTS: _points,
    Kind.LOTTERY: _later,
    Kind.NEXT_VOUCHER: _later,
    Kind.CROSS_SHOP: _cross_shop,
    Kind.PLATFORM_COUPON: _platform_coupon,
}
