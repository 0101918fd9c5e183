"""Sheets on their way in: looked at, loaded, removed."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from planner.errors import SheetError
from planner.sheets import importing
from planner.tables import Workspace, current_dataset, imported_files
from tests.ui.conftest import SMALL, OpenPage
from tests.ui.uploading import message, spooled, table_with, text, upload

ORDERS = SMALL / "ExportOrderList2026.csv"
ITEMS = SMALL / "ExportOrderDetailList2026.csv"
pytestmark = pytest.mark.parametrize("data", ["none"], indirect=True)


def test_lists_are_shown_before_and_reported_after_they_are_loaded(
    data: Workspace, open_page: OpenPage
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ITEMS, ORDERS)
    shown = text(app)
    assert "2,004 rows read = 2,000 kept + 4 rejected" in shown
    assert "header in row 1 · written in GBK · separated by comma" in shown
    assert (
        "2,006 lines = 1 up to the header + 1 blank + 0 continued + 2,004 rows;"
        " 2,004 rows = 2,000 kept + 4 rejected" in shown
    )
    assert not imported_files(data)
    app.button(key="load").click().run()
    assert not app.exception
    # The order list goes first, whatever the order of the upload.
    assert {file.kind for file in imported_files(data)} == {"orders", "order_items"}
    assert "1 item lines" in "\n".join(warning.value for warning in app.warning)
    assert not spooled(data)


def test_the_same_content_is_not_loaded_twice(data: Workspace, open_page: OpenPage) -> None:
    for _ in range(2):
        app = upload(open_page(data, "pages/sheets.py"), ORDERS)
        app.button(key="load").click().run()
    # The reason stands beside the file, which stays on the page until it is put away.
    assert "loaded already" in message(app.error[0])
    assert "was not loaded" in text(app)
    assert len(imported_files(data)) == 1
    (away,) = [button for button in app.button if str(button.key).startswith("away-")]
    away.click().run()
    assert not app.error
    assert not spooled(data)


def test_a_removed_sheet_leaves_nothing(data: Workspace, open_page: OpenPage) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ORDERS)
    app.button(key="load").click().run()
    (file,) = imported_files(data)
    app.button(key=f"remove-{file.import_id}").click().run()
    assert not app.exception
    assert not imported_files(data)
    assert current_dataset(data) is None


def test_personal_data_is_on_no_screen(data: Workspace, open_page: OpenPage) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ORDERS)
    shown = text(app) + "".join(frame.value.to_csv() for frame in app.dataframe)
    for secret in ("收货人 ", "138****", "***@***.com", "号楼"):
        assert secret not in shown


def test_a_header_in_another_row_is_read_again(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "odd.csv"
    file.write_text(
        "订单编号,总金额,订单创建时间\n"
        "单号,金额,时间\n"
        "1,59.00,2026-11-11 00:05\n"
        "2,60.00,2026-11-11 00:06\n",
        encoding="utf-8",
    )
    app = upload(open_page(data, "pages/sheets.py"), file)
    before = text(app)
    (row,) = [box for box in app.number_input if box.key.startswith("header-")]
    row.set_value(2).run()
    assert not app.exception
    assert text(app) != before


def test_the_sample_shop_leaves_when_the_shop_brings_its_own_lists(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, "pages/sheets.py")
    app.button(key="load-sample").click().run(timeout=120)
    assert all(file.file_name.startswith("sample-") for file in imported_files(data))
    upload(app, ORDERS)
    assert app.checkbox(key="sample-out").value
    app.button(key="load").click().run(timeout=120)
    assert [file.file_name for file in imported_files(data)] == [ORDERS.name]


def test_a_count_sheet_filled_in_for_the_sample_shop_does_not_take_it_out(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    """Who tried the way of the count sheet on the sample had no shop left afterwards."""
    counted = tmp_path / "盘点单.csv"
    counted.write_text("商品编码,仓库,盘点数量,盘点日期\nCS001-BK-M,杭州仓,3,\n", encoding="utf-8")
    app = open_page(data, "pages/sheets.py")
    app.button(key="load-sample").click().run(timeout=120)
    loaded = {file.file_name for file in imported_files(data)}
    upload(app, counted)
    assert not app.checkbox(key="sample-out-without-sales").value
    # With a list of orders beside it, it is another shop.
    upload(app, counted, ORDERS)
    assert app.checkbox(key="sample-out").value
    upload(app, counted)
    app.button(key="load").click().run(timeout=120)
    assert {file.file_name for file in imported_files(data)} == loaded | {counted.name}


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return file


@pytest.fixture
def useless(tmp_path: Path) -> Path:
    file = tmp_path / "fruit.csv"
    file.write_text("苹果,梨\n3,4\n", encoding="utf-8")
    return file


def test_what_cannot_be_loaded_stays_on_no_disk(
    data: Workspace, open_page: OpenPage, wrong: Path, useless: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), wrong, useless)
    assert "picture.csv · not readable  cannot be loaded" in text(app)
    assert len(app.error) == 2
    assert "UTF-8" in text(app)
    assert not spooled(data)
    # Drawn again, it is neither spooled again nor forgotten.
    app.run()
    assert len(app.error) == 2
    assert not app.exception
    assert not spooled(data)
    assert not [button for button in app.button if button.key == "load"]


def test_the_notice_names_what_was_loaded_and_what_was_left_out(
    data: Workspace, open_page: OpenPage, wrong: Path, useless: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), wrong, ORDERS, useless)
    assert len(spooled(data)) == 1
    app.button(key="load").click().run()
    assert not app.exception
    assert [notice.value.replace("\\", "") for notice in app.success] == [f"Loaded: {ORDERS.name}"]
    assert "Left out, not loaded: picture.csv, fruit.csv" in [
        notice.value.replace("\\", "") for notice in app.warning
    ]
    assert not spooled(data)


def test_of_several_files_what_failed_is_named(
    data: Workspace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ORDERS, ITEMS)
    load = importing.import_file

    def failing(workspace: Workspace, path: Path, name: str, *rest: Any) -> Any:
        if name == ITEMS.name:
            raise SheetError("empty_file", "The file is empty.")
        return load(workspace, path, name, *rest)

    monkeypatch.setattr("planner.ui.upload.import_file", failing)
    app.button(key="load").click().run()
    assert not app.exception
    assert app.success[0].value.replace("\\", "") == f"Loaded: {ORDERS.name}"
    assert message(app.error[0]) == "The file is empty."
    assert message(app.warning[0]) == f"Left out, not loaded: {ITEMS.name}"
    # The one that failed stays on the page; the other is gone from there.
    assert [button.key for button in app.button if str(button.key).startswith("away-")]
    assert f"{ORDERS.name} · order list  " not in text(app)
    assert not spooled(data)


def test_files_taken_out_of_the_uploader_leave_the_disk(
    data: Workspace, open_page: OpenPage
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ORDERS, ITEMS)
    assert len(spooled(data)) == 2
    app.file_uploader[0].set_value([(ORDERS.name, ORDERS.read_bytes(), "text/csv")]).run()
    assert len(spooled(data)) == 1
    app.file_uploader[0].set_value([]).run()
    assert not spooled(data)


def test_opening_another_page_deletes_what_was_spooled(
    data: Workspace, open_page: OpenPage
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ORDERS)
    assert spooled(data)
    app.switch_page("pages/checklist.py").run()
    assert not app.exception
    assert not spooled(data)


def test_files_are_still_there_after_a_look_at_another_page(
    data: Workspace, open_page: OpenPage
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ORDERS)
    app.switch_page("pages/checklist.py").run()
    app.switch_page("pages/sheets.py").run()
    assert not app.exception
    assert "2,004 rows read" in text(app)
    app.button(key="load").click().run()
    assert [file.file_name for file in imported_files(data)] == [ORDERS.name]
    assert not spooled(data)
    assert "rows read" not in text(app)


def test_a_file_that_left_the_disk_is_written_again_when_it_is_needed(
    data: Workspace, open_page: OpenPage
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ORDERS)
    for path in spooled(data):
        path.unlink()
    app.button(key="load").click().run()
    assert not app.exception
    assert [file.file_name for file in imported_files(data)] == [ORDERS.name]
    assert not spooled(data)


def test_the_same_content_twice_is_said_and_loaded_once(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(ORDERS.read_bytes())
    app = upload(open_page(data, "pages/sheets.py"), ORDERS, copy)
    assert not app.exception
    assert "same content" in app.warning[0].value
    app.button(key="load").click().run()
    assert len(imported_files(data)) == 1


def test_rejected_rows_say_why(data: Workspace, open_page: OpenPage) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ORDERS)
    rejected = table_with(app, "Reason")
    assert list(rejected.columns[:2]) == ["Row of the sheet", "Reason"]
    assert rejected.iloc[0]["Reason"].startswith("The time of placing cannot be read.")
    # Other cells stand as in the file.
    assert rejected.iloc[0]["Status"] == "交易关闭"


@pytest.mark.parametrize(("language", "column"), [("en", "Amount paid"), ("zh", None)])
def test_the_preview_is_for_readers(
    data: Workspace, open_page: OpenPage, language: str, column: str | None
) -> None:
    app = upload(open_page(data, "pages/sheets.py", language), ORDERS)
    if column is None:
        assert not any("paid" in frame.value.to_csv() for frame in app.dataframe)
        return
    (preview,) = [
        frame
        for frame in app.dataframe
        if column in frame.value.columns and "Reason" not in frame.value.columns
    ]
    assert preview.value[column].dtype == float
    assert '"format": "%.2f"' in preview.proto.columns
    assert preview.proto.placeholder == ""
    assert preview.proto.HasField("placeholder")
    assert set(preview.value["Status"]) <= {"Placed", "Paid", "Shipped", "Completed", "Closed"}


def test_issues_say_where_and_how_many_more(data: Workspace, open_page: OpenPage) -> None:
    shown = text(upload(open_page(data, "pages/sheets.py"), ORDERS, ITEMS))
    assert " 3,009× " in shown
    assert "row 503" in shown
    assert "#503" not in shown
    assert " · and 3 more" in shown
    assert "and 3,008 more" in shown
    assert "`bad_date` · row 503 订单创建时间 “2026/13/45 xx”" in shown


def test_columns_that_are_not_used_say_so(data: Workspace, open_page: OpenPage) -> None:
    grid = table_with(upload(open_page(data, "pages/sheets.py"), ORDERS), "Used as")
    assert "not used" in set(grid["Used as"])
    assert "–" not in set(grid["Used as"])


def test_what_a_click_stopped_is_said_and_can_be_loaded(
    data: Workspace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ORDERS)
    (seen,) = spooled(data)
    read = []

    def stopped(_workspace: Workspace, path: Path, *_rest: Any) -> None:
        # The run that the click starts may spool the file again while this one still reads.
        assert path != seen
        assert path.exists()
        read.append(path)
        raise StopException

    with monkeypatch.context() as patch:
        patch.setattr("planner.ui.upload.import_file", stopped)
        app.button(key="load").click().run()
    assert len(read) == 1
    assert not spooled(data)
    app.run()
    assert "Loading was stopped by a click" in message(app.warning[0])
    app.button(key="load").click().run()
    assert [file.file_name for file in imported_files(data)] == [ORDERS.name]
    assert not [warning for warning in app.warning if "stopped" in warning.value]


def test_a_status_beside_an_amount_is_in_the_readers_language(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "outlier.csv"
    rows = "".join(f"{number},59,2026-11-11 00:05,\n" for number in range(1, 200))
    file.write_text(
        f"订单编号,总金额,订单创建时间,订单付款时间\n{rows}200,9000000,2026-11-11 00:05,\n",
        encoding="utf-8",
    )
    shown = text(upload(open_page(data, "pages/sheets.py", "zh"), file))
    assert "“9000000.00 (已下单)”" in shown
