"""What can really be shipped: the most orders that people, machines and hours let through."""

from planner.capacity.assumptions import CapacityAssumptions
from planner.capacity.ladder import Rung
from planner.capacity.leaving import CLOSED, Leaving
from planner.capacity.means import AGENTS, HOURS, LABELS, PACKERS, Load, Means
from planner.capacity.room import Capacity, load_at, plan_capacity

__all__ = [
    "AGENTS",
    "CLOSED",
    "HOURS",
    "LABELS",
    "PACKERS",
    "Capacity",
    "CapacityAssumptions",
    "Leaving",
    "Load",
    "Means",
    "Rung",
    "load_at",
    "plan_capacity",
]
