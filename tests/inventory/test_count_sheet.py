"""The blind count sheet: what stands on it, as a file, and filled in and uploaded back."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from planner.inventory import Inventory
from planner.inventory.count_sheet import (
    COLUMNS,
    header,
    print_page,
    read_count_places,
    rows,
    sheet_lines,
)
from planner.inventory.counting import CountLine
from planner.language import Language, say
from planner.planning import answer
from planner.sheets import import_file, import_files
from planner.sheets.headers import fold, known_headers
from planner.tables import Dataset, Workspace, current_dataset
from planner.ui.exports import csv_bytes, xlsx_bytes
from tests.inventory.cases import stock_of
from tests.rows import EVENT_ITEMS, EVENT_ORDERS, plan

COUNT_DAY = date(2027, 11, 8)
ORDERS = "订单编号,总金额,订单创建时间,订单付款时间,买家实际支付金额\n"
ITEMS = "订单编号,商家编码,标题,价格,购买数量\n"


def shelves(make_dataset: Callable[..., Dataset], *stock: Mapping[str, object]) -> Dataset:
    return make_dataset(EVENT_ORDERS, EVENT_ITEMS, stock=stock)


def lines_of(dataset: Dataset, *products: str, **more: object) -> list[tuple[str, ...]]:
    places = read_count_places(dataset, {})
    found = sheet_lines(places, [stock_of(one) for one in products], **more)  # type: ignore[arg-type]
    return [(one.warehouse, one.location, one.code) for one in found]


COATS = {"sku": "coat", "warehouse": "East", "location": "A-10, A-2", "on_hand": 40}
MORE_COATS = {"sku": "coat", "warehouse": "West", "location": "B-1", "on_hand": 9}


def test_an_item_has_a_line_for_each_shelf_in_walking_order(
    make_dataset: Callable[..., Dataset],
) -> None:
    dataset = shelves(make_dataset, COATS, MORE_COATS)
    assert lines_of(dataset, "coat") == [
        ("East", "A-2", "coat"), ("East", "A-10", "coat"), ("West", "B-1", "coat"),
    ]  # fmt: skip
    assert lines_of(dataset, "coat", warehouses=["West"]) == [("West", "B-1", "coat")]
    assert lines_of(dataset, "scarf", warehouses=["West"]) == []


def test_what_the_books_hold_none_of_has_no_line(make_dataset: Callable[..., Dataset]) -> None:
    nothing = {"sku": "scarf", "warehouse": "East", "on_hand": 0}
    owed = {"sku": "belt", "warehouse": "East", "on_hand": -2}
    free = {"sku": "coat", "warehouse": "East", "available": 3}
    dataset = shelves(make_dataset, nothing, owed, free)
    places = {place.product for place in read_count_places(dataset, {})}
    assert places == {"belt", "coat"}


def test_what_was_typed_and_stands_in_no_sheet_has_a_line_without_a_place(
    make_dataset: Callable[..., Dataset],
) -> None:
    dataset = shelves(make_dataset, COATS)
    assert lines_of(dataset, "coat", "belt") == [
        ("East", "A-2", "coat"), ("East", "A-10", "coat"), ("", "", "belt"),
    ]  # fmt: skip
    assert ("", "", "belt") not in lines_of(dataset, "belt", warehouses=["East"])


def test_codes_that_were_matched_by_hand_lie_with_their_product(
    make_dataset: Callable[..., Dataset],
) -> None:
    dataset = shelves(make_dataset, {"sku": "C-old", "warehouse": "East", "on_hand": 4})
    (place,) = read_count_places(dataset, {"C-old": "coat"})
    assert (place.product, place.line.code) == ("coat", "C-old")


def test_a_barcode_that_the_stock_does_not_tell_is_that_of_the_product_list(
    make_dataset: Callable[..., Dataset],
) -> None:
    listed = ({"sku": "coat", "barcode": "4006381333931"},)
    dataset = make_dataset(EVENT_ORDERS, EVENT_ITEMS, stock=(MORE_COATS,), products=listed)
    (place,) = read_count_places(dataset, {})
    assert place.line.barcode == "4006381333931"


def test_what_bears_a_barcode_alone_keeps_it(make_dataset: Callable[..., Dataset]) -> None:
    stock = {"barcode": "4006381333931", "warehouse": "East", "on_hand": 4}
    (place,) = read_count_places(shelves(make_dataset, stock), {})
    assert (place.line.code, place.line.barcode) == ("", "4006381333931")


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_importer_knows_every_header(code: str) -> None:
    fields = {"code": "sku"}
    folded = [fold(one) for one in header(Language("zh" if code == "zh" else "en"))]
    for name, cell in zip(COLUMNS, folded, strict=True):
        ((field, _rank), *_) = known_headers().fields("stock", cell, set(folded))
        assert field == fields.get(name, name)


LINE = CountLine("East", "A-2", "=1+1", "@coat <b>", "6901234567892", "-M")


def test_text_that_looks_like_a_formula_stays_text() -> None:
    english = Language("en")
    book = xlsx_bytes("Count", header(english), rows([LINE]), [9.0] * len(COLUMNS), (6, 7))
    page = openpyxl.load_workbook(io.BytesIO(book)).active
    assert page is not None
    cells = next(iter(page.iter_rows(min_row=2)))
    assert [cell.value for cell in cells[:4]] == ["A-2", "=1+1", "6901234567892", "@coat <b>"]
    assert {cell.data_type for cell in cells[:6]} == {"s"}
    text = csv_bytes(header(english), rows([LINE])).decode("utf-8-sig")
    assert next(iter(list(csv.reader(io.StringIO(text)))[1:]))[1] == "'=1+1"


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_page_to_print_has_a_box_for_each_line_and_no_markup_of_a_cell(code: str) -> None:
    language = Language("zh" if code == "zh" else "en")
    lines = [LINE, CountLine("West", "", "hat")]
    page = print_page(lines, say("Double 11"), say("{day}", day=COUNT_DAY), language).decode()
    assert page.count('class="box"') == 2
    assert "<b>" not in page
    assert "<h2>East</h2>" in page
    assert "<h2>West</h2>" in page


# There and back ----------------------------------------------------------------------------------


def sheets_of_a_shop(folder: Path) -> list[tuple[Path, str]]:
    orders = "".join(f"{one},100.00,2026-11-11 00:0{one}:00,2026-11-11 00:0{one}:30,100.00\n"
                     for one in range(1, 5))  # fmt: skip
    items = "1,coat,Coat,100,40\n2,scarf,Scarf,20,30\n3,0451,Hat,20,10\n4,belt,Belt,5,9\n"
    stock = (
        "商品编码,名称,规格,仓库,库位,库存,成本价\n"
        "coat,Coat,M,East,A-10,30,60\ncoat,Coat,M,East,A-2,10,60\ncoat,Coat,M,West,B-1,20,60\n"
        "scarf,Scarf,,East,A-3,25,8\n0451,Hat,,West,B-2,12,9\nbelt,Belt,,,,7,2\n"
    )
    texts = {"orders.csv": ORDERS + orders, "items.csv": ITEMS + items, "stock.csv": stock}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [(folder / name, name) for name in texts]


def seen_on(workspace: Workspace, day: date) -> Inventory:
    told = answer(plan(), current_dataset(workspace), day)
    assert told.rooms is not None
    return told.rooms.inventory


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_sheet_that_was_filled_in_comes_back(
    workspace: Workspace, tmp_path: Path, code: str
) -> None:
    import_files(workspace, sheets_of_a_shop(tmp_path))
    before = seen_on(workspace, COUNT_DAY)
    assert before.coverage.products == 4
    assert before.coverage.products_counted == 0
    language = Language("zh" if code == "zh" else "en")
    dataset = current_dataset(workspace)
    assert dataset is not None
    lines = sheet_lines(read_count_places(dataset, {}), [row.stock for row in before.event_rows])
    assert len(lines) == before.crew.lines == 6
    path = tmp_path / "count.xlsx"
    path.write_bytes(
        xlsx_bytes("Count sheet", header(language), rows(lines), [12.0] * len(COLUMNS), (6, 7))
    )
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    # Three coats are missing on A-10; one of two shelves of nobody's is left empty: the hat.
    found = {"A-10": 27, "A-2": 10, "B-1": 20, "A-3": 25, None: 7}
    for row in page.iter_rows(min_row=2):
        if row[0].value in found:
            row[6].value, row[7].value = found[row[0].value], COUNT_DAY
    book.save(path)
    import_file(workspace, path, path.name)
    after = seen_on(workspace, COUNT_DAY)
    assert after.coverage.products_counted == 3
    assert after.coverage.uncounted == ("0451",)
    assert after.coverage.units_counted == 60 + 25 + 7
    assert after.coverage.too_early == ()
    assert [(one.product, one.units, one.value) for one in after.differences] == [
        ("coat", -3, -180)
    ]


def test_an_item_is_counted_once_all_its_shelves_are(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, sheets_of_a_shop(tmp_path))
    text = (
        "库位,商品编码,规格,仓库,盘点数量,盘点日期\n"
        "A-2,coat,M,East,10,2027-11-08\nA-10,coat,M,East,,\nA-3,scarf,,East,25,2027-11-08\n"
    )
    path = tmp_path / "half.csv"
    path.write_text(text, encoding="utf-8")
    import_file(workspace, path, path.name)
    found = seen_on(workspace, COUNT_DAY)
    assert "coat" in found.coverage.uncounted
    assert found.differences == ()
