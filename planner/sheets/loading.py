"""From rows of text to the relation ``cells``: one text column a field, nothing interpreted yet."""

from collections.abc import Mapping, Sequence
from functools import reduce

import duckdb

from planner.sheets.fields import ALL_FIELDS, Field
from planner.sheets.kinds import KINDS
from planner.sheets.opening import RawSheet, Staged
from planner.sheets.recognise import Recognised

ROWS_IN_MEMORY = 20_000
"""Up to so many rows are a table in memory."""

ROWS_NOT_WORTH_OPTIMISING = 2_000
"""Up to so many rows it takes longer to think about a question than to ask it."""


def load_cells(
    cursor: duckdb.DuckDBPyConnection,
    sheet: RawSheet,
    recognised: Recognised,
    last_row: int | None = None,
) -> Staged:
    """Make ``cells`` known: the rows below the header; columns that are not used are left behind.

    ``shifted_rows`` numbers those whose cells may stand under the wrong header.

    Returns:
        What was seen while rows were moved.
    """
    used = [column for column, name in enumerate(recognised.mapping) if name]
    staged = sheet.stage(cursor, used, len(recognised.header), recognised.first_row, last_row)
    _make_header(cursor, {column: recognised.header[column] for column in used})
    # A view over a file holds any number of rows; to plan a question over it costs more than to ask
    # a small table.
    form = "VIEW" if staged.rows > ROWS_IN_MEMORY else "TABLE"
    if staged.rows <= ROWS_NOT_WORTH_OPTIMISING:
        cursor.execute("PRAGMA disable_optimizer")
    cursor.execute(f"CREATE {form} cells AS {_cells(recognised, used)}")
    cursor.execute("CREATE TABLE shifted_rows AS SELECT source_row FROM raw WHERE shifted")
    return staged


def _make_header(cursor: duckdb.DuckDBPyConnection, header: Mapping[int, str]) -> None:
    """Write the used headers' texts as values, so that rows that repeat them are found."""
    names = ", ".join(f"h{column} VARCHAR" for column in header)
    places = ", ".join("?" for _ in header)
    cursor.execute(f"CREATE TABLE header ({names})")
    cursor.execute(f"INSERT INTO header VALUES ({places})", list(header.values()))  # noqa: S608 - own names


def _cells(recognised: Recognised, used: Sequence[int]) -> str:
    """Return the query; it names columns by number, never by header."""
    columns: dict[str, list[str]] = {}
    for column in used:
        columns.setdefault(str(recognised.mapping[column]), []).append(f"unguarded(c{column})")
    texts = {name: _one_text(ALL_FIELDS[name], several) for name, several in columns.items()}
    content = ", ".join(f"c{column}" for column in used)
    fields = [field.name for field in KINDS[recognised.kind].cells]
    if "order_id" in fields and "order_id" not in texts:
        # Each line is an order then; equal lines count, so they are numbered.
        texts["order_id"] = (
            f"'~' || left(md5(CAST(row({content}) AS VARCHAR)), 16) || '-' ||"
            f" row_number() OVER (PARTITION BY {content} ORDER BY source_row)"
        )
    shown = ", ".join(f'{texts.get(name, "CAST(NULL AS VARCHAR)")} AS "{name}"' for name in fields)
    matches = " + ".join(
        f"CAST(coalesce(c{column} = h{column}, false) AS INTEGER)" for column in used
    )
    return (
        f"SELECT source_row, lead, shifted, {matches} AS header_matches,"  # noqa: S608 - own names
        f" hash({content}) AS content, {shown} FROM raw CROSS JOIN header"
    )


def _one_text(field: Field, texts: Sequence[str]) -> str:
    """Return the text of a field from its columns; only few fields may have several."""
    if field.side_by_side:
        cells = ", ".join(texts)
        return f"CASE WHEN coalesce({cells}) IS NOT NULL THEN beside_each_other([{cells}]) END"
    return reduce(lambda one, other: f"added({one}, {other})", texts)
