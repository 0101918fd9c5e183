"""The best thresholds and depths of a design: tried out, on a sample first and then on all orders.

Each of up to :data:`MOST_DESIGNS` designs is worked out on a random sample of the orders, the same
one for all and with the same draws of who makes use of what, so that designs differ by nothing but
themselves. Those with the best expected margin among the ones that reach the least revenue are
worked out on all orders, beside the design as it is; the ranking is by these. Budgets and numbers
of orders are as much smaller on the sample as the sample is.

Where a cost is not known there is no margin, and the ranking is by expected revenue, and says so.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import Any

import numpy as np

from planner.activities.baskets import sample_of
from planner.activities.blocks import Ground, lay_out
from planner.activities.nice_amounts import money, nice_within
from planner.activities.outcome import Outcome, outcome_of
from planner.activities.response import Response
from planner.activities.tiers import Design, Kind, Tier
from planner.language import Message, Quantity, Unit, say

MOST_DESIGNS = 200
SAMPLE_ORDERS = 50_000
"""All designs meet the same orders and the same draws; the best are then worked out on all."""
FINALISTS = 5
THRESHOLD_QUANTILES = (0.20, 0.95)
"""Of order values, between which thresholds are tried: below, nearly all reach it anyway."""

Progress = Callable[[int, int], None]
"""Told after each design: how many are done, of how many."""


@dataclass(frozen=True)
class Axis:
    """A number of a tier that is tried out.

    Attributes:
        tier_id: of the tier.
        field: of it: ``threshold_minor``, ``amount_minor``, ``share`` or ``cap_minor``.
        values: to be tried.
    """

    tier_id: str
    field: str
    values: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Found:
    """A design that was worked out on all orders.

    Attributes:
        design: with the numbers tried.
        outcome: of it.
        reaches_goal: whether its expected revenue is at least what was asked for.
        reasons: for its place, in words.
    """

    design: Design
    outcome: Outcome
    reaches_goal: bool
    reasons: tuple[Message, ...]


@dataclass(frozen=True, eq=False)
class SearchResult:
    """What a search found.

    Attributes:
        ranking: the best first; the design as it is among them.
        tried: designs worked out on the sample.
        reaching: of these, those that reach the least revenue on the sample.
        sample_orders: orders of the sample.
        orders: of the window.
        note: what was done, in words.
    """

    ranking: tuple[Found, ...]
    tried: int
    reaching: int
    sample_orders: int
    orders: int
    note: Message

    @property
    def best(self) -> Found:
        """Return the design with the first place."""
        return self.ranking[0]


def threshold_axis(tier: Tier, ground: Ground, count: int = 12) -> Axis:
    """Return thresholds worth trying for a tier: nice amounts over the order values, and its own.

    Args:
        tier: whose threshold is tried.
        ground: the orders.
        count: of bands of as many orders each; the roundest amount of each is tried.
    """
    low, high = THRESHOLD_QUANTILES
    values = ground.baskets.base_minor
    if not len(values):
        return Axis(tier.tier_id, "threshold_minor", (tier.threshold_minor,))
    ends = np.quantile(values, np.linspace(low, high, count + 1)).astype(np.int64).tolist()
    nice = {nice_within(first, last) for first, last in pairwise(ends) if first > 0}
    kept = {one for one in nice if one is not None} | {tier.threshold_minor}
    return Axis(tier.tier_id, "threshold_minor", tuple(sorted(kept)))


def grid(design: Design, axes: Sequence[Axis], most: int = MOST_DESIGNS) -> tuple[Design, ...]:
    """Return a design with every combination of values, thinned out to at most so many.

    Designs that give as much as they ask for, or more, are left out.

    >>> off = Tier("a", Kind.MONEY_OFF, threshold_minor=9900, amount_minor=1000)
    >>> axes = (Axis("a", "threshold_minor", (5000, 9900)), Axis("a", "amount_minor", (1000, 6000)))
    >>> tried = [one.tiers[0] for one in grid(Design("d", tiers=(off,)), axes)]
    >>> [(one.threshold_minor, one.amount_minor) for one in tried]
    [(5000, 1000), (9900, 1000), (9900, 6000)]
    """
    fitting = [one for one in _combined(design, axes) if all(map(_makes_sense, one.tiers))]
    if len(fitting) <= most:
        return tuple(fitting)
    chosen = np.linspace(0, len(fitting) - 1, most).round().astype(int)
    return tuple(fitting[place] for place in chosen)


def _combined(design: Design, axes: Sequence[Axis]) -> Iterator[Design]:
    for values in product(*(axis.values for axis in axes)):
        changed = {tier.tier_id: tier for tier in design.tiers}
        for axis, value in zip(axes, values, strict=True):
            number: dict[str, Any] = {axis.field: value}
            changed[axis.tier_id] = replace(changed[axis.tier_id], **number)
        yield replace(design, tiers=tuple(changed[tier.tier_id] for tier in design.tiers))


def _makes_sense(tier: Tier) -> bool:
    takes_amount = tier.kind in (Kind.MONEY_OFF, Kind.COUPON, Kind.PLATFORM_COUPON)
    return not takes_amount or tier.threshold_minor == 0 or tier.amount_minor < tier.threshold_minor


def search(
    design: Design,
    axes: Sequence[Axis],
    ground: Ground,
    response: Response,
    *,
    least_revenue_minor: int = 0,
    sample_orders: int = SAMPLE_ORDERS,
    finalists: int = FINALISTS,
    progress: Progress | None = None,
) -> SearchResult:
    """Return the best designs of a grid by expected margin, of those that reach a revenue.

    Args:
        design: whose tiers are tried with other numbers.
        axes: the numbers.
        ground: all orders.
        response: how buyers react.
        least_revenue_minor: expected goods revenue that the window has to bring.
        sample_orders: on which all are tried first.
        finalists: that are then worked out on all orders.
        progress: is told how far it is.
    """
    designs = grid(design, axes)
    sample = _sample(ground, sample_orders)
    part = sample.baskets.order_count / max(1, ground.baskets.order_count)
    steps = len(designs) + finalists + 1
    tried = []
    for place, one in enumerate(designs):
        tried.append(outcome_of(_scaled(one, part), sample, response, by_product=False))
        if progress:
            progress(place + 1, steps)
    order = sorted(
        range(len(designs)), key=lambda place: _key(tried[place], least_revenue_minor * part)
    )
    chosen = [designs[place] for place in order[:finalists]]
    outcomes = []
    for place, one in enumerate([*chosen, *([] if design in chosen else [design])]):
        outcomes.append(outcome_of(one, ground, response, by_product=False))
        if progress:
            progress(len(designs) + place + 1, steps)
    if progress:
        progress(steps, steps)
    outcomes.sort(key=lambda one: _key(one, least_revenue_minor))
    reaching = sum(_reaches(one, least_revenue_minor * part) for one in tried)
    return SearchResult(
        ranking=tuple(_found(one, outcomes, design, least_revenue_minor) for one in outcomes),
        tried=len(designs),
        reaching=reaching,
        sample_orders=sample.baskets.order_count,
        orders=ground.baskets.order_count,
        note=_note(len(designs), reaching, sample, ground),
    )


def best_threshold(
    design: Design, tier_id: str, ground: Ground, response: Response, **options: Any
) -> SearchResult:
    """Return the threshold of a tier that leaves the best expected margin (ACT-5).

    Args:
        design: that holds the tier; all else stays as it is.
        tier_id: of the tier, such as free shipping or money off over a threshold.
        ground: all orders.
        response: how buyers react; without topping up no threshold is better than a far one.
        options: as :func:`search` takes them.
    """
    tier = next(one for one in design.tiers if one.tier_id == tier_id)
    return search(design, (threshold_axis(tier, ground, 24),), ground, response, **options)


def _sample(ground: Ground, orders: int) -> Ground:
    baskets = sample_of(ground.baskets, orders)
    return ground if baskets is ground.baskets else lay_out(baskets, ground.terms)


def _scaled(design: Design, part: float) -> Design:
    """Return a design whose budgets and numbers of orders are those of a part of the orders."""

    def scaled(value: int | None) -> int | None:
        return None if value is None else round(value * part)

    tiers = (
        replace(tier, budget_minor=scaled(tier.budget_minor), first_n=scaled(tier.first_n))
        for tier in design.tiers
    )
    return design if part == 1 else replace(design, tiers=tuple(tiers))


def _reaches(outcome: Outcome, least_revenue_minor: float) -> bool:
    return outcome.reaction.revenue_minor.mean >= least_revenue_minor


def _key(outcome: Outcome, least_revenue_minor: float) -> tuple[bool, float]:
    """Return what puts the best first; of designs that miss the goal the one that misses least."""
    reaches, revenue = _reaches(outcome, least_revenue_minor), outcome.reaction.revenue_minor.mean
    return not reaches, -_aim(outcome) if reaches else -revenue


def _aim(outcome: Outcome) -> float:
    margin = outcome.reaction.margin_minor
    return outcome.reaction.revenue_minor.mean if margin is None else margin.mean


# In words ----------------------------------------------------------------------------------------


def _found(
    outcome: Outcome, ranking: Sequence[Outcome], design: Design, least_revenue_minor: int
) -> Found:
    reaches = _reaches(outcome, least_revenue_minor)
    today = next(one for one in ranking if one.design == design)
    reasons = [_against(outcome, today), _on_average(outcome)]
    if least_revenue_minor:
        reasons.append(_of_goal(outcome, least_revenue_minor, reaches))
    return Found(outcome.design, outcome, reaches, tuple(reasons))


def _against(outcome: Outcome, today: Outcome) -> Message:
    if outcome is today:
        return say("The design as it is.")
    more = round(_aim(outcome) - _aim(today))
    if outcome.reaction.margin_minor is None:
        return say(
            "Expected revenue changes by {difference} against the design as it is; without costs no"
            " margin is told.",
            difference=money(more),
        )
    if more >= 0:
        return say(
            "Leaves {difference} more than the design as it is, as expected.",
            difference=money(more),
        )
    return say(
        "Leaves {difference} less than the design as it is, as expected.", difference=money(-more)
    )


def _on_average(outcome: Outcome) -> Message:
    reaction = outcome.reaction
    return say(
        "{orders} orders of {value} each, at a discount of {depth}; {topped_up} of them topped up.",
        orders=Quantity(round(reaction.orders.mean), Unit.COUNT),
        value=money(round(reaction.order_value_minor.mean)),
        depth=Quantity(outcome.depth, Unit.SHARE),
        topped_up=Quantity(round(reaction.topped_up.mean), Unit.COUNT),
    )


def _of_goal(outcome: Outcome, least_revenue_minor: int, reaches: bool) -> Message:
    revenue = money(round(outcome.reaction.revenue_minor.mean))
    if reaches:
        return say(
            "Expected revenue of {revenue} reaches the {goal} asked for.",
            revenue=revenue,
            goal=money(least_revenue_minor),
        )
    return say(
        "Expected revenue of {revenue} misses the {goal} asked for.",
        revenue=revenue,
        goal=money(least_revenue_minor),
    )


def _note(tried: int, reaching: int, sample: Ground, ground: Ground) -> Message:
    if sample is ground:
        return say(
            "{count} designs were worked out on all {orders} orders; {reaching} reach the revenue.",
            count=tried,
            orders=Quantity(ground.baskets.order_count, Unit.COUNT),
            reaching=reaching,
        )
    return say(
        "{count} designs were worked out on {sample} orders drawn at random, {reaching} of them"
        " reach the revenue there; the best on all {orders} orders.",
        count=tried,
        sample=Quantity(sample.baskets.order_count, Unit.COUNT),
        reaching=reaching,
        orders=Quantity(ground.baskets.order_count, Unit.COUNT),
    )
