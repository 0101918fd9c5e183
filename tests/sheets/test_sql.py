"""Every SQL file of the room runs and returns the columns that its header promises."""

import pytest

from planner.sheets.cleaning import SQL, Setting, cleaned
from planner.sheets.inspecting import TOTALS
from planner.sheets.kinds import KINDS
from planner.sheets.opening import opened
from planner.sheets.recognise import recognise
from planner.sheets.report import Choice
from planner.tables import load_query

SHEETS = {
    "orders": "订单编号,总金额,下单时间\n1,10,2025-11-01\n",
    "order_items": "订单编号,商家编码,购买数量\n1,A,1\n",
    "orders+order_items": (
        "订单编号,总金额,下单时间,商家编码,购买数量,价格\n1,10,2025-11-01,A,1,10\n"
    ),
    "stock": "商品编码,库存数量,仓库,盘点时间\nA,1,主仓,2025-11-01\n",
    "products": "商品编码,条码,成本价,重量\nA,4006381333931,3,0.5\n",
    "traffic": "日期,访客数,浏览量,支付转化率\n2025-11-11,5,9,20%\n",
    "discounts": "活动名称,商品ID,折扣,活动价,结束时间\n双11,1,8.5折,9,2026-11-11\n",
    "parcels": "运单号,物流公司,物流状态,更新时间\nSF1,顺丰,运输中,2026-11-13 09:00:00\n",
}
INSTEAD = "lines_of_no_repeats"
"""Taken instead of the step "lines" where no row repeats another."""
ASKED_BESIDES = {"date_order", "masked_buyers"}
"""Issues that are asked under a condition of their own, of lists of orders."""


def files_of(kind):
    """Return the SQL files that are run for a kind of sheet."""
    issues = {*kind.issues, kind.rejected, *(ASKED_BESIDES if "orders" in kind.tables else ())}
    if "date_order" in kind.steps:
        issues.add("dates_contradict")
    return [
        *(SQL / "steps" / f"{step}.sql" for step in kind.steps),
        *([SQL / "steps" / f"{INSTEAD}.sql"] if "lines" in kind.steps else ()),
        *(SQL / "issues" / f"{code}.sql" for code in sorted(issues)),
        *(TOTALS / f"{table}_totals.sql" for table in kind.tables),
    ]


@pytest.fixture(scope="module")
def rows_of(tmp_path_factory):
    """Give a function that opens a small sheet of a kind and returns its cleaned rows."""
    contexts, found = [], {}

    def rows(kind):
        if kind not in found:
            path = tmp_path_factory.mktemp("sql") / "sheet.csv"
            path.write_text(SHEETS[kind], encoding="utf-8")
            opening = opened(path)
            (sheet,) = opening.__enter__()
            recognised = recognise(sheet.head, Choice())
            assert recognised.kind == kind
            cleaning = cleaned(sheet, recognised, Setting("key", Choice(), "sheet.csv"))
            found[kind] = cleaning.__enter__()
            contexts.extend((opening, cleaning))
        return found[kind]

    yield rows
    for context in reversed(contexts):
        context.__exit__(None, None, None)


@pytest.mark.parametrize("kind", KINDS)
def test_columns_are_those_of_the_header(rows_of, kind):
    rows = rows_of(kind)
    for path in files_of(KINDS[kind]):
        query = load_query(path)
        described = rows.rows(f"DESCRIBE {query.sql}")
        if path.stem == "rejected_cells":  # its other columns are the cells of the kind
            described = described[: len(query.columns)]
        types = {row["column_name"]: row["column_type"] for row in described}
        assert list(types) == list(query.columns), path
        if path.parent.name != "issues":  # a column of nulls has no type of its own there
            assert types == dict(query.columns), path


def test_every_file_is_used():
    assert TOTALS == SQL / "totals"
    used = {path for kind in KINDS.values() for path in files_of(kind)}
    assert used == {
        path for folder in ("steps", "issues", "totals") for path in (SQL / folder).rglob("*.sql")
    }
