"""What every roster keeps, written out once more for one person at a time."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planner.demand import HOURS_OF_DAY
from planner.roster.shifts import DAYS_OF_WEEK, Rules, Shift, Team


def broken_rules(shifts: Sequence[Shift], team: Team, rules: Rules) -> Iterator[str]:
    """Yield what is wrong with the shifts of one person; nothing where they may stand.

    Args:
        shifts: of one person, in order.
        team: the person is one of.
        rules: of the roster.
    """
    for shift in shifts:
        if not team.may_work(shift, rules):
            yield "a day off, or a night of somebody who works by day"
        if shift.start % HOURS_OF_DAY not in rules.starts():
            yield "no shift begins in that hour"
        if shift.overtime > rules.overtime_hours or shift.hours > shift.overtime + (
            rules.shift_hours
        ):
            yield "too long a day"
    for one, following in pairwise(shifts):
        if following.start < one.end + rules.rest_hours:
            yield "too short a rest"
    days = sorted({shift.day for shift in shifts})
    if any(sum(first <= day <= first + rules.days_in_row for day in days) > rules.days_in_row
           for first in days):  # fmt: skip
        yield "too many days in a row"
    if any(
        sum(first <= day < first + DAYS_OF_WEEK for day in days) > rules.days_a_week
        for first in days
    ):
        yield "too many hours in seven days"
