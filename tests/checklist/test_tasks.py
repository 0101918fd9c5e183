"""The checklist: every rule that asks somebody to act, with its date, owner and status."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from planner.checklist import (
    AREAS,
    ASKS_NOBODY,
    MEANS,
    TEMPLATES,
    Mark,
    Task,
    build_checklist,
)
from planner.checklist.templates import ORDER_RULES
from planner.figures import SOURCES, Level
from planner.language import Language
from planner.planning import REGISTRY, Answer, answer
from tests.rows import plan

ENGLISH = Language("en")
GUIDE = {
    "TGT": 10, "CAL": 9, "INV": 11, "STF": 12, "MAT": 7, "ACT": 13, "CRM": 12, "AFT": 10,
    "FUN": 6, "RUN": 4, "DUT": 3,
}  # fmt: skip
"""How many rules each section of the field guide has."""
ASKS_FOR_NOTHING_TO_DO = {
    "TGT-1", "TGT-2", "TGT-3", "TGT-4", "TGT-10", "CAL-7", "CAL-8", "INV-9", "INV-10", "ACT-10",
    "AFT-4", "AFT-5", "FUN-1", "FUN-4", "FUN-6",
}  # fmt: skip
"""Rules that say how something is, is computed or is read; all others ask somebody to act."""
DATES_A_TASK = {"AFT-4"}
"""Of these, the one by which another rule's task gets its day."""
RULES = {f"{section}-{n}" for section, count in GUIDE.items() for n in range(1, count + 1)}

MakeAnswer = Callable[..., Answer]


def task(made: Answer, task_id: str) -> Task:
    return next(one for one in build_checklist(made).tasks if one.task_id == task_id)


def no_data(today: date = date(2027, 10, 1), **values: object) -> Answer:
    return answer(plan(**values), None, today)


def test_every_rule_that_asks_somebody_to_act_is_a_task(event_answer: MakeAnswer) -> None:
    # The levers' means are tasks once the campaign has a purpose.
    made = event_answer(campaign__purposes="traffic,loyal")
    cited = {rule for one in build_checklist(made).tasks for rule in one.rules}
    assert cited == RULES - ASKS_FOR_NOTHING_TO_DO | DATES_A_TASK


def test_every_rule_is_a_task_or_has_a_reason_why_not() -> None:
    templates = (*TEMPLATES, *MEANS.values())
    cited = {rule for template in templates for rule in template.rules} | set(ORDER_RULES)
    assert cited | set(ASKS_NOBODY) == RULES
    assert set(ASKS_NOBODY) == ASKS_FOR_NOTHING_TO_DO
    assert not cited & set(ASKS_NOBODY)
    assert all(ASKS_NOBODY.values())
    assert set(SOURCES) >= RULES


def test_task_ids_stay_fields_of_the_plan(event_answer: MakeAnswer) -> None:
    ids = [one.task_id for one in build_checklist(event_answer()).tasks]
    assert len(ids) == len(set(ids))
    for task_id in ids:
        assert task_id.isascii()
        assert task_id.isidentifier()
        assert REGISTRY.checked(f"checklist.{task_id}.status", "doing") == "doing"


def test_every_template_has_dates_in_order_and_an_area() -> None:
    for template in TEMPLATES:
        assert template.first <= template.due, template.task_id
        assert template.area in AREAS, template.task_id
        assert bool(template.figures) == (template.without is not None), template.task_id
    assert {template.area for template in TEMPLATES} == set(AREAS)


def test_tasks_are_sorted_by_due_date(event_answer: MakeAnswer) -> None:
    dates = [one.due for one in build_checklist(event_answer()).tasks]
    assert dates == sorted(dates)


def test_the_full_count_is_due_two_days_before_the_main_day() -> None:
    count = task(no_data(), "full_count")
    assert (count.first_day, count.due) == (date(2027, 11, 8), date(2027, 11, 9))
    assert (count.first_offset, count.due_offset) == (-3, -2)
    assert count.rules == ("INV-4", "CAL-4")


def test_status_and_owner_come_from_the_plan() -> None:
    made = no_data(checklist__full_count__status="done", checklist__full_count__owner="Li")
    counted, other = task(made, "full_count"), task(made, "barcodes")
    assert (counted.status, counted.owner, counted.responsible) == ("done", "Li", "Li")
    assert (other.status, other.owner) == ("open", None)
    assert other.responsible == other.owner_role


def test_titles_carry_figures(event_answer: MakeAnswer) -> None:
    made = event_answer()
    assert made.rooms
    packers = made.rooms.staffing.figures["packing_crew_to_roster"].value
    title = ENGLISH.text(task(made, "roster_packers").title)
    assert title == f"Roster {packers} people in the warehouse, hour by hour as in the table"


def test_without_data_titles_leave_figures_out() -> None:
    checklist = build_checklist(no_data())
    titles = [ENGLISH.text(one.title) for one in checklist.tasks]
    assert "Roster the warehouse for every open hour" in titles
    assert not any("–" in title.replace("50–60", "").replace("90–95", "") for title in titles)
    assert not any(one.material for one in checklist.tasks)


def test_a_material_to_buy_is_a_task_due_on_its_order_by_date(event_answer: MakeAnswer) -> None:
    # Nothing goes into bags, so none are to buy.
    made = event_answer(materials__bag_share=0.0, materials__carton_small__lead_time_days=12)
    tasks = {one.material: one for one in build_checklist(made).tasks if one.material}
    assert "bag" not in tasks
    carton = tasks["carton_small"]
    assert carton.due == date(2027, 10, 23)
    assert carton.due_offset == -19
    assert carton.rules == ("MAT-2", "MAT-7", "MAT-1")
    assert ENGLISH.text(carton.title) == "Order 1 packs: Cartons, small"


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2027, 10, 8), Level.ON_TRACK),
        (date(2027, 10, 9), Level.AT_RISK),
        (date(2027, 10, 12), Level.AT_RISK),
        (date(2027, 10, 13), Level.NOT_READY),
    ],
)
def test_an_area_is_at_risk_three_days_before_a_deadline(today: date, level: Level) -> None:
    # The purposes are due on D-30, 12 October.
    verdict = build_checklist(no_data(today)).readiness["targets"]
    assert verdict.level is level


def test_an_area_is_ready_when_everything_is_done() -> None:
    ids = [template.task_id for template in TEMPLATES if template.area == "design"]
    done = {f"checklist__{task_id}__status": "done" for task_id in ids}
    checklist = build_checklist(no_data(date(2028, 1, 1), **done))
    assert checklist.readiness["design"].level is Level.READY
    assert ENGLISH.text(checklist.readiness["design"].reason) == "everything is done"
    assert checklist.progress["design"].done == checklist.progress["design"].total == len(ids)


def test_reasons_name_the_first_task() -> None:
    reason = build_checklist(no_data(date(2027, 10, 13))).readiness["targets"].reason
    assert ENGLISH.text(reason) == (
        "1 overdue, first: Name the purposes of taking part and rank them"
    )


def test_next_deadlines_begin_with_what_is_overdue_and_leave_out_what_is_done() -> None:
    checklist = build_checklist(no_data(date(2027, 11, 9), checklist__full_count__status="done"))
    coming = checklist.next_deadlines(3)
    assert [one.due for one in coming] == sorted(one.due for one in coming)
    assert coming == checklist.overdue()[:3]
    assert "full_count" not in [one.task_id for one in coming]
    assert len(coming) == 3


def test_nothing_is_overdue_before_its_day() -> None:
    checklist = build_checklist(no_data(date(2027, 9, 1)))
    assert checklist.overdue() == ()


def test_a_task_is_due_on_its_day_and_newly_overdue_on_the_next_alone() -> None:
    the_last = build_checklist(no_data()).tasks[-1]
    due, last = the_last.due, the_last.task_id

    def told(today: date, **values: object) -> tuple[bool, bool]:
        made = build_checklist(no_data(today, **values))
        groups = (made.due_today(), made.newly_overdue())
        on_day, after = (last in {one.task_id for one in group} for group in groups)
        return on_day, after

    days = [due + timedelta(days=shift) for shift in (-1, 0, 1, 2)]
    main_day = no_data().campaign.main_day.isoformat()
    assert [told(day, campaign__main_day=main_day) for day in days] == [
        (False, False),
        (True, False),
        (False, True),
        (False, False),
    ]
    done = {"campaign__main_day": main_day, f"checklist__{last}__status": "done"}
    assert [told(day, **done) for day in days] == [(False, False)] * 4


def test_a_moved_day_is_kept_as_days_from_the_main_day() -> None:
    moved = {"checklist__full_count__due": -9, "checklist__full_count__note": "by two"}
    count = task(no_data(**moved), "full_count")
    assert (count.due, count.due_offset, count.usual_due_offset) == (date(2027, 11, 2), -9, -2)
    assert (count.first_offset, count.note) == (-9, "by two")
    later = no_data(**moved, campaign__main_day="2027-12-12")
    assert task(later, "full_count").due == date(2027, 12, 3)


def test_an_order_can_be_moved_too(event_answer: MakeAnswer) -> None:
    made = event_answer(checklist__order_carton_small__due=-20, materials__bag_share=0.0)
    assert task(made, "order_carton_small").due_offset == -20


def test_what_is_overdue_and_what_is_next_is_marked() -> None:
    checklist = build_checklist(no_data(date(2027, 10, 13)))
    marks = {one.task_id: checklist.mark(one) for one in checklist.tasks}
    assert marks["rank_purposes"] is Mark.OVERDUE
    # Nothing is due within three days: the first that comes is next all the same.
    coming = [one for one in checklist.tasks if marks[one.task_id] is Mark.NEXT]
    assert {one.due for one in coming} == {date(2027, 10, 21)}
    done = {f"checklist__{one.task_id}__status": "done" for one in checklist.tasks}
    finished = build_checklist(no_data(date(2027, 10, 13), **done))
    assert {finished.mark(one) for one in finished.tasks} == {None}
    assert len({Mark.OVERDUE.sign, Mark.NEXT.sign}) == 2
