"""Tasks that follow from the design the plan follows; none where it follows none."""

from collections.abc import Callable

from planner.activities.section import patches_to_add
from planner.activities.tiers import Design, Kind
from planner.campaign import Plan
from planner.checklist import build_checklist
from planner.planning import Answer
from planner.planning.offers import calendar_of
from tests.activities.cases import tier

OFFERS = Design(
    "x",
    "Offers",
    (
        tier(Kind.LIMITED_PRICE, "1", products=frozenset({"coat"}), amount_minor=9900),
        tier(Kind.FREE_SHIPPING, "2", threshold_minor=9900),
    ),
)


def values_of(design: Design) -> dict[str, object]:
    """Return what a plan holds of a design, as ``event_answer`` takes it."""
    patches = patches_to_add(Plan(), design)
    return {one.name.replace(".", "__"): one.new for one in patches if one.new is not None}


def test_a_plan_without_a_design_asks_for_none(event_answer: Callable[..., Answer]) -> None:
    told = event_answer()
    assert calendar_of(told) is None
    assert not [one for one in build_checklist(told).tasks if one.task_id.startswith("activity_")]


def test_the_chosen_design_brings_its_duties(event_answer: Callable[..., Answer]) -> None:
    told = event_answer(**values_of(OFFERS))
    tasks = {one.task_id: one for one in build_checklist(told).tasks}
    assert {"activity_sign_up", "activity_check_prices", "test_pictures"} <= tasks.keys()
    # One that says more exactly what a task of the rules asks for stands in its place.
    assert "activity_test_pictures" not in tasks
    assert tasks["test_pictures"].title.fields["count"] == 1
    assert tasks["activity_check_prices"].due_offset == -3


def test_what_was_typed_of_a_task_stays_when_a_design_refines_it(
    event_answer: Callable[..., Answer],
) -> None:
    told = event_answer(**values_of(OFFERS), checklist__test_pictures__owner="Li")
    tasks = {one.task_id: one for one in build_checklist(told).tasks}
    assert tasks["test_pictures"].owner == "Li"


def test_a_refused_design_asks_for_nothing(event_answer: Callable[..., Answer]) -> None:
    wrong = Design("x", "Wrong", (tier(Kind.COUPON, threshold_minor=100, amount_minor=900),))
    assert calendar_of(event_answer(**values_of(wrong))) is None
