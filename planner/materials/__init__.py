"""What to pack with: how much of everything, what to buy, and when to order it."""

from planner.materials.assumptions import (
    BUY_FOR,
    ITEMS,
    NUMBERS,
    ONCE,
    OWN_DRIVERS,
    PRINTERS,
    Item,
    MaterialAssumptions,
    item_assumptions,
)
from planner.materials.cities import PRIORITY_CITIES, QUERIES, city_names, priority_share
from planner.materials.materials import Choices, Flow, MaterialLine, Materials, plan_materials
from planner.materials.own import (
    FIELDS,
    OwnMaterials,
    own_items,
    patches_to_remove,
    patches_to_write,
)
from planner.materials.sizes import HOLDS, MATERIAL_FUNCTIONS, items_to_pack, size_shares

__all__ = [
    "BUY_FOR",
    "FIELDS",
    "HOLDS",
    "ITEMS",
    "MATERIAL_FUNCTIONS",
    "NUMBERS",
    "ONCE",
    "OWN_DRIVERS",
    "PRINTERS",
    "PRIORITY_CITIES",
    "QUERIES",
    "Choices",
    "Flow",
    "Item",
    "MaterialAssumptions",
    "MaterialLine",
    "Materials",
    "OwnMaterials",
    "city_names",
    "item_assumptions",
    "items_to_pack",
    "own_items",
    "patches_to_remove",
    "patches_to_write",
    "plan_materials",
    "priority_share",
    "size_shares",
]
