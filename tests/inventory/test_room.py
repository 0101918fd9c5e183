"""The room as a whole: one plan and one data set in, verdicts, gates and figures out."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.figures import Level
from planner.inventory import Inventory, Reason, product_field
from planner.language import language_for
from planner.planning import Answer, answer
from planner.sheets import import_file
from planner.tables import Dataset, Workspace
from tests.rows import EVENT_ITEMS, EVENT_ORDERS, line, order, plan

EN = language_for("en")
EARLY = date(2027, 10, 20)
MakeDataset = Callable[..., Dataset]

STOCK = (
    {"sku": "coat", "warehouse": "East", "on_hand": 40, "available": 40, "unit_cost": "61.00"},
    {"sku": "coat", "warehouse": "West", "on_hand": 10, "available": 10, "unit_cost": "61.00"},
    {"sku": "scarf", "warehouse": "East", "on_hand": 0, "incoming": 30, "eta": "2027-11-06"},
    {"sku": "belt", "warehouse": "East", "on_hand": -2, "unit_cost": "3.00"},
    {"sku": "umbrella", "warehouse": "East", "on_hand": 200, "unit_cost": "9.00"},
)


def room(answered: Answer) -> Inventory:
    assert answered.rooms is not None
    return answered.rooms.inventory


@pytest.fixture
def dataset(make_dataset: MakeDataset) -> Dataset:
    return make_dataset(EVENT_ORDERS, EVENT_ITEMS, "stock_2027-10-18.csv", stock=STOCK)


def told(inventory: Inventory) -> str:
    return " ".join(EN.text(problem) for problem in inventory.problems)


def by_product(inventory: Inventory) -> dict[str, Any]:
    return {row.product: row for row in inventory.rows}


def test_every_product_has_a_verdict_a_reason_and_a_next_action(dataset: Dataset) -> None:
    rows = by_product(room(answer(plan(), dataset, EARLY)))
    assert rows.keys() == {"coat", "scarf", "belt", "umbrella"}
    assert rows["coat"].stock.on_hand == 50
    assert rows["coat"].level is Level.ON_TRACK
    assert (rows["scarf"].reason, rows["scarf"].late) == (Reason.ARRIVES_LATE, 30)
    assert rows["belt"].reason is Reason.NEGATIVE_STOCK
    assert rows["umbrella"].reason is Reason.NO_DEMAND


def test_the_share_of_main_products_by_pieces_and_by_value(dataset: Dataset) -> None:
    """50 coats and 200 umbrellas are held: 50 ÷ 250 pieces, 3,050 ÷ 4,850 of the value."""
    chosen = plan(**{product_field("coat", "is_main"): "yes"})
    # Nothing else is proposed once the typed ones are taken out.
    for code in ("scarf", "belt", "umbrella"):
        chosen = plan(**{**chosen.values, product_field(code, "is_main"): "no"})
    inventory = room(answer(chosen, dataset, EARLY))
    assert [row.product for row in inventory.main_rows] == ["coat"]
    assert inventory.figures["main_share_units"].value == 0.2
    share = inventory.figures["main_share_value"].exact
    assert round(share, 6) == round(Decimal(3050) / Decimal(4850), 6)
    gate = next(gate for gate in inventory.gates if gate.rule == "INV-1")
    assert (gate.level, gate.sheets[0].file) == (Level.AT_RISK, "stock_2027-10-18.csv")


def test_what_is_typed_moves_the_verdict(dataset: Dataset) -> None:
    before = by_product(room(answer(plan(), dataset, EARLY)))["belt"]
    typed = plan(**{product_field("belt", "in_stock"): 500})
    after = by_product(room(answer(typed, dataset, EARLY)))["belt"]
    assert (before.level, after.level) == (Level.NOT_READY, Level.ON_TRACK)


def test_a_warehouse_left_out_counts_nowhere(dataset: Dataset) -> None:
    chosen = plan(**{"inventory.warehouse.East.counts_as": "left_out"})
    rows = by_product(room(answer(chosen, dataset, EARLY)))
    assert rows["coat"].stock.on_hand == 10


def test_a_match_by_hand_brings_stock_to_its_sales(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS, stock=[{"sku": "COAT-NEW", "on_hand": 70}])
    apart = room(answer(plan(), dataset, EARLY))
    assert apart.facts is not None
    assert [one.code for one in apart.facts.stock_without_sales] == ["COAT-NEW"]
    assert by_product(apart)["coat"].reason is Reason.UNKNOWN_STOCK
    together = room(answer(plan(**{"inventory.match.COAT-NEW": "coat"}), dataset, EARLY))
    assert by_product(together)["coat"].stock.on_hand == 70
    assert together.facts is not None
    assert together.facts.stock_without_sales == ()


def test_bad_stock_is_said_and_stops_nothing(dataset: Dataset) -> None:
    """Negative stock, a missing cost, and a sheet older than today, each in a sentence."""
    said = told(room(answer(plan(), dataset, date(2027, 10, 25))))
    assert "1 rows of the stock sheet hold less than nothing" in said
    assert "The cost of 1 products is not known" in said
    assert "of Mon 18 Oct 2027, 7 days ago" in said


def test_the_first_thing_to_do_is_a_clause_of_its_own(make_dataset: MakeDataset) -> None:
    short = [{"sku": "coat", "on_hand": 0}]
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS, "stock_2027-10-18.csv", stock=short)
    said = EN.text(room(answer(plan(), dataset, EARLY)).verdict()[1])
    assert re.search(r"\. First \w+, by \w+ \d+ \w+ 2027: [A-Z].*\.$", said), said


def test_a_negative_row_that_a_sum_hides_is_said(
    make_dataset: MakeDataset, workspace: Workspace, tmp_path: Path
) -> None:
    sheet = tmp_path / "库存20271018.csv"
    sheet.write_text("商品编码,仓库,库存数量\ncoat,主仓,-5\ncoat,主仓,80\n", encoding="utf-8")
    import_file(workspace, sheet, sheet.name)
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS)
    said = told(room(answer(plan(), dataset, EARLY)))
    assert "1 rows of the stock sheet hold less than nothing and were added up" in said
    assert "They count as they stand" not in said


def test_a_stock_sheet_older_than_the_sales_says_how_old(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS, "stock_20261101.csv", stock=STOCK)
    said = told(room(answer(plan(), dataset, EARLY)))
    assert "12 days older than the newest sale" in said


def test_without_a_stock_sheet_main_products_are_proposed_and_can_be_typed(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS)
    inventory = room(answer(plan(), dataset, EARLY))
    assert inventory.facts is None
    assert inventory.main_rows
    assert inventory.figures["main_share_units"].value is None
    assert "not known" in EN.text(inventory.verdict()[1])
    typed = plan(**{product_field(row.product, "in_stock"): 900 for row in inventory.rows})
    assert room(answer(typed, dataset, EARLY)).figures["main_share_units"].value is not None


def test_an_order_list_without_items_has_no_products(make_dataset: MakeDataset) -> None:
    inventory = room(answer(plan(), make_dataset(EVENT_ORDERS), EARLY))
    assert inventory.rows == ()
    assert EN.text(inventory.verdict()[1])


def test_a_product_counted_in_one_of_two_warehouses_is_not_counted(
    make_dataset: MakeDataset,
) -> None:
    make_dataset(EVENT_ORDERS, EVENT_ITEMS, "stock.csv", stock=STOCK[:2])
    count = {"sku": "coat", "warehouse": "East", "counted": 40, "counted_at": "2027-11-08 10:00"}
    dataset = make_dataset(file_name="count.csv", stock=[count])
    inventory = room(answer(plan(), dataset, date(2027, 11, 9)))
    assert inventory.coverage.uncounted == ("coat",)
    assert (inventory.coverage.units_counted, inventory.coverage.units) == (40, 50)
    assert by_product(inventory)["coat"].reason is Reason.NOT_COUNTED


def test_the_count_that_was_made_is_its_evidence(make_dataset: MakeDataset) -> None:
    make_dataset(EVENT_ORDERS, EVENT_ITEMS, "stock.csv", stock=STOCK[:3])
    dataset = make_dataset(
        file_name="count.csv",
        stock=[
            {
                "sku": "coat",
                "warehouse": place,
                "counted": units,
                "counted_at": "2027-11-08 10:00",
            }
            for place, units in (("East", 38), ("West", 10))
        ],
    )
    today = date(2027, 11, 9)
    inventory = room(answer(plan(), dataset, today))
    (difference,) = inventory.differences
    assert (difference.book, difference.counted, difference.value) == (50, 48, Decimal("-122.00"))
    gate = next(gate for gate in inventory.gates if gate.rule == "INV-4")
    assert [sheet.file for sheet in gate.sheets] == ["count.csv"]
    assert by_product(inventory)["coat"].reason is Reason.DIFFERS
    cleared = plan(**{product_field("coat", "difference_reason"): "two were broken"})
    assert by_product(room(answer(cleared, dataset, today)))["coat"].reason is Reason.ENOUGH


def test_the_count_on_the_roster_takes_the_hours_of_the_stock(dataset: Dataset) -> None:
    """50 coats in two warehouses, two lines of the sheet: (2 × 60 s + 50 × 3 s) × 1.1 = 297 s."""
    answered = answer(plan(), dataset, EARLY)
    assert answered.rooms is not None
    hours = answered.entries["staffing.count_hours"].value
    assert hours == pytest.approx((2 * 60 + 50 * 3) * 1.1 / 3600)
    assert answered.rooms.staffing.plan.on_duty["count"]
    assert room(answered).crew.work_hours == hours


def test_the_budget_is_never_exceeded_and_its_last_unit_has_a_price(
    make_dataset: MakeDataset,
) -> None:
    orders = [order(str(number), "2026-11-11 10:00", "100.00") for number in range(60)]
    items = [line(str(number), "coat" if number % 2 else "hat", 1, 100) for number in range(60)]
    stock = [{"sku": sku, "on_hand": 0, "unit_cost": "40.00"} for sku in ("coat", "hat")]
    dataset = make_dataset(orders, items, stock=stock)
    free = room(answer(plan(inventory__lead_time_days=5), dataset, EARLY)).purchase
    given = plan(inventory__lead_time_days=5, inventory__budget="500.00")
    tight = room(answer(given, dataset, EARLY)).purchase
    assert tight.cost <= 500 < free.cost
    assert tight.shadow_price > 0 == free.shadow_price
    assert tight.expected_extra_profit < free.expected_extra_profit


def test_the_event_s_price_is_not_that_of_ordinary_days(make_dataset: MakeDataset) -> None:
    """Sold out at 55.00 in the event, cost 60.00, 100.00 on ordinary days: worth restocking."""
    days = [f"2026-10-{day:02d}" for day in range(2, 31)]
    orders = [order(day, f"{day} 10:00", "100.00") for day in days]
    items = [line(day, "coat", 1, 100) for day in days]
    event = [order("d", "2026-11-11 10:00", "100.00")]
    dataset = make_dataset(
        [*orders, *event],
        [*items, line("d", "coat", 1, 100)],
        stock=[{"sku": "coat", "on_hand": 0, "unit_cost": "60.00"}],
    )
    typed = plan(**{product_field("coat", "price"): "55.00"})
    after = room(answer(typed, dataset, date(2027, 11, 20))).after
    assert [one.product for one in after.restock] == ["coat"]


def test_goods_that_come_after_the_main_day_are_not_passed_over(make_dataset: MakeDataset) -> None:
    stock = [{"sku": "scarf", "on_hand": 1, "incoming": 500, "eta": "2027-11-12"}]
    inventory = room(answer(plan(), make_dataset(EVENT_ORDERS, EVENT_ITEMS, stock=stock), EARLY))
    gate = next(gate for gate in inventory.gates if gate.rule == "INV-2")
    assert gate.level is Level.NOT_READY
    assert "500 pieces of 1 products come after" in EN.text(gate.says)


def test_the_oldest_of_several_stock_sheets_is_named(make_dataset: MakeDataset) -> None:
    make_dataset(
        EVENT_ORDERS, EVENT_ITEMS, "East_2026-01-05.csv",
        stock=[{"sku": "coat", "warehouse": "East", "on_hand": 900}],
    )  # fmt: skip
    dataset = make_dataset(
        file_name="West_2027-10-20.csv",
        stock=[{"sku": "coat", "warehouse": "West", "on_hand": 1}],
    )
    assert "East_2026-01-05.csv" in told(room(answer(plan(), dataset, EARLY)))
