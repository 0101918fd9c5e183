"""What a file holds, without loading it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from planner.errors import SheetError
from planner.language import Message
from planner.sheets.cleaning import Cleaned, cleaned
from planner.sheets.fields import ALL_FIELDS, Form
from planner.sheets.issues import issues_of, issues_of_unknown
from planner.sheets.kinds import KINDS, ORDER_ITEMS, UNKNOWN
from planner.sheets.reading import RawSheet, read_sheets
from planner.sheets.recognise import Recognised, recognise
from planner.sheets.report import Choice, Inspection, Issue, RejectedRow, Total
from planner.tables import load_query

PREVIEW_ROWS = 20
REJECTED_ROWS = 200
TOTALS = Path(__file__).parent / "sql" / "totals"
NOT_SHOWN = ("buyer_id",)
"""Canonical columns that name people."""
KNOWN_BUT_NOT_READ = ("archive", "parquet")
"""Files that may well hold sheets, so that the answer is no error but what to do."""


def inspect(
    path: Path,
    file_name: str | None = None,
    choice: Choice | None = None,
    sheet: str | None = None,
) -> tuple[Inspection, ...]:
    """Return what the planner makes of each sheet of a file; nothing is stored.

    Args:
        path: where the file lies.
        file_name: as the manager knows it.
        choice: what the manager decided.
        sheet: the one sheet to look at; None = all.

    Raises:
        SheetError: the file is empty, damaged, protected or no sheet at all.
    """
    name = file_name or path.name
    wanted = choice or Choice()
    try:
        sheets = read_sheets(path, wanted.encoding)
    except SheetError as error:
        if error.code not in KNOWN_BUT_NOT_READ:
            raise
        issue = Issue(error.code, "error", 1, (), Message(error.template))
        return (Inspection(file=name, sheet=None, kind=UNKNOWN, issues=(issue,)),)
    key = secrets.token_hex(32)
    looked_at = (one for one in sheets if sheet is None or one.name == sheet)
    found = []
    for one in looked_at:
        with examined(one, name, wanted, key) as (inspection, _):
            found.append(inspection)
    return tuple(found)


@contextmanager
def examined(
    sheet: RawSheet, file_name: str, choice: Choice, key: str
) -> Iterator[tuple[Inspection, Cleaned | None]]:
    """Give the inspection of a sheet, with its cleaned rows where it can be loaded."""
    recognised = recognise(sheet.head, choice)
    if not recognised.usable:
        yield _unusable(sheet, file_name, recognised), None
        return
    with cleaned(sheet, recognised, key) as rows:
        yield _inspection(sheet, file_name, recognised, rows), rows


def _unusable(sheet: RawSheet, file_name: str, recognised: Recognised) -> Inspection:
    index = recognised.header_row
    return Inspection(
        file=file_name,
        sheet=sheet.name,
        kind=UNKNOWN,
        encoding=sheet.encoding,
        header_row=None if index is None else index + 1,
        header=recognised.header,
        mapping=recognised.mapping,
        issues=issues_of_unknown(recognised),
    )


def _inspection(
    sheet: RawSheet, file_name: str, recognised: Recognised, rows: Cleaned
) -> Inspection:
    counts = rows.rows(
        "SELECT count(*) AS read, count(*) FILTER (WHERE code IS NULL) AS kept FROM judged"
    )[0]
    return Inspection(
        file=file_name,
        sheet=sheet.name,
        kind=recognised.kind,
        encoding=sheet.encoding,
        header_row=None if recognised.header_row is None else recognised.header_row + 1,
        header=recognised.header,
        mapping=recognised.mapping,
        rows_read=counts["read"],
        rows_kept=counts["kept"],
        rows_rejected=counts["read"] - counts["kept"],
        issues=issues_of(sheet, recognised, rows),
        totals=_totals(recognised, rows),
        preview=tuple(_preview(recognised, rows)),
        rejected=tuple(_rejected(recognised, rows)),
    )


def _totals(recognised: Recognised, rows: Cleaned) -> dict[str, Total]:
    totals: dict[str, Total] = {}
    for table in KINDS[recognised.kind].tables:
        found = rows.rows(load_query(TOTALS / f"{table}_totals.sql").sql)[0]
        totals |= {name: total for name, total in found.items() if total is not None}
    if recognised.kind == ORDER_ITEMS:
        return totals
    orders = rows.rows("SELECT count(*) AS orders FROM orders")[0]["orders"]
    return {**totals, "orders": orders}


def _preview(recognised: Recognised, rows: Cleaned) -> list[dict[str, Any]]:
    table = KINDS[recognised.kind].tables[0]
    hidden = ", ".join(name for name in NOT_SHOWN if table == "orders")
    columns = f"* EXCLUDE ({hidden})" if hidden else "*"
    return rows.rows(f"SELECT {columns} FROM {table} ORDER BY source_row LIMIT {PREVIEW_ROWS}")  # noqa: S608 - own names


def _rejected(recognised: Recognised, rows: Cleaned) -> Iterator[RejectedRow]:
    shown = [
        name
        for name in recognised.mapping
        if name and ALL_FIELDS[name].form not in (Form.BUYER, Form.ADDRESS)
    ]
    cells = ", ".join(
        f'CASE WHEN NOT shifted THEN showable("{name}") END AS "{name}"' for name in shown
    )
    found = rows.rows(
        f"SELECT source_row, code, {cells} FROM judged INNER JOIN cells USING (source_row)"  # noqa: S608 - own names
        f" WHERE code IS NOT NULL ORDER BY source_row LIMIT {REJECTED_ROWS}"
    )
    for row in found:
        number, code = row.pop("source_row"), row.pop("code")
        yield RejectedRow(number, code, {name: text for name, text in row.items() if text})
