"""What is typed of some products, laid over what was worked out of all: the same as all anew."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.inventory import Inventory, product_field
from planner.planning import Memory, answer
from planner.tables import Dataset
from tests.inventory.test_room import EARLY, STOCK, room
from tests.rows import EVENT_ITEMS, EVENT_ORDERS, plan

EDITS: tuple[dict[str, Any], ...] = (
    {product_field("coat", "in_stock"): 7},
    {product_field("coat", "price"): "70.00", product_field("belt", "in_stock"): 500},
    {product_field("coat", "is_main"): "yes", product_field("scarf", "is_main"): "no"},
    {product_field("umbrella", "is_main"): "yes"},
    {product_field("scarf", "incoming"): 0},
    {product_field("scarf", "eta"): "2027-11-10", product_field("scarf", "unit_cost"): "4.00"},
    {product_field("coat", "lead_time_days"): 90, product_field("coat", "contact"): "Li"},
    {product_field("of no sheet", "in_stock"): 4},
    {"inventory.warehouse.East.counts_as": "left_out", product_field("coat", "in_stock"): 7},
    {"inventory.ready_share": 0.95, product_field("coat", "in_stock"): 7},
    {"targets.growth_share": 1.5, product_field("coat", "in_stock"): 7},
    {},
)


def said(inventory: Inventory) -> dict[str, Any]:
    """Return everything that the room says, but for the figures' own inputs."""
    told = {name: value for name, value in vars(inventory).items() if name != "figures"}
    return told | {name: figure.value for name, figure in inventory.figures.items()}


@pytest.mark.parametrize("stock", [STOCK, None], ids=["with a stock sheet", "without"])
def test_one_edit_after_another_changes_no_number(
    make_dataset: Callable[..., Dataset], stock: Any
) -> None:
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS, stock=stock or ())
    memory = Memory()
    for typed in EDITS:
        remembered = room(answer(plan(**typed), dataset, EARLY, memory))
        anew = room(answer(plan(**typed), dataset, EARLY))
        assert said(remembered) == said(anew), typed


def test_only_what_was_typed_is_worked_out_again(make_dataset: Callable[..., Dataset]) -> None:
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS, stock=STOCK)
    memory = Memory()
    rows = [
        {row.product: row for row in room(answer(one, dataset, EARLY, memory)).rows}
        for one in (plan(), plan(**{product_field("umbrella", "in_stock"): 190}))
    ]
    assert rows[0]["umbrella"] is not rows[1]["umbrella"]
    assert rows[0]["belt"].stock is rows[1]["belt"].stock
    assert rows[0]["belt"].demand is rows[1]["belt"].demand
