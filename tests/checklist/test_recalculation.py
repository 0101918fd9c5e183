"""LibreOffice works every formula out again and must come to what the planner stored."""

from pathlib import Path

import pytest
import xlsxwriter

from tests.checklist.cases import EDITED, Workbooks
from tests.checklist.reading import opened, opened_values
from tests.checklist.recalculation import differences, formula_cells, is_same

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

NAMES = [
    "shop",
    "shop_zh",
    "revenue",
    "levers",
    "heavy",
    "one",
    "nothing_left",
    "unpaid",
    "no_data",
    "huge",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_formula_recalculates_to_what_is_stored(workbooks: Workbooks, name: str) -> None:
    assert list(differences(workbooks.written[name], workbooks.again[name])) == []


def test_the_workbook_of_a_shop_is_live(workbooks: Workbooks) -> None:
    assert len(formula_cells(workbooks.written["shop"])) > 5000


def test_a_planted_wrong_value_is_found(workbooks: Workbooks) -> None:
    """Test of the test: LibreOffice really recalculates, and the comparison sees it."""
    (found,) = differences(workbooks.written["planted"], workbooks.again["planted"])
    assert (found.sheet, found.cell, found.stored, found.recalculated) == ("Summary", "C6", 777, 0)


def test_an_error_is_a_difference_even_where_both_hold_it(tmp_path: Path) -> None:
    file = tmp_path / "error.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_formula("A1", "=1/0", None, "#DIV/0!")
    assert [one.recalculated for one in differences(file, file)] == ["#DIV/0!"]


@pytest.mark.parametrize("name", EDITED)
def test_what_is_changed_in_excel_comes_to_what_the_planner_answers(
    workbooks: Workbooks, name: str
) -> None:
    expected = opened_values(workbooks.written[f"expected_{name}"])
    found = opened_values(workbooks.again[f"edited_{name}"])
    before = opened_values(workbooks.written["shop"])
    changed = 0
    for title in ("Targets by day", "Targets by hour", "Staffing by hour", "Materials"):
        for row in expected[title].iter_rows():
            for cell in row:
                value = found[title][cell.coordinate].value
                assert is_same(cell.value, value), (title, cell.coordinate, cell.value, value)
                changed += not is_same(cell.value, before[title][cell.coordinate].value)
    assert changed > 10


def test_splitting_too_much_for_excel_leaves_the_planners_values(workbooks: Workbooks) -> None:
    book = opened(workbooks.written["huge"])
    sheet = book["Targets by hour"]
    assert "stay" in sheet["A2"].value
    assert not isinstance(sheet["C5"].value, str)
    assert str(sheet["D5"].value).startswith("=INDEX(split_orders_placed")


def test_a_load_beyond_excel_is_written_as_a_number_with_a_note(workbooks: Workbooks) -> None:
    sheet = opened(workbooks.written["heavy"])["Staffing by hour"]
    agents = [sheet.cell(row, 5) for row in range(4, 4 + 2 * 24)]
    noted = [cell for cell in agents if cell.comment]
    assert noted
    assert all(isinstance(cell.value, int) for cell in noted)
    assert all(str(cell.value).startswith("=") for cell in agents if not cell.comment)
