"""Parquet files: a table whose first row is made of the names of its columns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path

import duckdb

from planner.errors import N_, SheetError
from planner.sheets.limits import MOST_COLUMNS, too_wide
from planner.sheets.reading import EDGES, HEAD_ROWS, Row
from planner.sheets.staging import Staged, batches_of_rows, copied, show_staged, write_staged
from planner.sheets.workbooks import MOMENT, NUMBER
from planner.tables import connect, quoted

_FETCHED_ROWS = 10_000
_WITH_ZONE = "TIMESTAMP WITH TIME ZONE"


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (duckdb.Error, UnicodeDecodeError) as error:
        raise SheetError(
            "damaged_parquet",
            N_(
                "The Parquet file cannot be read: it is damaged, incomplete or encrypted. Write it"
                " again, or save the table as csv, and load that file."
            ),
        ) from error


class ParquetSheet:
    """A Parquet file that is one sheet.

    Args:
        path: where it lies.
        folder: for temporary files.
    """

    name = delimiter = encoding = None
    stray_bytes = 0

    def __init__(self, path: Path, folder: Path) -> None:
        self._source = f"read_parquet({quoted(path)})"
        self._folder = folder
        self._staged = 0
        with _refusing(), connect() as engine, engine.cursor() as cursor:
            described = cursor.execute(f"DESCRIBE SELECT * FROM {self._source}").fetchall()  # noqa: S608 - own path
        if len(described) > MOST_COLUMNS:
            raise too_wide(len(described))
        self._names = [str(name) for name, *_ in described]
        self._texts = [_text_of(str(name), str(kind)) for name, kind, *_ in described]

    @cached_property
    def head(self) -> tuple[Row, ...]:
        """Return the first rows."""
        return tuple(islice(self.rows(), HEAD_ROWS))

    @cached_property
    def lines(self) -> int:
        """Return the rows, the one of the names among them."""
        with _refusing(), connect() as engine, engine.cursor() as cursor:
            found = cursor.execute(f"SELECT count(*) FROM {self._source}").fetchone()  # noqa: S608 - own path
        return 1 + (int(found[0]) if found else 0)

    def rows(self) -> Iterator[Row]:
        """Yield the names, then the rows."""
        yield list(self._names)
        texts = ", ".join(f"coalesce({text}, '')" for text in self._texts)
        with _refusing(), connect() as engine, engine.cursor() as cursor:
            cursor.execute(f"SELECT {texts} FROM {self._source}")  # noqa: S608 - own names
            while found := cursor.fetchmany(_FETCHED_ROWS):
                yield from map(list, found)

    def stage(
        self,
        cursor: duckdb.DuckDBPyConnection,
        columns: Sequence[int],
        width: int,
        first: int,
        last: int | None = None,
    ) -> Staged:
        """Make ``raw`` known; see :class:`planner.sheets.opening.RawSheet`."""
        self._staged += 1
        target = self._folder / f"staged-{self._staged}.parquet"
        with _refusing():
            if first == 1:  # the row of the names as well
                copied(cursor, batches_of_rows(self.rows(), columns, width), target)
            else:
                write_staged(cursor, self._select(columns, width), target)
        counts = show_staged(cursor, target, columns, first, last, 1 if first == 1 else 2)
        return counts.staged("parquet")

    def _select(self, columns: Sequence[int], width: int) -> str:
        trimmed = [f"nullif(trim({text}, {quoted(EDGES)}), '')" for text in self._texts]
        cells = "".join(
            f"{trimmed[column] if column < len(trimmed) else 'CAST(NULL AS VARCHAR)'}"
            f" AS c{column}, "
            for column in columns
        )
        beyond = ", ".join(trimmed[width:])
        shifted = f"coalesce({beyond}) IS NOT NULL" if beyond else "false"
        longer = "lead IS NOT NULL AND NOT shifted" if beyond else "false"
        return (
            f"SELECT {cells}coalesce({', '.join(trimmed)}) AS lead, {shifted} AS shifted,"  # noqa: S608 - own names
            f" {longer} AS longer FROM {self._source}"
        )


def _text_of(name: str, kind: str) -> str:
    """Return SQL for a column's text, the same that a workbook's cells of its kind have."""
    column = '"' + name.replace('"', '""') + '"'
    if kind == "BOOLEAN":
        return f"CASE WHEN {column} THEN 'TRUE' WHEN NOT {column} THEN 'FALSE' END"
    if kind == "DOUBLE":
        return NUMBER.format(column)
    if kind == "FLOAT":
        # Through its own digits: 0.1 in single precision is 0.100000001490116 in double.
        return NUMBER.format(f"CAST(CAST({column} AS VARCHAR) AS DOUBLE)")
    if kind == _WITH_ZONE:
        return MOMENT.format(f"make_timestamp(epoch_us({column}))") + " || '+00:00'"
    if kind.startswith("TIMESTAMP"):
        return MOMENT.format(f"CAST({column} AS TIMESTAMP)")
    return f"CAST({column} AS VARCHAR)"
