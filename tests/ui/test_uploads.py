"""Sheets on their way in: looked at, loaded, removed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.tables import Workspace, current_dataset, imported_files
from tests.ui.conftest import SMALL, OpenPage

ORDERS = SMALL / "ExportOrderList2026.csv"
ITEMS = SMALL / "ExportOrderDetailList2026.csv"
pytestmark = pytest.mark.parametrize("data", ["none"], indirect=True)


def upload(app: AppTest, *files: Path) -> AppTest:
    for file in files:
        app.file_uploader[0].upload(file.name, file.read_bytes())
    return app.run()


def text(app: AppTest) -> str:
    return "\n".join(
        element.value for kind in ("markdown", "caption", "success") for element in app.get(kind)
    )


def test_lists_are_shown_before_and_reported_after_they_are_loaded(
    data: Workspace, open_page: OpenPage
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), ITEMS, ORDERS)
    assert "2,004 rows read = 2,000 kept \\+ 4 rejected" in text(app) or "2,004" in text(app)
    assert not imported_files(data)
    app.button(key="load").click().run()
    assert not app.exception
    # The order list goes first, whatever the order of the upload.
    assert {file.kind for file in imported_files(data)} == {"orders", "order_items"}
    assert "1 item lines" in "\n".join(warning.value for warning in app.warning)
    assert not list(data.spool.iterdir())


def test_the_same_content_is_not_loaded_twice(data: Workspace, open_page: OpenPage) -> None:
    for _ in range(2):
        app = upload(open_page(data, "pages/sheets.py"), ORDERS)
        app.button(key="load").click().run()
    assert "loaded already" in app.error[0].value.replace("\\", "")
    assert len(imported_files(data)) == 1
    assert not list(data.spool.iterdir())


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
    (again,) = [button for button in app.button if str(button.key).startswith("again-")]
    again.click().run()
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
