"""How much to hold of a product: published numbers, and what must hold of every stock."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.demand.quantiles import gamma_quantiles
from planner.inventory.newsvendor import (
    HIGHEST_RATIO,
    Caveat,
    Economics,
    best_normal,
    best_poisson,
    cost_normal,
    economic_order_quantity,
    expected_leftover,
    expected_lost_sales,
    expected_profit,
    expected_sales,
    order_up_to,
    stakes,
)

means = st.floats(0, 5_000)
spreads = st.floats(0, 3)
levels = st.integers(0, 10_000)


def economics(*amounts: str) -> Economics:
    return Economics(*map(Decimal, amounts))


# stockpyl's docstrings, after L. V. Snyder and Z.-J. M. Shen, Fundamentals of Supply Chain Theory.
def test_normal_demand_as_published() -> None:
    found = best_normal(0.70, 0.18, 50, 8)
    assert found.order_up_to == pytest.approx(56.60395592743389, rel=1e-14)
    assert found.expected_cost == pytest.approx(1.9976051931766445, rel=1e-13)
    assert cost_normal(40, 0.70, 0.18, 50, 8) == pytest.approx(7.356131552870388, rel=1e-14)


def test_poisson_demand_as_published() -> None:
    found = best_poisson(0.70, 0.18, 50)
    assert found.order_up_to == 56
    assert found.expected_cost == pytest.approx(1.797235211809178, rel=1e-13)


def test_order_quantity_as_published() -> None:
    found = economic_order_quantity(8, 0.225, 1300)
    assert found.order_up_to == pytest.approx(304.0467800264368, rel=1e-14)
    assert found.expected_cost == pytest.approx(68.41052550594829, rel=1e-14)


@pytest.mark.parametrize(("mean", "ratio"), [(0.3, 0.2), (0.3, 0.9), (4, 0.5), (80, 0.999)])
def test_poisson_stock_is_the_least_that_is_sure_enough(mean: float, ratio: float) -> None:
    chances = [np.exp(-mean)]
    while sum(chances) < ratio:
        chances.append(chances[-1] * mean / len(chances))
    assert best_poisson(ratio, 1 - ratio, mean).order_up_to == len(chances) - 1


@pytest.mark.parametrize(
    ("amounts", "ratio", "caveat"),
    [
        (("100", "60", "0.05", "30", "5"), 40 / 70, None),
        (("100", "60", "0.05", "30", "0"), 35 / 65, None),
        (("100", "95", "0.05", "30", "0"), 0.0, Caveat.LOSS),
        (("100", "99", "0.05", "30", "0"), 0.0, Caveat.LOSS),
        # A lure sold at a loss is held for the customers who come for it.
        (("100", "99", "0.05", "49", "54"), 50 / 100, None),
        (("100", "60", "0", "60", "0"), HIGHEST_RATIO, Caveat.NO_RISK),
        (("100", "60", "0", "70", "0"), HIGHEST_RATIO, Caveat.NO_RISK),
        (("100", "0", "0", "0", "0"), HIGHEST_RATIO, Caveat.NO_RISK),
    ],
)
def test_critical_ratio(amounts: tuple[str, ...], ratio: float, caveat: Caveat | None) -> None:
    one = economics(*amounts)
    assert one.critical_ratio() == pytest.approx(ratio)
    assert one.caveat is caveat


def test_each_caveat_has_a_text() -> None:
    assert len({str(caveat.text) for caveat in Caveat}) == len(Caveat)


def test_margin_is_after_the_platform_s_fee() -> None:
    assert economics("100", "60", "0.05").margin_per_unit == Decimal("35.00")


def test_stakes_are_what_the_economics_say() -> None:
    one, other = economics("100", "60", "0.05", "30", "5"), economics("9.90", "4", "0", "1", "0")
    under, over = stakes([one, other])
    assert under == pytest.approx([float(one.underage), float(other.underage)])
    assert over == pytest.approx([float(one.overage), float(other.overage)])
    assert [column.size for column in stakes([])] == [0, 0]


@given(means, spreads, levels)
def test_stock_is_sold_or_left_and_demand_is_met_or_lost(
    mean: float, spread: float, level: int
) -> None:
    sold = expected_sales([level], [mean], [spread])[0]
    left = expected_leftover([level], [mean], [spread])[0]
    lost = expected_lost_sales([level], [mean], [spread])[0]
    assert min(sold, left, lost) >= 0
    assert sold <= min(level, mean) * (1 + 1e-9)
    assert sold + left == pytest.approx(level, abs=1e-6)
    assert sold + lost == pytest.approx(mean, abs=1e-6)


@given(means, spreads, levels, st.integers(1, 100))
def test_more_stock_never_loses_more_sales(
    mean: float, spread: float, level: int, more: int
) -> None:
    less, greater = expected_lost_sales([level, level + more], [mean] * 2, [spread] * 2)
    assert greater <= less + 1e-9


def test_lost_sales_as_drawn_at_random() -> None:
    drawn = np.random.default_rng(1).gamma(1 / 0.4, 50 * 0.4, 400_000)
    lost = expected_lost_sales([60], [50], [0.4])[0]
    assert np.maximum(drawn - 60, 0).mean() == pytest.approx(lost, rel=0.02)


def test_pieces_owed_are_sure_sales() -> None:
    assert expected_sales([-5], [50], [0.4]).tolist() == [-5]
    assert expected_sales([-5], [0], [0]).tolist() == [-5]


@given(
    st.floats(1, 500),
    st.floats(0.01, 1.5),
    st.integers(1, 99),
    st.integers(100, 300),
    st.integers(0, 99),
)
def test_no_stock_beside_the_best_earns_more(
    mean: float, spread: float, cost: int, price: int, salvage_percent: int
) -> None:
    one = Economics(
        Decimal(price), Decimal(cost), salvage_value=Decimal(cost) * salvage_percent / 100
    )
    best = float(gamma_quantiles(one.critical_ratio(), [mean], [spread])[0])
    beside = np.array([best * 0.95, best, best * 1.05])
    if one.critical_ratio() < HIGHEST_RATIO:
        earned = expected_profit(beside, [mean] * 3, [spread] * 3, [one] * 3)
        assert earned[1] >= max(earned) - 1e-6


@given(st.lists(st.tuples(means, spreads), max_size=5))
@example([(1.0, 5e-324)])
def test_no_product_is_stocked_below_zero(products: list[tuple[float, float]]) -> None:
    mean = [one[0] for one in products]
    spread = [one[1] for one in products]
    ratios = np.linspace(0, HIGHEST_RATIO, len(products)) if products else []
    assert (order_up_to(ratios, mean, spread) >= 0).all()


def test_nothing_expected_nothing_stocked() -> None:
    assert order_up_to([0.9, 0.9], [0, 5], [0.5, float("inf")]).tolist() == [0, 5]
