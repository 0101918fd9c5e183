"""The numbers that sum the room up; each goes down to a column with a value for every product."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.figures import Entry, Figure, Input, Measured, Series, Value, work_out
from planner.inventory.purchase import Purchase
from planner.inventory.readiness import ProductReadiness
from planner.inventory.supply import LateArrivals
from planner.language import Message, Unit, say

LITRES_OF_M3 = 1000
ML_OF_LITRE = 1000
FROM_SHEETS = say("by product: the stock sheet, and what was typed instead")
OF_STOCK = say("Stock of the products")
OF_PRODUCTS = say("Products sold or in stock")
BY_PRODUCT = say("by product: the board says how each follows")


def sums(
    rows: Sequence[ProductReadiness],
    purchase: Purchase,
    late: LateArrivals,
    entries: Mapping[str, Entry],
    sheet_is_loaded: bool,
) -> Mapping[str, Figure]:
    """Return the numbers that sum the room up, by name; open where there is no product.

    What was typed of a few products is no whole to share: without a stock sheet the share of main
    products stays open until the stock of every product is known.

    Example (tests/inventory): 50 coats, a main product, and 200 umbrellas are held: 20 % of the
    pieces are main products.
    """
    columns = _Columns(rows, sheet_is_loaded or all(row.stock.on_hand is not None for row in rows))
    costs = {line.product: line.cost for line in purchase.lines}
    delays = {
        product: table[1].extra_margin
        for product, table in late.by_product.items()
        if len(table) > 1
    }
    units = [max(row.stock.on_hand or 0, 0) for row in rows]
    values = [row.value_held or Decimal(0) for row in rows]
    volume = columns.total(
        "volume_m3", say("Volume of the event's stock"), Unit.CUBIC_METRES,
        f"total(litres) / {LITRES_OF_M3}", "litres",
        columns.column("litres", say("Litres of a product"), Unit.RATIO,
                       [_litres(row) for row in rows]),
        ("INV-11",),
        is_known=any(row.stock.volume_ml for row in rows), missing=say("Sizes of the products"),
    )  # fmt: skip
    found = (
        columns.main_share(
            "units", say("Main products ÷ all pieces in stock"), Unit.COUNT,
            (say("Pieces held of main products"), say("Pieces held")), units,
        ),
        columns.main_share(
            "value", say("Main products ÷ value of the stock"), Unit.MONEY,
            (say("Value held of main products"), say("Value held at cost")), values,
        ),
        columns.total(
            "missing_units", say("Pieces missing"), Unit.COUNT, "total(missing)", "missing",
            columns.column("missing", say("Missing of a product"), Unit.COUNT,
                           [row.missing for row in rows]),
            ("INV-9", "INV-10"),
            is_known=any(row.at_start is not None for row in rows), missing=OF_STOCK,
        ),
        columns.total(
            "late_units", say("Pieces on their way too late"), Unit.COUNT, "total(late)", "late",
            columns.column("late", say("Pieces of a product that come late"), Unit.COUNT,
                           [row.late if row.expected else 0 for row in rows]),
            ("INV-2",),
        ),
        columns.total(
            "purchase_cost", say("Proposed purchases"), Unit.MONEY, "cents(total(cost))", "cost",
            columns.column("purchase_costs", say("Cost of a purchase"), Unit.MONEY,
                           [costs.get(row.product, Decimal(0)) for row in rows]),
            ("INV-9",),
            is_known=any(line.order_up_to is not None for line in purchase.lines),
            missing=say("Stock, prices and costs of the products"),
        ),
        columns.total(
            "delay_cost", say("One day's delay of everything on its way"), Unit.MONEY,
            "cents(total(margin))", "margin",
            columns.column("delay_costs", say("Margin lost by a day's delay"), Unit.MONEY,
                           [delays.get(row.product, Decimal(0)) for row in rows]),
            ("INV-2",),
        ),
        work_out(
            "inventory.floor_m2",
            say("Floor for the event's stock"),
            Unit.SQUARE_METRES,
            "volume / fill / height / floor",
            {
                "volume": volume,
                "fill": entries["inventory.fill_share"],
                "height": entries["inventory.stacking_height_m"],
                "floor": entries["inventory.floor_share"],
            },
            rules=("INV-11",),
        ),
    )  # fmt: skip
    return {figure.key.removeprefix("inventory."): figure for figure in found}


def stored_units(row: ProductReadiness) -> int:
    """Return the pieces that need a place: what is held and what is on its way."""
    return max(row.stock.on_hand or 0, 0) + sum(one.units for one in row.stock.arrivals)


def _litres(row: ProductReadiness) -> float:
    """Return the room that a product of the event takes; none where its size is not known."""
    if not (row.needed or row.is_main):
        return 0.0
    return stored_units(row) * (row.stock.volume_ml or 0.0) / ML_OF_LITRE


@dataclass(frozen=True)
class _Columns:
    """Columns with a value for every product, and the figures that sum them.

    Attributes:
        rows: every product.
        stock_is_known: of all of them together.
    """

    rows: Sequence[ProductReadiness]
    stock_is_known: bool

    def column(
        self,
        name: str,
        label: Message,
        unit: Unit,
        values: Sequence[Value],
        note: Message = BY_PRODUCT,
    ) -> Series:
        return Series(f"inventory.{name}", label, unit, tuple(values), note)

    def total(
        self,
        name: str,
        label: Message,
        unit: Unit,
        formula: str,
        place: str,
        column: Series,
        rules: tuple[str, ...],
        *,
        is_known: bool = True,
        missing: Message = OF_PRODUCTS,
    ) -> Figure:
        """Return what a formula makes of a column; open where nothing is known of any product."""
        if self.rows and is_known:
            given: dict[str, Input] = {place: column}
            return work_out(f"inventory.{name}", label, unit, formula, given, rules=rules)
        return _open(name, label, unit, missing, rules)

    def main_share(
        self,
        name: str,
        label: Message,
        unit: Unit,
        columns: tuple[Message, Message],
        held: Sequence[Value],
    ) -> Figure:
        """Return main products ÷ all of the stock; open while none is known."""
        rules = ("INV-1", "ACT-8")
        if not (self.stock_is_known and any(held)):
            return _open(f"main_share_{name}", label, Unit.SHARE, columns[1], rules)
        of_main = [
            one if row.is_main else type(one)(0) for row, one in zip(self.rows, held, strict=True)
        ]
        inputs: dict[str, Input] = {
            "main": self.column(f"main_{name}", columns[0], unit, of_main, FROM_SHEETS),
            "held": self.column(f"held_{name}", columns[1], unit, held, FROM_SHEETS),
        }
        return work_out(
            f"inventory.main_share_{name}",
            label,
            Unit.SHARE,
            "total(main) / total(held)",
            inputs,
            rules=rules,
        )


def _open(
    name: str, label: Message, unit: Unit, missing: Message, rules: tuple[str, ...]
) -> Figure:
    """Return a figure that stays open, since no sheet holds what it follows from."""
    nothing = Measured(
        f"inventory.{name}_of_nothing", missing, None, unit, "stock_products", {}, 0, "stock"
    )
    return work_out(f"inventory.{name}", label, unit, "held", {"held": nothing}, rules=rules)
