"""The questions of the last-year and target pages: the planner beside straightforward scripts.

Timed is, for the planner, asking the version's files through :meth:`Dataset.frame`, which keeps
no answer; for the script (:mod:`benchmarks.scripts`), reading the columns that it takes from the
merged tables and working the answer out, as nothing of it is kept either. Both read Parquet that
lies in the memory of the disk; the script's has money as floats already, which pandas reads far
faster than decimals. The planner may use the roll-ups that every import writes: that is what they
are for. Each time is the middle one of its runs. Both answers have to be equal, or the run fails.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from math import isclose, isnan
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd

from benchmarks.scripts import SCRIPTS, Tables
from planner import demand, last_year
from planner.campaign import PlanStore
from planner.last_year.facts import PRODUCTS_SHOWN, PROVINCES_SHOWN, REFUNDED_SHOWN
from planner.planning import REGISTRY, Answer, answer
from planner.tables import Dataset, Query, Workspace, connect, current_dataset, quoted
from planner.targets.history import QUERIES as TARGET_QUERIES

TIMES_FASTER = 5
"""So many times as fast as a script the planner promises to be."""
RUNS_OF_QUERY, RUNS_OF_SCRIPT = 7, 3
QUERIES: Mapping[str, Query] = {**demand.QUERIES, **last_year.QUERIES, **TARGET_QUERIES}
TABLES = ("orders", "order_items", "products", "stock", "traffic")
ROWS_SHOWN = {
    "best_sellers": PRODUCTS_SHOWN,
    "province_sales": PROVINCES_SHOWN,
    "refunded_products": REFUNDED_SHOWN,
}
Row = tuple[str, float, float, bool]
"""Question, milliseconds of the planner and of the script, and whether they agree."""


def answered(workspace: Workspace, today: date) -> tuple[Dataset, Answer]:
    """Return the data and what the first plan says of them.

    Raises:
        RuntimeError: the reference window holds no sales, so that there is nothing to measure.
    """
    dataset = current_dataset(workspace)
    told = answer(PlanStore(workspace, REGISTRY).current(), dataset, today)
    if dataset is None or told.rooms is None:
        raise RuntimeError("the reference window holds no sales")
    return dataset, told


def parameters(told: Answer) -> dict[str, Any]:
    """Return what the pages ask for, by the names of parameters."""
    rooms, main_day = told.rooms, told.campaign.reference_day
    if rooms is None or rooms.ordinary is None or main_day is None:
        raise RuntimeError("the sheets hold no ordinary days")
    return {
        "first_day": rooms.reference.first_day,
        "last_day": rooms.reference.last_day,
        "ordinary_first": rooms.ordinary.first_day,
        "ordinary_last": rooms.ordinary.last_day,
        "a_share": float(told.entries["last_year.a_share"].value or 0),
        "b_share": float(told.entries["last_year.b_share"].value or 0),
        "vip_share": float(told.entries["targets.vip_share"].value or 0),
        "day_count": int(told.entries["targets.later_days"].value or 0),
    }


def write_for_pandas(dataset: Dataset, folder: Path) -> Tables:
    """Write the merged tables once more with money as floats."""
    folder.mkdir(parents=True)
    engine = connect()
    for name in TABLES:
        source = f"read_parquet({quoted(dataset.folder / f'{name}.parquet')})"
        with engine.cursor() as cursor:
            described = cursor.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608 - own paths
            floats = ", ".join(
                f"CAST({column} AS DOUBLE) AS {column}"
                for column, sql_type, *_ in described
                if sql_type.startswith("DECIMAL")
            )
            cursor.execute(
                f"COPY (SELECT * REPLACE ({floats}) FROM {source})"  # noqa: S608 - own paths
                f" TO {quoted(folder / f'{name}.parquet')} (FORMAT parquet)"
            )
    engine.close()
    return Tables(folder)


def compare(workspace: Workspace, today: date, folder: Path) -> list[Row]:
    """Return what each question took both ways, and whether the answers are equal."""
    dataset, told = answered(workspace, today)
    tables, known = write_for_pandas(dataset, folder / "for-pandas"), parameters(told)
    rows = []
    for name, script in SCRIPTS.items():
        query = QUERIES[name]
        asked = {one: known[one] for one in query.parameters if one != "row_count"}
        if "row_count" in query.parameters:
            asked["row_count"] = ROWS_SHOWN[name]
        if name == "daily":  # the page shows the days before the window, too
            asked["first_day"] = min(known["ordinary_first"], known["first_day"])
        same = equal(dataset.rows(query, **asked), script(tables, asked))
        planner = _middle(partial(dataset.frame, query, **asked), RUNS_OF_QUERY)
        by_hand = _middle(partial(script, tables, asked), RUNS_OF_SCRIPT)
        rows.append((name, planner, by_hand, same))
    return rows


def equal(said: list[dict[str, Any]], found: pd.DataFrame) -> bool:
    """Return whether two answers are equal: money to the cent, row by row."""
    others = found.to_dict("records")
    if len(said) != len(others):
        return False
    return all(
        _same(value, other.get(name))
        for one, other in zip(said, others, strict=True)
        for name, value in one.items()
    )


def _same(one: Any, other: Any) -> bool:
    if one is None or other is None or other is pd.NaT or other is pd.NA:
        return one is None and _is_nothing(other)
    if isinstance(one, Decimal):
        return abs(float(one) - float(other)) < 0.005
    if isinstance(one, datetime | date):
        return pd.Timestamp(one) == pd.Timestamp(other)
    if isinstance(one, float):
        return isclose(one, float(other), rel_tol=1e-6, abs_tol=1e-8)
    return bool(one == other)


def _is_nothing(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or _is_nan(value)


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and isnan(value)


def _middle(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        began = perf_counter()
        work()
        times.append((perf_counter() - began) * 1000)
    return sorted(times)[runs // 2]


def tell(rows: list[Row], lines: int) -> bool:
    """Print the table and return whether all answers agree."""
    print("\n| question | lines | planner (ms) | script (ms) | ratio | limit | answers |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for name, planner, by_hand, same in rows:
        agree = "equal" if same else "DIFFERENT"
        print(
            f"| {name} | {lines:,} | {planner:.1f} | {by_hand:.1f} | {by_hand / planner:.1f}"
            f" | {TIMES_FASTER} | {agree} |"
        )
    planner, by_hand = sum(row[1] for row in rows), sum(row[2] for row in rows)
    print(
        f"| all {len(rows)} | {lines:,} | {planner:.1f} | {by_hand:.1f} | {by_hand / planner:.1f}"
        f" | {TIMES_FASTER} | |",
        flush=True,
    )
    return all(row[3] for row in rows)
