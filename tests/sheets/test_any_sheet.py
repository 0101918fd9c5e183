"""Whatever stands in the cells: rows reconcile, and the only error is a SheetError."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import SheetError
from planner.sheets import import_file, inspect
from planner.tables import Workspace

ODD = (
    "", " ", '="1"', "'1", "1", "1.5", "-3", "1e400", "99999999999999999999", "1_000", "0x10",
    "2025-11-01", "2025-11-01 10:00:00", "0000-00-00", "31/12/2025", "nan", "#REF!",
    "合计", "订单编号", "'); DROP TABLE cells; --", "=HYPERLINK(1)", "<script>", "\x00", "\u3000",
    "𠮷", '"', ",", "\n", "1.2万", "(5)", "{place}", "%s", "订单创建时间", "9" * 300,
)  # fmt: skip
CELLS = st.sampled_from(ODD) | st.text(max_size=12)
HEADERS = (
    "订单编号", "总金额", "买家实际支付金额", "订单状态", "收货地址", "订单创建时间",
    "订单付款时间", "退款金额", "购买数量", "商家编码", "价格", "子订单编号", "买家会员名", "?",
)  # fmt: skip


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    header=st.lists(st.sampled_from(HEADERS), min_size=2, max_size=9),
    rows=st.lists(st.lists(CELLS, max_size=10), max_size=8),
    quoting=st.booleans(),
)
def test_rows_reconcile(tmp_path, header, rows, quoting):
    path = tmp_path / "any.csv"
    write = quoted if quoting else str
    lines = [",".join(map(write, row)) for row in [header, *rows]]
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    try:
        (found,) = inspect(path)
    except SheetError:
        return
    assert found.rows_read == found.rows_kept + found.rows_rejected
    if found.kind != "unknown" and quoting:
        assert found.rows_read == sum(any(cell.strip() for cell in row) for row in rows)


def test_thousands_of_odd_cells_import(tmp_path):
    chance = random.Random(11)
    header = HEADERS[:-1]
    usual = ("x", "1", "1", "交易成功", "", "2025-11-01", "2025-11-01", "0", "1", "A", "1", "", "b")
    good = dict(zip(header, usual, strict=True))
    lines = [",".join(header)]
    for number in range(3000):
        row = good | {"订单编号": str(number // 2), "子订单编号": str(number)}
        row[chance.choice(header)] = chance.choice(ODD)
        lines.append(",".join(map(quoted, row.values())))
    path = tmp_path / "odd.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = import_file(Workspace(tmp_path / "workspace"), path, "odd.csv")
    (found,) = report.sheets
    assert found.rows_read == found.rows_kept + found.rows_rejected == 3000
    assert found.rows_kept > 2000
