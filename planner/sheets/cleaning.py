"""From text to canonical rows: the steps in ``sql/``, run on DuckDB one after the other."""

import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from planner.sheets.fields import ALL_FIELDS
from planner.sheets.headers import known_headers
from planner.sheets.kinds import BOTH, DISCOUNTS, KINDS, ORDER_ITEMS, ORDERS, PARCELS
from planner.sheets.loading import load_cells
from planner.sheets.opening import RawSheet, Staged
from planner.sheets.recognise import Recognised
from planner.sheets.report import Choice
from planner.sheets.warehouses import warehouse_name
from planner.tables import (
    TABLES,
    Dataset,
    Query,
    connect,
    load_query,
    quoted,
    view_of,
    write_parquet,
)

SQL = Path(__file__).parent / "sql"
STATUSES = Path(__file__).parent / "statuses.toml"
SERVICES = Path(__file__).parent / "services.toml"
LOADED = ("orders", "order_items", "stock", "traffic", "discounts")
"""Tables of which a newer list replaces what it holds, too."""
EARLIER = {
    "orders": ("order_id",),
    "order_items": ("order_id",),
    "stock": ("sku", "barcode", "spec", "warehouse", "eta", "on_hand", "available"),
    "traffic": (
        "period_start", "period_end", "hour", "source", "source_detail", "product_id", "title",
        "visitors",
    ),
}  # fmt: skip
"""Tables of which a later list of the same file replaces what it holds, too: what tells that."""
SHARE_OF_HEADER = 0.6
"""A row that repeats this share of the used headers is a header."""


@dataclass(frozen=True)
class Setting:
    """What is told from outside a sheet.

    Attributes:
        hash_key: secret for buyers that are kept as a hash only.
        choice: what the manager decided.
        file_name: as he knows it, on lines of their own that of a member and that of its archive;
            some exports state the period there only.
        import_id: of the import that it is read for; None where nothing will be stored.
        folder: where large intermediate results may lie; None = the system's own.
        loaded: what is loaded already, to tell what overlaps.
        warehouse: of a stock list of which no column says it.
        earlier: files of the same file's earlier tables, by canonical table.
    """

    hash_key: str
    choice: Choice
    file_name: str
    import_id: str | None = None
    folder: Path | None = None
    loaded: Dataset | None = None
    warehouse: str | None = None
    earlier: Mapping[str, Sequence[Path]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cleaned:
    """A sheet whose rows lie cleaned in tables named after the steps.

    Attributes:
        cursor: to ask them.
        staged: what was seen while rows were moved.
        folder: where the files of the large ones are, one a canonical table among them.
    """

    cursor: duckdb.DuckDBPyConnection
    staged: Staged
    folder: Path

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Return the answer as one dictionary a row."""
        answer = self.cursor.execute(sql)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def keep(self, name: str, sql: str) -> None:
        """Keep the answer of a query, however large, under a name."""
        _keep(self.cursor, name, sql, self.folder)


@contextmanager
def cleaned(
    sheet: RawSheet,
    recognised: Recognised,
    setting: Setting,
    last_row: int | None = None,
) -> Iterator[Cleaned]:
    """Read and clean a sheet that was recognised as usable.

    What is large lies in files that are removed at the end, so that any number of rows fits.

    Args:
        sheet: as it is.
        recognised: what it was taken for.
        setting: what is told from outside the sheet.
        last_row: of the table in it, 1-based; None = the last of the sheet.
    """
    folder = Path(tempfile.mkdtemp(prefix="planner-", dir=setting.folder))
    engine = connect(temp_folder=folder)
    try:
        with engine.cursor() as cursor:
            make_macros(cursor)
            staged = load_cells(cursor, sheet, recognised, last_row)
            _prepare(cursor, recognised, setting)
            _show_loaded(cursor, setting.loaded)
            _show_earlier(cursor, KINDS[recognised.kind].tables, setting.earlier)
            _tell_header(cursor, recognised)
            for step in _steps(cursor, recognised):
                _take(cursor, load_query(SQL / "steps" / f"{step}.sql"), folder)
            yield Cleaned(cursor, staged, folder)
    finally:
        engine.close()
        shutil.rmtree(folder, ignore_errors=True)


def _steps(cursor: duckdb.DuckDBPyConnection, recognised: Recognised) -> Iterator[str]:
    """Yield the steps; where no row repeats another, none has to be left out, which takes time."""
    for step in KINDS[recognised.kind].steps:
        if step == "lines" and not cursor.execute("SELECT 1 FROM repeats LIMIT 1").fetchone():
            yield "lines_of_no_repeats"
        else:
            yield step


def _take(cursor: duckdb.DuckDBPyConnection, step: Query, folder: Path) -> None:
    """Take a step: keep its answer in the way that its file states."""
    form, _, name = step.kept.partition(" as ")
    name = name or step.name
    if form == "parquet":
        _keep(cursor, name, step.sql, folder)
    else:
        cursor.execute(f'CREATE {form} "{name}" AS {step.sql}')


def _keep(cursor: duckdb.DuckDBPyConnection, name: str, sql: str, folder: Path) -> None:
    """Keep an answer in a file that is soon removed, known by its name."""
    path = folder / f"{name}.parquet"
    write_parquet(cursor, sql, path, sync=False)
    cursor.execute(view_of(name, path))


def _prepare(cursor: duckdb.DuckDBPyConnection, recognised: Recognised, setting: Setting) -> None:
    cursor.execute("CREATE TABLE status_words (rank INTEGER, word VARCHAR, status VARCHAR)")
    cursor.execute(
        "INSERT INTO status_words SELECT unnest(?), unnest(?), unnest(?)",
        [list(column) for column in zip(*status_words(recognised.kind), strict=True)],
    )
    used = sum(name is not None for name in recognised.mapping)
    cursor.execute(
        "CREATE TABLE settings (kind VARCHAR, has_orders BOOLEAN, has_items BOOLEAN,"
        " header_needed INTEGER, hash_key VARCHAR, hash_buyers BOOLEAN, has_paid_at BOOLEAN,"
        " day_first BOOLEAN, utc_offset_hours INTEGER, amounts VARCHAR, file_name VARCHAR,"
        " import_id VARCHAR, warehouse VARCHAR)"
    )
    cursor.execute(
        "INSERT INTO settings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            recognised.kind,
            recognised.kind in (ORDERS, BOTH),
            recognised.kind in (ORDER_ITEMS, BOTH),
            max(2, round(used * SHARE_OF_HEADER)),
            setting.hash_key,
            _buyers_are_people(recognised),
            "paid_at" in recognised.mapping,
            setting.choice.day_first,
            setting.choice.utc_offset_hours,
            setting.choice.amounts,
            setting.file_name,
            setting.import_id,
            setting.warehouse,
        ],
    )


def _tell_header(cursor: duckdb.DuckDBPyConnection, recognised: Recognised) -> None:
    """Write down what headers and the rows above them say: units, the days figures are for."""
    cursor.execute("CREATE TABLE columns (field VARCHAR, header VARCHAR)")
    pairs = zip(recognised.mapping, recognised.header, strict=True)
    for name, header in pairs:
        if name:
            told = warehouse_name(header) if ALL_FIELDS[name].side_by_side else header
            cursor.execute("INSERT INTO columns VALUES (?, ?)", [name, told])
    cursor.execute("CREATE TABLE above (text VARCHAR)")
    cursor.execute("INSERT INTO above VALUES (?)", [recognised.above])


def _show_loaded(cursor: duckdb.DuckDBPyConnection, loaded: Dataset | None) -> None:
    """Make the loaded tables known; they are empty where nothing is loaded.

    A version that an older planner wrote lacks tables that came later: nothing is loaded of them.
    """
    for table in LOADED:
        name = f"loaded_{table}"
        if loaded and loaded.holds(table):
            cursor.execute(view_of(name, loaded.folder / f"{table}.parquet"))
        else:
            columns = ", ".join(f"{one.name} {one.sql_type}" for one in TABLES[table].columns)
            cursor.execute(f"CREATE TABLE {name} ({columns})")


def _show_earlier(
    cursor: duckdb.DuckDBPyConnection, tables: Sequence[str], earlier: Mapping[str, Sequence[Path]]
) -> None:
    """Make known what earlier tables of the same file hold."""
    for table in (one for one in tables if one in EARLIER):
        if paths := earlier.get(table):
            files = ", ".join(map(quoted, paths))
            names = ", ".join(EARLIER[table])
            cursor.execute(
                f"CREATE VIEW earlier_{table} AS SELECT {names} FROM read_parquet([{files}])"  # noqa: S608 - own paths
            )
        else:
            types = {one.name: one.sql_type for one in TABLES[table].columns}
            columns = ", ".join(f"{name} {types[name]}" for name in EARLIER[table])
            cursor.execute(f"CREATE TABLE earlier_{table} ({columns})")


def make_macros(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the macros known that the steps use."""
    for path in sorted((SQL / "macros").glob("*.sql")):
        cursor.execute(path.read_text(encoding="utf-8"))
    services = tomllib.loads(SERVICES.read_text(encoding="utf-8"))
    codes = ", ".join(quoted(code) for code in services["codes"])
    titles = quoted("|".join(re.escape(title) for title in services["titles"]))
    whole = ", ".join(quoted(title) for title in services["whole_titles"])
    longest = max(len(code) for code in services["codes"])
    cursor.execute(
        "CREATE MACRO is_service_code(code) AS coalesce("
        f"strlen(code) <= {longest} AND list_contains([{codes}], upper(code)), false)"
    )
    cursor.execute(
        "CREATE MACRO is_service_title(title) AS coalesce("
        f"list_contains([{whole}], upper(title)) OR regexp_matches(title, {titles}), false)"
    )


def _buyers_are_people(recognised: Recognised) -> bool:
    """Return whether buyers come from a column of names, phones or addresses."""
    return any(
        name == "buyer_id" and known_headers().is_personal(header)
        for header, name in zip(recognised.header, recognised.mapping, strict=True)
    )


@cache
def status_words(kind: str = ORDERS) -> list[tuple[int, str, str]]:
    """Return rank, word and status of a kind of sheet, the most telling words first."""
    statuses = tomllib.loads(STATUSES.read_text(encoding="utf-8"))
    words = statuses[kind if kind in (DISCOUNTS, PARCELS) else "words"]
    return [(rank, word, status) for rank, (word, status) in enumerate(words)]
