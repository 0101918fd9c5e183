"""Every position: what it follows from, people, hours and cost at each quantile, all live."""

from collections.abc import Mapping, Sequence

from planner.checklist.workbook.book import (
    BEYOND_EXCEL,
    BOLD,
    COUNT_FORMAT,
    GROUP,
    NOTE,
    PLAIN,
    TOTAL,
    Book,
    Column,
    Sheet,
    Style,
    quoted,
)
from planner.checklist.workbook.names import name_of
from planner.checklist.workbook.on_duty import HANDLING, OnDuty
from planner.checklist.workbook.people import People
from planner.demand import HOURS_OF_DAY, Quantile
from planner.figures.colours import NOT_READY
from planner.language import Message, Unit, say
from planner.planning import Rooms
from planner.staffing import POSITIONS, SERVICE_OF, STEPS, Group, Position

TITLE_TEXT = say("Staffing by position")
ABOUT = (
    Column(say("Position"), 25),
    Column(say("Follows from"), 18),
    Column(say("Of one person in an hour"), 9, "right"),
    Column(say("A paid hour costs"), 9, "right"),
)
OF_A_QUANTILE = (
    Column("", 1),
    Column(say("How many"), 8, "right"),
    Column(say("Most on duty at once"), 7.5, "right"),
    Column(say("To roster then"), 7.5, "right"),
    Column(say("Hours to roster"), 8, "right"),
    Column(say("Cost"), 10.5, "right"),
)
LABEL, DRIVER, OUTPUT, WAGE = range(len(ABOUT))
_, AMOUNT, MOST, TO_ROSTER, HOURS, COST = range(len(OF_A_QUANTILE))
COLUMNS = (*ABOUT, *(one for _ in Quantile for one in OF_A_QUANTILE))
QUANTILE_ROW, HEADER_ROW, FIRST_ROW = 2, 3, 4
SHRUNK: Style = {"shrink": True}
"""Never rows of # where money is long."""
COUNTED = '#,##0;-#,##0;"–"'
PARTLY = '#,##0.0;-#,##0.0;"–"'


def positions_sheet(book: Book) -> Sheet:
    """Return the sheet in its place, still empty."""
    return book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)


def write_positions(sheet: Sheet, rooms: Rooms, people: Sequence[People]) -> None:
    """Write the sheet; its figures are at home here."""
    _Positions(sheet, rooms, people).write()


class _Positions:
    """The rows of the sheet."""

    def __init__(self, sheet: Sheet, rooms: Rooms, people: Sequence[People]) -> None:
        self.sheet = sheet
        self.book = sheet.book
        self.rooms = rooms
        self.staffing = rooms.staffing
        self.people = people
        # Whole money: the cents of a year's wages would make the page too wide to read.
        self.money = f'"{self.book.language.symbol}"#,##0'

    def write(self) -> None:
        """Write groups with their positions, everybody, and what to know."""
        self.sheet.heading(
            TITLE_TEXT,
            say("People, hours and cost at each quantile; all follow the assumptions."),
        )
        self.sheet.page.repeat_rows(QUANTILE_ROW, HEADER_ROW)
        self._quantiles()
        row = FIRST_ROW
        for group in Group:
            members = [one for one in POSITIONS if one.group is group]
            for one in members:
                self._position(row, one)
                row += 1
            self._group(row, group, len(members))
            row += 1
        self._everybody(row)
        self._notes(row + 2)

    @staticmethod
    def _left(index: int) -> int:
        """Return the first column of a quantile, a gap."""
        return len(ABOUT) + index * len(OF_A_QUANTILE)

    def _quantiles(self) -> None:
        for column in range(len(ABOUT)):
            self.sheet.text(QUANTILE_ROW, column, "", GROUP)
        shape = self.book.format({**GROUP, "align": "center"})
        for index, quantile in enumerate(Quantile):
            left = self._left(index)
            words = self.book.text(_QUANTILES[quantile])
            self.sheet.page.merge_range(
                QUANTILE_ROW, left + AMOUNT, QUANTILE_ROW, left + COST, words, shape
            )

    def _position(self, row: int, one: Position) -> None:
        sheet = self.sheet
        sheet.text(row, LABEL, one.label)
        sheet.text(row, DRIVER, one.driver, NOTE)
        formula, value = self._output(one), self.staffing.outputs[one.key]
        if formula and value is not None:
            sheet.formula(row, OUTPUT, f"={formula}", value, PARTLY)
        cost = self.book.answer.entries[one.cost_field]
        wage = self.book.number_format(Unit.MONEY)
        sheet.formula(row, WAGE, f"={name_of(cost)}", cost.value, wage, SHRUNK)
        for index, people in enumerate(self.people):
            self._at_quantile(row, self._left(index), one, people)

    def _at_quantile(self, row: int, left: int, one: Position, people: People) -> None:
        sheet, duty, roster = self.sheet, people.on_duty, people.roster
        figures = self.staffing.roster_figures[people.quantile]
        if one.group is not Group.COMMAND:
            amount = f"={self._amount(one, duty)}"
            sheet.formula(row, left + AMOUNT, amount, roster.amounts[one.key], COUNTED)
        on_duty, to_roster = roster.on_duty[one.key], roster.to_roster[one.key]
        most = f"=MAX(staffing_{one.key}_to_roster{duty.suffix})"
        # The command group stays at its post: as many are on duty as are on the roster.
        at_once = most if one.group is Group.COMMAND else duty.most(one.key)
        sheet.formula(row, left + MOST, at_once, max(on_duty, default=0), COUNT_FORMAT)
        if one.key in duty.beyond:
            sheet.page.write_comment(row, left + MOST, self.book.text(BEYOND_EXCEL))
        sheet.formula(row, left + TO_ROSTER, most, max(to_roster, default=0), COUNT_FORMAT, BOLD)
        hours, cost = figures[f"{one.key}_hours"], figures[f"{one.key}_cost"]
        sheet.figure(row, left + HOURS, hours, PLAIN, PARTLY if one in STEPS else COUNTED)
        sheet.figure(row, left + COST, cost, SHRUNK, self.money)

    def _output(self, one: Position) -> str:
        """Return what one person does in an hour, as a formula; empty where people are counted."""
        if one in STEPS:
            return name_of(self.staffing.basis.outputs[one.key])
        if one.key == "prepack":
            return "result_staffing_prepack_output"
        if one.key in SERVICE_OF:
            return f"3600/{HANDLING[one.key]}"
        return f"3600/staffing_{one.seconds}" if one.seconds else ""

    def _amount(self, one: Position, duty: OnDuty) -> str:
        """Return how many of its driver a position has in all, as a formula."""
        placed, parcels = (duty.whole(name) for name in ("orders_placed", "parcels"))
        if one in STEPS:
            return parcels
        match one.key:
            case "before":
                return f"{placed}*result_staffing_inquiries_per_order"
            case "during" | "after":
                return f"{duty.asked(one.key)}*care_hours"
            case "reminders":
                return f"{placed}*unpaid_share"
            case "phone":
                return "customers_to_call"
            case "count":
                return duty.basis.total("items", duty.quantile)
        return f"{duty.basis.total('parcels', duty.quantile)}*staffing_prepacked_share"

    def _group(self, row: int, group: Group, members: int) -> None:
        self._total_row(row, group.label, TOTAL)
        for index, people in enumerate(self.people):
            left = self._left(index)
            figures = self.staffing.roster_figures[people.quantile]
            self.sheet.figure(
                row, left + MOST, figures[f"{group.value}_at_once"], TOTAL, COUNT_FORMAT
            )
            most = max(people.roster.people_to_roster(group), default=0)
            self.sheet.formula(row, left + TO_ROSTER, people.most(group), most, COUNT_FORMAT, TOTAL)
            keys = [one.key for one in POSITIONS if one.group is group]
            total = {**TOTAL, **SHRUNK}
            for column, name, shape in ((HOURS, "hours", COUNTED), (COST, "cost", self.money)):
                cells = self.sheet.column(row - members, row - 1, left + column)
                value = sum(float(figures[f"{key}_{name}"].required) for key in keys)
                self.sheet.formula(row, left + column, f"=SUM({cells})", value, shape, total)

    def _everybody(self, row: int) -> None:
        style = {**TOTAL, **SHRUNK, "top": 2}
        self._total_row(row, say("Everybody"), style)
        for index, people in enumerate(self.people):
            left = self._left(index)
            figures = self.staffing.roster_figures[people.quantile]
            for column, name, shape in (
                (MOST, "everybody_at_once", COUNT_FORMAT),
                (HOURS, "roster_hours", COUNTED),
                (COST, "roster_cost", self.money),
            ):
                self.sheet.figure(row, left + column, figures[name], style, shape)
            most = max(people.roster.people_to_roster(), default=0)
            self.sheet.formula(row, left + TO_ROSTER, people.most(None), most, COUNT_FORMAT, style)

    def _total_row(self, row: int, label: Message, style: Style) -> None:
        for column in range(len(COLUMNS)):
            self.sheet.text(row, column, label if column == LABEL else "", style)

    def _notes(self, row: int) -> None:
        """Say what the numbers are, what stays as it is, and live where rows do not suffice."""
        last = len(COLUMNS) - 1
        for note in self._told():
            self.sheet.wide_text(row, last, note, NOTE)
            row += 1
        packing = self.staffing.packing
        is_slow = "result_staffing_line_pace<result_staffing_parcels_per_hour"
        for condition, warning, holds in (
            (is_slow, TOO_SLOW, packing.pace < packing.parcels_per_hour),
            (self._is_too_long(), TOO_LONG, False),
        ):
            words = self.book.text(warning)
            self.sheet.page.merge_range(row, 0, row, last, "", self.book.format(WARNING))
            formula = f'=IF({condition},{quoted(words)},"")'
            self.sheet.formula(row, 0, formula, words if holds else "", style=WARNING)
            row += 1

    def _told(self) -> Sequence[Message]:
        told = [
            say(
                "Quantiles do not add: every hour is taken at its own. To roster = on duty ÷"
                " productive share, rounded up; the reserve for breaks is shared within a group."
            ),
            say(
                "Fixed here, and changed in the planner: the days of the window, the hours of the"
                " last event, and days or hours that were typed."
            ),
            say(
                "On the sheets by hour, days on which nobody works are folded away; the plus in the"
                " margin opens them."
            ),
        ]
        if any(people.on_duty.beyond for people in self.people):
            told.append(
                say(
                    "Where customers lose patience (Erlang A), or so many ask that Excel cannot"
                    " work it out, the agents are the planner's values and stay as they are."
                )
            )
        return told

    def _is_too_long(self) -> str:
        """Return the condition under which the assumptions ask for more days than have rows."""
        frame = self.people[0].frame
        before = frame.prepared.stop // HOURS_OF_DAY
        first = frame.window.start // HOURS_OF_DAY
        hours = len(frame.window) + HOURS_OF_DAY
        packing = f"ROUNDUP(({hours}+staffing_promise_hours)/24,0)"
        behind = f"{first}+{packing}+staffing_delivery_days+staffing_after_days"
        return (
            f"OR(staffing_call_days>{before},staffing_prepack_days>{before},"
            f"{behind}>{frame.day_count})"
        )


WARNING: Style = {"bold": True, "font_color": NOT_READY, "align": "left"}
TOO_SLOW = say(
    "Printers and stations let fewer parcels through than the promise asks for: some leave late."
)
TOO_LONG = say(
    "The assumptions reach beyond the hours of these sheets: write the workbook anew from the"
    " planner."
)
_QUANTILES: Mapping[Quantile, Message] = {
    Quantile.P50: say("P50, the plan"),
    Quantile.P80: say("P80, exceeded one time in five"),
    Quantile.P95: say("P95, exceeded one time in twenty"),
}
