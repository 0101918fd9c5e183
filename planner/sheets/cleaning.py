"""From text to canonical rows: the steps in ``sql/``, run on DuckDB one after the other."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from planner.sheets.headers import known_headers
from planner.sheets.kinds import BOTH, KINDS, ORDER_ITEMS, ORDERS
from planner.sheets.loading import Loaded, load_cells, make_header
from planner.sheets.reading import RawSheet
from planner.sheets.recognise import Recognised
from planner.tables import connect, load_query

SQL = Path(__file__).parent / "sql"
STATUSES = Path(__file__).parent / "statuses.toml"
SHARE_OF_HEADER = 0.6
"""A row that repeats this share of the used headers is a header."""


@dataclass(frozen=True)
class Cleaned:
    """A sheet whose rows lie cleaned in tables named after the steps.

    Attributes:
        cursor: to ask them.
        loaded: what was seen while rows were moved.
    """

    cursor: duckdb.DuckDBPyConnection
    loaded: Loaded

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Return the answer as one dictionary a row."""
        answer = self.cursor.execute(sql)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


@contextmanager
def cleaned(sheet: RawSheet, recognised: Recognised, key: str) -> Iterator[Cleaned]:
    """Read and clean a sheet that was recognised as usable.

    Args:
        sheet: as it is.
        recognised: what it was taken for.
        key: secret for buyers that are kept as a hash only.
    """
    engine = connect()
    try:
        with engine.cursor() as cursor:
            _prepare(cursor, recognised, key)
            loaded = load_cells(cursor, sheet, recognised)
            for step in KINDS[recognised.kind].steps:
                sql = load_query(SQL / "steps" / f"{step}.sql").sql
                cursor.execute(f'CREATE TABLE "{step}" AS {sql}')
            yield Cleaned(cursor, loaded)
    finally:
        engine.close()


def _prepare(cursor: duckdb.DuckDBPyConnection, recognised: Recognised, key: str) -> None:
    for path in sorted((SQL / "macros").glob("*.sql")):
        cursor.execute(path.read_text(encoding="utf-8"))
    make_header(cursor, recognised.header)
    cursor.execute("CREATE TABLE status_words (rank INTEGER, word VARCHAR, status VARCHAR)")
    cursor.execute(
        "INSERT INTO status_words SELECT unnest(?), unnest(?), unnest(?)",
        [list(column) for column in zip(*status_words(), strict=True)],
    )
    used = sum(name is not None for name in recognised.mapping)
    cursor.execute(
        "CREATE TABLE settings (kind VARCHAR, has_orders BOOLEAN, has_items BOOLEAN,"
        " header_needed INTEGER, hash_key VARCHAR, hash_buyers BOOLEAN, has_paid_at BOOLEAN)"
    )
    cursor.execute(
        "INSERT INTO settings VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            recognised.kind,
            recognised.kind in (ORDERS, BOTH),
            recognised.kind in (ORDER_ITEMS, BOTH),
            max(2, round(used * SHARE_OF_HEADER)),
            key,
            _buyers_are_people(recognised),
            "paid_at" in recognised.mapping,
        ],
    )


def _buyers_are_people(recognised: Recognised) -> bool:
    """Return whether buyers come from a column of names, phones or addresses."""
    return any(
        name == "buyer_id" and known_headers().is_personal(header)
        for header, name in zip(recognised.header, recognised.mapping, strict=True)
    )


@cache
def status_words() -> list[tuple[int, str, str]]:
    """Return rank, word and status, the most telling words first."""
    words = tomllib.loads(STATUSES.read_text(encoding="utf-8"))["words"]
    return [(rank, word, status) for rank, (word, status) in enumerate(words)]
