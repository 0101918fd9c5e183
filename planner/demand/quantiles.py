r"""How sure a forecast is: the quantiles of a count or an amount around its planned value.

Model. The orders of an hour (a product, the whole window) have the mean N that the plan says. Three
things make them differ from it:

- chance within the hour: counts of comparable hours differ with variance φ·N, where φ ≥ 1 is the
  overdispersion seen on ordinary days (:mod:`planner.demand.dispersion`);
- chance then: the hour's share of the window was itself counted, on n orders of the last event, and
  is as uncertain: N is off by the factor that n was, of variance φ ÷ n;
- the event itself, which sells better or worse than planned, all hours together: a factor of mean 1
  and coefficient of variation cv (:mod:`planner.demand.past_events`).

So Var(orders) = φ·N + φ·N² ÷ n + (cv·N)². What the orders carry (items, money) adds the spread
between orders: with a mean of a an order and c² = variance ÷ mean² of it, the sum over a random
number of orders has variance N·a²·c² + φ·N·a² (Wald), and with m = N·a its mean

    Var ÷ m² = (φ + c²) × (1 ÷ N + 1 ÷ n) + cv²      (c² = 0 for orders, and for parcels)

The window's total is no share of anything: 1 ÷ n is 0 for it.

The quantile is that of the gamma distribution with this mean and variance, the continuous
counterpart of the negative binomial (a Poisson count whose rate is gamma-distributed): shape
k = m² ÷ Var, quantile = m ÷ k × P⁻¹(k, p) with P⁻¹ the inverse of the regularised incomplete gamma
function. Counts are rounded to the nearest whole; beside the exact negative binomial that is at
most one off in hours of up to ten orders, and within 1 % above (tests/demand/test_quantiles.py).

Simplifications, and their size:

- P50 is the plan itself, its mean: the goal is what is planned for, and its parts must sum to it.
  The gamma's own median lies lower, by about 1 ÷ (3k) of the mean: 2 % at a cv of 25 %, 7 % in an
  hour of ten orders with φ = 2, and 0 instead of 1 order in an hour of one.
- P80 and P95 are never below P50, which matters only in hours of less than one order.
- An hour in which nobody bought then is planned with none, at every quantile.
- Quantiles do not add. An hour's P95 is its own; the window's P95 follows from its own variance, to
  which chance contributes φ·ΣN and not (Σ√(φN))², and lies below the sum of the hours' P95.

Back-test (tests/demand/test_back_test.py), hours at or below P80 and P95: the made-up shop's next
year 83 % and 97 % (20,000 orders; 85 and 98 % with 2,000); a wholesale shop (UCI Online Retail),
week on week, 79 % and 97 %. Hours of no order then are left out of these.

Source: INV-9 (demand with its uncertainty; standard inventory theory).
"""

from collections.abc import Mapping, Sequence
from enum import Enum

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from planner.figures import Function
from planner.language import say


class Quantile(Enum):
    """How sure the forecast is: not exceeded five, eight or nine and a half times out of ten."""

    P50 = "P50"
    P80 = "P80"
    P95 = "P95"

    # Members are one object each; an Enum's own hash is worked out anew at every look-up, of which
    # thousands of products make tens of thousands.
    __hash__ = object.__hash__

    @property
    def suffix(self) -> str:
        """Return what keys and names of a quantile end with: nothing for the plan, P50.

        >>> Quantile.P50.suffix, Quantile.P95.suffix
        ('', '_p95')
        """
        return "" if self is Quantile.P50 else f"_{self.value.lower()}"


SURENESS: Mapping[Quantile, float] = {Quantile.P80: 0.80, Quantile.P95: 0.95}
"""Share of cases in which a quantile is not exceeded; P50 is the plan itself."""

Numbers = Sequence[float] | npt.NDArray[np.float64]
_NO_SPREAD = 1e-12


def gamma_quantile(sureness: float, mean: float, relative_variance: float) -> float:
    """Return the quantile of a gamma distribution with this mean and variance ÷ mean².

    Example: a mean of 1,000 with cv = 25 % stays below 1,444 in 19 of 20 cases:

    >>> round(gamma_quantile(0.95, 1000, 0.25 ** 2))
    1444
    """
    found = gamma_quantiles(float(sureness), [float(mean)], [float(relative_variance)])
    return float(found[0])


def gamma_quantiles(
    sureness: float | npt.NDArray[np.float64], means: Numbers, relative_variances: Numbers
) -> npt.NDArray[np.float64]:
    """Return the quantiles of gamma distributions; a variance of none or without end is the mean's.

    Formula: mean × v × P⁻¹(1 ÷ v, p) with v the relative variance; below a millionth of a millionth
    it is none.
    """
    mean = np.asarray(means, dtype=float)
    spread = np.asarray(relative_variances, dtype=float)
    known = (mean > 0) & (spread > _NO_SPREAD) & np.isfinite(spread)
    safe = np.where(known, spread, 1.0)
    return np.where(known, mean * safe * gammaincinv(1 / safe, sureness), mean)


def relative_variances(
    orders: Numbers, counted: Numbers, dispersion: float, spread: float, event_share: float
) -> npt.NDArray[np.float64]:
    """Return variance ÷ mean² of what so many orders bring: (φ + c²) × (1 ÷ N + 1 ÷ n) + cv².

    Example: 50 orders planned, 40 counted then, φ = 2, orders of c² = 0.5, cv = 25 % →
    2.5 × 0.045 + 0.0625 = 0.175.

    >>> relative_variances([50], [40], 2, 0.5, 0.25).round(6).tolist()
    [0.175]

    Args:
        orders: N, planned.
        counted: n, of the reference window, that the share rests on.
        dispersion: φ.
        spread: c².
        event_share: cv.
    """
    planned, seen = np.asarray(orders, dtype=float), np.asarray(counted, dtype=float)
    some = (planned > 0) & (seen > 0)
    chance = 1 / np.where(some, planned, 1.0) + 1 / np.where(some, seen, 1.0)
    return np.where(some, (dispersion + spread) * chance + event_share**2, np.inf)


DEMAND_FUNCTIONS: Mapping[str, Function] = {
    "gamma": Function(
        gamma_quantile,
        say(
            "{a} quantile of a gamma distribution (mean: {b}; variance ÷ mean²: {c})",
            a="{0}",
            b="{1}",
            c="{2}",
        ),
        "IF(({1})*({2})<=0,{1},({1})*({2})*GAMMAINV({0},1/({2}),1))",
    ),
}
"""The functions that formulas of this room use, beside the common ones."""
