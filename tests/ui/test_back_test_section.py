"""The section that holds out a past event: verdict, numbers, chart and table, or what to upload."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.sheets import import_file
from planner.tables import Workspace

Open = Callable[..., AppTest]


def section() -> None:
    """Draw nothing but the section; runs as a page of its own."""
    import os

    from planner.language import language_for
    from planner.ui import back_test
    from planner.ui.state import read_screen

    back_test.draw(read_screen(language_for(os.environ["LANGUAGE_OF_TEST"]), None))


@pytest.fixture
def open_section(monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(workspace: Workspace, language: str = "en") -> AppTest:
        monkeypatch.setenv("PLANNER_WORKSPACE", str(workspace.folder))
        monkeypatch.setenv("PLANNER_TODAY", "2027-10-20")
        monkeypatch.setenv("LANGUAGE_OF_TEST", language)
        app = AppTest.from_function(section, default_timeout=60).run()
        assert not app.exception, app.exception
        return app

    return opened


@pytest.fixture
def two_events(tmp_path: Path) -> Workspace:
    """Return a shop with three products over the weeks before 11 November of two years."""
    rows = ["订单编号,商家编码,商品分类,购买数量,价格,订单创建时间"]
    for year in (2025, 2026):
        for back in range(45, -1, -1):
            day = date(year, 11, 11) - timedelta(days=back)
            for number in range(24 if back == 0 else 4):
                code = "ABC"[(number + back) % 3]
                rows.append(f"{day}-{number},{code},衣服,1,20,{day} {number:02}:00")
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    workspace = Workspace(tmp_path / "workspace")
    import_file(workspace, path, path.name)
    return workspace


@pytest.mark.parametrize(
    ("language", "event"), [("en", "Wed 11 Nov 2026"), ("zh", "2026年11月11日")]
)
def test_a_past_event_is_compared_with_its_forecast(
    two_events: Workspace, open_section: Open, language: str, event: str
) -> None:
    app = open_section(two_events, language)
    assert len(app.success) + len(app.warning) == 1
    assert event in app.selectbox(key="back-test-event").options[0]
    assert len(app.metric) == 5
    (table,) = app.dataframe
    assert table.value.shape == (6, 8)
    (chart,) = app.get("vega_lite_chart")
    assert "11" in chart.proto.spec
    assert any("24" in caption.value for caption in app.caption)


def test_categories_may_be_chosen_instead_of_products(
    two_events: Workspace, open_section: Open
) -> None:
    app = open_section(two_events)
    app.selectbox(key="back-test-grain").select_index(1).run()
    assert not app.exception
    assert any("1 sold, 1 of them" in caption.value for caption in app.caption)


def test_without_two_events_it_says_what_to_upload(
    tmp_path: Path, open_section: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A link leads to another page, of which this test has none.
    monkeypatch.setattr("planner.ui.frame.link", lambda *_args, **_options: None)
    app = open_section(Workspace(tmp_path / "workspace"))
    (told,) = app.info
    assert "two past events" in told.value
    assert not app.metric
