"""Everybody to roster, hour by hour and position by position: a sheet for each quantile."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from planner.checklist.workbook.basis import CARE
from planner.checklist.workbook.book import (
    BEYOND_EXCEL,
    COUNT_FORMAT,
    GROUP,
    PLAIN,
    TOTAL,
    Book,
    Column,
    Sheet,
    Style,
)
from planner.checklist.workbook.frame import FIRST_ROW, row_of
from planner.checklist.workbook.on_duty import OnDuty, apportioned
from planner.checklist.workbook.staffing import colour
from planner.checklist.workbook.targets import NEW_DAY
from planner.demand import HOURS_OF_DAY, Quantile
from planner.language import Message, say
from planner.staffing import POSITIONS, STEPS, Group, Position

GROUP_ROW, HEADER_ROW, TOTAL_ROW = 2, 3, 4
DAY, HOUR, FIRST = 0, 1, 2
NARROW = 5.2
"""Of a column of people; all of them together are about as wide as a page."""
CENTRED: Style = {**PLAIN, "align": "center"}
TOTAL_CENTRED: Style = {**TOTAL, "align": "center"}
COMMANDERS = {
    "commander": "staffing_commanders",
    "dispatcher": "staffing_dispatchers",
    "coordinators": "staffing_coordinators",
}


def title_of(quantile: Quantile) -> Message:
    """Return what the sheet of a quantile is called."""
    return say("People by hour {quantile}", quantile=quantile.value)


class People:
    """The sheet of one quantile."""

    def __init__(self, book: Book, on_duty: OnDuty) -> None:
        self.book = book
        self.on_duty = on_duty
        self.basis, self.frame, self.roster = on_duty.basis, on_duty.frame, on_duty.roster
        self.quantile = on_duty.quantile
        self.place, self.totals, columns = _columns()
        self.everybody = len(columns) - 1
        self.sheet = book.sheet(
            title_of(self.quantile),
            columns,
            landscape=True,
            header_row=HEADER_ROW,
            totals=TOTAL_ROW - HEADER_ROW,
        )
        padded = self.frame.padded
        self.people = {one.key: padded(self.roster.to_roster[one.key]) for one in POSITIONS}
        self.groups = {group: padded(self.roster.people_to_roster(group)) for group in Group}

    def write(self) -> None:
        """Write the hours from the first preparation to the last return, live."""
        note = _NOTES[self.quantile]
        self.sheet.heading(title_of(self.quantile), note)
        self.sheet.page.repeat_rows(GROUP_ROW, TOTAL_ROW)
        self._heads()
        self._moments()
        self._service()
        self._warehouse()
        self._preparation()
        self._command()
        self._totals()
        self._names()

    def _heads(self) -> None:
        for column in range(self.everybody + 1):
            self.sheet.text(GROUP_ROW, column, "", GROUP)
        for group in Group:
            first = self.place[_members(group)[0].key]
            style = {**GROUP, "align": "center"}
            words, last = self.book.text(group.label), self.totals[group]
            self.sheet.page.merge_range(
                GROUP_ROW, first, GROUP_ROW, last, words, self.book.format(style)
            )

    def _moments(self) -> None:
        """Write day and hour; days on which nobody works are folded away, each other has a page."""
        page, shown = self.sheet.page, self._shown()
        for hour, start in enumerate(self.frame.starts()):
            row, style = row_of(hour), self._style(row_of(hour))
            self.sheet.live_day(row, DAY, self.frame.offset(hour), start.date(), style)
            words = self.book.language.hour(start.hour)
            self.sheet.text(row, HOUR, words, {**style, "align": "center"})
            base = self.book.format(style) if start.hour == 0 else None
            if hour not in shown:
                page.set_row(row, None, base, {"hidden": True, "level": 1})
            elif base is not None:
                page.set_row(row, None, base, {"collapsed": hour == shown.start})
        page.set_row(row_of(len(self.frame.hours)), None, None, {"collapsed": True})
        days = range(row_of(shown.start) + HOURS_OF_DAY, row_of(shown.stop), HOURS_OF_DAY)
        page.set_h_pagebreaks(list(days))

    def _shown(self) -> range:
        """Return the hours from the first day on which somebody works to the last."""
        everyone = self.frame.padded(self.roster.people_to_roster())
        days = [hour // HOURS_OF_DAY for hour, people in enumerate(everyone) if people]
        if not days:
            return self.frame.window
        return range(days[0] * HOURS_OF_DAY, (days[-1] + 1) * HOURS_OF_DAY)

    @staticmethod
    def _style(row: int) -> Style:
        """Return the style of a row; a line over each new day."""
        return {**PLAIN, **NEW_DAY} if (row - FIRST_ROW) % HOURS_OF_DAY == 0 else PLAIN

    def _here(self, key: str, hour: int) -> str:
        return Sheet.cell(row_of(hour), self.place[key])

    def _total(self, group: Group, hour: int) -> str:
        return Sheet.cell(row_of(hour), self.totals[group])

    def _write(
        self,
        column: int,
        hours: Sequence[int],
        formula: Callable[[int], str],
        values: Sequence[float],
        more: Style = CENTRED,
    ) -> None:
        self.sheet.live_column(
            column,
            {row_of(hour): (formula(hour), values[hour]) for hour in hours},
            COUNT_FORMAT,
            lambda row: {**self._style(row), **more},
        )

    def _shared(
        self, key: str, hours: Sequence[int], paid: Callable[[int], str], first: str
    ) -> None:
        """Write a position whose reserve is shared with those before it.

        Of the paid people so far, rounded up, what those from ``first`` on have is taken off.
        """
        last = self.place[key] - 1

        def rest(hour: int) -> str:
            taken = f"-SUM({self._here(first, hour)}:{Sheet.cell(row_of(hour), last)})"
            return f"=ROUNDUP(ROUND({paid(hour)},9),0){taken if key != first else ''}"

        self._write(self.place[key], hours, rest, self.people[key])

    def _service(self) -> None:
        """Write customer service; see :func:`planner.staffing.roster._to_roster`."""
        window, served, duty = self.frame.window, self.frame.served, self.on_duty

        def before(hour: int) -> str:
            return duty.cell("before", hour) if hour in window else "0"

        def so_far(key: str, hour: int) -> str:
            flag = self.basis.flag(hour, CARE)
            match key:
                case "before":
                    people = before(hour)
                case "during":
                    people = f"({before(hour)}+{flag}*{duty.day('during', hour)})"
                case "after":
                    cared = f"({duty.day('during', hour)}+{duty.day('after', hour)})"
                    people = f"({before(hour)}+{flag}*{cared})"
                case _:
                    people = duty.cell("service", hour)
            return f"{people}/(1-staffing_shrinkage)"

        for key, hours in (
            ("before", window),
            ("during", served),
            ("after", served),
            ("reminders", window),
        ):
            self._shared(key, hours, partial(so_far, key), "before")
        self._sum(Group.SERVICE, served)
        for hour in window:
            if duty.has_no_formula("before", hour):
                note = self.book.text(BEYOND_EXCEL)
                self.sheet.page.write_comment(row_of(hour), self.place["before"], note)

    def _warehouse(self) -> None:
        """Write the people of the line, and where they stand."""
        line = self.frame.line
        total = self.totals[Group.WAREHOUSE]

        def people(hour: int) -> str:
            at_work = self.on_duty.cell("warehouse", hour)
            return f"=ROUNDUP(ROUND({at_work}/staffing_productive_share,9),0)"

        def stand(share: str, tie: str, hour: int) -> str:
            here = Sheet.cell(row_of(hour), total, fixed_column=True)
            return apportioned(here, f"{here}*{share}", f"{here}*step_share", tie)

        self._write(total, line, people, self.groups[Group.WAREHOUSE], TOTAL_CENTRED)
        for index, step in enumerate(STEPS):
            share, tie = (self.basis.step(index, name) for name in ("step_share", "step_tie"))
            self._write(
                self.place[step.key], line, partial(stand, share, tie), self.people[step.key]
            )

    def _preparation(self) -> None:
        prepared, duty = self.frame.prepared, self.on_duty

        def so_far(key: str, hour: int) -> str:
            paid = f"{duty.cell('phone', hour)}/(1-staffing_shrinkage)"
            if key == "phone":
                return paid
            ahead = duty.cell("count", hour)
            if key == "prepack":
                ahead = f"({ahead}+{duty.cell('prepack', hour)})"
            return f"{paid}+{ahead}/staffing_productive_share"

        for key in ("phone", "count", "prepack"):
            self._shared(key, prepared, partial(so_far, key), "phone")
        self._sum(Group.PREPARATION, prepared)

    def _command(self) -> None:
        for key, name in COMMANDERS.items():
            formulas = dict.fromkeys(self.frame.commanded, f"={name}")
            self._write(
                self.place[key], self.frame.commanded, formulas.__getitem__, self.people[key]
            )
        self._sum(Group.COMMAND, self.frame.commanded)

    def _sum(self, group: Group, hours: Sequence[int]) -> None:
        """Write the total of a group."""
        first, *_, last = (one.key for one in _members(group))

        def total(hour: int) -> str:
            return f"=SUM({self._here(first, hour)}:{self._here(last, hour)})"

        self._write(self.totals[group], hours, total, self.groups[group], TOTAL_CENTRED)

    def _totals(self) -> None:
        """Write everybody by the hour, and the hours of each column above the rows."""

        def everybody(hour: int) -> str:
            return "=" + "+".join(self._total(group, hour) for group in Group)

        everyone = self.frame.padded(self.roster.people_to_roster())
        self._write(self.everybody, self.frame.hours, everybody, everyone, TOTAL_CENTRED)
        sums: Mapping[int, float] = {
            **{self.place[key]: sum(values) for key, values in self.people.items()},
            **{self.totals[group]: sum(values) for group, values in self.groups.items()},
            self.everybody: sum(everyone),
        }
        self.sheet.text(TOTAL_ROW, DAY, say("Hours"), TOTAL)
        self.sheet.text(TOTAL_ROW, HOUR, "", TOTAL)
        last = row_of(len(self.frame.hours) - 1)
        for column, value in sums.items():
            cells = self.sheet.column(FIRST_ROW, last, column)
            style = {**TOTAL_CENTRED, "shrink": True, "text_wrap": False}
            self.sheet.formula(TOTAL_ROW, column, f"=SUM({cells})", value, COUNT_FORMAT, style)
        for column in (*self.totals.values(), self.everybody):
            colour(self.sheet, column, FIRST_ROW, last)

    def _names(self) -> None:
        """Give every column its name, as figures and tables elsewhere write it."""
        last, suffix = row_of(len(self.frame.hours) - 1), self.quantile.suffix
        for name, column in {
            **{f"{key}_to_roster": column for key, column in self.place.items()},
            "line_to_roster": self.totals[Group.WAREHOUSE],
            # The command group stays at its post: as many are on duty.
            "command_on_duty": self.totals[Group.COMMAND],
            "everybody_to_roster": self.everybody,
        }.items():
            self.sheet.name_column(FIRST_ROW, last, column, f"staffing_{name}{suffix}")

    def most(self, group: Group | None) -> str:
        """Return the formula for the most people to roster at once, of a group or of all."""
        column = self.everybody if group is None else self.totals[group]
        last = row_of(len(self.frame.hours) - 1)
        return f"=MAX({self.sheet.prefix}{self.sheet.column(FIRST_ROW, last, column)})"


def _columns() -> tuple[Mapping[str, int], Mapping[Group, int], Sequence[Column]]:
    """Return the column of each position and of each group's total, and all columns."""
    columns = [Column(say("Day"), 11), Column(say("Hour"), 7, "center")]
    place: dict[str, int] = {}
    totals: dict[Group, int] = {}
    for group in Group:
        for one in _members(group):
            place[one.key] = len(columns)
            columns.append(Column(one.label, NARROW, "center", upright=True))
        totals[group] = len(columns)
        columns.append(Column(say("Together"), NARROW, "center", upright=True))
    columns.append(Column(say("Everybody"), NARROW, "center", upright=True))
    return place, totals, columns


def _members(group: Group) -> Sequence[Position]:
    return [one for one in POSITIONS if one.group is group]


_NOTES = {
    Quantile.P50: say("People to roster as planned; they follow the assumptions."),
    Quantile.P80: say(
        "People to roster if every hour brings its P80, exceeded one time in five; they follow the"
        " assumptions."
    ),
    Quantile.P95: say(
        "People to roster if every hour brings its P95, exceeded one time in twenty; they follow"
        " the assumptions."
    ),
}
