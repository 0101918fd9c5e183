"""How a sheet is read: shown, changed, kept and remembered."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.language import Language
from planner.sheets import KINDS, Choice, Inspection, Part, remembered_choices
from planner.tables import Workspace, imported_files
from planner.ui.decisions import Table
from planner.ui.mapping import columns_grid, refused_columns
from planner.ui.spooling import Upload
from tests.ui.conftest import OpenPage
from tests.ui.uploading import message, table_with, text, upload

ENGLISH = Language("en")
ODD = "内部流水,客户,收钱时间,收了多少\n" + "".join(
    f"LS{number},甲,2026-11-11 00:{number:02}:00,59.00\n" for number in range(30)
)


def setting(app: AppTest, name: str) -> object:
    (found,) = [
        box for box in (*app.selectbox, *app.number_input) if str(box.key).startswith(f"{name}-")
    ]
    return found


def pressed(app: AppTest, name: str) -> AppTest:
    (found,) = [button for button in app.button if str(button.key).startswith(f"{name}-")]
    return found.click().run()


@pytest.fixture
def semicolons(tmp_path: Path) -> Path:
    path = tmp_path / "semicolons.csv"
    path.write_text(
        "订单编号;总金额;订单创建时间;买家\n1;59;05-07-2026;甲\n2;60;06-07-2026;乙\n",
        encoding="gb18030",
    )
    return path


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_what_was_recognised_is_shown_and_can_be_changed(
    data: Workspace, open_page: OpenPage, semicolons: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), semicolons)
    assert [setting(app, name).value for name in ("kind", "header", "encoding", "delimiter")] == [
        "orders",
        1,
        "gb18030",
        ";",
    ]
    assert "written in GBK · separated by semicolon · dates day first" in text(app)
    setting(app, "dates").set_value(False).run()
    assert "dates month first" in text(app)
    assert "First order placed 7 May 2026" in text(app)
    setting(app, "delimiter").set_value(",").run()
    assert not app.exception
    assert "cannot be loaded" in text(app)
    # One way back to what the planner proposed.
    pressed(app, "reset")
    assert "dates day first" in text(app)


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_a_wrong_encoding_can_be_taken_back(
    data: Workspace, open_page: OpenPage, semicolons: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), semicolons)
    setting(app, "encoding").set_value("utf-16").run()
    assert not app.exception
    assert "cannot be loaded" in text(app)
    pressed(app, "reset")
    assert "2 rows read = 2 kept" in text(app)


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_what_was_chosen_is_kept_and_remembered(
    data: Workspace, open_page: OpenPage, semicolons: Path, tmp_path: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), semicolons)
    setting(app, "dates").set_value(False).run()
    app.switch_page("pages/checklist.py").run()
    app.switch_page("pages/sheets.py").run()
    assert "dates month first" in text(app)
    app.button(key="load").click().run()
    assert len(remembered_choices(data)) == 1

    following = tmp_path / "following.csv"
    following.write_bytes(semicolons.read_bytes() + "3;61;07-07-2026;丙\n".encode("gb18030"))
    upload(app, following)
    assert "read as you decided for these headers before" in text(app)
    assert "dates month first" in text(app)
    # Loading it as it is does not forget what was decided.
    app.button(key="load").click().run()
    assert len(imported_files(data)) == 2
    assert len(remembered_choices(data)) == 1


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_what_was_remembered_can_be_forgotten(
    data: Workspace, open_page: OpenPage, semicolons: Path, tmp_path: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), semicolons)
    setting(app, "dates").set_value(False).run()
    app.button(key="load").click().run()
    following = tmp_path / "following.csv"
    following.write_bytes(semicolons.read_bytes() + "3;61;07-07-2026;丙\n".encode("gb18030"))
    pressed(upload(app, following), "reset")
    assert "dates day first" in text(app)
    app.button(key="load").click().run()
    assert remembered_choices(data) == {}


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_a_sheet_nobody_knows_is_mapped_step_by_step(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "odd.csv"
    file.write_text(ODD, encoding="utf-8")
    app = upload(open_page(data, "pages/sheets.py"), file)
    assert "No row names columns" in message(app.error[0])
    assert "Say what this sheet is" in message(app.info[0])
    setting(app, "kind").set_value("orders").run()
    assert "say which one it is" in message(app.info[0])
    setting(app, "header").set_value(1).run()
    grid = table_with(app, "Used as")
    assert list(grid["Column"]) == ["内部流水", "客户", "收钱时间", "收了多少"]
    assert set(grid["Used as"]) == {"not used"}
    assert "looks like: Placed at" in set(grid["Remark"])
    pressed(app, "proposals")
    assert not app.exception
    assert "Placed at" in set(table_with(app, "Used as")["Used as"])


def inspection(**told: object) -> Inspection:
    return Inspection(
        file="a.csv",
        part=Part(),
        kind="orders",
        header=("订单编号", "收货人姓名", "总金额", "状态"),
        mapping=("order_id", None, "gross_amount", "status"),
        rows_read=2,
        rows_kept=2,
        preview=(
            {"order_id": "1", "gross_amount": Decimal("59.00"), "status": "paid"},
            {"order_id": "2", "gross_amount": Decimal("59.00"), "status": None},
        ),
        **told,
    )


def test_the_grid_shows_letters_headers_uses_and_examples_of_what_is_stored() -> None:
    grid = columns_grid(inspection(proposed=(None, None, None, None)), ENGLISH)
    assert grid.to_numpy().tolist() == [
        ["A", "订单编号", "Order number", "1 · 2", ""],
        ["B", "收货人姓名", "not used", "", "personal data, not stored"],
        ["C", "总金额", "Order amount", "59.00", ""],
        ["D", "状态", "Status", "Paid", ""],
    ]


def test_a_refused_use_of_personal_data_is_said(tmp_path: Path) -> None:
    upload_of_nothing = Upload(None, "x", tmp_path)
    choice = Choice(mapping={1: "title", 2: "gross_amount"})
    table = Table(upload_of_nothing, inspection(), choice, "key")
    (said,) = refused_columns(table)
    assert ENGLISH.text(said) == "“收货人姓名” holds personal data: it cannot be used as Product."


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("code", ["en", "zh"])
def test_no_two_fields_of_a_kind_have_the_same_name(kind: object, code: str) -> None:
    labels = [Language(code).text(field.label) for field in kind.fields]
    assert len(set(labels)) == len(labels)


def test_every_cell_of_a_preview_has_a_name() -> None:
    from planner.sheets.labels import LABELS
    from planner.tables import TABLES

    columns = {column.name for table in TABLES.values() for column in table.columns}
    assert columns - set(LABELS) <= {"import_id"}


def test_moments_are_examples_too() -> None:
    one = inspection()
    at = datetime(2026, 11, 11, 0, 5)
    shown = Inspection(
        **{**one.__dict__, "mapping": ("created_at",) * 4, "preview": ({"created_at": at},)}
    )
    assert columns_grid(shown, ENGLISH)["Examples"][0] == "2026-11-11 00:05"


@pytest.fixture
def orders_of_lines(tmp_path: Path) -> Path:
    """Return a list in which the amount of an order stands on each of its lines."""
    path = tmp_path / "lines.csv"
    path.write_text(
        "订单号,商家编码,商品数量,商品单价,订单金额,下单时间,付款时间\n"
        + "".join(
            f"{order},{sku},1,{price},100,2026-11-11 00:0{order},2026-11-11 00:0{order}\n"
            for order in range(1, 6)
            for sku, price in (("A", 60), ("B", 40))
        ),
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_whose_an_amount_on_a_line_is_can_be_changed(
    data: Workspace, open_page: OpenPage, orders_of_lines: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), orders_of_lines)
    assert "amounts: of the order, counted once" in text(app)
    assert "Order amount CN¥500.00" in text(app)
    box = setting(app, "amounts")
    assert box.value == "order"
    assert "platform's own figure" in box.help
    box.set_value("line").run()
    assert "Order amount CN¥1,000.00" in text(app)
    assert setting(app, "amounts").value == "line"
    pressed(app, "reset")
    assert "Order amount CN¥500.00" in text(app)


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_whose_an_amount_is_is_asked_only_where_orders_go_over_rows(
    data: Workspace, open_page: OpenPage, semicolons: Path
) -> None:
    app = upload(open_page(data, "pages/sheets.py"), semicolons)
    assert not [box for box in app.selectbox if str(box.key).startswith("amounts-")]
