"""Days that a manager names for a back-test: what they are, and the reason where they are none."""

from datetime import date

import pytest

from planner.demand.named_days import first_named, named_event, named_past
from planner.language import Message

SHEETS = [date(2010, 12, day) for day in range(1, 10)] + [
    date(2011, 12, day) for day in (1, 2, 5, 6, 7, 8, 9)
]
EVENT = date(2011, 12, 1), date(2011, 12, 9)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("", "", "Name the first day"),
        ("", "2011-12-09", "The first day is missing"),
        ("2011-12-09", "2011-12-01", "The last day lies before the first"),
        ("2011-12-03", "2011-12-04", "hold no orders on these days"),
        ("2012-12-01", "", "hold no orders on these days; they go from 2010-12-01 to 2011-12-09"),
    ],
)
def test_a_wrong_event_gets_its_reason(first: str, last: str, said: str) -> None:
    told = named_event(day(first), day(last), SHEETS)
    assert isinstance(told, Message)
    assert said in str(told)


def test_an_event_without_a_last_day_is_one_day() -> None:
    assert named_event(EVENT[0], None, SHEETS) == (EVENT[0], EVENT[0])
    assert named_event(*EVENT, SHEETS) == EVENT


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2011-12-01", "", "ends before the held-out one begins"),
        ("2010-12-09", "2011-12-01", "ends before the held-out one begins"),
        ("2010-12-05", "2010-12-06", "another past event already"),
        ("2010-11-01", "", "hold no orders"),
        ("", "2010-12-01", "The first day is missing"),
    ],
)
def test_a_wrong_past_event_gets_its_reason(first: str, last: str, said: str) -> None:
    others = [(date(2010, 12, 6), date(2010, 12, 9))]
    told = named_past(day(first), day(last), SHEETS, EVENT, others)
    assert isinstance(told, Message)
    assert said in str(told)


def test_boxes_left_empty_are_no_past_event() -> None:
    assert named_past(None, None, SHEETS, EVENT) is None
    past = date(2010, 12, 1), date(2010, 12, 9)
    assert named_past(*past, SHEETS, EVENT) == past
    assert named_past(*past, SHEETS, None) == past, "the event's own days are wrong yet"


@pytest.mark.parametrize(
    ("orders", "first", "year_before"),
    [
        ({}, None, None),
        ({"2024-02-29": 9}, "2024-02-29", None),
        ({"2023-02-28": 1, "2024-02-29": 9}, "2024-02-29", None),
        ({"2025-11-11": 0, "2026-11-11": 9}, "2026-11-11", None),
        ({"2025-12-12": 9, "2026-12-12": 2}, "2026-12-12", "2025-12-12"),
    ],
)
def test_the_busiest_day_with_the_same_day_a_year_before_comes_first(
    orders: dict[str, int], first: str | None, year_before: str | None
) -> None:
    by_day = {date.fromisoformat(one): count for one, count in orders.items()}
    expected = tuple(one and date.fromisoformat(one) for one in (first, year_before))
    assert first_named(by_day) == expected
