"""What the shop's products bring and cost, as the sheets and the manager say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from planner.activities.assumptions import ActivityAssumptions
from planner.activities.nice_amounts import to_minor
from planner.activities.reading import QUERIES
from planner.activities.terms import ProductTerms, ShopTerms, floor_of
from planner.activities.tiers import WHOLE_SHARE
from planner.demand import Reference
from planner.figures import Entry, Figure, Measured, filled, work_out
from planner.language import Unit, say
from planner.tables import Dataset

READINGS_KEPT = 8
"""A version never changes; windows are few."""


@dataclass(frozen=True, eq=False)
class ShopFacts:
    """What the sheets say of the products; the same for all plans over a window.

    Attributes:
        products: by code; floors are not known yet.
        cost: of what the window's lines sold, as far as its cost is known.
        amount: of the same lines, at prices on the label.
    """

    products: Mapping[str, ProductTerms]
    cost: Measured
    amount: Measured


@lru_cache(maxsize=READINGS_KEPT)
def read_shop(dataset: Dataset, first_day: date, last_day: date) -> ShopFacts:
    """Return what the sheets say of every product that was sold or stands in a list."""
    window: dict[str, date] = {"first_day": first_day, "last_day": last_day}
    rows = dataset.rows(QUERIES["product_terms"], **window)
    with_cost = [row for row in rows if row["unit_cost"] is not None and row["window_units"] > 0]
    cost = sum((row["unit_cost"] * row["window_units"] for row in with_cost), Decimal(0))
    amount = sum((row["window_amount"] for row in with_cost), Decimal(0))

    def measured(key: str, value: Decimal) -> Measured:
        label = (
            say("Cost of goods whose cost is known")
            if key == "cost"
            else say("Their price on the label")
        )
        return Measured(
            f"activities.known_{key}",
            label,
            value if with_cost else None,
            Unit.MONEY,
            "product_terms",
            window,
            len(with_cost),
            "product_sales",
            dataset.files,
        )

    return ShopFacts(
        {row["product"]: _terms(row) for row in rows},
        measured("cost", cost),
        measured("amount", amount),
    )


def _terms(row: Mapping[str, object]) -> ProductTerms:
    def minor(name: str) -> int | None:
        amount = row[name]
        return to_minor(amount) if isinstance(amount, Decimal) else None

    def text(name: str) -> str | None:
        return None if row[name] is None else str(row[name])

    held = row["stock_units"]
    return ProductTerms(
        product=str(row["product"]),
        title=text("title"),
        category=text("category"),
        list_price_minor=minor("list_price"),
        cost_minor=minor("unit_cost"),
        stock_units=held if isinstance(held, int) else None,
    )


def cost_share_from_sheets(facts: ShopFacts) -> Figure | None:
    """Return cost ÷ label price of the goods whose cost is known; None where none is (ACT-7)."""
    if not facts.amount.value:
        return None
    return work_out(
        "reference.cost_share",
        say("Cost ÷ price on the label in the reference window"),
        Unit.SHARE,
        "cost / amount",
        {"cost": facts.cost, "amount": facts.amount},
        rules=("ACT-7",),
    )


@lru_cache(maxsize=READINGS_KEPT)
def shop_terms(
    facts: ShopFacts, costs: frozenset[tuple[str, Decimal]], given: "Costs"
) -> ShopTerms:
    """Return what every product brings and costs, with its floor.

    The floor of a product pays for its cost and for its part of packing and shipping, see
    :func:`planner.activities.terms.floor_of`; one whose cost is not known has none.

    Args:
        facts: what the sheets say.
        costs: product and cost of a piece, where somebody typed it; goes before the sheets.
        given: what an order costs.
    """
    typed = dict(costs)
    packing = round(given.parcel_cost_minor / max(1.0, given.items_per_order))
    products = {}
    for code, one in facts.products.items():
        cost = to_minor(typed[code]) if code in typed else one.cost_minor
        floor = 0
        if cost is not None:
            floor = floor_of(
                cost, packing, given.fee_share, given.refund_share, given.least_margin_share
            )
        products[code] = ProductTerms(
            code, one.title, one.category, one.list_price_minor, cost, floor, one.stock_units
        )
    return ShopTerms(
        products=products,
        fee_share=given.fee_share,
        refund_share=given.refund_share,
        parcel_cost_minor=given.parcel_cost_minor,
        postage_minor=given.postage_minor,
        cost_share=given.cost_share,
    )


@dataclass(frozen=True)
class Costs:
    """What an order costs; money in minor units, shares in hundredths of a per cent.

    Attributes:
        fee_share: that the platform keeps.
        refund_share: that is given back.
        parcel_cost_minor: packing and shipping of a parcel.
        postage_minor: that a buyer pays without free shipping.
        least_margin_share: of the price, that must be left at the floor.
        cost_share: of products whose cost is not known; None where nothing tells.
        items_per_order: among which a parcel's cost is shared.
    """

    fee_share: int
    refund_share: int
    parcel_cost_minor: int
    postage_minor: int
    least_margin_share: int
    cost_share: int | None
    items_per_order: float

    @classmethod
    def of(cls, entries: Mapping[str, Entry], reference: Reference) -> "Costs":
        """Return what the assumptions in force say."""
        given = filled("activities", ActivityAssumptions, entries)

        def share(value: object) -> int:
            return round(float(str(value or 0)) * WHOLE_SHARE)

        orders = reference.totals["orders_paid"].value or 0
        items = reference.totals["items_paid"].value or 0
        return cls(
            fee_share=share(entries["targets.platform_fee_share"].value),
            refund_share=share(entries["targets.refund_share"].value),
            parcel_cost_minor=to_minor(Decimal(str(entries["targets.parcel_cost"].value or 0))),
            postage_minor=to_minor(given.postage),
            least_margin_share=share(given.least_margin_share),
            cost_share=None if given.cost_share is None else share(given.cost_share),
            items_per_order=float(items) / float(orders) if orders else 1.0,
        )
