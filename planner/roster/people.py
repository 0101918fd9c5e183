"""Who there is: the staff list as it is typed, or as many of one's own as an ordinary day takes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from planner.language import Language, Message, say
from planner.roster.shifts import Crew, Kind, Team
from planner.staffing import POSITIONS, Group

HELPED = tuple(
    one.key for one in POSITIONS if one.group is Group.WAREHOUSE or one.key in ("count", "prepack")
)
"""Where people from other departments and temporary workers go (STF-5, STF-6)."""
SIDE_BY_SIDE = {
    Group.SERVICE: ("before", "during", "after", "reminders", "phone"),
    Group.WAREHOUSE: HELPED,
    Group.COMMAND: ("commander", "dispatcher", "coordinators"),
}
"""What people of the shop's own can do, until a staff list says who does what."""
NO_NIGHTS = {"no", "no nights", "days", "否", "不", "不上夜班", "白班"}
_BETWEEN_CELLS = re.compile(r"\t|[,，]")
_BETWEEN_SKILLS = re.compile(r"[/、+;；]")
_DAY = re.compile(r"(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})")


@dataclass(frozen=True)
class Employee:
    """One of the shop's own people.

    Attributes:
        name: as it is called on the roster.
        positions: keys of the positions that they can fill; the first is their own.
        hourly_cost: of a paid hour; None = that of their own position.
        nights: whether they work at night.
        days_off: on which they do not work.
    """

    name: str
    positions: tuple[str, ...]
    hourly_cost: Decimal | None = None
    nights: bool = True
    days_off: tuple[date, ...] = ()


@cache
def _skills() -> Mapping[str, tuple[str, ...]]:
    """Return the positions by every name that a position or a group has in either language."""
    named: dict[str, tuple[str, ...]] = {}
    for code in ("en", "zh"):
        language = Language(code)
        for group, positions in SIDE_BY_SIDE.items():
            named[language.text(group.label).lower()] = positions
        for one in POSITIONS:
            named[language.text(one.label).lower()] = (one.key,)
    return named


def read_staff(written: str, near: date) -> tuple[tuple[Employee, ...], tuple[Message, ...]]:
    """Return the people of a staff list, and what in it could not be read.

    A line holds a name, what they can do, and where it is so: what a paid hour costs, days off, and
    that they work no nights. Cells stand between tabs, as a sheet gives them, or commas.

    >>> staff, problems = read_staff("Wang, Picking / Packing, 30, 11-10 11-12, no nights",
    ...                              date(2027, 11, 11))
    >>> staff[0].positions, staff[0].hourly_cost, staff[0].nights, problems
    (('pick', 'pack'), Decimal('30'), False, ())
    >>> [day.isoformat() for day in staff[0].days_off]
    ['2027-11-10', '2027-11-12']

    Args:
        written: the list, one person a line.
        near: a day; days without a year lie in its year.
    """
    staff: list[Employee] = []
    problems: list[Message] = []
    for number, line in enumerate(written.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in _BETWEEN_CELLS.split(line)]
        wrong = [*_read(cells, near, staff)]
        problems += [
            say("Line {number} of the staff list: {cell} is not understood.", number=number,
                cell=cell) for cell in wrong
        ]  # fmt: skip
    return tuple(staff), tuple(problems)


def _read(cells: Sequence[str], near: date, staff: list[Employee]) -> Iterable[str]:
    """Add the person of a line to the staff and yield the cells that say nothing."""
    name, skills = cells[0], [one.strip() for one in _BETWEEN_SKILLS.split(" ".join(cells[1:2]))]
    positions = tuple(
        dict.fromkeys(key for skill in skills for key in _skills().get(skill.lower(), ()))
    )
    yield from (skill or name for skill in skills if skill.lower() not in _skills())
    if not positions or not name or any(one.name == name for one in staff):
        if positions:
            yield name or cells[1]
        return
    cost, nights, days_off = None, True, []
    for cell in filter(None, cells[2:]):
        if cell.lower() in NO_NIGHTS:
            nights = False
        elif days := [_day(part, near) for part in cell.split() if _DAY.fullmatch(part)]:
            days_off += [day for day in days if day]
        else:
            try:
                cost = Decimal(cell)
            except InvalidOperation:
                yield cell
    staff.append(Employee(name, positions, cost, nights, tuple(days_off)))


def _day(text: str, near: date) -> date | None:
    told = _DAY.fullmatch(text)
    if told is None:
        return None
    year, month, day = told.groups()
    try:
        return date(int(year or near.year), int(month), int(day))
    except ValueError:
        return None


def crews_of(staff: Sequence[Employee], required: Mapping[str, Sequence[int]]) -> tuple[Crew, ...]:
    """Return the crews: positions that the very same people can fill are one.

    Example: one can pick and pack, one only pick → two crews; all can do both → one.

    Args:
        staff: of the shop.
        required: people to roster, by position and hour.
    """
    alike: dict[tuple[frozenset[str], bool], list[str]] = {}
    for one in POSITIONS:
        holders = frozenset(each.name for each in staff if one.key in each.positions)
        alike.setdefault((holders, one.key in HELPED), []).append(one.key)
    return tuple(
        Crew(
            positions[0],
            tuple(positions),
            tuple(map(sum, zip(*(required[key] for key in positions), strict=True))),
        )
        for positions in alike.values()
        if any(any(required[key]) for key in positions)
    )


def teams_of(
    staff: Sequence[Employee],
    crews: Sequence[Crew],
    first_day: date,
    hourly_costs: Mapping[str, Decimal],
) -> tuple[Team, ...]:
    """Return the staff by what makes them alike: crews, wage, nights and days off.

    Args:
        staff: of the shop; whoever can fill nothing that is required is in no team.
        crews: that there are.
        first_day: of the roster.
        hourly_costs: by position, for those whose own is not told.
    """
    alike: dict[Team, list[str]] = {}
    for one in staff:
        held = tuple(crew.key for crew in crews if set(crew.positions) & set(one.positions))
        if not held:
            continue
        cost = one.hourly_cost if one.hourly_cost is not None else hourly_costs[one.positions[0]]
        off = frozenset((day - first_day).days for day in one.days_off)
        team = Team(Kind.OWN, (), held, as_minor(cost), nights=one.nights, days_off=off)
        alike.setdefault(team, []).append(one.name)
    return tuple(
        Team(team.kind, tuple(names), team.crews, team.wage_minor, team.output, team.nights,
             team.days_off)
        for team, names in alike.items()
    )  # fmt: skip


def as_minor(amount: Decimal) -> int:
    """Return an amount in hundredths.

    >>> as_minor(Decimal("25.50"))
    2550
    """
    return int(amount * 100)
