"""The key numbers: the event, a day of it, its main day, an ordinary day, and their ratio.

Formulas: a day of the event = sum over the window ÷ its days that the sheets cover; an ordinary
day = sum over the ordinary days ÷ their number; ratio = a day of the event ÷ an ordinary day, and
of rates and values an order event ÷ ordinary. Buyers and visitors of days never add up: those of
the event are counted or stated for the whole window, those of a day are the mean of the days' own
figures.

Example (tests/last_year): 300.00 paid in a window of 3 days, 280.00 on 28 ordinary days → 100.00 a
day of the event, 10.00 an ordinary day, ratio 10.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.demand import Reference
from planner.figures import Figure, Input, Measured, Value, work_out
from planner.language import Message, Quantity, Unit, say


@dataclass(frozen=True)
class Day:
    """One day: of the window, before it, or an ordinary one.

    Attributes:
        day: the day.
        offset: days from the main day of the event, D-4 = -4.
        kind: ``"event"``, ``"before"`` or ``"ordinary"``.
        orders_placed: on it.
        orders_paid: on it.
        paid_amount: on it.
        refund_amount: of what was paid on it.
        items_paid: in its paid orders; None where not every one's items are counted.
        buyers: of this day alone; None where not every paid order names its buyer.
        visitors: of this day alone, as stated; None where no sheet does.
        converted: buyers to set beside the visitors: those of the orders, else those that the
            sheet of visitors states; None where neither tells.
    """

    day: date
    offset: int
    kind: str
    orders_placed: int
    orders_paid: int
    paid_amount: Decimal
    refund_amount: Decimal
    items_paid: int | None
    buyers: int | None
    visitors: int | None
    converted: int | None

    @property
    def conversion(self) -> float | None:
        """Return buyers ÷ visitors of this very day."""
        if self.converted is None or not self.visitors:
            return None
        return self.converted / self.visitors


@dataclass(frozen=True)
class Stated:
    """Visitors of one period as a sheet states them, and those of them who paid."""

    visitors: int
    paid_buyers: int | None


@dataclass(frozen=True)
class Measure:
    """One key number in its five places; a figure is open where the sheets do not tell.

    Attributes:
        key: its name.
        label: what it is.
        event: over the whole window.
        a_day: of the window, on average; None where the number is no sum (a rate).
        main_day: on the main day.
        ordinary: of an average ordinary day; for a rate, over the ordinary days.
        ratio: of the event to ordinary days.
    """

    key: str
    label: Message
    event: Figure
    a_day: Figure | None
    main_day: Figure
    ordinary: Figure
    ratio: Figure

    def figures(self) -> tuple[Figure, ...]:
        """Return those that are known."""
        places = (self.event, self.a_day, self.main_day, self.ordinary, self.ratio)
        return tuple(one for one in places if one is not None and one.value is not None)


Place = tuple[str, Mapping[str, Input], Message | None]
"""Formula, inputs and note of a measure in one place."""
OPEN: Place = ("open", {}, None)

MAIN_DAY = "main_day"


def measures(
    reference: Reference,
    ordinary: Reference | None,
    main_day: date,
    event_days: Sequence[Day],
    ordinary_days: Sequence[Day],
    visitors: Stated | None,
) -> Mapping[str, Measure]:
    """Return the key numbers by name, in the order they are read."""
    reader = _Reader(reference, ordinary, main_day, event_days, ordinary_days, visitors)
    found = (
        reader.summed("revenue", say("Revenue"), Unit.MONEY, "paid_amount", ("TGT-1",)),
        reader.summed("orders_placed", say("Orders placed"), Unit.COUNT, "orders_placed", ()),
        reader.summed("orders_paid", say("Paid orders"), Unit.COUNT, "orders_paid", ()),
        reader.rate(
            "payment_rate",
            say("Payment rate"),
            Unit.SHARE,
            "orders_paid / orders_placed",
            ("orders_paid", "orders_placed"),
            ("FUN-1",),
            say("paid orders ÷ orders placed of the same days; some were placed before them"),
        ),
        reader.aov(),
        reader.people("buyers", say("Buyers")),
        reader.rate(
            "items_per_order",
            say("Items per order"),
            Unit.RATIO,
            "items_paid / orders_with_item_count",
            ("items_paid", "orders_with_item_count"),
            ("TGT-3",),
        ),
        reader.unit_price(),
        reader.rate(
            "refund_share",
            say("Refund share"),
            Unit.SHARE,
            "refund_amount / paid_amount",
            ("refund_amount", "paid_amount"),
            (),
            say("amount refunded ÷ paid amount, at the day of payment"),
        ),
        reader.people("visitors", say("Visitors")),
        reader.conversion(),
    )
    return {one.key: one for one in found}


def counts_every_item(reference: Reference) -> bool:
    """Return whether the items of every paid order are counted."""
    totals = reference.totals
    return bool(totals["orders_with_item_count"].value == totals["orders_paid"].value)


def verdict(found: Mapping[str, Measure], day_count: int) -> Message:
    """Return what happened in one sentence."""
    revenue, rate = found["revenue"], found["payment_rate"].event
    paid = Quantity(revenue.event.value, Unit.MONEY)
    share, days = Quantity(rate.value, Unit.SHARE), Quantity(day_count, Unit.DAYS)
    if revenue.ratio.value is None:
        return say(
            "The last event brought {paid} in {days}; {share} of the orders placed were paid."
            " No ordinary days are loaded to set it beside.",
            paid=paid,
            days=days,
            share=share,
        )
    return say(
        "The last event brought {paid} in {days}, a day of it {ratio} times as much as an ordinary"
        " day; {share} of the orders placed were paid.",
        paid=paid,
        days=days,
        ratio=Quantity(round(float(revenue.ratio.value), 1), Unit.RATIO),
        share=share,
    )


@dataclass(frozen=True)
class _Reader:
    """Works each measure out for its places."""

    reference: Reference
    ordinary: Reference | None
    main_day: date
    event_days: Sequence[Day]
    ordinary_days: Sequence[Day]
    visitors: Stated | None

    @property
    def per_buyer(self) -> bool:
        """Return whether buyers can be counted in the window, as other pages decide it."""
        return self.reference.names_every_buyer

    def summed(
        self, key: str, label: Message, unit: Unit, total: str, rules: tuple[str, ...]
    ) -> Measure:
        """Return a measure that adds up over days."""
        event = self.reference.totals[total]
        each = "cents({0} / {1})" if unit is Unit.MONEY else "{0} / {1}"
        places: dict[str, Place] = {
            "event": (total, {total: event}, None),
            "a_day": (each.format(total, len(self.event_days)), {total: event}, None),
            MAIN_DAY: (total, {total: self._on_main_day(total, label, unit)}, None),
        }
        if self.ordinary:
            usual = self.ordinary.totals[total]
            places["ordinary"] = (
                each.format(total, self.ordinary.day_count),
                {total: usual},
                None,
            )
        return self._measure(key, label, unit, places, rules)

    def rate(
        self,
        key: str,
        label: Message,
        unit: Unit,
        formula: str,
        totals: tuple[str, str],
        rules: tuple[str, ...],
        note: Message | None = None,
    ) -> Measure:
        """Return a measure that is one total ÷ another, each of the same days."""
        places = {
            "event": self._divided(formula, self.reference, totals, note),
            "ordinary": self._divided(formula, self.ordinary, totals, note),
        }
        main = {name: self._total_of_main_day(name) for name in totals}
        known = all(one.value is not None for one in main.values())
        places[MAIN_DAY] = (formula, main, note) if known and main[totals[1]].value else OPEN
        return self._measure(key, label, unit, places, rules)

    def _total_of_main_day(self, name: str) -> Measured:
        """Return a total of the window for its main day alone."""
        total = self.reference.totals[name]
        # A day tells its items only where every order's are counted.
        of_day = "orders_paid" if name == "orders_with_item_count" else name
        return self._on_main_day(of_day, total.label, total.unit)

    def aov(self) -> Measure:
        """Return revenue ÷ buyers; ÷ paid orders in all places where not every buyer is known."""
        per_buyer = self.per_buyer
        note = (
            say("per buyer: paid amount ÷ buyers")
            if per_buyer
            else say("per order: no sheet names every buyer, so buyers cannot be counted")
        )
        divisor = "buyers_paid" if per_buyer else "orders_paid"
        formula = f"cents(paid_amount / {divisor})"
        totals = ("paid_amount", divisor)
        usual = self.ordinary
        if per_buyer and usual is not None and not usual.names_every_buyer:
            usual = None
        places = {
            "event": self._divided(formula, self.reference, totals, note),
            "ordinary": self._divided(formula, usual, totals, note),
        }
        main = {
            "paid_amount": self._on_main_day("paid_amount", say("Revenue"), Unit.MONEY),
            divisor: self._on_main_day(
                "buyers" if per_buyer else "orders_paid",
                self.reference.totals[divisor].label,
                Unit.COUNT,
            ),
        }
        if main[divisor].value:
            places[MAIN_DAY] = (formula, main, note)
        label = (
            say("Average order value (per buyer)")
            if per_buyer
            else say("Average order value (per order)")
        )
        return self._measure("aov", label, Unit.MONEY, places, ("TGT-3",))

    def unit_price(self) -> Measure:
        """Return revenue ÷ items, where the items of every paid order are known."""

        def place(of: Reference | None) -> Place:
            if of is None or not counts_every_item(of):
                return OPEN
            return self._divided(
                "cents(paid_amount / items_paid)", of, ("paid_amount", "items_paid"), None
            )

        places = {"event": place(self.reference), "ordinary": place(self.ordinary)}
        main = {name: self._total_of_main_day(name) for name in ("paid_amount", "items_paid")}
        if main["items_paid"].value:
            places[MAIN_DAY] = ("cents(paid_amount / items_paid)", main, None)
        return self._measure("unit_price", say("Unit price"), Unit.MONEY, places, ("TGT-3",))

    def people(self, key: str, label: Message) -> Measure:
        """Return buyers or visitors: of the window as a whole, of a day as the days' mean."""
        event: Place = OPEN
        if key == "buyers" and self.per_buyer:
            event = ("buyers", {"buyers": self.reference.totals["buyers_paid"]}, None)
        elif key == "visitors" and self.visitors:
            event = ("visitors", {"visitors": self._stated_visitors()}, None)
        note = say("mean of the days' own figures; those of days never add up")
        places: dict[str, Place] = {"event": event}
        means = (("a_day", self.event_days), ("ordinary", self.ordinary_days))
        for name, days in means:
            mean = self._mean(key, label, days)
            places[name] = (key, {key: mean}, note) if mean is not None else OPEN
        main = self._on_main_day(key, label, Unit.COUNT)
        places[MAIN_DAY] = (key, {key: main}, None) if main.value is not None else OPEN
        return self._measure(key, label, Unit.COUNT, places, ("TGT-2",))

    def conversion(self) -> Measure:
        """Return buyers ÷ visitors, only where both are of the very same days (TGT-4)."""
        formula = "buyers / visitors"
        note = say("buyers ÷ visitors of the very same days")
        places: dict[str, Place] = {}
        buyers = self._window_buyers()
        if self.visitors and self.visitors.visitors and buyers is not None:
            inputs = {"buyers": buyers, "visitors": self._stated_visitors()}
            places["event"] = (formula, inputs, note)
        main = [day for day in self.event_days if day.day == self.main_day]
        if main and main[0].conversion is not None:
            places[MAIN_DAY] = (
                formula,
                {
                    "buyers": self._on_main_day("converted", say("Buyers"), Unit.COUNT),
                    "visitors": self._on_main_day("visitors", say("Visitors"), Unit.COUNT),
                },
                note,
            )
        usual = {
            "buyers": self._mean("converted", say("Buyers"), self.ordinary_days),
            "visitors": self._mean("visitors", say("Visitors"), self.ordinary_days),
        }
        known = {name: mean for name, mean in usual.items() if mean is not None and mean.value}
        if len(known) == len(usual):
            places["ordinary"] = (
                formula,
                known,
                say("of an average ordinary day; both are the mean of the same days"),
            )
        return self._measure(
            "conversion", say("Conversion rate"), Unit.SHARE, places, ("TGT-1", "TGT-4")
        )

    def _measure(
        self,
        key: str,
        label: Message,
        unit: Unit,
        places: Mapping[str, Place],
        rules: tuple[str, ...],
    ) -> Measure:
        def figure(place: str, words: Message) -> Figure:
            formula, inputs, note = places.get(place, OPEN)
            name = f"last_year.{key}.{place}"
            if not inputs:
                return Figure(name, words, None, unit, formula, {}, rules, note)
            return work_out(name, words, unit, formula, inputs, rules=rules, note=note)

        event = figure("event", say("{label}, last event", label=label))
        a_day = (
            figure("a_day", say("{label}, a day of the event", label=label))
            if "a_day" in places
            else None
        )
        main_day = figure(MAIN_DAY, say("{label}, main day", label=label))
        ordinary = figure("ordinary", say("{label}, ordinary day", label=label))
        compared, note = event if a_day is None else a_day, None
        if key == "conversion" and event.value is None:
            compared, note = main_day, say("main day ÷ ordinary day")
        ratio = _ratio(key, label, compared, ordinary, note)
        return Measure(key, label, event, a_day, main_day, ordinary, ratio)

    def _divided(
        self, formula: str, of: Reference | None, totals: tuple[str, str], note: Message | None
    ) -> Place:
        if of is None or not of.totals[totals[1]].value or of.totals[totals[0]].value is None:
            return OPEN
        return formula, {name: of.totals[name] for name in totals}, note

    def _on_main_day(self, name: str, label: Message, unit: Unit) -> Measured:
        day = next((day for day in self.event_days if day.day == self.main_day), None)
        value = getattr(day, name) if day else None
        table = "traffic" if name == "visitors" else "days"
        return self.reference.measured(
            f"last_year.main_day.{name}", say("{label}, main day", label=label), value, unit,
            query="daily", rows=1, table=table, days=(self.main_day, self.main_day),
        )  # fmt: skip

    def _mean(self, name: str, label: Message, days: Sequence[Day]) -> Measured | None:
        """Return the mean of the days' own figures; None unless every day has one."""
        values = [getattr(day, name) for day in days]
        if not values or any(value is None for value in values):
            return None
        mean: Value = Decimal(sum(values)) / len(values)
        usual = days is self.ordinary_days
        return self.reference.measured(
            f"last_year.{'ordinary' if usual else 'event'}.mean_{name}",
            say("{label}, mean of the days", label=label),
            mean,
            Unit.COUNT,
            query="daily",
            rows=len(days),
            table="traffic" if name == "visitors" else "days",
            days=(days[0].day, days[-1].day),
        )

    def _window_buyers(self) -> Measured | None:
        if self.per_buyer:
            return self.reference.totals["buyers_paid"]
        if self.visitors is None or self.visitors.paid_buyers is None:
            return None
        return self._stated("visitors_paid", say("Buyers who paid"), self.visitors.paid_buyers)

    def _stated_visitors(self) -> Measured:
        visitors = self.visitors.visitors if self.visitors else None
        return self._stated("visitors", say("Visitors"), visitors)

    def _stated(self, name: str, label: Message, value: int | None) -> Measured:
        """Return what one row of a sheet of visitors states of the whole window."""
        return self.reference.measured(
            f"last_year.event.{name}", label, value, Unit.COUNT,
            query="visitor_periods", rows=1, table="traffic",
        )  # fmt: skip


def _ratio(
    key: str, label: Message, event: Figure, ordinary: Figure, note: Message | None
) -> Figure:
    """Return the event ÷ ordinary; open where one of them is, or nothing was ordinary."""
    name, words = f"last_year.{key}.ratio", say("{label}, event ÷ ordinary", label=label)
    if event.value is None or not ordinary.value:
        return Figure(name, words, None, Unit.RATIO, "event / ordinary")
    inputs = {"event": event, "ordinary": ordinary}
    return work_out(name, words, Unit.RATIO, "event / ordinary", inputs, note=note)
