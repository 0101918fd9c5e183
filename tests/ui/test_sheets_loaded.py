"""Sheets that are loaded: what is said of them, and how they go."""

from pathlib import Path

import pytest

from planner.sheets import import_file
from planner.tables import Workspace, imported_files
from tests.ui.conftest import OpenPage
from tests.ui.uploading import text

HEADER = "订单编号,总金额,订单创建时间,订单付款时间,店铺名称\n"
OLD = [f"{number},59,2026-11-1{number} 00:05,2026-11-1{number} 00:06,橙店\n" for number in range(4)]
NEW = ["2,60,2026-11-12 00:05,2026-11-12 00:06,橙店\n", "=9,x,2026-11-45,,橙店\n"]
pytestmark = pytest.mark.parametrize("data", ["none"], indirect=True)


@pytest.fixture
def loaded(data: Workspace, tmp_path: Path) -> Workspace:
    for name, rows in (("old.csv", OLD), ("new.csv", NEW)):
        path = tmp_path / name
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        import_file(data, path, name)
    return data


def test_a_loaded_sheet_says_what_it_covers(loaded: Workspace, open_page: OpenPage) -> None:
    app = open_page(loaded, "pages/sheets.py")
    assert not app.exception
    shown = text(app)
    assert (
        "4 rows · 10 Nov 2026, 00:05 to 13 Nov 2026, 00:05 · shop 橙店 · currency CNY · loaded "
        in shown
    )
    assert "3 of 4 orders are in force; the others were replaced by a newer list." in shown
    assert "1 of 1 orders" not in shown


def test_its_report_is_there_when_it_is_asked_for(loaded: Workspace, open_page: OpenPage) -> None:
    app = open_page(loaded, "pages/sheets.py")
    assert "The time of placing cannot be read" not in text(app)
    newest = imported_files(loaded)[-1]
    app.toggle(key=f"report-{newest.import_id}").set_value(True).run()
    assert not app.exception
    assert "The time of placing cannot be read" in text(app)
    (rejected,) = [frame.value for frame in app.dataframe]
    assert rejected["Row of the sheet"].tolist() == [3]


def test_removal_says_what_goes_and_gives_back_what_was_replaced(
    loaded: Workspace, open_page: OpenPage
) -> None:
    app = open_page(loaded, "pages/sheets.py")
    shown = text(app)
    assert "1 rows of new.csv go, and with them all figures that rest on them." in shown
    assert "Orders of older lists that it replaced are in force again." in shown
    app.button(key=f"remove-{imported_files(loaded)[-1].import_id}").click().run()
    assert not app.exception
    shown = text(app)
    assert "Removed: new.csv" in shown
    assert "orders are in force" not in shown
    assert "It is the only sheet: nothing is left to plan with." in shown
