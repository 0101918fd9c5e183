"""After the event: who to offer what, the programme with its texts, levels, cards and points.

Costs of levels, cards and points are live; what was counted in the lists stands as it was on their
last day, which the heading names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.checklist.workbook.book import BOLD, NOTE, PLAIN, Book, Column, Sheet
from planner.customers import Customers
from planner.customers.levels import PUBLISHED_LEVELS, Level, Levels, card_in_words
from planner.customers.presents import Presents
from planner.customers.repurchase import Cohort, read_cohorts
from planner.customers.segments import ValueBand, read_value_bands
from planner.customers.waves import language_of
from planner.figures import Figure, Value
from planner.language import Message, Quantity, Unit, day_offset, listed, say
from planner.messages import TEMPLATES
from planner.planning import Rooms

TITLE_TEXT = say("After the event")
COLUMNS = (
    Column(say("What"), 34),
    Column(say("When, or for whom"), 34),
    Column(say("Customers"), 11, "right"),
    Column(say("Share"), 10, "right"),
    Column(say("Amount"), 16, "right"),
    Column(say("Share of it"), 10, "right"),
    Column(say("Cost or offer"), 15, "right"),
    Column(say("Text, or why"), 62, indent=1),
)
NAME, WHEN, COUNT, SHARE, AMOUNT, OF_AMOUNT, COST, TEXT = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 2, 3
WHOLE, PER_CENT = "#,##0", "0.0%"
INDENTED = {**PLAIN, "indent": 1}
MONTHS = range(1, 7)
"""After the first purchase; further ones stand on the page."""
COHORTS_AT_MOST = 24


@dataclass
class _Writer:
    """Writes line under line.

    Attributes:
        sheet: to write on.
        row: of the next line.
    """

    sheet: Sheet
    row: int = FIRST_ROW

    def head(self, title: Message, note: Message | None = None) -> None:
        """Write a line across that begins a table, and what must be known of it."""
        self.row = self.sheet.part(self.row, title)
        if note is not None:
            self.sheet.text(self.row, NAME, note, {**NOTE, "text_wrap": False})
            self.row += 1

    def line(
        self,
        name: Message | str,
        when: Message | str = "",
        text: Message | str = "",
        count: int | None = None,
        share: Value | None = None,
        amount: Value | None = None,
        of_amount: Value | None = None,
        cost: Figure | Value | None = None,
    ) -> None:
        """Write a line; what is None stays empty, a figure as its cost is live."""
        sheet, row, money = self.sheet, self.row, self.sheet.book.number_format(Unit.MONEY)
        sheet.text(row, NAME, name, BOLD)
        sheet.text(row, WHEN, when)
        sheet.text(row, TEXT, text, INDENTED)
        for column, value, form in (
            (COUNT, count, WHOLE),
            (SHARE, share, PER_CENT),
            (AMOUNT, amount, money),
            (OF_AMOUNT, of_amount, PER_CENT),
        ):
            if value is not None:
                sheet.number(row, column, value, form)
        if isinstance(cost, Figure):
            sheet.reference(row, COST, cost)
        elif cost is not None:
            sheet.number(row, COST, cost, money)
        self.row += 1


def write_after_care(book: Book, rooms: Rooms) -> None:
    """Write the sheet; where no customer is known there is none."""
    customers = rooms.customers
    if not customers.are_known:
        return
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.heading(
        TITLE_TEXT,
        say(
            "Counted in your order lists, orders before {day}: {files}",
            day=customers.base.facts.until,
            files=" · ".join(customers.base.facts.files),
        ),
    )
    writer = _Writer(sheet)
    _programme(writer, customers)
    _presents(writer, customers.presents)
    _bands(writer, read_value_bands(customers.base.facts, customers.given.value_band))
    event = (rooms.reference.first_day, rooms.reference.last_day)
    _cohorts(writer, read_cohorts(customers.base.facts, event))
    _points(writer, customers)
    _levels(writer, customers.levels)
    _published(writer)
    _texts(writer)


def _programme(writer: _Writer, customers: Customers) -> None:
    writer.head(say("The programme, by day"))
    for one in customers.after_care.steps:
        when = say(
            "{first} – {last}, from {day}: {whom}",
            first=day_offset(one.first),
            last=day_offset(one.last),
            day=one.first_day,
            whom=one.whom,
        )
        rules = ", ".join(one.rules)
        occasions = listed(occasion.label for occasion in one.occasions)
        why = (
            say("{why} ({rules}); {occasions}", why=one.why, rules=rules, occasions=occasions)
            if one.occasions
            else say("{why} ({rules})", why=one.why, rules=rules)
        )
        writer.line(one.what, when, why)


def _presents(writer: _Writer, presents: Presents) -> None:
    writer.head(
        say("Gift buyers and buyers for own use"),
        say(
            "{gifts} of {customers} customers bought only before occasions for presents; the lists"
            " stand on the page Customers (AFT-10).",
            gifts=presents.gift_buyers,
            customers=presents.customers,
        ),
    )
    for one in presents.lists:
        when = say("write from {day} on", day=one.send_on) if one.send_on else ""
        writer.line(
            one.label, when, one.text, one.customers, Decimal(one.customers) / presents.customers
        )


def _bands(writer: _Writer, bands: Sequence[ValueBand]) -> None:
    writer.head(
        say("By the last order"),
        say("The next offer lies a little above what the last order came to (AFT-6)."),
    )
    everybody = sum(one.customers for one in bands)
    paid = sum((one.paid_amount for one in bands), Decimal(0))
    for one in bands:
        low = Quantity(one.low, Unit.MONEY)
        name = (
            say("{low} and more", low=low)
            if one.high is None
            else say("{low} – {high}", low=low, high=Quantity(one.high, Unit.MONEY))
        )
        writer.line(
            name,
            say("next offer above the amount on the right"),
            count=one.customers,
            share=Decimal(one.customers) / everybody if everybody else None,
            amount=one.paid_amount,
            of_amount=one.paid_amount / paid if paid else None,
            cost=one.next_offer,
        )


def _cohorts(writer: _Writer, cohorts: Sequence[Cohort]) -> None:
    writer.head(
        say("By month of the first purchase"),
        say("Share of the customers who buy again in the months after; – = not over yet."),
    )
    language = writer.sheet.book.language
    for one in list(reversed(cohorts))[:COHORTS_AT_MOST]:
        who = say("customers of the last event") if one.is_event else say("ordinary customers")
        months = " · ".join(f"+{after}: {language.share(one.share(after))}" for after in MONTHS)
        writer.line(f"{one.month:%Y-%m}", who, months, one.customers)
    if left_out := len(cohorts[COHORTS_AT_MOST:]):
        more = say("{count} earlier months stand on the page Customers.", count=left_out)
        writer.sheet.text(writer.row, NAME, more, NOTE)
        writer.row += 1


def _points(writer: _Writer, customers: Customers) -> None:
    writer.head(say("Points"), say("The scheme stands on the sheet of assumptions (AFT-8)."))
    for figure in customers.after_care.figures.values():
        writer.line(figure.label, cost=figure)


def _levels(writer: _Writer, levels: Levels) -> None:
    writer.head(
        say("Levels and cards"),
        say(
            "Counted from {first} to the day before {until}, on your own orders. What benefits and"
            " cards bring in orders more is not known: they pay if it is more than they cost.",
            first=levels.first_day,
            until=levels.until,
        ),
    )
    of_all, of_revenue = levels.shares("customers"), levels.shares("paid_amount")
    for at, one in enumerate(levels.levels):
        writer.line(
            _level_name(one),
            say("benefit in a year on the right") if at else "",
            count=one.customers,
            share=of_all[at],
            amount=one.paid_amount,
            of_amount=of_revenue[at],
            cost=levels.figures[f"level_{one.number}_cost"] if at else None,
        )
    for one in levels.levels[1:]:
        card = card_in_words(
            int(getattr(levels.given, f"level_{one.number}_shipments")),
            int(getattr(levels.given, f"level_{one.number}_addresses")),
        )
        writer.line(
            say("Card of level {number}", number=one.number),
            card,
            say("{orders} orders would have been sent free", orders=one.free_orders),
            cost=levels.figures[f"level_{one.number}_card"],
        )
    for name in ("levels_cost", "cards_cost"):
        writer.line(levels.figures[name].label, cost=levels.figures[name])
    for problem in levels.problems:
        writer.sheet.text(writer.row, NAME, problem, {**NOTE, "text_wrap": False})
        writer.row += 1


def _level_name(one: Level) -> Message:
    if one.number == 1:
        return say("{number}: below the second", number=one.number)
    return say("{number}: from {low}", number=one.number, low=Quantity(one.low, Unit.MONEY))


def _published(writer: _Writer) -> None:
    writer.head(
        say("The published levels"),
        say("A platform's levels: share on ordinary days, spent in the year after (AFT-5)."),
    )
    for number, one in enumerate(PUBLISHED_LEVELS, start=1):
        told = say(
            "{event} of the event's buyers; {again} bought again",
            event=Quantity(one.event, Unit.SHARE),
            again=Quantity(one.again, Unit.SHARE),
        )
        writer.line(
            say("Level {number}", number=number), "", told, share=one.ordinary, amount=one.spending
        )


def _texts(writer: _Writer) -> None:
    writer.head(say("Texts of the library"))
    library = language_of(writer.sheet.book.answer.plan)
    for one in TEMPLATES.values():
        writer.line(one.title, one.rule, library.text(one.text))
