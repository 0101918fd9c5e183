"""BG/NBD against its publication, against simulation, and at its edges."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.customers.bgnbd import (
    Histories,
    Parameters,
    alive,
    expected_purchases,
    fit,
    log_likelihood,
    outlook,
    return_probability,
)

CDNOW = Parameters(0.243, 4.414, 0.793, 2.426)
"""Fader, Hardie and Lee 2005, table 2."""


def histories(*rows: tuple[float, float, float]) -> Histories:
    """Return customers by (x, t_x, T), one each."""
    x, last, observed = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    return Histories(x, last, observed, np.ones(len(rows)))


def simulated(
    truth: Parameters, count: int, weeks: float, seed: int
) -> tuple[Histories, list[bool]]:
    """Return customers who buy as the model says, and who of them buys in weeks 5 to 9 after."""
    rng = np.random.default_rng(seed)
    rows, came = [], []
    for _ in range(count):
        rate, stop = rng.gamma(truth.r, 1 / truth.alpha), rng.beta(truth.a, truth.b)
        times, now = [], 0.0
        while True:
            now += rng.exponential(1 / rate)
            if now > weeks + 9:
                break
            times.append(now)
            if rng.random() < stop:
                break
        seen = [time for time in times if time <= weeks]
        rows.append((len(seen), seen[-1] if seen else 0.0, weeks))
        came.append(any(weeks + 5 < time for time in times))
    return histories(*rows), came


def test_expected_purchases_are_those_of_the_publication() -> None:
    """Section 4: x = 2, t_x = 30.43, T = 38.86 → 1.226 purchases in 39 weeks."""
    one = histories((2, 30.43, 38.86))
    assert expected_purchases(CDNOW, one, 39)[0] == pytest.approx(1.226, abs=0.0005)


def test_the_fit_to_cdnow_is_that_of_the_publication(shared_data: Path) -> None:
    """Table 2: r 0.243, α 4.414, a 0.793, b 2.426, log-likelihood −9582.43 (2,357 customers)."""
    path = shared_data / "cdnow_customers_summary.csv"
    if not path.exists():
        pytest.skip("CDNOW (../shared/data/cdnow_customers_summary.csv: ID, frequency, recency, T)")
    with path.open() as file:
        rows = [
            (float(row["frequency"]), float(row["recency"]), float(row["T"]))
            for row in csv.DictReader(file)
        ]
    found = fit(histories(*rows))
    assert found is not None
    assert found.parameters == pytest.approx(CDNOW, abs=0.0006)
    assert found.log_likelihood == pytest.approx(-9582.43, abs=0.005)


def test_the_likelihood_of_one_customer_by_hand() -> None:
    """x = 1, t_x = 1, T = 3, all parameters 1: B(1,2)/B(1,1) × 1 × [4^−2 + 1 × 2^−2] = 5/32."""
    assert np.exp(log_likelihood(Parameters(1, 1, 1, 1), histories((1, 1, 3)))) == pytest.approx(
        5 / 32
    )


def test_a_fit_finds_the_shop_that_was_simulated() -> None:
    truth = Parameters(0.8, 6.0, 1.0, 3.0)
    customers, came = simulated(truth, 6000, 52, 11)
    found = fit(customers)
    assert found is not None
    assert found.parameters.r == pytest.approx(truth.r, rel=0.15)
    assert found.parameters.alpha == pytest.approx(truth.alpha, rel=0.15)
    # Who comes back after a wait of 5 weeks, within 4: what happened lies in the interval.
    share = outlook(found, customers, 5, 4).share(np.full(len(came), True))
    assert share is not None
    assert share.low < np.mean(came) < share.high


def test_equal_customers_may_be_counted_together() -> None:
    apart = histories((2, 5, 9), (2, 5, 9), (0, 0, 4))
    together = Histories(*(np.array(c, dtype=float) for c in ([2, 0], [5, 0], [9, 4], [2, 1])))
    assert log_likelihood(CDNOW, apart) == pytest.approx(log_likelihood(CDNOW, together))


@pytest.mark.parametrize(
    "customers",
    [
        histories((0, 0, 10), (0, 0, 10), (0, 0, 20)),  # nobody ever came back
        Histories(*(np.array([], dtype=float) for _ in range(4))),
    ],
)
def test_orders_that_tell_nothing_give_no_fit(customers: Histories) -> None:
    assert fit(customers) is None


@given(
    st.floats(0.05, 5), st.floats(0.5, 50), st.floats(0.01, 10), st.floats(0.1, 10),
    st.integers(0, 60), st.floats(0, 1), st.floats(0, 104), st.floats(0, 60), st.floats(0.1, 20),
)  # fmt: skip
def test_a_probability_is_one_and_falls_with_the_wait(
    r: float, alpha: float, a: float, b: float, x: int, part: float, weeks: float, wait: float,
    window: float,
) -> None:  # fmt: skip
    one = histories((x, part * weeks if x else 0.0, weeks))
    parameters = Parameters(r, alpha, a, b)
    at_once, later, longer = (
        float(return_probability(parameters, one, *when)[0])
        for when in ((0.0, window), (wait, window), (wait, window + 1))
    )
    assert -1e-9 <= later <= at_once + 1e-9
    assert at_once <= float(alive(parameters, one)[0]) + 1e-9
    assert longer >= later - 1e-9


def test_without_customers_there_is_no_share() -> None:
    fitted = fit(simulated(Parameters(0.8, 6.0, 1.0, 3.0), 800, 40, 3)[0])
    assert fitted is not None
    told = outlook(fitted, histories((0, 0, 4)), 0, 1)
    assert told.share(np.array([False])) is None


def test_a_shop_whose_customers_never_stop_is_fitted() -> None:
    """Nothing tells a and b then, and no probability depends on them."""
    rng = np.random.default_rng(7)
    rows = []
    for rate in rng.gamma(2.0, 1 / 50, 4000):
        times = np.cumsum(rng.exponential(1 / rate, 60))
        seen = times[times <= 80]
        rows.append((len(seen), seen[-1] if len(seen) else 0.0, 80.0))
    customers = histories(*rows)
    found = fit(customers)
    assert found is not None
    assert found.parameters.r == pytest.approx(2.0, rel=0.2)
    share = outlook(found, customers, 2, 4).share(np.full(len(rows), True))
    assert share is not None
    assert share.low < 1 - (1 + 4 / 50) ** -2 < share.high
