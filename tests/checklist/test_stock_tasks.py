"""Tasks that follow from the stock: they come and go with it, and stay few and stable."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.checklist import (
    Checklist,
    Task,
    build_checklist,
    calendar_bytes,
    inventory_as_json,
    print_page,
)
from planner.checklist.exchange import exchanged
from planner.checklist.stock_tasks import LATE_AT_MOST, SUPPLIERS_AT_MOST, short_hash
from planner.checklist.workbook.purchases import proposals_of
from planner.figures import Level
from planner.inventory import Reason
from planner.inventory.counting import Difference
from planner.language import Language
from planner.planning import REGISTRY, Answer, answer
from planner.ui import purchases
from tests.checklist.cases import TODAY
from tests.checklist.stocked import room, stocked, with_inventory, with_products
from tests.rows import plan

ENGLISH = Language("en")
OF_STOCK = ("order_goods_", "hasten_", "explain_differences")
AT_MOST = 15


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return stocked(tmp_path_factory.mktemp("stock"))


def of_stock(checklist: Checklist) -> list[Task]:
    return [task for task in checklist.tasks if task.task_id.startswith(OF_STOCK)]


def title(made: Answer, task_id: str) -> str:
    (found,) = [one for one in build_checklist(made).tasks if one.task_id == task_id]
    return ENGLISH.text(found.title)


def test_each_supplier_has_one_order_with_all_its_pieces(shop: Answer) -> None:
    inventory = room(shop)
    supplier = {row.product: row.stock.supplier or "" for row in inventory.rows}
    lead = {row.product: row.lead_time_days for row in inventory.rows}
    bought = [line for line in inventory.purchase.lines if line.units]
    tasks = {one.task_id: one for one in build_checklist(shop).tasks}
    names = {supplier[line.product] for line in bought}
    assert len(names) > 2
    for name in names:
        own = [line for line in bought if supplier[line.product] == name]
        task = tasks[f"order_goods_{short_hash(name)}"]
        text = ENGLISH.text(task.title)
        assert text.startswith(f"Order {sum(line.units for line in own):,} pieces of ")
        assert name in text
        first = min(inventory.days.arrive_by - timedelta(days=lead[line.product]) for line in own)
        assert task.due == first
        assert ENGLISH.text(task.responsible) == "Purchasing"
        assert (task.area, task.rules) == ("inventory", ("INV-6", "INV-9"))


@pytest.mark.parametrize("today", [date(2027, 10, 25), date(2027, 10, 28)])
def test_what_comes_before_the_count_alone_is_ordered_today_as_page_and_board_say(
    tmp_path: Path, today: date
) -> None:
    made = stocked(tmp_path, today)
    inventory = room(made)
    lead = {row.product: row.lead_time_days for row in inventory.rows}
    bought = {line.product for line in inventory.purchase.lines if line.units}
    assert min(inventory.days.arrive_by - timedelta(days=lead[code]) for code in bought) < today
    orders = [one for one in of_stock(build_checklist(made)) if "order_goods" in one.task_id]
    assert orders
    assert min(task.due for task in orders) == today
    assert not [task for task in orders if task.is_overdue(today)]
    board = [
        row.due
        for row in inventory.rows
        if row.product in bought and row.reason in (Reason.SHORT, Reason.NO_RESERVE)
    ]
    assert min(board) == today
    every = purchases.proposals(inventory)
    _, told = purchases.verdict(inventory, every)
    assert ENGLISH.text(told).endswith(f"Order the first by {ENGLISH.day(today)}.")
    shown = purchases.purchase_table(every, ENGLISH)
    days = dict(zip(shown["Product code"], shown["Order by"], strict=True))
    for row in inventory.rows:
        if row.product in bought:
            assert days[row.product] == row.delivery.order_by.isoformat()
    of_sheet = {one.row.product: one.order_by.isoformat() for one in proposals_of(inventory)}
    assert of_sheet == days
    late = [one for one in every if one.line.units and one.delivery.days_late]
    assert late
    worst = max(late, key=lambda one: one.delivery.days_late).delivery
    done = [ENGLISH.text(task.evidence) for task in orders]
    assert any(one.endswith(f"the last of it comes {ENGLISH.text(worst.says)}.") for one in done)


def test_an_order_of_one_product_names_it(shop: Answer) -> None:
    inventory = room(shop)
    line = next(line for line in inventory.purchase.lines if line.units)
    one = replace(inventory, purchase=replace(inventory.purchase, lines=(line,)))
    (task,) = [
        task
        for task in of_stock(build_checklist(with_inventory(shop, one)))
        if task.task_id.startswith("order_goods_")
    ]
    assert f"{line.units} pieces of {line.product} from" in ENGLISH.text(task.title)


def test_late_pieces_are_to_be_hastened_until_they_can_no_longer_be_counted(
    shop: Answer, tmp_path: Path
) -> None:
    late = [row for row in room(shop).rows if row.late and row.expected]
    assert late
    for row in late[:LATE_AT_MOST]:
        told = title(shop, f"hasten_{short_hash(row.product)}")
        assert told.startswith(f"Have {row.late} pieces of {row.product}")
        assert told.endswith("delivered by Thu 4 Nov 2027")
    later = stocked(tmp_path, date(2027, 11, 5))
    hastened = [task for task in of_stock(build_checklist(later)) if "hasten" in task.task_id]
    assert {task.due for task in hastened} == {date(2027, 11, 9)}
    last = stocked(tmp_path / "last", date(2027, 11, 10))
    hastened = [task for task in of_stock(build_checklist(last)) if "hasten" in task.task_id]
    assert {task.due for task in hastened} == {date(2027, 11, 10)}
    over = stocked(tmp_path / "over", date(2027, 11, 12))
    assert not [task for task in of_stock(build_checklist(over)) if "hasten" in task.task_id]


def test_differences_are_to_be_explained_while_some_are_open(shop: Answer) -> None:
    found = (
        Difference("p1", None, 7, 5, Decimal(-41), None),
        Difference("p2", None, 14, 15, None, None),
        Difference("p3", None, 21, 20, None, "broken"),
    )
    inventory = room(shop)
    counted = with_inventory(shop, replace(inventory, differences=found))
    assert title(counted, "explain_differences") == "Explain 2 differences of the count"
    cleared = with_inventory(shop, replace(inventory, differences=found[2:]))
    for made in (shop, cleared):
        assert "explain_differences" not in {one.task_id for one in build_checklist(made).tasks}


def test_without_stock_there_are_none_and_titles_say_no_figures() -> None:
    nothing = answer(plan(), None, TODAY)
    assert not of_stock(build_checklist(nothing))
    assert title(nothing, "share_of_main_products") == "Bring main products to 50–60 % of the stock"
    assert "inventory" not in build_checklist(nothing).verdicts


def test_titles_carry_what_the_stock_sheet_says(shop: Answer) -> None:
    figures = room(shop).figures
    share = ENGLISH.share(figures["main_share_units"].value, 2)
    assert title(shop, "share_of_main_products").endswith(f"they hold {share} of the pieces now")
    late = figures["late_units"].value
    assert f"{late} pieces on their way" in title(shop, "goods_in_warehouse")
    area = round(float(figures["floor_m2"].required))
    told = title(shop, "stock_where_it_ships")
    assert told.startswith(f"Clear {area} m²" if area else "Check floor space")


def test_many_suppliers_and_arrivals_stay_a_list_that_is_read(shop: Answer) -> None:
    many = with_products(shop, 3000)
    tasks = of_stock(build_checklist(many))
    assert len(tasks) <= AT_MOST
    orders = [task for task in tasks if task.task_id.startswith("order_goods_")]
    assert len(orders) == SUPPLIERS_AT_MOST + 1
    assert "order_goods_others" in {task.task_id for task in orders}
    pieces = sum(int(str(task.title.fields["pieces"])) for task in orders)
    assert pieces == room(many).purchase.units
    assert sum(task.task_id.startswith("hasten_") for task in tasks) == LATE_AT_MOST


def test_they_keep_owner_status_day_and_note(tmp_path: Path) -> None:
    field = f"checklist__order_goods_{short_hash('Supplier 0')}"
    given: dict[str, Any] = {
        f"{field}__status": "done", f"{field}__owner": "Li Lei", f"{field}__due": -25,
        f"{field}__note": "by phone",
    }  # fmt: skip
    made = stocked(tmp_path, **given)
    tasks = {one.task_id: one for one in build_checklist(made).tasks}
    task = tasks[field.removeprefix("checklist__")]
    assert (task.status, task.owner, task.due_offset, task.note) == (
        "done", "Li Lei", -25, "by phone",
    )  # fmt: skip


def test_they_reach_calendar_paper_and_the_way_back(shop: Answer) -> None:
    checklist = build_checklist(shop)
    calendar = calendar_bytes(
        checklist.tasks, shop.plan, "D11", datetime(2027, 10, 13, tzinfo=UTC), ENGLISH
    ).decode()
    paper = print_page(
        checklist.tasks, checklist, shop.campaign.name, shop.campaign.main_day, ENGLISH
    ).decode()
    fields = exchanged(shop, checklist)
    for task in of_stock(checklist):
        assert task.task_id in calendar
        assert "pieces of" in paper
        assert fields[f"checklist.{task.task_id}.status"] == "open"
        assert task.task_id.isidentifier()
        assert REGISTRY.checked(f"checklist.{task.task_id}.status", "doing") == "doing"


def test_the_area_is_as_ready_as_the_room_says(shop: Answer) -> None:
    checklist = build_checklist(shop)
    assert checklist.verdicts["inventory"] == room(shop).verdict()
    assert room(shop).verdict()[0] is Level.NOT_READY
    assert checklist.readiness["inventory"].level is Level.NOT_READY


def test_the_room_as_plain_data(shop: Answer) -> None:
    inventory = room(shop)
    told = inventory_as_json(inventory, ENGLISH)
    assert json.loads(json.dumps(told)) == told
    assert told["verdict"]["level"] == "not_ready"
    assert [one["rule"] for one in told["gates"]] == [gate.rule for gate in inventory.gates]
    rows = {one["product"]: one for one in told["products"]}
    assert set(rows) == {row.product for row in inventory.rows}
    assert rows["p5"]["in_stock"] == -3
    assert rows["p5"]["reason"] == "negative_stock"
    assert rows["p19"]["unit_cost"] is None
    assert sum(one["missing"] for one in rows.values()) == told["figures"]["missing_units"]
    lines = told["purchases"]["lines"]
    assert sum(Decimal(line["cost"]) for line in lines) == Decimal(told["purchases"]["cost"])
    assert told["problems"] == [ENGLISH.text(one) for one in inventory.problems]
    chinese = inventory_as_json(inventory, Language("zh"))
    assert chinese["verdict"]["text"] != told["verdict"]["text"]
