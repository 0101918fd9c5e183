r"""How many pieces of a product to hold for one event: the newsvendor's trade-off (INV-9).

A piece too few costs Cu, its margin and the goodwill of the customer who leaves; a piece too many
costs Co, what it loses until it is cleared:

    Cu = price × (1 − platform fee) − cost + goodwill        Co = cost − salvage value
    critical ratio = Cu ÷ (Cu + Co)

The best stock is the quantile of demand at that ratio. With E[sales] = E[min(D, S)] of a stock S:

    expected profit = (Cu + Co) × E[sales] − Co × S − goodwill × E[D]

which is price, salvage and goodwill less cost, put together. Demand follows the gamma law of
:mod:`planner.demand.quantiles`, mean m and variance ÷ mean² = v; with k = 1 ÷ v, x = S ÷ (m·v) and
P the regularised incomplete gamma function, E[sales] = m·P(k + 1, x) + S·(1 − P(k, x)). Stock below
zero is owed to customers already: each piece of it is a sure sale, so E[sales] = S there.

Normal and Poisson demand are here for what is published on them (INV-9; L. V. Snyder and
Z.-J. M. Shen, Fundamentals of Supply Chain Theory, chapters 3 and 4).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc, ndtr, ndtri, pdtr, pdtrik

from planner.demand.quantiles import Numbers, gamma_quantiles
from planner.language import Message, say

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HIGHEST_RATIO = 0.999
"""Where a piece left over costs next to nothing, stock still ends at this quantile of demand."""

NOTHING = 1e-9
"""Of a piece, of its spread, of money: what a rounding error may amount to."""


class Caveat(Enum):
    """Why a critical ratio is not what price and cost alone say."""

    LOSS = "loss"
    NO_RISK = "no_risk"

    @property
    def text(self) -> Message:
        """Return the reason in a sentence."""
        return {
            Caveat.LOSS: say("A piece sold earns nothing: price after fee does not exceed cost."),
            Caveat.NO_RISK: say(
                "A piece left over loses nothing: salvage value is not below cost; check both."
            ),
        }[self]


@dataclass(frozen=True)
class Economics:
    """What one piece of a product brings and costs.

    Attributes:
        price: in the event.
        unit_cost: of buying it.
        fee_share: of the price, that the platform takes.
        salvage_value: of a piece left over after the event.
        goodwill_per_unit: cost of a customer who finds it sold out, beyond the margin lost.
    """

    price: Decimal
    unit_cost: Decimal
    fee_share: Decimal = Decimal(0)
    salvage_value: Decimal = Decimal(0)
    goodwill_per_unit: Decimal = Decimal(0)

    @property
    def margin_per_unit(self) -> Decimal:
        """Return price after fee, less cost."""
        return self.price * (1 - self.fee_share) - self.unit_cost

    @property
    def underage(self) -> Decimal:
        """Return Cu, what a piece too few costs."""
        return self.margin_per_unit + self.goodwill_per_unit

    @property
    def overage(self) -> Decimal:
        """Return Co, what a piece too many costs."""
        return self.unit_cost - self.salvage_value

    def critical_ratio(self) -> float:
        """Return the share of cases in which the stock should be enough: Cu ÷ (Cu + Co).

        None is held at a loss; never more than ``HIGHEST_RATIO``.

        Example: 100.00 less 5 % fee, cost 60.00, goodwill 5.00, salvage 30.00 → 40 ÷ (40 + 30).

        >>> coat = Economics(*map(Decimal, ("100", "60", "0.05", "30", "5")))
        >>> coat.underage, coat.overage, round(coat.critical_ratio(), 4)
        (Decimal('40.00'), Decimal('30'), 0.5714)
        """
        if self.underage <= 0:
            return 0.0
        if self.overage <= 0:
            return HIGHEST_RATIO
        return min(HIGHEST_RATIO, float(self.underage / (self.underage + self.overage)))

    @property
    def caveat(self) -> Caveat | None:
        """Return what to know of the ratio; None where nothing is special."""
        if self.underage <= 0:
            return Caveat.LOSS
        return Caveat.NO_RISK if self.overage <= 0 else None


class StockCost(NamedTuple):
    """A stock and what it is expected to cost in pieces too few and too many."""

    order_up_to: float
    expected_cost: float


def best_normal(underage: float, overage: float, mean: float, deviation: float) -> StockCost:
    """Return the best stock for normal demand, S = μ + σ·z with z = Φ⁻¹(Cu ÷ (Cu + Co)).

    Example (stockpyl, after Snyder and Shen, 4.3): Co 0.18, Cu 0.70, demand 50 ± 8.

    >>> [round(number, 12) for number in best_normal(0.70, 0.18, 50, 8)]
    [56.603955927434, 1.997605193177]
    """
    level = mean + deviation * float(ndtri(underage / (underage + overage)))
    return StockCost(level, cost_normal(level, underage, overage, mean, deviation))


def cost_normal(
    level: float, underage: float, overage: float, mean: float, deviation: float
) -> float:
    """Return the expected cost of a stock for normal demand.

    Formula: Co·(S − μ) + (Cu + Co)·σ·(φ(z) − z·(1 − Φ(z))), z = (S − μ) ÷ σ.

    Example (stockpyl, after Snyder and Shen, 4.3): as before with a stock of 40.

    >>> round(cost_normal(40, 0.70, 0.18, 50, 8), 12)
    7.35613155287
    """
    z = (level - mean) / deviation
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    lost = deviation * (density - z * float(ndtr(-z)))
    return overage * (level - mean) + (underage + overage) * lost


def best_poisson(underage: float, overage: float, mean: float) -> StockCost:
    """Return the best stock for Poisson demand, the least S with P(D ≤ S) ≥ Cu ÷ (Cu + Co).

    Formula of its cost: Co·(S − μ) + (Cu + Co)·(μ·P(D ≥ S) − S·P(D > S)).

    Example (stockpyl, after Snyder and Shen, 4.4): Co 0.18, Cu 0.70, mean 50.

    >>> level, cost = best_poisson(0.70, 0.18, 50)
    >>> level, round(cost, 12)
    (56.0, 1.797235211809)
    """
    ratio = underage / (underage + overage)
    # The inverse is continuous and may lie a rounding error beside a whole number.
    level = max(0, math.floor(float(pdtrik(ratio, mean))) - 1)
    while float(pdtr(level, mean)) < ratio:
        level += 1
    at_least = 1.0 - float(pdtr(level - 1, mean)) if level else 1.0
    lost = mean * at_least - level * (1.0 - float(pdtr(level, mean)))
    return StockCost(float(level), overage * (level - mean) + (underage + overage) * lost)


def economic_order_quantity(
    fixed_cost: float, holding_cost: float, demand_rate: float
) -> StockCost:
    """Return the order quantity of steady demand and its cost per unit of time (Harris 1913).

    Formulas: Q = √(2·K·λ ÷ h), cost = √(2·K·λ·h).

    Example (stockpyl, after Snyder and Shen, 3.1): 8 an order, 0.225 a piece, 1,300 pieces.

    >>> economic_order_quantity(8, 0.225, 1300)
    StockCost(order_up_to=304.0467800264368, expected_cost=68.41052550594829)
    """
    return StockCost(
        math.sqrt(2 * fixed_cost * demand_rate / holding_cost),
        math.sqrt(2 * fixed_cost * demand_rate * holding_cost),
    )


def order_up_to(ratios: Numbers, means: Numbers, relative_variances: Numbers) -> Ints:
    """Return the best stock of each product, the gamma quantile rounded; none at a ratio of none.

    Example: 1,000 expected with cv = 25 %; 1,444 are enough in 19 of 20 cases, at a loss none is.

    >>> order_up_to([0.95, 0.0], [1000, 1000], [0.0625, 0.0625]).tolist()
    [1444, 0]
    """
    ratio = np.asarray(ratios, dtype=float)
    levels = gamma_quantiles(ratio, means, relative_variances)
    return np.where(ratio > 0, np.rint(levels), 0).astype(np.int64)


def expected_sales(levels: Numbers, means: Numbers, relative_variances: Numbers) -> Floats:
    """Return E[min(D, S)] of each product; see the module.

    A variance of none or without end is a demand of exactly the mean, as for the quantiles.

    Example: 1,000 expected with cv = 25 % and 1,000 in stock: 901 are sold, 99 buyers leave.

    >>> expected_sales([1000.0], [1000.0], [0.0625]).round(1).tolist()
    [900.8]
    """
    level = np.asarray(levels, dtype=float)
    mean = np.asarray(means, dtype=float)
    spread = np.asarray(relative_variances, dtype=float)
    uncertain = (mean > NOTHING) & (spread > NOTHING) & np.isfinite(spread) & (level > 0)
    shape = 1 / np.where(uncertain, spread, 1.0)
    place = np.where(uncertain, level, 1.0) / np.where(uncertain, mean, 1.0) * shape
    sold = mean * gammainc(shape + 1, place) + level * (1 - gammainc(shape, place))
    known: Floats = np.where(uncertain, sold, np.minimum(level, mean))
    return known


def expected_lost_sales(levels: Numbers, means: Numbers, relative_variances: Numbers) -> Floats:
    """Return E[(D − S)⁺] of each product: the pieces that buyers want and do not find."""
    sold = expected_sales(levels, means, relative_variances)
    return np.maximum(np.asarray(means, dtype=float) - sold, 0.0)


def expected_leftover(levels: Numbers, means: Numbers, relative_variances: Numbers) -> Floats:
    """Return E[(S − D)⁺] of each product: the pieces left after the event."""
    sold = expected_sales(levels, means, relative_variances)
    return np.maximum(np.asarray(levels, dtype=float) - sold, 0.0)


def expected_profit(
    levels: Numbers,
    means: Numbers,
    relative_variances: Numbers,
    economics: Sequence[Economics],
) -> Floats:
    """Return what each product's stock is expected to earn, all of it bought; see the module.

    Example: exactly 10 wanted and 12 in stock, of the coat above: 10 × 35.00 − 2 × 30.00 = 290.00.

    >>> coat = Economics(*map(Decimal, ("100", "60", "0.05", "30", "5")))
    >>> expected_profit([12], [10], [0], [coat]).tolist()
    [290.0]
    """
    under, over = stakes(economics)
    goodwill = np.array([float(one.goodwill_per_unit) for one in economics])
    sold = expected_sales(levels, means, relative_variances)
    level, mean = np.asarray(levels, dtype=float), np.asarray(means, dtype=float)
    profit: Floats = (under + over) * sold - over * level - goodwill * mean
    return profit


_AMOUNTS = attrgetter("price", "fee_share", "unit_cost", "salvage_value", "goodwill_per_unit")


def stakes(economics: Sequence[Economics]) -> tuple[Floats, Floats]:
    """Return Cu and Co of each product, in units of money a piece."""
    columns = np.array([_AMOUNTS(one) for one in economics], dtype=float).reshape(-1, 5)
    price, fee, cost, salvage, goodwill = columns.T
    return price * (1 - fee) - cost + goodwill, cost - salvage
