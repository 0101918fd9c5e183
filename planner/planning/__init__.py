"""The answer: one plan, one data set and today's date in; every number of every page out."""

from planner.planning.answer import Answer, Rooms, answer
from planner.planning.memory import Memory
from planner.planning.registry import AREAS, FUNCTIONS, REGISTRY, STATUSES

__all__ = ["AREAS", "FUNCTIONS", "REGISTRY", "STATUSES", "Answer", "Memory", "Rooms", "answer"]
