"""What the sheets count on each level in a period, level by level, and what they do not tell.

Orders are followed from the time of placing, whenever they were paid, sent or received, so that no
level holds more than the one above it. Times shown and clicked, orders and reviews add up over
days. People do not: where every day has its own visitors, a rate sets the people of a day beside
those of the same day, and the sums are people-days; where one row states the whole period,
everybody counts once. Which of the two it is, is said.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from planner.figures import Measured, Value
from planner.funnel.levels import Level, Step
from planner.funnel.periods import Period
from planner.language import Message, Quantity, Unit, say
from planner.tables import Dataset, queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")
READINGS_KEPT = 32


@dataclass(frozen=True)
class StepCounts:
    """What a step is worked out from.

    Attributes:
        base: how many could take it.
        reached: how many of them did.
        amount: money that was paid behind them; None where no money can be told.
        per: what that money is divided by: it brought ``amount ÷ per`` for each that got through.
    """

    base: Measured
    reached: Measured
    amount: Measured | None = None
    per: Measured | None = None

    @property
    def pair(self) -> tuple[int, int]:
        """Return ``(reached, base)``, as intervals take them."""
        return int(self.reached.value or 0), int(self.base.value or 0)


@dataclass(frozen=True)
class Counts:
    """The funnel of a period.

    Attributes:
        period: the days.
        levels: what was counted on each level; only levels that a sheet tells.
        beside: what stands beside a level: page views, carts, favourites, silent orders and so on.
        steps: from level to level; only where both ends are told and fit together.
        why_not: step → why its rate cannot be told although both ends may be.
        remarks: how visitors were counted, clocks that run backwards, and the like.
        again_days: within how many days buying again was looked for; 0 = the sheets end too soon.
    """

    period: Period
    levels: Mapping[Level, Measured]
    beside: Mapping[str, Measured]
    steps: Mapping[Step, StepCounts]
    why_not: Mapping[Step, Message]
    remarks: tuple[Message, ...]
    again_days: int

    @property
    def is_empty(self) -> bool:
        """Return whether nothing at all was counted."""
        return not self.levels


@dataclass(frozen=True)
class Span:
    """What the sheets cover.

    Attributes:
        first_day: of orders or visitors.
        last_day: of orders or visitors, none after today.
        orders_placed: in all of them.
        orders_after: dated after today.
        refunds_told: whether any order had something given back.
        last_paid_day: the last on which anything was paid; None while nothing is.
    """

    first_day: date
    last_day: date
    orders_placed: int
    orders_after: int
    refunds_told: bool
    last_paid_day: date | None


def read_span(dataset: Dataset, today: date) -> Span | None:
    """Return what the sheets cover; None where neither orders nor visitors are loaded."""
    if not dataset.holds("order_steps"):
        return None
    (orders,) = dataset.rows(QUERIES["order_span"], today=today)
    (traffic,) = dataset.rows(QUERIES["traffic_span"])
    firsts = [one["first_day"] for one in (orders, traffic) if one["first_day"]]
    if not firsts:
        return None
    lasts = [one["last_day"] for one in (orders, traffic) if one["first_day"]]
    first, last = min(firsts), min(max(lasts), today)
    paid = dataset.rows(QUERIES["paid_span"], first_day=first, last_day=first)
    return Span(
        # Everything may be dated after today: then it is shown as it is, and said.
        first_day=first,
        last_day=max(last, first),
        orders_placed=orders["orders_placed"],
        orders_after=orders["orders_after"],
        refunds_told=orders["refunds_told"],
        last_paid_day=paid[0]["last_paid_day"],
    )


@lru_cache(maxsize=READINGS_KEPT)
def read_counts(
    dataset: Dataset, period: Period, side: str, again_days: int, refunds_told: bool
) -> Counts:
    """Return the funnel of a period.

    Args:
        dataset: to read.
        period: the days.
        side: ``now`` or the reference that it is; names the counts.
        again_days: within how many days buying again is looked for.
        refunds_told: whether the lists tell refunds at all.
    """
    return _Reader(dataset, period, side, again_days, refunds_told).read()


@dataclass
class _Reader:
    """Fills the funnel of one period, sheet by sheet."""

    dataset: Dataset
    period: Period
    side: str
    again_days: int
    refunds_told: bool
    levels: dict[Level, Measured] = field(default_factory=dict)
    beside: dict[str, Measured] = field(default_factory=dict)
    steps: dict[Step, StepCounts] = field(default_factory=dict)
    why_not: dict[Step, Message] = field(default_factory=dict)
    remarks: list[Message] = field(default_factory=list)

    def read(self) -> Counts:
        """Return what all sheets tell together."""
        self._read_orders()
        self._read_visits()
        self._read_additive()
        again_days = self._read_again()
        return Counts(
            period=self.period,
            levels={level: self.levels[level] for level in Level if level in self.levels},
            beside=self.beside,
            steps={step: self.steps[step] for step in Step if step in self.steps},
            why_not=self.why_not,
            remarks=tuple(self.remarks),
            again_days=again_days,
        )

    def _rows(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        return self.dataset.rows(QUERIES[name], **{**self.period.window, **parameters})

    def _measured(
        self,
        key: str,
        label: Message,
        value: Value | None,
        query: str,
        table: str = "orders",
        *,
        unit: Unit = Unit.COUNT,
        rows: int | None = None,
        window: Mapping[str, date] | None = None,
    ) -> Measured:
        counted = int(value or 0) if rows is None else rows
        return Measured(
            key=f"funnel.{self.side}.{key}",
            label=say("{count} ({period})", count=label, period=self.period.name),
            value=value,
            unit=unit,
            query=query,
            parameters=dict(window or self.period.window),
            rows=counted,
            table=table,
            files=self.dataset.files,
        )

    def _step(self, step: Step, counts: StepCounts) -> None:
        """Keep a step where its ends fit together; else say why no rate is told."""
        reached, base = counts.pair
        if not base:
            return
        if reached > base:
            self.why_not[step] = say(
                "{reached}: {more} are more than {base}: {fewer}, so no rate can be told: the two"
                " are counted differently, or come from different days.",
                reached=counts.reached.label,
                more=reached,
                base=counts.base.label,
                fewer=base,
            )
            return
        self.steps[step] = counts

    # Orders ---------------------------------------------------------------------------------------

    def _read_orders(self) -> None:
        (row,) = self._rows("order_totals")
        if not row["orders_placed"]:
            return

        def count(name: str, label: Message) -> Measured:
            return self._measured(name, label, row[name], "order_totals")

        placed = count("orders_placed", say("Orders placed"))
        paid = count("orders_paid", say("Paid orders"))
        amount = self._measured(
            "paid_amount",
            say("Paid amount"),
            row["paid_amount"],
            "order_totals",
            unit=Unit.MONEY,
            rows=row["orders_paid"],
        )
        self.levels[Level.PLACED] = placed
        self.levels[Level.PAID] = paid
        worth = {"amount": amount, "per": paid} if row["orders_paid"] else {}
        if row["paid_at_once"] == row["orders_placed"]:
            self.why_not[Step.PAID] = say(
                "Every order was paid in the second it was placed: the list has one time for both"
                " and seems to hold paid orders alone, so what stays unpaid cannot be told."
            )
        else:
            self._step(Step.PAID, StepCounts(placed, paid, **worth))
        self._read_returns()
        if row["paid_before_placed"]:
            self.remarks.append(
                say(
                    "{orders} orders of {period} were paid before they were placed, by the clock:"
                    " they count as paid, and in no time from order to payment.",
                    orders=row["paid_before_placed"],
                    period=self.period.name,
                )
            )
        if not row["orders_paid"]:
            return
        self.beside["paid_amount"] = amount
        self._read_after_payment(row, count, paid, amount)

    def _read_after_payment(
        self,
        row: Mapping[str, Any],
        count: Callable[[str, Message], Measured],
        paid: Measured,
        amount: Measured,
    ) -> None:
        """Read what became of the paid orders: sent, received, given back."""
        if row["shipping_told"]:
            self.beside["orders_shipped"] = count("orders_shipped", say("Shipped orders"))
        if self.refunds_told:
            self.beside["orders_refunded"] = count("orders_refunded", say("Orders with a refund"))
            self.beside["refund_amount"] = self._measured(
                "refund_amount", say("Refund amount"), row["refund_amount"], "order_totals",
                unit=Unit.MONEY, rows=row["orders_refunded"],
            )  # fmt: skip
            kept = self._measured(
                "orders_kept",
                say("Paid orders not given back"),
                row["orders_paid"] - row["orders_refunded_whole"],
                "order_totals",
            )
            self._step(Step.KEPT, StepCounts(paid, kept, amount, paid))
        if not row["receipt_told"]:
            return
        received = count("orders_received", say("Received orders"))
        self.levels[Level.RECEIVED] = received
        on_way = row["receipt_told"] - row["orders_received"] - row["orders_sent_back"]
        self.beside["orders_on_way"] = self._measured(
            "orders_on_way", say("Orders on their way"), on_way, "order_totals"
        )
        ended = self._measured(
            "orders_ended",
            say("Orders received or given back"),
            row["orders_received"] + row["orders_sent_back"],
            "order_totals",
        )
        self._step(Step.RECEIVED, StepCounts(ended, received, amount, paid))

    def _read_returns(self) -> None:
        """Read goods sent back without their order: no loss of a step, and not to be overlooked."""
        (row,) = self._rows("returns")
        if row["returns"]:
            self.beside["returns"] = self._measured(
                "returns", say("Goods sent back, booked without their order"), row["returns"],
                "returns",
            )  # fmt: skip
            self.beside["returned_amount"] = self._measured(
                "returned_amount", say("Refunds of these"), row["refund_amount"], "returns",
                unit=Unit.MONEY, rows=row["returns"],
            )  # fmt: skip

    # Visitors -------------------------------------------------------------------------------------

    def _read_visits(self) -> None:
        """Read visitors: those of each day where days tell them, else of one row of the period."""
        days = self._rows("visit_days")
        whole = [] if days else self._rows("visit_period")
        rows = days or whole
        if not rows:
            return
        query = "visit_days" if days else "visit_period"
        if days and self.period.day_count > 1:
            self.remarks.append(self._how_added(len(days)))
        self._read_people(rows, query)

    def _how_added(self, told: int) -> Message:
        days = Quantity(self.period.day_count, Unit.DAYS)
        if told == self.period.day_count:
            return say(
                "{period}: visitors of {days} stand day by day, so that who comes on two days"
                " counts on both; rates set people of a day beside people of the same day.",
                period=self.period.name,
                days=days,
            )
        return say(
            "{period}: visitors are told of {told} of {days}; the rates from and to visitors are"
            " those of these days alone.",
            period=self.period.name,
            told=told,
            days=days,
        )

    def _read_people(self, rows: Sequence[Mapping[str, Any]], query: str) -> None:
        def people(name: str, label: Message) -> Measured:
            total = sum(row[name] or 0 for row in rows)
            return self._measured(name, label, total, query, "traffic", rows=len(rows))

        visitors = people("visitors", say("Visitors"))
        self.levels[Level.VISITORS] = visitors
        for name, label in _BESIDE_VISITORS:
            if any(row[name] is not None for row in rows):
                self.beside[name] = people(name, label)
        self._read_ordering(rows, query, visitors)
        asking = [row for row in rows if row["inquiries"] is not None]
        if asking:
            total = sum(row["inquiries"] for row in asking)
            self.levels[Level.INQUIRIES] = self._measured(
                "inquiries", say("Inquiries"), total, query, "traffic", rows=len(asking)
            )
            self._read_asking(asking, query)

    def _read_ordering(
        self, rows: Sequence[Mapping[str, Any]], query: str, visitors: Measured
    ) -> None:
        """Read the visitors who ordered, and what was paid behind them, on the same days."""
        column, label = self._who_ordered(rows)
        if column is None:
            return
        total = sum(row[column] for row in rows)
        is_stated = column == "order_buyers"
        ordering = self._measured(
            "ordering",
            label,
            total,
            query,
            "traffic" if is_stated else "orders",
            rows=len(rows) if is_stated else total,
        )
        has_orders = any(row["orders_placed"] for row in rows)
        paid_column = "paid_amount" if has_orders else "traffic_amount"
        paid = sum((row[paid_column] or Decimal(0) for row in rows), Decimal(0))
        amount = self._measured(
            "visit_amount", say("Paid amount on the days with visitors"), paid, query,
            "orders" if has_orders else "traffic", unit=Unit.MONEY, rows=len(rows),
        )  # fmt: skip
        worth = {"amount": amount, "per": ordering} if total and paid else {}
        self._step(Step.PLACED, StepCounts(visitors, ordering, **worth))
        self.beside["ordering"] = ordering
        self.beside["visit_amount"] = amount
        if Level.PLACED not in self.levels:
            self.levels[Level.PLACED] = ordering
            self._read_paying(rows, query, ordering, amount)

    def _who_ordered(self, rows: Sequence[Mapping[str, Any]]) -> tuple[str | None, Message]:
        """Return which column tells who ordered: the sheet's people, else those of the orders."""
        stated = say("Visitors who ordered")
        column = _people_who_ordered(rows)
        if column is not None:
            return column, stated if column == "order_buyers" else say("Buyers who ordered")
        if any(row["orders_placed"] for row in rows):
            self.remarks.append(
                say(
                    "{period}: no sheet names everybody who ordered, so orders stand beside"
                    " visitors: who ordered twice counts twice.",
                    period=self.period.name,
                )
            )
            return "orders_placed", say("Orders of the days with visitors")
        return None, stated

    def _read_paying(
        self,
        rows: Sequence[Mapping[str, Any]],
        query: str,
        ordering: Measured,
        amount: Measured,
    ) -> None:
        """Read who paid from the sheet of visitors, where no order list is loaded."""
        if any(row["paid_buyers"] is None for row in rows):
            return
        total = sum(row["paid_buyers"] for row in rows)
        paying = self._measured(
            "paying", say("Visitors who paid"), total, query, "traffic", rows=len(rows)
        )
        self.levels[Level.PAID] = paying
        worth = {"amount": amount, "per": paying} if total and amount.value else {}
        self._step(Step.PAID, StepCounts(ordering, paying, **worth))

    def _read_asking(self, rows: Sequence[Mapping[str, Any]], query: str) -> None:
        """Read the branch of inquiries: who asked and ordered; all others ordered silently."""
        told = [row for row in rows if row["inquiry_buyers"] is not None]
        column = _people_who_ordered(told) if told else None
        if column is None:
            return
        asked = self._measured(
            "asked", say("Visitors who asked"), sum(row["inquiries"] for row in told), query,
            "traffic", rows=len(told),
        )  # fmt: skip
        by_inquiry = sum(row["inquiry_buyers"] for row in told)
        ordered = sum(row[column] for row in told)
        bought = self._measured(
            "inquiry_buyers", say("Buyers who asked first"), by_inquiry, query, "traffic",
            rows=len(told),
        )  # fmt: skip
        if by_inquiry > ordered:
            self.why_not[Step.ASKED] = say(
                "More buyers asked first ({asked}) than ordered at all ({ordered}): the two sheets"
                " count differently, so silent orders cannot be told.",
                asked=by_inquiry,
                ordered=ordered,
            )
            return
        self.beside["inquiry_buyers"] = bought
        self.beside["silent"] = self._measured(
            "silent", say("Silent orders: buyers who did not ask"), ordered - by_inquiry, query,
            "traffic", rows=len(told),
        )  # fmt: skip
        amount, per = self.beside.get("visit_amount"), self.beside.get("ordering")
        worth = {"amount": amount, "per": per} if per and per.value and amount else {}
        self._step(Step.ASKED, StepCounts(asked, bought, **worth))

    # What adds up ---------------------------------------------------------------------------------

    def _read_additive(self) -> None:
        for row in self._rows("additive_traffic"):
            if row["figure"] == "shown":
                self._read_shown(row)
            else:
                self._read_reviews(row)

    def _read_shown(self, row: Mapping[str, Any]) -> None:
        def times(name: str, label: Message, value: int) -> Measured:
            return self._measured(
                name, label, value, "additive_traffic", "traffic", rows=row["row_count"]
            )

        shown = times("impressions", say("Impressions"), row["shown"])
        clicks = times("clicks", say("Clicks"), row["reached"])
        self.levels[Level.IMPRESSIONS] = shown
        self.levels[Level.CLICKS] = clicks
        visitors, amount = self.levels.get(Level.VISITORS), self.beside.get("visit_amount")
        worth: dict[str, Measured] = {}
        if visitors is not None and amount is not None and amount.value:
            # One more click is at most one more visitor, however many come by other ways.
            more = max(visitors, clicks, key=lambda one: int(one.value or 0))
            worth = {"amount": amount, "per": more} if more.value else {}
        self._step(Step.CLICKS, StepCounts(shown, clicks, **worth))
        if visitors is None:
            return
        if int(visitors.value or 0) > int(clicks.value or 0):
            self.why_not[Step.VISITORS] = say(
                "More people visited ({visitors}) than clicks were counted ({clicks}): they come by"
                " ways that the report of ads does not hold, so no loss can be told.",
                visitors=visitors.value,
                clicks=clicks.value,
            )
            return
        self._step(
            Step.VISITORS,
            StepCounts(clicks, visitors, **({"amount": amount, "per": visitors} if worth else {})),
        )

    def _read_reviews(self, row: Mapping[str, Any]) -> None:
        reviews = self._measured(
            "reviews", say("Reviews"), row["reached"], "additive_traffic", "traffic",
            rows=row["row_count"],
        )  # fmt: skip
        self.levels[Level.REVIEWED] = reviews
        received = self.levels.get(Level.RECEIVED)
        if received is not None:
            # Reviews of the period, whichever orders they are of: no money can be told of them.
            self._step(Step.REVIEWED, StepCounts(received, reviews))

    # Bought again ---------------------------------------------------------------------------------

    def _read_again(self) -> int:
        """Read who bought again; return the days it was looked for, 0 where it cannot be told."""
        (span,) = self._rows("paid_span")
        last = span["last_paid_day"]
        if not span["orders_paid"] or last is None:
            return 0
        days = min(self.again_days, (last - self.period.last_day).days)
        left_out = span["orders_paid"] - span["orders_with_buyer"]
        if left_out and (days > 0 or not span["orders_with_buyer"]):
            self.remarks.append(_without_buyer(self.period, left_out, span["orders_paid"]))
        if not span["orders_with_buyer"] or days <= 0:
            return 0
        asked = self.period.with_quiet_days_after(days)
        (row,) = self._rows("bought_again", **asked.window, days=days)
        if asked != self.period:
            self.remarks.append(
                say(
                    "{period}: buying again within {days} days is counted of {first} to {last}:"
                    " of later buyers those days would hold the event.",
                    period=self.period.name,
                    days=days,
                    first=asked.first_day,
                    last=asked.last_day,
                )
            )
        if not row["buyers"]:
            return 0
        buyers = self._measured("buyers", say("Buyers who paid"), row["buyers"], "bought_again",
            "customers", window=asked.window)  # fmt: skip
        again = self._measured("bought_again", say("Buyers who bought again"), row["bought_again"],
            "bought_again", "customers", window=asked.window)  # fmt: skip
        self.levels[Level.AGAIN] = again
        self.beside["buyers"] = buyers
        paid, amount = self.levels.get(Level.PAID), self.beside.get("paid_amount")
        worth = {"amount": amount, "per": paid} if amount and paid and paid.value else {}
        self._step(Step.AGAIN, StepCounts(buyers, again, **worth))
        return int(days)


_BESIDE_VISITORS = (
    ("page_views", say("Page views")),
    ("favourites", say("Visitors who marked a favourite")),
    ("carts", say("Visitors who filled a cart")),
)


def _people_who_ordered(rows: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the column that counts everybody who ordered once; None where none does."""
    if all(row["order_buyers"] is not None for row in rows):
        return "order_buyers"
    names_all = all(row["orders_with_buyer"] == row["orders_placed"] for row in rows)
    return "buyers_placed" if names_all and any(row["orders_placed"] for row in rows) else None


def _without_buyer(period: Period, orders: int, of_all: int) -> Message:
    if orders == of_all:
        return say(
            "{period}: no paid order names its buyer, so nobody can be seen to buy again, and new"
            " and returning customers cannot be told apart.",
            period=period.name,
        )
    return say(
        "{period}: {orders} of {all} paid orders name no buyer and are left out of bought again.",
        period=period.name,
        orders=orders,
        all=of_all,
    )


def missing_levels(counts: Counts) -> Iterator[Level]:
    """Yield the levels that no sheet fills."""
    return (level for level in Level if level not in counts.levels)
