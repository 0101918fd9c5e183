"""The lists and texts in the workbook and as plain data: bounded, never a formula."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from planner.checklist import build_checklist, reminders_as_json, write_workbook
from planner.checklist.workbook import reminders as sheet
from planner.language import Language
from planner.planning import Answer, answer
from tests.conftest import MakeDataset
from tests.rows import EVENT_ITEMS, EVENT_ORDERS, order, plan

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture
def told(make_dataset: MakeDataset) -> Answer:
    """Return the small event with three unpaid orders of the day after."""
    unpaid = [
        order("=1+1", "2026-11-13 07:10", gross_amount="45.00", buyer_id="=cmd|' /c calc'!A0"),
        order("11", "2026-11-13 08:20", gross_amount="20.00", buyer_id="bob"),
        order("12", "2026-11-13 07:50", gross_amount="900.00", buyer_id="cid"),
    ]
    return answer(plan(), make_dataset([*EVENT_ORDERS, *unpaid], EVENT_ITEMS), date(2026, 11, 13))


@pytest.mark.parametrize("code", ["en", "zh"])
def test_lists_and_texts_stand_in_the_workbook(told: Answer, code: str, tmp_path: Path) -> None:
    target, language = BytesIO(), Language(code)
    write_workbook(told, build_checklist(told), language, target)
    book = openpyxl.load_workbook(target)
    listed = book[language.text(sheet.LISTS_TITLE)]
    rows = list(listed.iter_rows(min_row=sheet.FIRST_ROW + 1, values_only=True))
    assert ("=cmd|' /c calc'!A0", "=1+1") in {row[1:3] for row in rows}
    kinds = {cell.data_type for row in listed.iter_rows() for cell in row}
    assert "f" not in kinds
    page = book[language.text(sheet.TITLE_TEXT)]
    texts = {row[sheet.TEXT] for row in page.iter_rows(values_only=True)}
    assert told.reminders is not None
    assert {one.text for one in told.reminders.texts.values()} <= texts


def test_long_lists_are_bounded(told: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "ROWS_OF_A_LIST", 1)
    target = BytesIO()
    write_workbook(told, build_checklist(told), Language("en"), target)
    listed = openpyxl.load_workbook(target)["Reminder lists"]
    ways = [row[0] for row in listed.iter_rows(min_row=sheet.FIRST_ROW + 1, values_only=True)]
    assert len(ways) == len(set(ways))


def test_the_plan_as_json_holds_the_same_numbers(told: Answer) -> None:
    found = reminders_as_json(told.reminders, Language("en"))
    assert found is not None
    assert told.reminders is not None
    assert found["due"]["text"]["orders"] == told.reminders.due("text")[0]
    assert found["figures"]["brings"] == str(told.reminders.worth.figures["brings"].value)
    assert reminders_as_json(None, Language("en")) is None
