"""The stock sheet: what lies in the warehouses while the next event is being planned.

It is drawn on D-10 of the event one year after the ledger's. Quantities follow from what last
year's event sold of each SKU, so that cover can be judged: some have too little, some too much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from sample_data.catalogue import Sku
from sample_data.cells import yuan
from sample_data.demand import Calendar
from sample_data.drawing import Weighted, below, distinct, even, happens
from sample_data.product_sheet import DEFECTS_FROM_SKUS, Product
from sample_data.tally import ORDINARY_DAYS, Tally
from sample_data.workbook import Cell, new_workbook

HEADERS = (
    "款式编码", "颜色", "规格", "商品编码", "名称", "仓库", "数量", "订单占有", "安全库存下限",
    "采购在途数", "预计到货", "销退仓库存", "可用数", "成本价", "是否主推",
)  # fmt: skip
MAIN_WAREHOUSE, SECOND_WAREHOUSE = "杭州仓", "广州仓"

# Percent of last year's event that the shop expects to sell this year.
EXPECTED = 130
# Percent of the expected units that lie in stock: (share of SKUs in per mille, from, to).
COVERS = ((90, 10, 40), (260, 50, 90), (560, 90, 150), (90, 250, 450))
# Percent of all units that are main products': the stock is built for the event.
MAIN_SHARE = 55
# Per mille of SKUs that lie in both warehouses.
IN_BOTH = 350
# Days from the next D on which purchases arrive, in turn; the later ones miss D-7, the last day
# on which goods can still be counted, photographed and put in place.
ARRIVALS = (-9, -8, -4, -7, 1)
ENOUGH_TIME = -7
# Of each of last winter's SKUs about so many lie in a corner.
LEFT_OVER = 12
# Sold SKUs that the sheet forgets, where there are enough to choose from.
FORGOTTEN = 2

_COVER = Weighted(share for share, _, _ in COVERS)


class StockRow(NamedTuple):
    """One SKU in one warehouse; units."""

    product: Product
    code: str  # the SKU's, or the one it had before it was renamed
    warehouse: str
    on_hand: int
    reserved: int
    at_least: int
    incoming: int
    arrives_on: int | None  # day from the next D
    returned: int

    @property
    def available(self) -> int:
        """What can still be sold; below zero where more is promised than there is."""
        return self.on_hand - self.reserved


@dataclass(frozen=True, slots=True)
class StockAnswer:
    """What a right import of the stock sheet finds.

    ``skus`` counts codes as the sheet has them. ``incoming_late`` arrives after D-7. Of the codes
    in the sheet ``never_ordered`` stand in no order, old codes among them. ``without_row`` are
    ordered and stand in no row under their own code, the new ones of ``under_old_code`` (old to
    new) among them.
    """

    event_day: str
    drawn_on: str
    rows_read: int
    rows_kept: int
    rows_rejected: dict[str, int]
    warehouses: dict[str, int]
    skus: int
    on_hand: int
    on_hand_main_products: int
    reserved: int
    available: int
    incoming: int
    incoming_late: int
    returned: int
    oversold_rows: int
    never_ordered: list[str]
    without_row: list[str]
    under_old_code: dict[str, str]


def make_stock(products: Sequence[Product], tally: Tally, seed: int) -> list[StockRow]:
    """Return what the warehouses hold."""
    rng = Random(f"{seed}-stock")
    stocked = without_forgotten(rng, products, tally)
    expected = [expected_units(product.sku, tally) for product in stocked]
    on_hand = in_proportion(
        stocked, [units * draw_cover(rng) // 100 + below(rng, 3) for units in expected]
    )
    rows: list[StockRow] = []
    purchases = 0
    # One of the renamed SKUs still bears its old label.
    renamed = next((product for product in stocked if product.old_code), None)
    for product, needed, there in zip(stocked, expected, on_hand, strict=True):
        ordinary = units_of(tally.paid_ordinary, product.sku)
        incoming, arrives_on = 0, None
        # Of most SKUs of which a quarter or more is missing, the rest is on its way.
        on_offer = product.sku.position >= 0
        if on_offer and there * 4 < needed * 3 and happens(rng, 700):
            pack = product.making.pack_size
            incoming = (needed - there + pack - 1) // pack * pack
            arrives_on = ARRIVALS[purchases % len(ARRIVALS)]
            purchases += 1
        row = StockRow(
            product=product,
            code=product.old_code if product is renamed else product.sku.code,
            warehouse=MAIN_WAREHOUSE,
            on_hand=there,
            # A day and a half of orders is not shipped yet; a week of them should be in stock.
            reserved=min(there, ordinary * 3 // (2 * len(ORDINARY_DAYS)) + below(rng, 2)),
            at_least=ordinary * 7 // len(ORDINARY_DAYS),
            incoming=incoming,
            arrives_on=arrives_on,
            returned=1 + below(rng, 3) if happens(rng, 300) else 0,
        )
        rows.extend(in_both(rng, row) if happens(rng, IN_BOTH) else [row])
    if len(stocked) >= DEFECTS_FROM_SKUS:
        # Of the smallest quantity more is sold than there is.
        oversold = min(range(len(rows)), key=lambda at: rows[at].on_hand)
        rows[oversold] = rows[oversold]._replace(reserved=rows[oversold].on_hand + 3)
    return rows


def without_forgotten(rng: Random, products: Sequence[Product], tally: Tally) -> list[Product]:
    """Return the products that the sheet has: all but a few that are sold all the same."""
    usual = [
        product
        for product in products
        if units_of(tally.ordered, product.sku) and not product.sku.is_main and not product.old_code
    ]
    enough = len(usual) >= DEFECTS_FROM_SKUS
    forgotten = [usual[at] for at in distinct(rng, len(usual), FORGOTTEN)] if enough else []
    return [product for product in products if product not in forgotten]


def units_of(units: Sequence[int], sku: Sku) -> int:
    """Return the SKU's part of a count by position; last winter's have none."""
    return units[sku.position] if sku.position >= 0 else 0


def expected_units(sku: Sku, tally: Tally) -> int:
    """Return how many the shop should have for the next event; of last winter's, what is left."""
    if sku.position < 0:
        return LEFT_OVER
    return units_of(tally.paid_in_window, sku) * EXPECTED // 100 + 4


def draw_cover(rng: Random) -> int:
    """Return how many percent of what is expected lie in stock."""
    _, low, high = COVERS[_COVER.draw(rng)]
    return low + even(rng, high - low)


def in_proportion(products: Sequence[Product], on_hand: Sequence[int]) -> list[int]:
    """Return the quantities with those of the other products scaled to their share."""
    main = sum(
        units for product, units in zip(products, on_hand, strict=True) if product.sku.is_main
    )
    others = sum(on_hand) - main
    if not main or not others:
        return list(on_hand)
    wanted = main * (100 - MAIN_SHARE) // MAIN_SHARE
    return [
        units if product.sku.is_main else units * wanted // others
        for product, units in zip(products, on_hand, strict=True)
    ]


def in_both(rng: Random, row: StockRow) -> list[StockRow]:
    """Return the SKU's rows with a part of it in the second warehouse."""
    share = 20 + even(rng, 26)
    there = row._replace(
        warehouse=SECOND_WAREHOUSE,
        on_hand=row.on_hand * share // 100,
        reserved=row.reserved * share // 100,
        at_least=row.at_least * share // 100,
        incoming=0,
        arrives_on=None,
        returned=0,
    )
    here = row._replace(
        on_hand=row.on_hand - there.on_hand,
        reserved=row.reserved - there.reserved,
        at_least=row.at_least - there.at_least,
    )
    return [here, there]


def sheet_rows(rows: Sequence[StockRow], event_day: date) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of the sheet, and the row of sums at its end."""
    for row in rows:
        sku = row.product.sku
        eta = None if row.arrives_on is None else event_day + timedelta(days=row.arrives_on)
        yield (
            sku.style.code, sku.colour, sku.size, row.code, sku.title, row.warehouse, row.on_hand,
            row.reserved, row.at_least, row.incoming, eta, row.returned, row.available,
            yuan(row.product.cost_minor), "是" if sku.is_main else None,
        )  # fmt: skip
    sums = [
        sum(row.on_hand for row in rows), sum(row.reserved for row in rows), None,
        sum(row.incoming for row in rows), None, sum(row.returned for row in rows),
        sum(row.available for row in rows),
    ]  # fmt: skip
    yield ("合计", None, None, None, None, None, *sums, None, None)


def write_stock_sheet(
    folder: Path, calendar: Calendar, products: Sequence[Product], tally: Tally, seed: int
) -> StockAnswer:
    """Write the sheet; return what it holds."""
    rows = make_stock(products, tally, seed)
    path = folder / f"库存{calendar.event_day.year}.xlsx"
    with new_workbook(path, calendar.stock_drawn_at) as book:
        book.add("库存", HEADERS, sheet_rows(rows, calendar.next_event_day))
    codes = list(dict.fromkeys(row.code for row in rows))
    ordered = [product.sku.code for product in products if units_of(tally.ordered, product.sku)]
    ordered += sorted(tally.unknown_skus)
    has_row, is_ordered = frozenset(codes), frozenset(ordered)
    return StockAnswer(
        event_day=calendar.next_event_day.isoformat(),
        drawn_on=calendar.stock_drawn_at.date().isoformat(),
        rows_read=len(rows) + 1,
        rows_kept=len(rows),
        rows_rejected={"total_row": 1},
        warehouses={
            warehouse: sum(row.on_hand for row in rows if row.warehouse == warehouse)
            for warehouse in (MAIN_WAREHOUSE, SECOND_WAREHOUSE)
        },
        skus=len(codes),
        on_hand=sum(row.on_hand for row in rows),
        on_hand_main_products=sum(row.on_hand for row in rows if row.product.sku.is_main),
        reserved=sum(row.reserved for row in rows),
        available=sum(row.available for row in rows),
        incoming=sum(row.incoming for row in rows),
        incoming_late=sum(
            row.incoming
            for row in rows
            if row.arrives_on is not None and row.arrives_on > ENOUGH_TIME
        ),
        returned=sum(row.returned for row in rows),
        oversold_rows=sum(row.available < 0 for row in rows),
        never_ordered=[code for code in codes if code not in is_ordered],
        without_row=[code for code in ordered if code not in has_row],
        under_old_code={
            row.code: row.product.sku.code for row in rows if row.code != row.product.sku.code
        },
    )
