"""From rows of text to the table ``cells``: one text column a field, nothing interpreted yet.

This is the only place that moves rows. A faster reader (DuckDB's own, for large csv files) has to
fill the same table and nothing else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import duckdb
import pyarrow as pa

from planner.sheets.kinds import KINDS
from planner.sheets.reading import RawSheet, Row
from planner.sheets.recognise import Recognised

CHUNK_ROWS = 50_000
EDGES = " \t\r\n\x0b\x0c\xa0\u200b\u3000\ufeff"
"""Spaces of all kinds and byte-order marks: no part of a cell's text."""
MARKS = ("source_row BIGINT", "lead VARCHAR", "shifted BOOLEAN", "header_matches INTEGER",
         "content UBIGINT")  # fmt: skip


@dataclass
class Loaded:
    """What was seen while rows were moved.

    Attributes:
        rows: that are not blank.
        longer: of them, those with more cells than the header, all empty.
        first_longer: the first of these, 1-based.
    """

    rows: int = 0
    longer: int = 0
    first_longer: int | None = None


def load_cells(
    cursor: duckdb.DuckDBPyConnection, sheet: RawSheet, recognised: Recognised
) -> Loaded:
    """Fill ``cells`` with the rows below the header; columns that are not used are left behind."""
    texts = (f'"{field.name}" VARCHAR' for field in KINDS[recognised.kind].cells)
    cursor.execute(f"CREATE TABLE cells ({', '.join((*MARKS, *texts))})")
    insert = _insert(recognised)
    loaded = Loaded()
    for chunk in _chunks(sheet, recognised, loaded):
        cursor.register("chunk", _table(chunk, recognised))
        cursor.execute(insert)
        cursor.unregister("chunk")
    return loaded


def _insert(recognised: Recognised) -> str:
    """Return the statement that moves a chunk; it names columns by number, never by header."""
    used = [column for column, name in enumerate(recognised.mapping) if name]
    columns = {name: f"c{column}" for column, name in enumerate(recognised.mapping) if name}
    texts = ", ".join(
        f'unguarded({columns[field.name]}) AS "{field.name}"' if field.name in columns else "NULL"
        for field in KINDS[recognised.kind].cells
    )
    matches = " + ".join(
        f"CAST(coalesce(c{column} = h{column}, false) AS INTEGER)" for column in used
    )
    content = ", ".join(columns.values())
    return (
        "INSERT INTO cells"  # noqa: S608 - own names
        f" SELECT source_row, lead, shifted, {matches}, hash(row({content})), {texts}"
        " FROM chunk CROSS JOIN header"
    )


def make_header(cursor: duckdb.DuckDBPyConnection, header: Sequence[str]) -> None:
    """Write the header's texts as values, so that rows that repeat it are found."""
    names = ", ".join(f"h{column} VARCHAR" for column in range(len(header)))
    places = ", ".join("?" for _ in header)
    cursor.execute(f"CREATE TABLE header ({names})")
    cursor.execute(f"INSERT INTO header VALUES ({places})", list(header))  # noqa: S608 - own names


def _chunks(
    sheet: RawSheet, recognised: Recognised, loaded: Loaded
) -> Iterator[list[tuple[int, str, Row]]]:
    """Yield the rows below the header that are not blank, with number and first filled cell."""
    width = len(recognised.header)
    first = (recognised.header_row or 0) + 1
    numbered = islice(enumerate(sheet.rows(), start=1), first, None)
    while chunk := list(islice(numbered, CHUNK_ROWS)):
        filled = [
            (number, lead, row) for number, row in chunk if (lead := _first_filled(row)) is not None
        ]
        for number, _, row in filled:
            if len(row) > width and _first_filled(row[width:]) is None:
                loaded.longer += 1
                loaded.first_longer = loaded.first_longer or number
        loaded.rows += len(filled)
        if filled:
            yield filled


def _first_filled(row: Row) -> str | None:
    for cell in row:
        if text := cell.strip(EDGES):
            return text
    return None


def _table(chunk: list[tuple[int, str, Row]], recognised: Recognised) -> pa.Table:
    """Return the used columns of a chunk; blank and missing cells are null."""
    width = len(recognised.header)
    columns = {
        f"c{column}": pa.array(
            [
                (row[column].strip(EDGES) or None) if column < len(row) else None
                for *_, row in chunk
            ],
            pa.string(),
        )
        for column, name in enumerate(recognised.mapping)
        if name
    }
    shifted = [len(row) > width and _first_filled(row[width:]) is not None for *_, row in chunk]
    return pa.table(
        {
            "source_row": pa.array([number for number, *_ in chunk], pa.int64()),
            "lead": pa.array([lead for _, lead, _ in chunk], pa.string()),
            "shifted": pa.array(shifted, pa.bool_()),
            **columns,
        }
    )
