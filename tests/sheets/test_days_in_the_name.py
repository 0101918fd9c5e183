"""Visitor figures of which only the file's name states the days: the name is part of the file."""

import shutil
import zipfile
from datetime import date

import pytest

from planner.errors import ImportRefused
from planner.sheets import import_file, inspect
from planner.tables import current_dataset
from tests.rows import ask

FIGURES = "商品ID,访客数,浏览量\nP1,10,20\n"
FIRST, SECOND = "商品_2026-04-25~2026-04-25.csv", "商品_2026-04-26~2026-04-26.csv"


def test_the_same_figures_of_another_day_are_another_file(sheet, workspace):
    path = sheet(FIGURES, FIRST)
    import_file(workspace, path, FIRST)
    import_file(workspace, path, SECOND)
    days = ask(current_dataset(workspace), "SELECT period_start, visitors FROM traffic")
    assert days == [(date(2026, 4, 25), 10), (date(2026, 4, 26), 10)]


@pytest.mark.parametrize("again", [FIRST, FIRST.replace(".csv", " (1).csv"), "20260425.csv"])
def test_the_same_figures_of_the_same_day_are_loaded_once(sheet, workspace, again):
    path = sheet(FIGURES, FIRST)
    import_file(workspace, path, FIRST)
    with pytest.raises(ImportRefused, match="loaded already"):
        import_file(workspace, path, again)


def test_a_date_in_the_name_of_a_list_with_dates_changes_nothing(sheet, workspace, order_list):
    path = order_list()
    import_file(workspace, path, "orders_2026-04-25.csv")
    again = shutil.copyfile(path, path.with_name("again.csv"))
    with pytest.raises(ImportRefused, match="loaded already"):
        import_file(workspace, again, "orders_2026-04-26.csv")


@pytest.mark.parametrize("archive", ["days.zip", "导出2026-05-01.zip"])
def test_lists_in_an_archive_have_the_days_of_their_own_names(tmp_path, archive):
    with zipfile.ZipFile(tmp_path / archive, "w") as packed:
        for name in (FIRST, SECOND):
            packed.writestr(name, FIGURES)
    found = inspect(tmp_path / archive)
    days = [row["period_start"] for one in found for row in one.preview]
    assert days == [date(2026, 4, 25), date(2026, 4, 26)]
    assert all(row["period_end"] == row["period_start"] for one in found for row in one.preview)


def test_a_list_whose_name_says_nothing_has_the_days_of_its_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "2026-04-25.zip", "w") as packed:
        packed.writestr("商品.csv", FIGURES)
    (found,) = inspect(tmp_path / "2026-04-25.zip")
    assert found.preview[0]["period_start"] == date(2026, 4, 25)
