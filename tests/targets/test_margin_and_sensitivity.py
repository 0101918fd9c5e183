"""The event's own margin, what a tenth does, ordinary days, and the levers of a purpose."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.campaign import PURPOSES
from planner.checklist import build_checklist
from planner.checklist.levers import MEANS
from planner.figures import work_out
from planner.language import Language, Unit, say
from planner.planning import Answer, Rooms
from planner.targets import levers_by_purpose, without_lever
from planner.targets.sensitivity import vary
from tests.targets.cases import solved

EN = Language("en")
D = Decimal
MakeAnswer = Callable[..., Answer]


def rooms(made: Answer) -> Rooms:
    assert made.rooms is not None
    return made.rooms


def test_the_margin_worked_out_by_hand(event_answer: MakeAnswer) -> None:
    """390.00 − 5 % refunds − 9 items at 20.00 − 5 % fee − 6 parcels at 5.00 − 10 % ads."""
    margin = rooms(
        event_answer(targets__refund_share=0.05, targets__unit_cost="20.00")
    ).target_room.margin
    assert [line.value for line in margin.lines] == [
        D("19.50"), D("180.00"), D("18.53"), D("30.00"), D("39.00"),
    ]  # fmt: skip
    assert margin.margin.value == D("102.97")
    assert margin.margin_share.value == pytest.approx(D("102.97") / 390)


def test_costs_come_from_the_sheets(event_answer: MakeAnswer) -> None:
    """80.50 of 300.00 went back; two coats cost 61.00 each, scarves and the belt are not known."""
    made = event_answer()
    assert made.entries["targets.unit_cost"].value == D("61.00")
    assert made.entries["targets.refund_share"].value == pytest.approx(D("80.50") / 300)
    said = [EN.text(problem) for problem in rooms(made).target_room.margin.problems]
    assert "The cost of 2 of 6 items sold then is known" in said[0]


def test_later_value_is_never_added_to_the_margin(event_answer: MakeAnswer) -> None:
    margin = rooms(
        event_answer(targets__repurchase_share=0.5, targets__later_value="100.00")
    ).target_room.margin
    without = rooms(event_answer()).target_room.margin
    assert margin.margin.value == without.margin.value
    assert margin.later_value.value == D("200.00")  # all 4 buyers are new


def test_a_tenth_of_each_lever() -> None:
    targets = solved(conversion_share=0.04)
    parcels = work_out(
        "demand.parcels_total", say("Parcels"), Unit.COUNT, "orders",
        {"orders": targets.orders_paid},
    )  # fmt: skip
    found = vary(targets, parcels)
    assert [EN.text(swing.label) for swing in found.swings] == [
        "Visitors", "Conversion rate", "Average unit price", "Items per order",
    ]  # fmt: skip
    visitors, _, price, items = found.swings
    assert (visitors.high.revenue, visitors.high.orders_paid) == (D("143000.00"), 1430)
    assert (visitors.low.revenue, visitors.low.parcels) == (D("117000.00"), 1170)
    assert (price.high.revenue, price.high.orders_paid, price.high.items) == (
        D("143000.00"), 1300, 1950,
    )  # fmt: skip
    assert (items.high.revenue, items.high.parcels, items.high.items) == (
        D("143000.00"), 1300, 2145,
    )  # fmt: skip


@given(st.integers(-90, 2000))
def test_more_is_never_less(growth: int) -> None:
    targets = solved(growth_share=growth / 100)
    found = vary(targets, targets.orders_paid)
    for swing in found.swings:
        assert swing.low.revenue <= found.plan.revenue <= swing.high.revenue
        assert swing.low.orders_paid <= found.plan.orders_paid <= swing.high.orders_paid


def test_ordinary_days_beside_the_event(event_answer: MakeAnswer) -> None:
    """The event's four orders of 300.00 hold 6 items; no ordinary days are in the sheet."""
    pairs = rooms(event_answer()).target_room.comparison.pairs
    event = {pair.event.key: pair.event.value for pair in pairs}
    assert event["event.order_value"] == D(75)
    assert event["event.items_per_order"] == 1.5
    assert event["event.item_price"] == D(50)
    # Three buyer-days (ann on the 11th counts once) among 490 visits on the days that have any.
    assert event["event.day_conversion"] == pytest.approx(2 / 490)
    assert {pair.ordinary for pair in pairs} == {None}


# Purposes ----------------------------------------------------------------------------------------


@given(st.permutations(sorted(PURPOSES)), st.integers(0, 12))
def test_levers_of_the_first_purposes_come_first(ranked: list[str], count: int) -> None:
    purposes = ranked[:count]
    levers = levers_by_purpose(purposes)
    assert {lever.key for lever in levers} == {"visitors", "conversion", "aov", "comeback"}
    served = [bool(lever.purposes) for lever in levers]
    assert served == sorted(served, reverse=True)
    assert set(without_lever(purposes)) <= {
        PURPOSES[one] for one in ("brand", "launch", "training")
    }


def test_every_means_has_its_task() -> None:
    means = {one.key for lever in levers_by_purpose([]) for one in lever.means}
    assert means == set(MEANS)


def test_the_means_of_the_purposes_are_tasks(event_answer: MakeAnswer) -> None:
    plain = {one.task_id for one in build_checklist(event_answer()).tasks}
    assert not plain & set(MEANS)
    made = build_checklist(event_answer(campaign__purposes="wake,brand"))
    added = {one.task_id for one in made.tasks} - plain
    assert added == {
        "lever_easy_purchase", "lever_pleases", "lever_after_sale", "lever_relationship",
    }  # fmt: skip
    assert all("TGT-9" in one.rules for one in made.tasks if one.task_id in added)
