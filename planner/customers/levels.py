"""Levels of customers by what they spent in a year, with benefits and cards and their cost.

A benefit is a share taken off (AFT-5); a card sends some orders free (AFT-8). Both cost what they
would have cost in the last year, on the shop's own orders; whether they bring more is not known.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from planner.campaign import Campaign
from planner.customers.reading import QUERIES, CustomerFacts
from planner.figures import (
    OWN_DEFAULT,
    Entry,
    Figure,
    Input,
    Measured,
    Value,
    assumption,
    filled,
    work_out,
)
from planner.language import Message, Unit, say

DAYS_OF_YEAR = 365
UNLIMITED = 99
"""Orders a month from which on a card knows no limit."""
LARGEST_AMOUNT = Decimal(10) ** 8


@dataclass(frozen=True)
class LevelAssumptions:
    """The scheme of levels: from which spending on, with which benefit and which card."""

    level_2_from: Decimal = assumption(
        Decimal("300.00"), Unit.MONEY, (Decimal("0.01"), LARGEST_AMOUNT), OWN_DEFAULT,
        say("Level 2 from"), say("Spent in the last year, less what was paid back."),
    )  # fmt: skip
    level_3_from: Decimal = assumption(
        Decimal("800.00"), Unit.MONEY, (Decimal("0.01"), LARGEST_AMOUNT), OWN_DEFAULT,
        say("Level 3 from"), say("Spent in the last year, less what was paid back."),
    )  # fmt: skip
    level_4_from: Decimal = assumption(
        Decimal("2000.00"), Unit.MONEY, (Decimal("0.01"), LARGEST_AMOUNT), OWN_DEFAULT,
        say("Level 4 from"), say("Spent in the last year, less what was paid back."),
    )  # fmt: skip
    level_2_benefit: float = assumption(
        0.02, Unit.SHARE, (0.0, 1.0), OWN_DEFAULT,
        say("Benefit of level 2"), say("Share taken off what these customers pay."),
    )  # fmt: skip
    level_3_benefit: float = assumption(
        0.05, Unit.SHARE, (0.0, 1.0), OWN_DEFAULT,
        say("Benefit of level 3"), say("Share taken off what these customers pay."),
    )  # fmt: skip
    level_4_benefit: float = assumption(
        0.08, Unit.SHARE, (0.0, 1.0), OWN_DEFAULT,
        say("Benefit of level 4"), say("Share taken off what these customers pay."),
    )  # fmt: skip
    level_2_shipments: int = assumption(
        3, Unit.COUNT, (0, UNLIMITED), "AFT-8",
        say("Card of level 2: free orders a month"),
        say("0 = no card, 99 = no limit. For a year."), whole=True,
    )  # fmt: skip
    level_3_shipments: int = assumption(
        UNLIMITED, Unit.COUNT, (0, UNLIMITED), "AFT-8",
        say("Card of level 3: free orders a month"),
        say("0 = no card, 99 = no limit. For life."), whole=True,
    )  # fmt: skip
    level_4_shipments: int = assumption(
        UNLIMITED, Unit.COUNT, (0, UNLIMITED), "AFT-8",
        say("Card of level 4: free orders a month"),
        say("0 = no card, 99 = no limit. For life, and first in line."), whole=True,
    )  # fmt: skip
    level_2_addresses: int = assumption(
        1, Unit.COUNT, (1, 20), "AFT-8", say("Card of level 2: addresses"),
        say("Counted as cities: nothing of an address below is kept."), whole=True,
    )  # fmt: skip
    level_3_addresses: int = assumption(
        3, Unit.COUNT, (1, 20), "AFT-8", say("Card of level 3: addresses"),
        say("Counted as cities: nothing of an address below is kept."), whole=True,
    )  # fmt: skip
    level_4_addresses: int = assumption(
        5, Unit.COUNT, (1, 20), "AFT-8", say("Card of level 4: addresses"),
        say("Counted as cities: nothing of an address below is kept."), whole=True,
    )  # fmt: skip
    card_postage: Decimal | None = assumption(
        None, Unit.MONEY, (Decimal(0), Decimal(10_000)), OWN_DEFAULT,
        say("Postage of a free order"),
        say("What sending one costs you; empty = what these buyers paid for it themselves."),
    )  # fmt: skip


@dataclass(frozen=True)
class PublishedLevel:
    """A level of buyers as published (AFT-5): shares of the buyers, spending, bought again."""

    ordinary: Decimal
    event: Decimal
    spending: Decimal
    again: Decimal


def _published(ordinary: str, event: str, spending: str, again: str) -> PublishedLevel:
    return PublishedLevel(
        Decimal(ordinary) / 100, Decimal(event) / 100, Decimal(spending), Decimal(again) / 100
    )


PUBLISHED_LEVELS = (
    _published("3.1", "7.1", "229.3", "15.15"),
    _published("12.5", "16.6", "244.5", "19.54"),
    _published("17.8", "20.2", "262.8", "23.53"),
    _published("16.3", "18.1", "282.2", "26.75"),
    _published("17.7", "15.6", "298.2", "28.57"),
    _published("20.2", "16.9", "315.1", "31.06"),
    _published("9.8", "4.3", "343.4", "33.09"),
    _published("2.4", "1.1", "379.0", "36.88"),
    _published("0.3", "0.1", "436.6", "36.83"),
    _published("0.02", "0.01", "460.2", "38.64"),
)
"""The platform's levels of buyers, from the lowest: they tell experience with the platform, not
spending in the shop."""
BEGINNERS = 3
"""Lowest of them, who buy least again."""


@dataclass(frozen=True)
class Level:
    """Customers of a level.

    Attributes:
        number: 1 to 4, 4 the highest.
        low: spent in the year from this on.
        customers: how many.
        bought_again: of them, on two days or more.
        event_buyers: of them, who bought in the last event.
        ordinary_buyers: of them, who bought on other days.
        orders: they paid.
        paid_amount: for them, less what was paid back.
        postage: they paid for all of them.
        free_orders: that the card would have sent free.
        free_postage: they paid for those.
    """

    number: int
    low: Decimal
    customers: int
    bought_again: int
    event_buyers: int
    ordinary_buyers: int
    orders: int
    paid_amount: Decimal
    postage: Decimal
    free_orders: int
    free_postage: Decimal


@dataclass(frozen=True)
class Levels:
    """The scheme and what it costs.

    Attributes:
        levels: the lowest first.
        given: the scheme.
        first_day: of the year that was counted, or of the lists where they begin later.
        until: the day after the last.
        figures: name → cost of benefits and cards, by level and in all.
        problems: what a manager must know before trusting it.
    """

    levels: tuple[Level, ...]
    given: LevelAssumptions
    first_day: date
    until: date
    figures: Mapping[str, Figure]
    problems: tuple[Message, ...]

    @property
    def customers(self) -> int:
        """Return how many customers bought in the year."""
        return sum(one.customers for one in self.levels)

    @property
    def paid_amount(self) -> Decimal:
        """Return what they paid."""
        return sum((one.paid_amount for one in self.levels), Decimal(0))

    def shares(self, of: str) -> tuple[Decimal | None, ...]:
        """Return the share of each level in a column, ``"customers"`` and the like.

        Worked example: 30 and 10 customers → 0.75 and 0.25.
        """
        values = [Decimal(getattr(one, of)) for one in self.levels]
        whole = sum(values, Decimal(0))
        return tuple(value / whole if whole else None for value in values)


def plan_levels(facts: CustomerFacts, campaign: Campaign, entries: Mapping[str, Entry]) -> Levels:
    """Return the customers by level, and what benefits and cards would have cost in the year."""
    given = filled("customers", LevelAssumptions, entries)
    thresholds = sorted((given.level_2_from, given.level_3_from, given.level_4_from))
    lows = (Decimal(0), *thresholds)
    asked = _asked(facts, campaign, given, thresholds)
    found = {row["level"]: row for row in facts.dataset.rows(QUERIES["levels"], **asked)}
    levels = tuple(_level(number, low, found) for number, low in enumerate(lows, start=1))
    costs = tuple(_costs(facts, asked, levels, entries))
    first = facts.doubts.first_day or facts.until
    year_ago = facts.until - timedelta(days=DAYS_OF_YEAR)
    return Levels(
        levels,
        given,
        max(first, year_ago),
        facts.until,
        {one.key.split(".", 1)[1]: one for one in costs},
        tuple(_problems(given, levels, first, year_ago)),
    )


def _asked(
    facts: CustomerFacts, campaign: Campaign, given: LevelAssumptions, thresholds: Sequence[Decimal]
) -> dict[str, date | int | Decimal]:
    first, last = campaign.reference_window or (facts.until, facts.until)
    low, middle, high = thresholds
    return {
        "until": facts.until,
        "event_first": first,
        "event_last": last,
        "from_2": low,
        "from_3": middle,
        "from_4": high,
        "times_2": given.level_2_shipments,
        "times_3": given.level_3_shipments,
        "times_4": given.level_4_shipments,
        "places_2": given.level_2_addresses,
        "places_3": given.level_3_addresses,
        "places_4": given.level_4_addresses,
    }


def _level(number: int, low: Decimal, found: Mapping[int, Mapping[str, int | Decimal]]) -> Level:
    row = found.get(number, {})

    def count(name: str) -> int:
        return int(row.get(name, 0))

    def money(name: str) -> Decimal:
        return Decimal(row.get(name, 0))

    return Level(
        number, low, count("customers"), count("bought_again"), count("event_buyers"),
        count("ordinary_buyers"), count("orders"), money("paid_amount"), money("postage"),
        count("free_orders"), money("free_postage"),
    )  # fmt: skip


def _costs(
    facts: CustomerFacts,
    asked: Mapping[str, date | int | Decimal],
    levels: Sequence[Level],
    entries: Mapping[str, Entry],
) -> Iterator[Figure]:
    """Yield what benefits and cards cost in the year, by level and in all (AFT-5, AFT-8).

    Formula: benefit = paid × share taken off; card = free orders × postage of one, or what these
    buyers paid for sending them.

    Worked example: level 2 paid 10,000 at 2 % → 200; its card sent 40 orders free for which the
    buyers paid 320 → 320, or at 6 each → 240.
    """

    def told(level: Level, name: str, label: Message, value: Value, unit: Unit) -> Measured:
        return Measured(
            key=f"customers.level_{level.number}_{name}", label=label, value=value, unit=unit,
            query="levels",
            parameters={key: str(one) if isinstance(one, Decimal) else one
                        for key, one in asked.items()},
            rows=level.customers, table="customers", files=facts.files,
        )  # fmt: skip

    postage = entries["customers.card_postage"]
    benefits, cards = [], []
    for one in levels[1:]:
        number = one.number
        paid = told(
            one, "paid", say("Paid in the year by level {number}", number=number),
            one.paid_amount, Unit.MONEY,
        )  # fmt: skip
        benefits.append(
            work_out(
                f"customers.level_{number}_cost",
                say("Benefit of level {number} in a year", number=number),
                Unit.MONEY,
                "cents(paid * share)",
                {"paid": paid, "share": entries[f"customers.level_{number}_benefit"]},
                rules=("AFT-5",),
            )
        )
        cards.append(_card(one, postage, told))
    yield from benefits
    yield from cards
    for key, label, parts, rule in (
        ("levels_cost", say("Benefits of all levels in a year"), benefits, "AFT-5"),
        ("cards_cost", say("Cards of all levels in a year"), cards, "AFT-8"),
    ):
        inputs: dict[str, Input] = {
            f"level_{number}": part for number, part in enumerate(parts, start=2)
        }
        yield work_out(
            f"customers.{key}", label, Unit.MONEY, " + ".join(inputs), inputs, rules=(rule,)
        )


def _card(one: Level, postage: Entry, told: Callable[..., Measured]) -> Figure:
    """Return what the card of a level costs in the year."""
    number = one.number
    inputs: dict[str, Input]
    if postage.value is None:
        formula = "paid_for_them"
        inputs = {
            "paid_for_them": told(
                one, "postage",
                say("Postage paid by level {number} for orders sent free", number=number),
                one.free_postage, Unit.MONEY,
            )
        }  # fmt: skip
    else:
        formula = "cents(orders * postage)"
        inputs = {
            "orders": told(
                one, "free", say("Orders of level {number} sent free in the year", number=number),
                one.free_orders, Unit.COUNT,
            ),
            "postage": postage,
        }  # fmt: skip
    return work_out(
        f"customers.level_{number}_card",
        say("Card of level {number} in a year", number=number),
        Unit.MONEY,
        formula,
        inputs,
        rules=("AFT-8",),
    )


def _problems(
    given: LevelAssumptions, levels: Sequence[Level], first: date, year_ago: date
) -> Iterator[Message]:
    if not given.level_2_from < given.level_3_from < given.level_4_from:
        yield say("Each level must begin higher than the one before: they were put in order.")
    if first > year_ago:
        yield say(
            "Your lists begin on {day}: spending and costs are those since then, not of a year.",
            day=first,
        )
    if given.card_postage is None and not any(one.postage for one in levels):
        yield say(
            "Your lists name no postage that buyers paid: type what sending an order costs you, or"
            " the cards seem to cost nothing."
        )


def beginners_moved() -> tuple[Decimal, Decimal]:
    """Return the share of the three lowest levels on ordinary days and in the event (AFT-5).

    Worked example: 3.1 + 12.5 + 17.8 = 33.4 % on ordinary days, 7.1 + 16.6 + 20.2 = 43.9 % then.
    """
    lowest = PUBLISHED_LEVELS[:BEGINNERS]
    return sum((one.ordinary for one in lowest), Decimal(0)), sum(
        (one.event for one in lowest), Decimal(0)
    )


def card_in_words(times: int, places: int) -> Message:
    """Return what a card says: how often, and to how many addresses."""
    if not times:
        return say("no card")
    if times >= UNLIMITED:
        return say("every order free; addresses: {places}", places=places)
    return say("{times} orders a month free; addresses: {places}", times=times, places=places)
