"""What to pack with: how much of everything, what to buy, and when to order it."""

from planner.materials.assumptions import ITEMS, MaterialAssumptions, item_assumptions
from planner.materials.materials import MaterialLine, Materials, bag_share, plan_materials

__all__ = [
    "ITEMS",
    "MaterialAssumptions",
    "MaterialLine",
    "Materials",
    "bag_share",
    "item_assumptions",
    "plan_materials",
]
