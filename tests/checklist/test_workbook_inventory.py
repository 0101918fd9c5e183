"""The sheets Inventory, Purchases and Count sheet: live, they tie out, and they stay short."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.checklist import build_checklist, write_workbook
from planner.checklist.workbook import count_sheets
from planner.checklist.workbook.count_sheets import LINES_AT_MOST, TITLE_TEXT, count_lines
from planner.checklist.workbook.inventory import PRODUCTS_AT_MOST
from planner.checklist.workbook.inventory import TITLE_TEXT as INVENTORY
from planner.checklist.workbook.purchases import TITLE_TEXT as PURCHASES
from planner.figures import Level, Series, work_out
from planner.inventory.count_sheet import rows, sheet_lines, to_count
from planner.language import Language, Unit, say
from planner.planning import Answer
from planner.sheets import inspect
from tests.checklist.cases import Workbooks
from tests.checklist.reading import opened, opened_values
from tests.checklist.recalculation import differences, is_same, recalculated
from tests.checklist.stocked import STOCK, room, stocked, with_inventory, with_products

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

SHEETS = ["Inventory", "Purchases", "Count sheet"]
MANY = 3000
RECALCULATED = ("stock_zh", "many")
"""One in each language: a formula is the same in both."""
TYPED_OVER: Mapping[str, Mapping[str, int | None]] = {
    "p1": {"In stock": 40, "Reserved": 4, "Sold before": 15, "Comes in time": 0},
    "p2": {"In stock": 4, "Reserved": None, "Sold before": 15, "Comes in time": 6},
    "p3": {"In stock": 2, "Reserved": 5, "Sold before": 15, "Comes in time": 0},
    "p4": {"In stock": 2, "Reserved": 5, "Sold before": 0, "Comes in time": 10},
    "p6": {"In stock": None, "Reserved": None, "Sold before": 0, "Comes in time": 10},
}
"""What somebody writes into the readiness list, by product: the rest follows."""
AT_THE_START = {"p1": 21, "p2": 6, "p3": -3, "p4": 7, "p6": None}
"""40 − 4 − 15; none of 4 left, and 6 come; 3 owed; 3 owed of 10 that come; nobody knows."""


@dataclass(frozen=True, eq=False)
class Stocked:
    """Workbooks of shops with stock, as written and as LibreOffice recalculated them."""

    answers: Mapping[str, Answer]
    written: Mapping[str, Path]
    again: Mapping[str, Path]

    @cache  # noqa: B019  # one object for all tests of the module
    def open(self, name: str) -> Workbook:
        """Return a workbook with what is stored in it, to be read alone."""
        return openpyxl.load_workbook(self.written[name], data_only=True)


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Stocked:
    folder = tmp_path_factory.mktemp("stocked")
    stock = stocked(folder / "stock")
    answers = {
        "stock": stock,
        "stock_zh": stock,
        "budget": stocked(folder / "budget", inventory__budget="1000.00"),
        "many": with_products(stock, MANY),
    }
    written = {}
    for name, made in answers.items():
        written[name] = folder / f"{name}.xlsx"
        language = Language("zh" if name.endswith("_zh") else "en")
        write_workbook(made, build_checklist(made), language, written[name])
    written["typed_over"] = typed_over(written["stock"], folder / "typed_over.xlsx")
    wanted = [*RECALCULATED, "typed_over"]
    again = recalculated([written[name] for name in wanted], folder)
    return Stocked(answers, written, dict(zip(wanted, again, strict=True)))


def typed_over(source: Path, target: Path) -> Path:
    """Save a workbook with other numbers in the readiness list."""
    book = openpyxl.load_workbook(source)
    sheet = book["Inventory"]
    head = [row for row in sheet.iter_rows() if row[0].value == "Product code"][-1]
    names = [cell.value for cell in head]
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        for name, value in TYPED_OVER.get(str(row[0].value), {}).items():
            row[names.index(name)].value = value
    book.save(target)
    return target


def named(book: Workbook, name: str) -> list[Any]:
    """Return the values of a named cell or range."""
    ((title, address),) = book.defined_names[name].destinations
    cells = book[title][address.replace("$", "")]
    if not isinstance(cells, tuple):
        return [cells.value]
    return [cell.value for row in cells for cell in row]


def list_of(sheet: Worksheet) -> Iterator[dict[str, Any]]:
    """Yield the rows below the last header of the readiness list."""
    heads = [row for row in sheet.iter_rows() if row[0].value == "Product code"][-1]
    names = [str(cell.value) for cell in heads]
    for row in sheet.iter_rows(min_row=heads[0].row + 1):
        yield dict(zip(names, (cell.value for cell in row), strict=True))


@pytest.mark.parametrize("name", RECALCULATED)
def test_every_formula_recalculates_to_what_is_stored(shops: Stocked, name: str) -> None:
    assert list(differences(shops.written[name], shops.again[name])) == []


@pytest.mark.parametrize("name", ["stock", "many"])
def test_the_lists_sum_to_the_figures(shops: Stocked, name: str) -> None:
    book, inventory = shops.open(name), room(shops.answers[name])
    for figure in inventory.figures.values():
        value = named(book, f"result_inventory_{figure.key.removeprefix('inventory.')}")[0]
        assert is_same(value, None if figure.value is None else float(figure.value)), figure.key
    sums = {
        "held_units": sum(max(0, row.stock.on_hand or 0) for row in inventory.rows),
        "held_value": sum((row.value_held or Decimal(0) for row in inventory.rows), Decimal(0)),
        "missing": sum(row.missing for row in inventory.rows),
        "purchase_costs": inventory.purchase.cost,
    }
    for column, whole in sums.items():
        found = sum(value for value in named(book, f"inventory_{column}") if value)
        assert found == pytest.approx(float(whole)), column
        assert whole > 0, column


def test_the_list_says_of_each_product_what_the_board_says(shops: Stocked) -> None:
    inventory = room(shops.answers["stock"])
    rows = {row["Product code"]: row for row in list_of(shops.open("stock")["Inventory"])}
    assert set(rows) == {row.product for row in inventory.rows}
    english = Language("en")
    for one in inventory.rows:
        row = rows[one.product]
        assert row["Readiness"].endswith(english.text(one.level.word))
        assert row["Reason"] == english.text(one.says)
        assert row["Next action"] == english.text(one.action)
        assert row["Due"].date() == one.due
        assert (row["Main"] == "Yes") is one.is_main
        assert (row["At the start"], row["Missing"]) == (one.at_start, one.missing)
        assert (row["Expected"], row["Needed"]) == (one.expected, one.needed)
    assert rows["p1"]["Name"] == "=1+1"
    assert rows["p5"]["In stock"] == -3
    assert rows["p19"]["In stock"] is None


def test_what_is_typed_over_gives_the_start_that_the_board_would_give(shops: Stocked) -> None:
    book = opened_values(shops.again["typed_over"])
    rows = {row["Product code"]: row for row in list_of(book["Inventory"])}
    for product, there in AT_THE_START.items():
        assert (rows[product]["At the start"] or None) == there, product
        missing = 0 if there is None else max(0, rows[product]["Needed"] - there)
        assert rows[product]["Missing"] == missing, product


def test_levels_are_counted_over_the_products_of_the_event(shops: Stocked) -> None:
    for name in ("stock", "many"):
        sheet = shops.open(name)["Inventory"]
        told = {
            row[4].value.split(" ", 1)[1]: row[3].value
            for row in sheet.iter_rows()
            if row[1].value == "Products of the event"
        }
        event = room(shops.answers[name]).event_rows
        assert told == {
            str(level.word): sum(row.level is level for row in event) for level in Level
        }


def test_every_gate_stands_with_its_evidence(shops: Stocked) -> None:
    sheet = shops.open("stock")["Inventory"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=30)]
    for gate in room(shops.answers["stock"]).gates:
        (row,) = [row for row in rows if row[0] == gate.rule and row[1] == str(gate.title)]
        assert row[6].date() == gate.due
        assert all(one.file in row[5] for one in gate.sheets)
    assert any("stock2027.xlsx" in str(row[5]) for row in rows)


def test_what_is_not_listed_is_added_up_in_one_row(shops: Stocked) -> None:
    inventory = room(shops.answers["many"])
    rows = list(list_of(shops.open("many")["Inventory"]))
    assert len(rows) == PRODUCTS_AT_MOST + 1
    assert rows[-1]["Name"] == f"{MANY - PRODUCTS_AT_MOST:,} more products, added up"
    codes = {row["Product code"] for row in rows[:-1]}
    assert {row.product for row in inventory.main_rows} <= codes
    event = [row.product for row in inventory.event_rows]
    assert codes >= set(event[:PRODUCTS_AT_MOST])
    for column, whole in (
        ("Expected", sum(row.expected for row in inventory.rows)),
        ("At the start", sum(row.at_start or 0 for row in inventory.rows)),
    ):
        assert sum(row[column] or 0 for row in rows) == whole


def test_purchases_stand_by_supplier_the_first_to_order_first(shops: Stocked) -> None:
    inventory = room(shops.answers["stock"])
    lines = {line.product: line for line in inventory.purchase.lines}
    rows = list(list_of(shops.open("stock")["Purchases"]))
    bought = [row for row in rows if row["To buy"] and row["Product code"] in lines]
    assert {row["Product code"] for row in bought} == {
        code for code, line in lines.items() if line.units
    }
    for row in bought:
        line = lines[row["Product code"]]
        assert (row["To buy"], row["Packs"]) == (line.units, line.packs)
        assert row["Cost"] == pytest.approx(float(line.cost))
    first: dict[str, Any] = {}
    for row in bought:
        first.setdefault(row["Supplier"], row["Order by"])
    assert list(first.values()) == sorted(first.values())
    groups = [row["Product code"] for row in rows if row["Product code"] not in lines]
    assert groups[0] == "Total"
    assert set(groups[1:]) >= {supplier for supplier in first if supplier}


def test_the_total_of_purchases_counts_no_supplier_twice(shops: Stocked) -> None:
    for name in ("stock", "budget", "many"):
        purchase = room(shops.answers[name]).purchase
        (total,) = [
            row for row in list_of(shops.open(name)["Purchases"]) if row["Product code"] == "Total"
        ]
        assert total["To buy"] == purchase.units
        assert total["Cost"] == pytest.approx(float(purchase.cost))
        assert total["Extra profit"] == pytest.approx(float(purchase.expected_extra_profit))


def test_a_budget_stands_with_its_shadow_price(shops: Stocked) -> None:
    purchase = room(shops.answers["budget"]).purchase
    assert purchase.budget == 1000
    assert purchase.shadow_price > 0
    rows = {row["Name"]: row["Cost"] for row in list_of(shops.open("budget")["Purchases"])}
    assert rows["Budget"] == 1000
    assert rows["Shadow price of the budget"] == pytest.approx(purchase.shadow_price)


@pytest.mark.parametrize("name", ["stock", "stock_zh"])
def test_the_count_sheet_comes_back_as_a_count(shops: Stocked, name: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(shops.written[name])
    title = Language("zh" if name == "stock_zh" else "en").text(TITLE_TEXT)
    for other in book.sheetnames:
        if other != title:
            del book[other]
    sheet = book[title]
    heads = [cell.value for cell in sheet[3]]
    counted = heads.index("Counted" if name == "stock" else "盘点数量")
    for row in sheet.iter_rows(min_row=4):
        assert row[counted].value is None
        row[counted].value = 7
    book.save(tmp_path / "count.xlsx")
    (found,) = inspect(tmp_path / "count.xlsx")
    assert found.kind == "stock"
    event = {row.product for row in room(shops.answers[name]).event_rows}
    assert sheet.max_row - 3 == sum(row["sku"] in event and row["on_hand"] != 0 for row in STOCK)


def test_the_count_sheet_is_that_of_the_page(shops: Stocked) -> None:
    inventory = room(shops.answers["stock"])
    products = to_count(row.stock for row in inventory.event_rows)
    lines = sheet_lines(inventory.count_places.read(), products)
    assert ("East", "A-2", "p2") in [(one.warehouse, one.location, one.code) for one in lines]
    assert ("West", "B-1", "p2") in [(one.warehouse, one.location, one.code) for one in lines]
    sheet = shops.open("stock")["Count sheet"]
    told = [["" if cell is None else cell for cell in row]
            for row in sheet.iter_rows(min_row=4, values_only=True)]  # fmt: skip
    assert told == rows(lines)


def test_a_count_sheet_of_many_lines_is_cut_and_says_so(shops: Stocked) -> None:
    inventory = room(with_products(shops.answers["stock"], 5000))
    products = to_count(row.stock for row in inventory.event_rows)
    lines, left_out = count_lines(inventory)
    assert len(lines) <= LINES_AT_MOST < len(products)
    assert left_out == len(products) - LINES_AT_MOST
    assert {row.product for row in inventory.main_rows if (row.stock.on_hand or 0) > 0} <= {
        line.code for line in lines
    }


@pytest.mark.parametrize("at_most", [1, 2, 3, 7])
def test_a_product_is_on_the_count_sheet_with_all_its_places_or_with_none(
    shops: Stocked, at_most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    inventory = room(shops.answers["stock"])
    whole, none_left_out = count_lines(inventory)
    assert none_left_out == 0
    monkeypatch.setattr(count_sheets, "LINES_AT_MOST", at_most)
    lines, left_out = count_lines(inventory)
    codes = {line.code for line in lines}
    assert len(lines) == at_most
    assert lines == tuple(line for line in whole if line.code in codes)
    assert left_out == len({line.code for line in whole}) - len(codes)


def test_the_count_sheet_is_blind_and_in_walking_order(shops: Stocked) -> None:
    sheet = shops.open("stock")["Count sheet"]
    heads = [cell.value for cell in sheet[3]]
    assert not {"On hand", "In stock", "Book"} & set(heads)
    rows = [
        dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)
    ]
    east = [row["Location"] for row in rows if row["Warehouse"] == "East"]
    assert east.index("A-4") < east.index("A-10")
    assert [row["Warehouse"] for row in rows] == sorted(row["Warehouse"] for row in rows)


def test_without_a_stock_sheet_the_sheets_are_there(workbooks: Workbooks) -> None:
    book = opened_values(workbooks.written["shop"])
    assert [title for title in book.sheetnames if title in SHEETS] == SHEETS
    rows = list(list_of(book["Inventory"]))
    assert rows
    assert {row["In stock"] for row in rows} == {None}
    assert book["Count sheet"].max_row > 3
    assert named(book, "result_inventory_main_share_units") == [None]


@pytest.mark.parametrize("name", ["stock", "stock_zh"])
def test_the_sheets_print_on_a4_landscape_with_their_heads(shops: Stocked, name: str) -> None:
    book = opened(shops.written[name])
    language = Language("zh" if name == "stock_zh" else "en")
    for title in (INVENTORY, PURCHASES, TITLE_TEXT):
        sheet = book[language.text(title)]
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape")
        assert sheet.freeze_panes == "A4"
        assert sheet.print_title_rows == "$3:$3"


def test_the_accounts_name_nothing_that_is_not_there(shops: Stocked) -> None:
    """Every column that a figure is summed over is a range somewhere."""
    book = opened(shops.written["stock"])
    for figure in room(shops.answers["stock"]).figures.values():
        for given in figure.inputs.values():
            assert given.key.replace(".", "_") in " ".join(book.defined_names), given.key


def test_a_column_that_no_sheet_shows_is_written_out_of_sight(
    shops: Stocked, tmp_path: Path
) -> None:
    made = shops.answers["stock"]
    inventory = room(made)
    column = Series("inventory.unseen", say("Pieces"), Unit.COUNT, (3, 4, 5), say("by product"))
    figure = work_out(
        "inventory.unseen_total", say("Pieces"), Unit.COUNT, "total(unseen)", {"unseen": column}
    )
    figures = {**inventory.figures, "unseen_total": figure}
    more = with_inventory(made, replace(inventory, figures=figures))
    write_workbook(more, build_checklist(more), Language("en"), tmp_path / "unseen.xlsx")
    book = openpyxl.load_workbook(tmp_path / "unseen.xlsx")
    assert named(book, "inventory_unseen") == [3, 4, 5]
    assert named(book, "result_inventory_unseen_total") == ["=SUM(inventory_unseen)"]
    assert book["planner_series"].sheet_state == "veryHidden"
    assert "inventory_unseen" not in opened(shops.written["stock"]).defined_names
