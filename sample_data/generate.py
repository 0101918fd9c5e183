"""Write the sheets of one made-up women's-wear shop around Double 11.

Six sheets come out: the order list and the order items list as the platform's seller centre
exported them in 2017, stock and product workbooks of an ERP, a traffic workbook of shop analytics
and a logistics workbook of a delivery tool; beside them ``answer_key.json``: what a right import
of them must find.

``demand``, ``catalogue``, ``buyers`` and ``ledger`` make the shop; each ``…_sheet`` writes what one
system would export of it. Same arguments, same csv bytes and same cells, on every system. So the
code draws only from seeded generators (``drawing``), never walks over a set, and counts money in
fen (``_minor``).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic

if __name__ == "__main__":  # run as a script, Python would look for sample_data beside this file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sample_data.answer_key import AnswerKey, YearBeforeAnswer, answer, answer_year_before
from sample_data.ledger import Progress
from sample_data.logistics_sheet import write_logistics_sheet
from sample_data.order_sheets import make_shop, make_shop_year_before, write_order_sheets
from sample_data.product_sheet import make_products, write_product_sheet
from sample_data.stock_sheet import write_stock_sheet
from sample_data.traffic_sheet import write_traffic_sheet

# As counted in shops of 100,000 orders and more.
LINES_PER_1000_ORDERS = 1_515
# The shop grows: so many orders it had a year earlier, in percent.
ORDERS_YEAR_BEFORE = 80
YEAR_BEFORE_FOLDER = "year_before"


def ready_event_day(today: date) -> date:
    """Return the latest 11 November that is not after ``today``."""
    this_year = date(today.year, 11, 11)
    return this_year if this_year <= today else date(today.year - 1, 11, 11)


def untold(stage: str, done: int, whole: int) -> None:
    """Take a progress report and say nothing."""


def write_shop(
    folder: Path, year: int, orders: int, products: int, seed: int, told: Progress = untold
) -> AnswerKey:
    """Write the sheets and ``answer_key.json``.

    Args:
        folder: to write into; made where it is missing.
        year: of the event.
        orders: that a right import keeps.
        products: SKUs in the catalogue.
        seed: another seed, another shop.
        told: is told from time to time how far the work is.

    Returns:
        The answer key.
    """
    if orders < 1 or products < 1:
        raise ValueError("a shop needs at least one order and one product")
    folder.mkdir(parents=True, exist_ok=True)
    # Beside the sheets, where there has to be room anyway; /tmp may be a part of the memory.
    with TemporaryFile(dir=folder) as ledger_file:
        shop = make_shop(year, orders, products, seed, ledger_file, told)
        tally = write_order_sheets(folder, shop, told)
        logistics = write_logistics_sheet(folder, shop)
    goods = make_products(shop.catalogue, shop.calendar, seed)
    key = answer(
        shop,
        tally,
        write_stock_sheet(folder, shop.calendar, goods, tally, seed),
        write_product_sheet(folder, shop.calendar, goods),
        write_traffic_sheet(folder, shop.calendar, tally, seed),
        logistics,
    )
    write_key(folder, key)
    return key


def write_year_before(
    folder: Path, year: int, orders: int, products: int, seed: int, told: Progress = untold
) -> YearBeforeAnswer:
    """Write the two order lists of a shop's event one year earlier, with an answer key.

    Args:
        folder: to write into; made where it is missing. Not that of the shop, whose answer key
            has the same name.
        year: of the shop's event, as for :func:`write_shop`; the lists are of the year before it.
        orders: of the shop; so many less as it has grown are written.
        products: SKUs in the catalogue.
        seed: of the shop.
        told: is told from time to time how far the work is.

    Returns:
        The answer key.
    """
    folder.mkdir(parents=True, exist_ok=True)
    earlier = max(1, orders * ORDERS_YEAR_BEFORE // 100)
    with TemporaryFile(dir=folder) as ledger_file:
        shop = make_shop_year_before(year, earlier, products, seed, ledger_file, told)
        key = answer_year_before(shop, write_order_sheets(folder, shop, told))
    write_key(folder, key)
    return key


def write_key(folder: Path, key: AnswerKey | YearBeforeAnswer) -> None:
    """Write an answer key beside its sheets."""
    text = json.dumps(asdict(key), ensure_ascii=False, indent=2) + "\n"
    (folder / "answer_key.json").write_bytes(text.encode("utf-8"))


def printed(every_seconds: float = 5) -> Progress:
    """Return a reporter that prints a line now and then; small shops are done before the first."""
    last = monotonic()

    def tell(stage: str, done: int, whole: int) -> None:
        nonlocal last
        if monotonic() - last >= every_seconds:
            print(f"{done:,} of {whole:,} orders {stage} ({100 * done // whole} %)", flush=True)
            last = monotonic()

    return tell


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Write the sheets of a made-up shop.")
    parser.add_argument("--year", type=int, default=2026, help="year of the event (2026)")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--orders", type=int, default=20_000, help="orders to be kept (20000)")
    size.add_argument("--lines", type=int, help="instead: about so many lines in the item list")
    parser.add_argument("--products", type=int, default=300, help="SKUs in the catalogue (300)")
    parser.add_argument("--seed", type=int, default=11, help="another seed, another shop (11)")
    parser.add_argument(
        "--year-before",
        action="store_true",
        help=f"in a folder {YEAR_BEFORE_FOLDER} also the order lists of the event a year earlier",
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "out", help="folder")
    chosen = parser.parse_args(arguments)
    orders = chosen.orders
    if chosen.lines is not None:
        orders = max(1, chosen.lines * 1_000 // LINES_PER_1000_ORDERS)
    key = write_shop(chosen.out, chosen.year, orders, chosen.products, chosen.seed, told=printed())
    print(f"{chosen.out}: {key.orders} orders, {key.lines} lines, paid {key.paid_amount}")
    if chosen.year_before:
        folder = chosen.out / YEAR_BEFORE_FOLDER
        earlier = write_year_before(
            folder, chosen.year, orders, chosen.products, chosen.seed, told=printed()
        )
        print(f"{folder}: {earlier.orders} orders, {earlier.lines} lines")


if __name__ == "__main__":
    main()
