"""Web pages and Excel's XML that call themselves .xls: their tables, written as csv.

Many shop back-ends export this. Spreadsheets open it, workbook libraries do not.
"""

import codecs
import csv
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TextIO

from planner.errors import N_, SheetError
from planner.sheets.encoding import is_codec
from planner.sheets.limits import MOST_COLUMNS, too_wide
from planner.sheets.reading import Row

_BLOCK_BYTES = 1 << 20
_STATED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_TABLES = ("table", "ss:table")
_ROWS = ("tr", "row", "ss:row")
_CELLS = ("td", "th", "cell", "ss:cell")
_BREAKS = ("br", "p", "div")
_UNSHOWN = ("script", "style")


def tables_of_page(path: Path, folder: Path) -> list[tuple[str | None, Path]]:
    """Write each table of a page as csv in UTF-8.

    Returns:
        The worksheet's name, where the page states one, and the file.

    Raises:
        SheetError: no table is in it.
    """
    reader = _Tables(folder)
    try:
        decoder = codecs.getincrementaldecoder(_codec(path))(errors="replace")
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                reader.feed(decoder.decode(block))
        reader.close()
    finally:
        reader.end_table()
    if not reader.found:
        raise SheetError(
            "page_without_table",
            N_(
                "This is a web page without a table, whatever its name says: perhaps the page that"
                " asks for the login. Log in, export the list again and load that file."
            ),
        )
    return reader.found


def _codec(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    stated = _STATED.search(head)
    name = stated[1].decode("ascii").lower() if stated else ""
    if name in ("gb2312", "gbk"):
        return "gb18030"
    if is_codec(name) and not name.startswith("utf-16"):
        return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


class _Tables(HTMLParser):
    def __init__(self, folder: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str | None, Path]] = []
        self._folder = folder
        self._sheet: str | None = None
        self._file: TextIO | None = None
        self._write: Callable[[Row], Any] | None = None
        self._row: Row | None = None
        self._cell: list[str] | None = None
        self._span = 1
        self._unshown = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        stated = dict(attrs)
        if tag in ("worksheet", "ss:worksheet"):
            self._sheet = stated.get("ss:name")
        elif tag in _TABLES and self._file is None:
            self._begin_table()
        elif tag in _ROWS:
            self._end_row()
            if self._file is None:
                self._begin_table()
            self._skip_rows(_count(stated.get("ss:index")))
            self._row = []
        elif tag in _CELLS and self._row is not None:
            self._end_cell()
            self._row += [""] * (_count(stated.get("ss:index")) - 1 - len(self._row))
            self._span = max(1, _count(stated.get("colspan")))
            self._cell = []
        elif tag in _BREAKS and self._cell:
            self._cell.append("\n")
        self._unshown = tag in _UNSHOWN

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag that ends at once: Excel writes empty cells and rows so."""
        self.handle_starttag(tag, attrs)
        if tag not in _BREAKS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a cell, a row or a table."""
        self._unshown = False
        if tag in _CELLS:
            self._end_cell()
        elif tag in _ROWS:
            self._end_row()
        elif tag in _TABLES:
            self.end_table()

    def handle_data(self, data: str) -> None:
        """Take text; outside of cells it is not part of a table."""
        if self._cell is not None and not self._unshown:
            self._cell.append(data)

    def _begin_table(self) -> None:
        path = self._folder / f"table-{len(self.found)}.csv"
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._write = csv.writer(self._file).writerow
        self._written = 0
        self.found.append((self._sheet, path))

    def _skip_rows(self, index: int) -> None:
        """Write the blank rows before one that states its number."""
        while self._write and self._written + 1 < min(index, 1 << 20):
            self._write([])
            self._written += 1

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            text = "".join(self._cell).strip()
            self._row += [text] + [""] * (self._span - 1)
            if len(self._row) > MOST_COLUMNS:
                raise too_wide(len(self._row))
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None and self._write:
            self._write(self._row)
            self._written += 1
        self._row = None

    def end_table(self) -> None:
        """Close the table's file."""
        self._end_row()
        if self._file is not None:
            self._file.close()
        self._file = self._write = None


def _count(stated: str | None) -> int:
    return min(int(stated), MOST_COLUMNS << 6) if stated and stated.isdecimal() else 0
