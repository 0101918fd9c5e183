"""Literal rows in, literal rows out: how imports merge and what each model rolls up."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner import tables
from planner.tables import (
    UNMATCHED,
    Dataset,
    Workspace,
    connect,
    current_dataset,
    load_query,
    sweep,
    write_parquet,
)
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
        (1, "ann", at("2026-11-11 00:01"), at("2026-11-11 20:15"), 2, D("153.30"), D("0.00"), 2),
        (2, "bob", at("2026-11-11 00:02"), at("2026-11-11 00:02"), 1, D("80.50"), D("80.50"), 2),
        (3, "dee", at("2026-11-13 09:00"), at("2026-11-13 09:00"), 1, D("66.20"), D("0.00"), 2),
    ]


def test_customer_days_say_when_the_same_buyer_paid_before_and_after(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(
        [
            order("1", "2026-11-01 10:00", 10, buyer_id="ann"),
            order("2", "2026-11-05 10:00", 20, buyer_id="ann"),
            order("3", "2026-11-05 23:00", 5, buyer_id="ann"),
            order("4", "2026-11-09 10:00", 40, buyer_id="ann"),
            order("5", "2026-11-05 10:00", 7, buyer_id="bob"),
            order("6", "2026-11-05 10:00", 8),
            order("7", "2026-11-06 10:00", buyer_id="bob"),
        ]
    )
    first, second, third = date(2026, 11, 1), date(2026, 11, 5), date(2026, 11, 9)
    assert ask(dataset, "SELECT * FROM customer_days ORDER BY customer, day") == [
        (1, first, None, second, 1, D("10.00")),
        (1, second, first, third, 2, D("25.00")),
        (1, third, second, None, 1, D("40.00")),
        (2, second, None, None, 1, D("7.00")),
    ]


def test_province_days_count_refunds_and_orders_that_name_no_province(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(
        [
            order("1", "2026-11-05 10:00", 10, province="广东"),
            order("2", "2026-11-05 11:00", 20, province="广东", refund_amount=4),
            order("3", "2026-11-05 12:00", 30),
            order("4", "2026-11-05 12:00", province="广东"),
            order("5", "2026-11-05 13:00", 0, refund_amount=3, is_return=True, province="广东"),
        ]
    )
    day = date(2026, 11, 5)
    assert ask(dataset, "SELECT * FROM province_days ORDER BY province NULLS LAST") == [
        (day, "广东", 2, 1, D("30.00"), D("7.00")),
        (day, None, 1, 0, D("30.00"), D("0.00")),
    ]


def test_payment_times_count_each_order_placed_in_one_band(make_dataset: MakeDataset) -> None:
    paid = ("10:00:00", "10:10:00", "10:10:01", "11:00:00", "11:00:01")
    orders = [
        order(str(number), "2026-11-05 10:00", 9, paid_at=f"2026-11-05 {time}")
        for number, time in enumerate(paid)
    ]
    orders += [
        order("day", "2026-11-05 10:00", 9, paid_at="2026-11-06 10:00:00"),
        order("later", "2026-11-05 10:00", 9, paid_at="2026-11-06 10:00:01"),
        order("never", "2026-11-05 10:00"),
    ]
    assert ask(
        make_dataset(orders), "SELECT paid_within, orders_placed, same_moment FROM payment_times"
    ) == [
        ("10_minutes", 2, 1),
        ("1_hour", 2, 0),
        ("24_hours", 2, 0),
        ("later", 1, 0),
        ("never", 1, 0),
    ]


def test_product_sales_count_the_orders_of_which_something_was_given_back(
    make_dataset: MakeDataset,
) -> None:
    orders = [
        order("1", "2026-11-11 10:00", 10, refund_amount=1),
        order("2", "2026-11-11 10:30", 10),
    ]
    dataset = make_dataset(orders, [line("1", "A"), line("1", "A"), line("2", "A")])
    assert ask(dataset, "SELECT orders_paid, orders_refunded FROM product_sales") == [(2, 1)]


@pytest.mark.parametrize("model", ["customer_days", "product_sales"])
def test_a_version_of_an_older_planner_gets_the_models_of_this_one(
    workspace: Workspace, make_dataset: MakeDataset, model: str
) -> None:
    """The older planner wrote no such model, or one with fewer columns."""
    dataset = make_dataset([order("1", "2026-11-11", 9, buyer_id="ann")], [line("1", "A")])
    file = dataset.folder / f"{model}.parquet"
    file.unlink()
    if model == "product_sales":
        with connect() as engine, engine.cursor() as cursor:
            write_parquet(cursor, "SELECT 'A' AS product", file)
    sweep(workspace)
    renewed = current_dataset(workspace)
    assert renewed is not None
    assert renewed.version != dataset.version
    assert len(ask(renewed, f"SELECT * FROM {model}")) == 1
    sweep(workspace)
    assert current_dataset(workspace) == renewed


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
