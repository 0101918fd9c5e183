"""The funnel in the workbook, among the tasks and as plain data: the same numbers everywhere."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from planner.checklist import build_checklist, funnel_as_json, workbook_bytes
from planner.funnel import MEANS
from planner.language import Language
from planner.planning import Answer, answer
from planner.tables import Dataset
from tests.checklist.recalculation import differences, recalculated
from tests.funnel.shop import ORDERS, VISITS
from tests.rows import plan

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
EN = Language("en")


@pytest.fixture
def told(make_dataset: Callable[..., Dataset]) -> Answer:
    dataset = make_dataset(ORDERS, traffic=VISITS)
    values = {
        "funnel.goal_paid": 0.95,
        "funnel.smallest_base": 5,
        "funnel.sureness": 0.5,
        "funnel.period": "own",
        "funnel.first_day": "2026-11-11",
        "funnel.last_day": "2026-11-12",
    }
    return answer(plan(**values), dataset, date(2027, 10, 1))


def test_the_sheet_recalculates_to_what_the_planner_says(told: Answer, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(workbook_bytes(told, build_checklist(told), EN))
    (again,) = recalculated([file], tmp_path / "calc")
    assert [one for one in differences(file, again) if one.sheet == "Funnel"] == []


def test_the_sheet_shows_each_step_with_its_money(told: Answer) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes(told, build_checklist(told), EN)), data_only=True
    )
    rows = {row[0]: row for row in book["Funnel"].iter_rows(values_only=True) if row[0]}
    paid = rows["Ordered → paid"]
    assert paid[1:3] == (6, 5)
    assert paid[9] == "own goal"
    # 0.7 of an order more, at 80.00 each.
    assert paid[12] == pytest.approx(56.0)
    assert rows["↳ Asked → ordered"][1:3] == (14, 3)
    assert rows["Impressions"][1] == 1500
    live = openpyxl.load_workbook(io.BytesIO(workbook_bytes(told, build_checklist(told), EN)))
    assert live["Funnel"]["M10"].value.startswith("=")


def test_the_plan_as_json_holds_the_funnel(told: Answer) -> None:
    plain = funnel_as_json(told.funnel, EN)
    assert plain is not None
    assert json.loads(json.dumps(plain)) == plain
    assert plain["period"]["levels"]["placed"] == 6
    assert plain["steps"]["paid"]["mend_money"] == "56.00"
    assert plain["steps"]["paid"]["held_against"] == "goal"
    assert plain["missing"] == {}
    assert funnel_as_json(None, EN) is None


def test_means_become_tasks_only_where_they_are_chosen(
    make_dataset: Callable[..., Dataset],
) -> None:
    dataset = make_dataset(ORDERS)
    none = build_checklist(answer(plan(), dataset, date(2027, 10, 1)))
    assert not any(task.task_id.startswith("funnel_") for task in none.tasks)
    chosen = {f"funnel.means.{one.key}.chosen": "yes" for one in MEANS}
    every = build_checklist(answer(plan(**chosen), dataset, date(2027, 10, 1)))
    found = {task.task_id for task in every.tasks if task.task_id.startswith("funnel_")}
    assert found == {f"funnel_{one.key}" for one in MEANS}
