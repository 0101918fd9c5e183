"""A list of discounts on the page Sheets, in both languages."""

from pathlib import Path

import pytest

from planner.tables import Workspace, current_dataset, imported_files
from tests.rows import ask
from tests.ui.conftest import OpenPage
from tests.ui.uploading import message, text, upload

LIST = (
    "活动名称,营销工具,商品ID,折扣,活动价,活动开始时间,活动结束时间,活动状态\n"
    "双11预热,限时打折,612345678901,8.5折,,2026-11-01 20:00:00,2026-11-11 23:59:59,进行中\n"
    "双11预热,限时打折,612345678902,10折,,2026-11-01 20:00:00,2026-11-11 23:59:59,进行中\n"
)
WORDS = {
    "en": {
        "kind": "list of discounts",
        "counts": "2 rows read = 1 kept + 1 rejected",
        "share": "Share taken off",
        "status": ("Status", "Running"),
        "why": "Reason",
        "reason": "These discounts take nothing off, such as 0 or 10折.",
    },
    "zh": {
        "kind": "优惠活动表",
        "counts": "读取 2 行 = 保留 1 行 + 剔除 1 行",
        "share": "优惠比例（减去的部分）",
        "status": ("状态", "进行中"),
        "why": "原因",
        "reason": "这些优惠实际没有让利",
    },
}


@pytest.mark.parametrize("data", ["none"], indirect=True)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_list_of_discounts_is_looked_at_loaded_and_removed(
    data: Workspace, open_page: OpenPage, tmp_path: Path, language: str
) -> None:
    words = WORDS[language]
    path = tmp_path / "限时打折.csv"
    path.write_text(LIST, encoding="utf-8")
    app = upload(open_page(data, "pages/sheets.py", language), path)
    assert not app.exception
    assert words["counts"] in text(app)
    warnings = [message(one) for kind in ("warning", "info") for one in app.get(kind)]
    shown = "\n".join((text(app), *warnings))
    assert words["kind"] in shown
    assert words["reason"] in shown
    share, (column, status) = str(words["share"]), words["status"]
    tables = [one.value for one in app.dataframe if share in one.value.columns]
    preview, rejected = sorted(tables, key=lambda one: words["why"] in one.columns)
    assert preview[share].tolist() == [0.15]
    assert rejected[share].tolist() == ["10折"]
    assert preview[column].tolist() == [status]
    app.button(key="load").click().run()
    assert not app.exception
    (file,) = imported_files(data)
    assert (file.kind, file.rows_kept) == ("discounts", 1)
    dataset = current_dataset(data)
    assert dataset is not None
    assert ask(dataset, "SELECT name FROM discount_items") == [("双11预热",)]
    app.button(key=f"remove-{file.import_id}").click().run()
    assert not app.exception
    assert not imported_files(data)
