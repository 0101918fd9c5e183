"""What follows the event in the workbook: every table of the page, costs live."""

from io import BytesIO

import openpyxl
import pytest

from planner.checklist import build_checklist, write_workbook
from planner.checklist.workbook import after_care as sheet
from planner.language import Language
from planner.messages import TEMPLATES
from planner.planning import Answer
from tests.conftest import MakeDataset
from tests.customers.cases import shop_of_a_year
from tests.customers.test_groups import told as answer_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture
def told(make_dataset: MakeDataset) -> Answer:
    """Return a plan of a shop with some repeat customers."""
    return answer_of(make_dataset(shop_of_a_year(60)), customers__level_2_from="100.00")


def rows_of(told: Answer, code: str = "en", *, values: bool = True) -> list[tuple[object, ...]]:
    target, language = BytesIO(), Language(code)
    write_workbook(told, build_checklist(told), language, target)
    page = openpyxl.load_workbook(target, data_only=values)[language.text(sheet.TITLE_TEXT)]
    return list(page.iter_rows(min_row=sheet.FIRST_ROW + 1, values_only=True))


@pytest.mark.parametrize("code", ["en", "zh"])
def test_programme_presents_bands_cohorts_points_levels_and_texts_stand_there(
    told: Answer, code: str
) -> None:
    assert told.rooms is not None
    customers, language = told.rooms.customers, Language(code)
    rows = rows_of(told, code)
    names = {row[sheet.NAME] for row in rows}
    assert {language.text(one.what) for one in customers.after_care.steps} <= names
    assert {language.text(one.label) for one in customers.presents.lists} <= names
    assert {language.text(one.title) for one in TEMPLATES.values()} <= names
    assert {language.text(one.label) for one in customers.after_care.figures.values()} <= names
    assert "2026-01" in names
    texts = {row[sheet.TEXT] for row in rows}
    assert {one.text for one in customers.presents.lists} <= texts


def test_costs_are_live_and_show_what_they_come_to(told: Answer) -> None:
    assert told.rooms is not None
    levels = told.rooms.customers.levels
    label = Language("en").text(levels.figures["levels_cost"].label)
    (shown,) = [row[sheet.COST] for row in rows_of(told) if row[sheet.NAME] == label]
    (formula,) = [
        row[sheet.COST] for row in rows_of(told, values=False) if row[sheet.NAME] == label
    ]
    assert shown == pytest.approx(float(levels.figures["levels_cost"].value or 0))
    assert str(formula).startswith("=")
