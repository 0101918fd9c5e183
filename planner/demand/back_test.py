"""A past event held out and forecast from what was known before it, beside what came (INV-9).

The forecast is that of a plan (:mod:`planner.demand.product_shares`): nothing of the event's first
day or later is read, neither what was sold nor what was given back. The stock and product lists are
of today, so products that they alone name, as those launched for the event, are left out and count
as new where they sold. It stands beside two simple rules:

- last event × growth: each product's share of the last event;
- ordinary rate × uplift: each product's share of the newest ordinary weeks.

All three split the same total, in two ways: the one that could be known before (pieces of the last
event × orders of the newest ordinary weeks ÷ those of the weeks before the last event; × 1 where
the sheets do not hold those), and the one that came, since a plan takes its total from its goal.

Measures, over all products that any of them expects or that sold:

- WAPE = Σ |forecast − sold| ÷ Σ sold;
- bias = (Σ forecast − Σ sold) ÷ Σ sold;
- coverage of P80 and P95, the upper ranges that a plan buys by, and of the central 80 and 95 %,
  over the products with a forecast. What sells three pieces cannot stay below a limit in just 80
  of 100 cases, so a count that lies across a limit counts by the part of it below (the mean of the
  randomised probability integral transform): with F the distribution,
  (p − F(n − 1)) ÷ (F(n) − F(n − 1)), between 0 and 1.

Source: Czado, Gneiting and Held, Predictive model assessment for count data, Biometrics 65 (2009).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc

from planner.demand.assumptions import DemandAssumptions
from planner.demand.past_events import (
    PastEvent,
    event_uncertainty,
    find_events,
    kind_of,
    read_events,
)
from planner.demand.product_history import (
    SLIPS_KNOWN_AFTER,
    Days,
    ProductHistory,
    newest_ordinary_days,
    read_product_history,
)
from planner.demand.product_shares import ProductShares, product_shares
from planner.demand.products import relative_variances_of
from planner.demand.quantiles import gamma_quantiles
from planner.demand.reference import QUERIES, find_peak_day
from planner.errors import N_, PlanError
from planner.language import Language, Message, say
from planner.tables import Dataset

Floats = npt.NDArray[np.float64]

EventAndPast = tuple[Days, tuple[Days, ...]]
"""The days held out, and those of the events it is forecast from, newest first."""

CLOSE_ENOUGH = 0.05
"""A coverage within five points of its name is right."""
LEVELS = (0.80, 0.95)
"""The ranges that are looked at."""


class Method(Enum):
    """A way to split the event's total over products."""

    FORECAST = "forecast"
    LAST_EVENT = "last_event"
    ORDINARY_RATE = "ordinary_rate"

    @property
    def label(self) -> Message:
        """Return its name."""
        return _METHODS[self]


_METHODS: Mapping[Method, Message] = {
    Method.FORECAST: say("Forecast of the plan"),
    Method.LAST_EVENT: say("Last event × growth"),
    Method.ORDINARY_RATE: say("Ordinary rate × uplift"),
}


class Grain(Enum):
    """What is forecast one by one."""

    PRODUCT = "product"
    CATEGORY = "category"


@dataclass(frozen=True)
class Score:
    """How far a method was off.

    Attributes:
        wape: Σ |forecast − sold| ÷ Σ sold.
        bias: (Σ forecast − Σ sold) ÷ Σ sold.
        below: part of the products that sold no more than P80 and P95, by level; empty for rules
            without a range.
        central: part of them within the central range, by level.
    """

    wape: float
    bias: float
    below: Mapping[float, float]
    central: Mapping[float, float]

    @property
    def is_covered(self) -> bool:
        """Return whether each upper range holds what its name says, within five points."""
        return all(abs(found - level) <= CLOSE_ENOUGH for level, found in self.below.items())


@dataclass(frozen=True)
class ProductTest:
    """One product of a back-test, its total being the one that came.

    Attributes:
        product: the code it is known by.
        title: its name.
        expected: pieces forecast.
        low: its P10.
        high: its P90.
        sold: pieces that came.
    """

    product: str
    title: str | None
    expected: float
    low: float
    high: float
    sold: int


@dataclass(frozen=True)
class BackTest:
    """A past event as it was forecast and as it came.

    Attributes:
        event: the days held out.
        past: the events it was forecast from, newest first.
        newest: the ordinary days it was forecast from.
        grain: what was forecast one by one.
        growth: of the total that could be known before; None where the sheets do not tell.
        expected_units: the total that could be known before.
        sold_units: the total that came.
        forecast_products: products with a forecast.
        sold_products: products that sold in the event.
        seen_products: of these, those that had sold in a past event.
        new_units: pieces of products that had never sold before.
        known_before: scores with the total that could be known before.
        total_given: scores with the total that came.
        products: those that sold or were forecast most, largest first.
    """

    event: Days
    past: tuple[Days, ...]
    newest: Days
    grain: Grain
    growth: float | None
    expected_units: float
    sold_units: int
    forecast_products: int
    sold_products: int
    seen_products: int
    new_units: int
    known_before: Mapping[Method, Score]
    total_given: Mapping[Method, Score]
    products: tuple[ProductTest, ...]

    @property
    def beats_both(self) -> bool:
        """Return whether the forecast has the smallest WAPE, the total being given."""
        return self.lead > 0

    @property
    def lead(self) -> float:
        """Return how much more WAPE the better of the two rules has, the total being given."""
        return _lead(self.total_given)

    @property
    def lead_before(self) -> float:
        """Return the same with the total as it could be known before."""
        return _lead(self.known_before)

    @property
    def verdict(self) -> Message:
        """Return in one sentence whether the forecast is better than both rules, and its ranges."""
        own = self.total_given[Method.FORECAST]
        if abs(self.lead) < NO_DIFFERENCE:
            told = say("The forecast misses about as much as the better of two simple rules")
        elif self.lead > 0:
            told = say("The forecast misses less than both simple rules")
        else:
            told = say("A simple rule misses less than the forecast here")
        if (self.lead > 0) is not (self.lead_before > 0):
            before = (
                say("with the total as it could be known before, a simple rule misses less")
                if self.lead > 0
                else say("with the total as it could be known before, the forecast misses less")
            )
            told = say("{told}; {before}", told=told, before=before)
        ranges = (
            say("{count} forecasts are too few to judge its ranges.", count=self.forecast_products)
            if self.forecast_products < ENOUGH_FOR_RANGES
            else say("Its ranges hold what they promise.")
            if own.is_covered
            else say("Its ranges are off by more than five points.")
        )
        return say("{told}. {ranges}", told=told, ranges=ranges)

    def to_json(self) -> dict[str, Any]:
        """Return all numbers as plain data, the same in every language."""
        return {
            "event": _plain(self.event),
            "past": [_plain(days) for days in self.past],
            "ordinary": _plain(self.newest),
            "by": self.grain.value,
            "growth": self.growth,
            "expected_units": round(self.expected_units, 2),
            "sold_units": self.sold_units,
            "forecast_products": self.forecast_products,
            "sold_products": self.sold_products,
            "seen_products": self.seen_products,
            "new_units": self.new_units,
            "beats_both": self.beats_both,
            **{
                name: {method.value: _plain_score(one) for method, one in scores.items()}
                for name, scores in (
                    ("known_before", self.known_before),
                    ("total_given", self.total_given),
                )
            },
            "products": [vars(product) for product in self.products],
        }


def _lead(scores: Mapping[Method, Score]) -> float:
    rules = (Method.LAST_EVENT, Method.ORDINARY_RATE)
    return min(scores[rule].wape for rule in rules) - scores[Method.FORECAST].wape


def _plain(days: Days) -> list[str]:
    return [day.isoformat() for day in days]


def _plain_score(score: Score) -> dict[str, Any]:
    return {
        "wape": round(score.wape, 4),
        "bias": round(score.bias, 4),
        "below": {
            f"P{level:.0%}".rstrip("%"): round(part, 4) for level, part in score.below.items()
        },
        "central": {f"{level:.0%}": round(part, 4) for level, part in score.central.items()},
    }


NO_DIFFERENCE = 0.01
"""A lead of less than a point of WAPE is none: other days would turn it round."""
ENOUGH_FOR_RANGES = 64
"""With fewer, a right P80 is off by more than five points in a third of cases: √(0.8 · 0.2 ÷ n)."""
PRODUCTS_KEPT = 40
"""So many products are shown one by one."""


def sheet_events(
    dataset: Dataset, stands_out: float, ordinary_day_count: int
) -> tuple[PastEvent, ...]:
    """Return the events of the sheets, oldest first; by orders where no order has an amount."""
    span = find_peak_day(dataset)
    if span is not None:
        return read_events(dataset, span.peak_day, stands_out, ordinary_day_count)
    rows = dataset.rows(QUERIES["sheet_day_orders"])
    counts = [(row["day"], Decimal(row["orders_paid"])) for row in rows]
    if not any(count for _, count in counts):
        return ()
    peak = max(counts, key=lambda one: one[1])[0]
    return find_events(counts, peak, stands_out, ordinary_day_count)


def past_of(event: Days, events: Sequence[PastEvent]) -> tuple[Days, ...]:
    """Return the past events that an event is forecast from, newest first.

    Those of the same kind; where there is none, the newest other one. Each is as long as the event.
    """
    earlier = [one.day for one in reversed(events) if one.day < event[0]]
    same = [day for day in earlier if kind_of(day) == kind_of(event[0])]
    length = event[1] - event[0]
    return tuple((day, day + length) for day in same or earlier[:1])


def with_earlier(events: Sequence[PastEvent]) -> tuple[PastEvent, ...]:
    """Return the events that have an earlier one to be forecast from, newest first."""
    return tuple(reversed(events[1:]))


def days_to_test(
    events: Sequence[PastEvent],
    event: Days | None = None,
    past: Sequence[Days] | None = None,
) -> EventAndPast:
    """Return the event to hold out and the past ones to forecast it from, newest first.

    What is not named are those that the sheets hold: the newest event that has one before it.

    Raises:
        PlanError: the sheets hold no such event.
    """
    if event is None:
        found = with_earlier(events)
        if not found:
            raise PlanError(
                N_(
                    "The sheets hold no event that has an earlier one before it: name the days with"
                    " --event and --past."
                )
            )
        event = found[0].day, found[0].day
    told = tuple(sorted(past, reverse=True)) if past else past_of(event, events)
    return event, told


def told_as_text(told: BackTest, language: Language) -> str:
    """Return a back-test as lines to be read: verdict, facts and the table of methods."""
    lines = [told.verdict, *facts_of(told, language)]
    table = [[language.text(header) for header in HEADERS], *score_rows(told, language)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADERS))]
    rows = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    return "\n".join([*map(language.text, lines), "", *rows])


def facts_of(told: BackTest, language: Language) -> tuple[Message, ...]:
    """Return what was held out, what it was forecast from, and how many products there are."""

    def spelled(days: Days) -> str:
        first, last = (language.day(day) for day in days)
        return first if first == last else f"{first} – {last}"

    growth = say("the trend of the ordinary weeks is unknown, so the last event's total is taken")
    if told.growth is not None:
        growth = say(
            "growth of the ordinary weeks: × {growth}", growth=language.number(told.growth, 2)
        )
    return (
        say(
            "Held out: {event}; forecast from: {past}; ordinary days: {ordinary}",
            event=spelled(told.event),
            past=", ".join(spelled(days) for days in told.past),
            ordinary=spelled(told.newest),
        ),
        say(
            "{sold} sold, {seen} of them in a past event; {forecast} have a forecast; {new} pieces"
            " of what was not known before",
            sold=told.sold_products,
            seen=told.seen_products,
            forecast=told.forecast_products,
            new=told.new_units,
        ),
        say(
            "{units} pieces came; {expected} could be expected before: {growth}",
            units=told.sold_units,
            expected=round(told.expected_units),
            growth=growth,
        ),
    )


HEADERS: tuple[Message, ...] = (
    say("Total"),
    say("Method"),
    say("WAPE"),
    say("Bias"),
    say("At most P80"),
    say("At most P95"),
    say("Central 80 %"),
    say("Central 95 %"),
)
"""Of the table of methods."""


def score_rows(told: BackTest, language: Language) -> list[list[str]]:
    """Return the table of methods, a line each total and method; rules have no ranges."""
    totals = (
        (say("as it came"), told.total_given),
        (say("as known before"), told.known_before),
    )

    def parts(found: Mapping[float, float]) -> list[str]:
        return [language.share(found[level], 1) if found else "–" for level in LEVELS]

    return [
        [
            language.text(total),
            language.text(method.label),
            language.share(score.wape, 1),
            language.share(score.bias, 1),
            *parts(score.below),
            *parts(score.central),
        ]
        for total, scores in totals
        for method, score in scores.items()
    ]


def back_test(
    dataset: Dataset,
    event: Days,
    past: tuple[Days, ...],
    *,
    grain: Grain = Grain.PRODUCT,
    ordinary_day_count: int = 28,
    events: Sequence[PastEvent] = (),
) -> BackTest:
    """Return a past event as it is forecast from what was known before it, and as it came.

    Args:
        dataset: the sheets.
        event: the days held out.
        past: the events to forecast it from, newest first.
        grain: what is forecast one by one.
        ordinary_day_count: days of ordinary weeks.
        events: known events, of which those before tell how far an event misses its plan.

    Raises:
        PlanError: the days say nothing, as nothing was sold on them or before.
    """
    days = [row["day"] for row in dataset.rows(QUERIES["sheet_day_orders"])]
    if not days or not past or max(last for _, last in past) >= event[0]:
        raise PlanError(
            N_("Holding out {day} takes an earlier event: name one that lies before it."),
            day=event[0].isoformat(),
        )
    newest = newest_ordinary_days(
        (days[0], event[0] - timedelta(days=1)), past[0], [event[0]], ordinary_day_count
    )
    history = read_product_history(
        dataset, event[0], past, newest, ordinary_day_count, held_out=True
    )
    told = _read_sold(dataset, event)
    if grain is Grain.CATEGORY:
        told = _by_category(told, history)
        history = history.by_category()
    sold = {name: units for name, (_, units) in told.items()}
    if not sold or not history.last_event.units.any():
        raise PlanError(
            N_("No lines of orders are there for {day}, or for the event before it."),
            day=event[0].isoformat(),
        )
    seen = event_uncertainty(dataset, [one for one in events if one.day < event[0]])
    share = float(seen.value or 0) if seen else DemandAssumptions().event_uncertainty_share
    return compared(history, sold, event, newest, grain, share)


def _read_sold(dataset: Dataset, event: Days) -> dict[str, tuple[str | None, int]]:
    """Return the category of each product, as its lines tell it, and the pieces that it sold."""
    rows = dataset.rows(
        QUERIES["product_window"],
        first_day=event[0],
        last_day=event[1],
        until=event[1] + SLIPS_KNOWN_AFTER,
        most_pieces=1.0,
    )
    return {row["product"]: (row["category"], row["units"]) for row in rows}


def _by_category(
    sold: Mapping[str, tuple[str | None, int]], history: ProductHistory
) -> dict[str, tuple[str | None, int]]:
    """Return the same by category; what the history knows of a product goes before its lines.

    Many order lists name no category, and the product list does: both sides have to take it alike.
    """
    known = dict(zip(history.products, history.categories, strict=True))
    units: dict[str, int] = defaultdict(int)
    for product, (category, pieces) in sold.items():
        units[known.get(product) or category or ""] += pieces
    return {category: (category, pieces) for category, pieces in units.items()}


def compared(
    history: ProductHistory,
    sold: Mapping[str, int],
    event: Days,
    newest: Days,
    grain: Grain,
    event_share: float,
) -> BackTest:
    """Return the forecast of an event from a history beside what it sold.

    Args:
        history: what was counted before the event.
        sold: pieces in the event by product.
        event: its days.
        newest: the ordinary days of the history.
        grain: what its products are.
        event_share: cv of the whole event, where its total is not given.
    """
    codes = {product: place for place, product in enumerate(history.products)}
    new = [product for product in sold if product not in codes]
    came = np.array([sold.get(product, 0) for product in (*codes, *new)], dtype=float)
    shares = product_shares(history)
    by_method = {
        Method.FORECAST: shares.units,
        Method.LAST_EVENT: history.last_event.units,
        Method.ORDINARY_RATE: history.newest.units,
    }
    growth = growth_of(history)
    expected = float(history.last_event.units.sum()) * (growth or 1.0)

    def scores(total: float, uncertainty: float) -> Mapping[Method, Score]:
        spread = relative_variances_of(shares, total, uncertainty)
        return {
            method: _score(
                total * weights / (weights.sum() or 1),
                came,
                spread if method is Method.FORECAST else None,
            )
            for method, weights in by_method.items()
        }

    past_units = np.sum([past.event.units for past in history.events], axis=0)
    seen = {code for code, units in zip(codes, past_units, strict=True) if units}
    return BackTest(
        event=event,
        past=tuple(past.days for past in history.events),
        newest=newest,
        grain=grain,
        growth=growth,
        expected_units=expected,
        sold_units=int(came.sum()),
        forecast_products=int((shares.units > 0).sum()),
        sold_products=int((came > 0).sum()),
        seen_products=sum(product in seen for product, units in sold.items() if units > 0),
        new_units=sum(sold[product] for product in new),
        known_before=scores(expected, event_share),
        total_given=scores(float(came.sum()), 0.0),
        products=_products(history, shares, came),
    )


def growth_of(history: ProductHistory) -> float | None:
    """Return orders of the newest ordinary weeks ÷ those before the last event, for as many days.

    None where the sheets hold no sales in one of them.
    """
    then, newest = history.events[0].ordinary.orders.sum(), history.newest.orders.sum()
    if not then or not newest:
        return None
    return float(newest / history.newest_days) / float(then / history.ordinary_days)


def _score(forecast: Floats, came: Floats, spread: Floats | None) -> Score:
    padded = np.pad(forecast, (0, len(came) - len(forecast)))
    whole = came.sum()
    return Score(
        wape=float(np.abs(padded - came).sum() / whole),
        bias=float((padded.sum() - whole) / whole),
        below={} if spread is None else coverage(forecast, spread, came[: len(forecast)], LEVELS),
        central={} if spread is None else _central(forecast, spread, came[: len(forecast)]),
    )


def coverage(
    means: Floats, spread: Floats, counts: Floats, levels: Sequence[float]
) -> Mapping[float, float]:
    """Return the part of the counts below the quantile of each level; see the module.

    Example: a count of 2 of a law that has 50 % below 2 and 90 % up to 2 lies below P80 by
    (0.8 − 0.5) ÷ (0.9 − 0.5) = 75 %.
    """
    some = means > 0
    mean, shape, count = means[some], 1 / spread[some], counts[some]
    up_to = gammainc(shape, (count + 0.5) / mean * shape)
    under = np.where(count > 0, gammainc(shape, np.maximum(count - 0.5, 0) / mean * shape), 0.0)
    width = np.maximum(up_to - under, np.finfo(float).tiny)
    return {level: float(np.clip((level - under) / width, 0, 1).mean()) for level in levels}


def _central(means: Floats, spread: Floats, counts: Floats) -> Mapping[float, float]:
    tails = {level: ((1 - level) / 2, (1 + level) / 2) for level in LEVELS}
    found = coverage(means, spread, counts, [edge for edges in tails.values() for edge in edges])
    return {level: found[high] - found[low] for level, (low, high) in tails.items()}


def _products(
    history: ProductHistory, shares: ProductShares, came: Floats
) -> tuple[ProductTest, ...]:
    """Return the products that sold or were forecast most, the total being given."""
    expected = came.sum() * shares.units
    spread = relative_variances_of(shares, float(came.sum()), 0.0)
    sold = came[: len(expected)]
    largest = np.argsort(-np.maximum(expected, sold), kind="stable")[:PRODUCTS_KEPT]
    low, high = (gamma_quantiles(level, expected, spread) for level in (0.1, 0.9))
    return tuple(
        ProductTest(
            product=history.products[place],
            title=history.titles[place],
            expected=float(expected[place]),
            low=float(low[place]),
            high=float(high[place]),
            sold=int(sold[place]),
        )
        for place in largest.tolist()
    )
