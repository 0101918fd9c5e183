"""What the tests of stock share: a window, short readings, sheets written as workbooks."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from planner.inventory.reading import read_stock_facts
from planner.inventory.stock import StockFacts
from planner.tables import Dataset

FIRST_DAY, LAST_DAY = date(2026, 11, 7), date(2026, 11, 13)


def facts_of(
    dataset: Dataset,
    counts_as: Mapping[str, str] | None = None,
    matches: Mapping[str, str] | None = None,
    pack_sizes: Mapping[str, int] | None = None,
) -> StockFacts:
    """Return the facts over the window of the small event; some sheet of stock is loaded."""
    facts = read_stock_facts(
        dataset, FIRST_DAY, LAST_DAY, counts_as or {}, matches or {}, pack_sizes
    )
    assert facts is not None
    return facts


def write_book(path: Path, *rows: Sequence[Any]) -> Path:
    """Write rows of cells as a workbook of one sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
    return path
