"""What the stock, count and product sheets say: read once a version, by product.

Warehouses count as pieces, as packs (times the pack size) or not at all; several add up. What was
counted is compared with the stock of the same items and warehouses, unless their list came after
the count. Costs and suppliers are those
of the product list before those of the stock sheet.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from planner.inventory.stock import Arrival, ProductStock, StockFacts, StockSheet, Unmatched
from planner.inventory.typed import PACKS, PIECES
from planner.tables import Dataset, queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")
READINGS_KEPT = 8
"""A version never changes; what was typed of warehouses, matches and packs is part of the key."""
HELD, COUNTED, INCOMING, PRODUCTS = "held", "counted", "incoming", "products"
"""What a sheet may hold."""
SHELVES_BESIDE_EACH_OTHER = ", "
"""How the importer writes several shelves of one item."""

_DAY = re.compile(
    r"(?<!\d)(20\d\d)(?:"
    r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    r"|[-_.年](0?[1-9]|1[0-2])[-_.月](0?[1-9]|[12]\d|3[01])"
    r")日?(?!\d)"
)

_Pairs = tuple[tuple[str, Any], ...]


def day_in_name(file_name: str) -> date | None:
    """Return the last day that a file's name tells, or None.

    >>> day_in_name("库存2026-10-20.xlsx"), day_in_name("stock_20261020.csv")
    (datetime.date(2026, 10, 20), datetime.date(2026, 10, 20))
    >>> day_in_name("库存2026.xlsx") is None
    True
    """
    found = None
    for told in _DAY.findall(file_name):
        year, month, day = filter(None, told)
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:  # such as the 31st of June: some other number
            continue
    return found


def read_stock_facts(
    dataset: Dataset,
    first_day: date,
    last_day: date,
    counts_as: Mapping[str, str],
    matches: Mapping[str, str],
    pack_sizes: Mapping[str, int] | None = None,
) -> StockFacts | None:
    """Return what the loaded sheets say about stock; None where none of them does.

    Args:
        dataset: one version of the shop's data.
        first_day: of the window whose sales stand against the stock (``sales_without_stock``).
        last_day: of it.
        counts_as: warehouse, empty where a sheet names none, to ``pieces``, ``packs`` or
            ``left_out``; those that it does not name count as pieces.
        matches: code of a stock sheet to the product it was said to be.
        pack_sizes: product to pieces in a pack, where it was typed; else the product list's.

    Returns:
        Pieces and days by product, products in the order of their codes. Where only a product list
        is loaded, no product has ``on_hand``, and nothing is without stock.
    """
    chosen = {name: choice for name, choice in counts_as.items() if choice != PIECES}
    # What changes nothing is no part of the key: most shops count no warehouse in packs.
    in_use = pack_sizes if pack_sizes and PACKS in chosen.values() else {}
    return _read(
        dataset,
        first_day,
        last_day,
        tuple(sorted(chosen.items())),
        tuple(sorted(matches.items())),
        tuple(sorted(in_use.items())),
    )


@lru_cache(maxsize=READINGS_KEPT)
def _read(
    dataset: Dataset,
    first_day: date,
    last_day: date,
    counts_as: _Pairs,
    matches: _Pairs,
    pack_sizes: _Pairs,
) -> StockFacts | None:
    lists = dataset.rows(QUERIES["stock_sheets"])
    if not lists:
        return None
    typed = {
        "counts_as": _as_json(counts_as),
        "matches": _as_json(matches),
        "pack_sizes": _as_json(pack_sizes),
    }
    sheets = tuple(_sheet(row) for row in lists)
    count_days = {
        row["import_id"]: sheet.as_of
        for row, sheet in zip(lists, sheets, strict=True)
        if sheet.holds == COUNTED
    }
    rows = dataset.rows(QUERIES["stock_products"], **typed)
    products = _products(
        rows,
        {
            row["product"]: row
            for row in dataset.rows(QUERIES["product_barcodes"], matches=typed["matches"])
        },
        count_days,
        has_book=any(sheet.holds == HELD for sheet in sheets),
    )
    (newest,) = dataset.rows(QUERIES["last_sale"])
    return StockFacts(
        products=products,
        stock_without_sales=_stock_without_sales(products.values()),
        sales_without_stock=_sales_without_stock(
            dataset, first_day, last_day, typed["matches"], sheets
        ),
        sheets=sheets,
        warehouses={
            row["warehouse"]: row["units"]
            for row in dataset.rows(QUERIES["stock_warehouses"], **typed)
        },
        negative_rows=sum(row["negative_rows"] for row in rows),
        repeated_codes=sum(row["repeated_codes"] for row in lists),
        negative_rows_made_up=sum(row["negative_rows_made_up"] for row in lists),
        shared_barcodes={
            row["barcode"]: tuple(row["codes"])
            for row in dataset.rows(QUERIES["item_barcodes"])
            if len(row["codes"]) > 1
        },
        last_sale=newest["last_sale"],
        rows_without_pack_size=sum(row["rows_without_pack_size"] for row in rows),
    )


def _as_json(pairs: _Pairs) -> str:
    return json.dumps(dict(pairs), ensure_ascii=False)


def _sheet(row: Mapping[str, Any]) -> StockSheet:
    told = row["as_of"] or day_in_name(row["file_name"]) or row["counted_on"]
    return StockSheet(
        file=row["file_name"],
        holds=row["holds"],
        rows=row["rows"],
        as_of=told or row["loaded_on"],
        first_as_of=row["first_as_of"],
        as_of_is_loading=told is None,
        warehouses=tuple(row["warehouses"]),
    )


def _products(
    rows: Sequence[Mapping[str, Any]],
    labels: Mapping[str, Mapping[str, Any]],
    count_days: Mapping[str, date],
    has_book: bool,
) -> dict[str, ProductStock]:
    """Return each product; where no sheet holds a barcode, none is said to lack one."""
    tells_barcodes = any(label["barcodes"] for label in labels.values())
    return {
        row["product"]: ProductStock(
            product=row["product"],
            title=row["title"],
            category=row["category"],
            on_hand=row["on_hand"],
            available=row["available"],
            on_hand_on_sale=row["on_hand_on_sale"],
            reserved=row["reserved"],
            arrivals=_arrivals(row["arrivals"]),
            counted=row["counted"],
            book_when_counted=row["book_when_counted"] if has_book else None,
            is_counted_whole=row["is_counted_whole"],
            counted_on=_counted_on(row, count_days),
            unit_cost=row["unit_cost"],
            list_price=row["list_price"],
            supplier=row["supplier"],
            lead_time_days=row["lead_time_days"],
            min_order_quantity=row["min_order_quantity"],
            pack_size=row["pack_size"],
            volume_ml=row["volume_ml"],
            is_marked_main=row["is_marked_main"],
            barcodes=tuple(labels[row["product"]]["barcodes"]),
            lacks_barcode=tells_barcodes and labels[row["product"]]["lacks_barcode"],
            warehouses=_names(row["warehouses"]),
            places=row["places"],
            locations=_shelves(row["locations"]),
            matched_by=frozenset(row["matched_by"]),
        )
        for row in rows
    }


def _arrivals(by_day: Sequence[Mapping[str, Any]]) -> tuple[Arrival, ...]:
    """Return the pieces on their way by day, those of an unknown day last."""
    arrivals = [Arrival(one["day"], one["units"]) for one in by_day]
    return tuple(sorted(arrivals, key=lambda arrival: arrival.day or date.max))


def _counted_on(row: Mapping[str, Any], count_days: Mapping[str, date]) -> date | None:
    """Return the oldest day of a product's counts; those without a day are their sheet's."""
    days = (row["counted_on"], *(count_days[sheet] for sheet in row["undated_counts"]))
    return min((day for day in days if day), default=None)


@lru_cache(maxsize=4096)
def _names(lines: str) -> tuple[str, ...]:
    """Return the names in a text, the same tuple for the same text: most products lie alike."""
    return tuple(sorted({*lines.split("\n")})) if lines else ()


def _shelves(lines: str) -> tuple[str, ...]:
    return _names(lines.replace(SHELVES_BESIDE_EACH_OTHER, "\n"))


def _largest_first(one: Unmatched) -> tuple[Decimal, int, str]:
    return -(one.value or Decimal(0)), -one.units, one.code


def _stock_without_sales(products: Iterable[ProductStock]) -> tuple[Unmatched, ...]:
    """Return what lies in stock and was never sold, by what it is worth."""
    found = [
        Unmatched(
            code=one.product,
            title=one.title,
            units=one.on_hand,
            value=None if (worth := one.unit_cost or one.list_price) is None
            else one.on_hand * worth,
        )
        for one in products
        if one.on_hand is not None and not one.matched_by
    ]  # fmt: skip
    return tuple(sorted(found, key=_largest_first))


def _sales_without_stock(
    dataset: Dataset,
    first_day: date,
    last_day: date,
    matches: str,
    sheets: Sequence[StockSheet],
) -> tuple[Unmatched, ...]:
    """Return what was sold and stands in no stock list; nothing where no such list is loaded."""
    if all(sheet.holds == PRODUCTS for sheet in sheets):
        return ()
    rows = dataset.rows(
        QUERIES["sales_without_stock"], first_day=first_day, last_day=last_day, matches=matches
    )
    return tuple(
        Unmatched(row["product"], row["title"], row["units"], row["list_amount"]) for row in rows
    )
