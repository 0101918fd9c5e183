"""Literal rows in, literal rows out: how imports merge and what each model rolls up."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner import tables
from planner.tables import UNMATCHED, Dataset, load_query
from tests.rows import Row, ask, line, order

MakeDataset = Callable[..., Dataset]
D = Decimal


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# Merging -----------------------------------------------------------------------------------------


def test_an_order_of_a_newer_import_replaces_the_older_one_whole(make_dataset: MakeDataset) -> None:
    make_dataset([order("1", "2026-11-11 00:05", gross_amount=90, buyer_id="ann", city="Hangzhou"),
                  order("2", "2026-11-11 00:06", 20)])  # fmt: skip
    dataset = make_dataset([order("1", "2026-11-11 00:05", 90)])
    assert ask(dataset, "SELECT order_id, buyer_id, city, paid_amount FROM orders ORDER BY 1") == [
        ("1", None, None, D("90.00")),
        ("2", None, None, D("20.00")),
    ]


def test_the_lines_of_an_order_all_come_from_the_newest_import_that_has_any(
    make_dataset: MakeDataset,
) -> None:
    make_dataset(items=[line("1", "A"), line("1", "B"), line("2", "C")])
    dataset = make_dataset([order("1", "2026-11-11", 10)], [line("1", "D")])
    assert ask(dataset, "SELECT order_id, sku FROM order_items ORDER BY 1, 2") == [
        ("1", "D"),
        ("2", "C"),
    ]


def test_lines_that_look_alike_all_count(make_dataset: MakeDataset) -> None:
    twice = [line("1", "A", 2, line_id=None), line("1", "A", 2, line_id=None)]
    dataset = make_dataset([order("1", "2026-11-11", 40)], twice)
    assert ask(dataset, "SELECT line_count, item_count, list_amount FROM baskets") == [
        (2, 4, D("40.00"))
    ]


def test_an_order_list_does_not_take_away_lines_loaded_before(make_dataset: MakeDataset) -> None:
    make_dataset([order("1", "2026-11-11", 10)], [line("1", "A")])
    dataset = make_dataset([order("1", "2026-11-11", 12)])
    assert ask(dataset, "SELECT paid_amount, products FROM baskets") == [(D("12.00"), ["A"])]


# Models ------------------------------------------------------------------------------------------

BASKETS = "SELECT order_id, line_count, item_count, list_amount, products FROM baskets"


@pytest.mark.parametrize(
    ("orders", "items", "baskets"),
    [
        pytest.param([order("1", "2026-11-11")], [line("1", "A")], [], id="unpaid"),
        pytest.param(
            [order("1", "2026-11-11", 9)], [], [("1", None, None, None, None)], id="no lines"
        ),
        pytest.param(
            [order("1", "2026-11-11", 9, item_count=3)],
            [],
            [("1", None, 3, None, None)],
            id="counted by the order list",
        ),
        pytest.param(
            [order("1", "2026-11-11", 9, item_count=3)],
            [line("1", "B", 2, "4.50"), line("1", "A", 2, 1)],
            [("1", 2, 4, D("11.00"), ["A", "B"])],
            id="lines before the order list's count",
        ),
        pytest.param(
            [order("1", "2026-11-11", 9)],
            [line("1", "A", 2), line("1", "A", -1)],
            [("1", 1, 2, D("20.00"), ["A"])],
            id="a return takes nothing out of the basket",
        ),
        pytest.param([], [line("9", "A")], [], id="a line without its order"),
    ],
)
def test_baskets(
    make_dataset: MakeDataset, orders: list[Row], items: list[Row], baskets: list[Any]
) -> None:
    assert ask(make_dataset(orders, items), BASKETS) == baskets


def test_hours_and_days_place_by_creation_and_pay_by_payment(event_dataset: Dataset) -> None:
    """Order 1 is placed before midnight and paid after; order 3 is never paid; 2 is refunded."""
    assert ask(event_dataset, "SELECT * FROM hours") == [
        (at("2026-11-10 23:00"), 1, D("120.00"), 0, D("0.00"), D("0.00"), None),
        (at("2026-11-11 00:00"), 2, D("125.50"), 2, D("200.50"), D("80.50"), 3),
        (at("2026-11-11 20:00"), 1, D("33.30"), 1, D("33.30"), D("0.00"), 1),
        (at("2026-11-13 09:00"), 1, D("66.20"), 1, D("66.20"), D("0.00"), 2),
    ]
    assert ask(event_dataset, "SELECT * FROM days") == [
        (date(2026, 11, 10), 1, D("120.00"), 0, D("0.00"), D("0.00"), None, 0),
        (date(2026, 11, 11), 3, D("158.80"), 3, D("233.80"), D("80.50"), 4, 2),
        (date(2026, 11, 13), 1, D("66.20"), 1, D("66.20"), D("0.00"), 2, 1),
    ]


def test_an_order_whose_creation_is_unknown_counts_when_it_is_paid(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset([order("1", "2026-11-11", 9) | {"created_at": None}])
    assert ask(dataset, "SELECT orders_placed, orders_paid, paid_amount FROM days") == [
        (0, 1, D("9.00"))
    ]


def test_customers(event_dataset: Dataset) -> None:
    assert ask(event_dataset, "SELECT * FROM customers ORDER BY buyer_id") == [
        ("ann", at("2026-11-11 00:01"), at("2026-11-11 20:15"), 2, D("153.30"), D("0.00"), 2),
        ("bob", at("2026-11-11 00:02"), at("2026-11-11 00:02"), 1, D("80.50"), D("80.50"), 2),
        ("dee", at("2026-11-13 09:00"), at("2026-11-13 09:00"), 1, D("66.20"), D("0.00"), 2),
    ]


def test_product_sales(event_dataset: Dataset) -> None:
    assert ask(
        event_dataset,
        "SELECT hour_start, product, orders_paid, units, list_amount FROM product_sales",
    ) == [
        (at("2026-11-11 00:00"), "coat", 1, 1, D("120.00")),
        (at("2026-11-11 00:00"), "scarf", 1, 2, D("80.50")),
        (at("2026-11-11 20:00"), "scarf", 1, 1, D("33.30")),
        (at("2026-11-13 09:00"), "belt", 1, 1, D("6.20")),
        (at("2026-11-13 09:00"), "coat", 1, 1, D("60.00")),
    ]


def test_product_sales_count_before_returns_like_baskets_and_revenue(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(
        [order("1", "2026-11-11", 30, refund_amount=10)], [line("1", "A", 3), line("1", "A", -1)]
    )
    assert ask(dataset, "SELECT units, list_amount FROM product_sales") == [(3, D("30.00"))]
    assert ask(dataset, "SELECT item_count FROM baskets") == [(3,)]


def test_a_product_is_known_by_code_else_number_else_title(make_dataset: MakeDataset) -> None:
    items = [
        line("1", "sku", product_id="p", title="t"),
        line("1", None, product_id="p", title="t"),
        line("1", None, title="t"),
    ]
    dataset = make_dataset([order("1", "2026-11-11", 30)], items)
    assert ask(dataset, "SELECT product FROM product_sales") == [("p",), ("sku",), ("t",)]


def test_money_is_exact_beyond_binary_fractions(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([order(str(n), "2026-11-11 10:00", "0.10") for n in range(10)])
    assert ask(dataset, "SELECT paid_amount FROM days") == [(D("1.00"),)]


def test_lines_and_orders_that_do_not_meet_are_counted(make_dataset: MakeDataset) -> None:
    orders = [order("1", "2026-11-11", 10), order("2", "2026-11-11", 10), order("3", "2026-11-11")]
    dataset = make_dataset(orders, [line("1", "A"), line("8", "B", 2), line("9", "C", 3)])
    assert dataset.rows(UNMATCHED) == [
        {
            "lines_without_order": 2,
            "units_without_order": 5,
            "paid_orders": 2,
            "paid_orders_without_lines": 1,
        }
    ]


def test_a_frame_for_charts_holds_the_same_rows(event_dataset: Dataset) -> None:
    query = load_query(Path(tables.__file__).parent / "models" / "customers.sql")
    frame = event_dataset.frame(query).sort_values("buyer_id")
    assert frame["buyer_id"].tolist() == ["ann", "bob", "dee"]
    assert frame["paid_amount"].tolist() == [153.3, 80.5, 66.2]
