"""Where a free-shipping and a money-off threshold belong, by the shop's own orders (ACT-5).

A threshold works best 20 to 30 above the usual order: near enough to be filled up to, far enough to
bring something. That is said of orders of about 100; where the usual order is smaller than 50 or
larger than 200 the same distances are taken as shares, 20 to 30 % of it. The threshold is the
amount within that band that a shop would write (:mod:`planner.activities.nice_amounts`).

A money-off threshold of the same height would repeat the tier (ACT-3), so it is one step further:
as far above the free-shipping threshold as that is above the usual order. What it gives is a round
amount of at most a tenth of it.

The usual order is the mean of the order values with those beyond the 99th percentile counted as
it. Here an order is what is averaged over, since a threshold asks an order and not a buyer.

Example (tests/activities): orders of 103 on average → 123 to 133 → free shipping from 129; 149 to
159 → 15 off from 149.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from planner.activities.nice_amounts import money, nice_from, round_below, to_minor
from planner.activities.order_values import OrderValues
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.language import Message, Quantity, Unit, say

RULES = ("ACT-3", "ACT-5")
FAR_ABOVE_MEDIAN = 2
"""A mean of more than so many medians is made by few large orders."""


class ThresholdKind(Enum):
    """What is given from a threshold on; the values are the kinds of tiers."""

    FREE_SHIPPING = "free_shipping"
    MONEY_OFF = "money_off"


@dataclass(frozen=True)
class UsualOrder:
    """The usual order value.

    Attributes:
        value_minor: mean, larger orders counted as ``cap_minor``.
        mean_minor: of all orders as they are.
        median_minor: half of the orders come to no more.
        cap_minor: what larger orders are counted as.
        orders: that it rests on.
    """

    value_minor: int
    mean_minor: int
    median_minor: int
    cap_minor: int
    orders: int


@dataclass(frozen=True)
class Distances:
    """How far above the usual order things happen, in minor units.

    Attributes:
        from_minor: a threshold starts to work.
        to_minor: it stops working well.
        top_up_minor: customers add at most.
        are_shares: they are shares of the usual order instead of amounts.
    """

    from_minor: int
    to_minor: int
    top_up_minor: int
    are_shares: bool


@dataclass(frozen=True)
class Reach:
    """How many orders of the past stand where, seen from a threshold.

    Attributes:
        above: at the threshold or over it; they get what it gives without adding anything.
        just_under: that lack no more than customers add.
        far_below: all others.
    """

    above: int
    just_under: int
    far_below: int

    @property
    def orders(self) -> int:
        """Return how many orders there are."""
        return self.above + self.just_under + self.far_below

    def share(self, count: int) -> float:
        """Return a part of the orders as a share; 0 without orders.

        >>> Reach(30, 20, 50).share(20)
        0.2
        """
        return count / self.orders if self.orders else 0.0


@dataclass(frozen=True)
class Threshold:
    """A threshold that is proposed.

    Attributes:
        kind: what is given.
        threshold_minor: from this order value on.
        amount_minor: money off; None for free shipping, whose cost is the parcel's postage.
        band_minor: least and largest threshold that the rule asks for.
        reach: of the past orders, those above, just under and far below.
        reasons: why this one, most important first.
        rules: that it follows.
    """

    kind: ThresholdKind
    threshold_minor: int
    amount_minor: int | None
    band_minor: tuple[int, int]
    reach: Reach
    reasons: tuple[Message, ...]
    rules: tuple[str, ...] = RULES


@dataclass(frozen=True)
class ThresholdsOfDays:
    """What the orders of some days propose.

    Attributes:
        values: the orders: evidence, with days, files and what was left out.
        usual: their usual order value.
        distances: that the thresholds were set by.
        free_shipping: the lower threshold.
        money_off: the one a step further.
        remarks: what a reader must know of the ground it stands on.
    """

    values: OrderValues
    usual: UsualOrder
    distances: Distances
    free_shipping: Threshold
    money_off: Threshold
    remarks: tuple[Message, ...]


@dataclass(frozen=True)
class ThresholdProposals:
    """Thresholds by ordinary days and by the last event, and which of them to take.

    Attributes:
        on_ordinary_days: None where they hold no order.
        in_event: likewise.
        proposed: the one to take; None where there is no order at all.
        reason: why that one, or what is missing.
    """

    on_ordinary_days: ThresholdsOfDays | None
    in_event: ThresholdsOfDays | None
    proposed: ThresholdsOfDays | None
    reason: Message


def propose_thresholds(
    ordinary: OrderValues | None,
    event: OrderValues | None,
    terms: ProposalAssumptions | None = None,
) -> ThresholdProposals:
    """Return where thresholds belong by the orders of ordinary days and of the last event (ACT-5).

    Ordinary days are taken before the event where they hold enough orders: in the event discounts
    and thresholds of its own had moved the order value already.

    Args:
        ordinary: order values of ordinary days; None where there are none.
        event: of the last event.
        terms: distances and shares; the planner's starting values where None.
    """
    terms = terms or ProposalAssumptions()
    usually, then = (thresholds_of(values, terms) for values in (ordinary, event))
    if usually and usually.usual.orders >= terms.fewest_orders:
        reason = say(
            "By ordinary days: in the event its own discounts had moved the order value already."
        )
        return ThresholdProposals(usually, then, usually, reason)
    if then and (usually is None or then.usual.orders > usually.usual.orders):
        reason = say(
            "By the event: the ordinary days hold {orders} orders, and {fewest} are needed.",
            orders=usually.usual.orders if usually else 0,
            fewest=terms.fewest_orders,
        )
        return ThresholdProposals(usually, then, then, reason)
    if usually:
        reason = say(
            "By ordinary days, though they hold {orders} orders only: no days hold more.",
            orders=usually.usual.orders,
        )
        return ThresholdProposals(usually, then, usually, reason)
    reason = say("No threshold is proposed: no paid order with an amount lies in these days.")
    return ThresholdProposals(None, None, None, reason)


def thresholds_of(
    values: OrderValues | None, terms: ProposalAssumptions
) -> ThresholdsOfDays | None:
    """Return the thresholds that the orders of some days propose; None without orders."""
    if values is None or not values.order_count:
        return None
    usual = usual_order(values, terms)
    distances = distances_at(usual.value_minor, terms)
    free = _threshold(ThresholdKind.FREE_SHIPPING, usual.value_minor, values, distances, terms)
    off = _threshold(ThresholdKind.MONEY_OFF, free.threshold_minor, values, distances, terms)
    return ThresholdsOfDays(
        values, usual, distances, free, off, tuple(_remarks(values, usual, terms))
    )


def usual_order(values: OrderValues, terms: ProposalAssumptions) -> UsualOrder:
    """Return the usual order value; fewer than 100 orders have no 99th percentile to be capped at.

    Raises:
        ValueError: there are no orders.
    """
    cap = values.quantile_minor(terms.usual_order_quantile)
    return UsualOrder(
        value_minor=values.capped_mean_minor(cap),
        mean_minor=values.mean_minor,
        median_minor=values.quantile_minor(0.5),
        cap_minor=cap,
        orders=values.order_count,
    )


def distances_at(usual_minor: int, terms: ProposalAssumptions) -> Distances:
    """Return the distances that suit a usual order value: amounts near 100, else shares.

    >>> distances_at(103_00, ProposalAssumptions())
    Distances(from_minor=2000, to_minor=3000, top_up_minor=3000, are_shares=False)
    >>> distances_at(4_50, ProposalAssumptions())
    Distances(from_minor=90, to_minor=135, top_up_minor=135, are_shares=True)
    """
    amounts = (terms.threshold_above_from, terms.threshold_above_to, terms.top_up)
    hold_from, hold_to = map(to_minor, (terms.amounts_hold_from, terms.amounts_hold_to))
    if hold_from <= usual_minor <= hold_to:
        near, far, top_up = map(to_minor, amounts)
        return Distances(near, max(near, far), top_up, are_shares=False)
    shares = (terms.threshold_above_from_share, terms.threshold_above_to_share, terms.top_up_share)
    near, far, top_up = (share_of(usual_minor, share) for share in shares)
    return Distances(near, max(near, far), top_up, are_shares=True)


def share_of(amount_minor: int, share: float) -> int:
    """Return a share of an amount, halves rounded up; a share of 0.3 means three tenths exactly.

    >>> share_of(4_50, 0.3), share_of(5, 0.5)
    (135, 3)
    """
    return int((amount_minor * Decimal(str(share))).to_integral_value(ROUND_HALF_UP))


def reach_of(threshold_minor: int, top_up_minor: int, values: OrderValues) -> Reach:
    """Return how many orders stand above, just under and far below a threshold."""
    above = values.count_from(threshold_minor)
    just_under = values.count_between(threshold_minor - top_up_minor, threshold_minor)
    return Reach(above, just_under, values.order_count - above - just_under)


def _threshold(
    kind: ThresholdKind,
    base_minor: int,
    values: OrderValues,
    distances: Distances,
    terms: ProposalAssumptions,
) -> Threshold:
    band = (base_minor + distances.from_minor, base_minor + distances.to_minor)
    threshold = nice_from(*band)
    reach = reach_of(threshold, distances.top_up_minor, values)
    is_money_off = kind is ThresholdKind.MONEY_OFF
    amount = round_below(share_of(threshold, terms.money_off_share)) if is_money_off else None
    reasons = (_why(kind, base_minor, distances, terms), *_what_of_it(reach, distances))
    return Threshold(kind, threshold, amount, band, reach, reasons)


def _why(
    kind: ThresholdKind, base_minor: int, distances: Distances, terms: ProposalAssumptions
) -> Message:
    near, far = money(distances.from_minor), money(distances.to_minor)
    if kind is ThresholdKind.MONEY_OFF:
        return say(
            "{near} to {far} above the free-shipping threshold of {base}: two tiers of one height"
            " would repeat each other (ACT-3).",
            near=near,
            far=far,
            base=money(base_minor),
        )
    if distances.are_shares:
        return say(
            "{near} to {far} above the usual order of {base}: the 20 to 30 of the rule (ACT-5) suit"
            " usual orders of {low} to {high}.",
            near=Quantity(terms.threshold_above_from_share, Unit.SHARE),
            far=Quantity(terms.threshold_above_to_share, Unit.SHARE),
            base=money(base_minor),
            low=Quantity(terms.amounts_hold_from, Unit.MONEY),
            high=Quantity(terms.amounts_hold_to, Unit.MONEY),
        )
    return say(
        "{near} to {far} above the usual order of {base} (ACT-5).",
        near=near,
        far=far,
        base=money(base_minor),
    )


def _what_of_it(reach: Reach, distances: Distances) -> Sequence[Message]:
    told = say(
        "Of {orders} orders {above} reach it as they are, {under} lack at most {top_up}, and"
        " {below} lie further below.",
        orders=reach.orders,
        above=Quantity(reach.share(reach.above), Unit.SHARE),
        under=Quantity(reach.share(reach.just_under), Unit.SHARE),
        top_up=money(distances.top_up_minor),
        below=Quantity(reach.share(reach.far_below), Unit.SHARE),
    )
    if reach.above > reach.just_under:
        return told, say(
            "More orders reach it without adding anything than lie just under it: work out the cost"
            " first (ACT-7)."
        )
    return (told,)


def _remarks(
    values: OrderValues, usual: UsualOrder, terms: ProposalAssumptions
) -> Sequence[Message]:
    remarks = []
    if usual.orders < terms.fewest_orders:
        remarks.append(
            say(
                "These days hold {orders} orders only; {fewest} or more make a usual order.",
                orders=usual.orders,
                fewest=terms.fewest_orders,
            )
        )
    if not values.orders_by_lines:
        remarks.append(
            say("By the order list's totals without postage: no order items are loaded for them.")
        )
    elif others := values.orders_by_list + values.orders_without_price:
        remarks.append(
            say(
                "{count} orders count with the order list's total, since their lines are not loaded"
                " or lack a price.",
                count=others,
            )
        )
    if values.orders_left_out:
        remarks.append(
            say(
                "{count} paid orders are left out: no sheet tells an amount above zero.",
                count=values.orders_left_out,
            )
        )
    if usual.mean_minor != usual.value_minor:
        remarks.append(
            say(
                "Orders above {cap} count as {cap}; as they are, the mean would be {mean}.",
                cap=money(usual.cap_minor),
                mean=money(usual.mean_minor),
            )
        )
    if usual.value_minor > FAR_ABOVE_MEDIAN * usual.median_minor:
        remarks.append(
            say(
                "Half of the orders come to {median} or less: few large orders carry the mean, and"
                " a threshold by it is out of reach for most.",
                median=money(usual.median_minor),
            )
        )
    return remarks
