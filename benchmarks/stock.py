"""How long a stock list of many warehouses takes: to load, to read by product, and after an edit.

An edit is told in the time that the processor worked: all numbers of the plan after one cell of the
board was typed, beside the same with nothing remembered.
"""

import csv
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.speed import machine
from planner.campaign import Plan
from planner.inventory import product_field
from planner.inventory.reading import read_stock_facts
from planner.planning import Memory, answer
from planner.sheets import import_file
from planner.tables import Dataset, Workspace, current_dataset

PRODUCTS, WAREHOUSES = 10_000, 70
MOST_COLD_SECONDS, MOST_WARM_SECONDS = 1.0, 0.15
HEADER = (
    "商品编码",
    "名称",
    "仓库",
    "库位",
    "数量",
    "订单占有",
    "采购在途数",
    "预计到货",
    "成本价",
)
EVENT = date(2026, 11, 7), date(2026, 11, 13)
DAY_SEEN = date(2027, 10, 1)
"""The day that is today: the next year's event is planned."""
EDITS = {"in_stock": range(100, 105), "price": range(20, 25), "is_main": ("yes", "no")}
"""What is typed of one product, one after the other."""


def write_stock_list(path: Path, products: int, warehouses: int) -> None:
    """Write a list with a row a product and warehouse; every tenth row has goods on their way."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for product in range(products):
            for warehouse in range(warehouses):
                number = product * warehouses + warehouse
                on_its_way = number % 10 == 0
                rows.writerow(
                    (
                        f"SKU-{product:05d}", f"商品 {product}", f"仓{warehouse:02d}",
                        f"A{number % 500:03d}", number % 97, number % 5,
                        number % 30 if on_its_way else "",
                        f"2026-11-{1 + number % 9:02d}" if on_its_way else "", "12.30",
                    )
                )  # fmt: skip


def write_orders(path: Path, products: int) -> None:
    """Write an order of each second product, so that some of the stock was sold."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("订单编号", "订单付款时间", "商家编码", "购买数量", "商品价格", "实付款"))
        for product in range(0, products, 2):
            paid_at = f"2026-11-11 {product % 24:02d}:00:00"
            rows.writerow((f"{10**9 + product}", paid_at, f"SKU-{product:05d}", 1, 30, 30))


def edit_times(dataset: Dataset) -> list[tuple[str, float, float]]:
    """Return the seconds of the processor after an edit of each kind, and with nothing remembered.

    Each is the middle one of its runs.
    """
    memory = Memory()
    answer(Plan(), dataset, DAY_SEEN, memory)
    found = []
    for name, values in EDITS.items():
        edited: list[float] = []
        anew: list[float] = []
        for value in values:
            plan = Plan(values={product_field("SKU-00010", name): value})
            for times, remembered in ((edited, memory), (anew, Memory())):
                began = process_time()
                told = answer(plan, dataset, DAY_SEEN, remembered)
                times.append(process_time() - began)
                assert told.rooms is not None
        found.append((name, median(edited), median(anew)))
    return found


def run(products: int = PRODUCTS, warehouses: int = WAREHOUSES) -> int:
    """Measure, print the table, and return the exit code: 1 where a promise is broken."""
    print(machine(), "\n")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        stock, orders = folder / "stock.csv", folder / "orders.csv"
        write_stock_list(stock, products, warehouses)
        write_orders(orders, products)
        workspace = Workspace(folder / "workspace")
        import_file(workspace, orders, orders.name)
        began = perf_counter()
        import_file(workspace, stock, stock.name)
        loading = perf_counter() - began
        dataset = current_dataset(workspace)
        assert dataset is not None
        times = []
        for choices in ({}, {}, {"仓00": "left_out"}):
            began = perf_counter()
            facts = read_stock_facts(dataset, *EVENT, choices, {})
            times.append(perf_counter() - began)
            assert facts is not None
            assert len(facts.products) == products
        edits = edit_times(dataset)
    cold, warm, chosen = times
    print("| rows | products | import (s) | cold (ms) | again (ms) | a warehouse left out (ms) |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| {products * warehouses:,} | {products:,} | {loading:.1f} | {cold * 1000:.0f}"
        f" | {warm * 1000:.1f} | {chosen * 1000:.0f} |"
    )
    print("\n| typed of one product | an edit (ms) | all anew (ms) | of it |")
    print("| --- | ---: | ---: | ---: |")
    for field, edited, anew in edits:
        ratio = edited / anew
        print(f"| {field} | {edited * 1000:.0f} | {anew * 1000:.0f} | {ratio:.0%} |")
    return 0 if cold < MOST_COLD_SECONDS and warm < MOST_WARM_SECONDS else 1
