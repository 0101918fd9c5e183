"""Activities: the design that the plan follows, what it comes to, its worst cart, its calendar."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from planner.activities.calendar import ActivityCalendar
from planner.activities.finding import Finding
from planner.activities.margin_lines import margin_lines
from planner.activities.outcome import Outcome, Range, TierOutcome, Totals
from planner.activities.section import CUSTOMERS
from planner.activities.tiers import WHOLE_SHARE, Customers
from planner.activities.wording import caps_of, scope_of, sentence_of
from planner.activities.worst_cart import WorstCart, WorstCarts
from planner.checklist.workbook.book import (
    BOLD,
    GROUP,
    NOTE,
    PLAIN,
    TITLE,
    TOTAL,
    VERDICT_COLOURS,
    Book,
    Column,
    Sheet,
    Style,
)
from planner.checklist.workbook.inventory import WHOLE, level_word
from planner.checklist.workbook.names import name_of
from planner.demand import CENTS
from planner.figures import Entry, Measured, Origin
from planner.language import Message, Unit, listed, say
from planner.planning import Rooms
from planner.planning.followed import Followed, WorkedOut

TITLE_TEXT = say("Activities")
COLUMNS = (
    Column(say("Tier"), 24),
    Column(say("Kind"), 18),
    Column(say("What it gives"), 36),
    Column(say("For which goods"), 30),
    Column(say("For whom"), 13),
    Column(say("First day"), 12),
    Column(say("Last day"), 12),
    Column(say("Time of day"), 12),
    Column(say("From an amount of"), 13, "right"),
    Column(say("Amount"), 13, "right"),
    Column(say("Share"), 11, "right"),
    Column(say("Budget"), 13, "right"),
    Column(say("Other limits"), 26, indent=1),
)
(
    TIER,
    KIND,
    GIVES,
    GOODS,
    WHOM,
    FIRST,
    LAST,
    HOURS,
    THRESHOLD,
    AMOUNT,
    SHARE,
    BUDGET,
    LIMITS,
) = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 2, 3
RIGHT: Style = {"align": "right"}
MORE = "+0.0%;-0.0%;0.0%"
"""A change as a share."""

FINDING_HEADS = {
    TIER: say("Found"),
    KIND: say("Tier"),
    GIVES: say("Why"),
    GOODS: say("What to change"),
    WHOM: say("Source"),
}
FACTOR_HEADS = {
    TIER: say("What the plan follows"),
    WHOM: say("Value"),
    FIRST: say("Change"),
    GIVES: say("Where from"),
}

# On last year's baskets, by tier: the columns, and those that are added up.
ORDERS, OFF, POSTAGE, PIECES, ADDED, LATER, BORNE, COST, UNDER = range(WHOM, LIMITS + 1)
TIER_HEADS = {
    TIER: say("On last event's baskets, as if nobody reacted"),
    ORDERS: say("Orders that get it"),
    OFF: say("Off the goods"),
    POSTAGE: say("Off the postage"),
    PIECES: say("Pieces added"),
    ADDED: say("Added goods at cost"),
    LATER: say("Prizes and vouchers later"),
    BORNE: say("Borne by the platform"),
    COST: say("Cost"),
    UNDER: say("Orders just under it"),
}

# What all of it comes to: the columns beside each other.
WITHOUT, LAST_TIME, AS_IS, P10, P50, P90 = range(WHOM, WHOM + 6)
TOTAL_HEADS = {
    TIER: say("What it comes to"),
    WITHOUT: say("No activity"),
    LAST_TIME: say("Last event, as paid"),
    AS_IS: say("As if nobody reacted"),
    P10: say("With the response, P10"),
    P50: say("With the response, P50"),
    P90: say("With the response, P90"),
}
WORST_HEADS = {
    GIVES: say("Why"),
    WHOM: say("Amount"),
    LAST: say("Day"),
    HOURS: say("Time of day"),
    THRESHOLD: say("Paid"),
    SHARE: say("Left of it"),
}
CALENDAR_HEADS = {
    TIER: say("What runs when, and what has to happen before"),
    KIND: say("Phase"),
    WHOM: say("Source"),
    FIRST: say("First day"),
    LAST: say("Last day"),
    HOURS: say("Time of day"),
}
NOT_FOLLOWED = say(
    "The plan follows no design of activities yet: take or make one on the page Activities, then"
    " choose “The plan follows this design”."
)
MEND_FIRST = say("Mend what is refused first: until then nothing can be worked out.")


def write_activities(
    book: Book, rooms: Rooms, followed: Followed | None, worked: WorkedOut | None
) -> None:
    """Write the sheet; without a design that the plan follows it says how to begin."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.text(0, 0, TITLE_TEXT, TITLE)
    if followed is None:
        sheet.wide_text(1, LIMITS, NOT_FOLLOWED, BOLD)
        _others(sheet, rooms)
        return
    level, sentence = followed.verdict(worked, rooms)
    told = f"{followed.design.name}: {level_word(book, level)} · {book.text(sentence)}"
    sheet.wide_text(1, LIMITS, told, {**BOLD, "font_color": VERDICT_COLOURS[level]})
    row = _tiers(sheet, FIRST_ROW, followed)
    row = _findings(sheet, row, followed)
    if worked is not None:
        _WorkedOut(sheet, followed, worked, rooms).write(row)
    elif followed.design.tiers:
        sheet.wide_text(row, LIMITS, MEND_FIRST, NOTE)


def _others(sheet: Sheet, rooms: Rooms) -> None:
    """Name the designs that the plan holds and does not follow."""
    for row, design in enumerate(rooms.activities.designs.all, FIRST_ROW):
        sheet.text(row, TIER, design.name, BOLD)
        sheet.text(row, GIVES, say("Held by the plan, not followed"), NOTE)


def heads(sheet: Sheet, row: int, words: Mapping[int, Message], right: Collection[int]) -> int:
    """Write the heads of a table within the sheet and return the row below.

    Args:
        sheet: that holds it.
        row: of the heads.
        words: by column.
        right: columns of numbers.
    """
    for column in range(len(COLUMNS)):
        align = "right" if column in right else "left"
        sheet.text(row, column, words.get(column, ""), {**GROUP, "align": align})
    return row + 1


def amount(minor: float | None) -> Decimal | float | None:
    """Return minor units as money; None stays open.

    >>> amount(1999), amount(2.5)
    (Decimal('19.99'), 0.025)
    """
    if minor is None:
        return None
    return Decimal(minor) / CENTS if isinstance(minor, int) else minor / CENTS


def hours_of(first: int, last: int) -> str:
    """Return hours of a day; empty for all of it.

    >>> hours_of(0, 2), hours_of(0, 24)
    ('00:00–02:00', '')
    """
    return "" if (first, last) == (0, 24) else f"{first:02d}:00–{last:02d}:00"


# The design --------------------------------------------------------------------------------------


def _tiers(sheet: Sheet, row: int, followed: Followed) -> int:
    money = sheet.book.number_format(Unit.MONEY)
    for tier in followed.design.in_order:
        reads = tier.kind.traits.fields
        first, last = followed.about.days_of(tier)
        sheet.text(row, TIER, tier.label, BOLD)
        sheet.text(row, KIND, tier.kind.traits.label)
        sheet.text(row, GIVES, sentence_of(tier))
        sheet.text(row, GOODS, scope_of(tier, followed.about.shop))
        sheet.text(row, WHOM, CUSTOMERS[tier.customers.value])
        _days(sheet, row, first, last)
        sheet.text(row, HOURS, hours_of(tier.from_hour, tier.to_hour))
        for column, minor, name in (
            (THRESHOLD, tier.threshold_minor, "threshold_minor"),
            (AMOUNT, tier.amount_minor, "amount_minor"),
        ):
            sheet.number(row, column, amount(minor or None) if name in reads else None, money)
        share = tier.share / WHOLE_SHARE if tier.share and "share" in reads else None
        sheet.number(row, SHARE, share, "0.00%")
        sheet.number(row, BUDGET, amount(tier.budget_minor), money)
        sheet.text(row, LIMITS, listed(caps_of(tier)), {**PLAIN, "indent": 1})
        row += 1
    return row


def _days(sheet: Sheet, row: int, first: int, last: int) -> None:
    """Write the days of something, as dates that move with the main day."""
    for column, offset in ((FIRST, first), (LAST, last)):
        _day(sheet, row, column, offset)


def _day(sheet: Sheet, row: int, column: int, offset: int, style: Style = PLAIN) -> None:
    day = sheet.book.answer.campaign.main_day + timedelta(days=offset)
    sheet.live_day(row, column, offset, day, style)


def _findings(sheet: Sheet, row: int, followed: Followed) -> int:
    """Write what is found in the design: why, and what to change."""
    if not followed.findings:
        return row
    row = heads(sheet, row, FINDING_HEADS, ())
    labels = {tier.tier_id: tier.label for tier in followed.design.tiers}
    for one in followed.findings:
        _finding(sheet, row, one, labels)
        row += 1
    return row


def _finding(sheet: Sheet, row: int, one: Finding, labels: Mapping[str, Message]) -> None:
    word = sheet.book.text(one.severity.word)
    sheet.text(row, TIER, f"{one.severity.sign} {word}", BOLD)
    sheet.text(row, KIND, listed(labels[tier] for tier in one.tier_ids if tier in labels))
    sheet.text(row, GIVES, one.why)
    sheet.text(row, GOODS, one.change)
    sheet.text(row, WHOM, one.rule, NOTE)


# What it comes to --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Measure:
    """A row of the totals.

    Attributes:
        label: what it is.
        plain: of orders without a response.
        reacted: with it; None where it is not told.
        number_format: of all its cells.
        formula: of a column's cell, from the addresses of the rows above; None = a counted number.
    """

    label: Message
    plain: Callable[[Totals], float | None]
    reacted: Range | None
    number_format: str
    formula: Callable[[Sequence[str]], str] | None = None


class _WorkedOut:
    """All tables of a design that can be worked out, one below the other."""

    def __init__(self, sheet: Sheet, followed: Followed, worked: WorkedOut, rooms: Rooms) -> None:
        self.sheet = sheet
        self.followed = followed
        self.worked = worked
        self.outcome: Outcome = worked.outcome
        self.shop = rooms.activities.shop
        self.effect = rooms.activities.effect
        self.money = sheet.book.number_format(Unit.MONEY)
        self.off_total = ""

    def write(self, row: int) -> None:
        """Write everything."""
        row = self._factors(row)
        row = self._by_tier(row)
        row = self._totals(row)
        row = self._worst(row, self.worked.worst)
        self._calendar(row, self.worked.calendar)

    def _factors(self, row: int) -> int:
        """Write what the plan follows of the design; a value that somebody typed goes before it."""
        if not self.followed.entries:
            return row
        row = heads(self.sheet, row, FACTOR_HEADS, (WHOM, FIRST))
        for entry in self.followed.entries:
            self._factor(row, entry)
            row += 1
        return row

    def _factor(self, row: int, entry: Entry) -> None:
        sheet, figure = self.sheet, entry.basis
        change = self._change(entry)
        if figure is not None and figure.key.startswith("activities."):
            sheet.text(row, TIER, figure.label)
            sheet.reference(row, WHOM, figure, {**BOLD, **RIGHT})
            if change is not None:
                sheet.formula(row, FIRST, f"={name_of(change)}-1", _less_one(change), MORE, RIGHT)
        else:
            sheet.text(row, TIER, entry.label)
            number_format = sheet.book.number_format(entry.unit, entry.value)
            sheet.number(row, WHOM, entry.value, number_format, {**BOLD, **RIGHT})
            if change is not None:
                sheet.number(row, FIRST, _less_one(change), MORE, RIGHT)
        sheet.text(row, GIVES, _ORIGINS[entry.origin], NOTE)

    def _change(self, entry: Entry) -> Measured | None:
        """Return the factor on a lever, against the last event."""
        effect = self.effect
        if effect is None:
            return None
        changes = {"targets.aov": effect.order_value, "targets.conversion_share": effect.orders}
        return changes.get(entry.key)

    # By tier

    def _by_tier(self, row: int) -> int:
        sheet, first = self.sheet, row + 1
        row = heads(sheet, row, TIER_HEADS, range(ORDERS, UNDER + 1))
        for one in self.outcome.tiers:
            self._tier(row, one)
            row += 1
        for column in range(LIMITS + 1):
            sheet.text(row, column, say("Total") if column == 0 else "", TOTAL)
        for column, sum_of in _SUMMED.items():
            told = sum(sum_of(one) for one in self.outcome.tiers)
            value, number_format = (told, WHOLE) if column == PIECES else (amount(told), self.money)
            formula = f"=SUM({sheet.column(first, row - 1, column)})"
            sheet.formula(row, column, formula, value, number_format, {**TOTAL, **RIGHT})
        self.off_total = sheet.cell(row, OFF, absolute=True)
        return row + 1

    def _tier(self, row: int, one: TierOutcome) -> None:
        sheet = self.sheet
        sheet.text(row, TIER, one.tier.label, BOLD)
        sheet.text(row, GIVES, sentence_of(one.tier))
        if one.ended_after is not None:
            sheet.text(row, GOODS, _ended(one.ended_after), NOTE)
        sheet.number(row, ORDERS, one.orders, WHOLE, RIGHT)
        for column, told in _SUMMED.items():
            if column == PIECES:
                sheet.number(row, column, one.pieces, WHOLE, RIGHT)
            elif column != COST:
                sheet.number(row, column, amount(told(one)), self.money, RIGHT)
        off, postage, added, later, borne = (
            sheet.cell(row, column) for column in (OFF, POSTAGE, ADDED, LATER, BORNE)
        )
        formula = f"={off}+{postage}+{added}+{later}-{borne}"
        sheet.formula(row, COST, formula, amount(one.cost_minor), self.money, {**BOLD, **RIGHT})
        sheet.number(row, UNDER, one.just_under, WHOLE, RIGHT)

    # In all

    def _totals(self, row: int) -> int:
        sheet, outcome = self.sheet, self.outcome
        first = row = heads(sheet, row, TOTAL_HEADS, range(WITHOUT, P90 + 1))
        plain = {WITHOUT: outcome.without, LAST_TIME: outcome.last_time, AS_IS: outcome.as_is}
        for measure in self._measures():
            sheet.text(row, TIER, measure.label, BOLD)
            for column, totals in plain.items():
                above = [sheet.cell(at, column) for at in range(first, row)]
                self._total(row, column, measure, measure.plain(totals), above)
            if told := measure.reacted:
                for column, value in ((P10, told.p10), (P50, told.p50), (P90, told.p90)):
                    sheet.number(row, column, _scaled(value, measure), measure.number_format, RIGHT)
            row += 1
        row = self._depth(row, first)
        return self._pays(row, first)

    def _total(
        self, row: int, column: int, measure: _Measure, value: float | None, above: Sequence[str]
    ) -> None:
        scaled = None if value is None else _scaled(value, measure)
        if measure.formula is None or scaled is None:
            self.sheet.number(row, column, scaled, measure.number_format, RIGHT)
        else:
            formula = measure.formula(above)
            self.sheet.formula(row, column, formula, scaled, measure.number_format, RIGHT)

    def _measures(self) -> Iterator[_Measure]:
        told, money = self.outcome.reaction, self.money
        yield _Measure(say("Orders"), lambda one: one.orders, told.orders, WHOLE)
        yield _Measure(
            say("Goods revenue"), lambda one: one.revenue_minor, told.revenue_minor, money
        )
        yield _Measure(say("Goods at the label"), lambda one: one.label_minor, None, money)
        yield _Measure(say("Margin"), lambda one: one.margin_minor, told.margin_minor, money)
        yield _Measure(
            say("Order value"), lambda one: one.order_value_minor, told.order_value_minor, money,
            lambda at: f"=IF({at[0]}=0,0,{at[1]}/{at[0]})",
        )  # fmt: skip
        yield _Measure(
            say("Margin per order"), lambda one: one.margin_per_order_minor,
            told.margin_per_order_minor, money, lambda at: f'=IF({at[0]}=0,"",{at[3]}/{at[0]})',
        )  # fmt: skip

    def _depth(self, row: int, first: int) -> int:
        """Write the discount depth: of the design over all that its tiers take off the goods."""
        sheet, outcome = self.sheet, self.outcome
        sheet.text(row, TIER, say("Discount depth"), BOLD)
        sheet.number(row, WITHOUT, 0, "0.0%", RIGHT)
        last = outcome.last_time
        label, revenue = (sheet.cell(first + at, LAST_TIME) for at in (2, 1))
        depth = max(0.0, 1 - last.revenue_minor / last.label_minor) if last.label_minor else 0.0
        formula = f"=IF({label}=0,0,MAX(0,1-{revenue}/{label}))"
        sheet.formula(row, LAST_TIME, formula, depth, "0.0%", RIGHT)
        label = sheet.cell(first + 2, AS_IS)
        formula = f"=IF({label}=0,0,{self.off_total}/{label})"
        sheet.formula(row, AS_IS, formula, outcome.depth, "0.0%", RIGHT)
        return row + 1

    def _pays(self, row: int, first: int) -> int:
        """Write with how many more orders the design brings what no activity would (ACT-11)."""
        sheet, told = self.sheet, self.outcome.pays_for_itself_at
        sheet.text(row, TIER, say("More orders at which it pays for itself"), BOLD)
        style = {**BOLD, **RIGHT}
        if told is None:
            sheet.text(row, AS_IS, "–", style)
            sheet.text(row, GIVES, _no_break_even(self.outcome), NOTE)
        else:
            with_it, without = (sheet.cell(first + 3, column) for column in (AS_IS, WITHOUT))
            formula = f'=IF({with_it}<=0,"",{without}/{with_it}-1)'
            sheet.formula(row, AS_IS, formula, told, MORE, style)
        return row + 1

    # The worst cart

    def _worst(self, row: int, found: WorstCarts) -> int:
        if found.by_amount is None:
            told = say("No cart can be worked out: no product has a price and a cost.")
            self.sheet.wide_text(row, LIMITS, told, NOTE)
            return row + 1
        row = self._cart(row, say("The worst cart: it leaves the least money"), found.by_amount)
        if found.by_share is not None and found.by_share.out.cart != found.by_amount.out.cart:
            title = say("The worst cart: it leaves the least of its price")
            row = self._cart(row, title, found.by_share)
        return row

    def _cart(self, row: int, title: Message, worst: WorstCart) -> int:
        """Write how the margin of a cart comes about, line by line."""
        sheet, cart = self.sheet, worst.out.cart
        first = row = heads(sheet, row, {TIER: title, **WORST_HEADS}, (WHOM, THRESHOLD, SHARE))
        for line in margin_lines(worst.out, self.shop):
            sheet.text(row, TIER, line.label)
            sheet.text(row, GIVES, line.why or "", NOTE)
            sheet.number(row, WHOM, amount(line.amount_minor), self.money, RIGHT)
            row += 1
        for column in range(LIMITS + 1):
            sheet.text(row, column, say("Left to the shop") if column == TIER else "", TOTAL)
        sheet.text(row, GIVES, CUSTOMERS[_buyer(worst).value], TOTAL)
        left, paid = sheet.cell(row, WHOM), sheet.cell(row, THRESHOLD)
        style = {**TOTAL, **RIGHT}
        summed = f"=SUM({sheet.column(first, row - 1, WHOM)})"
        sheet.formula(row, WHOM, summed, amount(worst.margin_minor), self.money, style)
        _day(sheet, row, LAST, cart.day, TOTAL)
        sheet.text(row, HOURS, hours_of(cart.hour, cart.hour + 1), TOTAL)
        sheet.number(row, THRESHOLD, amount(worst.out.paid_minor), self.money, style)
        share = f'=IF({paid}=0,"",{left}/{paid})'
        sheet.formula(row, SHARE, share, worst.margin_share, "0.0%", style)
        return row + 1

    # The calendar

    def _calendar(self, row: int, calendar: ActivityCalendar) -> None:
        sheet = self.sheet
        row = heads(sheet, row, CALENDAR_HEADS, ())
        for one in calendar.rows:
            sheet.text(row, TIER, one.what, PLAIN if one.tier_id else BOLD)
            if one.phase and one.tier_id:
                sheet.text(row, KIND, one.phase.label)
            sheet.text(row, WHOM, one.rule, NOTE)
            _days(sheet, row, one.first, one.last)
            sheet.text(row, HOURS, hours_of(*(one.hours or (0, 24))))
            row += 1


_SUMMED: Mapping[int, Callable[[TierOutcome], int]] = {
    OFF: lambda one: one.off_minor,
    POSTAGE: lambda one: one.postage_minor,
    PIECES: lambda one: one.pieces,
    ADDED: lambda one: one.added_minor,
    LATER: lambda one: one.later_minor,
    BORNE: lambda one: one.borne_by_platform_minor,
    COST: lambda one: one.cost_minor,
}
"""What can be added up over tiers; an order may get several, so that orders cannot."""


_ORIGINS: Mapping[Origin, Message] = {
    Origin.SHEET: say("The design on the orders of the last event, P50"),
    Origin.EDITED: say("Typed: it goes before the design"),
    Origin.DEFAULT: say("Open: that of the last event is not known"),
}


def _less_one(change: Measured) -> float:
    return float(change.value or 0) - 1


def _ended(after: int) -> Message:
    if after < 0:
        return say("It never began: there is nothing to give.")
    return say("It ended with order {number}: all is given away.", number=after + 1)


def _scaled(value: float, measure: _Measure) -> Decimal | float | None:
    return value if measure.number_format == WHOLE else amount(value)


def _no_break_even(outcome: Outcome) -> Message:
    if outcome.as_is.margin_minor is None:
        return say("Nothing tells what the goods cost.")
    return say("It loses on the average order: more orders lose more.")


def _buyer(worst: WorstCart) -> Customers:
    customers = worst.out.cart.customers
    if Customers.TOP in customers:
        return Customers.TOP
    return next(iter(customers), Customers.ALL)
