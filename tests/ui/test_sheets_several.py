"""Files with several tables, and several files at once."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from planner.tables import Workspace, imported_files
from tests.ui.conftest import OpenPage
from tests.ui.uploading import message, plain, text, upload

pytestmark = pytest.mark.parametrize("data", ["none"], indirect=True)
SHEETS = {
    "十一月": [
        ["店铺导出"],
        ["订单编号", "总金额", "订单创建时间", "订单付款时间"],
        *[[f"{number}", 59, "2026-11-11 00:05", "2026-11-11 00:06"] for number in range(5)],
    ],
    "库存": [["商品编码", "仓库", "库存数量"], ["A-1", "杭州仓", 7], ["A-2", "杭州仓", 8]],
    "说明": [["请勿修改"]],
}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "several.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in SHEETS.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def mark(app: AppTest, sheet: str) -> object:
    (found,) = [box for box in app.checkbox if sheet in box.label]
    return found


def show(app: AppTest, number: int) -> None:
    (box,) = [box for box in app.selectbox if str(box.key).startswith("shown-")]
    box.set_value(number).run()


def test_the_tables_of_a_file_are_one_card_each_offered(
    data: Workspace, open_page: OpenPage, workbook: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), workbook)
    assert not app.exception
    shown = text(app)
    assert "several.xlsx · 2 of 3 tables can be loaded" in shown
    assert [box.value for box in app.checkbox] == [True, True]
    assert "说明 · not recognised: No row names columns" in shown
    app.button(key="load").click().run()
    (file,) = imported_files(data)
    assert (file.kind, file.rows_kept) == ("orders stock", 7)
    assert "several.xlsx · order list · stock list" in text(app)


def test_a_table_that_is_not_wanted_is_not_loaded(
    data: Workspace, open_page: OpenPage, workbook: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), workbook)
    mark(app, "库存").uncheck().run()
    # What was decided holds after a look at another page.
    app.switch_page("pages/checklist.py").run()
    app.switch_page("pages/sheets.py").run()
    assert [box.value for box in app.checkbox] == [True, False]
    app.button(key="load").click().run()
    assert not app.exception
    assert [file.kind for file in imported_files(data)] == ["orders"]


def test_a_file_of_which_nothing_is_wanted_is_left_out(
    data: Workspace, open_page: OpenPage, workbook: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), workbook)
    for sheet in ("十一月", "库存"):
        mark(app, sheet).uncheck().run()
    assert not [button for button in app.button if button.key == "load"]


def test_another_table_of_the_file_can_be_looked_at(
    data: Workspace, open_page: OpenPage, workbook: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), workbook)
    assert "header in row 2" in text(app)
    show(app, 1)
    assert "In stock 15" in text(app)
    show(app, 2)
    assert not app.exception
    assert "No row names columns" in message(app.error[0])


def test_thirty_files_at_once(data: Workspace, open_page: OpenPage, tmp_path: Path) -> None:
    files = []
    for number in range(30):
        files.append(tmp_path / f"day-{number:02}.csv")
        files[-1].write_text(
            "订单编号,总金额,订单创建时间,订单付款时间\n"
            f"{number},59,2026-11-11 00:05,2026-11-11 00:06\n",
            encoding="utf-8",
        )
    app = upload(open_page(data, "pages/sheets.py"), *files)
    assert not app.exception
    assert text(app).count("1 rows read = 1 kept + 0 rejected") == 30
    # Of many files the details are drawn when they are asked for.
    assert not app.dataframe
    (first, *_) = [box for box in app.toggle if str(box.key).startswith("details-")]
    first.set_value(True).run()
    assert app.dataframe
    app.button(key="load").click().run(timeout=180)
    assert not app.exception
    assert len(imported_files(data)) == 30


def test_an_item_list_goes_after_the_orders(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    items, orders = tmp_path / "a.csv", tmp_path / "b.csv"
    items.write_text("订单编号,商家编码,购买数量\n1,A,2\n", encoding="utf-8")
    orders.write_text(
        "订单编号,总金额,订单创建时间,订单付款时间\n1,59,2026-11-11 00:05,2026-11-11 00:06\n",
        encoding="utf-8",
    )
    app = upload(open_page(data, "pages/sheets.py"), items, orders)
    app.button(key="load").click().run()
    assert [file.kind for file in imported_files(data)] == ["orders", "order_items"]


ORDERS = "订单编号,总金额,订单创建时间,订单付款时间\n1,59,2026-11-11 00:05,2026-11-11 00:06\n"
STOCK = "商品编码,仓库,库存数量\nA-1,杭州仓,7\n"


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "table 1 (from row 1)", "table 2 (from row 3)"),
        ("zh", "第 1 张表（第 1 行起）", "第 2 张表（第 3 行起）"),
    ],
)
def test_tables_below_each_other_have_one_name_everywhere(
    data: Workspace, open_page: OpenPage, tmp_path: Path, language: str, first: str, second: str
) -> None:
    file = tmp_path / "stacked.csv"
    file.write_text(ORDERS + STOCK, encoding="utf-8")
    app = upload(open_page(data, "pages/sheets.py", language), file)
    offered = [plain(box.label) for box in app.checkbox]
    assert [first in offered[0], second in offered[1]] == [True, True]
    (shown,) = [box for box in app.selectbox if str(box.key).startswith("shown-")]
    assert [first in shown.options[0], second in shown.options[1]] == [True, True]
    app.button(key="load").click().run()
    (report,) = [box for box in app.toggle if str(box.key).startswith("report-")]
    report.set_value(True).run()
    assert first in text(app)
    assert second in text(app)
    assert "#2" not in text(app)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("orders.csv", ORDERS)
        packed.writestr("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return path


def test_what_of_an_archive_is_no_sheet_is_named_with_the_reason(
    data: Workspace, open_page: OpenPage, archive: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), archive)
    # One table is there, and one thing that is none.
    assert "all.zip · orders.csv · order list" in text(app)
    assert "Not read: photo.png – " in text(app)
    assert "this is a picture" in text(app)
    app.button(key="load").click().run()
    assert not app.exception
    (report,) = [box for box in app.toggle if str(box.key).startswith("report-")]
    report.set_value(True).run()
    assert "Not read: photo.png – " in text(app)


def test_the_first_rows_of_a_sheet_that_is_not_recognised_are_shown(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "fruit.csv"
    file.write_text("苹果,梨\n3,4\n5,6\n", encoding="utf-8")
    app = upload(open_page(data, "pages/sheets.py"), file)
    assert "The first rows as they stand in the file." in text(app)
    (raw,) = [frame.value for frame in app.dataframe if "B" in frame.value.columns]
    assert ["3", "4"] in raw[["A", "B"]].to_numpy().tolist()
