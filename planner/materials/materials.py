"""Need, purchase and order-by date of every packing material (MAT-1, MAT-7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from planner.demand import Reference
from planner.figures import Entry, Figure, Input, Level, Measured, work_out
from planner.language import Message, Unit, say
from planner.materials.assumptions import ITEMS, Item


@dataclass(frozen=True)
class MaterialLine:
    """One line of the shopping list.

    Attributes:
        item: the material.
        need: at the expected demand.
        to_buy: need with the safety share, less what is in stock, in whole packs.
        packs: of the supplier.
        cost: of what is to buy; open until a price is known.
        order_by: last day to order.
        is_late: that day has passed and there is something to buy.
    """

    item: Item
    need: Figure
    to_buy: Figure
    packs: Figure
    cost: Figure
    order_by: date
    is_late: bool


@dataclass(frozen=True)
class Materials:
    """What to pack with.

    Attributes:
        lines: the shopping list.
        drivers: parcels, parcels in bags and in cartons, items.
        ready_by: day by which everything must be in the warehouse.
        cost: of everything to buy; open while any price that is needed is.
        problems: what a manager must know before trusting these.
    """

    lines: tuple[MaterialLine, ...]
    drivers: Mapping[str, Figure]
    ready_by: date
    cost: Figure
    problems: tuple[Message, ...]

    def verdict(self) -> tuple[Level, Message]:
        """Return the page's answer in one line."""
        to_buy = [line for line in self.lines if line.to_buy.value]
        if not to_buy:
            return Level.READY, say("Nothing to buy: what is in stock is enough.")
        late = sum(line.is_late for line in to_buy)
        if late:
            return Level.NOT_READY, say(
                "{late} of {count} materials should have been ordered already, the first by {day}.",
                late=late,
                count=len(to_buy),
                day=self.first_order_by,
            )
        return Level.ON_TRACK, say(
            "{count} materials to order, the first by {day}; all of it in the warehouse by"
            " {ready}.",
            count=len(to_buy),
            day=self.first_order_by,
            ready=self.ready_by,
        )

    @property
    def first_order_by(self) -> date | None:
        """Return the earliest day on which something has to be ordered."""
        return min((line.order_by for line in self.lines if line.to_buy.value), default=None)


def bag_share(reference: Reference, bag_holds_items: Entry, parcels_per_order: Entry) -> Figure:
    """Return the share of parcels that fit a bag, by the shop's own baskets; open without any.

    Formula: paid orders with at most ``bag_holds_items`` items a parcel ÷ paid orders whose items
    are counted; an order's items are spread evenly over its parcels. Example (tests/materials):
    60 orders of one item, 20 of two, 20 of more; a bag holds two → 0.8.
    """
    sizes = reference.basket_sizes
    orders = sum(sizes.values())
    most = float(bag_holds_items.value or 0) * float(parcels_per_order.value or 1)
    small = sum(count for items, count in sizes.items() if items <= most)

    def counted(name: str, label: Message, value: int) -> Measured:
        return Measured(
            f"reference.{name}",
            label,
            value if orders else None,
            Unit.COUNT,
            "basket_sizes",
            {"first_day": reference.first_day, "last_day": reference.last_day},
            value,
            "baskets",
            reference.files,
        )

    return work_out(
        "reference.bag_share",
        say("Share of orders that fit a bag"),
        Unit.SHARE,
        "small / counted",
        {
            "small": counted("bag_orders", say("Orders with few enough items"), small),
            "counted": counted("counted_orders", say("Orders whose items are counted"), orders),
        },
        rules=("MAT-1",),
    )


def plan_materials(
    reference: Reference,
    parcels: Figure,
    items: Figure,
    entries: Mapping[str, Entry],
    main_day: date,
    today: date,
) -> Materials:
    """Return the shopping list.

    Formulas: need = driver × use, rounded up; to buy = (need × (1 + safety share) − in stock)
    rounded up to whole packs, never below none; order by = (D − days before) − lead time.

    Example (tests/materials): 1,000 parcels, 80 % in bags, 10 % safety, 100 in stock, packs of
    100 → 800 bags needed, 880 with safety, 780 missing, 8 packs = 800 to buy.
    """
    drivers = _drivers(parcels, items, entries)
    ready_by = main_day - timedelta(days=int(entries["materials.ready_days_before"].value or 0))
    lines = tuple(_line(item, drivers, entries, ready_by, today) for item in ITEMS)
    return Materials(lines, drivers, ready_by, _cost(lines), _problems(reference))


def _drivers(parcels: Figure, items: Figure, entries: Mapping[str, Entry]) -> Mapping[str, Figure]:
    bag_parcels = work_out(
        "materials.bag_parcels",
        say("Parcels in bags"),
        Unit.COUNT,
        "ceil(parcels * share)",
        {"parcels": parcels, "share": entries["materials.bag_share"]},
        rules=("MAT-1",),
    )
    carton_parcels = work_out(
        "materials.carton_parcels",
        say("Parcels in cartons"),
        Unit.COUNT,
        "parcels - bags",
        {"parcels": parcels, "bags": bag_parcels},
        rules=("MAT-1",),
    )
    if items.value is None:
        items = work_out(
            "materials.items",
            say("Items to pack"),
            Unit.COUNT,
            "ceil(parcels * per_parcel)",
            {"parcels": parcels, "per_parcel": entries["materials.items_per_parcel"]},
            rules=("MAT-1",),
        )
    return {
        "parcels": parcels,
        "bag_parcels": bag_parcels,
        "carton_parcels": carton_parcels,
        "items": items,
    }


def _line(
    item: Item,
    drivers: Mapping[str, Figure],
    entries: Mapping[str, Entry],
    ready_by: date,
    today: date,
) -> MaterialLine:
    def entry(name: str) -> Entry:
        return entries[f"materials.{item.key}.{name}"]

    def figure(name: str, label: Message, unit: Unit, formula: str, **inputs: Input) -> Figure:
        key = f"materials.{item.key}.{name}"
        return work_out(key, label, unit, formula, inputs, rules=(item.rule, "MAT-7"))

    need = figure(
        "need",
        say("{item}: need", item=item.label),
        Unit.COUNT,
        "ceil(driver * use)",
        driver=drivers[item.driver],
        use=entry("use"),
    )
    packs = figure(
        "packs",
        say("{item}: packs to buy", item=item.label),
        Unit.COUNT,
        "max(0, ceil((need * (1 + safety) - in_stock) / pack_size))",
        need=need,
        safety=entries["materials.safety_share"],
        in_stock=entry("in_stock"),
        pack_size=entry("pack_size"),
    )
    to_buy = figure(
        "to_buy",
        say("{item}: to buy", item=item.label),
        Unit.COUNT,
        "packs * pack_size",
        packs=packs,
        pack_size=entry("pack_size"),
    )
    cost = figure(
        "cost",
        say("{item}: cost", item=item.label),
        Unit.MONEY,
        "cents(to_buy * price)",
        to_buy=to_buy,
        price=entry("unit_price"),
    )
    order_by = ready_by - timedelta(days=int(entry("lead_time_days").value or 0))
    return MaterialLine(
        item, need, to_buy, packs, cost, order_by, bool(to_buy.value) and order_by < today
    )


def _cost(lines: tuple[MaterialLine, ...]) -> Figure:
    """Return what everything costs; open while the price of something to buy is."""
    bought = {line.item.key: line.cost for line in lines if line.to_buy.value}
    return work_out(
        "materials.cost",
        say("Cost of materials"),
        Unit.MONEY,
        " + ".join(bought) or "0",
        bought,
        rules=("MAT-7",),
    )


def _problems(reference: Reference) -> tuple[Message, ...]:
    if reference.counts_items:
        return ()
    return (
        say(
            "Items per parcel and the share of bags are assumed: upload the order items list to"
            " count them."
        ),
    )
