"""What the shop's own past events show of the response, and how far it is believed."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from planner.activities.past_response import (
    EventSeen,
    best_bunching,
    bunching_at,
    elasticity_of,
    learned_response,
    pooled,
    read_events_seen,
)
from planner.activities.response import Response
from planner.demand import PastEvent
from tests.conftest import MakeDataset
from tests.rows import line, order

ASSUMED = Response(3_000, 0.3, 2.62, 0.5)
NOTHING = np.zeros(0, np.int64)


def seen(depth: float, orders: int, ordinary: float = 100, values: object = NOTHING,
         usual: object = NOTHING) -> EventSeen:  # fmt: skip
    return EventSeen(date(2025, 11, 11), orders, ordinary, depth, np.sort(values), np.sort(usual))  # type: ignore[arg-type]


def test_the_elasticity_of_two_events() -> None:
    # 10 % off brought 3 times an ordinary day, 30 % off 5 times: ln(5 ÷ 3) ÷ ln(0.9 ÷ 0.7).
    found = elasticity_of((seen(0.10, 300), seen(0.30, 500)))
    assert found == pytest.approx((2.0327, 1.4068), abs=1e-4)
    learned = learned_response(ASSUMED, (seen(0.10, 300), seen(0.30, 500)))
    assert learned.elasticity.weight == pytest.approx(0.4644, abs=1e-3)
    assert learned.response.elasticity == pytest.approx(2.347, abs=1e-3)
    assert "2.03" in str(learned.findings[0])


def test_many_events_of_many_depths_outweigh_what_is_assumed() -> None:
    depths = [0.02 * place for place in range(25)]
    events = [seen(depth, round(10**6 * (1 - depth) ** -4)) for depth in depths]
    learned = learned_response(ASSUMED, events)
    assert learned.elasticity.seen == pytest.approx(4.0, abs=0.01)
    assert learned.elasticity.weight > 0.9


@pytest.mark.parametrize("events", [(), (seen(0.1, 300),), (seen(0.1, 300), seen(0.1, 900))])
def test_one_event_or_events_as_deep_as_each_other_tell_nothing(
    events: tuple[EventSeen, ...],
) -> None:
    learned = learned_response(ASSUMED, events)
    assert learned.response == ASSUMED
    assert learned.elasticity.seen is learned.top_up.seen is learned.threshold_minor is None
    assert len(learned.findings) == 2


def test_an_elasticity_below_zero_counts_as_none() -> None:
    events = (seen(0.0, 10**6), seen(0.5, 1), seen(0.9, 1))
    assert learned_response(ASSUMED, events).response.elasticity == 0.0


def test_the_share_topped_up_by_hand() -> None:
    # Of 200 carts within 30 of 100, 120 instead of 100 lie above: 20 % have moved, half of s.
    usual = np.repeat([8_500, 11_500], 100)
    event = seen(0.1, 200, values=np.repeat([8_500, 11_500], (80, 120)), usual=usual)
    found = bunching_at(event, 10_000, 3_000)
    assert found is not None
    assert found.share == pytest.approx(0.4)
    assert found.deviations == pytest.approx(0.1 / (0.55 * 0.45 / 100) ** 0.5)
    assert bunching_at(event, 50_000, 3_000) is None


def drawn_values(count: int, seed: int, share: float) -> np.ndarray:
    """Return carts, of which those that lack up to 30 of 129 are topped up by the model."""
    chance = np.random.default_rng(seed)
    values = np.exp(chance.normal(9.3, 0.6, count)).astype(np.int64)
    gap = 12_900 - values
    near = (gap > 0) & (gap < 3_000)
    moved = near & (chance.random(count) < share * (1 - gap / 3_000))
    return np.where(moved, 12_900, values)


def test_a_threshold_is_found_where_carts_were_topped_up_by_the_model() -> None:
    usual = drawn_values(60_000, 1, 0.0)
    events = [
        seen(0.1, 300, values=drawn_values(30_000, seed, 0.4), usual=usual) for seed in (2, 3)
    ]
    learned = learned_response(ASSUMED, events)
    assert learned.threshold_minor == 12_900
    assert learned.top_up.seen == pytest.approx(0.4, abs=0.06)
    assert learned.top_up.weight > 0.8
    assert learned.response.top_up_share == pytest.approx(0.4, abs=0.06)


@pytest.mark.parametrize("seed", range(5))
def test_where_nobody_topped_up_no_threshold_is_seen(seed: int) -> None:
    usual = drawn_values(60_000, 100 + seed, 0.0)
    event = seen(0.1, 300, values=drawn_values(20_000, seed, 0.0), usual=usual)
    assert best_bunching(event, 3_000) is None


def test_pooling_by_how_sure_both_are() -> None:
    assert pooled(2.0, 0.5, 4.0, 1.0).used == 3.0
    assert pooled(2.0, 0.5, None, None).used == 2.0
    assert pooled(2.0, 0.0, 4.0, 1.0).used == 2.0


def test_events_are_read_from_the_sheets(make_dataset: MakeDataset) -> None:
    day = date(2025, 11, 11)
    orders, lines = [], []

    def buy(when: date, count: int, paid: int) -> None:
        for number in range(count):
            key = f"{when}-{number}"
            orders.append(order(key, f"{when} 10:00", paid))
            lines.append(line(key, "a", price=100))

    for back in range(11, 39):
        buy(day - timedelta(days=back), 2, 100)
    buy(day, 10, 80)
    event = PastEvent(day, Decimal(800), Decimal(200), 28)
    (found,) = read_events_seen(make_dataset(orders, lines), (event,))
    assert (found.orders, found.orders_per_ordinary_day) == (10, 2.0)
    assert found.depth == pytest.approx(0.2)
    assert found.values_minor.tolist() == [10_000] * 10
    assert len(found.ordinary_values_minor) == 56
