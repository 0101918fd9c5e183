"""The forecast by hour, and what the sheets say about the last event."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand import (
    QUERIES,
    Quantile,
    Reference,
    SheetSpan,
    find_peak_day,
    forecast,
    peak_hour,
    read_ordinary,
    read_reference,
    split_exactly,
)
from planner.tables import Dataset
from tests.rows import Row, ask, line, order

MakeDataset = Callable[..., Dataset]
D = Decimal
FIRST, LAST = date(2026, 11, 10), date(2026, 11, 13)


# Splits ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (300, [4000, 2000, 2000], [150, 75, 75]),  # Sylius
        (300, [4300, 1400, 2300], [161, 53, 86]),  # by largest remainder
        (15, [20, 30, 100], [2, 3, 10]),  # Solidus
        (1000, [50, 50, 50], [334, 333, 333]),  # Solidus: 10.00 over three of 50
        (7, [0, 0, 0], [3, 2, 2]),
        (7, [0, 1, 0], [0, 7, 0]),
        (7, [-5, 1, 0], [0, 7, 0]),
        (0, [1, 2], [0, 0]),
        (3, [D("0.01"), D("0.02")], [1, 2]),
        (10**15, [1, 1, 1], [333333333333334, 333333333333333, 333333333333333]),
    ],
)
def test_published_splits(total: int, weights: list[Any], parts: list[int]) -> None:
    assert split_exactly(total, weights) == parts


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(0, 10**9) | st.decimals(0, 10**6, places=2), min_size=1, max_size=60),
)
def test_parts_sum_to_the_whole_in_proportion(total: int, weights: list[Any]) -> None:
    parts = split_exactly(total, weights)
    assert sum(parts) == total
    assert min(parts) >= 0
    whole = sum(map(D, weights))
    for part, weight in zip(parts, weights, strict=True):
        share = total * D(weight) / whole if whole else D(total) / len(weights)
        assert abs(part - share) < 1


# Queries -----------------------------------------------------------------------------------------


def totals(dataset: Dataset, first: date = FIRST, last: date = LAST) -> dict[str, Any]:
    (row,) = dataset.rows(QUERIES["reference_totals"], first_day=first, last_day=last)
    return row


def test_totals_of_the_event(event_dataset: Dataset) -> None:
    assert totals(event_dataset) == {
        "orders_placed": 5,
        "orders_paid": 4,
        "paid_amount": D("300.00"),
        "refund_amount": D("80.50"),
        "buyers_paid": 3,
        "orders_with_buyer": 4,
        "items_paid": 6,
        "lines_paid": 5,
        "orders_with_lines": 4,
        "orders_with_item_count": 4,
        "days_with_orders": 3,
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [order("1", "2026-11-09 23:59:59", 10, paid_at="2026-11-10 00:00")],
            {"orders_placed": 0, "orders_paid": 1, "paid_amount": D(10), "days_with_orders": 0},
            id="placed before the window, paid in its first minute",
        ),
        pytest.param(
            [order("1", "2026-11-13 23:59:59", 10, paid_at="2026-11-14 00:00")],
            {"orders_placed": 1, "orders_paid": 0, "paid_amount": D(0), "buyers_paid": 0},
            id="placed in the last second, paid after the window's end",
        ),
        pytest.param(
            [order("1", "2026-11-13 23:59:59.999", 10)],
            {"orders_placed": 1, "orders_paid": 1},
            id="the window's last moment",
        ),
        pytest.param(
            [order("1", "2026-11-11"), order("2", "2026-11-11", 30, refund_amount=30)],
            {"orders_placed": 2, "orders_paid": 1, "paid_amount": D(30), "refund_amount": D(30)},
            id="unpaid and refunded",
        ),
        pytest.param(
            [order("1", "2026-11-11", 5, buyer_id="a"), order("2", "2026-11-12", 5)],
            {"buyers_paid": 1, "orders_with_buyer": 1, "items_paid": None, "lines_paid": None},
            id="a buyer missing, no items",
        ),
        pytest.param(
            [order("1", "2026-11-11", 5, item_count=4), order("2", "2026-11-12", 5)],
            {"items_paid": 4, "orders_with_item_count": 1, "orders_with_lines": 0},
            id="items counted by the order list alone",
        ),
        pytest.param([], {"orders_placed": 0, "orders_paid": 0, "paid_amount": D(0)}, id="nothing"),
    ],
)
def test_totals(make_dataset: MakeDataset, rows: list[Row], expected: dict[str, Any]) -> None:
    found = totals(make_dataset(rows))
    assert {name: found[name] for name in expected} == expected


def test_reference_hours_name_every_hour_of_the_window(event_dataset: Dataset) -> None:
    rows = event_dataset.rows(QUERIES["reference_hours"], first_day=FIRST, last_day=LAST)
    assert len(rows) == 4 * 24
    assert [row["hour_start"].hour for row in rows] == [*range(24)] * 4
    happened = [tuple(row.values()) for row in rows if row["orders_placed"] or row["orders_paid"]]
    assert happened == [
        (datetime(2026, 11, 10, 23), 1, 0, D("0.00"), None),
        (datetime(2026, 11, 11, 0), 2, 2, D("200.50"), 3),
        (datetime(2026, 11, 11, 20), 1, 1, D("33.30"), 1),
        (datetime(2026, 11, 13, 9), 1, 1, D("66.20"), 2),
    ]


def test_basket_sizes_count_paid_orders_of_the_window(make_dataset: MakeDataset) -> None:
    orders = [
        order("1", "2026-11-11", 5),
        order("2", "2026-11-11", 5, item_count=1),
        order("3", "2026-11-11", item_count=1),
        order("4", "2026-11-14", 5, item_count=1),
        order("5", "2026-11-11", 5, item_count=0),
        order("6", "2026-11-11", 5),
    ]
    dataset = make_dataset(orders, [line("1", "A"), line("1", "B", 2)])
    rows = dataset.rows(QUERIES["basket_sizes"], first_day=FIRST, last_day=LAST)
    assert [tuple(row.values()) for row in rows] == [(1, 1), (3, 1)]


def test_the_peak_is_the_day_with_the_highest_revenue_of_equal_ones_the_first(
    make_dataset: MakeDataset, smallest_dataset: Dataset
) -> None:
    assert find_peak_day(smallest_dataset) is None
    dataset = make_dataset(
        [order("2", "2026-11-12", 30), order("3", "2026-11-13", 30), order("4", "2026-11-14", 9)]
    )
    assert find_peak_day(dataset) == SheetSpan(
        date(2026, 11, 12), D("30.00"), date(2026, 11, 11), date(2026, 11, 14), 4
    )


# Reference and forecast --------------------------------------------------------------------------


def test_the_reference_says_what_its_numbers_rest_on(event_dataset: Dataset) -> None:
    reference = read_reference(event_dataset, FIRST, LAST)
    assert (reference.day_count, reference.days_with_orders) == (4, 3)
    assert reference.names_every_buyer
    assert reference.counts_items
    assert reference.has_lines
    assert reference.has_sales
    assert reference.basket_sizes == {1: 2, 2: 2}
    paid = reference.totals["paid_amount"]
    assert (paid.value, paid.rows, paid.table, paid.files) == (D(300), 4, "orders", ("orders.csv",))
    assert paid.parameters == {"first_day": FIRST, "last_day": LAST}
    assert reference.totals["orders_placed"].rows == 5


@pytest.mark.parametrize(
    ("rows", "usable"),
    [
        ([order("1", "2026-11-11")], False),
        ([order("1", "2026-11-11", 0)], False),
        ([order("1", "2026-11-11", "0.01")], True),
        (
            [order("1", "2026-11-11", "0.01"), *(order(f"{n}", "2026-11-11", 0) for n in "234")],
            False,
        ),
        ([order("1", "2026-11-14", 10)], False),
    ],
)
def test_a_window_without_sales_worth_a_cent_each_is_none(
    make_dataset: MakeDataset, rows: list[Row], usable: bool
) -> None:
    """An average order value that rounds to 0.00 would be divided by."""
    assert read_reference(make_dataset(rows), FIRST, LAST).has_sales is usable


@pytest.fixture
def reference(event_dataset: Dataset) -> Reference:
    return read_reference(event_dataset, FIRST, LAST)


def test_the_forecast_follows_last_years_hours(reference: Reference) -> None:
    demand = forecast(
        reference,
        date(2027, 11, 10),
        revenue=D("600.01"),
        orders_placed=10,
        orders_paid=8,
        parcels=9,
        items=12,
    )
    assert len(demand.hours) == 96
    busy = [
        (hour.start, hour.orders_placed, hour.orders_paid, hour.parcels, hour.items, hour.revenue)
        for hour in demand.hours
        if hour.orders_placed or hour.orders_paid
    ]
    assert busy == [
        (datetime(2027, 11, 10, 23), 2, 0, 0, 0, D("0.00")),
        (datetime(2027, 11, 11, 0), 4, 4, 5, 6, D("401.01")),
        (datetime(2027, 11, 11, 20), 2, 2, 2, 2, D("66.60")),
        (datetime(2027, 11, 13, 9), 2, 2, 2, 4, D("132.40")),
    ]
    assert peak_hour(demand).start == datetime(2027, 11, 11, 0)
    assert sum(hour.revenue for hour in demand.hours) == D("600.01")


def test_items_follow_the_paid_orders_where_no_sheet_counts_them(make_dataset: MakeDataset) -> None:
    rows = [order("1", "2026-11-11 01:00", 5), order("2", "2026-11-12 01:00", 5)]
    demand = forecast(
        read_reference(make_dataset(rows), FIRST, LAST),
        FIRST,
        revenue=D(10),
        orders_placed=2,
        orders_paid=2,
        parcels=2,
        items=6,
    )
    assert [hour.items for hour in demand.hours if hour.orders_paid] == [3, 3]


def test_the_same_window_at_no_growth_gives_last_years_hours_back(
    reference: Reference, event_dataset: Dataset
) -> None:
    demand = forecast(
        reference, FIRST, revenue=D(300), orders_placed=5, orders_paid=4, parcels=4, items=6
    )
    rows = ask(
        event_dataset, "SELECT hour_start, orders_placed, orders_paid, paid_amount FROM hours"
    )
    assert rows == [
        (hour.start, hour.orders_placed, hour.orders_paid, hour.revenue)
        for hour in demand.hours
        if hour.orders_placed or hour.orders_paid
    ]


def test_an_edited_day_moves_its_hours_and_no_other_certainty(reference: Reference) -> None:
    """What a share rests on is what was counted, not the weights that an edited day is given."""
    given_ = {"orders_placed": 500, "orders_paid": 400, "parcels": 400, "items": 600}
    plain = forecast(reference, FIRST, revenue=D(30000), **given_)
    as_planned = [D(0), D("23380.00"), D(0), D("6620.00")]
    edited = forecast(
        reference,
        FIRST,
        revenue=D(30000),
        day_revenue=as_planned,
        **given_,
    )
    for quantile in (Quantile.P80, Quantile.P95):
        for before, after in zip(
            plain.hours_by_quantile[quantile], edited.hours_by_quantile[quantile], strict=True
        ):
            assert after.orders_paid == pytest.approx(before.orders_paid, abs=2)
    moved = forecast(
        reference,
        FIRST,
        revenue=D(30000),
        day_revenue=[D(5000), D(15000), D(0), D(10000)],
        **given_,
    )
    days = [sum(hour.revenue for hour in moved.hours[24 * day : 24 * day + 24]) for day in range(4)]
    assert days == [D(5000), D(15000), D(0), D(10000)]
    assert sum(hour.orders_paid for hour in moved.hours) == 400
    assert moved.hours_by_quantile[Quantile.P95][0].orders_paid > moved.hours[0].orders_paid


# Ordinary days -----------------------------------------------------------------------------------

BEFORE = [order(f"{day}", f"2026-10-{day:02d} 12:00", 10, buyer_id="ann") for day in range(1, 32)]


@pytest.mark.parametrize(
    ("rows", "count", "first", "last"),
    [
        (BEFORE, 28, date(2026, 10, 4), date(2026, 10, 31)),
        (BEFORE, 7, date(2026, 10, 25), date(2026, 10, 31)),
        (BEFORE, 90, date(2026, 10, 1), date(2026, 10, 31)),  # the sheet begins on the 1st
        (BEFORE[:20], 28, date(2026, 10, 4), date(2026, 10, 20)),  # and ends on the 20th
    ],
)
def test_ordinary_days_end_on_d_minus_11_and_lie_in_the_sheet(
    make_dataset: MakeDataset, rows: list[Row], count: int, first: date, last: date
) -> None:
    ordinary = read_ordinary(make_dataset(rows), date(2026, 11, 11), count)
    assert ordinary is not None
    assert (ordinary.first_day, ordinary.last_day) == (first, last)
    assert ordinary.totals["orders_paid"].value == (last - first).days + 1
    assert {one.key for one in ordinary.totals.values()} == {
        f"ordinary.{name}" for name in ordinary.totals
    }


@pytest.mark.parametrize(
    "rows",
    [
        [order("1", "2026-11-11", 10)],
        [order("1", "2026-10-20"), order("2", "2026-11-11", 10)],
        [order("1", "2026-10-20")],
        [order("1", "2027-01-20", 10)],
    ],
    ids=["the event alone", "ordinary days unpaid", "all unpaid", "later days"],
)
def test_without_a_paid_order_there_are_no_ordinary_days(
    make_dataset: MakeDataset, rows: list[Row]
) -> None:
    assert read_ordinary(make_dataset(rows), date(2026, 11, 11), 28) is None
