"""What the simulation came to, in the workbook and as plain data."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from planner.checklist import build_checklist, capacity_as_json, write_workbook
from planner.checklist.workbook.capacity import TITLE_TEXT
from planner.language import Language
from planner.planning import Answer
from planner.simulation import DemandOf, simulate_days

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.mark.parametrize("code", ["en", "zh"])
def test_simulated_stands_beside_promised(event_answer: Callable[..., Answer], code: str) -> None:
    answer, language = event_answer(), Language(code)
    assert answer.rooms is not None
    capacity = answer.rooms.capacity
    simulated = simulate_days(capacity, DemandOf.PLAN)
    target = BytesIO()
    write_workbook(answer, build_checklist(answer), language, target, [simulated])
    sheet = openpyxl.load_workbook(target)[language.text(TITLE_TEXT)]
    texts = {cell for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert {language.text(row[0]) for row in simulated.rows()} <= texts
    assert language.text(simulated.verdict()) in texts
    plain = capacity_as_json(capacity, language, [simulated])["simulated"]["plan"]
    assert plain["runs"] == simulated.runs
    assert plain["left_in_time"]["mean"] == 1
