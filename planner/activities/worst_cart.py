"""The legal cart with the lowest margin under all tiers of a design (ACT-7), and why.

A cart holds any products whose price and cost are known, together at most so many pieces, and is
paid in any situation the tiers tell apart. Where all such carts are few, all are tried. Otherwise
the search starts from carts that are made to be bad: the pieces with the least margin, alone and as
many as there may be; the goods with the least margin that together just reach each threshold, one
time and more (a knapsack over price and margin); pairs. From the worst of them it goes on by small
changes, a piece more or less, another product, another situation, as long as one makes it worse.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations, combinations_with_replacement, product
from math import comb, inf

from planner.activities.cart import CheckOut
from planner.activities.circumstances import Circumstances, costed
from planner.activities.engine import check_out, part
from planner.activities.situations import Situation, line_of, situations, widest
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Design, Kind, Tier

MOST_PIECES = 12
"""Pieces in a cart that are looked at."""
ALL_OF = 400
"""So few carts are all tried."""
MOST_TRIED = 1_000
"""Carts that are tried where they are many: it bounds the time."""
MOST_KEPT = 36
"""Products that are kept for the search, shared out over the scopes, of each a few at least."""
LEAST_KEPT = 2
"""Products of one scope that are kept by each measure of badness, at least."""
STARTS = 30
"""Worst carts that the search goes on from, by either measure, while the bound allows."""
MOST_TIMES = 3
"""A threshold is aimed at so many times over."""
STEPS = 60
"""Parts that a threshold is divided into for the knapsack."""


@dataclass(frozen=True)
class WorstCart:
    """A cart and what it leaves.

    Attributes:
        out: what comes of it, with the step of each tier.
        margin_minor: that it leaves to the shop.
    """

    out: CheckOut
    margin_minor: int

    @property
    def margin_share(self) -> float | None:
        """Return the margin as a share of what is paid; None where nothing is."""
        return self.margin_minor / self.out.paid_minor if self.out.paid_minor else None


@dataclass(frozen=True)
class WorstCarts:
    """What the search found.

    Attributes:
        by_amount: the cart that loses the most; None where no product can be worked out.
        by_share: the cart that leaves the least of what is paid for it.
        left_out: products left out because nothing tells their cost.
        without_price: products left out because nothing tells their price.
        estimated: products whose cost is a share of their price.
        tried: carts that were worked out.
        is_complete: whether these were all legal carts.
    """

    by_amount: WorstCart | None
    by_share: WorstCart | None
    left_out: int
    without_price: int
    estimated: int
    tried: int
    is_complete: bool


def worst_carts(
    design: Design,
    about: Circumstances,
    most_pieces: int = MOST_PIECES,
    all_of: int = ALL_OF,
) -> WorstCarts:
    """Return the carts with the lowest margin, as an amount and as a share of what is paid.

    Example (tests/activities): a gift that costs 30 from 100 on, goods of 100 that cost 60 and of
    50 that cost 45: the worst cart is two of the latter, 100 − 90 − 30 = −20.

    Args:
        design: whose tiers apply; not one that is refused.
        about: the shop, and the campaign's window.
        most_pieces: in a cart.
        all_of: where there are no more carts than this, all are tried.
    """
    shop = about.shop
    priced = [one for one in shop.products.values() if one.list_price_minor]
    usable = [one for one in priced if one.cost_minor is not None or shop.cost_share is not None]
    tiers = costed(design.in_order, shop)
    search = _Search(tiers, shop, situations(tiers, about), most_pieces)
    count = (comb(len(usable) + most_pieces, most_pieces) - 1) * len(search.situations)
    if count <= all_of:
        for basket in every_basket(usable, most_pieces):
            for place in range(len(search.situations)):
                search.margin(basket, place)
    else:
        search.run(_kept(usable, tiers, shop))
    return WorstCarts(
        search.worst(_by_amount),
        search.worst(_by_share),
        left_out=len(priced) - len(usable),
        without_price=len(shop.products) - len(priced),
        estimated=sum(one.cost_minor is None for one in usable),
        tried=len(search.tried),
        is_complete=count <= all_of,
    )


Basket = tuple[tuple[str, int], ...]
"""Products and their pieces, in the order of their codes."""
Badness = Callable[[int, int], float]
"""Margin and what is paid → the lower, the worse."""


def _by_amount(margin: int, _paid: int) -> float:
    return margin


def _by_share(margin: int, paid: int) -> float:
    return margin / paid if paid else (-inf if margin < 0 else inf)


MEASURES: tuple[Badness, ...] = (_by_amount, _by_share)


def every_basket(usable: Sequence[ProductTerms], most_pieces: int) -> Iterator[Basket]:
    """Yield every choice of one piece up to ``most_pieces``."""
    codes = sorted(one.product for one in usable)
    for pieces in range(1, most_pieces + 1):
        for chosen in combinations_with_replacement(codes, pieces):
            yield _basket((code, 1) for code in chosen)


def _basket(items: Iterable[tuple[str, int]]) -> Basket:
    pieces: dict[str, int] = {}
    for code, count in items:
        pieces[code] = pieces.get(code, 0) + count
    return tuple(sorted((code, count) for code, count in pieces.items() if count > 0))


class _Search:
    """The carts tried so far; the place of a situation stands for it."""

    def __init__(
        self,
        tiers: tuple[Tier, ...],
        shop: ShopTerms,
        found: tuple[Situation, ...],
        most_pieces: int,
    ) -> None:
        self.tiers, self.shop, self.situations = tiers, shop, found
        self.most_pieces = most_pieces
        self.tried: dict[tuple[Basket, int], tuple[int, int]] = {}
        self.pieces: dict[tuple[str, int], tuple[int, int]] = {}

    def out(self, basket: Basket, place: int) -> CheckOut:
        lines = tuple(line_of(self.shop.products[code], count) for code, count in basket)
        cart = self.situations[place].cart(lines, self.shop.postage_minor)
        return check_out(cart, self.tiers)

    def margin(self, basket: Basket, place: int) -> tuple[int, int]:
        """Return the margin of a cart and what is paid for it."""
        if (basket, place) not in self.tried:
            out = self.out(basket, place)
            self.tried[basket, place] = (self.shop.margin_minor(out) or 0, out.paid_minor)
        return self.tried[basket, place]

    def worst(self, badness: Badness) -> WorstCart | None:
        if not self.tried:
            return None
        (basket, place), (margin, _) = min(
            self.tried.items(), key=lambda one: (badness(*one[1]), one[0])
        )
        return WorstCart(self.out(basket, place), margin)

    def run(self, kept: Sequence[ProductTerms]) -> None:
        """Try carts that are made to be bad, then change the worst as long as it gets worse."""
        wide = [self.situations.index(one) for one in widest(self.situations)]
        for basket in self._made_bad(kept, wide):
            if len(self.tried) >= MOST_TRIED // 2:
                break
            for place in wide if basket else ():
                self.margin(basket, place)
        ordered = [
            (sorted(self.tried, key=lambda one: (badness(*self.tried[one]), one)), badness)
            for badness in MEASURES
        ]
        for place in range(STARTS):
            for starts, badness in ordered:
                if place < len(starts):
                    self._climb(starts[place], kept, badness)

    def _climb(
        self, at: tuple[Basket, int], kept: Sequence[ProductTerms], badness: Badness
    ) -> None:
        """Go from a cart to a worse one beside it, until there is none or the bound is reached."""
        while True:
            before = badness(*self.margin(*at))
            for near in self._near(*at, kept):
                if len(self.tried) >= MOST_TRIED and near not in self.tried:
                    return
                if badness(*self.margin(*near)) < before:
                    at = near
                    break
            else:
                return

    def _near(
        self, basket: Basket, place: int, kept: Sequence[ProductTerms]
    ) -> Iterator[tuple[Basket, int]]:
        """Yield carts that differ in one thing; those with most at stake come first."""
        pieces = sum(count for _, count in basket)
        codes = list(dict.fromkeys([*(code for code, _ in basket), *(one.product for one in kept)]))
        room = self.most_pieces - pieces
        changes: list[tuple[tuple[str, int], ...]] = []
        if room:
            added = [room, *range(1, min(room, MOST_TIMES + 1))]
            changes += [((code, more),) for code in codes for more in added]
        for code, count in basket:
            for taken in dict.fromkeys((1, count)):
                if taken < pieces:
                    changes.append(((code, -taken),))
                changes += [((code, -taken), (one, taken)) for one in codes if one != code]
        yield from ((basket, other) for other in range(len(self.situations)) if other != place)
        yield from ((_basket([*basket, *change]), place) for change in changes)

    # Carts that are made to be bad ---------------------------------------------------------------

    def _made_bad(self, kept: Sequence[ProductTerms], wide: Sequence[int]) -> Iterator[Basket]:
        for tier in self.tiers:
            inside = [one for one in kept if tier.is_for(one.product, one.category)]
            yield from self._in_sets(tier, inside)
            for place in wide:
                if tier.tier_id in self.situations[place].open_ids:
                    yield from self._at_thresholds(tier, inside, place)
        for one in kept:
            yield ((one.product, self.most_pieces),)
            yield ((one.product, 1),)
        for one, other in combinations(kept, 2):
            yield _basket([(one.product, 1), (other.product, 1)])

    def _at_thresholds(
        self, tier: Tier, inside: Sequence[ProductTerms], place: int
    ) -> Iterator[Basket]:
        """Yield the carts with the least margin that just reach a threshold, once and more.

        Once by the price on the label, once by what all tiers together leave of a single piece: a
        tier sees the one or something between the two.
        """
        if "threshold_minor" not in tier.kind.traits.fields or not tier.threshold_minor:
            return
        label, left = [], []
        for one in inside:
            margin, net = self._of_a_piece(one.product, place)
            label.append((one.product, one.list_price_minor or 1, margin))
            left.append((one.product, net, margin))
        for times in range(1, MOST_TIMES + 1 if tier.each_full else 2):
            for goods in (label, left):
                goal = times * tier.threshold_minor
                yield _basket((code, 1) for code in cheapest_reach(goods, goal, self.most_pieces))

    def _of_a_piece(self, code: str, place: int) -> tuple[int, int]:
        """Return the margin of an order of one piece, and what is left of its price."""
        if (code, place) not in self.pieces:
            margin, _ = self.margin(((code, 1),), place)
            net = self.out(((code, 1),), place).net_by_line[0]
            self.pieces[code, place] = (margin, net)
        return self.pieces[code, place]

    def _in_sets(self, tier: Tier, inside: Sequence[ProductTerms]) -> Iterator[Basket]:
        """Yield full sets of one product, where a tier counts pieces."""
        pieces = 2 if tier.kind is Kind.SECOND_ITEM else tier.quantity
        if pieces == 1:
            return
        for one, times in product(inside, range(1, MOST_TIMES + 1)):
            if pieces * times <= self.most_pieces:
                yield ((one.product, pieces * times),)


def cheapest_reach(
    goods: Sequence[tuple[str, int, int]], goal: int, most_pieces: int
) -> tuple[str, ...]:
    """Return the goods with the least margin that together reach an amount; empty = none do.

    A knapsack over the amount in :data:`STEPS` steps, each price rounded down to them, so that what
    is found does reach it.

    >>> cheapest_reach([("a", 100, 40), ("b", 50, 5), ("c", 60, 4)], 100, 3)
    ('c', 'c')

    Args:
        goods: code, price and margin of a piece; each may be taken more than once.
        goal: amount to reach.
        most_pieces: that may be taken.
    """
    step = max(1, -(-goal // STEPS))
    needed = -(-goal // step)
    least: dict[int, tuple[float, tuple[str, ...]]] = {0: (0, ())}
    best: tuple[float, tuple[str, ...]] = (inf, ())
    for _ in range(most_pieces):
        grown: dict[int, tuple[float, tuple[str, ...]]] = {}
        for reached, (margin, chosen) in least.items():
            for code, price, of_piece in goods:
                to = min(needed, reached + price // step)
                total = margin + of_piece
                if to not in grown or total < grown[to][0]:
                    grown[to] = (total, (*chosen, code))
        if needed in grown:
            best = min(best, grown.pop(needed))
        least = grown
    return best[1]


def _kept(
    usable: Sequence[ProductTerms], tiers: Sequence[Tier], shop: ShopTerms
) -> list[ProductTerms]:
    """Return the products worth trying: by scope the worst by share, by amount, and the extremes.

    Products in the scope of the same tiers differ in price and margin only; of each such set the
    ones with the least margin by share and by amount, the cheapest and the dearest are kept.
    """
    by_scope: dict[frozenset[str], list[ProductTerms]] = {}
    for one in usable:
        scope = frozenset(tier.tier_id for tier in tiers if tier.is_for(one.product, one.category))
        by_scope.setdefault(scope, []).append(one)
    keys: tuple[Callable[[ProductTerms], float], ...] = (
        lambda one: _margin(one, shop) / (one.list_price_minor or 1),
        lambda one: _margin(one, shop),
        lambda one: one.list_price_minor or 0,
    )
    each = max(LEAST_KEPT, MOST_KEPT // (len(keys) * max(1, len(by_scope))))
    kept: dict[str, ProductTerms] = {}
    for inside in by_scope.values():
        for key in keys:
            kept |= {one.product: one for one in nsmallest(each, inside, key=key)}
        dearest = max(inside, key=keys[-1])
        kept[dearest.product] = dearest
    return sorted(kept.values(), key=keys[0])


def _margin(one: ProductTerms, shop: ShopTerms) -> int:
    price = one.list_price_minor or 0
    cost = one.cost_minor
    if cost is None:
        cost = part(price, shop.cost_share or 0)
    return shop.kept(price) - cost
