"""What was read, changed and rejected: frozen results, to and from plain data."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from planner.language import Message, Quantity, Unit, say

REJECTED_STORED = 200
"""Rejected rows that stay in the report of a loaded file."""
STOPS = frozenset({"other_shop", "rollup"})
"""Codes of issues that keep a readable table from being loaded."""

Severity = Literal["info", "warning", "error"]
Total = int | Decimal | datetime


@dataclass(frozen=True)
class Choice:
    """What the manager decides instead of the planner; None leaves it to the planner.

    Attributes:
        kind: of sheet.
        header_row: row of the header, 1-based.
        encoding: of a text file, as Python names it.
        delimiter: the sign between the cells of a text file.
        day_first: whether 05-07-2022 is 5 July.
        utc_offset_hours: the shop's clock ahead of times that are stated in UTC.
        amounts: whether an amount on each line of an order is of the ``line``, or of the ``order``
            and stands there again.
        mapping: column, from 0, → field or None; columns not named keep the proposal.
    """

    kind: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    day_first: bool | None = None
    utc_offset_hours: int = 8
    amounts: Literal["order", "line"] | None = None
    mapping: Mapping[int, str | None] = field(default_factory=dict)


class Part(NamedTuple):
    """Which table of a file.

    Attributes:
        member: of an archive; None where the file is none.
        sheet: of a workbook; None elsewhere.
        table: in the sheet, from 1; several may stand below each other.
    """

    member: str | None = None
    sheet: str | None = None
    table: int = 1


@dataclass(frozen=True)
class Place:
    """Where something was found.

    Attributes:
        row: of the sheet, 1-based; None where it concerns no single row.
        column: the header; None where it concerns the whole row.
        value: the cell's text; None where it is not shown.
    """

    row: int | None
    column: str | None
    value: str | None

    def __str__(self) -> str:
        """Return the place in one line, the same in every language."""
        parts = (
            None if self.row is None else f"#{self.row}",
            self.column,
            None if self.value is None else f"“{self.value}”",
        )
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Issue:
    """Something the manager should know.

    Attributes:
        code: short name, the same in every language.
        severity: ``info`` = done and said, ``warning`` = look at it, ``error`` = cannot be used.
        count: rows, cells or columns concerned.
        places: the first five.
        message: what it is and what to do.
    """

    code: str
    severity: Severity
    count: int
    places: tuple[Place, ...]
    message: Message


@dataclass(frozen=True)
class RejectedRow:
    """A row that became no row of a canonical table.

    Attributes:
        row: of the sheet, 1-based.
        code: why, as in :class:`Issue`.
        cells: field → text of the cell, without personal data.
    """

    row: int
    code: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Inspection:
    """What the planner made of one table of a file.

    ``rows_read`` = ``rows_kept`` + ``rows_rejected``, and ``lines`` = ``lines_above`` +
    ``lines_blank`` + ``lines_joined`` + ``lines_unread`` + ``rows_read``, always.

    Attributes:
        file: its name.
        part: which table of it.
        left_out: whether it is no table at all: a picture in an archive, a chart in a workbook. Its
            issue says why it was not read.
        kind: one of :data:`planner.sheets.kinds.KINDS`, or ``unknown``.
        encoding: of a text file.
        delimiter: of a text file.
        day_first: how dates like 05-07-2022 were read; None where there are none.
        amounts: ``order`` or ``line``: where the amounts of orders of several lines belong; None
            where there are none.
        remembered: whether it was read as the manager once told for these headers.
        header_row: row of the header, 1-based; None where none was found.
        header: texts of the header's cells.
        mapping: field by column; None where the column is not used.
        proposed: field by column that the values speak for where the header is not known; never
            used before the manager agrees.
        examples: by column, values that help to say what it is, without personal data; they are
            not stored.
        lines: of the file that belong to the table, or rows of the worksheet.
        lines_above: of them, those above the first row, header included.
        lines_blank: of them, blank ones below the header.
        lines_joined: of them, those that go on with a cell of the line before.
        lines_unread: all lines of a table that cannot be loaded.
        rows_read: rows below the header that are not blank.
        rows_kept: rows that become rows of a canonical table.
        rows_rejected: rows that do not.
        issues: what the manager should know, the gravest first.
        totals: to compare with the platform's own figures.
        shops: that the sheet names.
        currency: that the sheet names.
        preview: the first rows as they will be stored, without personal data; of a table that
            cannot be loaded the rows as they stand, by column letter, with what may be somebody's
            name or phone covered.
        rejected: the first rejected rows.
    """

    file: str
    part: Part
    kind: str
    left_out: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    day_first: bool | None = None
    amounts: Literal["order", "line"] | None = None
    remembered: bool = False
    header_row: int | None = None
    header: tuple[str, ...] = ()
    mapping: tuple[str | None, ...] = ()
    proposed: tuple[str | None, ...] = ()
    examples: tuple[str, ...] = ()
    lines: int = 0
    lines_above: int = 0
    lines_blank: int = 0
    lines_joined: int = 0
    lines_unread: int = 0
    rows_read: int = 0
    rows_kept: int = 0
    rows_rejected: int = 0
    issues: tuple[Issue, ...] = ()
    totals: Mapping[str, Total] = field(default_factory=dict)
    shops: tuple[str, ...] = ()
    currency: str | None = None
    preview: tuple[Mapping[str, Any], ...] = ()
    rejected: tuple[RejectedRow, ...] = ()

    @property
    def usable(self) -> bool:
        """Return whether it can be loaded."""
        return self.rows_kept > 0 and all(issue.code not in STOPS for issue in self.issues)

    @property
    def sheet(self) -> str | None:
        """Return the names that the file itself gives the part: member and sheet.

        Several tables of one sheet share them; :func:`names` tells those apart, too.
        """
        return " › ".join(name for name in (self.part.member, self.part.sheet) if name) or None

    @property
    def reconciliation(self) -> Message:
        """Return how the lines of the table add up: nothing is dropped without being counted."""
        if self.lines_unread:
            return say("{lines} lines, of which none was read", lines=self.lines)
        return say(
            "{lines} lines = {above} up to the header + {blank} blank + {joined} continued"
            " + {read} rows; {read} rows = {kept} kept + {rejected} rejected",
            lines=self.lines,
            above=self.lines_above,
            blank=self.lines_blank,
            joined=self.lines_joined,
            read=self.rows_read,
            kept=self.rows_kept,
            rejected=self.rows_rejected,
        )

    def to_json(self) -> dict[str, Any]:
        """Return what ``inspect --json`` prints of this sheet."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "kind": self.kind,
            "encoding": self.encoding,
            "header_row": self.header_row,
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept,
            "rows_rejected": self.rows_rejected,
            "issues": [
                {
                    "code": issue.code,
                    "count": issue.count,
                    "example": str(issue.places[0]) if issue.places else None,
                }
                for issue in self.issues
            ],
            "totals": {name: _plain_total(total) for name, total in self.totals.items()},
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the whole report as plain data; the preview stays out of what is stored."""
        told = self.to_json()
        del told["sheet"]
        return {
            **told,
            "part": list(self.part),
            "left_out": self.left_out,
            "delimiter": self.delimiter,
            "day_first": self.day_first,
            "amounts": self.amounts,
            "remembered": self.remembered,
            "lines": self.lines,
            "lines_above": self.lines_above,
            "lines_blank": self.lines_blank,
            "lines_joined": self.lines_joined,
            "lines_unread": self.lines_unread,
            "header": list(self.header),
            "mapping": list(self.mapping),
            "proposed": list(self.proposed),
            "shops": list(self.shops),
            "currency": self.currency,
            "issues": [_plain_issue(issue) for issue in self.issues],
            "rejected": [asdict(row) for row in self.rejected[:REJECTED_STORED]],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Inspection":
        """Return the report that :meth:`to_dict` made plain, also an older edition of it."""
        part = data.get("part") or (None, data.get("sheet"), 1)
        return cls(
            **{
                **{name: value for name, value in data.items() if name != "sheet"},
                "part": Part(*part),
                "shops": tuple(data.get("shops", ())),
                "header": tuple(data["header"]),
                "mapping": tuple(data["mapping"]),
                "proposed": tuple(data.get("proposed", ())),
                "issues": tuple(_issue(issue) for issue in data["issues"]),
                "totals": {name: _total(total) for name, total in data["totals"].items()},
                "rejected": tuple(RejectedRow(**row) for row in data["rejected"]),
            }
        )


@dataclass(frozen=True)
class ImportReport:
    """What an import did.

    Attributes:
        import_id: its id among the loaded files.
        file: its name.
        kind: of what was loaded.
        version: of the data that is visible now.
        sheets: what was made of each sheet that was looked at.
    """

    import_id: str
    file: str
    kind: str
    version: str
    sheets: tuple[Inspection, ...]


def names(inspections: Sequence[Inspection]) -> tuple[Message | None, ...]:
    """Return what a reader calls each table of a file; None where it is all that the file holds.

    Member and sheet have names of their own. Tables that stand below each other in one sheet are
    told apart by their number and the row of their header, the first one, too.
    """
    tables = Counter((one.part.member, one.part.sheet) for one in inspections)
    return tuple(
        _name(one, several=tables[one.part.member, one.part.sheet] > 1) for one in inspections
    )


def _name(inspection: Inspection, several: bool) -> Message | None:
    sheet, table = inspection.sheet, inspection.part.table
    if not several and table == 1:
        return None if sheet is None else say("{sheet}", sheet=sheet)
    if inspection.header_row is None:
        number = say("table {table}", table=table)
    else:
        row = str(inspection.header_row)
        number = say("table {table} (from row {row})", table=table, row=row)
    return number if sheet is None else say("{sheet}, {table}", sheet=sheet, table=number)


def inspections_in(report: Mapping[str, Any]) -> tuple[Inspection, ...]:
    """Return the inspections in the stored report of an import."""
    return tuple(Inspection.from_dict(sheet) for sheet in report["sheets"])


def _plain_total(total: Total) -> int | str:
    match total:
        case Decimal():
            return f"{total:.2f}"
        case datetime():
            return total.isoformat()
        case _:
            return total


def _total(plain: int | str) -> Total:
    if isinstance(plain, int):
        return plain
    return datetime.fromisoformat(plain) if "T" in plain else Decimal(plain)


def _plain_issue(issue: Issue) -> dict[str, Any]:
    return {**asdict(issue), "message": _plain_message(issue.message)}


def _plain_message(message: Message) -> dict[str, Any]:
    return {
        "template": message.template,
        "fields": {name: _plain_field(value) for name, value in message.fields.items()},
    }


def _plain_field(value: object) -> object:
    match value:
        case Message():
            return _plain_message(value)
        case Quantity():
            return {"quantity": str(value.value), "unit": value.unit.value}
        case _:
            return value


def _issue(plain: Mapping[str, Any]) -> Issue:
    return Issue(
        code=plain["code"],
        severity=plain["severity"],
        count=plain["count"],
        places=tuple(Place(**place) for place in plain["places"]),
        message=_message(plain["message"]),
    )


def _message(plain: Mapping[str, Any]) -> Message:
    return Message(
        plain["template"], {name: _field(value) for name, value in plain["fields"].items()}
    )


def _field(value: Any) -> Any:
    match value:
        case {"template": _}:
            return _message(value)
        case {"quantity": number, "unit": unit}:
            return Quantity(Decimal(number), Unit(unit))
        case _:
            return value
