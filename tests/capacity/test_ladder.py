"""What one more adds, the ladder of bottlenecks, and what they cost."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.capacity import AGENTS, HOURS, PACKERS, Load, Means
from planner.capacity.ladder import Prices, hours_instead, ladder, one_more
from planner.capacity.means import Limit
from planner.capacity.reach import binding, reaches
from planner.language import say
from tests.capacity.cases import load, means

PRICES = Prices(
    agent_hour=Decimal(35),
    packer_hour=Decimal(25),
    machines={"packing_stations": Decimal(300), "printers": None},
    agent_share=0.7,
    packer_share=0.8,
    shift_hours=8.0,
)
STATIONS = Limit("packing_stations", "pack", say("Packing stations"), 2, 6.0)
PRINTER = Limit("printers", "print", say("Waybill printers"), 1, 30.0)
DAY = load([120] + [0] * 71, promise_hours=24)
"""120 parcels at midnight; open from 8 to 20 they have twelve hours."""


def there(packers: int = 1) -> Means:
    """Return people who take 10 an hour, two stations of 6, a printer of 30; open from 8 to 20."""
    return means(72, packers=packers, outputs=(10.0,), limits=(STATIONS, PRINTER), opens_at=8,
                 closes_at=20)  # fmt: skip


def most(one: Load, of: Means) -> int:
    found = reaches(one, of)
    orders = found[binding(found)].orders(one.orders)
    assert orders is not None
    return orders


def test_one_more_adds_only_where_it_binds() -> None:
    rungs = {next(iter(one.more)): one for one in one_more(DAY, there(), PRICES)}
    assert most(DAY, there()) == 120
    assert (rungs[PACKERS].orders, rungs[PACKERS].binds) == (144, "packing_stations")
    assert rungs["packing_stations"].added == 0
    assert rungs["printers"].added == 0
    assert (rungs[HOURS].orders, rungs[HOURS].added) == (130, 10)


def test_a_person_is_paid_for_the_open_hours_of_days_with_parcels() -> None:
    """12 hours ÷ 0.8 = 15 paid hours of 25 → 375, for 24 orders more."""
    rung = next(one for one in one_more(DAY, there(), PRICES) if PACKERS in one.more)
    assert rung.cost == Decimal("375.00")
    assert rung.cost_each == (Decimal(375) / 24).quantize(Decimal("0.01"))


def test_an_hour_longer_is_paid_to_the_whole_crew() -> None:
    rung = next(one for one in one_more(DAY, there(packers=1), PRICES) if HOURS in one.more)
    assert rung.cost == Decimal("31.25")  # 1 ÷ 0.8 × 25


def test_an_agent_is_paid_at_least_a_shift() -> None:
    one = load([0] * 24, inquiries=(0.0,) * 10 + (800.0,) + (0.0,) * 13)
    rung = one_more(one_of(one), means(24, agents=(13,) * 24), PRICES)[0]
    assert rung.more == {AGENTS: 1}
    assert rung.added > 0
    assert rung.cost == Decimal("280.00")  # 8 h × 35, though one hour is short


def one_of(one: Load) -> Load:
    """Return the same load with a hundred orders behind it."""
    return Load(100, one.parcels, one.inquiries, one.promise_hours, one.service)


def test_the_ladder_goes_from_bottleneck_to_bottleneck_to_the_goal() -> None:
    rungs = ladder(DAY, there(), (150, 400), PRICES)
    assert [(dict(one.more), one.orders, one.binds) for one in rungs] == [
        ({PACKERS: 1}, 144, "packing_stations"),
        ({PACKERS: 1, "packing_stations": 1}, 150, None),
        ({PACKERS: 2, "packing_stations": 3}, 360, "printers"),
        ({PACKERS: 3, "packing_stations": 4, "printers": 1}, 400, None),
    ]
    for one in rungs:
        raised = there()
        for key, count in one.more.items():
            raised = raised.more(key, count)
        assert most(DAY, raised) >= one.orders
    assert rungs[-1].unpriced == ("printers",)
    assert rungs[-1].cost_each is None


@given(
    arrivals=st.lists(st.integers(0, 40), min_size=24, max_size=24),
    packers=st.integers(1, 4),
    stations=st.integers(1, 3),
)
@settings(max_examples=40)
def test_every_rung_is_reached_and_one_less_of_anything_does_not_reach_it(
    arrivals: list[int], packers: int, stations: int
) -> None:
    one = load(arrivals + [0] * 48, promise_hours=24)
    limits = (Limit("packing_stations", "pack", say("Packing stations"), stations, 12.0),)
    of = means(72, packers=packers, outputs=(10.0,), limits=limits, opens_at=8, closes_at=20)
    for rung in ladder(one, of, (one.orders, 2 * one.orders), PRICES) if one.orders else ():
        for left_out in (None, *rung.more):
            raised = of
            for key, count in rung.more.items():
                raised = raised.more(key, count - (key == left_out))
            assert (most(one, raised) >= rung.orders) == (left_out is None)


def test_longer_hours_instead_of_people() -> None:
    """120 parcels, 10 an hour: twelve hours suffice; 150 take fifteen, 300 more than a day has."""
    assert hours_instead(DAY, there(), 120) == 0
    assert hours_instead(DAY, means(72, packers=1, outputs=(10.0,), opens_at=8, closes_at=20),
                         150) == 3  # fmt: skip
    assert hours_instead(DAY, there(), 3000) is None


@pytest.mark.parametrize("packers", [0, 1])
def test_without_a_limit_there_is_no_ladder(packers: int) -> None:
    nothing = load([0] * 24)
    assert ladder(nothing, means(24, packers=packers), (0, 0), PRICES) == ()
