"""The goal by day and by hour; the parts are live, and sum to the goal."""

from collections.abc import Collection, Sequence
from datetime import date

from planner.checklist.workbook.book import (
    ASIDE,
    LINE,
    NOTE,
    OFFSET_FORMAT,
    PLAIN,
    TOTAL,
    Book,
    Column,
    Sheet,
    Style,
)
from planner.demand import DemandHour
from planner.figures.colours import LAST_YEAR, PLAN
from planner.language import Unit, say
from planner.planning import Rooms

BY_DAY = say("Targets by day")
BY_HOUR = say("Targets by hour")
PARTS = ("revenue", "orders_placed", "orders_paid", "parcels", "items")
"""Columns of the forecast, in the order of the sheet."""
HOUR_COLUMNS = (
    Column(say("Day"), 13),
    Column(say("Hour"), 9, "center"),
    Column(say("Revenue"), 18, "right"),
    Column(say("Orders placed"), 12, "right"),
    Column(say("Orders paid"), 12, "right"),
    Column(say("Parcels"), 12, "right"),
    Column(say("Items"), 12, "right"),
    Column(say("Visitors"), 12, "right"),
)
HOUR, FIRST_PART, VISITORS = 1, 2, 7
DAY_COLUMNS = (
    Column(say("Day"), 13),
    Column(say("From D"), 9, "center"),
    Column(say("Revenue"), 18, "right"),
    Column(say("Share of the goal"), 11, "right"),
    Column(say("Orders placed"), 11, "right"),
    Column(say("Orders paid"), 11, "right"),
    Column(say("Parcels"), 11, "right"),
    Column(say("Visitors"), 11, "right"),
    Column(say("Day of the last event"), 13, indent=1),
    Column(say("Revenue then"), 18, "right"),
    Column(say("Change"), 10, "right"),
)
OFFSET, SHARE, THEN, REVENUE_THEN, CHANGE = 1, 3, 8, 9, 10
COUNTS_BY_DAY = {4: "orders_placed", 5: "orders_paid", 6: "parcels"}
HEADER_ROW, TOTAL_ROW, FIRST_ROW = 2, 3, 4
NEW_DAY: Style = {"top": 1, "top_color": LAST_YEAR}


def write_by_day(book: Book, rooms: Rooms) -> None:
    """Write the goal by day beside the last event, with a chart of both."""
    sheet = book.sheet(BY_DAY, DAY_COLUMNS, landscape=True, header_row=HEADER_ROW, totals=1)
    sheet.heading(BY_DAY, say("Each part sums to the whole; visitors of days never add up."))
    money, count = book.number_format(Unit.MONEY), book.number_format(Unit.COUNT)
    _day_totals(sheet, rooms, money, count)
    for index, day in enumerate(rooms.days):
        row = FIRST_ROW + index
        hours = _range_of(day.day, rooms.demand.hours)
        sheet.live_day(row, 0, day.offset, day.day)
        sheet.number(row, OFFSET, day.offset, OFFSET_FORMAT, {**PLAIN, "align": "center"})
        sheet.formula(row, FIRST_PART, f"=SUM({_slice('revenue', hours)})", day.revenue, money)
        share = f"=IF(result_targets_goal=0,0,{sheet.cell(row, FIRST_PART)}/result_targets_goal)"
        sheet.formula(row, SHARE, share, day.share, "0.0%")
        for column, name in COUNTS_BY_DAY.items():
            value = getattr(day, name)
            sheet.formula(row, column, f"=SUM({_slice(name, hours)})", value, count)
        visitors = _visitors(f"SUM({_slice('orders_paid', hours)})")
        sheet.formula(row, VISITORS, visitors, day.visitors, count)
        sheet.day(row, THEN, day.reference_day, ASIDE)
        sheet.number(row, REVENUE_THEN, day.reference_revenue, money, NOTE)
        now, then = sheet.cell(row, FIRST_PART), sheet.cell(row, REVENUE_THEN)
        change = day.revenue / day.reference_revenue - 1 if day.reference_revenue else None
        sheet.formula(row, CHANGE, f'=IF({then}=0,"",{now}/{then}-1)', change, "+0.0%;-0.0%;0.0%")
    _chart(sheet, len(rooms.days))


def _day_totals(sheet: Sheet, rooms: Rooms, money: str, count: str) -> None:
    last = FIRST_ROW + len(rooms.days) - 1
    for column in range(len(DAY_COLUMNS)):
        sheet.text(TOTAL_ROW, column, say("Total") if column == 0 else "", TOTAL)
    totals = {
        FIRST_PART: (sum(day.revenue for day in rooms.days), money),
        SHARE: (sum(day.share for day in rooms.days), "0.0%"),
        4: (sum(day.orders_placed for day in rooms.days), count),
        5: (sum(day.orders_paid for day in rooms.days), count),
        6: (sum(day.parcels for day in rooms.days), count),
        REVENUE_THEN: (sum(day.reference_revenue for day in rooms.days), money),
    }
    for column, (value, number_format) in totals.items():
        cells = sheet.column(FIRST_ROW, last, column)
        sheet.formula(TOTAL_ROW, column, f"=SUM({cells})", value, number_format, TOTAL)


def _range_of(day: date, hours: Sequence[DemandHour]) -> tuple[int, int]:
    """Return the first and last hour of a day, counted from 1."""
    found = [index for index, hour in enumerate(hours, 1) if hour.start.date() == day]
    return found[0], found[-1]


def _slice(name: str, hours: tuple[int, int]) -> str:
    return f"INDEX(demand_{name},{hours[0]}):INDEX(demand_{name},{hours[1]})"


def _visitors(orders_paid: str) -> str:
    """Return buyers ÷ conversion for so many paid orders; empty while conversion is open."""
    return (
        f'=IF(COUNT(result_targets_conversion)=0,"",ROUNDUP(ROUND({orders_paid}'
        "*result_targets_buyers/MAX(1,result_targets_orders_paid)/result_targets_conversion,9),0))"
    )


def _chart(sheet: Sheet, days: int) -> None:
    chart = sheet.book.file.add_chart({"type": "column"})
    last = FIRST_ROW + days - 1
    shown = ((REVENUE_THEN, say("Last event"), LAST_YEAR), (FIRST_PART, say("Plan"), PLAN))
    for column, label, colour in shown:
        chart.add_series(
            {
                "name": sheet.book.text(label),
                "categories": f"={sheet.prefix}" + sheet.column(FIRST_ROW, last, 0),
                "values": f"={sheet.prefix}" + sheet.column(FIRST_ROW, last, column),
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_title({"name": sheet.book.text(say("Revenue by day")), "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"num_format": "mm-dd", "text_axis": True})
    language = sheet.book.language
    amount = say("paid amount ({currency})", currency=language.symbol)
    chart.set_y_axis(
        {
            "name": language.text(amount),
            "name_font": {"bold": False},
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    chart.set_size({"width": 940, "height": 300})
    sheet.page.insert_chart(last + 2, 0, chart)


def write_by_hour(book: Book, rooms: Rooms, split: Collection[str]) -> None:
    """Write the goal by hour; ``split`` names the columns that are live."""
    is_open = rooms.targets.conversion.value is None
    columns = HOUR_COLUMNS[:VISITORS] if is_open else HOUR_COLUMNS
    sheet = book.sheet(BY_HOUR, columns, landscape=False, header_row=HEADER_ROW, totals=1)
    live = all(name in split for name in PARTS)
    sheet.heading(
        BY_HOUR,
        say("The last event's hours, scaled to the goal; they follow the assumptions.")
        if live
        else say("Too large for Excel to split: these are the planner's values; they stay."),
    )
    hours = rooms.demand.hours
    _hour_totals(sheet, hours, len(columns))
    main_day = book.answer.campaign.main_day
    for index, hour in enumerate(hours):
        row = FIRST_ROW + index
        style = {**PLAIN, **NEW_DAY} if hour.start.hour == 0 else PLAIN
        offset = (hour.start.date() - main_day).days
        sheet.live_day(row, 0, offset, hour.start.date(), style)
        sheet.text(row, HOUR, book.language.hour(hour.start.hour), {**style, "align": "center"})
        for column, name in enumerate(PARTS, FIRST_PART):
            value, number_format = getattr(hour, name), part_format(book, name)
            if name in split:
                formula = f"=INDEX(split_{name},{index + 1})" + (
                    "/100" if name == "revenue" else ""
                )
                sheet.formula(row, column, formula, value, number_format, style)
            else:
                sheet.number(row, column, value, number_format, style)
        if not is_open:
            visitors = _visitors(sheet.cell(row, FIRST_PART + PARTS.index("orders_paid")))
            sheet.formula(row, VISITORS, visitors, rooms.visitors_by_hour[index], "#,##0", style)
    last = FIRST_ROW + len(hours) - 1
    for column, name in enumerate(PARTS, FIRST_PART):
        sheet.name_column(FIRST_ROW, last, column, f"demand_{name}")


def part_format(book: Book, name: str) -> str:
    """Return the number format of a column of the forecast."""
    return book.number_format(Unit.MONEY if name == "revenue" else Unit.COUNT)


def _hour_totals(sheet: Sheet, hours: Sequence[DemandHour], columns: int) -> None:
    for column in range(columns):
        sheet.text(TOTAL_ROW, column, say("Total") if column == 0 else "", TOTAL)
    for column, name in enumerate(PARTS, FIRST_PART):
        value = sum(getattr(hour, name) for hour in hours)
        number_format = part_format(sheet.book, name)
        formula = f"=SUM(demand_{name})"
        sheet.formula(TOTAL_ROW, column, formula, value, number_format, TOTAL)
