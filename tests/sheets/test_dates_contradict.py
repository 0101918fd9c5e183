"""A column in which some dates can only begin with the day and some only with the month."""

import pytest

from planner.language import Language
from planner.sheets import Choice, inspect

ORDERS = ("Order ID,Total,Status,Order Date", "{number},5,completed,{day}")
STOCK = ("商品编码,在途数量,预计到货", "A{number},1,{day}")
DAYS = ("13/02/2026", "14/02/2026", "02/15/2026", "03/04/2026", "05/05/2026")


def listed(sheet, form, days, choice=None):
    header, row = form
    rows = [row.format(number=number, day=day) for number, day in enumerate(days)]
    (found,) = inspect(sheet("\n".join((header, *rows)) + "\n"), choices=choice)
    return found, {issue.code: issue for issue in found.issues}


def dates(found, name="created_at"):
    return [(row[name].month, row[name].day) for row in found.preview]


def test_it_is_said_how_many_go_either_way_and_how_the_others_were_read(sheet):
    found, issues = listed(sheet, ORDERS, DAYS)
    assert dates(found) == [(2, 13), (2, 14), (2, 15), (4, 3), (5, 5)]
    assert "date_order" not in issues
    issue = issues["dates_contradict"]
    assert (issue.severity, issue.count) == ("warning", 1)
    assert [(place.row, place.value) for place in issue.places] == [(5, "03/04/2026")]
    assert Language("en").text(issue.message) == (
        "The dates contradict each other: 2 can only begin with the day, 1 only with the month."
        " These were read as they must be. Those that can be read both ways (1) were read day"
        " first: check them. Lists of two exports may stand in one: load each alone, or choose the"
        " order of day and month."
    )


def test_what_the_manager_chose_holds_for_those_that_can_be_read_both_ways(sheet):
    found, issues = listed(sheet, ORDERS, DAYS, Choice(day_first=False))
    assert dates(found) == [(2, 13), (2, 14), (2, 15), (3, 4), (5, 5)]
    assert "dates_contradict" in issues


def test_dates_that_all_can_be_read_one_way_only_are_no_danger(sheet):
    _, issues = listed(sheet, ORDERS, DAYS[:3])
    assert (issues["dates_contradict"].severity, issues["dates_contradict"].count) == ("info", 3)


def test_days_of_arrival_may_contradict_each_other_too(sheet):
    _, issues = listed(sheet, STOCK, DAYS)
    assert issues["dates_contradict"].severity == "warning"
    assert "date_unsure" not in issues


@pytest.mark.parametrize("form", [ORDERS, STOCK])
def test_dates_of_one_order_do_not_contradict(sheet, form):
    _, issues = listed(sheet, form, ("13/02/2026", "03/04/2026"))
    assert "dates_contradict" not in issues
