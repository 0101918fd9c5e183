"""What the loaded sheets say for a design: one query a question."""

from pathlib import Path

from planner.tables import queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")
