"""Text files: whichever way rows are moved, they are the rows that Python's csv reads."""

import csv
import io
from contextlib import contextmanager

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import SheetError
from planner.sheets import reading, texts, tidying
from planner.sheets.opening import Reading, opened
from planner.sheets.reading import EDGES
from planner.tables import connect

ODD = (
    "a", "b", "1", ",", ",", ",", '"', '"', "\n", "\n", "\r\n", "\r", " ", "\t", "\u3000", "中",
    '""', '","', '"\n', ',"', "\\", "\x00", "\ufeff", "NULL", "\x1e", "x,y,z\n", "1,2,3\n", "\xa0",
    "\u200b", "#", 'a,"b\nc",d\n', "'", ";", "|", "\x0b", "\x85", "\u2028",
)  # fmt: skip


@contextmanager
def only(path, reading_chosen=None):
    with opened(path, {None: reading_chosen} if reading_chosen else None) as (sheet,):
        yield sheet


def staged(sheet, columns, width, first=1, last=None):
    engine = connect()
    try:
        with engine.cursor() as cursor:
            seen = sheet.stage(cursor, columns, width, first, last)
            rows = cursor.execute("SELECT * FROM raw ORDER BY source_row").fetchall()
    finally:
        engine.close()
    assert seen.lines == seen.rows + seen.blank + seen.joined
    assert seen.rows == len(rows)
    return seen, rows


def expected(sheet, columns, width, first=1, last=None):
    """Return what the rows of a sheet are to be once they are staged."""
    rows, longer = [], []
    for number, row in enumerate(sheet.rows(), start=1):
        cells = [cell.strip(EDGES) or None for cell in row]
        lead = next(filter(None, cells), None)
        if number < first or (last and number > last) or lead is None:
            continue
        shifted = any(cells[width:])
        if len(row) > width and not shifted:
            longer.append(number)
        wanted = (cells[column] if column < len(cells) else None for column in columns)
        rows.append((number, lead, shifted, *wanted))
    return rows, longer


def assert_staged_as_read(sheet, columns=(0, 1, 2), width=3, first=1, last=None):
    seen, rows = staged(sheet, columns, width, first, last)
    wanted, longer = expected(sheet, columns, width, first, last)
    assert rows == wanted
    assert (seen.longer, seen.first_longer) == (len(longer), longer[0] if longer else None)
    return seen


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    parts=st.lists(st.sampled_from(ODD), min_size=1, max_size=40),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    delimiter=st.sampled_from([None, ",", "\t", ";"]),
    block=st.sampled_from([16, 64, 1 << 22]),
    small=st.sampled_from([1, 64, 1 << 15]),
    lines=st.sampled_from([3, 200]),
    few=st.sampled_from([0, 2000]),
)
def test_staged_as_read_whatever_the_text(
    tmp_path, monkeypatch, parts, codec, delimiter, block, small, lines, few
):
    with monkeypatch.context() as patch:
        patch.setattr(texts, "BLOCK_BYTES", block)
        patch.setattr(tidying, "SMALL_BLOCK", small)
        patch.setattr(tidying, "LINES_IN_A_ROW", lines)
        patch.setattr(reading, "LINES_IN_A_ROW", lines)
        patch.setattr(tidying, "FEW_ROWS", few)
        path = tmp_path / "any.csv"
        path.write_bytes("".join(parts).encode(codec, "replace"))
        try:
            with only(path, Reading(codec, delimiter)) as sheet:
                seen = assert_staged_as_read(sheet)
                assert_staged_as_read(sheet, (1, 4), 2, 2, 4)
                text = path.read_bytes().decode(sheet.encoding, "replace")
                assert seen.lines == sheet.lines == len(list(io.StringIO(text, newline="")))
        except SheetError:
            return


TEXTS = {
    "plain": ("a,b,c\n1,2,3\n", "duckdb"),
    "no last newline": ("a,b,c\n1,2,3", "duckdb"),
    "crlf": ("a,b,c\r\n1,2,3\r\n", "duckdb"),
    "mixed line ends": ("a,b,c\r\n1,2,3\n4,5,6\r7,8,9\n", "duckdb"),
    "lone cr": ("a,b,c\r1,2,3\r4,5,6\r", "duckdb"),
    "blank lines": ("\n\na,b,c\n\n1,2,3\n\n\n", "duckdb"),
    "commas only": ("a,b,c\n,,\n1,2,3\n,,,\n", "duckdb"),
    "newline in quotes": ('a,b,c\n1,"x\ny",3\n4,5,6\n', "duckdb"),
    "blank line in quotes": ('a,b,c\n1,"x\r\n\r\ny",3\n', "duckdb"),
    "doubled quotes": ('a,b,c\n1,"12"" 屏",3\n', "duckdb"),
    "quote in a line": ('a,b,c\n1,12" 屏,3\n4,5,6\n', "duckdb"),
    "quotes in a cell": ('a,b,c\n1,"12" 屏",3\n4,5,6\n', "duckdb"),
    "unclosed quote": ('a,b,c\n1,"12 屏,3\n4,5,6\n7,8,9\n', "duckdb"),
    "quote never closed": ('a,b,c\n1,2,"3', "duckdb"),
    "space before a quote": ('a,b,c\n1, "2",3\n', "duckdb"),
    "null": ("a,b,c\nNULL,null,\\N\n", "duckdb"),
    "nul byte": ("a,b,c\n1,x\0y,3\n" + "4,5,6\n" * 50, "duckdb"),
    "backslash": ('a,b,c\n1,"\\",3\n', "duckdb"),
    "guards and edges": ('a,b,c\n\t1\t,\u3000x \u200b,"\xa0"\n', "duckdb"),
    "too few and too many": ("a,b,c\n1\n1,2,3,,\n1,2,3,4\n", "duckdb"),
    "far too many": ("a,b,c\n1,2,3" + ",x" * 40 + "\n", "duckdb"),
    "first cells empty": ("a,b,c\n1,2,3\n,,3\n,2,\n", "duckdb"),
    "signs that hide line ends": ('a,b,c\n1,"x\ny\x1e",3\n' + "4,5,6\n" * 50, "python"),
    "wider than buffers": (",".join("v" * 3000) + "\n1,2,3\n", "python"),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_staged_as_read(sheet, name, codec):
    text, parser = TEXTS[name]
    with only(sheet(text, encoding=codec), Reading(codec, ",")) as one:
        assert assert_staged_as_read(one).parser == parser


def test_rows_and_lines_are_counted(sheet):
    text = '\na,b,c\n1,"x\ny\nz",3\n\n , \n4,5,6,\n'
    with only(sheet(text)) as one:
        seen, rows = staged(one, [0], 3)
    assert (seen.lines, seen.rows, seen.blank, seen.joined) == (8, 3, 3, 2)
    assert [row[0] for row in rows] == [2, 3, 6]
    assert (seen.longer, seen.first_longer) == (1, 6)


def test_a_range_of_rows(sheet):
    with only(sheet('a,b\n1,"x\ny"\n2,x\n3,x\n4,"x\ny"\n')) as one:
        seen, rows = staged(one, [0], 2, 3, 4)
    assert [row[3] for row in rows] == ["2", "3"]
    assert (seen.lines, seen.joined) == (2, 0)


def test_a_quote_opened_and_closed_in_different_rows_swallows_none(sheet):
    rows = [f'{n},b,"c{n}",d,e' for n in range(20)]
    rows[5] = '5,b,"c,d,e'
    with only(sheet("\n".join(("a,b,c,d,e", *rows)))) as one:
        seen = assert_staged_as_read(one, (0, 2), 5)
    assert (seen.rows, seen.joined) == (21, 0)


@pytest.mark.parametrize(
    ("written", "found_as"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gbk", "gb18030"), ("gb18030", "gb18030"),
     ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)  # fmt: skip
def test_encoding(sheet, written, found_as):
    text = "order,title\r\n" + "1,羽绒服\r\n" * 30
    with only(sheet(text, encoding=written)) as one:
        assert (one.encoding, one.stray_bytes, one.lines) == (found_as, 0, 31)
        assert one.head[1] == ["1", "羽绒服"]
        assert_staged_as_read(one)


@pytest.mark.parametrize(("codec", "stray"), [("utf-8", b"\xff"), ("gb18030", b"\xff")])
def test_stray_bytes_are_counted(sheet, codec, stray):
    text = ("订单,标题\n" + "1,羽绒服冲锋衣\n" * 50).encode(codec) + b"2," + stray + b"x\n"
    with only(sheet(text)) as one:
        assert (one.encoding, one.stray_bytes) == (codec, 1)
        assert_staged_as_read(one)


def test_gbk_that_begins_after_megabytes_of_ascii(sheet, monkeypatch):
    monkeypatch.setattr(texts, "BLOCK_BYTES", 64)
    text = "a,b,c\n" + "1,2,3\n" * 50 + "4,羽绒服,6\n" * 9
    with only(sheet(text, encoding="gbk")) as one:
        assert (one.encoding, one.stray_bytes) == ("gb18030", 0)
        assert_staged_as_read(one)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiter(sheet, delimiter):
    text = "a,b,c\n1,2,3\n".replace(",", delimiter)
    with only(sheet(text)) as one:
        assert one.delimiter == delimiter
        assert one.head[1] == ["1", "2", "3"]


def test_delimiter_stated_in_the_first_line(sheet):
    with only(sheet("sep=;\na;b,c,d\n1;2,3,4\n")) as one:
        assert one.delimiter == ";"
        assert one.head == (["sep=", ""], ["a", "b,c,d"], ["1", "2,3,4"])


def test_encoding_and_delimiter_chosen_by_the_manager(sheet):
    path = sheet("a;b,c\n1;羽,绒\n", encoding="gbk")
    with only(path, Reading("gbk", ";")) as one:
        assert (one.encoding, one.delimiter, one.head[1]) == ("gbk", ";", ["1", "羽,绒"])


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (Reading("klingon"), "unknown_encoding"),
        (Reading(None, "ab"), "unknown_delimiter"),
        (Reading(None, '"'), "unknown_delimiter"),
    ],
)
def test_a_choice_that_cannot_be(sheet, chosen, code):
    with pytest.raises(SheetError) as caught, only(sheet("a,b\n"), chosen):
        pass
    assert caught.value.code == code


def test_quotes_of_a_tab_separated_export_are_text(sheet):
    text = 'sku\ttitle\tqty\tday\nA\t"12 inch screen\t1\t2\nB\t5" pipe\t3\t4\nC\tx\t5\t6\n'
    with only(sheet(text)) as one:
        assert [row[1] for row in one.rows()] == ["title", '"12 inch screen', '5" pipe', "x"]
        assert_staged_as_read(one, (0, 1), 4)


def test_a_file_of_utf8_is_read_where_it_lies(sheet, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    with opened(sheet("a,b\n1,2\n"), folder=folder) as (one,):
        assert one.lines == 2
        assert not list(folder.rglob("*.csv"))
    assert not list(folder.iterdir())


def test_nothing_is_left_after_a_stop(sheet, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    path = sheet("a,b\n1,羽\n", encoding="gbk")

    def stop_while_reading():
        with opened(path, folder=folder) as (one,):
            assert one.lines == 2
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_while_reading()
    assert not list(folder.iterdir())


@pytest.mark.parametrize("before", ["", "a,b\n" * 10])
def test_a_line_without_end_is_no_list(sheet, monkeypatch, before):
    for module in (reading, texts, tidying):
        monkeypatch.setattr(module, "LONGEST_CELL", 5000)
    monkeypatch.setattr(texts, "BLOCK_BYTES", 1000)
    with pytest.raises(SheetError) as caught, only(sheet(before + "x" * 20_000)) as one:
        staged(one, [0], 1)
    assert caught.value.code == "long_line"


def test_no_room_on_the_disk(sheet, monkeypatch):
    monkeypatch.setattr("planner.sheets.limits.ROOM_LEFT", 1 << 60)
    with pytest.raises(SheetError) as caught, only(sheet("a,羽\n", encoding="gbk")) as one:
        staged(one, [0], 1)
    assert caught.value.code == "no_room"


def test_the_widest_sheet_and_one_that_is_wider(sheet):
    with only(sheet(",".join("v" * 16_384) + "\n")) as one:
        assert staged(one, [0, 16_383], 16_384)[0].rows == 1
    with pytest.raises(SheetError) as caught, only(sheet(",".join("v" * 16_385))) as one:
        assert one.head
    assert caught.value.code == "too_many_columns"


def test_a_name_that_duckdb_takes_for_a_pattern(sheet):
    with only(sheet("a,b\n1,2\n", name="export[1]*.csv.gz")) as one:
        assert staged(one, [0, 1], 2, 2)[1] == [(2, "1", False, "1", "2")]


def test_no_error_of_the_engine_comes_out(sheet):
    with only(sheet('a,"b\n' * 300)) as one:
        try:
            staged(one, [0], 2)
        except (duckdb.Error, csv.Error) as error:
            pytest.fail(str(type(error)))


WESTERN = "Größe;Preis\nS;£4,99\nWärmflasche für Füße;€3\nÀ l’été;2\n"


@pytest.mark.parametrize(
    ("text", "codec", "found_as"),
    [
        (WESTERN, "cp1252", "cp1252"),
        ("order;price\n1;£9.99\n", "latin-1", "cp1252"),
        (WESTERN, "utf-8", "utf-8"),
        ("order;title\n1;羽绒服\n2;ok\n", "gbk", "gb18030"),
        ("order;title\n1;朱镕基，喆\n2;ok\n", "gbk", "gb18030"),
        ("order;title\n1;ok\n", "ascii", "utf-8"),
    ],
)
def test_western_and_chinese_texts_are_told_apart(sheet, text, codec, found_as):
    with only(sheet(text, encoding=codec)) as one:
        assert (one.encoding, one.stray_bytes) == (found_as, 0)
        assert "\n".join(";".join(row) for row in one.rows()) + "\n" == text


def test_western_letters_that_begin_after_megabytes_of_ascii(sheet, monkeypatch):
    monkeypatch.setattr(texts, "BLOCK_BYTES", 64)
    text = "a,b,c\n" + "1,2,3\n" * 50 + "4,Füße für Öfen,6\n" * 9
    with only(sheet(text, encoding="cp1252")) as one:
        assert (one.encoding, one.stray_bytes) == ("cp1252", 0)
        assert_staged_as_read(one)


def test_signs_that_were_lost_before_are_utf8_and_are_counted(sheet):
    """As in a real export: plain ASCII but for the sign that stands for what was lost."""
    with only(sheet("order,city\n1,Taleg\ufffd\ufffdon\n" + "2,Pune\n" * 9)) as one:
        assert (one.encoding, one.stray_bytes) == ("utf-8", 2)
        assert_staged_as_read(one)


def test_lost_signs_and_stray_bytes_in_one_text(sheet):
    text = ("订单,标题\n" + "1,羽绒服冲锋衣\ufffd\n" * 50).encode() + b"2,\xffx\n"
    with only(sheet(text)) as one:
        assert (one.encoding, one.stray_bytes) == ("utf-8", 51)


def test_the_real_export_with_lost_signs(real):
    with opened(real("amazon_in_sale_report.csv.zip")) as (one,):
        assert (one.encoding, one.stray_bytes) == ("utf-8", 26)
