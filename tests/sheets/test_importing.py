"""Imports: all or nothing, clear refusals, the manager's choices."""

import io
import zipfile

import pytest

from planner.errors import ImportRefused, SheetError
from planner.language import Language
from planner.sheets import Choice, import_file, import_files, importing, inspect
from planner.tables import TABLES, current_dataset, empty, imported_files

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def protected_workbook() -> bytes:
    marker = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00\x01" * 600 + marker + b"\x00\x02" * 600


def damaged_workbook() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    return held.getvalue()


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("orders.csv", "x" * 100)
    return held.getvalue()


WRONG = {
    "picture": (PNG, "wrong_kind_of_file"),
    "pdf": (b"%PDF-1.7 " + b"x" * 100, "wrong_kind_of_file"),
    "program": (b"\x7fELF" + bytes(range(256)) * 20, "wrong_kind_of_file"),
    "empty": (b"", "empty_file"),
    "blank": (b"\xef\xbb\xbf \r\n \r\n", "empty_file"),
    "password": (protected_workbook(), "password"),
    "damaged": (damaged_workbook(), "damaged_workbook"),
    "truncated": (damaged_workbook()[:40], "damaged_workbook"),
    "archive of no list": (archive(), "no_header"),
    "damaged parquet": (b"PAR1" + b"\x00" * 100, "damaged_parquet"),
    "no header": (b"1,2,3\n4,5,6\n", "no_header"),
    "listings": ("id,title,price,sale_count,店名\nA,甲,3,4,乙\n".encode(), "kind_not_read"),
    "summary": ("省份,城市,1月,2月,3月\n广东,广州,1,2,3\n".encode(), "summary"),
    "no order number": ("下单时间,总金额\n2025-11-01,1\n".encode(), "missing_field"),
    "no rows": ("订单号,下单时间,总金额\n".encode(), "no_rows"),
    "only totals": ("订单号,下单时间,总金额\n合计,,1\n".encode(), "no_usable_rows"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_file_is_refused_in_words_and_changes_nothing(sheet, workspace, order_list, name):
    import_file(workspace, order_list(), "good.csv")
    before = current_dataset(workspace)
    content, code = WRONG[name]
    with pytest.raises(SheetError) as caught:
        import_file(workspace, sheet(content, "wrong.csv"), "wrong.csv")
    assert caught.value.code == code
    for language in (Language("en"), Language("zh")):
        told = language.error(caught.value)
        assert len(told) > 10
        assert "{" not in told
    assert current_dataset(workspace) == before
    assert len(list(workspace.imports.iterdir())) == 1


def test_same_content_is_refused(workspace, order_list):
    import_file(workspace, order_list(), "a.csv")
    with pytest.raises(ImportRefused):
        import_file(workspace, order_list(), "b.csv")


class Interrupted(BaseException):
    """Streamlit stops a run by an exception that is no Exception."""


@pytest.mark.parametrize("step", ["_keep", "_gather", "publish_import"])
def test_interrupted_import_leaves_nothing(workspace, order_list, monkeypatch, step):
    def stop(*_):
        raise Interrupted

    monkeypatch.setattr(importing, step, stop)
    with pytest.raises(Interrupted):
        import_file(workspace, order_list(), "a.csv")
    assert current_dataset(workspace) is None
    assert list(workspace.imports.iterdir()) == []
    assert list(workspace.spool.iterdir()) == []
    monkeypatch.undo()
    assert import_file(workspace, order_list(), "a.csv").kind == "orders"


def test_interrupted_after_the_commit_keeps_what_is_visible(workspace, order_list, monkeypatch):
    publish = importing.publish_import

    def publish_then_stop(*given):
        publish(*given)
        raise Interrupted

    monkeypatch.setattr(importing, "publish_import", publish_then_stop)
    with pytest.raises(Interrupted):
        import_file(workspace, order_list(), "a.csv")
    (file,) = imported_files(workspace)
    assert (workspace.imports / file.import_id / "orders.parquet").exists()


def test_a_list_read_while_the_workspace_was_emptied_is_refused(workspace, order_list):
    """Its buyers were hashed with a key that is not in force any more."""

    def told(stage, share):
        if str(stage) == "Saving the tables":
            empty(workspace)

    with pytest.raises(ImportRefused, match="restored or emptied while"):
        import_file(workspace, order_list(), "orders.csv", progress=told)
    assert imported_files(workspace) == []
    assert import_file(workspace, order_list(), "orders.csv").kind == "orders"


def test_progress_is_told_outside_the_write(workspace, order_list, monkeypatch):
    writing, told = [], []
    write = importing._gather

    def watched(*given):
        writing.append(True)
        write(*given)
        writing.append(False)

    monkeypatch.setattr(importing, "_gather", watched)
    import_file(
        workspace,
        order_list(),
        "a.csv",
        progress=lambda stage, share: told.append(
            (Language("en").text(stage), share, writing[-1:])
        ),
    )
    assert [share for _, share, _ in told] == sorted(share for _, share, _ in told)
    assert (told[0][1], told[-1][1]) == (0.0, 1.0)
    assert all(state != [True] for _, _, state in told)


def test_several_files_orders_before_items(workspace, order_list, sheet):
    items = sheet("订单编号,商家编码,购买数量\n1001,A,2\n", "items.csv")
    orders = order_list()
    shares = []
    reports = import_files(
        workspace,
        [(items, "items.csv"), (orders, "orders.csv")],
        progress=lambda _, share: shares.append(share),
    )
    assert [report.kind for report in reports] == ["orders", "order_items"]
    assert [file.file_name for file in imported_files(workspace)] == ["orders.csv", "items.csv"]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.parametrize("wrong", ["no rows", "picture"])
def test_of_several_files_the_error_names_the_one(workspace, order_list, sheet, wrong):
    content, code = WRONG[wrong]
    with pytest.raises(SheetError) as caught:
        import_files(
            workspace,
            [(order_list(), "orders.csv"), (sheet(content, "spooled.csv"), "empty.csv")],
        )
    assert caught.value.code == code
    for language in (Language("en"), Language("zh")):
        told = language.error(caught.value)
        assert told.startswith("empty.csv")
        assert "{" not in told


def test_tables_have_the_canonical_columns(workspace, order_list, sheet):
    import duckdb

    items = sheet("订单编号,商家编码,购买数量\n1001,A,2\n", "items.csv")
    for path, table in ((order_list(), "orders"), (items, "order_items")):
        report = import_file(workspace, path, path.name)
        parquet = workspace.imports / report.import_id / f"{table}.parquet"
        described = duckdb.sql(f"DESCRIBE SELECT * FROM '{parquet}'").fetchall()
        assert [(name, kind) for name, kind, *_ in described] == [
            (column.name, column.sql_type) for column in TABLES[table].columns
        ]


def test_choice_of_kind_and_columns(sheet):
    path = sheet("订单编号,下单时间,金额,件,货号\n1,2025-11-01,10,2,A\n1,2025-11-01,20,1,B\n")
    (found,) = inspect(path)
    assert found.kind == "unknown"
    chosen = Choice(kind="orders+order_items", mapping={2: "gross_amount", 3: "quantity"})
    (found,) = inspect(path, choices=chosen)
    assert found.mapping == ("order_id", "created_at", "gross_amount", "quantity", "sku")
    assert (found.totals["gross_amount"], found.totals["quantity"]) == (30, 3)
    (found,) = inspect(
        path, choices=Choice(kind="orders", mapping={2: "gross_amount", 3: "nonsense"})
    )
    assert found.mapping == ("order_id", "created_at", "gross_amount", None, None)


def test_a_field_given_to_two_columns_stays_with_the_later(sheet):
    path = sheet("订单编号,下单时间,总金额,甲,乙\n1,2025-11-01,10,20,30\n")
    (found,) = inspect(path, choices=Choice(mapping={3: "gross_amount", 4: "gross_amount"}))
    assert found.mapping == ("order_id", "created_at", None, None, "gross_amount")


def test_choice_of_an_encoding_that_is_none(order_list):
    with pytest.raises(SheetError) as caught:
        inspect(order_list(), choices=Choice(encoding="klingon"))
    assert caught.value.code == "unknown_encoding"


def test_json_has_exactly_the_promised_keys(order_list):
    (found,) = inspect(order_list(), "list.csv")
    answer = found.to_json()
    assert list(answer) == [
        "file", "sheet", "kind", "encoding", "header_row", "rows_read", "rows_kept",
        "rows_rejected", "issues", "totals",
    ]  # fmt: skip
    assert all(list(issue) == ["code", "count", "example"] for issue in answer["issues"])
    assert answer["totals"] == {
        "orders": 3,
        "gross_amount": "230.00",
        "paid_amount": "150.00",
        "refund_amount": "0.00",
        "unpaid_orders": 1,
        "first_created_at": "2025-11-01T10:00:00",
        "last_created_at": "2025-11-03T12:00:00",
    }
