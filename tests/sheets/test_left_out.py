"""What of a file cannot be read or is not known: it is named with its reason, and can be seen."""

import io
import json
import zipfile

import pytest
import xlsxwriter

from planner.__main__ import main
from planner.errors import SheetError
from planner.language import language_for
from planner.sheets import Choice, Part, import_file, inspect, inspections_in
from planner.tables import imported_files

ORDERS = "订单编号,总金额,下单时间\n1,10,2025-11-01\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(99)


@pytest.fixture
def archive(tmp_path):
    def write(files, locked=()):
        path = tmp_path / "lists.zip"
        with zipfile.ZipFile(path, "w") as packed:
            for member, data in files.items():
                packed.writestr(member, data)
        data = bytearray(path.read_bytes())
        for member in locked:
            data[data.index(member.encode()) - 24] |= 1
            data[data.rindex(member.encode()) - 38] |= 1
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def mixed(archive):
    """Give an archive of a list and much that is none."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("x.csv", ORDERS)
    files = {
        "folder/": b"",
        "图.png": PICTURE,
        "folder/orders.csv": ORDERS,
        "help.pdf": b"%PDF-1.7 \x00",
        "in.zip": inner.getvalue(),
        "secret.csv": ORDERS,
        "nothing.csv": b"",
    }
    return archive(files, locked=["secret.csv"])


LEFT_OUT = [
    ("图.png", "wrong_kind_of_file", "a picture"),
    ("help.pdf", "wrong_kind_of_file", "a PDF document"),
    ("in.zip", "archive_in_archive", "inside an archive"),
    ("secret.csv", "password", "protected by a password"),
    ("nothing.csv", "empty_file", "is empty"),
]


def told(found):
    """Return name, code and words of the parts that are no tables."""
    language = language_for("en")
    return [
        (one.sheet, one.issues[0].code, language.text(one.issues[0].message))
        for one in found
        if one.left_out
    ]


def assert_told(found):
    for (name, code, words), (wanted, its_code, its_words) in zip(
        told(found), LEFT_OUT, strict=True
    ):
        assert (name, code) == (wanted, its_code)
        assert its_words in words


def test_members_that_are_no_lists_are_named_with_their_reasons(mixed):
    found = inspect(mixed)
    assert [one.sheet for one in found if one.usable] == ["folder/orders.csv"]
    assert_told(found)


def test_the_report_of_an_import_names_them_and_keeps_them(mixed, workspace):
    report = import_file(workspace, mixed, "lists.zip")
    assert_told(report.sheets)
    (file,) = imported_files(workspace)
    assert file.rows_kept == 1
    assert_told(inspections_in(json.loads(json.dumps(file.report))))


def test_they_are_named_where_the_tables_were_chosen(mixed, workspace):
    chosen = {Part("folder/orders.csv"): Choice()}
    assert_told(import_file(workspace, mixed, "lists.zip", chosen).sheets)


def test_the_command_line_names_them(mixed, capsys):
    assert main(["inspect", str(mixed)]) == 0
    printed = capsys.readouterr().out
    for name, _code, words in LEFT_OUT:
        (line,) = [line for line in printed.splitlines() if name in line]
        assert words in line
    assert main(["inspect", "--json", str(mixed)]) == 0
    (picture,) = [one for one in json.loads(capsys.readouterr().out) if one["sheet"] == "图.png"]
    assert [issue["code"] for issue in picture["issues"]] == ["wrong_kind_of_file"]


def test_an_archive_with_a_password_on_every_member_is_refused(archive):
    path = archive({"a.csv": ORDERS, "b.csv": ORDERS}, locked=["a.csv", "b.csv"])
    with pytest.raises(SheetError) as caught:
        inspect(path)
    assert caught.value.code == "password"


def test_an_archive_of_pictures_is_refused(archive, workspace):
    with pytest.raises(SheetError) as caught:
        import_file(workspace, archive({"a.png": PICTURE}), "lists.zip")
    assert caught.value.code == "nothing_in_archive"


def book_with_a_chart(path, rows):
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("订单")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=订单!$B$2:$B$3"})
    book.add_chartsheet("图表").set_chart(chart)
    book.close()
    return path


def test_a_chart_in_a_workbook_is_named(tmp_path, workspace):
    rows = [("订单编号", "总金额", "下单时间"), ("1", 10, "2025-11-01")]
    path = book_with_a_chart(tmp_path / "chart.xlsx", rows)
    orders, chart = inspect(path)
    assert (orders.usable, orders.left_out) == (True, False)
    assert (chart.sheet, chart.left_out, chart.usable) == ("图表", True, False)
    assert [issue.code for issue in chart.issues] == ["no_worksheet"]
    report = import_file(workspace, path, "chart.xlsx")
    assert [one.sheet for one in report.sheets] == ["订单", "图表"]


def test_a_chart_in_a_workbook_in_an_archive_is_named(tmp_path, archive):
    rows = [("订单编号", "总金额", "下单时间"), ("1", 10, "2025-11-01")]
    book = book_with_a_chart(tmp_path / "chart.xlsx", rows).read_bytes()
    assert [one.sheet for one in inspect(archive({"a.xlsx": book})) if one.left_out] == [
        "a.xlsx › 图表"
    ]


# What is not recognised ---------------------------------------------------------------------------

PEOPLE = (
    "甲列,金额甲,日子,乙,丙\n王小明,12.5,2025年11月1日,13812345678,示例路99号\n"
    "李雷,,,0571-88123456,\n"
)


def test_the_first_rows_of_an_unknown_sheet_are_shown_without_its_people(sheet):
    (found,) = inspect(sheet("\n我的报表\n" + PEOPLE))
    assert (found.kind, found.header_row) == ("unknown", None)
    assert found.preview == (
        {"source_row": 2, "A": "***"},
        {"source_row": 3, "A": "甲列", "B": "金额甲", "C": "日子", "D": "乙", "E": "丙"},
        {"source_row": 4, "A": "***", "B": "12.5", "C": "2025年11月1日", "D": "***", "E": "***"},
        {"source_row": 5, "A": "***", "D": "***"},
    )
    assert "preview" not in found.to_dict()


def test_a_row_of_people_is_no_row_of_names(sheet):
    (found,) = inspect(sheet("店主,王小明\n王小明,上海,已发\n李雷,北京,待发\n"))
    shown = {value for row in found.preview for key, value in row.items() if key != "source_row"}
    assert shown == {"***"}


def test_a_column_of_people_is_covered_whatever_stands_in_it(sheet):
    (found,) = inspect(sheet("收货人姓名,甲,备注\n88,5,200000\n"))
    assert found.preview[0] == {"source_row": 1, "A": "收货人姓名", "B": "甲", "C": "备注"}
    assert found.preview[1] == {"source_row": 2, "A": "***", "B": "5", "C": "***"}


def test_a_list_of_which_a_column_is_missing_shows_its_rows(sheet):
    (found,) = inspect(sheet("订单编号,总金额,买家留言\n1001,10,请放门卫\n"))
    assert [issue.code for issue in found.issues] == ["missing_field"]
    assert found.preview[1] == {"source_row": 2, "A": "1001", "B": "10", "C": "***"}


def test_an_unknown_sheet_can_be_mapped_by_what_is_seen(sheet):
    path = sheet("甲,乙,丙\nX-1,5,2025-11-01\nX-2,3,2025-11-02\n")
    (found,) = inspect(path)
    assert found.preview[1] == {"source_row": 2, "A": "X-1", "B": "5", "C": "2025-11-01"}
    mapping = {0: "sku", 1: "on_hand", 2: "counted_at"}
    (mapped,) = inspect(path, choices=Choice(kind="stock", header_row=1, mapping=mapping))
    assert (mapped.kind, mapped.totals["on_hand"]) == ("stock", 8)
