"""A ladder of gifts, the better the more is spent (ACT-4), by the shop's own order values.

Its steps begin above the median, the third quarter and the ninth tenth of the orders, at amounts
that a shop would write, each at least a fifth above the one before. A gift may cost a share of what
its step brings beyond the usual order:

    largest cost = gift share × gross margin × (step − usual order)

so that it rises with the step, as the grade of the gift should. Orders that stand at a step already
get its gift without adding anything; how many they are stands beside it.

Example (tests/activities): usual order 100, margin 40 %, gift share 30 %, first step 129
→ 0.3 × 0.4 × 29 = 3.48 for a gift.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from planner.activities.nice_amounts import money, nice_from
from planner.activities.order_values import OrderValues
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.thresholds import Reach, distances_at, reach_of, share_of, usual_order
from planner.language import Message, Quantity, Unit, say

RULES = ("ACT-4", "ACT-7")
STEP_BAND_SHARE = 0.15
"""A step may lie so far above its quantile, to be an amount that a shop would write."""


@dataclass(frozen=True)
class GiftStep:
    """One step of the ladder.

    Attributes:
        grade: 1 for the first and smallest gift.
        threshold_minor: from this order value on.
        quantile: share of the orders that it was set above.
        extra_margin_minor: that an order at the step brings beyond the usual one; None while the
            margin is not known.
        most_cost_minor: of the gift; None likewise.
        reach: of the past orders: at the step or above, just under it, far below.
        reasons: why this one.
        rules: that it follows.
    """

    grade: int
    threshold_minor: int
    quantile: float
    extra_margin_minor: int | None
    most_cost_minor: int | None
    reach: Reach
    reasons: tuple[Message, ...]
    rules: tuple[str, ...] = RULES


@dataclass(frozen=True)
class GiftLadder:
    """The steps that are proposed.

    Attributes:
        steps: ascending; empty where there is no order.
        values: the orders behind them: evidence.
        usual_minor: the usual order value.
        problem: what is missing; None where nothing is.
    """

    steps: tuple[GiftStep, ...]
    values: OrderValues
    usual_minor: int | None
    problem: Message | None


def propose_gift_ladder(
    values: OrderValues,
    margin_share: float | None,
    terms: ProposalAssumptions | None = None,
) -> GiftLadder:
    """Return a ladder of three gifts and what each may cost (ACT-4).

    Args:
        values: of the orders that it is built on.
        margin_share: gross margin of the revenue, from 0 to 1; None while it is not known.
        terms: quantiles and shares; the planner's starting values where None.
    """
    terms = terms or ProposalAssumptions()
    if not values.order_count:
        return GiftLadder(
            (), values, None, say("No gift is proposed: no paid order with an amount is loaded.")
        )
    usual = usual_order(values, terms).value_minor
    quantiles = sorted(
        (terms.gift_first_quantile, terms.gift_second_quantile, terms.gift_third_quantile)
    )
    steps: list[GiftStep] = []
    for quantile in quantiles:
        below = steps[-1].threshold_minor if steps else usual
        steps.append(_step(len(steps) + 1, quantile, below, usual, values, margin_share, terms))
    problem = None
    if margin_share is None:
        problem = say("What a gift may cost needs the margin: load the costs of the goods.")
    elif margin_share <= 0:
        problem = say("The goods leave no margin for a gift.")
    return GiftLadder(tuple(steps), values, usual, problem)


def _step(
    grade: int,
    quantile: float,
    below_minor: int,
    usual_minor: int,
    values: OrderValues,
    margin_share: float | None,
    terms: ProposalAssumptions,
) -> GiftStep:
    # At or below the usual order a gift brings nothing, whatever the median is.
    farther = below_minor + max(1, share_of(below_minor, terms.gift_step_share))
    low = max(values.quantile_minor(quantile) + 1, farther)
    threshold = nice_from(low, low + share_of(low, STEP_BAND_SHARE), near_minor=low)
    extra = cost = None
    if margin_share is not None:
        brought = (threshold - usual_minor) * max(Decimal(0), Decimal(str(margin_share)))
        extra = int(brought.to_integral_value(ROUND_DOWN))
        cost = int((brought * Decimal(str(terms.gift_margin_share))).to_integral_value(ROUND_DOWN))
    reach = reach_of(threshold, distances_at(usual_minor, terms).top_up_minor, values)
    return GiftStep(
        grade, threshold, quantile, extra, cost, reach, _reasons(threshold, quantile, cost, reach)
    )


def _reasons(
    threshold_minor: int, quantile: float, cost_minor: int | None, reach: Reach
) -> tuple[Message, ...]:
    why = say(
        "{threshold} lies above {quantile} of the orders; {above} reach it as they are and {under}"
        " lie just under it.",
        threshold=money(threshold_minor),
        quantile=Quantity(quantile, Unit.SHARE),
        above=Quantity(reach.share(reach.above), Unit.SHARE),
        under=Quantity(reach.share(reach.just_under), Unit.SHARE),
    )
    if cost_minor is None:
        return (why,)
    given = say(
        "At {cost} a piece, the orders that reach it as they are would have cost {total}.",
        cost=money(cost_minor),
        total=money(cost_minor * reach.above),
    )
    return why, given
