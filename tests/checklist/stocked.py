"""Shops with a stock sheet, for the tests of the sheets and tasks that follow from it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.demand import ProductDemand
from planner.inventory import Inventory, ProductStock, Shop, StockFacts, Typed, plan_inventory
from planner.inventory.stock import Arrival
from planner.planning import Answer, answer
from planner.tables import Workspace, publish_import
from tests.checklist.cases import TODAY, week_of_orders
from tests.inventory.cases import demand_of
from tests.rows import Row, plan, prepare_import

HELD = 14
"""Products p0 … p13 lie in stock; p14 … p19 sell and stand in no row."""
MAIN = 6
"""Of them, so many are marked as main products."""
STOCK: tuple[Row, ...] = (
    *(
        {
            "sku": f"p{number}",
            "title": "=1+1" if number == 1 else f"Product {number}",
            "warehouse": ("East", "West")[number % 2],
            "location": f"A-{number}",
            "on_hand": -3 if number == 5 else number * 7 % 30,
            "reserved": number % 4,
            "is_main": number < MAIN,
            "incoming": 20 if number % 5 == 0 else None,
            "eta": ("2027-11-06" if number else "2027-10-30") if number % 5 == 0 else None,
        }
        for number in range(HELD)
    ),
    {"sku": "p2", "title": "Product 2", "warehouse": "West", "location": "B-1", "on_hand": 4},
    {"sku": "left", "title": "Never sold", "warehouse": "East", "on_hand": 100},
)
PRODUCTS: tuple[Row, ...] = tuple(
    {
        "sku": f"p{number}",
        "unit_cost": "20.50",
        "supplier": None if number == 7 else f"Supplier {number % 3}",
        "lead_time_days": 9 + number % 3,
        "pack_size": 6,
        "length_mm": 300,
        "width_mm": 200,
        "height_mm": 50,
        "barcode": f"69012345678{number:02}",
    }
    for number in range(HELD)
)


def stocked(folder: Path, today: date = TODAY, **values: Any) -> Answer:
    """Return the plan of a shop whose stock is known."""
    orders, items = week_of_orders()
    workspace = Workspace(folder)
    with workspace.locked():
        ready = prepare_import(
            workspace, orders, items, "stock2027.xlsx", stock=STOCK, products=PRODUCTS
        )
        dataset = publish_import(workspace, ready)
    return answer(plan(**values), dataset, today)


def with_inventory(made: Answer, inventory: Inventory) -> Answer:
    """Return an answer with another stock."""
    assert made.rooms
    return replace(made, rooms=replace(made.rooms, inventory=inventory))


def room(made: Answer) -> Inventory:
    """Return what the room says."""
    assert made.rooms
    return made.rooms.inventory


def with_products(made: Answer, count: int) -> Answer:
    """Return an answer with so many products made up, two thirds of them in the event."""
    assert made.rooms
    demand: list[ProductDemand] = []
    stock: dict[str, ProductStock] = {}
    for number in range(count):
        code = f"m{number:05}"
        if number % 3:
            demand.append(demand_of(code, 5 + number % 20, units_per_ordinary_day=number % 4 / 2))
        stock[code] = ProductStock(
            code,
            title=f"Made up {number}",
            on_hand=number % 25 - 1 if number % 50 else None,
            reserved=number % 3,
            arrivals=(Arrival(date(2027, 11, 6), 4),) if number % 7 == 0 else (),
            unit_cost=Decimal(number % 90 + 10) if number % 11 else None,
            supplier=f"Supplier {number % 40:02}",
            lead_time_days=10,
            volume_ml=500.0,
            warehouses=("East",),
            locations=(f"A-{number}",),
        )
    facts = StockFacts(stock, (), (), (), {}, 0, 0, {}, None)
    rooms = made.rooms
    forecast = replace(rooms.demand, products=tuple(demand))
    shop = Shop.of(forecast, facts, {}, made.entries, made.campaign, made.today)
    typed, places = Typed({}, {}, {}), room(made).count_places
    inventory = plan_inventory(shop, typed, places, made.entries, 0)
    return with_inventory(made, inventory)
