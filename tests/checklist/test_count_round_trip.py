"""The workbook's count sheet, there and back: what is counted is held against the same shelves."""

import shutil
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from planner.checklist import build_checklist
from planner.checklist.workbook.book import Book
from planner.checklist.workbook.count_sheets import TITLE_TEXT, write_count_sheet
from planner.inventory import Inventory
from planner.language import Language
from planner.planning import Answer, answer
from planner.sheets import import_files
from planner.tables import Workspace, current_dataset
from tests.checklist.stocked import room
from tests.rows import plan

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

COUNT_DAY = date(2027, 11, 8)
SHOP: Mapping[str, str] = {
    "orders.csv": "订单编号,总金额,订单创建时间,订单付款时间,买家实际支付金额\n"
    + "".join(
        f"{one},100.00,2026-11-11 00:0{one}:00,2026-11-11 00:0{one}:30,100.00\n" for one in (1, 2)
    ),
    "items.csv": "订单编号,商品ID,标题,价格,购买数量\n1,9001,Coat,100,40\n2,9002,Scarf,20,30\n",
    "products.csv": (
        "商品编码,商品ID,名称,条形码,成本价\n"
        "coat-m,9001,Coat M,4006381333931,60\ncoat-l,9001,Coat L,4006381333948,60\n"
        "scarf-1,9002,Scarf,4006381333955,8\n"
    ),
    "stock.csv": (
        "商品编码,名称,规格,仓库,库位,库存\n"
        "coat-m,Coat M,M,East,A-2,30\ncoat-m,Coat M,M,East,A-10,10\ncoat-m,Coat M,M,West,B-1,20\n"
        "coat-l,Coat L,L,East,A-2,15\ncoat-l,Coat L,L,West,B-7,5\n"
        "scarf-1,Scarf,,West,B-2,25\n"
    ),
}
"""Sales are known by the platform's product id; the stock lies by SKU in two warehouses."""
BOOK = {
    ("East", "A-2", "coat-l"): 15,
    ("East", "A-2", "coat-m"): 30,
    ("East", "A-10", "coat-m"): 10,
    ("West", "B-1", "coat-m"): 20,
    ("West", "B-2", "scarf-1"): 25,
    ("West", "B-7", "coat-l"): 5,
}
"""The lines of the sheet with the pieces that the stock sheet has there."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the shop; to be copied."""
    folder = tmp_path_factory.mktemp("kept")
    for name, text in SHOP.items():
        (folder / name).write_text(text, encoding="utf-8")
    import_files(Workspace(folder / "shop"), [(folder / name, name) for name in SHOP])
    return folder / "shop"


@pytest.fixture
def workspace(kept: Path, tmp_path: Path) -> Workspace:
    """Return a workspace with the shop."""
    return Workspace(shutil.copytree(kept, tmp_path / "workspace"))


def seen(workspace: Workspace) -> Answer:
    return answer(plan(), current_dataset(workspace), COUNT_DAY)


def filled_in(
    made: Answer, language: Language, path: Path, counts: Mapping[tuple[str, str, str], int]
) -> list[tuple[str, str, str]]:
    """Write the workbook's count sheet alone, fill it in, and return its lines."""
    made_of = Book(made, build_checklist(made), language, str(path))
    write_count_sheet(made_of, room(made))
    made_of.close()
    book = openpyxl.load_workbook(path)
    lines = []
    for row in book[language.text(TITLE_TEXT)].iter_rows(min_row=4):
        shelf, code, _barcode, _title, _spec, warehouse, counted, counted_at = row
        lines.append((str(warehouse.value), str(shelf.value), str(code.value)))
        if lines[-1] in counts:
            counted.value, counted_at.value = counts[lines[-1]], COUNT_DAY
    book.save(path)
    return lines


def counted_by(inventory: Inventory, product: str) -> tuple[int | None, int | None]:
    (row,) = [row for row in inventory.rows if row.product == product]
    return row.stock.counted, row.stock.book_when_counted


CASES: Mapping[str, tuple[dict[tuple[str, str, str], int], list[tuple[str, int, Decimal]]]] = {
    "all as the books have it": ({}, []),
    "missing on one shelf of two": (
        {("East", "A-10", "coat-m"): 7},
        [("9001", -3, Decimal(-180))],
    ),
    "one size found in the place of another": (
        {("East", "A-2", "coat-m"): 28, ("East", "A-2", "coat-l"): 17},
        [],
    ),
    "more in one warehouse, less in the other": (
        {
            ("West", "B-7", "coat-l"): 9,
            ("East", "A-2", "coat-l"): 10,
            ("West", "B-2", "scarf-1"): 0,
        },
        [("9002", -25, Decimal(-200)), ("9001", -1, Decimal(-60))],
    ),
}


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
def test_counts_and_differences_are_those_of_the_shelves(
    workspace: Workspace, tmp_path: Path, case: str, code: str
) -> None:
    before = seen(workspace)
    assert {row.product for row in room(before).event_rows} == {"9001", "9002"}
    assert room(before).coverage.products_counted == 0
    found, wanted = CASES[case]
    path = tmp_path / "count.xlsx"
    language = Language("zh" if code == "zh" else "en")
    assert filled_in(before, language, path, {**BOOK, **found}) == list(BOOK)
    import_files(workspace, [(path, path.name)])
    after = room(seen(workspace))
    counts = {**BOOK, **found}
    coats = sum(units for (_, _, sku), units in counts.items() if sku != "scarf-1")
    assert counted_by(after, "9001") == (coats, 80)
    assert counted_by(after, "9002") == (counts["West", "B-2", "scarf-1"], 25)
    assert [(one.product, one.units, one.value) for one in after.differences] == wanted
    assert after.coverage.uncounted == ()


def test_a_warehouse_that_is_not_filled_in_is_no_difference(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "east.xlsx"
    east = {line: units for line, units in BOOK.items() if line[0] == "East"}
    filled_in(seen(workspace), Language("en"), path, east)
    import_files(workspace, [(path, path.name)])
    after = room(seen(workspace))
    assert counted_by(after, "9001") == (55, 55)
    assert after.differences == ()
    assert set(after.coverage.uncounted) == {"9001", "9002"}


def test_a_warehouse_that_is_left_out_is_not_counted(workspace: Workspace, tmp_path: Path) -> None:
    values = plan(inventory__warehouse__West__counts_as="left_out")
    made = answer(values, current_dataset(workspace), COUNT_DAY)
    assert {place.line.warehouse for place in room(made).count_places.read()} == {"East"}
    lines = filled_in(made, Language("en"), tmp_path / "east.xlsx", {})
    assert lines == [line for line in BOOK if line[0] == "East"]
