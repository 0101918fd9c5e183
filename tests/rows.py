"""Literal rows in and out: orders and lines for tests, and the small event most of them use."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from planner.campaign import Plan
from planner.tables import (
    TABLES,
    Dataset,
    ImportedFile,
    Query,
    Workspace,
    connect,
    import_folder,
    write_parquet,
)

Row = Mapping[str, Any]
NOT_PAID = {"paid_at": None, "paid_amount": 0, "status": "placed"}
FALSE_UNLESS_GIVEN = {"is_return": False, "is_service": False}
ROWS_AT_ONCE = 100
"""Rows that one statement writes: one each would take longer than all that is tested with them."""
ZERO_UNLESS_GIVEN = ("gross_amount", "paid_amount", "refund_amount", "shipping_fee", "discount")


def order(order_id: str, created_at: str, paid: Any = None, **fields: Any) -> Row:
    """Return an order: paid at once with the amount given, or not at all."""
    row = {
        "order_id": order_id,
        "created_at": created_at,
        "gross_amount": paid or 0,
        "paid_at": created_at,
        "paid_amount": paid,
        "status": "paid",
    }
    return {**row, **(NOT_PAID if paid is None else {}), **fields}


def line(order_id: str, sku: str | None, quantity: int = 1, price: Any = 10, **fields: Any) -> Row:
    """Return a line of an order."""
    row = {"order_id": order_id, "sku": sku, "quantity": quantity, "unit_price": price}
    return {**row, "title": sku, "status": "paid", **fields}


EVENT_ORDERS = (
    order("1", "2026-11-10 23:58", "120.00", buyer_id="ann", paid_at="2026-11-11 00:01"),
    order("2", "2026-11-11 00:02", "80.50", buyer_id="bob", refund_amount="80.50"),
    order("3", "2026-11-11 00:30", gross_amount="45.00", buyer_id="cid"),
    order("4", "2026-11-11 20:15", "33.30", buyer_id="ann"),
    order("5", "2026-11-13 09:00", "66.20", buyer_id="dee"),
)
EVENT_ITEMS = (
    line("1", "coat", price="120.00"),
    line("2", "scarf", 2, "40.25"),
    line("3", "scarf", price="45.00"),
    line("4", "scarf", price="33.30"),
    line("5", "coat", price="60.00"),
    line("5", "belt", price="6.20"),
)

EVENT_STOCK = (
    {"sku": "coat", "warehouse": "main", "on_hand": 40, "available": 38, "unit_cost": "61.00"},
    {"sku": "scarf", "warehouse": "main", "on_hand": 12, "incoming": 30, "eta": "2026-11-03"},
)
EVENT_PRODUCTS = (
    {
        "sku": "coat",
        "barcode": "4006381333931",
        "old_skus": ["coat-2025"],
        "weight_g": 900,
        "length_mm": 400,
        "category": "outerwear",
    },
    {"sku": "scarf", "weight_g": 150, "lead_time_days": 9},
)
EVENT_TRAFFIC = (
    {"period_start": "2026-11-10", "period_end": "2026-11-10", "visitors": 90, "paid_buyers": 1},
    {
        "period_start": "2026-11-11",
        "period_end": "2026-11-11",
        "impressions": 9000,
        "clicks": 540,
        "visitors": 400,
        "inquiries": 60,
        "paid_buyers": 3,
        "reviews": 1,
    },
    {
        "period_start": "2026-11-11",
        "period_end": "2026-11-11",
        "source": "search",
        "visitors": 250,
        "paid_buyers": 2,
        "paid_amount": "153.80",
    },
    {
        "period_start": "2026-11-11",
        "period_end": "2026-11-11",
        "product_id": "coat",
        "visitors": 180,
        "order_buyers": 2,
        "paid_buyers": 1,
    },
)
EVENT_DISCOUNTS = (
    {
        "name": "autumn sale",
        "tool": "限时打折",
        "sku": "coat-2025",
        "starts_at": "2026-11-01",
        "ends_at": "2026-11-11 23:59:59",
        "event_price": "99.00",
        "status": "running",
    },
    {
        "name": "money off",
        "tool": "优惠券",
        "ends_at": "2026-12-31 23:59:59",
        "amount_off": "20.00",
        "threshold": "199.00",
    },
)

EVENT_PARCELS = (
    {
        "tracking_number": "SF1",
        "order_id": "1",
        "carrier": "SF",
        "status": "signed",
        "shipped_at": "2026-11-11 15:00",
        "updated_at": "2026-11-13 10:00",
        "signed_at": "2026-11-13 10:00",
        "city": "Hangzhou",
    },
    {
        "tracking_number": "YT2",
        "order_id": "4",
        "carrier": "YTO",
        "status": "in_transit",
        "shipped_at": "2026-11-12 09:00",
        "updated_at": "2026-11-12 20:00",
    },
)


def write_table(name: str, rows: Sequence[Row], folder: Path) -> None:
    """Write literal rows as one canonical table; columns that a row leaves out are null."""
    table = TABLES[name]
    zeros = dict.fromkeys(ZERO_UNLESS_GIVEN, 0) if name == "orders" else {}
    with _engine().cursor() as cursor:
        columns = ", ".join(f"{one.name} {one.sql_type}" for one in table.columns)
        cursor.execute(f"CREATE TEMP TABLE {name} ({columns})")  # gone with the cursor
        places = ", ".join(f"CAST(? AS {one.sql_type})" for one in table.columns)
        names = [column.name for column in table.columns]
        values: list[Any] = []
        for number, row in enumerate(rows, start=2):
            assert set(row) <= set(names), row
            defaults = {"source_row": number, "import_id": folder.name, **FALSE_UNLESS_GIVEN}
            filled = {**defaults, **zeros, **row}
            values += [filled.get(one) for one in names]
        for first in range(0, len(values), len(names) * ROWS_AT_ONCE):
            some = values[first : first + len(names) * ROWS_AT_ONCE]
            all_places = ", ".join([f"({places})"] * (len(some) // len(names)))
            cursor.execute(f"INSERT INTO {name} VALUES {all_places}", some)
        write_parquet(cursor, f"SELECT * FROM {name}", folder / f"{name}.parquet")


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """Return the engine of all tests that only write: a start of one takes longer than its work."""
    return connect()


def prepare_import(
    workspace: Workspace,
    orders: Sequence[Row] | None = None,
    items: Sequence[Row] | None = None,
    file_name: str = "orders.csv",
    **others: Sequence[Row],
) -> ImportedFile:
    """Write literal rows as an import that is not published yet.

    Its id follows from what it holds and from how many were there before: where it is the last that
    an order of rows goes by, a test sees the same order in every run.
    """
    tables = {"orders": orders, "order_items": items, **others}
    before = sum(1 for _ in workspace.imports.iterdir())
    told = repr((before, file_name, tables))
    folder = import_folder(workspace, sha256(told.encode()).hexdigest()[:32])
    held = {name: rows for name, rows in tables.items() if rows is not None}
    for name, rows in held.items():
        write_table(name, rows, folder)
    return ImportedFile(
        import_id=folder.name,
        file_name=file_name,
        sheet=None,
        content_hash=folder.name,
        kind="+".join(held),
        rows_kept=sum(map(len, held.values())),
        first_at=None,
        last_at=None,
        imported_at=datetime(2026, 12, 1, 12),
        report={},
    )


def ask(dataset: Dataset, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a question written in the test."""
    query = Query("test", "", "", {}, dict.fromkeys(parameters, ""), {}, "table", sql)
    return [tuple(row.values()) for row in dataset.rows(query, **parameters)]


def plan(**values: Any) -> Plan:
    """Return a plan for Double 11 2027; ``targets__visitors=100`` sets a field."""
    given = {"campaign__main_day": "2027-11-11", **values}
    return Plan(values={name.replace("__", "."): value for name, value in given.items()})
