"""What a manager types of products: fields named ``inventory.product.<code>.in_stock`` and so on.

A code may hold dots, blanks and Chinese; the name behind the last dot is the field's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from planner.campaign import Setting
from planner.campaign.settings import Family, Kind, Stored
from planner.errors import PlanError
from planner.figures import Assumption, Value
from planner.inventory.stock import Arrival, ProductStock
from planner.language import Message, Unit, say

PRODUCT = "inventory.product."
MATCH = "inventory.match."
WAREHOUSE = "inventory.warehouse."
COUNTS_AS = ".counts_as"
YES, NO = "yes", "no"
PIECES, PACKS, LEFT_OUT = "pieces", "packs", "left_out"


@dataclass(frozen=True)
class _Number:
    """A number that is typed of a product."""

    label: Message
    help: Message
    unit: Unit
    bounds: tuple[Value, Value]
    source: str
    whole: bool = True


_MOST = 10**9
_DEAREST = Decimal(10) ** 9
NUMBERS: Mapping[str, _Number] = {
    "in_stock": _Number(
        say("{product}: in stock"),
        say("Pieces held; typed, it goes before the stock sheet."),
        Unit.COUNT, (0, _MOST), "INV-1",
    ),
    "incoming": _Number(
        say("{product}: on the way"),
        say("Pieces bought and not there yet; typed, it goes before the stock sheet."),
        Unit.COUNT, (0, _MOST), "INV-2",
    ),
    "unit_cost": _Number(
        say("{product}: cost"),
        say("What one piece costs; typed, it goes before the sheets."),
        Unit.MONEY, (Decimal(0), _DEAREST), "INV-9", whole=False,
    ),
    "price": _Number(
        say("{product}: price in the event"),
        say("What a buyer pays for one piece; empty = the average of the last sales."),
        Unit.MONEY, (Decimal(0), _DEAREST), "INV-9", whole=False,
    ),
    "lead_time_days": _Number(
        say("{product}: lead time"),
        say("Days from the order to the delivery; typed, it goes before the sheets."),
        Unit.DAYS, (0, 730), "INV-6",
    ),
    "min_order_quantity": _Number(
        say("{product}: minimum order"),
        say("The fewest pieces that the supplier sells."),
        Unit.COUNT, (1, _MOST), "INV-9",
    ),
    "pack_size": _Number(
        say("{product}: pack size"),
        say("The supplier sells whole packs of so many pieces."),
        Unit.COUNT, (1, _MOST), "INV-9",
    ),
    "supply_per_day": _Number(
        say("{product}: capacity of the supplier"),
        say("Pieces that the supplier can deliver in a day when it is urgent."),
        Unit.COUNT, (0, _MOST), "INV-6",
    ),
}  # fmt: skip
"""Numbers of a product, by name."""

_YES_NO: Mapping[str, Message] = {YES: say("Yes"), NO: say("No")}

INVENTORY_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "inventory.product.*.is_main",
        say("Main product"),
        say("Whether it belongs to the main products; goes before the sheet and the proposal."),
        Kind.CHOICE,
        options=_YES_NO,
    ),
    Setting("inventory.product.*.supplier", say("Supplier"), say("Who delivers it."), Kind.TEXT),
    Setting(
        "inventory.product.*.contact",
        say("Emergency contact"),
        say("Whom to call when it runs out."),
        Kind.TEXT,
    ),
    Setting(
        "inventory.product.*.eta",
        say("Expected on"),
        say("Day on which the pieces on their way arrive."),
        Kind.DAY,
    ),
    Setting(
        "inventory.product.*.difference_reason",
        say("Reason of the difference"),
        say("Why the count differs from the book; a difference with a reason is cleared."),
        Kind.TEXT,
    ),
    Setting(
        "inventory.match.*",
        say("Belongs to product"),
        say("The product that a code of the stock sheet belongs to."),
        Kind.TEXT,
    ),
    Setting(
        "inventory.warehouse.*.counts_as",
        say("Warehouse counts"),
        say("Whether its figures are pieces or packs, or are left out of the plan."),
        Kind.CHOICE,
        PIECES,
        {
            PIECES: say("in pieces"),
            PACKS: say("in packs of the supplier"),
            LEFT_OUT: say("not at all"),
        },
    ),
)
"""Texts, days and choices of the section."""


@dataclass(frozen=True)
class TypedProduct:
    """What somebody typed of one product; None wherever nothing was.

    Attributes:
        numbers: by their names in :data:`NUMBERS`.
        is_main: belongs to the main products, or not.
        supplier: who delivers it.
        contact: whom to call when it runs out.
        eta: day on which the pieces on their way arrive.
        difference_reason: why the count differs from the book.
    """

    numbers: Mapping[str, Value]
    is_main: bool | None = None
    supplier: str | None = None
    contact: str | None = None
    eta: date | None = None
    difference_reason: str | None = None

    def over(self, stock: ProductStock) -> ProductStock:
        """Return what is known of the product with what was typed in place of the sheets'.

        >>> TypedProduct({"in_stock": 40}).over(ProductStock("coat", on_hand=12)).on_hand
        40
        """
        number = self.numbers.get
        told: dict[str, object] = {
            name: number(name)
            for name in ("unit_cost", "lead_time_days", "min_order_quantity", "pack_size")
            if name in self.numbers
        }
        if "in_stock" in self.numbers:
            # The pieces are counted by hand: what orders have taken is taken off by hand, too.
            told |= {
                "on_hand": number("in_stock"),
                "available": None,
                "on_hand_on_sale": None,
                "reserved": None,
            }
            # A count of all of it is held against what was typed; one of a part, or one older than
            # the stock sheet, says nothing of it.
            is_comparable = stock.book_when_counted is not None or stock.on_hand is None
            is_whole = stock.is_counted_whole and is_comparable
            told["book_when_counted"] = number("in_stock") if is_whole else None
        if self.supplier:
            told["supplier"] = self.supplier
        if "incoming" in self.numbers:
            units = int(self.numbers["incoming"])
            days = {one.day for one in stock.arrivals}
            # Where the sheet has just one day, it holds for the number typed, too.
            day = self.eta or (days.pop() if len(days) == 1 else None)
            told["arrivals"] = (Arrival(day, units),) if units else ()
        elif self.eta:
            told["arrivals"] = tuple(replace(one, day=self.eta) for one in stock.arrivals)
        return replace(stock, **told)  # type: ignore[arg-type]  # names and types of NUMBERS


NOTHING_TYPED = TypedProduct({})


@dataclass(frozen=True)
class Typed:
    """What a plan says of products, matches and warehouses.

    Attributes:
        products: by product.
        matches: code of the stock sheet → product it belongs to.
        counts_as: warehouse → ``pieces``, ``packs`` or ``left_out``.
    """

    products: Mapping[str, TypedProduct]
    matches: Mapping[str, str]
    counts_as: Mapping[str, str]

    def over(self, stock: ProductStock) -> ProductStock:
        """Return what is known of a product with what was typed in place of the sheets'."""
        typed = self.products.get(stock.product)
        return typed.over(stock) if typed else stock

    @property
    def costs(self) -> frozenset[tuple[str, Decimal]]:
        """Return product and cost of a piece, where it was typed."""
        return frozenset(
            (code, Decimal(str(one.numbers["unit_cost"])))
            for code, one in self.products.items()
            if "unit_cost" in one.numbers
        )

    @property
    def pack_sizes(self) -> Mapping[str, int]:
        """Return the pieces in a pack, by product, where it was typed."""
        return {
            code: int(one.numbers["pack_size"])
            for code, one in self.products.items()
            if "pack_size" in one.numbers
        }

    @classmethod
    def of(cls, values: Mapping[str, Stored]) -> "Typed":
        """Return what a plan's document says; what is no longer allowed counts as not typed.

        >>> typed = Typed.of({"inventory.product.a.b.in_stock": 4, "inventory.match.x": "coat"})
        >>> typed.products["a.b"].numbers, typed.matches
        ({'in_stock': 4}, {'x': 'coat'})
        """
        fields: dict[str, dict[str, Stored]] = {}
        matches, counts_as = {}, {}
        for name, value in values.items():
            if value is None or not name.startswith("inventory."):
                continue
            if name.startswith(PRODUCT):
                product, _, field = name.removeprefix(PRODUCT).rpartition(".")
                fields.setdefault(product, {})[field] = value
            elif name.startswith(MATCH):
                matches[name.removeprefix(MATCH)] = str(value)
            elif name.startswith(WAREHOUSE):
                counts_as[name.removeprefix(WAREHOUSE).removesuffix(COUNTS_AS)] = str(value)
        return cls(
            {product: _typed(product, given) for product, given in fields.items()},
            matches,
            counts_as,
        )


def _typed(product: str, given: Mapping[str, Stored]) -> TypedProduct:
    def text(name: str) -> str | None:
        value = given.get(name)
        return str(value) if value is not None else None

    numbers = {name: _number(product, name, given.get(name)) for name in NUMBERS}
    is_main = text("is_main")
    return TypedProduct(
        numbers={name: value for name, value in numbers.items() if value is not None},
        is_main=is_main == YES if is_main in (YES, NO) else None,
        supplier=text("supplier"),
        contact=text("contact"),
        eta=_day(text("eta")),
        difference_reason=text("difference_reason"),
    )


def _number(product: str, name: str, stored: Stored) -> Value | None:
    """Return a number as it was typed; None where none was, or it is no longer allowed."""
    if stored is None:
        return None
    try:
        number = Decimal(stored) if isinstance(stored, str) else stored
        return _assumption(product, name).checked(number)
    except (PlanError, InvalidOperation):
        return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _assumption(product: str, name: str) -> Assumption:
    number = NUMBERS[name]
    label = Message(number.label.template, {"product": product})
    field = product_field(product, name)
    return Assumption(
        field, label, number.help, number.unit, None, *number.bounds, number.source, number.whole
    )


def product_field(product: str, name: str) -> str:
    """Return the plan's field that holds something typed of a product.

    >>> product_field("CS001-M", "in_stock")
    'inventory.product.CS001-M.in_stock'
    """
    return f"{PRODUCT}{product}.{name}"


class ProductNumbers(Family):
    """The numbers typed of products, as the register of all fields asks for them.

    They are no assumptions of the page *Assumptions*: a shop has thousands of products, and their
    place is the grid of the page *Inventory*.
    """

    def members(self, values: Mapping[str, Stored]) -> Iterator[Assumption]:
        """Yield nothing; see the class."""
        del values
        yield from ()

    def find(self, name: str) -> Assumption | None:
        """Return the number that a field holds, whichever product it belongs to."""
        product, _, field = name.removeprefix(PRODUCT).rpartition(".")
        if not name.startswith(PRODUCT) or not product or field not in NUMBERS:
            return None
        return _assumption(product, field)
