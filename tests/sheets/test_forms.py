"""Workbooks, Parquet, web tables: their rows, and files that are none of these."""

import math
import zipfile
from datetime import MAXYEAR, date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from planner.errors import SheetError
from planner.sheets import workbooks
from planner.sheets.opening import opened
from planner.sheets.reading import cell_text
from planner.sheets.workbooks import MOMENT, NUMBER, typed_arrays
from planner.tables import connect
from tests.sheets.test_reading import assert_staged_as_read, staged

FORMS = Path(__file__).parent / "forms"
CELLS = st.one_of(
    st.floats(),
    st.floats(-1e6, 1e6).map(lambda number: float(f"{number:.15g}")),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(datetime(1, 1, 1), datetime(MAXYEAR, 12, 31, 23, 59, 59, 999_999)),
    st.times(),
    st.timedeltas(),
    st.none(),
    st.text(max_size=5),
)


def stage_all(path, columns=(0,)):
    with opened(path) as sheets:
        for sheet in sheets:
            staged(sheet, columns, 4)


def refused(path):
    with pytest.raises(SheetError) as caught:
        stage_all(path)
    assert str(caught.value)
    return caught.value.code


@example([-math.nan])  # bug: written as -nan
@given(st.lists(CELLS, min_size=1, max_size=20) | st.lists(st.floats(), min_size=1, max_size=20))
def test_columns_become_the_text_that_each_cell_has(cells):
    table = pa.table(dict(zip(("t", "n", "m"), typed_arrays(cells), strict=True)))
    engine = connect()
    with engine.cursor() as cursor:
        cursor.register("cells", table)
        found = cursor.execute(
            f"SELECT coalesce(t, {NUMBER.format('n')}, {MOMENT.format('m')}, '') FROM cells"
        ).fetchall()
    engine.close()
    assert [text for (text,) in found] == [cell_text(cell) for cell in cells]


def test_cells_of_all_kinds(workbook):
    when = datetime(2025, 11, 1, 10, 0, 1)
    rows = [
        ("id", "when", "mixed", "yes"),
        (198482527105.0, when, "x", True),
        (0.1 + 0.2, when + timedelta(days=1), 1.5, False),
        ("  A-1\u3000", date(2025, 11, 2), "", None),
        (-3, time(10, 0), 7, True),
    ]
    with opened(workbook({"s": rows})) as (sheet,):
        seen = assert_staged_as_read(sheet, (0, 1, 2, 3), 4)
        assert (seen.lines, seen.parser) == (5, "workbook")
        assert [row[3] for row in staged(sheet, [0], 4)[1]] == [
            "id", "198482527105", "0.3", "A-1", "-3",
        ]  # fmt: skip


def test_rows_and_columns_keep_their_numbers(workbook):
    with opened(workbook({"s": [(), (), ("", "a", "b"), (), ("", 1, 2)]})) as (sheet,):
        assert_staged_as_read(sheet, (0, 1, 2), 3)
        assert [row[:2] for row in staged(sheet, [1], 3)[1]] == [(3, "a"), (5, "1")]


def test_cells_beyond_the_header(workbook):
    with opened(workbook({"s": [("a", "b"), (1, 2), (1, 2, "", "x")]})) as (sheet,):
        assert [row[2] for row in staged(sheet, [0], 2, 2)[1]] == [False, True]


def test_more_rows_than_are_converted_at_once(workbook, monkeypatch):
    monkeypatch.setattr(workbooks, "_CHUNK_ROWS", 3)
    rows = [("a", "b"), *((number, f"t{number}" if number % 4 else 1.5) for number in range(20))]
    with opened(workbook({"s": rows})) as (sheet,):
        assert_staged_as_read(sheet, (0, 1), 2, 4, 15)


def test_a_wrong_dimension_hides_no_rows(workbook, tmp_path):
    book = workbook({"s": [("a", "b"), (1, 2), (3, 4)]})
    path = tmp_path / "wrong.xlsx"
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            target.writestr(
                part, data.replace(b'<dimension ref="A1:B3"/>', b'<dimension ref="A1"/>')
            )
    with opened(path) as (sheet,):
        assert sheet.lines == 3
        assert_staged_as_read(sheet, (0, 1), 2)


def test_a_sheet_nobody_asks_for_is_not_read(workbook, monkeypatch):
    read = []
    was = workbooks.Worksheet._batches
    monkeypatch.setattr(
        workbooks.Worksheet,
        "_batches",
        lambda self, *given: read.append(self.name) or was(self, *given),
    )
    with opened(workbook({"one": [("a",)], "two": [("b",)]})) as (one, two):
        assert (one.head, two.head) == ((["a"],), (["b"],))
        staged(two, [0], 1)
    assert read == ["two"]


def test_an_old_workbook():
    with opened(FORMS / "small.xls") as (orders, empty):
        assert (orders.name, empty.head) == ("订单", ())
        assert orders.head[3] == [
            "",
            "351531314732990001",
            "12.5",
            "2025-11-01 10:00:01",
            "TRUE",
        ] or (orders.head[3][4] == "1")
        assert_staged_as_read(orders, (1, 2, 3), 5)


OPEN_CELL = (
    '<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'
)


def open_spreadsheet(path, rows, manifest=None):
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", kind, zipfile.ZIP_STORED)
        book.writestr(
            "META-INF/manifest.xml",
            manifest or f'<manifest:manifest xmlns:manifest="{spaces}:manifest:1.0"/>',
        )
        book.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{spaces}:office:1.0"'
            f' xmlns:table="{spaces}:table:1.0" xmlns:text="{spaces}:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="s">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def test_an_open_spreadsheet(tmp_path):
    cells = OPEN_CELL.format(more="", text="订单编号") + OPEN_CELL.format(more="", text="数量")
    gap = (
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    row = f"<table:table-row>{cells}</table:table-row>"
    with opened(open_spreadsheet(tmp_path / "a.ods", row + gap + row)) as (sheet,):
        assert (sheet.name, sheet.head[0]) == ("s", ["订单编号", "数量"])
        assert [number for number, *_ in staged(sheet, [0], 2)[1]] == [1, 4]


def test_an_open_spreadsheet_that_repeats_too_much(tmp_path):
    more = ' table:number-columns-repeated="16384"'
    row = (
        '<table:table-row table:number-rows-repeated="1048576">'
        + OPEN_CELL.format(more=more, text="x")
        + "</table:table-row>"
    )
    assert refused(open_spreadsheet(tmp_path / "a.ods", row)) == "workbook_too_large"


def test_a_workbook_whose_corners_hold_billions_of_cells(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "far.xlsx")
    page = book.add_worksheet()
    page.write(0, 0, "a")
    page.write(1_048_575, 16_383, "b")
    book.close()
    assert refused(tmp_path / "far.xlsx") == "workbook_too_large"


def test_a_workbook_that_unpacks_to_too_much(workbook, monkeypatch):
    path = workbook({"s": [("x",)] * 100})
    monkeypatch.setattr(workbooks, "MOST_UNPACKED_WORKBOOK", 2000)
    assert refused(path) == "workbook_too_large"


def test_too_many_worksheets(workbook, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_WORKSHEETS", 2)
    assert refused(workbook({name: [("a",)] for name in "abc"})) == "too_many_worksheets"


def test_parquet(tmp_path):
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "id": pa.array([17850.0, 0.1 + 0.2, None]),
            "at": pa.array([datetime(2011, 12, 9, 12, 50, 0, 600_000), None, None]),
            "kept": pa.array([True, False, None]),
            "price": pa.array([0.1, 2.5, None], pa.float32()),
            " n'\"": pa.array([" x ", "", None]),
            "tags": pa.array([[1, 2], None, None]),
        }
    )
    pq.write_table(table, path)
    with opened(path) as (sheet,):
        assert sheet.head[0] == ["id", "at", "kept", "price", " n'\"", "tags"]
        assert sheet.head[1] == ["17850", "2011-12-09 12:50:01", "TRUE", "0.1", " x ", "[1, 2]"]
        seen = assert_staged_as_read(sheet, (0, 1, 2, 3, 4), 6)
        assert (seen.lines, seen.rows, seen.blank, seen.parser) == (4, 3, 1, "parquet")
        assert [row[0] for row in staged(sheet, [0], 6, 2)[1]] == [2, 3]


PAGE = """<html><head><meta charset="gb2312"></head><body><table><tr><th>订单编号</th>
<th colspan=2>金额</th></tr><tr><td>1&amp;2</td><td>3<td></tr></table></body></html>"""
EXCEL_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="单"><Table>
<Row><Cell><Data ss:Type="String">a</Data></Cell><Cell ss:Index="3"><Data>c</Data></Cell></Row>
<Row ss:Index="4"><Cell/><Cell><Data>x</Data></Cell></Row></Table></Worksheet></Workbook>"""


def test_a_web_page_that_calls_itself_xls(sheet):
    with opened(sheet(PAGE, "orders.xls", "gbk")) as (one,):
        assert one.head == (["订单编号", "金额", ""], ["1&2", "3", ""])
        assert_staged_as_read(one)


def test_the_xml_of_excel_2003(sheet):
    with opened(sheet(EXCEL_2003, "orders.xls")) as (one,):
        assert one.name == "单"
        assert one.head == (["a", "", "c"], [], [], ["", "x"])


WRONG = {
    "empty_file": b"",
    "blank_file": b"\n , \n,,\n",
    "packed": b"\x1f\x8b\x08" + bytes(range(1, 99)),
    "page_without_table": b"<!DOCTYPE html><html><body>login</body></html>",
    "damaged_parquet": b"PAR1" + bytes(range(99)),
    "damaged_workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 9,
    "damaged_archive": b"PK\x03\x04" + bytes(range(256)),
    "wrong_kind_of_file": b"\x89PNG\r\n\x1a\n" + bytes(99),
}


@pytest.mark.parametrize("code", WRONG)
def test_a_file_that_is_no_sheet(sheet, code):
    assert refused(sheet(WRONG[code])) == code


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_off(workbook, sheet, cut):
    data = workbook({"s": [("订单编号", "数量")] * 50}).read_bytes()
    assert refused(sheet(data[: int(len(data) * cut)], "cut.xlsx")) == "damaged_workbook"


@given(place=st.integers(0, 5000), value=st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_is_read_or_refused(tmp_path_factory, place, value):
    data = bytearray((FORMS / "small.xls").read_bytes())
    data[place] = value
    path = tmp_path_factory.mktemp("wrong") / "a.xls"
    path.write_bytes(data)
    try:
        stage_all(path, (0, 1))
    except SheetError:
        return
