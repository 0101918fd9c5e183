"""Zip archives: their members, their names, and what makes one unreadable."""

import zipfile

import pytest

from planner.errors import SheetError
from planner.sheets import archives, inspect
from planner.sheets.opening import Reading, opened
from tests.sheets.test_reading import staged


@pytest.fixture
def archive(tmp_path):
    def write(files, name="lists.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for member, data in files.items():
                packed.writestr(member, data)
        return path

    return write


def refused(path):
    with pytest.raises(SheetError) as caught, opened(path):
        pass
    assert str(caught.value)
    return caught.value.code


def test_members_in_folders_and_of_several_forms(archive, workbook):
    book = workbook({"s": [("a", "b"), (1, 2)]}).read_bytes()
    files = {"2026/orders.csv": "a,b\n1,羽\n".encode("gbk"), "2026/book.csv": book}
    with opened(archive(files)) as sheets:
        assert [(one.member, one.name) for one in sheets] == [
            ("2026/orders.csv", None),
            ("2026/book.csv", "s"),
        ]
        assert [staged(one, [0], 2)[0].rows for one in sheets] == [2, 2]


def test_what_computers_keep_for_themselves_is_skipped(archive):
    files = {"a.csv": "a,b\n1,2\n", "__MACOSX/._a.csv": b"\0", ".DS_Store": b"\0", "~$a.xlsx": b"x"}
    with opened(archive(files)) as sheets:
        assert [one.member for one in sheets] == ["a.csv"]
        assert sheets.left_out == ()


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_names_that_do_not_say_how_they_are_written(archive, codec):
    written = "订单列表.csv".encode(codec)
    place = b"N" * (len(written) - 4) + b".csv"
    path = archive({place.decode(): "a,b\n1,2\n"})
    path.write_bytes(path.read_bytes().replace(place, written))
    with opened(path) as (sheet,):
        assert sheet.member == "订单列表.csv"


def test_what_the_manager_chose_for_one_member(archive):
    path = archive({"a.csv": "a;b,c\n1;2,3\n", "b.csv": "a,b\n"})
    with opened(path, {"a.csv": Reading(None, ";")}) as (chosen, other):
        assert (chosen.delimiter, other.delimiter) == (";", ",")


def test_what_is_no_sheet_is_named(archive):
    inner = archive({"x.csv": "a,b\n"}, "inner.zip").read_bytes()
    path = archive({"a.csv": "a,b\n1,2\n", "in.zip": inner, "p.csv": b"\x89PNG\r\n"})
    with opened(path) as sheets:
        assert [one.member for one in sheets] == ["a.csv"]
        assert [one.member for one in sheets.left_out] == ["in.zip", "p.csv"]
        assert "archive inside" in str(sheets.left_out[0].reason)


def test_an_archive_without_lists(archive):
    assert refused(archive({})) == "empty_archive"
    assert refused(archive({"p.png": b"\x89PNG\r\n", "q.pdf": b"%PDF-1.7"})) == "nothing_in_archive"


def test_an_archive_inside_an_archive(archive):
    inner = archive({"x.csv": "a,b\n"}, "inner.zip").read_bytes()
    with pytest.raises(SheetError) as caught, opened(archive({"in.zip": inner})):
        pass
    assert "archive inside an archive" in str(caught.value)


def test_an_archive_that_unpacks_to_too_much(archive, monkeypatch):
    path = archive({"a.csv": "a,b\n" * 1000, "b.csv": "a,b\n" * 1000})
    monkeypatch.setattr(archives, "MOST_UNPACKED", 5000)
    assert refused(path) == "archive_too_large"


def test_an_archive_that_unpacks_to_far_more_than_lists_do(archive, monkeypatch):
    monkeypatch.setattr(archives, "RATIO_COUNTS_FROM", 1 << 16)
    assert refused(archive({"a.csv": bytes(1 << 21)})) == "archive_too_large"


def test_what_an_archive_says_of_its_size_is_not_believed(archive, monkeypatch):
    path = archive({"a.csv": "a,b\n" * 1000})
    size = (4000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (40).to_bytes(4, "little")))
    assert refused(path) in ("damaged_archive", "archive_too_large")


def test_too_many_members(archive, monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    assert refused(archive({f"{n}.csv": "a,b\n" for n in range(4)})) == "too_many_members"


def test_a_member_with_a_password(archive):
    path = archive({"a.csv": "a,b\n"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refused(path) == "password"


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.95])
def test_an_archive_cut_off(archive, cut):
    path = archive({"a.csv": "a,b\n" * 50, "b.csv": "1,2\n" * 50})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    assert refused(path) == "damaged_archive"


def test_a_member_that_begins_before_its_file_is_damage(tmp_path):
    """Bug (seed 906): the place below zero came out as an error of the system."""
    path = tmp_path / "cut.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("orders.csv", "订单编号,总金额,订单创建时间\n1,59.00,2026-11-11\n")
    data = path.read_bytes()
    path.write_bytes(data[:4] + data[24:])
    with pytest.raises(SheetError) as caught:
        inspect(path)
    assert caught.value.code == "damaged_archive"
