"""How long a design takes over a million baskets, beside adding up their lines.

The baskets are drawn, two and a half lines each; reading is measured on lists that are imported.
A ratio compares two times of one run on one machine; no time is judged.
"""

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.lists import YEAR, write_lists
from benchmarks.speed import machine
from planner.activities.baskets import Baskets, read_baskets
from planner.activities.blocks import Ground, lay_out
from planner.activities.outcome import outcome_of
from planner.activities.population import work_out_on
from planner.activities.response import Response
from planner.activities.search import Axis, SearchResult, search
from planner.activities.terms import ProductTerms, ShopTerms, floor_of
from planner.activities.tiers import Combines, Customers, Design, Kind, Sees, Tier
from planner.sheets import import_file
from planner.tables import Workspace, current_dataset

ORDERS, PRODUCTS, SEED = 1_000_000, 2_000, 11
MORE_LINES = 0.6
"""Chance of one more line in a basket: two and a half on average."""
RUNS = 5
EVENT_DAYS = date(YEAR, 11, 1), date(YEAR, 11, 30)
MAIN_DAY = date(YEAR, 11, 11)
SOME = frozenset(f"P{number:04d}" for number in range(0, PRODUCTS, 10))

_OVER_100 = Tier("off", Kind.MONEY_OFF, threshold_minor=30_000, amount_minor=3_000)
_POSTAGE = Tier("post", Kind.FREE_SHIPPING, threshold_minor=9_900)
_GIFT = Tier("gift", Kind.GIFT, threshold_minor=10_000, each_full=True, gift="bag")
_COUPON = Tier("coupon", Kind.COUPON, threshold_minor=5_000, amount_minor=500, take_up=4_000)
_PRICE = Tier("price", Kind.LIMITED_PRICE, products=SOME, share=4_000)
_SECOND = Tier("second", Kind.SECOND_ITEM, products=SOME, share=5_000, each_full=True)
_SET = Tier("set", Kind.N_FOR_PRICE, categories=frozenset({"c1", "c2"}), quantity=3,
            amount_minor=20_000, each_full=True)  # fmt: skip
_CROSS = Tier("cross", Kind.CROSS_SHOP, threshold_minor=30_000, amount_minor=5_000, each_full=True,
              take_up=3_000, borne_share=5_000)  # fmt: skip
_SHARE = Tier("share", Kind.PERCENT_OFF, share=1_000, categories=frozenset({"c1", "c2", "c3"}))

DESIGNS: Mapping[str, tuple[Tier, ...]] = {
    "whole shop: coupon, money off, gift, free shipping": (_COUPON, _OVER_100, _GIFT, _POSTAGE),
    "prices of products, money off, gift, free shipping": (_PRICE, _OVER_100, _GIFT, _POSTAGE),
    "second item, share of categories, money off, cross-shop": (
        _SECOND, _SHARE, _OVER_100, _CROSS,
    ),
    "three for a price, prices of products, coupon with a budget, cross-shop": (
        _SET, _PRICE, Tier(**{**vars(_COUPON), "budget_minor": 50_000_000}), _CROSS,
    ),
    "one alone, two of a group, new customers": (
        Tier(**{**vars(_SHARE), "combines": Combines.ALONE, "customers": Customers.NEW}),
        Tier(**{**vars(_PRICE), "combines": Combines.GROUP, "group": "g"}),
        Tier(**{**vars(_OVER_100), "combines": Combines.GROUP, "group": "g", "sees": Sees.BASE}),
        _POSTAGE,
    ),
}  # fmt: skip


def drawn_baskets(orders: int = ORDERS) -> tuple[Baskets, ShopTerms]:
    """Return baskets of a made-up shop, and what its goods cost; the same ones each time."""
    chance = np.random.default_rng(SEED)
    sizes = chance.geometric(1 - MORE_LINES, orders)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    lines = int(starts[-1])
    prices = np.round(chance.lognormal(4.2, 0.6, PRODUCTS) * 100).astype(np.int64) + 100
    product = np.minimum((PRODUCTS * chance.random(lines) ** 2).astype(np.int64), PRODUCTS - 1)
    codes = tuple(f"P{number:04d}" for number in range(PRODUCTS))
    is_returning = chance.random(orders) < 0.3
    costs = dict(zip(codes, (prices * 2 // 5).tolist(), strict=True))
    terms = ShopTerms(
        {
            code: ProductTerms(code, cost_minor=cost, floor_minor=floor_of(cost, 0, 500, 800))
            for code, cost in costs.items()
        },
        fee_share=500,
        refund_share=800,
        parcel_cost_minor=400,
        postage_minor=800,
    )
    return Baskets(
        products=codes,
        categories=tuple(f"c{number % 12}" for number in range(PRODUCTS)),
        starts=starts,
        product=product,
        quantity=chance.geometric(0.7, lines),
        unit_price_minor=prices[product],
        number=np.arange(orders),
        day=chance.integers(-4, 3, orders),
        hour=chance.integers(0, 24, orders),
        postage_minor=np.zeros(orders, np.int64),
        paid_minor=np.zeros(orders, np.int64),
        is_known=np.ones(orders, np.bool_),
        is_returning=is_returning,
        is_top=is_returning & (chance.random(orders) < 0.2),
        has_lines=np.ones(orders, np.bool_),
    ), terms


def timed(work: Callable[[], Any], runs: int = RUNS) -> tuple[float, float]:
    """Return how long some work takes and how much of the processors, in milliseconds: medians."""
    took = []
    for _ in range(runs):
        began, busy = perf_counter(), process_time()
        work()
        took.append((1000 * (perf_counter() - began), 1000 * (process_time() - busy)))
    return median(one[0] for one in took), median(one[1] for one in took)


def run(lines_of_lists: int) -> int:
    """Measure, print the tables, and return the exit code."""
    print(machine(), "\n")
    baskets, terms = drawn_baskets()
    ground = lay_out(baskets, terms)
    floor, _ = timed(lambda: baskets.summed(baskets.quantity * baskets.unit_price_minor))
    lines = len(baskets.product)
    print(f"{baskets.order_count:,} orders, {lines:,} lines; adding them up takes {floor:.0f} ms\n")
    print("| design | wall (ms) | of all cores (ms) | wall ÷ adding up |")
    print("| --- | ---: | ---: | ---: |")
    rows: list[tuple[str, Callable[[], Any]]] = [("laying out", lambda: lay_out(baskets, terms))]
    for name, tiers in DESIGNS.items():
        design = Design(name, tiers=tiers)
        rows.append((name, partial(work_out_on, design, ground)))
    for name, work in rows:
        wall, busy = timed(work)
        print(f"| {name} | {wall:.0f} | {busy:.0f} | {wall / floor:.0f} |", flush=True)
    _tell_search(ground)
    _tell_reading(lines_of_lists)
    return 0


def _tell_search(ground: Ground) -> None:
    """Measure what-ifs and the search over two hundred designs, over all orders."""
    response = Response(3_000, 0.3, 2.62, 0.5, last_depth=0.05)
    design = Design("d", tiers=(_PRICE, _OVER_100, _GIFT, _POSTAGE))
    axes = (
        Axis("off", "threshold_minor", tuple(range(16_000, 36_000, 2_000))),
        Axis("off", "amount_minor", (1_000, 2_000, 3_000, 4_000)),
        Axis("post", "threshold_minor", (4_900, 6_900, 8_900, 9_900, 12_900)),
    )
    wall, busy = timed(lambda: outcome_of(design, ground, response), 1)
    print(f"\nAn outcome with response and products: {wall:.0f} ms ({busy:.0f} of all cores)")
    found: list[SearchResult] = []
    wall, busy = timed(lambda: found.append(search(design, axes, ground, response)), 1)
    print(
        f"A search over {found[0].tried} designs, on {found[0].sample_orders:,} orders and the best"
        f" on all: {wall / 1000:.1f} s ({busy / 1000:.1f} of all cores)"
    )


def _tell_reading(lines: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        workspace = Workspace(Path(name) / "workspace")
        for path in write_lists(Path(name), lines):
            import_file(workspace, path, path.name)
            path.unlink()
        dataset = current_dataset(workspace)
        assert dataset is not None
        began = perf_counter()
        read = read_baskets(dataset, *EVENT_DAYS, MAIN_DAY)
        took = 1000 * (perf_counter() - began)
    print(f"\nReading {read.order_count:,} orders, {len(read.product):,} lines: {took:.0f} ms")
