"""People by hour: agents by Erlang C, packers with the backlog, all live (STF-1, STF-4, STF-10)."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate

from planner.checklist.workbook.book import (
    BEYOND_EXCEL,
    BOLD,
    COUNT_FORMAT,
    NOTE,
    PLAIN,
    Book,
    Column,
    Sheet,
    Style,
)
from planner.checklist.workbook.frame import LONGEST_PROMISE_HOURS
from planner.checklist.workbook.names import name_of
from planner.checklist.workbook.targets import NEW_DAY
from planner.demand import HOURS_OF_DAY
from planner.figures import excel, rounded_up
from planner.figures.colours import FEWEST, PLAN
from planner.language import say
from planner.planning import FUNCTIONS, Rooms
from planner.staffing import (
    LARGEST_LOAD_IN_EXCEL,
    PackingHour,
    is_open,
    load_erlangs,
    plan_packing,
)

TITLE_TEXT = say("Staffing by hour")
WIDTH = 13
"""Takes the Chinese heads in one line."""
COLUMNS = (
    Column(say("Day"), WIDTH),
    Column(say("Hour"), 9, "center"),
    Column(say("Orders placed"), WIDTH, "right"),
    Column(say("Inquiries"), WIDTH, "right"),
    Column(say("Agents on duty"), WIDTH, "right"),
    Column(say("Agents to roster"), WIDTH, "right"),
    Column(say("Parcels paid"), WIDTH, "right"),
    Column(say("Warehouse"), WIDTH, "center"),
    Column(say("Parcels waiting"), WIDTH, "right"),
    Column(say("Packers at work"), WIDTH, "right"),
    Column(say("Packed"), WIDTH, "right"),
    Column(say("Backlog"), WIDTH, "right"),
    Column(say("Packers to roster"), WIDTH, "right"),
    Column(say("Parcels an hour that the deadline asks for"), 14, hidden=True),
    Column(say("Open hours so far"), 10, hidden=True),
    Column(say("Parcels so far"), 10, hidden=True),
    Column(say("Open hours by the deadline"), 10, hidden=True),
)
(
    DAY,
    HOUR,
    PLACED,
    INQUIRIES,
    ON_DUTY,
    AGENTS,
    ARRIVED,
    OPEN,
    WAITING,
    PACKERS,
    PACKED,
    BACKLOG,
    TO_ROSTER,
    REQUIRED,
    OPENED,
    SO_FAR,
    BY_DEADLINE,
) = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 2, 3
DARK = 0.55
"""Share of the largest number from which a cell is dark."""
INQUIRY_FORMAT = '#,##0.0;-#,##0.0;"–"'
NAMES = {
    "orders_placed": PLACED,
    "agents_to_roster": AGENTS,
    "required_rate": REQUIRED,
    "packers_to_roster": TO_ROSTER,
    "backlog": BACKLOG,
}
"""Columns that figures sum up, by the name of their series."""
AGENTS_FORMULA = excel(
    "erlang_c(inquiries, handling, level, answer, cap)",
    {
        "inquiries": "{inquiries}",
        "handling": "{handling}",
        "level": "staffing_service_level",
        "answer": "staffing_answer_seconds",
        "cap": "staffing_occupancy_cap",
    },
    FUNCTIONS,
)
"""Erlang C for the inquiries and the handling time of two cells."""


def agents_for(inquiries: str, handling: str) -> str:
    """Return the agents that so many inquiries an hour take, as a formula."""
    return AGENTS_FORMULA.format(inquiries=inquiries, handling=handling)


class PlanHours:
    """Where the hours of the plan stand, as other sheets write it; hour 0 begins the window."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def placed(self, hour: int) -> str:
        """Return the cell with the orders placed in an hour."""
        return self._at(hour, PLACED)

    def on_duty(self, hour: int) -> str:
        """Return the cell with the agents on duty before the sale."""
        return self._at(hour, ON_DUTY)

    def packed(self, hour: int) -> str:
        """Return the cell with the parcels that go through."""
        return self._at(hour, PACKED)

    def opens(self, hour: int) -> str:
        """Return the cell that tells whether the warehouse works."""
        return self._at(hour, OPEN)

    def by_deadline(self, hour: int) -> str:
        """Return the cell with the open hours by the deadline of an hour's parcels."""
        return self._at(hour, BY_DEADLINE)

    def opened_until(self, hour: int) -> str:
        """Return the cells with the open hours so far, of every hour up to this one."""
        cells = self._sheet.column(FIRST_ROW, FIRST_ROW + hour, OPENED)
        return self._sheet.prefix + cells

    def _at(self, hour: int, column: int) -> str:
        return self._sheet.prefix + self._sheet.cell(FIRST_ROW + hour, column)


def write_staffing(book: Book, rooms: Rooms) -> PlanHours:
    """Write the sheet: the window's hours, and those behind it until the last parcel has left."""
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.heading(
        TITLE_TEXT,
        say("Agents by Erlang C for the service level set; packers so that every promise is kept."),
    )
    rows = _Rows(sheet, rooms)
    rows.write()
    last = FIRST_ROW + len(rows.packing) - 1
    for name, column in NAMES.items():
        sheet.name_column(FIRST_ROW, last, column, f"staffing_{name}")
    sheet.name_column(FIRST_ROW, last, PACKED, "staffing_packed")
    sheet.name_column(FIRST_ROW, last, DAY, "staffing_day")
    sheet.name_column(FIRST_ROW, last, HOUR, "staffing_hour")
    sheet.name(last, BACKLOG, "staffing_left_over")
    for column in (ON_DUTY, AGENTS, PACKERS, TO_ROSTER, BACKLOG):
        colour(sheet, column, FIRST_ROW, last)
    return PlanHours(sheet)


def colour(sheet: Sheet, column: int, first_row: int, last: int) -> None:
    """Colour a column by its numbers as the heat map on screen does; white words on dark cells."""
    cells, first = sheet.column(first_row, last, column), sheet.cell(first_row, column)
    white = sheet.book.file.add_format({"font_color": "#FFFFFF"})
    is_dark = f"={first}>{DARK}*MAX({cells})"
    for rule in (
        {
            "type": "2_color_scale",
            "min_type": "num",
            "min_value": 0,
            "min_color": FEWEST,
            "max_color": PLAN,
        },
        {"type": "formula", "criteria": is_dark, "format": white},
    ):
        sheet.page.conditional_format(first_row, column, last, column, rule)


class _Rows:
    """The rows of the sheet; index 0 is the window's first hour."""

    def __init__(self, sheet: Sheet, rooms: Rooms) -> None:
        self.sheet = sheet
        self.staffing = rooms.staffing
        self.window = rooms.staffing.hours[: rooms.staffing.window_hours]
        entries = sheet.book.answer.entries
        self.handling = float(self.staffing.figures["effective_handling"].required)
        self.gives_up = entries["staffing.patience_seconds"].value is not None
        self.productive = float(entries["staffing.productive_share"].value or 0)
        self.promise = int(entries["staffing.promise_hours"].value or 0)
        opens, closes = (
            int(entries[f"staffing.{name}"].value or 0) for name in ("opens_at", "closes_at")
        )
        count = len(self.window) + LONGEST_PROMISE_HOURS + HOURS_OF_DAY
        self.planned = len(self.window) + self.promise + HOURS_OF_DAY
        """Hours that the plan has; behind them nobody works."""
        first = self.window[0].start
        self.starts = [first + timedelta(hours=index) for index in range(count)]
        self.open = [
            index < self.planned and is_open(start.hour, opens, closes)
            for index, start in enumerate(self.starts)
        ]
        self.opened = list(accumulate(map(int, self.open)))
        arrivals = [hour.packing.arrived for hour in self.window]
        self.packing: Sequence[PackingHour] = plan_packing(
            arrivals + [0] * (count - len(arrivals)),
            self.open,
            rooms.staffing.step_outputs,
            self.promise,
            rooms.staffing.line_limit,
        ).hours
        self.last_row = FIRST_ROW + count - 1

    def write(self) -> None:
        main_day = self.sheet.book.answer.campaign.main_day
        so_far = 0
        for index, (start, packing) in enumerate(zip(self.starts, self.packing, strict=True)):
            row = FIRST_ROW + index
            style = {**PLAIN, **NEW_DAY} if start.hour == 0 else PLAIN
            offset = (start.date() - main_day).days
            self.sheet.live_day(row, DAY, offset, start.date(), style)
            hour = self.sheet.book.language.hour(start.hour)
            self.sheet.text(row, HOUR, hour, {**style, "align": "center"})
            if index < len(self.window):
                self._agents(index, row, style)
            so_far += packing.arrived
            self._deadline(index, row, packing, so_far)
            self._packers(index, row, packing, style)
            if self._is_behind(index):
                self.sheet.page.set_row(row, None, None, {"hidden": True, "level": 1})

    def _is_behind(self, index: int) -> bool:
        """Return whether the hour lies behind the window and the last parcel."""
        leaves = self.staffing.last_parcel_leaves
        return index >= len(self.window) and (leaves is None or self.starts[index] >= leaves)

    def _agents(self, index: int, row: int, style: Style) -> None:
        hour, sheet = self.window[index], self.sheet
        orders, inquiries = sheet.cell(row, PLACED), sheet.cell(row, INQUIRIES)
        formula = f"=INDEX(demand_orders_placed,{index + 1})"
        sheet.formula(row, PLACED, formula, hour.orders_placed, COUNT_FORMAT, style)
        asking = f"={orders}*{name_of(self.staffing.figures['inquiries_per_order'])}"
        sheet.formula(row, INQUIRIES, asking, hour.inquiries, INQUIRY_FORMAT, style)
        bold = {**BOLD, **style}
        beyond = load_erlangs(hour.inquiries, self.handling) > LARGEST_LOAD_IN_EXCEL
        if beyond or self.gives_up:
            sheet.number(row, ON_DUTY, hour.agents_on_duty, COUNT_FORMAT, bold)
            sheet.page.write_comment(row, ON_DUTY, sheet.book.text(BEYOND_EXCEL))
        else:
            handling = name_of(self.staffing.figures["effective_handling"])
            formula = f"={agents_for(inquiries, handling)}"
            sheet.formula(row, ON_DUTY, formula, hour.agents_on_duty, COUNT_FORMAT, bold)
        rostered = f"=ROUNDUP(ROUND({sheet.cell(row, ON_DUTY)}/(1-staffing_shrinkage),9),0)"
        sheet.formula(row, AGENTS, rostered, hour.agents_to_roster, COUNT_FORMAT, style)

    def _deadline(self, index: int, row: int, packing: PackingHour, so_far: int) -> None:
        """Write what the deadline of an hour's parcels asks for; see :mod:`planner.staffing`.

        The largest of parcels paid from hour s on ÷ open hours from s to the deadline, over all
        hours s before: one array, taken by SUMPRODUCT.
        """
        sheet, opened = self.sheet, self.opened[index]
        hour = f"VALUE(LEFT({sheet.cell(row, HOUR)},2))"
        last = f"{len(self.window) + HOURS_OF_DAY}+staffing_promise_hours"
        flag = (
            f"=IF(IF(staffing_opens_at<staffing_closes_at,"
            f"AND({hour}>=staffing_opens_at,{hour}<staffing_closes_at),"
            f"OR({hour}>=staffing_opens_at,{hour}<staffing_closes_at)),1,0)"
            + (f"*({index}<{last})" if index >= len(self.window) else "")
        )
        words = [sheet.book.text(one) for one in (say("working"), say("closed"))]
        shown = f'"{words[0]}";;"{words[1]}"'
        style = {**PLAIN, "align": "center", **({} if self.open[index] else NOTE)}
        style |= NEW_DAY if self.starts[index].hour == 0 else {}
        sheet.formula(row, OPEN, flag, int(self.open[index]), shown, style)
        self._running(row, OPENED, OPEN, opened)
        self._running(row, SO_FAR, ARRIVED, so_far)
        every = sheet.column(FIRST_ROW, self.last_row, OPENED)
        deadline = f"MIN({index}+staffing_promise_hours,{len(self.packing)})"
        sheet.formula(
            row,
            BY_DEADLINE,
            f"=MAX(INDEX({every},{deadline}),{sheet.cell(row, OPENED)}+1)",
            max(self.opened[min(index + self.promise, len(self.open)) - 1], opened + 1),
            COUNT_FORMAT,
            NOTE,
        )
        arrived = sheet.column(FIRST_ROW, row, ARRIVED)
        before = f"({sheet.column(FIRST_ROW, row, SO_FAR)}-{arrived})"
        open_hours = f"({sheet.cell(row, BY_DEADLINE)}-{sheet.column(FIRST_ROW, row, OPENED)})"
        sheet.formula(
            row,
            REQUIRED,
            f"=SUMPRODUCT(MAX(({sheet.cell(row, SO_FAR)}-{before})/{open_hours}))",
            packing.required_rate,
            "#,##0.00",
            NOTE,
        )

    def _running(self, row: int, column: int, summed: int, value: int) -> None:
        """Write the sum of a column so far."""
        before = f"{self.sheet.cell(row - 1, column)}+" if row > FIRST_ROW else ""
        formula = f"={before}{self.sheet.cell(row, summed)}"
        self.sheet.formula(row, column, formula, value, COUNT_FORMAT, NOTE)

    def _packers(self, index: int, row: int, packing: PackingHour, style: Style) -> None:
        sheet = self.sheet
        arrived, waiting, packers, packed = (
            sheet.cell(row, column) for column in (ARRIVED, WAITING, PACKERS, PACKED)
        )
        rate = "result_staffing_parcels_per_packer_hour"
        here = index < len(self.window)
        sheet.formula(
            row,
            ARRIVED,
            f"=INDEX(demand_parcels,{index + 1})" if here else "=0",
            packing.arrived,
            COUNT_FORMAT,
            style,
        )
        before = f"={sheet.cell(row - 1, BACKLOG)}" if index else "=0"
        sheet.formula(row, WAITING, before, packing.waiting, COUNT_FORMAT, style)
        sheet.formula(
            row,
            PACKERS,
            f"=ROUNDUP(ROUND({packed}/{rate},9),0)",
            packing.packers,
            COUNT_FORMAT,
            {**BOLD, **style},
        )
        done = f"=MIN({waiting},result_staffing_line_pace)*{sheet.cell(row, OPEN)}"
        sheet.formula(row, PACKED, done, packing.packed, COUNT_FORMAT, style)
        left = f"={waiting}+{arrived}-{packed}"
        sheet.formula(row, BACKLOG, left, packing.backlog, COUNT_FORMAT, style)
        sheet.formula(
            row,
            TO_ROSTER,
            f"=ROUNDUP(ROUND({packers}/staffing_productive_share,9),0)",
            rounded_up(packing.packers / self.productive),
            COUNT_FORMAT,
            style,
        )
