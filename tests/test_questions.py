"""The pandas scripts that the planner is measured against answer the same questions alike."""

from datetime import date
from pathlib import Path

from benchmarks.lists import write_sheets_beside
from benchmarks.questions import QUERIES, compare
from benchmarks.scripts import SCRIPTS
from planner import last_year
from planner.sheets import import_file
from planner.tables import Workspace
from planner.targets.history import QUERIES as TARGET_QUERIES
from sample_data.generate import write_shop

AS_ROWS = {"reference_orders"}
"""Lists rows of the sheets, which is no question to work out."""
OF_PRODUCTS = {
    "listed_products",
    "order_sizes",
    "product_window",
    "sheet_day_orders",
    "stopped_sales",
}
"""Steps of the forecast by product, which the two pages do not ask."""


def test_every_question_of_the_two_pages_has_a_script() -> None:
    assert SCRIPTS.keys() == QUERIES.keys() - AS_ROWS - OF_PRODUCTS
    assert last_year.QUERIES.keys() | TARGET_QUERIES.keys() <= SCRIPTS.keys()


def test_scripts_and_planner_give_equal_answers(tmp_path: Path) -> None:
    write_shop(tmp_path / "shop", 2025, 700, 60, 11)
    workspace = Workspace(tmp_path / "workspace")
    for path in sorted((tmp_path / "shop").glob("*.csv"), key=lambda path: "Detail" in path.name):
        import_file(workspace, path, path.name)
    for path in write_sheets_beside(tmp_path):
        import_file(workspace, path, path.name)
    rows = compare(workspace, date(2026, 10, 1), tmp_path)
    assert [name for name, *_, same in rows if not same] == []
    assert len(rows) == len(SCRIPTS)
