"""The inventory page: the board as a grid, matching by hand, every part of it, little data."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planner.campaign import Plan, PlanStore
from planner.figures import Level
from planner.inventory import product_field
from planner.inventory.charts import stock_against_demand
from planner.language import Language
from planner.planning import REGISTRY, answer
from planner.sheets import import_file
from planner.tables import Workspace, current_dataset
from planner.ui.grids import changed, differs
from planner.ui.inventory import SECTION, Section
from planner.ui.readiness import PART, ROWS_SHOWN, Filter, Part, most_urgent, stored
from tests.ui.conftest import OpenPage

PAGE = "pages/inventory.py"
PRODUCT = "CS001-BK-S"
UNSOLD, WITHOUT_STOCK = "ZZ014-HB-M", "LYQ010-HB-M"
SAMPLE = pytest.mark.parametrize("data", ["sample"], indirect=True)

TypeInto = Callable[[Mapping[tuple[str, str], object]], None]


@pytest.fixture
def type_into(monkeypatch: pytest.MonkeyPatch) -> TypeInto:
    """Return a function that types into the cells of the next grid that holds them.

    Nobody can type into a grid without a browser: what is typed is put into what it returns.
    """
    waiting: dict[tuple[str, str], object] = {}
    drawn = st.data_editor

    def edited(table: pd.DataFrame, **given: Any) -> pd.DataFrame:
        shown = drawn(table, **given)
        for row, column in list(waiting):
            if row in shown.index and column in shown:
                shown = shown.astype({column: object})
                shown.at[row, column] = waiting[row, column]
                if differs(table.at[row, column], waiting[row, column]):
                    waiting.pop((row, column))
        return shown

    monkeypatch.setattr(st, "data_editor", edited)
    return lambda cells: waiting.update(cells)


def plan_of(data: Workspace) -> Plan:
    return PlanStore(data, REGISTRY).current()


def board(app: AppTest) -> pd.DataFrame:
    return next(one.value for one in app.dataframe if "verdict" in one.value)


def words(app: AppTest) -> str:
    kinds = ("markdown", "caption", "success", "info", "warning", "error")
    return "\n".join(str(one.value) for kind in kinds for one in app.get(kind)).replace("\\", "")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("section", list(Section))
def test_every_part_opens_in_the_language_asked_for(
    section: Section, language: str, stocked: Workspace, open_page: OpenPage
) -> None:
    app = open_page(stocked, PAGE, language)
    app.session_state[SECTION] = section.value
    app.run()
    assert not app.exception
    assert app.metric


@SAMPLE
@pytest.mark.parametrize("section", list(Section))
def test_every_part_opens_without_a_stock_sheet(
    section: Section, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    app.session_state[SECTION] = section.value
    app.run()
    assert not app.exception
    assert "No stock sheet is loaded. Upload it, or type below" in words(app)


@SAMPLE
def test_without_a_stock_sheet_the_proposed_main_products_come_first(
    data: Workspace, open_page: OpenPage
) -> None:
    table = board(open_page(data, PAGE))
    assert table["is_main"].head(20).all()
    assert table["in_stock"].isna().all()
    assert table["verdict"].str.contains("At risk").all()


@SAMPLE
def test_the_proposed_main_products_stay_while_their_stock_is_typed(
    data: Workspace, open_page: OpenPage, type_into: TypeInto
) -> None:
    app = open_page(data, PAGE)
    before = board(app).query("is_main").index
    type_into({(before[3], "in_stock"): 900.0})
    app.run()
    assert not app.exception
    after = board(app)
    assert set(after.query("is_main").index) == set(before)
    assert after.at[before[3], "in_stock"] == 900
    assert "On track" in after.at[before[3], "verdict"]


def test_stock_that_is_typed_is_saved_and_moves_the_verdict(
    stocked: Workspace, open_page: OpenPage, type_into: TypeInto
) -> None:
    app = open_page(stocked, PAGE)
    assert "Not ready" in board(app).at[PRODUCT, "verdict"]
    not_ready = app.error[0].value
    type_into({(PRODUCT, "in_stock"): 400.0})
    app.run()
    assert not app.exception
    assert plan_of(stocked).values == {product_field(PRODUCT, "in_stock"): 400} | {
        name: value
        for name, value in plan_of(stocked).values.items()
        if not name.startswith("inventory.")
    }
    assert "On track" in board(app).at[PRODUCT, "verdict"]
    assert board(app).at[PRODUCT, "product"].startswith("✎")
    assert app.error[0].value != not_ready
    said = words(app)
    assert f"{PRODUCT}, In stock: 19 → 400" in said
    assert f"{PRODUCT}, Verdict: Not ready → On track" in said
    assert board(open_page(stocked, PAGE)).at[PRODUCT, "in_stock"] == 400


def test_an_emptied_cell_goes_back_to_the_sheet(
    stocked: Workspace, open_page: OpenPage, type_into: TypeInto
) -> None:
    app = open_page(stocked, PAGE)
    type_into({(PRODUCT, "in_stock"): 400.0})
    app.run()
    type_into({(PRODUCT, "in_stock"): None})
    app.run()
    assert board(app).at[PRODUCT, "in_stock"] == 19
    assert product_field(PRODUCT, "in_stock") not in plan_of(stocked).values


def test_a_main_product_is_left_out_and_named_again(
    stocked: Workspace, open_page: OpenPage, type_into: TypeInto
) -> None:
    app = open_page(stocked, PAGE)
    for is_main, kept in ((False, "no"), (True, "yes")):
        type_into({(PRODUCT, "is_main"): is_main})
        app.run()
        assert not app.exception
        assert plan_of(stocked).values[product_field(PRODUCT, "is_main")] == kept
        assert board(app).at[PRODUCT, "is_main"] == is_main


def test_supplier_cost_and_the_day_of_arrival_are_typed_in_their_groups(
    stocked: Workspace, open_page: OpenPage, type_into: TypeInto
) -> None:
    app = open_page(stocked, PAGE)
    typed = {
        Part.READINESS: ("eta", pd.Timestamp("2027-11-01"), "2027-11-01"),
        Part.SUPPLY: ("unit_cost", 61.25, "61.25"),
        Part.EMERGENCY: ("contact", "Ms Li", "Ms Li"),
    }
    for part, (column, value, kept) in typed.items():
        app.session_state[PART] = part.value
        app.run()
        type_into({(PRODUCT, column): value})
        app.run()
        assert not app.exception
        assert plan_of(stocked).values[product_field(PRODUCT, column)] == kept


def test_a_refused_value_gets_its_reason_and_what_is_typed_beside_it_is_kept(
    stocked: Workspace, open_page: OpenPage, type_into: TypeInto
) -> None:
    app = open_page(stocked, PAGE)
    type_into({(PRODUCT, "in_stock"): -4.0})
    app.run()
    assert "outside" in words(app)
    assert product_field(PRODUCT, "in_stock") not in plan_of(stocked).values
    type_into({(PRODUCT, "in_stock"): -4.0, ("CS001-BK-M", "in_stock"): 90.0})
    app.run()
    assert plan_of(stocked).values[product_field("CS001-BK-M", "in_stock")] == 90
    assert "outside" in words(app)


def test_a_code_is_matched_by_hand_and_the_match_is_taken_back(
    stocked: Workspace, open_page: OpenPage
) -> None:
    app = open_page(stocked, PAGE)
    app.session_state[SECTION] = Section.MATCHING.value
    app.run()
    app.selectbox(key="match-code").set_value(UNSOLD).run()
    app.selectbox(key="match-product").set_value(WITHOUT_STOCK).run()
    app.button(key="match").click().run()
    assert not app.exception
    assert plan_of(stocked).values[f"inventory.match.{UNSOLD}"] == WITHOUT_STOCK
    assert board(app).at[WITHOUT_STOCK, "in_stock"] > 0
    assert "by hand 1" in words(app)
    app.button(key=f"unmatch-{UNSOLD}").click().run()
    assert f"inventory.match.{UNSOLD}" not in plan_of(stocked).values
    assert pd.isna(board(app).at[WITHOUT_STOCK, "in_stock"])


def test_a_warehouse_is_left_out(
    stocked: Workspace, open_page: OpenPage, type_into: TypeInto
) -> None:
    app = open_page(stocked, PAGE)
    before = board(app)["in_stock"].sum()
    app.session_state[SECTION] = Section.MATCHING.value
    app.run()
    type_into({("广州仓", "counts_as"): "not at all"})
    app.run()
    assert not app.exception
    assert plan_of(stocked).values["inventory.warehouse.广州仓.counts_as"] == "left_out"
    assert board(app)["in_stock"].sum() < before


def test_filter_and_search_find_products(stocked: Workspace, open_page: OpenPage) -> None:
    app = open_page(stocked, PAGE)
    everything = len(board(app))
    app.selectbox(key="board-filter").set_value(Filter.NOT_READY).run()
    assert 0 < len(board(app)) < everything
    assert board(app)["verdict"].str.contains("Not ready").all()
    app.text_input(key="board-search").set_value("cs001").run()
    assert board(app).index.str.startswith("CS001").all()
    app.text_input(key="board-search").set_value("no such product").run()
    assert not app.exception
    assert "No product is like that." in words(app)


def test_one_click_brings_the_share_of_the_main_products_into_its_band(
    stocked: Workspace, open_page: OpenPage, type_into: TypeInto
) -> None:
    app = open_page(stocked, PAGE)
    main = board(app).query("is_main").index
    type_into({(product, "is_main"): False for product in main[:20]})
    app.run()
    app.session_state[SECTION] = Section.MAIN.value
    app.run()
    app.button(key="change-main-products").click().run()
    assert not app.exception
    share = answer(plan_of(stocked), current_dataset(stocked), date(2027, 10, 20))
    assert share.rooms
    assert share.rooms.inventory.main.verdict()[0] is Level.READY


def test_ten_thousand_products_show_the_first_five_hundred(
    tmp_path: Path, open_page: OpenPage
) -> None:
    workspace = Workspace(tmp_path / "workspace")
    orders = [f"{n},59.00,2026-11-11 00:{n % 60:02}:05,2026-11-11 01:00:00" for n in range(600)]
    lines = [f"{n},coat {n},59.00,1,C{n:05}" for n in range(600)]
    stock = [f"C{n:05},main,{n % 7},31.50" for n in range(10_000)]
    files = {
        "orders.csv": ["订单编号,总金额,订单创建时间,订单付款时间", *orders],
        "lines.csv": ["订单编号,标题,价格,购买数量,商家编码", *lines],
        "stock.csv": ["商品编码,仓库,数量,成本价", *stock],
    }
    for name, rows in files.items():
        (tmp_path / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
        import_file(workspace, tmp_path / name, name)
    app = open_page(workspace, PAGE)
    assert not app.exception
    assert len(board(app)) == ROWS_SHOWN
    assert "500 of 600 products are shown" in words(app)
    app.selectbox(key="board-filter").set_value(Filter.OTHERS).run()
    assert len(board(app)) == ROWS_SHOWN
    assert "500 of 9,400 products are shown" in words(app)
    app.text_input(key="board-search").set_value("c09999").run()
    assert list(board(app).index) == ["C09999"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_chart_shows_at_most_25_products_and_is_drawn_right(
    stocked: Workspace, language: str
) -> None:
    found = answer(plan_of(stocked), current_dataset(stocked), date(2027, 10, 20))
    assert found.rooms
    inventory = found.rooms.inventory
    chart = stock_against_demand(inventory, Language("zh" if language == "zh" else "en"))
    spec = chart.to_dict()
    (rows,) = spec["datasets"].values()
    assert len({row["product"] for row in rows}) == min(25, len(inventory.main_rows))
    first = inventory.main_rows[0]
    told = [row["units"] for row in rows if row["product"].endswith(f" {first.product}")]
    assert told == [first.at_start or 0, first.late, first.expected, first.needed]
    assert len(most_urgent(inventory.rows)) == len(inventory.rows)


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("in_stock", 40.0, 40),
        ("in_stock", 2.5, 2.5),
        ("unit_cost", 61.5, Decimal("61.5")),
        ("is_main", True, "yes"),
        ("eta", pd.Timestamp("2027-11-01"), date(2027, 11, 1)),
        ("supplier", "Li", "Li"),
        ("contact", None, None),
    ],
)
def test_a_cell_is_kept_as_the_plan_keeps_it(column: str, value: object, kept: object) -> None:
    assert stored(column, value) == kept


def test_only_cells_that_differ_were_changed() -> None:
    before = pd.DataFrame({"a": [1.0, None, 3.0], "b": ["", "x", None]}, index=["p", "q", "r"])
    after = pd.DataFrame(
        {"a": [1, float("nan"), None], "b": [None, "y", ""]}, index=["p", "q", "r"]
    )
    cells = [(one.row, one.column, one.after) for one in changed(before, after, ["a", "b", "c"])]
    assert cells == [("r", "a", None), ("q", "b", "y")]
