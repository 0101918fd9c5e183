"""Names, phones, addresses below the city and remarks stay outside; buyers stay apart."""

import json
import os
from pathlib import Path

import duckdb
import pytest

from planner.errors import SheetError
from planner.sheets import Choice, import_sheet, inspect, inspections_in
from planner.sheets.importing import KEY_FILE
from planner.tables import imported_files

HEADER = (
    "订单编号,买家会员名,收货人姓名,联系手机,收货地址 ,买家留言,订单备注,总金额,买家实际支付金额,"
    "订单创建时间,订单付款时间"
)
SECRETS = ("王小明", "13812345678", "示例路99号", "请放门卫", "老客户", "wang@example.com")
PERSON = (
    "王小明,13812345678,广东省 广州市 越秀区 示例路99号 王小明,请放门卫,老客户 wang@example.com"
)
ROWS = (
    f"1,xiaoming88,{PERSON},10,10,2025-11-01 10:00:00,2025-11-01 10:00:00",
    f"2,wang@example.com,{PERSON},10,10,2025-11-01 10:00:00,2025-11-01 10:00:00",
    f"3,13812345678,{PERSON},10,10,2025-11-01 10:00:00,2025-11-01 10:00:00",
    f"4,xiaoming88,{PERSON},10,10,13812345678 wang@example.com,",
    f"5,xiaoming88,{PERSON},王小明,10,10,2025-11-01 10:00:00,2025-11-01 10:00:00",
    f"合计,,{PERSON},40,40,,",
)


def buyers(workspace, report):
    path = workspace.imports / report.import_id / "orders.parquet"
    rows = duckdb.sql(f"SELECT buyer_id FROM '{path}' ORDER BY order_id").fetchall()
    return [buyer for (buyer,) in rows]


def test_planted_secrets_are_nowhere(sheet, workspace, caplog):
    path = sheet("\n".join((HEADER, *ROWS)))
    report = import_sheet(workspace, path, "orders.csv")
    (file,) = imported_files(workspace)
    texts = [repr(report), repr(inspect(path)), json.dumps(dict(file.report)), caplog.text]
    for parquet in Path(workspace.folder).rglob("*.parquet"):
        texts.append(repr(duckdb.sql(f"SELECT * FROM '{parquet}'").fetchall()))
    for kept in Path(workspace.folder).rglob("*"):
        if kept.is_file():
            texts.append(kept.read_bytes().decode("utf-8", "replace"))
    assert len(texts) > 8
    for secret in SECRETS:
        assert not [text for text in texts if secret in text]


def test_contacts_as_buyers_become_keyed_hashes(sheet, workspace, tmp_path):
    path = sheet("\n".join((HEADER, *ROWS[:3])))
    plain, mail, phone = buyers(workspace, import_sheet(workspace, path, "orders.csv"))
    assert plain == "xiaoming88"
    assert mail.startswith("h:")
    assert phone.startswith("h:")
    assert mail != phone
    key = workspace.folder / KEY_FILE
    assert len(key.read_text()) == 64
    if os.name == "posix":
        assert key.stat().st_mode & 0o777 == 0o600
    other = type(workspace)(tmp_path / "other")
    assert buyers(other, import_sheet(other, path, "orders.csv"))[1] != mail


def test_buyer_column_of_names_is_hashed(sheet, workspace):
    text = (
        "订单号,客户姓名,总金额,下单时间\n"
        "1,王小明,1,2025-11-01\n2,王小明,1,2025-11-01\n3,李雷,1,2025-11-01\n"
    )
    report = import_sheet(workspace, sheet(text), "orders.csv")
    one, two, three = buyers(workspace, report)
    assert one == two != three
    assert one.startswith("h:")
    assert "hashed_buyers" in {issue.code for issue in report.sheets[0].issues}


def test_masked_buyers_are_nobody(sheet, workspace):
    text = "订单号,买家会员名,总金额,下单时间\n1,tb***1,1,2025-11-01\n2,tb***2,1,2025-11-01\n"
    report = import_sheet(workspace, sheet(text), "orders.csv")
    assert buyers(workspace, report) == [None, None]
    assert "masked_buyers" in {issue.code for issue in report.sheets[0].issues}


@pytest.mark.parametrize("field", ["province", "status", "order_id"])
def test_personal_columns_cannot_be_mapped_to_what_is_stored(sheet, field):
    path = sheet("\n".join((HEADER, ROWS[0])))
    (found,) = inspect(path, choice=Choice(mapping={2: field, 5: field}))
    assert found.mapping[2] is None
    assert found.mapping[5] is None


def test_address_column_gives_province_and_city_only(sheet):
    path = sheet("\n".join((HEADER, ROWS[0])))
    (found,) = inspect(path, choice=Choice(mapping={4: "city"}))
    assert found.mapping[4] == "address"


def test_error_carries_no_cell_text(sheet, workspace):
    path = sheet(f"{HEADER}\n,xiaoming88,{PERSON},10,10,2025-11-01,\n")
    with pytest.raises(SheetError) as caught:
        import_sheet(workspace, path, "orders.csv")
    assert not [secret for secret in SECRETS if secret in repr(caught.value.fields)]


def test_stored_report_reads_back(sheet, workspace):
    report = import_sheet(workspace, sheet("\n".join((HEADER, *ROWS))), "orders.csv")
    (file,) = imported_files(workspace)
    (stored,) = inspections_in(file.report)
    (made,) = report.sheets
    assert stored.to_json() == made.to_json()
    assert stored.issues == made.issues
    assert stored.rejected == made.rejected
    assert stored.preview == ()
