"""Who is reminded by which way and when: tables of cases, and what must never happen."""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.reminders.hours import Quiet, allowed_from
from planner.reminders.ladder import NOTES, WAYS, judge, next_moment
from tests.reminders.cases import noted, open_orders, times

CHEAP, DEAR = 4_500, 90_000


@pytest.mark.parametrize(
    ("created", "amount", "sent", "now", "way", "ready"),
    [
        # After 30 minutes by chat, after 60 by text; dear ones by phone.
        ("10:00", CHEAP, (), "10:29", "chat", "10:30"),
        ("10:00", CHEAP, (), "10:30", "chat", "10:30"),
        ("10:00", CHEAP, (), "10:59", "chat", "10:59"),
        ("10:00", CHEAP, (), "11:00", "text", "11:00"),
        ("10:00", DEAR, (), "11:00", "phone", "11:00"),
        # What was sent is not sent again: the next way follows, with a pause.
        ("10:00", CHEAP, (("chat", "10:30"),), "10:31", "text", "11:00"),
        ("10:00", CHEAP, (("chat", "10:50"),), "10:55", "text", "11:20"),
        ("10:00", CHEAP, (("text", "11:00"),), "11:40", "", None),
        ("10:00", CHEAP, (("chat", "10:30"), ("text", "11:00")), "11:40", "", None),
        ("10:00", DEAR, (("phone", "11:00"),), "11:40", "text", "+10:00"),
        # Meals and the night.
        ("11:10", CHEAP, (), "12:10", "text", "13:00"),
        ("11:29", CHEAP, (), "11:59", "chat", "11:59"),
        ("17:31", CHEAP, (), "18:00", "text", "19:00"),
        ("01:00", CHEAP, (), "01:45", "chat", "01:45"),
        ("01:00", CHEAP, (), "02:00", "text", "08:00"),
        ("01:00", CHEAP, (), "07:59", "text", "08:00"),
        # Calls begin later and end earlier than texts; until then a chat may go out.
        ("07:00", DEAR, (("chat", "08:00"),), "08:30", "phone", "09:00"),
        ("20:20", DEAR, (("chat", "20:50"),), "21:00", "phone", "+09:00"),
        ("20:20", DEAR, (), "21:30", "chat", "21:30"),
    ],
)
def test_the_next_way_of_an_order(
    created: str, amount: int, sent: tuple[tuple[str, str], ...], now: str, way: str, ready: str
) -> None:
    day = "2026-11-11 "
    record = noted(*(("1", one, day + at) for one, at in sent))
    judged = judge(open_orders(("1", day + created, amount)), record, times(day + now))
    assert judged.way.tolist() == [way]
    if ready is None:
        assert judged.reason.tolist() == ["all_used"]
        assert np.isnat(judged.ready_at[0])
        return
    moment = datetime.fromisoformat(day + ready.removeprefix("+"))
    moment += timedelta(days=ready.startswith("+"))
    assert judged.ready_at[0] == np.datetime64(moment)
    assert judged.is_due.tolist() == [ready == now]


@pytest.mark.parametrize("mark", NOTES)
def test_what_was_noted_is_left_alone(mark: str) -> None:
    orders = open_orders(("1", "2026-11-11 10:00", CHEAP), ("2", "2026-11-11 10:00", CHEAP))
    judged = judge(orders, noted(("1", mark, "2026-11-11 10:10")), times("2026-11-11 11:00"))
    assert judged.reason.tolist() == [mark, ""]
    assert judged.is_due.tolist() == [False, True]


def test_without_a_buyer_there_is_no_chat() -> None:
    orders = open_orders(("1", "2026-11-11 10:00", CHEAP))
    orders["buyer_id"] = None
    judged = judge(orders, noted(), times("2026-11-11 10:40"))
    assert (judged.way[0], str(judged.ready_at[0])) == ("text", "2026-11-11T11:00:00")


def test_on_an_ordinary_day_orders_may_wait_for_their_batch() -> None:
    orders = open_orders(("1", "2026-09-01 09:00", CHEAP), ("2", "2026-09-01 13:30", CHEAP))
    judged = judge(orders, noted(), times("2026-09-01 13:40", in_batches=True))
    assert judged.ready_at.astype(str).tolist() == ["2026-09-01T14:00:00", "2026-09-01T16:00:00"]
    in_event = open_orders(("1", "2026-11-11 09:00", CHEAP))
    assert judge(in_event, noted(), times("2026-11-11 09:30", in_batches=True)).is_due[0]


def test_quiet_hours_that_fill_the_day_leave_no_hour() -> None:
    orders = open_orders(("1", "2026-11-11 10:00", CHEAP))
    judged = judge(orders, noted(), times("2026-11-11 11:00", quiet_from=0, quiet_until=24))
    assert judged.reason.tolist() == ["no_hour"]


def test_no_orders_are_judged_too() -> None:
    assert judge(open_orders(), noted(), times("2026-11-11 11:00")).way.tolist() == []


MOMENTS = st.datetimes(datetime(2026, 11, 9), datetime(2026, 11, 13)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
HOURS = st.integers(0, 24)


@given(st.lists(st.tuples(HOURS, HOURS), max_size=4), MOMENTS)
def test_an_allowed_moment_is_the_first_that_is_not_quiet(
    hours: list[tuple[int, int]], moment: datetime
) -> None:
    quiet = [Quiet(*one) for one in hours]

    def is_quiet(at: datetime) -> bool:
        return any(one.holds(np.array([at.hour]))[0] for one in quiet)

    wanted, tried = moment, 0
    while is_quiet(wanted) and tried < 25:
        wanted, tried = wanted.replace(minute=0) + timedelta(hours=1), tried + 1
    (found,) = allowed_from(np.array([moment], dtype="M8[s]"), quiet)
    assert np.isnat(found) if tried == 25 else found == np.datetime64(wanted)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(MOMENTS, st.integers(100, 200_000)), min_size=1, max_size=8),
    MOMENTS,
    st.integers(1, 120),
)
def test_never_at_a_quiet_hour_and_never_twice_the_same_way(
    placed: list[tuple[datetime, int]], first: datetime, step: int
) -> None:
    """Lists are sent again and again: no order gets one way twice, none is reminded at night."""
    rows = [(str(place), str(at), amount) for place, (at, amount) in enumerate(placed)]
    orders = open_orders(*rows)
    sent: list[tuple[str, str, str]] = []
    for turn in range(8):
        now = first + timedelta(minutes=turn * step)
        known = orders[orders["created_at"] <= now]
        judged = judge(known, noted(*sent), times(str(now)))
        for place in np.flatnonzero(judged.is_due):
            way = judged.way[place]
            assert now.hour not in {*range(2, 8), 12, 18}
            assert way != "phone" or 9 <= now.hour < 21
            sent.append((known["order_id"].iloc[place], way, str(now)))
    assert len({row[:2] for row in sent}) == len(sent)
    assert {way for _, way, _ in sent} <= set(WAYS)


def test_the_next_moment_is_the_first_after_now() -> None:
    ready = np.array(["2026-11-11T13:00", "2026-11-11T12:30", "NaT"], dtype="M8[s]")
    assert next_moment(ready, datetime(2026, 11, 11, 12, 30)) == datetime(2026, 11, 11, 13)
    assert next_moment(ready[2:], datetime(2026, 11, 11)) is None


def of_one_buyer(*rows: tuple[str, str, int], buyer: str | None = "ann") -> pd.DataFrame:
    orders = open_orders(*rows)
    orders["buyer_id"] = buyer
    return orders


def test_open_orders_of_a_buyer_are_reminded_of_together() -> None:
    """One due by chat, one placed just now: one reminder about both, led by the due one."""
    day = "2026-11-11 "
    orders = of_one_buyer(("1", day + "10:00", CHEAP), ("2", day + "10:25", DEAR))
    judged = judge(orders, noted(), times(day + "10:30"))
    assert judged.way.tolist() == ["chat", "chat"]
    assert judged.is_due.tolist() == [True, True]
    assert judged.lead.tolist() == [0, 0]
    assert judged.is_lead.tolist() == [True, False]


def test_the_dearest_due_order_decides_the_way() -> None:
    day = "2026-11-11 "
    orders = of_one_buyer(("1", day + "09:00", CHEAP), ("2", day + "09:10", DEAR))
    judged = judge(orders, noted(), times(day + "10:30"))
    assert judged.way.tolist() == ["phone", "phone"]
    assert judged.lead.tolist() == [1, 1]


def test_what_a_way_was_used_for_waits_while_the_others_go_out() -> None:
    """The cheap one was chatted about: the dear one's chat goes out without it, then a pause."""
    day = "2026-11-11 "
    orders = of_one_buyer(("1", day + "09:00", CHEAP), ("2", day + "10:00", DEAR))
    record = noted(("1", "chat", day + "09:30"))
    judged = judge(orders, record, times(day + "10:30"))
    assert (judged.way.tolist(), judged.is_due.tolist()) == (["text", "chat"], [False, True])
    assert str(judged.ready_at[0]) == "2026-11-11T11:00:00"


def test_the_pause_holds_for_all_orders_of_a_buyer() -> None:
    day = "2026-11-11 "
    orders = of_one_buyer(("1", day + "09:00", CHEAP), ("2", day + "10:00", CHEAP))
    record = noted(("1", "chat", day + "10:20"))
    judged = judge(orders, record, times(day + "10:30"))
    assert judged.is_due.tolist() == [False, False]
    assert judged.ready_at.astype(str).tolist() == ["2026-11-11T10:50:00"] * 2


def test_orders_without_a_buyer_are_each_reminded_of() -> None:
    day = "2026-11-11 "
    rows = (("1", day + "09:00", CHEAP), ("2", day + "09:00", CHEAP))
    judged = judge(of_one_buyer(*rows, buyer=None), noted(), times(day + "10:30"))
    assert judged.lead.tolist() == [0, 1]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(MOMENTS, st.integers(100, 200_000), st.sampled_from("ab")),
        min_size=1, max_size=8,
    ),
    MOMENTS,
    st.integers(1, 120),
)  # fmt: skip
def test_a_buyer_gets_one_reminder_at_a_time_and_no_order_one_way_twice(
    placed: list[tuple[datetime, int, str]], first: datetime, step: int
) -> None:
    rows = [(str(place), str(at), amount) for place, (at, amount, _) in enumerate(placed)]
    orders = open_orders(*rows)
    orders["buyer_id"] = [buyer for _, _, buyer in placed]
    sent: list[tuple[str, str, str]] = []
    told: dict[str, datetime] = {}
    for turn in range(8):
        now = first + timedelta(minutes=turn * step)
        known = orders[orders["created_at"] <= now].reset_index(drop=True)
        judged = judge(known, noted(*sent), times(str(now)))
        buyers = known["buyer_id"][judged.is_lead].tolist()
        assert len(buyers) == len(set(buyers))
        assert (judged.lead[judged.is_due] >= 0).all()
        for buyer in buyers:
            assert buyer not in told or now - told[buyer] >= timedelta(minutes=30)
            told[buyer] = now
        for place in np.flatnonzero(judged.is_due):
            assert judged.way[place] == judged.way[judged.lead[place]]
            assert now.hour not in {*range(2, 8), 12, 18}
            assert judged.way[place] != "phone" or 9 <= now.hour < 21
            sent.append((known["order_id"].iloc[place], judged.way[place], str(now)))
    assert len({row[:2] for row in sent}) == len(sent)
