"""BG/NBD: how often customers buy and when they stop, from their number of purchases and the last.

P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting Your Customers" the Easy Way, Marketing Science
24 (2005), 275–284. While active, a customer buys at a rate λ of their own; after each purchase they
stop with a probability p of their own. Over all customers λ follows a gamma distribution (r, α), p
a beta distribution (a, b). A customer is told by (x, t_x, T): purchases after the first one, time
of the last one and time observed, both from the first one on.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import betaln, digamma, expit, gammaln, hyp2f1, logit

Floats = npt.NDArray[np.float64]

FURTHEST_LOG = 9.0
"""A parameter that runs to e⁹ or to its inverse is as good as infinite, or nothing."""
STEP = 1e-4
"""Of a logarithm, for slopes and curvatures."""
_STEPS = np.eye(4) * STEP
FLAT = 1e-5
"""Slope of the mean log-likelihood that is as good as none."""
WIDEST = 3.0
"""Standard deviation of a logarithm that nothing tells: where nobody stops, a and b may be any.
No probability depends on them then; where one does, its interval is wide."""
SURE = 1.6448536269514722
"""Standard deviations to either side that hold 90 of 100 cases."""


class Parameters(NamedTuple):
    """The four numbers of a shop; r and α of how often, a and b of how soon customers stop."""

    r: float
    alpha: float
    a: float
    b: float


@dataclass(frozen=True)
class Histories:
    """Customers by what is known of them, equal ones together; all columns are equally long.

    Attributes:
        repeats: x, purchases after the first one.
        last: t_x, time of the last purchase since the first; 0 where there is one alone.
        observed: T, time since the first purchase.
        customers: how many are alike.
    """

    repeats: Floats
    last: Floats
    observed: Floats
    customers: Floats

    @property
    def count(self) -> float:
        """Return the number of customers."""
        return float(self.customers.sum())


@dataclass(frozen=True)
class Fit:
    """Parameters fitted to a shop.

    Attributes:
        parameters: of the highest likelihood.
        log_likelihood: at these.
        covariance: of the logarithms of the parameters, 4 × 4, from the curvature there.
    """

    parameters: Parameters
    log_likelihood: float
    covariance: Floats


@dataclass(frozen=True)
class Interval:
    """A probability with what it lies between in 90 of 100 cases."""

    mean: float
    low: float
    high: float


def log_likelihood(parameters: Parameters, histories: Histories) -> float:
    """Return the logarithm of the likelihood of all histories.

    Formula (2005, equation 6, as its appendix computes it): for each customer
    ln B(a, b+x) − ln B(a, b) + ln Γ(r+x) − ln Γ(r) + r ln α
    + ln[(α+T)^−(r+x) + a ÷ (b+x−1) × (α+t_x)^−(r+x), the latter for x > 0 only].

    Worked example: one customer who bought once and was seen for one unit of time, r = α = a = b =
    1: only (α ÷ (α+T))^r = 1/2 is left.

    >>> once = Histories(*(np.array([n]) for n in (0.0, 0.0, 1.0, 1.0)))
    >>> round(float(np.exp(log_likelihood(Parameters(1, 1, 1, 1), once))), 12)
    0.5
    """
    return _with_slopes(parameters, histories)[0]


def _with_slopes(parameters: Parameters, histories: Histories) -> tuple[float, Floats]:
    """Return the log-likelihood, and its slope along the logarithm of each parameter."""
    r, alpha, a, b = parameters
    x, customers = histories.repeats, histories.customers
    from_end, from_last = np.log(alpha + histories.observed), np.log(alpha + histories.last)
    # Few numbers of purchases, many histories: gamma functions are worked out once a number.
    place = x.astype(np.intp)
    many = np.arange(place.max(initial=0) + 1, dtype=float)
    before = (b + np.maximum(many, 1) - 1)[place]
    going_on = -(r + x) * from_end
    stopped = np.where(x > 0, np.log(a / before) - (r + x) * from_last, -np.inf)
    either = np.logaddexp(going_on, stopped)
    gammas = betaln(a, b + many) - betaln(a, b) + gammaln(r + many) - gammaln(r)
    each = gammas[place] + r * np.log(alpha) + either
    on = np.exp(going_on - either)
    off = 1 - on
    of_r = digamma(r + many) - digamma(r) + np.log(alpha)
    of_a = digamma(a + b) - digamma(a + b + many)
    of_b = digamma(b + many) - digamma(b) + of_a
    slopes = (
        r * (of_r[place] - on * from_end - off * from_last),
        r - alpha * (r + x) * (on * np.exp(-from_end) + off * np.exp(-from_last)),
        a * of_a[place] + off,
        b * (of_b[place] - off / before),
    )
    return _total(each, customers), np.array([_total(slope, customers) for slope in slopes])


def _total(each: Floats, customers: Floats) -> float:
    """Return the sum over all customers.

    Not as a product of vectors: that one waits for all cores, and took most of the time where
    others were busy.
    """
    return float((each * customers).sum())


def fit(histories: Histories) -> Fit | None:
    """Return the parameters of the highest likelihood; None where the orders do not tell them.

    They do not where nobody bought twice, or where the search does not settle. Where customers are
    all alike a parameter runs to the edge and is kept there; the spread of what the orders leave
    open is held finite by a weak prior, a standard deviation of 3 of each logarithm.
    """
    scale = max(histories.observed.max(initial=0.0), 1.0)
    count = histories.count
    if not histories.customers[histories.repeats > 0].sum():
        return None

    def cost(logs: Floats) -> tuple[float, Floats]:
        likelihood, slopes = _with_slopes(Parameters(*np.exp(logs)), histories)
        return -likelihood / count, -slopes / count

    found = minimize(
        cost,
        np.log([0.5, scale / 4, 0.8, 2.5]),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-FURTHEST_LOG, FURTHEST_LOG)] * 4,
        options={"ftol": 1e-12, "gtol": 1e-7, "maxiter": 500},
    )
    logs: Floats = found.x
    is_inside = np.abs(logs) < FURTHEST_LOG - STEP
    settled = np.abs(np.asarray(found.jac)[is_inside]).max(initial=0.0) < FLAT
    if not (found.success or settled):
        return None
    rows = [(cost(logs + step)[1] - cost(logs - step)[1]) / (2 * STEP) for step in _STEPS]
    curvature = count * (np.array(rows) + np.array(rows).T) / 2 + np.eye(4) / WIDEST**2
    if not np.all(np.isfinite(curvature)) or np.any(np.linalg.eigvalsh(curvature) <= 0):
        return None
    covariance = np.asarray(np.linalg.inv(curvature), dtype=np.float64)
    return Fit(
        Parameters(*(float(one) for one in np.exp(logs))),
        -float(found.fun) * count,
        covariance,
    )


def alive(parameters: Parameters, histories: Histories) -> Floats:
    """Return the probability that each customer has not stopped for good.

    Formula: 1 ÷ (1 + a ÷ (b+x−1) × ((α+T) ÷ (α+t_x))^(r+x)); 1 for x = 0, since whoever stops does
    so after a purchase that came back.

    Worked example: r = α = a = b = 1, one repeat at t_x = 1, seen until T = 3: 1 ÷ (1 + (4 ÷ 2)²).

    >>> seen = Histories(*(np.array([n]) for n in (1.0, 1.0, 3.0, 1.0)))
    >>> float(alive(Parameters(1, 1, 1, 1), seen)[0])
    0.2
    """
    r, alpha, a, b = parameters
    x = histories.repeats
    odds = np.exp(
        np.log(a)
        - np.log(b + np.maximum(x, 1) - 1)
        + (r + x) * (np.log(alpha + histories.observed) - np.log(alpha + histories.last))
    )
    return np.where(x > 0, 1 / (1 + odds), 1.0)


def return_probability(
    parameters: Parameters, histories: Histories, wait: float, window: float
) -> Floats:
    """Return the probability that each customer buys at least once in a window ahead.

    Formula: with λ and p given, a customer who is active now is still so after a wait of s with
    probability e^(−λps), and then buys within w with probability 1 − e^(−λw). Over what x, t_x and
    T leave open, λ is gamma (k, c) and p beta (a, b+x) with k = r+x and c = α+T, so it is
    P(active) × [₂F₁(k, a; a+b+x; −s÷c) − (c÷(c+w))^k ₂F₁(k, a; a+b+x; −s÷(c+w))],
    since the mean of (1+pz)^−k over p is ₂F₁(k, a; a+b+x; −z).

    Worked example: r = α = a = b = 1, one purchase, T = 1, no wait, w = 2: 1 − (2 ÷ 4)^1.

    >>> once = Histories(*(np.array([n]) for n in (0.0, 0.0, 1.0, 1.0)))
    >>> round(float(return_probability(Parameters(1, 1, 1, 1), once, 0, 2)[0]), 12)
    0.5

    Args:
        parameters: of the shop.
        histories: of its customers.
        wait: from the end of what was observed to the window.
        window: its length, in the same unit of time.
    """
    shape = parameters.r + histories.repeats
    since = parameters.alpha + histories.observed
    reaches, after = _still_active(parameters, histories, wait, since), since + window
    stays_away = (since / after) ** shape * _still_active(parameters, histories, wait, after)
    return np.asarray(alive(parameters, histories) * (reaches - stays_away))


def _still_active(
    parameters: Parameters, histories: Histories, wait: float, since: Floats
) -> Floats:
    """Return the mean of (1 + p × wait ÷ since)^−(r+x) over p; by Pfaff's transformation.

    All terms of the series are positive then.
    """
    r, _, a, b = parameters
    x, share = histories.repeats, wait / (since + wait)
    return np.asarray((1 - share) ** (r + x) * hyp2f1(r + x, b + x, a + b + x, share))


def expected_purchases(parameters: Parameters, histories: Histories, ahead: float) -> Floats:
    """Return how many purchases are to be expected of each customer within a time ahead.

    Formula (2005, equation 10): (a+b+x−1) ÷ (a−1) × [1 − ((α+T) ÷ (α+T+t))^(r+x) ×
    ₂F₁(r+x, b+x; a+b+x−1; t ÷ (α+T+t))] × P(active).

    Worked example (2005, section 4; tests/customers): the parameters of CDNOW, x = 2, t_x = 30.43,
    T = 38.86, 39 weeks ahead: 1.226.
    """
    r, alpha, a, b = parameters
    x, end = histories.repeats, alpha + histories.observed
    kept = (end / (end + ahead)) ** (r + x)
    left = 1 - kept * hyp2f1(r + x, b + x, a + b + x - 1, ahead / (end + ahead))
    return np.asarray((a + b + x - 1) / (a - 1) * left * alive(parameters, histories))


@dataclass(frozen=True, eq=False)
class Outlook:
    """Whether each of some customers comes back, with how sure that is.

    Attributes:
        probabilities: of each row of the histories.
        slopes: of these along the logarithm of each parameter, 4 × rows.
        covariance: of these logarithms.
        customers: that each row stands for.
    """

    probabilities: Floats
    slopes: Floats
    covariance: Floats
    customers: Floats

    def share(self, rows: npt.NDArray[np.bool_]) -> Interval | None:
        """Return the share of the customers of some rows who come back; None where is nobody.

        The interval holds 90 of 100 cases: the variance of the share is that of the parameters,
        carried over by the delta method (slopes × covariance × slopes), and that of chance,
        Σ P (1−P) ÷ n². It is taken on the logit, so that it stays between 0 and 1.
        """
        customers, each = self.customers[rows], self.probabilities[rows]
        count = float(customers.sum())
        if not count:
            return None
        mean = _total(each, customers) / count
        if not 0 < mean < 1:
            return Interval(mean, mean, mean)
        slopes = (self.slopes[:, rows] * customers).sum(axis=1) / count
        chance = _total(each * (1 - each), customers) / count**2
        reach = SURE * np.sqrt(float(slopes @ self.covariance @ slopes) + chance)
        centre, reach = logit(mean), reach / (mean * (1 - mean))
        return Interval(mean, float(expit(centre - reach)), float(expit(centre + reach)))


def outlook(fitted: Fit, histories: Histories, wait: float, window: float) -> Outlook:
    """Return whether customers come back in a window ahead; see :func:`return_probability`."""
    at = np.log(np.array(fitted.parameters))

    def each(logs: Floats) -> Floats:
        return return_probability(Parameters(*np.exp(logs)), histories, wait, window)

    slopes = [(each(at + step) - each(at - step)) / (2 * STEP) for step in _STEPS]
    return Outlook(each(at), np.array(slopes), fitted.covariance, histories.customers)
