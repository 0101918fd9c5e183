"""Inventory readiness: is every product there in time, counted, and in the right number?"""

from planner.inventory.assumptions import InventoryAssumptions
from planner.inventory.inventory import Inventory, count_hours_from_sheets, plan_inventory
from planner.inventory.one_by_one import Shop
from planner.inventory.outlook import InTheEvent
from planner.inventory.proposal import SalesSoFar, read_sales_so_far
from planner.inventory.readiness import ProductReadiness, Reason
from planner.inventory.reading import QUERIES, read_stock_facts
from planner.inventory.stock import ProductStock, StockFacts, StockSheet, Unmatched
from planner.inventory.typed import (
    INVENTORY_SETTINGS,
    ProductNumbers,
    Typed,
    product_field,
)

__all__ = [
    "INVENTORY_SETTINGS",
    "QUERIES",
    "InTheEvent",
    "Inventory",
    "InventoryAssumptions",
    "ProductNumbers",
    "ProductReadiness",
    "ProductStock",
    "Reason",
    "SalesSoFar",
    "Shop",
    "StockFacts",
    "StockSheet",
    "Typed",
    "Unmatched",
    "count_hours_from_sheets",
    "plan_inventory",
    "product_field",
    "read_sales_so_far",
    "read_stock_facts",
]
