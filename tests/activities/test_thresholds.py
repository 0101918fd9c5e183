"""Thresholds by the shop's own orders (ACT-5): worked examples, other scales, other data."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.activities.order_values import OrderValues
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.reading import read_order_values
from planner.activities.thresholds import (
    Reach,
    ThresholdKind,
    ThresholdsOfDays,
    propose_thresholds,
    reach_of,
    thresholds_of,
)
from planner.tables import Dataset
from tests.conftest import MakeDataset
from tests.rows import Row, line, order

DAY = date(2026, 11, 11)
TERMS = ProposalAssumptions()


def values(counts: dict[int, int], **more: object) -> OrderValues:
    """Return the orders of a day: value in minor units → how many; all with lines."""
    ascending = dict(sorted(counts.items()))
    held = OrderValues(
        DAY, DAY, tuple(ascending), tuple(ascending.values()), sum(ascending.values())
    )
    return replace(held, **more)  # type: ignore[arg-type]


def told(found: ThresholdsOfDays) -> str:
    return " ".join(map(str, (*found.free_shipping.reasons, *found.remarks)))


def test_the_example_of_the_module() -> None:
    found = thresholds_of(values({73_00: 50, 110_00: 20, 128_00: 10, 165_50: 20}), TERMS)
    assert found is not None
    assert found.usual.value_minor == 104_40
    assert found.free_shipping.band_minor == (124_40, 134_40)
    assert (found.free_shipping.threshold_minor, found.free_shipping.amount_minor) == (129_00, None)
    # 20 reach 129; 128 and 110 lack at most 30; 73 lacks more.
    assert found.free_shipping.reach == Reach(above=20, just_under=30, far_below=50)
    assert found.money_off.kind is ThresholdKind.MONEY_OFF
    assert (found.money_off.threshold_minor, found.money_off.amount_minor) == (149_00, 10_00)
    assert found.free_shipping.rules == ("ACT-3", "ACT-5")
    assert "lack at most 30 money" in told(found)


@pytest.mark.parametrize(
    ("usual", "band", "free", "off", "amount"),
    [
        (103_00, (123_00, 133_00), 129_00, 149_00, 10_00),
        (50_00, (70_00, 80_00), 79_00, 99_00, 8_00),
        (200_00, (220_00, 230_00), 229_00, 249_00, 20_00),
        (4_50, (5_40, 5_85), 5_49, 6_49, 60),
        (12_000_00, (14_400_00, 15_600_00), 14_999_00, 17_999_00, 1_500_00),
        (49_99, (59_99, 64_99), 64_90, None, None),
    ],
)
def test_a_threshold_of_every_scale(
    usual: int, band: tuple[int, int], free: int, off: int | None, amount: int | None
) -> None:
    found = thresholds_of(values({usual: 100}), TERMS)
    assert found is not None
    assert found.free_shipping.band_minor == band
    assert found.free_shipping.threshold_minor == free
    if off:
        assert found.money_off.threshold_minor == off
        assert found.money_off.amount_minor == amount
    assert found.distances.are_shares is not (50_00 <= usual <= 200_00)
    assert ("suit usual orders of" in told(found)) is found.distances.are_shares


def test_one_bulk_order_does_not_move_the_threshold() -> None:
    found = thresholds_of(values({100_00: 199, 168_469_60: 1}), TERMS)
    assert found is not None
    assert (found.usual.value_minor, found.usual.mean_minor) == (100_00, 941_85)
    assert found.free_shipping.threshold_minor == 129_00
    assert "Orders above 100 money count as 100 money" in told(found)


def test_few_large_orders_that_carry_the_mean_are_told() -> None:
    found = thresholds_of(values({40_00: 60, 400_00: 40}), TERMS)
    assert found is not None
    assert "out of reach for most" in told(found)


def test_ordinary_days_come_before_the_event() -> None:
    usual, event = values({100_00: 50}), values({60_00: 50})
    found = propose_thresholds(usual, event)
    assert found.proposed is found.on_ordinary_days
    assert found.in_event is not None
    assert found.in_event.free_shipping.threshold_minor == 89_00
    assert "ordinary days" in str(found.reason)


def test_the_event_stands_in_for_ordinary_days_of_few_orders() -> None:
    found = propose_thresholds(values({100_00: 29}), values({60_00: 50}))
    assert found.proposed is found.in_event
    assert "hold 29 orders, and 30 are needed" in str(found.reason)
    found = propose_thresholds(values({100_00: 3}), values({60_00: 2}))
    assert found.proposed is found.on_ordinary_days


def test_without_orders_nothing_is_proposed_and_it_says_so() -> None:
    found = propose_thresholds(None, values({}))
    assert (found.on_ordinary_days, found.in_event, found.proposed) == (None, None, None)
    assert "no paid order" in str(found.reason)


def test_a_single_order_is_proposed_from_with_its_doubt() -> None:
    found = propose_thresholds(values({100_00: 1}), None)
    assert found.proposed is not None
    assert found.proposed.free_shipping.reach == Reach(0, 1, 0)
    assert "hold 1 orders only" in told(found.proposed)


@given(
    st.dictionaries(st.integers(1, 10**8), st.integers(1, 50), min_size=1, max_size=30),
    st.integers(1, 10**8),
    st.integers(0, 10**6),
)
def test_above_under_and_below_are_all_orders(
    counts: dict[int, int], threshold: int, top_up: int
) -> None:
    held = values(counts)
    reach = reach_of(threshold, top_up, held)
    assert reach.orders == held.order_count == sum(counts.values())
    assert reach.above == sum(n for v, n in counts.items() if v >= threshold)
    assert reach.just_under == sum(n for v, n in counts.items() if 0 < threshold - v <= top_up)


@given(st.dictionaries(st.integers(1, 10**8), st.integers(1, 50), min_size=1, max_size=30))
def test_a_threshold_lies_above_the_usual_order_and_money_off_above_free_shipping(
    counts: dict[int, int],
) -> None:
    found = thresholds_of(values(counts), TERMS)
    assert found is not None
    free, off = found.free_shipping, found.money_off
    assert found.usual.value_minor <= free.band_minor[0] <= free.threshold_minor
    assert free.threshold_minor <= off.threshold_minor
    assert off.amount_minor is not None
    assert 0 <= off.amount_minor <= off.threshold_minor / 10 + 1


@given(
    st.dictionaries(st.integers(1, 10**6), st.integers(1, 9), min_size=1, max_size=30),
    st.floats(0.001, 1),
)
def test_a_quantile_is_that_of_the_orders_one_by_one(counts: dict[int, int], share: float) -> None:
    one_by_one = sorted(v for v, n in counts.items() for _ in range(n))
    rank = next(k for k in range(1, len(one_by_one) + 1) if k >= share * len(one_by_one) - 1e-6)
    assert values(counts).quantile_minor(share) == one_by_one[rank - 1]


# What the sheets say -----------------------------------------------------------------------------


def read(dataset: Dataset) -> OrderValues:
    return read_order_values(dataset, date(2026, 11, 1), date(2026, 11, 30))


def test_orders_count_with_their_lines_before_discounts(event_dataset: Dataset) -> None:
    found = read_order_values(event_dataset, date(2026, 11, 11), date(2026, 11, 12))
    assert (found.values_minor, found.orders) == ((33_30, 80_50, 120_00), (1, 1, 1))
    assert (found.orders_by_lines, found.orders_refunded, found.files) == (3, 1, ("orders.csv",))


def test_the_order_list_stands_in_without_postage(make_dataset: MakeDataset) -> None:
    orders: list[Row] = [
        order("1", "2026-11-11 10:00", "95.00", gross_amount="112.00", shipping_fee="12.00"),
        order("2", "2026-11-11 10:00", "80.00", gross_amount=None),
        order("3", "2026-11-11 10:00", "8.00", gross_amount="8.00", shipping_fee="8.00"),
        order("4", "2026-11-11 10:00", gross_amount="500.00"),
    ]
    found = read(make_dataset(orders))
    assert (found.values_minor, found.orders) == ((80_00, 100_00), (1, 1))
    assert (found.orders_by_list, found.orders_left_out) == (2, 1)
    proposed = thresholds_of(found, TERMS)
    assert proposed is not None
    assert "no order items are loaded" in told(proposed)
    assert "1 paid orders are left out" in told(proposed)


def test_an_order_with_a_line_without_price_counts_with_the_list(make_dataset: MakeDataset) -> None:
    orders = [order(str(n), "2026-11-11 10:00", "70.00") for n in (1, 2, 3)]
    items = [
        line("1", "coat", price="60.00"),
        line("1", "belt", price=None),
        line("2", "coat", 2, price="60.00"),
        line("2", "postage", price="10.00", is_service=True),
        line("3", "belt", price=None),
    ]
    found = read(make_dataset(orders, items))
    assert (found.values_minor, found.orders) == ((70_00, 120_00), (2, 1))
    assert (found.orders_by_lines, found.orders_without_price) == (1, 2)


def test_refunds_count_and_returns_do_not(make_dataset: MakeDataset) -> None:
    orders = [
        order("1", "2026-11-11 10:00", "70.00", refund_amount="70.00"),
        order("2", "2026-11-11 10:00", "0", is_return=True, refund_amount="30.00"),
    ]
    found = read(make_dataset(orders))
    assert (found.values_minor, found.orders_refunded, found.orders_left_out) == ((70_00,), 1, 0)


def test_unpaid_orders_are_none(smallest_dataset: Dataset) -> None:
    assert read(smallest_dataset).order_count == 0


def test_cents_stay_exact(make_dataset: MakeDataset) -> None:
    orders = [order(str(n), "2026-11-11 10:00", "0.10") for n in range(3)]
    found = read(make_dataset(orders, [line(str(n), "pin", 3, "0.10") for n in range(3)]))
    assert (found.values_minor, found.mean_minor) == ((30,), 30)
    assert Decimal(found.mean_minor) / 100 == Decimal("0.30")
