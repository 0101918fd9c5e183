"""A version never changes, so what it said is kept, as far as there is room."""

import pytest

from planner.demand import QUERIES
from planner.tables import Dataset
from planner.tables.dataset import _Answers


def test_the_same_question_is_asked_once(
    event_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = event_dataset.rows(QUERIES["sheet_days"])
    expected = [dict(row) for row in told]
    told[0]["paid_amount"] = None  # what somebody does with an answer is his own affair
    monkeypatch.setattr(Dataset, "_asked", None)
    assert event_dataset.rows(QUERIES["sheet_days"]) == expected


def test_answers_that_nobody_asked_for_longest_go_first() -> None:
    answers = _Answers(10)
    four = (("n",), [(1,), (2,), (3,)])
    answers.keep("a", four)
    answers.keep("b", four)
    assert answers.find("a") == four
    answers.keep("c", four)
    assert answers.find("b") is None
    assert answers.find("a") == answers.find("c") == four


def test_an_answer_larger_than_the_room_drops_no_other() -> None:
    answers = _Answers(3)
    answers.keep("small", (("n",), [(1,)]))
    answers.keep("large", (("n",), [(1,), (2,), (3,)]))
    assert answers.find("large") is None
    assert answers.find("small") is not None
