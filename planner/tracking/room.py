"""The room: which parcels are in trouble now, what to tell their buyers, whom to care for later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from planner.campaign import Campaign, Plan, own_moment
from planner.figures import Entry, Figure, Level, Measured, filled, work_out
from planner.language import Message, Quantity, Unit, listed, say
from planner.messages import Sender, Wording
from planner.tables import Dataset
from planner.tracking.assumptions import TrackingAssumptions
from planner.tracking.kinds import KINDS, Kind
from planner.tracking.reading import (
    HOURS_OF_DAY,
    Asking,
    Carrier,
    Clock,
    Count,
    read_clock,
    read_counts,
    read_marked,
)
from planner.tracking.texts import wording_of

MARKED = "marked"
"""Name of the list of buyers to be cared for later."""
STALE_HOURS = 24
"""A logistics sheet that is older than the orders by more says too little of them."""
SECONDS_OF_HOUR = 3600


@dataclass(frozen=True)
class Tracking:
    """Parcels at a moment.

    Attributes:
        now: the moment.
        today: the day it was asked on.
        is_own_moment: somebody chose it; else it is the newest in the sheets.
        given: the assumptions in force.
        promise_hours: within which an order is to be shipped.
        clock: what the sheets say of parcels and dispatch.
        counts: parcels and buyers by kind.
        carriers: how long they take, the one with most parcels first.
        on_the_way: parcels neither signed for nor gone.
        marked: buyers to be cared for later (AFT-9).
        wordings: the text of each kind.
        dataset: the sheets.
        asking: what they are asked with.
        problems: what a manager must know before trusting any of it.
    """

    now: datetime
    today: date
    is_own_moment: bool
    given: TrackingAssumptions
    promise_hours: int
    clock: Clock
    counts: Mapping[str, Count]
    carriers: tuple[Carrier, ...]
    on_the_way: int
    marked: int
    wordings: Mapping[str, Wording]
    dataset: Dataset
    asking: Asking
    problems: tuple[Message, ...]

    @property
    def has_parcels(self) -> bool:
        """Return whether a logistics sheet is loaded; else the order list speaks alone."""
        return self.clock.parcels > 0

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds that are told now, the worst first."""
        return tuple(one for one in KINDS.values() if self.count(one.key))

    @property
    def troubles(self) -> tuple[Kind, ...]:
        """Return those of them that are trouble."""
        return tuple(one for one in self.kinds if one.is_trouble)

    def count(self, key: str) -> int:
        """Return how many parcels, or orders, are of a kind."""
        return self.counts[key].parcels if key in self.counts else 0

    def limit_hours(self, carrier: Carrier) -> float:
        """Return from how many hours on a parcel of a carrier is late.

        Worked example: nine tenths of a carrier's 200 signed parcels came within 72 hours → late
        from 72; with 12 signed parcels the limit of 5 days holds → late from 120.
        """
        if carrier.usual_hours is not None and carrier.signed >= self.given.fewest_signed:
            return carrier.usual_hours
        return self.given.limit_days * HOURS_OF_DAY

    @property
    def in_trouble(self) -> int:
        """Return how many parcels and orders are in trouble."""
        return sum(self.count(one.key) for one in self.troubles)

    def figures(self) -> Iterator[Figure]:
        """Yield what was counted.

        Formula: in trouble = the sum over the kinds that are trouble.
        """
        inputs = {one.key: self._counted(one) for one in KINDS.values() if one.is_trouble}
        yield work_out(
            "tracking.in_trouble", say("Parcels and orders in trouble"), Unit.COUNT,
            " + ".join(inputs), inputs, rules=("AFT-1", "AFT-9"),
        )  # fmt: skip

    def _counted(self, kind: Kind) -> Measured:
        asked = self.asking.of_orders if kind.of_orders else self.asking.of_parcels
        return Measured(
            key=f"tracking.{kind.key}",
            label=kind.label,
            value=self.count(kind.key),
            unit=Unit.COUNT,
            query="order_kinds" if kind.of_orders else "parcel_kinds",
            parameters={
                name: str(one) if isinstance(one, datetime) else one for name, one in asked.items()
            },
            rows=self.count(kind.key),
            table="orders" if kind.of_orders else "parcels",
            files=self.dataset.files,
        )

    def verdict(self) -> tuple[Level, Message]:
        """Return which parcels are in trouble, in one sentence."""
        if not self.clock.tells_shipping:
            return Level.AT_RISK, say(
                "Nothing tells of any order that it was shipped: which ones wait cannot be told."
                " Load a logistics sheet, or an order list with status or time of dispatch."
            )
        if not self.has_parcels:
            unshipped, unconfirmed = self.count("unshipped"), self.count("unconfirmed")
            return (Level.AT_RISK if unshipped + unconfirmed else Level.ON_TRACK), say(
                "No logistics sheet is loaded, so the order list speaks alone: {unshipped} orders"
                " are not shipped within {hours} hours of payment, {unconfirmed} were shipped more"
                " than {days} days ago and are not received.",
                unshipped=unshipped,
                hours=self.promise_hours,
                unconfirmed=unconfirmed,
                days=self.given.unconfirmed_days,
            )
        if not self.in_trouble:
            return Level.READY, say(
                "No parcel is in trouble: {parcels} are on their way as usual.",
                parcels=self.on_the_way,
            )
        told = listed(
            say("{kind} {count}", kind=one.label, count=self.count(one.key))
            for one in self.troubles
        )
        return Level.AT_RISK, say(
            "{count} parcels and orders are in trouble: {kinds}. Tell their buyers before they"
            " ask.",
            count=self.in_trouble,
            kinds=told,
        )


def plan_tracking(
    dataset: Dataset,
    plan: Plan,
    campaign: Campaign,
    entries: Mapping[str, Entry],
    today: date,
    sender: Sender,
) -> Tracking | None:
    """Return which parcels are in trouble; None where nothing tells of parcels or dispatch.

    Args:
        dataset: the sheets.
        plan: its texts and choices.
        campaign: its name stands in texts.
        entries: the assumptions in force.
        today: parcels seen on later days are counted apart.
        sender: of the texts.
    """
    if not dataset.holds("parcels"):  # written by an older planner, until it is renewed
        return None
    clock = read_clock(dataset, today)
    newest = clock.newest_parcel or clock.newest_order
    if newest is None:
        return None
    own = own_moment(plan, "tracking", today)
    given = filled("tracking", TrackingAssumptions, entries)
    promise = entries["staffing.promise_hours"].value
    promise_hours = int(promise) if promise is not None else STALE_HOURS
    asking = Asking.of(own or newest, given, promise_hours, clock)
    counts, carriers, on_the_way = read_counts(dataset, asking)
    return Tracking(
        now=own or newest,
        today=today,
        is_own_moment=own is not None,
        given=given,
        promise_hours=promise_hours,
        clock=clock,
        counts=counts,
        carriers=carriers if clock.parcels else (),
        on_the_way=on_the_way,
        marked=len(read_marked(dataset, asking)),
        wordings={
            key: wording_of(key, plan.text(f"tracking.{key}.text"), sender, campaign.name)
            for key in KINDS
        },
        dataset=dataset,
        asking=asking,
        problems=tuple(_problems(clock, own or newest)),
    )


def _problems(clock: Clock, now: datetime) -> Iterator[Message]:
    if not clock.parcels:
        if clock.tells_shipping and not clock.tells_dispatch:
            yield say(
                "The order lists do not say when an order was shipped: the days since its payment"
                " count."
            )
        if not clock.tells_receipt:
            yield say(
                "The order lists do not say when an order was received: only its status tells."
            )
        return
    if clock.without_order:
        yield say(
            "{share} of the parcels belong to no loaded order: whose they are is not known.",
            share=Quantity(clock.without_order / clock.parcels, Unit.SHARE),
        )
    if clock.after_day:
        yield say(
            "{parcels} parcels were seen after today: look at their sheet and at the clock of this"
            " computer.",
            parcels=clock.after_day,
        )
    behind = (clock.newest_order - now).total_seconds() if clock.newest_order else 0.0
    if behind > STALE_HOURS * SECONDS_OF_HOUR:
        yield say(
            "The logistics sheet ends on {moment}, before the newest orders: load today's before"
            " anybody is written to.",
            moment=now.replace(second=0, microsecond=0),
        )
