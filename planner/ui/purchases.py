"""What to buy, what to do when it runs out in the event, and what late goods cost."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum

import pandas as pd
import streamlit as st

from planner.figures import Level
from planner.inventory import Inventory, ProductReadiness
from planner.inventory.arrivals import Delay, Delivery, Timing, units_by_timing
from planner.inventory.delay_chart import LOST_BY_DELAY, lost_by_delay
from planner.inventory.newsvendor import Economics
from planner.inventory.purchase import Purchase, PurchaseLine, Why
from planner.inventory.supply import position_of, price_of
from planner.language import Language, Message, Quantity, Unit, say
from planner.ui import cards, frame, tables
from planner.ui.drawing import draw_chart
from planner.ui.exports import WORKBOOK_TYPE, Cell, csv_bytes, xlsx_bytes
from planner.ui.inputs import number_input, select
from planner.ui.readiness import Part, headers
from planner.ui.state import Screen
from planner.ui.text import escaped

ROWS_SHOWN = 500
"""More at once would keep every click waiting; the downloads hold them all."""
BUDGET = "inventory.budget"
SHOWN = "purchases-shown"
EXAMPLE = "purchases-example"
"""Where a session keeps which purchases are shown, and which is worked out."""
BOX_WIDTH, EXAMPLE_WIDTH, BUDGET_WIDTH = 300, 420, 260
"""Pixels."""
HELD_BACK = frozenset({Why.NO_BUDGET, Why.MINIMUM_NOT_WORTH, Why.LOSS, Why.TOO_LATE})
SHORT_OF_MONEY = frozenset({Why.NO_BUDGET, Why.LESS_FOR_BUDGET})


@dataclass(frozen=True)
class Proposal:
    """A line of what to buy, beside its product.

    Attributes:
        line: what to buy of it, and why.
        row: what the board says of it.
    """

    line: PurchaseLine
    row: ProductReadiness

    @property
    def delivery(self) -> Delivery:
        """Return what an order placed today would become, and until when to place it."""
        return self.row.delivery

    @property
    def urgency(self) -> tuple[bool, date, int, Decimal, str]:
        """Return what sorts main products and the most urgent first."""
        day, late = self.delivery.order_by, self.delivery.days_late
        return not self.row.is_main, day, -late, -self.line.cost, self.line.product


def proposals(inventory: Inventory) -> list[Proposal]:
    """Return every line of what to buy, main products and the most urgent first."""
    rows = {row.product: row for row in inventory.rows}
    found = [Proposal(line, rows[line.product]) for line in inventory.purchase.lines]
    return sorted(found, key=lambda one: one.urgency)


# What to buy -------------------------------------------------------------------------------------


class Shown(Enum):
    """Which purchases the table shows."""

    TO_BUY = "to_buy"
    HELD_BACK = "held_back"
    ENOUGH = "enough"
    UNKNOWN = "unknown"

    def called(self, count: int) -> Message:
        """Return what it is called, with how many products it holds."""
        return {
            Shown.TO_BUY: say("To buy ({count})", count=count),
            Shown.HELD_BACK: say("Would be short, not bought ({count})", count=count),
            Shown.ENOUGH: say("Enough there ({count})", count=count),
            Shown.UNKNOWN: say("Price or cost to type ({count})", count=count),
        }[self]

    def holds(self, line: PurchaseLine) -> bool:
        """Return whether it shows a line."""
        match self:
            case Shown.TO_BUY:
                return line.units > 0
            case Shown.HELD_BACK:
                return not line.units and line.why in HELD_BACK
            case Shown.ENOUGH:
                return line.why is Why.ENOUGH
            case Shown.UNKNOWN:
                return line.why is Why.UNKNOWN_COST


def draw_purchases(screen: Screen, inventory: Inventory) -> None:
    """Draw what to buy: the verdict, the budget, the products, and how it is calculated."""
    language = screen.language
    _head(screen, say("What to buy"))
    every = screen.once("purchases", lambda: proposals(inventory))
    cards.verdict(screen, *verdict(inventory, every))
    row = st.container(horizontal=True, gap="medium", vertical_alignment="center")
    with row.container(width=BUDGET_WIDTH):
        number_input(screen, BUDGET)
    with row.container():
        for told in budget_in_words(inventory.purchase):
            st.markdown(escaped(language.text(told)))
    _say_unknown_stock(screen, inventory)
    if not every:
        return
    _draw_choice(screen, inventory, every)
    _draw_downloads(screen, inventory, [one for one in every if one.line.units])
    _draw_example(screen, inventory, every)


def _head(screen: Screen, title: Message) -> None:
    st.subheader(screen.language.text(title), anchor=False)


def verdict(inventory: Inventory, every: Sequence[Proposal]) -> tuple[Level, Message]:
    """Return what to buy, in one line."""
    purchase, today = inventory.purchase, inventory.days.today
    bought = [one for one in every if one.line.units]
    if not any(one.line.why is not Why.UNKNOWN_COST for one in every):
        return Level.AT_RISK, say(
            "What to buy is not known yet: it takes the stock, the price and the cost of a product."
        )
    if bought:
        first = min(one.delivery.order_by for one in bought)
        in_time = all(one.delivery.timing is Timing.IN_TIME for one in bought)
        return Level.ON_TRACK if in_time and first > today else Level.AT_RISK, say(
            "Buy {units} pieces of {products} products for {cost}: they are expected to earn"
            " {profit} more. Order the first by {day}.",
            units=purchase.units,
            products=len(bought),
            cost=Quantity(purchase.cost, Unit.MONEY),
            profit=Quantity(purchase.expected_extra_profit, Unit.MONEY),
            day=first,
        )
    held_back = sum(one.line.why in SHORT_OF_MONEY for one in every)
    if held_back:
        return Level.AT_RISK, say(
            "The budget buys nothing: {count} products would earn more than they cost.",
            count=held_back,
        )
    return Level.READY, say(
        "Nothing to buy: what is held and arrives in time is enough, or more of it would not pay."
    )


def budget_in_words(purchase: Purchase) -> list[Message]:
    """Return what the budget does, and what one more unit of money would earn."""
    if purchase.budget is None:
        return [
            say(
                "No budget is set: everything that earns is bought. With one, the money goes where"
                " it earns most."
            )
        ]
    if not purchase.shadow_price:
        return [
            say(
                "The budget is enough: everything that earns is bought, {left} stay.",
                left=Quantity(purchase.budget - purchase.cost, Unit.MONEY),
            )
        ]
    told = [
        say(
            "{cost} of {budget} are spent; without a budget {wanted} would be.",
            cost=Quantity(purchase.cost, Unit.MONEY),
            budget=Quantity(purchase.budget, Unit.MONEY),
            wanted=Quantity(purchase.cost_without_budget, Unit.MONEY),
        ),
        say(
            "Each further {one} of budget would earn about {shadow} more.",
            one=Quantity(1, Unit.MONEY),
            shadow=Quantity(Decimal(str(purchase.shadow_price)), Unit.MONEY),
        ),
    ]
    if not purchase.is_best:
        told.append(
            say(
                "No choice can earn more than {bound}: at most {gap} of it is missed.",
                bound=Quantity(purchase.profit_bound, Unit.MONEY),
                gap=Quantity(purchase.gap_share, Unit.SHARE),
            )
        )
    return told


def _say_unknown_stock(screen: Screen, inventory: Inventory) -> None:
    """Say how many products are left out, since nobody knows what is held of them."""
    unknown = sum(row.at_start is None and row.expected > 0 for row in inventory.rows)
    if unknown:
        told = say(
            "{count} products are left out: what is in stock of them is not known. Type it on the"
            " board above.",
            count=unknown,
        )
        st.caption(f":material/help: {escaped(screen.language.text(told))}")


def _draw_choice(screen: Screen, inventory: Inventory, every: Sequence[Proposal]) -> None:
    """Draw the table of the purchases that are chosen."""
    language = screen.language
    found = screen.once(
        "purchases-by-why",
        lambda: {one: [each for each in every if one.holds(each.line)] for one in Shown},
    )
    options = [one for one in Shown if found[one]]
    chosen = select(
        language.text(say("Products shown")),
        options,
        lambda one: language.text(one.called(len(found[one]))),
        key=SHOWN,
        first=options[0],
        width=BOX_WIDTH,
    )
    shown = found[chosen][:ROWS_SHOWN]
    _say_how_many(screen, len(shown), len(found[chosen]))
    if chosen is Shown.UNKNOWN:
        told = say(
            "Type it on the board above, group “{group}”: without it nobody can tell whether more"
            " would earn.",
            group=Part.SUPPLY.label,
        )
        st.caption(language.text(told))
        table = screen.once("to-type", lambda: unknown_table(inventory, shown, language))
        _draw(table, numbers=(2,))
        return
    late = sum(one.delivery.days_late > 0 for one in found[chosen])
    if late:
        told = say(
            "For {count} of them the day to order for an arrival by {deadline} has passed: they are"
            " ordered today or not at all.",
            count=late,
            deadline=inventory.days.deadlines.arrive_by_name,
        )
        st.caption(language.text(told))
    table = screen.once(("purchases", chosen), lambda: purchase_table(shown, language))
    _draw(table, numbers=(1, 2, 3, 4, 8, 9))


def _draw(table: pd.DataFrame, numbers: Collection[int]) -> None:
    """Draw a table whose first column stays; the numbers stand to the right of their columns."""
    first, *_ = names = list(table.columns)
    st.dataframe(
        table,
        hide_index=True,
        column_config={
            first: st.column_config.TextColumn(pinned=True),
            **{names[place]: tables.number_column(table[names[place]]) for place in numbers},
        },
    )


def purchase_table(shown: Sequence[Proposal], language: Language) -> pd.DataFrame:
    """Return purchases: what, until when, why, and how many."""
    heads = headers()
    columns = (
        heads["product"], say("To buy"), say("Packs"), say("Purchase amount"), say("Extra profit"),
        heads["order_by"], say("If ordered today"), heads["says"], say("Order up to"),
        say("Is there"), heads["supplier"], heads["name"],
    )  # fmt: skip
    return tables.made(
        columns,
        [
            [
                one.line.product,
                language.number(one.line.units),
                language.number(one.line.packs),
                language.money(one.line.cost),
                language.money(one.line.expected_extra_profit),
                one.delivery.order_by.isoformat(),
                arrival_in_words(one.delivery, language),
                language.text(one.line.why.text),
                language.number(one.line.order_up_to),
                language.number(position_of(one.row)),
                one.row.stock.supplier or "",
                one.row.title or "",
            ]
            for one in shown
        ],
        language,
    )


def arrival_in_words(delivery: Delivery, language: Language) -> str:
    """Return when an order placed today arrives, with a sign and a word."""
    word, day = language.text(delivery.says), language.short_day(delivery.arrives_on)
    return f"{delivery.timing.level.sign} {word} · {day}"


def unknown_table(
    inventory: Inventory, shown: Sequence[Proposal], language: Language
) -> pd.DataFrame:
    """Return the products whose price or cost nobody knows, and what is to be typed."""
    heads = headers()
    return tables.made(
        (heads["product"], say("To type"), heads["expected"], heads["name"]),
        [
            [
                one.line.product,
                _listed(
                    [
                        heads[name]
                        for name, known in (
                            ("unit_cost", one.row.stock.unit_cost),
                            ("price", price_of(one.row, inventory.typed)),
                        )
                        if known is None
                    ],
                    language,
                ),
                language.number(one.row.expected),
                one.row.title or "",
            ]
            for one in shown
        ],
        language,
    )


def _listed(words: Sequence[Message], language: Language) -> str:
    return ("、" if language.code == "zh" else ", ").join(language.text(one) for one in words)


def _say_how_many(screen: Screen, shown: int, found: int) -> None:
    if shown < found:
        told = say(
            "{shown} of {found} products are shown, main products and the most urgent first.",
            shown=shown,
            found=found,
        )
        st.caption(screen.language.text(told))


# The list of orders as files ---------------------------------------------------------------------


ORDER_COLUMNS: Mapping[str, tuple[Message, float]] = {
    "supplier": (say("Supplier"), 20),
    "product": (say("Product code"), 20),
    "name": (say("Name"), 34),
    "order_by": (say("Order by"), 12),
    "arrives": (say("If ordered today"), 34),
    "units": (say("To buy"), 10),
    "packs": (say("Packs"), 10),
    "pack_size": (say("Pack size"), 10),
    "unit_cost": (say("Unit cost"), 12),
    "cost": (say("Purchase amount"), 14),
    "profit": (say("Extra profit"), 14),
}
"""Columns of the list of orders, with their widths in characters."""


def order_rows(bought: Sequence[Proposal], language: Language) -> list[list[Cell]]:
    """Return the list of orders: by supplier, the most urgent first."""
    in_order = sorted(bought, key=lambda one: (one.row.stock.supplier or "\uffff", *one.urgency))
    return [
        [
            one.row.stock.supplier,
            one.line.product,
            one.row.title,
            one.delivery.order_by,
            arrival_in_words(one.delivery, language),
            one.line.units,
            one.line.packs,
            one.row.stock.pack_size or 1,
            one.row.stock.unit_cost,
            one.line.cost,
            one.line.expected_extra_profit,
        ]
        for one in in_order
    ]


def _draw_downloads(screen: Screen, inventory: Inventory, bought: Sequence[Proposal]) -> None:
    if not bought:
        return
    language = screen.language
    title = language.text(say("Purchases"))
    header = [language.text(head) for head, _ in ORDER_COLUMNS.values()]
    widths = [width for _, width in ORDER_COLUMNS.values()]

    # The files are built in a thread without a session: it is given plain values.
    def as_text() -> bytes:
        cells = ([_as_text(cell) for cell in row] for row in order_rows(bought, language))
        return csv_bytes(header, cells)

    files: tuple[tuple[Message, str, str, Callable[[], bytes]], ...] = (
        (
            say("Purchases as a workbook"), "xlsx", WORKBOOK_TYPE,
            lambda: xlsx_bytes(title, header, order_rows(bought, language), widths),
        ),
        (say("As csv"), "csv", "text/csv", as_text),
    )  # fmt: skip
    day = inventory.days.deadlines.main_day.isoformat()
    stem = language.text(say("purchases"))
    with st.container(horizontal=True, gap="small", key="purchase-files"):
        for label, ending, mime, build in files:
            st.download_button(
                language.text(label),
                build,
                file_name=f"{stem}-{day}.{ending}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"download-purchases-{ending}",
            )


def _as_text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


# How it is calculated ----------------------------------------------------------------------------


def _draw_example(screen: Screen, inventory: Inventory, every: Sequence[Proposal]) -> None:
    """Draw the rule in a sentence, and one product's numbers in it."""
    language = screen.language
    known = screen.once("purchases-known", lambda: _known(inventory, every))
    told = say(
        "Each product is bought up to the stock that earns most on average: enough in Cu ÷ (Cu +"
        " Co) of all cases. Cu is what a piece too few costs, its margin and the buyer's"
        " disappointment; Co what a piece too many loses until it is cleared (INV-9)."
    )
    with st.expander(
        language.text(say("How the quantity is calculated")), icon=":material/account_tree:"
    ):
        st.markdown(escaped(language.text(told)))
        if not known:
            return
        by_product = {one.line.product: one for one in known}
        names = {code: f"{code} · {one.row.title or ''}" for code, one in by_product.items()}
        product = select(
            language.text(say("Worked out for")),
            list(by_product),
            names.__getitem__,
            key=EXAMPLE,
            first=next(iter(by_product)),
            width=EXAMPLE_WIDTH,
        )
        economics = inventory.economics[product]
        if economics is not None:
            lines = example_in_words(by_product[product], economics)
            st.markdown("\n".join(f"- {escaped(language.text(line))}" for line in lines))


def _known(inventory: Inventory, every: Sequence[Proposal]) -> list[Proposal]:
    """Return what can be worked out: what is bought first."""
    found = [one for one in every if inventory.economics[one.line.product] is not None]
    return sorted(found, key=lambda one: not one.line.units)[:ROWS_SHOWN]


def example_in_words(one: Proposal, economics: Economics) -> list[Message]:
    """Return one product's numbers in the formula, step by step.

    Example (tests/ui): 100.00 less 5.00 fee, cost 60.00, goodwill 5.00, salvage 30.00: Cu = 40, Co
    = 30, ratio 57.14 %.
    """

    def money(amount: Decimal) -> Quantity:
        return Quantity(amount, Unit.MONEY)

    line, stock, demand = one.line, one.row.stock, one.row.demand
    there = position_of(one.row)
    lines = [
        say(
            "Cu = price {price} − platform fee {fee} − cost {cost} + goodwill {goodwill} = {under}",
            price=money(economics.price),
            fee=money(economics.price * economics.fee_share),
            cost=money(economics.unit_cost),
            goodwill=money(economics.goodwill_per_unit),
            under=money(economics.underage),
        ),
        say(
            "Co = cost {cost} − value left over {salvage} = {over}",
            cost=money(economics.unit_cost),
            salvage=money(economics.salvage_value),
            over=money(economics.overage),
        ),
        say(
            "Critical ratio = {under} ÷ ({under} + {over}) = {ratio}",
            under=money(economics.underage),
            over=money(economics.overage),
            ratio=Quantity(economics.critical_ratio(), Unit.SHARE),
        ),
        say(
            "Expected are {mean} pieces; {level} are enough in {ratio} of all cases: order up to"
            " {level}",
            mean=round(demand.expected_units if demand else 0),
            level=line.order_up_to,
            ratio=Quantity(economics.critical_ratio(), Unit.SHARE),
        ),
        say(
            "{level} − {there} that are there or come before the main day = {short} short",
            level=line.order_up_to,
            there=there,
            short=max(0, (line.order_up_to or 0) - there),
        ),
        say(
            "In packs of {pack}, at least {minimum} pieces: {packs} packs = {units} pieces for"
            " {cost}",
            pack=stock.pack_size or 1,
            minimum=stock.min_order_quantity or 1,
            packs=line.packs,
            units=line.units,
            cost=money(line.cost),
        ),
        line.why.text,
    ]
    caveat = economics.caveat
    return [*lines, *([caveat.text] if caveat else [])]


# In the event ------------------------------------------------------------------------------------


def draw_event(screen: Screen, inventory: Inventory) -> None:
    """Draw, by main product, when to reorder, when to stop its listing, and whom to call."""
    language = screen.language
    _head(screen, say("When a main product runs out"))
    rows = by_stop(inventory)
    if not rows:
        st.info(language.text(say("No main product is chosen yet.")), icon=":material/info:")
        return
    gate = next(gate for gate in inventory.gates if gate.rule == "INV-6")
    cards.verdict(screen, gate.level, gate.says)
    st.markdown(escaped(language.text(event_in_words(inventory, rows))))
    shown = rows[:ROWS_SHOWN]
    _say_how_many(screen, len(shown), len(rows))
    last_day = screen.answer.campaign.last_day
    table = screen.once("in-the-event", lambda: event_table(inventory, shown, last_day, language))
    _draw(table, numbers=(2, 5, 6, 9, 10, 11))
    told = say(
        "Supplier, lead time, capacity and contact are typed on the board above, group “{group}”."
        " At the reorder point order again, as long as it still can be sold; at the hour to stop,"
        " take the listing down before it sells what is not there (INV-6).",
        group=Part.EMERGENCY.label,
    )
    st.caption(language.text(told))


def by_stop(inventory: Inventory) -> list[ProductReadiness]:
    """Return the main products by the hour in which they run out; those that last come last."""

    def hour(row: ProductReadiness) -> tuple[datetime, int]:
        found = inventory.in_the_event.get(row.product)
        return (found.stop_at if found and found.stop_at else datetime.max), -row.expected

    return sorted(inventory.main_rows, key=hour)


def event_in_words(inventory: Inventory, rows: Sequence[ProductReadiness]) -> Message:
    """Return how many main products run out in the event, and which first."""
    stops = [
        (row, found.stop_at)
        for row in rows
        if (found := inventory.in_the_event.get(row.product)) and found.stop_at
    ]
    unknown = sum(row.at_start is None for row in rows)
    if not stops:
        return say(
            "None of {main} main products is expected to run out; of {unknown} the stock is not"
            " known.",
            main=len(rows),
            unknown=unknown,
        )
    first, moment = stops[0]
    return say(
        "{count} of {main} main products run out in a good event, the first at {moment}:"
        " {product}. Of {unknown} the stock is not known.",
        count=len(stops),
        main=len(rows),
        moment=moment,
        product=first.product,
        unknown=unknown,
    )


def event_table(
    inventory: Inventory, rows: Sequence[ProductReadiness], last_day: date, language: Language
) -> pd.DataFrame:
    """Return the emergency plan, product by product."""
    heads = headers()
    columns = (
        heads["product"], say("Stop the listing"), say("Reorder point"),
        say("Reorder still sells"), heads["supplier"], heads["lead_time_days"],
        heads["supply_per_day"], heads["contact"], say("To type"), heads["at_start"],
        heads["late"], heads["needed"], heads["name"],
    )  # fmt: skip
    return tables.made(
        columns,
        [
            [
                row.product,
                _stop_in_words(inventory, row, language),
                language.number(_reorder_point(inventory, row)),
                _reorder_in_words(row, inventory.days.today, last_day, language),
                row.stock.supplier or language.number(None),
                _lead_in_words(row, language),
                language.number(row.supply_per_day),
                row.contact or language.number(None),
                _listed(missing_of(row), language),
                language.number(row.at_start),
                language.number(row.late),
                language.number(row.needed),
                row.title or "",
            ]
            for row in rows
        ],
        language,
    )


def _reorder_point(inventory: Inventory, row: ProductReadiness) -> int | None:
    found = inventory.in_the_event.get(row.product)
    return found.reorder_point if found else None


def _stop_in_words(inventory: Inventory, row: ProductReadiness, language: Language) -> str:
    found = inventory.in_the_event.get(row.product)
    if found is None or row.at_start is None:
        return f"{Level.AT_RISK.sign} {language.text(say('stock not known'))}"
    if found.stop_at is None:
        return f"{Level.READY.sign} {language.text(say('lasts'))}"
    return f"{Level.NOT_READY.sign} {language.moment(found.stop_at)}"


def _lead_in_words(row: ProductReadiness, language: Language) -> str:
    """Return the lead time; one that nobody told stands in brackets."""
    days = language.quantity(row.lead_time_days, Unit.DAYS)
    return days if row.stock.lead_time_days is not None else f"({days})"


def last_reorder(row: ProductReadiness, last_day: date) -> date:
    """Return the last day on which an order placed still arrives in the event.

    Example (tests/ui): five days of delivery, the event ends on the 13th: the 8th.
    """
    return last_day - timedelta(days=row.lead_time_days)


def _reorder_in_words(
    row: ProductReadiness, today: date, last_day: date, language: Language
) -> str:
    until = last_reorder(row, last_day)
    if until < today:
        told = say("no: it comes after the event")
        return f"{Level.NOT_READY.sign} {language.text(told)}"
    return f"{Level.READY.sign} {language.text(say('until {day}', day=until))}"


def missing_of(row: ProductReadiness) -> list[Message]:
    """Return what an emergency plan still lacks."""
    heads = headers()
    told = {
        "supplier": row.stock.supplier,
        "lead_time_days": row.stock.lead_time_days,
        "supply_per_day": row.supply_per_day,
        "contact": row.contact,
    }
    return [heads[name] for name, known in told.items() if known is None]


# Late arrivals -----------------------------------------------------------------------------------


def draw_delays(screen: Screen, inventory: Inventory) -> None:
    """Draw what is on its way, when it comes, and what each day of delay costs."""
    language = screen.language
    _head(screen, say("What is on its way"))
    coming = [row for row in inventory.rows if row.stock.arrivals]
    if not coming:
        told = say(
            "Nothing is on its way, as far as the sheets and the board say. A stock sheet with the"
            " pieces on their way and their day tells, or the board above."
        )
        st.info(language.text(told), icon=":material/info:")
        frame.link(frame.SHEETS, screen, say("Upload the stock sheet"))
        return
    gate = next(gate for gate in inventory.gates if gate.rule == "INV-2")
    cards.verdict(screen, gate.level, gate.says)
    timed = screen.once("arrivals", lambda: timing_table(inventory, coming, language))
    tables.draw(timed, words=1, whole=True)
    _head(screen, say("What a delay costs"))
    if not inventory.late.in_all:
        told = say("None of it is expected to sell in the event: a delay costs nothing there.")
        st.caption(language.text(told))
        return
    st.markdown(escaped(language.text(delays_in_words(inventory.late.in_all))))
    draw_chart(
        screen,
        "lost-by-delay",
        lambda: lost_by_delay(inventory.late, language),
        language.text(LOST_BY_DELAY),
    )
    _draw_delays_by_product(screen, inventory, coming)


def timing_table(
    inventory: Inventory, coming: Sequence[ProductReadiness], language: Language
) -> pd.DataFrame:
    """Return pieces and products on their way by when they come."""
    deadlines = inventory.days.deadlines
    by_product = [units_by_timing(row.stock.arrivals, deadlines) for row in coming]
    rows = [
        [
            f"{one.level.sign} {language.text(one.text)}",
            language.number(sum(units[one] for units in by_product)),
            language.number(sum(units[one] > 0 for units in by_product)),
        ]
        for one in Timing
    ]
    return tables.made((say("Arrival"), say("Pieces"), say("Products")), rows, language)


def delays_in_words(in_all: Sequence[Delay]) -> Message:
    """Return what is lost as announced, and what a first day of delay and all of them add."""
    last = in_all[-1]
    return say(
        "If everything comes as announced, {lost} of margin are lost ({units} pieces). A day later"
        " costs {first} more, {days} days {all}.",
        lost=Quantity(in_all[0].lost_margin, Unit.MONEY),
        units=in_all[0].lost_units,
        first=Quantity(in_all[1].extra_margin if len(in_all) > 1 else None, Unit.MONEY),
        days=last.delay_days,
        all=Quantity(last.lost_margin - in_all[0].lost_margin, Unit.MONEY),
    )


def _draw_delays_by_product(
    screen: Screen, inventory: Inventory, coming: Collection[ProductReadiness]
) -> None:
    language, late = screen.language, inventory.late
    rows = [row for row in coming if row.product in late.by_product]
    rows.sort(
        key=lambda row: (
            -late.by_product[row.product][-1].lost_margin,
            -late.by_product[row.product][-1].lost_units,
            row.product,
        )
    )
    shown = rows[:ROWS_SHOWN]
    _say_how_many(screen, len(shown), len(rows))
    table = screen.once("delays", lambda: delay_table_of(inventory, shown, language))
    _draw(table, numbers=range(2, len(table.columns) - 1))
    if late.without_margin:
        told = say(
            "Of {products} products price or cost is not known: their delay is shown in pieces."
            " Type both on the board above, group “{group}”.",
            products=late.without_margin,
            group=Part.SUPPLY.label,
        )
        st.caption(f":material/help: {escaped(language.text(told))}")


def delay_table_of(
    inventory: Inventory, rows: Sequence[ProductReadiness], language: Language
) -> pd.DataFrame:
    """Return what is lost of each product by days of delay; pieces where no margin is known."""
    heads, late = headers(), inventory.late
    delays = [day.delay_days for day in late.in_all]
    columns = (
        heads["product"], heads["eta"], heads["incoming"],
        *(_delayed(days) for days in delays), heads["name"],
    )  # fmt: skip
    return tables.made(
        columns,
        [
            [
                row.product,
                _arrival_days(row, language),
                language.number(sum(one.units for one in row.stock.arrivals)),
                *(
                    _lost_in_words(day, inventory.economics[row.product] is not None, language)
                    for day in late.by_product[row.product]
                ),
                row.title or "",
            ]
            for row in rows
        ],
        language,
    )


def _delayed(days: int) -> Message:
    if not days:
        return say("As announced")
    return say("1 day late") if days == 1 else say("{days} days late", days=days)


def _arrival_days(row: ProductReadiness, language: Language) -> str:
    return ", ".join(
        one.day.isoformat() if one.day else language.text(say("unknown"))
        for one in row.stock.arrivals
    )


def _lost_in_words(day: Delay, has_margin: bool, language: Language) -> str:
    if has_margin:
        return language.money(day.lost_margin)
    return language.text(say("{units} pieces", units=day.lost_units))
