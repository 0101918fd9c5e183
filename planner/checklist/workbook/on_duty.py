"""People on duty by hour and position at one quantile, in a hidden sheet; live but for Erlang A.

Each hour stands in the row that it has on the sheet that is seen. Contacts about orders and parcels
are the same in all hours of service of a day, so their agents are worked out once a day, in the
table on the right.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import accumulate

from planner.checklist.workbook.basis import CALL, CARE, JOBS, OPEN, Basis
from planner.checklist.workbook.book import Sheet
from planner.checklist.workbook.frame import day_row, row_of
from planner.checklist.workbook.high_demand import HighDemand
from planner.checklist.workbook.staffing import PlanHours, agents_for
from planner.demand import HOURS_OF_DAY, Quantile
from planner.staffing import (
    COUNT_DAYS,
    LARGEST_LOAD_IN_EXCEL,
    POSITIONS,
    QUIET_FROM,
    QUIET_UNTIL,
    STEPS,
    Group,
    Roster,
    effective_seconds,
    load_erlangs,
)

COLUMNS = (
    "inquiries",
    "before",
    "reminders",
    "service",
    "so_far",
    "required_rate",
    "through",
    "gone",
    "warehouse",
    *(step.key for step in STEPS),
    *JOBS,
    "preparation",
    "everybody",
)
PLACE = {name: column for column, name in enumerate(COLUMNS)}
DAYS = (
    "placed",
    "handed_over",
    "during_asked",
    "during",
    "after_asked",
    "after",
)
DAY_PLACE = {name: len(COLUMNS) + 1 + column for column, name in enumerate(DAYS)}
PACE_ROW = 1
NAMED = ("service", "warehouse", "preparation", "everybody")
"""Columns that figures take the largest of."""


class OnDuty:
    """The hidden sheet of one quantile."""

    def __init__(
        self,
        basis: Basis,
        roster: Roster,
        high: HighDemand,
        plan: PlanHours,
    ) -> None:
        self.basis = basis
        self.book = basis.book
        self.frame = basis.frame
        self.roster = roster
        self.quantile = roster.quantile
        self.high = high
        self.plan = plan
        self.given = basis.given
        self.suffix = roster.quantile.suffix
        self.sheet = self.book.hidden_sheet(f"people_{roster.quantile.value.lower()}")
        self.beyond: set[str] = set()
        """Positions with hours that Excel cannot work out."""
        padded = self.frame.padded
        self.contacts = {name: padded(column) for name, column in roster.contacts.items()}
        self.people = {one.key: padded(roster.on_duty[one.key]) for one in POSITIONS}
        self.groups = {group: padded(roster.people(group)) for group in Group}
        packing = roster.packing.hours
        behind = len(self.frame.hours) - self.frame.window.start - len(packing)
        ahead = [0] * self.frame.window.start
        self.through = ahead + [hour.packed for hour in packing] + [0] * behind
        demand = basis.rooms.demand.hours_by_quantile[self.quantile]
        self.placed = [hour.orders_placed for hour in demand]
        self.parcels = [hour.parcels for hour in demand]

    def write(self) -> None:
        """Write the hours, then the days."""
        for name, column in (*PLACE.items(), *DAY_PLACE.items()):
            self.sheet.text(0, column, name)
        self._before()
        self._reminders()
        if not self._is_plan:
            self._line()
        self._through()
        self._steps()
        self._jobs()
        self._days()
        self._groups()
        for name in NAMED:
            self._name(name, f"{name}_on_duty")

    def cell(self, name: str, hour: int) -> str:
        """Return where an hour stands, as other sheets write it."""
        return self.sheet.prefix + self._here(name, hour)

    def day(self, name: str, hour: int) -> str:
        """Return where the day of an hour stands, as other sheets write it."""
        return self.sheet.prefix + self._day(name, hour // HOURS_OF_DAY)

    def most(self, position: str) -> str:
        """Return the formula for the most of a position at once."""
        if position in DAY_PLACE:
            last = day_row(self.frame.day_count - 1)
            return f"=MAX({self.sheet.prefix}{Sheet.column(day_row(0), last, DAY_PLACE[position])})"
        last = row_of(len(self.frame.hours) - 1)
        return f"=MAX({self.sheet.prefix}{Sheet.column(row_of(0), last, PLACE[position])})"

    def whole(self, name: str) -> str:
        """Return the sum of orders placed, or of parcels, over the window's hours."""
        if self._is_plan:
            return f"SUM(demand_{name})"
        window = self.frame.window
        first, last = (self.high.cell(name, self.quantile, hour) for hour in (0, len(window) - 1))
        return f"SUM({first}:{last.rpartition('!')[2]})"

    def asked(self, position: str) -> str:
        """Return the sum over the days of the contacts of an hour of service."""
        first, last = (self._day(f"{position}_asked", day) for day in (0, self.frame.day_count - 1))
        return f"SUM({self.sheet.prefix}{first}:{last})"

    def has_no_formula(self, position: str, hour: int) -> bool:
        """Return whether Excel cannot work an hour out."""
        return self._is_beyond(position, self.contacts[position][hour])

    def _is_beyond(self, position: str, asked: float) -> bool:
        """Return whether Excel cannot work out the agents for so many contacts."""
        if not asked:
            return False
        if self.given.patience_seconds is not None:
            return True
        return load_erlangs(asked, effective_seconds(self.given, position)) > LARGEST_LOAD_IN_EXCEL

    @property
    def _is_plan(self) -> bool:
        return self.quantile is Quantile.P50

    def _here(self, name: str, hour: int) -> str:
        return Sheet.cell(row_of(hour), PLACE[name])

    def _day(self, name: str, day: int) -> str:
        return Sheet.cell(day_row(day), DAY_PLACE[name], absolute=True)

    def _name(self, name: str, called: str) -> None:
        last = row_of(len(self.frame.hours) - 1)
        self.sheet.name_column(row_of(0), last, PLACE[name], f"staffing_{called}{self.suffix}")

    def _column(
        self,
        name: str,
        hours: Sequence[int],
        formula: Callable[[int], str],
        values: Sequence[float],
    ) -> None:
        """Write a column; ``values`` are those of all rows."""
        cells = {row_of(hour): (formula(hour), values[hour]) for hour in hours}
        self.sheet.live_column(PLACE[name], cells)

    # Customer service ----------------------------------------------------------------------------

    def _placed(self, hour: int) -> str:
        """Return the cell with the orders placed in an hour."""
        index = hour - self.frame.window.start
        if self._is_plan:
            return self.plan.placed(index)
        return self.high.cell("orders_placed", self.quantile, index)

    def _before(self) -> None:
        """Write who answers before the sale; at P50 they stand on the sheet of the plan."""
        asked, needed = self.contacts["before"], self.people["before"]
        window = self.frame.window
        if self._is_plan:
            start = window.start
            self._column(
                "before", window, lambda hour: f"={self.plan.on_duty(hour - start)}", needed
            )
        else:
            each = "result_staffing_inquiries_per_order"
            self._column("inquiries", window, lambda hour: f"={self._placed(hour)}*{each}", asked)
            for hour in window:
                self._erlang("before", "inquiries", PLACE, row_of(hour), asked[hour], needed[hour])
        if any(self.has_no_formula("before", hour) for hour in window):
            self.beyond.add("before")

    def _erlang(
        self,
        position: str,
        contacts: str,
        place: Mapping[str, int],
        row: int,
        asked: float,
        needed: float,
        *,
        is_shared: bool = False,
    ) -> None:
        """Write the agents for so many contacts; the planner's value where Excel has no formula.

        ``is_shared`` says that small numbers are left to those who answer inquiries.
        """
        if self._is_beyond(position, asked):
            self.beyond.add(position)
            self.sheet.number(row, place[position], needed, "0")
            return
        cell = Sheet.cell(row, place[contacts])
        agents = agents_for(cell, HANDLING[position])
        if is_shared:
            agents = f"IF({_is_small(cell)},0,{agents})"
        self.sheet.formula(row, place[position], f"={agents}", needed)

    def _reminders(self) -> None:
        """Write who reminds; the night's unpaid orders follow in the hour from 8."""

        def busy(hour: int) -> str:
            placed = self._placed(hour)
            if hour % HOURS_OF_DAY == QUIET_UNTIL:
                night = self._placed(hour - QUIET_UNTIL + QUIET_FROM)
                placed = f"SUM({night}:{placed.rpartition('!')[2]})"
            unpaid = f"{placed}*unpaid_share"
            return (
                f"=IF({_is_small(unpaid)},0,ROUNDUP(ROUND({unpaid}*staffing_reminder_seconds/3600"
                "/staffing_occupancy_cap,9),0))"
            )

        awake = [
            hour
            for hour in self.frame.window
            if not QUIET_FROM <= hour % HOURS_OF_DAY < QUIET_UNTIL
        ]
        self._column("reminders", awake, busy, self.people["reminders"])

    def _days(self) -> None:
        """Write the contacts of each day about orders and parcels, and their agents."""
        for day in range(self.frame.window.start // HOURS_OF_DAY, self.frame.day_count):
            hours = range(day * HOURS_OF_DAY, (day + 1) * HOURS_OF_DAY)
            placed, handed_over = self._flow(hours)
            self._put(day, "placed", *placed)
            self._put(day, "handed_over", *handed_over)
            for position, source, later in (
                ("during", "placed", "0"),
                ("after", "handed_over", "staffing_delivery_days"),
            ):
                asked, needed = (
                    max(column[position][hours.start : hours.stop])
                    for column in (self.contacts, self.people)
                )
                contacts = f"{position}_asked"
                self._put(day, contacts, self._spread(position, source, day, later), asked)
                self._erlang(
                    position,
                    contacts,
                    DAY_PLACE,
                    day_row(day),
                    asked,
                    needed,
                    is_shared=hours.start in self.frame.window,
                )

    def _put(self, day: int, name: str, formula: str, value: float) -> None:
        self.sheet.formula(day_row(day), DAY_PLACE[name], f"={formula}", value)

    def _flow(self, hours: range) -> tuple[tuple[str, float], tuple[str, float]]:
        """Return the orders placed and the parcels handed over on a day, as formula and value."""
        window, line = self.frame.window, self.frame.line
        placed: tuple[str, float] = ("0", 0)
        handed_over: tuple[str, float] = ("0", 0)
        if hours.start in window:
            last = self._placed(hours[-1]).rpartition("!")[2]
            index = hours.start - window.start
            count = sum(self.placed[index : index + HOURS_OF_DAY])
            placed = f"SUM({self._placed(hours.start)}:{last})", count
        if hours.start in line:
            cells = f"{self._here('through', hours[0])}:{self._here('through', hours[-1])}"
            handed_over = f"SUM({cells})", sum(self.through[hours.start : hours.stop])
        return placed, handed_over

    def _spread(self, position: str, source: str, day: int, later: str) -> str:
        """Return the contacts of an hour of service that so many days before bring."""
        first = self.frame.window.start // HOURS_OF_DAY
        number = day - first + 1
        column = f"{self._day(source, first)}:{self._day(source, self.frame.day_count - 1)}"
        each, days = {
            "during": ("staffing_contacts_per_order", "staffing_delivery_days"),
            "after": ("staffing_contacts_per_parcel", "staffing_after_days"),
        }[position]
        last = f"{number}-{later}"
        those = f"SUM(INDEX({column},MAX(1,{last}-{days}+1)):INDEX({column},MAX(1,{last})))"
        return f"IF({last}<1,0,{those}*{each}/{days}/care_hours)"

    # Warehouse -----------------------------------------------------------------------------------

    def _line(self) -> None:
        """Write the rate that each deadline asks for, and the pace that follows from them."""
        window, sheet = self.frame.window, self.sheet
        start = window.start
        so_far = self._aligned(list(accumulate(self.parcels)))

        def paid(hour: int) -> str:
            arrived = self.high.cell("parcels", self.quantile, hour - start)
            return f"={Sheet.cell(row_of(hour) - 1, PLACE['so_far'])}+{arrived}"

        self._column("so_far", window, paid, so_far)
        rates = [one.required_rate for one in self.roster.packing.hours]
        self._column("required_rate", window, self._rate, self._aligned(rates))
        self._name("required_rate", "required_rate")
        needed, pace = self.roster.packing.parcels_per_hour, self.roster.packing.pace
        column = PLACE["required_rate"]
        required = sheet.column(row_of(window.start), row_of(window.stop - 1), column)
        sheet.formula(PACE_ROW, column, f"=ROUNDUP(ROUND(MAX({required}),9),0)", needed)
        at_most = f"=MIN({sheet.cell(PACE_ROW, column)},line_at_most)"
        sheet.formula(PACE_ROW, PLACE["through"], at_most, pace)

    def _aligned(self, values: Sequence[float]) -> list[float]:
        """Return values that begin with the window as values of all rows."""
        return [0] * self.frame.window.start + list(values)

    def _rate(self, hour: int) -> str:
        """Return what the deadline of an hour's parcels asks for; as on the sheet of the plan."""
        start, column = row_of(self.frame.window.start), PLACE["so_far"]
        index = hour - self.frame.window.start
        before = self.sheet.column(start - 1, row_of(hour) - 1, column)
        open_hours = f"({self.plan.by_deadline(index)}-{self.plan.opened_until(index)})"
        return f"=SUMPRODUCT(MAX(({self._here('so_far', hour)}-{before})/{open_hours}))"

    def _through(self) -> None:
        """Write the parcels that go through in every hour, and the people they take."""
        start, last = self.frame.window.start, self.frame.window.stop - 1
        if self._is_plan:
            self._column(
                "through",
                self.frame.line,
                lambda hour: f"={self.plan.packed(hour - start)}",
                self.through,
            )
        else:
            pace = Sheet.cell(PACE_ROW, PLACE["through"], absolute=True)

            def through(hour: int) -> str:
                paid = Sheet.cell(min(row_of(hour) - 1, row_of(last)), PLACE["so_far"])
                gone = Sheet.cell(row_of(hour) - 1, PLACE["gone"])
                return f"=MIN({paid}-{gone},{pace})*{self.plan.opens(hour - start)}"

            self._column("through", self.frame.line, through, self.through)
            self._column(
                "gone",
                self.frame.line,
                lambda hour: (
                    f"={Sheet.cell(row_of(hour) - 1, PLACE['gone'])}+{self._here('through', hour)}"
                ),
                list(accumulate(self.through)),
            )
        every = "result_staffing_parcels_per_packer_hour"
        self._column(
            "warehouse",
            self.frame.line,
            lambda hour: f"=ROUNDUP(ROUND({self._here('through', hour)}/{every},9),0)",
            self.groups[Group.WAREHOUSE],
        )

    def _steps(self) -> None:
        """Write where the people stand whom the flow takes."""

        def stand(output: str, tie: str, hour: int) -> str:
            through = Sheet.cell(row_of(hour), PLACE["through"], fixed_column=True)
            people = self._here("warehouse", hour)
            return apportioned(people, f"{through}/{output}", f"{through}/step_output", tie)

        for index, step in enumerate(STEPS):
            output, tie = (self.basis.step(index, name) for name in ("step_output", "step_tie"))
            formula = partial(stand, output, tie)
            self._column(step.key, self.frame.line, formula, self.people[step.key])

    # Preparation, and all of them ----------------------------------------------------------------

    def _jobs(self) -> None:
        """Write who prepares: a crew from the first hour there is until the job is done."""

        def people(name: str, flag: int, each: str, days: str, hour: int) -> str:
            offset, of_job = self.frame.offset(hour), f"{name}_{self.quantile.value.lower()}"
            so_far = f"({offset}+{days})*{each}+{self.basis.so_far(hour, flag)}"
            there = f"{self.basis.flag(hour, flag)}*({offset}>=-{days})"
            return f"=crew_{of_job}*{there}*({so_far}<=busy_{of_job})"

        prepared = self.frame.prepared
        counted = [hour for hour in prepared if self.frame.offset(hour) in COUNT_DAYS]
        for name, flag, each, days, hours in (
            ("phone", CALL, "call_hours", "staffing_call_days", prepared),
            ("count", OPEN, "open_hours", str(-min(COUNT_DAYS)), counted),
            ("prepack", OPEN, "open_hours", "staffing_prepack_days", prepared),
        ):
            self._column(name, hours, partial(people, name, flag, each, days), self.people[name])
        first, last = JOBS[0], JOBS[-1]
        self._column(
            "preparation",
            self.frame.prepared,
            lambda hour: f"=SUM({self._here(first, hour)}:{self._here(last, hour)})",
            self.groups[Group.PREPARATION],
        )

    def _groups(self) -> None:
        """Write who is on duty in customer service, and in all."""

        def service(hour: int) -> str:
            flag = self.basis.flag(hour, CARE)
            day = hour // HOURS_OF_DAY
            cared = f"={flag}*({self._day('during', day)}+{self._day('after', day)})"
            if hour not in self.frame.window:
                return cared
            return f"{cared}+{self._here('before', hour)}+{self._here('reminders', hour)}"

        self._column("service", self.frame.served, service, self.groups[Group.SERVICE])

        def everybody(hour: int) -> str:
            here = "+".join(
                self._here(name, hour) for name in ("service", "warehouse", "preparation")
            )
            if hour in self.frame.commanded:
                return f"={here}+{COMMAND}"
            return f"={here}"

        everyone = self.frame.padded(self.roster.people())
        self._column("everybody", self.frame.hours, everybody, everyone)


COMMAND = "staffing_commanders+staffing_dispatchers+staffing_coordinators"
HANDLING = {
    "before": "result_staffing_effective_handling",
    "during": "during_handling",
    "after": "after_handling",
}


def _is_small(contacts: str) -> str:
    """Return the condition under which contacts take nobody of their own."""
    return f"ROUND({contacts},9)<staffing_own_person_from"


def apportioned(total: str, quota: str, quotas: str, tie: str) -> str:
    """Return a share of whole people by largest remainder, as a formula.

    Args:
        total: the cell with the people in all.
        quota: what this one would have in fractions.
        quotas: the same of all, as an array.
        tie: this one's among ``step_tie``.
    """
    remainders = f"ROUND(INT(ROUND({quotas},9))-{quotas},9)+step_tie"
    own = f"ROUND(INT(ROUND({quota},9))-{quota},9)+{tie}"
    return (
        f"=IF({total}=0,0,INT(ROUND({quota},9))+(SUMPRODUCT(--({remainders}<{own}))"
        f"<{total}-SUMPRODUCT(INT(ROUND({quotas},9)))))"
    )
