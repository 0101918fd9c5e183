"""The packing materials, and the numbers that decide how much of each is needed."""

from dataclasses import dataclass
from decimal import Decimal

from planner.figures import Assumption, Value, assumption
from planner.language import Message, Unit, say


@dataclass(frozen=True)
class MaterialAssumptions:
    """What holds for all materials; shares as fractions."""

    safety_share: float = assumption(
        0.10,
        Unit.SHARE,
        (0.0, 2.0),
        "MAT-2",
        say("Safety share of materials"),
        say("Bought on top of the need, for waste and for more orders than planned."),
    )
    ready_days_before: int = assumption(
        7,
        Unit.DAYS,
        (0, 90),
        "INV-2",
        say("Materials in the warehouse before D"),
        say("Days before the main day by which everything to pack with must be there."),
        whole=True,
    )
    bag_holds_items: int = assumption(
        2,
        Unit.COUNT,
        (0, 1000),
        "DEFAULT",
        say("Items that fit a bag"),
        say("Parcels with more items go into a carton. 0 = everything goes into cartons."),
        whole=True,
    )
    bag_share: float = assumption(
        0.80,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Parcels that go into a bag"),
        say("Counted from your own baskets where a sheet says how many items each order held."),
    )
    items_per_parcel: float = assumption(
        1.5,
        Unit.RATIO,
        (0.01, 1000.0),
        "DEFAULT",
        say("Items per parcel"),
        say("Used only where no sheet says how many items the orders held."),
    )


@dataclass(frozen=True)
class Item:
    """A packing material.

    Attributes:
        key: its name in the plan.
        label: what it is.
        measure: what one of it is: a piece, a metre.
        driver: what its need follows: parcels, bag_parcels, carton_parcels or items.
        rule: the rule of the trade behind it.
        use: of it per unit of the driver.
        pack_size: what a supplier sells at once, in its own measure.
    """

    key: str
    label: Message
    measure: Message
    driver: str
    rule: str
    use: float
    pack_size: int


_PIECE = say("piece")
_METRE = say("metre")

ITEMS = (
    Item("bag", say("Shipping bags"), _PIECE, "bag_parcels", "MAT-2", 1, 100),
    Item("carton", say("Cartons"), _PIECE, "carton_parcels", "MAT-2", 1, 50),
    Item("filler", say("Filler (air cushion film)"), _METRE, "carton_parcels", "MAT-2", 1.0, 300),
    Item("tape", say("Sealing tape"), _METRE, "carton_parcels", "MAT-2", 1.5, 100),
    Item("waybill", say("Waybill labels"), _PIECE, "parcels", "MAT-3", 1, 500),
    Item("barcode", say("Barcode labels"), _PIECE, "items", "INV-5", 1, 1000),
    Item("insert", say("Thank-you cards"), _PIECE, "parcels", "MAT-5", 1, 500),
)


def item_assumptions() -> tuple[Assumption, ...]:
    """Return the numbers of every material, named ``materials.carton.pack_size`` and so on."""
    return tuple(one for item in ITEMS for one in _of(item))


def _of(item: Item) -> tuple[Assumption, ...]:
    def one(
        name: str,
        label: Message,
        help: Message,
        unit: Unit,
        default: Value | None,
        bounds: tuple[Value, Value],
        source: str,
        *,
        whole: bool,
    ) -> Assumption:
        return Assumption(
            f"materials.{item.key}.{name}", label, help, unit, default, *bounds, source, whole
        )

    return (
        one(
            "use",
            say("{item}: use per parcel or item", item=item.label),
            say("How much of it one parcel, or one item, takes."),
            Unit.RATIO,
            item.use,
            (0.0, 1000.0),
            item.rule,
            whole=False,
        ),
        one(
            "in_stock",
            say("{item}: in stock", item=item.label),
            say("What already lies in the warehouse, in its own measure."),
            Unit.COUNT,
            0,
            (0, 10**9),
            "MAT-7",
            whole=True,
        ),
        one(
            "pack_size",
            say("{item}: pack size", item=item.label),
            say("The supplier sells whole packs of so many."),
            Unit.COUNT,
            item.pack_size,
            (1, 10**6),
            "MAT-7",
            whole=True,
        ),
        one(
            "unit_price",
            say("{item}: price", item=item.label),
            say("Price of one piece or metre; left open until typed."),
            Unit.MONEY,
            None,
            (Decimal(0), Decimal(10) ** 6),
            "MAT-7",
            whole=False,
        ),
        one(
            "lead_time_days",
            say("{item}: lead time", item=item.label),
            say("Days from the order to the delivery."),
            Unit.DAYS,
            7,
            (0, 365),
            "MAT-7",
            whole=True,
        ),
    )
