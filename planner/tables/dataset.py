"""One version of the shop's data, ready to be asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from planner.errors import N_, QueryError
from planner.tables.engine import connect
from planner.tables.query import Query

Parameter = str | int | float | bool | date | datetime | Decimal | None
OPEN_VERSIONS = 8
"""Engines kept open; each holds only views over files."""


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

    def rows(self, query: Query, **parameters: Parameter) -> list[dict[str, Any]]:
        """Return the answer as one dictionary a row; money stays exact.

        Raises:
            QueryError: the parameters are not those that the query names.
        """
        with self._asked(query, parameters) as answer:
            names = [column[0] for column in answer.description]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

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
