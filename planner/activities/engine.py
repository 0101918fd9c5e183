"""A cart through all tiers of a design, line by line, exact in minor units and traced.

The tiers apply one after the other. Each sees the prices on the label, or what the tiers before it
have left, for its threshold and for shares of an amount. What it takes off is split over the lines
of its scope in proportion to what is left of them by largest remainder, so that a refund of any
line is right; no tier of the shop takes a line below its floor, and what a line cannot give goes to
the others (:mod:`planner.activities.splitting`). A platform's layers come last; no floor of the
shop holds them back.

Example (tests/activities, Solidus): a shirt at 30 with 20 % off and trousers at 40 make 64; ten off
from 68 on applies where the tier sees the prices on the label (54) and not where it sees what is
left (64).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.activities.cart import Cart, CheckOut, Goods, Step
from planner.activities.nice_amounts import money
from planner.activities.splitting import split_off
from planner.activities.tiers import WHOLE_SHARE, Combines, Customers, Kind, Sees, Tier
from planner.language import Message, say


def part(amount: int, share: int, whole: int = WHOLE_SHARE) -> int:
    """Return a share of an amount, rounded half up.

    >>> part(1999, 2000), part(5, 1, 2), part(-1, 1, 2)
    (400, 3, 0)
    """
    return (2 * amount * share + whole) // (2 * whole)


def check_out(cart: Cart, tiers: Sequence[Tier], closed: frozenset[str] = frozenset()) -> CheckOut:
    """Return what comes of a cart under tiers in their order; see the module.

    Args:
        cart: that is paid.
        tiers: of a design, as :attr:`planner.activities.tiers.Design.in_order` returns them.
        closed: ids of tiers that have ended: their budget is spent, or enough orders had them.
    """
    start = _State(cart, tuple(line.base_minor for line in cart.lines), cart.postage_minor)
    alone = next(
        (
            tier
            for tier in tiers
            if tier.combines is Combines.ALONE
            and not tier.kind.traits.is_platform
            and _step(tier, start, closed).applies
        ),
        None,
    )
    state, steps, settled = start, list[Step](), dict[str, str]()
    for tier in tiers:
        if why := _shut_out(tier, alone, state, tiers, closed, settled):
            step = _nothing(tier, state, why)
        else:
            step = _step(tier, state, closed)
        steps.append(step)
        state = state.after(step)
    return CheckOut(cart, tuple(steps), state.left)


@dataclass(frozen=True)
class _State:
    """How far a cart has come.

    Attributes:
        cart: at the prices on the label.
        left: of each line, after the tiers so far.
        postage: that is still to be paid.
    """

    cart: Cart
    left: tuple[int, ...]
    postage: int

    def after(self, step: Step) -> "_State":
        left = tuple(total - off for total, off in zip(self.left, step.off_by_line, strict=True))
        return _State(self.cart, left, self.postage - step.postage_minor)

    @property
    def is_reduced(self) -> bool:
        """Return whether anything was taken off the goods so far."""
        return sum(self.left) != self.cart.base_minor

    def in_scope(self, tier: Tier) -> list[int]:
        return [
            place
            for place, line in enumerate(self.cart.lines)
            if tier.is_for(line.product, line.category)
        ]

    def seen(self, tier: Tier) -> list[int]:
        """Return what the tier sees of each line; nothing of those outside its scope."""
        inside = set(self.in_scope(tier))
        amounts = (
            self.left if tier.sees is Sees.LEFT else [one.base_minor for one in self.cart.lines]
        )
        return [amount if place in inside else 0 for place, amount in enumerate(amounts)]

    def rooms(self, tier: Tier) -> list[int]:
        """Return the most that each line can give to a tier."""
        inside = set(self.in_scope(tier))
        if tier.kind.traits.is_platform:
            return [left if place in inside else 0 for place, left in enumerate(self.left)]
        return [
            max(0, left - line.quantity * line.floor_minor) if place in inside else 0
            for place, (left, line) in enumerate(zip(self.left, self.cart.lines, strict=True))
        ]


def _shut_out(
    tier: Tier,
    alone: Tier | None,
    state: _State,
    tiers: Sequence[Tier],
    closed: frozenset[str],
    settled: dict[str, str],
) -> Message | None:
    """Return why another tier keeps this one out; ``settled`` takes what each group has chosen."""
    if tier.kind.traits.is_platform:
        return None
    if alone is not None and tier is not alone:
        return say("{other} applies, and goes together with nothing else.", other=alone.label)
    if alone is None and tier.combines is Combines.ALONE:
        return None  # it gives nothing, or it would be the one; its step says why
    if tier.combines is not Combines.GROUP:
        return None
    if tier.group not in settled:
        members = [
            one
            for one in tiers
            if one.combines is Combines.GROUP and one.group == tier.group
            and not one.kind.traits.is_platform
        ]  # fmt: skip
        best = max(members, key=lambda one: _step(one, state, closed).worth_minor)
        gives = any(_step(one, state, closed).applies for one in members)
        settled[tier.group] = best.tier_id if gives else ""
    best_id = settled[tier.group]
    if best_id in (tier.tier_id, ""):
        return None  # where none gives anything, each says why by itself
    if not (own := _step(tier, state, closed)).applies:
        return own.why  # a buyer who has not reached it is told how far it is
    other = next(one for one in tiers if one.tier_id == best_id)
    return say("{other} of the same group takes off as much or more.", other=other.label)


def _step(tier: Tier, state: _State, closed: frozenset[str]) -> Step:
    if why := _does_not_qualify(tier, state.cart, closed):
        return _nothing(tier, state, why)
    seen = state.seen(tier)
    if not state.in_scope(tier):
        return _nothing(tier, state, say("Nothing in the cart is in its scope."))
    if why := _below_threshold(tier, sum(seen)):
        step = _nothing(tier, state, why)
    else:
        step = _GIVES[tier.kind](_Turn(tier, state, seen))
    # Before anything is taken off, both ways of seeing are the same.
    other = _other(tier, state) if state.is_reduced else step.off_minor
    return replace(step, other_off_minor=other) if other else step


def _other(tier: Tier, state: _State) -> int:
    """Return what the tier would take off, had it seen the amounts the other way."""
    turned = tier.seen_otherwise
    seen = state.seen(turned)
    if _below_threshold(turned, sum(seen)):
        return 0
    return _GIVES[tier.kind](_Turn(turned, state, seen)).off_minor


def _does_not_qualify(tier: Tier, cart: Cart, closed: frozenset[str]) -> Message | None:
    if tier.tier_id in closed:
        return say("It has ended: its budget or its number of orders is used up.")
    if not tier.is_on(cart.day, cart.hour):
        return say("It does not run on this day or in this hour.")
    if tier.customers is not Customers.ALL and tier.customers not in cart.customers:
        return say("It is for other customers.")
    is_used = tier.tier_id in cart.uses or tier.kind is Kind.CROSS_SHOP
    if tier.kind.traits.is_optional and not is_used:
        return say("The buyer makes no use of it.")
    return None


def _below_threshold(tier: Tier, seen_minor: int) -> Message | None:
    reads = tier.kind.traits.fields
    if tier.kind is Kind.CROSS_SHOP or "threshold_minor" not in reads:
        return None
    if seen_minor >= tier.threshold_minor:
        return None
    return say(
        "{seen} of goods that count; {missing} more would reach {threshold}.",
        seen=money(seen_minor),
        missing=money(tier.threshold_minor - seen_minor),
        threshold=money(tier.threshold_minor),
    )


def _nothing(tier: Tier, state: _State, why: Message) -> Step:
    return Step(tier, False, sum(state.seen(tier)), (0,) * len(state.left), why)


def _times(tier: Tier, full: int) -> int:
    """Return how often a tier gives: for each full threshold or set up to the cap, or once."""
    most = full if tier.each_full else min(full, 1)
    return most if tier.cap_times is None else min(most, tier.cap_times)


def _thresholds(tier: Tier, seen_minor: int) -> int:
    return _times(tier, seen_minor // tier.threshold_minor if tier.threshold_minor else 1)


# What the kinds give -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Turn:
    """A tier whose turn it is: how far the cart has come, and what the tier sees of each line."""

    tier: Tier
    state: _State
    seen: Sequence[int]


def _takes_off(
    turn: _Turn,
    amount: int,
    weights: Sequence[int] | None = None,
) -> Step:
    """Return the step of a tier that takes an amount off all of its scope together."""
    rooms = turn.state.rooms(turn.tier)
    wanted = min(
        amount, sum(left for left, sees in zip(turn.state.left, turn.seen, strict=True) if sees)
    )
    if weights is None:
        inside = set(turn.state.in_scope(turn.tier))
        weights = [left if place in inside else 0 for place, left in enumerate(turn.state.left)]
    off = split_off(wanted, weights, rooms)
    return _taken(turn, off, wanted)


def _taken(turn: _Turn, off: Sequence[int], wanted: int) -> Step:
    taken = sum(off)
    platform = (
        part(taken, WHOLE_SHARE - turn.tier.borne_share) if turn.tier.kind.traits.is_platform else 0
    )
    held_back = wanted - taken
    if taken == 0:
        why = (
            say("{amount} less, but the floors of the products hold all of it back.",
                amount=money(wanted))
            if held_back
            else say("It takes nothing off these goods.")
        )  # fmt: skip
    elif held_back:
        why = say(
            "{amount} less; floors of the products hold back {held} more.",
            amount=money(taken),
            held=money(held_back),
        )
    else:
        why = say("{amount} less.", amount=money(taken))
    return Step(
        turn.tier, taken > 0, sum(turn.seen), tuple(off), why,
        held_back_minor=held_back, borne_by_platform_minor=platform,
    )  # fmt: skip


def _by_line(turn: _Turn, wanted: Sequence[int]) -> Step:
    """Return the step of a tier that sets the price of each line by itself."""
    off = [min(want, room) for want, room in zip(wanted, turn.state.rooms(turn.tier), strict=True)]
    most = [min(want, left) for want, left in zip(wanted, turn.state.left, strict=True)]
    return _taken(turn, off, sum(most))


def _price(turn: _Turn) -> Step:
    allowed = turn.tier.limit_pieces
    wanted = []
    for place, line in enumerate(turn.state.cart.lines):
        inside = turn.seen[place] > 0
        pieces = line.quantity if allowed is None else min(line.quantity, allowed)
        pieces = pieces if inside else 0
        if allowed is not None:
            allowed -= pieces
        value = part(turn.seen[place], pieces, line.quantity)
        if turn.tier.amount_minor:
            # Goods that no sheet names are an order's whole amount: no pieces at one price.
            price = pieces * turn.tier.amount_minor if line.product else value
            wanted.append(max(0, value - price))
        else:
            wanted.append(part(value, turn.tier.share))
    return _by_line(turn, wanted)


def _amount(turn: _Turn) -> Step:
    return _takes_off(turn, _thresholds(turn.tier, sum(turn.seen)) * turn.tier.amount_minor)


def _share(turn: _Turn) -> Step:
    amount = part(sum(turn.seen), turn.tier.share)
    if turn.tier.cap_minor is not None:
        amount = min(amount, turn.tier.cap_minor)
    return _takes_off(turn, amount)


def _points(turn: _Turn) -> Step:
    most = part(sum(turn.seen), turn.tier.share) if turn.tier.share else sum(turn.seen)
    return _takes_off(turn, min(turn.tier.amount_minor, most))


def _cross_shop(turn: _Turn) -> Step:
    """Take off each full threshold; of carts filled up in other shops, this shop's part."""
    total = sum(turn.seen)
    if total < turn.tier.threshold_minor and turn.tier.tier_id in turn.state.cart.uses:
        return _takes_off(turn, part(total, turn.tier.amount_minor, turn.tier.threshold_minor))
    return _takes_off(turn, _thresholds(turn.tier, total) * turn.tier.amount_minor)


def _platform_coupon(turn: _Turn) -> Step:
    return (_amount if turn.tier.amount_minor else _share)(turn)


@dataclass(frozen=True)
class _Ranked:
    """Pieces of a line among all pieces in scope, the dearest by their label first."""

    place: int
    first: int
    last: int


def _ranked(turn: _Turn) -> list[_Ranked]:
    lines = turn.state.cart.lines
    inside = [place for place, sees in enumerate(turn.seen) if sees > 0]
    inside.sort(key=lambda place: -lines[place].unit_price_minor)
    found, pieces = [], 0
    for place in inside:
        found.append(_Ranked(place, pieces, pieces + lines[place].quantity))
        pieces += lines[place].quantity
    return found


def _second_item(turn: _Turn) -> Step:
    """Take the share off the cheaper piece of each pair."""
    ranked = _ranked(turn)
    pairs = _times(turn.tier, (ranked[-1].last if ranked else 0) // 2)
    wanted = [0] * len(turn.seen)
    for one in ranked:
        first, last = min(one.first, 2 * pairs), min(one.last, 2 * pairs)
        pieces = last // 2 - first // 2
        whole = turn.state.cart.lines[one.place].quantity * WHOLE_SHARE
        wanted[one.place] = part(
            turn.seen[one.place], pieces * (WHOLE_SHARE - turn.tier.share), whole
        )
    return _by_line(turn, wanted)


def _set_price(turn: _Turn) -> Step:
    ranked = _ranked(turn)
    sets = _times(turn.tier, (ranked[-1].last if ranked else 0) // turn.tier.quantity)
    values = [0] * len(turn.seen)
    for one in ranked:
        most = sets * turn.tier.quantity
        pieces = min(one.last, most) - min(one.first, most)
        values[one.place] = part(
            turn.seen[one.place], pieces, turn.state.cart.lines[one.place].quantity
        )
    if not sets:
        return _nothing(
            turn.tier,
            turn.state,
            say("Fewer than {count} pieces that count.", count=turn.tier.quantity),
        )
    return _takes_off(turn, max(0, sum(values) - sets * turn.tier.amount_minor), values)


def _buy_and_get(turn: _Turn) -> Step:
    pieces = sum(
        line.quantity
        for line, sees in zip(turn.state.cart.lines, turn.seen, strict=True)
        if sees > 0
    )
    times = _times(turn.tier, pieces // turn.tier.quantity)
    if not times:
        return _nothing(
            turn.tier,
            turn.state,
            say("Fewer than {count} pieces that count.", count=turn.tier.quantity),
        )
    return _adds(turn, times)


def _gift(turn: _Turn) -> Step:
    return _adds(turn, _thresholds(turn.tier, sum(turn.seen)))


def _adds(turn: _Turn, times: int) -> Step:
    pieces = times * turn.tier.gift_quantity
    goods = Goods(turn.tier.tier_id, turn.tier.gift, pieces, 0, pieces * turn.tier.gift_cost_minor)
    why = say("{count} × {gift} as a gift.", count=pieces, gift=turn.tier.gift)
    return Step(turn.tier, True, sum(turn.seen), (0,) * len(turn.seen), why, goods=goods)


def _add_on(turn: _Turn) -> Step:
    goods = Goods(
        turn.tier.tier_id, turn.tier.gift, 1, turn.tier.amount_minor, turn.tier.gift_cost_minor
    )
    why = say(
        "{gift} added for {amount}.", gift=turn.tier.gift, amount=money(turn.tier.amount_minor)
    )
    return Step(turn.tier, True, sum(turn.seen), (0,) * len(turn.seen), why, goods=goods)


def _postage(turn: _Turn) -> Step:
    if not turn.state.postage:
        return _nothing(turn.tier, turn.state, say("There is no postage to pay."))
    why = say("Postage of {amount} is free.", amount=money(turn.state.postage))
    return Step(
        turn.tier,
        True,
        sum(turn.seen),
        (0,) * len(turn.seen),
        why,
        postage_minor=turn.state.postage,
    )


def _later(turn: _Turn) -> Step:
    cost = part(turn.tier.amount_minor, turn.tier.share)
    why = say("Expected to cost {amount} later.", amount=money(cost))
    return Step(turn.tier, True, sum(turn.seen), (0,) * len(turn.seen), why, later_minor=cost)


_GIVES: Mapping[Kind, Callable[[_Turn], Step]] = {
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
