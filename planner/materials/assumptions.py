"""The packing materials, and the numbers that decide how much of each is needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
    spare_share: float = assumption(
        0.10,
        Unit.SHARE,
        (0.0, 2.0),
        "MAT-3",
        say("Spare machines"),
        say("Printers, scanners and stations on top of the need, for one that breaks."),
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
    small_carton_holds_items: int = assumption(
        5,
        Unit.COUNT,
        (0, 1000),
        "DEFAULT",
        say("Items that fit a small carton"),
        say("Parcels with more items go into a medium or a large one. 0 = no small ones."),
        whole=True,
    )
    medium_carton_holds_items: int = assumption(
        10,
        Unit.COUNT,
        (0, 1000),
        "DEFAULT",
        say("Items that fit a medium carton"),
        say("Parcels with more items go into a large one. 0 = no medium ones."),
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
    small_carton_share: float = assumption(
        0.70,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Of all cartons: small ones"),
        say("Share of the parcels that fit no bag. Counted from your own baskets."),
    )
    medium_carton_share: float = assumption(
        0.75,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Of larger cartons: medium ones"),
        say("Share of the parcels that fit no small carton. Counted from your own baskets."),
    )
    items_per_parcel: float = assumption(
        1.5,
        Unit.RATIO,
        (0.01, 1000.0),
        "DEFAULT",
        say("Items per parcel"),
        say("Used only where no sheet says how many items the orders held."),
    )
    priority_share: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 1.0),
        "MAT-4",
        say("Parcels to priority cities"),
        say("Counted from the addresses of the last event; left open where no sheet has any."),
    )
    label_length_mm: float = assumption(
        180.0,
        Unit.RATIO,
        (10.0, 1000.0),
        "DEFAULT",
        say("Length of a waybill label (mm)"),
        say("With the gap to the next; a ribbon is used up by this length for each label."),
    )
    ribbon_length_m: float = assumption(
        300.0,
        Unit.RATIO,
        (1.0, 10_000.0),
        "DEFAULT",
        say("Length of a ribbon (m)"),
        say("As printed on its box; thermal-transfer printers need one."),
    )
    pages_per_cartridge: int = assumption(
        2000,
        Unit.COUNT,
        (1, 1_000_000),
        "DEFAULT",
        say("Pages of a toner or ink cartridge"),
        say("As printed on its box, for pages that are lightly covered."),
        whole=True,
    )


PRINTERS: Mapping[str, Message] = {
    "direct": say("Thermal, without ribbon"),
    "transfer": say("Thermal transfer, with ribbon"),
    "laser": say("Laser, on sheets"),
}
"""What waybills are printed with (MAT-3); dot-matrix printers are too slow."""
USUAL_PRINTER = "direct"
BUY_FOR: Mapping[str, Message] = {
    "P50": say("Expected need (P50)"),
    "P95": say("High case (P95)"),
}
"""What the purchase is worked out for."""
DRIVERS: Mapping[str, Message] = {
    "parcels": say("Parcels"),
    "bag_parcels": say("Parcels in bags"),
    "carton_parcels": say("Parcels in cartons"),
    "small_parcels": say("Parcels in small cartons"),
    "medium_parcels": say("Parcels in medium cartons"),
    "large_parcels": say("Parcels in large cartons"),
    "items": say("Items to pack"),
    "priority_parcels": say("Parcels to priority cities"),
}
"""What the need of a material may follow, and what it is called."""
ONCE = "once"
"""The need of a line that follows nothing: so many for the whole event."""
OWN_DRIVERS: Mapping[str, Message] = {**DRIVERS, ONCE: say("Nothing: once for the event")}


@dataclass(frozen=True)
class Item:
    """A packing material, or a machine to pack with.

    Attributes:
        key: its name in the plan.
        label: what it is.
        measure: what one of it is: a piece, a metre.
        follows: what its need follows, in words.
        formula: of its need: own uses, drivers, needs of items before it, and rates by name.
        rule: the rule of the trade behind it.
        uses: how much of it the drivers take, by the name of an assumption of its own.
        pack_size: what a supplier sells at once, in its own measure.
        machine: the assumption that says how many there are, for machines.
        printers: the kinds of printer that take it; any where none is named.
        spare: what is bought on top of the need; None where exactly so much is wanted.
        only_if_used: left off the list while no parcel takes any.
    """

    key: str
    label: Message
    measure: Message
    follows: Message
    formula: str
    rule: str
    uses: Mapping[str, float]
    pack_size: int
    machine: str | None = None
    printers: tuple[str, ...] = ()
    spare: str | None = "safety_share"
    only_if_used: bool = False

    def field(self, name: str) -> str:
        """Return the assumption that holds one of its numbers.

        >>> ITEMS[0].field("in_stock"), ITEMS[-1].field("in_stock")
        ('materials.bag.in_stock', 'staffing.packing_stations')
        """
        if name == "in_stock" and self.machine:
            return self.machine
        return f"materials.{self.key}.{name}"

    @property
    def is_machine(self) -> bool:
        """Return whether it stays when the event is over."""
        return self.machine is not None


_PIECE = say("piece")
_METRE = say("metre")
_SHEET = say("sheet")
_ROLL = say("roll")
_CARTONS = say("Parcels in cartons, by size")


def _used(
    key: str,
    label: Message,
    driver: str,
    rule: str,
    use: float,
    pack_size: int,
    measure: Message = _PIECE,
) -> Item:
    """Return a material of which each parcel, or each item, takes so much."""
    follows, formula = DRIVERS[driver], f"ceil({driver} * use)"
    return Item(key, label, measure, follows, formula, rule, {"use": use}, pack_size)


def _by_size(key: str, label: Message, uses: tuple[float, float, float], pack_size: int) -> Item:
    """Return a material of which a carton takes the more the larger it is."""
    sizes = ("small", "medium", "large")
    taken = " + ".join(f"{size}_parcels * use_{size}" for size in sizes)
    named = {f"use_{size}": use for size, use in zip(sizes, uses, strict=True)}
    return Item(key, label, _METRE, _CARTONS, f"ceil({taken})", "MAT-2", named, pack_size)


def _machine(key: str, label: Message, there: str, formula: str, rule: str) -> Item:
    follows = say("Parcels an hour that the promise asks for")
    machine = f"staffing.{there}"
    return Item(
        key, label, _PIECE, follows, formula, rule, {}, 1, machine=machine, spare="spare_share"
    )


ITEMS = (
    _used("bag", say("Shipping bags"), "bag_parcels", "MAT-2", 1, 100),
    _used("carton_small", say("Cartons, small"), "small_parcels", "MAT-2", 1, 50),
    _used("carton", say("Cartons, medium"), "medium_parcels", "MAT-2", 1, 50),
    _used("carton_large", say("Cartons, large"), "large_parcels", "MAT-2", 1, 50),
    _by_size("filler", say("Filler (air cushion film)"), (0.5, 1.0, 2.0), 300),
    _by_size("tape", say("Sealing tape"), (1.0, 1.5, 2.0), 100),
    _used("waybill", say("Waybill labels"), "parcels", "MAT-3", 1, 500),
    Item(
        "ribbon",
        say("Ribbons"),
        _ROLL,
        say("Waybill labels"),
        "ceil(waybill / labels_per_ribbon)",
        "MAT-3",
        {},
        1,
        printers=("transfer",),
    ),
    _used("list_paper", say("Paper for pick lists"), "parcels", "MAT-3", 0.1, 500, _SHEET),
    Item(
        "toner",
        say("Toner or ink cartridges"),
        _PIECE,
        say("Printed pages"),
        "ceil(list_paper / pages_per_cartridge)",
        "MAT-3",
        {},
        1,
    ),
    _used("barcode", say("Barcode labels"), "items", "INV-5", 1, 1000),
    _used("priority", say("Labels for priority cities"), "priority_parcels", "MAT-4", 1, 500),
    _used("insert", say("Thank-you letters"), "parcels", "MAT-5", 1, 500),
    _used("gift", say("Small gifts"), "parcels", "MAT-5", 1, 100),
    replace(
        _used("add_on", say("Add-on items that no stock sheet holds"), "parcels", "ACT-11", 0, 1),
        only_if_used=True,
    ),
    _used("voucher", say("Vouchers for the next purchase"), "parcels", "MAT-5", 1, 500),
    _used("review_card", say("Cards that invite a review"), "parcels", "MAT-5", 1, 500),
    _machine(
        "printer",
        say("Waybill printers"),
        "printers",
        "ceil(parcels_per_hour / labels_per_hour)",
        "MAT-3",
    ),
    _machine(
        "scanner",
        say("Barcode scanners with a checking station"),
        "checking_stations",
        "ceil(parcels_per_hour / check_output)",
        "MAT-6",
    ),
    _machine(
        "station",
        say("Packing stations"),
        "packing_stations",
        "ceil(parcels_per_hour / pack_output)",
        "MAT-6",
    ),
)
ON_LASER = {"toner": "ceil((list_paper + waybill) / pages_per_cartridge)"}
"""Formulas that are others where waybills are printed on sheets."""
NUMBERS = ("in_stock", "pack_size", "unit_price", "lead_time_days")
"""What is typed of every material, beside how much of it is used."""


def item_assumptions() -> tuple[Assumption, ...]:
    """Return the numbers of every material, named ``materials.carton.pack_size`` and so on."""
    return tuple(one for item in ITEMS for one in assumptions_of(item))


def assumptions_of(item: Item) -> Iterator[Assumption]:
    """Yield the numbers of a material, those that say how much of it is used first."""

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

    for name, use in item.uses.items():
        yield one(
            name,
            _use_label(name, item),
            (
                say("How much of it one parcel, or one item, takes.")
                if item.spare
                else say("How much of it the whole event takes.")
            ),
            Unit.RATIO,
            use,
            (0.0, 1_000_000.0),
            item.rule,
            whole=False,
        )
    if not item.is_machine:
        yield one(
            "in_stock",
            say("{item}: in stock", item=item.label),
            say("What already lies in the warehouse, in its own measure."),
            Unit.COUNT,
            0,
            (0, 10**9),
            "MAT-7",
            whole=True,
        )
    yield one(
        "pack_size",
        say("{item}: pack size", item=item.label),
        say("The supplier sells whole packs of so many."),
        Unit.COUNT,
        item.pack_size,
        (1, 10**6),
        "MAT-7",
        whole=True,
    )
    yield one(
        "unit_price",
        say("{item}: price", item=item.label),
        say("Price of one piece or metre; left open until typed."),
        Unit.MONEY,
        None,
        (Decimal(0), Decimal(10) ** 6),
        "MAT-7",
        whole=False,
    )
    yield one(
        "lead_time_days",
        say("{item}: lead time", item=item.label),
        say("Days from the order to the delivery."),
        Unit.DAYS,
        7,
        (0, 365),
        "MAT-7",
        whole=True,
    )


def _use_label(name: str, item: Item) -> Message:
    match name:
        case "use_small":
            return say("{item}: use per small carton", item=item.label)
        case "use_medium":
            return say("{item}: use per medium carton", item=item.label)
        case "use_large":
            return say("{item}: use per large carton", item=item.label)
    if item.spare is None:
        return say("{item}: need for the event", item=item.label)
    return say("{item}: use per parcel or item", item=item.label)
