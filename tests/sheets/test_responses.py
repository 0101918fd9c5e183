"""Lists of who answered, as tools export them: who, how and when, and nothing else."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from planner.errors import SheetError
from planner.sheets.responses import ResponseLine, read_responses


def told(folder: Path, text: str) -> dict[str | None, set[str]]:
    """Return what each buyer of a list did."""
    found: dict[str | None, set[str]] = {}
    for one in lines(folder, text):
        found.setdefault(one.buyer_id, set()).add(one.response)
    return found


def lines(folder: Path, text: str) -> list[ResponseLine]:
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return read_responses(path, "key")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A list without a word on what they did is one of buyers who answered.
        ("buyer_id\nann\nbob\n", {"ann": {"answered"}, "bob": {"answered"}}),
        ("ann\nbob\n", {"ann": {"answered"}, "bob": {"answered"}}),
        # What they did, in words.
        (
            "买家会员名,行为\nann,点击链接\nbob,加入购物车\ncid,收藏宝贝\ndee,送达\neve,未点击\n",
            {"ann": {"clicked"}, "bob": {"cart"}, "cid": {"favourited"}, "dee": {""}, "eve": {""}},
        ),
        # Replies: one's own words, and the wish to be left alone.
        (
            "回复号码,回复内容\nann,几点开始？\nbob,TD\ncid,退订\ndee,R\n",
            {"ann": {"replied"}, "bob": {"unsubscribed"}, "cid": {"unsubscribed"},
             "dee": {"unsubscribed"}},
        ),
        # Columns that say yes or how often: whoever stands there with a no did not answer.
        (
            "User ID,Delivered,Clicks,Unsubscribed\nann,1,3,0\nbob,1,0,0\ncid,1,,1\n",
            {"ann": {"clicked", ""}, "bob": {""}, "cid": {"unsubscribed", ""}},
        ),
        # Signs around an id are those of spreadsheets.
        ("buyer_id\n'=ann\n=\"0012\"\n", {"=ann": {"answered"}, "0012": {"answered"}}),
        # Whom the platform masked is nobody.
        ("买家会员名\n张***\n", {None: {"answered"}}),
    ],
)  # fmt: skip
def test_who_did_what(tmp_path: Path, text: str, expected: dict[str | None, set[str]]) -> None:
    assert told(tmp_path, text) == expected


def test_equal_lines_stand_together_with_their_day(tmp_path: Path) -> None:
    text = "buyer_id,action,time\nann,click,2026-11-05 09:00\nann,click,2026-11-05 21:00\n"
    (found,) = lines(tmp_path, text)
    assert (found.response, found.day, found.lines) == ("clicked", date(2026, 11, 5), 2)


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "answers.xlsx") as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["buyer_id", "response"])
        page.write_row(1, 0, ["ann", "cart"])
    (found,) = read_responses(tmp_path / "answers.xlsx", "key")
    assert (found.buyer_id, found.response) == ("ann", "cart")


def test_a_list_that_names_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="No column of this list names buyers"):
        lines(tmp_path, "日期,数量\n2026-11-05,3\n")
