"""The first sheet: is the shop ready, and the numbers that matter."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from planner.checklist.tasks import DAYS_AT_RISK
from planner.checklist.templates import AREAS
from planner.checklist.workbook.book import (
    BOLD,
    DAY_FORMAT,
    HEADER,
    MOMENT_FORMAT,
    NOTE,
    PLAIN,
    TITLE,
    VERDICT_COLOURS,
    Book,
    Column,
    Sheet,
    Style,
    quoted,
    serial,
)
from planner.checklist.workbook.materials import NO_DAY
from planner.checklist.workbook.owners import tasks_by_owner
from planner.demand import Quantile
from planner.figures import Figure, Level
from planner.language import Message, say
from planner.planning import Rooms

TITLE_TEXT = say("Summary")
AREA_COLUMNS = (
    Column(say("Area"), 34),
    Column(say("Readiness"), 20),
    Column(say("Done"), 10, "right"),
    Column(say("Tasks"), 10, "right"),
    Column(say("Progress"), 11, "right"),
    Column(say("Overdue"), 11, "right"),
    Column(say("Due soon"), 11, "right"),
)
AREA, VERDICT, DONE, TASKS, PROGRESS, OVERDUE, SOON = range(len(AREA_COLUMNS))
HEADER_ROW, FIRST_ROW = 4, 5


class _Day(NamedTuple):
    """A day that follows from other sheets."""

    label: Message
    formula: str
    value: float | None
    number_format: str


def write_summary(book: Book) -> None:
    """Write the sheet."""
    sheet = book.sheet(TITLE_TEXT, AREA_COLUMNS, landscape=False, header_row=HEADER_ROW)
    _title(sheet)
    row = _areas(sheet)
    row = _owners(sheet, row + 1)
    if book.answer.rooms is not None:
        row = _figures(sheet, row + 1, book.answer.rooms)
    _problems(sheet, row + 1)


def _title(sheet: Sheet) -> None:
    campaign = sheet.book.answer.campaign
    sheet.text(0, 0, sheet.book.text(campaign.name), {**TITLE, "text_wrap": False})
    sheet.text(1, 0, say("Main day (D)"), NOTE)
    left: Style = {**BOLD, "align": "left"}
    sheet.formula(1, 1, "=campaign_main_day", serial(campaign.main_day), DAY_FORMAT, left)
    sheet.text(2, 0, say("Days to go"), NOTE)
    to_go = sheet.book.answer.days_to_go
    sheet.formula(2, 1, "=campaign_main_day-as_of", to_go, "0", left)
    sheet.text(2, 2, say("as of"), NOTE)
    as_of = serial(sheet.book.answer.today)
    sheet.formula(2, 3, "=as_of", as_of, DAY_FORMAT, {"align": "left", "text_wrap": False})


def _areas(sheet: Sheet) -> int:
    """Write readiness and progress by area, counted over the checklist sheet.

    Readiness is the worst of the counts and of what the area's room says of the plan itself; the
    room's level stands in the formula as the planner found it.
    """
    checklist = sheet.book.checklist
    words = {level: f"{level.sign} {sheet.book.text(level.word)}" for level in Level}
    for row, (area, label) in enumerate(AREAS.items(), FIRST_ROW):
        tasks = [task for task in checklist.tasks if task.area == area]
        overdue = sum(task.is_overdue(checklist.today) for task in tasks)
        soon = sum(task.is_due_soon(checklist.today) for task in tasks)
        progress = checklist.progress[area]
        sheet.text(row, AREA, label, BOLD)
        here = sheet.cell(row, AREA)
        late, near = sheet.cell(row, OVERDUE), sheet.cell(row, SOON)
        done, total = sheet.cell(row, DONE), sheet.cell(row, TASKS)
        counts = {
            Level.NOT_READY: f"{late}>0",
            Level.AT_RISK: f"{near}>0",
            Level.ON_TRACK: f"{done}<{total}",
        }
        room = checklist.room_levels.get(area)
        verdict = quoted(words[Level.READY])
        for level, count in reversed(counts.items()):
            is_rooms = "TRUE" if room is level else "FALSE"
            verdict = f"IF(OR({count},{is_rooms}),{quoted(words[level])},{verdict})"
        sheet.formula(
            row,
            VERDICT,
            f"={verdict}",
            words[checklist.readiness[area].level],
            style=BOLD,
        )
        counted = f"COUNTIFS(checklist_area,{here}"
        not_done = 'checklist_status,"<>"&status_done)'
        for column, formula, value in (
            (DONE, f"={counted},checklist_status,status_done)", progress.done),
            (TASKS, f"={counted})", progress.total),
            (OVERDUE, f'={counted},checklist_due,"<"&as_of,{not_done}', overdue),
            (
                SOON,
                f'={counted},checklist_due,">="&as_of,checklist_due,"<="&(as_of+{DAYS_AT_RISK}),'
                f"{not_done}",
                soon,
            ),
        ):
            sheet.formula(row, column, formula, value, "0")
        share = progress.done / progress.total if progress.total else 0
        sheet.formula(row, PROGRESS, f"=IF({total}=0,0,{done}/{total})", share, "0%")
    last = FIRST_ROW + len(AREAS) - 1
    _colour(sheet, last, words)
    return last + 1


def _colour(sheet: Sheet, last: int, words: dict[Level, str]) -> None:
    for level, colour in VERDICT_COLOURS.items():
        sheet.page.conditional_format(
            FIRST_ROW,
            VERDICT,
            last,
            VERDICT,
            {
                "type": "cell",
                "criteria": "==",
                "value": quoted(words[level]),
                "format": sheet.book.file.add_format({"font_color": colour, "bold": True}),
            },
        )
    _bars(sheet, FIRST_ROW, last)


def _bars(sheet: Sheet, first: int, last: int) -> None:
    """Draw progress as bars."""
    sheet.page.conditional_format(
        first,
        PROGRESS,
        last,
        PROGRESS,
        {
            "type": "data_bar",
            "bar_color": VERDICT_COLOURS[Level.READY],
            "bar_solid": True,
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 1,
        },
    )


def _owners(sheet: Sheet, row: int) -> int:
    """Write progress by owner; each has a sheet too."""
    checklist = sheet.book.checklist
    for column, head in enumerate(AREA_COLUMNS):
        title = say("Owner") if column == AREA else "" if column == VERDICT else head.title
        sheet.text(row, column, title, {**HEADER, "align": head.align})
    first = row + 1
    for row, (owner, tasks) in enumerate(tasks_by_owner(sheet.book).items(), first):
        sheet.text(row, AREA, owner, BOLD)
        # Compared, not counted by COUNTIF: a name may hold signs that it takes for conditions.
        own = f"(checklist_owner={sheet.cell(row, AREA)})"
        left = "(checklist_status<>status_done)"
        soon = f"(checklist_due>=as_of)*(checklist_due<=as_of+{DAYS_AT_RISK})"
        done = sum(task.is_done for task in tasks)
        for column, formula, value in (
            (DONE, f"{own}*(checklist_status=status_done)", done),
            (TASKS, f"--{own}", len(tasks)),
            (
                OVERDUE,
                f"{own}*{left}*(checklist_due<as_of)",
                sum(task.is_overdue(checklist.today) for task in tasks),
            ),
            (
                SOON,
                f"{own}*{left}*{soon}",
                sum(task.is_due_soon(checklist.today) for task in tasks),
            ),
        ):
            sheet.formula(row, column, f"=SUMPRODUCT({formula})", value, "0")
        share = (
            f"=IF({sheet.cell(row, TASKS)}=0,0,{sheet.cell(row, DONE)}/{sheet.cell(row, TASKS)})"
        )
        sheet.formula(row, PROGRESS, share, done / len(tasks), "0%")
    _bars(sheet, first, row)
    return row + 1


def _key_figures(rooms: Rooms) -> Iterator[Figure]:
    targets, staffing = rooms.targets, rooms.staffing.figures
    yield from (targets.goal, targets.growth, targets.visitors, targets.conversion, targets.aov)
    yield from (targets.buyers, targets.orders_placed, rooms.parcels)
    for name in (
        "peak_orders",
        "peak_agents",
        "peak_agents_to_roster",
        "agent_hours",
        "agent_shifts",
        "packing_crew",
        "packing_crew_to_roster",
        "packer_hours",
        "packer_shifts",
        "largest_backlog",
    ):
        yield staffing[name]
    everybody = rooms.staffing.roster_figures[Quantile.P50]
    yield from (everybody[name] for name in ("everybody_at_once", "roster_hours", "roster_cost"))
    yield rooms.materials.cost
    stock = rooms.inventory.figures
    yield from (stock[name] for name in ("main_share_units", "missing_units", "purchase_cost"))


def _figures(sheet: Sheet, row: int, rooms: Rooms) -> int:
    book = sheet.book
    heads = (say("The numbers that matter"), say("Value"), say("Unit"), say("Source"))
    for column in range(len(AREA_COLUMNS)):
        sheet.text(row, column, heads[column] if column < len(heads) else "", HEADER)
    row += 1
    for figure in _key_figures(rooms):
        sheet.text(row, 0, figure.label)
        sheet.reference(row, 1, figure, {**BOLD, "align": "left"})
        sheet.text(row, 2, book.unit(figure.unit), NOTE)
        sheet.text(row, 3, ", ".join(figure.rules), {**NOTE, "text_wrap": False})
        row += 1
    for day in _days(rooms):
        sheet.text(row, 0, day.label)
        style: Style = {**BOLD, "align": "left"}
        sheet.formula(row, 1, day.formula, day.value, day.number_format, style)
        row += 1
    return row


def _days(rooms: Rooms) -> Iterator[_Day]:
    first = rooms.materials.first_order_by
    # Lines with nothing to buy, and rows left empty, are pushed beyond the calendar.
    bought = "ISNUMBER(materials_to_buy)*(materials_to_buy>0)"
    soonest = f"SUMPRODUCT(MIN(materials_order_by+(1-{bought})*{NO_DAY}))"
    yield _Day(
        say("First order of materials by"),
        f'=IF({soonest}>={NO_DAY},"",{soonest})',
        serial(first) if first else None,
        DAY_FORMAT,
    )
    leaves = rooms.staffing.last_parcel_leaves
    # The whole hour is added last, so that both sides round alike.
    ends = "ROUND((staffing_day+(VALUE(LEFT(staffing_hour,2))+1)/24)*24,0)"
    latest = f"SUMPRODUCT(MAX((staffing_packed>0)*{ends}))"
    yield _Day(
        say("Last parcel leaves"),
        f'=IF(staffing_left_over>0,{_cleared(rooms)},IF({latest}=0,"",{latest}/24))',
        _moment(leaves) if leaves else None,
        MOMENT_FORMAT,
    )


def _cleared(rooms: Rooms) -> str:
    """Return when parcels left over at the end of the hours have left, at the line's pace."""
    end = f"INDEX(staffing_day,1)*24+{rooms.staffing.window_hours + 24}+staffing_promise_hours"
    needed = "ROUNDUP(staffing_left_over/result_staffing_line_pace,0)"
    days = f"INT(({needed}-1)/open_hours)"
    ahead = f'COUNTIF(open_ahead,"<"&({needed}-open_hours*{days}))'
    return f'IF(result_staffing_line_pace=0,"",ROUND({end}+24*{days}+{ahead}+1,0)/24)'


def _moment(when: datetime) -> float:
    hours = (when - datetime(1899, 12, 30)) / timedelta(hours=1)
    return hours / 24


def _problems(sheet: Sheet, row: int) -> None:
    answer = sheet.book.answer
    problems = list(answer.problems)
    if answer.rooms is not None:
        rooms = answer.rooms
        problems += (
            *rooms.targets.problems,
            *rooms.inventory.problems,
            *rooms.staffing.problems,
            *rooms.materials.problems,
        )
    if not problems:
        return
    for column in range(len(AREA_COLUMNS)):
        sheet.text(
            row,
            column,
            say("Know before you trust it (as of the download)") if column == 0 else "",
            HEADER,
        )
    for below, problem in enumerate(problems, row + 1):
        sheet.wide_text(below, SOON, problem, PLAIN)
