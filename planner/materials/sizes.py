"""What each parcel is packed in: bags and cartons by size, by the shop's own baskets (MAT-1)."""

from collections.abc import Iterable, Mapping, Sequence

from planner.demand import Quantile, Reference
from planner.figures import FUNCTIONS, Entry, Figure, Function, Input, Series, work_out
from planner.language import Message, Unit, say
from planner.materials.assumptions import DRIVERS

HOLDS = {
    "bag_share": "bag_holds_items",
    "small_carton_share": "small_carton_holds_items",
    "medium_carton_share": "medium_carton_holds_items",
}
"""Share of what the sizes before leave over, and what says how many items fit."""
_LABELS: Mapping[str, tuple[Message, Message]] = {
    "bag_share": (say("Share of orders that fit a bag"), say("Orders that fit no bag")),
    "small_carton_share": (
        say("Share of orders without a bag that fit a small carton"),
        say("Orders that fit no small carton"),
    ),
    "medium_carton_share": (
        say("Share of larger orders that fit a medium carton"),
        say("Orders that fit no medium carton"),
    ),
}


def orders_up_to(sizes: Sequence[int], orders: Sequence[int], most: float) -> int:
    """Return the orders of at most so many items.

    >>> orders_up_to([1, 2, 4], [60, 20, 15], 2)
    80
    """
    return sum(one for size, one in zip(sizes, orders, strict=True) if size <= round(most, 9))


MATERIAL_FUNCTIONS: Mapping[str, Function] = {
    "orders_up_to": Function(
        orders_up_to,
        say("orders of at most {c} items ({a}; {b})", a="{0}", b="{1}", c="{2}"),
        "SUMPRODUCT(({0}<=ROUND({2},9))*{1})",
    )
}
"""The functions that formulas of this room use, beside the common ones."""
_FUNCTIONS: Mapping[str, Function] = {**FUNCTIONS, **MATERIAL_FUNCTIONS}


def size_shares(reference: Reference, entries: Mapping[str, Entry]) -> Mapping[str, Figure]:
    """Return the shares of parcels by size, by the shop's own baskets; none without any.

    Each is a share of what the sizes before leave over, so that however they are changed, every
    parcel has one size. Formula: 1 − paid orders that fit neither this size nor one before ÷ those
    that fit none before; an order's items are spread evenly over its parcels. Where the sizes
    before leave nothing over, it is 1: nothing is larger than this.

    Example (tests/materials): 60 orders of one item, 20 of two, 15 of four, 4 of eight, 1 of
    twenty; bags hold two, small cartons five, medium ones ten → 0.80, 15 of 20, 4 of 5.
    """
    if not reference.basket_sizes:
        return {}
    sizes, orders = _baskets(reference)
    inputs: dict[str, Input] = {
        "sizes": sizes,
        "orders": orders,
        "parcels": entries["demand.parcels_per_order"],
    }
    before = work_out(
        "reference.orders_with_items",
        say("Orders whose items are counted"),
        Unit.COUNT,
        "total(orders)",
        {"orders": orders},
        rules=("MAT-1",),
    )
    shares: dict[str, Figure] = {}
    most = ""
    for name, holds in HOLDS.items():
        inputs[holds] = entries[f"materials.{holds}"]
        most = f"max({most}, {holds})" if most else holds
        share, left = _LABELS[name]
        after = work_out(
            f"reference.larger_than_{name.removesuffix('_share')}",
            left,
            Unit.COUNT,
            f"total(orders) - orders_up_to(sizes, orders, {most} * parcels)",
            dict(inputs),
            rules=("MAT-1",),
            functions=_FUNCTIONS,
        )
        shares[f"materials.{name}"] = work_out(
            f"reference.{name}",
            share,
            Unit.SHARE,
            "1 - left / max(1, before)",
            {"left": after, "before": before},
            rules=("MAT-1",),
        )
        before = after
    return shares


def _baskets(reference: Reference) -> tuple[Series, Series]:
    """Return how many items orders held, and how many orders held so many."""
    note = say(
        "paid orders of {first} to {last} by their items, basket_sizes.sql",
        first=reference.first_day,
        last=reference.last_day,
    )
    counted = {"counted": reference.totals["orders_with_item_count"]}

    def column(name: str, label: Message, values: Iterable[int]) -> Series:
        key = f"reference.basket_{name}"
        return Series(key, label, Unit.COUNT, tuple(values), note, counted)

    sizes = reference.basket_sizes
    return (
        column("sizes", say("Items of an order"), sizes),
        column("orders", say("Orders with so many items"), sizes.values()),
    )


def items_to_pack(parcels: Figure, items: Figure, entries: Mapping[str, Entry]) -> Figure:
    """Return the items to pack; by an assumed number a parcel where no sheet counts them."""
    if items.value is not None:
        return items
    return work_out(
        "materials.items",
        DRIVERS["items"],
        Unit.COUNT,
        "ceil(parcels * per_parcel)",
        {"parcels": parcels, "per_parcel": entries["materials.items_per_parcel"]},
        rules=("MAT-1",),
    )


def drivers(
    parcels: Figure,
    items: Figure,
    entries: Mapping[str, Entry],
    quantile: Quantile = Quantile.P50,
) -> Mapping[str, Figure]:
    """Return what the needs follow: parcels, parcels by size and to priority cities, items.

    Example: 1,000 parcels, 80 % in bags, 70 % of the cartons small, 75 % of the larger ones medium
    → 800 bags, 140 small, 45 medium and 15 large cartons: 1,000 in all.

    Args:
        parcels: to ship over the window.
        items: in them.
        entries: the assumptions in force.
        quantile: that parcels and items are of.
    """

    def rounded(name: str, share: str, of: Figure) -> Figure:
        inputs: dict[str, Figure | Entry] = {"of": of, "share": entries[f"materials.{share}"]}
        rules = ("MAT-4",) if name.startswith("priority") else ("MAT-1",)
        return _figure(name, quantile, "ceil(of * share)", inputs, rules)

    def rest(name: str, of: Figure, less: Figure) -> Figure:
        return _figure(name, quantile, "of - less", {"of": of, "less": less}, ("MAT-1",))

    bags = rounded("bag_parcels", "bag_share", parcels)
    cartons = rest("carton_parcels", parcels, bags)
    small = rounded("small_parcels", "small_carton_share", cartons)
    larger = rest("larger_parcels", cartons, small)
    medium = rounded("medium_parcels", "medium_carton_share", larger)
    return {
        "parcels": parcels,
        "bag_parcels": bags,
        "carton_parcels": cartons,
        "small_parcels": small,
        "medium_parcels": medium,
        "large_parcels": rest("large_parcels", larger, medium),
        "items": items,
        "priority_parcels": rounded("priority_parcels", "priority_share", parcels),
    }


def _figure(
    name: str,
    quantile: Quantile,
    formula: str,
    inputs: Mapping[str, Figure | Entry],
    rules: tuple[str, ...],
) -> Figure:
    label = DRIVERS.get(name, say("Parcels in medium and large cartons"))
    if quantile is not Quantile.P50:
        label = say("{what}, {quantile}", what=label, quantile=quantile.value)
    key = f"materials.{name}{quantile.suffix}"
    return work_out(key, label, Unit.COUNT, formula, inputs, rules=rules)
