"""What to buy, by supplier: the proposal with its cost live, and why so much of each (INV-9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from planner.checklist.workbook.book import (
    ASIDE,
    BOLD,
    GROUP,
    NOTE,
    PLAIN,
    TITLE,
    TOTAL,
    Book,
    Column,
    Sheet,
)
from planner.checklist.workbook.inventory import PRODUCTS_AT_MOST, WHOLE
from planner.inventory import Inventory, ProductReadiness
from planner.inventory.purchase import Purchase, PurchaseLine, Why
from planner.inventory.supply import position_of
from planner.language import Message, Unit, say

TITLE_TEXT = say("Purchases")
COLUMNS = (
    Column(say("Product code"), 15),
    Column(say("Name"), 22),
    Column(say("Supplier"), 16),
    Column(say("Order by"), 12),
    Column(say("If ordered today"), 22),
    Column(say("There in time"), 9, "right"),
    Column(say("Order up to"), 9, "right"),
    Column(say("To buy"), 9, "right"),
    Column(say("Pieces in a pack"), 9, "right"),
    Column(say("Packs"), 8, "right"),
    Column(say("Unit cost"), 11, "right"),
    Column(say("Cost"), 14, "right"),
    Column(say("Extra profit"), 14, "right"),
    Column(say("Reason"), 34, indent=1),
    Column("cost", 9, "right", hidden=True),
)
(
    PRODUCT,
    NAME,
    SUPPLIER,
    ORDER_BY,
    ARRIVES,
    POSITION,
    LEVEL,
    TO_BUY,
    PACK_SIZE,
    PACKS,
    UNIT_COST,
    COST,
    PROFIT,
    WHY,
    SUMMED,
) = range(len(COLUMNS))
HEADER_ROW, TOTAL_ROW = 2, 3
NO_SUPPLIER = say("Supplier not known")


@dataclass(frozen=True)
class Proposal:
    """What to buy of a product, with what the board knows of it.

    Attributes:
        line: of the purchase.
        row: of the board.
    """

    line: PurchaseLine
    row: ProductReadiness

    @property
    def supplier(self) -> str:
        """Return who delivers it; empty where nobody is known."""
        return (self.row.stock.supplier or "").strip()

    @property
    def order_by(self) -> date:
        """Return until when to order it, as the board says."""
        return self.row.delivery.order_by


def proposals_of(inventory: Inventory) -> list[Proposal]:
    """Return all lines of the purchase, by supplier: the first that must be ordered from first."""
    rows = {row.product: row for row in inventory.rows}
    found = [
        Proposal(line, row) for line in inventory.purchase.lines if (row := rows.get(line.product))
    ]
    first: dict[str, date] = {}
    for one in found:
        if one.line.units:
            first[one.supplier] = min(one.order_by, first.get(one.supplier, one.order_by))
    return sorted(
        found,
        key=lambda one: (
            not one.line.units,
            first.get(one.supplier, date.max),
            one.supplier.casefold(),
            one.order_by,
            one.row.product,
        ),
    )


def write_purchases(book: Book, inventory: Inventory) -> None:
    """Write the sheet; ``inventory_purchase_costs`` is at home here."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.text(0, 0, TITLE_TEXT, TITLE)
    found = proposals_of(inventory)
    told = [one for one in found if one.line.units or one.line.why is not Why.ENOUGH]
    note = say(
        "{bought} products to buy, {refused} of which nothing is bought with the reason;"
        " of {enough} more there is enough.",
        bought=sum(one.line.units > 0 for one in found),
        refused=sum(not one.line.units for one in told),
        enough=len(found) - len(told),
    )
    sheet.text(1, 0, note, {**NOTE, "text_wrap": False})
    first = _terms(sheet, inventory.purchase)
    _Groups(sheet, first, inventory, told).write()


def _terms(sheet: Sheet, purchase: Purchase) -> int:
    """Write budget and what it is worth, below the total's row."""
    money = sheet.book.number_format(Unit.MONEY)
    lines: list[tuple[Message, Decimal | float, str, Message]] = []
    if purchase.budget is not None:
        lines = [
            (say("Budget"), purchase.budget, money, say("for all purchases together")),
            (
                say("Cost without a budget"),
                purchase.cost_without_budget,
                money,
                say("of all that would earn"),
            ),
            (
                say("Shadow price of the budget"),
                purchase.shadow_price,
                "#,##0.00",
                say("what one more unit of money would earn"),
            ),
        ]
    for row, (label, value, number_format, note) in enumerate(lines, TOTAL_ROW + 1):
        sheet.text(row, NAME, label)
        sheet.number(row, COST, value, number_format, BOLD)
        sheet.text(row, WHY, note, {**ASIDE, "text_wrap": False})
    return TOTAL_ROW + 1 + len(lines)


class _Groups:
    """The lines by supplier, then those of which nothing is bought."""

    def __init__(
        self, sheet: Sheet, first: int, inventory: Inventory, told: Sequence[Proposal]
    ) -> None:
        self.sheet = sheet
        self.first = first
        self.inventory = inventory
        self.shown, self.others = told[:PRODUCTS_AT_MOST], told[PRODUCTS_AT_MOST:]
        self.money = sheet.book.number_format(Unit.MONEY)

    def write(self) -> None:
        """Write everything, and the total above."""
        row = self.first
        for (is_bought, supplier), lines in groupby(
            self.shown, key=lambda one: (one.line.units > 0, one.supplier if one.line.units else "")
        ):
            row = self._group(row, list(lines), supplier, is_bought=is_bought)
        if self.others:
            self._rest(row)
            row += 1
        last = max(self.first, row - 1)
        self.sheet.name_column(self.first, last, SUMMED, "inventory_purchase_costs")
        self._total(last)

    def _group(self, row: int, lines: Sequence[Proposal], supplier: str, *, is_bought: bool) -> int:
        sheet = self.sheet
        title = (supplier or NO_SUPPLIER) if is_bought else say("Nothing is bought, and why")
        for column in range(SUMMED):
            sheet.text(row, column, title if column == 0 else "", {**GROUP, "text_wrap": False})
        last = row + len(lines)
        if is_bought:
            told = (
                (TO_BUY, sum(one.line.units for one in lines), WHOLE),
                (COST, sum((one.line.cost for one in lines), Decimal(0)), self.money),
                (PROFIT, _profit(lines), self.money),
            )
            for column, value, number_format in told:
                formula = f"=SUM({sheet.column(row + 1, last, column)})"
                sheet.formula(row, column, formula, value, number_format, GROUP)
        for below, one in enumerate(lines, row + 1):
            self._line(below, one)
        return last + 1

    def _line(self, row: int, one: Proposal) -> None:
        sheet, line, stock = self.sheet, one.line, one.row.stock
        sheet.text(row, PRODUCT, one.row.product, BOLD)
        sheet.text(row, NAME, one.row.title or "")
        sheet.text(row, SUPPLIER, one.supplier)
        self._order_by(row, one.row)
        sheet.text(row, ARRIVES, one.row.delivery.says)
        sheet.number(row, POSITION, position_of(one.row), WHOLE)
        sheet.number(row, LEVEL, line.order_up_to, WHOLE)
        sheet.number(row, TO_BUY, line.units, WHOLE, BOLD)
        sheet.number(row, PACK_SIZE, stock.pack_size, WHOLE)
        to_buy, pack = sheet.cell(row, TO_BUY), sheet.cell(row, PACK_SIZE)
        packs = f"=ROUNDUP(ROUND({to_buy}/MAX(1,N({pack})),9),0)"
        sheet.formula(row, PACKS, packs, line.packs, WHOLE)
        sheet.number(row, UNIT_COST, stock.unit_cost, self.money)
        cost = f"={to_buy}*N({sheet.cell(row, UNIT_COST)})"
        sheet.formula(row, COST, cost, line.cost, self.money)
        sheet.number(row, PROFIT, line.expected_extra_profit, self.money)
        sheet.text(row, WHY, line.why.text, {**PLAIN, "indent": 1})
        sheet.formula(row, SUMMED, f"={sheet.cell(row, COST)}", line.cost, self.money)

    def _order_by(self, row: int, one: ProductReadiness) -> None:
        """Write until when to order: for an arrival in time, today once that day has passed."""
        deadlines = self.inventory.days.deadlines
        offset = (deadlines.arrive_by - deadlines.main_day).days - max(one.lead_time_days, 0)
        self.sheet.live_day(row, ORDER_BY, offset, one.delivery.order_by, earliest="as_of")

    def _rest(self, row: int) -> None:
        """Write what is not listed in one row; its numbers are the planner's own."""
        told = say("{count} more products, added up", count=len(self.others))
        self.sheet.text(row, NAME, told, NOTE)
        cost = sum((one.line.cost for one in self.others), Decimal(0))
        self.sheet.number(row, TO_BUY, sum(one.line.units for one in self.others), WHOLE, NOTE)
        self.sheet.number(row, COST, cost, self.money, NOTE)
        self.sheet.number(row, PROFIT, _profit(self.others), self.money, NOTE)
        self.sheet.number(row, SUMMED, cost, self.money)

    def _total(self, last: int) -> None:
        sheet, purchase = self.sheet, self.inventory.purchase
        for column in range(SUMMED):
            sheet.text(TOTAL_ROW, column, say("Total") if column == 0 else "", TOTAL)
        # Only lines have a cost in the hidden column: the suppliers' sums do not count twice.
        lines = sheet.column(self.first, last, SUMMED)
        for column, value, number_format in (
            (TO_BUY, purchase.units, WHOLE),
            (PROFIT, purchase.expected_extra_profit, self.money),
        ):
            summed = sheet.column(self.first, last, column)
            formula = f'=SUMIF({lines},"<>",{summed})'
            sheet.formula(TOTAL_ROW, column, formula, value, number_format, TOTAL)
        sheet.reference(TOTAL_ROW, COST, self.inventory.figures["purchase_cost"], TOTAL)


def _profit(lines: Sequence[Proposal]) -> Decimal:
    return sum((one.line.expected_extra_profit for one in lines), Decimal(0))
