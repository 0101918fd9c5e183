"""The room: whom to remind of payment now, by which way, by whom, with which text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from planner.campaign import Campaign, Plan, own_moment
from planner.figures import Entry, Figure, Level, filled
from planner.language import Message, Quantity, Unit, say
from planner.messages import Sender, Wording
from planner.reminders.assumptions import AUTO, ReminderAssumptions
from planner.reminders.ladder import REASONS, WAYS, Times, next_moment, turns
from planner.reminders.reading import Clock, Found, read_clock, read_found
from planner.reminders.record import Noted
from planner.reminders.texts import TEMPLATES, text_of, wording_of
from planner.reminders.worth import Beside, Worth, work_out_worth
from planner.tables import Dataset

AGENTS = "A, B"
SPECIALIST = say("Specialist")
MINUTES_OF_HOUR = 60
UNTIL_NEXT_MINUTE = timedelta(seconds=59)
"""A moment is told by its minute, one that is waited for by the minute it is over in."""


@dataclass(frozen=True)
class Share:
    """What one person reminds of by hand; texts go out in one list.

    Attributes:
        name: of the person.
        counts: reminders by way, chat and phone; several orders of a buyer are one.
        minutes: that they take.
    """

    name: str
    counts: Mapping[str, int]
    minutes: float


@dataclass(frozen=True)
class LeftAlone:
    """Orders that are not reminded of for one reason.

    Attributes:
        reason: key of :data:`~planner.reminders.ladder.REASONS`; ``older`` = too old.
        label: of the reason.
        advice: what to do about it.
        orders: how many.
        amount: what they come to.
    """

    reason: str
    label: Message
    advice: Message
    orders: int
    amount: Decimal


@dataclass(frozen=True)
class Reminders:
    """Whom to remind of payment at a moment.

    Attributes:
        now: the moment.
        today: the day it was asked on.
        is_own_moment: somebody chose it; else it is the newest in the sheets.
        times: when reminders may go out.
        clock: what the sheets say of time and payment.
        found: the open orders, judged.
        names: who reminds, in the order of their turns.
        wording: the text to send now.
        texts: every text of the library.
        worth: what reminding brings in an agent's minute, and answering inquiries.
        problems: what a manager must know before trusting any of it.
    """

    now: datetime
    today: date
    is_own_moment: bool
    times: Times
    clock: Clock
    found: Found
    names: tuple[str, ...]
    wording: Wording
    texts: Mapping[str, Wording]
    worth: Worth
    problems: tuple[Message, ...]

    def rows(self, way: str) -> npt.NDArray[np.bool_]:
        """Return which orders are to be reminded of now by a way."""
        judged = self.found.judged
        rows: npt.NDArray[np.bool_] = judged.is_due & (judged.way == way)
        return rows

    def leads(self, way: str) -> npt.NDArray[np.bool_]:
        """Return which orders stand for the reminders to be sent now by a way, one a buyer."""
        rows: npt.NDArray[np.bool_] = self.found.judged.is_lead & (self.found.judged.way == way)
        return rows

    def reminders(self, way: str) -> int:
        """Return how many reminders are to be sent now by a way."""
        return int(self.leads(way).sum())

    def order_ids(self, way: str) -> list[str]:
        """Return the numbers of all orders that the reminders by a way are about."""
        ids: list[str] = self.found.orders["order_id"].to_numpy()[self.rows(way)].tolist()
        return ids

    def due(self, way: str) -> tuple[int, Decimal]:
        """Return how many orders are to be reminded of now by a way, and what they come to."""
        return self.found.total(self.rows(way))

    @property
    def due_now(self) -> tuple[int, Decimal]:
        """Return how many orders are to be reminded of now, and what they come to."""
        return self.found.total(self.found.judged.is_due)

    @property
    def waiting(self) -> tuple[int, Decimal]:
        """Return how many orders wait for their moment, and what they come to."""
        judged = self.found.judged
        return self.found.total((judged.way != "") & ~judged.is_due)

    @property
    def next_at(self) -> datetime | None:
        """Return when the next of them become due; None where none waits."""
        return next_moment(self.found.judged.ready_at, self.now)

    def waits(self) -> tuple[tuple[datetime, Mapping[str, int], Decimal], ...]:
        """Return the hours in which waiting orders become due: counts by way, and their amount."""
        judged = self.found.judged
        waiting = (judged.way != "") & ~judged.is_due
        hours = judged.ready_at.astype("M8[h]")
        told = []
        for hour in np.unique(hours[waiting]):
            rows = waiting & (hours == hour)
            counts = {way: int((rows & (judged.way == way)).sum()) for way in WAYS}
            at = hour.astype("M8[us]").astype(datetime)
            told.append((at, counts, self.found.total(rows)[1]))
        return tuple(told)

    def left_alone(self) -> tuple[LeftAlone, ...]:
        """Return the orders that are not reminded of, by reason."""
        found = self.found
        told = []
        for reason, (label, advice) in REASONS.items():
            orders, amount = found.total(found.judged.reason == reason)
            if orders:
                told.append(LeftAlone(reason, label, advice, orders, amount))
        if found.older:
            age = say("Older than {hours} hours", hours=self.times.given.oldest_hours)
            advice = say("let go: too late for a reminder")
            told.append(LeftAlone("older", age, advice, found.older, found.older_amount))
        return tuple(told)

    def by_whom(self) -> npt.NDArray[np.object_]:
        """Return who reminds of each open order."""
        created = self.found.orders["created_at"].to_numpy(dtype="M8[s]")
        return turns(created, self.names, self.times.given.quiet_until)

    def shares(self) -> tuple[Share, ...]:
        """Return what each person has to do now."""
        who, told = self.by_whom(), []
        for name in self.names:
            counts = {
                way: int((self.leads(way) & (who == name)).sum()) for way in self.worth.minutes_each
            }
            minutes = sum(self.worth.minutes_each[way] * count for way, count in counts.items())
            told.append(Share(name, counts, minutes))
        return tuple(told)

    def figures(self) -> Iterator[Figure]:
        """Yield what was worked out."""
        yield from self.worth.figures.values()

    def verdict(self) -> tuple[Level, Message]:
        """Return whom to remind now, in one sentence."""
        if not self.clock.unpaid:
            return Level.READY, say("Every order in the sheets is paid: nobody is to be reminded.")
        if not self.is_own_moment and self.now.date() < self.today:
            return Level.ON_TRACK, say(
                "The orders end on {moment}: load today's orders before anybody is reminded."
                " {answer}",
                moment=_minute(self.now),
                answer=self._answer(),
            )
        return (Level.AT_RISK if self.due_now[0] else Level.READY), self._answer()

    def _answer(self) -> Message:
        orders, amount = self.due_now
        waiting, _ = self.waiting
        alone = sum(one.orders for one in self.left_alone())
        rest = (
            say(
                "{waiting} wait until {moment}; {alone} are left alone.",
                waiting=waiting,
                moment=_minute((self.next_at or self.now) + UNTIL_NEXT_MINUTE),
                alone=alone,
            )
            if waiting
            else say("None waits; {alone} are left alone.", alone=alone)
        )
        if not orders:
            return say("Nobody is to be reminded at {moment}. {rest}", moment=_minute(self.now),
                       rest=rest)  # fmt: skip
        counts = {way: self.due(way)[0] for way in WAYS}
        return say(
            "Remind {orders} orders worth {amount} now: {chat} by chat, {text} by text, {phone} by"
            " phone. {rest}",
            orders=orders,
            amount=Quantity(amount, Unit.MONEY),
            chat=counts["chat"],
            text=counts["text"],
            phone=counts["phone"],
            rest=rest,
        )


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def plan_reminders(
    dataset: Dataset,
    noted: Noted,
    plan: Plan,
    campaign: Campaign,
    entries: Mapping[str, Entry],
    today: date,
    sender: Sender,
    beside: Beside | None,
) -> Reminders | None:
    """Return whom to remind of payment; None where no orders are loaded.

    Args:
        dataset: the orders.
        noted: what was sent and noted so far.
        plan: its texts and choices.
        campaign: its days; minutes count in them.
        entries: the assumptions in force.
        today: orders of later days are counted apart.
        sender: of the texts.
        beside: what answering inquiries is worth; None where no sales are loaded to tell it.
    """
    clock = read_clock(dataset, today)
    if not clock.orders:
        return None
    given = filled("reminders", ReminderAssumptions, entries)
    newest = clock.newest or datetime.combine(today, time())
    own = own_moment(plan, "reminders", today)
    now = own or newest
    times = Times(
        given,
        now.replace(microsecond=0),
        campaign.first_day,
        campaign.last_day,
        plan.text("reminders.rhythm") == "batches",
        campaign.reference_window,
    )
    found = read_found(dataset, noted, times, newest)
    key = plan.text("reminders.text") or AUTO
    key = text_of(now, campaign.first_day, campaign.last_day) if key not in TEMPLATES else key
    wording = wording_of(key, plan.text("reminders.own_text"), sender, campaign.name)
    worth = work_out_worth(found, times, wording.length.parts, entries, beside, dataset.files)
    names = names_of(plan, sender)
    return Reminders(
        now=now,
        today=today,
        is_own_moment=own is not None,
        times=times,
        clock=clock,
        found=found,
        names=names,
        wording=wording,
        texts={one: wording_of(one, None, sender, campaign.name) for one in TEMPLATES},
        worth=worth,
        problems=tuple(_problems(clock, found, now, own is not None, worth, names)),
    )


def names_of(plan: Plan, sender: Sender) -> tuple[str, ...]:
    """Return who reminds: the agents in the order of their turns, or the specialist."""
    if plan.text("reminders.by_whom") == "specialist":
        return (plan.text("reminders.specialist") or sender.language.text(SPECIALIST),)
    written = (plan.text("reminders.agents") or AGENTS).replace("，", ",").replace("、", ",")
    return tuple(dict.fromkeys(one.strip() for one in written.split(",") if one.strip())) or ("A",)


def _problems(
    clock: Clock,
    found: Found,
    now: datetime,
    is_own: bool,
    worth: Worth,
    names: Sequence[str],
) -> Iterator[Message]:
    if clock.unpaid and clock.unpaid == clock.orders:
        yield say(
            "None of the loaded orders is paid: look whether the sheet has its times of payment,"
            " before buyers who paid are asked to pay."
        )
    without = int(found.orders["buyer_id"].isna().sum())
    if without:
        yield say(
            "{orders} open orders name no buyer: they cannot be reminded by chat, and doubles of"
            " them cannot be told.",
            orders=without,
        )
    if clock.after_day:
        yield say(
            "{orders} orders are dated after today: look at their sheet and at the clock of this"
            " computer.",
            orders=clock.after_day,
        )
    if clock.paid_before_placed:
        yield say(
            "{orders} orders were paid before they were placed, by their clocks: they count as"
            " paid.",
            orders=clock.paid_before_placed,
        )
    if not clock.with_time:
        yield say("The sheets tell no time of day: minutes since the order cannot be told.")
    if found.later and is_own:
        yield say(
            "{orders} unpaid orders were placed after {moment} and are not in the list.",
            orders=found.later,
            moment=_minute(now),
        )
    minutes = worth.minutes_now
    if minutes > len(names) * MINUTES_OF_HOUR:
        yield say(
            "The list takes {minutes} minutes, more than an hour of {people}: name more agents, or"
            " a specialist who does nothing else.",
            minutes=round(minutes),
            people=Quantity(len(names), Unit.PEOPLE),
        )
