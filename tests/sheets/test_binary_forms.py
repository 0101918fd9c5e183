"""Forms made byte by byte: binary and old workbooks, open spreadsheets; far cells and passwords."""

import struct
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import SheetError
from planner.sheets import containers, extents, import_file, inspect
from planner.sheets.filetype import OLE
from planner.sheets.opening import opened
from tests.sheets.handmade import (
    binary_cell,
    binary_row,
    binary_sheet,
    binary_workbook,
    old_container,
    old_number,
    old_numbers,
    old_stream,
    old_workbook,
    record,
    sheet_of,
    wide,
)
from tests.sheets.test_forms import FORMS, OPEN_CELL, open_spreadsheet, refused
from tests.sheets.test_reading import assert_staged_as_read

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
WHEN = datetime(2025, 11, 1, 10, 0, 1)
ORDERS = (
    ("订单编号", "总金额", "买家实际支付金额", "订单创建时间", "订单付款时间"),
    ("351531314732990001", 12.5, 12.5, WHEN, WHEN),
    (198482527105, 100, 100, WHEN, None),
)


# xlsb ---------------------------------------------------------------------------------------------


def test_a_binary_workbook(tmp_path):
    path = binary_workbook(
        tmp_path / "a.xlsb", {"订单": sheet_of(ORDERS), "二": sheet_of([("x", True, None, 1.5)])}
    )
    with opened(path) as (orders, second):
        assert (orders.name, second.name) == ("订单", "二")
        assert orders.head[1] == [
            "351531314732990001",
            "12.5",
            "12.5",
            *["2025-11-01 10:00:01"] * 2,
        ]
        assert orders.head[2][0] == "198482527105"
        assert second.head == (["x", "TRUE", "", "1.5"],)
        assert assert_staged_as_read(orders, (0, 1, 2, 3, 4), 5).parser == "workbook"


def test_a_binary_workbook_is_loaded(tmp_path, workspace):
    path = binary_workbook(tmp_path / "orders.xls", {"订单": sheet_of(ORDERS)})
    (found,) = inspect(path)
    assert (found.kind, found.encoding, found.rows_kept) == ("orders", None, 2)
    assert import_file(workspace, path, "orders.xls").kind == "orders"


def far(cells):
    return binary_sheet([binary_row(0, binary_cell(0, "a")), *cells])


@pytest.mark.parametrize(
    "cells",
    [
        [binary_row(LAST_ROW, binary_cell(LAST_COLUMN, "b"))],
        [binary_row(LAST_ROW, binary_cell(0, 1)), binary_row(1, binary_cell(LAST_COLUMN, 1.5))],
        [binary_row(1, binary_cell(0xFFFFFFFE, True))],
        [record(200, b"x" * 3_000_000), binary_row(LAST_ROW, binary_cell(LAST_COLUMN, "b"))],
        [binary_row(1, binary_cell(0, "x" * 70_000) + binary_cell(1 << 29, "b"))],
    ],
)
@pytest.mark.parametrize("block", [1 << 20, 50])
def test_a_binary_workbook_with_a_far_cell_is_refused(tmp_path, monkeypatch, cells, block):
    monkeypatch.setattr("planner.sheets.workbooks._BLOCK_BYTES", block)
    assert refused(binary_workbook(tmp_path / "a.xlsb", {"s": far(cells)})) == "workbook_too_large"


def test_a_far_cell_in_the_second_sheet_is_found(tmp_path):
    sheets = {"a": sheet_of(ORDERS), "b": far([binary_row(LAST_ROW, binary_cell(LAST_COLUMN, 1))])}
    assert refused(binary_workbook(tmp_path / "a.xlsb", sheets)) == "workbook_too_large"


def test_far_blank_cells_and_rows_take_no_room(tmp_path):
    rows = [binary_row(1, binary_cell(LAST_COLUMN, None)), binary_row(LAST_ROW, b"")]
    with opened(binary_workbook(tmp_path / "a.xlsb", {"s": far(rows)})) as (sheet,):
        assert sheet.head[0] == ["a"]


def test_a_long_binary_list_is_read(tmp_path):
    rows = [binary_row(0, binary_cell(0, "a")), binary_row(LAST_ROW, binary_cell(2, "b"))]
    with opened(binary_workbook(tmp_path / "a.xlsb", {"s": binary_sheet(rows)})) as (sheet,):
        assert sheet.lines == LAST_ROW + 1


def test_other_parts_of_a_binary_workbook_are_taken_for_no_cells(tmp_path):
    """Printer settings and macros are no records: read as such they would name any cell."""
    junk = record(145) + binary_row(LAST_ROW, binary_cell(LAST_COLUMN, 1))
    others = {"xl/vbaProject.bin": junk, "xl/printerSettings/printerSettings1.bin": junk}
    path = binary_workbook(tmp_path / "a.xlsb", {"s": sheet_of(ORDERS)}, others)
    with opened(path) as (sheet,):
        assert sheet.lines == 3


def test_sizes_of_several_bytes():
    for size in (0, 127, 128, 16_383, 16_384, 2_097_152):
        data = record(19, bytes(size))
        seen = extents._RecordsExtent()
        seen.look(record(145) + data + binary_row(8, binary_cell(4, 1)) + bytes(10))
        assert seen.cells == 9 * 5


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_binary_sheet_cut_off_is_read_or_refused(tmp_path, cut):
    data = sheet_of(ORDERS)
    path = binary_workbook(tmp_path / "a.xlsb", {"s": data[: int(len(data) * cut)]})
    try:
        with opened(path) as (sheet,):
            assert len(sheet.head) <= len(ORDERS)
    except SheetError as error:
        assert error.code == "damaged_workbook"  # noqa: PT017 - either is right


def test_a_binary_workbook_without_its_sheet_is_refused(tmp_path):
    path = binary_workbook(tmp_path / "a.xlsb", {})
    assert refused(path) == "damaged_workbook"
    assert wide("甲") == struct.pack("<I", 1) + "甲".encode("utf-16-le")


# ods ----------------------------------------------------------------------------------------------


def repeated(rows, columns, cell, quote='"'):
    return (
        f"<table:table-row table:number-rows-repeated={quote}{rows}{quote}>"
        + cell.format(f" table:number-columns-repeated={quote}{columns}{quote}")
        + "</table:table-row>"
    )


TEXT = OPEN_CELL.format(more="{}", text="x")
VALUE = '<table:table-cell{} office:value-type="float" office:value="1"/>'
COVERED = '<table:covered-table-cell{} office:value-type="float" office:value="1"/>'


@pytest.mark.parametrize("cell", [TEXT, VALUE, COVERED])
@pytest.mark.parametrize(
    "times", [(1_048_576, 16_384), (1_048_576, 100), (10_000, 16_384), (1 << 40, 1)]
)
def test_an_open_spreadsheet_that_repeats_its_cells_too_often_is_refused(tmp_path, cell, times):
    assert refused(open_spreadsheet(tmp_path / "a.ods", repeated(*times, cell))) == (
        "workbook_too_large"
    )


def test_repetitions_in_other_quotes_count_too(tmp_path):
    row = repeated(1_048_576, 16_384, TEXT, "'")
    assert refused(open_spreadsheet(tmp_path / "a.ods", row)) == "workbook_too_large"


def test_a_far_cell_after_blank_ones_that_repeat_is_refused(tmp_path):
    blank = "<table:table-cell{}/>"
    first = OPEN_CELL.format(more="", text="x")
    rows = (
        f"<table:table-row>{first}</table:table-row>"
        + repeated(1_048_570, 16_384, blank)
        + "<table:table-row>"
        + blank.format(' table:number-columns-repeated="16383"')
        + f"{first}</table:table-row>"
    )
    assert refused(open_spreadsheet(tmp_path / "a.ods", rows)) == "workbook_too_large"


def test_blank_rows_at_the_end_take_no_room(tmp_path):
    """As each list has that was made by hand."""
    row = f"<table:table-row>{OPEN_CELL.format(more='', text='x')}</table:table-row>"
    rows = row + repeated(1_048_575, 16_384, "<table:table-cell{}/>")
    with opened(open_spreadsheet(tmp_path / "a.ods", rows)) as (sheet,):
        assert sheet.lines == 1


SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
LOCKED = (
    f'<manifest:manifest xmlns:manifest="{SPACE}"><manifest:file-entry'
    ' manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="999">'
    '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="x=">'
    '<manifest:algorithm manifest:algorithm-name="Blowfish CFB"/></manifest:encryption-data>'
    "</manifest:file-entry></manifest:manifest>"
)


def test_an_open_spreadsheet_with_a_password_says_so(tmp_path):
    path = open_spreadsheet(tmp_path / "a.ods", "", LOCKED)
    assert refused(path) == "password"


# Names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["orders", "orders.xls", "orders.XLSX", "orders.ods", "orders.csv"]
)
def test_a_workbook_is_read_whatever_its_name(tmp_path, workbook, name):
    """Platforms export xlsx as .xls; an upload lies on the disk without any ending."""
    path = workbook({"s": [("x", 1)]}, name)
    binary = binary_workbook(tmp_path / f"binary {name}", {"s": sheet_of([("x", 1)])})
    old = old_workbook(tmp_path / f"old {name}", old_number(0, 0, 5))
    row = f"<table:table-row>{OPEN_CELL.format(more='', text='x')}</table:table-row>"
    free = open_spreadsheet(tmp_path / f"free {name}", row)
    for one, head in ((path, ["x", "1"]), (binary, ["x", "1"]), (old, ["5"]), (free, ["x"])):
        with opened(one) as (sheet,):
            assert sheet.head == (head,)


@pytest.mark.parametrize("name", ["a", "a.xlsx", "a.ods", "a.xls"])
def test_a_password_is_asked_for_whatever_the_name(tmp_path, name):
    assert refused(old_workbook(tmp_path / name, old_number(0, 0, 5), locked=True)) == "password"
    assert refused(open_spreadsheet(tmp_path / name, "", LOCKED)) == "password"


# xls ----------------------------------------------------------------------------------------------


def test_an_old_workbook_made_by_hand(tmp_path):
    path = old_workbook(tmp_path / "a.xls", old_number(0, 0, 5) + old_number(1, 2, 7.5))
    with opened(path) as (sheet,):
        assert (sheet.name, sheet.head) == ("s", (["5", "", ""], ["", "", "7.5"]))


def test_an_old_workbook_with_a_password_says_so(tmp_path, workspace):
    path = old_workbook(tmp_path / "a.xls", old_number(0, 0, 5), locked=True)
    assert refused(path) == "password"
    with pytest.raises(SheetError) as caught:
        import_file(workspace, path, "a.xls")
    assert "protected by a password" in str(caught.value)


@pytest.mark.parametrize("row", [65_535, 40_000])
def test_an_old_workbook_with_a_far_cell_is_refused(tmp_path, row):
    """One wrong byte in a column: calamine would ask for 137 GB, which ends the program."""
    for cells in (
        old_number(0, 0, 5) + old_number(row, 65_535, 7.5),
        old_number(row, 0, 5) + old_number(0, 65_535, 7.5) + bytes(4) * 2_000,
        old_number(row, 0, 5) + old_numbers(3, 10_000, [1, 2, 3]),
    ):
        assert refused(old_workbook(tmp_path / "a.xls", cells)) == "workbook_too_large"


def test_a_short_stream_lies_among_the_small_ones(tmp_path):
    path = tmp_path / "a.xls"
    near, far_cell = old_number(1, 2, 7.5), old_number(65_535, 65_535, 7.5)
    path.write_bytes(old_container("Workbook", old_stream(near), small=True))
    with opened(path) as (sheet,):
        assert sheet.head[1] == ["", "", "7.5"]
    path.write_bytes(old_container("Workbook", old_stream(near + far_cell), small=True))
    assert refused(path) == "workbook_too_large"


def test_cells_of_old_workbooks_are_counted_as_they_are_read(tmp_path):
    path = old_workbook(tmp_path / "a.xls", old_number(7, 3, 5) + old_numbers(2, 1, [1.0] * 5))
    assert containers.cells_of_old_workbook(path) == 8 * 6
    assert containers.cells_of_old_workbook(FORMS / "small.xls") > 0


def test_the_real_old_workbook_is_counted(real):
    assert containers.cells_of_old_workbook(real("superstore_97-2003.xls")) >= 10_195 * 20


@pytest.mark.parametrize("data", [b"", OLE, OLE + bytes(500), OLE + b"\xff" * 2_000])
def test_an_old_container_that_is_none_holds_no_cells(sheet, data):
    assert containers.cells_of_old_workbook(sheet(data, "a.xls")) == 0


@given(place=st.integers(0, 6_000), value=st.integers(0, 255))
def test_an_old_workbook_with_a_wrong_byte_is_counted(tmp_path_factory, place, value):
    data = bytearray((FORMS / "small.xls").read_bytes())
    data[min(place, len(data) - 1)] = value
    path = tmp_path_factory.mktemp("wrong") / "a.xls"
    path.write_bytes(data)
    assert containers.cells_of_old_workbook(path) >= 0
