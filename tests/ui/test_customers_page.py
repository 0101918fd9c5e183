"""The customers page: each of its parts, what is typed into the waves, and bad lists."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.sheets import import_file
from planner.tables import Workspace, current_dataset
from tests.rows import ask

OpenPage = Callable[..., AppTest]
PAGE = "pages/customers.py"
NO_BUYERS = (
    "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间\n"
    "1,59.00,59.00,2026-11-11 00:05:00,2026-11-11 00:06:00\n"
)
"""One paid order that names nobody."""
SOME_BUYERS = "SELECT buyer_id FROM customers ORDER BY customer LIMIT 20"


def part(app: AppTest, name: str) -> AppTest:
    app.session_state["customers-part"] = name
    return app.run()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["groups", "waves", "repurchase", "after_care"])
@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_every_part_is_drawn(
    data: Workspace, open_page: OpenPage, name: str, language: str
) -> None:
    app = part(open_page(data, PAGE, language), name)
    assert not app.exception
    assert app.dataframe
    assert len(app.metric) >= 3


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_text_of_ones_own_is_sent_counted_and_kept(data: Workspace, open_page: OpenPage) -> None:
    app = part(open_page(data, PAGE), "waves")
    field = "field:customers.wave.wave_2.text"
    app.text_area(key=field).set_value("{shop} " + "x" * 100).run()
    assert not app.exception
    assert any("count as 2 text messages" in one.value for one in app.warning)
    again = part(open_page(data, PAGE), "waves")
    assert again.text_area(key=field).value == "{shop} " + "x" * 100


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_wave_can_be_moved_and_sent_to_others(data: Workspace, open_page: OpenPage) -> None:
    app = part(open_page(data, PAGE), "waves")
    before = app.dataframe[0].value.iloc[1, 3]
    app.multiselect(key="field:customers.wave.wave_2.groups").set_value(["new"]).run()
    assert not app.exception
    assert app.dataframe[0].value.iloc[1, 3] != before


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_who_answered_is_loaded_used_and_taken_back(data: Workspace, open_page: OpenPage) -> None:
    app = part(open_page(data, PAGE), "waves")
    assert any("they stand for the likely buyers" in one.value for one in app.caption)
    dataset = current_dataset(data)
    assert dataset is not None
    rows = "\n".join(f"{buyer},点击" for (buyer,) in ask(dataset, SOME_BUYERS))
    app.file_uploader[0].upload("answers.csv", f"buyer_id,行为\n{rows}\nstranger,点击\n".encode())
    app.run()
    assert any("1 ids" in one.value for one in app.caption)
    app.button(key="answers-keep").click().run()
    assert not app.exception
    assert "20 answers are kept" in app.success[-1].value
    assert int(app.dataframe[0].value.iloc[2, 3]) + int(app.dataframe[0].value.iloc[2, 4]) == 20
    assert not list(data.spool.iterdir())
    app.button(key="answers-take-back").click().run()
    assert "20 answers are forgotten" in app.success[-1].value
    assert any("they stand for the likely buyers" in one.value for one in app.caption)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_list_that_names_none_of_the_buyers_is_said(data: Workspace, open_page: OpenPage) -> None:
    app = part(open_page(data, PAGE), "waves")
    app.file_uploader[0].upload("answers.csv", b"buyer_id\nstranger\n")
    app.run()
    assert any("No id of this list" in one.value for one in app.warning)
    app.file_uploader[0].upload("numbers.csv", "日期,数量\n1,2\n".encode())
    app.run()
    assert any("No column of this list names buyers" in one.value for one in app.error)


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_lists_without_buyers_say_what_cannot_be_told(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(NO_BUYERS, encoding="utf-8")
    import_file(data, path, path.name)
    app = open_page(data, PAGE)
    assert not app.exception
    assert "No order names its buyer" in app.error[0].value
    assert not app.dataframe


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_parcels_are_told_by_the_order_list_and_then_by_a_logistics_sheet(
    data: Workspace, open_page: OpenPage, language: str, tmp_path: Path
) -> None:
    app = part(open_page(data, PAGE, language), "parcels")
    assert not app.exception
    said = " ".join(one.value for one in [*app.warning, *app.info])
    assert "logistics sheet" in said or "物流表" in said
    path = tmp_path / "tracking.csv"
    path.write_text(
        "运单号,物流公司,物流状态,更新时间\nYT1,圆通,丢失,2026-11-25 08:00:00\n", encoding="utf-8"
    )
    import_file(data, path, path.name)
    app = part(open_page(data, PAGE, language), "parcels")
    assert not app.exception
    warned = len(app.warning)
    app.text_area(key="field:tracking.lost.text").set_value("{shop} {name}").run()
    assert not app.exception
    assert len(app.warning) > warned  # nobody fills in the name
