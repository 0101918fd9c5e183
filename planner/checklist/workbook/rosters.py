"""The roster: by person and day, what is missing, what would cover it, hiring; then a page a day.

Shifts were found by a solver and stand as they were; a changed number of people or wage takes the
planner to work them out anew.
"""

from datetime import date

from planner.checklist.workbook.book import BOLD, NOTE, PALE, PLAIN, Book, Column, Sheet
from planner.demand import HOURS_OF_DAY
from planner.language import Message, Unit, say
from planner.roster import (
    BREAK,
    PLACE_LABELS,
    RESERVE,
    Kind,
    Person,
    ShiftPlan,
    clock,
    stretches,
)

TITLE_TEXT = say("Roster")
HEADER_ROW, FIRST_ROW = 2, 3
NAME, WHO, FIRST_DAY = 0, 1, 2
NAME_COLUMN = Column(say("Name"), 24)
PEOPLE_OF_A_PAGE = 40
"""As many as are read on one sheet of paper; more take a second."""
SIGNS = {
    **{key: str(number) for number, key in enumerate(PLACE_LABELS, start=1)},
    BREAK: "–",
    RESERVE: "R",
}
"""What stands in the cell of an hour."""
CENTRED = {**PLAIN, "align": "center"}


def write_rosters(book: Book, plan: ShiftPlan) -> None:
    """Write the sheet of all days, and one sheet a day on which somebody works."""
    columns = (
        NAME_COLUMN,
        Column(say("Who"), 22),
        *(Column(book.language.short_day(day), 13, "center") for day in plan.days),
        Column(say("Hours"), 9, "right"),
    )
    sheet = book.sheet(TITLE_TEXT, columns, landscape=True, header_row=HEADER_ROW)
    sheet.heading(TITLE_TEXT, plan.verdict()[1])
    row = _people(sheet, FIRST_ROW, plan)
    row = _figures(sheet, row + 1, plan)
    row = _hiring(sheet, row + 1, plan)
    _missing(sheet, row + 1, plan)
    for place, day in enumerate(plan.days):
        there = [
            one
            for one in plan.working
            if any(_hours_of(place).start <= hour < _hours_of(place).stop for hour in one.places)
        ]
        if there:
            _day(book, plan, day, _hours_of(place), there)


def _hours_of(place: int) -> range:
    return range(place * HOURS_OF_DAY, (place + 1) * HOURS_OF_DAY)


def _people(sheet: Sheet, row: int, plan: ShiftPlan) -> int:
    for one in plan.working:
        sheet.text(row, NAME, plan.name_of(one), BOLD)
        sheet.text(row, WHO, one.team.kind.label)
        for place in range(len(plan.days)):
            told = " ".join(clock(shift) for shift in one.shifts if shift.day == place)
            sheet.text(row, FIRST_DAY + place, told, CENTRED)
        sheet.number(row, FIRST_DAY + len(plan.days), one.hours, "#,##0")
        row += 1
    return row


def _figures(sheet: Sheet, row: int, plan: ShiftPlan) -> int:
    row = sheet.part(row, say("Hours, people and cost"), FIRST_DAY + 1)
    for figure in plan.figures.values():
        sheet.text(row, NAME, figure.label, BOLD)
        sheet.text(row, WHO, sheet.book.unit(figure.unit), NOTE)
        number_format = sheet.book.number_format(figure.unit, figure.value)
        sheet.number(row, FIRST_DAY, figure.value, number_format)
        row += 1
    return row


def _hiring(sheet: Sheet, row: int, plan: ShiftPlan) -> int:
    hiring = plan.hiring
    row = sheet.part(row, say("Hiring and training"), FIRST_DAY + 1)
    if hiring is None:
        sheet.text(row, NAME, say("Nobody has to be hired."), NOTE)
        return row + 1
    for label, day in (
        (say("Hire by"), hiring.hire_by),
        (say("Training from"), hiring.train_from),
        (say("Training until"), hiring.train_until),
        (say("First day of work"), hiring.first_day),
        (say("Last day of work"), hiring.last_day),
    ):
        sheet.text(row, NAME, label, BOLD)
        sheet.day(row, FIRST_DAY, day)
        row += 1
    heads = (say("People by day"), *(kind.label for kind in Kind))
    row = sheet.part(row, heads[0], FIRST_DAY + 1)
    for column, kind in enumerate(Kind, start=WHO):
        sheet.text(row, column, kind.label, NOTE)
    for day, counts in zip(plan.days, plan.people_by_day(), strict=True):
        row += 1
        sheet.day(row, NAME, day, BOLD)
        for column, count in enumerate(counts, start=WHO):
            sheet.number(row, column, count, "#,##0")
    return row + 1


def _missing(sheet: Sheet, row: int, plan: ShiftPlan) -> None:
    found = stretches(plan)
    row = sheet.part(row, say("Uncovered hours"), FIRST_DAY + len(plan.days) + 1)
    if not found:
        sheet.text(row, NAME, say("No hour is uncovered."), NOTE)
        return
    money = sheet.book.number_format(Unit.MONEY)
    for way in plan.ways:
        sheet.text(row, NAME, way.what, BOLD)
        sheet.text(row, WHO, plan.crew_label(way.crew.key))
        sheet.number(row, FIRST_DAY, way.covers, "#,##0.0")
        if way.cost is None:
            sheet.text(row, FIRST_DAY + 1, say("no wages"), NOTE)
        else:
            sheet.number(row, FIRST_DAY + 1, way.cost, money)
        sheet.text(row, FIRST_DAY + 2, way.how, {**PLAIN, "text_wrap": False})
        row += 1
    row = sheet.part(row, say("When people are missing"), FIRST_DAY + len(plan.days) + 1)
    for one in found:
        told = say("{first} to {until}", first=one.first, until=one.until)
        sheet.text(row, NAME, plan.crew_label(one.crew), BOLD)
        sheet.number(row, WHO, one.hours, "#,##0.0")
        sheet.text(row, FIRST_DAY, told, {**PLAIN, "text_wrap": False})
        row += 1


def _day(book: Book, plan: ShiftPlan, day: date, hours: range, there: list[Person]) -> None:
    """Write who is where in each hour of a day, those included who came the evening before."""
    columns = (
        NAME_COLUMN,
        Column(say("Shift"), 12),
        *(Column(f"{hour:02d}", 3.4, "center") for hour in range(HOURS_OF_DAY)),
    )
    title = say("Roster {day}", day=f"{day:%m-%d}")
    sheet = book.sheet(title, columns, landscape=True, header_row=HEADER_ROW)
    sheet.heading(say("Roster of {day}", day=day), _legend(book, there, hours))
    if len(there) <= PEOPLE_OF_A_PAGE:
        sheet.page.fit_to_pages(1, 1)
    for row, one in enumerate(there, start=FIRST_ROW):
        sheet.text(row, NAME, plan.name_of(one), BOLD)
        shifts = [shift for shift in one.shifts if shift.start < hours.stop
                  and shift.end > hours.start]  # fmt: skip
        sheet.text(row, WHO, " ".join(map(clock, shifts)))
        for column, hour in enumerate(hours, start=FIRST_DAY):
            place = one.places.get(hour)
            if place is not None:
                style = CENTRED if place == BREAK else {**CENTRED, "bg_color": PALE}
                sheet.text(row, column, SIGNS[place], style)


def _legend(book: Book, there: list[Person], hours: range) -> Message:
    """Return what the signs of a day stand for."""
    held = {one.places[hour] for one in there for hour in hours if hour in one.places}
    told = " · ".join(
        f"{SIGNS[key]} {book.text(label)}" for key, label in PLACE_LABELS.items() if key in held
    )
    return Message("{told}", {"told": told})
