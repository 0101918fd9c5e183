"""Rejected rows as a list to download, and what a report counts as changed."""

import csv
import io

import pytest

from planner.language import Language, say
from planner.sheets import Inspection, Issue, Part, RejectedRow
from planner.sheets.issues import REMARKS
from planner.ui.exports import csv_bytes, guarded
from planner.ui.reporting import CHANGES, changed_cells, rejected_csv


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-5.00", "-5.00"),
        ("+3%", "+3%"),
        ("351531323665445550", "'351531323665445550"),
        ("59.00", "59.00"),
        ("", ""),
    ],
)
def test_text_stays_text_in_a_spreadsheet(cell: str, written: str) -> None:
    assert guarded(cell) == written


def test_a_list_is_utf8_with_its_mark_and_keeps_odd_cells() -> None:
    content = csv_bytes(["=列", "b"], [['a,\n"b"', "-"], ["", "2"]])
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert read == [["'=列", "b"], ['a,\n"b"', "'-"], ["", "2"]]


def test_rejected_rows_have_number_reason_code_and_cells() -> None:
    rows = (
        RejectedRow(7, "bad_date", {"order_id": "1", "created_at": "=x"}),
        RejectedRow(9, "gone", {"gross_amount": "5"}),
    )
    content = rejected_csv(rows, {"bad_date": "No date."}, Language("en")).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content))) == [
        ["Row of the sheet", "Reason", "Code", "Order number", "Placed at", "Order amount"],
        ["7", "No date.", "bad_date", "1", "'=x", ""],
        ["9", "gone", "gone", "", "", "5"],
    ]


def test_changes_are_issues_that_exist_and_are_counted() -> None:
    assert set(REMARKS) >= CHANGES
    issues = tuple(
        Issue(code, "info", count, (), say("x"))
        for code, count in (("amount_cleaned", 3), ("amount_rounded", 2), ("returns", 9))
    )
    assert changed_cells(Inspection("a.csv", Part(), "orders", issues=issues)) == 5
