"""Which product to offer as an add-on to which, by the shop's own baskets (ACT-6).

Of ``n`` baskets ``a`` hold the anchor, ``b`` the add-on and ``t`` both:

    support = t ÷ n      confidence = t ÷ a      lift = t × n ÷ (a × b)

Lift is how many times as often two products are together as two that have nothing to do with each
other; those share ``e = a × b ÷ n`` baskets by chance. Among a thousand products half a million
pairs are compared, and some are together often by chance alone. So a pair is proposed only if its
lift is above 1 at the lower limit of its count (Garwood 1936), with the sureness shared among all
``m`` pairs that were compared (Bonferroni):

    lowest lift = gamma⁻¹(t; (1 − sureness) ÷ (2 × m)) ÷ e

The limit is that of a Poisson count, which is wider than that of baskets drawn without replacement:
it proposes too little rather than too much.

The dearer product of a pair is the anchor: an add-on is a cheap item beside a dear one. What is
sold together says ACT-6 as a weak prior (promising, middling, poor); data overrule it.

Example (tests/activities; documentation of mlxtend): in 5 baskets {onion} is in 3 and {egg} in 4,
both in 3 → support 0.6, confidence 1, lift 1.25; five baskets prove nothing, so it is not proposed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from scipy.special import gammaincinv

from planner.activities.nice_amounts import money
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.language import Message, Quantity, Unit, say

RULES = ("ACT-6",)


class Promise(Enum):
    """What an add-on promises (ACT-6)."""

    PROMISING = "promising"
    MIDDLING = "middling"
    POOR = "poor"


@dataclass(frozen=True)
class PairedProduct:
    """One of two products.

    Attributes:
        product: its code.
        title: its name, where known.
        category: where known.
        price_minor: what a piece cost on average in the window; None where no line tells a price.
        baskets: that held it.
    """

    product: str
    title: str | None
    category: str | None
    price_minor: int | None
    baskets: int


@dataclass(frozen=True)
class PairCount:
    """Two products and the baskets that held both."""

    a: PairedProduct
    b: PairedProduct
    together: int


@dataclass(frozen=True)
class PairBaskets:
    """Which baskets tell of pairs: the evidence behind all of them.

    Attributes:
        first_day: of the window, inside.
        last_day: of it, inside.
        orders_paid: in it.
        baskets: orders whose lines name a product, and no more products than a shopper's.
        of_several: of them, those of two products or more.
        too_large: baskets left out since they hold more.
        products: in the baskets.
        compared: of them, those in enough baskets, at most as many as are compared.
        files: names of the sheets behind them.
    """

    first_day: date
    last_day: date
    orders_paid: int
    baskets: int
    of_several: int
    too_large: int
    products: int
    compared: int
    files: tuple[str, ...] = ()

    @property
    def pairs_compared(self) -> int:
        """Return how many pairs of products could have been found.

        >>> day = date(2026, 11, 11)
        >>> PairBaskets(day, day, 9, 9, 9, 0, 40, 4).pairs_compared
        6
        """
        return self.compared * (self.compared - 1) // 2


@dataclass(frozen=True)
class AddOnPair:
    """A product and what to offer beside it.

    Attributes:
        anchor: the dearer one.
        add_on: the cheaper one.
        together: baskets that held both.
        support: of all baskets.
        confidence: of the anchor's baskets, those with the add-on.
        lift: how many times as often as by chance.
        lowest_lift: its lower limit, sure for all pairs together.
        beyond_chance: baskets with both beyond those of chance.
        price_ratio: price of the add-on ÷ the anchor's; None where a price is missing.
        is_cheap: it is cheap enough beside the anchor to be added without much thought.
        prior: what ACT-6 would say without data.
        promise: what it promises by the data.
        reasons: why, most important first.
        rules: that it follows.
    """

    anchor: PairedProduct
    add_on: PairedProduct
    together: int
    support: float
    confidence: float
    lift: float
    lowest_lift: float
    beyond_chance: float
    price_ratio: float | None
    is_cheap: bool
    prior: Promise
    promise: Promise
    reasons: tuple[Message, ...]
    rules: tuple[str, ...] = RULES


@dataclass(frozen=True)
class PairProposals:
    """The pairs that are proposed, or why none is.

    Attributes:
        pairs: add-ons that are cheap beside their anchor first, then by baskets beyond chance.
        baskets: evidence; None where no order lies in the window.
        problem: why there is no pair; None where there are some.
        remarks: what was left out, and why.
    """

    pairs: tuple[AddOnPair, ...]
    baskets: PairBaskets | None
    problem: Message | None
    remarks: tuple[Message, ...] = ()


def lowest_lift(together: int, by_chance: float, pairs_compared: int, sureness: float) -> float:
    """Return the lower limit of a lift, sure for all pairs that were compared.

    Args:
        together: baskets that held both, at least 1.
        by_chance: baskets that would hold both by chance, above 0.
        pairs_compared: that share the sureness.
        sureness: such as 0.95.

    >>> round(lowest_lift(10, 1.0, 1, 0.95), 3)  # Garwood's table: 10 counts → 4.795 to 18.390
    4.795
    """
    doubt = (1 - sureness) / (2 * max(1, pairs_compared))
    return float(gammaincinv(together, doubt)) / by_chance


def prior_of(anchor: PairedProduct, add_on: PairedProduct, is_cheap: bool) -> Promise:
    """Return what ACT-6 says of two products without looking into a basket.

    Promising: a cheap item beside a dear one. Middling: a similar product or a better version, one
    of the same category; so is a pair whose category no sheet tells. Poor: unrelated products.
    """
    if is_cheap:
        return Promise.PROMISING
    categories = (anchor.category, add_on.category)
    return Promise.POOR if all(categories) and len({*categories}) > 1 else Promise.MIDDLING


def judge_pair(count: PairCount, baskets: PairBaskets, terms: ProposalAssumptions) -> AddOnPair:
    """Return the measures of two products that were together at least once, proposed or not."""
    anchor, add_on = _dearer_first(count.a, count.b)
    by_chance = anchor.baskets * add_on.baskets / baskets.baskets
    ratio = _price_ratio(anchor, add_on)
    is_cheap = ratio is not None and ratio <= Decimal(str(terms.add_on_price_share))
    prior = prior_of(anchor, add_on, is_cheap)
    lowest = lowest_lift(
        count.together, by_chance, baskets.pairs_compared, terms.pair_confidence_level
    )
    confidence = count.together / anchor.baskets
    lift = count.together / by_chance
    return AddOnPair(
        anchor=anchor,
        add_on=add_on,
        together=count.together,
        support=count.together / baskets.baskets,
        confidence=confidence,
        lift=lift,
        lowest_lift=lowest,
        beyond_chance=count.together - by_chance,
        price_ratio=None if ratio is None else float(ratio),
        is_cheap=is_cheap,
        prior=prior,
        promise=_one_better(prior) if lowest > 1 else prior,
        reasons=(
            say(
                "{confidence} of the {anchors} baskets with the one hold the other as well:"
                " {together} baskets, {lift} times as many as by chance, and at least {lowest}"
                " times with {sureness} sureness for all {pairs} pairs compared.",
                confidence=Quantity(confidence, Unit.SHARE),
                anchors=anchor.baskets,
                together=count.together,
                lift=lift,
                lowest=lowest,
                sureness=Quantity(terms.pair_confidence_level, Unit.SHARE),
                pairs=baskets.pairs_compared,
            ),
            _of_its_price(anchor, add_on, is_cheap),
            _of_its_prior(prior),
        ),
    )


def propose_pairs(
    counts: Iterable[PairCount],
    baskets: PairBaskets | None,
    terms: ProposalAssumptions | None = None,
) -> PairProposals:
    """Return the add-ons that the shop's baskets propose, or why they propose none (ACT-6).

    Args:
        counts: products and how often they were together.
        baskets: that they were counted in; None where no order lies in the window.
        terms: least counts, sureness and price; the planner's starting values where None.
    """
    terms = terms or ProposalAssumptions()
    if baskets is None or not baskets.orders_paid:
        return PairProposals(
            (), baskets, say("No pair is proposed: no paid order lies in these days.")
        )
    if problem := _cannot_tell(baskets, terms):
        return PairProposals((), baskets, problem, _left_out(baskets, terms))
    found = (
        judge_pair(count, baskets, terms)
        for count in counts
        if count.together >= max(1, terms.pair_fewest_together)
    )
    pairs = sorted((pair for pair in found if pair.lowest_lift > 1), key=_most_useful_first)
    problem = None
    if not pairs:
        problem = say(
            "No pair is together more often than by chance: {count} pairs of {products} products"
            " compared in {baskets} baskets, {several} of them with two products or more.",
            count=baskets.pairs_compared,
            products=baskets.compared,
            baskets=baskets.baskets,
            several=baskets.of_several,
        )
    return PairProposals(tuple(pairs), baskets, problem, _left_out(baskets, terms))


def _most_useful_first(pair: AddOnPair) -> tuple[bool, float, str, str]:
    return not pair.is_cheap, -pair.beyond_chance, pair.anchor.product, pair.add_on.product


def _cannot_tell(baskets: PairBaskets, terms: ProposalAssumptions) -> Message | None:
    """Return why no pair could be found in baskets like these; None where one could."""
    if not baskets.baskets and not baskets.too_large:
        return say(
            "Pairs need the list of order items: {orders} paid orders are loaded, but not what was"
            " in them. Export it from the platform and load it on the page Sheets.",
            orders=baskets.orders_paid,
        )
    if not baskets.baskets:
        return say(
            "No pair is proposed: every basket holds more than {most} products.",
            most=terms.pair_most_in_basket,
        )
    if not baskets.of_several:
        return say("No pair is proposed: every basket holds a single product.")
    if not baskets.pairs_compared:
        return say(
            "No pair is proposed: fewer than two products are in {fewest} baskets or more.",
            fewest=terms.pair_fewest_baskets,
        )
    return None


def _left_out(baskets: PairBaskets, terms: ProposalAssumptions) -> tuple[Message, ...]:
    remarks = []
    if baskets.too_large:
        remarks.append(
            say(
                "{count} baskets of more than {most} products are left out: they are a dealer's and"
                " pair everything with everything.",
                count=baskets.too_large,
                most=terms.pair_most_in_basket,
            )
        )
    without_lines = baskets.orders_paid - baskets.baskets - baskets.too_large
    if without_lines and baskets.baskets:
        remarks.append(
            say(
                "{count} paid orders are left out: no lines of theirs name a product.",
                count=without_lines,
            )
        )
    if baskets.baskets and baskets.compared < baskets.products:
        remarks.append(
            say(
                "{compared} of {products} products are compared: those in at least {fewest}"
                " baskets, at most {most}.",
                compared=baskets.compared,
                products=baskets.products,
                fewest=terms.pair_fewest_baskets,
                most=terms.pair_most_products,
            )
        )
    return tuple(remarks)


def _dearer_first(a: PairedProduct, b: PairedProduct) -> tuple[PairedProduct, PairedProduct]:
    """Return anchor and add-on; of two that cost the same, or cost nobody knows what, the rarer."""

    def rank(one: PairedProduct) -> tuple[int, int, str]:
        known = a.price_minor is not None and b.price_minor is not None
        return -(one.price_minor or 0) if known else 0, one.baskets, one.product

    anchor, add_on = sorted((a, b), key=rank)
    return anchor, add_on


def _price_ratio(anchor: PairedProduct, add_on: PairedProduct) -> Decimal | None:
    if not anchor.price_minor or add_on.price_minor is None:
        return None
    return Decimal(add_on.price_minor) / anchor.price_minor


def _one_better(prior: Promise) -> Promise:
    """Return what a prior becomes once baskets speak for the pair."""
    return Promise.MIDDLING if prior is Promise.POOR else Promise.PROMISING


def _of_its_price(anchor: PairedProduct, add_on: PairedProduct, is_cheap: bool) -> Message:
    if anchor.price_minor is None or add_on.price_minor is None:
        return say("No line tells the price of both: judge yourself whether it is cheap beside it.")
    prices = {"add_on": money(add_on.price_minor), "anchor": money(anchor.price_minor)}
    if is_cheap:
        return say("{add_on} beside {anchor}: cheap enough to be added.", **prices)
    return say("{add_on} beside {anchor}: rather a bundle than an add-on.", **prices)


def _of_its_prior(prior: Promise) -> Message:
    return {
        Promise.PROMISING: say("A cheap item beside a dear one promises much by itself (ACT-6)."),
        Promise.MIDDLING: say(
            "A similar product promises a little by itself; the baskets say more (ACT-6)."
        ),
        Promise.POOR: say(
            "Products of two categories promise little by themselves; the baskets say more (ACT-6)."
        ),
    }[prior]
