"""Inventory: the verdict, the gates with their evidence, and every product's readiness, live."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.checklist.workbook.book import (
    ASIDE,
    BOLD,
    GROUP,
    HEADER,
    NOTE,
    PLAIN,
    TITLE,
    TOTAL,
    VERDICT_COLOURS,
    Book,
    Column,
    Sheet,
    Style,
    quoted,
)
from planner.figures import Level, Value
from planner.inventory import Inventory, ProductReadiness
from planner.inventory.gates import Gate
from planner.inventory.sums import stored_units
from planner.language import Unit, say

TITLE_TEXT = say("Inventory")
COLUMNS = (
    Column(say("Product code"), 15),
    Column(say("Name"), 22),
    Column(say("Main"), 6, "center"),
    Column(say("Readiness"), 13),
    Column(say("Reason"), 34),
    Column(say("Next action"), 32),
    Column(say("Due"), 12),
    Column(say("In stock"), 9, "right"),
    Column(say("Reserved"), 9, "right"),
    Column(say("Comes in time"), 9, "right"),
    Column(say("Comes late"), 9, "right"),
    Column(say("Sold before"), 9, "right"),
    Column(say("At the start"), 9, "right"),
    Column(say("Expected"), 9, "right"),
    Column(say("Needed"), 9, "right"),
    Column(say("Missing"), 9, "right"),
    Column(say("Days of cover"), 9, "right"),
    Column(say("Unit cost"), 11, "right"),
    Column("rate", 9, "right", hidden=True),
    Column("held", 9, "right", hidden=True),
    Column("main_units", 9, "right", hidden=True),
    Column("held_value", 9, "right", hidden=True),
    Column("main_value", 9, "right", hidden=True),
    Column("late", 9, "right", hidden=True),
    Column("delay_cost", 9, "right", hidden=True),
    Column("litres", 9, "right", hidden=True),
    Column("event", 9, "right", hidden=True),
)
(
    PRODUCT,
    NAME,
    MAIN,
    LEVEL,
    REASON,
    ACTION,
    DUE,
    STOCK,
    RESERVED,
    ON_TIME,
    LATE,
    SOLD_BEFORE,
    AT_START,
    EXPECTED,
    NEEDED,
    MISSING,
    COVER,
    COST,
    RATE,
    HELD,
    MAIN_UNITS,
    HELD_VALUE,
    MAIN_VALUE,
    LATE_OF_EVENT,
    DELAY_COST,
    LITRES,
    EVENT,
) = range(len(COLUMNS))
NAMES = {
    LEVEL: "inventory_list_level",
    EVENT: "inventory_list_event",
    HELD: "inventory_held_units",
    MAIN_UNITS: "inventory_main_units",
    HELD_VALUE: "inventory_held_value",
    MAIN_VALUE: "inventory_main_value",
    MISSING: "inventory_missing",
    LATE_OF_EVENT: "inventory_late",
    DELAY_COST: "inventory_delay_costs",
    LITRES: "inventory_litres",
}
"""Ranges of the list, by column; those of the room's figures are called like their series."""
HEADER_ROW, FIRST_ROW = 2, 3
PRODUCTS_AT_MOST = 2000
"""So many products are listed; the others are added up in one row."""
YES = say("Yes")
WHOLE = "#,##0"
LEFT: Style = {"text_wrap": True, "align": "left"}
GATE_HEADS = {
    PRODUCT: say("Rule"),
    NAME: say("Gate"),
    LEVEL: say("Readiness"),
    REASON: say("Reason"),
    ACTION: say("Shown by"),
    DUE: say("Due"),
}
FIGURES = (
    "main_share_units",
    "main_share_value",
    "missing_units",
    "late_units",
    "delay_cost",
    "purchase_cost",
    "floor_m2",
)


def write_inventory(book: Book, inventory: Inventory) -> None:
    """Write the sheet; ranges that the room's figures are summed over are at home here."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.text(0, 0, TITLE_TEXT, TITLE)
    level, sentence = inventory.verdict()
    told = f"{level_word(book, level)} · {book.text(sentence)}"
    colour = {**BOLD, "font_color": VERDICT_COLOURS[level]}
    sheet.wide_text(1, COST, told, colour)
    row = _gates(sheet, FIRST_ROW, inventory.gates)
    row = _figures(sheet, row, inventory)
    _List(sheet, row, inventory).write()


def level_word(book: Book, level: Level) -> str:
    """Return a level as cells show it, with its sign."""
    return f"{level.sign} {book.text(level.word)}"


def _gates(sheet: Sheet, row: int, gates: Sequence[Gate]) -> int:
    """Write the gates, and what shows it: sheets and their days."""
    for column in range(COST + 1):
        sheet.text(row, column, GATE_HEADS.get(column, ""), GROUP)
    language = sheet.book.language
    row += 1
    for gate in gates:
        sheet.text(row, PRODUCT, gate.rule, NOTE)
        sheet.text(row, NAME, gate.title, BOLD)
        sheet.text(row, LEVEL, level_word(sheet.book, gate.level), BOLD)
        sheet.text(row, REASON, gate.says)
        shown = ", ".join(f"{one.file} ({language.day(one.as_of)})" for one in gate.sheets)
        sheet.text(row, ACTION, shown, NOTE)
        sheet.day(row, DUE, gate.due)
        row += 1
    return row


def _figures(sheet: Sheet, row: int, inventory: Inventory) -> int:
    """Write the numbers that sum the list up."""
    heads = {PRODUCT: say("Source"), NAME: say("The numbers that matter"), LEVEL: say("Value")}
    for column in range(COST + 1):
        sheet.text(row, column, heads.get(column, ""), GROUP)
    row += 1
    for name in FIGURES:
        figure = inventory.figures[name]
        sheet.text(row, PRODUCT, ", ".join(figure.rules), NOTE)
        sheet.text(row, NAME, figure.label)
        sheet.reference(row, LEVEL, figure, {**BOLD, "align": "left"})
        sheet.text(row, REASON, sheet.book.unit(figure.unit), {**ASIDE, "indent": 0})
        row += 1
    return row


@dataclass(frozen=True)
class _Number:
    """A column that is added up: what a row holds, and its formula there, if it has one."""

    value: Callable[[ProductReadiness], Value | None]
    formula: Callable[[ProductReadiness, "_Cells"], str | None] = lambda _row, _cells: None
    number_format: str = WHOLE


class _Cells:
    """The addresses of a row's cells, by column."""

    def __init__(self, sheet: Sheet, row: int) -> None:
        self._sheet = sheet
        self._row = row

    def __getitem__(self, column: int) -> str:
        return self._sheet.cell(self._row, column)


def _free(cells: _Cells) -> str:
    """Return the formula of what is held and not taken by orders."""
    return f"({cells[STOCK]}-N({cells[RESERVED]}))"


class _List:
    """The readiness list: counts by level, sums, then the products, main ones first."""

    def __init__(self, sheet: Sheet, row: int, inventory: Inventory) -> None:
        self.sheet = sheet
        self.book = sheet.book
        self.inventory = inventory
        self.event = {row.product for row in inventory.event_rows}
        rows = sorted(inventory.rows, key=lambda row: row.product not in self.event)
        self.shown, self.others = rows[:PRODUCTS_AT_MOST], rows[PRODUCTS_AT_MOST:]
        self.counts_row = row
        self.sums_row = row + len(Level)
        self.head_row = self.sums_row + 1
        self.first = self.head_row + 1
        # One row at least, so that every range has an address.
        self.last = self.first + max(1, len(self.shown) + bool(self.others)) - 1
        self.yes = self.book.text(YES)
        self.numbers = self._columns()

    def write(self) -> None:
        """Write everything."""
        for column, name in NAMES.items():
            self.sheet.name_column(self.first, self.last, column, name)
        self._counts()
        self._sums()
        for column, head in enumerate(COLUMNS[: COST + 1]):
            style = {**HEADER, "align": head.align, "indent": head.indent}
            self.sheet.text(self.head_row, column, head.title, style)
        for row, product in enumerate(self.shown, self.first):
            self._product(row, product)
        if self.others:
            self._rest(self.last)
        self.sheet.page.autofilter(self.head_row, PRODUCT, self.last, COST)
        self._colour()

    def _columns(self) -> Mapping[int, _Number]:
        """Return the columns of numbers, visible and hidden, each with its formula."""
        main, late, event = quoted(self.yes), self.inventory.late.by_product, self.event
        money = self.book.number_format(Unit.MONEY)

        def held(row: ProductReadiness) -> int:
            return max(row.stock.on_hand or 0, 0)

        def value(row: ProductReadiness) -> Decimal:
            return row.value_held or Decimal(0)

        def delay(row: ProductReadiness) -> Decimal:
            table = late.get(row.product, ())
            return table[1].extra_margin if len(table) > 1 else Decimal(0)

        return {
            STOCK: _Number(_in_stock),
            RESERVED: _Number(_reserved),
            ON_TIME: _Number(lambda row: row.on_time),
            LATE: _Number(lambda row: row.late),
            SOLD_BEFORE: _Number(lambda row: row.sold_before),
            AT_START: _Number(
                lambda row: row.at_start,
                lambda _, at: (
                    f"=IF(ISNUMBER({at[STOCK]}),"
                    f"MIN({_free(at)},MAX(0,{_free(at)}-{at[SOLD_BEFORE]}))+{at[ON_TIME]},"
                    '"")'
                ),
            ),
            EXPECTED: _Number(lambda row: row.expected),
            NEEDED: _Number(lambda row: row.needed),
            MISSING: _Number(
                lambda row: row.missing,
                lambda _, at: f"=IF(ISNUMBER({at[AT_START]}),MAX(0,{at[NEEDED]}-{at[AT_START]}),0)",
            ),
            HELD: _Number(
                held,
                lambda row, at: f"=MAX(0,{at[STOCK]})" if row.stock.on_hand is not None else None,
            ),
            MAIN_UNITS: _Number(
                lambda row: held(row) if row.is_main else 0,
                lambda _, at: f"=IF({at[MAIN]}={main},{at[HELD]},0)",
            ),
            HELD_VALUE: _Number(value, lambda _, at: f"={at[HELD]}*N({at[COST]})", money),
            MAIN_VALUE: _Number(
                lambda row: value(row) if row.is_main else Decimal(0),
                lambda _, at: f"=IF({at[MAIN]}={main},{at[HELD_VALUE]},0)",
                money,
            ),
            LATE_OF_EVENT: _Number(
                lambda row: row.late if row.expected else 0,
                lambda _, at: f"=IF({at[EXPECTED]}>0,{at[LATE]},0)",
            ),
            DELAY_COST: _Number(delay, number_format=money),
            LITRES: _Number(
                lambda row: (
                    stored_units(row) * (row.stock.volume_ml or 0.0) / 1000
                    if row.product in event
                    else 0.0
                ),
                number_format="#,##0.0",
            ),
        }

    def _counts(self) -> None:
        """Write how many products of the event stand at each level."""
        others = [row.level for row in self.others if row.product in self.event]
        for row, level in enumerate(Level, self.counts_row):
            word = level_word(self.book, level)
            counted = f"=COUNTIFS(inventory_list_level,{quoted(word)},inventory_list_event,1)"
            beyond = others.count(level)
            told = sum(one.level is level for one in self.inventory.event_rows)
            self.sheet.text(row, NAME, say("Products of the event"), PLAIN)
            self.sheet.formula(
                row, LEVEL, f"{counted}+{beyond}" if beyond else counted, told, WHOLE, LEFT
            )
            self.sheet.text(row, REASON, word, BOLD)

    def _sums(self) -> None:
        row, sheet = self.sums_row, self.sheet
        for column in range(COST + 1):
            sheet.text(row, column, "", TOTAL)
        sheet.text(row, PRODUCT, say("Total"), TOTAL)
        sheet.text(row, NAME, say("{count} products", count=len(self.inventory.rows)), TOTAL)
        for column in range(STOCK, COVER):
            told = sum(self.numbers[column].value(one) or 0 for one in self.inventory.rows)
            formula = f"=SUM({sheet.column(self.first, self.last, column)})"
            sheet.formula(row, column, formula, told, WHOLE, TOTAL)

    def _product(self, row: int, one: ProductReadiness) -> None:
        sheet, cells = self.sheet, _Cells(self.sheet, row)
        sheet.text(row, PRODUCT, one.product, BOLD)
        sheet.text(row, NAME, one.title or "")
        if one.is_main:
            sheet.text(row, MAIN, self.yes, {"align": "center"})
        sheet.text(row, LEVEL, level_word(self.book, one.level), BOLD)
        sheet.text(row, REASON, one.says)
        sheet.text(row, ACTION, one.action)
        sheet.day(row, DUE, one.due)
        for column, number in self.numbers.items():
            formula, value = number.formula(one, cells), number.value(one)
            if formula is None:
                sheet.number(row, column, value, number.number_format)
            else:
                sheet.formula(row, column, formula, value, number.number_format)
        rate = one.demand.units_per_ordinary_day if one.demand else 0.0
        sheet.number(row, RATE, rate, "0.0")
        is_known = f"AND(ISNUMBER({cells[STOCK]}),{cells[RATE]}>0)"
        cover = f'=IF({is_known},{_free(cells)}/{cells[RATE]},"")'
        sheet.formula(row, COVER, cover, one.days_of_cover, "#,##0.0")
        sheet.number(row, COST, one.stock.unit_cost, self.book.number_format(Unit.MONEY))
        sheet.number(row, EVENT, int(one.product in self.event), "0")

    def _rest(self, row: int) -> None:
        """Write what is not listed in one row; its numbers are the planner's own."""
        for column in range(COST + 1):
            self.sheet.text(row, column, "", NOTE)
        told = say("{count} more products, added up", count=len(self.others))
        self.sheet.text(row, NAME, told, NOTE)
        for column, number in self.numbers.items():
            whole = sum(number.value(one) or 0 for one in self.others)
            self.sheet.number(row, column, whole, number.number_format, NOTE)

    def _colour(self) -> None:
        for level, colour in VERDICT_COLOURS.items():
            self.sheet.page.conditional_format(
                FIRST_ROW,
                LEVEL,
                self.last,
                LEVEL,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": quoted(level_word(self.book, level)),
                    "format": self.book.file.add_format({"font_color": colour, "bold": True}),
                },
            )


def _in_stock(row: ProductReadiness) -> int | None:
    """Return what is held; what is on sale where no sheet tells what is held."""
    return row.stock.available if row.stock.on_hand is None else row.stock.on_hand


def _reserved(row: ProductReadiness) -> int | None:
    """Return what orders have taken; what is on sale is free of it already."""
    return None if row.stock.on_hand is None else row.stock.reserved
