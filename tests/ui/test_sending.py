"""Lists for the sending tool: the files that the browser gets hold bare ids and no formula."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from planner.language import Language
from planner.ui import sending

COLUMNS = ("buyer_id", "order_id")
ROWS = [("ann", "3515310000000000018"), ("=cmd|' /c calc'!A0", "0012"), ("bob", "1, 2")]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Return what each button gives, by its file's name."""
    found: dict[str, bytes] = {}

    def button(_label: str, build: Callable[[], bytes], *, file_name: str, **_more: object) -> None:
        found[file_name] = build()

    monkeypatch.setattr(sending.st, "download_button", button)
    sending.draw_list(Language("en"), "chat", "list", len(ROWS), lambda: (COLUMNS, ROWS))
    return found


def test_the_csv_holds_the_bare_id_and_never_a_formula(files: dict[str, bytes]) -> None:
    lines = files["list.csv"].decode("utf-8-sig").splitlines()
    assert lines == [
        "buyer_id,order_id",
        "ann,3515310000000000018",
        "'=cmd|' /c calc'!A0,0012",
        'bob,"1, 2"',
    ]


def test_every_cell_of_the_workbook_is_text(files: dict[str, bytes]) -> None:
    (page,) = openpyxl.load_workbook(BytesIO(files["list.xlsx"])).worksheets
    assert [tuple(row) for row in page.iter_rows(values_only=True)] == [COLUMNS, *ROWS]
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}
