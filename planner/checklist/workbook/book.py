"""The workbook and its sheets: formats, page set-up, and cells that are written in one way only."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from math import ceil, inf
from types import MappingProxyType
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

import xlsxwriter
from babel.numbers import get_currency_precision
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from planner.campaign.settings import UNPRINTABLE
from planner.checklist.tasks import Checklist
from planner.checklist.workbook.names import (
    Ledger,
    is_beyond_excel,
    live_formula,
    may_be_open,
    name_of,
)
from planner.figures import Figure, Level, Value, unit_of
from planner.figures.colours import AT_RISK, NOT_READY, PLAN, READY
from planner.language import Language, Message, Unit, say
from planner.planning import Answer

A4 = 9
NAME = re.compile(r"[a-z][a-z0-9]*_\w+")
"""Of a cell; in lower case, unlike functions and addresses."""
FIRST_DAY_OF_EXCEL = date(1899, 12, 30)
LINE_HEIGHT = 13.5
"""Points."""
TITLE_HEIGHT = 25
POINTS_OF_DIGIT = 5.5
LAST_NARROW = "\u2e7f"
"""Characters beyond are Chinese."""
NARROW, WIDE = 0.87, 2.0
"""Mean width of a character, in the digits that a column's width is measured in."""
SHORT = 3
"""Characters that fit into any column, Chinese ones too."""
WORD = re.compile(rf"[\0-{LAST_NARROW}]+?(?:\s+|(?![\0-{LAST_NARROW}]))|.")
"""What stays on one line: a word with the blanks behind it, or one Chinese character."""
LONGEST_LITERAL = 250
"""Excel refuses texts of more than 255 characters within formulas."""
NOTHING_HERE: Mapping[str, str] = MappingProxyType({})
LONGEST_HEADER = 80
"""Excel allows 255 characters for a header or footer, all three parts together."""
FONTS = {"zh": "Microsoft YaHei", "en": "Arial"}
PALE = "#EFEBFF"
EDITABLE = "#FFF9E5"
LINE = "#D5D7DB"
QUIET = "#5F646D"

Style = dict[str, Any]
PLAIN: Style = {"text_wrap": True}
HEADER: Style = {
    "bold": True,
    "bg_color": PLAN,
    "font_color": "#FFFFFF",
    "text_wrap": True,
}
BOLD: Style = {"bold": True, "text_wrap": True}
NOTE: Style = {"font_color": QUIET, "text_wrap": True}
ASIDE: Style = {**NOTE, "align": "left", "indent": 1}
"""Words right of a number."""
COUNT_FORMAT = '#,##0;-#,##0;"–"'
"""Counts by the hour; a calm dash where nothing happens."""
GROUP: Style = {"bold": True, "bg_color": PALE}
INPUT: Style = {"bg_color": EDITABLE, "border": 1, "border_color": LINE}
TOTAL: Style = {"bold": True, "bg_color": PALE}
TITLE: Style = {"bold": True, "font_size": 18, "font_color": PLAN}

DAY_FORMAT = "yyyy-mm-dd"
MOMENT_FORMAT = "yyyy-mm-dd hh:mm"
OFFSET_FORMAT = '"D+"0;"D-"0;"D"'
VERDICT_COLOURS = {
    Level.READY: READY,
    Level.ON_TRACK: PLAN,
    Level.AT_RISK: AT_RISK,
    Level.NOT_READY: NOT_READY,
}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: what its header says, and its width in characters.

    The head of an ``upright`` one stands on its side where its words are wider than the column.
    """

    title: Message | str
    width: float
    align: str = "left"
    indent: int = 0
    hidden: bool = False
    upright: bool = False


class _Worksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet that takes formulas as they are.

    XlsxWriter looks through each twice for functions newer than Excel 2010, and six times for signs
    to escape; that was most of the time of writing, and the formulas here use none of the former.
    """

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0
    ) -> int:
        self._check_dimensions(row, col)
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0

    def _xml_formula_element(
        self, formula: str, result: Any, attributes: Sequence[tuple[str, Any]] = ()
    ) -> None:
        # Addresses and numbers of formats need no escaping.
        given = "".join([f' {name}="{value}"' for name, value in attributes])
        value = escape(result) if isinstance(result, str) else result
        self.fh.write(f"<c{given}><f>{escape(formula)}</f><v>{value}</v></c>")


class Book:
    """A workbook in the making.

    Attributes:
        answer: every number that it shows.
        checklist: the tasks that it lists.
        language: of its reader.
        ledger: everything its formulas may name.
        named: the names that its formulas hold so far.
        defined: the names that cells and ranges bear so far.
        sheets: those that are seen, so far.
    """

    def __init__(
        self, answer: Answer, checklist: Checklist, language: Language, target: str | BinaryIO
    ) -> None:
        self.answer = answer
        self.checklist = checklist
        self.language = language
        self.ledger = Ledger.of(answer)
        self.named: set[str] = set()
        self.defined: set[str] = set()
        self.file = xlsxwriter.Workbook(
            target,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self.file.set_size(2400, 1500)
        self.file.set_properties(
            {
                "title": self.text(answer.campaign.name),
                "author": "Campaign planner",
                "created": datetime.combine(answer.today, datetime.min.time()),
            }
        )
        self.file.set_calc_mode("auto")
        self.sheets: list[Sheet] = []
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def text(self, message: Message | str) -> str:
        """Return a message in the reader's language; plain text as it is."""
        return self.language.text(message) if isinstance(message, Message) else message

    def format(self, style: Style) -> Any:
        """Return the format of a style, made once."""
        key = tuple(style.items())
        if key not in self._formats:
            base = {
                "font_name": FONTS[self.language.code],
                "font_size": 10,
                "valign": "vcenter",
            }
            self._formats[key] = self.file.add_format({**base, **style})
        return self._formats[key]

    def name(self, name: str, reference: str) -> None:
        """Give a cell or a range a name."""
        self.defined.add(name)
        self.file.define_name(name, f"={reference}")

    def unit(self, unit: Unit) -> str:
        """Return the word for a unit that stands beside a value; money and shares have signs."""
        return "" if unit in (Unit.SHARE, Unit.MONEY) else unit_of(unit, self.language)

    def number_format(self, unit: Unit, value: Value | None = None) -> str:
        """Return the number format of a unit; counts show decimals where the value has any."""
        match unit:
            case Unit.MONEY:
                return self._money_format
            case Unit.SHARE:
                return "0.00%"
            case Unit.HOUR_OF_DAY:
                return '00":00"'
            case Unit.RATIO:
                return "#,##0.00"
        fraction = value is not None and value != int(value)
        return "#,##0.0" if fraction else "#,##0"

    @cached_property
    def _money_format(self) -> str:
        decimals = get_currency_precision(self.language.currency)
        return f'"{self.language.symbol}"#,##0{"." if decimals else ""}{"0" * decimals}'

    def sheet(
        self,
        title: Message,
        columns: Sequence[Column],
        *,
        landscape: bool,
        header_row: int,
        totals: int = 0,
    ) -> "Sheet":
        """Return a new sheet with its page set up, its header row written, frozen and repeated.

        ``totals`` rows below the header are frozen and repeated with it.
        """
        sheet = Sheet(self, self.text(title))
        sheet.set_up_page(landscape=landscape)
        sheet.page.set_row(0, TITLE_HEIGHT)
        sheet.set_columns(columns)
        sheet.header(header_row, columns, rows_below=totals)
        self.sheets.append(sheet)
        return sheet

    def close(self) -> None:
        """Finish all sheets and write the file."""
        for sheet in self.sheets:
            sheet.finish()
        self.file.close()

    def hidden_sheet(self, name: str) -> "Sheet":
        """Return a new sheet that nobody sees."""
        sheet = Sheet(self, name)
        sheet.page.very_hidden()
        return sheet


class Sheet:
    """A sheet in the making; rows and columns count from 0."""

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self.title = name
        self.page = book.file.add_worksheet(name, _Worksheet)
        self._widths: Sequence[float] = ()
        self._lines: dict[int, int] = {}

    def set_up_page(self, *, landscape: bool) -> None:
        """Set A4, one page wide, with the campaign's name and page numbers."""
        page = self.page
        page.set_paper(A4)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        page.hide_gridlines(2)
        name = UNPRINTABLE.sub(" ", self.book.text(self.book.answer.campaign.name))[:LONGEST_HEADER]
        name = name.replace("&", "&&")
        page.set_header(f"&L{name}&R{self.title.replace('&', '&&')}")
        page.set_footer("&C&P / &N")

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Set the widths and hide what only the way back reads."""
        self._widths = [inf if column.hidden else column.width for column in columns]
        for index, column in enumerate(columns):
            self.page.set_column(
                index, index, column.width, None, {"hidden": True} if column.hidden else {}
            )

    def header(self, row: int, columns: Sequence[Column], *, rows_below: int = 0) -> None:
        """Write the header row; freeze it with what stands above, and repeat it on each page."""
        turned = self._turned(columns)
        for index, column in enumerate(columns):
            style = {**HEADER, "align": column.align, "indent": column.indent}
            if turned and column.upright:
                style |= {"rotation": 90, "align": "center", "text_wrap": False}
            self.text(row, index, column.title, style)
        if turned:
            self.page.set_row(row, turned)
        self.page.freeze_panes(row + 1 + rows_below, 0)
        self.page.repeat_rows(row, row + rows_below)

    def part(self, row: int, title: Message, columns: int | None = None) -> int:
        """Write a line across all columns, or the first ones, that begins a part.

        Return the row below it.
        """
        for column in range(len(self._widths) if columns is None else columns):
            self.text(row, column, "" if column else title, GROUP)
        return row + 1

    def _turned(self, columns: Sequence[Column]) -> float:
        """Return how high a row of heads on their sides is; 0 where upright ones fit."""
        heads = [(self.book.text(one.title), one.width) for one in columns if one.upright]
        fits = all(
            _width_of(word.rstrip()) <= width
            for head, width in heads
            for word in WORD.findall(head)
        )
        longest = max((_width_of(head) for head, _ in heads), default=0)
        return 0 if fits else longest * POINTS_OF_DIGIT + TITLE_HEIGHT

    @staticmethod
    def cell(row: int, column: int, *, absolute: bool = False, fixed_column: bool = False) -> str:
        """Return the address of a cell, as formulas of its own sheet write it."""
        across = f"${_name_of(column)}" if absolute or fixed_column else _name_of(column)
        return f"{across}${row + 1}" if absolute else f"{across}{row + 1}"

    @staticmethod
    def column(first_row: int, last_row: int, column: int) -> str:
        """Return the address of a column's cells, as formulas of its own sheet write it."""
        name = _name_of(column)
        return f"${name}${first_row + 1}:${name}${last_row + 1}"

    @property
    def prefix(self) -> str:
        """Return the sheet's name, as names and charts write it before an address."""
        return "'" + self.title.replace("'", "''") + "'!"

    def text(self, row: int, column: int, text: Message | str, style: Style = PLAIN) -> None:
        """Write text, also where it begins like a formula."""
        words = self.book.text(text)
        self.page.write_string(row, column, words, self.book.format(style))
        self._grow(row, column, words, style)

    def wide_text(self, row: int, last_column: int, text: Message | str, style: Style) -> None:
        """Write text across the columns from the first on."""
        words = self.book.text(text)
        self.page.merge_range(row, 0, row, last_column, words, self.book.format(style))
        self._lines[row] = lines_of(words, sum(self._widths[: last_column + 1]))

    def number(
        self,
        row: int,
        column: int,
        value: Value | None,
        number_format: str,
        style: Style = PLAIN,
    ) -> None:
        """Write a number; an empty cell where there is none."""
        style = {**style, "num_format": number_format}
        if value is None:
            self.page.write_blank(row, column, None, self.book.format(style))
        else:
            self.page.write_number(row, column, float(value), self.book.format(style))

    def day(self, row: int, column: int, day: date, style: Style = PLAIN) -> None:
        """Write a day as a real date."""
        self.number(row, column, serial(day), DAY_FORMAT, {"align": "left", **style})

    def live_day(
        self,
        row: int,
        column: int,
        offset: int,
        day: date,
        style: Style = PLAIN,
        *,
        earliest: str | None = None,
    ) -> None:
        """Write a day that follows the main day, never before the day of that name."""
        style = {**style, "align": "left"}
        moving = f"campaign_main_day{offset:+d}"
        formula = f"=MAX({earliest},{moving})" if earliest else f"={moving}"
        self.formula(row, column, formula, serial(day), DAY_FORMAT, style)

    def heading(self, title: Message, note: Message) -> None:
        """Write the sheet's title and a line below it."""
        self.text(0, 0, title, TITLE)
        self.text(1, 0, note, {**NOTE, "text_wrap": False})

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        value: Value | str | None,
        number_format: str = "General",
        style: Style = PLAIN,
    ) -> None:
        """Write a live formula together with what it comes to."""
        formula = UNPRINTABLE.sub(" ", formula)
        value = UNPRINTABLE.sub(" ", value) if isinstance(value, str) else value
        self.book.named.update(NAME.findall(formula))
        self.page.write_formula(
            row,
            column,
            formula,
            self.book.format({**style, "num_format": number_format}),
            _stored(value),
        )
        if isinstance(value, str):
            self._grow(row, column, value, style)

    def live_column(
        self,
        column: int,
        cells: Mapping[int, tuple[str, Value]],
        number_format: str = "General",
        style_of: Callable[[int], Style] = lambda _: PLAIN,
    ) -> None:
        """Write a column of live formulas, each with what it comes to, by row.

        Its first or its last formula holds every name that the others hold.
        """
        for end in (*cells.values(),)[:: max(1, len(cells) - 1)]:
            self.book.named.update(NAME.findall(end[0]))
        for row, (formula, value) in cells.items():
            style = {**style_of(row), "num_format": number_format}
            self.page.write_formula(row, column, formula, self.book.format(style), float(value))

    def _grow(self, row: int, column: int, words: str, style: Style) -> None:
        """Note how many lines a row needs: not every program finds its height by itself."""
        if len(words) <= SHORT:
            return
        if style.get("text_wrap") and column < len(self._widths):
            lines = lines_of(words, self._widths[column] - style.get("indent", 0))
            self._lines[row] = max(lines, self._lines.get(row, 1))

    def finish(self) -> None:
        """Set the height of rows that need more than one line."""
        for row, lines in self._lines.items():
            if lines > 1:
                self.page.set_row(row, LINE_HEIGHT * lines + 2)

    def figure(
        self,
        row: int,
        column: int,
        figure: Figure,
        style: Style = PLAIN,
        number_format: str | None = None,
        here: Mapping[str, str] = NOTHING_HERE,
    ) -> None:
        """Write a figure where it is at home: its formula, its value and its name.

        ``here`` are names whose values stand on the same sheet, by the cells to use instead.
        """
        number_format = number_format or self.book.number_format(figure.unit, figure.value)
        if is_beyond_excel(figure):
            self.number(row, column, figure.value, number_format, style)
            self.page.write_comment(row, column, self.book.text(BEYOND_EXCEL))
        else:
            formula = live_formula(figure)
            if here:
                formula = NAME.sub(lambda found: here.get(found[0], found[0]), formula)
            self.formula(row, column, formula, figure.value, number_format, style)
        self.name(row, column, name_of(figure))

    def reference(self, row: int, column: int, figure: Figure, style: Style = PLAIN) -> None:
        """Write what a figure comes to, somewhere else than at home."""
        number_format = self.book.number_format(figure.unit, figure.value)
        name, value = name_of(figure), figure.value
        if may_be_open(figure):
            word = self.book.text(say("open"))
            formula = f'=IF({name}="",{quoted(word)},{name})'
            shown = word if value is None else value
            self.formula(row, column, formula, shown, number_format, style)
        else:
            self.formula(row, column, f"={name}", value, number_format, style)

    def name(self, row: int, column: int, name: str) -> None:
        """Give a cell a name."""
        self.book.name(name, self.prefix + self.cell(row, column, absolute=True))

    def name_column(self, first_row: int, last_row: int, column: int, name: str) -> None:
        """Give a column's cells a name."""
        self.book.name(name, self.prefix + self.column(first_row, last_row, column))


BEYOND_EXCEL = say(
    "Excel cannot work out so heavy a load: this is the planner's value, and it does not follow"
    " changes made here."
)


@cache
def _name_of(column: int) -> str:
    """Return a column's letters."""
    return str(xl_col_to_name(column))


def quoted(text: str) -> str:
    """Return text as formulas write it.

    >>> quoted('12" box')
    '"12"" box"'
    """
    pieces = [text[at : at + LONGEST_LITERAL] for at in range(0, len(text), LONGEST_LITERAL)]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces or [""])


def lines_of(words: str, width: float) -> int:
    """Return how many lines a text takes in a column; Chinese characters are twice as wide.

    >>> lines_of("Shipping bags", 20), lines_of("快递袋" * 5, 20), lines_of("once a fortnight", 12)
    (1, 2, 2)
    """
    if len(words) * WIDE <= width and "\n" not in words:
        return 1  # however wide its characters are
    return sum(_lines_of(line, width) for line in words.split("\n"))


def _lines_of(line: str, width: float) -> int:
    lines, used = 1, 0.0
    for word in WORD.findall(line):
        if used and used + _width_of(word.rstrip()) > width:
            lines, used = lines + 1, 0.0
        used += _width_of(word)
        if _width_of(word.rstrip()) > width:
            # A word longer than the column is broken.
            broken = ceil(_width_of(word.rstrip()) / width) - 1
            lines, used = lines + broken, used - broken * width
    return lines


def _width_of(words: str) -> float:
    if words.isascii():
        return NARROW * len(words)
    return sum(WIDE if one > LAST_NARROW else NARROW for one in words)


def serial(day: date) -> int:
    """Return a day as Excel counts it.

    >>> serial(date(2026, 11, 11))
    46337
    """
    return (day - FIRST_DAY_OF_EXCEL).days


def _stored(value: Value | str | None) -> float | int | str:
    if value is None:
        return ""
    return float(value) if isinstance(value, Decimal) else value
