"""The search over thresholds and depths: equal to trying all of them by hand."""

from dataclasses import replace

import numpy as np
import pytest

from planner.activities.baskets import Baskets
from planner.activities.blocks import Ground, lay_out
from planner.activities.outcome import outcome_of
from planner.activities.response import Response
from planner.activities.search import Axis, best_threshold, grid, search, threshold_axis
from planner.activities.terms import ShopTerms
from planner.activities.tiers import Design, Kind
from tests.activities.cases import tier
from tests.activities.test_population import baskets_of

SHOP = ShopTerms(cost_share=4_000, parcel_cost_minor=500, postage_minor=800)
REACTS = Response(
    top_up_distance_minor=3_000, top_up_share=0.5, elasticity=2.0, cv=0.3, last_depth=0.05
)
OFF = tier(Kind.MONEY_OFF, "off", threshold_minor=9_900, amount_minor=500)
POST = tier(Kind.FREE_SHIPPING, "post", threshold_minor=6_900)
DESIGN = Design("d", tiers=(OFF, POST))
AXES = (
    Axis("off", "threshold_minor", (7_900, 9_900, 12_900, 16_900)),
    Axis("off", "amount_minor", (500, 1_000, 2_000, 8_000)),
)


def some_baskets(orders: int = 400) -> Baskets:
    chance = np.random.default_rng(3)
    drawn = (chance.gamma(3, 3_500, orders) + 500).astype(np.int64).tolist()
    return baskets_of([([(1, 1, one)], 0, 12, 0, (False,) * 3) for one in drawn], (None,) * 5)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return lay_out(some_baskets(), SHOP)


def expected_margin(design: Design, ground: Ground) -> float:
    margin = outcome_of(design, ground, REACTS, by_product=False).reaction.margin_minor
    assert margin is not None
    return margin.mean


def test_the_best_of_all_combinations_is_found(ground: Ground) -> None:
    told: list[tuple[int, int]] = []
    found = search(DESIGN, AXES, ground, REACTS, progress=lambda *step: told.append(step))
    designs = grid(DESIGN, AXES)
    assert len(designs) == 15  # 80 off from 79 on gives more than it asks for
    best = max(designs, key=lambda one: expected_margin(one, ground))
    assert found.best.design == best
    assert found.tried == found.reaching == 15
    margins = [expected_margin(one.design, ground) for one in found.ranking]
    assert margins == sorted(margins, reverse=True)
    assert DESIGN in [one.design for one in found.ranking]
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_of_designs_that_reach_the_revenue_the_best_margin_wins(ground: Ground) -> None:
    revenues = {
        one: outcome_of(one, ground, REACTS, by_product=False).reaction.revenue_minor.mean
        for one in grid(DESIGN, AXES)
    }
    goal = int(sorted(revenues.values())[-3])
    found = search(DESIGN, AXES, ground, REACTS, least_revenue_minor=goal)
    reaching = [one for one, revenue in revenues.items() if revenue >= goal]
    assert found.reaching == len(reaching) == 3
    assert found.best.design == max(reaching, key=lambda one: expected_margin(one, ground))
    assert found.best.reaches_goal
    assert not found.ranking[-1].reaches_goal
    assert any("misses" in str(one) for one in found.ranking[-1].reasons)


def test_where_none_reaches_the_revenue_the_one_that_misses_least_comes_first(
    ground: Ground,
) -> None:
    found = search(DESIGN, AXES, ground, REACTS, least_revenue_minor=10**12)
    revenues = [one.outcome.reaction.revenue_minor.mean for one in found.ranking]
    assert found.reaching == 0
    assert revenues == sorted(revenues, reverse=True)


def test_without_costs_the_revenue_ranks_and_it_is_said(ground: Ground) -> None:
    bare = lay_out(ground.baskets, replace(SHOP, cost_share=None))
    found = search(DESIGN, AXES, bare, REACTS)
    revenues = [one.outcome.reaction.revenue_minor.mean for one in found.ranking]
    assert revenues == sorted(revenues, reverse=True)
    reasons = [str(found.ranking[place].reasons[0]) for place in range(len(revenues))]
    assert any("without costs" in one for one in reasons)


def test_on_a_sample_budgets_are_smaller_and_the_best_are_worked_out_on_all() -> None:
    ground = lay_out(some_baskets(2_000), SHOP)
    limited = Design("d", tiers=(replace(OFF, budget_minor=100_000), POST))
    found = search(limited, AXES[:1], ground, REACTS, sample_orders=500, finalists=4)
    assert (found.sample_orders, found.orders) == (500, 2_000)
    assert all(one.design.tiers[0].budget_minor == 100_000 for one in found.ranking)
    assert all(one.outcome.as_is.orders == 2_000 for one in found.ranking)
    again = search(limited, AXES[:1], ground, REACTS, sample_orders=500, finalists=4)
    assert [one.design for one in again.ranking] == [one.design for one in found.ranking]


def test_a_grid_is_thinned_out_evenly() -> None:
    axes = (
        Axis("off", "threshold_minor", tuple(range(10_000, 20_000, 500))),
        Axis("post", "threshold_minor", tuple(range(5_000, 10_000, 250))),
    )
    designs = grid(DESIGN, axes)
    assert len(designs) == len(set(designs)) == 200
    assert {one.tiers[0].threshold_minor for one in designs} == set(axes[0].values)


def test_thresholds_worth_trying_are_nice_and_lie_among_the_orders(ground: Ground) -> None:
    axis = threshold_axis(POST, ground)
    low, high = np.quantile(ground.baskets.base_minor, (0.2, 0.95))
    assert POST.threshold_minor in axis.values
    assert all(low <= one <= high for one in axis.values)
    assert len(axis.values) > 6


def test_the_optimum_threshold_leaves_more_than_its_neighbours(ground: Ground) -> None:
    found = best_threshold(DESIGN, "post", ground, REACTS)
    best = found.best.design.tiers[1].threshold_minor
    assert best in threshold_axis(POST, ground, 24).values
    for other in threshold_axis(POST, ground, 24).values:
        moved = replace(DESIGN, tiers=(OFF, replace(POST, threshold_minor=other)))
        assert expected_margin(moved, ground) <= expected_margin(found.best.design, ground)
