"""The parts of the inventory page that count, buy, act in the event and price delays."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planner.campaign import PlanStore
from planner.figures import Level
from planner.inventory import Inventory, product_field
from planner.inventory.delay_chart import lost_by_delay
from planner.inventory.main_products import MainTerms, plan_main_products
from planner.inventory.newsvendor import Economics
from planner.inventory.purchase import PurchaseLine, Why
from planner.inventory.supply import position_of
from planner.language import Language
from planner.planning import REGISTRY, answer
from planner.sheets import import_file, import_files
from planner.tables import Workspace, current_dataset
from planner.ui.exports import csv_bytes, xlsx_bytes
from planner.ui.inventory import SECTION, Section
from planner.ui.main_products import shares_in_words
from planner.ui.purchases import (
    BUDGET,
    EXAMPLE,
    SHOWN,
    Shown,
    budget_in_words,
    by_stop,
    example_in_words,
    last_reorder,
    missing_of,
    order_rows,
    proposals,
    verdict,
)
from planner.ui.readiness import headers
from planner.ui.stocktake import WHICH, Which
from tests.inventory.cases import stock_of
from tests.inventory.test_main_products import facts
from tests.rows import plan
from tests.ui.conftest import TODAY, OpenPage, as_filled

PAGE = "pages/inventory.py"
ENGLISH = Language("en")
CODE = ENGLISH.text(headers()["product"])
PRODUCTS = ("coat", "scarf", "hat", "belt")
LANGUAGES = pytest.mark.parametrize("code", ["en", "zh"])


def write(folder: Path, name: str, *lines: str) -> tuple[Path, str]:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / name, name


@pytest.fixture(scope="module")
def shop_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a shop of four products: one short, one late, one without a cost, one with plenty."""
    folder = tmp_path_factory.mktemp("shop")
    days = {one: f"2026-11-{11 + one % 3} 0{one % 9}" for one in range(1, 41)}
    orders = (f"{one},200.00,{hour}:00:00,{hour}:30:00,200.00" for one, hour in days.items())
    items = (f"{one},{PRODUCTS[one % 4]},{PRODUCTS[one % 4]},100,2" for one in range(1, 41))
    files = [
        write(folder, "orders.csv",
              "订单编号,总金额,订单创建时间,订单付款时间,买家实际支付金额", *orders),
        write(folder, "items.csv", "订单编号,商家编码,标题,价格,购买数量", *items),
        write(folder, "stock.csv",
              "商品编码,名称,仓库,库位,库存,成本价,在途数量,预计到货,供应商,采购周期,主推",
              "coat,coat,East,A-2,2,60,,,Weaver,5,是",
              "scarf,scarf,East,A-10,1,8,30,2027-11-07,,,是",
              "hat,hat,West,B-1,3,,,,,,是", "belt,belt,West,B-2,500,2,,,,,是"),
    ]  # fmt: skip
    import_files(Workspace(folder / "kept"), files)
    return folder / "kept"


@pytest.fixture
def shop(shop_folder: Path) -> Workspace:
    """Return the shop of four products."""
    return as_filled(shop_folder)


def room(workspace: Workspace, day: str = TODAY, **told: Any) -> Inventory:
    given = plan()
    values = {**given.values, **{name.replace("__", "."): value for name, value in told.items()}}
    found = answer(
        replace(given, values=values), current_dataset(workspace), date.fromisoformat(day)
    )
    assert found.rooms is not None
    return found.rooms.inventory


def typed(workspace: Workspace, values: Mapping[str, object]) -> None:
    """Save values in the plan, as if they were typed."""
    store = PlanStore(workspace, REGISTRY)
    current = store.current()
    store.save(current.plan_id, [current.patch(name, value) for name, value in values.items()])


def opened(
    open_page: OpenPage, workspace: Workspace, section: Section, code: str = "en"
) -> AppTest:
    app = open_page(workspace, PAGE, code)
    app.session_state[SECTION] = section.value
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    kinds = ("markdown", "caption", "success", "info", "warning", "error")
    return "\n".join(str(one.value) for kind in kinds for one in app.get(kind)).replace("\\", "")


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    return next(one.value for one in app.dataframe if column in one.value)


@pytest.mark.parametrize(("value", "is_told"), [(None, False), (40, True)])
def test_without_any_cost_no_amount_is_put_on_more_main_products(
    value: int | None, is_told: bool
) -> None:
    """The page asked for 226,395 pieces at ¥0.00 where no sheet held a cost."""
    shop = [facts("coat", 10, 9, stock_value=value), facts("hat", 90, 1, stock_value=value)]
    told = shares_in_words(plan_main_products(shop, MainTerms()))[-1]
    assert told.template.startswith("Instead of naming other products")
    assert ("money" in told.fields) is is_told


# Counting ----------------------------------------------------------------------------------------


@LANGUAGES
def test_the_count_begins_with_how_far_it_is_and_whom_it_takes(
    shop: Workspace, open_page: OpenPage, code: str
) -> None:
    told = words(opened(open_page, shop, Section.COUNT, code))
    assert {"en": "Counted: 0 of 4 products", "zh": "D-3"}[code] in told
    assert {"en": "1 person for", "zh": "D-2"}[code] in told


def test_the_sheet_holds_what_is_chosen(shop: Workspace, open_page: OpenPage) -> None:
    app = opened(open_page, shop, Section.COUNT)
    app.selectbox(key=WHICH).set_value(Which.UNCOUNTED).run()
    assert not app.exception
    keys = {one.key for one in app.get("download_button")}
    assert {"download-count-xlsx", "download-count-csv", "download-count-html"} <= keys


def counted(shop: Workspace, folder: Path, *rows: str) -> None:
    head = "库位,商品编码,条形码,名称,规格,仓库,盘点数量,盘点日期"
    path, name = write(folder, "count.csv", head, *rows)
    import_file(shop, path, name)


def edits(monkeypatch: pytest.MonkeyPatch, cells: Mapping[tuple[str, str], object]) -> None:
    """Type into the next grid that holds these cells: without a browser nobody can."""
    drawn, waiting = st.data_editor, dict(cells)

    def edited(table: pd.DataFrame, **given: Any) -> pd.DataFrame:
        shown = drawn(table, **given)
        for row, column in [one for one in waiting if one[0] in shown.index and one[1] in shown]:
            shown.at[row, column] = waiting.pop((row, column))
        return shown

    monkeypatch.setattr(st, "data_editor", edited)


@LANGUAGES
def test_a_reason_clears_a_difference(
    shop: Workspace,
    open_page: OpenPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
) -> None:
    counted(shop, tmp_path, "A-2,coat,,,,East,5,2027-11-08", "B-2,belt,,,,West,490,2027-11-08")
    app = opened(open_page, shop, Section.COUNT, code)
    # One day is said as one, not as the first and the last of several.
    day = {"en": "of Mon 8 Nov 2027.", "zh": "盘点日期：2027年11月8日 周一。"}
    assert day[code] in words(app)
    differences = table_with(app, "reason")
    assert list(differences.index) == ["coat", "belt"]
    assert list(differences["units"]) == [3, -10]
    assert list(differences["value"]) == [180, -20]
    edits(monkeypatch, {("coat", "reason"): "=found behind the shelf"})
    app.run()
    assert not app.exception
    saved = PlanStore(shop, REGISTRY).current().values
    assert saved[product_field("coat", "difference_reason")] == "=found behind the shelf"
    states = table_with(app, "reason")["state"]
    assert states["coat"].startswith("●")
    assert states["belt"].startswith("▲")
    assert list(states.index) == ["belt", "coat"]


def test_what_was_counted_too_early_or_in_part_is_still_to_count(
    shop: Workspace, tmp_path: Path
) -> None:
    counted(shop, tmp_path, "A-2,coat,,,,East,2,2027-10-18", "B-2,belt,,,,West,500,2027-11-08")
    found = room(shop, "2027-11-08")
    assert [
        row.product for row in found.event_rows if row.stock.is_counted_since(found.days.count_from)
    ] == ["belt"]
    assert found.coverage.too_early == ("coat",)
    assert {one.product for one in Which.UNCOUNTED.of(found)} == {"coat", "scarf", "hat"}


def test_a_product_with_an_uncounted_warehouse_is_counted_in_part() -> None:
    assert stock_of(on_hand=60, counted=40, is_counted_whole=False).is_counted_in_part
    assert not stock_of(on_hand=60, counted=40).is_counted_in_part
    assert not stock_of(on_hand=60).is_counted_in_part


# What to buy -------------------------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("shown", list(Shown))
def test_every_choice_of_purchases_is_shown(
    shop: Workspace, open_page: OpenPage, code: str, shown: Shown
) -> None:
    if shown is Shown.HELD_BACK:
        typed(shop, {BUDGET: Decimal(0)})
    app = opened(open_page, shop, Section.TO_BUY, code)
    app.selectbox(key=SHOWN).set_value(shown).run()
    assert not app.exception
    assert (
        any("Why" in one.value or "To type" in one.value for one in app.dataframe) or code == "zh"
    )


def test_what_is_to_be_bought_is_said_first(shop: Workspace, open_page: OpenPage) -> None:
    found = room(shop)
    level, told = verdict(found, proposals(found))
    assert level is Level.ON_TRACK
    app = opened(open_page, shop, Section.TO_BUY)
    assert ENGLISH.text(told) in words(app)
    bought = table_with(app, "Purchase amount")
    assert "coat" in list(bought[CODE])
    assert bought["If ordered today"].str.startswith(("●", "○")).all()


def test_an_unknown_cost_is_listed_with_what_to_type(shop: Workspace, open_page: OpenPage) -> None:
    app = opened(open_page, shop, Section.TO_BUY)
    app.selectbox(key=SHOWN).set_value(Shown.UNKNOWN).run()
    (row,) = table_with(app, "To type").to_dict("records")
    assert (row[CODE], row["To type"]) == ("hat", ENGLISH.text(headers()["unit_cost"]))


def test_a_budget_is_typed_and_its_shadow_price_said(shop: Workspace, open_page: OpenPage) -> None:
    app = opened(open_page, shop, Section.TO_BUY)
    app.number_input(key=f"field:{BUDGET}").set_value(100.0).run()
    assert not app.exception
    assert PlanStore(shop, REGISTRY).current().values[BUDGET] == "100.0"
    assert "Each further CN¥1.00 of budget would earn about" in words(app)
    app.number_input(key=f"field:{BUDGET}").set_value(0.0).run()
    assert "The budget buys nothing" in words(app)


def test_a_budget_that_is_more_than_enough_says_what_stays(shop: Workspace) -> None:
    (told,) = budget_in_words(room(shop, inventory__budget="1000000").purchase)
    assert "stay" in ENGLISH.text(told)


def test_a_purchase_that_is_not_known_to_be_best_says_how_far_it_may_be(shop: Workspace) -> None:
    bought = replace(
        room(shop, inventory__budget="100").purchase,
        shadow_price=0.5, is_best=False, profit_bound=Decimal(200),
        expected_extra_profit=Decimal(190),
    )  # fmt: skip
    assert "at most 5 % of it" in ENGLISH.text(budget_in_words(bought)[-1])


def test_an_example_has_its_own_numbers_in_the_formula(shop: Workspace) -> None:
    coat = Economics(*map(Decimal, ("100", "60", "0.05", "30", "5")))
    (one,) = [one for one in proposals(room(shop)) if one.line.product == "coat"]
    line = PurchaseLine("coat", 45, 50, 2, Decimal(3000), Decimal(100), Why.WANTED)
    told = [ENGLISH.text(step) for step in example_in_words(replace(one, line=line), coat)]
    assert told[0].endswith("= CN¥40.00")
    assert told[1].endswith("= CN¥30.00")
    assert told[2].endswith("= 57.14 %")
    assert told[4].startswith(f"45 − {position_of(one.row)} ")


@LANGUAGES
def test_an_example_is_chosen_in_a_box(shop: Workspace, open_page: OpenPage, code: str) -> None:
    app = opened(open_page, shop, Section.TO_BUY, code)
    app.selectbox(key=EXAMPLE).set_value("scarf").run()
    assert not app.exception
    assert "Co = " in words(app)


def test_the_list_of_orders_goes_by_supplier(shop: Workspace) -> None:
    bought = [one for one in proposals(room(shop)) if one.line.units]
    rows = order_rows(bought, ENGLISH)
    assert rows[0][:2] == ["Weaver", "coat"]
    assert isinstance(rows[0][9], Decimal)
    book = xlsx_bytes("Purchases", ["a"] * 11, rows, [9.0] * 11)
    page = openpyxl.load_workbook(io.BytesIO(book)).active
    assert page is not None
    assert page.max_row == len(bought) + 1
    assert isinstance(page.cell(2, 6).value, int)
    assert csv_bytes(["a"], [["=1"]]).decode("utf-8-sig") == "a\r\n'=1\r\n"


# In the event ------------------------------------------------------------------------------------


@LANGUAGES
def test_main_products_stand_by_the_hour_in_which_they_run_out(
    shop: Workspace, open_page: OpenPage, code: str
) -> None:
    app = opened(open_page, shop, Section.IN_THE_EVENT, code)
    found = room(shop)
    if code == "en":
        shown = table_with(app, "Stop the listing")
        assert list(shown[CODE]) == [row.product for row in by_stop(found)]
        assert set(shown["Contact"]) == {"–"}
    stops = [found.in_the_event[row.product].stop_at for row in by_stop(found)]
    ending = [stop for stop in stops if stop]
    assert stops[: len(ending)] == sorted(ending)
    assert by_stop(found)[-1].product == "belt"


def test_a_reorder_still_sells_until_its_lead_time_before_the_end(shop: Workspace) -> None:
    rows = {row.product: row for row in room(shop).rows}
    assert rows["coat"].lead_time_days == 5
    assert last_reorder(rows["coat"], date(2027, 11, 13)) == date(2027, 11, 8)


def test_an_emergency_plan_says_what_it_lacks(shop: Workspace) -> None:
    known = {"contact": "Li, 138", "supply_per_day": 20}
    told = {f"inventory__product__coat__{name}": value for name, value in known.items()}
    rows = {row.product: row for row in room(shop, **told).rows}
    assert missing_of(rows["coat"]) == []
    lacks = [ENGLISH.text(one) for one in missing_of(rows["belt"])]
    names = ("supplier", "lead_time_days", "supply_per_day", "contact")
    assert lacks == [ENGLISH.text(headers()[name]) for name in names]


# Late arrivals -----------------------------------------------------------------------------------


@LANGUAGES
def test_what_is_on_its_way_stands_by_when_it_comes(
    shop: Workspace, open_page: OpenPage, code: str
) -> None:
    app = opened(open_page, shop, Section.LATE, code)
    (timing,) = [one.value for one in app.dataframe if len(one.value) == 5 and
                 one.value.shape[1] == 3]  # fmt: skip
    assert list(timing.iloc[:, 1]) == ["0", "30", "0", "0", "0"]
    assert app.get("vega_lite_chart")


def test_a_delay_without_a_known_cost_is_told_in_pieces(
    shop: Workspace, open_page: OpenPage
) -> None:
    coming = {"incoming": 30, "eta": date(2027, 11, 10)}
    typed(shop, {product_field("hat", name): value for name, value in coming.items()})
    app = opened(open_page, shop, Section.LATE)
    shown = table_with(app, "As announced").set_index(CODE)
    assert shown.at["hat", "7 days late"].endswith("pieces")
    assert shown.at["scarf", "7 days late"].startswith("CN¥")
    assert "Of 1 products price or cost is not known" in words(app)


@LANGUAGES
def test_the_chart_of_delays_sums_up_to_what_is_lost(shop: Workspace, code: str) -> None:
    late = room(shop).late
    spec = lost_by_delay(late, Language("zh" if code == "zh" else "en")).to_dict()
    (rows,) = spec["datasets"].values()
    for day in late.in_all:
        parts = [one["margin"] for one in rows if one["delay"] == day.delay_days]
        assert sum(parts) == pytest.approx(float(day.lost_margin))


@LANGUAGES
def test_the_chart_of_delays_is_high_enough_and_in_the_readers_units(
    shop: Workspace, code: str
) -> None:
    spec = lost_by_delay(room(shop).late, Language("zh" if code == "zh" else "en")).to_dict()
    assert spec["height"] >= 360
    assert ("万" in spec["encoding"]["y"]["axis"]["labelExpr"]) is (code == "zh")
