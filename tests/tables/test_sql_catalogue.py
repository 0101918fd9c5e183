"""Every SQL file says what it answers, and answers just that: columns, types and grain."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from planner.errors import QueryError
from planner.tables import (
    TABLES,
    Dataset,
    Workspace,
    connect,
    load_query,
    publish_import,
    queries_in,
)
from planner.tables.versions import MODEL_ORDER
from tests.rows import EVENT_ORDERS, order, prepare_import

PLANNER = Path(__file__).resolve().parent.parent.parent / "planner"
MERGE, MODELS = PLANNER / "tables" / "merge", PLANNER / "tables" / "models"
# The importer's macros and steps are no questions: they run on tables of their own (tests/sheets).
FILES = [file for file in sorted(PLANNER.rglob("*.sql")) if "sheets" not in file.parts]

ONE_ROW: tuple[str, ...] = ()
GRAIN = {
    "orders": ("order_id",),
    "order_items": ("order_id", "source_row"),
    "baskets": ("order_id",),
    "customers": ("buyer_id",),
    "days": ("day",),
    "hours": ("hour_start",),
    "product_sales": ("hour_start", "product"),
    "customer_days": ("customer", "day"),
    "province_days": ("day", "province"),
    "payment_times": ("day", "paid_within"),
    "order_steps": ("hour_start", "province"),
    "product_steps": ("day", "part", "name"),
    "order_totals": ONE_ROW,
    "order_span": ONE_ROW,
    "returns": ONE_ROW,
    "traffic_span": ONE_ROW,
    "shop_visits": ("period_start", "period_end"),
    "visit_days": ("day",),
    "visit_period": ONE_ROW,
    "additive_traffic": ("figure",),
    "bought_again": ONE_ROW,
    "paid_span": ONE_ROW,
    "source_visits": ("source", "source_detail"),
    "product_visits": ("product_id",),
    "part_steps": ("name",),
    "province_steps": ("name",),
    "hour_steps": ("hour",),
    "customer_steps": ("name",),
    "step_times": ("step", "band"),
    "basket_sizes": ("item_count",),
    "priority_orders": ONE_ROW,
    "window_inquiries": ONE_ROW,
    "peak_day": ONE_ROW,
    "order_spread": ONE_ROW,
    "reference_hours": ("hour_start",),
    "reference_orders": ("order_id",),
    "reference_totals": ONE_ROW,
    "sheet_days": ("day",),
    "sheet_day_orders": ("day",),
    "order_sizes": ONE_ROW,
    "product_terms": ("product",),
    "product_window": ("product",),
    "stopped_sales": ("product",),
    "listed_products": ("product",),
    "best_sellers": ("product", "class"),
    "category_sales": ("category",),
    "coverage": ONE_ROW,
    "daily": ("day",),
    "payment_bands": ("paid_within",),
    "province_sales": ("place",),
    "recency_groups": ("last_order",),
    "refunded_products": ("product",),
    "refunds": ONE_ROW,
    "top_customers": ("top_share",),
    "visitor_periods": ("period_start", "period_end"),
    "window_visitors": ONE_ROW,
    "day_visitors": ("day",),
    "channels": ("source",),
    "vip_customers": ONE_ROW,
    "later_purchases": ONE_ROW,
    "goods_cost": ONE_ROW,
    "product_categories": ("sku",),
    "order_values": ("amount", "basis"),
    "pair_baskets": ONE_ROW,
    "pairs": ("product_a", "product_b"),
    "unmatched": ONE_ROW,
    "rollups": ONE_ROW,
    "in_force": ("import_id",),
    "codes": ("code",),
    "customer_facts": ("customer",),
    "customer_marks": ("buyer_id",),
    "customer_states": ("customer", "buyer_id"),
    "customer_cells": (
        "stage",
        "last_order",
        "is_good",
        "is_unpaid",
        "in_return",
        "full_price",
        "repeats",
        "last_step",
        "observed_step",
    ),
    "order_doubts": ONE_ROW,
    "present_buyers": ("buyer_id",),
    "present_counts": ("list",),
    "present_list": ("buyer_id",),
    "recipients": ("buyer_id",),
    "known_buyers": ("buyer_id",),
    "repurchase_pauses": ("is_last_year", "days"),
    "cohorts": ("month", "is_event", "months_after"),
    "returning_months": ("month",),
    "daily_inquiries": ONE_ROW,
    "rfm": ("recency", "frequency", "monetary"),
    "last_values": ("band",),
    "levels": ("level",),
    "last_categories": ("category",),
    "stock_products": ("product",),
    "sales_so_far": ("product",),
    "stock_warehouses": ("warehouse",),
    "matches": ("item",),
    "count_places": ("item", "sku", "barcode", "spec", "warehouse", "location"),
    "product_barcodes": ("product",),
    "item_barcodes": ("barcode",),
    "sales_without_stock": ("product",),
    "stock_sheets": ("import_id", "holds"),
    "last_sale": ONE_ROW,
    "item_products": ("list", "sku", "barcode", "title"),
    "stock_items": ("sku", "barcode", "spec", "warehouse", "eta", "import_id"),
    "product_items": ("sku", "barcode"),
    "discounts": ("import_id", "source_row"),
    "parcels": ("tracking_number", "order_id"),
    "discount_items": ("import_id", "source_row", "product"),
    "running_discounts": ("import_id", "source_row", "product"),
    "stock": ("sku", "barcode", "spec", "warehouse", "eta", "import_id"),
    "products": ("sku", "barcode"),
    "activity_lines": ("order_place", "source_row"),
    "activity_products": ("product_number",),
    "traffic": (
        "period_start",
        "period_end",
        "hour",
        "source",
        "source_detail",
        "product_id",
        "title",
    ),
    "order_clock": ONE_ROW,
    "left_alone": ONE_ROW,
    "open_orders": ("order_id",),
    "payments_since": ("order_id",),
    "tracking_clock": ONE_ROW,
    "carrier_times": ("carrier",),
    "parcels_judged": ("tracking_number", "order_id"),
    "parcel_kinds": ("kind", "carrier"),
    "parcel_list": ("tracking_number", "order_id"),
    "orders_waiting": ("order_id",),
    "order_kinds": ("kind",),
    "order_list": ("order_id",),
    "marked_buyers": ("buyer_id",),
}
"""What makes a row of each answer unique. A new SQL file adds its line here."""
OF_RETURNS = frozenset({"repurchase_pauses"})
"""Questions that have an answer only where a buyer comes back on another day."""


@pytest.fixture(scope="module")
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return the smallest legal data, imported once for all questions."""
    workspace = Workspace(tmp_path_factory.mktemp("smallest"))
    return publish_import(workspace, prepare_import(workspace, [order("1", "2026-11-11 00:05")]))


@pytest.fixture(scope="module")
def with_a_return(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return the small event with a buyer who bought the day before, too."""
    workspace = Workspace(tmp_path_factory.mktemp("with-a-return"))
    orders = (*EVENT_ORDERS, order("0", "2026-11-12 10:00", "20.00", buyer_id="dee"))
    return publish_import(workspace, prepare_import(workspace, orders))


def engine_of(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    return connect({file.stem: file for file in dataset.folder.glob("*.parquet")})


def asked(dataset: Dataset, file: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return the columns with their types and the rows of a question asked with its sample."""
    query = load_query(file)
    with engine_of(dataset) as engine, engine.cursor() as cursor:
        if file.parent == MERGE:  # its answer is a table of every version
            cursor.execute(f"SELECT * FROM {query.name}")
        else:
            cursor.execute(query.sql, query.sample or None)
        columns = {name: str(sql_type) for name, sql_type, *_ in cursor.description or ()}
        return columns, [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def test_there_are_questions() -> None:
    assert {file.stem for file in FILES} >= set(GRAIN)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_question_states_itself_and_its_grain(file: Path) -> None:
    query = load_query(file)
    assert query.question.endswith(".")
    assert query.grain
    assert query.columns
    assert set(query.parameters) == set(query.sample)
    for name in query.parameters:
        assert f"${name}" in query.sql.split("*/")[-1]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_answer_has_the_columns_and_the_grain_of_its_header(
    file: Path, event_dataset: Dataset, with_a_return: Dataset
) -> None:
    columns, rows = asked(with_a_return if file.stem in OF_RETURNS else event_dataset, file)
    assert columns == dict(load_query(file).columns)
    assert file.stem in GRAIN, f"tell GRAIN in {Path(__file__).name} what makes a row unique"
    assert rows
    keys = [tuple(row[name] for name in GRAIN[file.stem]) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_question_can_be_asked_of_the_smallest_data(file: Path, smallest: Dataset) -> None:
    columns, _ = asked(smallest, file)
    assert columns == dict(load_query(file).columns)


def test_merged_tables_have_the_canonical_columns_and_say_where_from() -> None:
    for name, table in TABLES.items():
        canonical = {column.name: column.sql_type for column in table.columns}
        assert dict(load_query(MERGE / f"{name}.sql").columns) == canonical | {
            "import_id": "VARCHAR"
        }


def test_every_model_is_written() -> None:
    assert set(MODEL_ORDER) == set(queries_in(MODELS))


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("-- grain: a row\n-- columns: a BIGINT", "question"),
        ("-- question: what?\n-- columns: a BIGINT", "grain"),
        ("-- question: what?\n-- grain: a row", "columns"),
        ("SELECT 1\n-- question: late\n-- grain: a row\n-- columns: a BIGINT", "question"),
    ],
)
def test_a_file_without_its_header_is_refused(tmp_path: Path, header: str, missing: str) -> None:
    file = tmp_path / "question.sql"
    file.write_text(f"{header}\nSELECT 1 AS a", encoding="utf-8")
    with pytest.raises(QueryError, match=missing):
        load_query(file)


def test_a_header_goes_over_several_lines(tmp_path: Path) -> None:
    file = tmp_path / "much.sql"
    file.write_text(
        "-- much: how much\n--   of it.\n-- grain: one row a day\n-- columns: day DATE,\n"
        "--   amount DECIMAL(18,2), names VARCHAR[]\n-- parameters: $from DATE, $to DATE\n"
        "-- sample: $from = 2026-11-07, $to = 2026-11-13\n-- note: a word: more\nSELECT 1",
        encoding="utf-8",
    )
    query = load_query(file)
    assert query.question == "how much of it."
    assert query.columns == {"day": "DATE", "amount": "DECIMAL(18,2)", "names": "VARCHAR[]"}
    assert query.parameters == {"from": "DATE", "to": "DATE"}
    assert query.sample == {"from": "2026-11-07", "to": "2026-11-13"}


def test_a_question_reads_the_answer_of_another_as_a_table(tmp_path: Path) -> None:
    """The parameters of what it uses are its own."""
    (tmp_path / "numbers.sql").write_text(
        "-- numbers: up to n.\n-- grain: one row a number\n-- columns: n BIGINT\n"
        "-- parameters: $last BIGINT\n-- sample: $last = 3\n"
        "SELECT n FROM range(1, $last + 1) AS up(n) -- the end of a line",
        encoding="utf-8",
    )
    (tmp_path / "squares.sql").write_text(
        "-- squares: of numbers, the largest first.\n-- grain: one row a number\n"
        "-- columns: square BIGINT\n-- uses: numbers\n-- parameters: $least BIGINT\n"
        "-- sample: $least = 2\n"
        "WITH squares AS (SELECT n * n AS square FROM numbers)\n"
        "SELECT square FROM squares WHERE square >= $least ORDER BY square DESC",
        encoding="utf-8",
    )
    query = load_query(tmp_path / "squares.sql")
    assert query.parameters == {"last": "BIGINT", "least": "BIGINT"}
    assert query.sample == {"last": "3", "least": "2"}
    with duckdb.connect() as engine:
        rows = engine.execute(query.sql, {"last": 4, "least": 4}).fetchall()
    assert rows == [(16,), (9,), (4,)]


@pytest.mark.parametrize("given", [{}, {"first_day": "2026-11-07"}])
def test_a_question_asked_with_other_parameters_is_refused(
    event_dataset: Dataset, given: dict[str, Any]
) -> None:
    query = load_query(PLANNER / "demand" / "sql" / "basket_sizes.sql")
    with pytest.raises(QueryError, match="first_day, last_day"):
        event_dataset.rows(query, **given)
