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
from planner.targets import Targets, levers_by_purpose, without_lever
from planner.targets.charts import tornado
from planner.targets.margin import Margin
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


def margin_of(targets: Targets, goods: int = 0, packing: int = 0) -> Margin:
    """Return the margin at so much an order for goods and packing; what is later stays aside."""
    orders = {"orders": targets.orders_paid}
    lines = tuple(
        work_out(key, say("Cost"), Unit.MONEY, f"orders * {each}", orders)
        for key, each in (("targets.goods_cost", goods), ("targets.packing_cost", packing))
    )
    left = {"goal": targets.goal, "goods": lines[0], "packing": lines[1]}
    one = work_out("targets.margin", say("Margin"), Unit.MONEY, "goal - goods - packing", left)
    return Margin(lines, one, one, targets.buyers, one, ())


def test_a_tenth_of_each_lever() -> None:
    targets = solved(conversion_share=0.04)
    parcels = work_out(
        "demand.parcels_total", say("Parcels"), Unit.COUNT, "orders",
        {"orders": targets.orders_paid},
    )  # fmt: skip
    found = vary(targets, parcels, margin_of(targets, goods=30, packing=5))
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
    # 130,000 − 39,000 for goods − 6,500 for packing = 84,500; a dearer item costs no more.
    assert found.plan.margin == D("84500.00")
    assert visitors.high.margin == D("92950.00")
    assert price.high.margin == D("97500.00")
    assert items.high.margin == D("93600.00")


def test_the_margin_moves_as_the_page_would_work_it_out(event_answer: MakeAnswer) -> None:
    """102.97 after 180.00 for goods and 30.00 for packing (see above)."""
    found = rooms(
        event_answer(targets__refund_share=0.05, targets__unit_cost="20.00")
    ).target_room.sensitivity
    visitors, _, price, _ = found.swings
    assert found.plan.margin == D("102.97")
    assert (visitors.low.margin, visitors.high.margin) == (D("92.67"), D("113.27"))
    assert price.high.margin == D("134.27")
    assert [EN.text(change.label) for change in found.changes("margin")] == [
        "Average unit price", "Items per order", "Visitors", "Conversion rate",
    ]  # fmt: skip
    first = found.changes("margin")[0]
    assert (first.low, first.high, first.reach) == (D("-31.30"), D("31.30"), D("31.30"))
    assert found.measures == ("revenue", "margin", "orders_paid", "parcels", "items")


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_tornado_has_the_lever_that_changes_most_on_top(
    event_answer: MakeAnswer, code: str
) -> None:
    language = Language("zh" if code == "zh" else "en")
    room = rooms(event_answer(targets__refund_share=0.05, targets__unit_cost="20.00")).target_room
    drawn = tornado(room.sensitivity, "margin", language).to_dict()
    rows = next(rows for rows in drawn["datasets"].values() if len(rows) > 1)
    assert [row["text"] for row in rows[:2]] == ["-31.30", "+31.30"]
    reach = [abs(row["change"]) for row in rows]
    assert reach == sorted(reach, reverse=True)
    parcels = tornado(room.sensitivity, "parcels", language).to_dict()
    told = next(rows for rows in parcels["datasets"].values() if len(rows) > 1)
    # Six parcels become 5.4, so six, and 6.6, so seven; a price moves none.
    assert [row["text"] for row in told] == ["0", "+1"] * 2 + ["0"] * 4


@given(st.integers(-90, 2000))
def test_more_is_never_less(growth: int) -> None:
    targets = solved(growth_share=growth / 100)
    found = vary(targets, targets.orders_paid, margin_of(targets))
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
