"""What was sent is kept, and what it brought is counted once a later sheet shows the payments."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from planner.language import Language
from planner.planning import answer
from planner.reminders import (
    NOTHING_NOTED,
    Noted,
    Reminders,
    list_of,
    note,
    read_noted,
    take_back,
)
from planner.reminders.brought import results
from planner.tables import Workspace, back_up, restore
from tests.conftest import MakeDataset
from tests.reminders.cases import noted, times
from tests.rows import order, plan

AT = datetime(2026, 11, 11, 11)


def test_a_mark_is_kept_once(workspace: Workspace) -> None:
    assert read_noted(workspace) is NOTHING_NOTED
    assert note(workspace, ["1", "2", "2"], "chat", AT) == 2
    assert note(workspace, ["2", "3"], "chat", datetime(2026, 11, 11, 12)) == 1
    assert note(workspace, ["2"], "text", AT) == 1
    record = read_noted(workspace)
    assert record.of("chat").to_dict() == {
        "1": AT, "2": AT, "3": datetime(2026, 11, 11, 12),
    }  # fmt: skip
    assert read_noted(workspace) is record


def test_what_was_saved_last_is_taken_back(workspace: Workspace) -> None:
    note(workspace, ["1"], "chat", AT)
    note(workspace, ["2", "3"], "text", AT)
    last = read_noted(workspace)
    assert last.last()["order_id"].tolist() == ["2", "3"]
    assert last.last_saved_at is not None
    assert take_back(workspace, last.last_saved_at) == 2
    assert read_noted(workspace).marks["order_id"].tolist() == ["1"]


def test_a_back_up_holds_the_record(workspace: Workspace, tmp_path: Path) -> None:
    note(workspace, ["1"], "chat", AT)
    back_up(workspace, tmp_path / "all.zip")
    note(workspace, ["2"], "chat", AT)
    restore(workspace, tmp_path / "all.zip")
    assert read_noted(workspace).marks["order_id"].tolist() == ["1"]


def test_a_list_that_was_sent_is_not_made_again(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    dataset = make_dataset(
        [order(str(one), f"2026-11-11 10:{one}", gross_amount=one, buyer_id=f"b{one}")
         for one in range(10, 20)]
    )  # fmt: skip
    given = plan(
        campaign__main_day="2026-11-11",
        reminders__as_of="own", reminders__day="2026-11-11", reminders__time="11:00",
    )  # fmt: skip

    def due(record: Noted) -> list[tuple[str, ...]]:
        told = answer(given, dataset, date(2026, 11, 11), noted=record).reminders
        assert told is not None
        return list_of(told, "chat")[1]

    sent = due(NOTHING_NOTED)
    assert [row[1] for row in sent] == [str(one) for one in range(10, 20)]
    note(workspace, [row[1] for row in sent], "chat", AT)
    assert due(read_noted(workspace)) == []


NOW = times("2026-11-11 12:00")
"""A list of the main day."""


def payments(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["order_id", "paid_at", "amount_minor"])
    frame["paid_at"] = pd.to_datetime(frame["paid_at"])
    return frame


def test_what_reminders_brought_by_way_and_hour() -> None:
    """Ten texts at 10 o'clock, three paid within a day: 30 %, Wilson 10.8 to 60.3 %."""
    record = noted(*((str(one), "text", "2026-11-11 10:00") for one in range(10)))
    paid = payments(*((str(one), "2026-11-11 12:00", 5_000) for one in range(3)))
    found = results(record, paid, np.datetime64("2026-11-13T00:00", "s"), NOW)
    (text,), (hour,) = found.ways, found.hours
    assert (text.key, text.reminded, text.paid, str(text.amount)) == ("text", 10, 3, "150")
    assert (round(text.low, 3), round(text.high, 3)) == (0.108, 0.603)
    assert (hour.key, hour.rate, hour.still_open) == ("10", 0.3, 0)


@pytest.mark.parametrize(
    ("paid_at", "newest", "chat", "text", "before"),
    [
        # The last reminder before the payment counts.
        ("2026-11-11 10:30", "2026-11-13", 1, 0, 1),
        ("2026-11-11 11:30", "2026-11-13", 0, 1, 0),
        # Too late for either.
        ("2026-11-12 11:01", "2026-11-13", 0, 0, 0),
        # Paid before anybody reminded: in no rate.
        ("2026-11-11 09:00", "2026-11-13", None, None, 2),
    ],
)
def test_a_payment_is_put_down_to_the_last_reminder(
    paid_at: str, newest: str, chat: int | None, text: int | None, before: int
) -> None:
    record = noted(("1", "chat", "2026-11-11 10:00"), ("1", "text", "2026-11-11 11:00"))
    found = results(record, payments(("1", paid_at, 100)), np.datetime64(newest, "s"), NOW)
    by_way = {one.key: one.paid for one in found.ways}
    assert (by_way.get("chat"), by_way.get("text")) == (chat, text if before != 1 else None)
    assert found.paid_before == before


def test_reminders_whose_hours_are_not_over_are_open() -> None:
    record = noted(("1", "chat", "2026-11-11 10:00"), ("2", "chat", "2026-11-09 10:00"))
    found = results(record, payments(), np.datetime64("2026-11-11T11:00", "s"), NOW)
    assert found.whole is not None
    assert (found.whole.reminded, found.whole.still_open) == (2, 1)


def test_a_later_sheet_tells_what_a_list_brought(
    workspace: Workspace, make_dataset: MakeDataset
) -> None:
    make_dataset([order("1", "2026-11-11 10:00", gross_amount="45.00", buyer_id="ann")], None, "a")
    note(workspace, ["1"], "chat", datetime(2026, 11, 11, 10, 30))
    later = make_dataset(
        [order("1", "2026-11-11 10:00", "45.00", buyer_id="ann", paid_at="2026-11-11 10:50")],
        None,
        "b",
    )
    told = answer(plan(), later, date(2026, 11, 11), noted=read_noted(workspace)).reminders
    assert told is not None
    assert told.found.results.whole is not None
    assert (told.found.results.whole.paid, str(told.found.results.whole.amount)) == (1, "45")


def test_what_is_expected_rests_on_days_as_now_whose_hours_are_over() -> None:
    """Two of the event, one paid; one of an ordinary day, and one whose day is not over."""
    record = noted(
        ("1", "text", "2026-11-10 10:00"), ("2", "text", "2026-11-10 11:00"),
        ("3", "text", "2026-11-05 10:00"), ("4", "text", "2026-11-11 11:00"),
    )  # fmt: skip
    paid = payments(("1", "2026-11-10 12:00", 100), ("4", "2026-11-11 11:30", 100))
    newest = np.datetime64("2026-11-11T12:00", "s")
    (event,) = results(record, paid, newest, NOW).like_now
    assert (event.key, event.reminded, event.paid) == ("text", 2, 1)
    ordinary = times("2026-11-20 12:00")
    (before,) = results(record, paid, newest, ordinary).like_now
    assert (before.reminded, before.paid) == (1, 0)


def due_with(record: Noted, make_dataset: MakeDataset, paid: int, **values: Any) -> Reminders:
    """Return the list of a day after 40 orders were reminded of by text, some paid."""
    told = [
        order(
            f"old {one}", "2026-11-10 08:00", "10.00" if one < paid else None, gross_amount=10,
            buyer_id=f"o{one}",
            **({"paid_at": "2026-11-10 10:00"} if one < paid else {}),
        )
        for one in range(40)
    ]  # fmt: skip
    dataset = make_dataset(
        [*told, order("new", "2026-11-12 09:00", gross_amount=100, buyer_id="n")]
    )
    given = plan(
        campaign__main_day="2026-11-11", reminders__as_of="own", reminders__day="2026-11-12",
        reminders__time="10:00", **values,
    )  # fmt: skip
    found = answer(given, dataset, date(2026, 11, 12), noted=record).reminders
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("reminders", "values", "share", "origin"),
    [
        (40, {}, 0.25, "from your sheets: 40 reminders on such days; 14"),
        (29, {}, 0.30, "29 of your own reminders on such days are over, 30 are needed"),
        (40, {"reminders__success_event": 0.5}, 0.5, None),
        (40, {"reminders__smallest_base": 41}, 0.30, "41 are needed"),
    ],
)
def test_own_rates_take_the_place_of_the_planners(
    workspace: Workspace,
    make_dataset: MakeDataset,
    reminders: int,
    values: dict[str, Any],
    share: float,
    origin: str | None,
) -> None:
    """Ten of 40 paid: 25 %, Wilson 14.2 to 40.2 %, once at least 30 reminders are over."""
    note(workspace, [f"old {one}" for one in range(reminders)], "text", datetime(2026, 11, 10, 9))
    found = due_with(read_noted(workspace), make_dataset, paid=10, **values)
    figures = found.worth.figures
    assert float(figures["text_success"].value or 0) == pytest.approx(share)
    assert figures["text_brings"].value == pytest.approx(found.due("text")[1] * Decimal(str(share)))
    said = figures["text_success"].note
    assert (said is None) if origin is None else (origin in Language("en").text(said or origin))
    # Of chats there is no record.
    assert float(figures["chat_success"].value or 0) == values.get("reminders__success_event", 0.3)
