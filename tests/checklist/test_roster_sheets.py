"""The roster in the workbook, as plain data and in the checklist: the same people and hours."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from planner.checklist import build_checklist, roster_as_json, write_workbook
from planner.checklist.workbook.rosters import FIRST_DAY, FIRST_ROW, NAME, SIGNS, TITLE_TEXT
from planner.language import Language
from planner.planning import Answer
from planner.roster import BREAK, ShiftPlan, clock

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

EN = Language("en")
EventAnswer = Callable[..., Answer]
BIG = {
    "targets__goal_kind": "revenue",
    "targets__goal_revenue": "300000",
    "roster__staff": "=cmd|'x', Warehouse\nBo, Warehouse / Customer service",
    "roster__temps_at_most": 3,
}


@pytest.fixture
def told(event_answer: EventAnswer) -> Answer:
    return event_answer(**BIG)


def shifts_of(answered: Answer) -> ShiftPlan:
    assert answered.rooms is not None
    return answered.rooms.shifts


def written(answered: Answer, code: str) -> Any:
    target = BytesIO()
    write_workbook(answered, build_checklist(answered), Language(code), target)
    return openpyxl.load_workbook(target)


@pytest.mark.parametrize("code", ["en", "zh"])
def test_everybody_stands_on_the_sheet_with_their_shifts(told: Answer, code: str) -> None:
    language, plan = Language(code), shifts_of(told)
    page = written(told, code)[language.text(TITLE_TEXT)]
    rows = list(page.iter_rows(min_row=FIRST_ROW + 1, values_only=True))
    for one, row in zip(plan.working, rows, strict=False):
        assert row[NAME] == language.text(plan.name_of(one))
        by_day = row[FIRST_DAY : FIRST_DAY + len(plan.days)]
        assert [cell for cell in by_day if cell] == [clock(shift) for shift in one.shifts]
    # A name that begins like a formula is a text.
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_one_page_a_day_by_person_and_hour(told: Answer) -> None:
    plan, book = shifts_of(told), written(told, "en")
    for place, day in enumerate(plan.days):
        page = book[f"Roster {day:%m-%d}"]
        assert page.page_setup.fitToHeight in (None, 1)  # the file leaves a 1 out
        rows = list(page.iter_rows(min_row=FIRST_ROW + 1, values_only=True))
        there = [one for one in plan.working if any(hour // 24 == place for hour in one.places)]
        assert [row[NAME] for row in rows] == [EN.text(plan.name_of(one)) for one in there]
        for one, row in zip(there, rows, strict=True):
            for hour in range(24):
                sign = one.places.get(place * 24 + hour)
                assert row[FIRST_DAY + hour] == (SIGNS[sign] if sign else None)
        assert any(SIGNS[BREAK] in row for row in rows)


def test_the_plan_as_json_holds_the_same_people(told: Answer) -> None:
    plan = shifts_of(told)
    found = roster_as_json(plan, EN)
    assert [one["hours"] for one in found["people"]] == [one.hours for one in plan.working]
    assert found["figures"]["cost"] == f"{plan.figures['cost'].exact:.2f}"
    missing = sum(one["hours"] for one in found["uncovered"])
    assert missing == pytest.approx(plan.uncovered_hours)
    assert (found["ways"] == []) == (missing == 0)


def test_tasks_have_the_days_of_the_roster(told: Answer) -> None:
    """The roster begins on D-3; two days of training, seven from the order on."""
    tasks = {one.task_id: one for one in build_checklist(told).tasks}
    main = date(2027, 11, 11)
    assert tasks["temporary_workers"].due == main - timedelta(days=12)
    assert tasks["train_order_system"].first_day == main - timedelta(days=5)
    assert tasks["train_order_system"].due == main - timedelta(days=4)
    assert tasks["publish_roster"].due == main - timedelta(days=6)


def test_tasks_work_out_no_roster(told: Answer) -> None:
    """Every page has the checklist: its days must not wait for the solver."""
    build_checklist(told)
    assert "solution" not in vars(shifts_of(told))
