"""Unpaid orders as the sheets tell them, and why some are left alone; bad input is said."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from planner.language import Language
from planner.planning import answer
from planner.reminders import NOTHING_NOTED, Reminders, list_of, note
from planner.reminders.reading import QUERIES, read_clock
from planner.tables import Dataset, Workspace
from tests.conftest import MakeDataset
from tests.rows import Row, line, order, plan

TODAY = date(2026, 11, 11)
MOMENT = {"reminders__as_of": "own", "reminders__day": "2026-11-11", "reminders__time": "11:00"}


def unpaid(order_id: str, at: str, amount: Any = "45.00", buyer: str | None = "ann",
           **fields: Any) -> Row:  # fmt: skip
    return order(order_id, f"2026-11-11 {at}", gross_amount=amount, buyer_id=buyer, **fields)


def told(dataset: Dataset, today: date = TODAY, **values: Any) -> Reminders:
    found = answer(plan(campaign__main_day="2026-11-11", **values), dataset, today).reminders
    assert found is not None
    return found


def reasons(dataset: Dataset) -> dict[str, str | None]:
    rows = dataset.rows(
        QUERIES["open_orders"],
        now=datetime(2026, 11, 11, 12), oldest_hours=72, duplicate_hours=24,
    )  # fmt: skip
    return {row["order_id"]: row["reason"] for row in rows}


@pytest.mark.parametrize(
    ("orders", "items", "expected"),
    [
        ([unpaid("1", "10:00")], [], {"1": None}),
        ([unpaid("1", "10:00", status="closed")], [], {"1": "closed"}),
        ([unpaid("1", "10:00", status="shipped")], [], {"1": "on_delivery"}),
        ([unpaid("1", "10:00", shipped_at="2026-11-11 11:00")], [], {"1": "on_delivery"}),
        ([unpaid("1", "10:00", status="paid")], [], {"1": "said_paid"}),
        ([unpaid("1", "10:00", amount=0)], [], {"1": "nothing_due"}),
        # The same buyer paid the same amount, before or after.
        (
            [unpaid("1", "10:00"), order("2", "2026-11-11 10:20", "45.00", buyer_id="ann")],
            [],
            {"1": "paid_twin"},
        ),
        (
            [unpaid("1", "10:00"), order("2", "2026-11-11 09:20", "45.00", buyer_id="ann")],
            [],
            {"1": "paid_twin"},
        ),
        # Another buyer, another amount, longer ago: no double.
        (
            [
                unpaid("1", "10:00"),
                order("2", "2026-11-11 10:20", "45.00", buyer_id="bob"),
                order("3", "2026-11-11 10:20", "46.00", buyer_id="ann"),
                order("4", "2026-11-10 09:20", "45.00", buyer_id="ann"),
            ],
            [],
            {"1": None},
        ),
        # The lines decide where they are known: same amount, other goods; same goods, other price.
        (
            [unpaid("1", "10:00"), order("2", "2026-11-11 10:20", "45.00", buyer_id="ann")],
            [line("1", "coat"), line("2", "scarf")],
            {"1": None},
        ),
        (
            [unpaid("1", "10:00"), order("2", "2026-11-11 10:20", "40.00", buyer_id="ann")],
            [line("1", "coat", 2), line("2", "coat", 2)],
            {"1": "paid_twin"},
        ),
        # Ordered again: the newest is reminded of.
        ([unpaid("1", "10:00"), unpaid("2", "10:30")], [], {"1": "repeated", "2": None}),
        # Without a buyer no double can be told.
        (
            [unpaid("1", "10:00", buyer=None), unpaid("2", "10:30", buyer=None)],
            [],
            {"1": None, "2": None},
        ),
    ],
)
def test_why_an_order_is_left_alone(
    make_dataset: MakeDataset,
    orders: Sequence[Row],
    items: Sequence[Row],
    expected: dict[str, str | None],
) -> None:
    assert reasons(make_dataset(orders, items or None)) == expected


def test_the_list_of_the_moment(make_dataset: MakeDataset) -> None:
    """Worked example: one by chat, two by text, a dear one by phone; one waits, one is left."""
    dataset = make_dataset(
        [
            order("0", "2026-11-11 09:00", "10.00", buyer_id="zed"),
            unpaid("1", "10:40", buyer="a"),
            unpaid("2", "10:10", "20.10", buyer="b"),
            unpaid("3", "09:10", "20.20", buyer="c"),
            unpaid("4", "09:30", "900.00", buyer="d"),
            unpaid("5", "10:20", buyer="e"),
            unpaid("6", "09:00", buyer="f", status="closed"),
        ]
    )
    found = told(dataset, **MOMENT)
    assert {way: found.due(way)[0] for way in ("chat", "text", "phone")} == {
        "chat": 2, "text": 1, "phone": 1,
    }  # fmt: skip
    assert Language("en").text(found.verdict()[1]) == (
        "Remind 4 orders worth CN¥985.30 now: 2 by chat, 1 by text, 1 by phone. 1 wait until"
        " 11 Nov 2026, 11:10; 1 are left alone."
    )
    columns, rows = list_of(found, "text")
    assert columns == ("buyer_id", "order_id", "orders", "amount")
    assert rows == [("c", "3", "1", "20.20")]
    assert list_of(found, "phone")[1] == [("d", "4", "1", "900.00", "B")]


def test_a_buyer_with_several_open_orders_gets_one_reminder_with_their_total(
    make_dataset: MakeDataset, tmp_path: Path
) -> None:
    """Worked example: 20.10 and 30.20 of one buyer: one chat, 2 orders, 50.30, both marked."""
    dataset = make_dataset(
        [
            order("0", "2026-11-11 09:00", "10.00", buyer_id="zed"),
            unpaid("1", "10:10", "20.10", buyer="a"),
            unpaid("2", "10:20", "30.20", buyer="a"),
            unpaid("3", "10:20", "5.00", buyer="b"),
        ]
    )
    found = told(dataset, **MOMENT)
    columns, rows = list_of(found, "chat")
    lines = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [(one["buyer_id"], one["order_id"], one["orders"], one["amount"]) for one in lines] == [
        ("a", "1, 2", "2", "50.30"),
        ("b", "3", "1", "5.00"),
    ]
    assert "2笔订单（共50.30元）" in lines[0]["message"]
    assert (found.due("chat")[0], found.reminders("chat")) == (3, 2)
    assert found.worth.figures["chat_work"].value == pytest.approx(2 * 40 / 60)
    workspace = Workspace(tmp_path / "marks")
    assert note(workspace, found.order_ids("chat"), "chat", found.now) == 3


def test_the_moment_is_the_newest_of_the_sheets_unless_somebody_says_another(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(
        [
            unpaid("1", "10:40"),
            order("2", "2026-11-11 10:00", 50, paid_at="2026-11-11 11:20"),
            order("3", "2026-11-12 10:00", 50),
        ]
    )
    assert told(dataset).now == datetime(2026, 11, 11, 11, 20)
    assert told(dataset, **MOMENT).now == datetime(2026, 11, 11, 11)
    assert "1 orders are dated after today" in " ".join(map(str, told(dataset).problems))


def test_old_lists_are_no_lists_for_now(make_dataset: MakeDataset) -> None:
    found = told(make_dataset([unpaid("1", "10:40")]), today=date(2026, 11, 20))
    assert "load today's orders" in str(found.verdict()[1])


@pytest.mark.parametrize(
    ("orders", "problem"),
    [
        ([unpaid("1", "10:00")], "None of the loaded orders is paid"),
        ([unpaid("1", "10:00", buyer=None)], "1 open orders name no buyer"),
        (
            [order("1", "2026-11-11 10:00", 50, paid_at="2026-11-11 09:00")],
            "1 orders were paid before they were placed",
        ),
        ([unpaid("1", "00:00")], "tell no time of day"),
    ],
)
def test_bad_input_is_said(make_dataset: MakeDataset, orders: Sequence[Row], problem: str) -> None:
    assert problem in " ".join(map(str, told(make_dataset(orders)).problems))


def test_orders_of_days_ago_are_let_go(make_dataset: MakeDataset) -> None:
    old = order("1", "2026-11-07 10:00", gross_amount="45.00", buyer_id="ann")
    (left,) = told(make_dataset([old, unpaid("2", "10:00")])).left_alone()
    assert (left.reason, left.orders, str(left.amount)) == ("older", 1, "45")


def test_without_orders_there_is_no_room(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(stock=[{"sku": "coat", "on_hand": 1}])
    assert answer(plan(), dataset, TODAY).reminders is None


def test_the_smallest_data_is_answered(smallest_dataset: Dataset) -> None:
    """One order, no buyer, no items, unpaid."""
    found = told(smallest_dataset, **MOMENT)
    assert list_of(found, "text")[1] == [("", "1", "1", "59.00")]
    assert read_clock(smallest_dataset, TODAY).without_buyer == 1
    assert found.found.results.whole is None
    assert NOTHING_NOTED.last_saved_at is None


def test_a_minute_of_reminding_stands_beside_one_of_answering(make_dataset: MakeDataset) -> None:
    """Worked example: 200 by chat in 40 s at 30 % → 90.00; 40 % of 100 in 50 s → 48.00."""
    paid = order("0", "2026-11-11 09:00", "100.00", buyer_id="zed")
    found = told(make_dataset([paid, unpaid("1", "10:30", "200.00")]), **MOMENT)
    assert str(found.worth.figures["per_minute"].value) == "90.00"
    assert str(found.worth.figures["per_inquiry_minute"].value) == "48.00"
    assert Language("en").text(found.worth.verdict()) == (
        "A minute brings most in this order: By chat CN¥90.00 · Answering inquiries CN¥48.00"
    )
