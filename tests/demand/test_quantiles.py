"""P50, P80 and P95: of an hour, of the window; and beside exact distributions."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand import Demand, Quantile, Uncertainty, forecast
from planner.demand.quantiles import gamma_quantile, gamma_quantiles, relative_variances
from tests.demand.cases import reference_of

D = Decimal
FIRST = date(2027, 11, 11)
COUNTS = ("orders_placed", "orders_paid", "parcels", "items")


# The law -----------------------------------------------------------------------------------------


def test_the_examples_of_the_docstrings() -> None:
    """Gamma with shape 16: the chi-square table has 46.194 at 32 degrees; ÷ 2 ÷ 16 × 1000."""
    assert gamma_quantile(0.95, 1000, 0.25**2) == pytest.approx(46.194 / 32 * 1000, rel=1e-4)
    assert gamma_quantile(0.95, 1000, 0.0645) == pytest.approx(1451.08, abs=0.01)
    assert relative_variances([50], [40], 2, 0.5, 0.25).tolist() == pytest.approx([0.175])


@pytest.mark.parametrize(
    ("degrees", "sureness", "published"),
    [
        (1, 0.95, 3.841),
        (2, 0.80, 3.219),
        (10, 0.95, 18.307),
        (10, 0.80, 13.442),
        (100, 0.95, 124.342),
    ],
)
def test_published_chi_square_quantiles(degrees: int, sureness: float, published: float) -> None:
    """Chi-square with d degrees is a gamma of mean d and variance 2 d."""
    assert gamma_quantile(sureness, degrees, 2 / degrees) == pytest.approx(published, abs=5e-4)


def negative_binomial(sureness: float, mean: float, dispersion: float) -> int:
    """Return the exact quantile by adding up probabilities; Poisson where variance = mean."""
    size = mean / (dispersion - 1)
    cumulated, count = 0.0, 0
    while True:
        cumulated += exp(
            lgamma(count + size)
            - lgamma(size)
            - lgamma(count + 1)
            + size * log(1 / dispersion)
            + count * log(1 - 1 / dispersion)
        )
        if cumulated >= sureness:
            return count
        count += 1


@pytest.mark.parametrize("sureness", [0.80, 0.95])
@pytest.mark.parametrize("dispersion", [1.001, 1.5, 2.0, 4.0])
def test_the_rounded_gamma_is_near_the_exact_negative_binomial(
    sureness: float, dispersion: float
) -> None:
    for mean in (0.05, 0.3, 1, 2, 5, 10, 30, 100, 400):
        exact = negative_binomial(sureness, mean, dispersion)
        found = round(gamma_quantile(sureness, mean, dispersion / mean))
        assert abs(found - exact) <= max(1, 0.01 * exact), (mean, exact, found)


def test_the_median_of_the_law_lies_below_the_plan_by_a_third_of_one_over_the_shape() -> None:
    for shape in (5, 16, 100):
        assert 1 - gamma_quantile(0.5, 1, 1 / shape) == pytest.approx(1 / 3 / shape, rel=0.03)


def test_nothing_planned_and_nothing_uncertain_stay_as_they_are() -> None:
    found = gamma_quantiles(0.95, [0, 7, 7], [0.5, 0, np.inf])
    assert found.tolist() == [0, 7, 7]
    assert relative_variances([0, 5], [5, 0], 2, 0, 0.25).tolist() == [np.inf, np.inf]


# A forecast --------------------------------------------------------------------------------------


def forecast_of(
    orders: Sequence[int], growth: int = 1, dispersion: float = 2.0, event: float = 0.25
) -> Demand:
    paid = sum(orders) * growth
    return forecast(
        reference_of(date(2026, 11, 11), orders),
        FIRST,
        revenue=D(paid * 50),
        orders_placed=paid,
        orders_paid=paid,
        parcels=paid,
        items=2 * paid,
        uncertainty=Uncertainty(dispersion, event, {"items": 0.5, "revenue": 0.5}),
    )


def test_an_hour_worked_out_by_hand() -> None:
    """100 orders then, 200 planned, φ = 2, cv = 25 %: 2 × (1/200 + 1/100) + 1/16 = 0.0925."""
    demand = forecast_of([100] * 24, growth=2)
    p95 = demand.hours_by_quantile[Quantile.P95][5]
    assert demand.hours[5].orders_paid == 200
    assert p95.orders_paid == round(gamma_quantile(0.95, 200, 0.0925)) == 309
    assert p95.parcels == p95.orders_placed == p95.orders_paid
    # Items and revenue differ between orders, too: (2 + 0.5) × 0.015 + 1/16 = 0.1.
    assert p95.items == round(gamma_quantile(0.95, 400, 0.1)) == 628
    assert p95.revenue == D(round(gamma_quantile(0.95, 1_000_000, 0.1))) / 100
    total = demand.totals_by_quantile[Quantile.P95]
    assert total.orders_paid == round(gamma_quantile(0.95, 4800, 2 / 4800 + 0.0625))
    assert total.revenue == D(str(gamma_quantile(0.95, 240_000, 2.5 / 4800 + 0.0625))).quantize(
        D("0.01")
    )


def test_the_plan_itself_is_p50() -> None:
    demand = forecast_of([3, 0, 9] * 8)
    totals = demand.totals_by_quantile[Quantile.P50]
    assert vars(totals) == {
        "orders_placed": 96,
        "orders_paid": 96,
        "parcels": 96,
        "items": 192,
        "revenue": D(4800),
    }
    for name in (*COUNTS, "revenue"):
        assert sum(getattr(hour, name) for hour in demand.hours) == getattr(totals, name)


WINDOWS = st.lists(st.integers(0, 400), min_size=24, max_size=24).filter(any)
SPREADS = st.tuples(st.integers(1, 30), st.floats(1, 20), st.floats(0, 1))


@given(WINDOWS, SPREADS)
def test_quantiles_grow_with_sureness_and_stay_whole(
    orders: list[int], spread: tuple[int, float, float]
) -> None:
    demand = forecast_of(orders, *spread)
    whole = [demand.totals_by_quantile[quantile] for quantile in Quantile]
    for plan, high, highest in (
        *zip(*(demand.hours_by_quantile[one] for one in Quantile), strict=True),
        whole,
    ):
        for name in COUNTS:
            values = [getattr(one, name) for one in (plan, high, highest)]
            assert values == sorted(values)
            assert all(isinstance(value, int) and value >= 0 for value in values)
        assert plan.revenue <= high.revenue <= highest.revenue
        assert highest.revenue == highest.revenue.quantize(D("0.01"))


@given(
    st.lists(st.integers(5, 400), min_size=24, max_size=48).filter(lambda w: len(w) % 24 == 0),
    SPREADS,
)
def test_the_windows_p95_is_below_the_sum_of_the_hours_p95(
    orders: list[int], spread: tuple[int, float, float]
) -> None:
    growth, dispersion, event = spread
    demand = forecast_of(orders, growth, min(dispersion, 4), event)
    for quantile in (Quantile.P80, Quantile.P95):
        total = demand.totals_by_quantile[quantile]
        for name in (*COUNTS, "revenue"):
            hours = sum(getattr(hour, name) for hour in demand.hours_by_quantile[quantile])
            # Hours are rounded to whole orders, at most a half each.
            assert getattr(total, name) <= hours + (0 if name == "revenue" else len(orders) / 2)


@given(WINDOWS, st.floats(1, 20), st.floats(0, 1))
def test_more_uncertainty_moves_the_windows_p95_up(
    orders: list[int], dispersion: float, event: float
) -> None:
    less = forecast_of(orders, 1, dispersion, event).totals_by_quantile[Quantile.P95]
    more = forecast_of(orders, 1, dispersion, event + 0.3).totals_by_quantile[Quantile.P95]
    # Of very little the most likely outcome of a very uncertain event is none at all.
    if sum(orders) >= 50 and dispersion <= 5:
        assert more.orders_paid >= less.orders_paid
        assert more.revenue >= less.revenue
