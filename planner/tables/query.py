"""SQL in files of its own: one question a file, its grain and columns in the header.

A file begins with comment lines::

    -- hours: orders and revenue by hour.
    -- grain: one row an hour in which anything happened
    -- columns: hour_start TIMESTAMP, orders_placed BIGINT
    -- parameters: $first DATE, $last DATE
    -- sample: $first = 2026-11-07, $last = 2026-11-13

A question that several others build on stands in a file of its own, too. They say ``uses: matches``
and read the answer of ``matches.sql``, which lies beside them, as a table of that name; its
parameters are theirs.

Parts may go over several lines; ``note:`` holds what else must be known, ``kept:`` how a step of
the importer keeps its answer (a table unless it says ``view`` or ``parquet``, under the file's name
unless it says ``as …``). A test runs every file
with its sample values and compares the columns that come back with the header.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

from planner.errors import N_, QueryError


@dataclass(frozen=True)
class Query:
    """A question in SQL.

    Attributes:
        name: of the file, without its ending.
        question: what it answers.
        grain: what one row of the answer is.
        columns: name → SQL type of the answer's columns.
        parameters: name → SQL type of what it is asked for.
        sample: name → value of the parameters, as text, to try it with.
        kept: how a step of the importer keeps the answer.
        sql: the statement.
    """

    name: str
    question: str
    grain: str
    columns: Mapping[str, str]
    parameters: Mapping[str, str]
    sample: Mapping[str, str]
    kept: str
    sql: str


_PART = re.compile(r"\s*,\s*(?![^()]*\))")


def _pairs(text: str) -> dict[str, str]:
    """Return ``a BIGINT, b DECIMAL(18,2)`` as name → type."""
    parts = [part.split(None, 1) for part in _PART.split(text.strip()) if part.strip()]
    return {name.lstrip("$"): sql_type for name, sql_type in parts}


@cache
def load_query(path: Path) -> Query:
    """Return the question that an SQL file holds.

    Raises:
        QueryError: the header lacks the question, the grain or the columns.
    """
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    key = path.stem
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        words = line.removeprefix("--").strip()
        found = re.match(
            rf"(grain|columns|uses|parameters|sample|note|kept|{re.escape(path.stem)}):\s*(.*)",
            words,
        )
        if found:
            key, words = found.groups()
        header[key] = f"{header.get(key, '')} {words}".strip()
    for needed in (path.stem, "grain", "columns"):
        if needed not in header:
            raise QueryError(N_("{file}: the header lacks '{part}:'."), file=path.name, part=needed)
    samples = (part.split("=", 1) for part in header.get("sample", "").split(",") if part.strip())
    used = [load_query(path.with_name(f"{name}.sql")) for name in _names(header.get("uses", ""))]
    return Query(
        name=path.stem,
        question=header[path.stem],
        grain=header["grain"],
        columns=_pairs(header["columns"]),
        parameters=_with_those_of(
            [query.parameters for query in used], _pairs(header.get("parameters", ""))
        ),
        sample=_with_those_of(
            [query.sample for query in used],
            {name.strip().lstrip("$"): value.strip() for name, value in samples},
        ),
        kept=header.get("kept", "table"),
        sql=_on_top_of(used, text),
    )


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _with_those_of(used: Iterable[Mapping[str, str]], own: Mapping[str, str]) -> dict[str, str]:
    return {name: value for told in (*used, own) for name, value in told.items()}


def _on_top_of(used: Sequence[Query], sql: str) -> str:
    """Return the statement with the answers of other questions as tables of their names.

    They come first in its WITH: DuckDB takes no WITH around a statement that has its own.
    """
    if not used:
        return sql
    tables = ",\n".join(f"{query.name} AS (\n{query.sql}\n)" for query in used)
    lines = sql.splitlines(keepends=True)
    header = "".join(takewhile(lambda line: line.startswith("--"), lines))
    own = sql.removeprefix(header)
    rest = f",\n{own.removeprefix('WITH ')}" if own.startswith("WITH ") else f"\n{own}"
    return f"{header}WITH {tables}{rest}"


def queries_in(folder: Path) -> dict[str, Query]:
    """Return all questions of a folder by name."""
    return {path.stem: load_query(path) for path in sorted(folder.glob("*.sql"))}
