"""One version of the shop's data, ready to be asked."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pandas as pd

from planner.errors import N_, QueryError
from planner.tables.engine import connect
from planner.tables.query import Query

Parameter = str | int | float | bool | date | datetime | Decimal | None
OPEN_VERSIONS = 8
"""Engines kept open; each holds only views over files."""
ROWS_KEPT = 200_000
"""Rows of answers that are kept, some 50 MB: a version never changes, so nor does what it says."""

Rows = tuple[tuple[str, ...], Sequence[tuple[Any, ...]]]
"""Names of the columns, and the rows."""


class _Answers:
    """The answers asked for last, as many as there is room for; shared by all threads."""

    def __init__(self, rows_kept: int) -> None:
        self._rows_kept = rows_kept
        self._kept: OrderedDict[object, Rows] = OrderedDict()
        self._row_count = 0
        self._lock = Lock()

    def find(self, key: object) -> Rows | None:
        """Return the answer to a question that was asked before, if it is still kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: object, answer: Rows) -> None:
        """Keep an answer, and drop those that nobody asked for longest."""
        with self._lock:
            if key in self._kept or _size(answer) > self._rows_kept:
                return
            self._kept[key] = answer
            self._row_count += _size(answer)
            while self._row_count > self._rows_kept:
                self._row_count -= _size(self._kept.popitem(last=False)[1])


def _size(answer: Rows) -> int:
    return 1 + len(answer[1])  # an answer without rows takes room, too


_ANSWERS = _Answers(ROWS_KEPT)


@dataclass(frozen=True)
class Dataset:
    """One version: the merged tables and the models rolled up from them.

    Attributes:
        version: its id.
        folder: where its Parquet files lie.
        files: names of the sheets it was made from, oldest import first.
    """

    version: str
    folder: Path
    files: tuple[str, ...]

    def holds(self, table: str) -> bool:
        """Return whether a table or model is there.

        A version that an older planner wrote lacks those that came later, until it is renewed.
        """
        return (self.folder / f"{table}.parquet").exists()

    def rows(self, query: Query, **parameters: Parameter) -> list[dict[str, Any]]:
        """Return the answer as one dictionary a row; money stays exact.

        The same question is not asked twice: pages ask it again at every click.

        Raises:
            QueryError: the parameters are not those that the query names.
        """
        key = (self.folder, query.sql, *sorted(parameters.items()))
        told = _ANSWERS.find(key)
        if told is None:
            with self._asked(query, parameters) as answer:
                told = tuple(column[0] for column in answer.description), answer.fetchall()
            _ANSWERS.keep(key, told)
        names, rows = told
        return [dict(zip(names, row, strict=True)) for row in rows]

    def frame(self, query: Query, **parameters: Parameter) -> pd.DataFrame:
        """Return the answer as a frame, for charts and tables; money becomes floats there."""
        with self._asked(query, parameters) as answer:
            return answer.df()

    @contextmanager
    def _asked(
        self, query: Query, parameters: Mapping[str, Parameter]
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        if set(parameters) != set(query.parameters):
            raise QueryError(
                N_("The query {query} is asked with {given} but names {named}."),
                query=query.name,
                given=", ".join(sorted(parameters)),
                named=", ".join(sorted(query.parameters)),
            )
        with _engine(self.folder).cursor() as cursor:
            yield cursor.execute(query.sql, dict(parameters) or None)


@lru_cache(maxsize=OPEN_VERSIONS)
def _engine(folder: Path) -> duckdb.DuckDBPyConnection:
    return connect({path.stem: path for path in sorted(folder.glob("*.parquet"))})
