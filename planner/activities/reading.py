"""The questions that activities are worked out from, in SQL files of their own."""

from pathlib import Path

from planner.tables import queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")
