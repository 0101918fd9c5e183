"""The relation ``raw``: the rows of a sheet as text, for the steps that clean them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from planner.sheets.reading import EDGES, Row
from planner.tables import quoted, write_parquet

CHUNK_ROWS = 50_000


@dataclass(frozen=True)
class Staged:
    """What was seen while rows were moved; lines = rows + blank + joined.

    Attributes:
        lines: physical ones in the range; of a worksheet its rows.
        rows: that are not blank; these are in ``raw``.
        blank: rows without a filled cell.
        joined: lines that are the second or a later one of a row.
        longer: rows with more cells than the header, the further ones all empty.
        first_longer: the number of the first of these, 1-based.
        parser: the way it was read: ``duckdb``, ``python``, ``workbook`` or ``parquet``.
    """

    lines: int
    rows: int
    blank: int
    joined: int
    longer: int
    first_longer: int | None
    parser: str


@dataclass(frozen=True)
class Counts:
    """What a staged file holds in a range of rows."""

    all_rows: int
    rows: int
    longer: int
    first_longer: int | None

    def staged(self, parser: str) -> Staged:
        """Return what was seen of a sheet whose rows are one line each."""
        return Staged(
            lines=self.all_rows,
            rows=self.rows,
            blank=self.all_rows - self.rows,
            joined=0,
            longer=self.longer,
            first_longer=self.first_longer,
            parser=parser,
        )


def write_staged(cursor: duckdb.DuckDBPyConnection, select: str, path: Path) -> int:
    """Write every row of a sheet, blank ones too, in their order.

    Args:
        cursor: to ask.
        select: the query for c<k>, lead, shifted and longer; lead is null in blank rows.
        path: of the file.

    Returns:
        The number of rows.
    """
    write_parquet(cursor, select, path, sync=False)
    found = cursor.execute(f"SELECT count(*) FROM read_parquet({quoted(path)})").fetchone()  # noqa: S608 - own path
    return int(found[0]) if found else 0


def show_staged(
    cursor: duckdb.DuckDBPyConnection,
    path: Path,
    columns: Sequence[int],
    first: int,
    last: int | None,
    number_of_first: int = 1,
) -> Counts:
    """Make the rows from first to last known as ``raw`` and count them.

    The first row of the file is the row of that number of the sheet.
    """
    source = f"read_parquet({quoted(path)}, file_row_number=true)"
    wanted = f"file_row_number >= {first - number_of_first}"
    if last is not None:
        wanted += f" AND file_row_number <= {last - number_of_first}"
    names = "".join(f", c{column}" for column in columns)
    cursor.execute(
        "CREATE OR REPLACE VIEW raw AS"  # noqa: S608 - own names
        f" SELECT file_row_number + {number_of_first} AS source_row, lead, shifted{names}"
        f" FROM {source} WHERE lead IS NOT NULL AND {wanted}"
    )
    found = cursor.execute(
        "SELECT count(*), count(lead), count(*) FILTER (WHERE longer),"  # noqa: S608 - own names
        f" min(file_row_number) FILTER (WHERE longer) + {number_of_first}"
        f" FROM {source} WHERE {wanted}"
    ).fetchone()
    return Counts(*found) if found else Counts(0, 0, 0, None)


def copied(cursor: duckdb.DuckDBPyConnection, batches: pa.RecordBatchReader, path: Path,
           select: str = "*") -> int:  # fmt: skip
    """Write what Python reads batch by batch; an error of its source comes out as it is."""
    cursor.register("batches", batches)
    try:
        return write_staged(cursor, f"SELECT {select} FROM batches", path)  # noqa: S608 - own names
    finally:
        cursor.unregister("batches")


def batches_of_rows(
    rows: Iterator[Row], columns: Sequence[int], width: int
) -> pa.RecordBatchReader:
    """Return rows of text as batches that :func:`write_staged` takes."""
    schema = pa.schema(
        [(f"c{column}", pa.string()) for column in columns]
        + [("lead", pa.string()), ("shifted", pa.bool_()), ("longer", pa.bool_())]
    )

    def batches() -> Iterator[pa.RecordBatch]:
        while chunk := list(islice(rows, CHUNK_ROWS)):
            texts = [
                [_text(row[column]) if column < len(row) else None for row in chunk]
                for column in columns
            ]
            leads = [_first_filled(row) for row in chunk]
            shifted = [len(row) > width and bool(_first_filled(row[width:])) for row in chunk]
            longer = [
                len(row) > width and not moved and lead is not None
                for row, moved, lead in zip(chunk, shifted, leads, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(
                [pa.array(one, kind) for one, kind in zip(
                    [*texts, leads, shifted, longer], schema.types, strict=True
                )],
                schema=schema,
            )  # fmt: skip

    return pa.RecordBatchReader.from_batches(schema, batches())


def _text(cell: str) -> str | None:
    return cell.strip(EDGES) or None


def _first_filled(row: Row) -> str | None:
    for cell in row:
        if text := cell.strip(EDGES):
            return text
    return None
