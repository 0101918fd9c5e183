"""What the loaded sheets say for a design: order values and pairs, one query a question."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from planner.activities.nice_amounts import to_minor
from planner.activities.order_values import OrderValues
from planner.activities.pairs import PairBaskets, PairCount, PairedProduct
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.tables import Dataset, queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")

READINGS_KEPT = 8
"""A version never changes, and every figure of a design asks for the same days."""
MOST_PAIRS = 5_000
"""Pairs that are read, those with most baskets beyond chance; nobody looks through more."""


@lru_cache(maxsize=READINGS_KEPT)
def read_order_values(dataset: Dataset, first_day: date, last_day: date) -> OrderValues:
    """Return what the paid orders of some days came to, both days inside; empty without orders."""
    rows = dataset.rows(QUERIES["order_values"], first_day=first_day, last_day=last_day)
    orders: dict[int, int] = {}
    by_basis = dict.fromkeys(("lines", "order_list", "price_missing"), 0)
    left_out = refunded = 0
    for row in rows:
        if row["amount"] is None:
            left_out += row["orders"]
            continue
        value = to_minor(row["amount"])
        orders[value] = orders.get(value, 0) + row["orders"]
        by_basis[row["basis"]] += row["orders"]
        refunded += row["orders_refunded"]
    return OrderValues(
        first_day=first_day,
        last_day=last_day,
        values_minor=tuple(sorted(orders)),
        orders=tuple(orders[value] for value in sorted(orders)),
        orders_by_lines=by_basis["lines"],
        orders_by_list=by_basis["order_list"],
        orders_without_price=by_basis["price_missing"],
        orders_left_out=left_out,
        orders_refunded=refunded,
        files=dataset.files,
    )


def read_pairs(
    dataset: Dataset,
    first_day: date,
    last_day: date,
    terms: ProposalAssumptions | None = None,
) -> tuple[PairBaskets, tuple[PairCount, ...]]:
    """Return the baskets of some days and which products were together in them.

    Args:
        dataset: one version of the shop's data.
        first_day: of the window, inside.
        last_day: of it, inside.
        terms: what is counted and what is cut; the planner's starting values where None.

    Returns:
        The evidence, and at most :data:`MOST_PAIRS` pairs that are together more often than by
        chance would have it; whether by more than chance is :func:`propose_pairs`' to say.
    """
    terms = terms or ProposalAssumptions()
    window: dict[str, date | int] = {
        "first_day": first_day,
        "last_day": last_day,
        "most_in_basket": terms.pair_most_in_basket,
        "fewest_baskets": terms.pair_fewest_baskets,
        "most_products": terms.pair_most_products,
    }
    (held,) = dataset.rows(QUERIES["pair_baskets"], **window)
    baskets = PairBaskets(
        first_day=first_day,
        last_day=last_day,
        orders_paid=held["orders_paid"],
        baskets=held["baskets"],
        of_several=held["baskets_of_several"],
        too_large=held["baskets_too_large"],
        products=held["products"],
        compared=held["products_compared"],
        files=dataset.files,
    )
    if not baskets.of_several or not baskets.pairs_compared:
        return baskets, ()
    rows = dataset.rows(
        QUERIES["pairs"],
        **window,
        fewest_together=terms.pair_fewest_together,
        most_pairs=MOST_PAIRS,
    )
    return baskets, tuple(
        PairCount(_paired(row, "a"), _paired(row, "b"), row["baskets_together"]) for row in rows
    )


def _paired(row: dict[str, Any], side: str) -> PairedProduct:
    price = row[f"price_{side}"]
    return PairedProduct(
        product=row[f"product_{side}"],
        title=row[f"title_{side}"],
        category=row[f"category_{side}"],
        price_minor=None if price is None else to_minor(price),
        baskets=row[f"baskets_{side}"],
    )
