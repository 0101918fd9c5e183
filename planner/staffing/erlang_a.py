"""Erlang A: customers who wait give up after a while (STF-10).

Model M/M/n+M of C. Palm; O. Garnett, A. Mandelbaum, M. Reiman, "Designing a call center with
impatient customers" (2002). With λ contacts a second, μ answers a second and agent, n agents, θ = 1
÷ mean patience, and B the Erlang B of n − 1 agents, the wait that a patient customer would have has
the density λ ÷ (1 ÷ B + λJ) × e^h(x), where

    h(x) = λ × (1 − e^(−θx)) ÷ θ − nμx,     J(t) = ∫ e^h(x) dx from t on,     J = J(0),

and from it follow

    P(wait) = λJ ÷ (1 ÷ B + λJ)
    P(give up) = (1 + (λ − nμ) × J) ÷ (1 ÷ B + λJ)
    answered within t = 1 − P(wait) + (e^h(t) − 1 + nμ × (J − J(t))) ÷ (1 ÷ B + λJ)
    mean wait = P(give up) ÷ θ,     occupancy = load × (1 − P(give up)) ÷ n

J(t) = e^η × η^−a × γ(a, η × e^(−θt)) ÷ θ with a = nμ ÷ θ, η = λ ÷ θ and γ the lower incomplete
gamma function. It is worked out as a logarithm, since its size goes beyond any number. The longer
the patience, the nearer to Erlang C.
"""

import math

from scipy.special import gammainc, gammaln

from planner.figures import rounded_up
from planner.staffing.erlang import ServiceQuality, blocking, load_erlangs

SMALLEST_TERM = 1e-17
"""Terms of a series below this share of its sum change no digit."""


def with_patience(
    contacts_per_hour: float,
    agents: int,
    handling_seconds: float,
    answer_seconds: float,
    patience_seconds: float,
) -> ServiceQuality:
    """Return how well a crew answers customers who give up.

    Example (pyworkforce tests): 100 contacts in half an hour, 3 minutes each, patience of 5
    minutes, 14 agents → P(wait) 0.14526, P(give up) 0.013984, occupancy 0.704297, mean wait
    0.069919 minutes.

    >>> one = with_patience(200, 14, 180, 20, 300)
    >>> round(one.waiting, 5), round(one.giving_up, 6), round(one.occupancy, 6)
    (0.14526, 0.013984, 0.704297)
    """
    load = load_erlangs(contacts_per_hour, handling_seconds)
    if load <= 0:
        return ServiceQuality(1.0, 0.0, 0.0, 0.0, 0.0)
    if agents <= 0:
        return ServiceQuality(0.0, 1.0, 1.0, float(patience_seconds), 1.0)
    blocked = blocking(load, agents - 1)
    if not blocked:  # too small for a number: nobody ever waits
        return ServiceQuality(1.0, 0.0, load / agents, 0.0, 0.0)
    arrivals, served = contacts_per_hour / 3600, agents / handling_seconds
    rare, many = served * patience_seconds, arrivals * patience_seconds  # a and η
    log_all = _log_integral(rare, many, 0.0, patience_seconds)
    log_late = _log_integral(rare, many, answer_seconds, patience_seconds)
    # All by J itself, so that nothing overflows: 1 ÷ (B × J) stands for 1 ÷ B.
    free = math.exp(-log_all) / blocked
    below = free + arrivals
    giving_up = (math.exp(-log_all) + arrivals - served) / below
    exponent = many * -math.expm1(-answer_seconds / patience_seconds) - served * answer_seconds
    in_time = (
        math.exp(exponent - log_all)
        - math.exp(-log_all)
        + served * -math.expm1(min(0.0, log_late - log_all))
    ) / below
    waiting = arrivals / below
    giving_up = min(1.0, max(0.0, giving_up))
    return ServiceQuality(
        level=min(1.0, max(0.0, 1 - waiting + in_time)),
        waiting=waiting,
        occupancy=load * (1 - giving_up) / agents,
        mean_wait_seconds=giving_up * patience_seconds,
        giving_up=giving_up,
    )


def _log_integral(rare: float, many: float, from_seconds: float, patience: float) -> float:
    """Return ln J(t); ``rare`` is a, ``many`` is η."""
    late = many * math.exp(-from_seconds / patience)
    if late > rare:  # the incomplete gamma function is no small number here
        log_gamma = float(gammaln(rare)) + math.log(float(gammainc(rare, late)))
        return many - rare * math.log(many) + log_gamma + math.log(patience)
    # γ(a, z) = z^a × e^(−z) × Σ z^k ÷ (a × (a + 1) × … × (a + k)): all terms positive, falling.
    term = total = 1 / rare
    number = 0
    while term > total * SMALLEST_TERM:
        number += 1
        term *= late / (rare + number)
        total += term
    return many - late - rare * from_seconds / patience + math.log(total) + math.log(patience)


def agents_with_patience(
    contacts_per_hour: float,
    handling_seconds: float,
    service_level_share: float,
    answer_seconds: float,
    occupancy_cap: float,
    patience_seconds: float,
) -> int:
    """Return the fewest agents on duty that keep the service level and stay under the cap.

    Who gives up is not answered in time, so the level counts them as missed. By halving: with more
    agents the level never falls and the occupancy never rises.

    >>> agents_with_patience(200, 180, 0.80, 20, 0.85, 300)
    13
    """
    load = load_erlangs(contacts_per_hour, handling_seconds)
    if load <= 0:
        return 0

    def enough(agents: int) -> bool:
        quality = with_patience(
            contacts_per_hour, agents, handling_seconds, answer_seconds, patience_seconds
        )
        return quality.level >= service_level_share and quality.occupancy <= occupancy_cap

    few, many = 0, max(1, rounded_up(load / occupancy_cap))
    while not enough(many):
        few, many = many, many + max(1, many // 8)
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if enough(middle) else (middle, many)
    return many
