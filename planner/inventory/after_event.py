"""What to restock after the event, and what to clear at which price (INV-8).

Restocking: what sold out, in the last event or by now, and goes on selling at its ordinary rate.

    units = ordinary rate × 7 × weeks − held − on the way        worth it = units × margin > 0

Clearing: a holding above the threshold, in weeks of cover at the ordinary rate, has an excess. It
is gone by the day it is to be cleared by if the product sells excess ÷ (rate × days) times its
ordinary rate until then. With a constant price elasticity ε, sales at a discount d are the ordinary
ones × (1 − d)^−ε, so that

    d = 1 − (excess ÷ (rate × days))^(−1 ÷ ε)

rounded up to whole percent, never so deep that price after fee falls below cost, unless the holding
is dead: it does not sell at all on ordinary days, no elasticity says what a discount would do, and
a stated discount is proposed. ε = 2.62 is the mean of 1,851 price elasticities (T. H. A. Bijmolt,
H. J. van Heerde and R. G. M. Pieters, Journal of Marketing Research 42, 2005).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from planner.figures import rounded_up
from planner.language import Message, say

DAYS_PER_WEEK = 7
PERCENT = 100
CENT = Decimal("0.01")


@dataclass(frozen=True)
class AfterEventTerms:
    """What is restocked and cleared.

    Attributes:
        restock_weeks: of ordinary sales to buy of what sold out.
        overstock_weeks: of cover, above which a holding is too large.
        price_elasticity: ε, how many percent more sell at one percent less.
        dead_discount_share: proposed where nothing sells on ordinary days.
        clear_days: to clear in where no occasion is near.
        fee_share: of the price, that the platform takes.
    """

    restock_weeks: float = 4.0
    overstock_weeks: float = 12.0
    price_elasticity: float = 2.62
    dead_discount_share: float = 0.5
    clear_days: int = 30
    fee_share: Decimal = Decimal(0)


@dataclass(frozen=True)
class Holding:
    """A product after the event.

    Attributes:
        product: its code.
        title: its name.
        units: pieces held; None where no sheet says it.
        units_on_the_way: pieces that are still to arrive.
        units_per_ordinary_day: its rate of sale beside events.
        lost_units: pieces that the last event could have sold beyond what was there.
        price: of a piece on ordinary days; None where unknown.
        unit_cost: None where unknown.
    """

    product: str
    title: str | None
    units: int | None
    units_on_the_way: int
    units_per_ordinary_day: float
    lost_units: int
    price: Decimal | None
    unit_cost: Decimal | None


@dataclass(frozen=True)
class Restock:
    """A product that sold out and goes on selling.

    Attributes:
        product: its code.
        title: its name.
        lost_units: pieces that the last event could have sold beyond what was there.
        units: to buy.
        cost: of them; None where unknown.
        expected_margin: of selling them at the ordinary price; None where price or cost is unknown.
    """

    product: str
    title: str | None
    lost_units: int
    units: int
    cost: Decimal | None
    expected_margin: Decimal | None


@dataclass(frozen=True)
class Clearing:
    """At which price to clear an overstock.

    Attributes:
        discount_share: on the ordinary price, in whole percent.
        price: with it.
        units_sold: expected until the day; None where nothing says how many (a dead holding).
        units_left: of the excess then; None as before.
        margin_kept: of the pieces sold; of all the excess where the holding is dead.
        is_below_cost: price after fee is less than cost; only of a dead holding.
    """

    discount_share: float
    price: Decimal
    units_sold: int | None
    units_left: int | None
    margin_kept: Decimal
    is_below_cost: bool


@dataclass(frozen=True)
class Overstock:
    """A product of which too much is held.

    Attributes:
        product: its code.
        title: its name.
        units: held.
        weeks_of_cover: at the ordinary rate; None where it does not sell at all.
        excess_units: beyond the threshold.
        cash_tied_up: cost of these; None where unknown.
        clearing: proposal; None where the price or cost is unknown.
    """

    product: str
    title: str | None
    units: int
    weeks_of_cover: float | None
    excess_units: int
    cash_tied_up: Decimal | None
    clearing: Clearing | None

    @property
    def is_dead(self) -> bool:
        """Return whether it does not sell at all on ordinary days."""
        return self.weeks_of_cover is None


@dataclass(frozen=True)
class Occasion:
    """A day on which people buy again.

    Attributes:
        day: of it.
        name: in the trade.
    """

    day: date
    name: Message


@dataclass(frozen=True)
class AfterEvent:
    """What to do once the event is over.

    Attributes:
        restock: what is worth it, largest margin first, those without a known margin last.
        overstock: most cash tied up first, those without a known cost last.
        clear_by: day to clear the overstock by.
        occasion: where to clear it; None where none is near.
    """

    restock: tuple[Restock, ...]
    overstock: tuple[Overstock, ...]
    clear_by: date
    occasion: Occasion | None

    @property
    def cash_tied_up(self) -> Decimal:
        """Return the cost of everything beyond the threshold, as far as it is known."""
        return sum((one.cash_tied_up or Decimal(0) for one in self.overstock), Decimal(0))


def occasions_after(day: date) -> tuple[Occasion, ...]:
    """Return the occasions of fixed date in the year after a day, the next one first (CAL-7).

    >>> [str(one.day) for one in occasions_after(date(2026, 11, 11))]
    ['2026-12-12', '2026-12-25', '2027-01-01', '2027-06-18', '2027-11-11']
    """
    fixed = (
        (1, 1, say("New Year")),
        (6, 18, say("618")),
        (11, 11, say("Double 11")),
        (12, 12, say("Double 12")),
        (12, 25, say("Christmas")),
    )
    every = [
        Occasion(date(year, month, of_month), name)
        for year in (day.year, day.year + 1)
        for month, of_month, name in fixed
    ]
    later = sorted((one for one in every if one.day > day), key=lambda one: one.day)
    return tuple(later[: len(fixed)])


def plan_after_event(
    holdings: Iterable[Holding],
    terms: AfterEventTerms,
    day: date,
    occasions: Sequence[Occasion] = (),
) -> AfterEvent:
    """Return what to restock and what to clear; see the module.

    Args:
        holdings: each product once.
        terms: what is restocked and cleared.
        day: after the event, from which on it is.
        occasions: that may come next; the first one after the day is where to clear.
    """
    occasion = min(
        (one for one in occasions if one.day > day), key=lambda one: one.day, default=None
    )
    clear_by = occasion.day if occasion else day + timedelta(days=terms.clear_days)
    days = max((clear_by - day).days, 1)
    every = list(holdings)
    restock = [found for one in every if (found := restock_of(one, terms))]
    overstock = [held for one in every if (held := overstock_of(one, terms, days))]
    return AfterEvent(
        tuple(sorted(restock, key=lambda one: (-(one.expected_margin or 0), -one.units))),
        tuple(sorted(overstock, key=lambda one: (-(one.cash_tied_up or 0), -one.excess_units))),
        clear_by,
        occasion,
    )


def restock_of(one: Holding, terms: AfterEventTerms) -> Restock | None:
    """Return what to buy of a product; None where it did not sell out or is not worth it.

    Example: 3 a day, sold out, 20 on the way, four weeks: 84 − 20 = 64 pieces; at 100.00 and a cost
    of 60.00 they earn 2,560.00.

    >>> coat = Holding("c", None, 0, 20, 3.0, 0, Decimal(100), Decimal(60))
    >>> found = restock_of(coat, AfterEventTerms())
    >>> found.units, str(found.cost), str(found.expected_margin)
    (64, '3840.00', '2560.00')
    """
    is_sold_out = one.lost_units > 0 or (one.units is not None and one.units <= 0)
    held = max(one.units or 0, 0) + max(one.units_on_the_way, 0)
    units = rounded_up(one.units_per_ordinary_day * DAYS_PER_WEEK * terms.restock_weeks) - held
    if not is_sold_out or units <= 0:
        return None
    cost = None if one.unit_cost is None else (one.unit_cost * units).quantize(CENT)
    margin = None
    if one.price is not None and one.unit_cost is not None:
        margin = (units * _margin(one.price, one.unit_cost, terms)).quantize(CENT)
        if margin <= 0:
            return None
    return Restock(one.product, one.title, one.lost_units, units, cost, margin)


def overstock_of(one: Holding, terms: AfterEventTerms, days: int) -> Overstock | None:
    """Return what is held beyond the threshold; None where nothing is.

    Example: 200 held of what sells 2 a week; beyond 12 weeks are 176. In 88 days the ordinary rate
    sells 25.1 of them, so that it has to sell 7 times as fast: 53 % off at ε = 2.62.

    >>> coat = Holding("c", None, 200, 0, 2 / 7, 0, Decimal(100), Decimal(20))
    >>> found = overstock_of(coat, AfterEventTerms(), 88)
    >>> found.weeks_of_cover, found.excess_units, str(found.cash_tied_up)
    (100.0, 176, '3520.00')
    >>> found.clearing.discount_share, str(found.clearing.price), found.clearing.units_left
    (0.53, '47.00', 0)

    Args:
        one: the product.
        terms: what is cleared.
        days: to clear it in.
    """
    rate = one.units_per_ordinary_day
    held = max(one.units or 0, 0)
    covered = rounded_up(rate * DAYS_PER_WEEK * terms.overstock_weeks)
    excess = held - covered
    if excess <= 0:
        return None
    clearing = None
    if one.price is not None and one.price > 0 and one.unit_cost is not None:
        clearing = _clearing(one.price, one.unit_cost, rate, held, excess, days, terms)
    return Overstock(
        product=one.product,
        title=one.title,
        units=held,
        weeks_of_cover=held / (rate * DAYS_PER_WEEK) if rate > 0 else None,
        excess_units=excess,
        cash_tied_up=None if one.unit_cost is None else (one.unit_cost * excess).quantize(CENT),
        clearing=clearing,
    )


def _margin(price: Decimal, cost: Decimal, terms: AfterEventTerms) -> Decimal:
    return price * (1 - terms.fee_share) - cost


def _clearing(
    price: Decimal,
    cost: Decimal,
    rate: float,
    held: int,
    excess: int,
    days: int,
    terms: AfterEventTerms,
) -> Clearing:
    if rate <= 0:
        percent = round(terms.dead_discount_share * PERCENT)
        return _at(price, cost, percent, terms, excess, None, None)
    times = excess / (rate * days)
    needed = 1 - times ** (-1 / terms.price_elasticity) if times > 1 else 0.0
    percent = min(rounded_up(needed * PERCENT), _deepest_percent(price, cost, terms))
    sells = rate * days * (1 - percent / PERCENT) ** -terms.price_elasticity
    sold = min(held, math.floor(round(sells, 9)))
    return _at(price, cost, percent, terms, sold, sold, max(0, excess - sold))


def _deepest_percent(price: Decimal, cost: Decimal, terms: AfterEventTerms) -> int:
    """Return the largest discount in whole percent at which price after fee covers cost."""
    after_fee = price * (1 - terms.fee_share)
    if after_fee <= cost:
        return 0
    return min(PERCENT - 1, math.floor((1 - cost / after_fee) * PERCENT))


def _at(
    price: Decimal,
    cost: Decimal,
    percent: int,
    terms: AfterEventTerms,
    pieces: int,
    sold: int | None,
    left: int | None,
) -> Clearing:
    # A price is paid in whole cents; rounded up, so that it never falls below cost for a part.
    reduced = (price * (PERCENT - percent) / PERCENT).quantize(CENT, rounding="ROUND_UP")
    margin = _margin(reduced, cost, terms)
    return Clearing(
        discount_share=percent / PERCENT,
        price=reduced,
        units_sold=sold,
        units_left=left,
        margin_kept=(pieces * margin).quantize(CENT),
        is_below_cost=margin < 0,
    )
