"""Questions that tell whether the loaded sheets fit together."""

from pathlib import Path

from planner.tables.query import load_query

UNMATCHED = load_query(Path(__file__).parent / "unmatched.sql")
ROLLUPS = load_query(Path(__file__).parent / "rollups.sql")
IN_FORCE = load_query(Path(__file__).parent / "in_force.sql")
