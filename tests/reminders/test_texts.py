"""What reminders say: by the hour, in both languages, in one text message."""

from datetime import date, datetime

import pytest

from planner.language import Language, Message, say
from planner.messages import Sender, places_in
from planner.reminders.texts import TEMPLATES, text_of, wording_of

DAYS = date(2026, 11, 10), date(2026, 11, 11)
DOUBLE_11 = Message("双11")


@pytest.mark.parametrize(
    ("moment", "key"),
    [
        ("2026-11-10 00:00", "few_left"),
        ("2026-11-11 01:30", "few_left"),
        ("2026-11-11 08:00", "by_day"),
        ("2026-11-11 19:59", "by_day"),
        ("2026-11-11 20:00", "nearly_gone"),
        ("2026-11-12 00:30", "day_after"),
        ("2026-11-12 10:00", "day_after"),
        ("2026-11-13 10:00", "ordinary"),
        ("2026-11-09 23:59", "ordinary"),
    ],
)
def test_each_hour_has_its_text(moment: str, key: str) -> None:
    assert text_of(datetime.fromisoformat(moment), *DAYS) == key


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_text_of_the_library_is_one_message_in_chinese(key: str) -> None:
    told = wording_of(key, None, Sender("小店旗舰店", Language("zh")), DOUBLE_11)
    assert told.length.parts == 1
    assert told.problems == ()
    assert set(places_in(told.text)) == {"orders", "amount"}


def test_after_20_nothing_ships_early_any_more() -> None:
    told = wording_of("nearly_gone", None, Sender("小店", Language("zh")), DOUBLE_11)
    assert "先发" not in told.text


def test_places_of_an_order_stay_for_the_sending_tool() -> None:
    own = "{shop}: {order_id} {amount} {name}"
    told = wording_of("by_day", own, Sender("Ann", Language("en")), say("Sale"))
    assert told.text == "Ann: {order_id} {amount} {name}"
    assert told.columns == ("order_id", "amount")
    assert [str(one) for one in told.problems] == [
        "Nobody fills in {name}: it would be sent as it stands."
    ]


def test_a_text_without_the_shops_name_is_said_to_be_junk() -> None:
    told = wording_of("by_day", None, Sender("", Language("en")), say("Sale"))
    assert "name of the shop is missing" in " ".join(map(str, told.problems))
