"""Every SQL file of the room runs and returns the columns that its header promises."""

import pytest

from planner.sheets.cleaning import SQL, cleaned
from planner.sheets.inspecting import TOTALS
from planner.sheets.kinds import KINDS
from planner.sheets.reading import read_sheets
from planner.sheets.recognise import recognise
from planner.sheets.report import Choice
from planner.tables import load_query

HEADER = "订单编号,总金额,下单时间,商家编码,购买数量,价格\n"
FILES = sorted(
    path for folder in ("steps", "issues", "totals") for path in (SQL / folder).glob("*.sql")
)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    path = tmp_path_factory.mktemp("sql") / "both.csv"
    path.write_text(HEADER + "1,10,2025-11-01,A,1,10\n", encoding="utf-8")
    (sheet,) = read_sheets(path)
    with cleaned(sheet, recognise(sheet.head, Choice()), "key") as found:
        yield found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_columns_are_those_of_the_header(rows, path):
    query = load_query(path)
    described = rows.rows(f"DESCRIBE {query.sql}")
    kinds = {row["column_name"]: row["column_type"] for row in described}
    assert list(kinds) == list(query.columns)
    if path.parent.name != "issues":  # a column of nulls has no type of its own there
        assert kinds == dict(query.columns)


def test_every_file_is_used():
    assert TOTALS == SQL / "totals"
    assert {path.stem for path in FILES if path.parent.name == "steps"} == {
        step for kind in KINDS.values() for step in kind.steps
    }
