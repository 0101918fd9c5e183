"""Which order is reminded of by which way, and from when on: the ladder of CRM-6 and CRM-9."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.language import Message, say
from planner.reminders.assumptions import ReminderAssumptions
from planner.reminders.hours import HOURS_OF_DAY, Moments, Quiet, allowed_from
from planner.reminders.record import Noted

WAYS: Mapping[str, Message] = {
    "chat": say("By chat"),
    "text": say("By text"),
    "phone": say("By phone"),
}
"""Ways of reminding, as the record keeps them."""
CHEAP, DEAR = ("chat", "text"), ("chat", "phone", "text")
"""The ladders: each way once, ever upwards."""
NOTES: Mapping[str, Message] = {
    "said_no": say("Customer said no"),
    "wrong_item": say("Wrong item or price"),
    "abandoned": say("Given up"),
    "cash_on_delivery": say("Cash on delivery"),
}
"""What an agent may note of an order that is not to be reminded of (CRM-9)."""
REASONS: Mapping[str, tuple[Message, Message]] = {
    "said_no": (NOTES["said_no"], say("noted; leave the customer alone")),
    "wrong_item": (NOTES["wrong_item"], say("noted; offer the right item or a small discount")),
    "abandoned": (NOTES["abandoned"], say("noted; nothing to do")),
    "cash_on_delivery": (NOTES["cash_on_delivery"], say("is paid at the door")),
    "closed": (say("Closed"), say("the order no longer stands")),
    "on_delivery": (say("On its way unpaid"), say("cash on delivery, by its status")),
    "said_paid": (say("Paid by its status"), say("the sheet lacks the moment of payment")),
    "nothing_due": (say("Nothing to pay"), say("the amount is zero")),
    "paid_twin": (say("Double of a paid order"), say("cancel it; do not ask to pay twice")),
    "repeated": (say("Ordered again"), say("only the newest of them is reminded of")),
    "all_used": (say("All ways used"), say("never twice the same way")),
    "no_hour": (say("No hour is allowed"), say("quiet hours fill the whole day")),
}
"""Why an order is not reminded of, and what to do about it (CRM-10)."""
NOON = 12
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Times:
    """When reminders may go out.

    Attributes:
        given: the assumptions in force.
        now: the moment of the list.
        first_day: of the promotion.
        last_day: of it.
        in_batches: ordinary days are reminded of in batches.
        last_event: days of the promotion before; None where none is known.
    """

    given: ReminderAssumptions
    now: datetime
    first_day: date
    last_day: date
    in_batches: bool
    last_event: tuple[date, date] | None = None

    @property
    def is_event_day(self) -> bool:
        """Return whether now lies in the promotion."""
        return self.first_day <= self.now.date() <= self.last_day

    def like_now(self, moments: Moments) -> Flags:
        """Return which moments lie in a promotion if now does, or on ordinary days if it does not.

        >>> times = Times(ReminderAssumptions(), datetime(2026, 11, 11, 9), date(2026, 11, 10),
        ...               date(2026, 11, 11), False, (date(2025, 11, 11), date(2025, 11, 11)))
        >>> told = np.array(["2026-11-10T10:00", "2026-11-09T10:00", "2025-11-11T10:00"], "M8[s]")
        >>> times.like_now(told).tolist()
        [True, False, True]
        """
        days = moments.astype("M8[D]")
        in_event = np.zeros(days.shape, dtype=bool)
        for first, last in filter(None, ((self.first_day, self.last_day), self.last_event)):
            in_event |= (days >= np.datetime64(first)) & (days <= np.datetime64(last))
        return np.asarray(in_event == self.is_event_day)

    def quiet(self, way: str) -> tuple[Quiet, ...]:
        """Return the hours in which nobody is reminded by a way."""
        given = self.given
        hours = (
            Quiet(given.quiet_from, given.quiet_until),
            Quiet(given.lunch_from, given.lunch_until),
            Quiet(given.supper_from, given.supper_until),
        )
        return (*hours, Quiet(given.phone_until, given.phone_from)) if way == "phone" else hours

    def due(self, place: int, created: Moments) -> Moments:
        """Return from when on orders may be reminded of, quiet hours left aside.

        Args:
            place: of the way on the ladder; the third is for the next morning.
            created: when the orders were placed.
        """
        given, days = self.given, created.astype("M8[D]")
        if place > 1:
            morning = np.timedelta64(HOURS_OF_DAY + given.next_morning_hour, "h")
            return np.asarray(days + morning, dtype="M8[s]")
        minutes = given.chat_minutes if place == 0 else given.second_minutes
        by_minutes = created + np.timedelta64(minutes, "m")
        if not self.in_batches:
            return by_minutes
        in_event = (days >= np.datetime64(self.first_day)) & (days <= np.datetime64(self.last_day))
        later = np.timedelta64(max(0, minutes - given.chat_minutes), "m")
        return np.where(in_event, by_minutes, batch_of(created, given) + later)


def batch_of(created: Moments, given: ReminderAssumptions) -> Moments:
    """Return the batch that orders of an ordinary day are reminded of in (CRM-6).

    Morning orders in the afternoon, afternoon orders an hour before dispatch closes, later ones
    the next afternoon.

    >>> told = np.array(["2026-09-01T09:00", "2026-09-01T13:30", "2026-09-01T21:00"], "M8[s]")
    >>> batch_of(told, ReminderAssumptions()).astype("M8[m]").astype(str).tolist()
    ['2026-09-01T14:00', '2026-09-01T16:00', '2026-09-02T14:00']
    """
    days = created.astype("M8[D]").astype("M8[s]")
    hours = (created - days).astype("m8[h]").astype(np.int64)
    last = given.cut_off_hour - 1
    later = np.where(hours < last, last, HOURS_OF_DAY + given.batch_hour)
    at = np.where(hours < NOON, given.batch_hour, later)
    found: Moments = np.maximum(days + at.astype("m8[h]"), created)
    return found


@dataclass(frozen=True, eq=False)
class Judged:
    """What is to be done about open orders; columns of equal length, one an order.

    Attributes:
        way: of reminding next; empty where the order is left alone.
        ready_at: from when on; NaT where it is left alone.
        reason: why it is left alone; empty where it is not.
        is_due: it is to be reminded of now.
        lead: row of the order that stands for the reminder it is in, its own where it is alone; -1
            where it is not due. Open orders of one buyer are in one reminder.
    """

    way: npt.NDArray[np.object_]
    ready_at: Moments
    reason: npt.NDArray[np.object_]
    is_due: Flags
    lead: npt.NDArray[np.int64]

    @property
    def is_lead(self) -> Flags:
        """Return which rows stand for a reminder that is due now."""
        return np.asarray(self.lead == np.arange(len(self.lead)))


def judge(orders: pd.DataFrame, noted: Noted, times: Times) -> Judged:
    """Return by which way each open order is reminded of next, and when.

    Cheap orders go up the ladder chat, text; dear ones chat, phone and, the next morning, text.
    Each way is used once at most; without a buyer there is nobody to chat with. The next way is due
    when its minutes have passed since the order, the pause since the last reminder of the buyer,
    and no quiet hour holds; where several are due the higher one is taken. All open orders of a
    buyer of whom one is due are reminded of at once, see :func:`_together`.

    Args:
        orders: ``order_id``, ``buyer_id``, ``created_at``, ``amount_minor`` and ``reason``.
        noted: what was sent and noted.
        times: when reminders may go out.
    """
    count = len(orders)
    ids = pd.Index(orders["order_id"])
    created = orders["created_at"].to_numpy(dtype="M8[s]")
    has_buyer = orders["buyer_id"].notna().to_numpy(dtype=bool)
    dear = orders["amount_minor"].to_numpy() >= int(times.given.dear_amount * 100)
    sent = {way: noted.of(way).reindex(ids).to_numpy(dtype="M8[s]") for way in WAYS}
    reason = _reasons(orders, ids, noted)
    whose = pd.factorize(orders["buyer_id"])[0]
    last = _of_buyer(np.fmax.reduce([*sent.values()]), whose) if count else created
    pause = np.timedelta64(times.given.pause_minutes, "m")
    now = np.datetime64(times.now, "s")
    way = np.full(count, "", dtype=object)
    ready = np.full(count, np.datetime64("NaT"), dtype="M8[s]")
    has_way = np.zeros(count, dtype=bool)
    for ladder, rows in ((CHEAP, ~dear), (DEAR, dear)):
        above = np.ones(count, dtype=bool)
        # From the top: a way is open while neither it nor a higher one was used.
        for place in reversed(range(len(ladder))):
            one = ladder[place]
            above = above & np.isnat(sent[one])
            usable = rows & above & (has_buyer if one == "chat" else True)
            has_way = has_way | usable
            due = times.due(place, created)
            at = np.fmax(np.maximum(due, now), last + pause)
            at = allowed_from(at, times.quiet(one))
            # A lower way is taken where it may go out sooner than the higher one.
            better = usable & ~np.isnat(at) & (np.isnat(ready) | (at < ready))
            ready = np.where(better, at, ready)
            way = np.where(better, one, way)
    stuck = (reason == "") & np.isnat(ready)
    reason = np.where(stuck, np.where(has_way, "no_hour", "all_used"), reason)
    alone = reason != ""
    ready = np.where(alone, np.datetime64("NaT"), ready)
    way = np.where(alone, "", way)
    return _together(Judged(way, ready, reason, ready == now, whose), orders, sent, times)


def _of_buyer(last: Moments, whose: npt.NDArray[np.int64]) -> Moments:
    """Return the last reminder of each order's buyer; without a buyer that of the order."""
    known = whose >= 0
    latest = pd.Series(last[known]).groupby(whose[known]).transform("max")
    found = last.copy()
    found[known] = latest.to_numpy(dtype="M8[s]")
    return found


def _together(
    judged: Judged, orders: pd.DataFrame, sent: Mapping[str, Moments], times: Times
) -> Judged:
    """Return the orders with those of one buyer in one reminder.

    The dearest due order, of equal ones the oldest, decides by which way. The buyer's other open
    orders go with it, also those not due yet, unless that way was used for them: those wait for
    the pause.

    Args:
        judged: each order by itself; ``lead`` numbers the buyers, -1 where none is told.
        orders: as :func:`judge` takes them.
        sent: when each was reminded of, by way.
        times: when reminders may go out.
    """
    whose, way, due = judged.lead, judged.way.copy(), judged.is_due.copy()
    rows, amount = np.arange(len(whose)), orders["amount_minor"].to_numpy()
    lead = np.where(due, rows, -1)
    leading = np.flatnonzero(due & (whose >= 0))
    leading = leading[np.lexsort((leading, -amount[leading]))]
    first_of = np.full(whose.max(initial=-1) + 1, -1)
    first_of[whose[leading[::-1]]] = leading[::-1]
    with_buyer = np.flatnonzero((whose >= 0) & (way != ""))
    member = with_buyer[first_of[whose[with_buyer]] >= 0]
    led_by = first_of[whose[member]]
    used = np.zeros(len(member), dtype=bool)
    for name, moments in sent.items():
        used |= (judged.way[led_by] == name) & ~np.isnat(moments[member])
    joined, waiting = member[~used], member[used & due[member]]
    ready = judged.ready_at.copy()
    way[joined], lead[joined] = judged.way[led_by[~used]], led_by[~used]
    ready[joined], due[joined] = np.datetime64(times.now, "s"), True
    later = np.datetime64(times.now, "s") + np.timedelta64(times.given.pause_minutes, "m")
    for name in sent:
        one = waiting[judged.way[waiting] == name]
        ready[one] = allowed_from(np.full(len(one), later), times.quiet(name))
    due[waiting], lead[waiting] = False, -1
    return Judged(way, ready, judged.reason, due, lead)


def _reasons(orders: pd.DataFrame, ids: pd.Index, noted: Noted) -> npt.NDArray[np.object_]:
    """Return why orders are left alone, as far as sheets and notes say; what was noted first."""
    found = orders["reason"].fillna("").to_numpy(dtype=object)
    for name in NOTES:
        found = np.where(ids.isin(noted.of(name).index), name, found)
    return found


def turns(created: Moments, names: Sequence[str], first_hour: int) -> npt.NDArray[np.object_]:
    """Return who reminds of each order: the orders of an hour to one, the next hour to the next.

    Worked example (CRM-7): orders of 08–09 to A, of 09–10 to B.

    >>> told = np.array(["2026-11-11T08:05", "2026-11-11T09:59", "2026-11-11T10:00"], "M8[s]")
    >>> turns(told, ["A", "B"], first_hour=8).tolist()
    ['A', 'B', 'A']
    """
    hours = (created - created.astype("M8[D]")).astype("m8[h]").astype(np.int64)
    turn = (hours - first_hour) % len(names)
    who: npt.NDArray[np.object_] = np.asarray(names, dtype=object)[turn]
    return who


def next_moment(ready_at: Moments, now: datetime) -> datetime | None:
    """Return when the next orders become due after now; None where none waits."""
    later = ready_at[ready_at > np.datetime64(now, "s")]
    return None if not len(later) else later.min().astype("M8[us]").astype(datetime)
