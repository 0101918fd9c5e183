"""The hidden sheet that people of every hour and quantile share: hours of the day, outputs, jobs.

Cells go by name: ``line_at_most``, ``step_share``, ``crew_count_p80`` and so on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.checklist.workbook.book import Book, Sheet
from planner.checklist.workbook.frame import Frame
from planner.checklist.workbook.names import name_of, planned
from planner.demand import HOURS_OF_DAY, Quantile
from planner.figures import excel, rounded_up
from planner.planning import FUNCTIONS, Rooms
from planner.staffing import LIMITS, SERVICE_OF, STEPS, count_hours, effective_seconds, is_open

NO_LIMIT = 10**12
"""Parcels an hour where neither printers nor stations are counted."""
TIE = 1e-11
"""Puts steps with the same remainder in their order; remainders are rounded to nine decimals."""
OPEN, CARE, CALL = 1, 2, 3
"""Columns of the table of the 24 hours."""
FLAGS = {
    OPEN: ("open", "opens_at", "closes_at"),
    CARE: ("care", "care_from", "care_until"),
    CALL: ("call", "call_from", "call_until"),
}
"""Column, and the assumptions that bound its hours."""
BEHIND = 3
"""Columns from a flag to its sum so far."""
AHEAD = 7
"""Open hours in the hours behind the last promise, so far."""
STEP = 8
STEP_COLUMNS = {"step_output": 9, "step_share": 10, "step_tie": 11}
"""By name of the range: a row a step."""
FIRST_HOUR = 1
SCALARS = FIRST_HOUR + HOURS_OF_DAY + 1
JOBS = ("phone", "count", "prepack")


@dataclass(frozen=True)
class Job:
    """Work that has to be done within some hours.

    Attributes:
        work: its hours, as formula and value.
        available: the hours there are, likewise.
    """

    work: tuple[str, float]
    available: tuple[str, int]


class Basis:
    """The hidden sheet."""

    def __init__(self, book: Book, rooms: Rooms, frame: Frame) -> None:
        self.book = book
        self.rooms = rooms
        self.frame = frame
        self.given = rooms.staffing.basis.given
        self.workload = rooms.staffing.basis.workload
        self.sheet = book.hidden_sheet("people_basis")
        self._row = SCALARS

    def write(self) -> None:
        """Write everything."""
        for column, (name, begins, ends) in FLAGS.items():
            self._flags(column, name, begins, ends)
        self._steps()
        self._shares()
        self._ahead()
        for quantile in Quantile:
            for name, job in self._jobs(quantile).items():
                self._job(f"{name}_{quantile.value.lower()}", job)

    def flag(self, hour: int, column: int) -> str:
        """Return the cell that tells whether an hour of the day is open, served or called in."""
        return self._at(FIRST_HOUR + hour % HOURS_OF_DAY, column)

    def so_far(self, hour: int, column: int) -> str:
        """Return the cell with the open hours of the day up to this one."""
        return self._at(FIRST_HOUR + hour % HOURS_OF_DAY, column + BEHIND)

    def step(self, index: int, name: str) -> str:
        """Return a step's cell among ``step_output``, ``step_share`` or ``step_tie``."""
        return self._at(FIRST_HOUR + index, STEP_COLUMNS[name])

    def _at(self, row: int, column: int) -> str:
        return self.sheet.prefix + Sheet.cell(row, column, absolute=True)

    def _put(self, row: int, column: int, formula: str, value: float) -> None:
        self.sheet.formula(row, column, f"={formula}", value)

    def _scalar(self, name: str, formula: str, value: float) -> None:
        """Write one named cell below the tables."""
        self.sheet.text(self._row, 0, name)
        self._put(self._row, 1, formula, value)
        self.sheet.name(self._row, 1, name)
        self._row += 1

    def _flags(self, column: int, name: str, begins: str, ends: str) -> None:
        sheet = self.sheet
        bounds = (getattr(self.given, begins), getattr(self.given, ends))
        first, last = f"staffing_{begins}", f"staffing_{ends}"
        sheet.text(0, column, name)
        so_far = 0
        for hour in range(HOURS_OF_DAY):
            row = FIRST_HOUR + hour
            value = int(is_open(hour, *bounds))
            so_far += value
            sheet.number(row, 0, hour, "0")
            within = (
                f"IF(IF({first}<{last},AND({hour}>={first},{hour}<{last}),"
                f"OR({hour}>={first},{hour}<{last})),1,0)"
            )
            self._put(row, column, within, value)
            before = f"{sheet.cell(row - 1, column + BEHIND)}+" if hour else ""
            self._put(row, column + BEHIND, before + sheet.cell(row, column), so_far)
        last = sheet.cell(FIRST_HOUR + HOURS_OF_DAY - 1, column + BEHIND)
        self._scalar(f"{name}_hours", last, so_far)

    def _steps(self) -> None:
        """Write each step's output and its share of the work, and what the line lets through."""
        sheet, outputs = self.sheet, self.rooms.staffing.basis.outputs
        every = "result_staffing_parcels_per_packer_hour"
        values = self.rooms.staffing.step_outputs
        whole = 1 / sum(1 / value for value in values)
        for index, step in enumerate(STEPS):
            row, name = FIRST_HOUR + index, name_of(outputs[step.key])
            sheet.text(row, STEP, step.key)
            self._put(row, STEP_COLUMNS["step_output"], name, values[index])
            self._put(row, STEP_COLUMNS["step_share"], f"{every}/{name}", whole / values[index])
            sheet.number(row, STEP_COLUMNS["step_tie"], (index + 1) * TIE, "General")
        for name, column in STEP_COLUMNS.items():
            sheet.name_column(FIRST_HOUR, FIRST_HOUR + len(STEPS) - 1, column, name)
        limits = []
        for limited, limit, machine in LIMITS:
            there = f"staffing_{limit}"
            each = f"staffing_{machine}" if machine else name_of(outputs[limited])
            limits.append(f'IF({there}="",{NO_LIMIT},{there}*{each})')
        value = NO_LIMIT if self.workload.limit is None else self.workload.limit
        self._scalar("line_at_most", f"INT(ROUND(MIN({','.join(limits)}),9))", value)

    def _shares(self) -> None:
        """Write what contacts and preparation follow from."""
        placed, paid = map(
            name_of, (self.rooms.targets.orders_placed, self.rooms.targets.orders_paid)
        )
        self._scalar(
            "unpaid_share",
            f"IF({placed}=0,0,MAX(0,1-{paid}/{placed}))",
            self.workload.unpaid_share,
        )
        for position, seconds in SERVICE_OF.items():
            if position == "before":
                continue
            names = {"seconds": f"staffing_{seconds}", "chats": "staffing_chats_at_once"}
            self._scalar(
                f"{position}_handling",
                excel("seconds / chat_factor(chats)", names, FUNCTIONS),
                effective_seconds(self.given, position),
            )
        self._scalar(
            "customers_to_call",
            f"ROUNDUP(ROUND({self._buyers()}*staffing_top_customer_share,9),0)",
            self.workload.customers_to_call,
        )

    def _buyers(self) -> str:
        """Return the buyers of the last event, by name where the workbook shows them."""
        reference = self.rooms.reference
        name = "buyers_paid" if reference.names_every_buyer else "orders_paid"
        counted = reference.totals[name]
        known = self.book.ledger.measured.get(counted.key)
        return name_of(known) if known else str(counted.value)

    def _ahead(self) -> None:
        """Count the open hours behind the last promise: when parcels left over would leave."""
        tail = self.given.promise_hours
        so_far = 0
        flags = self.sheet.column(FIRST_HOUR, FIRST_HOUR + HOURS_OF_DAY - 1, OPEN)
        for hour in range(HOURS_OF_DAY):
            row = FIRST_HOUR + hour
            so_far += is_open(
                (tail + hour) % HOURS_OF_DAY, self.given.opens_at, self.given.closes_at
            )
            before = f"{self.sheet.cell(row - 1, AHEAD)}+" if hour else ""
            found = f"INDEX({flags},MOD(staffing_promise_hours+{hour},{HOURS_OF_DAY})+1)"
            self._put(row, AHEAD, before + found, so_far)
        self.sheet.name_column(FIRST_HOUR, FIRST_HOUR + HOURS_OF_DAY - 1, AHEAD, "open_ahead")

    def _jobs(self, quantile: Quantile) -> Mapping[str, Job]:
        given, workload = self.given, self.workload
        totals = self.rooms.demand.totals_by_quantile[quantile]
        items, parcels = (self.total(name, quantile) for name in ("items", "parcels"))
        calls = "customers_to_call*staffing_call_seconds/3600"
        ahead = f"{parcels}*staffing_prepacked_share/result_staffing_prepack_output"
        working, calling = (
            sum(is_open(hour, *bounds) for hour in range(HOURS_OF_DAY))
            for bounds in (
                (given.opens_at, given.closes_at),
                (given.call_from, given.call_until),
            )
        )
        return {
            "phone": Job(
                (calls, workload.customers_to_call * given.call_seconds / 3600),
                ("staffing_call_days*call_hours", given.call_days * calling),
            ),
            "count": Job(
                (
                    "IF(ISNUMBER(staffing_count_hours),staffing_count_hours,"
                    f"{items}*staffing_count_seconds_per_item/3600)",
                    count_hours(totals.items, given),
                ),
                ("2*open_hours", 2 * working),
            ),
            "prepack": Job(
                (ahead, totals.parcels * given.prepacked_share / workload.prepack_output),
                ("staffing_prepack_days*open_hours", given.prepack_days * working),
            ),
        }

    def total(self, column: str, quantile: Quantile) -> str:
        """Return the name of a total of the window."""
        figures = self.rooms.demand.figures
        if quantile is not Quantile.P50:
            return name_of(figures[f"{column}{quantile.suffix}"])
        return name_of(planned(figures, column))

    def _job(self, name: str, job: Job) -> None:
        """Write the crew of a job, and the hours for which it is at work."""
        (work, hours), (available, there) = job.work, job.available
        crew = rounded_up(hours / max(1, there))
        busy = rounded_up(hours / crew) if crew else 0
        self._scalar(f"crew_{name}", f"ROUNDUP(ROUND({work}/MAX(1,{available}),9),0)", crew)
        self._scalar(
            f"busy_{name}",
            f"IF(crew_{name}=0,0,ROUNDUP(ROUND({work}/crew_{name},9),0))",
            busy,
        )
