"""Questions that tell whether the loaded sheets fit together."""

from pathlib import Path

from planner.tables.query import load_query

UNMATCHED = load_query(Path(__file__).parent / "unmatched.sql")
