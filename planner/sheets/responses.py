"""Lists of buyers who answered a message, as sending tools and shops export them.

Only who answered, how and on which day leaves this module: what somebody wrote is read to tell a
reply from a wish to be left alone, and dropped.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from planner.errors import N_, SheetError
from planner.sheets.cleaning import SQL, make_macros
from planner.sheets.headers import fold, known_headers
from planner.sheets.opening import RawSheet, opened
from planner.sheets.reading import Row
from planner.sheets.recognise import HEADER_WITHIN, trimmed
from planner.tables import connect, load_query

WORDS = Path(__file__).parent / "responses.toml"
BUYER, RESPONSE, AT = "buyer", "response", "at"
NO_ANSWER = "sent"
"""A word that tells of no answer, for whoever has no yes in a column that asks for one."""


@dataclass(frozen=True)
class ResponseLine:
    """What lines of a list say, equal ones together.

    Attributes:
        buyer_id: as it is written; None where nobody is named, or masked by the platform.
        hashed_id: the same as orders keep it where it is a name or a contact.
        response: ``clicked``, ``favourited``, ``cart``, ``replied``, ``unsubscribed`` or
            ``answered``; empty where the line tells of no answer.
        day: of the answer; None where the list does not say it.
        lines: how many.
    """

    buyer_id: str | None
    hashed_id: str | None
    response: str
    day: date | None
    lines: int


def read_responses(path: Path, hash_key: str, folder: Path | None = None) -> list[ResponseLine]:
    """Return what a list of answers says.

    The column of buyers is found by its header, or is the only column there is. A list without a
    column that says what they did is one of buyers who answered.

    Args:
        path: where the list lies; csv, xlsx and whatever else lists of orders may be.
        hash_key: the workspace's secret for buyers that are kept as a hash only.
        folder: where temporary files may lie.

    Raises:
        SheetError: the file is no sheet, or no column of it names buyers.
    """
    with opened(path, folder=folder) as sheets:
        found = [line for sheet in sheets for line in _lines_of(sheet, hash_key)]
        if not found:
            raise SheetError(
                "no_buyers_in_answers",
                N_(
                    "No column of this list names buyers. It needs one, called buyer_id or as in"
                    " your order lists, and may have one that says what they did and one for the"
                    " time."
                ),
            )
        return found


@dataclass(frozen=True)
class _Columns:
    """Which column is what: its number from 0.

    Attributes:
        first_row: of the data, 1-based.
        buyer: of the buyers.
        at: of the moment; None where there is none.
        said: columns that say what somebody did, with the answer that a yes stands for; an empty
            one = the cell says it in words.
    """

    first_row: int
    buyer: int
    at: int | None
    said: Mapping[int, str]


def _lines_of(sheet: RawSheet, hash_key: str) -> Iterator[ResponseLine]:
    head = sheet.head
    columns = _columns(head)
    if columns is None:
        return
    used = sorted({columns.buyer, *columns.said, *([] if columns.at is None else [columns.at])})
    width = max(len(row) for row in head)
    with connect() as engine, engine.cursor() as cursor:
        make_macros(cursor)
        sheet.stage(cursor, used, width, columns.first_row)
        cursor.execute("CREATE TABLE settings (hash_key VARCHAR)")
        cursor.execute("INSERT INTO settings VALUES (?)", [hash_key])
        cursor.execute(
            "CREATE TABLE answer_words (rank INTEGER, pattern VARCHAR, response VARCHAR)"
        )
        for rank, one in enumerate(_words()["words"]):
            cursor.execute(
                "INSERT INTO answer_words VALUES (?, ?, ?)", [rank, one["pattern"], one["response"]]
            )
        cursor.execute(f"CREATE VIEW lines AS {_as_lines(columns)}")
        for row in cursor.execute(load_query(SQL / "responses.sql").sql).fetchall():
            yield ResponseLine(*row)


def _as_lines(columns: _Columns) -> str:
    """Return the query of the lines, one for each column that says something; own names alone."""
    at = "CAST(NULL AS VARCHAR)" if columns.at is None else f"unguarded(c{columns.at})"
    common = f"source_row, unguarded(c{columns.buyer}) AS buyer, {at} AS moment"
    if not columns.said:
        return f"SELECT {common}, '' AS said FROM raw"  # noqa: S608 - own names
    return " UNION ALL ".join(
        f"SELECT {common}, {_said(column, response)} AS said FROM raw"  # noqa: S608 - own names
        for column, response in columns.said.items()
    )


def _said(column: int, response: str) -> str:
    """Return what a cell says: its own words, or the answer that a yes or a count stands for."""
    text = f"unguarded(c{column})"
    if not response:
        return text
    said_no = f"lower({text}) IN ('否', 'no', 'n', 'false', 'f')"
    no = f"is_nothing({text}) OR coalesce(TRY_CAST({text} AS DOUBLE) <= 0, false) OR {said_no}"
    return f"CASE WHEN {no} THEN '{NO_ANSWER}' ELSE '{response}' END"


def _columns(head: Sequence[Row]) -> _Columns | None:
    """Return which column is what; None where none names buyers."""
    for number, row in enumerate(head[:HEADER_WITHIN]):
        found = _named(trimmed(row))
        if BUYER in found:
            return _Columns(
                first_row=number + 2,
                buyer=found[BUYER],
                at=found.get(AT),
                said=_said_in(found),
            )
    filled = [trimmed(row) for row in head if trimmed(row)]
    if filled and all(len(row) == 1 for row in filled):
        return _Columns(first_row=1, buyer=0, at=None, said={})
    return None


def _said_in(found: Mapping[str, int]) -> Mapping[int, str]:
    flags = {found[name]: name for name in _words()["flags"] if name in found}
    return flags or ({found[RESPONSE]: ""} if RESPONSE in found else {})


def _named(header: Sequence[str]) -> Mapping[str, int]:
    """Return the first column of each meaning."""
    found: dict[str, int] = {}
    for column, cell in enumerate(header):
        meaning = _meaning(fold(cell))
        if meaning is not None:
            found.setdefault(meaning, column)
    return found


def _meaning(folded: str) -> str | None:
    own = _own_headers().get(folded)
    if own is not None:
        return own
    known = known_headers()
    names = [name for name, _rank in known.fields("orders", folded, frozenset())]
    return BUYER if "buyer_id" in names else AT if {"created_at", "paid_at"} & {*names} else None


@cache
def _own_headers() -> Mapping[str, str]:
    words = _words()
    of_flags = {fold(one): name for name, headers in words["flags"].items() for one in headers}
    told = {fold(one): name for name, headers in words["headers"].items() for one in headers}
    return {**told, **of_flags}


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(WORDS.read_text("utf-8"))
