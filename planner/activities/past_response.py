"""How buyers reacted in the shop's own past events, pooled with what is assumed.

Elasticity. Over the events, ln(orders ÷ orders of an ordinary day) = a + e × x with
x = −ln(1 − depth); a is what an event brings by itself. e is the slope of the line through them,
known with the standard deviation 0.25 ÷ √Σ(x − mean x)²: orders of events differ by 25 % for other
reasons (INV-9). Events that were all as deep tell nothing.

Topping up. Where a threshold was in force, carts that lie just under it on ordinary days lie on or
just above it in the event. Of the carts within D of an amount T, let f be the share at or above T.
In the event fewer are below: m = 1 − (1 − f of the event) ÷ (1 − f of ordinary days) have moved.
As they are topped up with a chance that falls from s to nothing over D, m is half of s, so s = 2m.
T is the nice amount at which f differs most for the chance in both counts; where that is less than
:data:`FEWEST_DEVIATIONS` standard deviations no threshold is visible, and nothing is learned.

Pooling. What is assumed counts with its own standard deviation, cv × its value (the one behind P10
and P90), what was seen with that of the estimate: weights are 1 ÷ variance (the mean of a normal
with a normal prior; Gelman et al., Bayesian Data Analysis, section 2.5).

Example (tests/activities): 10 % off brought 3 times the orders of an ordinary day, 30 % off 5
times: e = ln(5 ÷ 3) ÷ ln(0.9 ÷ 0.7) = 2.03, with a standard deviation of 1.41; 2.62 is assumed with
1.31, so that 2.35 is used. Of 200 carts within 30 of 100, 120 instead of 100 lie above: m = 0.2,
s = 0.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

import numpy as np

from planner.activities.baskets import Baskets, Ints, fetch_baskets
from planner.activities.nice_amounts import money, nice_within
from planner.activities.response import MOST_DEPTH, Response
from planner.demand import WAITING_DAYS, PastEvent
from planner.language import Message, Quantity, Unit, say
from planner.tables import Dataset

FEWEST_EVENTS = 2
NOISE = 0.25
"""Standard deviation of ln(orders of an event) for other reasons than its depth (INV-9)."""
FEWEST_DEVIATIONS = 3.5
"""Of forty amounts looked at, one in a hundred shops would seem to have a threshold by chance."""
AMOUNTS_TRIED = 40
ORDINARY_DAYS = 28


@dataclass(frozen=True, eq=False)
class EventSeen:
    """A past event as its orders show it.

    Attributes:
        day: of it.
        orders: paid on it.
        orders_per_ordinary_day: paid on a day of the four weeks before buyers began to wait.
        depth: of its discounts: 1 − paid for goods ÷ their value on the label.
        values_minor: what its carts came to at the prices on the label.
        ordinary_values_minor: what those of the ordinary days came to.
    """

    day: date
    orders: int
    orders_per_ordinary_day: float
    depth: float
    values_minor: Ints
    ordinary_values_minor: Ints


@dataclass(frozen=True)
class Pooled:
    """A number of the response: what was assumed, what was seen, what is used.

    Attributes:
        assumed: by the plan.
        seen: in the shop's own events; None where they show nothing.
        deviation: standard deviation of what was seen; None with it.
        weight: of what was seen in what is used, 0 to 1.
        used: the pooled value.
    """

    assumed: float
    seen: float | None
    deviation: float | None
    weight: float
    used: float


@dataclass(frozen=True)
class LearnedResponse:
    """The response to use, and what it rests on.

    Attributes:
        response: with the pooled values.
        elasticity: of orders.
        top_up: the share of carts just under a threshold that are topped up.
        threshold_minor: at which carts were seen to pile up; None where none is visible.
        findings: what was found and used, in words.
    """

    response: Response
    elasticity: Pooled
    top_up: Pooled
    threshold_minor: int | None
    findings: tuple[Message, ...]


def pooled(assumed: float, cv: float, seen: float | None, deviation: float | None) -> Pooled:
    """Return a value pooled by how sure both are.

    >>> one = pooled(2.62, 0.5, 2.03, 1.41)
    >>> round(one.weight, 3), round(one.used, 3)
    (0.463, 2.347)
    """
    if seen is None or deviation is None:
        return Pooled(assumed, None, None, 0.0, assumed)
    own, prior = deviation**2, (cv * assumed) ** 2
    weight = prior / (prior + own) if prior + own else 0.0
    return Pooled(assumed, seen, deviation, weight, assumed + weight * (seen - assumed))


# What was seen -----------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def read_events_seen(dataset: Dataset, events: tuple[PastEvent, ...]) -> tuple[EventSeen, ...]:
    """Return past events as their orders show them, those with ordinary days before them.

    Args:
        dataset: one version of the shop's data.
        events: of it, as the forecast finds them.
    """
    seen = []
    for event in events:
        last = event.day - timedelta(days=WAITING_DAYS + 1)
        first = last - timedelta(days=ORDINARY_DAYS - 1)
        own = fetch_baskets(dataset, event.day, event.day, event.day)
        ordinary = fetch_baskets(dataset, first, last, event.day)
        if own.order_count and ordinary.order_count:
            seen.append(_seen(event.day, own, ordinary))
    return tuple(seen)


def _seen(day: date, own: Baskets, ordinary: Baskets) -> EventSeen:
    label = int(own.base_minor.sum())
    paid = int(np.maximum(own.paid_minor - own.postage_minor, 0).sum())
    return EventSeen(
        day=day,
        orders=own.order_count,
        orders_per_ordinary_day=ordinary.order_count / len(np.unique(ordinary.day)),
        depth=min(MOST_DEPTH, max(0.0, 1 - paid / label)) if label else 0.0,
        values_minor=np.sort(own.base_minor),
        ordinary_values_minor=np.sort(ordinary.base_minor),
    )


def elasticity_of(events: Sequence[EventSeen]) -> tuple[float, float] | None:
    """Return the elasticity that events show and its standard deviation; None where they tell none.

    Events that were all as deep as each other, or fewer than two, tell none.
    """
    if len(events) < FEWEST_EVENTS:
        return None
    x = np.array([-log(1 - event.depth) for event in events])
    y = np.array([log(event.orders / event.orders_per_ordinary_day) for event in events])
    spread = float(((x - x.mean()) ** 2).sum())
    if spread < 1e-6:  # depths within a tenth of a per cent of each other
        return None
    return float(((x - x.mean()) * y).sum() / spread), NOISE / sqrt(spread)


@dataclass(frozen=True)
class Bunching:
    """Carts that pile up at an amount.

    Attributes:
        threshold_minor: the amount.
        share: s, of those just under it, that were topped up.
        deviation: standard deviation of that.
        deviations: how far beyond chance the shares of the event and of ordinary days differ.
    """

    threshold_minor: int
    share: float
    deviation: float
    deviations: float


def bunching_at(event: EventSeen, threshold_minor: int, distance_minor: int) -> Bunching | None:
    """Return how carts pile up at an amount; None where too few lie around it."""
    above, around = _around(event.values_minor, threshold_minor, distance_minor)
    usual_above, usual = _around(event.ordinary_values_minor, threshold_minor, distance_minor)
    if not (around and usual and usual_above < usual):
        return None
    f, g = above / around, usual_above / usual
    both = (above + usual_above) / (around + usual)
    chance = sqrt(both * (1 - both) * (1 / around + 1 / usual))
    of_event, of_usual = f * (1 - f) / around, g * (1 - g) / usual
    variance = of_event / (1 - g) ** 2 + (1 - f) ** 2 * of_usual / (1 - g) ** 4
    moved = 1 - (1 - f) / (1 - g)
    far = (f - g) / chance if chance else 0.0
    return Bunching(threshold_minor, 2 * moved, 2 * sqrt(variance), far)


def _around(values: Ints, threshold: int, distance: int) -> tuple[int, int]:
    """Return how many values lie at or up to a distance above an amount, and around it."""
    ends = (threshold - distance, threshold, threshold + distance)
    low, middle, high = np.searchsorted(values, ends).tolist()
    return high - middle, high - low


def best_bunching(event: EventSeen, distance_minor: int) -> Bunching | None:
    """Return where carts pile up most visibly; None where nothing is beyond chance."""
    if not len(event.ordinary_values_minor):
        return None
    ends = np.quantile(event.ordinary_values_minor, np.linspace(0.1, 0.98, AMOUNTS_TRIED + 1))
    nice = {nice_within(low, high) for low, high in pairwise(ends.astype(np.int64).tolist()) if low}
    found = [
        bunching
        for amount in sorted(one for one in nice if one is not None and one > distance_minor)
        if (bunching := bunching_at(event, amount, distance_minor))
    ]
    best = max(found, key=lambda one: one.deviations, default=None)
    return best if best and best.deviations >= FEWEST_DEVIATIONS else None


# What is used ------------------------------------------------------------------------------------


def learned_response(assumed: Response, events: Sequence[EventSeen]) -> LearnedResponse:
    """Return the response with what two or more past events show of it.

    Args:
        assumed: by the plan; with fewer than two events it stays as it is.
        events: of the shop.
    """
    told = elasticity_of(events)
    slope, deviation = told or (None, None)
    elasticity = pooled(assumed.elasticity, assumed.cv, slope, deviation)
    bunchings = []
    if len(events) >= FEWEST_EVENTS:
        distance = assumed.top_up_distance_minor
        bunchings = [one for event in events if (one := best_bunching(event, distance))]
    share, share_deviation = _together(bunchings)
    top_up = pooled(assumed.top_up_share, assumed.cv, share, share_deviation)
    used = replace(
        assumed,
        elasticity=max(0.0, elasticity.used),
        top_up_share=min(1.0, max(0.0, top_up.used)),
    )
    best = max(bunchings, key=lambda one: one.deviations, default=None)
    return LearnedResponse(
        response=used,
        elasticity=elasticity,
        top_up=top_up,
        threshold_minor=best.threshold_minor if best else None,
        findings=(
            _of_elasticity(elasticity, used, len(events)),
            _of_top_up(top_up, used, best, len(events)),
        ),
    )


def _together(bunchings: Sequence[Bunching]) -> tuple[float | None, float | None]:
    """Return the mean share by how sure each is, and its standard deviation."""
    weights = [1 / one.deviation**2 for one in bunchings if one.deviation]
    shares = [one.share for one in bunchings if one.deviation]
    if not weights:
        return None, None
    share = sum(w * s for w, s in zip(weights, shares, strict=True)) / sum(weights)
    return share, 1 / sqrt(sum(weights))


def _of_elasticity(found: Pooled, used: Response, events: int) -> Message:
    if found.seen is None:
        return _too_little(events) or say(
            "Your {count} past events were as deep as each other, so they show no elasticity;"
            " {used} as assumed.",
            count=events,
            used=Quantity(used.elasticity, Unit.RATIO),
        )
    return say(
        "Your {count} past events show an elasticity of {seen}; they weigh {weight} against the"
        " assumed {assumed}, so {used} is used.",
        count=events,
        seen=Quantity(round(found.seen, 2), Unit.RATIO),
        weight=Quantity(found.weight, Unit.SHARE),
        assumed=Quantity(found.assumed, Unit.RATIO),
        used=Quantity(round(used.elasticity, 2), Unit.RATIO),
    )


def _of_top_up(found: Pooled, used: Response, best: Bunching | None, events: int) -> Message:
    if best is None or found.seen is None:
        return _too_little(events) or say(
            "In your {count} past events carts do not pile up at any amount, so no threshold is"
            " visible; {used} topped up as assumed.",
            count=events,
            used=Quantity(used.top_up_share, Unit.SHARE),
        )
    return say(
        "Carts piled up at {threshold}: {seen} of those just under it were topped up; that weighs"
        " {weight} against the assumed {assumed}, so {used} is used.",
        threshold=money(best.threshold_minor),
        seen=Quantity(found.seen, Unit.SHARE),
        weight=Quantity(found.weight, Unit.SHARE),
        assumed=Quantity(found.assumed, Unit.SHARE),
        used=Quantity(used.top_up_share, Unit.SHARE),
    )


def _too_little(events: int) -> Message | None:
    if events >= FEWEST_EVENTS:
        return None
    return say(
        "Past events in your sheets: {count}. From two on the response is learned from them; until"
        " then it is as assumed.",
        count=events,
    )
