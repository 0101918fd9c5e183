"""Parcels in trouble in the workbook and as plain data: bounded, never a formula."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from planner.checklist import build_checklist, tracking_as_json, write_workbook
from planner.checklist.workbook import tracking as sheet
from planner.language import Language
from planner.planning import Answer, answer
from tests.conftest import MakeDataset
from tests.rows import EVENT_ITEMS, EVENT_ORDERS, EVENT_PARCELS, plan

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture
def told(make_dataset: MakeDataset) -> Answer:
    """Return the small event with a lost parcel and one whose number looks like a formula."""
    lost = {"carrier": "YTO", "status": "lost", "updated_at": "2026-11-13 09:00"}
    parcels = [
        *EVENT_PARCELS,
        {**lost, "tracking_number": "=1+1", "order_id": "5"},
        {**lost, "tracking_number": "YT9", "order_id": "2"},
        {**lost, "tracking_number": "YT8", "order_id": "4"},
    ]
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS, parcels=parcels)
    return answer(plan(), dataset, date(2026, 11, 13))


@pytest.mark.parametrize("code", ["en", "zh"])
def test_lists_and_texts_stand_in_the_workbook(told: Answer, code: str) -> None:
    target, language = BytesIO(), Language(code)
    write_workbook(told, build_checklist(told), language, target)
    book = openpyxl.load_workbook(target)
    listed = book[language.text(sheet.LISTS_TITLE)]
    rows = list(listed.iter_rows(min_row=sheet.FIRST_ROW + 1, values_only=True))
    assert ("dee", "5", "=1+1") in {row[1:4] for row in rows}
    assert "f" not in {cell.data_type for row in listed.iter_rows() for cell in row}
    texts = {
        row[sheet.TEXT] for row in book[language.text(sheet.TITLE_TEXT)].iter_rows(values_only=True)
    }
    assert told.tracking is not None
    assert {told.tracking.wordings[one.key].text for one in told.tracking.kinds} <= texts


def test_long_lists_are_bounded(told: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "ROWS_OF_A_LIST", 1)
    target = BytesIO()
    write_workbook(told, build_checklist(told), Language("en"), target)
    listed = openpyxl.load_workbook(target)["Parcel lists"]
    kinds = [row[0] for row in listed.iter_rows(min_row=sheet.FIRST_ROW + 1, values_only=True)]
    assert len(kinds) == len(set(kinds)) >= 2


def test_the_plan_as_json_holds_the_same_numbers(told: Answer) -> None:
    found = tracking_as_json(told.tracking, Language("en"))
    assert found is not None
    assert told.tracking is not None
    assert found["in_trouble"] == told.tracking.in_trouble
    assert {one["kind"] for one in found["kinds"]} == {one.key for one in told.tracking.kinds}
    assert tracking_as_json(None, Language("en")) is None
