"""Who answered the recall waves, kept in the workspace: the id and the kind alone (CRM-3).

A list of answers comes from the sending tool or from the shop; its ids are compared with those of
the order lists, and who is in none is counted and not kept. Back-ups hold the record, too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from sqlalchemy import Column, DateTime, MetaData, String, func, insert, select
from sqlalchemy import Table as SqlTable

from planner.language import Message, say
from planner.tables import Dataset, Workspace, create_tables, forget, load_query, state_of

_METADATA = MetaData()
_RESPONSES = SqlTable(
    "customer_responses",
    _METADATA,
    Column("buyer_id", String, primary_key=True),
    Column("response", String, primary_key=True),
    Column("saved_at", DateTime, nullable=False, index=True),
)
UNSUBSCRIBED = "unsubscribed"
RESPONSES: Mapping[str, Message] = {
    "clicked": say("Clicked"),
    "favourited": say("Favourited"),
    "cart": say("Put in the cart"),
    "replied": say("Replied"),
    "answered": say("Answered, not told how"),
    UNSUBSCRIBED: say("Unsubscribed"),
}
"""What buyers did; whoever unsubscribed is on no list of a wave any more."""
LEFT_OUT: Mapping[str, Message] = {
    "unnamed": say("name nobody, or a buyer whom the platform masked"),
    "no_answer": say("tell of no answer, such as a message that was only delivered"),
    "too_early": say("are dated before wave 1"),
    "too_late": say("are dated after today"),
}
"""Why lines of a list are left out."""
KNOWN_BUYERS = load_query(Path(__file__).parent / "sql" / "known_buyers.sql")
RECORDS_KEPT = 4


class Line(Protocol):
    """What lines of a list say, see :class:`planner.sheets.responses.ResponseLine`."""

    @property
    def buyer_id(self) -> str | None:
        """Return the id as it is written."""

    @property
    def hashed_id(self) -> str | None:
        """Return the id as orders keep names and contacts."""

    @property
    def response(self) -> str:
        """Return a key of :data:`RESPONSES`; empty for none."""

    @property
    def day(self) -> date | None:
        """Return the day of the answer."""

    @property
    def lines(self) -> int:
        """Return how many lines say it."""


@dataclass(frozen=True)
class Matched:
    """What of a list of answers can be used.

    Attributes:
        found: buyers of the order lists with what they did, each pair once.
        unknown: ids that no order list holds.
        left_out: lines by why they are, see :data:`LEFT_OUT`.
    """

    found: tuple[tuple[str, str], ...]
    unknown: int
    left_out: Mapping[str, int]

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many buyers did what; some did several things."""
        return {
            key: count
            for key in RESPONSES
            if (count := sum(response == key for _, response in self.found))
        }

    @property
    def buyers(self) -> int:
        """Return how many buyers were found."""
        return len({buyer for buyer, _ in self.found})


def match_responses(
    dataset: Dataset, lines: Sequence[Line], first_wave: date, today: date
) -> Matched:
    """Return which buyers of the order lists a list of answers names, and what is left out.

    An id counts as it is written, or as order lists keep names and contacts. Whoever wishes to be
    left alone is kept whatever the day.
    """
    left_out: Counter[str] = Counter()
    used = []
    for one in lines:
        why = _left_out(one, first_wave, today)
        if why:
            left_out[why] += one.lines
        else:
            used.append(one)
    asked = {key for one in used for key in _keys(one)}
    known = set(dataset.frame(KNOWN_BUYERS, asked="\n".join(sorted(asked)))["buyer_id"])
    found, unknown = set(), set()
    for one in used:
        key = next((key for key in _keys(one) if key in known), None)
        if key is None:
            unknown.add(one.buyer_id)
        else:
            found.add((key, one.response))
    return Matched(tuple(sorted(found)), len(unknown), left_out)


def _left_out(one: Line, first_wave: date, today: date) -> str:
    """Return why a line is left out; empty where it is not."""
    if not one.buyer_id:
        return "unnamed"
    if not one.response:
        return "no_answer"
    if one.day is None or one.response == UNSUBSCRIBED:
        return ""
    return "too_early" if one.day < first_wave else "too_late" if one.day > today else ""


def _keys(one: Line) -> tuple[str, ...]:
    return tuple(key for key in (one.buyer_id, one.hashed_id) if key)


@dataclass(frozen=True, eq=False)
class Responses:
    """Everything that was kept of answers, at one moment.

    Attributes:
        version: tells one state of the record from another.
        saved_at: when the last list was kept; None while there is none.
        answered: ids of the buyers who answered, one a line, as the queries take them.
        unsubscribed: of those who wish to be left alone.
        counts: buyers by what they did.
    """

    version: str
    saved_at: datetime | None = None
    answered: str = ""
    unsubscribed: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def are_known(self) -> bool:
        """Return whether it is known who answered."""
        return bool(self.answered)


NO_RESPONSES = Responses("")


def keep_responses(workspace: Workspace, found: Sequence[tuple[str, str]]) -> int:
    """Keep what buyers did and return how much of it is new; what stands there already stays."""
    create_tables(workspace.engine, _METADATA)
    saved_at = datetime.now()
    rows = [{"buyer_id": one, "response": did, "saved_at": saved_at} for one, did in found]
    unless_there = insert(_RESPONSES).prefix_with("OR IGNORE", dialect="sqlite")
    count = select(func.count()).select_from(_RESPONSES)
    with workspace.engine.begin() as connection:
        before = connection.execute(count).scalar_one()
        if rows:
            connection.execute(unless_there, rows)
        return int(connection.execute(count).scalar_one() - before)


def forget_responses(workspace: Workspace, saved_at: datetime | None = None) -> int:
    """Take back the list that was kept at a moment, or all of them; return what is gone."""
    create_tables(workspace.engine, _METADATA)
    return forget(workspace, _RESPONSES, saved_at)


def kept_responses(workspace: Workspace) -> Responses:
    """Return the record as it is now; read anew only where it has changed."""
    create_tables(workspace.engine, _METADATA)
    state = state_of(workspace, _RESPONSES)
    return _read(workspace.folder, *state) if state else NO_RESPONSES


@lru_cache(maxsize=RECORDS_KEPT)
def _read(folder: Path, version: str, last: datetime) -> Responses:
    with Workspace(folder).engine.connect() as connection:
        rows = connection.execute(
            select(_RESPONSES.c.buyer_id, _RESPONSES.c.response).order_by(_RESPONSES.c.buyer_id)
        ).all()
    gone = {buyer for buyer, did in rows if did == UNSUBSCRIBED}
    answered = dict.fromkeys(buyer for buyer, _ in rows if buyer not in gone)
    return Responses(
        version,
        last,
        "\n".join(answered),
        "\n".join(sorted(gone)),
        {key: sum(did == key for _, did in rows) for key in RESPONSES},
    )
