"""What the manager decided for a sheet, remembered for the next one with the same headers."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import JSON, Column, MetaData, String, delete, insert, select
from sqlalchemy import Table as SqlTable

from planner.sheets.headers import fold
from planner.sheets.report import Choice
from planner.tables import Workspace, create_tables

_metadata = MetaData()
_choices = SqlTable(
    "remembered_choices",
    _metadata,
    Column("header_key", String, primary_key=True),
    Column("choice", JSON, nullable=False),
)


def header_key(header: Sequence[str]) -> str:
    """Return what stands for a header: the same for all sheets with these columns in this order.

    >>> header_key(["订单编号 ", "总金额"]) == header_key(["订单编号", "总 金额"])
    True
    """
    folded = json.dumps([fold(cell) for cell in header], ensure_ascii=False)
    return hashlib.sha256(folded.encode()).hexdigest()[:32]


def remembered_choices(workspace: Workspace) -> dict[str, Choice]:
    """Return what was decided so far, by :func:`header_key`."""
    create_tables(workspace.engine, _metadata)
    with workspace.engine.connect() as connection:
        rows = connection.execute(select(_choices)).mappings().all()
    return {row["header_key"]: _choice(row["choice"]) for row in rows}


def remember(workspace: Workspace, header: Sequence[str], choice: Choice) -> None:
    """Keep a decision; one that changes nothing forgets what was decided before."""
    create_tables(workspace.engine, _metadata)
    key = header_key(header)
    # The header is found anew in each sheet, and so is the way its text is written.
    plain = {
        name: value
        for name, value in asdict(choice).items()
        if name not in ("header_row", "encoding", "delimiter")
    }
    with workspace.engine.begin() as connection:
        connection.execute(delete(_choices).where(_choices.c.header_key == key))
        if _choice(plain) != Choice():
            connection.execute(insert(_choices).values(header_key=key, choice=plain))


def _choice(plain: Mapping[str, object]) -> Choice:
    mapping = plain.get("mapping") or {}
    assert isinstance(mapping, Mapping)  # noqa: S101 - written by this module
    columns = {int(column): name for column, name in mapping.items()}
    return Choice(**{**plain, "mapping": columns})  # type: ignore[arg-type]  # as it was written
