"""How long a stock list of many warehouses takes: to load it, and to read its facts by product."""

import csv
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.speed import machine
from planner.inventory.reading import read_stock_facts
from planner.sheets import import_file
from planner.tables import Workspace, current_dataset

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
    cold, warm, chosen = times
    print("| rows | products | import (s) | cold (ms) | again (ms) | a warehouse left out (ms) |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| {products * warehouses:,} | {products:,} | {loading:.1f} | {cold * 1000:.0f}"
        f" | {warm * 1000:.1f} | {chosen * 1000:.0f} |"
    )
    return 0 if cold < MOST_COLD_SECONDS and warm < MOST_WARM_SECONDS else 1
